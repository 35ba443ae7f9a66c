//! Who still buys, how many orders are to be expected of whom, and what they are worth (rule 6).
//!
//! The models are fitted to the whole book: customers with an order day, the day as the unit, an order day as the event. What the
//! data do not carry is not told, and why is part of the result.

mod fit;
mod gamma_gamma;
mod hypergeometric;
mod nbd;

use rayon::prelude::*;
use serde::Serialize;

use self::fit::Unfit;
use self::gamma_gamma::rank_correlation;
pub use self::gamma_gamma::{GammaGamma, Spent};
use self::nbd::grouped;
pub use self::nbd::{Nbd, Visits};
use crate::cube::{Cube, Customer};
use crate::model::{ActivityModel, Day, Money, Rules};

/// The fewest customers with a repeat order that carry a model.
const NEEDED: usize = 50;
/// The largest rank correlation, of either sign, between how often and how much customers buy that gamma-gamma bears: what
/// Cohen (1988) calls medium.
const DEPENDENT: f64 = 0.3;

/// The probability that some customer must fall below, or the model has found no one who left.
const ALL_ALIVE: f64 = 0.99;

/// Why something is not told.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Refusal {
    /// The rows are sums of periods.
    Sums,
    /// Too few customers with a repeat order; with a positive mean amount, of values.
    FewRepeaters { customers: usize, needed: usize },
    /// No highest likelihood was found.
    NoConvergence,
    /// The best fit is that nobody ever leaves: what silence there is, is told by how often each one orders. The lowest probability
    /// of any customer.
    NobodyLeaves { lowest: f64 },
    /// The days' amounts were not kept.
    NoAmounts,
    /// How much customers buy at a time hangs on how often.
    Dependent { correlation: f64, limit: f64 },
    /// The model's mean has no value.
    NoMean { q: f64 },
}

impl From<Unfit> for Refusal {
    fn from(_: Unfit) -> Refusal {
        Refusal::NoConvergence
    }
}

/// What the models say of one customer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Alive {
    #[serde(skip)]
    pub customer: usize,
    /// Order days after the first.
    pub repeats: u32,
    /// Days from the first order day to the last, and to as-of.
    pub recency: i32,
    pub age: i32,
    /// The probability that the customer still buys.
    pub p_alive: f64,
    /// Order days to be expected up to the horizon.
    pub expected_orders: Option<f64>,
    /// The amount to be expected of an order day, in currency units.
    pub expected_order_value: Option<f64>,
    /// Both together.
    pub expected_value: Option<f64>,
}

/// The same question asked as long ago as the horizon is far: what the model expected, and what came.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Backtest {
    /// The last day that the model knew.
    pub known_to: Day,
    pub customers: usize,
    pub expected_orders: f64,
    /// Order days that those customers had after it, up to as-of.
    pub orders: usize,
}

/// Who still buys.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Activity {
    pub model: ActivityModel,
    /// The last day of what is expected.
    pub horizon: Day,
    pub horizon_days: i32,
    /// Customers with an order day, and with at least two.
    pub customers: usize,
    pub repeaters: usize,
    pub fit: Option<Nbd>,
    pub refused: Option<Refusal>,
    pub value_fit: Option<GammaGamma>,
    pub value_refused: Option<Refusal>,
    /// The rank correlation between how often and how much customers with a repeat order buy.
    pub correlation: Option<f64>,
    /// How many customers are expected to buy still.
    pub expected_alive: Option<f64>,
    pub expected_orders: Option<f64>,
    /// In currency units.
    pub expected_value: Option<f64>,
    pub backtest: Option<Backtest>,
    /// How regularly customers order: 1 at random, as the models take it, above 1 more regularly.
    pub regularity: Option<f64>,
    /// By place; empty where the model is refused.
    #[serde(skip)]
    pub list: Vec<Alive>,
}

impl Activity {
    /// Gives what the models say of a customer.
    pub fn of(&self, customer: usize) -> Option<&Alive> {
        self.list.binary_search_by_key(&customer, |one| one.customer).ok().map(|at| &self.list[at])
    }
}

/// What the models look at.
struct Book<'a> {
    cube: &'a Cube,
    rules: &'a Rules,
}

/// Fits the models to the book as of its day.
pub fn activity(cube: &Cube, rules: &Rules) -> Activity {
    let book = &Book { cube, rules };
    let span = &cube.span;
    // From the end of a month to the end of another.
    let horizon = span.as_of.plus_days(1).plus_months(rules.horizon_months).plus_days(-1);
    let mut result = Activity {
        model: rules.activity_model,
        horizon,
        horizon_days: horizon.since(span.as_of),
        customers: 0,
        repeaters: 0,
        fit: None,
        refused: None,
        value_fit: None,
        value_refused: None,
        correlation: None,
        expected_alive: None,
        expected_orders: None,
        expected_value: None,
        backtest: None,
        regularity: None,
        list: Vec::new(),
    };
    if !span.has_orders() {
        result.refused = Some(Refusal::Sums);
        return result;
    }
    let seen = seen(book, span.as_of);
    result.customers = seen.len();
    result.repeaters = seen.iter().filter(|(_, visits)| visits.again > 0).count();
    let model = match fitted(rules.activity_model, &seen) {
        Ok(model) => model,
        Err(refused) => {
            result.refused = Some(refused);
            return result;
        }
    };
    let lowest = seen.iter().map(|(_, visits)| model.alive(visits)).fold(1.0, f64::min);
    if lowest > ALL_ALIVE {
        result.refused = Some(Refusal::NobodyLeaves { lowest });
        return result;
    }
    let time = f64::from(result.horizon_days);
    let value = match valued(book, &seen) {
        Ok((value, correlation)) => {
            result.correlation = correlation;
            Some(value)
        }
        Err((refused, correlation)) => {
            result.correlation = correlation;
            result.value_refused = Some(refused);
            None
        }
    };
    let list = seen.par_iter().map(|&(customer, visits)| {
        let orders = model.expected(&visits, time);
        let own = spent(&book.cube.customers[customer], span.as_of);
        let worth = value.map(|value| value.expected(own.as_ref()));
        Alive {
            customer,
            repeats: visits.again,
            recency: visits.last as i32,
            age: visits.known as i32,
            p_alive: model.alive(&visits),
            expected_orders: orders,
            expected_order_value: worth,
            expected_value: orders.zip(worth).map(|(orders, worth)| orders * worth),
        }
    });
    result.list = list.collect();
    let sum = |of: fn(&Alive) -> Option<f64>| result.list.iter().map(of).sum::<Option<f64>>();
    result.expected_alive = sum(|one| Some(one.p_alive));
    result.expected_orders = sum(|one| one.expected_orders);
    result.expected_value = sum(|one| one.expected_value);
    result.fit = Some(model);
    result.value_fit = value;
    result.backtest = backtest(book, result.horizon_days);
    result.regularity = regularity(book);
    result
}

/// Gives what is known on a day of each customer that has ordered by then.
fn seen(book: &Book<'_>, to: Day) -> Vec<(usize, Visits)> {
    let of = |(place, customer): (usize, &Customer)| {
        let mut days = customer.order_days(to);
        let first = days.next()?;
        let (again, last) = days.fold((0, first), |(again, _), day| (again + 1, day));
        let visits =
            Visits { again, last: f64::from(last.since(first)), known: f64::from(to.since(first)), customers: 1 };
        Some((place, visits))
    };
    book.cube.customers.par_iter().enumerate().filter_map(of).collect()
}

fn fitted(model: ActivityModel, seen: &[(usize, Visits)]) -> Result<Nbd, Refusal> {
    let repeaters = seen.iter().filter(|(_, visits)| visits.again > 0).count();
    if repeaters < NEEDED {
        return Err(Refusal::FewRepeaters { customers: repeaters, needed: NEEDED });
    }
    let visits = grouped(seen.iter().map(|(_, visits)| *visits).collect());
    Nbd::fit(model, &visits).map_err(Refusal::from)
}

/// Gives the mean amount of a customer's order days after the first; nothing without one, or where it is not above zero.
fn spent(customer: &Customer, to: Day) -> Option<Spent> {
    if customer.folded.is_some() {
        return None;
    }
    let days = customer.days.iter().filter(|fact| fact.order_day && fact.day <= to).skip(1);
    let (again, sum) = days.fold((0_u32, Money::ZERO), |(again, sum), fact| (again + 1, sum + fact.net));
    // Divided once, so that equal means are equal.
    let many = f64::from(again) * Money::PER_UNIT as f64;
    sum.is_positive().then(|| Spent { again, mean: sum.raw() as f64 / many })
}

/// Fits the values, and tells their correlation with how often customers buy.
fn valued(book: &Book<'_>, seen: &[(usize, Visits)]) -> Result<(GammaGamma, Option<f64>), (Refusal, Option<f64>)> {
    let customers = &book.cube.customers;
    if customers.iter().any(|customer| customer.folded.is_some()) {
        return Err((Refusal::NoAmounts, None));
    }
    let all: Vec<Spent> =
        seen.iter().filter_map(|(place, _)| spent(&customers[*place], book.cube.span.as_of)).collect();
    if all.len() < NEEDED {
        return Err((Refusal::FewRepeaters { customers: all.len(), needed: NEEDED }, None));
    }
    let correlation = rank_correlation(&all);
    if let Some(correlation) = correlation.filter(|found| found.abs() > DEPENDENT) {
        return Err((Refusal::Dependent { correlation, limit: DEPENDENT }, Some(correlation)));
    }
    let model = GammaGamma::fit(&all).map_err(|unfit| (unfit.into(), correlation))?;
    if model.q <= 1.0 {
        return Err((Refusal::NoMean { q: model.q }, correlation));
    }
    Ok((model, correlation))
}

/// Gives the shape of the times between orders by the estimator of Wheat and Morrison (1990): of each two neighbouring times of a
/// customer, the part of the first in both scatters as 1 ÷ (4 (2k + 1)). Nothing with fewer than fifty such pairs.
fn regularity(book: &Book<'_>) -> Option<f64> {
    let parts = book.cube.customers.par_iter().flat_map_iter(|customer| {
        let days: Vec<Day> = customer.order_days(book.cube.span.as_of).collect();
        let gaps: Vec<i32> = days.windows(2).map(|pair| pair[1].since(pair[0])).collect();
        let parts = gaps.chunks_exact(2).map(|pair| f64::from(pair[0]) / f64::from(pair[0] + pair[1]));
        parts.collect::<Vec<f64>>()
    });
    let parts: Vec<f64> = parts.collect();
    // Their mean is a half, whatever k is.
    let spread = parts.iter().map(|part| (part - 0.5).powi(2)).sum::<f64>() / parts.len() as f64;
    (parts.len() >= NEEDED && spread > 0.0).then(|| (1.0 - 4.0 * spread) / (8.0 * spread))
}

/// Fits the model to what was known some days ago, and counts what came since.
fn backtest(book: &Book<'_>, days: i32) -> Option<Backtest> {
    let as_of = book.cube.span.as_of;
    let known_to = as_of.plus_days(-days);
    let before = seen(book, known_to);
    let model = fitted(book.rules.activity_model, &before).ok()?;
    let expected = before.par_iter().map(|(_, visits)| model.expected(visits, f64::from(days)));
    let expected: Vec<Option<f64>> = expected.collect();
    let came = |(place, _): &(usize, Visits)| {
        book.cube.customers[*place].order_days(as_of).filter(|day| *day > known_to).count()
    };
    Some(Backtest {
        known_to,
        customers: before.len(),
        expected_orders: expected.into_iter().sum::<Option<f64>>()?,
        orders: before.iter().map(came).sum(),
    })
}
