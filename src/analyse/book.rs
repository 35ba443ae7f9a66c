//! What the analyses ask of a customer again and again: when it was first active, when it first ordered.

use rayon::prelude::*;

use crate::cube::{Cell, Cube};
use crate::model::{Active, Day, Money, Rules};

use super::Movement;

/// Customers that one thread looks at at a time.
const CHUNK: usize = 4096;

/// A cube with the rules it is looked at by.
pub struct Book<'a> {
    pub cube: &'a Cube,
    pub rules: &'a Rules,
    /// Per customer, the place of the first period in which it was active; `u32::MAX` where it never was.
    first_active: Vec<u32>,
    /// Per period, the customers with rows, in their order.
    entries: Vec<Vec<Entry>>,
}

/// What one customer did in one period, as far as a bridge asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry {
    pub customer: u32,
    pub active: bool,
    pub net: Money,
}

impl<'a> Book<'a> {
    /// Looks at a cube by some rules.
    pub fn new(cube: &'a Cube, rules: &'a Rules) -> Book<'a> {
        let parts = cube.customers.par_chunks(CHUNK).enumerate().map(|(at, customers)| {
            let mut entries = vec![Vec::new(); cube.periods.len()];
            let first_active = (at * CHUNK..).zip(customers).map(|(customer, facts)| {
                let mut first = u32::MAX;
                for (place, cell) in &facts.cells {
                    let active = is_active(cell, rules.active);
                    if active && first == u32::MAX {
                        first = *place;
                    }
                    entries[*place as usize].push(Entry { customer: customer as u32, active, net: cell.net });
                }
                first
            });
            (first_active.collect(), entries)
        });
        let parts: Vec<(Vec<u32>, Vec<Vec<Entry>>)> = parts.collect();
        let (mut first_active, mut entries) = (Vec::new(), vec![Vec::new(); cube.periods.len()]);
        for (first, more) in parts {
            first_active.extend(first);
            entries.iter_mut().zip(more).for_each(|(entries, more)| entries.extend(more));
        }
        Book { cube, rules, first_active, entries }
    }

    /// Gives the customers with rows in either period, in their order, each with what it did in both.
    pub fn pairs(&self, p0: usize, p1: usize) -> impl Iterator<Item = (usize, Entry, Entry)> + '_ {
        let (mut before, mut now) = (self.entries[p0].iter().peekable(), self.entries[p1].iter().peekable());
        std::iter::from_fn(move || {
            let customer = match (before.peek(), now.peek()) {
                (None, None) => return None,
                (Some(one), None) | (None, Some(one)) => one.customer,
                (Some(one), Some(two)) => one.customer.min(two.customer),
            };
            let none = Entry { customer, ..Entry::default() };
            let is = |entry: &&Entry| entry.customer == customer;
            let (before, now) = (before.next_if(is).copied(), now.next_if(is).copied());
            Some((customer as usize, before.unwrap_or(none), now.unwrap_or(none)))
        })
    }

    /// Says whether the facts of a period make a customer active (rule 4).
    pub fn active(&self, cell: &Cell) -> bool {
        is_active(cell, self.rules.active)
    }

    /// Gives what became of a customer from the period at place `p0` to a later one, by its facts in both; up and down are what
    /// is left when what rates made, `fx`, is taken out.
    pub fn movement(&self, p0: usize, before: &Entry, now: &Entry, fx: Money) -> Movement {
        match (before.active, now.active) {
            (false, false) => Movement::Inactive,
            (true, false) => Movement::Lost,
            (false, true) if (self.first_active[now.customer as usize] as usize) < p0 => Movement::Returned,
            (false, true) => Movement::New,
            (true, true) => match (now.net - fx).cmp(&before.net) {
                std::cmp::Ordering::Greater => Movement::Up,
                std::cmp::Ordering::Equal => Movement::Level,
                std::cmp::Ordering::Less => Movement::Down,
            },
        }
    }

    /// Gives a customer's first order day; its first day of any row, if it has no order.
    pub fn first_order(&self, customer: usize) -> Option<Day> {
        let customer = &self.cube.customers[customer];
        let first = customer.order_days(self.cube.span.as_of).next();
        first.or(customer.rows_between().map(|(first, _)| first))
    }

    /// Gives the sum of all customers' net amounts in a period.
    pub fn net(&self, place: usize) -> Money {
        self.cube.customers.iter().map(|customer| customer.cell(place).net).sum()
    }
}

fn is_active(cell: &Cell, active: Active) -> bool {
    match active {
        Active::Purchase => cell.gross.is_positive(),
        Active::Any => cell.rows > 0,
        Active::Net => cell.net.is_positive(),
    }
}
