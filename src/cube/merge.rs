//! One cube of two parts of a book, so that files can be folded apart and put together.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::cells::add;
use super::orders::{renumber, sum_days};
use super::timeline::{Places, Timeline};
use super::{Cell, Cube, Customer, Order, Product, foreign};
use crate::model::{Day, Span, Words};

impl Cube {
    /// Puts two cubes of the same calendar together, as if their rows had been folded at once. The span is that of the whole
    /// book, which no part knows. The name of a customer in both is that of the part with the later row, ties by text.
    pub fn merge(mut self, mut other: Cube, span: &Span) -> Cube {
        if self.has_numbers != other.has_numbers {
            self.number_days();
            other.number_days();
        }
        let (numbers, recode) = union(&self.numbers, &other.numbers);
        let months = match (self.months, other.months) {
            (Some(one), Some(two)) => Some(Box::new(one.merge(*two, span))),
            _ => None,
        };
        let calendar = self.periods.first().or(other.periods.first()).map(|period| period.calendar);
        let days = self.customers.iter().chain(&other.customers).flat_map(|customer| customer.days.iter());
        let days = days.map(|fact| fact.day);
        let rows =
            days.fold((span.as_of, span.first_day), |(low, high): (Day, Day), day| (low.min(day), high.max(day)));
        let timeline = calendar.map(|calendar| Timeline::new(span, rows, calendar));
        let timeline = timeline.unwrap_or(Timeline { periods: Vec::new(), complete: 0, short_first: false });
        let places = Places::new(&timeline.periods);
        let moved = |cube: &[crate::model::Period]| -> Vec<u32> {
            cube.iter().map(|period| places.of(period.first_day().number())).collect()
        };
        let (to_new, to_new_other) = (moved(&self.periods), moved(&other.periods));

        let (currencies, recode_currency) = foreign::union(&self.currencies, &other.currencies);

        let mut customers: BTreeMap<String, Customer> = BTreeMap::new();
        for customer in self.customers {
            let cells = moved_cells(&customer, &to_new);
            let foreign = foreign::moved(&customer.foreign, &to_new, |code| code);
            customers.insert(customer.key.clone(), Customer { cells, foreign, ..customer });
        }
        for mut customer in other.customers {
            customer.cells = moved_cells(&customer, &to_new_other);
            customer.foreign =
                foreign::moved(&customer.foreign, &to_new_other, |code| recode_currency[usize::from(code)]);
            let recoded = |orders: &[Order]| -> Arc<[Order]> {
                let number = |order: &Order| recode.get(order.number as usize).copied().unwrap_or(Order::NO_NUMBER);
                orders.iter().map(|order| Order { number: number(order), ..*order }).collect()
            };
            customer.orders = recoded(&customer.orders);
            customer.credits = recoded(&customer.credits);
            match customers.remove(&customer.key) {
                None => drop(customers.insert(customer.key.clone(), customer)),
                Some(first) => {
                    let joined = joined(first, customer);
                    customers.insert(joined.key.clone(), joined);
                }
            }
        }
        let mut products: BTreeMap<String, Product> = BTreeMap::new();
        for (part, to_new) in [(self.products, &to_new), (other.products, &to_new_other)] {
            for product in part {
                let whole = products
                    .entry(product.name.clone())
                    .or_insert_with(|| Product { name: product.name, cells: Vec::new() });
                product.cells.iter().for_each(|(place, net)| add(&mut whole.cells, to_new[*place as usize], *net));
            }
        }
        let mut cube = Cube {
            span: span.clone(),
            customers: customers.into_values().collect(),
            products: products.into_values().collect(),
            periods: timeline.periods,
            complete: timeline.complete,
            short_first: timeline.short_first,
            has_numbers: self.has_numbers || other.has_numbers,
            numbering: Arc::default(),
            numbers: numbers.into(),
            has_quantity: self.has_quantity || other.has_quantity,
            currencies,
            months,
        };
        cube.numbering = renumber(&mut cube.customers, &places, &cube.numbers).into();
        cube.count_orders(&places);
        cube
    }
}

impl Cube {
    /// Makes the days of a book without order numbers orders without a number, to stand beside numbered ones.
    fn number_days(&mut self) {
        if !self.has_numbers {
            self.has_numbers = true;
            for customer in &mut self.customers {
                let days = customer.days.iter();
                let part = |bought: bool| {
                    let days = days.clone().filter(move |fact| fact.order_day == bought);
                    days.map(|fact| Order { number: Order::NO_NUMBER, day: fact.day, amount: fact.net }).collect()
                };
                (customer.orders, customer.credits) = (part(true), part(false));
            }
        }
    }
}

/// Gives a customer's cells in their new places, orders not yet counted.
fn moved_cells(customer: &Customer, to_new: &[u32]) -> Vec<(u32, Cell)> {
    let plain = |cell: &Cell| Cell { orders: 0, ordered: Default::default(), ..*cell };
    customer.cells.iter().map(|(place, cell)| (to_new[*place as usize], plain(cell))).collect()
}

/// Joins the two parts of one customer.
pub(super) fn joined(mut one: Customer, two: Customer) -> Customer {
    let last = |customer: &Customer| customer.days.last().map(|fact| fact.day);
    let later = last(&two).cmp(&last(&one)).then_with(|| one.name.cmp(&two.name)).is_gt();
    if later {
        one.name.clone_from(&two.name);
    }
    two.cells.iter().for_each(|(place, cell)| add(&mut one.cells, *place, *cell));
    let mut days = [&*one.days, &*two.days].concat();
    sum_days(&mut days);
    one.days = days.into();
    one.orders = [&*one.orders, &*two.orders].concat().into();
    one.credits = [&*one.credits, &*two.credits].concat().into();
    one.foreign.extend(two.foreign);
    foreign::gather(&mut one.foreign);
    one
}

/// Puts two lists of numbers together; and gives the new code of each of the second's.
fn union(one: &Words, two: &Words) -> (Words, Vec<u32>) {
    let texts =
        |numbers: &Words| (0..numbers.len() as u32).map(|code| numbers.get(code).to_owned()).collect::<Vec<_>>();
    let mut all = texts(one);
    let mut codes: HashMap<String, u32> = all.iter().cloned().zip(0..).collect();
    let recode = texts(two).into_iter().map(|text| {
        *codes.entry(text).or_insert_with_key(|text| {
            all.push(text.clone());
            all.len() as u32 - 1
        })
    });
    let recode = recode.collect();
    (all.into_iter().collect(), recode)
}
