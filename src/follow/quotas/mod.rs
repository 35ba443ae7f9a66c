//! Won, engaged and shared customers: who has more than the quota, what is to be released, who claims whom, and what engaged
//! customers become.
//!
//! In: the customer table, the log, the orders' facts. A *won* customer is its owner's without limit; an *engaged* one is worked on
//! by one owner, up to a quota; the others are *shared*. Nothing is changed: a proposal is for a person to approve.

mod claims;
mod handover;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use self::claims::{Claimant, ClaimedTwice, HowClaimed};
pub use self::handover::{HandedOver, Handover, handover};
use super::holders::{by_key, holders};
use crate::analyse::{Analysis, Names};
use crate::cube::Cube;
use crate::model::companion::{Companions, MasterRow, Status};
use crate::model::{Day, Money, Orders, Rules};

/// The customers of one owner by status, and what became of those that it registered.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OwnerStatus {
    /// Empty for those of nobody.
    pub owner: String,
    pub won: usize,
    pub engaged: usize,
    pub shared: usize,
    pub without_status: usize,
    /// How many engaged customers are above the quota; nothing without one.
    pub over: Option<usize>,
    /// Registered before their first order or without one yet, won or engaged; and how many of them have ordered since.
    pub registered: usize,
    pub became_won: usize,
    pub rate: Option<f64>,
    /// From the day registered to the first order.
    pub median_days: Option<f64>,
    /// Engaged without contact for longer than the limit.
    pub quiet: usize,
    /// More shared customers than the limit.
    pub crowded: bool,
}

/// A customer that has been silent, or was left alone, for long.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Idle {
    pub name: String,
    pub key: String,
    pub owner: Option<String>,
    /// The last contact, or order, that is known.
    pub last: Option<Day>,
    pub days: Option<i32>,
    /// Its revenue in the window.
    pub window: Money,
}

/// Everything about status.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quotas {
    pub quota: Option<usize>,
    pub engaged_days: i32,
    pub won_days: i32,
    pub shared_most: Option<usize>,
    /// By name, those of nobody last.
    pub owners: Vec<OwnerStatus>,
    pub whole: OwnerStatus,
    /// Engaged without contact for long, to be released: the longest first.
    pub quiet: Vec<Idle>,
    /// Won and without an order for long.
    pub stale: Vec<Idle>,
    pub claimed: Vec<ClaimedTwice>,
    pub handover: Handover,
}

/// Looks at the status of all customers; nothing where the customer table gives none.
pub fn quotas(
    (cube, orders): (&Cube, &Orders),
    analysis: &Analysis,
    names: Option<&Names>,
    companions: &Companions,
    rules: &Rules,
) -> Option<Quotas> {
    let master = companions.customers.as_ref()?;
    master.rows.iter().any(|row| row.status.is_some()).then_some(())?;
    let book = &Book::of((cube, orders), analysis, companions, rules);
    // Of a customer with several rows, the first counts; the others are told as claims.
    let mut seen = BTreeSet::new();
    let rows: Vec<&MasterRow> = master.rows.iter().filter(|row| seen.insert(row.customer.key.as_str())).collect();
    let limits = &rules.quotas;
    let quiet = idle(rows.iter().filter(|row| row.status == Some(Status::Engaged)), book, limits.engaged_days, |row| {
        book.last_contact(row)
    });
    let won_days = rules.limits.quiet_days;
    let stale =
        idle(rows.iter().filter(|row| row.status == Some(Status::Won)), book, won_days, |row| book.last_order(row));
    let mut by: BTreeMap<&str, Vec<&MasterRow>> = BTreeMap::new();
    rows.iter().for_each(|row| by.entry(book.owner(row).unwrap_or_default()).or_default().push(row));
    let mut owners: Vec<OwnerStatus> = by.iter().map(|(name, rows)| status(name, rows, &quiet, book, rules)).collect();
    owners.sort_by_key(|one| (one.owner.is_empty(), one.owner.clone()));
    let mut whole = status("", &rows, &quiet, book, rules);
    whole.over = limits.engaged.map(|_| owners.iter().filter_map(|one| one.over).sum());
    whole.crowded = false;
    whole.quiet = quiet.len();
    Some(Quotas {
        quota: limits.engaged,
        engaged_days: limits.engaged_days,
        won_days,
        shared_most: limits.shared,
        handover: handover(&rows, &owners, book, rules),
        claimed: claims::claimed(master, names, cube),
        owners,
        whole,
        quiet,
        stale,
    })
}

/// What is known of customers beside their rows of the table.
pub struct Book<'a> {
    cube: &'a Cube,
    as_of: Day,
    nets: Vec<Money>,
    contacts: BTreeMap<&'a str, Day>,
    /// Who holds each customer of the orders, and whom the table names for each of its own, by key.
    held: Vec<Option<String>>,
    named: BTreeMap<&'a str, &'a str>,
}

impl<'a> Book<'a> {
    fn of(
        (cube, orders): (&'a Cube, &Orders),
        analysis: &Analysis,
        companions: &'a Companions,
        rules: &Rules,
    ) -> Book<'a> {
        let nets = analysis.concentration.nets(cube.customers.len());
        let nets = nets.into_iter().map(Option::unwrap_or_default).collect();
        let as_of = cube.span.as_of;
        let mut contacts: BTreeMap<&str, Day> = BTreeMap::new();
        for row in companions.follow_ups.iter().flat_map(|log| &log.rows).filter(|row| row.day <= as_of) {
            let last = contacts.entry(&row.customer.key).or_insert(row.day);
            *last = (*last).max(row.day);
        }
        let named = companions.customers.as_ref().map(by_key).unwrap_or_default();
        Book { cube, as_of, nets, contacts, held: holders(orders, companions, rules), named }
    }

    /// Gives who holds a customer.
    pub fn owner(&self, row: &MasterRow) -> Option<&str> {
        let held = row.customer.client.and_then(|client| self.held.get(client as usize)?.as_deref());
        held.or_else(|| self.named.get(row.customer.key.as_str()).copied())
    }

    fn orders(&self, row: &MasterRow) -> impl Iterator<Item = Day> + '_ {
        let customer = row.customer.client.and_then(|client| self.cube.customers.get(client as usize));
        customer.into_iter().flat_map(|customer| customer.order_days(self.as_of))
    }

    fn last_order(&self, row: &MasterRow) -> Option<Day> {
        self.orders(row).last()
    }

    /// Gives the last contact that is known: of the log, the first contact, an order, or the day on which it was registered.
    fn last_contact(&self, row: &MasterRow) -> Option<Day> {
        let known = [
            self.contacts.get(row.customer.key.as_str()).copied(),
            row.first_contact,
            row.registered,
            self.last_order(row),
        ];
        known.into_iter().flatten().filter(|day| *day <= self.as_of).max()
    }

    /// Gives a customer's revenue in the window.
    pub fn net(&self, row: &MasterRow) -> Money {
        row.customer.client.and_then(|client| self.nets.get(client as usize)).copied().unwrap_or_default()
    }

    /// Gives the name to show.
    pub fn name(&self, row: &MasterRow) -> String {
        let customer = row.customer.client.and_then(|client| self.cube.customers.get(client as usize));
        customer.map_or_else(|| row.customer.text.clone(), |customer| customer.name.clone())
    }
}

/// Lists the customers of which nothing was heard for more days than the limit, or nothing at all.
fn idle<'r>(
    rows: impl Iterator<Item = &'r &'r MasterRow>,
    book: &Book<'_>,
    limit: i32,
    last: impl Fn(&MasterRow) -> Option<Day>,
) -> Vec<Idle> {
    let mut found: Vec<Idle> = rows
        .filter_map(|row| {
            let last = last(row);
            let days = last.map(|last| book.as_of.since(last));
            days.is_none_or(|days| days > limit).then(|| Idle {
                name: book.name(row),
                key: row.customer.key.clone(),
                owner: book.owner(row).map(str::to_owned),
                last,
                days,
                window: book.net(row),
            })
        })
        .collect();
    found.sort_by(|a, b| {
        let long = |one: &Idle| one.days.unwrap_or(i32::MAX);
        long(b).cmp(&long(a)).then(b.window.cmp(&a.window)).then_with(|| a.key.cmp(&b.key))
    });
    found
}

fn status(name: &str, rows: &[&MasterRow], quiet: &[Idle], book: &Book<'_>, rules: &Rules) -> OwnerStatus {
    let count = |status: Option<Status>| rows.iter().filter(|row| row.status == status).count();
    let engaged = count(Some(Status::Engaged));
    let shared = count(Some(Status::Shared));
    let (mut registered, mut days) = (0, Vec::new());
    for row in rows.iter().filter(|row| matches!(row.status, Some(Status::Won | Status::Engaged))) {
        let Some(since) = row.registered else { continue };
        match book.orders(row).next() {
            None => registered += 1,
            // One that had ordered before was not won by being engaged.
            Some(first) if first < since => {}
            Some(first) => {
                registered += 1;
                days.push(first.since(since));
            }
        }
    }
    let became_won = days.len();
    OwnerStatus {
        owner: name.to_owned(),
        won: count(Some(Status::Won)),
        engaged,
        shared,
        without_status: count(None),
        over: rules.quotas.engaged.map(|quota| engaged.saturating_sub(quota)).filter(|_| !name.is_empty()),
        registered,
        became_won,
        rate: (registered > 0).then(|| became_won as f64 / registered as f64),
        median_days: crate::analyse::median_days(&mut days),
        quiet: quiet.iter().filter(|one| one.owner.as_deref().unwrap_or_default() == name).count(),
        crowded: !name.is_empty() && rules.quotas.shared.is_some_and(|most| shared > most),
    }
}
