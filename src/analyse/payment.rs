//! The bridge on the payment basis, the rule of thumb of trading companies: a new customer counts with its first order, a lost
//! one with its last. The rest makes it equal the period basis, so that the two can be compared.

use crate::model::Money;

use super::book::Book;
use super::{Bridge, Movement, Payment};

/// Makes the payment basis of a bridge whose movers are known.
pub fn payment(book: &Book<'_>, bridge: &Bridge) -> Payment {
    let (before, now) = (book.cube.place_of(bridge.period0), book.cube.place_of(bridge.period1));
    let first = |customer| book.cube.first_order_in(customer, now?);
    let last = |customer| book.cube.last_order_in(customer, before?);
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
