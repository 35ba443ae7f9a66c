//! The whole help, in both languages: what a reader sees is looked at whenever it changes.

use super::program::mingxi;

fn help(words: &[&str]) -> String {
    let output = mingxi().args(words).output().unwrap();
    assert!(output.status.success());
    assert!(output.stderr.is_empty());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_help_reads_in_english() {
    let commands = ["report", "check", "init", "bridge", "top", "trend", "share", "ledger", "watch"];
    let mut text = help(&["--help"]);
    for command in commands {
        text += &format!("\n$ mingxi {command} --help\n{}", help(&[command, "--help"]));
    }
    text += &format!("\n$ mingxi help options\n{}", help(&["help", "options"]));
    insta::assert_snapshot!(text);
}

#[test]
fn the_help_reads_in_chinese() {
    let commands = ["report", "check", "init", "bridge", "top", "trend", "share", "ledger", "watch"];
    let mut text = help(&["--help", "--lang", "zh"]);
    for command in commands {
        text += &format!("\n$ mingxi {command} --help\n{}", help(&[command, "--help", "--lang=zh"]));
    }
    text += &format!("\n$ mingxi help options\n{}", help(&["--lang", "zh", "help", "options"]));
    insta::assert_snapshot!(text);
}

#[test]
fn the_help_of_a_command_is_the_same_however_it_is_asked_for() {
    assert_eq!(help(&["help", "bridge"]), help(&["bridge", "-h"]));
    assert_eq!(help(&[]), help(&["--help"]));
    let output = mingxi().arg("--help").env("MINGXI_LANG", "zh").output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), help(&["--help", "--lang", "zh"]));
}
