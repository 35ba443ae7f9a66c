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

/// Gives what the shell's own completion offers after some words.
#[cfg(unix)]
fn completed(line: &str) -> Option<Vec<String>> {
    let script = help(&["completions", "bash"]);
    let words: Vec<&str> = line.split(' ').collect();
    let at = words.len() - 1;
    let ask = format!(
        "{script}\nCOMP_WORDS=({}); COMP_CWORD={at}; _mingxi mingxi '{}' '{}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" "),
        words[at],
        words[at.saturating_sub(1)]
    );
    let output = std::process::Command::new("bash").args(["--norc", "-c", &ask]).output().ok()?;
    Some(String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect())
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_options_and_their_words() {
    let Some(offered) = completed("mingxi led") else {
        eprintln!("skipped: there is no bash");
        return;
    };
    assert_eq!(offered, ["ledger"]);
    assert_eq!(completed("mingxi watch --since-l").unwrap(), ["--since-last"]);
    assert_eq!(completed("mingxi bridge --by q").unwrap(), ["quarter"]);
    let options = completed("mingxi bridge --").unwrap();
    assert!(options.contains(&"--period".to_owned()) && !options.contains(&"--state".to_owned()), "{options:?}");
}

#[test]
fn completions_and_man_pages_are_printed_and_what_there_is_not_is_told() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert!(help(&["completions", shell]).contains("mingxi"));
    }
    let page = help(&["man", "watch", "--lang", "en"]);
    assert!(page.starts_with(".ie") || page.contains(".TH mingxi-watch 1"), "{page}");
    assert!(page.contains("exit 3 if there is something"), "{page}");
    assert!(help(&["man", "--lang", "zh"]).contains("从订单"), "{}", help(&["man", "--lang", "zh"]));
    for (words, told) in [
        (["completions", "tcsh"], "there are no completions for tcsh"),
        (["man", "bridg"], "did you mean `mingxi bridge`?"),
    ] {
        let output = mingxi().args(words).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(told), "{said}");
    }
    let told = help(&["completions", "--help", "--lang", "en"]) + &help(&["help", "man", "--lang", "en"]);
    insta::assert_snapshot!(told);
}
