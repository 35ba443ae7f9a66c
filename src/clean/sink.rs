//! Rows → typed columns, block by block: the hot path.
//!
//! A sink keeps of each row what the command asked for and nothing else: a code or an integer per column. What a row is (a
//! total, a repeated header, blank) is seen here, where all its cells are at hand; what its values mean is decided later.

use std::hash::Hasher;
use std::sync::Arc;

use rustc_hash::FxHasher;

use super::crosstab::Reading;
use super::date_column::{DateColumn, Pushed};
use super::fill::Above;
use super::footer;
use super::grouped::Group;
use super::header::fold;
use super::join::Looked;
use super::layout;
use super::number_column::NumberColumn;
use super::plan::Shape;
pub use super::plan::{Key, Kind, Plan, kind};
use super::text_column::{TextColumn, write_cell};
use super::total;
use crate::model::Failure;
use crate::read::{Cell, EvenLines, RowSink};

/// A column that is being filled.
pub enum Column {
    Text(TextColumn),
    Date(DateColumn),
    Number(NumberColumn),
}

impl Column {
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

/// A row with one filled cell.
pub(super) struct Title {
    pub row: u32,
    /// It stands in the customer's column, so that it may be the customer of a line that has lost the rest.
    pub customer: bool,
    pub text: Box<str>,
}

impl Title {
    /// Gives what it says, without its digits, which count pages.
    pub fn said(&self) -> String {
        self.text.chars().filter(|c| !c.is_numeric()).collect()
    }
}

/// The columns of one block.
pub struct Sink {
    pub(super) plan: Arc<Plan>,
    pub columns: Vec<Column>,
    rows: u32,
    /// Where row numbers do not go on by one: the row's place and its number in the block.
    breaks: Vec<(u32, u32)>,
    next: u32,
    /// Rows that are no order lines, ascending.
    pub marks: Vec<(u32, Mark)>,
    /// Rows that are a footer if no order line follows, ascending.
    footer: Vec<u32>,
    /// Rows that look like the header of another table, with its names.
    pub(super) second: Vec<(u32, Vec<String>)>,
    /// Rows that an export says are cancelled, beside what their status says, ascending.
    pub(super) cancelled: Vec<u32>,
    /// The numbers in the block of the rows that the spreadsheet hides, ascending.
    pub(super) hidden: Vec<u32>,
    /// Rows with figures alone, without a date or an order number: totals without a word, if they are sums.
    pub bare: Vec<u32>,
    /// Rows with one filled cell that is neither date nor figure, such as the title of that table, ascending.
    pub(super) titles: Vec<Title>,
    /// Rows with more cells than the header has, ascending.
    pub over: Vec<u32>,
    /// Per row what its text columns hold, where lines are compared; odd with an order number, even without.
    pub hashes: Vec<u64>,
    scratch: String,
    /// What stands above, where blanks are filled from there.
    pub(super) above: Above,
    /// The group at hand of a grouped report.
    pub(super) group: Group,
    /// What was looked up in vain.
    pub(super) looked: Looked,
    /// What is known of a cross-tab.
    pub(super) cross: Reading,
}

impl Sink {
    /// Makes an empty block.
    pub fn new(plan: Arc<Plan>) -> Sink {
        let column = |(_, index, kind): &(Key, usize, Kind)| {
            let unit = plan.units.get(index).copied().unwrap_or(0);
            match kind {
                Kind::Text => Column::Text(TextColumn::default()),
                Kind::Date => Column::Date(DateColumn::new(plan.epoch_1904)),
                Kind::Amount => Column::Number(NumberColumn::new(false).counting_by(unit)),
                Kind::Factor => Column::Number(NumberColumn::new(true).counting_by(unit)),
            }
        };
        let columns: Vec<Column> = plan.columns.iter().map(column).collect();
        Sink {
            plan,
            columns,
            rows: 0,
            breaks: Vec::new(),
            next: u32::MAX,
            marks: Vec::new(),
            footer: Vec::new(),
            second: Vec::new(),
            titles: Vec::new(),
            bare: Vec::new(),
            hidden: Vec::new(),
            cancelled: Vec::new(),
            over: Vec::new(),
            hashes: Vec::new(),
            scratch: String::new(),
            above: Above::default(),
            group: Group::default(),
            looked: Looked::default(),
            cross: Reading::default(),
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
        (self.second, self.titles, self.bare, self.hidden, self.over) = Default::default();
        self.looked = Looked::default();
        self.cross.stands = Vec::new();
        self.rows = 0;
    }

    pub(super) fn mark(&mut self, cells: &[Cell<'_>], date: Pushed, order: bool) {
        if cells.iter().all(|cell| is_blank(*cell)) {
            return self.marks.push((self.rows, Mark::Blank));
        }
        let tail = date != Pushed::Date && !order;
        let mut filled = cells.iter().enumerate().filter(|(_, cell)| !is_blank(**cell));
        if let (true, Some((index, Cell::Text(text))), None) = (tail, filled.next(), filled.next())
            && !self.plan.numbers.contains(&index)
            && !layout::is_value_text(text)
        {
            let customer = self.plan.whose[..self.plan.customers].contains(&index);
            self.titles.push(Title { row: self.rows, customer, text: text.trim().into() });
        }
        let is_bare = |(index, cell): (usize, &Cell<'_>)| {
            is_blank(*cell) || (is_figure(*cell) && !self.plan.whose.contains(&index))
        };
        if date == Pushed::Blank && !order && cells.iter().enumerate().all(is_bare) {
            self.bare.push(self.rows);
        }
        for (index, cell) in cells.iter().enumerate() {
            if let Cell::Text(text) = cell
                && (tail || total::may_begin(text))
                && total::says_total(text, tail)
            {
                return self.marks.push((self.rows, Mark::Total(index, text.trim().into())));
            }
        }
        // In a header of several rows, the date may stand in another one.
        if (date == Pushed::Other || (date == Pushed::Blank && self.plan.headers.len() > 1)) && self.is_header(cells) {
            return self.marks.push((self.rows, Mark::Header));
        }
        if self.plan.header
            && date != Pushed::Date
            && let Some(names) = layout::names_columns(cells)
        {
            self.second.push((self.rows, names));
        }
    }

    /// Marks a row whose customer is called like a total.
    #[inline]
    pub(super) fn mark_named_total<'c>(&mut self, cell: impl Fn(usize) -> Cell<'c>) {
        for &index in &self.plan.whose[..self.plan.customers] {
            if let Cell::Text(text) = cell(index)
                && total::may_be(text)
                && total::says_total(text, false)
            {
                return self.marks.push((self.rows, Mark::Total(index, text.trim().into())));
            }
        }
    }

    /// Says whether a row says what the header does, or a row of it.
    pub(super) fn is_header(&self, cells: &[Cell<'_>]) -> bool {
        let same = |(index, name): &&(usize, String)| match cells.get(*index) {
            Some(Cell::Text(text)) => fold(text).name == *name,
            _ => false,
        };
        let is_header = |headers: &Vec<(usize, String)>| {
            let same = headers.iter().filter(same).count();
            same >= 2.min(headers.len()) && same * 2 > headers.len()
        };
        self.plan.headers.iter().any(is_header)
    }

    /// Leaves out all rows from a place on.
    pub fn cut(&mut self, place: usize) {
        let end = place as u32;
        self.rows = end;
        self.breaks.retain(|(start, _)| *start < end);
        self.marks.retain(|(row, _)| *row < end);
        self.footer.retain(|row| *row < end);
        self.bare.retain(|row| *row < end);
        self.over.retain(|row| *row < end);
        self.cancelled.retain(|row| *row < end);
        self.titles.retain(|title| title.row < end);
        self.second.retain(|(row, _)| *row < end);
        self.hashes.truncate(place);
    }

    /// Gives what a row is, if it is no order line.
    pub fn marked(&self, place: usize) -> Option<&Mark> {
        let at = self.marks.binary_search_by_key(&(place as u32), |(row, _)| *row).ok()?;
        Some(&self.marks[at].1)
    }

    /// Marks rows that are not yet.
    pub fn mark_all(&mut self, places: &[usize], mark: &Mark) {
        self.marks.extend(places.iter().map(|place| (*place as u32, mark.clone())));
        self.marks.sort_by_key(|(row, _)| *row);
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

/// Says whether a cell could hold a figure: a number, or a text of digits and signs.
pub(super) fn is_figure(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Number(_) => true,
        Cell::Text(text) => text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic),
        _ => false,
    }
}

/// Says whether nothing stands in a cell.
pub fn is_blank(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Empty => true,
        // Most texts begin with a letter or a digit.
        Cell::Text(text) => !text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && text.trim().is_empty(),
        _ => false,
    }
}

impl RowSink for Sink {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        if let Some(beyond) = self.plan.widest.and_then(|widest| cells.get(widest..))
            && beyond.iter().any(|cell| !is_blank(*cell))
        {
            self.over.push(self.rows);
        }
        match self.plan.window {
            None => self.shaped(row, cells),
            Some((0, end)) => self.shaped(row, &cells[..end.min(cells.len())]),
            Some((first, end)) => {
                let mut within = cells[..end.min(cells.len())].to_vec();
                within.iter_mut().take(first).for_each(|cell| *cell = Cell::Empty);
                self.shaped(row, &within);
            }
        }
        Ok(())
    }

    fn even(&mut self, row: u32, lines: &EvenLines<'_>) -> Result<(), Failure> {
        self.take_even(row, lines)
    }

    fn hidden(&mut self, row: u32) {
        self.hidden.push(row);
    }

    fn end(&mut self) {
        self.columns.iter_mut().for_each(Column::close);
        self.hashes.shrink_to_fit();
    }
}

impl Sink {
    /// Takes the cells of a row by the sheet's layout.
    #[inline]
    fn shaped(&mut self, row: u32, cells: &[Cell<'_>]) {
        match self.plan.shape.clone() {
            None => self.take(row, cells, None),
            Some(shape) => match &*shape {
                Shape::Filled(fill) => self.fill_row(fill, row, cells),
                Shape::Grouped(groups) => self.group_row(groups, row, cells),
                Shape::Export(rows) if rows.goes_on(cells) => self.take(row, cells, Some(Mark::Blank)),
                Shape::Export(rows) => {
                    if rows.is_cancelled(cells) {
                        self.cancelled.push(self.rows);
                    }
                    self.take(row, cells, None);
                }
                Shape::Crosstab(tab) => self.cross_row(tab, row, cells),
            },
        }
    }

    /// Takes the cells of a line, with what it looks up; `mark` where it is known to be none.
    #[inline]
    pub(super) fn take(&mut self, row: u32, cells: &[Cell<'_>], mark: Option<Mark>) {
        if self.plan.join.get().is_none() || mark.is_some() {
            return self.line(row, cells, mark);
        }
        let plan = Arc::clone(&self.plan);
        if let Some(join) = plan.join.get() {
            let cells = join.look_up(cells, self.rows, &mut self.looked);
            self.line(row, &cells, mark);
        }
    }

    #[inline]
    fn line(&mut self, row: u32, cells: &[Cell<'_>], mark: Option<Mark>) {
        self.follow(row, 1);
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
        if let Some(mark) = mark {
            self.marks.push((self.rows, mark));
        } else if date != Pushed::Date || order == Some(false) {
            self.mark(cells, date, order == Some(true));
        } else if order.is_none() {
            // Where no row has an order number, none of its own tells a line from a subtotal with the day of the lines above.
            self.mark_named_total(|index| cells.get(index).copied().unwrap_or(Cell::Empty));
        }
        if self.plan.compared.is_some() {
            self.hash(cells, order == Some(true));
        }
        self.count_row(footer::is_footer(cells, &self.plan.mapped, &self.plan.figures));
    }

    /// Notes where rows begin that do not follow the one before.
    #[inline]
    pub(super) fn follow(&mut self, row: u32, rows: u32) {
        if row != self.next {
            self.breaks.push((self.rows, row));
        }
        self.next = row.wrapping_add(rows);
    }

    /// Goes on to the next row.
    #[inline]
    pub(super) fn count_row(&mut self, footer: bool) {
        if footer {
            self.footer.push(self.rows);
        }
        self.rows += 1;
    }

    /// Tells all that was taken.
    #[cfg(test)]
    pub(super) fn told(&self) -> String {
        let cells = |column: &Column| -> Vec<String> {
            let rows = 0..self.len();
            match column {
                Column::Text(column) => rows.map(|row| column.standing(row).to_owned()).collect(),
                Column::Date(column) => rows.map(|row| column.standing(row)).collect(),
                Column::Number(column) => rows.map(|row| column.standing(row)).collect(),
            }
        };
        let columns: Vec<Vec<String>> = self.columns.iter().map(cells).collect();
        let titles: Vec<(u32, bool, &str)> =
            self.titles.iter().map(|title| (title.row, title.customer, &*title.text)).collect();
        let rows = (&self.breaks, &self.marks, &self.footer, &self.second, &self.bare);
        format!("{rows:#?} {titles:?} {columns:?}")
    }
}
