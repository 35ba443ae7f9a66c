//! Builds a cube from the rows of a book.

use std::sync::Arc;

use rayon::prelude::*;

use super::cells::products;
use super::orders::{Columns, add_facts};
use super::timeline::{Places, Timeline};
use super::{Cube, Customer};
use crate::model::problem::{AnalyseProblem, Kind};
use crate::model::{Calendar, Day, Failure, Grain, Money, Orders, Place};

impl Cube {
    /// Folds the rows into facts. Fails where no row counts.
    pub fn new(orders: &Orders, calendar: Calendar) -> Result<Cube, Failure> {
        let (mut cube, places) = Cube::begun(orders, calendar)?;
        cube.add_rows(Columns::of(orders), &places, orders.total())?;
        Ok(cube)
    }

    /// Folds rows that nobody else needs: customers, days, amounts and order numbers are taken from them, so that facts and
    /// rows of a large book need not lie side by side.
    pub fn take(orders: &mut Orders, calendar: Calendar) -> Result<Cube, Failure> {
        let (mut cube, places) = Cube::begun(orders, calendar)?;
        let total = orders.total();
        cube.add_rows(Columns::take(orders), &places, total)?;
        Ok(cube)
    }

    /// Makes the cube with all that needs the rows side by side: its periods, its sums by product.
    fn begun(orders: &Orders, calendar: Calendar) -> Result<(Cube, Places), Failure> {
        let (Some(&first), Some(&last)) = (orders.day.iter().min(), orders.day.iter().max()) else {
            return Err(Failure::new(Place::default(), AnalyseProblem::NoRows));
        };
        let rows = (Day::from_number(first), Day::from_number(last));
        // A week does not divide the months, so a book by week keeps its months beside, for years.
        let months = match calendar.grain {
            Grain::Week => {
                let months = Calendar { grain: Grain::Month, fiscal_start: calendar.fiscal_start };
                Some(Box::new(Cube::new(orders, months)?))
            }
            _ => None,
        };
        let timeline = Timeline::new(&orders.span, rows, calendar);
        let places = Places::new(&timeline.periods);
        let cube = Cube {
            span: orders.span.clone(),
            periods: timeline.periods,
            complete: timeline.complete,
            short_first: timeline.short_first,
            customers: orders
                .clients
                .iter()
                .map(|client| Customer { key: client.key.clone(), name: client.name.clone(), ..Customer::default() })
                .collect(),
            has_numbers: !orders.order.codes.is_empty(),
            numbering: Arc::default(),
            numbers: orders.order.values.clone(),
            products: products(orders, &places).map_err(engine)?,
            has_quantity: !orders.quantity.is_empty(),
            currencies: orders.local.as_ref().map_or_else(Default::default, |local| local.currencies.as_slice().into()),
            months,
            by_day: None,
        };
        Ok((cube, places))
    }

    /// Adds the customers' facts, and checks all sums.
    fn add_rows(&mut self, columns: Columns<'_>, places: &Places, total: Money) -> Result<(), Failure> {
        self.numbering = add_facts(columns, places, &self.numbers, &mut self.customers).into();
        self.count_orders(places);
        self.check(total)
    }

    /// Counts the orders of each cell and adds them up.
    pub(super) fn count_orders(&mut self, places: &Places) {
        let has_numbers = self.has_numbers;
        self.customers.par_iter_mut().for_each(|customer| {
            let (orders, days) = if has_numbers { (&*customer.orders, &[][..]) } else { (&[][..], &*customer.days) };
            let days = days.iter().filter(|fact| fact.order_day).map(|fact| (fact.day, fact.net));
            let mut at = 0;
            for (day, amount) in orders.iter().map(|order| (order.day, order.amount)).chain(days) {
                let place = places.of(day.number());
                while customer.cells.get(at).is_some_and(|(cell, _)| *cell < place) {
                    at += 1;
                }
                if let Some((_, cell)) = customer.cells.get_mut(at) {
                    cell.orders += 1;
                    cell.ordered += amount;
                }
            }
        });
    }

    /// Checks that cells and days both add up to the total of the rows.
    pub(super) fn check(&self, total: Money) -> Result<(), Failure> {
        let of_cells = |customer: &Customer| customer.cells.iter().map(|(_, cell)| cell.net).sum::<Money>();
        let cells = self.customers.par_iter().map(of_cells).reduce(|| Money::ZERO, |sum, more| sum + more);
        let days: Money = match &self.by_day {
            Some(days) => days.iter().map(|(_, net)| Money::from_raw(*net)).sum(),
            None => {
                let of_days = |customer: &Customer| customer.days.iter().map(|fact| fact.net).sum::<Money>();
                self.customers.par_iter().map(of_days).reduce(|| Money::ZERO, |sum, more| sum + more)
            }
        };
        for (what, sum) in [("customer × period", cells), ("customer × day", days)] {
            if sum != total {
                return Err(broken(&format!("the sum over {what}"), sum.to_string(), total.to_string()));
            }
        }
        Ok(())
    }
}

/// Reports sums that do not agree.
fn broken(what: &str, left: String, right: String) -> Failure {
    let kind = Kind::Identity { what: what.into(), left, right, at: "cube".into() };
    Failure::new(Place::default(), kind)
}

/// Reports a mistake of the engine: its columns are of our own making, so no input can cause one.
fn engine(error: polars::prelude::PolarsError) -> Failure {
    broken("the grouping of rows", error.to_string(), String::new())
}
