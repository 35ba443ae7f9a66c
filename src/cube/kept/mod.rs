//! A cube ⇄ bytes, so that a later run need not read the rows again: customer by customer, some of them a block, so that blocks
//! are taken side by side.
//!
//! ```text
//! facts   periods, cells, order days, first and last orders: most commands tell nothing else
//! lines   the days, orders and credits of each customer, and the order numbers
//! ```
//!
//! From the facts alone comes a book as it would have been folded while it was read; with the lines, the cube itself.

mod facts;
mod flat;
mod lines;

use std::sync::Arc;

use rayon::prelude::*;

use self::flat::{Flat, Laid};
use super::orders::Numbering;
use super::{Cube, Customer, Product};
use crate::model::{Calendar, Day, Grain, Money, Period, Span, Words};

/// The grains by the number that stands for each.
const GRAINS: [Grain; 5] = [Grain::Week, Grain::Month, Grain::Quarter, Grain::Half, Grain::Year];

/// Customers of a block.
const BLOCK: usize = 256;

/// So many words of marks, 16 MiB, a book may have beyond those of its order days: a day long before the others gives a customer
/// centuries of them.
const MARKS: u64 = 1 << 21;

/// A cube as bytes.
#[derive(Debug, Default)]
pub struct Bytes {
    pub facts: Vec<u8>,
    pub lines: Vec<u8>,
}

impl Cube {
    /// Gives the facts as bytes; nothing for a book that was folded as it was read, or whose amounts were converted.
    pub fn to_bytes(&self) -> Option<Bytes> {
        let (mut facts, mut lines) = (Flat::default(), Flat::default());
        self.lay(&mut facts, &mut lines)?;
        Some(Bytes { facts: facts.0, lines: lines.0 })
    }

    /// Says whether the facts alone make a book: there is a period that has ended, order days are marks, and no months stand
    /// beside weeks.
    pub fn folds(&self) -> bool {
        let marks = |customer: &Customer| {
            let rows = customer.rows_between();
            rows.map_or(0, |(first, last)| last.since(first) as u64 / 64 + 2)
        };
        let spans: u64 = self.customers.iter().map(marks).sum();
        let days: u64 = self.customers.iter().map(|customer| customer.days.len() as u64).sum();
        self.complete > 0 && self.months.is_none() && spans <= (days * 8).max(MARKS)
    }

    /// Takes the book from the facts, and from the lines where it shall be whole; nothing where the bytes are none.
    pub fn of_bytes(facts: &[u8], lines: Option<&[u8]>, span: &Span) -> Option<Cube> {
        let (mut facts, mut lines) = (Laid(facts), lines.map(Laid));
        let cube = taken(&mut facts, lines.as_mut(), span)?;
        (facts.0.is_empty() && lines.is_none_or(|lines| lines.0.is_empty())).then_some(cube)
    }

    fn lay(&self, facts: &mut Flat, lines: &mut Flat) -> Option<()> {
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
        facts.count(GRAINS.iter().position(|grain| *grain == first.calendar.grain)?);
        facts.whole(first.calendar.fiscal_start);
        facts.signed(first.index);
        facts.count(periods.len());
        facts.count(*complete);
        for flag in [*short_first, *has_numbers, *has_quantity, months.is_some()] {
            facts.whole(flag);
        }
        facts::lay_sums(facts, &self.by_day());
        facts.count(products.len());
        for product in products {
            facts.text(&product.name);
            facts.count(product.cells.len());
            for (place, net) in &product.cells {
                facts.whole(*place);
                facts.signed(net.raw());
            }
        }
        facts.count(customers.len());
        let mut of_numbers = Flat::default();
        lines::lay_numbers(&mut of_numbers, numbering, numbers);
        lines.block(&of_numbers);
        let recent = self.recent();
        let block = |(nth, some): (usize, &[Customer])| {
            let (mut own, mut folds, mut lines) = (Flat::default(), Flat::default(), Flat::default());
            for (at, customer) in (nth * BLOCK..).zip(some) {
                facts::lay_own(&mut own, customer)?;
                facts::lay_folds(&mut folds, self, at, recent)?;
                lines::lay(&mut lines, customer)?;
            }
            Some([own, folds, lines])
        };
        let blocks: Option<Vec<[Flat; 3]>> = customers.par_chunks(BLOCK).enumerate().map(block).collect();
        for [own, folds, of_lines] in blocks? {
            facts.block(&own);
            facts.block(&folds);
            lines.block(&of_lines);
        }
        months.as_ref().map_or(Some(()), |months| months.lay(facts, lines))
    }

    /// Gives the day from which the nets of days are facts: a period that has not ended is set against the days of the one before.
    fn recent(&self) -> Day {
        let unended = self.periods.get(self.complete);
        unended.map_or(Day::from_number(i32::MAX), |period| period.before().first_day())
    }
}

fn taken(facts: &mut Laid<'_>, mut lines: Option<&mut Laid<'_>>, span: &Span) -> Option<Cube> {
    let grain = *GRAINS.get(facts.whole::<usize>()?)?;
    let calendar = Calendar { grain, fiscal_start: facts.whole()? };
    let (first, count, complete): (i32, i32, usize) = (facts.signed()?, facts.whole()?, facts.whole()?);
    let periods: Vec<Period> = (first..first.checked_add(count)?).map(|index| calendar.period(index)).collect();
    let mut flag = || facts.whole::<u8>().map(|flag| flag == 1);
    let (short_first, has_numbers, has_quantity, by_month) = (flag()?, flag()?, flag()?, flag()?);
    let by_day = facts::sums(facts)?;
    let product = |laid: &mut Laid<'_>| {
        let name = laid.text()?.into();
        let cells = (0..laid.count()?).map(|_| Some((laid.whole()?, Money::from_raw(laid.signed()?))));
        Some(Product { name, cells: cells.collect::<Option<_>>()? })
    };
    let products = (0..facts.count()?).map(|_| product(facts)).collect::<Option<_>>()?;
    let mut customers = vec![Customer::default(); facts.count()?];
    let mut of_numbers = match &mut lines {
        Some(lines) => Some(lines.block()?),
        None => None,
    };
    let block = |some| {
        let (own, folds) = (facts.block()?, facts.block()?);
        let lines = match &mut lines {
            Some(lines) => Some(lines.block()?),
            None => None,
        };
        Some((some, own, folds, lines))
    };
    let blocks: Vec<_> = customers.chunks_mut(BLOCK).map(block).collect::<Option<_>>()?;
    let blocks = || {
        blocks.into_par_iter().all(|(some, mut own, mut folds, mut lines)| {
            let mut room = lines::Room::default();
            let each = some.iter_mut().try_for_each(|customer| {
                facts::own(&mut own, customer)?;
                match &mut lines {
                    Some(lines) => lines::take(lines, customer, &mut room),
                    None => facts::folds(&mut folds, customer),
                }
            });
            let unread = if lines.is_none() { folds.0.len() } else { 0 };
            each.is_some() && own.0.is_empty() && unread == 0 && lines.is_none_or(|lines| lines.0.is_empty())
        })
    };
    let numbers = || match &mut of_numbers {
        Some(laid) => lines::numbers(laid).filter(|_| laid.0.is_empty()),
        None => Some((Numbering::default(), Words::default())),
    };
    let (numbers, whole) = rayon::join(numbers, blocks);
    let (numbering, numbers) = numbers.filter(|_| whole)?;
    let by_day = lines.is_none().then(|| by_day.into());
    let months = match by_month {
        true => Some(Box::new(taken(facts, lines, span)?)),
        false => None,
    };
    Some(Cube {
        span: span.clone(),
        periods,
        complete,
        short_first,
        products,
        customers,
        has_numbers,
        numbering: numbering.into(),
        numbers: Arc::new(numbers),
        has_quantity,
        currencies: Arc::default(),
        months,
        by_day,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cube::fixture::{Line, any_lines, book, by, day};

    fn kept(lines: &[Line], grain: Grain) -> (Cube, Bytes) {
        let cube = Cube::new(&book(lines, day("2025-06-30")), by(grain)).unwrap();
        let bytes = cube.to_bytes().unwrap();
        (cube, bytes)
    }

    proptest! {
        #[test]
        fn a_kept_cube_is_the_cube_itself(lines in any_lines(), grain in 0..5_usize) {
            let (cube, Bytes { facts, lines }) = kept(&lines, GRAINS[grain]);
            let kept = Cube::of_bytes(&facts, Some(&lines), &cube.span).unwrap();
            prop_assert_eq!(format!("{kept:?}"), format!("{cube:?}"));
            prop_assert!(Cube::of_bytes(&facts[..facts.len() - 1], Some(&lines), &cube.span).is_none());
            prop_assert!(Cube::of_bytes(&facts, Some(&lines[..lines.len() - 1]), &cube.span).is_none());
            prop_assert!(Cube::of_bytes(&facts[..facts.len() - 1], None, &cube.span).is_none());
        }

        #[test]
        fn the_facts_alone_answer_as_the_cube_does(lines in any_lines(), grain in 1..5_usize) {
            let (cube, Bytes { facts, .. }) = kept(&lines, GRAINS[grain]);
            prop_assume!(cube.folds());
            let kept = Cube::of_bytes(&facts, None, &cube.span).unwrap();
            prop_assert!(kept.is_folded() && !cube.is_folded());
            prop_assert_eq!((&kept.periods, kept.complete, kept.short_first), (&cube.periods, cube.complete, cube.short_first));
            prop_assert_eq!(kept.by_day(), cube.by_day());
            let recent = cube.recent();
            for (at, (one, two)) in kept.customers.iter().zip(&cube.customers).enumerate() {
                prop_assert_eq!((&one.key, &one.name, &one.cells), (&two.key, &two.name, &two.cells));
                prop_assert_eq!(one.rows_between(), two.rows_between());
                let days = |customer: &Customer| customer.order_days(cube.span.as_of).collect::<Vec<_>>();
                prop_assert_eq!(days(one), days(two));
                for (place, period) in cube.periods.iter().enumerate() {
                    let bounds = (period.first_day(), period.last_day());
                    let ends = |cube: &Cube| {
                        (cube.ends_in(at, place, bounds), cube.first_amount_in(at, place), cube.last_amount_in(at, place))
                    };
                    prop_assert_eq!(ends(&kept), ends(&cube));
                    let net = |cube: &Cube, customer| cube.net_in(bounds.0, bounds.1)(customer);
                    prop_assert_eq!(net(&kept, one), net(&cube, two));
                    if bounds.0 >= recent {
                        let part = |customer: &Customer| customer.net_between(bounds.0, bounds.0.plus_days(3));
                        prop_assert_eq!(part(one), part(two));
                    }
                }
            }
        }
    }

    #[test]
    fn a_book_without_a_period_that_has_ended_or_by_week_is_kept_whole() {
        for (grain, date, folds) in
            [(Grain::Year, "2025-03-01", false), (Grain::Year, "2024-03-01", true), (Grain::Week, "2024-03-01", false)]
        {
            let (cube, _) = kept(&crate::cube::fixture::lines(&format!("c1,{date},10")), grain);
            assert_eq!(cube.folds(), folds, "{grain:?} {date}");
        }
    }
}
