//! What salespeople were to reach in a period.

use std::collections::BTreeMap;

use crate::model::companion::{Companions, Target};
use crate::model::{Money, Period};

/// Gives each salesperson's target of a period: that of the period itself, else those of shorter periods that fill it.
pub fn of_owners(companions: &Companions, period: Period) -> BTreeMap<&str, Money> {
    let mut rows: BTreeMap<&str, Vec<&Target>> = BTreeMap::new();
    for row in companions.targets.iter().flat_map(|targets| &targets.rows) {
        let owner = row.owner.as_deref().map(str::trim).filter(|owner| !owner.is_empty() && row.customer.is_none());
        if let Some(owner) = owner {
            rows.entry(owner).or_default().push(row);
        }
    }
    rows.into_iter().filter_map(|(owner, rows)| Some((owner, of(&rows, period)?))).collect()
}

fn of(rows: &[&Target], period: Period) -> Option<Money> {
    let days = |one: Period| one.last_day().since(one.first_day()) + 1;
    let sum = |rows: &mut dyn Iterator<Item = &&Target>| rows.map(|row| row.amount).sum::<Money>();
    let is_same =
        |row: &&&Target| row.period.first_day() == period.first_day() && row.period.last_day() == period.last_day();
    if rows.iter().any(|row| is_same(&row)) {
        return Some(sum(&mut rows.iter().filter(is_same)));
    }
    let is_inside =
        |row: &&&Target| row.period.first_day() >= period.first_day() && row.period.last_day() <= period.last_day();
    let mut inside: Vec<Period> = rows.iter().filter(is_inside).map(|row| row.period).collect();
    inside.sort_by_key(|one| (one.first_day(), one.last_day()));
    inside.dedup();
    let covered: i32 = inside.iter().map(|one| days(*one)).sum();
    (covered == days(period)).then(|| sum(&mut rows.iter().filter(is_inside)))
}
