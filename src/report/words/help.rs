//! The shape of the help's words: one value per language, so that neither can lack a piece that the other has.

use crate::model::Lang;

/// Gives the words of a command for its name.
pub type OfCommand<T> = fn(&str) -> T;

/// Examples: what to type, and what it gives.
pub type Examples = &'static [(&'static str, &'static str)];

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
    pub options_title: &'static str,
    /// Heading of each table of options, by its name in the settings file.
    pub sections: Examples,
    pub command: OfCommand<&'static str>,
    pub command_examples: OfCommand<Examples>,
    /// What the command's words mean.
    pub explanation: OfCommand<&'static str>,
    /// An option's line, in the help of a command or (with an empty name) of all.
    pub option: fn(&str, &str) -> &'static str,
}

/// Gives the words in a language.
pub fn help(lang: Lang) -> &'static HelpWords {
    match lang {
        Lang::En => &super::en::help::HELP,
        Lang::Zh => &super::zh::help::HELP,
    }
}
