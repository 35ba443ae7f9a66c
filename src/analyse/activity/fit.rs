//! Maximum likelihood of models with a few parameters above zero.
//!
//! The simplex method of Nelder and Mead (1965) in the logarithms of the parameters, from several fixed starts, and again from what
//! it found until that does not get better: without derivatives, without chance, the same on every machine.

use std::convert::Infallible;

use basin::{CostFunction, Executor, NelderMead, SimplexProgress};

/// How far from its scale a parameter may go, as a logarithm. One that goes there leads to the edge of the model, where customers do
/// not differ, or nobody leaves; going on would change nothing that can be seen.
const FAR: f64 = 9.0;
/// How much a simplex begins with, as a logarithm.
const STEPS: [f64; 2] = [0.5, 0.05];
/// How many steps one search may take, and how often it begins anew.
const ITERATIONS: u64 = 2_000;
const RESTARTS: usize = 12;
/// The gain of mean log likelihood below which a further search is the last one.
const GAIN: f64 = 1e-12;

/// No parameters were found: the searches did not come to rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit;

/// The parameters with the highest likelihood.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    pub parameters: Vec<f64>,
    /// The place of one that went as far as it may.
    pub edge: Option<usize>,
}

/// Minus the mean log likelihood as the library asks for it.
struct Cost<'a, F> {
    mean: &'a F,
    scales: &'a [f64],
}

impl<F: Fn(&[f64]) -> f64> CostFunction for Cost<'_, F> {
    type Param = Vec<f64>;
    type Output = f64;
    type Error = Infallible;

    fn cost(&self, logs: &Vec<f64>) -> Result<f64, Infallible> {
        // Beyond the bounds the cost rises steadily, so that a simplex turns back.
        let beyond: f64 = logs.iter().map(|log| (log.abs() - FAR).max(0.0)).sum();
        let cost = -(self.mean)(&parameters(logs, self.scales));
        Ok(if cost.is_finite() { cost + beyond } else { 1e9 + beyond })
    }
}

fn parameters(logs: &[f64], scales: &[f64]) -> Vec<f64> {
    logs.iter().zip(scales).map(|(log, scale)| log.clamp(-FAR, FAR).exp() * scale).collect()
}

/// Searches once from a point, with a simplex of some size; gives the point, its cost, and whether it came to rest.
fn search<F: Fn(&[f64]) -> f64>(from: &[f64], step: f64, mean: &F, scales: &[f64]) -> Option<(Vec<f64>, f64, bool)> {
    let mut simplex = vec![from.to_vec()];
    for at in 0..from.len() {
        let mut vertex = from.to_vec();
        vertex[at] += step;
        simplex.push(vertex);
    }
    let solver = NelderMead::new()
        .with_absolute_simplex_size_tolerance(1e-7)
        .with_relative_simplex_size_tolerance(0.0)
        .with_absolute_simplex_cost_tolerance(1e-13)
        .with_relative_simplex_cost_tolerance(1e-14);
    let state = SimplexProgress::from_simplex(simplex);
    let found = Executor::new(Cost { mean, scales }, solver, state).max_iter(ITERATIONS).run().ok()?;
    let rests = found.report.termination.is_converged();
    Some((found.best_param().clone(), found.best_cost(), rests))
}

/// Finds the parameters with the highest mean log likelihood. `scales` says in which order of magnitude each lies, `starts` where
/// to begin, as multiples of them; `coarse` tells near enough which start leads highest, in less time, and `mean` decides.
pub fn fit(
    scales: &[f64],
    starts: &[&[f64]],
    coarse: impl Fn(&[f64]) -> f64,
    mean: impl Fn(&[f64]) -> f64,
) -> Result<Fit, Unfit> {
    let logs = |start: &&[f64]| start.iter().map(|value| value.ln()).collect::<Vec<f64>>();
    let tried = starts.iter().filter_map(|start| search(&logs(start), STEPS[0], &coarse, scales));
    let best = tried.min_by(|a, b| a.1.total_cmp(&b.1));
    let (mut point, mut cost) = best.map(|(point, ..)| (point, f64::INFINITY)).ok_or(Unfit)?;
    for _ in 0..RESTARTS {
        let (next, now, rests) = search(&point, STEPS[1], &mean, scales).ok_or(Unfit)?;
        let gain = cost - now;
        (point, cost) = (next, now);
        let edge = point.iter().position(|log| log.abs() >= FAR - 0.5);
        // Along an edge there is nothing to gain but what no one can see.
        if (rests && gain < GAIN) || (edge.is_some() && gain < GAIN.sqrt()) {
            return Ok(Fit { parameters: parameters(&point, scales), edge });
        }
    }
    Err(Unfit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A gamma density of values with mean 2 and mean logarithm ln 2 − 0.2: the shape solves ln k − ψ(k) = 0.2, by scipy
    /// (optimize.brentq on special.digamma) 2.6548510, and the rate is k ÷ 2.
    #[test]
    fn a_gamma_density_is_fitted_to_its_moments() {
        let mean = |p: &[f64]| p[0] * p[1].ln() - libm::lgamma(p[0]) + (p[0] - 1.0) * (2.0_f64.ln() - 0.2) - p[1] * 2.0;
        let found = fit(&[1.0, 1.0], &[&[1.0, 1.0], &[5.0, 0.2]], mean, mean).unwrap();
        let [shape, rate] = found.parameters[..] else { panic!("{found:?}") };
        assert!((shape - 2.654_851_0).abs() < 1e-5 && (rate - shape / 2.0).abs() < 1e-6, "{found:?}");
        assert_eq!(found.edge, None);
    }

    #[test]
    fn a_parameter_that_grows_without_end_is_told() {
        let mean = |p: &[f64]| -1.0 / p[0] - (p[1].ln() - 1.0).powi(2);
        let found = fit(&[1.0, 1.0], &[&[1.0, 1.0]], mean, mean).unwrap();
        assert_eq!(found.edge, Some(0));
        assert!((found.parameters[1] - 1.0_f64.exp()).abs() < 1e-5, "{found:?}");
    }
}
