//! Customers of class C that are left alone, and those that have been silent for a year or more.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Lines, Scene, money};
use crate::analyse::{Standing, products};
use crate::follow::why::DORMANT;
use crate::model::{Day, Money, Orders, Texts};

/// How many products are named.
const NAMED: usize = 3;

/// A customer of class C without an order, and without a contact that is known, for longer than the limit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeftAlone {
    #[serde(skip)]
    pub customer: usize,
    pub window: Money,
    pub last_order: Option<Day>,
    pub silence: Option<i32>,
    pub last_contact: Option<Day>,
}

/// A customer that has been silent for a year or more.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dormant {
    #[serde(skip)]
    pub customer: usize,
    pub last_order: Day,
    pub silence: i32,
    /// What it bought in the 12 months that end with its last order, on how many days, and the products that made most of it.
    pub year: Money,
    pub order_days: usize,
    pub products: Vec<(String, Money)>,
    /// How many of its own average orders a year class B takes; nothing where nobody is in class B.
    pub orders_needed: Option<u32>,
    /// Whether its last year would be class B.
    pub was_enough: bool,
    pub last_contact: Option<Day>,
}

/// Those of class C that are quiet, and that nobody spoke to in that time, as far as a log tells.
pub fn alone(scene: &Scene<'_>, contacts: &BTreeMap<u32, Vec<Day>>) -> Vec<LeftAlone> {
    let limit = scene.standings.quiet_days;
    let as_of = scene.cube.span.as_of;
    let left = |one: &&Standing| {
        let last = contacts.get(&(one.customer as u32)).and_then(|days| days.last());
        one.quiet && !one.seasonal && last.is_none_or(|last| as_of.since(*last) > limit)
    };
    let mut found: Vec<LeftAlone> = scene
        .standings
        .customers
        .iter()
        .filter(left)
        .map(|one| LeftAlone {
            customer: one.customer,
            window: money(one.window),
            last_order: one.last_order,
            silence: one.silence,
            last_contact: contacts.get(&(one.customer as u32)).and_then(|days| days.last().copied()),
        })
        .collect();
    found.sort_by(|a, b| b.window.cmp(&a.window).then(a.customer.cmp(&b.customer)));
    found
}

/// Those silent for more than a year, with what they bought in their last one.
pub fn dormant(scene: &Scene<'_>, lines: Lines, contacts: &BTreeMap<u32, Vec<Day>>) -> Vec<Dormant> {
    let cube = scene.cube;
    if !cube.span.has_orders() || cube.is_folded() {
        return Vec::new();
    }
    let silent = scene.standings.customers.iter().filter(|one| !one.seasonal);
    let silent =
        silent.filter_map(|one| Some((one.customer, one.last_order?, one.silence.filter(|days| *days > DORMANT)?)));
    let mut found: Vec<Dormant> = silent
        .map(|(customer, last_order, silence)| {
            let own = &cube.customers[customer];
            let from = last_order.plus_months(-12).plus_days(1);
            let year = money(own.net_between(from, last_order));
            let order_days = own.order_days(last_order).filter(|day| *day >= from).count();
            let line = lines.b.filter(|_| year.is_positive());
            Dormant {
                customer,
                last_order,
                silence,
                year,
                order_days,
                products: Vec::new(),
                orders_needed: line.map(|line| (line.units() * order_days as f64 / year.units()).ceil() as u32),
                was_enough: line.is_some_and(|line| year >= line),
                last_contact: contacts.get(&(customer as u32)).and_then(|days| days.last().copied()),
            }
        })
        .collect();
    found.sort_by(|a, b| b.year.cmp(&a.year).then(a.customer.cmp(&b.customer)));
    name_products(scene.orders, &mut found);
    found
}

/// Names what made most of a dormant customer's last year.
fn name_products(orders: &Orders, found: &mut [Dormant]) {
    let Some((texts, _)) = products(orders).filter(|_| orders.client.len() == orders.len()) else { return };
    // Asked for each row, so a place for every client and no table; and the days of the year.
    let mut places = vec![usize::MAX; orders.clients.len()];
    for (at, one) in found.iter().enumerate() {
        places.get_mut(one.customer).into_iter().for_each(|place| *place = at);
    }
    let year = |one: &Dormant| (one.last_order.plus_months(-12), one.last_order);
    let years: Vec<(Day, Day)> = found.iter().map(year).collect();
    let mut sums: Vec<BTreeMap<u32, Money>> = vec![BTreeMap::new(); found.len()];
    for (row, &client) in orders.client.iter().enumerate() {
        let at = places[client as usize];
        let Some(&(before, last)) = years.get(at) else { continue };
        let (code, day) = (texts.codes[row], Day::from_number(orders.day[row]));
        if code != Texts::NONE && before < day && day <= last {
            *sums[at].entry(code).or_default() += Money::from_raw(orders.amount[row]);
        }
    }
    for (one, sums) in found.iter_mut().zip(sums) {
        let mut named: Vec<(String, Money)> =
            sums.into_iter().map(|(code, amount)| (texts.values.get(code).to_owned(), amount)).collect();
        named.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        named.truncate(NAMED);
        one.products = named;
    }
}
