//! What the analyses ask of a customer again and again: when it was first active, when it first ordered.

use rayon::prelude::*;

use crate::cube::{Cell, Cube};
use crate::model::{Active, Day, Money, Rules};

use super::Movement;
use super::cadence::Room;

/// Customers that one thread looks at at a time.
const CHUNK: usize = 1024;

/// A cube with the rules it is looked at by.
pub struct Book<'a> {
    pub cube: &'a Cube,
    pub rules: &'a Rules,
    /// Per customer, the place of the first period in which it was active; `u32::MAX` where it never was.
    first_active: Vec<u32>,
    /// Per customer, its first order day.
    first_ordered: Vec<Option<Day>>,
    /// By piece of the customers, then by period, those with rows, in their order.
    entries: Vec<Vec<Vec<Entry>>>,
}

/// What one customer did in one period, as far as a bridge asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry {
    pub customer: u32,
    pub active: bool,
    pub net: Money,
    /// What bridges from each period to the next ask for, where it was found with all others.
    found: Option<Found>,
}

/// What bridges from one period to the next ask of a customer that comes or leaves.
#[derive(Clone, Copy, Debug)]
struct Found {
    /// The amounts of the period's first and last order.
    first: Money,
    last: Money,
    /// The marks of a loss in the next period.
    left: Left,
}

/// The marks of a lost customer; nothing where the rows are sums of periods.
#[derive(Clone, Copy, Debug, Default)]
pub struct Left {
    pub not_yet_due: Option<bool>,
    pub seasonal: Option<bool>,
}

impl<'a> Book<'a> {
    /// Looks at a cube by some rules.
    pub fn new(cube: &'a Cube, rules: &'a Rules) -> Book<'a> {
        Book::of(cube, rules, |_, _, _, _| None)
    }

    /// Looks at a cube of which every period's bridge is made. What all of them ask of a customer is found at once: the facts
    /// of a large book do not stay near the processor from one bridge to the next.
    pub fn for_history(cube: &'a Cube, rules: &'a Rules) -> Book<'a> {
        let bounds: Vec<(Day, Day)> =
            cube.periods.iter().map(|period| (period.first_day(), period.last_day())).collect();
        Book::of(cube, rules, |room, customer, place, stays| {
            let (first, last) = cube.ends_in(customer, place, bounds[place]);
            let next = bounds.get(place + 1).filter(|_| !stays);
            let left = next.map_or_else(Left::default, |(_, end)| left(cube, customer, *end, room));
            Some(Found { first, last, left })
        })
    }

    fn of(
        cube: &'a Cube,
        rules: &'a Rules,
        find: impl Fn(&mut Room, usize, usize, bool) -> Option<Found> + Sync,
    ) -> Book<'a> {
        let parts = cube.customers.par_chunks(CHUNK).enumerate().map(|(at, customers)| {
            let mut room = Room::default();
            let mut entries = vec![Vec::new(); cube.periods.len()];
            let firsts = (at * CHUNK..).zip(customers).map(|(customer, facts)| {
                let mut first = u32::MAX;
                let mut cells = facts.cells.iter().peekable();
                while let Some((place, cell)) = cells.next() {
                    let active = is_active(cell, rules.active);
                    if active && first == u32::MAX {
                        first = *place;
                    }
                    let stays =
                        cells.peek().is_some_and(|(next, cell)| *next == place + 1 && is_active(cell, rules.active));
                    let found = find(&mut room, customer, *place as usize, stays || !active);
                    let customer = customer as u32;
                    entries[*place as usize].push(Entry { customer, active, net: cell.net, found });
                }
                (first, facts.order_days(cube.span.as_of).next())
            });
            let firsts: Vec<(u32, Option<Day>)> = firsts.collect();
            (firsts, entries)
        });
        let parts: Vec<(Vec<(u32, Option<Day>)>, Vec<Vec<Entry>>)> = parts.collect();
        let (mut first_active, mut first_ordered) = (Vec::new(), Vec::new());
        let mut entries = Vec::with_capacity(parts.len());
        for (firsts, of_piece) in parts {
            first_active.extend(firsts.iter().map(|(active, _)| *active));
            first_ordered.extend(firsts.iter().map(|(_, ordered)| *ordered));
            entries.push(of_piece);
        }
        Book { cube, rules, first_active, first_ordered, entries }
    }

    /// Gives the amount of the first order of a customer that came in the period at a place.
    pub fn first_amount(&self, entry: &Entry, place: usize) -> Money {
        entry.found.map_or_else(|| self.cube.first_amount_in(entry.customer as usize, place), |found| found.first)
    }

    /// Gives the amount of the last order of a customer that left after the period at a place.
    pub fn last_amount(&self, entry: &Entry, place: usize) -> Money {
        entry.found.map_or_else(|| self.cube.last_amount_in(entry.customer as usize, place), |found| found.last)
    }

    /// Gives the marks of a customer that was active in the period at place `p0`, and is not in that at `p1`.
    pub fn left(&self, entry: &Entry, p0: usize, p1: usize, room: &mut Room) -> Left {
        match entry.found {
            Some(found) if p1 == p0 + 1 => found.left,
            _ => left(self.cube, entry.customer as usize, self.cube.periods[p1].last_day(), room),
        }
    }

    /// Gives the first order day of a customer.
    pub fn first_ordered(&self, customer: usize) -> Option<Day> {
        self.first_ordered[customer]
    }

    /// Gives the customers with rows in either period, in their order, each with what it did in both.
    pub fn pairs(&self, p0: usize, p1: usize) -> impl Iterator<Item = (usize, Entry, Entry)> + '_ {
        self.entries.iter().flat_map(move |entries| pairs(&entries[p0], &entries[p1]))
    }

    /// Gives at most how many customers have rows in either period.
    pub fn most_pairs(&self, p0: usize, p1: usize) -> usize {
        self.entries.iter().map(|entries| entries[p0].len() + entries[p1].len()).sum()
    }

    /// Gives what became of a customer from the period at place `p0` to a later one, by its facts in both.
    pub fn movement(&self, customer: usize, p0: usize, c0: &Cell, c1: &Cell, fx: Money) -> Movement {
        let customer = customer as u32;
        let entry = |cell: &Cell| Entry { customer, active: self.active(cell), net: cell.net, found: None };
        self.became(p0, &entry(c0), &entry(c1), fx)
    }

    /// Says whether the facts of a period make a customer active (rule 4).
    pub fn active(&self, cell: &Cell) -> bool {
        is_active(cell, self.rules.active)
    }

    /// Gives what became of a customer from the period at place `p0` to a later one, by its facts in both; up and down are what
    /// is left when what rates made, `fx`, is taken out.
    pub fn became(&self, p0: usize, before: &Entry, now: &Entry, fx: Money) -> Movement {
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

    /// Gives the place of the first period in which a customer is active.
    pub fn first_active(&self, customer: usize) -> Option<usize> {
        Some(self.first_active[customer]).filter(|first| *first != u32::MAX).map(|first| first as usize)
    }

    /// Gives a customer's first order day; its first day of any row, if it has no order.
    pub fn first_order(&self, customer: usize) -> Option<Day> {
        let of_rows = || self.cube.customers[customer].rows_between().map(|(first, _)| first);
        self.first_ordered[customer].or_else(of_rows)
    }

    /// Gives the sum of all customers' net amounts in a period.
    pub fn net(&self, place: usize) -> Money {
        self.cube.customers.iter().map(|customer| customer.cell(place).net).sum()
    }
}

/// Gives the customers that stand in either list, in their order, each with what both have.
fn pairs<'a>(before: &'a [Entry], now: &'a [Entry]) -> impl Iterator<Item = (usize, Entry, Entry)> + 'a {
    let (mut before, mut now) = (before.iter().peekable(), now.iter().peekable());
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

/// Gives the marks of a customer that is lost by the end of a period.
fn left(cube: &Cube, customer: usize, end: Day, room: &mut Room) -> Left {
    if !cube.span.has_orders() {
        return Left::default();
    }
    let cadence = room.cadence(&cube.customers[customer], cube.span.first_day, cube.span.as_of.min(end));
    Left { not_yet_due: Some(cadence.not_yet_due()), seasonal: Some(cadence.seasonal) }
}

fn is_active(cell: &Cell, active: Active) -> bool {
    match active {
        Active::Purchase => cell.gross.is_positive(),
        Active::Any => cell.rows > 0,
        Active::Net => cell.net.is_positive(),
    }
}
