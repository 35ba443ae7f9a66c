//! Cells that stand only in the first row of several: merged, or left blank below the first line of an order.
//!
//! What the file's merged cells say is followed exactly, but not by a total inside them. Without them, blanks are filled only where the pattern leaves no doubt: the
//! cells that say whose and which order it is are blank all together or not at all, each combination begins once, and a row
//! without them names something beside its figures, which a total without a word does not. Amounts are never filled.

use std::collections::BTreeSet;

use super::layout::{Layout, is_value};
use super::number::{self, Readings};
use super::sink::{self, Mark, Sink, is_blank};
use super::total;
use crate::model::{Feature, Field};
use crate::read::{Cell, OwnedCell, SheetHead};

/// The fields that say whose and which order a line is.
const KEYS: [Field; 4] = [Field::Customer, Field::CustomerId, Field::Date, Field::Order];
/// Fields of the whole order, which go with them.
const BESIDE: [Field; 7] =
    [Field::Status, Field::Currency, Field::Owner, Field::Country, Field::Phone, Field::TaxNumber, Field::Class];

/// Merged cells of a sheet: first and last row, 1-based, first and last column, 0-based.
pub type Merged = Vec<(u32, u32, usize, usize)>;

/// Which cells are filled down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fill {
    header: u32,
    /// Columns that are blank all together.
    keys: Vec<usize>,
    /// Columns that go with them.
    beside: Vec<usize>,
    /// All columns that say something of the order, in which a line names nothing of its own.
    others: Vec<usize>,
    /// Keys that stand in every line, and must then be those of the first.
    same: Vec<usize>,
    /// The columns of money and quantities.
    figures: Vec<usize>,
    /// Where a line has a day or an order number of its own.
    own: Vec<usize>,
    /// Columns whose numbers are names.
    named: Vec<usize>,
    /// By column the first and last rows of the merged cells, ascending; nothing where the pattern decides.
    merged: Option<Vec<(usize, Vec<(u32, u32)>)>>,
}

/// What stands above, while rows are read.
#[derive(Default)]
pub struct Above {
    cells: Vec<(usize, OwnedCell)>,
    next: u32,
    /// By merged column, the next range.
    at: Vec<usize>,
    /// By merged column, the row of its cell.
    first: Vec<u32>,
    /// Whether the first line of the merged cells names something beside figures.
    named: bool,
    /// By column of figures, the lines of the merged cells so far and their sum.
    sums: Vec<(u32, f64)>,
    /// Rows that were filled.
    pub rows: u64,
}

/// The rows of a head below the header with their figures, totals apart.
struct Lines<'a> {
    rows: Vec<&'a [OwnedCell]>,
    figures: Vec<usize>,
}

fn cell(cells: &[OwnedCell], at: usize) -> Cell<'_> {
    cells.get(at).map_or(Cell::Empty, OwnedCell::as_cell)
}

fn figures(layout: &Layout) -> Vec<usize> {
    let fields = [Field::Amount, Field::Quantity, Field::Price];
    fields.into_iter().filter_map(|field| layout.of(field)).map(|mapped| mapped.index).collect()
}

fn is_total(cells: &[Cell<'_>]) -> bool {
    cells.iter().any(|cell| matches!(cell, Cell::Text(text) if total::says_total(text, true)))
}

impl<'a> Lines<'a> {
    fn new(head: &'a SheetHead, layout: &Layout) -> Lines<'a> {
        let figures = figures(layout);
        let below = head.rows.iter().filter(|(row, _)| layout.header_row.is_some_and(|header| *row > header));
        let rows = below.map(|(_, cells)| cells.as_slice()).filter(|cells| {
            let all: Vec<Cell<'_>> = cells.iter().map(OwnedCell::as_cell).collect();
            figures.iter().any(|at| cells.get(*at).is_some_and(is_value)) && !is_total(&all)
        });
        Lines { rows: rows.collect(), figures }
    }
}

/// Gives the columns of keys that are blank in some of the first lines, and not in the first, with the number of these.
fn blank_keys(lines: &Lines<'_>, layout: &Layout) -> Vec<(usize, usize)> {
    let keys = KEYS.into_iter().filter_map(|field| layout.of(field)).map(|mapped| mapped.index);
    let keys = keys.filter_map(|at| {
        let blank = lines.rows.iter().filter(|cells| is_blank(cell(cells, at))).count();
        let first = lines.rows.first().is_some_and(|cells| !is_blank(cell(cells, at)));
        (first && blank > 0).then_some((at, blank))
    });
    keys.collect()
}

/// Says whether cells are blank where merged cells could be why, so that asking for them is worth while.
pub fn may_be_merged(head: &SheetHead, layout: &Layout) -> bool {
    !blank_keys(&Lines::new(head, layout), layout).is_empty()
}

/// Finds what the merged cells of a file fill.
pub fn by_merged(layout: &Layout, merged: &Merged) -> Option<(Fill, Feature)> {
    let header = layout.header_row?;
    let fields = KEYS.into_iter().chain(BESIDE).filter_map(|field| layout.of(field));
    let (mut columns, mut names) = (Vec::new(), Vec::new());
    for mapped in fields {
        let of = |range: &&(u32, u32, usize, usize)| {
            range.0 > header && range.1 > range.0 && range.2 <= mapped.index && mapped.index <= range.3
        };
        let mut ranges: Vec<(u32, u32)> = merged.iter().filter(of).map(|range| (range.0, range.1)).collect();
        ranges.sort_unstable();
        if !ranges.is_empty() {
            columns.push((mapped.index, ranges));
            names.push(mapped.header.clone());
        }
    }
    let whole = KEYS.into_iter().chain(BESIDE).filter_map(|field| layout.of(field)).map(|mapped| mapped.index);
    let fill = Fill {
        header,
        keys: Vec::new(),
        beside: Vec::new(),
        others: whole.collect(),
        same: Vec::new(),
        figures: figures(layout),
        own: [Field::Date, Field::Order].into_iter().filter_map(|field| layout.of(field)).map(|at| at.index).collect(),
        named: layout.mapped.iter().filter(|at| sink::kind(at.field) == sink::Kind::Text).map(|at| at.index).collect(),
        merged: Some(columns),
    };
    (!names.is_empty()).then_some((fill, Feature::Filled { columns: names, rows: 0, merged: true }))
}

/// Finds what is blank below the first line of an order, where nothing else can be meant.
pub fn by_pattern(head: &SheetHead, layout: &Layout) -> Option<(Fill, Feature)> {
    let header = layout.header_row?;
    let lines = Lines::new(head, layout);
    let often = |(at, blank): (usize, usize)| (blank * 5 >= lines.rows.len()).then_some(at);
    let keys: Vec<usize> = blank_keys(&lines, layout).into_iter().filter_map(often).collect();
    let order = layout.of(Field::Order).map(|mapped| mapped.index);
    // A line with an order number of its own is no line of the order above; one that lacks nothing else has just no number.
    if keys.is_empty() || order.is_some_and(|order| !keys.contains(&order) || keys.len() == 1) {
        return None;
    }
    let all = || KEYS.into_iter().chain(BESIDE).filter_map(|field| layout.of(field)).map(|mapped| mapped.index);
    let others: Vec<usize> = all().collect();
    let same = KEYS.into_iter().filter_map(|field| layout.of(field)).map(|mapped| mapped.index);
    let same: Vec<usize> = same.filter(|at| order.is_some() && !keys.contains(at)).collect();
    let (mut followers, mut seen) = (0, BTreeSet::new());
    let (mut heads, mut first): (_, Option<&[OwnedCell]>) = (0, None);
    for cells in &lines.rows {
        let blank = keys.iter().filter(|at| is_blank(cell(cells, **at))).count();
        if blank == 0 {
            (heads, first) = (heads + 1, Some(*cells));
            let begins = order.map_or_else(|| keys.clone(), |order| vec![order]);
            seen.insert(begins.iter().map(|at| format!("{:?}", cells.get(*at))).collect::<Vec<_>>());
        } else if blank == keys.len() {
            // What names nothing is no line of an order; it is left as it stands.
            followers += usize::from(names_something(cells, &others));
            let differs = |at: &usize| first.is_none_or(|first| cell(first, *at) != cell(cells, *at));
            if same.iter().any(differs) {
                return None;
            }
        } else {
            return None;
        }
    }
    let enough = if order.is_some() { followers * 5 >= lines.rows.len() } else { followers >= heads };
    if followers < 2 || heads < 2 || seen.len() != heads || !enough {
        return None;
    }
    let beside = BESIDE.into_iter().filter_map(|field| layout.of(field)).map(|mapped| mapped.index).filter(|at| {
        let follows = |cells: &&&[OwnedCell]| keys.iter().all(|key| is_blank(cell(cells, *key)));
        lines.rows.iter().filter(follows).all(|cells| is_blank(cell(cells, *at)))
    });
    let beside: Vec<usize> = beside.collect();
    let name = |at: &usize| layout.mapped.iter().find(|mapped| mapped.index == *at).map(|mapped| mapped.header.clone());
    let columns = keys.iter().chain(&beside).filter_map(name).collect();
    let fill = Fill {
        header,
        keys,
        beside,
        others,
        same,
        figures: lines.figures,
        own: Vec::new(),
        named: Vec::new(),
        merged: None,
    };
    Some((fill, Feature::Filled { columns, rows: 0, merged: false }))
}

/// Says whether a row names something beside numbers, such as a product.
fn names_something(cells: &[OwnedCell], others: &[usize]) -> bool {
    let named = |(at, cell): (usize, &OwnedCell)| {
        !others.contains(&at) && matches!(cell, OwnedCell::Text(_)) && !is_blank(cell.as_cell()) && !is_value(cell)
    };
    cells.iter().enumerate().any(named)
}

impl Fill {
    /// Gives a row with its blanks filled, where they are to be.
    pub fn row<'c>(
        &self,
        above: &'c mut Above,
        row: u32,
        cells: &[Cell<'c>],
        is_header: bool,
    ) -> Option<Vec<Cell<'c>>> {
        let number = row + 1;
        if number <= self.header {
            return None;
        }
        let gap = std::mem::replace(&mut above.next, number + 1) != number;
        match &self.merged {
            Some(columns) => self.merged_row(columns, above, number, cells),
            None => self.pattern_row(above, gap, cells, is_header),
        }
    }

    fn pattern_row<'c>(
        &self,
        above: &'c mut Above,
        gap: bool,
        cells: &[Cell<'c>],
        is_header: bool,
    ) -> Option<Vec<Cell<'c>>> {
        let get = |at: usize| cells.get(at).copied().unwrap_or(Cell::Empty);
        if gap {
            above.cells.clear();
        }
        if is_header {
            return None;
        }
        let blank = self.keys.iter().filter(|at| is_blank(get(**at))).count();
        if blank == 0 {
            above.cells.clear();
            above
                .cells
                .extend(self.keys.iter().chain(&self.beside).chain(&self.same).map(|&at| (at, get(at).to_owned())));
            return None;
        }
        let owned: Vec<OwnedCell> = cells.iter().copied().map(Cell::to_owned).collect();
        let line = blank == self.keys.len()
            && self.figures.iter().any(|at| !is_blank(get(*at)))
            && names_something(&owned, &self.others)
            && !is_total(cells);
        if !line {
            above.cells.clear();
            return None;
        }
        let is_same = |at: &usize| above.cells.iter().any(|(stands, cell)| stands == at && cell.as_cell() == get(*at));
        if above.cells.is_empty() || !self.same.iter().all(is_same) {
            return None;
        }
        above.rows += 1;
        let filled: Vec<(usize, Cell<'c>)> = above.cells.iter().map(|(at, cell)| (*at, cell.as_cell())).collect();
        Some(put(cells, &filled))
    }
    fn merged_row<'c>(
        &self,
        columns: &[(usize, Vec<(u32, u32)>)],
        above: &'c mut Above,
        number: u32,
        cells: &[Cell<'c>],
    ) -> Option<Vec<Cell<'c>>> {
        above.at.resize(columns.len(), 0);
        above.first.resize(columns.len(), 0);
        above.cells.resize_with(columns.len(), || (0, OwnedCell::Empty));
        let (mut places, mut begins) = (Vec::new(), false);
        for (nth, (column, ranges)) in columns.iter().enumerate() {
            let at = &mut above.at[nth];
            while ranges.get(*at).is_some_and(|(_, last)| *last < number) {
                *at += 1;
            }
            let Some((first, _)) = ranges.get(*at).filter(|(first, _)| *first <= number) else { continue };
            let here = cells.get(*column).copied().unwrap_or(Cell::Empty);
            if *first == number {
                (above.cells[nth], above.first[nth]) = ((*column, here.to_owned()), number);
                begins = true;
            } else if is_blank(here) && above.first[nth] == *first {
                // Of an empty first row nothing is given; then it is not the cell above that counts.
                places.push(nth);
            }
        }
        if begins {
            above.named = self.names(cells, &self.others);
            above.sums.clear();
        }
        if self.is_sum(above, cells) {
            return None;
        }
        self.add(above, cells);
        if places.is_empty() {
            return None;
        }
        above.rows += 1;
        let filled: Vec<(usize, Cell<'c>)> =
            places.into_iter().map(|nth| (above.cells[nth].0, above.cells[nth].1.as_cell())).collect();
        Some(put(cells, &filled))
    }

    /// Says whether a row names anything outside some columns, be it by a number.
    fn names(&self, cells: &[Cell<'_>], but: &[usize]) -> bool {
        let names = |(at, cell): (usize, &Cell<'_>)| {
            let value = matches!(cell, Cell::Number(_)) || is_value(&Cell::to_owned(*cell));
            !but.contains(&at) && !is_blank(*cell) && (self.named.contains(&at) || !value)
        };
        cells.iter().enumerate().any(names)
    }

    /// Says whether a row inside merged cells is a total by its own cells: by its word, as the first that names nothing, or as
    /// the sum of two lines or more.
    fn is_sum(&self, above: &Above, cells: &[Cell<'_>]) -> bool {
        let blank = |at: &usize| is_blank(cells.get(*at).copied().unwrap_or(Cell::Empty));
        if !self.own.iter().all(blank) {
            return false;
        }
        let adds = |(nth, &(lines, sum)): (usize, &(u32, f64))| {
            figure(cells.get(self.figures[nth]).copied()).is_some_and(|value| lines > 1 && (value - sum).abs() < 1e-6)
        };
        is_total(cells) || (!self.names(cells, &[]) && (above.named || above.sums.iter().enumerate().any(adds)))
    }

    fn add(&self, above: &mut Above, cells: &[Cell<'_>]) {
        above.sums.resize(self.figures.len(), (0, 0.0));
        for (at, (lines, sum)) in self.figures.iter().zip(&mut above.sums) {
            if let Some(value) = figure(cells.get(*at).copied()) {
                (*lines, *sum) = (*lines + 1, *sum + value);
            }
        }
    }
}

fn figure(cell: Option<Cell<'_>>) -> Option<f64> {
    match cell? {
        Cell::Number(value) => Some(value),
        Cell::Text(text) => match number::read(text).readings {
            Readings::Not => None,
            _ => text.replace(',', "").trim().parse().ok(),
        },
        _ => None,
    }
}

/// Puts cells into a row.
fn put<'c>(cells: &[Cell<'c>], filled: &[(usize, Cell<'c>)]) -> Vec<Cell<'c>> {
    let mut row = cells.to_vec();
    for &(at, cell) in filled {
        if row.len() <= at {
            row.resize(at + 1, Cell::Empty);
        }
        row[at] = cell;
    }
    row
}

impl Sink {
    /// Takes a row of a sheet whose blanks are filled.
    pub(super) fn fill_row(&mut self, fill: &Fill, row: u32, cells: &[Cell<'_>]) {
        let is_header = self.is_header(cells);
        let mut above = std::mem::take(&mut self.above);
        match fill.row(&mut above, row, cells, is_header) {
            Some(filled) => self.take(row, &filled, None::<Mark>),
            None => self.take(row, cells, None),
        }
        self.above = above;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_whose_first_row_is_not_there_take_nothing_from_those_before() {
        let merged = Some(vec![(0, vec![(2, 3), (4, 6)])]);
        let none = Vec::new;
        let (keys, beside, same) = (none(), none(), none());
        let fill = Fill {
            header: 1,
            keys,
            beside,
            others: vec![0, 1],
            same,
            figures: vec![2],
            own: vec![1],
            named: vec![0],
            merged,
        };
        let mut above = Above::default();
        let mut customer = |row, name| {
            let cells = [Cell::Text(name), Cell::Text("2024-01-05"), Cell::Number(1.0)];
            fill.row(&mut above, row, &cells, false).map(|cells| cells[0].to_owned())
        };
        assert_eq!((customer(1, "甲"), customer(2, "")), (None, Some(OwnedCell::Text("甲".into()))));
        // The fourth row is empty and is not read.
        assert_eq!((customer(4, ""), customer(5, "")), (None, None));
    }
}
