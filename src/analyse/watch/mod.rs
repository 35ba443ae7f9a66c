//! What needs attention: the alerts of `watch`, each with its numbers and the money at stake, and what became of those told before.
//!
//! ```text
//! trends, bridge ─▶ customers   lost, plunged, falling in a row, overdue, surged
//! windows, names ─▶ book        concentration, no new customers, suspects; the data themselves: late, set aside, stray
//! last run       ─▶ memory      what the last run knew and told
//!                ─▶ since       new, worse, standing, over; restated periods with the rows that moved them
//! ```

mod alert;
mod book;
mod customers;
mod memory;
mod restated;
mod since;
#[cfg(test)]
mod tests;

pub use alert::*;
pub use memory::{Known, Line, Memory, Told};
pub use restated::{CellMove, LineAt, Restated};
pub use since::{Became, Over, Since, Status};

use super::{Analysis, Names};
use crate::cube::Cube;
use crate::model::{Audit, Day, Failure, Money, Orders, Problem, Rules};

/// What alerts are found in.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub cube: &'a Cube,
    pub analysis: &'a Analysis,
    pub names: Option<&'a Names>,
    /// With their rows, and where each stands.
    pub orders: &'a Orders,
    pub audit: &'a Audit,
    pub problems: &'a [Problem],
    pub rules: &'a Rules,
    pub today: Day,
    /// Whether there is a next run that must know what this one does.
    pub remembers: bool,
    /// What else needs attention, found by those who know more than the orders.
    pub also: &'a [Alert],
}

impl Scene<'_> {
    /// Gives a customer as alerts name it.
    pub(super) fn who(&self, customer: usize) -> Who {
        let customer = &self.cube.customers[customer];
        Who { key: customer.key.clone(), name: customer.name.clone() }
    }

    /// Gives the day from which silence of the data is counted: as-of where it was given, else today.
    pub(super) fn day(&self) -> Day {
        if self.cube.span.as_of_given { self.cube.span.as_of } else { self.today }
    }
}

/// Everything that a run tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// By money at stake, then kind and key.
    pub alerts: Vec<(Alert, Option<Status>)>,
    /// The alerts of customers below the money floor, and the largest stake among them.
    pub below: usize,
    pub below_most: Money,
    /// The money floor.
    pub floor: Money,
    /// What became of what the last run told; nothing on the first.
    pub since: Option<Since>,
}

impl Watch {
    /// Says whether there is something to report: of a run that asks for changes only, something new, worse or over.
    pub fn speaks(&self, changes_only: bool) -> bool {
        let changed = self.since.as_ref().is_some_and(|since| !since.over.is_empty() || !since.restated.is_empty());
        changed || self.alerts.iter().any(|(_, status)| !changes_only || *status != Some(Status::Standing))
    }
}

/// Gives an amount that statistics gave, in currency units, as money.
fn units(amount: f64) -> Money {
    Money::from_raw((amount * Money::PER_UNIT as f64).round() as i64)
}

/// Finds what needs attention, against what the last run knew where there was one; and gives what this run knows, for a next
/// one that remembers. No new memory where the data end earlier than last time: the one that stands is the better one.
///
/// # Errors
/// Rows that do not add up to what moved a period: a mistake of mingxi.
pub fn watch(scene: &Scene<'_>, before: Option<&Memory>) -> Result<(Watch, Option<Memory>), Failure> {
    let floor = units(scene.analysis.trends.floor);
    let mut found = customers::alerts(scene);
    found.extend(book::alerts(scene));
    found.extend(scene.also.iter().cloned());
    found.extend(before.and_then(|before| book::shrunk(scene, before)));
    found.sort_by(|a, b| b.stake.cmp(&a.stake).then_with(|| a.id().cmp(&b.id())));
    let backwards = before.is_some_and(|before| before.is_later_than(scene));
    let since = match before {
        Some(before) => Some(since::since(scene, before, &found, (floor, backwards))?),
        None => None,
    };
    let status = |alert: &Alert| since.as_ref().map(|since| since.status(alert));
    let memory =
        (scene.remembers && !backwards).then(|| memory::remembered(scene, before, &found, (floor, since.as_ref())));
    // Of a book that has gone backwards only the data themselves are told: all else would be compared with a later day.
    let alerts = found.iter().filter(|alert| !backwards || alert.fact.is_of_data());
    let told: Vec<(Alert, Option<Status>)> =
        alerts.filter(|alert| alert.is_told(floor)).map(|alert| (alert.clone(), status(alert))).collect();
    let below = || found.iter().filter(|alert| !alert.is_told(floor));
    Ok((
        Watch {
            alerts: told,
            below: below().count(),
            below_most: below().map(|alert| alert.stake).max().unwrap_or(Money::ZERO),
            floor,
            since,
        },
        memory,
    ))
}
