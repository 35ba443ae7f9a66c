//! The figures of each period of the book, and of the one that has not ended.

use rayon::prelude::*;

use crate::cube::{Cell, Customer};
use crate::model::{Active, Calendar, Day, Money};

use super::book::Book;
use super::{Partial, PeriodFigures};

/// Sums the periods before place `end`.
pub fn figures(book: &Book<'_>, end: usize) -> Vec<PeriodFigures> {
    let none = || vec![(Cell::default(), 0_u64, 0_u64, 0_usize); end];
    let add = |mut sums: Vec<(Cell, u64, u64, usize)>, facts: &Customer| {
        for (place, cell) in &facts.cells {
            if let Some((sum, rows, orders, customers)) = sums.get_mut(*place as usize) {
                *rows += u64::from(cell.rows);
                *orders += u64::from(cell.orders);
                *customers += usize::from(book.active(cell));
                // Counts of a cell are too small for a large book's; they are added up above.
                *sum += Cell { rows: 0, orders: 0, ..*cell };
            }
        }
        sums
    };
    let both = |mut one: Vec<(Cell, u64, u64, usize)>, two: Vec<(Cell, u64, u64, usize)>| {
        for (one, two) in one.iter_mut().zip(two) {
            one.0 += two.0;
            (one.1, one.2, one.3) = (one.1 + two.1, one.2 + two.2, one.3 + two.3);
        }
        one
    };
    let sums = book.cube.customers.par_iter().with_min_len(1024).fold(none, add).reduce(none, both);
    let ordered = book.cube.span.has_orders();
    let each = sums.into_iter().enumerate().map(|(place, (sum, rows, orders, customers))| PeriodFigures {
        period: book.cube.periods[place],
        short: place == 0 && book.cube.short_first,
        rows,
        amount: sum.net,
        customers,
        orders: ordered.then_some(orders),
        average_order: (ordered && orders > 0).then(|| sum.ordered.units() / orders as f64),
        quantity: book.cube.has_quantity.then_some(sum.quantity),
    });
    each.collect()
}

/// Sets the period that holds as-of and has not ended against as many days of the one before, never beyond its end.
pub fn partial(book: &Book<'_>) -> Option<Partial> {
    let cube = book.cube;
    let place = cube.complete;
    let period = *cube.periods.get(place)?;
    let (from, to) = (period.first_day(), cube.span.as_of);
    let before = period.before();
    let before_to = before.first_day().plus_days(to.since(from)).min(before.last_day());
    // Of sums, only whole ones can be set against each other: as many as have begun.
    let begun = cube.span.sums.iter().map(|sums| sums.period_of(to).index - sums.period_of(from).index);
    let whole = |sums: &Calendar, begun: i32| sums.period_of(before.first_day()).plus(begun).last_day();
    let ends = cube.span.sums.iter().zip(begun).map(|(sums, begun)| whole(sums, begun));
    let before_to = ends.max().map_or(before_to, |end| end.min(before.last_day()));
    let (before_amount, before_customers) = between(book, before.first_day(), before_to);
    let cells = || cube.customers.iter().map(|customer| customer.cell(place));
    Some(Partial {
        period,
        from,
        to,
        amount: cells().map(|cell| cell.net).sum(),
        rows: cells().map(|cell| u64::from(cell.rows)).sum(),
        customers: cells().filter(|cell| book.active(cell)).count(),
        before_from: before.first_day(),
        before_to,
        before_amount,
        before_customers,
    })
}

/// Gives the net amount and the active customers of some days.
fn between(book: &Book<'_>, from: Day, to: Day) -> (Money, usize) {
    let active = |customer: &Customer, net: Money| match book.rules.active {
        Active::Purchase => customer.order_days(to).any(|day| day >= from),
        Active::Any => true,
        Active::Net => net.is_positive(),
    };
    let each = book.cube.customers.iter().filter_map(|customer| {
        let net = customer.net_between(from, to)?;
        Some((net, usize::from(active(customer, net))))
    });
    each.fold((Money::ZERO, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}
