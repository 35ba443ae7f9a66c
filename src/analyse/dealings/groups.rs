//! The rows of one customer that share an order number, or without one a day.

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
    let number = |row: usize| orders.order.codes.get(row).copied().unwrap_or(Texts::NONE);
    // A number is one order wherever its rows are dated; rows without one belong together by their day.
    let key =
        |row: usize| (orders.client[row], number(row), if number(row) == Texts::NONE { orders.day[row] } else { 0 });
    let mut rows: Vec<u32> = (0..orders.len() as u32).collect();
    rows.sort_by_key(|&row| (key(row as usize), row));
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for row in rows {
        let at = row as usize;
        let (day, amount) = (Day::from_number(orders.day[at]), Money::from_raw(orders.amount[at]));
        if last != Some(key(at)) {
            last = Some(key(at));
            let customer = orders.client[at] as usize;
            groups.push(Group { customer, day, net: Money::ZERO, order: false, rows: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.day = group.day.min(day);
            group.net += amount;
            group.order |= amount.is_positive();
            group.rows.push(row);
        }
    }
    groups.sort_by_key(|group| (group.customer, group.day, group.rows.first().copied()));
    groups
}
