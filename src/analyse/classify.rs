//! Where each customer stands (rule 8): its class and the one that the data give it, its deal cycle, its RFM scores, and two
//! flags that say what a class is losing: class B shrinking, and class C left without contact.
//!
//! Classes look at the window; deal cycle and RFM at the whole history to as-of.

mod rfm;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use self::rfm::Rfm;
use self::rfm::scores;
use super::cadence::cadence;
use super::classes::letter;
use super::{Analysis, Cadence, Concentration};
use crate::cube::Cube;
use crate::model::{Day, Money, Rules, Tally};

/// How many months lie between two deals of a customer, by the median interval between its order days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Cycle {
    /// Up to 31, 62 and 93 days.
    #[serde(rename = "1")]
    One,
    #[serde(rename = "2")]
    Two,
    #[serde(rename = "3")]
    Three,
    #[serde(rename = "slow")]
    Slow,
    /// Fewer than three order days.
    #[serde(rename = "none")]
    NotYet,
}

impl Cycle {
    /// All cycles, the shortest first.
    pub const ALL: [Cycle; 5] = [Cycle::One, Cycle::Two, Cycle::Three, Cycle::Slow, Cycle::NotYet];

    /// Gives the stable name.
    pub fn id(self) -> &'static str {
        match self {
            Cycle::One => "1",
            Cycle::Two => "2",
            Cycle::Three => "3",
            Cycle::Slow => "slow",
            Cycle::NotYet => "none",
        }
    }

    fn of(cadence: &Cadence) -> Cycle {
        match cadence.median_interval {
            None => Cycle::NotYet,
            Some(days) if days <= 31.0 => Cycle::One,
            Some(days) if days <= 62.0 => Cycle::Two,
            Some(days) if days <= 93.0 => Cycle::Three,
            Some(_) => Cycle::Slow,
        }
    }
}

/// Where one customer stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    #[serde(skip)]
    pub customer: usize,
    /// By its money in the window, `None` without rows in it.
    pub class: Option<char>,
    /// What the data call it, by its latest row.
    pub given: Option<String>,
    /// The given class where it is A, B or C, else that by money.
    pub in_force: Option<char>,
    pub class_before: Option<char>,
    pub window: Option<Money>,
    pub window_before: Option<Money>,
    /// Nothing where the rows are sums of periods.
    pub cycle: Option<Cycle>,
    pub median_interval: Option<f64>,
    pub rfm: Option<Rfm>,
    pub last_order: Option<Day>,
    pub silence: Option<i32>,
    /// Whether an overdue silence is that of a season.
    pub seasonal: bool,
    /// It was in B a year before and is in C or has nothing.
    pub fell_from_b: bool,
    /// In C and without an order for longer than the limit.
    pub quiet: bool,
}

/// One deal cycle: how many customers, with their money in the window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CycleTally {
    pub cycle: Cycle,
    #[serde(flatten)]
    pub tally: Tally,
}

/// Where all customers stand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standings {
    /// By class in force, money in the window and key.
    #[serde(skip)]
    pub customers: Vec<Standing>,
    pub cycles: Vec<CycleTally>,
    /// Customers by score, 1 to 5, of recency, frequency and money.
    pub scores: [[usize; 5]; 3],
    /// How many customers have scores.
    pub scored: usize,
    /// Those that order often and for much, and not lately, with all their money.
    pub cooling: Tally,
    /// Customers in B now and in the window a year before, where there is one.
    pub b: u64,
    pub b_before: Option<u64>,
    /// Whether there are at least a tenth fewer.
    pub b_shrinks: bool,
    /// Fallen from B, with the change of their window money.
    pub fell_from_b: Tally,
    /// In C without an order for longer than the limit, with their window money; the seasonal ones among them.
    pub quiet: Tally,
    pub quiet_seasonal: u64,
    pub quiet_days: i32,
    /// Customers whose class the data give, where they differ from that by money, and where the word is none of A, B and C.
    pub given: usize,
    pub given_otherwise: usize,
    pub given_other_words: usize,
}

/// Says where each customer stands.
pub fn classify(cube: &Cube, analysis: &Analysis, rules: &Rules) -> Standings {
    let windows = (nets(cube, Some(&analysis.concentration)), nets(cube, analysis.concentration_year_before.as_ref()));
    let (has_orders, compared) = (cube.span.has_orders(), analysis.classes.before.is_some());
    let rfm = if has_orders { scores(cube) } else { vec![None; cube.customers.len()] };
    let mut customers: Vec<Standing> = Vec::with_capacity(cube.customers.len());
    for (at, rfm) in rfm.into_iter().enumerate() {
        let given = analysis.classes.given.get(at).cloned().flatten();
        let cadence = match has_orders {
            true => cadence(&cube.customers[at], cube.span.first_day, cube.span.as_of),
            false => Cadence::unknown(),
        };
        let (class, class_before) = (analysis.classes.class[at], analysis.classes.class_before[at]);
        let in_force = analysis.classes.of(at);
        let fell = compared && class_before == Some('B') && matches!(class, Some('C') | None);
        let quiet = in_force == Some('C') && cadence.silence.is_some_and(|days| days > rules.limits.quiet_days);
        customers.push(Standing {
            customer: at,
            class,
            in_force,
            given,
            class_before,
            window: windows.0[at],
            window_before: windows.1[at],
            cycle: has_orders.then(|| Cycle::of(&cadence)),
            median_interval: cadence.median_interval,
            rfm,
            last_order: cadence.last_order,
            silence: cadence.silence,
            seasonal: cadence.seasonal,
            fell_from_b: fell,
            quiet,
        });
    }
    let mut standings = summed(&customers, analysis, rules.limits.quiet_days);
    let class = |standing: &Standing| standing.in_force.unwrap_or('Z');
    customers.sort_by_key(|one| (class(one), std::cmp::Reverse(one.window), one.customer));
    standings.customers = customers;
    standings
}

fn summed(customers: &[Standing], analysis: &Analysis, quiet_days: i32) -> Standings {
    let window = |one: &Standing| one.window.unwrap_or(Money::ZERO);
    let tally = |of: &dyn Fn(&Standing) -> bool, money: &dyn Fn(&Standing) -> Money| {
        let mut tally = Tally::default();
        customers.iter().filter(|one| of(one)).for_each(|one| tally.add(money(one)));
        tally
    };
    let mut scores = [[0; 5]; 3];
    for rfm in customers.iter().filter_map(|one| one.rfm) {
        for (counts, score) in scores.iter_mut().zip([rfm.r, rfm.f, rfm.m]) {
            counts[usize::from(score) - 1] += 1;
        }
    }
    let cycles = Cycle::ALL
        .map(|cycle| CycleTally { cycle, tally: tally(&|one| one.cycle == Some(cycle), &window) })
        .into_iter()
        .filter(|_| customers.iter().any(|one| one.cycle.is_some()));
    let classes = &analysis.classes;
    let b_before = classes.before.map(|_| classes.migration[1].iter().map(|tally| tally.n).sum::<u64>());
    let counted = |of: &dyn Fn(&Standing) -> bool| customers.iter().filter(|one| of(one)).count();
    Standings {
        cycles: cycles.collect(),
        scores,
        scored: counted(&|one| one.rfm.is_some()),
        cooling: tally(&|one| one.rfm.is_some_and(|rfm| rfm.cools()), &|one| {
            one.rfm.map_or(Money::ZERO, |rfm| rfm.money)
        }),
        b: classes.b.n,
        b_before,
        b_shrinks: b_before.is_some_and(|before| classes.b.n * 10 <= before * 9 && before > 0),
        fell_from_b: tally(&|one| one.fell_from_b, &|one| window(one) - one.window_before.unwrap_or(Money::ZERO)),
        quiet: tally(&|one| one.quiet, &window),
        quiet_seasonal: counted(&|one| one.quiet && one.seasonal) as u64,
        quiet_days,
        given: counted(&|one| one.given.is_some()),
        given_otherwise: counted(&|one| {
            one.given.as_deref().and_then(letter).is_some_and(|_| one.in_force != one.class)
        }),
        given_other_words: counted(&|one| one.given.as_deref().is_some_and(|text| letter(text).is_none())),
        customers: Vec::new(),
    }
}

/// Gives each customer's money in a window, `None` without rows in it.
fn nets(cube: &Cube, window: Option<&Concentration>) -> Vec<Option<Money>> {
    let customers = cube.customers.len();
    window.map_or_else(|| vec![None; customers], |window| window.nets(customers))
}
