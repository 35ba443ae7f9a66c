//! The bridge on the payment basis, the rule of thumb of trading companies: a new customer counts with its first order, a lost
//! one with its last. The rest makes it equal the period basis, so that the two can be compared.

use crate::cube::Cube;
use crate::model::Money;

use super::{Movement, Mover, Payment};

impl Payment {
    /// Adds a customer of the bridge from the period at place `p0` to the one at place `p1`.
    pub(super) fn add(&mut self, cube: &Cube, (p0, p1): (usize, usize), mover: &Mover) {
        let amount = |order: Option<crate::cube::Order>| order.map_or(Money::ZERO, |order| order.amount);
        match mover.movement {
            Movement::New => self.new += amount(cube.first_order_in(mover.customer, p1)),
            Movement::Returned => self.returned_first_orders += amount(cube.first_order_in(mover.customer, p1)),
            Movement::Lost => self.lost -= amount(cube.last_order_in(mover.customer, p0)),
            Movement::Up | Movement::Level | Movement::Down => self.existing += mover.change,
            Movement::Inactive => {}
        }
    }

    /// Adds up, beside the change on the period basis.
    pub(super) fn whole(self, change: Money) -> Payment {
        let total = self.new + self.lost + self.existing;
        Payment { total, rest: change - total, ..self }
    }
}
