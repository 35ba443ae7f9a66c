//! Workbooks: sheets with their first rows; then, as often as asked, all rows of a sheet.
//!
//! An xlsx workbook that is written as nearly all are is read without a library ([`regular`]). calamine reads the others, in a
//! process of its own with limits on memory and time ([`apart`]) wherever the program has set one, since nobody can say what it
//! makes of a hostile file. Cells of xlsx and xlsb are streamed; a table as large as the sheet claims to be is never made. xls and
//! ods are read whole by the library. Its panics on damaged files are caught and told as damage.

mod apart;
mod bare;
mod cells;
mod guard;
mod packed;
mod regular;
mod rows;
mod serve;
mod shape;
mod wire;

#[cfg(any(test, fuzzing))]
pub(super) use self::regular::properties;
pub use self::serve::serve;
#[cfg(any(test, fuzzing))]
pub(super) use self::shape::properties as shapes;

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use calamine::{Dimensions, Ods, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsb, Xlsx};

use self::apart::Apart;
use self::guard::{Broken, guarded};
use self::regular::{Irregular, Regular, Stop};
use self::shape::Shape;
use super::limits::{self, Budget};
use super::text::Wrong;
use super::{Block, Cell, Format, HEAD_CELLS, HEAD_ROWS, RowSink, SheetHead};
use crate::model::problem::{Damage, ReadProblem};

type Bytes = BufReader<File>;

/// A workbook as calamine holds it.
enum Opened {
    Xlsx(Box<Xlsx<Bytes>>),
    Xlsb(Box<Xlsb<Bytes>>),
    Xls(Box<Xls<Bytes>>),
    Ods(Box<Ods<Bytes>>),
}

/// A workbook that is open.
enum Held {
    Regular(Box<Regular>),
    Library(Opened),
    Apart(Box<Apart>),
}

/// Merged cells: first and last row, first and last column, from 0.
type Area = (u32, u32, u32, u32);

/// The kind of a workbook's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub format: Format,
    /// An xls workbook without the container around it.
    pub bare: bool,
}

/// A workbook, understood. Stays open between the head and the rows where asked, since opening one parses all its texts.
pub(super) struct Workbook {
    kind: Kind,
    length: u64,
    names: Vec<String>,
    /// As many rows as each sheet seems to have.
    hints: Vec<u64>,
    /// It is read without the library.
    regular: bool,
    opened: Mutex<Option<Held>>,
}

/// Sheets with their first rows, and what is wrong with those that cannot be read.
pub(super) type Heads = (Vec<SheetHead>, Vec<(String, ReadProblem)>);

impl Workbook {
    /// Opens a workbook and reads the first rows of each sheet.
    pub fn open(path: &Path, kind: Kind, keep: bool) -> Result<(Workbook, Heads), Wrong> {
        let length = std::fs::metadata(path)?.len();
        limits::opened(length);
        let mut workbook =
            Workbook { kind, length, names: Vec::new(), hints: Vec::new(), regular: false, opened: Mutex::new(None) };
        let budget = Budget::new();
        match workbook.regular(path, &budget) {
            Ok((regular, heads)) => {
                workbook.regular = true;
                workbook.know(&heads);
                if keep {
                    workbook.keep(Held::Regular(Box::new(regular)));
                }
                return Ok((workbook, (heads, Vec::new())));
            }
            Err(Irregular) => {
                if let Some(over) = budget.over() {
                    return Err(over.into());
                }
            }
        }
        workbook.bounded(path)?;
        let (held, found) = workbook.reopen(path)?;
        let (mut heads, mut wrong) = (Vec::new(), Vec::new());
        let mut filled = false;
        for (head, broken) in found {
            match broken {
                None => filled |= !head.rows.is_empty(),
                Some(broken) => wrong.push((head.name.clone().unwrap_or_default(), workbook.problem(broken))),
            }
            heads.push(head);
        }
        workbook.know(&heads);
        match (filled, wrong.pop()) {
            (true, None) => {}
            (true, Some(last)) => wrong.push(last),
            (false, Some((_, problem))) => return Err(problem.into()),
            (false, None) if heads.is_empty() => return Err(workbook.damaged(Damage::NoSheets).into()),
            (false, None) => return Err(ReadProblem::EmptySheets { sheets: heads.len() as u64 }.into()),
        }
        if keep {
            workbook.keep(held);
        }
        Ok((workbook, (heads, wrong)))
    }

    fn know(&mut self, heads: &[SheetHead]) {
        self.names = heads.iter().map(|head| head.name.clone().unwrap_or_default()).collect();
        self.hints = heads.iter().map(|head| head.rows_hint).collect();
    }

    fn keep(&self, opened: Held) {
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(opened);
    }

    /// Opens the workbook without the library, where that can be, and a sheet of it has rows.
    fn regular(&self, path: &Path, budget: &Budget) -> Result<(Regular, Vec<SheetHead>), Irregular> {
        if self.kind.format != Format::Xlsx {
            return Err(Irregular);
        }
        let mut regular = Regular::open(File::open(path)?, budget)?;
        let heads = regular.heads(budget)?;
        if heads.iter().all(|head| head.rows.is_empty()) { Err(Irregular) } else { Ok((regular, heads)) }
    }

    /// Refuses what the library would walk through without end.
    fn bounded(&self, path: &Path) -> Result<(), ReadProblem> {
        if self.kind.format == Format::Xls { Ok(()) } else { packed::bounded(path) }
    }

    /// Opens the workbook with the library, in a process of its own where there can be one, and gives its sheets.
    fn reopen(&self, path: &Path) -> Result<(Held, Vec<(SheetHead, Option<Broken>)>), Wrong> {
        let told = |broken| Wrong::from(self.problem(broken));
        if let Some(program) = limits::program() {
            let mut apart = Apart::start(program, path, self.kind, self.length)
                .map_err(|error| ReadProblem::NoReader { why: error.to_string() })?;
            let heads = apart.heads().map_err(told)?;
            return Ok((Held::Apart(Box::new(apart)), heads));
        }
        let mut opened = Held::library(File::open(path)?, self.kind).map_err(told)?;
        let heads = opened.work_sheets().iter().map(|sheet| opened.sheet_head(sheet)).collect();
        Ok((Held::Library(opened), heads))
    }

    /// Hands all rows of a sheet to one sink; `told` hears of the rows and the share done.
    pub fn fold<S: RowSink>(
        &self,
        path: &Path,
        sheet: usize,
        in_order: bool,
        make: &(dyn Fn() -> S + Sync),
        told: &(dyn Fn(u64, f64) + Sync),
    ) -> Result<Vec<Block<S>>, Wrong> {
        let Some(name) = self.names.get(sheet) else { return Ok(Vec::new()) };
        let kept = self.opened.lock().unwrap_or_else(PoisonError::into_inner).take();
        let budget = Budget::new();
        let held = match kept {
            // The library hands over rows one after the other.
            Some(Held::Regular(_)) if in_order => None,
            None if self.regular && !in_order => {
                let reopened = File::open(path).ok().and_then(|file| Regular::open(file, &budget).ok());
                reopened.map(Box::new).map(Held::Regular)
            }
            kept => kept,
        };
        let held = match held {
            Some(Held::Regular(mut regular)) => match regular.fold(name, make, told, &budget) {
                Ok(blocks) => return Ok(blocks),
                Err(Stop::Sink(failure)) => return Err(Wrong::Sink(failure)),
                Err(Stop::Irregular) => match budget.over() {
                    Some(over) => return Err(over.into()),
                    // What the first rows did not show: the library reads the sheet from its beginning.
                    None => {
                        self.bounded(path)?;
                        self.reopen(path)?.0
                    }
                },
            },
            Some(held) => held,
            None => self.reopen(path)?.0,
        };
        let mut sink = make();
        let hint = self.hints.get(sheet).copied().unwrap_or(0);
        let xlsx = self.kind.format == Format::Xlsx;
        // The library does not tell which rows are hidden.
        let read = match held {
            Held::Library(mut opened) => opened
                .rows(name, &mut sink, told)
                .map(|()| guarded(|| Ok::<_, Broken>(opened.shape(path, self.kind, name))).unwrap_or_default().hidden),
            Held::Apart(mut apart) => apart
                .rows(name, hint, &mut sink, told)
                .map(|()| if xlsx { Vec::new() } else { apart.hidden(name).unwrap_or_default() }),
            Held::Regular(_) => Ok(Vec::new()),
        };
        match read {
            Ok(hidden) => {
                let file = if xlsx { File::open(path).ok() } else { None };
                let regular = file.and_then(|file| Regular::hidden_rows(file, name, &budget).ok());
                regular.unwrap_or(hidden).into_iter().for_each(|row| sink.hidden(row));
                sink.end();
                Ok(vec![Block { sink, first_row: 1 }])
            }
            Err(rows::Stopped::Broken(broken)) => Err(self.problem(broken).into()),
            Err(rows::Stopped::Sink(failure)) => Err(Wrong::Sink(failure)),
        }
    }

    /// Gives the merged cells of a sheet: first and last row, 1-based, first and last column, 0-based.
    pub fn merged(&self, path: &Path, sheet: usize) -> Result<Vec<(u32, u32, usize, usize)>, Wrong> {
        let Some(name) = self.names.get(sheet) else { return Ok(Vec::new()) };
        let found = match self.reopen(path)?.0 {
            Held::Apart(mut apart) => apart.merged(name),
            Held::Library(mut opened) => guarded(|| opened.merged(path, self.kind, name)),
            Held::Regular(_) => Ok(Vec::new()),
        };
        let found = found.map_err(|broken| self.problem(broken))?;
        let range = |area: Area| (area.0.saturating_add(1), area.1.saturating_add(1), area.2 as usize, area.3 as usize);
        Ok(found.into_iter().map(range).collect())
    }

    fn damaged(&self, damage: Damage) -> ReadProblem {
        ReadProblem::Damaged { bytes: self.length, damage }
    }

    fn problem(&self, broken: Broken) -> ReadProblem {
        match broken {
            Broken::Password => ReadProblem::Password,
            Broken::NoWorkbook => {
                ReadProblem::NotATable { found: crate::model::problem::Found::OldDocument, begins: None }
            }
            Broken::Words(words) => self.damaged(Damage::Library(words)),
            Broken::Crashed => self.damaged(Damage::Crashed),
            Broken::Over(limit, most) => ReadProblem::Over { limit, most },
            Broken::TooMuch(of, most) => ReadProblem::TooMuch { of, most },
        }
    }
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Workbook").field("kind", &self.kind).field("names", &self.names).finish()
    }
}

impl Held {
    /// Opens a workbook with the library, in this process.
    fn library(mut file: File, kind: Kind) -> Result<Opened, Broken> {
        if kind.bare {
            file = bare::wrapped(&mut file).map_err(|error| Broken::Words(error.to_string()))?;
        }
        guarded(|| Opened::new(file, kind.format))
    }
}

impl Opened {
    fn new(file: File, format: Format) -> Result<Opened, Broken> {
        let bytes = BufReader::with_capacity(1 << 16, file);
        Ok(match format {
            Format::Xlsx => Opened::Xlsx(Box::new(Xlsx::new(bytes)?)),
            Format::Xlsb => Opened::Xlsb(Box::new(Xlsb::new(bytes)?)),
            Format::Ods => Opened::Ods(Box::new(Ods::new(bytes)?)),
            _ => {
                // A workbook with a password is wrapped in the same container that an xls workbook has.
                let mut bytes = bytes;
                if let Err(calamine::XlsxError::Password) = Xlsx::new(&mut bytes) {
                    return Err(Broken::Password);
                }
                Opened::Xls(Box::new(Xls::new(bytes)?))
            }
        })
    }

    fn merged(&mut self, path: &Path, kind: Kind, name: &str) -> Result<Vec<Area>, Broken> {
        let found: Vec<Dimensions> = match self {
            Opened::Xlsx(book) => book.merge_cells_by_sheet_name(name)?,
            Opened::Xls(book) => book.merge_cells_by_sheet_name(name)?,
            Opened::Xlsb(_) | Opened::Ods(_) => return Ok(self.shape(path, kind, name).merged),
        };
        Ok(found.into_iter().map(|area| (area.start.0, area.end.0, area.start.1, area.end.1)).collect())
    }

    /// Gives what the library does not tell of a sheet.
    fn shape(&self, path: &Path, kind: Kind, name: &str) -> Shape {
        let place = self.sheets().iter().position(|sheet| sheet.name == name);
        place.map(|place| shape::of(path, kind, name, place)).unwrap_or_default()
    }

    fn sheets(&self) -> Vec<Sheet> {
        match self {
            Opened::Xlsx(book) => book.sheets_metadata(),
            Opened::Xlsb(book) => book.sheets_metadata(),
            Opened::Xls(book) => book.sheets_metadata(),
            Opened::Ods(book) => book.sheets_metadata(),
        }
        .to_vec()
    }

    /// Gives the sheets that hold cells.
    fn work_sheets(&self) -> Vec<Sheet> {
        self.sheets().into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect()
    }

    /// Gives a sheet with its first rows, and what is wrong with it.
    fn sheet_head(&mut self, sheet: &Sheet) -> (SheetHead, Option<Broken>) {
        let (name, hidden) = (Some(sheet.name.clone()), sheet.visible != SheetVisible::Visible);
        let mut head = SheetHead { name, hidden, rows: Vec::new(), rows_hint: 0, epoch_1904: self.epoch_1904() };
        let broken = self.head(&sheet.name, &mut head).err();
        (head, broken)
    }

    /// Reads the first rows of a sheet.
    fn head(&mut self, name: &str, head: &mut SheetHead) -> Result<(), Broken> {
        let (mut seen, mut cells_seen) = (0, 0);
        let mut whole = true;
        let claimed = guarded(|| {
            self.walk(name, &mut |row, cells: &[Cell<'_>]| {
                seen += 1;
                cells_seen += cells.len();
                head.rows.push((row + 1, cells.iter().copied().map(Cell::to_owned).collect()));
                whole = seen < HEAD_ROWS as u64 && cells_seen < HEAD_CELLS;
                whole
            })
        })?;
        head.rows_hint = if whole { seen } else { seen.max(claimed) };
        Ok(())
    }
}
