//! Sums by product and period.
//!
//! Where they are few, as they mostly are, each has its place in a table and a row is added to it. For many, polars groups the
//! rows in pieces, each by one packed key, and the pieces' sums are added up: so the memory is that of a piece, whatever the
//! book's size.

use std::ops::AddAssign;

use polars::prelude::*;
use rayon::prelude::*;

use super::Product;
use super::timeline::Places;
use crate::model::{Money, Orders, Texts};

/// How many rows are grouped at a time.
const PIECE: usize = 1 << 19;

/// At most so many sums have a place in a table.
const TABLE: usize = 1 << 17;

/// Sums the net amounts by product group (category where mapped, else product) and period; by name.
pub fn products(orders: &Orders, places: &Places) -> PolarsResult<Vec<Product>> {
    let groups = if orders.category.codes.is_empty() { &orders.product } else { &orders.category };
    let mut products: Vec<Product> =
        groups.values.iter().map(|name| Product { name: name.to_string(), cells: Vec::new() }).collect();
    match products.len() * places.len() {
        ..=TABLE => few(orders, groups, places, &mut products),
        _ => many(orders, groups, places, &mut products)?,
    }
    products.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(products)
}

/// Adds up in a table.
fn few(orders: &Orders, groups: &Texts, places: &Places, products: &mut [Product]) {
    let (cells, width) = (products.len() * places.len(), places.len());
    let rows = groups.codes.par_chunks(PIECE).zip(orders.day.par_chunks(PIECE)).zip(orders.amount.par_chunks(PIECE));
    let tables = rows.fold(
        || vec![None; cells],
        |mut table: Vec<Option<Money>>, ((codes, days), amounts)| {
            for ((&code, &day), &amount) in
                codes.iter().zip(days).zip(amounts).filter(|((code, _), _)| **code != Texts::NONE)
            {
                let sum = table[code as usize * width + places.of(day) as usize].get_or_insert(Money::ZERO);
                *sum += Money::from_raw(amount);
            }
            table
        },
    );
    let table = tables.reduce(
        || vec![None; cells],
        |mut table, more| {
            for (sum, more) in table.iter_mut().zip(more) {
                *sum = match (*sum, more) {
                    (Some(sum), Some(more)) => Some(sum + more),
                    (sum, more) => sum.or(more),
                };
            }
            table
        },
    );
    for (product, sums) in products.iter_mut().zip(table.chunks(width.max(1))) {
        product.cells = (0..).zip(sums).filter_map(|(place, sum)| Some((place, (*sum)?))).collect();
    }
}

/// Adds up by polars.
fn many(orders: &Orders, groups: &Texts, places: &Places, products: &mut [Product]) -> PolarsResult<()> {
    for start in (0..groups.codes.len()).step_by(PIECE) {
        let rows = start..(start + PIECE).min(groups.codes.len());
        let named = rows.filter(|&row| groups.codes[row] != Texts::NONE);
        let (keys, amounts): (Vec<u64>, Vec<i64>) = named
            .map(|row| (u64::from(groups.codes[row]) << 32 | u64::from(places.of(orders.day[row])), orders.amount[row]))
            .unzip();
        let columns = vec![Column::new("key".into(), &keys), Column::new("net".into(), amounts)];
        let sums =
            DataFrame::new(keys.len(), columns)?.lazy().group_by([col("key")]).agg([col("net").sum()]).collect()?;
        let (keys, net) = (sums.column("key")?.u64()?, sums.column("net")?.i64()?);
        for at in 0..sums.height() {
            if let (Some(key), Some(net)) = (keys.get(at), net.get(at)) {
                add(&mut products[(key >> 32) as usize].cells, key as u32, Money::from_raw(net));
            }
        }
    }
    Ok(())
}

/// Adds to the facts of a period, sorted by place; mostly the last.
pub fn add<P: Ord + Copy, T: AddAssign>(cells: &mut Vec<(P, T)>, place: P, more: T) {
    let after = cells.last().is_none_or(|(at, _)| *at < place);
    match if after { Err(cells.len()) } else { cells.binary_search_by_key(&place, |(at, _)| *at) } {
        Ok(at) => cells[at].1 += more,
        Err(at) => cells.insert(at, (place, more)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cube::fixture::{any_lines, book, by};
    use crate::cube::timeline::Timeline;
    use crate::model::{Day, Grain};

    proptest! {
        #[test]
        fn few_sums_are_those_that_many_would_be(lines in any_lines(), month in any::<bool>(), unnamed in 0..9_usize) {
            let as_of = lines.iter().map(|line| line.day).max().unwrap();
            let mut orders = book(&lines, as_of);
            orders.product.codes.iter_mut().skip(unnamed).step_by(9).for_each(|code| *code = Texts::NONE);
            let first = Day::from_number(orders.day.iter().min().copied().unwrap());
            let calendar = by(if month { Grain::Month } else { Grain::Quarter });
            let places = Places::new(&Timeline::new(&orders.span, (first, as_of), calendar).periods);
            let sums = |add: &dyn Fn(&mut [Product])| {
                let mut products = vec![Product::default(); orders.product.values.len()];
                add(&mut products);
                products
            };
            let table = sums(&|products| few(&orders, &orders.product, &places, products));
            prop_assert_eq!(table, sums(&|products| many(&orders, &orders.product, &places, products).unwrap()));
        }
    }
}
