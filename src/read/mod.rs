//! Opens inputs and gives raw cells with file, sheet, row and column. The only room that touches input files.
//!
//! paths, folders, globs, `-` → [`Book`]s, one a file, each with its sheets and the first rows of each ([`SheetHead`]).
//! Cleaning looks at the heads, chooses a sheet and what its columns mean, then folds over all rows with
//! [`Book::fold`]. Rows are handed over as borrowed cells, block by block, so that no file is ever held whole and blocks
//! can be folded in parallel; what is kept of a row is the sink's business.

mod book;
mod even;
mod files;
mod format;
mod further;
mod limits;
mod markup;
#[cfg(any(test, fuzzing))]
pub mod properties;
mod seal;
mod text;
mod workbook;

use rayon::prelude::*;

use self::book::Opening;
use crate::model::problem::{Kind, ReadProblem};
use crate::model::{Failure, InputOptions, Place, Problem, Progress};

pub use self::book::Book;
pub use self::even::EvenLines;
pub use self::format::Format;
pub use self::limits::{Limits, limit};
pub use self::seal::{Sealed, sealed};
pub use self::workbook::serve;

/// The rows of a head.
const HEAD_ROWS: usize = 200;

/// The columns of a sheet: more is a mistake of the file.
const COLUMNS: usize = 1 << 14;

/// The cells of a head, where its rows are very wide.
const HEAD_CELLS: usize = 1 << 20;

/// Workbooks that stay open between their heads and their rows, so that their texts are parsed once.
const KEPT_OPEN: usize = 8;

/// Opens all inputs, and gives them in the order in which they were given (a folder's and a pattern's by name), with
/// notes and warnings. The first that cannot be opened is the error.
pub fn open(options: &InputOptions, progress: &dyn Progress) -> Result<(Vec<Book>, Vec<Problem>), Failure> {
    if let Some(name) = &options.encoding {
        text::check_encoding(name).map_err(|problem| Failure::new(Place::default(), problem))?;
    }
    let (inputs, mut problems) = files::inputs(&options.files)?;
    let of = inputs.len();
    type Opened = (bool, Result<(Book, Vec<Problem>), Failure>);
    let opened: Vec<Opened> = inputs
        .into_par_iter()
        .enumerate()
        .map(|(at, input)| {
            progress.reading(&input.shown, at + 1, of, 0, 0.0);
            let nth = (at + 1, of);
            let found = input.found;
            let opening = Opening { encoding: options.encoding.as_deref(), nth, keep: of <= KEPT_OPEN };
            let opened = Book::open(input, opening).and_then(|(mut book, said)| {
                book.look_further(options.header_row, progress)?;
                Ok((book, said))
            });
            (found, opened)
        })
        .collect();
    let mut books = Vec::with_capacity(of);
    let mut passed = None;
    for (found, result) in opened {
        match result {
            Ok((book, said)) => {
                books.push(book);
                problems.extend(said);
            }
            // What the user did not name may be no table; it is told, since orders could be in it.
            Err(failure) if found && is_no_table(&failure) => {
                problems.push(Problem::warning(failure.0.place.clone(), ReadProblem::PassedOver { text: false }));
                passed.get_or_insert(failure);
            }
            Err(failure) => return Err(failure),
        }
    }
    if let Some(failure) = passed.filter(|_| books.is_empty()) {
        return Err(failure);
    }
    Ok((books, problems))
}

fn is_no_table(failure: &Failure) -> bool {
    use ReadProblem::{Empty, EmptySheets, NotATable};
    matches!(failure.0.kind, Kind::Read(Empty | EmptySheets { .. } | NotATable { .. }))
}

/// One cell, as the file holds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    Empty,
    Text(&'a str),
    /// A number that the file holds as a binary float.
    Number(f64),
    /// A number with a date format, as days since 1899-12-30 (1904 workbooks are shifted to it).
    Serial(f64),
    /// A duration, in days.
    Duration(f64),
    /// An ISO 8601 date or date-time, as ods and some xlsx hold it.
    Iso(&'a str),
    Bool(bool),
    /// An error value, such as `#REF!`.
    Error(&'a str),
    /// A formula without a saved result.
    Unsaved(&'a str),
}

/// A cell that outlives its file.
#[derive(Clone, Debug, PartialEq)]
pub enum OwnedCell {
    Empty,
    Text(String),
    Number(f64),
    Serial(f64),
    Duration(f64),
    Iso(String),
    Bool(bool),
    Error(String),
    Unsaved(String),
}

impl Cell<'_> {
    /// Copies the cell.
    pub fn to_owned(self) -> OwnedCell {
        match self {
            Cell::Empty => OwnedCell::Empty,
            Cell::Text(text) => OwnedCell::Text(text.into()),
            Cell::Number(number) => OwnedCell::Number(number),
            Cell::Serial(serial) => OwnedCell::Serial(serial),
            Cell::Duration(days) => OwnedCell::Duration(days),
            Cell::Iso(text) => OwnedCell::Iso(text.into()),
            Cell::Bool(truth) => OwnedCell::Bool(truth),
            Cell::Error(text) => OwnedCell::Error(text.into()),
            Cell::Unsaved(text) => OwnedCell::Unsaved(text.into()),
        }
    }
}

impl OwnedCell {
    /// Borrows the cell.
    pub fn as_cell(&self) -> Cell<'_> {
        match self {
            OwnedCell::Empty => Cell::Empty,
            OwnedCell::Text(text) => Cell::Text(text),
            OwnedCell::Number(number) => Cell::Number(*number),
            OwnedCell::Serial(serial) => Cell::Serial(*serial),
            OwnedCell::Duration(days) => Cell::Duration(*days),
            OwnedCell::Iso(text) => Cell::Iso(text),
            OwnedCell::Bool(truth) => Cell::Bool(*truth),
            OwnedCell::Error(text) => Cell::Error(text),
            OwnedCell::Unsaved(text) => Cell::Unsaved(text),
        }
    }
}

/// Takes rows in order. One sink serves one block; `row` is counted from the block's first row, 0-based, for text files,
/// since a block does not know how many rows lie before it ([`Block::first_row`] tells afterwards).
pub trait RowSink: Send {
    /// Takes a row. Cells beyond the last that is not empty may be missing.
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Failure>;

    /// Takes lines that have as many cells each, the first as that row: the same as [`RowSink::row`] with each of them.
    fn even(&mut self, row: u32, lines: &EvenLines<'_>) -> Result<(), Failure> {
        lines.one_by_one(row, self)
    }

    /// Hears that a row, of those that it was given, is hidden in the spreadsheet.
    fn hidden(&mut self, _row: u32) {}

    /// Hears that the block has no more rows.
    fn end(&mut self) {}
}

/// The most cells that [`Book::lines`] hands over of a line.
pub const PLAIN_CELLS: usize = 8;

/// The wanted cells of a line, in the order of the columns asked for: where each begins and ends in the text.
pub type LineCells = [(u32, u32); PLAIN_CELLS];

/// Takes the wanted cells of the lines of a regular text file, in order.
pub trait LineSink: Send {
    /// Takes some lines of a text, their cells as they stand; `false` gives the reading up.
    fn lines(&mut self, text: &str, lines: &[LineCells]) -> bool;

    /// Hears that the range has no more lines.
    fn end(&mut self) {}
}

/// A sink after its block was read, and the row number, 1-based as the spreadsheet shows it, of the block's row 0.
pub struct Block<S> {
    pub sink: S,
    pub first_row: u32,
}

/// The first rows of a sheet, by which layout and columns are recognised.
#[derive(Clone, Debug)]
pub struct SheetHead {
    /// Nothing for text files.
    pub name: Option<String>,
    pub hidden: bool,
    /// The first rows that are not empty (at most 200), with their 1-based row numbers; behind them, as many around a header
    /// that was named further down.
    pub rows: Vec<(u32, Vec<OwnedCell>)>,
    /// How many rows the sheet seems to have.
    pub rows_hint: u64,
    /// Whether the workbook counts days from 1904, so that a plain number that is a day does too.
    pub epoch_1904: bool,
}

#[cfg(test)]
mod tests;
