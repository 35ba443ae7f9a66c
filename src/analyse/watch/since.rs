//! What is new, worse or over since the last run, and what a loss that was reported has become.

use std::collections::BTreeMap;

use serde::Serialize;

use super::customers::{ordered_after, trend_of};
use super::restated::{Restated, restated};
use super::{Alert, Id, Memory, Scene, Told};
use crate::analyse::book::Book;
use crate::analyse::fx;
use crate::analyse::{CadenceClass, Movement};
use crate::model::{Day, Failure, Money, Period};

/// Where an alert stands against the last run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    New,
    Worse,
    Standing,
}

/// What happened since the last run.
#[derive(Clone, Debug, PartialEq)]
pub struct Since {
    /// The day that the last run spoke from, and the period it was about.
    pub as_of: Day,
    pub period: String,
    /// What was told and holds no more, by what was at stake.
    pub over: Vec<Over>,
    /// Periods that are not what was reported, the latest first: all whose sum differs, and those in which at least the money
    /// floor moved between customers.
    pub restated: Vec<Restated>,
    told: BTreeMap<Id, i64>,
    floor: Money,
}

/// An alert that holds no more.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Over {
    #[serde(flatten)]
    pub told: Told,
    #[serde(flatten)]
    pub became: Became,
}

/// Why it holds no more.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "became", rename_all = "snake_case")]
pub enum Became {
    /// Ordered again, on that day first, and for so much since.
    Ordered { on: Day, amount: Money },
    /// A loss that is none, for rows came late (or went): what the customer is now in that period.
    Restated { movement: Movement, amount_before: Money, amount: Money },
    /// The amount of the report's period.
    Amount {
        #[serde(rename = "period_now")]
        period: Period,
        amount: Money,
    },
    /// The share now.
    Share { share: f64 },
    /// Nothing in the whole window any more: no longer told of.
    NoClass,
    /// At its usual pace again, by other days than were known.
    OnTime,
    /// The customer, or one of two, is no longer in the data or was merged.
    Gone,
    /// No day lies far off all others any more.
    NoStrays,
    /// So many rows are set aside now.
    Rows { rows: u64 },
    /// A target that was behind is not behind any more.
    CaughtUp,
    /// New customers came again.
    New {
        #[serde(rename = "period_now")]
        period: Period,
        customers: usize,
        amount: Money,
    },
    /// Rows came, up to that day.
    Came { last_day: Day },
}

impl Became {
    /// The kind of alert that stands until it is made good.
    pub const LOST: &'static str = "lost";
}

impl Since {
    /// Gives where an alert stands.
    pub fn status(&self, alert: &Alert) -> Status {
        match self.told.get(&alert.id()) {
            None => Status::New,
            Some(&then) if alert.fact.is_worse(alert.fact.degree(alert.stake), then, self.floor) => Status::Worse,
            Some(_) => Status::Standing,
        }
    }
}

/// Compares this run with the last; of a book that has gone `backwards`, only what was reported of its periods.
pub fn since(
    scene: &Scene<'_>,
    before: &Memory,
    found: &[Alert],
    (floor, backwards): (Money, bool),
) -> Result<Since, Failure> {
    let places: BTreeMap<&str, usize> =
        scene.cube.customers.iter().enumerate().map(|(at, customer)| (customer.key.as_str(), at)).collect();
    let now: BTreeMap<Id, &Alert> = found.iter().map(|alert| (alert.id(), alert)).collect();
    let book = Book::new(scene.cube, scene.rules);
    let mut over: Vec<Over> = Vec::new();
    for told in before.told.iter().filter(|told| !backwards && !now.contains_key(&told.id())) {
        let customer = places.get(told.key.as_str()).copied();
        let became = became(scene, &book, before, told, customer);
        over.extend(became.map(|became| Over { told: told.clone(), became }));
    }
    over.sort_by(|a, b| b.told.stake.cmp(&a.told.stake).then_with(|| a.told.id().cmp(&b.told.id())));
    let mut restated = restated(scene, before)?;
    restated.retain(|one| !one.change().is_zero() || one.moved() >= floor.max(Money::from_raw(1)));
    Ok(Since {
        as_of: before.as_of,
        period: before.period.clone(),
        over,
        restated,
        told: before.told.iter().map(|told| (told.id(), told.degree)).collect(),
        floor,
    })
}

/// Tells why an alert holds no more; nothing of a loss that still is one.
fn became(scene: &Scene<'_>, book: &Book<'_>, before: &Memory, told: &Told, customer: Option<usize>) -> Option<Became> {
    let kind = told.kind.as_str();
    if kind == "behind" {
        // A period that is over has been told; only those that are still looked at can be caught up with.
        let analysis = scene.analysis;
        let running = analysis.partial.as_ref().map(|partial| partial.period);
        let looked_at = [Some(analysis.period), running].into_iter().flatten().any(|one| one.label() == told.period);
        return looked_at.then_some(Became::CaughtUp);
    }
    let Some(customer) = customer else {
        return Some(match kind {
            "set_aside" => Became::Rows { rows: scene.audit.faults.n },
            // Far-off days are not set aside: the alert is over as there are none.
            "strays" => Became::NoStrays,
            "late" | "shrunk" => Became::Came { last_day: scene.cube.span.last_day },
            // What surged has its period; the next one has its own.
            "surge" => return None,
            "no_new" => {
                let bridge = scene.analysis.bridge.as_ref()?;
                Became::New { period: bridge.period1, customers: bridge.n_new, amount: bridge.new }
            }
            "five" => Became::Share { share: scene.analysis.concentration.cr5.unwrap_or(0.0) },
            _ => Became::Gone,
        });
    };
    Some(match kind {
        Became::LOST => return loss(scene, book, told, customer),
        "overdue" => match ordered_after(scene, customer, told.last_order.unwrap_or(before.as_of)) {
            Some(on) => ordered(scene, customer, on),
            None => match trend_of(scene, customer).map(|trend| trend.cadence.class) {
                _ if scene.analysis.classes.class.get(customer).copied().flatten().is_none() => Became::NoClass,
                Some(CadenceClass::OnTime | CadenceClass::Late) => Became::OnTime,
                // Overdue still, but told in another way: as lost.
                _ => return None,
            },
        },
        "plunge" | "streak" => {
            let period = scene.analysis.period;
            let amount = scene.cube.place_of(period).map(|place| scene.cube.customers[customer].cell(place).net);
            // Whoever is lost now is told as lost.
            let lost = scene.analysis.bridge.iter().flat_map(|bridge| &bridge.movers);
            let lost = lost.into_iter().any(|one| one.customer == customer && one.movement == Movement::Lost);
            if lost {
                return None;
            }
            Became::Amount { period, amount: amount.unwrap_or_default() }
        }
        "suspects" => Became::Gone,
        _ => {
            let holders = &scene.analysis.concentration.holders;
            let holder = holders.iter().find(|holder| holder.customer == customer);
            Became::Share { share: holder.map_or(0.0, |holder| holder.share) }
        }
    })
}

/// Tells what became of a customer that was reported lost: no loss any more in that period, or back since; else nothing.
fn loss(scene: &Scene<'_>, book: &Book<'_>, told: &Told, customer: usize) -> Option<Became> {
    let cube = scene.cube;
    let period = cube.periods.iter().position(|period| period.label() == told.period)?;
    let facts = &cube.customers[customer];
    if let Some(before) = period.checked_sub(1) {
        let (c0, c1) = (facts.cell(before), facts.cell(period));
        let movement = fx::movement(book, customer, (before, c0), (period, c1));
        if movement != Movement::Lost {
            return Some(Became::Restated { movement, amount_before: c0.net, amount: c1.net });
        }
    }
    let end = cube.periods[period].last_day();
    ordered_after(scene, customer, end).map(|on| ordered(scene, customer, on))
}

fn ordered(scene: &Scene<'_>, customer: usize, on: Day) -> Became {
    let amount = scene.cube.customers[customer].net_between(on, scene.cube.span.as_of).unwrap_or_default();
    Became::Ordered { on, amount }
}
