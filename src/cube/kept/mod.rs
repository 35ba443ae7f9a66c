//! A cube ⇄ bytes, so that a later run need not read the rows again: facts only, customer by customer, some of them a block, so
//! that blocks are taken side by side.

mod flat;

use std::sync::Arc;

use rayon::prelude::*;

use self::flat::{Flat, Laid};
use super::orders::Numbering;
use super::{Cell, Cube, Customer, DayFact, Order, Product};
use crate::model::{Calendar, Day, Grain, Money, Period, Span, Words};

/// The grains by the number that stands for each.
const GRAINS: [Grain; 5] = [Grain::Week, Grain::Month, Grain::Quarter, Grain::Half, Grain::Year];

/// Customers of a block.
const BLOCK: usize = 256;

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
            by_day: None,
        } = self
        else {
            return None;
        };
        let first = periods.first().filter(|_| currencies.is_empty())?;
        flat.count(GRAINS.iter().position(|grain| *grain == first.calendar.grain)?);
        flat.whole(first.calendar.fiscal_start);
        flat.signed(first.index);
        flat.count(periods.len());
        flat.count(*complete);
        for flag in [*short_first, *has_numbers, *has_quantity, numbering.ascending, months.is_some()] {
            flat.whole(flag);
        }
        flat.count(numbering.spread.len());
        numbering.spread.iter().for_each(|&bits| flat.whole(bits));
        lay_words(flat, numbers);
        flat.count(products.len());
        for product in products {
            flat.text(&product.name);
            flat.count(product.cells.len());
            for (place, net) in &product.cells {
                flat.whole(*place);
                flat.signed(net.raw());
            }
        }
        flat.count(customers.len());
        let blocks: Option<Vec<Flat>> = customers
            .par_chunks(BLOCK)
            .map(|some| {
                let mut block = Flat::default();
                some.iter().try_for_each(|customer| lay_customer(&mut block, customer))?;
                Some(block)
            })
            .collect();
        blocks?.iter().for_each(|block| flat.block(block));
        months.as_ref().map_or(Some(()), |months| months.lay(flat))
    }
}

fn lay_words(flat: &mut Flat, words: &Words) {
    let mut all = String::new();
    words.iter().for_each(|word| all.push_str(word));
    flat.text(&all);
    flat.count(words.len());
    words.iter().for_each(|word| flat.count(word.len()));
}

fn lay_customer(flat: &mut Flat, customer: &Customer) -> Option<()> {
    let Customer { key, name, cells, days, orders, credits, folded: None, ends, foreign } = customer else {
        return None;
    };
    (ends.is_empty() && foreign.is_empty()).then_some(())?;
    flat.text(key);
    flat.text(name);
    flat.count(cells.len());
    for (place, cell) in cells {
        flat.whole(*place);
        flat.signed(cell.net.raw());
        flat.signed(cell.gross.raw().checked_sub(cell.net.raw())?);
        flat.whole(cell.rows);
        flat.whole(cell.orders);
        flat.signed(cell.ordered.raw().checked_sub(cell.net.raw())?);
        flat.signed(cell.quantity);
    }
    flat.count(days.len());
    let mut last = 0;
    for fact in days.iter() {
        flat.signed(fact.day.number().checked_sub(last)?);
        flat.whole(fact.order_day);
        flat.signed(fact.net.raw());
        last = fact.day.number();
    }
    for orders in [orders, credits] {
        flat.count(orders.len());
        let mut last = (0, 0);
        for order in orders.iter() {
            flat.signed(i64::from(order.number) - last.0);
            flat.signed(order.day.number().checked_sub(last.1)?);
            flat.signed(order.amount.raw());
            last = (i64::from(order.number), order.day.number());
        }
    }
    Some(())
}

fn taken(laid: &mut Laid<'_>, span: &Span) -> Option<Cube> {
    let grain = *GRAINS.get(laid.whole::<usize>()?)?;
    let calendar = Calendar { grain, fiscal_start: laid.whole()? };
    let (first, count, complete): (i32, i32, usize) = (laid.signed()?, laid.whole()?, laid.whole()?);
    let periods: Vec<Period> = (first..first.checked_add(count)?).map(|index| calendar.period(index)).collect();
    let mut flag = || laid.whole::<u8>().map(|flag| flag == 1);
    let (short_first, has_numbers, has_quantity, ascending, by_month) = (flag()?, flag()?, flag()?, flag()?, flag()?);
    let spread = (0..laid.count()?).map(|_| laid.whole()).collect::<Option<_>>()?;
    let numbers = words(laid)?;
    let product = |laid: &mut Laid<'_>| {
        let name = laid.text()?.into();
        let cells = (0..laid.count()?).map(|_| Some((laid.whole()?, Money::from_raw(laid.signed()?))));
        Some(Product { name, cells: cells.collect::<Option<_>>()? })
    };
    let products = (0..laid.count()?).map(|_| product(laid)).collect::<Option<_>>()?;
    let customers = laid.count()?;
    let blocks = (0..customers.div_ceil(BLOCK)).map(|_| laid.block()).collect::<Option<Vec<_>>>()?;
    let block = |(at, mut block): (usize, Laid<'_>)| {
        let some = (0..BLOCK.min(customers - at * BLOCK)).map(|_| customer(&mut block));
        some.collect::<Option<Vec<Customer>>>().filter(|_| block.0.is_empty())
    };
    let blocks: Option<Vec<Vec<Customer>>> = blocks.into_par_iter().enumerate().map(block).collect();
    Some(Cube {
        span: span.clone(),
        periods,
        complete,
        short_first,
        products,
        customers: blocks?.into_iter().flatten().collect(),
        has_numbers,
        numbering: Numbering { ascending, spread }.into(),
        numbers: numbers.into(),
        has_quantity,
        currencies: Arc::default(),
        months: if by_month { Some(Box::new(taken(laid, span)?)) } else { None },
        by_day: None,
    })
}

fn words(laid: &mut Laid<'_>) -> Option<Words> {
    let text = laid.text()?;
    let (mut end, mut whole) = (0_usize, true);
    let count = laid.count()?;
    let ends = (0..count).map(|_| {
        end = end.checked_add(laid.whole()?)?;
        whole &= text.is_char_boundary(end);
        u32::try_from(end).ok()
    });
    let ends = ends.collect::<Option<Vec<u32>>>()?;
    (whole && end == text.len()).then(|| Words::new(text.into(), ends))
}

fn customer(laid: &mut Laid<'_>) -> Option<Customer> {
    let (key, name) = (laid.text()?.into(), laid.text()?.into());
    let count = laid.count()?;
    let mut cells = Vec::with_capacity(count);
    for _ in 0..count {
        let (place, net): (u32, i64) = (laid.whole()?, laid.signed()?);
        let above = |laid: &mut Laid<'_>| Some(Money::from_raw(net.checked_add(laid.signed()?)?));
        let gross = above(laid)?;
        let (rows, orders) = (laid.whole()?, laid.whole()?);
        let (ordered, quantity) = (above(laid)?, laid.signed()?);
        cells.push((place, Cell { net: Money::from_raw(net), gross, rows, orders, ordered, quantity }));
    }
    let count = laid.count()?;
    let mut days = Vec::with_capacity(count);
    let mut last = 0_i32;
    for _ in 0..count {
        last = last.checked_add(laid.signed()?)?;
        let order_day = laid.whole::<u8>()? == 1;
        days.push(DayFact { day: Day::from_number(last), order_day, net: Money::from_raw(laid.signed()?) });
    }
    let (orders, credits) = (orders(laid)?, orders(laid)?);
    Some(Customer { key, name, cells, days: days.into(), orders, credits, ..Customer::default() })
}

fn orders(laid: &mut Laid<'_>) -> Option<Arc<[Order]>> {
    let count = laid.count()?;
    let mut orders = Vec::with_capacity(count);
    let mut last = (0_i64, 0_i32);
    for _ in 0..count {
        last = (last.0.checked_add(laid.signed()?)?, last.1.checked_add(laid.signed()?)?);
        let (number, amount) = (u32::try_from(last.0).ok()?, Money::from_raw(laid.signed()?));
        orders.push(Order { number, day: Day::from_number(last.1), amount });
    }
    Some(orders.into())
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
