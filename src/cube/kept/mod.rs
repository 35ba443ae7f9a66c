//! A cube ⇄ bytes, so that a later run need not read the rows again: facts only, laid out by column.

mod flat;

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use self::flat::{Flat, Laid};
use super::orders::Numbering;
use super::{Cell, Cube, Customer, DayFact, Order, Product};
use crate::model::{Calendar, Day, Grain, Money, Span};

/// The grains by the number that stands for each.
const GRAINS: [Grain; 5] = [Grain::Week, Grain::Month, Grain::Quarter, Grain::Half, Grain::Year];

impl Cube {
    /// Gives the facts as bytes; nothing for a book that was folded as it was read, or whose amounts were converted.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let mut flat = Flat::default();
        self.lay(&mut flat)?;
        Some(flat.0)
    }

    /// Takes the facts of a book from bytes; nothing where they are none.
    pub fn of_bytes(bytes: &[u8], span: &Span) -> Option<Cube> {
        let mut laid = Laid(bytes);
        let cube = taken(&mut laid, span)?;
        laid.0.is_empty().then_some(cube)
    }

    fn lay(&self, flat: &mut Flat) -> Option<()> {
        // Whatever a cube holds, or not, is named here, so that nothing new is forgotten.
        let Cube {
            span: _,
            periods,
            complete,
            short_first,
            customers,
            has_numbers,
            numbering,
            numbers,
            products,
            has_quantity,
            currencies,
            months,
            years: None,
            by_day: None,
        } = self
        else {
            return None;
        };
        let first = periods.first().filter(|_| currencies.is_empty())?;
        flat.number(GRAINS.iter().position(|grain| *grain == first.calendar.grain)? as u32);
        flat.number(first.calendar.fiscal_start);
        flat.number(first.index);
        flat.number(periods.len() as u32);
        flat.number(*complete as u32);
        for flag in [*short_first, *has_numbers, *has_quantity, numbering.ascending, months.is_some()] {
            flat.number(flag);
        }
        flat.column(numbering.spread.iter().copied());
        flat.texts(numbers.iter());
        flat.texts(products.iter().map(|product| product.name.as_str()));
        flat.column(products.iter().map(|product| product.cells.len() as u32));
        let cells = || products.iter().flat_map(|product| &product.cells);
        flat.column(cells().map(|(place, _)| *place));
        flat.column(cells().map(|(_, net)| net.raw()));
        lay_customers(flat, customers)?;
        months.as_ref().map_or(Some(()), |months| months.lay(flat))
    }
}

fn lay_customers(flat: &mut Flat, customers: &[Customer]) -> Option<()> {
    let kept = |customer: &Customer| {
        let Customer { key: _, name: _, cells: _, days: _, orders: _, credits: _, folded, ends, foreign } = customer;
        folded.is_none() && ends.is_empty() && foreign.is_empty()
    };
    customers.iter().all(kept).then_some(())?;
    flat.texts(customers.iter().map(|customer| customer.key.as_str()));
    flat.texts(customers.iter().map(|customer| customer.name.as_str()));
    flat.column(customers.iter().map(|customer| customer.cells.len() as u32));
    let cells = || customers.iter().flat_map(|customer| &customer.cells);
    flat.column(cells().map(|(place, _)| *place));
    flat.column(cells().map(|(_, cell)| cell.net.raw()));
    flat.column(cells().map(|(_, cell)| cell.gross.raw()));
    flat.column(cells().map(|(_, cell)| cell.rows));
    flat.column(cells().map(|(_, cell)| cell.orders));
    flat.column(cells().map(|(_, cell)| cell.ordered.raw()));
    flat.column(cells().map(|(_, cell)| cell.quantity));
    flat.column(customers.iter().map(|customer| customer.days.len() as u32));
    let days = || customers.iter().flat_map(|customer| customer.days.iter());
    flat.column(days().map(|fact| fact.day.number()));
    flat.column(days().map(|fact| fact.net.raw()));
    flat.column(days().map(|fact| u8::from(fact.order_day)));
    for orders in [|one: &Customer| Arc::clone(&one.orders), |one: &Customer| Arc::clone(&one.credits)] {
        let lists: Vec<Arc<[Order]>> = customers.iter().map(orders).collect();
        flat.column(lists.iter().map(|list| list.len() as u32));
        let orders = || lists.iter().flat_map(|list| list.iter());
        flat.column(orders().map(|order| order.number));
        flat.column(orders().map(|order| order.day.number()));
        flat.column(orders().map(|order| order.amount.raw()));
    }
    Some(())
}

fn taken(laid: &mut Laid<'_>, span: &Span) -> Option<Cube> {
    let grain = *GRAINS.get(usize::try_from(laid.number()?).ok()?)?;
    let calendar = Calendar { grain, fiscal_start: u8::try_from(laid.number()?).ok()? };
    let (first, count) = (i32::try_from(laid.number()?).ok()?, i32::try_from(laid.number()?).ok()?);
    let complete = usize::try_from(laid.number()?).ok()?;
    let mut flag = || laid.number().map(|flag| flag == 1);
    let (short_first, has_numbers, has_quantity, ascending, by_month) = (flag()?, flag()?, flag()?, flag()?, flag()?);
    let numbering = Numbering { ascending, spread: laid.column()? };
    let numbers = laid.texts()?;
    let names = laid.texts()?;
    let ranges = ranges(laid.column()?);
    let cells: Vec<(u32, Money)> = zip(laid.column()?, raw(laid.column()?))?;
    let products = names.iter().zip(ranges);
    let products = products.map(|(name, range)| Some(Product { name: name.into(), cells: cells.get(range)?.to_vec() }));
    Some(Cube {
        span: span.clone(),
        periods: (first..first.checked_add(count)?).map(|index| calendar.period(index)).collect(),
        complete,
        short_first,
        products: products.collect::<Option<_>>()?,
        customers: taken_customers(laid)?,
        has_numbers,
        numbering: numbering.into(),
        numbers: numbers.into(),
        has_quantity,
        currencies: Arc::default(),
        months: if by_month { Some(Box::new(taken(laid, span)?)) } else { None },
        years: None,
        by_day: None,
    })
}

fn taken_customers(laid: &mut Laid<'_>) -> Option<Vec<Customer>> {
    let (keys, names) = (laid.texts()?, laid.texts()?);
    let of_cells = ranges(laid.column()?);
    let places: Vec<u32> = laid.column()?;
    let (net, gross) = (raw(laid.column()?), raw(laid.column()?));
    let (rows, orders): (Vec<u32>, Vec<u32>) = (laid.column()?, laid.column()?);
    let (ordered, quantity): (_, Vec<i64>) = (raw(laid.column()?), laid.column()?);
    let whole = [net.len(), gross.len(), rows.len(), orders.len(), ordered.len(), quantity.len()];
    whole.iter().all(|&len| len == places.len()).then_some(())?;
    let cell = |at: usize| {
        let (net, gross, rows, orders) = (net[at], gross[at], rows[at], orders[at]);
        (places[at], Cell { net, gross, rows, orders, ordered: ordered[at], quantity: quantity[at] })
    };
    let of_days = ranges(laid.column()?);
    let (days, nets, marks): (Vec<i32>, _, Vec<u8>) = (laid.column()?, raw(laid.column()?), laid.column()?);
    (days.len() == nets.len() && days.len() == marks.len()).then_some(())?;
    let day = |at: usize| DayFact { day: Day::from_number(days[at]), net: nets[at], order_day: marks[at] == 1 };
    let mut lists = Vec::with_capacity(2);
    for _ in 0..2 {
        let ranges = ranges(laid.column()?);
        let (numbers, days): (Vec<u32>, Vec<i32>) = (laid.column()?, laid.column()?);
        let amounts = raw(laid.column()?);
        (numbers.len() == days.len() && numbers.len() == amounts.len()).then_some(())?;
        lists.push((ranges, numbers, days, amounts));
    }
    let of_list = |list: usize, customer: usize| -> Option<Arc<[Order]>> {
        let (ranges, numbers, days, amounts) = &lists[list];
        let range = within(ranges.get(customer)?, numbers.len())?;
        let order = |at| Order { number: numbers[at], day: Day::from_number(days[at]), amount: amounts[at] };
        Some(range.map(order).collect())
    };
    let customer = |at: usize| {
        Some(Customer {
            key: keys.get(at as u32).into(),
            name: names.get(at as u32).into(),
            cells: within(of_cells.get(at)?, places.len())?.map(cell).collect(),
            days: within(of_days.get(at)?, days.len())?.map(day).collect(),
            orders: of_list(0, at)?,
            credits: of_list(1, at)?,
            ..Customer::default()
        })
    };
    (0..keys.len()).into_par_iter().map(customer).collect()
}

/// Gives where each of some lists lies, which lie end to end.
fn ranges(counts: Vec<u32>) -> Vec<Range<usize>> {
    let mut end = 0;
    let range = |count: u32| {
        let start = end;
        end += count as usize;
        start..end
    };
    counts.into_iter().map(range).collect()
}

fn within(range: &Range<usize>, len: usize) -> Option<Range<usize>> {
    (range.end <= len).then(|| range.clone())
}

fn raw(raws: Vec<i64>) -> Vec<Money> {
    raws.into_iter().map(Money::from_raw).collect()
}

fn zip<A, B>(one: Vec<A>, two: Vec<B>) -> Option<Vec<(A, B)>> {
    (one.len() == two.len()).then(|| one.into_iter().zip(two).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cube::fixture::{any_lines, book, by, day};

    proptest! {
        #[test]
        fn a_kept_cube_is_the_cube_itself(lines in any_lines(), grain in 0..5_usize) {
            let orders = book(&lines, day("2025-06-30"));
            let cube = Cube::new(&orders, by(GRAINS[grain])).unwrap();
            let bytes = cube.to_bytes().unwrap();
            let kept = Cube::of_bytes(&bytes, &orders.span).unwrap();
            prop_assert_eq!(format!("{kept:?}"), format!("{cube:?}"));
            prop_assert!(Cube::of_bytes(&bytes[..bytes.len() - 1], &orders.span).is_none());
        }
    }
}
