//! Lines of a text with more cells than its header has: what stands in them may stand in the wrong columns.
//!
//! A number or a name holds the separator without being quoted (`3,245.27`), so that all that follows moves to the right.

use std::collections::BTreeMap;

use super::lines::Lines;
use super::sheet::Folded;
use super::view::View;
use crate::model::problem::CleanProblem;
use crate::model::{Money, Place, Problem, Tally};

/// Such lines that count, by sheet, with the row of the first.
#[derive(Default)]
pub struct Overlong(BTreeMap<u16, (Tally, u32)>);

impl Overlong {
    /// Looks at the lines of a block that count.
    pub fn take(&mut self, view: &View<'_>, lines: &Lines, source: u16) {
        for &place in &view.sink.over {
            let Some(row) = (place as usize).checked_sub(view.skip) else { continue };
            if lines.reason.get(row) == Some(&None) {
                let (tally, _) = self.0.entry(source).or_insert_with(|| (Tally::default(), view.row(place as usize)));
                tally.add(Money::from_raw(lines.money[row]));
            }
        }
    }

    /// Warns of them.
    pub fn problems(self, sheets: &[Folded]) -> Vec<Problem> {
        let told = |(source, (tally, row)): (u16, (Tally, u32))| {
            let chosen = &sheets[usize::from(source)].chosen;
            let columns = chosen.plan.widest.unwrap_or_default();
            let kind = CleanProblem::Overlong { columns, rows: tally.n, amount: tally.amount };
            Problem::warning(Place { row: Some(row), ..chosen.place.clone() }, kind)
        };
        self.0.into_iter().map(told).collect()
    }
}
