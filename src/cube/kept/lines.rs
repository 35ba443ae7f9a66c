//! The days, orders and credits of each customer, and the order numbers.

use std::sync::Arc;

use super::flat::{Flat, Laid, unfold, zigzag};
use crate::cube::orders::Numbering;
use crate::cube::{Customer, DayFact, Order};
use crate::model::{Day, Money, Words};

/// Adds the order numbers and what is known of them.
pub fn lay_numbers(flat: &mut Flat, numbering: &Numbering, numbers: &Words) {
    flat.whole(numbering.ascending);
    flat.count(numbering.spread.len());
    numbering.spread.iter().for_each(|&bits| flat.whole(bits));
    let mut all = String::new();
    numbers.iter().for_each(|number| all.push_str(number));
    flat.text(&all);
    flat.count(numbers.len());
    numbers.iter().for_each(|number| flat.count(number.len()));
}

/// Takes the order numbers and what is known of them.
pub fn numbers(laid: &mut Laid<'_>) -> Option<(Numbering, Words)> {
    let ascending = laid.whole::<u8>()? == 1;
    let spread = (0..laid.count()?).map(|_| laid.whole()).collect::<Option<_>>()?;
    let text = laid.text()?;
    let (mut end, mut whole) = (0_usize, true);
    let count = laid.count()?;
    let ends = (0..count).map(|_| {
        end = end.checked_add(laid.whole()?)?;
        whole &= text.is_char_boundary(end);
        u32::try_from(end).ok()
    });
    let ends = ends.collect::<Option<Vec<u32>>>()?;
    (whole && end == text.len()).then(|| (Numbering { ascending, spread }, Words::new(text.into(), ends)))
}

/// Adds a customer's days, orders and credits.
pub fn lay(flat: &mut Flat, customer: &Customer) -> Option<()> {
    flat.count(customer.days.len());
    let mut last = 0_i32;
    for fact in customer.days.iter() {
        let days = zigzag(i64::from(fact.day.number().checked_sub(last)?));
        flat.pair(days << 1 | u64::from(fact.order_day), fact.net.raw());
        last = fact.day.number();
    }
    for orders in [&customer.orders, &customer.credits] {
        flat.count(orders.len());
        let mut last = (0, 0_i32);
        for order in orders.iter() {
            flat.signed(order.day.number().checked_sub(last.1)?);
            flat.pair(zigzag(i64::from(order.number) - last.0), order.amount.raw());
            last = (i64::from(order.number), order.day.number());
        }
    }
    Some(())
}

/// Room for what is taken, before it is known to be whole.
#[derive(Debug, Default)]
pub struct Room {
    days: Vec<DayFact>,
    orders: Vec<Order>,
}

/// Takes a customer's days, orders and credits.
pub fn take(laid: &mut Laid<'_>, customer: &mut Customer, room: &mut Room) -> Option<()> {
    let Room { days, orders } = room;
    days.clear();
    let mut last = 0_i32;
    for _ in 0..laid.count()? {
        let (small, net) = laid.pair()?;
        last = last.checked_add(i32::try_from(unfold(small >> 1)).ok()?)?;
        days.push(DayFact { day: Day::from_number(last), order_day: small & 1 == 1, net: Money::from_raw(net) });
    }
    customer.days = Arc::from(&**days);
    for taken in [&mut customer.orders, &mut customer.credits] {
        orders.clear();
        let mut last = (0_i64, 0_i32);
        for _ in 0..laid.count()? {
            last.1 = last.1.checked_add(laid.signed()?)?;
            let (small, amount) = laid.pair()?;
            last.0 = last.0.checked_add(unfold(small))?;
            let number = u32::try_from(last.0).ok()?;
            orders.push(Order { number, day: Day::from_number(last.1), amount: Money::from_raw(amount) });
        }
        // Most customers have no credits, and share the room of none.
        if !orders.is_empty() {
            *taken = Arc::from(&**orders);
        }
    }
    Some(())
}
