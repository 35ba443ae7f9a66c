//! Surge and plunge: whether the last point of a series is out of the ordinary (rule 6).
//!
//! By the limits of an individuals chart (XmR; Wheeler, *Understanding Variation*), or by the plain rule of twice and half the
//! usual where limits cannot tell. All comparisons with limits are made in integers, so that a level series never fires.

use crate::model::Money;

use super::{Signal, SignalRule};

/// 2.66 in hundredths: three standard deviations, from the mean moving range.
const LIMIT: i128 = 266;

/// What the last point of a series says.
#[derive(Clone, Debug, PartialEq)]
pub struct LastPoint {
    pub signal: Signal,
    pub rule: Option<SignalRule>,
    /// Mean of the points before the last, and the limits around it; n of at least 6.
    pub mean_before: Option<f64>,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    /// The median of the up to four points before the last, where the plain rule was tried.
    pub usual: Option<f64>,
}

/// Judges the last point; the floor is in currency units.
pub fn last_point(series: &[Money], floor: f64) -> LastPoint {
    let none = LastPoint { signal: Signal::None, rule: None, mean_before: None, lower: None, upper: None, usual: None };
    match series {
        [before @ .., last] if before.len() >= 5 => by_limits(before, *last, floor, none),
        [before @ .., last] if before.len() >= 3 => plain(before, *last, floor, true, none),
        _ => LastPoint { signal: Signal::TooFew, ..none },
    }
}

fn by_limits(before: &[Money], last: Money, floor: f64, none: LastPoint) -> LastPoint {
    let raw = |amount: Money| i128::from(amount.raw());
    let (n, last_raw) = (before.len() as i128, raw(last));
    let sum: i128 = before.iter().copied().map(raw).sum();
    let moves: i128 = before.windows(2).map(|pair| raw(pair[1] - pair[0]).abs()).sum();
    // Mean and limits times 100 n (n − 1), so that nothing is rounded.
    let scale = 100 * n * (n - 1);
    let (mean, width) = (sum * 100 * (n - 1), moves * LIMIT * n);
    let units = |scaled: i128| scaled as f64 / scale as f64 / Money::PER_UNIT as f64;
    let point = LastPoint {
        mean_before: Some(units(mean)),
        lower: Some(units(mean - width)),
        upper: Some(units(mean + width)),
        ..none
    };
    let far = (units(last_raw * scale - mean)).abs() >= floor;
    let fired = |signal| LastPoint { signal, rule: Some(SignalRule::Limits), ..point.clone() };
    if last_raw * scale > mean + width && far {
        fired(Signal::Surge)
    } else if mean - width <= 0 {
        plain(before, last, floor, false, point)
    } else if last_raw * scale < mean - width && far {
        fired(Signal::Plunge)
    } else {
        point
    }
}

fn plain(before: &[Money], last: Money, floor: f64, surges: bool, point: LastPoint) -> LastPoint {
    let mut recent = before[before.len().saturating_sub(4)..].to_vec();
    recent.sort_unstable();
    let (low, high) = (recent[(recent.len() - 1) / 2], recent[recent.len() / 2]);
    // Twice the median, so that the middle of two stays whole.
    let twice = i128::from(low.raw()) + i128::from(high.raw());
    let last_raw = i128::from(last.raw());
    let in_units = |doubled: i128| doubled as f64 / 2.0 / Money::PER_UNIT as f64;
    let point = LastPoint { usual: Some(in_units(twice)), ..point };
    let fair = recent.iter().all(|amount| amount.is_positive());
    let far = in_units(last_raw * 2 - twice).abs() >= floor;
    let signal = match () {
        () if !fair || !far => return point,
        () if surges && last_raw >= twice => Signal::Surge,
        () if last_raw * 4 <= twice => Signal::Plunge,
        () => return point,
    };
    LastPoint { signal, rule: Some(SignalRule::Plain), ..point }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(series: &[i64], floor: f64) -> (Signal, Option<SignalRule>) {
        let series: Vec<Money> = series.iter().map(|&units| Money::from_raw(units * 10_000)).collect();
        let point = last_point(&series, floor);
        (point.signal, point.rule)
    }

    #[test]
    fn the_limits_are_strict() {
        // Mean 100, moving ranges 20: limits 100 ± 53.2.
        let with = |last| judged(&[110, 90, 110, 90, 110, 90, last], 0.0);
        assert_eq!(with(153), (Signal::None, None));
        assert_eq!(with(154), (Signal::Surge, Some(SignalRule::Limits)));
        assert_eq!(with(47), (Signal::None, None));
        assert_eq!(with(46), (Signal::Plunge, Some(SignalRule::Limits)));
        // A level series has limits of no width; its own value is not outside.
        assert_eq!(judged(&[3, 3, 3, 3, 3, 3, 3], 0.0), (Signal::None, None));
        assert_eq!(judged(&[3, 3, 3, 3, 3, 3, 4], 0.0), (Signal::Surge, Some(SignalRule::Limits)));
    }

    #[test]
    fn below_the_floor_nothing_fires() {
        assert_eq!(judged(&[110, 90, 110, 90, 110, 90, 154], 54.0).0, Signal::Surge);
        assert_eq!(judged(&[110, 90, 110, 90, 110, 90, 154], 54.1).0, Signal::None);
        assert_eq!(judged(&[10, 10, 10, 20], 10.1).0, Signal::None);
    }

    #[test]
    fn the_plain_rule_serves_short_series_and_plunges_without_a_lower_limit() {
        assert_eq!(judged(&[10, 10, 20], 0.0), (Signal::TooFew, None));
        assert_eq!(judged(&[10, 10, 10, 20], 0.0), (Signal::Surge, Some(SignalRule::Plain)));
        assert_eq!(judged(&[10, 10, 10, 5], 0.0), (Signal::Plunge, Some(SignalRule::Plain)));
        assert_eq!(judged(&[10, 0, 10, 5], 0.0), (Signal::None, None));
        // Lower limit below zero: a plunge by the plain rule, but never a surge.
        assert_eq!(judged(&[100, 10, 100, 10, 100, 10, 20], 0.0), (Signal::Plunge, Some(SignalRule::Plain)));
        assert_eq!(judged(&[200, 10, 100, 10, 100, 10, 120], 0.0), (Signal::None, None));
    }
}
