//! What an order of a customer is worth: the gamma-gamma model of Fader and Hardie (2013), a note on Colombo and Jiang (1999).
//!
//! The amounts of a customer's order days scatter around its own mean as a gamma with shape p; those means are spread over customers
//! by a gamma (q, γ). It takes for granted that how much a customer buys at a time says nothing of how often it does; that is tested
//! before, by Spearman's rank correlation (1904).

use libm::lgamma;
use rayon::prelude::*;
use serde::Serialize;

use super::fit::{Unfit, fit};

/// What some order days of one customer came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spent {
    /// Order days after the first.
    pub again: u32,
    /// Their mean amount in currency units, above zero.
    pub mean: f64,
}

/// The parameters of the model, and how well they fit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct GammaGamma {
    pub p: f64,
    pub q: f64,
    pub gamma: f64,
    pub log_likelihood: f64,
    /// The parameter that went as far as it may: the fit lies at an edge of the model.
    pub edge: Option<&'static str>,
}

/// The names of the parameters, in the order in which they are searched.
const PARAMETERS: [&str; 3] = ["p", "q", "gamma"];

/// How many customers are summed in one piece: sums do not depend on how many threads there are.
const PIECE: usize = 4_096;
/// How many customers tell near enough where to begin.
const COARSE: usize = 3_000;

/// Gives the log likelihood of the parameters p, q, γ: Fader and Hardie (2013), equation 1a.
fn log_likelihood(spent: &[Spent], parameters: &[f64]) -> f64 {
    let [p, q, gamma] = *parameters else { return f64::NEG_INFINITY };
    let fixed = q * gamma.ln() - lgamma(q);
    let of_one = |one: &Spent| {
        let x = f64::from(one.again);
        fixed + lgamma(p * x + q) - lgamma(p * x) + (p * x - 1.0) * one.mean.ln() + p * x * x.ln()
            - (p * x + q) * (gamma + x * one.mean).ln()
    };
    let pieces: Vec<f64> = spent.par_chunks(PIECE).map(|piece| piece.iter().map(of_one).sum::<f64>()).collect();
    pieces.iter().sum()
}

impl GammaGamma {
    /// Fits the model by maximum likelihood.
    pub fn fit(spent: &[Spent]) -> Result<GammaGamma, Unfit> {
        let some: Vec<Spent> = spent.iter().step_by(spent.len().div_ceil(COARSE).max(1)).copied().collect();
        let scale = spent.iter().map(|one| one.mean).sum::<f64>() / spent.len().max(1) as f64;
        let starts: [&[f64]; 3] = [&[6.0, 4.0, 0.5], &[1.0, 2.0, 1.0], &[2.0, 10.0, 5.0]];
        let mean = |spent: &[Spent], p: &[f64]| log_likelihood(spent, p) / spent.len() as f64;
        let scales = [1.0, 1.0, scale.max(f64::MIN_POSITIVE)];
        let found = fit(&scales, &starts, |p| mean(&some, p), |p| mean(spent, p))?;
        let [p, q, gamma] = found.parameters[..] else { return Err(Unfit) };
        let edge = found.edge.and_then(|at| PARAMETERS.get(at).copied());
        Ok(GammaGamma { p, q, gamma, log_likelihood: log_likelihood(spent, &found.parameters), edge })
    }

    /// Gives the expected amount of a customer's order day, in currency units: Fader and Hardie (2013), equation 5; for a customer
    /// without a repeat, that of all customers. It needs q above 1.
    pub fn expected(&self, spent: Option<&Spent>) -> f64 {
        let (x, mean) = spent.map_or((0.0, 0.0), |spent| (f64::from(spent.again), spent.mean));
        self.p * (self.gamma + x * mean) / (self.p * x + self.q - 1.0)
    }
}

/// Gives Spearman's rank correlation of how often and how much; nothing where all are equal in one of them.
pub fn rank_correlation(spent: &[Spent]) -> Option<f64> {
    let often = ranks(spent.iter().map(|one| f64::from(one.again)));
    let much = ranks(spent.iter().map(|one| one.mean));
    let middle = (spent.len() as f64 + 1.0) / 2.0;
    let sum = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
    let spread = (sum(&often, &often) * sum(&much, &much)).sqrt();
    (spread > 0.0).then(|| sum(&often, &much) / spread)
}

/// Gives the rank of each value, from 1; equal values share the mean of theirs.
fn ranks(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sorted: Vec<(f64, usize)> = values.enumerate().map(|(at, value)| (value, at)).collect();
    sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut ranks = vec![0.0; sorted.len()];
    let mut before = 0;
    for equal in sorted.chunk_by(|a, b| a.0 == b.0) {
        let rank = before as f64 + (equal.len() as f64 + 1.0) / 2.0;
        equal.iter().for_each(|(_, at)| ranks[*at] = rank);
        before += equal.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_share_the_mean_of_ties() {
        assert_eq!(ranks([3.0, 1.0, 3.0, 2.0].into_iter()), [3.5, 1.0, 3.5, 2.0]);
        let spent: Vec<Spent> =
            [(1, 10.0), (2, 30.0), (2, 20.0), (5, 5.0), (9, 40.0)].map(|(again, mean)| Spent { again, mean }).to_vec();
        // scipy.stats.spearmanr (1.17.1).
        assert!((rank_correlation(&spent).unwrap() - 0.359_092_423_229_803_95).abs() < 1e-12);
        assert_eq!(rank_correlation(&spent[1..3]), None);
    }

    /// Fader and Hardie (2013) on CDNOW: p 6.25, q 3.74, γ 15.44; a customer with 2 repeats of 22.15 on average, by hand.
    #[test]
    fn the_expected_value_lies_between_the_customers_own_mean_and_that_of_all() {
        let model = GammaGamma { p: 6.25, q: 3.74, gamma: 15.44, log_likelihood: 0.0, edge: None };
        let all = 6.25 * 15.44 / 2.74;
        assert!((model.expected(None) - all).abs() < 1e-12);
        let own = model.expected(Some(&Spent { again: 2, mean: 22.15 }));
        assert!((own - 6.25 * (15.44 + 44.3) / (12.5 + 2.74)).abs() < 1e-12);
        assert!(22.15 < own && own < all);
    }
}
