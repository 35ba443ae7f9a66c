//! Customers that changed hands in the window, and what became of them.

use serde::Serialize;

use super::tally::Tallied;
use crate::analyse::{Analysis, CadenceClass};
use crate::cube::Cube;
use crate::model::{Day, Money};

/// How many days after the change nothing can be said yet.
const EARLY: i32 = 60;
/// How many days before and after it are compared at most.
const COMPARED: i32 = 365;

/// What became of a customer that changed hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterTransfer {
    Grew,
    Shrank,
    /// It is overdue by its own cadence.
    Stopped,
    /// Less than 60 days have passed.
    Early,
}

/// A customer that changed hands: all rows up to some day are others', all since are one person's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Transfer {
    #[serde(skip)]
    pub customer: usize,
    pub from: String,
    pub to: String,
    /// The first row of the new one.
    pub day: Day,
    /// The days compared on each side.
    pub days: i32,
    /// Its revenue in so many days before the change, and since.
    pub before: Money,
    pub after: Money,
    pub became: AfterTransfer,
}

/// Finds the customers that changed hands in the window.
pub fn transfers(cube: &Cube, tallied: &Tallied<'_>, analysis: &Analysis) -> Vec<Transfer> {
    let window = &analysis.concentration;
    let as_of = cube.span.as_of;
    let mut late = vec![false; cube.customers.len()];
    for trend in &analysis.trends.customers {
        late[trend.customer] = trend.cadence.class == CadenceClass::Overdue && !trend.cadence.seasonal;
    }
    let mut found = Vec::new();
    for (customer, sellers) in tallied.sellers.iter().enumerate().filter(|(_, sellers)| sellers.len() > 1) {
        let latest = sellers.iter().max_by_key(|(_, sold)| (sold.last, sold.first));
        let Some(&(to, now)) = latest.filter(|(name, _)| !name.is_empty()) else { continue };
        let others = sellers.iter().filter(|(name, _)| *name != to);
        let Some(&(from, before)) = others.max_by_key(|(_, sold)| sold.last) else { continue };
        let day = Day::from_number(now.first);
        if before.last >= now.first || from.is_empty() || day < window.from || day > window.to {
            continue;
        }
        let facts = &cube.customers[customer];
        let days = (as_of.since(day) + 1).min(COMPARED);
        let net = |from: Day, to: Day| facts.net_between(from, to).unwrap_or_default();
        let (was, is) = (net(day.plus_days(-days), day.plus_days(-1)), net(day, day.plus_days(days - 1)));
        let became = match () {
            () if late[customer] => AfterTransfer::Stopped,
            () if days < EARLY => AfterTransfer::Early,
            () if is >= was => AfterTransfer::Grew,
            () => AfterTransfer::Shrank,
        };
        let (from, to) = (from.to_owned(), to.to_owned());
        found.push(Transfer { customer, from, to, day, days, before: was, after: is, became });
    }
    found.sort_by_key(|one| (std::cmp::Reverse(one.before.max(one.after)), one.customer));
    found
}
