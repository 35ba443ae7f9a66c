//! Filled-in sheets are taken back into the log before anything replaces them: `follow --log`, and the workbooks that a run is about
//! to write anew.

use std::path::{Path, PathBuf};

use super::options::Command;
use super::output;
use super::settings::Settings;
use super::terminal::Terminal;
use crate::clean;
use crate::follow::{Clients, Entry, Filled, Returned, appended, headings, merge, read as read_form};
use crate::model::companion::TableKind;
use crate::model::problem::{FollowProblem, SettingsProblem};
use crate::model::{Client, Day, Failure, Grid, InputOptions, NoProgress, Place, Problem, Typed};
use crate::read::{self, Book, Cell, RowSink};
use crate::report::words::follow::form;
use crate::report::words::said;
use crate::write::{self, atomic, lock, target};

/// The log while a run holds it.
struct Log {
    path: PathBuf,
    /// As it was given, to be shown.
    shown: String,
    rows: Grid,
    separator: char,
    _lock: lock::Held,
}

/// Merges what was filled in: the sheets of `--log`, and a workbook that stands where this run writes one. `period` is that of a pack.
pub fn take_back(
    settings: &Settings,
    period: &str,
    (clients, today): (&[Client], Day),
    terminal: &Terminal,
) -> Result<(), Failure> {
    let replaced = replaced(settings, period);
    let given = settings.logs.iter().map(|path| (path.clone(), true));
    let sheets: Vec<(PathBuf, bool)> = given.chain(replaced.map(|path| (path, false))).collect();
    if sheets.is_empty() {
        return Ok(());
    }
    let log = settings.input.tables.get(&TableKind::FollowUps).map(|named| PathBuf::from(clean::path_of(named).0));
    if log.is_none() && !settings.logs.is_empty() {
        let kind = SettingsProblem::Needs { option: "--log FILLED.xlsx", other: "--follow-ups FILE" };
        return Err(Failure::new(Place::default(), kind));
    }
    let clients = Clients::new(clients);
    let log = log.map(|path| Log::hold(path, settings)).transpose()?;
    let mut problems = Vec::new();
    let logged = match &log {
        Some(log) => log.entries(&clients)?,
        None => Vec::new(),
    };
    let (mut filled, mut files): (Vec<Entry>, Vec<(PathBuf, bool, usize)>) = (Vec::new(), Vec::new());
    for (path, given) in sheets {
        let found = forms(&path, settings, given)?;
        let read: Vec<Filled> = found.iter().filter_map(|sheet| read_form(sheet, &clients)).collect();
        if read.is_empty() && given {
            return Err(Failure::new(Place::file(path.display().to_string()), FollowProblem::NoForm));
        }
        let (named, known) = read.iter().fold((0, 0), |sum, one| (sum.0 + one.named, sum.1 + one.known));
        if given && named > 0 && known == 0 {
            return Err(Failure::new(
                Place::file(path.display().to_string()),
                FollowProblem::OtherBook { rows: named },
            ));
        }
        let before = filled.len();
        for one in read {
            filled.extend(one.entries);
            problems.extend(one.problems);
        }
        files.push((path, given, filled.len() - before));
    }
    let merged = merge(&logged, filled, today);
    let Some(log) = log else {
        // Nothing can take what stands there, so nothing may replace it.
        let Some(first) = merged.add.first() else { return Ok(()) };
        let example = [first.customer.as_str(), first.said.as_str()].into_iter().filter(|text| !text.is_empty());
        let example = example.collect::<Vec<_>>().join(": ");
        let kind = FollowProblem::WouldReplace { records: merged.add.len(), example };
        return Err(Failure::new(Place::file(first.at.file.clone()), kind));
    };
    if !merged.add.is_empty() || !target::resolved(&log.path).exists() {
        log.write(&merged.add, terminal)?;
    }
    let new = |problem: &Problem| merged.add.iter().any(|entry| problem.place.row == Some(entry.at.row));
    problems.retain(new);
    problems.extend(merged.problems);
    terminal.problems(&problems);
    let from: Vec<String> =
        files.iter().filter(|(_, given, many)| *given || *many > 0).map(|(path, ..)| output::shown(path)).collect();
    if !from.is_empty() {
        let (added, there) = (merged.add.len(), merged.there);
        let told = said!(terminal.lang, follow_log::merged(&from, &log.shown, added, there));
        terminal.aside(&write::safe(&told));
    }
    Ok(())
}

/// Gives the workbook that this run is about to replace, where it is there and was not named to be read.
fn replaced(settings: &Settings, period: &str) -> Option<PathBuf> {
    let path = match settings.command {
        Command::Report => output::folder(settings).join(period).join("report.xlsx"),
        // Whatever the command: what stands there may have been filled in.
        _ => settings
            .output
            .clone()
            .filter(|path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")))?,
    };
    let named = settings.logs.iter().any(|log| target::same(log, &path));
    (!target::is_stream(&path) && path.is_file() && !named).then_some(path)
}

/// Opens a file for its rows.
fn open(path: &Path, settings: &Settings) -> Result<Vec<Book>, Failure> {
    let options = InputOptions {
        files: vec![path.display().to_string()],
        today: settings.input.today,
        ..InputOptions::default()
    };
    Ok(read::open(&options, &NoProgress)?.0)
}

/// Gives the sheets of a file that are to be filled in. One that is only replaced and cannot be read holds none.
fn forms(path: &Path, settings: &Settings, given: bool) -> Result<Vec<Returned>, Failure> {
    let books = match open(path, settings) {
        Ok(books) => books,
        Err(_) if !given => return Ok(Vec::new()),
        Err(failure) => return Err(failure),
    };
    let mut forms = Vec::new();
    for book in &books {
        for (at, head) in book.sheets.iter().enumerate() {
            let first: Grid = head
                .rows
                .iter()
                .map(|(row, cells)| (*row, cells.iter().map(|cell| typed(cell.as_cell())).collect()))
                .collect();
            if headings(&first).is_some() {
                let rows = rows(book, at)?;
                forms.push(Returned { file: book.file.clone(), sheet: head.name.clone(), rows });
            }
        }
    }
    Ok(forms)
}

#[derive(Default)]
struct Keep(Vec<(u32, Vec<Typed>)>);

impl RowSink for Keep {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        self.0.push((row, cells.iter().map(|cell| typed(*cell)).collect()));
        Ok(())
    }
}

fn rows(book: &Book, sheet: usize) -> Result<Grid, Failure> {
    let blocks = book.fold_in_order(sheet, &Keep::default, &NoProgress)?;
    let row = |first: u32| move |(row, cells): (u32, Vec<Typed>)| (row + first, cells);
    Ok(blocks.into_iter().flat_map(|block| block.sink.0.into_iter().map(row(block.first_row))).collect())
}

/// Gives a cell as it was typed.
fn typed(cell: Cell<'_>) -> Typed {
    match cell {
        Cell::Empty => Typed::Empty,
        Cell::Text(text) | Cell::Error(text) | Cell::Unsaved(text) => match text.is_empty() {
            true => Typed::Empty,
            false => Typed::Text(text.to_owned()),
        },
        Cell::Number(number) | Cell::Duration(number) => Typed::Number(number),
        Cell::Serial(serial) => Typed::Day(Day::from_number(serial.floor() as i32 - 25_569)),
        Cell::Iso(text) => Typed::Text(text.to_owned()).day().map_or(Typed::Text(text.to_owned()), Typed::Day),
        Cell::Bool(truth) => Typed::Text(truth.to_string()),
    }
}

impl Log {
    /// Takes hold of the log, and reads it where it is there.
    fn hold(path: PathBuf, settings: &Settings) -> Result<Log, Failure> {
        let shown = output::shown(&path);
        let problem = |kind: FollowProblem| Failure::new(Place::file(shown.clone()), kind);
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        if !["csv", "xlsx"].contains(&ending.as_str()) {
            return Err(problem(FollowProblem::NotALog));
        }
        let place = target::resolved(&path);
        let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let writer = lock::Writer { process: std::process::id(), since: output::since() };
        let held = match lock::hold(&target::folder_of(&place).join(format!(".{name}.lock")), &writer) {
            Ok(Ok(held)) => held,
            Ok(Err(other)) => {
                return Err(problem(FollowProblem::Locked { process: other.process, since: other.since }));
            }
            Err(error) => return Err(atomic::refusal(&path, &error)),
        };
        let mut log = Log { path, shown: shown.clone(), rows: Vec::new(), separator: ',', _lock: held };
        // A log that is not there yet, or empty, is begun.
        if !place.exists() || place.metadata().is_ok_and(|found| found.len() == 0) {
            return Ok(log);
        }
        let books = open(&log.path, settings)?;
        if let Some(book) = books.first() {
            if book.sheets.len() > 1 {
                return Err(problem(FollowProblem::ManySheets { sheets: book.sheets.len() }));
            }
            log.separator = book.separator.unwrap_or(',');
            if !book.sheets.is_empty() {
                log.rows = rows(book, 0)?;
            }
        }
        Ok(log)
    }

    /// Gives the records that it has.
    fn entries(&self, clients: &Clients<'_>) -> Result<Vec<Entry>, Failure> {
        let log = Returned { file: self.shown.clone(), sheet: None, rows: self.rows.clone() };
        match read_form(&log, clients) {
            Some(filled) => Ok(filled.entries),
            None if self.rows.is_empty() => Ok(Vec::new()),
            None => Err(Failure::new(Place::file(self.shown.clone()), FollowProblem::NoHeadings)),
        }
    }

    /// Writes it anew, whole, with the records added.
    fn write(&self, add: &[Entry], terminal: &Terminal) -> Result<(), Failure> {
        let words = form(terminal.lang);
        let rows = appended(&self.rows, add, &|field| words.log_heading(field));
        let refused = |why: String| Failure::new(Place::file(self.shown.clone()), FollowProblem::Unreadable { why });
        let header = headings(&self.rows).map_or(0, |(at, _)| at);
        let is_csv = self.path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let bytes = match is_csv {
            true => write::log_csv(&rows, self.separator).map_err(|error| refused(error.to_string()))?,
            false => write::log_xlsx(&rows, header).map_err(|error| refused(error.to_string()))?,
        };
        atomic::write_file(&self.path, &bytes)
    }
}
