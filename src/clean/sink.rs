//! Rows → typed columns, block by block: the hot path.
//!
//! A sink keeps of each row what the command asked for and nothing else: a code or an integer per column. What a row is (a
//! total, a repeated header, blank) is seen here, where all its cells are at hand; what its values mean is decided later.

use std::hash::Hasher;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHasher;

use super::date_column::{DateColumn, Pushed};
use super::footer;
use super::header::fold;
use super::layout::Layout;
use super::number_column::NumberColumn;
use super::text_column::{TextColumn, write_cell};
use super::total;
use crate::model::{Failure, Field, InputOptions, Wants};
use crate::read::{Cell, RowSink};

/// Whose values a stored column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Field(Field),
    /// The column of the filter at that place in the options.
    Filter(usize),
}

/// How a column is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Date,
    Amount,
    /// A number whose every decimal counts.
    Factor,
}

/// What is kept of the rows of one sheet.
#[derive(Debug)]
pub struct Plan {
    /// The date first; with the 0-based column.
    pub columns: Vec<(Key, usize, Kind)>,
    /// The column of the order number.
    order: Option<usize>,
    /// The text columns by which lines of two files are compared; nothing where they need not be.
    compared: Option<Vec<usize>>,
    /// Mapped columns with their headers, folded, to know a repeated one.
    headers: Vec<(usize, String)>,
    /// All mapped columns, and those of the amount or its factors, to know a footer.
    mapped: Vec<usize>,
    figures: Vec<usize>,
    /// The rows of the longest block so far, so that the next one's columns need not grow.
    longest: AtomicUsize,
}

impl Plan {
    /// Decides what to keep; `overlap` where lines of several files are to be compared.
    pub fn new(layout: &Layout, filters: &[usize], input: &InputOptions, wants: Wants, overlap: bool) -> Plan {
        let has = |field| layout.of(field).is_some();
        let computed = !has(Field::Amount);
        let wanted = |field: Field| match field {
            Field::Customer | Field::CustomerId | Field::Date | Field::Amount | Field::Currency | Field::Status => true,
            Field::Order => wants.orders,
            Field::Product | Field::Category => wants.products,
            Field::Quantity => wants.quantities || computed || overlap,
            Field::Price | Field::Discount => computed || overlap,
            Field::ShipDate | Field::PaidDate | Field::Profit | Field::Cost => overlap,
            Field::Unit | Field::Owner | Field::Country => false,
        };
        let mut columns: Vec<(Key, usize, Kind)> = layout
            .mapped
            .iter()
            .filter(|mapped| wants.detail || wanted(mapped.field))
            .map(|mapped| (Key::Field(mapped.field), mapped.index, kind(mapped.field)))
            .collect();
        columns.sort_by_key(|(key, ..)| (*key != Key::Field(Field::Date), *key));
        debug_assert_eq!(filters.len(), input.filters.len());
        columns.extend(filters.iter().enumerate().map(|(at, &index)| (Key::Filter(at), index, Kind::Text)));
        let texts = || layout.mapped.iter().filter(|mapped| kind(mapped.field) == Kind::Text);
        let headers = layout.mapped.iter().filter(|_| layout.header_row.is_some());
        let figures = [Field::Amount, Field::Quantity, Field::Price];
        Plan {
            mapped: layout.mapped.iter().map(|mapped| mapped.index).collect(),
            figures: figures.into_iter().filter_map(|field| layout.of(field)).map(|mapped| mapped.index).collect(),
            columns,
            order: layout.of(Field::Order).map(|mapped| mapped.index),
            compared: overlap.then(|| texts().map(|mapped| mapped.index).collect()),
            headers: headers.map(|mapped| (mapped.index, fold(&mapped.header).name)).collect(),
            longest: AtomicUsize::new(0),
        }
    }

    /// Gives the place of a column among those kept.
    pub fn place(&self, key: Key) -> Option<usize> {
        self.columns.iter().position(|(stored, ..)| *stored == key)
    }
}

/// Gives how a field's column is kept.
pub fn kind(field: Field) -> Kind {
    match field {
        Field::Date | Field::ShipDate | Field::PaidDate => Kind::Date,
        Field::Amount | Field::Profit | Field::Cost => Kind::Amount,
        Field::Quantity | Field::Price | Field::Discount => Kind::Factor,
        _ => Kind::Text,
    }
}

/// A column that is being filled.
pub enum Column {
    Text(TextColumn),
    Date(DateColumn),
    Number(NumberColumn),
}

impl Column {
    fn reserve(&mut self, rows: usize) {
        match self {
            Column::Text(column) => column.reserve(rows),
            Column::Date(column) => column.reserve(rows),
            Column::Number(column) => column.reserve(rows),
        }
    }

    fn close(&mut self) {
        match self {
            Column::Text(column) => column.close(),
            Column::Date(column) => column.close(),
            Column::Number(column) => column.close(),
        }
    }
}

/// What a row is that is no order line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The 0-based column of the total word, and the word.
    Total(usize, String),
    Header,
    Blank,
}

/// The columns of one block.
pub struct Sink {
    plan: Arc<Plan>,
    pub columns: Vec<Column>,
    rows: u32,
    /// Where row numbers do not go on by one: the row's place and its number in the block.
    breaks: Vec<(u32, u32)>,
    next: u32,
    /// Rows that are no order lines, ascending.
    pub marks: Vec<(u32, Mark)>,
    /// Rows that are a footer if no order line follows, ascending.
    footer: Vec<u32>,
    /// Per row what its text columns hold, where lines are compared; odd with an order number, even without.
    pub hashes: Vec<u64>,
    scratch: String,
}

impl Sink {
    /// Makes an empty block.
    pub fn new(plan: Arc<Plan>) -> Sink {
        let column = |kind: &Kind| match kind {
            Kind::Text => Column::Text(TextColumn::default()),
            Kind::Date => Column::Date(DateColumn::default()),
            Kind::Amount => Column::Number(NumberColumn::new(false)),
            Kind::Factor => Column::Number(NumberColumn::new(true)),
        };
        let mut columns: Vec<Column> = plan.columns.iter().map(|(.., kind)| column(kind)).collect();
        let longest = plan.longest.load(Ordering::Relaxed);
        if longest > 0 {
            columns.iter_mut().for_each(|column| column.reserve(longest + longest / 64));
        }
        Sink {
            plan,
            columns,
            rows: 0,
            breaks: Vec::new(),
            next: u32::MAX,
            marks: Vec::new(),
            footer: Vec::new(),
            hashes: Vec::new(),
            scratch: String::new(),
        }
    }

    /// Gives the number of rows.
    pub fn len(&self) -> usize {
        self.rows as usize
    }

    /// Gives the runs of rows whose numbers go on by one: the first place and its number in the block.
    pub fn breaks(&self) -> &[(u32, u32)] {
        &self.breaks
    }

    /// Gives a row's number in the block.
    pub fn number(&self, place: usize) -> u32 {
        let run = self.breaks.partition_point(|(start, _)| *start as usize <= place).saturating_sub(1);
        self.breaks.get(run).map_or(0, |(start, number)| number + (place as u32 - start))
    }

    /// Gives the place of the first row whose number in the block is above `number`.
    pub fn place_after(&self, number: i64) -> usize {
        let run = self.breaks.partition_point(|(_, first)| i64::from(*first) <= number);
        let Some((start, first)) = run.checked_sub(1).map(|run| self.breaks[run]) else { return 0 };
        let end = self.breaks.get(run).map_or(self.rows, |(start, _)| *start);
        end.min(start + (number - i64::from(first) + 1) as u32) as usize
    }

    /// Gives the memory back.
    pub fn clear(&mut self) {
        (self.columns, self.hashes, self.marks, self.footer, self.breaks) = Default::default();
        self.rows = 0;
    }

    fn mark(&mut self, cells: &[Cell<'_>], date: Pushed, order: bool) {
        if cells.iter().all(|cell| is_blank(*cell)) {
            return self.marks.push((self.rows, Mark::Blank));
        }
        let tail = date != Pushed::Date && !order;
        for (index, cell) in cells.iter().enumerate() {
            if let Cell::Text(text) = cell
                && (tail || total::may_begin(text))
                && total::says_total(text, tail)
            {
                return self.marks.push((self.rows, Mark::Total(index, text.trim().into())));
            }
        }
        if date == Pushed::Other {
            let same = |(index, name): &&(usize, String)| match cells.get(*index) {
                Some(Cell::Text(text)) => fold(text).name == *name,
                _ => false,
            };
            let headers = &self.plan.headers;
            let same = headers.iter().filter(same).count();
            if same >= 2.min(headers.len()) && same * 2 > headers.len() {
                self.marks.push((self.rows, Mark::Header));
            }
        }
    }

    /// Marks as blank the rows of a footer from `skip` on; says whether an order line stands there, above which none can be.
    pub fn mark_footer(&mut self, skip: usize) -> bool {
        let mut marked = self.marks.iter().rev().map(|(row, _)| *row).peekable();
        let mut footer = self.footer.iter().rev().copied().peekable();
        let mut blank = Vec::new();
        let mut line = false;
        for place in (skip as u32..self.rows).rev() {
            let is_footer = footer.next_if_eq(&place).is_some();
            if marked.next_if_eq(&place).is_some() {
                continue;
            }
            if !is_footer {
                line = true;
                break;
            }
            blank.push((place, Mark::Blank));
        }
        self.footer = Vec::new();
        self.marks.extend(blank);
        self.marks.sort_unstable_by_key(|(row, _)| *row);
        line
    }

    fn hash(&mut self, cells: &[Cell<'_>], order: bool) {
        let plan = Arc::clone(&self.plan);
        let Some(compared) = &plan.compared else { return };
        let mut hasher = FxHasher::default();
        for &index in compared {
            match cells.get(index).copied().unwrap_or(Cell::Empty) {
                Cell::Text(text) => hasher.write(text.trim().as_bytes()),
                cell => {
                    self.scratch.clear();
                    write_cell(cell, &mut self.scratch);
                    hasher.write(self.scratch.as_bytes());
                }
            }
            hasher.write_u8(0xff);
        }
        // The lowest bit says whether lines with this hash may be dropped; none is zero.
        self.hashes.push((hasher.finish() | 2) & !1 | u64::from(order));
    }
}

/// Says whether nothing stands in a cell.
pub fn is_blank(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

impl RowSink for Sink {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        if row != self.next {
            self.breaks.push((self.rows, row));
        }
        self.next = row.wrapping_add(1);
        let mut date = Pushed::Date;
        for (at, ((_, index, _), column)) in self.plan.columns.iter().zip(&mut self.columns).enumerate() {
            let cell = cells.get(*index).copied().unwrap_or(Cell::Empty);
            match column {
                Column::Text(column) => column.push(cell),
                Column::Number(column) => column.push(cell),
                Column::Date(column) => {
                    let pushed = column.push(cell);
                    if at == 0 {
                        date = pushed;
                    }
                }
            }
        }
        let order = self.plan.order.map(|index| !is_blank(cells.get(index).copied().unwrap_or(Cell::Empty)));
        if date != Pushed::Date || order == Some(false) {
            self.mark(cells, date, order == Some(true));
        }
        if footer::is_footer(cells, &self.plan.mapped, &self.plan.figures) {
            self.footer.push(self.rows);
        }
        if self.plan.compared.is_some() {
            self.hash(cells, order == Some(true));
        }
        self.rows += 1;
        Ok(())
    }

    fn end(&mut self) {
        self.plan.longest.fetch_max(self.len(), Ordering::Relaxed);
        self.columns.iter_mut().for_each(Column::close);
        self.hashes.shrink_to_fit();
    }
}
