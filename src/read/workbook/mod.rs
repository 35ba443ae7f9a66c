//! Workbooks through calamine: sheets with their first rows; then, as often as asked, all rows of a sheet.
//!
//! An xlsx workbook that is written as nearly all are is read without the library ([`regular`]). Cells of xlsx and xlsb are streamed; a table as large as the sheet claims to be is never made. xls and ods are read
//! whole by the library. calamine panics on some damaged files; that is caught and told as damage.

mod bare;
mod cells;
mod guard;
mod regular;
mod rows;

#[cfg(any(test, fuzzing))]
pub(super) use self::regular::properties;

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use calamine::{Dimensions, Ods, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsb, Xlsx};

use self::guard::{Broken, guarded};
use self::regular::{Irregular, Regular, Stop};
use super::text::Wrong;
use super::{Block, Cell, Format, HEAD_ROWS, RowSink, SheetHead};
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
}

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
        let mut workbook = Workbook { kind, length, names: Vec::new(), regular: false, opened: Mutex::new(None) };
        if let Ok((regular, heads)) = workbook.regular(path) {
            workbook.regular = true;
            workbook.names = heads.iter().filter_map(|head| head.name.clone()).collect();
            if keep {
                workbook.keep(Held::Regular(Box::new(regular)));
            }
            return Ok((workbook, (heads, Vec::new())));
        }
        let mut opened = workbook.reopen(path)?;
        let (mut heads, mut wrong) = (Vec::new(), Vec::new());
        let mut filled = false;
        for sheet in opened.sheets().into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
            let name = Some(sheet.name.clone());
            let epoch_1904 = opened.epoch_1904();
            let mut head = SheetHead { name, hidden: false, rows: Vec::new(), rows_hint: 0, epoch_1904 };
            head.hidden = sheet.visible != SheetVisible::Visible;
            match opened.head(&sheet.name, &mut head) {
                Ok(()) => filled |= !head.rows.is_empty(),
                Err(broken) => wrong.push((sheet.name.clone(), workbook.problem(broken))),
            }
            workbook.names.push(sheet.name);
            heads.push(head);
        }
        match (filled, wrong.pop()) {
            (true, None) => {}
            (true, Some(last)) => wrong.push(last),
            (false, Some((_, problem))) => return Err(problem.into()),
            (false, None) if heads.is_empty() => return Err(workbook.damaged(Damage::NoSheets).into()),
            (false, None) => return Err(ReadProblem::EmptySheets { sheets: heads.len() as u64 }.into()),
        }
        if keep {
            workbook.keep(Held::Library(opened));
        }
        Ok((workbook, (heads, wrong)))
    }

    fn keep(&self, opened: Held) {
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(opened);
    }

    /// Opens the workbook without the library, where that can be, and a sheet of it has rows.
    fn regular(&self, path: &Path) -> Result<(Regular, Vec<SheetHead>), Irregular> {
        if self.kind.format != Format::Xlsx {
            return Err(Irregular);
        }
        let mut regular = Regular::open(File::open(path)?)?;
        let heads = regular.heads()?;
        if heads.iter().all(|head| head.rows.is_empty()) { Err(Irregular) } else { Ok((regular, heads)) }
    }

    fn reopen(&self, path: &Path) -> Result<Opened, Wrong> {
        let mut file = File::open(path)?;
        if self.kind.bare {
            file = bare::wrapped(&mut file)?;
        }
        guarded(|| Opened::new(file, self.kind.format)).map_err(|broken| self.problem(broken).into())
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
        let held = match kept {
            // The library hands over rows one after the other.
            Some(Held::Regular(_)) if in_order => None,
            None if self.regular && !in_order => {
                File::open(path).ok().and_then(|file| Regular::open(file).ok()).map(Box::new).map(Held::Regular)
            }
            kept => kept,
        };
        let mut opened = match held {
            Some(Held::Regular(mut regular)) => match regular.fold(name, make, told) {
                Ok(blocks) => return Ok(blocks),
                Err(Stop::Sink(failure)) => return Err(Wrong::Sink(failure)),
                // What the first rows did not show: the library reads the sheet from its beginning.
                Err(Stop::Irregular) => self.reopen(path)?,
            },
            Some(Held::Library(opened)) => opened,
            None => self.reopen(path)?,
        };
        let mut sink = make();
        match opened.rows(name, &mut sink, told) {
            Ok(()) => {
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
        let mut opened = self.reopen(path)?;
        let found = guarded(|| opened.merged(name)).map_err(|broken| self.problem(broken))?;
        let range = |area: Dimensions| (area.start.0 + 1, area.end.0 + 1, area.start.1 as usize, area.end.1 as usize);
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
        }
    }
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Workbook").field("kind", &self.kind).field("names", &self.names).finish()
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

    fn merged(&mut self, name: &str) -> Result<Vec<Dimensions>, Broken> {
        Ok(match self {
            Opened::Xlsx(book) => book.merge_cells_by_sheet_name(name)?,
            Opened::Xls(book) => book.merge_cells_by_sheet_name(name)?,
            Opened::Xlsb(_) | Opened::Ods(_) => Vec::new(),
        })
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

    /// Reads the first rows of a sheet.
    fn head(&mut self, name: &str, head: &mut SheetHead) -> Result<(), Broken> {
        let mut seen = 0;
        let claimed = guarded(|| {
            self.walk(name, &mut |row, cells: &[Cell<'_>]| {
                seen += 1;
                head.rows.push((row + 1, cells.iter().copied().map(Cell::to_owned).collect()));
                seen < HEAD_ROWS as u64
            })
        })?;
        head.rows_hint = if seen < HEAD_ROWS as u64 { seen } else { seen.max(claimed) };
        Ok(())
    }
}
