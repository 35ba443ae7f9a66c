//! The same book with some customers taken for one: what an alias file would make of it, without reading the rows again.
//!
//! Net amounts, days and foreign currencies are sums of rows and add up; orders are joined by number anew, since two
//! spellings of one customer may stand in one order. So a joined customer is to the last bit what its rows would have made.

use super::cells::add;
use super::orders::sum_days;
use super::timeline::Places;
use super::{Cell, Cube, Customer, foreign};
use crate::model::Money;

/// Joins customers of one book.
pub struct Joining<'a> {
    cube: &'a Cube,
    places: Places,
}

impl<'a> Joining<'a> {
    /// Looks at a book whose rows were read: of one folded as it was read, the orders are not known.
    pub fn new(cube: &'a Cube) -> Joining<'a> {
        Joining { cube, places: Places::new(&cube.periods) }
    }

    /// Gives a book of these customers alone, in the order of their keys.
    pub fn only(&self, customers: &[usize]) -> Cube {
        let mut places = customers.to_vec();
        places.sort_unstable();
        self.with(places.into_iter().map(|at| self.cube.customers[at].clone()).collect())
    }

    /// Gives a book of one customer, who bought all that these did; key and name are those of the first.
    pub fn one(&self, customers: &[usize]) -> Cube {
        self.with(self.customer(customers).into_iter().collect())
    }

    /// Gives the whole book with each group taken for one customer, that of its first; no customer may stand in two groups.
    pub fn all(&self, groups: &[Vec<usize>]) -> Cube {
        let mut customers: Vec<Option<Customer>> = self.cube.customers.iter().cloned().map(Some).collect();
        for group in groups {
            let whole = self.customer(group);
            group.iter().for_each(|&at| customers[at] = None);
            if let Some(&first) = group.first() {
                customers[first] = whole;
            }
        }
        self.with(customers.into_iter().flatten().collect())
    }

    fn customer(&self, customers: &[usize]) -> Option<Customer> {
        let mut parts = customers.iter().map(|&at| self.cube.customers[at].clone());
        let first = parts.next()?;
        let (key, name) = (first.key.clone(), first.name.clone());
        let mut whole = parts.fold(first, joined);
        (whole.key, whole.name) = (key, name);
        for (_, cell) in &mut whole.cells {
            *cell = Cell { orders: 0, ordered: Money::ZERO, ..*cell };
        }
        self.cube.numbering.rejoin(&self.cube.numbers, &mut whole, &self.places);
        let mut alone = self.with(vec![whole]);
        alone.count_orders(&self.places);
        alone.customers.pop()
    }

    /// Gives the book with other customers; what is told by product, and the months beside weeks, are left out.
    fn with(&self, customers: Vec<Customer>) -> Cube {
        Cube {
            span: self.cube.span.clone(),
            periods: self.cube.periods.clone(),
            complete: self.cube.complete,
            short_first: self.cube.short_first,
            customers,
            has_numbers: self.cube.has_numbers,
            numbering: self.cube.numbering.clone(),
            numbers: self.cube.numbers.clone(),
            products: Vec::new(),
            has_quantity: self.cube.has_quantity,
            currencies: self.cube.currencies.clone(),
            months: None,
            by_day: None,
        }
    }
}

/// Joins the parts of one customer.
fn joined(mut one: Customer, two: Customer) -> Customer {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cube::fixture::{any_lines, book, by, converted, day};
    use crate::model::Grain;

    fn facts(cube: &Cube) -> Vec<Customer> {
        let mut customers = cube.customers.clone();
        customers.iter_mut().for_each(|customer| customer.name.clear());
        customers
    }

    proptest! {
        #[test]
        fn joined_customers_are_what_their_rows_would_have_made(lines in any_lines(), foreign in any::<bool>()) {
            let as_of = day("2025-06-30");
            let made = |lines: &[crate::cube::fixture::Line]| {
                let orders = book(lines, as_of);
                let orders = if foreign { converted(orders) } else { orders };
                Cube::new(&orders, by(Grain::Quarter)).unwrap()
            };
            let cube = made(&lines);
            let place = |key: &str| cube.customers.iter().position(|customer| customer.key == key);
            let group: Vec<usize> = ["c1", "c0", "c4"].into_iter().filter_map(place).collect();
            prop_assume!(group.len() > 1);
            let first = cube.customers[group[0]].key.clone();
            let mut renamed = lines.clone();
            for line in &mut renamed {
                if ["c0", "c1", "c4"].contains(&line.customer.as_str()) {
                    line.customer.clone_from(&first);
                }
            }
            let expected = made(&renamed);
            let joining = Joining::new(&cube);
            prop_assert_eq!(facts(&joining.all(std::slice::from_ref(&group))), facts(&expected));
            let alone: Vec<Customer> = facts(&expected).into_iter().filter(|one| one.key == first).collect();
            prop_assert_eq!(facts(&joining.one(&group)), alone);
            prop_assert_eq!(joining.only(&group).customers.len(), group.len());
        }
    }
}
