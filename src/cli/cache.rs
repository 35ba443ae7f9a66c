//! `mingxi cache`: where facts of files are kept, how much they take, and how to be rid of them.

use std::path::Path;

use super::settings::Settings;
use super::terminal::Terminal;
use crate::model::problem::{Expected, SettingsProblem};
use crate::model::{Failure, Lang, Place};
use crate::report::words::{en, said, zh, zh_hant};
use crate::write::atomic;

/// The only word that may follow.
const CLEAR: &str = "clear";

/// Tells of the folder, or empties it.
pub fn run(settings: &Settings, terminal: &Terminal) -> Result<(), Failure> {
    let clear = match settings.input.files.as_slice() {
        [] => false,
        [word] if word == CLEAR => true,
        words => return Err(unknown(words)),
    };
    let Some(folder) = &settings.cache else {
        return print(terminal, said!(terminal.lang, cache::NO_FOLDER));
    };
    let shown = folder.path.display().to_string();
    let told = if clear {
        let held = folder.clear().map_err(|error| atomic::refusal(&folder.path, &error))?;
        match terminal.lang {
            Lang::En => en::cache::cleared(held.entries, held.bytes),
            Lang::Zh => zh::cache::cleared(held.entries, held.bytes),
            Lang::ZhHant => zh_hant::cache::cleared(held.entries, held.bytes),
        }
    } else {
        let held = folder.held();
        match terminal.lang {
            Lang::En => en::cache::told(&shown, (held.entries, held.bytes), folder.limit),
            Lang::Zh => zh::cache::told(&shown, (held.entries, held.bytes), folder.limit),
            Lang::ZhHant => zh_hant::cache::told(&shown, (held.entries, held.bytes), folder.limit),
        }
    };
    print(terminal, &told)
}

fn print(terminal: &Terminal, text: &str) -> Result<(), Failure> {
    let printed = terminal.result(format!("{text}\n").as_bytes());
    printed.map_err(|error| atomic::refusal(Path::new("stdout"), &error))
}

fn unknown(words: &[String]) -> Failure {
    let value = words.iter().find(|word| *word != CLEAR).cloned().unwrap_or_else(|| CLEAR.into());
    let (option, expected) = ("cache".into(), Expected::OneOf(vec![CLEAR]));
    Failure::new(Place::default(), SettingsProblem::BadValue { option, value, expected, similar: None })
}
