//! The rows of a cross-tab, cell by cell: lines, totals, and where the table ends.

use std::collections::BTreeSet;

use super::Crosstab;
use super::about::is_about;
use super::heading;
use super::measured::{KINDS, is_kind};
use super::years::years_of;
use crate::clean::header::fold;
use crate::clean::layout;
use crate::clean::sink::{Mark, Sink, is_blank};
use crate::clean::total;
use crate::model::Field;
use crate::read::{Cell, OwnedCell};

/// What is known of a cross-tab while its rows are read.
#[derive(Default)]
pub struct Reading {
    /// Per line, the column of the sheet in which its amount stands.
    pub stands: Vec<u32>,
    /// Whether a line was read, and a total.
    lines: bool,
    total: bool,
    /// What stands above the header, without digits, as it comes again on each printed page.
    above: BTreeSet<String>,
    next: u32,
    /// What stands in each column that could say what a row holds.
    pub told: Vec<Told>,
    /// Whether a row that belongs to no table, or none at all, stands above.
    gap: bool,
}

/// What stands in a column beside the periods: the first values, and whether one names a kind of figures.
#[derive(Default)]
pub struct Told {
    pub values: BTreeSet<String>,
    pub kind: bool,
}

impl Reading {
    /// Takes what a line's row says beside its figures.
    fn tell(&mut self, tab: &Crosstab, cells: &[Cell<'_>]) {
        self.told.resize_with(tab.beside.len(), Told::default);
        for ((at, _), told) in tab.beside.iter().zip(&mut self.told) {
            let Cell::Text(text) = Crosstab::get(cells, *at) else { continue };
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() || told.values.contains(&text) {
                continue;
            }
            let kind = is_kind(&text);
            if told.values.len() < KINDS || (kind && !told.kind) {
                told.values.insert(text);
            }
            told.kind |= kind;
        }
    }
}

/// Says whether a cell says that there is nothing.
fn is_nothing(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Number(number) => number == 0.0,
        Cell::Text(text) => {
            let text = text.trim();
            let zero = text.contains('0') && text.chars().all(|c| matches!(c, '0' | '.' | ','));
            zero || text.chars().all(|c| matches!(c, '-' | '–' | '—' | '－' | '/' | ' '))
        }
        cell => is_blank(cell),
    }
}

/// Says whether a cell names a year, and is no note on one.
fn names_a_year(cell: &Cell<'_>) -> bool {
    let note = |text: &str| text.contains(['，', '。', '：', ',', ';', '；', ':']);
    matches!(cell, Cell::Text(text) if !note(text) && text.chars().count() <= 24 && !years_of(text).is_empty())
}

fn signature(cells: &[Cell<'_>]) -> String {
    let texts = cells.iter().filter_map(|cell| if let Cell::Text(text) = cell { Some(text.trim()) } else { None });
    texts.flat_map(str::chars).filter(|c| !c.is_numeric()).collect()
}

impl Crosstab {
    fn get<'c>(cells: &[Cell<'c>], at: usize) -> Cell<'c> {
        cells.get(at).copied().unwrap_or(Cell::Empty)
    }

    fn owned(cells: &[Cell<'_>], at: usize) -> OwnedCell {
        Self::get(cells, at).to_owned()
    }

    /// Says whether the table's own header comes again.
    fn comes_again(&self, cells: &[Cell<'_>]) -> bool {
        let same = self.headings.iter().filter(|(at, _)| self.is_heading(*at, &Self::owned(cells, *at))).count();
        let labels = self.labels.iter().filter(|(_, name)| !name.is_empty());
        let called = |(at, name): &(usize, String)| matches!(Self::get(cells, *at), Cell::Text(text) if fold(text).name == *name);
        same * 2 > self.headings.len() && labels.clone().all(called)
    }

    /// Says whether a row looks like the header of another table: what its column is called stands in it, or names of periods
    /// that no amount can be.
    fn is_other_header(&self, cells: &[Cell<'_>]) -> bool {
        let called = |(at, _): &(usize, String)| matches!(Self::get(cells, *at), Cell::Text(text) if layout::names_customer(text));
        let worded = |cell: &Cell<'_>| match cell {
            Cell::Text(text) => {
                text.chars().any(|c| !c.is_ascii_digit()) && heading::named(&Cell::to_owned(*cell)).is_some()
            }
            Cell::Serial(_) | Cell::Iso(_) => heading::named(&Cell::to_owned(*cell)).is_some(),
            _ => false,
        };
        self.labels.iter().any(called) || cells.iter().filter(|cell| worded(cell)).count() >= 2
    }

    /// Gives the total word of a row and its column.
    fn total_word<'c>(&self, cells: &[Cell<'c>]) -> Option<(usize, &'c str)> {
        let figures = |at: usize| {
            self.totals.iter().any(|total| total.at == at) || self.headings.iter().any(|(column, _)| *column == at)
        };
        cells.iter().enumerate().filter(|(at, _)| !figures(*at)).find_map(|(at, cell)| match cell {
            Cell::Text(text) if total::says_total(text, true) => Some((at, text.trim())),
            _ => None,
        })
    }
}

impl Sink {
    /// Takes a row of a cross-tab.
    pub(in crate::clean) fn cross_row(&mut self, tab: &Crosstab, row: u32, cells: &[Cell<'_>]) {
        if row < tab.header {
            self.cross.above.insert(signature(cells));
            return self.one(row, cells, None, 0);
        }
        let gap = self.cross.next != row && self.cross.lines;
        self.cross.next = row + 1;
        self.cross.gap |= gap;
        if cells.iter().all(|cell| is_blank(*cell)) {
            self.cross.gap = true;
            return self.one(row, cells, Some(Mark::Blank), 0);
        }
        let again = tab.comes_again(cells);
        if again && !self.cross.gap {
            return self.one(row, cells, Some(Mark::Header), 0);
        }
        if again || tab.is_other_header(cells) {
            return self.ends(row, cells);
        }
        let total = tab.total_word(cells);
        // A row about the others is a footer, and no sum to compare.
        let below = self.cross.total;
        let is_about =
            |(at, _): &(usize, _)| matches!(Crosstab::get(cells, *at), Cell::Text(text) if is_about(text, below));
        let about = total.is_none() && tab.labels.iter().any(is_about);
        self.cross.total |= total.is_some();
        let mark = || match total {
            _ if about => Some(Mark::Blank),
            total => total.map(|(column, word)| Mark::Total(column, word.into())),
        };
        let mut filled = false;
        for across in &tab.periods {
            let value = |(_, at): &(Field, usize)| !is_nothing(Crosstab::get(cells, *at));
            if !across.columns.iter().any(value) {
                continue;
            }
            let amount = across.columns.iter().find(|(field, _)| *field == Field::Amount).map_or(0, |(_, at)| *at);
            let line = tab.line(cells, Cell::Iso(&across.day), &across.columns);
            self.one(row, &line, mark(), amount);
            filled = true;
        }
        for sum in tab.totals.iter().filter(|sum| !is_nothing(Crosstab::get(cells, sum.at))) {
            let line = tab.line(cells, Cell::Empty, &[(Field::Amount, sum.at)]);
            let mark = if about { Mark::Blank } else { Mark::Total(sum.at, sum.name.clone()) };
            self.one(row, &line, Some(mark), sum.at);
            filled = true;
        }
        if !filled {
            // Below the name of another year, the same columns are other periods.
            if cells.iter().any(names_a_year) {
                return self.ends(row, cells);
            }
            // A customer without a figure, a title or a note.
            let alone = cells.iter().filter(|cell| !is_blank(**cell)).count() == 1;
            self.cross.gap |= alone && !self.cross.above.contains(&signature(cells));
            return self.one(row, cells, Some(Mark::Blank), 0);
        }
        self.cross.gap = false;
        if total.is_none() && !about {
            self.cross.tell(tab, cells);
        }
        self.cross.lines |= total.is_none() && !about;
    }

    /// Takes a row with which another table begins.
    fn ends(&mut self, row: u32, cells: &[Cell<'_>]) {
        let texts = cells.iter().filter_map(|cell| if let Cell::Text(text) = cell { Some(text.trim()) } else { None });
        let names: Vec<String> = texts.filter(|name| !name.is_empty()).map(String::from).collect();
        let at = self.len() as u32;
        self.one(row, cells, None, 0);
        if self.second.last().is_none_or(|(last, _)| *last != at) {
            self.second.push((at, names));
        }
    }

    fn one(&mut self, row: u32, cells: &[Cell<'_>], mark: Option<Mark>, at: usize) {
        self.take(row, cells, mark);
        self.cross.stands.push(at as u32);
    }
}

impl Crosstab {
    /// Puts a day and what is measured behind the cells of a row.
    fn line<'c>(&self, cells: &[Cell<'c>], day: Cell<'c>, columns: &[(Field, usize)]) -> Vec<Cell<'c>> {
        let mut line = cells.to_vec();
        line.resize(self.date, Cell::Empty);
        line.push(day);
        line.extend(self.measures.iter().map(|(field, _)| {
            columns.iter().find(|(found, _)| found == field).map_or(Cell::Empty, |(_, at)| Self::get(cells, *at))
        }));
        line
    }
}
