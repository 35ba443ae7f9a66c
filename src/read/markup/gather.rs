//! Rows that a grammar made → the heads of all tables, or the rows of one table in batches.

use std::cell::Cell as Flag;
use std::collections::VecDeque;

use super::value::Slot;
use crate::model::problem::{Damage, Excess, ReadProblem};
use crate::read::limits::Budget;
use crate::read::{COLUMNS, Cell, HEAD_CELLS, HEAD_ROWS, OwnedCell};

/// Bytes of one row's texts; more is a tag that never closes.
const LONGEST: usize = 32 << 20;

/// Tables of a file, each of which has its first rows in memory.
const TABLES: usize = 1000;

/// Cells of a batch, and bytes of its texts.
const BATCH: usize = 1 << 14;
const BATCH_TEXT: usize = 1 << 20;

/// What a grammar hands over.
pub(super) enum Step {
    Rows(Batch),
    /// The heads of all tables; the file ends. The row amid or behind which it was cut, where it was.
    Heads(Vec<Head>, Option<Cut>),
    /// The heads of a file that has one filled table so far, of which the head is full.
    Full(Vec<Head>),
    /// The table that was wanted ends.
    Done,
    /// What is wrong, and the name of the table in which it is.
    Refused(ReadProblem, Option<String>),
}

/// How a file ends before its tables do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub table: usize,
    pub row: u32,
    /// Amid a row whose end is missing.
    pub amid: bool,
}

/// The first rows of a table.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub name: Option<String>,
    pub hidden: bool,
    pub rows: Vec<(u32, Vec<OwnedCell>)>,
    /// Rows with a filled cell.
    pub count: u64,
    /// Whether days count from 1904.
    pub epoch_1904: bool,
    /// The number of the last row, filled or not.
    pub last: u32,
    /// Cells of those rows.
    cells: usize,
}

/// A table that is wanted, and the rows that stand before it where it goes on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub table: usize,
    pub above: u32,
}

impl Head {
    /// Tells that no more rows are kept.
    fn is_full(&self) -> bool {
        self.rows.len() >= HEAD_ROWS || self.cells >= HEAD_CELLS
    }
}

/// Whole rows on their way to the sink.
#[derive(Default)]
pub(super) struct Batch {
    /// Row numbers from 1, and where each row's cells end.
    rows: Vec<(u32, usize)>,
    slots: Vec<Slot>,
    text: String,
}

impl Batch {
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Counts the characters that could not be decoded, and gives the first row with one.
    pub fn replaced(&self) -> Option<(u64, u32)> {
        let count = memchr::memmem::find_iter(self.text.as_bytes(), "\u{FFFD}").count() as u64;
        let mut first = None;
        if count > 0 {
            let is_broken =
                |cell: &Cell<'_>| matches!(cell, Cell::Text(text) if text.contains(char::REPLACEMENT_CHARACTER));
            self.each(|row, cells| {
                first = cells.iter().any(is_broken).then_some(row);
                first.is_none()
            });
        }
        first.map(|row| (count, row))
    }

    /// Hands over the rows, numbered from 1, until told to stop; tells whether it was not.
    pub fn each(&self, mut take: impl FnMut(u32, &[Cell<'_>]) -> bool) -> bool {
        let mut cells = Vec::new();
        let mut start = 0;
        for (row, end) in &self.rows {
            cells.clear();
            cells.extend(self.slots[start..*end].iter().map(|slot| slot.cell(&self.text)));
            start = *end;
            if !take(*row, &cells) {
                return false;
            }
        }
        true
    }
}

/// The cells of a row that is being read.
#[derive(Default)]
pub(super) struct Row {
    slots: Vec<Slot>,
    pub text: Vec<u8>,
    /// A cell is filled, also where cells are only counted.
    pub filled: bool,
}

impl Row {
    /// Puts a filled cell into a column, counted from 0.
    pub fn put(&mut self, column: usize, slot: Slot) -> Result<(), ReadProblem> {
        if column >= COLUMNS {
            return Err(ReadProblem::TooMuch { of: Excess::Columns, most: COLUMNS as u64 });
        }
        if self.slots.len() <= column {
            self.slots.resize(column + 1, Slot::Empty);
        }
        self.slots[column] = slot;
        self.filled = true;
        Ok(())
    }

    /// Adds to the text of the cell at hand.
    pub fn push(&mut self, text: &[u8]) -> Result<(), ReadProblem> {
        if self.text.len() + text.len() > LONGEST {
            return Err(ReadProblem::TooMuch { of: Excess::Row, most: LONGEST as u64 });
        }
        self.text.extend_from_slice(text);
        Ok(())
    }

    pub fn clear(&mut self) {
        self.slots.clear();
        self.text.clear();
        self.filled = false;
    }
}

/// The table and row that are being read, for the place of an error.
pub(super) type Position = Flag<(usize, u32)>;

/// Takes rows.
pub(super) struct Gather<'p> {
    /// In the order of the file.
    wanted: Option<&'p [Part]>,
    pub heads: Vec<Head>,
    batch: Batch,
    text: Vec<u8>,
    steps: VecDeque<Step>,
    position: &'p Position,
    stopped: bool,
    /// Whether to stop where one head is full and no other table is filled, and that it is so.
    glances: bool,
    pub full: bool,
    /// Rows given.
    given: u64,
    /// Cells of heads, and how many cells the table may have.
    kept: usize,
    budget: Budget,
}

impl<'p> Gather<'p> {
    /// The rows of the parts wanted, else the heads of all.
    pub fn new(wanted: Option<&'p [Part]>, position: &'p Position) -> Gather<'p> {
        Gather {
            wanted,
            heads: Vec::new(),
            batch: Batch::default(),
            text: Vec::new(),
            steps: VecDeque::new(),
            position,
            stopped: false,
            glances: false,
            full: false,
            given: 0,
            kept: 0,
            budget: Budget::new(),
        }
    }

    /// The heads, until one is full and no other table is filled.
    pub fn glancing(position: &'p Position) -> Gather<'p> {
        Gather { glances: true, ..Gather::new(None, position) }
    }

    /// Begins a table and gives its number, counted from 0.
    pub fn table(&mut self, name: Option<String>, epoch_1904: bool) -> usize {
        if self.heads.len() == TABLES {
            self.refuse(ReadProblem::TooMuch { of: Excess::Tables, most: TABLES as u64 });
        }
        self.heads.push(Head { name, epoch_1904, ..Head::default() });
        self.heads.len() - 1
    }

    /// Tells whether the next row's cells are wanted, and not only whether there are any.
    pub fn keeps(&self, table: usize) -> bool {
        match self.wanted {
            Some(wanted) => wanted.iter().any(|part| part.table == table),
            None => self.kept < TABLES * HEAD_CELLS / 64 && self.heads.get(table).is_some_and(|head| !head.is_full()),
        }
    }

    /// Says which row is being read.
    pub fn at(&self, table: usize, row: u32) {
        self.position.set((table, row));
    }

    /// Takes a row with its number from 1, and leaves it empty.
    pub fn row(&mut self, table: usize, number: u32, row: &mut Row) {
        if let Some(head) = self.heads.get_mut(table) {
            head.last = head.last.max(number);
        }
        if row.filled && !self.stopped {
            match self.wanted.map(|wanted| wanted.iter().find(|part| part.table == table)) {
                None => self.head_row(table, number, row),
                Some(Some(part)) => self.batch_row(number.saturating_add(part.above), row),
                Some(None) => {}
            }
        }
        row.clear();
    }

    fn head_row(&mut self, table: usize, number: u32, row: &Row) {
        let keeps = self.keeps(table);
        let Some(head) = self.heads.get_mut(table) else { return };
        head.count += 1;
        if keeps {
            let text = String::from_utf8_lossy(&row.text);
            head.rows.push((number, row.slots.iter().map(|slot| slot.cell(&text).to_owned()).collect()));
            head.cells += row.slots.len();
            self.kept += row.slots.len();
            self.full = self.glances && head.is_full();
        }
    }

    fn batch_row(&mut self, number: u32, row: &Row) {
        if !self.budget.cells(row.slots.len() as u64) {
            return self.budget.over().into_iter().for_each(|over| self.refuse(over));
        }
        let before = self.text.len() as u32;
        self.text.extend_from_slice(&row.text);
        self.batch.slots.extend(row.slots.iter().map(|slot| slot.moved(before)));
        self.batch.rows.push((number, self.batch.slots.len()));
        self.given += 1;
        if self.batch.slots.len() >= BATCH || self.text.len() >= BATCH_TEXT {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let text = std::mem::replace(&mut self.text, Vec::with_capacity(BATCH_TEXT / 4));
        let mut batch = std::mem::take(&mut self.batch);
        // What was read is UTF-8, since it was decoded before.
        batch.text = String::from_utf8(text).unwrap_or_default();
        self.steps.push_back(Step::Rows(batch));
    }

    /// Ends a table.
    pub fn ends(&mut self, table: usize) {
        let last = self.wanted.is_some_and(|wanted| wanted.last().is_some_and(|part| part.table == table));
        if last && !self.stopped {
            self.flush();
            self.steps.push_back(Step::Done);
            self.stopped = true;
        }
    }

    /// Refuses the file; nothing more is taken.
    pub fn refuse(&mut self, problem: ReadProblem) {
        if !self.stopped {
            let table = self.heads.get(self.position.get().0);
            self.steps.push_back(Step::Refused(problem, table.and_then(|head| head.name.clone())));
            self.stopped = true;
        }
    }

    /// Ends the file.
    pub fn finish(&mut self, cut: Option<Cut>) {
        if self.stopped {
            return;
        }
        match self.wanted {
            Some(wanted)
                if cut.as_ref().is_some_and(|cut| cut.amid && wanted.iter().any(|part| part.table == cut.table)) =>
            {
                self.refuse(ReadProblem::Damaged { bytes: 0, damage: Damage::CutOff { rows: self.given } });
            }
            Some(wanted) => wanted.last().into_iter().for_each(|part| self.ends(part.table)),
            None => {
                let heads = std::mem::take(&mut self.heads);
                self.steps.push_back(Step::Heads(heads, cut));
            }
        }
    }

    pub fn step(&mut self) -> Option<Step> {
        self.steps.pop_front()
    }

    /// Stops with the heads, where no other table is filled.
    pub fn full(&mut self, alone: bool) -> Step {
        (self.full, self.stopped) = (false, true);
        let alone = alone && self.heads.iter().filter(|head| head.count > 0).count() == 1;
        if alone { Step::Full(std::mem::take(&mut self.heads)) } else { Step::Done }
    }
}
