//! The days from order to shipment, by period and customer, and how they changed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Group, median};
use crate::cube::Cube;
use crate::model::{Day, Orders, Period};

/// The times of some orders: an order is shipped when its last row above zero is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Times {
    pub orders: usize,
    pub shipped: usize,
    pub median: Option<f64>,
    pub mean: Option<f64>,
    pub longest: Option<i32>,
}

/// The orders of one period, by the day of the order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodTime {
    pub period: Period,
    /// Whether it is a first one that the data begin late in.
    pub short: bool,
    #[serde(flatten)]
    pub times: Times,
}

/// One customer's times in the period before and in the report's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CustomerTime {
    #[serde(skip)]
    pub customer: usize,
    pub before: Times,
    pub now: Times,
    /// Of the medians, where both are known.
    pub change: Option<f64>,
}

/// How long orders take to be shipped.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeadTimes {
    /// The complete periods up to the report's; from `--since` on.
    pub periods: Vec<PeriodTime>,
    /// Orders shipped before the day of the order: left out of all times.
    pub before_order: usize,
    /// Those slower than before first, by days × orders; ties by key.
    #[serde(skip)]
    pub customers: Vec<CustomerTime>,
}

/// One order: its customer, the place of its period, and its days where it is shipped.
struct Sent {
    customer: usize,
    place: usize,
    days: Option<i32>,
}

/// Tells the lead times for the periods at places before `end`, the last of them being the report's; nothing where no row names a
/// day of shipment.
pub fn lead_times(
    cube: &Cube,
    orders: &Orders,
    groups: &[Group],
    end: usize,
    shown: impl Fn(Period) -> bool,
) -> Option<LeadTimes> {
    let shipped = orders.dates.get("ship_date").filter(|days| days.iter().any(|day| *day != i32::MIN))?;
    let mut before_order = 0;
    let mut sent: Vec<Sent> = Vec::new();
    for group in groups.iter().filter(|group| group.order) {
        let place = cube.periods.partition_point(|period| period.last_day() < group.day);
        let goods = || group.rows.iter().filter(|row| orders.amount[**row as usize] > 0);
        // A day that is not there or has not come: not shipped yet.
        let day = |row: &u32| Some(shipped[*row as usize]).filter(|day| *day != i32::MIN).map(Day::from_number);
        let days: Option<Vec<Day>> = goods().map(day).collect();
        let last = days.and_then(|days| days.into_iter().max()).filter(|day| *day <= cube.span.as_of);
        let days = last.map(|last| last.since(group.day));
        if days.is_some_and(|days| days < 0) {
            before_order += 1;
            continue;
        }
        sent.push(Sent { customer: group.customer, place, days });
    }
    let mut by_place: Vec<Vec<&Sent>> = vec![Vec::new(); end];
    for one in &sent {
        by_place.get_mut(one.place).into_iter().for_each(|of_period| of_period.push(one));
    }
    let periods = by_place.into_iter().zip(&cube.periods).enumerate().filter(|(_, (_, period))| shown(**period));
    let periods = periods.map(|(at, (sent, period))| PeriodTime {
        period: *period,
        short: at == 0 && cube.short_first,
        times: times(sent.into_iter()),
    });
    let periods = periods.collect();
    let customers = end.checked_sub(1).map_or_else(Vec::new, |now| customers(&sent, now));
    Some(LeadTimes { periods, before_order, customers })
}

fn customers(sent: &[Sent], now: usize) -> Vec<CustomerTime> {
    let mut by: BTreeMap<usize, [Vec<&Sent>; 2]> = BTreeMap::new();
    for one in sent {
        if one.place == now || one.place + 1 == now {
            by.entry(one.customer).or_default()[usize::from(one.place == now)].push(one);
        }
    }
    let each = by.into_iter().map(|(customer, [before, now])| {
        let (before, now) = (times(before.into_iter()), times(now.into_iter()));
        let change = now.median.zip(before.median).map(|(now, before)| now - before);
        CustomerTime { customer, before, now, change }
    });
    let mut all: Vec<CustomerTime> = each.collect();
    let weight = |one: &CustomerTime| one.change.map_or(f64::NEG_INFINITY, |change| change * one.now.shipped as f64);
    all.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.customer.cmp(&b.customer)));
    all
}

fn times<'a>(sent: impl Iterator<Item = &'a Sent>) -> Times {
    let (mut orders, mut days) = (0, Vec::new());
    for one in sent {
        orders += 1;
        days.extend(one.days);
    }
    let sum: i64 = days.iter().map(|&days| i64::from(days)).sum();
    let mean = (!days.is_empty()).then(|| sum as f64 / days.len() as f64);
    Times { orders, shipped: days.len(), mean, longest: days.iter().max().copied(), median: median(&mut days) }
}
