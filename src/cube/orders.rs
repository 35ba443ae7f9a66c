//! A customer's days and orders, folded from its rows.
//!
//! Per customer in plain Rust: a counting sort lays the rows of each customer together, and each fold needs only those.

use std::cmp::Ordering;
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
    order: Order,
    /// Whether a row above zero is among them.
    bought: bool,
}

impl Group {
    fn join(&mut self, other: &Group) {
        self.order.day = self.order.day.min(other.order.day);
        self.order.amount += other.order.amount;
        self.bought |= other.bought;
    }
}

/// What is known of all order numbers, to sort by them without looking at their texts where that can be.
struct Numbering<'a> {
    numbers: &'a Numbers,
    /// Whether the codes ascend as the texts do.
    ascending: bool,
    /// Whether all rows of each number are of one day, so that no order has to be sought beyond it.
    one_day: bool,
}

impl<'a> Numbering<'a> {
    fn new(numbers: &'a Numbers, rows: impl Iterator<Item = (u32, i32)>) -> Numbering<'a> {
        let mut days = vec![None; numbers.len()];
        let mut rows = rows.filter(|(number, _)| (*number as usize) < numbers.len());
        let one_day = rows.all(|(number, day)| *days[number as usize].get_or_insert(day) == day);
        Numbering { numbers, ascending: numbers.ascend(), one_day }
    }

    /// Compares two orders by day, then number as text; rows without a number come first.
    fn compare(&self, a: &Order, b: &Order) -> Ordering {
        a.day.cmp(&b.day).then_with(|| match self.ascending {
            true => a.number.wrapping_add(1).cmp(&b.number.wrapping_add(1)),
            false => self.numbers.get(a.number).cmp(self.numbers.get(b.number)),
        })
    }

    /// Adds up the parts of each order, and tells orders from credits; both sorted.
    fn gather(&self, groups: &mut Vec<Group>, place: impl Fn(Day) -> u32) -> (Vec<Order>, Vec<Order>) {
        if !self.one_day {
            let key = |group: &Group| match group.order {
                Order { number: Order::NO_NUMBER, day, .. } => (Order::NO_NUMBER, day.number() as u32),
                Order { number, day, .. } => (number, place(day)),
            };
            groups.sort_unstable_by_key(key);
            join_same(groups, |a, b| key(a) == key(b));
        }
        let compare = |a: &Group, b: &Group| self.compare(&a.order, &b.order);
        if !groups.is_sorted_by(|a, b| compare(a, b).is_le()) {
            groups.sort_unstable_by(compare);
        }
        join_same(groups, same_number_and_day);
        let pick = |bought: bool| {
            let picked = groups.iter().filter(|group| group.bought == bought);
            let mut orders = Vec::with_capacity(picked.clone().count());
            orders.extend(picked.map(|group| group.order));
            orders
        };
        (pick(true), pick(false))
    }
}

fn same_number_and_day(a: &Group, b: &Group) -> bool {
    (a.order.number, a.order.day) == (b.order.number, b.order.day)
}

fn join_same(groups: &mut Vec<Group>, same: impl Fn(&Group, &Group) -> bool) {
    groups.dedup_by(|next, kept| {
        let joined = same(kept, next);
        if joined {
            kept.join(next);
        }
        joined
    });
}

/// Folds days, orders and credits of all customers.
pub fn add_orders(orders: &Orders, places: &Places, numbers: &Numbers, customers: &mut [Customer]) {
    let by_customer = ByCustomer::new(&orders.client, customers.len());
    let codes = &orders.order.codes;
    let numbering = Numbering::new(numbers, codes.iter().copied().zip(orders.day.iter().copied()));
    customers.par_iter_mut().enumerate().for_each_init(
        || (Vec::new(), Vec::new()),
        |(days, groups), (at, customer)| {
            days.clear();
            groups.clear();
            for &row in by_customer.of(at) {
                let amount = Money::from_raw(orders.amount[row as usize]);
                let day = Day::from_number(orders.day[row as usize]);
                // Rows of one day and one order mostly stand together, so that few are left to sort.
                push(days, DayFact { day, net: amount, order_day: amount.is_positive() });
                if let Some(&number) = codes.get(row as usize) {
                    let group = Group { order: Order { number, day, amount }, bought: amount.is_positive() };
                    match groups.last_mut() {
                        Some(last) if same_number_and_day(last, &group) => last.join(&group),
                        _ => groups.push(group),
                    }
                }
            }
            if !codes.is_empty() {
                (customer.orders, customer.credits) = numbering.gather(groups, |day| places.of(day.number()));
            }
            sum_days(days);
            customer.days = Arc::from(&**days);
        },
    );
}

/// Sorts facts by day and adds up those of one day.
pub fn sum_days(days: &mut Vec<DayFact>) {
    if !days.is_sorted_by_key(|fact| fact.day) {
        days.sort_unstable_by_key(|fact| fact.day);
    }
    days.dedup_by(|next, kept| {
        let same = next.day == kept.day;
        if same {
            kept.join(next);
        }
        same
    });
}

/// Adds a fact to those before it, to the last one where that is of the same day.
fn push(days: &mut Vec<DayFact>, fact: DayFact) {
    match days.last_mut() {
        Some(last) if last.day == fact.day => last.join(&fact),
        _ => days.push(fact),
    }
}

impl DayFact {
    fn join(&mut self, other: &DayFact) {
        self.net += other.net;
        self.order_day |= other.order_day;
    }
}

/// Joins the orders and credits of customers that share a number in a period, after the periods have grown or books were merged.
pub fn rejoin(customers: &mut [Customer], places: &Places, numbers: &Numbers) {
    let lists = customers.iter().flat_map(|customer| [&customer.orders, &customer.credits]);
    let rows = lists.flatten().map(|order| (order.number, order.day.number()));
    let numbering = Numbering::new(numbers, rows);
    customers.par_iter_mut().for_each_init(Vec::new, |groups, customer| {
        groups.clear();
        groups.extend(customer.orders.iter().map(|&order| Group { order, bought: true }));
        groups.extend(customer.credits.iter().map(|&order| Group { order, bought: false }));
        (customer.orders, customer.credits) = numbering.gather(groups, |day| places.of(day.number()));
    });
}
