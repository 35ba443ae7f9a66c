//! The rows of a cross-tab's header, and what each column below them is: a period, a total, or something else.

use super::heading::{self, Named};
use super::measured::measure;
use super::years::heading_year;
use super::{Across, Crosstab};
use crate::clean::header;
use crate::clean::layout::{is_value, words};
use crate::clean::sink::is_blank;
use crate::clean::total;
use crate::model::{Field, Grain, InputOptions};
use crate::read::{OwnedCell, SheetHead};

/// The most rows that are looked at for a header.
const HEAD: usize = 50;

pub type HeadRow = (u32, Vec<OwnedCell>);

/// A column below a heading, before its year is settled.
pub struct Column {
    pub at: usize,
    pub named: Named,
    /// What is measured, where the header says so.
    pub label: String,
}

/// The rows of a header.
pub struct Head<'a> {
    pub rows: &'a [HeadRow],
    pub at: usize,
    pub upper: bool,
    pub lower: bool,
    /// The first column of a period.
    pub first: usize,
    pub width: usize,
    pub bare: bool,
}

impl<'a> Head<'a> {
    /// Finds the row with most names of periods.
    pub fn find(head: &'a SheetHead, input: &InputOptions) -> Option<Head<'a>> {
        let rows = &head.rows;
        let near = |row: u32| input.header_row.is_none_or(|wanted| row == wanted || row + 1 == wanted);
        let limit = if input.header_row.is_some() { rows.len() } else { rows.len().min(HEAD) };
        let named = |row: &HeadRow| row.1.iter().filter(|cell| heading::named(cell).is_some()).count();
        let candidates = || (0..limit).filter(|at| near(rows[*at].0));
        let best = candidates().map(|at| (named(&rows[at]), std::cmp::Reverse(at))).max()?;
        let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let (at, bare) = match best {
            (2.., std::cmp::Reverse(at)) => (at, false),
            _ => (candidates().find(|at| bare_months(rows, *at))?, true),
        };
        let mut band = Head { rows, at, upper: false, lower: false, first: 0, width, bare };
        band.first = (0..width).find(|column| band.own(*column).is_some())?;
        band.upper = band.is_upper();
        band.lower = band.is_lower();
        Some(band)
    }

    pub fn row(&self) -> &'a HeadRow {
        &self.rows[self.at]
    }

    pub fn beside(&self, step: i32) -> Option<&'a HeadRow> {
        let at = usize::try_from(i32::try_from(self.at).ok()? + step).ok()?;
        let row = self.rows.get(at)?;
        (i64::from(row.0) == i64::from(self.row().0) + i64::from(step)).then_some(row)
    }

    pub fn header(&self) -> u32 {
        self.row().0 + u32::from(self.lower)
    }

    pub fn cell(&self, column: usize) -> Option<&'a OwnedCell> {
        self.row().1.get(column).filter(|cell| !is_blank(cell.as_cell()))
    }

    /// Gives the period that a column's heading names.
    pub fn own(&self, column: usize) -> Option<Named> {
        let cell = self.cell(column)?;
        match self.bare {
            false => heading::named(cell),
            true => bare(cell).map(|part| Named::of(Grain::Month, part)),
        }
    }

    pub fn headings(&self) -> Vec<(usize, Named)> {
        let named = |at: usize| Some((at, heading::named(self.cell(at)?)?));
        (self.first..self.width).filter_map(named).collect()
    }

    pub fn text_in(row: Option<&HeadRow>, column: usize) -> String {
        row.and_then(|row| row.1.get(column)).map(words).unwrap_or_default()
    }

    pub fn over(&self, column: usize) -> Option<&'a OwnedCell> {
        let row = self.beside(-1).filter(|_| self.upper)?;
        let cells = (self.first..=column).rev().filter_map(|at| row.1.get(at));
        cells.into_iter().find(|cell| !is_blank(cell.as_cell()))
    }

    pub fn under(&self, column: usize) -> String {
        Self::text_in(self.beside(1).filter(|_| self.lower), column)
    }

    /// Says whether the row above speaks of the periods: their years, what is measured, totals.
    pub fn is_upper(&self) -> bool {
        let Some((_, cells)) = self.beside(-1) else { return false };
        let cells: Vec<&OwnedCell> = cells.iter().skip(self.first).filter(|cell| !is_blank(cell.as_cell())).collect();
        let speaks = |cell: &OwnedCell| {
            let text = words(cell);
            heading::named(cell).is_some() || measure(&text).is_some() || total::says_total(&text, true)
        };
        !cells.is_empty() && cells.into_iter().all(speaks)
    }

    /// Says whether the row below says what is measured: words below the periods, and no name beside them.
    pub fn is_lower(&self) -> bool {
        let Some((_, cells)) = self.beside(1) else { return false };
        let left = cells.iter().take(self.first).enumerate();
        let mut left = left.filter(|(_, cell)| !is_blank(cell.as_cell()));
        if left.any(|(at, cell)| self.cell(at).is_some_and(|own| words(own) != words(cell))) {
            return false;
        }
        let right: Vec<&OwnedCell> = cells.iter().skip(self.first).filter(|cell| !is_blank(cell.as_cell())).collect();
        let worded = |cell: &&OwnedCell| {
            let text = words(cell);
            matches!(cell, OwnedCell::Text(_)) && text.chars().any(char::is_alphabetic) && !is_value(cell)
        };
        right.len() >= 2 && right.iter().all(worded)
    }

    /// Gives the columns of periods, those of totals with their name and what they measure, and all others from the first
    /// period on that have a heading.
    #[allow(clippy::type_complexity)]
    pub fn columns(&self, input: &InputOptions) -> Option<(Vec<Column>, Vec<(usize, String, String)>, Vec<usize>)> {
        let (mut columns, mut totals, mut others) = (Vec::new(), Vec::new(), Vec::new());
        let (mut last, mut sums): (Option<Named>, Option<String>) = (None, None);
        let given = |at: usize| {
            let letters = header::letters(at);
            input.map.iter().any(|mapping| mapping.column.trim().eq_ignore_ascii_case(&letters))
        };
        for at in self.first..self.width {
            let under = self.under(at);
            let own = Self::text_in(Some(self.row()), at);
            if self.cell(at).is_some() {
                last = self.own(at);
                sums = total::says_total(&own, true).then(|| own.clone());
            } else if under.is_empty() {
                (last, sums) = (None, None);
            }
            let over = self.over(at);
            let over_text = over.map(words).unwrap_or_default();
            let over_sums = total::says_total(&over_text, true);
            let under_sums = total::says_total(&under, true);
            let filled = self.cell(at).is_some() || !under.is_empty();
            if given(at) {
                others.push(at);
            } else if filled && (sums.is_some() || over_sums || under_sums) {
                let name = sums.clone().unwrap_or(if over_sums { over_text.clone() } else { under.clone() });
                let label = if under_sums { String::new() } else { under };
                totals.push((at, name, label));
            } else if let Some(named) = last {
                let year = over.and_then(heading::named);
                let above = if year.is_some() { String::new() } else { over_text };
                let named = year.and_then(|year| named.of_year(year)).unwrap_or(named);
                columns.push(Column { at, named, label: if under.is_empty() { above } else { under } });
            } else if filled {
                others.push(at);
            }
        }
        (!columns.is_empty()).then_some((columns, totals, others))
    }

    /// Gives how a column that is no period is called: by all rows of the header.
    pub fn name(&self, at: usize) -> String {
        let upper = self.beside(-1).filter(|_| self.upper || at < self.first);
        let upper =
            upper.filter(|row| at >= self.first || row.1.iter().filter(|cell| !is_blank(cell.as_cell())).count() > 1);
        let lower = self.beside(1).filter(|_| self.lower);
        let rows = [Some(self.row()), lower, upper];
        let text = rows.into_iter().map(|row| Self::text_in(row, at)).find(|text| !text.is_empty());
        corner(text.unwrap_or_default())
    }

    /// Gives what stands in the header row of a column as it is.
    pub fn text(&self, at: usize) -> String {
        Self::text_in(Some(self.row()), at)
    }

    pub fn names(&self, columns: &[Column], totals: &[(usize, String, String)]) -> Vec<String> {
        let taken =
            |at: usize| columns.iter().any(|column| column.at == at) || totals.iter().any(|(total, ..)| *total == at);
        (0..self.width).map(|at| if taken(at) { String::new() } else { self.name(at) }).collect()
    }

    /// Gives the columns of amounts that a column of totals may sum: those of the year that it names; else all of them, those
    /// under the same heading, those to its left, or those since the total before.
    pub fn summed(&self, at: usize, tab: &Crosstab, amounts: &[usize], totals: &[usize]) -> Vec<Vec<usize>> {
        let amount =
            |across: &Across| across.columns.iter().find(|(field, _)| *field == Field::Amount).map(|(_, at)| *at);
        let of_year = |year: i32| -> Vec<usize> {
            let of = tab.periods.iter().filter(|across| across.period.first_day().ymd().0 == year);
            of.filter_map(amount).collect()
        };
        if let Some(of) = heading_year(&self.text(at)).map(of_year).filter(|of| !of.is_empty()) {
            return vec![of];
        }
        let before = totals.iter().copied().filter(|total| *total < at).max();
        let left = |from: usize| amounts.iter().copied().filter(|amount| (from..at).contains(amount)).collect();
        let year = self.over(at).and_then(heading::named).and_then(|named| named.year);
        let mut sets = vec![amounts.to_vec(), left(0), left(before.unwrap_or(0))];
        sets.extend(year.map(of_year));
        sets.retain(|set| !set.is_empty());
        sets
    }
}

/// Takes `客户\月份` for what its first part says.
fn corner(text: String) -> String {
    const TIMES: [&str; 12] =
        ["月份", "月", "日期", "期间", "期間", "季度", "年份", "年", "month", "period", "date", "quarter"];
    match text.split_once(['\\', '/', '|']) {
        Some((first, second)) if TIMES.contains(&&*second.trim().to_lowercase()) => first.trim().to_owned(),
        _ => text,
    }
}

/// Says whether a row holds 1, 2, 3 … with something beside or above them that speaks of months.
fn bare_months(rows: &[HeadRow], at: usize) -> bool {
    let parts: Vec<i32> = rows[at].1.iter().filter_map(bare).collect();
    let first = rows[at].1.iter().position(|cell| bare(cell).is_some()).unwrap_or(0);
    let right = rows[at].1.iter().skip(first).filter(|cell| !is_blank(cell.as_cell()));
    let alone = right.filter(|cell| bare(cell).is_none()).all(|cell| !is_value(cell));
    let speaks = |cell: &OwnedCell| {
        let text = words(cell).to_lowercase();
        text.contains('月') || text.contains("month")
    };
    let above = at.checked_sub(1).map(|above| &rows[above]).filter(|row| row.0 + 1 == rows[at].0);
    let said = rows[at].1.iter().take(first).any(speaks) || above.is_some_and(|row| row.1.iter().any(speaks));
    parts.len() >= 3 && parts.windows(2).all(|pair| pair[1] == pair[0] + 1) && alone && said
}

fn bare(cell: &OwnedCell) -> Option<i32> {
    let text = match cell {
        OwnedCell::Number(number) if number.fract() == 0.0 => format!("{number}"),
        OwnedCell::Text(text) => text.trim().to_owned(),
        _ => return None,
    };
    text.parse().ok().filter(|part| text.len() <= 2 && (1..=12).contains(part))
}
