//! A table that is looked up in, held: of each row the key and the columns that are needed.
//!
//! A cell is 16 bytes, each distinct text is kept once. Two rows of one key are one where they hold the same; where they differ,
//! nothing says which counts, and that is an error.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use super::head::Head;
use super::row::push_key;
use crate::clean::date;
use crate::clean::dictionary::Dictionary;
use crate::clean::layout;
use crate::clean::sink::is_blank;
use crate::clean::table::Table;
use crate::clean::text_column::write_cell;
use crate::clean::total;
use crate::model::problem::{CleanProblem, JoinProblem};
use crate::model::{Failure, Place, Progress};
use crate::read::{Cell, RowSink};

/// A cell whose text lies in the table's dictionary.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kept {
    Empty,
    Text(u32),
    Number(f64),
    Serial(f64),
    Duration(f64),
    Iso(u32),
    Bool(bool),
    Error(u32),
    Unsaved(u32),
}

/// The rows of a table by key.
#[derive(Default)]
pub struct Held {
    keys: Dictionary,
    /// By key, the row that it stands in.
    rows: Vec<u32>,
    /// The columns that are kept, ascending, and of each the cells by key.
    columns: Vec<usize>,
    cells: Vec<Vec<Kept>>,
    texts: Dictionary,
    /// By key, how many lines looked it up.
    uses: Vec<AtomicU32>,
    /// The row of a second table, at which the first ends.
    pub ends: Option<u32>,
}

impl Held {
    /// Gives the place of a key.
    pub fn find(&self, key: &str) -> Option<usize> {
        let at = self.keys.find(key)? as usize;
        self.uses[at].fetch_add(1, Ordering::Relaxed);
        Some(at)
    }

    /// Gives where a column is kept.
    pub fn column(&self, column: usize) -> Option<usize> {
        self.columns.binary_search(&column).ok()
    }

    /// Gives the cell of a key in a column that is kept.
    pub fn cell(&self, column: usize, key: usize) -> Cell<'_> {
        match self.cells[column][key] {
            Kept::Empty => Cell::Empty,
            Kept::Text(code) => Cell::Text(self.texts.get(code)),
            Kept::Number(number) => Cell::Number(number),
            Kept::Serial(serial) => Cell::Serial(serial),
            Kept::Duration(days) => Cell::Duration(days),
            Kept::Iso(code) => Cell::Iso(self.texts.get(code)),
            Kept::Bool(truth) => Cell::Bool(truth),
            Kept::Error(code) => Cell::Error(self.texts.get(code)),
            Kept::Unsaved(code) => Cell::Unsaved(self.texts.get(code)),
        }
    }

    /// Gives the number of keys.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Gives the keys in their order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter()
    }

    /// Gives how often each key was looked up, in their order.
    pub fn uses(&self) -> impl Iterator<Item = (&str, u32, u32)> {
        let uses = self.uses.iter().map(|uses| uses.load(Ordering::Relaxed));
        self.keys.iter().zip(&self.rows).zip(uses).map(|((key, row), uses)| (key, *row, uses))
    }
}

/// The columns that are needed, and which of them hold dates.
pub type Needed = BTreeMap<usize, bool>;

/// Reads a table.
pub fn load(table: &dyn Table, head: &Head, columns: &Needed, progress: &dyn Progress) -> Result<Held, Failure> {
    let make = || HeldSink::new(head, columns);
    let blocks = table.fold_held(head.sheet, &make, progress)?;
    let mut held = blocks.into_iter().next().map(|block| block.sink.held).unwrap_or_default();
    held.keys.index();
    held.uses.resize_with(held.rows.len(), AtomicU32::default);
    Ok(held)
}

/// Takes the rows of a table.
pub struct HeldSink {
    held: Held,
    header_row: u32,
    /// Of each column that is kept, whether it holds dates.
    dates: Vec<bool>,
    epoch_1904: bool,
    headers: Vec<String>,
    keys: Vec<usize>,
    place: Place,
    next: u32,
    key: String,
}

impl HeldSink {
    fn new(head: &Head, needed: &Needed) -> HeldSink {
        let columns: Vec<usize> = needed.keys().copied().collect();
        HeldSink {
            held: Held { cells: vec![Vec::new(); columns.len()], columns, ..Held::default() },
            header_row: head.header_row,
            dates: needed.values().copied().collect(),
            epoch_1904: head.epoch_1904,
            headers: head.headers.clone(),
            keys: head.keys.clone(),
            place: head.place.clone(),
            next: head.header_row + 1,
            key: String::new(),
        }
    }

    fn kept(&mut self, cell: Cell<'_>, nth: usize) -> Kept {
        let texts = &mut self.held.texts;
        match cell {
            Cell::Empty => Kept::Empty,
            Cell::Text(text) => match text.trim() {
                "" => Kept::Empty,
                text => Kept::Text(texts.code(text)),
            },
            // The orders' own workbook may count from another year.
            Cell::Number(number) if self.dates[nth] => match date::number_day(number, self.epoch_1904) {
                Some(day) => Kept::Serial(date::day_serial(day)),
                None => Kept::Number(number),
            },
            Cell::Number(number) => Kept::Number(number),
            Cell::Serial(serial) => Kept::Serial(serial),
            Cell::Duration(days) => Kept::Duration(days),
            Cell::Iso(text) => Kept::Iso(texts.code(text)),
            Cell::Bool(truth) => Kept::Bool(truth),
            Cell::Error(text) => Kept::Error(texts.code(text)),
            Cell::Unsaved(text) => Kept::Unsaved(texts.code(text)),
        }
    }

    fn differs(&self, column: usize, known: usize, row: u32) -> Failure {
        let shown = |key: usize| {
            let mut text = String::new();
            write_cell(self.held.cell(column, key), &mut text);
            text
        };
        let at = self.held.columns[column];
        let kind = JoinProblem::KeyTwice {
            key: shown_key(&self.key),
            rows: (self.held.rows[known], row),
            column: self.headers.get(at).cloned().unwrap_or_default(),
            values: (shown(known), shown(self.held.rows.len())),
        };
        Failure::new(self.place.clone(), CleanProblem::Join(kind))
    }
}

/// Writes a key as messages show it.
pub fn shown_key(key: &str) -> String {
    key.replace(super::row::BETWEEN, " + ")
}

impl RowSink for HeldSink {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        let number = row + 1;
        if number <= self.header_row || self.held.ends.is_some() {
            return Ok(());
        }
        if cells.iter().all(|cell| is_blank(*cell)) {
            return Ok(());
        }
        let gap = number != std::mem::replace(&mut self.next, number + 1);
        // Another header below an empty row begins another table; its rows must not pass for keys of this one.
        if gap && layout::names_columns(cells).is_some() && !self.is_header(cells) {
            self.held.ends = Some(number);
            return Ok(());
        }
        let mut key = std::mem::take(&mut self.key);
        let whole = push_key(&mut key, self.keys.iter().map(|&at| cells.get(at).copied().unwrap_or(Cell::Empty)));
        self.key = key;
        if !whole {
            return Ok(());
        }
        let before = self.held.keys.len();
        let known = self.held.keys.code(&self.key) as usize;
        let is_new = known == before;
        for nth in 0..self.held.columns.len() {
            let cell = cells.get(self.held.columns[nth]).copied().unwrap_or(Cell::Empty);
            let kept = self.kept(cell, nth);
            self.held.cells[nth].push(kept);
        }
        if is_new {
            self.held.rows.push(number);
            return Ok(());
        }
        let differs = (0..self.held.columns.len())
            .find(|&nth| self.held.cells[nth][known] != self.held.cells[nth][self.held.rows.len()]);
        // Subtotals repeat their word, which no line looks up.
        if let Some(column) = differs.filter(|_| !total::says_total(&self.key, true)) {
            return Err(self.differs(column, known, number));
        }
        let rows = self.held.rows.len();
        self.held.cells.iter_mut().for_each(|cells| cells.truncate(rows));
        Ok(())
    }
}

impl HeldSink {
    fn is_header(&self, cells: &[Cell<'_>]) -> bool {
        let same = |at: &usize| match cells.get(*at) {
            Some(Cell::Text(text)) => self.headers.get(*at).is_some_and(|header| header == text.trim()),
            _ => false,
        };
        self.keys.iter().all(same)
    }
}
