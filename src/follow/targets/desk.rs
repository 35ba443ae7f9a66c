//! Each target beside what was reached: of the book, of salespeople, of customers.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::cover::{Cover, joined};
use super::{Aim, Frame, From, Reached, Scope, folded};
use crate::follow::credit::Credited;
use crate::model::companion::{Target, Targets, Who};
use crate::model::{Day, Money, Period, Texts};

/// The targets sorted by what they are of, beside what was reached by day.
pub struct Desk<'a> {
    reached: &'a Reached<'a>,
    book: Vec<&'a Target>,
    owners: BTreeMap<String, (String, Vec<&'a Target>)>,
    customers: BTreeMap<String, (Who, Vec<&'a Target>)>,
    /// By owner, what is credited to them on each day; nothing where nobody says whose a row is.
    by_owner: Option<BTreeMap<String, BTreeMap<Day, Money>>>,
}

impl<'a> Desk<'a> {
    pub fn new(targets: &'a Targets, reached: &'a Reached<'a>) -> Desk<'a> {
        let mut desk =
            Desk { reached, book: Vec::new(), owners: BTreeMap::new(), customers: BTreeMap::new(), by_owner: None };
        for row in &targets.rows {
            match (&row.customer, &row.owner) {
                (Some(who), _) => {
                    let entry = desk.customers.entry(who.key.clone());
                    entry.or_insert_with(|| (who.clone(), Vec::new())).1.push(row);
                }
                (None, Some(owner)) => {
                    let entry = desk.owners.entry(folded(owner));
                    entry.or_insert_with(|| (owner.trim().to_owned(), Vec::new())).1.push(row);
                }
                (None, None) => desk.book.push(row),
            }
        }
        if !desk.owners.is_empty() {
            desk.by_owner = by_owner(reached);
        }
        desk
    }

    pub fn frame(&self, period: Period, to: Day) -> Frame {
        let mut aims: Vec<Aim> = self.book(period, to).into_iter().collect();
        let mut owners: Vec<Aim> = self.owners.keys().filter_map(|owner| self.owner(owner, period, to)).collect();
        let mut customers: Vec<Aim> =
            self.customers.values().filter_map(|(who, rows)| self.customer(who, rows, period, to)).collect();
        // Stable: those of one target stay by name or key.
        owners.sort_by_key(|one| std::cmp::Reverse(one.target));
        customers.sort_by_key(|one| std::cmp::Reverse(one.target));
        let sum: Money = owners.iter().map(|aim| aim.target).sum();
        // Sums of other days cannot be compared.
        let whole = !owners.is_empty() && owners.iter().chain(&aims).all(|aim| aim.gaps.is_empty());
        let own = aims.first().filter(|aim| aim.scope == Scope::Book { from: From::Own } && whole);
        let owners_sum = own.filter(|aim| aim.target != sum).map(|_| sum);
        aims.extend(owners);
        aims.extend(customers);
        Frame { period, to, aims, owners_sum }
    }

    /// Sets a cover against what was reached.
    fn aim(&self, scope: Scope, cover: &Cover, to: Day, reached: impl Fn(Day, Day) -> Option<Money>) -> Aim {
        let actual = cover.days(to).into_iter().map(|(from, to)| reached(from, to)).sum::<Option<Money>>();
        Aim { scope, target: cover.target(), due: cover.due(to), actual, gaps: cover.gaps.clone() }
    }

    pub fn book(&self, period: Period, to: Day) -> Option<Aim> {
        if self.reached.part {
            return None;
        }
        let customers = &self.reached.cube.customers;
        let whole =
            |from: Day, to: Day| Some(customers.iter().filter_map(|customer| customer.net_between(from, to)).sum());
        if let Some(cover) = Cover::of(self.book.iter().copied(), period) {
            return Some(self.aim(Scope::Book { from: From::Own }, &cover, to, whole));
        }
        // Each owner's targets may cover other days; those that all have are compared.
        let all = |rows: Vec<&Vec<&'a Target>>| -> Option<Cover> {
            let covers: Vec<Cover> =
                rows.into_iter().filter_map(|rows| Cover::of(rows.iter().copied(), period)).collect();
            covers.into_iter().reduce(joined)
        };
        if let Some(cover) = all(self.owners.values().map(|(_, rows)| rows).collect()) {
            return Some(self.aim(Scope::Book { from: From::Owners }, &cover, to, whole));
        }
        let cover = all(self.customers.values().map(|(_, rows)| rows).collect())?;
        let theirs = |from: Day, to: Day| {
            let places = self.customers.values().filter_map(|(who, _)| who.client);
            let nets = places.filter_map(|place| customers.get(place as usize)?.net_between(from, to));
            Some(nets.sum())
        };
        Some(self.aim(Scope::Book { from: From::Customers }, &cover, to, theirs))
    }

    fn owner(&self, owner: &str, period: Period, to: Day) -> Option<Aim> {
        let (name, rows) = self.owners.get(owner)?;
        let cover = Cover::of(rows.iter().copied(), period)?;
        let days = self.by_owner.as_ref().map(|owners| owners.get(owner));
        let known = matches!(days, Some(Some(_)));
        let scope = Scope::Owner { name: name.clone(), known };
        Some(self.aim(scope, &cover, to, |from, to| {
            let days = days?;
            Some(days.map(|days| days.range(from..=to).map(|(_, net)| *net).sum()).unwrap_or_default())
        }))
    }

    fn customer(&self, who: &Who, rows: &[&Target], period: Period, to: Day) -> Option<Aim> {
        let cover = Cover::of(rows.iter().copied(), period)?;
        let place = who.client.map(|client| client as usize);
        let customer = place.and_then(|place| self.reached.cube.customers.get(place));
        let name = customer.map_or_else(|| who.text.clone(), |customer| customer.name.clone());
        let scope = Scope::Customer { key: who.key.clone(), name, place };
        Some(self.aim(scope, &cover, to, |from, to| {
            Some(customer.and_then(|customer| customer.net_between(from, to)).unwrap_or_default())
        }))
    }
}

/// Sums each owner's days over the rows that are credited to them; nothing where nobody says whose a row is.
fn by_owner(reached: &Reached<'_>) -> Option<BTreeMap<String, BTreeMap<Day, Money>>> {
    let credited = Credited::of(reached.orders, reached.companions, reached.rules)?;
    let rows = credited.rows();
    let mut sums: FxHashMap<(u32, i32), Money> = FxHashMap::default();
    for (at, &code) in rows.slice.codes.iter().enumerate().filter(|(_, code)| **code != Texts::NONE) {
        *sums.entry((code, rows.day[at])).or_default() += Money::from_raw(rows.amount[at]);
    }
    let mut owners: BTreeMap<String, BTreeMap<Day, Money>> = BTreeMap::new();
    for ((code, day), net) in sums {
        let days = owners.entry(folded(rows.slice.values.get(code))).or_default();
        *days.entry(Day::from_number(day)).or_default() += net;
    }
    // Nobody is no owner.
    owners.remove("");
    Some(owners)
}
