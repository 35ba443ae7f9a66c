//! Facts kept of files read before: whatever is told from them is what reading the files tells, to the byte.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::program::mingxi;

/// A cache folder of a test's own.
struct Kept(tempfile::TempDir);

impl Kept {
    fn new() -> Kept {
        Kept(tempfile::tempdir().unwrap())
    }

    /// Gives the program, which keeps the facts of any file here.
    fn program(&self, words: &[&str]) -> Command {
        let mut command = mingxi();
        command.args(words).arg("--no-config").env("XDG_CACHE_HOME", self.0.path()).env("MINGXI_CACHE", "all");
        command.env("MINGXI_TODAY", "2026-01-31");
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.program(words).output().unwrap()
    }

    fn entries(&self) -> Vec<PathBuf> {
        let Ok(found) = std::fs::read_dir(self.0.path().join("mingxi")) else { return Vec::new() };
        found.map(|entry| entry.unwrap().path()).collect()
    }

    /// Says whether a run took its facts from here; `-v` tells.
    fn serves(&self, words: &[&str]) -> bool {
        is_from_cache(&self.run(&[words, &["-v"]].concat()))
    }
}

/// How the line begins that says where the facts came from, in either language.
const FROM_CACHE: [&str; 2] = ["read from the cache", "取自缓存"];

fn is_from_cache(output: &Output) -> bool {
    let stderr = String::from_utf8_lossy(&output.stderr);
    stderr.lines().any(|line| FROM_CACHE.iter().any(|start| line.starts_with(start)))
}

/// What a run told, but for the line that says where the facts came from.
fn told(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let other = |line: &&str| !FROM_CACHE.iter().any(|start| line.starts_with(start));
    let stderr = text(&output.stderr).lines().filter(other).collect::<Vec<_>>().join("\n");
    (output.status.code(), text(&output.stdout), stderr)
}

/// Orders of four customers over two years, with a return, two dates as text and a blank customer.
fn orders(folder: &Path, last: &str) -> String {
    let mut text = "order,date,customer,amount\n".to_owned();
    for nth in 0..400 {
        let (year, month, day) = (2024 + nth / 200, nth / 17 % 12 + 1, nth % 28 + 1);
        let customer = ["Acme", "Bolt", "Crown", "Dane & Söhne", ""][nth % 5];
        let amount = if nth % 31 == 0 { format!("-{nth}.5") } else { format!("\"1,{nth:03}.25\"") };
        writeln!(text, "{nth},{year}/{month}/{day},{customer},{amount}").unwrap();
    }
    text.push_str(last);
    let path = folder.join("orders.csv");
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn all_cases_and_all_commands_tell_the_same_with_and_without() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|case| case.is_dir());
    cases.sort();
    let kept = Kept::new();
    let commands = ["bridge", "top", "trend", "share"];
    let formats = ["text", "json", "md", "csv"];
    let mut served = 0;
    for (at, case) in cases.iter().enumerate() {
        let about: toml::Table = std::fs::read_to_string(case.join("case.toml")).unwrap().parse().unwrap();
        let args: Vec<&str> = about["args"].as_array().unwrap().iter().map(|arg| arg.as_str().unwrap()).collect();
        let (command, format) = (commands[at % commands.len()], formats[at / commands.len() % 4]);
        let manner = if at % 2 == 0 { "-v" } else { "--ascii" };
        let words = [&[command], &args[1..], &["--format", format, manner]].concat();
        let run = |more: &[&str]| kept.program(&[&words, more].concat()).current_dir(case).output().unwrap();
        let (without, first, second) = (run(&["--no-cache"]), run(&[]), run(&[]));
        assert_eq!(told(&first), told(&without), "{words:?} in {}", case.display());
        assert_eq!(told(&second), told(&without), "{words:?} in {}", case.display());
        served += usize::from(is_from_cache(&second));
    }
    assert!(served > cases.len() / 5, "{served} of {}", cases.len());
}

#[test]
fn another_content_another_option_and_another_day_are_read_anew() {
    let (kept, folder) = (Kept::new(), tempfile::tempdir().unwrap());
    let file = orders(folder.path(), "");
    assert!(!kept.serves(&["bridge", &file]) && kept.serves(&["bridge", &file]));
    // The same facts serve whoever asks for no more of them, from any day after them.
    assert!(kept.serves(&["share", &file]));
    assert!(!kept.serves(&["bridge", &file, "--by", "month"]));
    assert!(!kept.serves(&["bridge", &file, "--blank-customer", "keep"]));
    assert!(!kept.serves(&["trend", &file]));
    assert!(kept.serves(&["trend", &file, "--top", "3"]));
    // One customer is told down to its products, which facts do not hold.
    assert!(!kept.serves(&["trend", &file, "--customer", "Bolt"]));
    assert!(!kept.serves(&["bridge", &file, "--no-cache"]));
    let later = |day: &str| {
        let mut program = kept.program(&["bridge", &file, "-v"]);
        is_from_cache(&program.env("MINGXI_TODAY", day).output().unwrap())
    };
    assert!(later("2027-03-01"));
    // One digit of one amount, the file as long as before.
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("1,399.25", "1,398.25")).unwrap();
    let told_of = |words: &[&str]| told(&kept.run(&[&["bridge", &file], words].concat()));
    assert_eq!(told_of(&[]), told_of(&["--no-cache"]));
    assert!(!kept.serves(&["bridge", &file]) && kept.serves(&["bridge", &file]));
}

#[test]
fn while_today_has_a_say_the_facts_of_another_day_do_not_serve() {
    let (kept, folder) = (Kept::new(), tempfile::tempdir().unwrap());
    let file = orders(folder.path(), "900,2026-02-14,Acme,70\n901,2026-03-09,Bolt,80\n");
    let bridge = |today: &str, words: &[&str]| {
        let mut program = kept.program(&[&["bridge", &file], words].concat());
        told(&program.env("MINGXI_TODAY", today).output().unwrap())
    };
    let mut seen = Vec::new();
    for today in ["2026-01-31", "2026-01-31", "2026-02-20", "2026-03-20", "2026-01-31", "2026-04-01", "2026-05-01"] {
        let read = bridge(today, &["--no-cache"]);
        assert_eq!(bridge(today, &[]), read, "{today}");
        assert_eq!(bridge(today, &[]), read, "{today}");
        seen.push(read);
    }
    assert!(seen[0] != seen[2] && seen[2] != seen[3] && seen[3] != seen[5] && seen[5] == seen[6]);
    assert!(kept.serves(&["bridge", &file]) || !kept.entries().is_empty());
}

#[test]
fn what_is_damaged_is_ignored_and_replaced() {
    let (kept, folder) = (Kept::new(), tempfile::tempdir().unwrap());
    let file = orders(folder.path(), "");
    let bridge = || told(&kept.run(&["bridge", &file]));
    // All that an entry has is read where all is told.
    let whole = || told(&kept.run(&["bridge", &file, "--format", "json"]));
    let (good, good_whole) = (bridge(), whole());
    let [entry] = &kept.entries()[..] else { panic!("one entry") };
    let bytes = std::fs::read(entry).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("Acme") && !text.contains("1,399.25"), "facts, and no rows");
    let step = bytes.len() / 24;
    let flipped = (0..bytes.len()).step_by(step).map(|at| {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        damaged
    });
    let cut = [0, 1, 40, 70, bytes.len() / 2, bytes.len() - 1].map(|end| bytes[..end].to_vec());
    let longer = [&bytes[..], b"more"].concat();
    for damaged in flipped.chain(cut).chain([longer, b"something else".to_vec()]) {
        std::fs::write(entry, &damaged).unwrap();
        assert_eq!(bridge(), good);
        std::fs::write(entry, &damaged).unwrap();
        assert_eq!(whole(), good_whole);
        assert!(std::fs::read(entry).unwrap() == bytes, "replaced");
    }
}

#[test]
fn a_folder_that_cannot_be_written_changes_nothing() {
    let (kept, folder) = (Kept::new(), tempfile::tempdir().unwrap());
    let file = orders(folder.path(), "");
    let without = told(&kept.run(&["bridge", &file, "--no-cache"]));
    // A file stands where the folder should be; and there is no folder of the user at all.
    let in_the_way = folder.path().join("in the way");
    std::fs::write(&in_the_way, "").unwrap();
    for _ in 0..2 {
        let output = kept.program(&["bridge", &file]).env("XDG_CACHE_HOME", &in_the_way).output().unwrap();
        assert_eq!(told(&output), without);
        let output = kept.program(&["bridge", &file]).env_remove("XDG_CACHE_HOME").env_remove("HOME").output().unwrap();
        assert_eq!(told(&output), without);
    }
    assert!(kept.entries().is_empty());
}

#[test]
fn runs_at_the_same_time_all_tell_the_same_and_leave_one_whole_entry() {
    let (kept, folder) = (Kept::new(), tempfile::tempdir().unwrap());
    let file = orders(folder.path(), "");
    let start = || {
        let mut program = kept.program(&["bridge", &file]);
        program.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap()
    };
    let runs: Vec<_> = (0..8).map(|_| start()).collect();
    let told: Vec<_> = runs.into_iter().map(|run| told(&run.wait_with_output().unwrap())).collect();
    assert!(told.iter().all(|one| one == &told[0] && one.0 == Some(0)));
    assert_eq!(kept.entries().len(), 1);
    assert!(kept.serves(&["bridge", &file]) || kept.serves(&["bridge", &file]));
}

#[test]
fn the_command_tells_where_they_lie_and_removes_them() {
    let (kept, folder) = (Kept::new(), tempfile::tempdir().unwrap());
    let file = orders(folder.path(), "");
    kept.run(&["bridge", &file]);
    let shown = |words: &[&str]| {
        let mut program = mingxi();
        let output =
            program.args(words).env("XDG_CACHE_HOME", kept.0.path()).current_dir(folder.path()).output().unwrap();
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
    };
    let place = kept.0.path().join("mingxi").display().to_string();
    let told = shown(&["cache"]);
    assert!(told.starts_with(&format!("{place}\n1 entry, ")) && told.contains("of at most 512.0 MiB"), "{told}");
    assert!(shown(&["cache", "--cache-size", "2G"]).contains("of at most 2048.0 MiB"));
    assert!(shown(&["cache", "clear"]).starts_with("Removed 1 entry, "));
    assert!(shown(&["cache", "--lang", "zh"]).contains("0 份"));
    assert!(shown(&["cache", "empty"]).contains("clear"));
    assert!(kept.entries().is_empty());
}

#[test]
fn the_settings_file_the_environment_and_the_flag_turn_it_off() {
    let (kept, folder) = (Kept::new(), tempfile::tempdir().unwrap());
    let file = orders(folder.path(), "");
    let run = |toml: &str, variable: Option<(&str, &str)>, words: &[&str]| {
        std::fs::write(folder.path().join("mingxi.toml"), toml).unwrap();
        let mut program = mingxi();
        program.args(["bridge", &file]).args(words).env_remove("MINGXI_CACHE").current_dir(folder.path());
        program.env("XDG_CACHE_HOME", kept.0.path()).envs(variable);
        assert!(program.output().unwrap().status.success(), "{toml} {variable:?} {words:?}");
        kept.entries().len()
    };
    assert_eq!(run("[files]\ncache = false\n", None, &[]), 0);
    assert_eq!(run("[files]\ncache = \"all\"\n", Some(("MINGXI_NO_CACHE", "1")), &[]), 0);
    assert_eq!(run("[files]\ncache = \"all\"\n", Some(("MINGXI_CACHE", "no")), &[]), 0);
    assert_eq!(run("[files]\ncache = \"all\"\n", None, &["--no-cache"]), 0);
    // Reading so little is as fast as a look into the cache.
    assert_eq!(run("", None, &[]), 0);
    assert_eq!(run("[files]\ncache = \"all\"\n", None, &[]), 1);
    assert_eq!(run("[files]\ncache = false\n", Some(("MINGXI_NO_CACHE", "1")), &["--cache", "all", "--by", "year"]), 2);
}
