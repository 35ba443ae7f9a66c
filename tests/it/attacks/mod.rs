//! Files made to harm: each is refused in plain words or read as what it is, in seconds, within a gibibyte, without a panic.
//!
//! Nothing harmful is stored; each file is made when it is needed, small where it lies and endless where it is unpacked.

mod containers;
mod made;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::program::mingxi;

/// More than any of these takes on an idle machine, by far; the tests share theirs.
const PATIENCE: Duration = Duration::from_secs(60);
const MEMORY_KIB: u64 = 1 << 20;

/// What became of a file.
pub struct Outcome {
    pub code: i32,
    pub out: String,
    pub err: String,
    pub peak_kib: Option<u64>,
    pub took: Duration,
}

/// Runs a command on a file until it ends or patience does; with GNU time, tells the memory of the largest process.
pub fn attacked(file: &Path, more: &[&str]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let peak = folder.path().join("peak");
    let program = mingxi();
    let mut command = match Path::new("/usr/bin/time").exists() {
        true => {
            let mut time = Command::new("/usr/bin/time");
            time.args(["-q", "-f", "%M", "-o"]).arg(&peak).arg(program.get_program());
            for (name, value) in program.get_envs() {
                match value {
                    Some(value) => time.env(name, value),
                    None => time.env_remove(name),
                };
            }
            time
        }
        false => program,
    };
    command.arg("check").arg(file).args(more).current_dir(folder.path());
    let (out, err) = (folder.path().join("out"), folder.path().join("err"));
    command
        .stdin(Stdio::null())
        .stdout(std::fs::File::create(&out).unwrap())
        .stderr(std::fs::File::create(&err).unwrap());
    let start = Instant::now();
    let mut child = command.spawn().unwrap();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("{} hangs", file.display());
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let text = |path: &Path| String::from_utf8(std::fs::read(path).unwrap()).unwrap();
    let peak_kib = std::fs::read_to_string(&peak).ok().and_then(|peak| peak.trim().parse().ok());
    let code = status.code().unwrap_or_else(|| panic!("{} ended it: {status}", file.display()));
    Outcome { code, out: text(&out), err: text(&err), peak_kib, took: start.elapsed() }
}

/// Makes a file, runs the program on it, and sees that it is refused with such words, or read where there are none.
pub fn check(name: &str, bytes: &[u8], wanted: Option<&str>) -> Outcome {
    check_with(name, bytes, wanted, &[])
}

pub fn check_with(name: &str, bytes: &[u8], wanted: Option<&str>, more: &[&str]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    let outcome = attacked(&file, more);
    let Outcome { code, out, err, peak_kib, took } = &outcome;
    if std::env::var_os("MINGXI_TELL").is_some() {
        let first = err.replace(&folder.path().display().to_string(), "");
        eprintln!(
            "{name}\t{} bytes\t{code}\t{took:.1?}\t{peak_kib:?}\t{}",
            bytes.len(),
            first.lines().next().unwrap_or_default()
        );
    }
    assert!(*code <= 2, "{name}: {code}\n{err}");
    assert!(!err.contains("panicked") && !err.contains("a mistake of mingxi"), "{name}: {err}");
    assert!(peak_kib.is_none_or(|peak| peak <= MEMORY_KIB), "{name}: {peak_kib:?} KiB");
    match wanted {
        Some(words) => assert!(*code != 0 && err.contains(words), "{name}: {code}\n{err}\n{out}"),
        None => assert!(*code == 0, "{name}: {code}\n{err}"),
    }
    for text in [out, err] {
        let harmful = |c: char| c.is_control() && c != '\n' || made::TURNS.contains(&c);
        assert!(!text.contains(harmful), "{name}: {text:?}");
    }
    outcome
}
