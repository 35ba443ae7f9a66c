//! Periods that were reported and have changed since: by how much, at which customers, and by which rows.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::memory::{Known, Line, lines};
use super::{Memory, Scene, Who};
use crate::model::problem::Kind;
use crate::model::{Day, Failure, Money, Period, Place};

/// A period that had ended when it was reported, and is another now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Restated {
    pub period: String,
    /// Whether it is the opening of the report's bridge, reported as a closing last time.
    pub opening: bool,
    /// Whether it is the report's own period.
    pub closing: bool,
    pub before: Money,
    pub now: Money,
    /// By |change| descending, ties by key.
    pub customers: Vec<CellMove>,
    /// The rows that were not there, by file and row; of customers whose rows were not kept, only where there was none.
    pub added: Vec<LineAt>,
    /// The rows that are no longer there.
    pub removed: Vec<LineAt>,
    /// Whether those rows are all that moved it.
    pub by_rows: bool,
}

/// What one customer had in the period and has now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CellMove {
    #[serde(flatten)]
    pub who: Who,
    pub before: Money,
    pub now: Money,
    pub rows_before: u32,
    pub rows: u32,
}

/// One row, and where it stands now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineAt {
    #[serde(flatten)]
    pub who: Who,
    pub day: Day,
    pub order: Option<String>,
    pub amount: Money,
    pub file: Option<String>,
    pub sheet: Option<String>,
    pub row: Option<u32>,
}

impl Restated {
    /// Gives by how much it differs from what was reported.
    pub fn change(&self) -> Money {
        self.now - self.before
    }

    /// Gives what moved in all, without signs.
    pub fn moved(&self) -> Money {
        self.customers.iter().map(|one| (one.now - one.before).abs()).sum()
    }
}

/// Gives the periods that differ from what the last run reported, the latest first.
pub fn restated(scene: &Scene<'_>, before: &Memory) -> Result<Vec<Restated>, Failure> {
    let cube = scene.cube;
    let places: BTreeMap<String, usize> =
        cube.periods.iter().enumerate().map(|(place, period)| (period.label(), place)).collect();
    let mut moved = moves(scene, before, &places);
    let mut found = Vec::new();
    for (label, net) in before.ended.iter().rev() {
        let place = places.get(label).copied();
        let Some(mut customers) = moved.remove(label.as_str()) else { continue };
        customers.sort_by(|a, b| {
            (b.now - b.before).abs().cmp(&(a.now - a.before).abs()).then_with(|| a.who.key.cmp(&b.who.key))
        });
        let mut one = Restated {
            period: label.clone(),
            opening: place.is_some_and(|place| cube.periods[place] == scene.analysis.period.before()),
            closing: place.is_some_and(|place| cube.periods[place] == scene.analysis.period),
            before: *net,
            now: *net + customers.iter().map(|one| one.now - one.before).sum::<Money>(),
            customers,
            added: Vec::new(),
            removed: Vec::new(),
            by_rows: false,
        };
        rows(scene, before, &mut one, place.map(|place| cube.periods[place]));
        check(&one)?;
        found.push(one);
    }
    Ok(found)
}

/// Gives by period that had ended the customers whose amount or number of rows in it is another.
fn moves<'a>(
    scene: &Scene<'_>,
    before: &'a Memory,
    places: &BTreeMap<String, usize>,
) -> BTreeMap<&'a str, Vec<CellMove>> {
    // Each period with its label and, by place now, which of them it is: customers are walked once, and not once a period.
    let ended: BTreeSet<&str> = before.ended.iter().map(|(label, _)| label.as_str()).collect();
    let mut labels: Vec<Option<&str>> = vec![None; scene.cube.periods.len()];
    ended.iter().for_each(|label| {
        if let Some(&place) = places.get(*label) {
            labels[place] = Some(label);
        }
    });
    let mut found: BTreeMap<&str, Vec<CellMove>> = BTreeMap::new();
    let none = Known::default();
    let mut there = BTreeSet::new();
    for customer in &scene.cube.customers {
        there.insert(customer.key.as_str());
        let known = before.customers.get(&customer.key).unwrap_or(&none);
        let who = || Who { key: customer.key.clone(), name: customer.name.clone() };
        for (place, cell) in &customer.cells {
            let Some(label) = labels[*place as usize] else { continue };
            let (net, rows) = known.periods.get(label).copied().unwrap_or_default();
            if (net, rows) != (cell.net, cell.rows) {
                let moved = CellMove { who: who(), before: net, now: cell.net, rows_before: rows, rows: cell.rows };
                found.entry(label).or_default().push(moved);
            }
        }
        for (label, &(net, rows_before)) in &known.periods {
            let Some(label) = ended.get(label.as_str()) else { continue };
            let cell = places.get(*label).map(|&place| customer.cell(place)).unwrap_or_default();
            // A period in which it has rows was looked at above.
            if cell.rows == 0 && (net, rows_before) != (cell.net, cell.rows) {
                let moved = CellMove { who: who(), before: net, now: Money::ZERO, rows_before, rows: 0 };
                found.entry(label).or_default().push(moved);
            }
        }
    }
    for (key, known) in before.customers.iter().filter(|(key, _)| !there.contains(key.as_str())) {
        for (label, &(net, rows_before)) in &known.periods {
            let Some(label) = ended.get(label.as_str()) else { continue };
            let who = Who { key: key.clone(), name: known.name.clone() };
            let moved = CellMove { who, before: net, now: Money::ZERO, rows_before, rows: 0 };
            found.entry(label).or_default().push(moved);
        }
    }
    found
}

/// Finds the rows that came and those that went, as far as the last run's rows were kept.
fn rows(scene: &Scene<'_>, before: &Memory, one: &mut Restated, period: Option<Period>) {
    let names: BTreeMap<&str, &str> =
        one.customers.iter().map(|moved| (moved.who.key.as_str(), moved.who.name.as_str())).collect();
    let who = |key: &str| Who { key: key.to_owned(), name: names.get(key).copied().unwrap_or(key).to_owned() };
    let kept = before.rows.get(&one.period);
    // Rows of a customer that had none before have come, whether rows were kept or not.
    let fresh: BTreeSet<&str> = one
        .customers
        .iter()
        .filter(|moved| kept.is_some() || moved.rows_before == 0)
        .map(|moved| moved.who.key.as_str())
        .collect();
    let mut then: BTreeMap<&Line, usize> = BTreeMap::new();
    for line in kept.into_iter().flatten().filter(|line| names.contains_key(line.0.as_str())) {
        *then.entry(line).or_default() += 1;
    }
    let (mut added, mut places) = (Vec::new(), Vec::new());
    for (line, at) in period.into_iter().flat_map(|period| lines(scene, period)) {
        if !fresh.contains(line.0.as_str()) {
            continue;
        }
        match then.get_mut(&line) {
            Some(left) if *left > 0 => *left -= 1,
            _ => places.push((line, at)),
        }
    }
    let orders = scene.orders;
    places.sort_by_key(|(_, at)| (orders.source.get(*at).copied(), orders.row.get(*at).copied(), *at));
    for (Line(key, day, order, amount), at) in places {
        let source = orders.source.get(at).and_then(|&source| orders.sources.get(usize::from(source)));
        added.push(LineAt {
            who: who(&key),
            day,
            order,
            amount,
            file: source.map(|source| source.file.clone()),
            sheet: source.and_then(|source| source.sheet.clone()),
            row: orders.row.get(at).copied(),
        });
    }
    let gone = then.into_iter().flat_map(|(line, left)| std::iter::repeat_n(line, left));
    let removed = gone.map(|Line(key, day, order, amount)| LineAt {
        who: who(key),
        day: *day,
        order: order.clone(),
        amount: *amount,
        file: None,
        sheet: None,
        row: None,
    });
    let removed: Vec<LineAt> = removed.collect();
    one.by_rows = kept.is_some() || one.customers.iter().all(|moved| moved.rows_before == 0);
    (one.added, one.removed) = (added, removed);
}

/// Checks that the rows which came and went add up to what moved the period.
fn check(one: &Restated) -> Result<(), Failure> {
    let sum = |lines: &[LineAt]| lines.iter().map(|line| line.amount).sum::<Money>();
    let by_rows = sum(&one.added) - sum(&one.removed);
    if !one.by_rows || by_rows == one.change() {
        return Ok(());
    }
    let kind = Kind::Identity {
        what: "rows that came − rows that went = what moved a reported period".into(),
        left: by_rows.to_string(),
        right: one.change().to_string(),
        at: one.period.clone(),
    };
    Err(Failure::new(Place::default(), kind))
}
