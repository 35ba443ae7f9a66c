//! What would be left if the largest customer left (rule 7).

use crate::model::Money;

use super::book::Book;
use super::concentration::{Window, squares, top};
use super::{Bridge, Concentration, WithoutLargest};

/// Takes the largest customer out of the window, of the report's period and of its bridge.
pub fn without_largest(
    book: &Book<'_>,
    place: usize,
    bridge: Option<&Bridge>,
    window: &Window,
    concentration: &Concentration,
) -> Option<WithoutLargest> {
    let largest = concentration.holders.first()?;
    let rest: Vec<Money> = concentration.holders[1..].iter().map(|holder| holder.amount).collect();
    let change = bridge.map_or(Money::ZERO, |bridge| {
        let mover = bridge.movers.iter().find(|mover| mover.customer == largest.customer);
        bridge.change() - mover.map_or(Money::ZERO, |mover| mover.change)
    });
    let new = concentration.holders.iter().filter(|holder| {
        let first = book.first_ordered(holder.customer);
        first.is_some_and(|first| (window.from..=window.to).contains(&first))
    });
    let new: Vec<Money> = new.map(|holder| holder.amount).collect();
    let average = (!new.is_empty()).then(|| new.iter().sum::<Money>().units() / new.len() as f64);
    Some(WithoutLargest {
        customer: largest.customer,
        window: concentration.amount - largest.amount,
        period: book.net(place) - book.cube.customers[largest.customer].cell(place).net,
        change,
        cr1: top(&rest, 1),
        cr5: top(&rest, 5),
        hhi: squares(&rest).map(|squares| squares * 10_000.0),
        new_customers: new.len(),
        average_new: average,
        replaced_by: average.map(|average| largest.amount.units() / average),
    })
}
