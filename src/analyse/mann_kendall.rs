//! The Mann-Kendall test for a trend without assuming its shape, and the Theil-Sen slope as its size.
//!
//! Mann (1945), Kendall (1975); Sen (1968). Up to ten points without ties the p-value is exact, by the number of permutations
//! with so many inversions; else by the normal distribution with the corrections for ties and continuity.

use crate::model::Money;

use super::MannKendall;

/// How many points the exact distribution serves.
const EXACT: usize = 10;

/// Tests a series, two-sided.
pub fn mann_kendall(series: &[Money]) -> MannKendall {
    let Significance { s, p, exact } = significance(series);
    MannKendall { s, p, exact, slope: slope(series) }
}

/// What the test says of a series' direction, without how steep it is.
pub struct Significance {
    pub s: i64,
    pub p: f64,
    pub exact: bool,
}

/// Tests the direction of a series alone, where few of many series are told: the slope takes most of the time.
pub fn significance(series: &[Money]) -> Significance {
    let s = score(series);
    let ties = ties(series);
    let exact = series.len() <= EXACT && ties.is_empty();
    let p = if exact { exact_p(series.len(), s) } else { normal_p(s, variance(series.len(), &ties)) };
    Significance { s, p, exact }
}

/// Gives S: the pairs that rise less the pairs that fall.
fn score(series: &[Money]) -> i64 {
    let later =
        |(at, first): (usize, &Money)| -> i64 { series[at + 1..].iter().map(|second| second.cmp(first) as i64).sum() };
    series.iter().enumerate().map(later).sum()
}

/// Gives how often each value that stands more than once stands.
fn ties(series: &[Money]) -> Vec<i64> {
    let mut sorted = series.to_vec();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).filter(|run| run.len() > 1).map(|run| run.len() as i64).collect()
}

/// Gives the two-sided p-value of S among all orders of n different values.
fn exact_p(n: usize, s: i64) -> f64 {
    // ways[k]: the permutations of the values so far that have k inversions.
    let mut ways: Vec<u64> = vec![1];
    for length in 2..=n {
        let mut longer = vec![0; ways.len() + length - 1];
        for (inversions, count) in ways.iter().enumerate() {
            longer[inversions..inversions + length].iter_mut().for_each(|sum| *sum += count);
        }
        ways = longer;
    }
    let pairs = n * (n.max(1) - 1) / 2;
    let inversions = (pairs - s.unsigned_abs() as usize) / 2;
    let tail: u64 = ways[..=inversions].iter().sum();
    let all: u64 = ways.iter().sum();
    (2.0 * tail as f64 / all as f64).min(1.0)
}

/// Gives the variance of S times 18, less what ties take away; exact in integers.
fn variance(n: usize, ties: &[i64]) -> f64 {
    let of = |n: i64| n * (n - 1) * (2 * n + 5);
    let eighteen_fold = of(n as i64) - ties.iter().map(|&count| of(count)).sum::<i64>();
    eighteen_fold as f64 / 18.0
}

/// Gives the two-sided p-value of S by the normal distribution, S moved one towards zero.
fn normal_p(s: i64, variance: f64) -> f64 {
    if s == 0 || variance <= 0.0 {
        return 1.0;
    }
    let z = (s.abs() - 1) as f64 / variance.sqrt();
    libm::erfc(z / std::f64::consts::SQRT_2)
}

/// Gives the median of the slopes of all pairs, in currency units a period.
fn slope(series: &[Money]) -> f64 {
    let pairs = series.len() * series.len().saturating_sub(1) / 2;
    let mut slopes = Vec::with_capacity(pairs);
    for (at, first) in series.iter().enumerate() {
        let later = series[at + 1..].iter().zip(1_i32..);
        slopes.extend(later.map(|(second, distance)| (*second - *first).units() / f64::from(distance)));
    }
    median(&mut slopes).unwrap_or(0.0)
}

/// Gives the median, nothing of nothing.
fn median(values: &mut [f64]) -> Option<f64> {
    let (middle, even) = (values.len() / 2, values.len().is_multiple_of(2));
    if values.is_empty() {
        return None;
    }
    let (below, &mut upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let lower = if even { below.iter().copied().max_by(f64::total_cmp).unwrap_or(upper) } else { upper };
    Some((lower + upper) / 2.0)
}

/// Says which p-values survive Benjamini and Hochberg (1995) at a false discovery rate.
pub fn benjamini_hochberg(values: &[f64], rate: f64) -> Vec<bool> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let limit = sorted.iter().zip(1_u32..).filter(|(p, rank)| **p <= f64::from(*rank) / count * rate).last();
    let limit = limit.map_or(f64::NEG_INFINITY, |(p, _)| *p);
    values.iter().map(|p| *p <= limit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(values: &[f64]) -> Vec<Money> {
        values.iter().map(|value| Money::from_raw((value * 10_000.0).round() as i64)).collect()
    }

    fn close(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() <= tolerance, "{a} is not {b}");
    }

    /// Smallest |S| with an exact two-sided p of at most 5 %: the published table (Kendall).
    #[test]
    fn the_exact_distribution_has_the_published_critical_values() {
        let table = [
            (5, 10, 0.0167),
            (6, 13, 0.0167),
            (7, 15, 0.0302),
            (8, 18, 0.0312),
            (9, 20, 0.0446),
            (10, 23, 0.0466),
            (11, 27, 0.0405),
            (12, 30, 0.0447),
        ];
        for (n, critical, p) in table {
            close(exact_p(n, critical), p, 5e-5);
            close(exact_p(n, -critical), p, 5e-5);
            assert!(exact_p(n, critical - 2) > 0.05, "{n}");
        }
        assert_eq!(exact_p(5, 0), 1.0);
    }

    #[test]
    fn ties_and_length_decide_which_distribution_serves() {
        let rising: Vec<f64> = (1..=10).map(f64::from).collect();
        let test = mann_kendall(&units(&rising));
        assert_eq!((test.s, test.exact, test.slope), (45, true, 1.0));
        // 2 of the 10! orders are as extreme.
        close(test.p, 2.0 / 3_628_800.0, 1e-18);
        let tied = mann_kendall(&units(&[1.0, 2.0, 2.0, 3.0, 4.0]));
        // By hand: S = 9; var = (5·4·15 − 2·1·9)/18 = 282/18; z = 8/√var; p by another erfc.
        assert_eq!((tied.s, tied.exact), (9, false));
        close(tied.p, 0.043_262_727_806_8, 1e-12);
        let level = mann_kendall(&units(&[7.0; 6]));
        assert_eq!((level.s, level.p, level.slope), (0, 1.0, 0.0));
    }

    /// The rainfall example of pyMannKendall gives S = −1959 with a variance of 4889800.333 and p = .3759105874.
    #[test]
    fn the_normal_distribution_agrees_with_the_published_rainfall_example() {
        close(normal_p(-1959, 4_889_800.333_333_333), 0.375_910_587_4, 1e-10);
        // 353 values without ties: 353·352·711/18.
        close(variance(353, &[]), 4_908_112.0, 1e-6);
    }

    #[test]
    fn the_slope_is_the_median_of_all_pairs() {
        // By hand: slopes 2, 1.5, 3, 1, 3.5, 6 → (2 + 3) / 2.
        close(slope(&units(&[1.0, 3.0, 4.0, 10.0])), 2.5, 1e-12);
    }

    #[test]
    fn benjamini_hochberg_keeps_all_up_to_the_last_that_passes() {
        // At 10 % of five: limits .02 .04 .06 .08 .10; .05 fails alone and survives by .06.
        assert_eq!(benjamini_hochberg(&[0.9, 0.01, 0.05, 0.06, 0.5], 0.1), [false, true, true, true, false]);
        assert_eq!(benjamini_hochberg(&[0.2, 0.3], 0.1), [false, false]);
        assert!(benjamini_hochberg(&[], 0.1).is_empty());
    }
}
