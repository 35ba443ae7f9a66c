//! What the documents tell to type is run, and what they show is compared: documents cannot drift from the program.
//!
//! A block marked `console` holds commands after `$ ` and what the terminal shows; a line `...` stands for any lines. All
//! blocks of a document run in order in one folder that holds `examples/`. `MINGXI_BLESS=1` writes what was shown into the
//! document, but for blocks with `...`.
#![cfg(unix)]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::program;

/// One command with what follows it.
struct Told {
    command: String,
    shown: Vec<String>,
    /// The lines of the document that hold what is shown.
    lines: std::ops::Range<usize>,
}

fn told(text: &str) -> Vec<Told> {
    let mut found: Vec<Told> = Vec::new();
    let mut inside = false;
    for (at, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            inside = !inside && line.trim() == "```console";
        } else if inside {
            match line.strip_prefix("$ ") {
                Some(command) => found.push(Told { command: command.into(), shown: Vec::new(), lines: at + 1..at + 1 }),
                None => {
                    if let Some(last) = found.last_mut() {
                        last.shown.push(line.trim_end().to_string());
                        last.lines.end = at + 1;
                    }
                }
            }
        }
    }
    found
}

/// Runs a command as a shell would and gives what the terminal shows.
fn shown(command: &str, folder: &Path, language: &str) -> Vec<String> {
    let output = folder.join(".shown");
    let file = File::create(&output).unwrap();
    let command = command.replace("cargo run --release --", "mingxi");
    let path = format!("{}:{}", program::folder().display(), std::env::var("PATH").unwrap_or_default());
    let status = Command::new("sh")
        .args(["-c", &command])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("LANG", language)
        .env("HOME", folder)
        .stdin(std::process::Stdio::null())
        .stdout(file.try_clone().unwrap())
        .stderr(file)
        .status()
        .unwrap();
    assert_ne!(status.code(), Some(70), "{command}: a mistake of mingxi");
    assert_ne!(status.code(), Some(101), "{command}: it panicked");
    let text = String::from_utf8(fs::read(&output).unwrap()).unwrap();
    text.lines().map(|line| line.trim_end().to_string()).collect()
}

/// Says whether lines fit a pattern in which `...` stands for any lines.
fn fits(lines: &[String], pattern: &[String]) -> bool {
    match pattern.split_first() {
        None => lines.is_empty(),
        Some((first, rest)) if first == "..." => (0..=lines.len()).any(|skip| fits(&lines[skip..], rest)),
        Some((first, rest)) => lines.first() == Some(first) && fits(&lines[1..], rest),
    }
}

fn runs_as_told(document: &str, language: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let place: PathBuf = root.join(document);
    let text = fs::read_to_string(&place).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("examples")).unwrap();
    for entry in fs::read_dir(root.join("examples")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, folder.path().join("examples").join(path.file_name().unwrap())).unwrap();
        }
    }
    let bless = std::env::var_os("MINGXI_BLESS").is_some();
    let mut lines: Vec<String> = text.lines().map(String::from).collect();
    let (mut wrong, mut ran, mut moved) = (Vec::new(), 0, 0_isize);
    for told in told(&text) {
        let outside = ["cargo test", "cargo install", "cargo build", "cargo bench", "git ", ".ci/"];
        if outside.iter().any(|start| told.command.starts_with(start)) {
            continue;
        }
        let seen = shown(&told.command, folder.path(), language);
        ran += 1;
        if fits(&seen, &told.shown) {
            continue;
        }
        if bless && !told.shown.iter().any(|line| line == "...") {
            let at = |line: usize| line.checked_add_signed(moved).unwrap();
            lines.splice(at(told.lines.start)..at(told.lines.end), seen.iter().cloned());
            moved += seen.len() as isize - told.shown.len() as isize;
            continue;
        }
        wrong.push(format!(
            "$ {}\n{}\n-- but {document} shows\n{}",
            told.command,
            seen.join("\n"),
            told.shown.join("\n")
        ));
    }
    if bless {
        fs::write(&place, lines.join("\n") + "\n").unwrap();
    }
    assert!(ran > 0, "{document} tells no command");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_readme_shows_what_the_program_does() {
    runs_as_told("README.md", "en_US.UTF-8");
}

#[test]
fn the_chinese_readme_shows_what_the_program_does() {
    runs_as_told("README.zh.md", "zh_CN.UTF-8");
}

#[test]
fn the_guides_show_what_the_program_does() {
    for guide in ["docs/merchandiser.md", "docs/manager.md", "docs/cron.md"] {
        runs_as_told(guide, "en_US.UTF-8");
    }
}

#[test]
fn a_drifted_document_is_caught() {
    let lines = |text: &str| text.lines().map(String::from).collect::<Vec<_>>();
    assert!(fits(&lines("a\nb\nc"), &lines("a\n...")));
    assert!(fits(&lines("a\nb\nc"), &lines("...\nc")));
    assert!(!fits(&lines("a\nb\nc"), &lines("a\nb")));
    assert!(!fits(&lines("a\nb\nc"), &lines("a\n...\nd")));
    let found = told("```console\n$ mingxi x\nout\n\n$ mingxi y\n```\n```\n$ not this\n```\n");
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].command.as_str(), &found[0].shown), ("mingxi x", &lines("out\n\n")));
}

/// Whoever looks for a command by what they want to know finds it in one of the guides.
#[test]
fn the_guides_name_every_command() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(root.join("docs").join(name)).unwrap();
    let guides = read("merchandiser.md") + &read("manager.md");
    let output = program::mingxi().args(["--help", "--lang", "en"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let commands: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.len() >= 17, "{help}");
    for command in commands {
        assert!(guides.contains(&format!("`mingxi {command}")), "{command}");
    }
}
