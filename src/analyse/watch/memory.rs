//! What one run keeps for the next: the facts per customer and period, the rows of the last two periods, and what it told.
//!
//! Amounts are decimal strings and days ISO, by key and label, so that a person can read the file and a later version too. The totals
//! of the periods stand beside the facts: a file whose parts do not add up was changed by another hand.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Alert, Became, Scene, Since};
use crate::model::{Day, Money, Orders, Period};

/// The rows kept at most; beyond, a restated period is told by customer alone.
const MOST_ROWS: usize = 200_000;

/// What a run knew and told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    pub schema: String,
    pub schema_version: u32,
    pub mingxi: String,
    /// The options that figures depend on, as they are typed.
    pub rules: BTreeMap<String, String>,
    pub as_of: Day,
    /// The day of the last row.
    pub last_day: Day,
    /// The report's period, and the first day after it.
    pub period: String,
    pub period_end: Day,
    /// The periods that had ended up to the report's, in order, with the book's net amount in each.
    pub ended: Vec<(String, Money)>,
    pub customers: BTreeMap<String, Known>,
    /// By period, the rows of the report's and of the one before; empty where they are too many.
    pub rows: BTreeMap<String, Vec<Line>>,
    /// What was told and still stands.
    pub told: Vec<Told>,
}

/// One customer: its name, and per period that has rows the net amount and their number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Known {
    pub name: String,
    pub periods: BTreeMap<String, (Money, u32)>,
}

/// One row: the customer's key, the day, the order's number, the amount.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Line(pub String, pub Day, pub Option<String>, pub Money);

/// An alert that was told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    pub kind: String,
    pub key: String,
    pub other: String,
    pub period: String,
    pub name: String,
    pub stake: Money,
    /// How bad it was when it was told last.
    pub degree: i64,
    /// The customer's last order when it was told, where silence is what was told.
    pub last_order: Option<Day>,
    /// The day from which it was first told.
    pub since: Day,
}

impl Told {
    /// Gives what tells the alert from others.
    pub fn id(&self) -> super::Id {
        (self.kind.clone(), self.key.clone(), self.other.clone(), self.period.clone())
    }
}

impl Memory {
    /// The name of the file's kind.
    pub const SCHEMA: &'static str = "watch_state";
    /// The version that this program writes, and the latest that it reads.
    pub const VERSION: u32 = 1;

    /// Gives the book's net amount; sums of what adds up never overflow.
    pub fn total(&self) -> Money {
        self.customers.values().flat_map(|known| known.periods.values()).map(|(net, _)| *net).sum()
    }

    /// Says whether its parts add up: each period is what its customers have in it, and its rows are where they are kept. The file
    /// may come from another hand, so that nothing is added before it is known to fit.
    pub fn adds_up(&self) -> bool {
        let raw = |net: &Money| i128::from(net.raw());
        let mut of_customers: BTreeMap<&str, i128> = BTreeMap::new();
        let mut size = 0;
        for (label, (net, _)) in self.customers.values().flat_map(|known| &known.periods) {
            *of_customers.entry(label).or_default() += raw(net);
            size += raw(net).abs();
        }
        let of_rows = |lines: &[Line]| {
            lines.iter().fold((0, 0), |(net, size), line| (net + raw(&line.3), size + raw(&line.3).abs()))
        };
        let of = |label: &str| of_customers.get(label).copied().unwrap_or_default();
        let rows_fit = self.rows.values().all(|lines| of_rows(lines).1 <= Money::LIMIT);
        let told_fits = self.told.iter().all(|told| raw(&told.stake).abs() <= Money::LIMIT);
        size <= Money::LIMIT
            && rows_fit
            && told_fits
            && self.ended.iter().all(|(label, net)| of(label) == raw(net))
            && self.rows.iter().all(|(label, lines)| of_rows(lines).0 == of(label))
    }

    /// Says whether the last run looked at a later period than this one: then the data have lost their end.
    pub fn is_later_than(&self, scene: &Scene<'_>) -> bool {
        self.period_end > scene.analysis.period.last_day()
    }
}

/// Gives what this run knows, for the next.
pub fn remembered(
    scene: &Scene<'_>,
    before: Option<&Memory>,
    found: &[Alert],
    (floor, since): (Money, Option<&Since>),
) -> Memory {
    let (cube, period) = (scene.cube, scene.analysis.period);
    let end = cube.place_of(period).map_or(0, |place| place + 1).min(cube.complete);
    let label = |place: u32| cube.periods[place as usize].label();
    let customers = cube.customers.iter().map(|customer| {
        let periods = customer.cells.iter().map(|(place, cell)| (label(*place), (cell.net, cell.rows))).collect();
        (customer.key.clone(), Known { name: customer.name.clone(), periods })
    });
    let mut nets = vec![Money::ZERO; cube.periods.len()];
    let cells = cube.customers.iter().flat_map(|customer| &customer.cells);
    cells.for_each(|(place, cell)| nets[*place as usize] += cell.net);
    Memory {
        schema: Memory::SCHEMA.to_owned(),
        schema_version: Memory::VERSION,
        mingxi: env!("CARGO_PKG_VERSION").to_owned(),
        rules: BTreeMap::new(),
        as_of: cube.span.as_of,
        last_day: cube.span.last_day,
        period: period.label(),
        period_end: period.last_day(),
        ended: cube.periods[..end].iter().map(|period| period.label()).zip(nets).collect(),
        customers: customers.collect(),
        rows: rows(scene, end),
        told: told(scene, before, found, (floor, since)),
    }
}

/// Gives the rows of the last two periods that have ended.
fn rows(scene: &Scene<'_>, end: usize) -> BTreeMap<String, Vec<Line>> {
    let periods = &scene.cube.periods[end.saturating_sub(2)..end];
    let within = |period: &Period| places(scene.orders, *period).count();
    // Counted before one is made: those of a large book would take more room than the book.
    if periods.iter().map(within).sum::<usize>() > MOST_ROWS {
        return BTreeMap::new();
    }
    let of = |period: &Period| {
        let mut lines: Vec<Line> = lines(scene, *period).map(|(line, _)| line).collect();
        lines.sort();
        (period.label(), lines)
    };
    periods.iter().map(of).collect()
}

/// Gives the places of the rows of a period.
fn places<'a>(orders: &'a Orders, period: Period) -> impl Iterator<Item = usize> + use<'a> {
    let (first, last) = (period.first_day().number(), period.last_day().number());
    (0..orders.len()).filter(move |&at| (first..=last).contains(&orders.day[at]))
}

/// Gives the rows of a period, and the place of each.
pub fn lines<'a>(scene: &Scene<'a>, period: Period) -> impl Iterator<Item = (Line, usize)> + use<'a> {
    let orders = scene.orders;
    places(orders, period).map(move |at| {
        let key = orders.clients.get(orders.client[at] as usize).map(|client| client.key.clone()).unwrap_or_default();
        let order = orders.order.get(at).map(str::to_owned);
        (Line(key, Day::from_number(orders.day[at]), order, Money::from_raw(orders.amount[at])), at)
    })
}

/// Gives what stands told after this run: what is told now, what was told and still holds, and losses until they are made good.
fn told(
    scene: &Scene<'_>,
    before: Option<&Memory>,
    found: &[Alert],
    (floor, since): (Money, Option<&Since>),
) -> Vec<Told> {
    let earlier: BTreeMap<super::Id, &Told> =
        before.iter().flat_map(|memory| &memory.told).map(|told| (told.id(), told)).collect();
    let mut now: BTreeMap<super::Id, Told> = BTreeMap::new();
    for alert in found {
        let (kind, key, other, period) = alert.id();
        let id = (kind.clone(), key.clone(), other.clone(), period.clone());
        let known = earlier.get(&id);
        if !alert.is_told(floor) && known.is_none() {
            continue;
        }
        let degree = alert.fact.degree(alert.stake);
        let worse = known.is_none_or(|known| alert.fact.is_worse(degree, known.degree, floor));
        let told = Told {
            name: alert.who.as_ref().map(|who| who.name.clone()).unwrap_or_default(),
            stake: alert.stake,
            // What creeps up is compared with what was told, not with the night before.
            degree: known.filter(|_| !worse).map_or(degree, |known| known.degree.min(degree)),
            last_order: alert.fact.last_order(),
            since: known.map_or(scene.cube.span.as_of, |known| known.since),
            kind,
            key,
            other,
            period,
        };
        now.insert(id, told);
    }
    let over: BTreeSet<super::Id> = since.iter().flat_map(|since| &since.over).map(|over| over.told.id()).collect();
    for (id, told) in earlier {
        if told.kind == Became::LOST && !over.contains(&id) && !now.contains_key(&id) {
            now.insert(id, told.clone());
        }
    }
    now.into_values().collect()
}
