//! The bridge on the payment basis, the rule of thumb of trading companies: a new customer counts with its first order, a lost
//! one with its last. The rest makes it equal the period basis, so that the two can be compared.

use crate::model::{Money, Period};

use super::book::Book;
use super::{Bridge, Movement, Payment};

/// Makes the payment basis of a bridge whose movers are known.
pub fn payment(book: &Book<'_>, bridge: &Bridge) -> Payment {
    let bounds = |period: Period| (period.first_day(), period.last_day());
    let (before, now) = (bounds(bridge.period0), bounds(bridge.period1));
    let first = |customer| book.cube.orders_between(customer, now.0, now.1).next();
    let last = |customer| book.cube.orders_between(customer, before.0, before.1).next_back();
    let mut payment = Payment::default();
    for mover in &bridge.movers {
        let amount = |order: Option<crate::cube::Order>| order.map_or(Money::ZERO, |order| order.amount);
        match mover.movement {
            Movement::New => payment.new += amount(first(mover.customer)),
            Movement::Returned => payment.returned_first_orders += amount(first(mover.customer)),
            Movement::Lost => payment.lost -= amount(last(mover.customer)),
            Movement::Up | Movement::Level | Movement::Down => payment.existing += mover.change,
            Movement::Inactive => {}
        }
    }
    payment.total = payment.new + payment.lost + payment.existing;
    payment.rest = bridge.change() - payment.total;
    payment
}
