//! The inputs of a run, read and cleaned; folded as they are read, where they can be; not read at all, where facts of the same
//! files were kept.

use std::path::PathBuf;

use super::guard;
use super::options::Command;
use super::progress::Reading;
use super::settings::Settings;
use super::terminal::Terminal;
use crate::cache::{self, Asked, Means};
use crate::clean::{self, Cleaned};
use crate::cube::{Cube, Folder};
use crate::model::{Failure, Problem, Wants};
use crate::read;
use crate::report::words::said;

/// The account and the order lines, or the facts that they were folded to.
pub struct Understood {
    pub cleaned: Cleaned,
    /// What reading and cleaning had to say.
    pub problems: Vec<Problem>,
    /// Where the inputs lie.
    pub inputs: Vec<PathBuf>,
    /// Whether rows count, though none may be at hand.
    pub has_rows: bool,
    /// The facts, where no line was kept.
    pub folded: Option<Cube>,
    /// The columns that were asked for.
    pub wants: Wants,
}

/// Up to so many bytes of input the rows are kept for what a command would like to know of them, too; above, reading them one by one
/// would cost more than it tells.
const SMALL: u64 = 8 << 20;

/// Says whether inputs are small; what is no file, is not.
fn is_small(inputs: &[PathBuf]) -> bool {
    let each = inputs.iter().map(|path| std::fs::metadata(path).map_or(u64::MAX, |found| found.len()));
    each.fold(0, u64::saturating_add) <= SMALL
}

/// Reads and cleans the input, or takes what an earlier run kept of it.
pub fn understood(settings: &Settings, terminal: &Terminal) -> Result<Understood, Failure> {
    read::limit(settings.limits.clone());
    // Every decision is told with its counts, and only columns that are kept can be counted.
    let wants = settings.wants();
    let wants = Wants { detail: wants.detail || terminal.manner.verbose, ..wants };
    let kept = settings.cache.as_ref().filter(|_| settings.tells_facts());
    let asked = kept.and_then(|folder| Some((folder, asked(settings, wants)?)));
    // Of small inputs the rows are asked for, which are not kept.
    let more = settings.would_like() != settings.wants();
    let rows = |asked: &Asked| more && is_small(&asked.paths());
    let Some((folder, asked)) = asked.filter(|(_, asked)| !rows(asked)) else {
        return newly(settings, wants, terminal);
    };
    if let Some(known) = cache::find(folder, &asked, !settings.tells_folded(wants)) {
        let inputs = asked.paths();
        guard::check(settings, &inputs)?;
        if terminal.manner.verbose {
            terminal.aside(said!(terminal.lang, cache::FROM_CACHE));
        }
        let cache::Known { cleaned, problems, cube } = known;
        return Ok(Understood { cleaned, problems, inputs, has_rows: true, folded: Some(cube), wants });
    }
    let mut new = newly(settings, wants, terminal)?;
    // What was folded as it was read is read again as fast.
    if new.folded.is_none() && new.cleaned.refused.is_none() {
        let calendar = settings.rules.calendar;
        let cube = match wants.detail {
            true => Cube::new(&new.cleaned.orders, calendar)?,
            false => Cube::take(&mut new.cleaned.orders, calendar)?,
        };
        cache::keep(folder, &asked, &new.cleaned, &new.problems, &cube);
        new.folded = Some(cube);
    }
    Ok(new)
}

/// Names what the run asks of its input.
fn asked(settings: &Settings, wants: Wants) -> Option<Asked> {
    let program = std::env::current_exe().and_then(std::fs::metadata).map(|known| (known.len(), known.modified().ok()));
    let program = (env!("CARGO_PKG_VERSION"), program.ok());
    let limits = (settings.limits.memory, settings.limits.cells, settings.limits.seconds);
    let more = (limits, settings.rules.limits.window_months);
    let means = Means { calendar: settings.rules.calendar, wants, program: &program, more: &more };
    Asked::new(&settings.input, &means, settings.cache_from)
}

/// Reads and cleans the input.
fn newly(settings: &Settings, wants: Wants, terminal: &Terminal) -> Result<Understood, Failure> {
    let progress = Reading::new(terminal.lang, terminal.shows_progress());
    let (books, mut problems) = read::open(&settings.input, &progress)?;
    let inputs: Vec<PathBuf> = books.iter().map(|book| book.path().to_owned()).collect();
    guard::check(settings, &inputs)?;
    let wants = if is_small(&inputs) { wants.and(settings.would_like()) } else { wants };
    let (input, calendar) = (&settings.input, settings.rules.calendar);
    let by_rows = || clean::clean(&books, input, calendar, wants, &progress);
    let folder = |numbered, recent| Folder::new(calendar, numbered, recent);
    let (mut cleaned, parts) = match settings.command {
        Command::Check => match by_rows() {
            Err(failure) => (clean::glimpse(&books, input, failure), None),
            cleaned => (cleaned?, None),
        },
        // A pivot goes by the lines themselves.
        Command::Pivot => (by_rows()?, None),
        _ if settings.rules.sums_periods() => clean::fold(&books, input, calendar, wants, &folder, &progress)?,
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
    let has_rows = !cleaned.orders.day.is_empty();
    Ok(Understood { cleaned, problems, inputs, has_rows, folded, wants })
}
