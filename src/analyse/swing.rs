//! Whether a change is more than the usual swing from one period to the next.
//!
//! The moving-range chart of rule 6's limits (XmR; Wheeler, *Understanding Variation*): changes between periods that follow each
//! other differ by their mean on average, and hardly ever by more than 3.268 times that while nothing special happens. It looks at
//! changes, not levels, so that a book that grows is no alarm in every period.

use serde::Serialize;

use crate::model::Money;

/// D₄ of two points in thousandths: the upper limit of a moving range over its mean.
const LIMIT: i128 = 3_268;
/// The fewest changes before, of which a usual one can be told.
const FEWEST: usize = 5;

/// How the last change lies to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Swing {
    /// How many changes came before it.
    pub changes: usize,
    /// The mean of their sizes, in currency units; nothing where there are too few.
    pub mean: Option<f64>,
    /// Whether the last one is within 3.268 times the mean.
    pub usual: Option<bool>,
}

/// Judges the last change of a series against those before it.
pub fn swing(series: &[Money]) -> Swing {
    let mut changes: Vec<Money> = series.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let last = changes.pop();
    let many = changes.len();
    let Some(last) = last.filter(|_| many >= FEWEST) else { return Swing { changes: many, mean: None, usual: None } };
    let sum: i128 = changes.iter().map(|change| i128::from(change.raw())).sum();
    let mean = sum as f64 / many as f64 / Money::PER_UNIT as f64;
    let usual = i128::from(last.raw()) * many as i128 * 1_000 <= sum * LIMIT;
    Swing { changes: many, mean: Some(mean), usual: Some(usual) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(series: &[i64]) -> Swing {
        swing(&series.iter().map(|&units| Money::from_raw(units * 10_000)).collect::<Vec<_>>())
    }

    #[test]
    fn a_change_is_usual_up_to_the_limit_of_the_moving_range() {
        // Changes of 10, 20, 10, 20, 40: 20 on average, at most 65.36.
        let with = |last| judged(&[100, 110, 90, 100, 80, 120, last]);
        assert_eq!(with(185), Swing { changes: 5, mean: Some(20.0), usual: Some(true) });
        assert_eq!(with(186).usual, Some(false));
        assert_eq!((with(55).usual, with(54).usual), (Some(true), Some(false)));
        // A book that always grows by as much does nothing unusual.
        assert_eq!(judged(&[10, 20, 30, 40, 50, 60, 70]).usual, Some(true));
    }

    #[test]
    fn four_changes_are_too_few() {
        assert_eq!(judged(&[1, 2, 3, 4, 5, 900]), Swing { changes: 4, mean: None, usual: None });
        assert_eq!(judged(&[]), Swing { changes: 0, mean: None, usual: None });
    }
}
