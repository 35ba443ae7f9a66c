//! Who holds each customer now: the salesperson that the customer table names, else the one of the customer's latest row.

use std::collections::{BTreeMap, BTreeSet};

use super::credit::Credited;
use crate::model::companion::{Companions, MasterRow};
use crate::model::{Money, Texts};

/// The salesperson of each customer.
pub struct Holders<'a> {
    /// By customer; none where nobody holds it.
    of: Vec<Option<&'a str>>,
    /// Customers whose latest row names somebody else than the customer table does.
    pub otherwise: Vec<(usize, &'a str)>,
    master: BTreeMap<u32, &'a MasterRow>,
}

impl<'a> Holders<'a> {
    /// Finds the holder of each of so many customers.
    pub fn of(credited: &'a Credited<'_>, companions: &'a Companions, customers: usize) -> Holders<'a> {
        let rows = credited.rows();
        let mut latest: Vec<Option<(i32, Money, &str)>> = vec![None; customers];
        for (at, &code) in rows.slice.codes.iter().enumerate() {
            if code == Texts::NONE {
                continue;
            }
            let last = &mut latest[rows.client[at] as usize];
            let (day, amount) = (rows.day[at], Money::from_raw(rows.amount[at]));
            if last.is_some_and(|(before, held, _)| (before, held) > (day, amount)) {
                continue;
            }
            let name = rows.slice.values.get(code).trim();
            // Of one day and amount the first by name.
            let tie = last.is_some_and(|(before, held, other)| (before, held) == (day, amount) && other <= name);
            if !name.is_empty() && !tie {
                *last = Some((day, amount, name));
            }
        }
        let master = companions.customers.as_ref().map(|master| master.by_client()).unwrap_or_default();
        let mut of: Vec<Option<&str>> = latest.into_iter().map(|last| last.map(|(.., name)| name)).collect();
        let mut otherwise = Vec::new();
        for (&client, row) in &master {
            let (Some(named), Some(held)) = (owner(row), of.get_mut(client as usize)) else { continue };
            if let Some(seller) = held.filter(|seller| *seller != named) {
                otherwise.push((client as usize, seller));
            }
            *held = Some(named);
        }
        Holders { of, otherwise, master }
    }

    /// Gives who holds a customer.
    pub fn holder(&self, customer: usize) -> Option<&'a str> {
        self.of.get(customer).copied().flatten()
    }

    /// Gives a customer's row of the customer table.
    pub fn row(&self, customer: usize) -> Option<&'a MasterRow> {
        self.master.get(&(customer as u32)).copied()
    }

    /// Gives the names of all that hold a customer.
    pub fn names(&self) -> BTreeSet<&'a str> {
        self.of.iter().flatten().copied().collect()
    }
}

/// Gives the salesperson of a row of the customer table.
pub fn owner(row: &MasterRow) -> Option<&str> {
    row.owner.as_deref().map(str::trim).filter(|owner| !owner.is_empty())
}
