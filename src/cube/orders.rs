//! A customer's days and orders, folded from its rows.
//!
//! Per customer in plain Rust: a counting sort lays the rows of each customer together, and each fold needs only those.

use std::sync::Arc;

use rayon::prelude::*;

use super::timeline::Places;
use super::{Customer, DayFact, Numbers, Order};
use crate::model::{Day, Money, Orders};

/// The rows of each customer, in the order of the book.
struct ByCustomer {
    /// Where each customer's rows begin, and the number of all rows at the end.
    starts: Vec<usize>,
    rows: Vec<u32>,
}

impl ByCustomer {
    fn new(clients: &[u32], customers: usize) -> ByCustomer {
        let mut next = vec![0_usize; customers + 1];
        for &client in clients {
            next[client as usize + 1] += 1;
        }
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        let starts = next.clone();
        let mut rows = vec![0_u32; clients.len()];
        for (row, &client) in clients.iter().enumerate() {
            let at = &mut next[client as usize];
            rows[*at] = row as u32;
            *at += 1;
        }
        ByCustomer { starts, rows }
    }

    fn of(&self, customer: usize) -> &[u32] {
        &self.rows[self.starts[customer]..self.starts[customer + 1]]
    }
}

/// Rows of one number in one period, or of one day without a number.
#[derive(Clone, Copy)]
struct Group {
    /// Number and place of the period; of rows without a number, the day stands for the place.
    key: (u32, u32),
    order: Order,
    /// Whether a row above zero is among them.
    bought: bool,
}

/// Folds days, orders and credits of all customers.
pub fn add_orders(orders: &Orders, places: &Places, numbers: &Numbers, customers: &mut [Customer]) {
    let by_customer = ByCustomer::new(&orders.client, customers.len());
    let codes = &orders.order.codes;
    customers.par_iter_mut().enumerate().for_each_init(Vec::new, |days, (at, customer)| {
        let rows = by_customer.of(at);
        days.clear();
        days.extend(rows.iter().map(|&row| {
            let amount = orders.amount[row as usize];
            DayFact {
                day: Day::from_number(orders.day[row as usize]),
                net: Money::from_raw(amount),
                order_day: amount > 0,
            }
        }));
        sum_days(days);
        customer.days = Arc::from(&**days);
        if !codes.is_empty() {
            let groups = rows.iter().map(|&row| {
                let (number, day, amount) =
                    (codes[row as usize], orders.day[row as usize], orders.amount[row as usize]);
                let place = if number == u32::MAX { day as u32 } else { places.of(day) };
                let order = Order { number, day: Day::from_number(day), amount: Money::from_raw(amount) };
                Group { key: (number, place), order, bought: amount > 0 }
            });
            (customer.orders, customer.credits) = gather(groups, numbers);
        }
    });
}

/// Sorts facts by day and adds up those of one day.
pub fn sum_days(days: &mut Vec<DayFact>) {
    if !days.is_sorted_by_key(|fact| fact.day) {
        days.sort_unstable_by_key(|fact| fact.day);
    }
    days.dedup_by(|next, kept| {
        let same = next.day == kept.day;
        if same {
            kept.net += next.net;
            kept.order_day |= next.order_day;
        }
        same
    });
}

/// Adds up parts of one key, and parts orders from credits.
fn gather(parts: impl Iterator<Item = Group>, numbers: &Numbers) -> (Vec<Order>, Vec<Order>) {
    let mut groups: Vec<Group> = Vec::new();
    let join = |kept: &mut Group, next: &Group| {
        kept.order.day = kept.order.day.min(next.order.day);
        kept.order.amount += next.order.amount;
        kept.bought |= next.bought;
    };
    // The lines of an order mostly stand together, so that few groups are left to sort.
    for part in parts {
        match groups.last_mut() {
            Some(last) if last.key == part.key => join(last, &part),
            _ => groups.push(part),
        }
    }
    groups.sort_unstable_by_key(|group| group.key);
    groups.dedup_by(|next, kept| {
        let same = next.key == kept.key;
        if same {
            join(kept, next);
        }
        same
    });
    let pick = |bought: bool| {
        let mut picked: Vec<Order> =
            groups.iter().filter(|group| group.bought == bought).map(|group| group.order).collect();
        picked
            .sort_unstable_by(|a, b| a.day.cmp(&b.day).then_with(|| numbers.get(a.number).cmp(numbers.get(b.number))));
        picked.shrink_to_fit();
        picked
    };
    (pick(true), pick(false))
}

/// Joins orders and credits that share a number in a period, after the periods have grown or books were merged.
pub fn rejoin(
    orders: &[Order],
    credits: &[Order],
    place: impl Fn(Day) -> u32,
    numbers: &Numbers,
) -> (Vec<Order>, Vec<Order>) {
    let parts = |orders: &'_ [Order], bought: bool| {
        let groups = orders.iter().map(|&order| {
            let place = if order.number == u32::MAX { order.day.number() as u32 } else { place(order.day) };
            Group { key: (order.number, place), order, bought }
        });
        groups.collect::<Vec<Group>>()
    };
    gather(parts(orders, true).into_iter().chain(parts(credits, false)), numbers)
}
