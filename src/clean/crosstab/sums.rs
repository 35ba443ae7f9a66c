//! Whether the rows and columns of totals of a cross-tab agree with what they sum.
//!
//! A row of totals sums each period's column above it, a column of totals the cells of its row: neither counts, and a
//! disagreement is told with both sums.

use std::collections::BTreeMap;

use super::Crosstab;
use crate::clean::ledger::is_wrong;
use crate::clean::lines::Lines;
use crate::clean::sink::Mark;
use crate::clean::totals::{Disagreement, Totals};
use crate::clean::view::View;
use crate::model::{Money, Reason};

/// The running sums of a cross-tab.
#[derive(Default)]
pub struct Sums {
    /// By column of a period, what stands above.
    columns: BTreeMap<u32, Totals>,
    /// The cells of the row at hand, by column.
    cells: BTreeMap<u32, i64>,
    row: u32,
    /// The first column of totals that disagrees in a row.
    across: Option<Disagreement>,
}

impl Sums {
    /// Takes a block.
    pub fn take(&mut self, tab: &Crosstab, view: &View<'_>, lines: &Lines) {
        for (at, (reason, &money)) in lines.reason.iter().zip(&lines.money).enumerate() {
            let place = view.skip + at;
            let row = view.row(place);
            if row != self.row {
                self.row = row;
                self.cells.clear();
            }
            let column = view.sink.cross.stands.get(place).copied().unwrap_or(0);
            match view.sink.marked(place) {
                None => {
                    self.cells.insert(column, money);
                    let totals = self.columns.entry(column).or_default();
                    match reason {
                        Some(reason) if is_wrong(*reason) => totals.missing(row, *reason, money),
                        _ => totals.add(money),
                    }
                }
                Some(Mark::Total(_, word)) => match tab.totals.iter().find(|total| total.at == column as usize) {
                    Some(total) => self.total_column(&total.of, (row, column, word), money),
                    None => {
                        self.cells.insert(column, money);
                        // Above a total that stands first, nothing can be compared; beside filled columns, nothing is a sum.
                        let empty = !self.columns.contains_key(&column) && !self.columns.is_empty();
                        if empty && money != 0 && self.across.is_none() {
                            self.differs((row, column, word), money, 0, false);
                        } else if !empty {
                            self.columns.entry(column).or_default().total(row, column as usize, word, money);
                        }
                    }
                },
                Some(Mark::Header | Mark::Blank) => {}
            }
        }
    }

    fn total_column(&mut self, of: &[Vec<usize>], at: (u32, u32, &str), says: i64) {
        let sum = |of: &Vec<usize>| -> i128 {
            of.iter().filter_map(|at| self.cells.get(&(*at as u32))).map(|money| i128::from(*money)).sum()
        };
        let sums: Vec<i128> = of.iter().map(sum).collect();
        if let Some(first) = sums.first()
            && !sums.contains(&i128::from(says))
        {
            self.differs(at, says, *first, true);
        }
    }

    fn differs(&mut self, (row, column, word): (u32, u32, &str), says: i64, adds: i128, across: bool) {
        if self.across.is_none() {
            let missing: Vec<(u32, Reason)> = Vec::new();
            let adds = i64::try_from(adds).unwrap_or(if adds < 0 { -i64::MAX } else { i64::MAX });
            let (says, adds) = (Money::from_raw(says), Money::from_raw(adds));
            let column = column as usize;
            self.across = Some(Disagreement { row, column, word: word.into(), says, adds, missing, across });
        }
    }

    /// Gives the first total that disagrees, rows of totals before columns of them.
    pub fn first(self) -> Option<Disagreement> {
        let columns = self.columns.into_values().filter_map(|totals| totals.first);
        columns.min_by_key(|found| (found.row, found.column)).or(self.across)
    }
}
