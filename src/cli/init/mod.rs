//! `mingxi init`: a settings file from what the files show, or a template without files.
//!
//! Every option stands in it: as a line where it was given or where what was found should not change by itself from one run to
//! the next, else as a comment with its meaning. What is written is read back and must lead to the same rows and amounts
//! before it replaces anything; lines that do not are left as comments.

mod lines;
mod pins;
mod templates;

use std::path::{Path, PathBuf};

use self::lines::Sheet;
use self::pins::{Pin, pins};
use super::config;
use super::given::Options;
use super::options::Command;
use super::progress::Reading;
use super::settings::{self, Settings};
use super::terminal::Terminal;
use super::{days, guard};
use crate::clean::{Cleaned, clean};
use crate::model::problem::SettingsProblem;
use crate::model::{Day, Failure, Feature, Place};
use crate::read;
use crate::report::words::said;
use crate::write::{atomic, target};

/// Writes the settings file.
pub fn run(settings: &Settings, options: &Options, terminal: &Terminal) -> Result<(), Failure> {
    if options.on("templates")? {
        return templates::run(settings, terminal);
    }
    let path = settings.output.clone().unwrap_or_else(|| PathBuf::from(config::NAME));
    let shown = path.display().to_string();
    if path.exists() && !target::is_stream(&path) && !options.on("force")? {
        return Err(Failure::new(Place::file(shown), SettingsProblem::FileThere));
    }
    let sheet = match settings.input.files.as_slice() {
        [] => Sheet::new(options, settings, &[], terminal.lang),
        _ => understood(settings, options, terminal)?,
    };
    atomic::write_file(&path, sheet.text.as_bytes())?;
    if !target::is_stream(&path) {
        let told = said!(terminal.lang, init::wrote(&shown, sheet.marked));
        terminal
            .result(format!("{told}\n").as_bytes())
            .map_err(|error| atomic::refusal(Path::new("stdout"), &error))?;
    }
    Ok(())
}

/// Writes what the files show; lines with which they would be understood otherwise are left as comments.
fn understood(settings: &Settings, options: &Options, terminal: &Terminal) -> Result<Sheet, Failure> {
    let progress = Reading::new(terminal.lang, terminal.shows_progress());
    let (books, mut problems) = read::open(&settings.input, &progress)?;
    guard::check(settings, &books.iter().map(|book| book.path().to_owned()).collect::<Vec<_>>())?;
    let read = |settings: &Settings| {
        let mut cleaned = clean(&books, &settings.input, settings.rules.calendar, settings.wants(), &progress)?;
        match cleaned.refused.take() {
            Some(refused) => Err(refused),
            None => Ok(cleaned),
        }
    };
    let mut first = read(settings)?;
    problems.append(&mut first.problems);
    problems.extend(days::fit(settings, &first.orders.span)?);
    terminal.problems(&problems);
    let mut pins = pins(&first, options, terminal.lang);
    loop {
        let sheet = Sheet::new(options, settings, &pins, terminal.lang);
        let again = parsed(&sheet.text, settings).and_then(|settings| read(&settings));
        let same = again.as_ref().is_ok_and(|again| is_same(&first, again));
        if same {
            return Ok(sheet);
        }
        // The columns go first, then all that was found; what the user gave stays.
        let (columns, others): (Vec<&mut Pin>, Vec<&mut Pin>) =
            pins.iter_mut().filter(|pin| pin.is_line()).partition(|pin| pin.field.is_some());
        match (columns.is_empty(), others.is_empty()) {
            (false, _) => columns.into_iter().for_each(Pin::comment),
            (true, false) => others.into_iter().for_each(Pin::comment),
            (true, true) => return again.map(|_| sheet),
        }
    }
}

/// Gives the settings that a file alone would make, for the same files.
fn parsed(text: &str, settings: &Settings) -> Result<Settings, Failure> {
    let mut options = Options::default();
    let told = config::read(text, config::NAME, &mut options, None)?;
    let (files, today) = (settings.input.files.clone(), settings.input.today);
    settings::settings(Command::Check, files, &options, told, None, today.unwrap_or(Day::from_number(0)))
}

/// Says whether two readings of the same files give the same rows, amounts and readings.
fn is_same(one: &Cleaned, other: &Cleaned) -> bool {
    let columns = |cleaned: &Cleaned| {
        let each = cleaned.understood.iter().flat_map(|sheet| &sheet.columns);
        each.map(|column| (column.field, column.header.clone(), column.read_as.clone())).collect::<Vec<_>>()
    };
    // What is named is no longer told as found; all else that is said of a sheet's shape must stay.
    let shape = |cleaned: &Cleaned| {
        let named = |feature: &&Feature| !matches!(feature, Feature::OnlyDate { .. });
        let each = cleaned.understood.iter();
        each.map(|sheet| (sheet.unused.clone(), sheet.features.iter().filter(named).cloned().collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    };
    let sources = |cleaned: &Cleaned| {
        let each = cleaned.audit.sources.iter();
        each.map(|one| (one.source.clone(), one.header_row, one.read, one.used, one.set_aside.clone()))
            .collect::<Vec<_>>()
    };
    let (a, b) = (&one.orders, &other.orders);
    a.span == b.span
        && a.currency == b.currency
        && a.clients == b.clients
        && (&a.client, &a.day, &a.amount) == (&b.client, &b.day, &b.amount)
        && columns(one) == columns(other)
        && shape(one) == shape(other)
        && sources(one) == sources(other)
}
