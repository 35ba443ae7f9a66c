//! A customer's periods, days and orders, folded from its rows.
//!
//! Per customer in plain Rust: a counting sort lays the rows of each customer together, and each fold needs only those.
//! The columns of some customers at a time are laid out for it, few enough to stay near the core.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::by_customer::ByCustomer;
use super::cells::add;
use super::timeline::Places;
use super::{Cell, Customer, DayFact, Foreign, Order, foreign};
use crate::model::{Day, Local, Money, Orders, Words};

/// The columns of the rows that days and orders are folded from.
pub struct Columns<'a> {
    client: Cow<'a, [u32]>,
    day: Cow<'a, [i32]>,
    amount: Cow<'a, [i64]>,
    /// Empty where no order number is mapped.
    number: Cow<'a, [u32]>,
    /// Ten-thousandths; empty where no quantity is mapped.
    quantity: Cow<'a, [i64]>,
    /// The code of the currency and the amount in it; empty where nothing was converted.
    currency: Cow<'a, [u16]>,
    local: Cow<'a, [i64]>,
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
            currency: Cow::Borrowed(orders.local.as_ref().map_or(&[], |local| &local.currency)),
            local: Cow::Borrowed(orders.local.as_ref().map_or(&[], |local| &local.amount)),
        }
    }

    /// Takes the columns out of a book.
    pub fn take(orders: &mut Orders) -> Columns<'static> {
        let local =
            orders.local.as_mut().map(|local| (std::mem::take(&mut local.currency), std::mem::take(&mut local.amount)));
        let (currency, local) = local.unwrap_or_default();
        Columns {
            client: Cow::Owned(std::mem::take(&mut orders.client)),
            day: Cow::Owned(std::mem::take(&mut orders.day)),
            amount: Cow::Owned(std::mem::take(&mut orders.amount)),
            number: Cow::Owned(std::mem::take(&mut orders.order.codes)),
            quantity: Cow::Owned(std::mem::take(&mut orders.quantity)),
            currency: Cow::Owned(currency),
            local: Cow::Owned(local),
        }
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

/// What is known of all order numbers, to join and sort by them without looking at texts or at all rows where that can be.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    /// Whether the codes ascend as the texts do.
    pub(super) ascending: bool,
    /// A bit for each number whose rows are of several days: such an order may be longer in longer periods.
    pub(super) spread: Vec<u64>,
}

impl Numbering {
    fn new(numbers: &Words, rows: impl Iterator<Item = (u32, i32)>) -> Numbering {
        const NONE: i32 = i32::MIN;
        let mut days = vec![NONE; numbers.len()];
        let mut spread = vec![0_u64; numbers.len().div_ceil(64)];
        for (number, day) in rows {
            match days.get_mut(number as usize) {
                Some(first) if *first == NONE => *first = day,
                Some(first) if *first != day => spread[number as usize / 64] |= 1 << (number % 64),
                _ => {}
            }
        }
        let codes = (1..numbers.len() as u32).into_par_iter();
        Numbering { ascending: codes.all(|code| numbers.get(code - 1) <= numbers.get(code)), spread }
    }

    fn is_spread(&self, number: u32) -> bool {
        self.spread.get(number as usize / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }

    /// Says whether orders of a customer may join in longer periods.
    fn may_join(&self, customer: &Customer) -> bool {
        customer.orders.iter().chain(&*customer.credits).any(|order| self.is_spread(order.number))
    }

    /// Compares two orders by day, then number as text; rows without a number come first.
    fn compare(&self, numbers: &Words, a: &Order, b: &Order) -> Ordering {
        a.day.cmp(&b.day).then_with(|| match self.ascending {
            true => a.number.wrapping_add(1).cmp(&b.number.wrapping_add(1)),
            false => numbers.get(a.number).cmp(numbers.get(b.number)),
        })
    }

    /// Adds up the parts of each order, and tells orders from credits; both sorted.
    fn gather(&self, numbers: &Words, groups: &mut Vec<Group>, places: &Places) -> (Arc<[Order]>, Arc<[Order]>) {
        self.join_spread(groups, places);
        let compare = |a: &Group, b: &Group| self.compare(numbers, &a.order, &b.order);
        if !groups.is_sorted_by(|a, b| compare(a, b).is_le()) {
            groups.sort_unstable_by(compare);
        }
        groups.dedup_by(|next, kept| {
            let joined = same_number_and_day(kept, next);
            if joined {
                kept.join(next);
            }
            joined
        });
        let pick = |bought: bool| {
            let picked = groups.iter().filter(|group| group.bought == bought);
            let mut orders = Vec::with_capacity(picked.clone().count());
            orders.extend(picked.map(|group| group.order));
            Arc::from(orders)
        };
        (pick(true), pick(false))
    }

    /// Sorts and joins a customer's orders and credits anew.
    fn join(&self, numbers: &Words, customer: &mut Customer, groups: &mut Vec<Group>, places: &Places) {
        groups.clear();
        groups.extend(customer.orders.iter().map(|&order| Group { order, bought: true }));
        groups.extend(customer.credits.iter().map(|&order| Group { order, bought: false }));
        (customer.orders, customer.credits) = self.gather(numbers, groups, places);
    }

    /// Joins the orders and credits of a customer that was put together of several of this book.
    pub fn rejoin(&self, numbers: &Words, customer: &mut Customer, places: &Places) {
        self.join(numbers, customer, &mut Vec::new(), places);
    }

    /// Joins the parts of an order that lie on several days of a period.
    fn join_spread(&self, groups: &mut Vec<Group>, places: &Places) {
        let mut firsts: FxHashMap<(u32, u32), usize> = FxHashMap::default();
        let mut kept = 0;
        for at in 0..groups.len() {
            let group = groups[at];
            if self.is_spread(group.order.number) {
                match firsts.entry((group.order.number, places.of(group.order.day.number()))) {
                    Entry::Occupied(first) => {
                        groups[*first.get()].join(&group);
                        continue;
                    }
                    Entry::Vacant(first) => drop(first.insert(kept)),
                }
            }
            groups[kept] = group;
            kept += 1;
        }
        groups.truncate(kept);
    }
}

fn same_number_and_day(a: &Group, b: &Group) -> bool {
    (a.order.number, a.order.day) == (b.order.number, b.order.day)
}

/// How many pieces the rows are folded in.
const PIECES: usize = 128;

/// Folds periods, days, orders and credits of all customers; the orders of periods are not counted yet. Gives what it learnt of
/// the order numbers.
pub fn add_facts(columns: Columns<'_>, places: &Places, numbers: &Words, customers: &mut [Customer]) -> Numbering {
    let by_customer = ByCustomer::new(&columns.client, customers.len());
    let borders = by_customer.borders(columns.client.len() / PIECES);
    let numbering = Numbering::new(numbers, columns.number.iter().copied().zip(columns.day.iter().copied()));
    let mut rest = customers;
    let pieces = borders.windows(2).map(|borders| {
        let (customers, behind) = std::mem::take(&mut rest).split_at_mut(borders[1] - borders[0]);
        rest = behind;
        (&by_customer.starts[borders[0]..=borders[1]], customers)
    });
    let mut pieces: Vec<(&[usize], &mut [Customer])> = pieces.collect();
    // The largest first: the others fill the time that it takes.
    pieces.sort_by_key(|(starts, _)| std::cmp::Reverse(starts[starts.len() - 1] - starts[0]));
    pieces.into_par_iter().with_max_len(1).for_each_init(
        || (Piece::default(), Vec::new(), Vec::new(), Vec::new()),
        |(piece, cells, facts, groups), (starts, customers)| {
            piece.lay(&columns, &by_customer.rows[starts[0]..starts[starts.len() - 1]]);
            for (at, customer) in customers.iter_mut().enumerate() {
                cells.clear();
                facts.clear();
                groups.clear();
                let rows = starts[at] - starts[0]..starts[at + 1] - starts[0];
                if !piece.currencies.is_empty() {
                    customer.foreign = piece.foreign(rows.clone(), places);
                }
                piece.fold(rows, places, (cells, facts, groups));
                customer.cells = cells.as_slice().into();
                if !piece.codes.is_empty() {
                    (customer.orders, customer.credits) = numbering.gather(numbers, groups, places);
                }
                sum_days(facts);
                customer.days = Arc::from(&**facts);
            }
        },
    );
    numbering
}

/// The rows of some customers.
#[derive(Default)]
struct Piece {
    days: Vec<i32>,
    amounts: Vec<i64>,
    /// Empty where no order number is mapped.
    codes: Vec<u32>,
    /// Empty where no quantity is mapped.
    quantities: Vec<i64>,
    /// Empty where nothing was converted.
    currencies: Vec<u16>,
    locals: Vec<i64>,
}

impl Piece {
    /// Lays out the columns of some rows.
    fn lay(&mut self, columns: &Columns<'_>, rows: &[u32]) {
        fn lay<T: Copy>(column: &[T], rows: &[u32], laid: &mut Vec<T>) {
            laid.clear();
            if !column.is_empty() {
                laid.extend(rows.iter().map(|&row| column[row as usize]));
            }
        }
        lay(&columns.day, rows, &mut self.days);
        lay(&columns.amount, rows, &mut self.amounts);
        lay(&columns.number, rows, &mut self.codes);
        lay(&columns.quantity, rows, &mut self.quantities);
        lay(&columns.currency, rows, &mut self.currencies);
        lay(&columns.local, rows, &mut self.locals);
    }

    /// Folds the rows of one customer that were converted.
    fn foreign(&self, rows: Range<usize>, places: &Places) -> Vec<Foreign> {
        let rows = rows.filter(|&row| self.currencies[row] != Local::BASE);
        let mut found: Vec<Foreign> = Vec::new();
        for row in rows {
            let next = Foreign {
                period: places.of(self.days[row]),
                currency: self.currencies[row],
                local: Money::from_raw(self.locals[row]),
                net: Money::from_raw(self.amounts[row]),
            };
            match found.last_mut() {
                Some(last) if (last.period, last.currency) == (next.period, next.currency) => {
                    last.local += next.local;
                    last.net += next.net;
                }
                _ => found.push(next),
            }
        }
        foreign::gather(&mut found);
        found.shrink_to_fit();
        found
    }

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

/// Joins the orders and credits of customers that share a number in a period, after the periods have grown.
pub fn rejoin(customers: &mut [Customer], places: &Places, numbers: &Words, numbering: &Numbering) {
    let some = customers.par_iter_mut().filter(|customer| numbering.may_join(customer));
    some.for_each_init(Vec::new, |groups, customer| numbering.join(numbers, customer, groups, places));
}
