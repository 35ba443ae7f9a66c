//! The same book by longer periods, from the facts that are kept.

use rayon::prelude::*;

use super::cells::add;
use super::orders::rejoin;
use super::timeline::{Places, Timeline};
use super::{Cell, Cube, Customer, Product, foreign};
use crate::model::{Calendar, Grain, Money};

impl Cube {
    /// Rebuilds the period facts for another grain. The new periods must be made of whole old ones (any grain of months from
    /// a shorter one, or from weeks); for another wish, and of a book folded as it was read, the cube is given back as it is.
    pub fn regrain(&self, calendar: Calendar) -> Cube {
        let old = self.periods.first().map_or(calendar, |period| period.calendar);
        if self.is_folded() {
            return self.clone();
        }
        match (&self.months, old.grain.months(), calendar.grain.months()) {
            (Some(months), _, Some(_)) => months.regrain(calendar),
            (None, Some(short), Some(long)) if long % short == 0 && self.fits(old, calendar) => {
                self.lengthened(calendar)
            }
            _ => self.clone(),
        }
    }

    /// Says whether no old period lies across a border of the new ones.
    fn fits(&self, old: Calendar, new: Calendar) -> bool {
        let apart = i32::from(old.fiscal_start) - i32::from(new.fiscal_start);
        old.grain != Grain::Week && old.grain.months().is_some_and(|length| apart % length == 0)
    }

    fn lengthened(&self, calendar: Calendar) -> Cube {
        let (Some(first), Some(last)) = (self.periods.first(), self.periods.last()) else { return self.clone() };
        let rows = self.customers.iter().flat_map(|customer| customer.days.iter()).map(|fact| fact.day);
        let rows = rows.fold((last.last_day(), first.first_day()), |(low, high), day| (low.min(day), high.max(day)));
        let timeline = Timeline::new(&self.span, rows, calendar);
        let places = Places::new(&timeline.periods);
        let to_new: Vec<u32> = self.periods.iter().map(|period| places.of(period.first_day().number())).collect();
        let customers = self.customers.par_iter().map(|customer| {
            let foreign = foreign::moved(&customer.foreign, &to_new, |code| code);
            let mut longer = Customer { cells: Vec::new(), foreign, ..customer.clone() };
            for (place, cell) in &customer.cells {
                add(&mut longer.cells, to_new[*place as usize], Cell { orders: 0, ordered: Money::ZERO, ..*cell });
            }
            longer.cells.shrink_to_fit();
            longer
        });
        let products = self.products.iter().map(|product| {
            let mut longer = Product { name: product.name.clone(), cells: Vec::new() };
            product.cells.iter().for_each(|(place, net)| add(&mut longer.cells, to_new[*place as usize], *net));
            longer
        });
        let mut cube = Cube {
            span: self.span.clone(),
            customers: customers.collect(),
            products: products.collect(),
            periods: timeline.periods,
            complete: timeline.complete,
            short_first: timeline.short_first,
            has_numbers: self.has_numbers,
            numbering: self.numbering.clone(),
            numbers: self.numbers.clone(),
            has_quantity: self.has_quantity,
            currencies: self.currencies.clone(),
            months: None,
            by_day: None,
        };
        rejoin(&mut cube.customers, &places, &cube.numbers, &cube.numbering);
        cube.count_orders(&places);
        cube
    }
}
