//! Any column or period by any column or period: the pivot that people make by hand, exact at every level.
//!
//! ```text
//! axes    each row's place along each axis: a code, from the columns as they are
//! clock   which rows are shown, and which are the base that a shown period is compared with
//! tree    the paths down and across that have rows
//! cells   the sums of each pair of paths; what must be counted once is counted on pairs of cell and order, customer or product
//! levels  cells → subtotals and totals, counted anew at each level; order, the first N and the others
//! ```
//!
//! Amounts are integers, distinct counts are never added, and ratios are of the level's own sums.

mod axes;
mod cells;
mod clock;
mod levels;
mod once;
mod sums;
mod table;
#[cfg(test)]
mod tests;
mod tree;

pub use table::{Figure, Head, Label, Line, LineKind, Pivoted};

use self::axes::Axes;
use self::cells::{Cells, Further, Values};
use self::clock::Clock;
use crate::model::problem::AnalyseProblem;
use crate::model::{Failure, Orders, Pivot, Place, Rules};

/// The most figures that a pivot shows, and the most columns, which a workbook holds.
const MOST: (usize, usize) = (1_000_000, 16_000);

/// Gathers the rows as a pivot asks.
///
/// # Errors
/// Where rows are sums of periods that are cut through, where no row lies in the time that is shown, where profit is asked of a book that knows none, where a further column would add
/// several currencies, and where the pivot would be larger than anybody reads.
pub fn pivot(orders: &Orders, asked: &Pivot, rules: &Rules) -> Result<Pivoted, Failure> {
    let fail = |problem| Err(Failure::new(Place::default(), problem));
    if let Err(problem) = sums::check(asked, rules.calendar.fiscal_start, &orders.span) {
        return fail(problem);
    }
    let further = Further::of(asked);
    let values: Result<Vec<Values<'_>>, AnalyseProblem> =
        further.iter().map(|further| further.values(orders)).collect();
    let values = match values {
        Ok(values) => values,
        Err(problem) => return fail(problem),
    };
    let clock = Clock::new(orders, asked, rules);
    let axes = Axes::new(orders, asked, rules.calendar.fiscal_start, &clock);
    let cells = Cells::gather(orders, asked, &axes, &clock, &values, MOST.0 * 4);
    let Some(cells) = cells else {
        return fail(AnalyseProblem::PivotTooFine { most: MOST.0 });
    };
    if cells.is_empty() {
        return fail(match clock.within {
            Some(period) => AnalyseProblem::NothingWithin { period: period.label() },
            None => AnalyseProblem::NoRows,
        });
    }
    let leveled = levels::leveled(&cells, asked, &axes, rules.active);
    let (lines, columns) = (leveled.lines.len(), leveled.heads.len() * asked.values.len());
    if lines.saturating_mul(columns) > MOST.0 || columns > MOST.1 {
        let (rows, columns, values) = (lines, leveled.heads.len(), asked.values.len());
        return fail(AnalyseProblem::PivotTooLarge { rows, columns, values, most: MOST });
    }
    table::table(&leveled, orders, asked, &axes, &clock)
}
