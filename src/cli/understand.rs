//! The inputs of a run, read and cleaned; folded as they are read, where they can be.

use std::path::PathBuf;

use super::guard;
use super::options::Command;
use super::progress::Reading;
use super::settings::Settings;
use super::terminal::Terminal;
use crate::clean::{self, Cleaned};
use crate::cube::{Cube, Folder};
use crate::model::{Failure, Problem, Wants};
use crate::read;

/// The account and the order lines, or the facts that they were folded to.
pub struct Understood {
    pub cleaned: Cleaned,
    /// What reading and cleaning had to say.
    pub problems: Vec<Problem>,
    /// Where the inputs lie.
    pub inputs: Vec<PathBuf>,
    /// The facts, where no line was kept.
    pub folded: Option<Cube>,
}

/// Reads and cleans the input.
pub fn understood(settings: &Settings, terminal: &Terminal) -> Result<Understood, Failure> {
    read::limit(settings.limits.clone());
    let progress = Reading::new(terminal.lang, terminal.shows_progress());
    let (books, mut problems) = read::open(&settings.input, &progress)?;
    guard::check(settings, &books)?;
    let (input, calendar) = (&settings.input, settings.rules.calendar);
    // Every decision is told with its counts, and only columns that are kept can be counted.
    let wants = settings.wants();
    let wants = Wants { detail: wants.detail || terminal.manner.verbose, ..wants };
    let by_rows = || clean::clean(&books, input, calendar, wants, &progress);
    let folder = |numbered, recent| Folder::new(calendar, numbered, recent);
    // Windows of months are sums of whole periods, or need every day.
    let whole = calendar.grain.months().is_some_and(|months| settings.rules.limits.window_months % months == 0);
    let (mut cleaned, parts) = match settings.command {
        Command::Check => match by_rows() {
            Err(failure) => (clean::glimpse(&books, input, failure), None),
            cleaned => (cleaned?, None),
        },
        _ if whole => clean::fold(&books, input, calendar, wants, &folder, &progress)?,
        _ => (by_rows()?, None),
    };
    let mut folded = None;
    if let Some(parts) = parts.filter(|_| cleaned.refused.is_none()) {
        folded = Cube::of_parts(&cleaned.orders, parts, calendar)?;
        if folded.is_none() {
            cleaned = by_rows()?;
        }
    }
    problems.append(&mut cleaned.problems);
    Ok(Understood { cleaned, problems, inputs: books.iter().map(|book| book.path().to_owned()).collect(), folded })
}
