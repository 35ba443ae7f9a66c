//! `--credits origin`: a row below zero counts on the day of the order that it names.
//!
//! It names one by a column for it (`原订单号`, `original order`), else by an order number of its own that an earlier order of
//! the same customer has. The day is the last one, not after the credit's own, on which that order has a row above zero, since
//! numbers may begin anew each year. What names no order that is there stays on its own day.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::rows::Rows;
use super::sheet::Folded;
use crate::model::problem::{CleanProblem, CreditProblem};
use crate::model::{
    Calendar, Credits, CreditsMoved, Day, Failure, Field, InputOptions, Money, Place, Problem, Tally, Texts,
};

/// How many orders that are not found are named.
const NAMED: usize = 3;

/// What a file or sheet of credits is called, folded.
const CALLED: [&str; 8] = ["退货", "退貨", "退款", "红字", "紅字", "creditnote", "creditmemo", "refund"];

/// Refuses to look for orders where no column holds their numbers.
pub fn check(sheets: &[super::sheet::Chosen], input: &InputOptions) -> Result<(), Failure> {
    let numbered = sheets.iter().any(|chosen| chosen.layout.of(Field::Order).is_some());
    if input.credits == Credits::Period || numbered {
        return Ok(());
    }
    let columns = sheets.first().map(|chosen| chosen.layout.unused()).unwrap_or_default();
    let place = match sheets {
        [chosen] => chosen.place.clone(),
        _ => Place::default(),
    };
    Err(Failure::new(place, CleanProblem::Credit(CreditProblem::NoOrders { columns })))
}

/// A credit that names an order.
struct Named {
    row: usize,
    client: u32,
    order: u32,
}

/// Moves credits; gives the account, the day of each row before, and a warning of orders that are not there.
pub fn to_origin(
    rows: &mut Rows,
    client: &[u32],
    calendar: Calendar,
) -> (CreditsMoved, Vec<i32>, Option<CreditProblem>) {
    let mut account = CreditsMoved::default();
    let mut own = Vec::new();
    let Some(mut orders) = rows.texts.remove(&Field::Order) else { return (account, own, None) };
    orders.texts.index();
    let origins = rows.texts.get(&Field::Origin);
    let origin_of = |row: usize| origins.map_or(Texts::NONE, |origins| origins.codes[row]);
    let mut credits: Vec<Named> = Vec::new();
    let mut lost: Vec<usize> = Vec::new();
    for row in (0..rows.money.len()).filter(|&row| rows.money[row] < 0) {
        let order = match (origin_of(row), orders.codes[row]) {
            (Texts::NONE, Texts::NONE) => {
                account.unnamed.add(Money::from_raw(rows.money[row]));
                continue;
            }
            (Texts::NONE, own) => Some(own),
            (origin, _) => origins.and_then(|origins| orders.texts.find(origins.texts.get(origin))),
        };
        match order {
            Some(order) => credits.push(Named { row, client: client[row], order }),
            None => lost.push(row),
        }
    }
    // The days on which the orders that are named have rows above zero.
    let mut days: FxHashMap<(u32, u32), Vec<i32>> =
        credits.iter().map(|credit| ((credit.client, credit.order), Vec::new())).collect();
    for row in (0..rows.money.len()).filter(|&row| rows.money[row] > 0) {
        if let Some(days) = days.get_mut(&(client[row], orders.codes[row])) {
            days.push(rows.day[row]);
        }
    }
    for credit in credits {
        let (row, money) = (credit.row, Money::from_raw(rows.money[credit.row]));
        let before = |day: &&i32| **day <= rows.day[row];
        match days[&(credit.client, credit.order)].iter().filter(before).max() {
            Some(&day) => {
                account.found.add(money);
                let period = |day: i32| calendar.period_of(Day::from_number(day));
                if period(day) != period(rows.day[row]) {
                    account.moved.add(money);
                }
                if own.is_empty() {
                    own = vec![i32::MIN; rows.money.len()];
                }
                own[row] = rows.day[row];
                rows.day[row] = day;
            }
            // A number of its own that no order has is just its number, not the name of another.
            None if origin_of(row) == Texts::NONE => account.unnamed.add(money),
            None => lost.push(row),
        }
    }
    lost.sort_unstable();
    let mut named: BTreeSet<&str> = BTreeSet::new();
    let mut first = Vec::new();
    for &row in &lost {
        account.not_found.add(Money::from_raw(rows.money[row]));
        let text = origins.map_or("", |origins| origins.texts.get(origins.codes[row]));
        if named.insert(text) && first.len() < NAMED {
            first.push(text.to_owned());
        }
    }
    let not_found = CreditProblem::NotFound { credits: account.not_found, orders: named.len() as u64, first };
    rows.texts.insert(Field::Order, orders);
    (account.clone(), own, (account.not_found.n > 0).then_some(not_found))
}

/// Warns of files and sheets that are called after credits and have amounts above zero alone: those would count as revenue.
pub fn above_zero(sheets: &[Folded], rows: &Rows) -> Vec<Problem> {
    let called = |name: Option<&String>| {
        let name = name.map(|name| name.rsplit(['/', '\\']).next().unwrap_or(name).to_lowercase()).unwrap_or_default();
        let name: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        CALLED.iter().any(|word| name.contains(word))
    };
    let places = || sheets.iter().map(|sheet| &sheet.chosen.place);
    let suspects: Vec<usize> = places()
        .enumerate()
        .filter(|(_, place)| called(place.sheet.as_ref()) || called(place.file.as_ref()))
        .map(|(at, _)| at)
        .collect();
    if suspects.is_empty() || suspects.len() == sheets.len() {
        return Vec::new();
    }
    let mut tallies: Vec<(Tally, bool)> = vec![(Tally::default(), true); sheets.len()];
    for ((source, _), &raw) in rows.positions().zip(&rows.money) {
        let (tally, above) = &mut tallies[usize::from(source)];
        tally.add(Money::from_raw(raw));
        *above &= raw >= 0;
    }
    let told = suspects.into_iter().filter(|&at| tallies[at].1 && tallies[at].0.amount > Money::ZERO);
    told.map(|at| {
        let kind = CleanProblem::Credit(CreditProblem::AboveZero { rows: tallies[at].0 });
        Problem::warning(sheets[at].chosen.place.clone(), kind)
    })
    .collect()
}
