//! The trend of each customer: direction, surge and plunge, falling streak, cadence, and the series that they speak of (rule 6).

use rayon::prelude::*;

use crate::cube::{Cell, Customer};
use crate::model::Money;

use super::book::Book;
use super::cadence::cadence;
use super::mann_kendall::{benjamini_hochberg, mann_kendall};
use super::signal::last_point;
use super::{Cadence, Direction, MannKendall, Trend, Trends};

/// The fewest points whose direction is tested.
pub(super) const TESTED: usize = 5;
/// How likely a direction may be by chance.
const CHANCE: f64 = 0.05;
/// The largest coefficient of variation of a steady series.
const STEADY: f64 = 0.25;
/// The share of false ones among the certain ones.
pub(super) const FALSE_DISCOVERY: f64 = 0.10;

/// Gives the trends of all customers over the complete periods before place `end`.
pub fn trends(book: &Book<'_>, end: usize) -> Trends {
    let floor = floor(book, end);
    let each = (0..book.cube.customers.len()).into_par_iter().map(|customer| trend(book, customer, end, floor));
    let mut customers: Vec<Trend> = each.collect();
    let p: Vec<f64> = customers.iter().filter_map(|trend| trend.test.as_ref()).map(|test| test.p).collect();
    let survive = benjamini_hochberg(&p, FALSE_DISCOVERY);
    let tested = customers.iter_mut().filter(|trend| trend.test.is_some());
    for (trend, survives) in tested.zip(survive) {
        trend.certain = survives && trend.direction.moves();
    }
    let certain = customers.iter().filter(|trend| trend.certain).count();
    Trends { customers, tested: p.len(), certain, floor }
}

/// Gives the money floor of surge and plunge, in currency units: as given, or a share of the average revenue of the periods.
fn floor(book: &Book<'_>, end: usize) -> f64 {
    if let Some(given) = book.rules.floor {
        return Money::from_raw(given).units();
    }
    let total: Money = (0..end).map(|place| book.net(place)).sum();
    if end == 0 { 0.0 } else { total.units() / end as f64 * book.rules.limits.floor_share }
}

fn trend(book: &Book<'_>, at: usize, end: usize, floor: f64) -> Trend {
    let customer = &book.cube.customers[at];
    let start = start(book, customer).map_or(end, |start| start.min(end));
    let cells: Vec<Cell> = (start..end).map(|place| customer.cell(place)).collect();
    let series: Vec<Money> = cells.iter().map(|cell| cell.net).collect();
    let test = (series.len() >= TESTED).then(|| mann_kendall(&series));
    let cv = test.as_ref().and_then(|_| variation(&series));
    let point = last_point(&series, floor);
    let ordered = book.cube.span.has_orders();
    let average = |cell: &Cell| (cell.orders > 0).then(|| cell.ordered.units() / f64::from(cell.orders));
    Trend {
        customer: at,
        start,
        orders: cells.iter().filter(|_| ordered).map(|cell| cell.orders).collect(),
        average_order: cells.iter().filter(|_| ordered).map(average).collect(),
        quantity: if book.cube.has_quantity { cells.iter().map(|cell| cell.quantity).collect() } else { Vec::new() },
        direction: direction(test.as_ref(), cv),
        test,
        certain: false,
        cv,
        signal: point.signal,
        signal_rule: point.rule,
        mean_before: point.mean_before,
        lower: point.lower,
        upper: point.upper,
        usual: point.usual,
        streak: streak(&series),
        cadence: match ordered {
            true => cadence(customer, book.cube.span.first_day, book.cube.span.as_of),
            false => Cadence::unknown(),
        },
        series,
    }
}

/// Gives the place of the period of the first order day, after a short first one.
fn start(book: &Book<'_>, customer: &Customer) -> Option<usize> {
    let cube = book.cube;
    let first = customer.order_days(cube.span.as_of).next()?;
    let place = cube.place_of(cube.periods.first()?.calendar.period_of(first))?;
    Some(place.max(usize::from(cube.short_first)))
}

/// Gives the direction that a test shows, and of one that shows none whether the series is steady.
fn direction(test: Option<&MannKendall>, cv: Option<f64>) -> Direction {
    let Some(test) = test else { return Direction::TooFew };
    towards(test.p, test.s).unwrap_or(match cv {
        Some(cv) if cv <= STEADY => Direction::Steady,
        _ => Direction::Irregular,
    })
}

/// Says whether a test shows that a series rises or falls.
pub(super) fn towards(p: f64, s: i64) -> Option<Direction> {
    match s {
        1.. if p <= CHANCE => Some(Direction::Rising),
        ..=-1 if p <= CHANCE => Some(Direction::Falling),
        _ => None,
    }
}

/// Gives the coefficient of variation with n − 1; none where the mean is not above zero.
fn variation(series: &[Money]) -> Option<f64> {
    let n = series.len() as i128;
    let sum: i128 = series.iter().map(|amount| i128::from(amount.raw())).sum();
    if sum <= 0 || n < 2 {
        return None;
    }
    // Deviations times n are whole numbers, so that a level series has exactly none.
    let squares = series.iter().map(|amount| ((i128::from(amount.raw()) * n - sum) as f64).powi(2)).sum::<f64>();
    Some((squares / (n - 1) as f64).sqrt() / sum as f64)
}

/// Gives the number of points, ending with the last, that lie strictly below the one before.
fn streak(series: &[Money]) -> usize {
    series.windows(2).rev().take_while(|pair| pair[1] < pair[0]).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(values: &[i64]) -> Vec<Money> {
        values.iter().map(|&value| Money::from_raw(value * 10_000)).collect()
    }

    #[test]
    fn a_streak_ends_at_the_first_point_that_is_not_below() {
        for (series, length) in [(vec![5, 4, 3], 2), (vec![3, 4, 4, 2], 1), (vec![4, 4], 0), (vec![1], 0), (vec![], 0)]
        {
            assert_eq!(streak(&units(&series)), length, "{series:?}");
        }
    }

    #[test]
    fn variation_divides_by_one_less_and_needs_a_mean_above_zero() {
        // By hand: mean 20, deviations −10, 0, 10 → √(200 / 2) / 20.
        assert_eq!(variation(&units(&[10, 20, 30])), Some(0.5));
        assert_eq!(variation(&units(&[7, 7, 7])), Some(0.0));
        assert_eq!(variation(&units(&[5, -5])), None);
    }
}
