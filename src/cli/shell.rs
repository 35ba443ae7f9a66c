//! What a shell and a manual want to know: completions and man pages, from the grammar that the program itself parses by.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ValueHint};
use clap_complete::Shell;

use super::args;
use super::options::{Command, OPTIONS, Opt};
use crate::model::Lang;
use crate::report::words::help::{HelpWords, help};

/// The shells, by the names that are typed.
pub const SHELLS: [(&str, Shell); 4] =
    [("bash", Shell::Bash), ("zsh", Shell::Zsh), ("fish", Shell::Fish), ("powershell", Shell::PowerShell)];

/// The commands that read no orders.
pub const TOOLS: [&str; 2] = ["completions", "man"];

/// Gives the completions for a shell.
pub fn completions(shell: Shell, lang: Lang) -> Vec<u8> {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut described(lang), "mingxi", &mut bytes);
    bytes
}

/// Gives the man page of a command, or of all.
pub fn man(command: Option<Command>, lang: Lang) -> Vec<u8> {
    let mut all = described(lang);
    all.build();
    let page = match command.and_then(|command| all.find_subcommand(command.name())) {
        // The page of a command is called as it is typed: mingxi-bridge.
        Some(found) => found.clone().display_name(format!("mingxi-{}", found.get_name())),
        None => all,
    };
    let mut bytes = Vec::new();
    // Writing into memory does not fail.
    let _ = clap_mangen::Man::new(page).render(&mut bytes);
    bytes
}

/// Gives the grammar with its words.
fn described(lang: Lang) -> clap::Command {
    let words = help(lang);
    let mut all = args::grammar().about(words.about).version(env!("CARGO_PKG_VERSION")).bin_name("mingxi");
    all = all.mut_arg("help", |arg| arg.help(words.flag_help)).mut_arg("version", |arg| arg.help(words.flag_version));
    all = all.mut_arg("lang", |arg| worded(arg, "", "lang", words));
    for command in Command::ALL {
        let name = command.name();
        all = all.mut_subcommand(name, |own| {
            let taken = OPTIONS.iter().filter(|option| option.commands.contains(&command) && option.name != "lang");
            let own = own.about(words.about_of(name)).long_about(long(words, name)).after_help(after(words, name));
            let own = own.mut_arg("files", |arg| arg.value_name("FILES").value_hint(ValueHint::AnyPath));
            taken.fold(own, |own, option| own.mut_arg(option.name, |arg| worded(arg, name, option.name, words)))
        });
    }
    for tool in TOOLS {
        all = all.mut_subcommand(tool, |own| own.about(words.about_of(tool)));
    }
    let commands = Command::ALL.iter().map(|command| command.name());
    let topics: Vec<&'static str> = commands.clone().chain(["options"]).collect();
    all.mut_subcommand("completions", |own| {
        own.mut_arg("shell", |arg| arg.value_parser(PossibleValuesParser::new(SHELLS.map(|(name, _)| name))))
    })
    .mut_subcommand("man", |own| {
        own.mut_arg("topic", |arg| arg.value_parser(PossibleValuesParser::new(commands.collect::<Vec<_>>())))
    })
    .mut_subcommand("help", |own| {
        own.about(words.about_help).mut_arg("topic", |arg| arg.value_parser(PossibleValuesParser::new(topics)))
    })
}

/// Gives what a command does, and what its words mean.
fn long(words: &HelpWords, command: &str) -> String {
    format!("{}\n\n{}", words.about_of(command), words.explanation_of(command))
}

/// Gives a command's examples.
fn after(words: &HelpWords, command: &str) -> String {
    let lines = words.examples_of(command).iter().map(|(line, gives)| format!("  {line}    {gives}\n"));
    format!("{}\n{}", words.examples, lines.collect::<String>())
}

/// Adds to an option its words, and what may be typed behind it.
fn worded(arg: Arg, command: &str, name: &str, words: &HelpWords) -> Arg {
    let arg = arg.help((words.option)(command, name));
    let Some(option) = Opt::named(name) else { return arg };
    let choices = choices(option);
    if !choices.is_empty() {
        arg.value_parser(PossibleValuesParser::new(choices))
    } else if option.value.starts_with("FILE") && option.value != "FIELD=COLUMN" {
        arg.value_hint(ValueHint::AnyPath)
    } else {
        arg
    }
}

/// Gives the words that an option takes, where it takes few.
pub fn choices(option: &Opt) -> Vec<&'static str> {
    match option.name {
        "by" => vec!["week", "month", "quarter", "half", "year"],
        "layout" => vec!["table", "grouped", "crosstab"],
        "credits" => vec!["period", "origin"],
        "rates-are" => vec!["base-per-unit", "units-per-base"],
        "active" => vec!["purchase", "any", "net"],
        "basis" => vec!["period", "payment"],
        "color" => vec!["auto", "always", "never"],
        "format" => vec!["text", "md", "csv", "json", "html", "xlsx"],
        _ if option.value.contains('|') => option.value.split('|').collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::config::Told;
    use crate::cli::settings::settings;
    use crate::model::Day;

    /// A completion that is then refused would be worse than none.
    #[test]
    fn every_word_that_is_completed_is_taken() {
        for option in OPTIONS {
            for word in choices(option) {
                let command = option.commands[0].name();
                let beside = if option.name == "rates-are" { "--rates r.csv --base CNY" } else { "-q" };
                let line = format!("mingxi {command} a.csv b.csv --{}={word} {beside}", option.name);
                let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
                let args::Asked::Run { command, files, options } = args::parse(&words).unwrap() else {
                    panic!("{line}")
                };
                let day = Day::from_ymd(2026, 1, 5).unwrap();
                let read = settings(command, files, &options, Told::default(), None, day);
                assert!(read.is_ok(), "{line}: {read:?}");
            }
        }
    }

    #[test]
    fn each_shell_and_each_page_knows_every_command_and_option() {
        for lang in [Lang::En, Lang::Zh] {
            for (name, shell) in SHELLS {
                let script = String::from_utf8(completions(shell, lang)).unwrap();
                for command in Command::ALL {
                    assert!(script.contains(command.name()), "{name} {}", command.name());
                }
                for option in OPTIONS {
                    // fish names options without their dashes.
                    assert!(script.contains(option.name), "{name} {}", option.name);
                }
            }
            for command in Command::ALL {
                let page = String::from_utf8(man(Some(command), lang)).unwrap().replace("\\-", "-");
                assert!(page.contains(&format!("mingxi-{}", command.name())), "{page}");
                for option in OPTIONS.iter().filter(|option| option.commands.contains(&command)) {
                    assert!(page.contains(&format!("--{}", option.name)), "{} {}", command.name(), option.name);
                }
            }
        }
    }
}
