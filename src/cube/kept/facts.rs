//! What most commands tell of a customer: cells, order days, the first and last order of each period.

use std::sync::Arc;

use super::flat::{Flat, Laid};
use crate::cube::{Cell, Cube, Customer, DayFact, Ends, Folded, Marks, Order};
use crate::model::{Day, Money};

/// What is told of a cell before its net amount: the lowest bits say what is as usual and left out, those above how many periods
/// lie between it and the one before.
const GROSS_IS_NET: u64 = 1;
const ORDERED_IS_NET: u64 = 2;
const NO_QUANTITY: u64 = 4;
const ROWS_ARE_ORDERS: u64 = 8;
const BITS: u32 = 4;

/// Adds the sum of each day.
pub fn lay_sums(flat: &mut Flat, days: &[(Day, Money)]) {
    flat.count(days.len());
    let mut last = 0;
    for (day, net) in days {
        flat.signed(i64::from(day.number()) - last);
        flat.signed(net.raw());
        last = i64::from(day.number());
    }
}

/// Takes the sum of each day.
pub fn sums(laid: &mut Laid<'_>) -> Option<Vec<(i32, i64)>> {
    let mut last = 0_i32;
    let each = (0..laid.count()?).map(|_| {
        last = last.checked_add(laid.signed()?)?;
        Some((last, laid.signed()?))
    });
    each.collect()
}

/// Adds key, name and cells.
pub fn lay_own(flat: &mut Flat, customer: &Customer) -> Option<()> {
    flat.text(&customer.key);
    flat.text(&customer.name);
    flat.count(customer.cells.len());
    let mut next = 0;
    for (place, cell) in &customer.cells {
        let Cell { net, gross, rows, orders, ordered, quantity } = *cell;
        let bit = |is_so: bool, bit: u64| if is_so { bit } else { 0 };
        let bits = bit(gross == net, GROSS_IS_NET)
            | bit(ordered == net, ORDERED_IS_NET)
            | bit(quantity == 0, NO_QUANTITY)
            | bit(rows == orders, ROWS_ARE_ORDERS);
        flat.pair(u64::from(place - next) << BITS | bits, net.raw());
        let above = |amount: Money| amount.raw().checked_sub(net.raw());
        if gross != net {
            flat.signed(above(gross)?);
        }
        if ordered != net {
            flat.signed(above(ordered)?);
        }
        if quantity != 0 {
            flat.signed(quantity);
        }
        if rows != orders {
            flat.whole(rows);
        }
        flat.whole(orders);
        next = place + 1;
    }
    Some(())
}

/// Takes key, name and cells.
pub fn own(laid: &mut Laid<'_>, customer: &mut Customer) -> Option<()> {
    customer.key = laid.text()?.into();
    customer.name = laid.text()?.into();
    let count = laid.count()?;
    customer.cells.reserve_exact(count);
    let mut next = 0_u32;
    for _ in 0..count {
        let (small, net) = laid.pair()?;
        let place = next.checked_add(u32::try_from(small >> BITS).ok()?)?;
        let is_so = |bit: u64| small & bit != 0;
        let mut amount = |is_net: bool| if is_net { Some(net) } else { net.checked_add(laid.signed()?) };
        let (gross, ordered) = (amount(is_so(GROSS_IS_NET))?, amount(is_so(ORDERED_IS_NET))?);
        let quantity = if is_so(NO_QUANTITY) { 0 } else { laid.signed()? };
        let more = if is_so(ROWS_ARE_ORDERS) { None } else { Some(laid.whole()?) };
        let orders = laid.whole()?;
        let [net, gross, ordered] = [net, gross, ordered].map(Money::from_raw);
        let cell = Cell { net, gross, rows: more.unwrap_or(orders), orders, ordered, quantity };
        customer.cells.push((place, cell));
        next = place.checked_add(1)?;
    }
    Some(())
}

/// Adds what stands for the lines: order days, the first and last order of periods with several, and the latest days.
pub fn lay_folds(flat: &mut Flat, cube: &Cube, at: usize, recent: Day) -> Option<()> {
    // Whatever a customer holds, or not, is named here, so that nothing new is forgotten.
    let Customer { key: _, name: _, cells, days, orders: _, credits: _, folded: None, ends, foreign } =
        &cube.customers[at]
    else {
        return None;
    };
    (ends.is_empty() && foreign.is_empty()).then_some(())?;
    let (first, last) = cube.customers[at].rows_between()?;
    flat.signed(first.number());
    flat.count(usize::try_from(last.since(first)).ok()?);
    let marked = days.iter().filter(|fact| fact.order_day).map(|fact| fact.day);
    flat.count(marked.clone().count());
    let mut before = first;
    for day in marked {
        flat.count(usize::try_from(day.since(before)).ok()?);
        before = day;
    }
    for (place, _) in cells.iter().filter(|(_, cell)| cell.orders > 1) {
        let mut orders = cube.orders_in(at, cube.periods[*place as usize]);
        let (first_order, last_order) = (orders.next()?, orders.next_back()?);
        for order in [first_order, last_order] {
            flat.pair(u64::try_from(order.day.since(first)).ok()?, order.amount.raw());
        }
    }
    let latest = &days[days.partition_point(|fact| fact.day < recent)..];
    flat.count(latest.len());
    for fact in latest {
        let day = u64::try_from(fact.day.since(first)).ok()?;
        flat.pair(day << 1 | u64::from(fact.order_day), fact.net.raw());
    }
    Some(())
}

/// Takes what stands for the lines of a customer whose cells are there.
pub fn folds(laid: &mut Laid<'_>, customer: &mut Customer) -> Option<()> {
    let first: i32 = laid.signed()?;
    let last = first.checked_add(laid.whole()?)?;
    let rows = (Day::from_number(first), Day::from_number(last));
    let later = |days: u64| first.checked_add(i32::try_from(days).ok()?).filter(|day| *day <= last);
    let mut marks = Marks::between(rows.0, rows.1);
    let (mut day, mut word) = (first, (first >> 6, 0));
    for _ in 0..laid.count()? {
        day = day.checked_add(laid.whole()?).filter(|day| *day <= last)?;
        if day >> 6 != word.0 {
            marks.add(word.0, word.1);
            word = (day >> 6, 0);
        }
        word.1 |= 1 << (day & 63);
    }
    marks.add(word.0, word.1);
    let several = customer.cells.iter().filter(|(_, cell)| cell.orders > 1);
    customer.ends.reserve_exact(several.clone().count());
    for (place, _) in several {
        let mut order = || {
            let (days, amount) = laid.pair()?;
            let day = Day::from_number(later(days)?);
            Some(Order { number: Order::NO_NUMBER, day, amount: Money::from_raw(amount) })
        };
        customer.ends.push((*place, Ends { first: order()?, last: order()? }));
    }
    let latest = (0..laid.count()?).map(|_| {
        let (small, net) = laid.pair()?;
        let day = Day::from_number(later(small >> 1)?);
        Some(DayFact { day, net: Money::from_raw(net), order_day: small & 1 == 1 })
    });
    let latest = latest.collect::<Option<Vec<_>>>()?;
    if !latest.is_empty() {
        customer.days = latest.into();
    }
    customer.folded = Some(Arc::new(Folded { rows: Some(rows), marks }));
    Some(())
}
