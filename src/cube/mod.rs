//! [`Orders`](crate::model::Orders) → customer × period facts.
//!
//! Everything that analysis asks of the rows, folded once: per customer and period the net amount, the amount of rows above
//! zero, rows, orders and quantity; per customer the orders and the days. Immutable afterwards.
//!
//! Rows are folded [together](Cube::new), or [as they are read](Folder), range by range, and [joined](Cube::of_parts); a cube
//! [regrains](Cube::regrain) to longer periods, and can be [kept](Cube::to_bytes) for a later run.

mod build;
mod by_customer;
mod cells;
#[cfg(test)]
pub mod fixture;
mod fold;
mod foreign;
mod held;
mod join;
mod joined;
mod kept;
mod marks;
mod orders;
mod regrain;
#[cfg(test)]
mod tests;
mod timeline;

use std::ops::AddAssign;
use std::sync::Arc;

pub use by_customer::ByCustomer;
pub use fold::{Ends, Folder};
pub use held::{Held, HeldTexts};
pub use join::Folded;
pub use joined::Joining;
pub use kept::Bytes;
pub use marks::Marks;

use rayon::prelude::*;

use crate::model::{Day, Money, Period, Span, Words};

/// What one customer did in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// r: the net amount of all rows.
    pub net: Money,
    /// g: the amount of the rows above zero.
    pub gross: Money,
    pub rows: u32,
    /// Orders (rule 4): groups of rows with one number, at least one row above zero.
    pub orders: u32,
    /// The net amount of those orders, for the average order.
    pub ordered: Money,
    /// Net quantity in ten-thousandths, where the input has quantities.
    pub quantity: i64,
}

/// What one customer did on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayFact {
    pub day: Day,
    pub net: Money,
    /// Whether a row above zero lies on it: an *order day*.
    pub order_day: bool,
}

/// What one customer bought in one foreign currency in one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// The place in [`Cube::periods`].
    pub period: u32,
    /// The place in [`Cube::currencies`].
    pub currency: u16,
    /// The net amount as written, in that currency.
    pub local: Money,
    /// The same converted; a part of the period's net amount.
    pub net: Money,
}

/// One order of one customer: number, day of its first row, net amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The place in [`Cube::numbers`], or [`Order::NO_NUMBER`] where the order is a customer's day.
    pub number: u32,
    /// The earliest of its rows in the period; it tells the period.
    pub day: Day,
    pub amount: Money,
}

impl Order {
    /// Stands for the number of rows that have none.
    pub const NO_NUMBER: u32 = u32::MAX;
}

/// One customer's facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Customer {
    pub key: String,
    pub name: String,
    /// By place in [`Cube::periods`], ascending; periods without rows are absent.
    pub cells: Vec<(u32, Cell)>,
    /// By day, ascending; of a customer folded as it was read, the latest days alone. Shared, since the cubes of other grains
    /// hold the same ones.
    pub days: Arc<[DayFact]>,
    /// What stands for days and orders where they were not kept: the order days, and by place the first and last order of periods
    /// with several at least.
    pub folded: Option<Arc<Folded>>,
    pub ends: Vec<(u32, Ends)>,
    /// By day, then number as text; empty where no order numbers are mapped: then every order day is an order. Ask
    /// [`Cube::orders_in`], which knows both cases. Shared, as the days are.
    pub orders: Arc<[Order]>,
    /// Groups of rows with one number and none above zero, by day and number: credits, no orders. In a longer period they
    /// may join the order that they name.
    pub credits: Arc<[Order]>,
    /// By period, then currency; empty where nothing was converted. From it, [`Customer::foreign_in`] takes one period's.
    pub foreign: Vec<Foreign>,
}

/// One product's (or category's) net amount per period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Product {
    pub name: String,
    pub cells: Vec<(u32, Money)>,
}

/// The book as facts.
#[derive(Clone, Debug)]
pub struct Cube {
    pub span: Span,
    /// All periods without a hole, from that of the first row to that of as-of.
    pub periods: Vec<Period>,
    /// How many of them, from the first, have ended by as-of.
    pub complete: usize,
    /// Whether the first period is short: the data begin later in it than the longest gap.
    pub short_first: bool,
    /// Sorted by key.
    pub customers: Vec<Customer>,
    /// Whether order numbers are mapped.
    pub has_numbers: bool,
    /// What is known of the order numbers, shared too.
    numbering: Arc<orders::Numbering>,
    /// Order numbers by code, shared as the days are.
    pub numbers: Arc<Words>,
    /// Product groups (category where mapped, else product), sorted by name; empty where neither is mapped.
    pub products: Vec<Product>,
    pub has_quantity: bool,
    /// The currencies by code, that of the book first; empty where nothing was converted.
    pub currencies: Arc<[String]>,
    /// The same book by month, kept beside a book by week, whose periods do not add up to years.
    pub months: Option<Box<Cube>>,
    /// The sum of each day, of a book that was folded as it was read.
    by_day: Option<Arc<[(i32, i64)]>>,
}

impl AddAssign for Cell {
    fn add_assign(&mut self, more: Cell) {
        self.net += more.net;
        self.gross += more.gross;
        self.rows += more.rows;
        self.orders += more.orders;
        self.ordered += more.ordered;
        self.quantity += more.quantity;
    }
}

impl Customer {
    /// Gives the facts of a period, all zero where it has no rows.
    pub fn cell(&self, period: usize) -> Cell {
        match self.cells.binary_search_by_key(&(period as u32), |(at, _)| *at) {
            Ok(at) => self.cells[at].1,
            Err(_) => Cell::default(),
        }
    }

    /// Gives what was bought in foreign currencies in a period, by currency.
    pub fn foreign_in(&self, period: usize) -> &[Foreign] {
        let start = self.foreign.partition_point(|one| (one.period as usize) < period);
        let end = self.foreign.partition_point(|one| one.period as usize <= period);
        &self.foreign[start..end]
    }

    /// Gives the amounts of the first and the last order of the period at a place, of a customer that was folded; a period with one
    /// order needs no ends.
    fn ends_at(&self, place: usize) -> (Money, Money) {
        match self.ends.binary_search_by_key(&(place as u32), |(at, _)| *at) {
            Ok(at) => (self.ends[at].1.first.amount, self.ends[at].1.last.amount),
            Err(_) => {
                let ordered = self.cell(place).ordered;
                (ordered, ordered)
            }
        }
    }

    /// Gives the net amount of the days from `from` to `to`, or nothing where no row lies there.
    pub fn net_between(&self, from: Day, to: Day) -> Option<Money> {
        within(&self.days, from, to, |fact| fact.day).iter().map(|fact| fact.net).reduce(|sum, net| sum + net)
    }

    /// Gives the days with a row above zero up to a day.
    pub fn order_days(&self, to: Day) -> impl Iterator<Item = Day> + '_ {
        let (days, marked) = match &self.folded {
            Some(folded) => (&[][..], folded.marks.days()),
            None => (&*self.days, Default::default()),
        };
        let days = days.iter().filter(|fact| fact.order_day).map(|fact| fact.day);
        days.chain(marked).take_while(move |day| *day <= to)
    }

    /// Gives the days of the first and the last row.
    pub fn rows_between(&self) -> Option<(Day, Day)> {
        match &self.folded {
            Some(folded) => folded.rows,
            None => Some((self.days.first()?.day, self.days.last()?.day)),
        }
    }
}

impl Cube {
    /// Says whether the book was folded as it was read, so that no line was kept.
    pub fn is_folded(&self) -> bool {
        self.by_day.is_some()
    }

    /// Gives the place of a period.
    pub fn place_of(&self, period: Period) -> Option<usize> {
        let first = self.periods.first()?;
        let at = usize::try_from(period.index - first.index).ok()?;
        (at < self.periods.len() && first.calendar == period.calendar).then_some(at)
    }

    /// Gives each customer's net amount of the days from `from` to `to`, or nothing where no row lies there. Of a book folded
    /// as it was read, whole periods can be asked for, and days of the last two.
    pub fn nets_between(&self, from: Day, to: Day) -> Vec<Option<Money>> {
        let net = self.net_in(from, to);
        self.customers.par_iter().map(net).collect()
    }

    /// Gives what tells one customer's net amount of the days from `from` to `to`, as [`Cube::nets_between`] does of all.
    pub fn net_in(&self, from: Day, to: Day) -> impl Fn(&Customer) -> Option<Money> + Sync + Send {
        let place = |day: Day| self.periods.partition_point(|period| period.last_day() < day);
        let (first, last) = (place(from), place(to));
        let begins = self.periods.get(first).is_none_or(|period| period.first_day() >= from);
        let ends = self.periods.get(last).is_none_or(|period| period.last_day() <= to);
        let of_periods = move |customer: &Customer| {
            let start = customer.cells.partition_point(|(place, _)| (*place as usize) < first);
            let cells = customer.cells[start..].iter().take_while(|(place, _)| *place as usize <= last);
            cells.map(|(_, cell)| cell.net).reduce(|sum, net| sum + net)
        };
        move |customer: &Customer| match customer.folded.is_some() && begins && ends {
            true => of_periods(customer),
            false => customer.net_between(from, to),
        }
    }

    /// Gives the sum of each day of the book, by day; those of a book folded as it was read were added up apart.
    pub fn by_day(&self) -> Vec<(Day, Money)> {
        match &self.by_day {
            Some(days) => days.iter().map(|&(day, net)| (Day::from_number(day), Money::from_raw(net))).collect(),
            None => {
                let rows = self.customers.iter().filter_map(Customer::rows_between);
                let rows = rows.reduce(|(first, last), (one, two)| (first.min(one), last.max(two)));
                let Some((first, last)) = rows else { return Vec::new() };
                let mut sums = vec![Money::ZERO; (last.since(first) + 1) as usize];
                let days = self.customers.iter().flat_map(|customer| customer.days.iter());
                days.for_each(|fact| sums[fact.day.since(first) as usize] += fact.net);
                sums.into_iter().enumerate().map(|(at, net)| (first.plus_days(at as i32), net)).collect()
            }
        }
    }

    /// Gives the amount of a customer's first order of the period at a place, by day, then number as text; zero where it has none.
    pub fn first_amount_in(&self, customer: usize, place: usize) -> Money {
        match self.customers[customer].folded {
            Some(_) => self.customers[customer].ends_at(place).0,
            None => amount(self.orders_in(customer, self.periods[place]).next()),
        }
    }

    /// Gives the amount of a customer's last order of the period at a place, as [`Cube::first_amount_in`] does.
    pub fn last_amount_in(&self, customer: usize, place: usize) -> Money {
        match self.customers[customer].folded {
            Some(_) => self.customers[customer].ends_at(place).1,
            None => amount(self.orders_in(customer, self.periods[place]).next_back()),
        }
    }

    /// Gives the amounts of a customer's first and last order of the period at a place, whose days are known.
    pub fn ends_in(&self, customer: usize, place: usize, days: (Day, Day)) -> (Money, Money) {
        if self.customers[customer].folded.is_some() {
            return self.customers[customer].ends_at(place);
        }
        let mut orders = self.orders_between(customer, days.0, days.1);
        let first = orders.next();
        (amount(first), amount(orders.next_back().or(first)))
    }

    /// Gives a customer's orders of a period, by day, then number as text; of a book whose rows were read.
    pub fn orders_in(&self, customer: usize, period: Period) -> impl DoubleEndedIterator<Item = Order> + '_ {
        self.orders_between(customer, period.first_day(), period.last_day())
    }

    /// Gives a customer's orders of the days from `first` to `last`, by day, then number as text. For days that are no
    /// whole periods, an order that goes beyond them counts by its first day, whole.
    pub fn orders_between(
        &self,
        customer: usize,
        first: Day,
        last: Day,
    ) -> impl DoubleEndedIterator<Item = Order> + '_ {
        let customer = &self.customers[customer];
        let orders = within(&customer.orders, first, last, |order| order.day);
        let days = if self.has_numbers { &[] } else { within(&customer.days, first, last, |fact| fact.day) };
        let days = days.iter().filter(|fact| fact.order_day);
        orders.iter().copied().chain(days.map(|fact| Order {
            number: Order::NO_NUMBER,
            day: fact.day,
            amount: fact.net,
        }))
    }
}

fn amount(order: Option<Order>) -> Money {
    order.map_or(Money::ZERO, |order| order.amount)
}

/// Gives the facts of the days from `first` to `last`, of facts sorted by day.
fn within<T>(facts: &[T], first: Day, last: Day, day: impl Fn(&T) -> Day) -> &[T] {
    let start = facts.partition_point(|fact| day(fact) < first);
    let end = facts.partition_point(|fact| day(fact) <= last);
    &facts[start..end.max(start)]
}
