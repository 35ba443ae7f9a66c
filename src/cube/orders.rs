//! A customer's periods, days and orders, folded from its rows.
//!
//! Per customer in plain Rust: a counting sort lays the rows of each customer together, and each fold needs only those.
//! Columns go over one by one into pieces of some customers each, and a piece is given back when it is folded: so rows and
//! facts of a large book are never all in memory at once.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::cells::add;
use super::timeline::Places;
use super::{Cell, Customer, DayFact, Order};
use crate::model::{Day, Money, Orders, Words};

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

    /// Lays a column by customer, in pieces of so many customers.
    fn laid<T: Copy + Send + Sync>(&self, column: Cow<'_, [T]>, span: usize) -> Vec<Vec<T>> {
        if column.is_empty() {
            return Vec::new();
        }
        let starts: Vec<usize> = self.starts.iter().copied().step_by(span).collect();
        let piece = |(at, &start): (usize, &usize)| {
            let end = starts.get(at + 1).copied().unwrap_or(self.rows.len());
            self.rows[start..end].iter().map(|&row| column[row as usize]).collect()
        };
        starts.par_iter().enumerate().map(piece).collect()
    }
}

/// The columns of the rows that days and orders are folded from.
pub struct Columns<'a> {
    client: Cow<'a, [u32]>,
    day: Cow<'a, [i32]>,
    amount: Cow<'a, [i64]>,
    /// Empty where no order number is mapped.
    number: Cow<'a, [u32]>,
    /// Ten-thousandths; empty where no quantity is mapped.
    quantity: Cow<'a, [i64]>,
}

impl<'a> Columns<'a> {
    /// Looks at the columns of a book.
    pub fn of(orders: &'a Orders) -> Columns<'a> {
        Columns {
            client: Cow::Borrowed(&orders.client),
            day: Cow::Borrowed(&orders.day),
            amount: Cow::Borrowed(&orders.amount),
            number: Cow::Borrowed(&orders.order.codes),
            quantity: Cow::Borrowed(&orders.quantity),
        }
    }

    /// Takes the columns out of a book.
    pub fn take(orders: &mut Orders) -> Columns<'static> {
        Columns {
            client: Cow::Owned(std::mem::take(&mut orders.client)),
            day: Cow::Owned(std::mem::take(&mut orders.day)),
            amount: Cow::Owned(std::mem::take(&mut orders.amount)),
            number: Cow::Owned(std::mem::take(&mut orders.order.codes)),
            quantity: Cow::Owned(std::mem::take(&mut orders.quantity)),
        }
    }
}

/// Says whether texts ascend as their codes do.
fn ascend(words: &Words) -> bool {
    (1..words.len() as u32).all(|code| words.get(code - 1) <= words.get(code))
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
    numbers: &'a Words,
    /// Whether the codes ascend as the texts do.
    ascending: bool,
    /// Whether all rows of each number are of one day, so that no order has to be sought beyond it.
    one_day: bool,
}

impl<'a> Numbering<'a> {
    fn new(numbers: &'a Words, rows: impl Iterator<Item = (u32, i32)>) -> Numbering<'a> {
        let mut days = vec![None; numbers.len()];
        let mut rows = rows.filter(|(number, _)| (*number as usize) < numbers.len());
        let one_day = rows.all(|(number, day)| *days[number as usize].get_or_insert(day) == day);
        Numbering { numbers, ascending: ascend(numbers), one_day }
    }

    /// Compares two orders by day, then number as text; rows without a number come first.
    fn compare(&self, a: &Order, b: &Order) -> Ordering {
        a.day.cmp(&b.day).then_with(|| match self.ascending {
            true => a.number.wrapping_add(1).cmp(&b.number.wrapping_add(1)),
            false => self.numbers.get(a.number).cmp(self.numbers.get(b.number)),
        })
    }

    /// Adds up the parts of each order, and tells orders from credits; both sorted.
    fn gather(&self, groups: &mut Vec<Group>, place: impl Fn(Day) -> u32) -> (Arc<[Order]>, Arc<[Order]>) {
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
            Arc::from(orders)
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

/// How many pieces the rows are folded in.
const PIECES: usize = 128;

/// Folds periods, days, orders and credits of all customers; the orders of periods are not counted yet. Says whether all rows
/// of each order number are of one day.
pub fn add_facts(columns: Columns<'_>, places: &Places, numbers: &Words, customers: &mut [Customer]) -> bool {
    let Columns { client, day, amount, number, quantity } = columns;
    let by_customer = ByCustomer::new(&client, customers.len());
    drop(client);
    let numbering = Numbering::new(numbers, number.iter().copied().zip(day.iter().copied()));
    let span = customers.len().div_ceil(PIECES).max(1);
    let days = by_customer.laid(day, span);
    let mut codes = by_customer.laid(number, span);
    let amounts = by_customer.laid(amount, span);
    let mut quantities = by_customer.laid(quantity, span);
    codes.resize(days.len(), Vec::new());
    quantities.resize(days.len(), Vec::new());
    let starts = by_customer.starts;
    drop(by_customer.rows);
    let pieces = days.into_iter().zip(amounts).zip(codes).zip(quantities);
    let pieces = pieces.map(|(((days, amounts), codes), quantities)| Piece { days, amounts, codes, quantities });
    let pieces: Vec<Piece> = pieces.collect();
    pieces.into_par_iter().zip(customers.par_chunks_mut(span)).enumerate().for_each_init(
        || (Vec::new(), Vec::new(), Vec::new()),
        |(cells, facts, groups), (at, (piece, customers))| {
            let starts = &starts[at * span..];
            for (at, customer) in customers.iter_mut().enumerate() {
                cells.clear();
                facts.clear();
                groups.clear();
                piece.fold(starts[at] - starts[0]..starts[at + 1] - starts[0], places, (cells, facts, groups));
                customer.cells = cells.as_slice().into();
                if !piece.codes.is_empty() {
                    (customer.orders, customer.credits) = numbering.gather(groups, |day| places.of(day.number()));
                }
                sum_days(facts);
                customer.days = Arc::from(&**facts);
            }
        },
    );
    numbering.one_day
}

/// The rows of some customers.
struct Piece {
    days: Vec<i32>,
    amounts: Vec<i64>,
    /// Empty where no order number is mapped.
    codes: Vec<u32>,
    /// Empty where no quantity is mapped.
    quantities: Vec<i64>,
}

impl Piece {
    /// Folds the rows of one customer. Rows of one period, day and order mostly stand together, so that few are left to sort.
    fn fold(
        &self,
        rows: Range<usize>,
        places: &Places,
        (cells, facts, groups): (&mut Vec<(u32, Cell)>, &mut Vec<DayFact>, &mut Vec<Group>),
    ) {
        for row in rows {
            let amount = Money::from_raw(self.amounts[row]);
            let day = Day::from_number(self.days[row]);
            let bought = amount.is_positive();
            let quantity = self.quantities.get(row).copied().filter(|&quantity| quantity != Orders::NO_QUANTITY);
            let cell = Cell {
                net: amount,
                gross: if bought { amount } else { Money::ZERO },
                rows: 1,
                quantity: quantity.unwrap_or(0),
                ..Cell::default()
            };
            add(cells, places.of(self.days[row]), cell);
            push(facts, DayFact { day, net: amount, order_day: bought });
            if let Some(&number) = self.codes.get(row) {
                let group = Group { order: Order { number, day, amount }, bought };
                match groups.last_mut() {
                    Some(last) if same_number_and_day(last, &group) => last.join(&group),
                    _ => groups.push(group),
                }
            }
        }
    }
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
/// Says whether all rows of each order number are of one day.
pub fn rejoin(customers: &mut [Customer], places: &Places, numbers: &Words) -> bool {
    let lists = customers.iter().flat_map(|customer| [&customer.orders, &customer.credits]);
    let rows = lists.flat_map(|list| list.iter()).map(|order| (order.number, order.day.number()));
    let numbering = Numbering::new(numbers, rows);
    customers.par_iter_mut().for_each_init(Vec::new, |groups, customer| {
        groups.clear();
        groups.extend(customer.orders.iter().map(|&order| Group { order, bought: true }));
        groups.extend(customer.credits.iter().map(|&order| Group { order, bought: false }));
        (customer.orders, customer.credits) = numbering.gather(groups, |day| places.of(day.number()));
    });
    numbering.one_day
}
