//! Whether lost customers faded or stopped at once.

use serde::Serialize;

use crate::analyse::{Bridge, Movement};
use crate::cube::Cube;
use crate::model::{Money, Tally};

/// The fewest periods, the last one bought in included, of which a fading can be told.
const POINTS: usize = 3;

/// How a customer left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LossKind {
    /// It fell before: at least two falls in a row, or at most half of what was usual.
    Gradual,
    Sudden,
    /// No revenue in at least half of the up to four periods before: it never ordered in every period.
    Occasional,
    /// Fewer than three periods since its first order.
    TooShort,
}

/// One lost customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Loss {
    #[serde(skip)]
    pub customer: usize,
    pub kind: LossKind,
    /// Revenue of the last period it bought in.
    pub r0: Money,
    /// The median of the up to four periods before that one, in currency units.
    pub usual: Option<f64>,
    /// Falls in a row that end with it.
    pub streak: usize,
    pub not_yet_due: bool,
    pub seasonal: bool,
}

/// The lost customers of a bridge.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Losses {
    /// Each with what it takes off revenue, below zero.
    pub gradual: Tally,
    pub sudden: Tally,
    pub occasional: Tally,
    pub too_short: Tally,
    /// By size, ties by key.
    #[serde(skip)]
    pub list: Vec<Loss>,
}

/// Tells how the lost customers of a bridge left.
pub fn losses(cube: &Cube, bridge: &Bridge) -> Losses {
    let mut told = Losses::default();
    let Some(place) = cube.place_of(bridge.period0) else { return told };
    for mover in bridge.movers.iter().filter(|mover| mover.movement == Movement::Lost) {
        let customer = &cube.customers[mover.customer];
        let first = customer.order_days(bridge.period0.last_day()).next();
        let first = first.map_or(place, |day| cube.periods.partition_point(|period| period.last_day() < day));
        let first = if cube.short_first { first.max(1) } else { first };
        let series: Vec<Money> = (first.min(place)..=place).map(|at| customer.cell(at).net).collect();
        let (kind, usual, streak) = kind(&series);
        let tally = match kind {
            LossKind::Gradual => &mut told.gradual,
            LossKind::Sudden => &mut told.sudden,
            LossKind::Occasional => &mut told.occasional,
            LossKind::TooShort => &mut told.too_short,
        };
        tally.add(-mover.r0);
        let (not_yet_due, seasonal) = (mover.not_yet_due == Some(true), mover.seasonal == Some(true));
        told.list.push(Loss { customer: mover.customer, kind, r0: mover.r0, usual, streak, not_yet_due, seasonal });
    }
    told.list.sort_by_key(|one| (std::cmp::Reverse(one.r0), one.customer));
    told
}

/// Tells how a series ends: the last point is that of the last period with an order.
fn kind(series: &[Money]) -> (LossKind, Option<f64>, usize) {
    let Some((last, before)) = series.split_last() else { return (LossKind::TooShort, None, 0) };
    let falls = series.windows(2).rev().take_while(|pair| pair[1] < pair[0]).count();
    let mut recent: Vec<Money> = before[before.len().saturating_sub(4)..].to_vec();
    recent.sort_unstable();
    let middle = recent.len() / 2;
    // The middle of an even number of amounts may lie between two steps, so it is kept doubled.
    let doubled = match recent.len() {
        0 => None,
        n if n % 2 == 1 => Some(i128::from(recent[middle].raw()) * 2),
        _ => Some(i128::from(recent[middle - 1].raw()) + i128::from(recent[middle].raw())),
    };
    let usual = doubled.map(|doubled| doubled as f64 / 2.0 / Money::PER_UNIT as f64);
    let half = doubled.is_some_and(|doubled| doubled > 0 && i128::from(last.raw()) * 4 <= doubled);
    let kind = match series.len() < POINTS {
        true => LossKind::TooShort,
        false if falls >= 2 || half => LossKind::Gradual,
        false if doubled.is_none_or(|doubled| doubled <= 0) => LossKind::Occasional,
        false => LossKind::Sudden,
    };
    (kind, usual, falls)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_is_gradual_after_two_falls_or_at_half_of_the_usual() {
        for (series, kind_of, usual, falls) in [
            (vec![10, 20], LossKind::TooShort, Some(10.0), 0),
            (vec![30, 20, 10], LossKind::Gradual, Some(25.0), 2),
            (vec![20, 20, 10], LossKind::Gradual, Some(20.0), 1),
            (vec![20, 20, 11], LossKind::Sudden, Some(20.0), 1),
            (vec![10, 30, 20], LossKind::Sudden, Some(20.0), 1),
            (vec![99, 99, 10, 0, 10, 9, 8], LossKind::Gradual, Some(9.5), 2),
            (vec![5, 0, 0, 0, 5], LossKind::Occasional, Some(0.0), 0),
            (vec![0, 0, 0, 5], LossKind::Occasional, Some(0.0), 0),
            (vec![], LossKind::TooShort, None, 0),
        ] {
            let amounts: Vec<Money> = series.iter().map(|units| Money::from_raw(units * 10_000)).collect();
            assert_eq!(kind(&amounts), (kind_of, usual, falls), "{series:?}");
        }
    }
}
