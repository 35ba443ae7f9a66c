//! What the analyses ask of a customer again and again: when it was first active, when it first ordered.

use crate::cube::{Cell, Cube};
use crate::model::{Active, Day, Money, Rules};

use super::Movement;

/// A cube with the rules it is looked at by.
pub struct Book<'a> {
    pub cube: &'a Cube,
    pub rules: &'a Rules,
    /// Per customer, the place of the first period in which it was active.
    first_active: Vec<Option<usize>>,
}

impl<'a> Book<'a> {
    /// Looks at a cube by some rules.
    pub fn new(cube: &'a Cube, rules: &'a Rules) -> Book<'a> {
        let first_active = cube.customers.iter().map(|customer| {
            let cell = customer.cells.iter().find(|(_, cell)| is_active(cell, rules.active));
            cell.map(|(place, _)| *place as usize)
        });
        Book { cube, rules, first_active: first_active.collect() }
    }

    /// Says whether the facts of a period make a customer active (rule 4).
    pub fn active(&self, cell: &Cell) -> bool {
        is_active(cell, self.rules.active)
    }

    /// Gives what became of a customer from the period at place `p0` to a later one, by its facts in both; up and down are what
    /// is left when what rates made, `fx`, is taken out.
    pub fn movement(&self, customer: usize, p0: usize, c0: &Cell, c1: &Cell, fx: Money) -> Movement {
        match (self.active(c0), self.active(c1)) {
            (false, false) => Movement::Inactive,
            (true, false) => Movement::Lost,
            (false, true) if self.first_active[customer].is_some_and(|first| first < p0) => Movement::Returned,
            (false, true) => Movement::New,
            (true, true) => match (c1.net - fx).cmp(&c0.net) {
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
