//! What is known of each customer beside its orders: who looks after it, what was said, what it owes.
//!
//! In: the orders' own columns and the companion tables. Out: one value per customer of the book, and one per customer that a
//! table names and that has never ordered.

use std::collections::BTreeMap;

use serde::Serialize;

use super::holders::{holders, owner};
use crate::model::companion::{Companions, FollowUp, MasterRow, Status, Who};
use crate::model::{Day, Money, Orders, Rules};

/// One contact of the log.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Contact {
    pub day: Option<Day>,
    pub who: String,
    pub channel: String,
    pub said: String,
    /// As it was typed.
    pub reason: String,
    pub outcome: String,
    pub next: Option<Day>,
}

/// How a contact ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Ordered,
    NoNeed,
    Lost,
    /// More is to come, or nothing is said.
    Open,
}

/// Words of a settled outcome, in lower case, with what they mean. The first of each is written into the list to choose from.
const SETTLED: [(&str, Outcome); 32] = [
    ("已下单", Outcome::Ordered),
    ("ordered", Outcome::Ordered),
    ("已成交", Outcome::Ordered),
    ("成交", Outcome::Ordered),
    ("下单", Outcome::Ordered),
    ("完成", Outcome::Ordered),
    ("已完成", Outcome::Ordered),
    ("已解决", Outcome::Ordered),
    ("done", Outcome::Ordered),
    ("closed", Outcome::Ordered),
    ("solved", Outcome::Ordered),
    ("won", Outcome::Ordered),
    ("paid", Outcome::Ordered),
    ("已付款", Outcome::Ordered),
    ("已回款", Outcome::Ordered),
    ("暂无需求", Outcome::NoNeed),
    ("no demand now", Outcome::NoNeed),
    ("no demand", Outcome::NoNeed),
    ("没有需求", Outcome::NoNeed),
    ("确认流失", Outcome::Lost),
    ("confirmed lost", Outcome::Lost),
    ("流失", Outcome::Lost),
    ("已流失", Outcome::Lost),
    ("lost", Outcome::Lost),
    ("确认流失。", Outcome::Lost),
    ("left", Outcome::Lost),
    ("已下單", Outcome::Ordered),
    ("下單", Outcome::Ordered),
    ("已解決", Outcome::Ordered),
    ("暫無需求", Outcome::NoNeed),
    ("沒有需求", Outcome::NoNeed),
    ("確認流失", Outcome::Lost),
];

impl Outcome {
    /// Reads an outcome as it was typed.
    pub fn read(text: &str) -> Outcome {
        let text = text.trim().trim_end_matches(['.', '。', '!', '！']).to_lowercase();
        SETTLED.iter().find(|(word, _)| *word == text).map_or(Outcome::Open, |(_, outcome)| *outcome)
    }
}

/// What is known of one customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    pub key: String,
    pub name: String,
    /// Who holds it; where nobody does, who spoke to it last.
    pub owner: Option<String>,
    pub class: Option<char>,
    pub status: Option<Status>,
    pub registered: Option<Day>,
    /// By day; those without a day first.
    pub contacts: Vec<Contact>,
    /// The earliest payment that is past its day as of the book's, and what all such payments add up to.
    pub late: Option<(Day, Money)>,
}

/// What is known of all customers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// By place in the cube.
    pub customers: Vec<Known>,
    /// Those that a table names and that have never ordered, by name.
    pub leads: Vec<Known>,
    /// Whether a log of follow-ups and a table of receivables are given.
    pub has_log: bool,
    pub has_receivables: bool,
}

impl Beside {
    /// Gives the customers of the orders by name.
    pub fn of_orders(orders: &Orders) -> Beside {
        let mut customers = vec![Known::default(); orders.clients.len()];
        for (known, client) in customers.iter_mut().zip(&orders.clients) {
            known.key.clone_from(&client.key);
            known.name.clone_from(&client.name);
        }
        Beside { customers, ..Beside::default() }
    }
}

impl Beside {
    /// Gives what the orders and the tables beside them say, as of a day.
    pub fn of(orders: &Orders, companions: &Companions, rules: &Rules, as_of: Day) -> Beside {
        let mut beside = Beside::of_orders(orders);
        for (known, holder) in beside.customers.iter_mut().zip(holders(orders, companions, rules)) {
            known.owner = holder;
        }
        beside.has_log = companions.follow_ups.is_some();
        beside.has_receivables = companions.receivables.is_some();
        let mut leads: BTreeMap<String, Known> = BTreeMap::new();
        for row in companions.customers.iter().flat_map(|table| &table.rows) {
            beside.at(&row.customer, &mut leads).master(row);
        }
        for row in companions.follow_ups.iter().flat_map(|table| &table.rows) {
            beside.at(&row.customer, &mut leads).contacts.push(Contact::of(row));
        }
        for row in companions.receivables.iter().flat_map(|table| &table.rows).filter(|row| row.due < as_of) {
            if row.amount.is_positive() {
                let late = &mut beside.at(&row.customer, &mut leads).late;
                let (due, amount) = late.unwrap_or((row.due, Money::ZERO));
                *late = Some((due.min(row.due), amount + row.amount));
            }
        }
        beside.leads = leads.into_values().collect();
        for known in beside.customers.iter_mut().chain(&mut beside.leads) {
            known.contacts.sort_by_key(|contact| contact.day);
            // Whoever spoke to it last is to do so again, where nothing says whose it is.
            if known.owner.is_none() {
                let last = known.contacts.iter().rev().find(|contact| !contact.who.is_empty());
                known.owner = last.map(|contact| contact.who.clone());
            }
        }
        beside
    }

    /// Gives the place of a customer that a table names.
    fn at<'a>(&'a mut self, who: &Who, leads: &'a mut BTreeMap<String, Known>) -> &'a mut Known {
        match who.client.and_then(|client| self.customers.get_mut(client as usize)) {
            Some(known) => known,
            None => leads.entry(who.key.clone()).or_insert_with(|| Known {
                key: who.key.clone(),
                name: who.text.clone(),
                ..Known::default()
            }),
        }
    }
}

impl Known {
    /// Takes what the customer master says; of several rows the first that says it.
    fn master(&mut self, row: &MasterRow) {
        if self.owner.is_none() {
            self.owner = owner(row).map(str::to_owned);
        }
        self.status = self.status.or(row.status);
        self.registered = self.registered.or(row.registered);
        let class = row.class.as_deref().and_then(|class| class.trim().chars().next()).map(|c| c.to_ascii_uppercase());
        self.class = self.class.or(class.filter(char::is_ascii_alphabetic));
    }
}

impl Contact {
    fn of(row: &FollowUp) -> Contact {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Contact {
            day: Some(row.day),
            who: text(&row.who),
            channel: text(&row.channel),
            said: text(&row.said),
            reason: text(&row.reason),
            outcome: text(&row.outcome),
            next: row.next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::fixture::{book, day, lines};
    use crate::model::companion::{Companion, Receivable, RowPlace, TableAudit, TableKind};

    /// By hand: 100 and 30 were due before 10 July; what is due that day, and what was paid too much, is no late payment.
    #[test]
    fn a_payment_is_late_from_the_day_after_it_was_due() {
        let orders = book(&lines("a,2025-01-05,5\nb,2025-01-05,5"), day("2025-07-10"));
        let row = |(client, due, amount): (u32, &str, i64)| Receivable {
            at: RowPlace::default(),
            customer: Who { client: Some(client), ..Who::default() },
            due: day(due),
            amount: Money::from_raw(amount * 10_000),
            other: Vec::new(),
        };
        let rows = [
            (0, "2025-07-09", 100),
            (0, "2025-06-30", 30),
            (0, "2025-06-01", -40),
            (0, "2025-07-10", 9),
            (1, "2025-07-10", 7),
        ];
        let table = Companion { rows: rows.map(row).into(), audit: TableAudit::empty(TableKind::Receivables) };
        let companions = Companions { receivables: Some(table), ..Companions::default() };
        let beside = Beside::of(&orders, &companions, &Rules::default(), day("2025-07-10"));
        let late: Vec<_> = beside.customers.iter().map(|known| known.late).collect();
        assert_eq!(late, [Some((day("2025-06-30"), Money::from_raw(130 * 10_000))), None]);
    }
}
