//! Who still buys: the BG/NBD and MBG/NBD models of buying while alive.
//!
//! While alive a customer buys at random times at a rate λ, gamma over customers (r, α); after a purchase it leaves for good with a
//! probability p, beta over customers (a, b). BG/NBD: Fader, Hardie, Lee (2005), equation 6 and 10. MBG/NBD lets it leave after the
//! first purchase as well: Batislam, Denizel, Filiztekin (2007), equation 4 and 7; it is the default, since under BG/NBD a customer
//! who bought once is alive for sure. What is known of a customer is how often it bought again (x), when last (t_x) and how long it
//! has been known (T).

use std::cmp::Ordering;

use libm::lgamma;
use rayon::prelude::*;
use serde::Serialize;

use super::fit::{Unfit, fit};
use super::hypergeometric::hypergeometric;
use crate::model::ActivityModel;

/// What is known of some customers: all of them bought again equally often, last at the same time, and are known equally long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visits {
    /// Order days after the first.
    pub again: u32,
    /// From the first order day to the last.
    pub last: f64,
    /// From the first order day to as-of.
    pub known: f64,
    /// How many customers.
    pub customers: u32,
}

/// The parameters of a model, and how well they fit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Nbd {
    pub model: ActivityModel,
    pub r: f64,
    pub alpha: f64,
    pub a: f64,
    pub b: f64,
    pub log_likelihood: f64,
    /// The parameter that went as far as it may: the fit lies at an edge of the model.
    pub edge: Option<&'static str>,
}

/// The names of the parameters, in the order in which they are searched.
const PARAMETERS: [&str; 4] = ["r", "alpha", "a", "b"];

/// How many groups are summed in one piece: sums do not depend on how many threads there are.
const PIECE: usize = 4_096;
/// How many groups tell near enough where to begin.
const COARSE: usize = 3_000;

/// Joins customers of whom the same is known, sorted.
pub fn grouped(mut visits: Vec<Visits>) -> Vec<Visits> {
    let order = |a: &Visits, b: &Visits| -> Ordering {
        a.again.cmp(&b.again).then(a.last.total_cmp(&b.last)).then(a.known.total_cmp(&b.known))
    };
    visits.par_sort_unstable_by(order);
    visits.dedup_by(|next, kept| {
        let same = order(next, kept) == Ordering::Equal;
        kept.customers += if same { next.customers } else { 0 };
        same
    });
    visits
}

/// The groups with what does not change while parameters do: each count and each time once, and where a group has its own.
struct Data {
    groups: Vec<Group>,
    /// Each number of repeats, with how many customers have it.
    again: Vec<(f64, f64)>,
    times: Vec<f64>,
    customers: f64,
}

#[derive(Clone, Copy)]
struct Group {
    again: u32,
    last: u32,
    known: u32,
    customers: u32,
}

impl Data {
    fn new(visits: &[Visits]) -> Data {
        let mut times: Vec<f64> = visits.iter().flat_map(|one| [one.last, one.known]).collect();
        times.sort_unstable_by(f64::total_cmp);
        times.dedup();
        let mut counts: Vec<u32> = visits.iter().map(|one| one.again).collect();
        counts.sort_unstable();
        counts.dedup();
        let place = |time: f64| times.partition_point(|one| one.total_cmp(&time) == Ordering::Less) as u32;
        let groups = visits.iter().map(|one| Group {
            again: counts.partition_point(|count| *count < one.again) as u32,
            last: place(one.last),
            known: place(one.known),
            customers: one.customers,
        });
        let groups: Vec<Group> = groups.collect();
        let mut again: Vec<(f64, f64)> = counts.iter().map(|&count| (f64::from(count), 0.0)).collect();
        groups.iter().for_each(|group| again[group.again as usize].1 += f64::from(group.customers));
        let customers = again.iter().map(|(_, customers)| customers).sum();
        Data { groups, again, times, customers }
    }

    /// Gives the log likelihood of the parameters r, α, a, b.
    fn log_likelihood(&self, model: ActivityModel, parameters: &[f64]) -> f64 {
        let [r, alpha, a, b] = *parameters else { return f64::NEG_INFINITY };
        // One more chance to leave, after the first purchase.
        let more = if model == ActivityModel::MbgNbd { 1.0 } else { 0.0 };
        let fixed = r * alpha.ln() - lgamma(r) + lgamma(a + b) - lgamma(b);
        let of_counts = self.again.iter().map(|&(x, customers)| {
            customers * (fixed + lgamma(r + x) + lgamma(b + x + more) - lgamma(a + b + x + more))
        });
        let of_counts: f64 = of_counts.sum();
        let leaving: Vec<f64> = self.again.iter().map(|&(x, _)| leaving(model, a, b, x)).collect();
        let logs: Vec<f64> = self.times.iter().map(|time| (alpha + time).ln()).collect();
        let of_group = |group: &Group| {
            let x = r + self.again[group.again as usize].0;
            let (last, known) = (logs[group.last as usize], logs[group.known as usize]);
            let odds = leaving[group.again as usize] + x * (known - last);
            // ln(1 + e^odds), whatever its size.
            let gone = odds.max(0.0) + (-odds.abs()).exp().ln_1p();
            f64::from(group.customers) * (gone - x * known)
        };
        let pieces: Vec<f64> =
            self.groups.par_chunks(PIECE).map(|piece| piece.iter().map(of_group).sum::<f64>()).collect();
        of_counts + pieces.iter().sum::<f64>()
    }
}

/// Gives the logarithm of the odds of having left at the last purchase, before silence is looked at.
fn leaving(model: ActivityModel, a: f64, b: f64, x: f64) -> f64 {
    match model {
        ActivityModel::MbgNbd => a.ln() - (b + x).ln(),
        ActivityModel::BgNbd if x > 0.0 => a.ln() - (b + x - 1.0).ln(),
        ActivityModel::BgNbd => f64::NEG_INFINITY,
    }
}

impl Nbd {
    /// Fits a model by maximum likelihood to customers as [`grouped`].
    pub fn fit(model: ActivityModel, visits: &[Visits]) -> Result<Nbd, Unfit> {
        let data = Data::new(visits);
        let some: Vec<Visits> = visits.iter().step_by(visits.len().div_ceil(COARSE).max(1)).copied().collect();
        let some = Data::new(&some);
        let known: f64 = visits.iter().map(|one| one.known * f64::from(one.customers)).sum();
        let scale = (known / data.customers).max(f64::MIN_POSITIVE);
        let starts: [&[f64]; 4] =
            [&[0.25, 0.15, 0.8, 2.5], &[1.0, 0.3, 0.5, 1.0], &[3.0, 0.5, 0.3, 3.0], &[0.6, 1.0, 1.5, 1.5]];
        let mean = |data: &Data, parameters: &[f64]| data.log_likelihood(model, parameters) / data.customers;
        let found = fit(&[1.0, scale, 1.0, 1.0], &starts, |p| mean(&some, p), |p| mean(&data, p))?;
        let [r, alpha, a, b] = found.parameters[..] else { return Err(Unfit) };
        let edge = found.edge.and_then(|at| PARAMETERS.get(at).copied());
        Ok(Nbd { model, r, alpha, a, b, log_likelihood: data.log_likelihood(model, &found.parameters), edge })
    }

    /// Gives the probability that a customer still buys.
    pub fn alive(&self, visits: &Visits) -> f64 {
        let Nbd { model, r, alpha, a, b, .. } = *self;
        let x = f64::from(visits.again);
        let silence = ((alpha + visits.known) / (alpha + visits.last)).ln();
        1.0 / (1.0 + (leaving(model, a, b, x) + (r + x) * silence).exp())
    }

    /// Gives how many order days are to be expected of a customer in the time after as-of. Nothing where it has no value.
    pub fn expected(&self, visits: &Visits, time: f64) -> Option<f64> {
        let more = if self.model == ActivityModel::MbgNbd { 1.0 } else { 0.0 };
        let b = self.b + f64::from(visits.again) + more;
        let found = while_alive(self.r + f64::from(visits.again), self.alpha + visits.known, self.a, b, time)?;
        Some(self.alive(visits) * found)
    }

    /// Gives how many order days a new customer is to be expected to make after its first in some time.
    pub fn expected_of_new(&self, time: f64) -> Option<f64> {
        let more = if self.model == ActivityModel::MbgNbd { 1.0 } else { 0.0 };
        let first = if self.model == ActivityModel::MbgNbd { self.b / (self.a + self.b) } else { 1.0 };
        Some(first * while_alive(self.r, self.alpha, self.a, self.b + more, time)?)
    }
}

/// Gives the expected purchases in some time of a customer that is alive: λ gamma (r, α), p beta (a, b).
///
/// Fader, Hardie, Lee (2005), equation 10, with Euler's transformation (Abramowitz, Stegun 1964, 15.3.3), so that its series stays
/// small for customers who bought often.
fn while_alive(r: f64, alpha: f64, a: f64, b: f64, time: f64) -> Option<f64> {
    if a > 100.0 {
        return Some(alike(r, alpha, a, b, time));
    }
    let at = |a: f64| {
        let left = alpha / (alpha + time);
        let series = hypergeometric(a + b - 1.0 - r, a - 1.0, a + b - 1.0, 1.0 - left)?;
        Some((a + b - 1.0) / (a - 1.0) * (1.0 - left.powf(a - 1.0) * series))
    };
    // Where a is 1 or a + b is, the formula has a hole; the function has none.
    let holes = [a - 1.0, a + b - 1.0];
    let found = if holes.iter().all(|hole| hole.abs() > 1e-4) { at(a)? } else { (at(a - 3e-4)? + at(a + 3e-4)?) / 2.0 };
    found.is_finite().then_some(found.max(0.0))
}

/// Gives the same where customers hardly differ in p: by the mean and the spread of p, to second order (delta method).
fn alike(r: f64, alpha: f64, a: f64, b: f64, time: f64) -> f64 {
    let of = |p: f64| (1.0 - (alpha / (alpha + p * time)).powf(r)) / p;
    let mean = a / (a + b);
    let spread = mean * (1.0 - mean) / (a + b + 1.0);
    let step = (mean.min(1.0 - mean) * 0.01).max(1e-9);
    of(mean) + (of(mean + step) - 2.0 * of(mean) + of(mean - step)) / (step * step) * spread / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, is: f64, tolerance: f64) {
        assert!((found - is).abs() <= tolerance * is.abs(), "{found} is not {is}");
    }

    const WEEKS: Nbd = Nbd {
        model: ActivityModel::BgNbd,
        r: 0.242_592_9,
        alpha: 4.413_532,
        a: 0.792_886,
        b: 2.425_753,
        log_likelihood: 0.0,
        edge: None,
    };

    /// Fader, Hardie, Lee (2005) on CDNOW, in weeks.
    #[test]
    fn the_published_expectations_come_out() {
        let table = [
            (0.1429, 0.007_816),
            (1.0, 0.053_185),
            (3.0, 0.150_632),
            (31.8571, 1.040_494),
            (32.0, 1.043_737),
            (78.0, 1.857_972),
        ];
        for (time, orders) in table {
            near(WEEKS.expected_of_new(time).unwrap(), orders, 1e-4);
        }
        let one = Visits { again: 2, last: 30.43, known: 38.86, customers: 1 };
        near(WEEKS.expected(&one, 39.0).unwrap(), 1.225_910, 1e-6);
    }
    /// By integrating over λ and p with scipy.integrate.quad (scipy 1.17.1): days, the parameters of CDNOW to 1998-06-30.
    #[test]
    fn expectations_agree_with_numerical_integration() {
        let bg = Nbd { r: 0.255_016, alpha: 38.222_1, a: 0.607_043, b: 2.643_53, ..WEEKS };
        let model = ActivityModel::MbgNbd;
        let mbg = Nbd { model, r: 0.618_297, alpha: 60.629_9, a: 0.553_866, b: 1.022_12, ..WEEKS };
        for (model, again, last, known, time, alive, orders) in [
            (&bg, 0, 0.0, 500.0, 92.0, 1.0, 0.042_757_230_202_811_13),
            (&bg, 1, 200.0, 545.0, 92.0, 0.586_029_118_840_802_7, 0.113_214_652_516_220_2),
            (&bg, 9, 480.0, 540.0, 92.0, 0.864_148_536_646_960_3, 1.224_482_312_087_789),
            (&bg, 40, 530.0, 540.0, 365.0, 0.971_419_263_964_147_5, 21.228_361_677_749_472),
            (&mbg, 0, 0.0, 500.0, 92.0, 0.318_092_933_123_607_65, 0.031_406_314_177_480_61),
            (&mbg, 1, 200.0, 545.0, 92.0, 0.482_627_804_874_676_94, 0.115_201_568_839_691_39),
            (&mbg, 9, 480.0, 540.0, 92.0, 0.867_996_487_029_767_3, 1.232_372_875_025_143),
            (&mbg, 40, 530.0, 540.0, 365.0, 0.973_991_759_107_826_1, 20.977_150_380_060_866),
        ] {
            let visits = Visits { again, last, known, customers: 1 };
            near(model.alive(&visits), alive, 1e-12);
            near(model.expected(&visits, time).unwrap(), orders, 1e-7);
        }
        // Where customers hardly differ: a of 101 by the closed form, and of 8000 as good as one p for all.
        near(alike(2.0, 300.0, 99.0, 200.0, 92.0), while_alive(2.0, 300.0, 99.0, 200.0, 92.0).unwrap(), 1e-6);
        let one = (1.0 - (300.0_f64 / (300.0 + 92.0 / 3.0)).powi(2)) * 3.0;
        near(while_alive(2.0, 300.0, 8_000.0, 16_000.0, 92.0).unwrap(), one, 1e-5);
        // Where the closed form has a hole.
        near(while_alive(3.6, 560.0, 1.0, 5.0, 92.0).unwrap(), 0.557_147_324_691_334_7, 1e-6);
        near(while_alive(0.6, 560.0, 0.4, 0.6, 92.0).unwrap(), 0.093_851_691_435_078_81, 1e-6);
    }

    #[test]
    fn equal_customers_are_one_group() {
        let one = |again, last| Visits { again, last, known: 9.0, customers: 1 };
        let found = grouped(vec![one(1, 3.0), one(0, 0.0), one(1, 3.0), one(1, 2.0)]);
        let told: Vec<(u32, f64, u32)> = found.iter().map(|one| (one.again, one.last, one.customers)).collect();
        assert_eq!(told, [(0, 0.0, 1), (1, 2.0, 1), (1, 3.0, 2)]);
    }
}
