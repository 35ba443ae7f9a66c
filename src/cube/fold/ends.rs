//! The first and the last order of a period.

use crate::cube::Order;

/// The first and the last order of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    pub first: Order,
    pub last: Order,
}

impl Ends {
    /// Gives the ends of one order.
    pub fn of(order: Order) -> Ends {
        Ends { first: order, last: order }
    }

    /// Adds those of more orders; says whether it can be told which are first and last, by day, then number as text: not between
    /// two of a day whose numbers differ in length. `longer` are the orders whose numbers are longer than those before.
    #[inline]
    pub fn join(&mut self, more: &Ends, longer: &[u32]) -> bool {
        let mut sound = true;
        let mut tie = |one: &Order, two: &Order| {
            if one.day == two.day && one.number != two.number {
                let (from, to) = (one.number.min(two.number), one.number.max(two.number));
                let next = longer.partition_point(|&order| order <= from);
                sound &= longer.get(next).is_none_or(|&order| order > to);
            }
            (one.day, one.number) <= (two.day, two.number)
        };
        if !tie(&self.first, &more.first) {
            self.first = more.first;
        }
        if tie(&self.last, &more.last) {
            self.last = more.last;
        }
        sound
    }
}
