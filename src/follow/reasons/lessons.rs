//! What can be learned of customers that are gone: how it went, what it cost, and what was tried.
//!
//! The orders and each table are gone through once, whatever the number of customers that are gone.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Cut, Scene, Talks, last_order};
use crate::analyse::LossKind;
use crate::model::companion::{FollowUp, Master, MasterRow, Who};
use crate::model::{Day, Money, Orders, Period, Recoverable, Stated, Tally};

/// What can be learned of a customer that is gone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lesson {
    #[serde(skip)]
    pub customer: usize,
    pub owner: Option<String>,
    pub period: Period,
    pub kind: LossKind,
    pub last_order: Option<Day>,
    /// What it bought in the 12 months up to its last order.
    pub a_year: Money,
    /// What its rows below zero took in those months, above zero.
    pub credits: Money,
    /// Nothing where there is no table of it.
    pub receivables: Option<Money>,
    pub claims: Option<Money>,
    pub stock: Option<Money>,
    /// The other customers of its group, and those that it brought: how many, and what they bought in those 12 months.
    pub related: Option<Tally>,
    pub reason: Option<Stated>,
    pub recoverable: Recoverable,
    /// What was tried: the number of talks since the period before it was lost, and the last of them.
    pub talks: usize,
    pub tried: Option<String>,
    pub outcome: Option<String>,
}

/// Tells what can be learned of the customers that are gone, those that bought most in a year first.
pub fn lessons<'c>(
    scene: &Scene<'_>,
    gone: impl Iterator<Item = &'c Cut>,
    talks: &Talks<'_>,
    owners: &[Option<String>],
) -> Vec<Lesson> {
    let gone: Vec<&Cut> = gone.collect();
    let known = Known::of(scene, gone.iter().map(|cut| cut.customer));
    let mut found: Vec<Lesson> = gone.iter().filter_map(|cut| lesson(scene, cut, talks, owners, &known)).collect();
    let key = |customer: usize| scene.cube.customers[customer].key.as_str();
    found.sort_by(|a, b| b.a_year.cmp(&a.a_year).then_with(|| key(a.customer).cmp(key(b.customer))));
    found
}

fn lesson(
    scene: &Scene<'_>,
    cut: &Cut,
    talks: &Talks<'_>,
    owners: &[Option<String>],
    known: &Known<'_>,
) -> Option<Lesson> {
    let cube = scene.cube;
    let customer = cube.customers.get(cut.customer)?;
    let last = last_order(cube, cut.customer, cut.period.first_day());
    let end = last.unwrap_or_else(|| cut.period.before().last_day());
    let from = end.plus_days(1).plus_months(-12);
    let of = |table: &Option<Sums>| table.as_ref().map(|sums| sums.get(&cut.customer).copied().unwrap_or_default());
    let days = (cut.period.before().first_day(), cube.span.as_of);
    let own: Vec<&FollowUp> = talks.between(cut.customer, days).collect();
    let latest = |text: fn(&FollowUp) -> Option<&String>| own.iter().rev().find_map(|talk| text(talk)).cloned();
    Some(Lesson {
        customer: cut.customer,
        owner: owners.get(cut.customer).cloned().flatten(),
        period: cut.period,
        kind: cut.kind?,
        last_order: last,
        a_year: customer.net_between(from, end).unwrap_or_default(),
        credits: known.credits(cut.customer, (from, cube.span.as_of)),
        receivables: of(&known.receivables),
        claims: of(&known.claims),
        stock: of(&known.stock),
        related: known.relations.as_ref().map(|relations| relations.of(scene, cut.customer, (from, end))),
        reason: cut.reason.clone(),
        recoverable: cut.reason.as_ref().map_or(Recoverable::Unknown, |reason| reason.recoverable(&scene.rules.causes)),
        talks: own.len(),
        tried: latest(|talk| talk.said.as_ref()),
        outcome: latest(|talk| talk.outcome.as_ref()),
    })
}

/// Money by customer.
type Sums = BTreeMap<usize, Money>;

/// What the orders and the tables hold of the customers that are gone.
struct Known<'a> {
    /// Day and amount of the rows below zero.
    credits: BTreeMap<usize, Vec<(i32, Money)>>,
    receivables: Option<Sums>,
    claims: Option<Sums>,
    stock: Option<Sums>,
    relations: Option<Relations<'a>>,
}

impl<'a> Known<'a> {
    fn of(scene: &Scene<'a>, gone: impl Iterator<Item = usize>) -> Known<'a> {
        let tables = scene.companions;
        Known {
            credits: credits(scene.orders, gone.map(|customer| (customer, Vec::new())).collect()),
            receivables: tables
                .receivables
                .as_ref()
                .map(|table| sums(table.rows.iter().map(|row| (&row.customer, Some(row.amount))))),
            claims: tables.claims.as_ref().map(|table| sums(table.rows.iter().map(|row| (&row.customer, row.amount)))),
            stock: tables.stock.as_ref().map(|table| sums(table.rows.iter().map(|row| (&row.customer, row.amount)))),
            relations: tables.customers.as_ref().map(Relations::of_master),
        }
    }

    /// Gives what a customer's rows below zero took in those days, above zero.
    fn credits(&self, customer: usize, (from, to): (Day, Day)) -> Money {
        let within = from.number()..=to.number();
        let own = self.credits.get(&customer).into_iter().flatten().filter(|(day, _)| within.contains(day));
        own.map(|(_, amount)| -*amount).sum()
    }
}

fn credits(orders: &Orders, mut found: BTreeMap<usize, Vec<(i32, Money)>>) -> BTreeMap<usize, Vec<(i32, Money)>> {
    for (at, &amount) in orders.amount.iter().enumerate().filter(|(_, amount)| **amount < 0) {
        let client = orders.client.get(at).map(|client| *client as usize);
        if let Some(own) = client.and_then(|client| found.get_mut(&client)) {
            own.push((orders.day[at], Money::from_raw(amount)));
        }
    }
    found
}

fn sums<'t>(rows: impl Iterator<Item = (&'t Who, Option<Money>)>) -> Sums {
    let mut sums = Sums::new();
    for (who, amount) in rows {
        if let Some(client) = who.client {
            *sums.entry(client as usize).or_default() += amount.unwrap_or_default();
        }
    }
    sums
}

/// Who belongs to whom by the customer table, by key.
struct Relations<'a> {
    /// The first row of each customer.
    rows: BTreeMap<&'a str, &'a MasterRow>,
    /// The customers of each parent company, and those that each customer brought.
    members: BTreeMap<&'a str, Vec<&'a MasterRow>>,
    brought: BTreeMap<&'a str, Vec<&'a MasterRow>>,
}

impl<'a> Relations<'a> {
    fn of_master(master: &'a Master) -> Relations<'a> {
        let mut found = Relations { rows: BTreeMap::new(), members: BTreeMap::new(), brought: BTreeMap::new() };
        for row in &master.rows {
            found.rows.entry(&row.customer.key).or_insert(row);
            if let Some(parent) = &row.parent {
                found.members.entry(&parent.key).or_default().push(row);
            }
            if let Some(bringer) = &row.referred_by {
                found.brought.entry(&bringer.key).or_default().push(row);
            }
        }
        found
    }

    /// Gives the other customers of a customer's group and those that it brought, with what they bought in those days.
    fn of(&self, scene: &Scene<'_>, customer: usize, (from, to): (Day, Day)) -> Tally {
        let key = scene.cube.customers[customer].key.as_str();
        let group = self.rows.get(key).and_then(|row| row.parent.as_ref()).map_or(key, |parent| parent.key.as_str());
        let lists = [self.members.get(group), self.brought.get(key)].into_iter().flatten().flatten();
        let mut tally = Tally::default();
        let mut seen = BTreeSet::from([key]);
        for row in self.rows.get(group).into_iter().chain(lists) {
            if seen.insert(&row.customer.key) {
                let own = row.customer.client.and_then(|client| scene.cube.customers.get(client as usize));
                tally.add(own.and_then(|own| own.net_between(from, to)).unwrap_or_default());
            }
        }
        tally
    }
}
