//! Recency, frequency and money: each customer with an order scored against all others (rule 8).

use serde::Serialize;

use crate::cube::{Cube, Customer};
use crate::model::Money;

/// Recency, frequency and money of a customer with an order, each scored 5 (best) to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rfm {
    pub r: u8,
    pub f: u8,
    pub m: u8,
    /// Days from the last order day to as-of.
    pub recency: i32,
    pub orders: u64,
    /// Net of credits.
    pub money: Money,
}

/// The fewest orders that are *often*.
const REPEATED: u64 = 3;

impl Rfm {
    /// Says whether a customer that orders often and for much has not ordered for long, as the others go.
    pub fn cools(&self) -> bool {
        // Where most ordered once, one order is among the best of them.
        self.orders >= REPEATED && self.r <= 2 && self.f >= 4 && self.m >= 4
    }
}

/// Scores each customer with an order against the others.
pub fn scores(cube: &Cube) -> Vec<Option<Rfm>> {
    let facts = |customer: &Customer| {
        let orders: u64 = customer.cells.iter().map(|(_, cell)| u64::from(cell.orders)).sum();
        let last = customer.order_days(cube.span.as_of).last()?;
        let money: Money = customer.cells.iter().map(|(_, cell)| cell.net).sum();
        (orders > 0).then(|| (cube.span.as_of.since(last), orders, money))
    };
    let facts: Vec<Option<(i32, u64, Money)>> = cube.customers.iter().map(facts).collect();
    let known = || facts.iter().flatten();
    let recency = Scale::of(known().map(|one| -one.0).collect());
    let frequency = Scale::of(known().map(|one| one.1).collect());
    let money = Scale::of(known().map(|one| one.2).collect());
    let each = facts.iter().map(|one| {
        one.map(|(days, orders, net)| Rfm {
            r: recency.score(-days),
            f: frequency.score(orders),
            m: money.score(net),
            recency: days,
            orders,
            money: net,
        })
    });
    each.collect()
}

/// All values of one measure, ascending; a larger one is better.
struct Scale<T>(Vec<T>);

impl<T: Ord> Scale<T> {
    fn of(mut values: Vec<T>) -> Scale<T> {
        values.sort_unstable();
        Scale(values)
    }

    /// Gives 5 − ⌊5 × (rank − 1) ÷ n⌋, where rank − 1 is the number strictly better.
    fn score(&self, value: T) -> u8 {
        let better = self.0.len() - self.0.partition_point(|one| *one <= value);
        5 - (5 * better / self.0.len().max(1)) as u8
    }
}
