//! The rows of one customer that share an order number, or without one a day.

use rayon::prelude::*;

use crate::cube::ByCustomer;
use crate::model::{Day, Money, Orders, Texts};

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub customer: usize,
    /// The earliest day of its rows.
    pub day: Day,
    pub net: Money,
    /// Whether a row is above zero: then it is an order.
    pub order: bool,
    /// The places of its rows.
    pub rows: Vec<u32>,
}

/// Gathers the groups, by customer, day and first row.
pub fn of(orders: &Orders) -> Vec<Group> {
    let by_customer = ByCustomer::new(&orders.client, orders.clients.len());
    let customers = (0..orders.clients.len()).into_par_iter();
    let groups = customers.map(|customer| of_customer(orders, customer, by_customer.of(customer)));
    groups.collect::<Vec<_>>().into_iter().flatten().collect()
}

fn of_customer(orders: &Orders, customer: usize, rows: &[u32]) -> Vec<Group> {
    // A number is one order wherever its rows are dated; rows without one belong together by their day.
    let keyed = |&row: &u32| match orders.order.codes.get(row as usize).copied().unwrap_or(Texts::NONE) {
        Texts::NONE => (Texts::NONE, orders.day[row as usize], row),
        number => (number, 0, row),
    };
    let mut rows: Vec<(u32, i32, u32)> = rows.iter().map(keyed).collect();
    rows.sort_unstable();
    let same = |a: &(u32, i32, u32), b: &(u32, i32, u32)| (a.0, a.1) == (b.0, b.1);
    let groups = rows.chunk_by(same).map(|rows| {
        let rows: Vec<u32> = rows.iter().map(|(.., row)| *row).collect();
        let amounts = || rows.iter().map(|row| Money::from_raw(orders.amount[*row as usize]));
        let day = rows.iter().map(|row| orders.day[*row as usize]).min().unwrap_or_default();
        let (net, order) = (amounts().sum(), amounts().any(Money::is_positive));
        Group { customer, day: Day::from_number(day), net, order, rows }
    });
    let mut groups: Vec<Group> = groups.collect();
    groups.sort_by_key(|group| (group.day, group.rows.first().copied()));
    groups
}
