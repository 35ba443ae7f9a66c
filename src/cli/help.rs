//! The help, drawn from the table of options and the words of the reader's language.

use unicode_width::UnicodeWidthStr;

use super::options::{Command, OPTIONS, Opt, Section, Takes};
use crate::model::Lang;
use crate::report::words::help::{Examples, HelpWords, help};
use crate::write::wrap;

const WIDTH: usize = 80;

/// Gives `mingxi --help`.
pub fn all(lang: Lang) -> String {
    let words = help(lang);
    let mut text = format!("{}\n\n", words.about);
    examples(&mut text, words, words.all_examples);
    text.push_str(&format!("{} {}\n\n{}\n", words.usage, words.usage_all, words.commands));
    let width = Command::ALL.iter().map(|command| command.name().len()).max().unwrap_or(0).max(11);
    for command in Command::ALL {
        text.push_str(&format!("  {:<width$}  {}\n", command.name(), words.about_of(command.name())));
    }
    for tool in super::shell::TOOLS {
        text.push_str(&format!("  {tool:<width$}  {}\n", words.about_of(tool)));
    }
    text + "\n" + words.more_all + "\n"
}

/// Gives the help of a command that reads no orders.
pub fn tool(name: &str, lang: Lang) -> String {
    let words = help(lang);
    let mut text = format!("{}\n\n", words.about_of(name));
    examples(&mut text, words, words.examples_of(name));
    let what = if name == "man" { "[COMMAND]" } else { "<SHELL>" };
    text.push_str(&format!("{} mingxi {name} {what}\n\n{}\n", words.usage, words.explanation_of(name)));
    text
}

/// Gives `mingxi COMMAND --help`.
pub fn command(command: Command, lang: Lang) -> String {
    let words = help(lang);
    let name = command.name();
    let mut text = format!("{}\n\n", words.about_of(name));
    examples(&mut text, words, words.examples_of(name));
    let tail = match command {
        Command::Cache => "[OPTIONS] [clear]",
        _ => words.usage_all.split_once("> ").map_or("", |(_, tail)| tail),
    };
    text.push_str(&format!(
        "{} mingxi {name} {tail}\n\n{}\n\n{}\n",
        words.usage,
        words.explanation_of(name),
        words.options
    ));
    let own: Vec<&Opt> = OPTIONS.iter().filter(|option| option.own.contains(&command)).collect();
    options(&mut text, &own, name, words);
    text + words.more + "\n"
}

/// Gives `mingxi help options`.
pub fn shared(lang: Lang) -> String {
    let words = help(lang);
    let mut text = format!("{}\n", words.options_title);
    for section in Section::ALL {
        let title = words.sections.iter().find(|(name, _)| *name == section.name()).map_or("", |(_, title)| title);
        text.push_str(&format!("\n{title}\n"));
        let shared: Vec<&Opt> = OPTIONS.iter().filter(|option| option.section == section).collect();
        options(&mut text, &shared, "", words);
    }
    text
}

fn examples(text: &mut String, words: &HelpWords, examples: Examples) {
    let width = examples.iter().map(|(line, _)| line.width()).max().unwrap_or(0);
    text.push_str(words.examples);
    text.push('\n');
    for (line, gives) in examples {
        text.push_str(&format!("  {line}{}    {gives}\n", " ".repeat(width - line.width())));
    }
    text.push('\n');
}

fn options(text: &mut String, options: &[&Opt], command: &str, words: &HelpWords) {
    let heads: Vec<String> = options.iter().map(|option| head(option)).collect();
    let width = heads.iter().map(|head| head.width()).max().unwrap_or(0);
    for (option, head) in options.iter().zip(&heads) {
        for (at, line) in whole_defaults((words.option)(command, option.name), WIDTH - width - 4).iter().enumerate() {
            let head = if at == 0 { head.as_str() } else { "" };
            text.push_str(&format!("  {head}{}  {line}\n", " ".repeat(width - head.width())));
        }
    }
}

/// Breaks an option's words into lines, its default in one piece.
fn whole_defaults(text: &str, width: usize) -> Vec<String> {
    let glued = match text.split_once('[') {
        Some((before, default)) => format!("{before}[{}", default.replace(' ', "\u{a0}")),
        None => text.to_owned(),
    };
    wrap(&glued, width).into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
}

/// Gives a flag as it is typed: `-o, --output <FILE>`.
fn head(option: &Opt) -> String {
    let short = option.short.map(|short| format!("-{short}, ")).unwrap_or_default();
    match option.takes {
        Takes::Nothing => format!("{short}--{}", option.name),
        _ => format!("{short}--{} <{}>", option.name, option.value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_has_its_words_in_both_languages() {
        for lang in [Lang::En, Lang::Zh] {
            let words = help(lang);
            for option in OPTIONS {
                assert!(!(words.option)("", option.name).is_empty(), "{lang:?} {}", option.name);
                for command in option.own {
                    assert!(!(words.option)(command.name(), option.name).is_empty());
                }
            }
        }
    }

    #[test]
    fn the_words_of_map_name_every_field() {
        for lang in [Lang::En, Lang::Zh] {
            let words = (help(lang).option)("", "map").replace('、', ", ");
            for field in crate::model::Field::ALL {
                let named =
                    |text: &str| text.split([' ', ',', ':', '：', '=', ';', '；']).any(|word| word == field.name());
                assert!(named(&words), "{lang:?} {}", field.name());
            }
        }
    }

    #[test]
    fn no_line_is_wider_than_a_terminal() {
        for lang in [Lang::En, Lang::Zh] {
            let mut texts = vec![all(lang), shared(lang)];
            texts.extend(Command::ALL.map(|command| super::command(command, lang)));
            texts.extend(super::super::shell::TOOLS.map(|name| tool(name, lang)));
            let wide: Vec<&str> =
                texts.iter().flat_map(|text| text.lines()).filter(|line| line.width() > WIDTH).collect();
            assert!(wide.is_empty(), "{}", wide.join("\n"));
        }
    }

    #[test]
    fn the_examples_parse() {
        for lang in [Lang::En, Lang::Zh] {
            let words = help(lang);
            let own = Command::ALL.into_iter().flat_map(|command| words.examples_of(command.name()));
            for (line, _) in words.all_examples.iter().chain(own) {
                let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
                assert!(crate::cli::args::parse(&words).is_ok(), "{line}");
            }
        }
    }
}
