//! Lines that count, with a customer who is called like a total: `合计` with a date and an order number of its own.
//!
//! The rule takes such a row for an order, since nothing but the name speaks against it. It may count money twice all the same, so
//! that it is told, with its first cell and the amount.

use super::dictionary::Dictionary;
use super::rows::Rows;
use super::total;
use crate::model::Money;

/// The lines of customers who are called like a total.
#[derive(Debug, PartialEq, Eq)]
pub struct NamedTotals {
    /// What the first customer is called, and the place of its first line.
    pub name: String,
    pub first: usize,
    pub rows: u64,
    pub amount: Money,
}

/// Finds them, among the rows that count.
pub fn find(rows: &Rows) -> Option<NamedTotals> {
    called_so(rows, |text| total::may_begin(text.trim_start()) && total::says_total(text, false))
}

/// Finds the lines of customers whose name says something else than a name, among the rows that count.
pub fn called_so(rows: &Rows, says: impl Fn(&str) -> bool) -> Option<NamedTotals> {
    let (ids, names) = (named(&rows.ids, &says), named(&rows.names, &says));
    if ids.is_empty() && names.is_empty() {
        return None;
    }
    let beside = |at: usize| rows.name.get(at).filter(|code| names.binary_search(code).is_ok()).copied();
    let called = |at: usize, who: u32| -> Option<&str> {
        let (code, by_name) = (who / 2, who % 2 == 1);
        let own = if by_name { &names } else { &ids };
        if who != Rows::NOBODY && own.binary_search(&code).is_ok() {
            return Some(if by_name { rows.names.get(code) } else { rows.ids.get(code) });
        }
        beside(at).map(|code| rows.names.get(code))
    };
    let mut found: Option<NamedTotals> = None;
    for (at, &who) in rows.who.iter().enumerate() {
        let Some(name) = called(at, who) else { continue };
        let all = found.get_or_insert_with(|| NamedTotals {
            name: name.trim().to_owned(),
            first: at,
            rows: 0,
            amount: Money::ZERO,
        });
        all.rows += 1;
        all.amount += Money::from_raw(rows.money[at]);
    }
    found
}

/// Gives the codes of texts that say so; asked once for each distinct text.
fn named(texts: &Dictionary, says: impl Fn(&str) -> bool) -> Vec<u32> {
    (0..texts.len() as u32).filter(|&code| texts.get(code).len() <= 120 && says(texts.get(code))).collect()
}
