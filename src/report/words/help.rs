//! The shape of the help's words: one value per language, so that neither can lack a piece that the other has.

use crate::model::Lang;

/// Gives the words of a command for its name.
pub type OfCommand<T> = fn(&str) -> T;

/// Examples: what to type, and what it gives.
pub type Examples = &'static [(&'static str, &'static str)];

/// The words of one command's help, where they lie beside the words of the part that it tells.
pub struct CommandWords {
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    pub examples: Examples,
    /// What its words mean.
    pub explanation: &'static str,
}

/// All words of the help in one language.
pub struct HelpWords {
    pub about: &'static str,
    pub examples: &'static str,
    pub usage: &'static str,
    pub usage_all: &'static str,
    pub commands: &'static str,
    pub options: &'static str,
    pub more_all: &'static str,
    pub more: &'static str,
    pub all_examples: Examples,
    /// What `--help`, `--version` and `mingxi help` do.
    pub flag_help: &'static str,
    pub flag_version: &'static str,
    pub about_help: &'static str,
    pub options_title: &'static str,
    /// Heading of each table of options, by its name in the settings file.
    pub sections: Examples,
    /// The commands whose words lie elsewhere.
    pub parts: &'static [&'static CommandWords],
    pub command: OfCommand<&'static str>,
    pub command_examples: OfCommand<Examples>,
    /// What the command's words mean.
    pub explanation: OfCommand<&'static str>,
    /// An option's line, in the help of a command or (with an empty name) of all.
    pub option: fn(&str, &str) -> &'static str,
}

impl HelpWords {
    fn part(&self, command: &str) -> Option<&'static CommandWords> {
        self.parts.iter().copied().find(|words| words.name == command)
    }

    /// Gives what a command does, in one line.
    pub fn about_of(&self, command: &str) -> &'static str {
        self.part(command).map_or_else(|| (self.command)(command), |words| words.about)
    }

    /// Gives a command's examples.
    pub fn examples_of(&self, command: &str) -> Examples {
        self.part(command).map_or_else(|| (self.command_examples)(command), |words| words.examples)
    }

    /// Gives what a command's words mean.
    pub fn explanation_of(&self, command: &str) -> &'static str {
        self.part(command).map_or_else(|| (self.explanation)(command), |words| words.explanation)
    }
}

/// Gives the words in a language.
pub fn help(lang: Lang) -> &'static HelpWords {
    match lang {
        Lang::En => &super::en::help::HELP,
        Lang::Zh => &super::zh::help::HELP,
        Lang::ZhHant => &super::zh_hant::help::HELP,
    }
}
