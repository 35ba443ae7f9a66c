//! Sums by product and period, by polars: the rows are many and the groups few.
//!
//! The rows go through in pieces, each grouped by one packed key, and the pieces' sums are added up: so the memory is that
//! of a piece, whatever the book's size.

use std::ops::AddAssign;

use polars::prelude::*;

use super::Product;
use super::timeline::Places;
use crate::model::{Money, Orders, Texts};

/// How many rows are grouped at a time.
const PIECE: usize = 1 << 19;

/// Sums the net amounts by product group (category where mapped, else product) and period; by name.
pub fn products(orders: &Orders, places: &Places) -> PolarsResult<Vec<Product>> {
    let groups = if orders.category.codes.is_empty() { &orders.product } else { &orders.category };
    let mut products: Vec<Product> =
        groups.values.iter().map(|name| Product { name: name.to_string(), cells: Vec::new() }).collect();
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
    products.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(products)
}

/// Adds to the facts of a period, sorted by place; mostly the last.
pub fn add<P: Ord + Copy, T: AddAssign>(cells: &mut Vec<(P, T)>, place: P, more: T) {
    let after = cells.last().is_none_or(|(at, _)| *at < place);
    match if after { Err(cells.len()) } else { cells.binary_search_by_key(&place, |(at, _)| *at) } {
        Ok(at) => cells[at].1 += more,
        Err(at) => cells.insert(at, (place, more)),
    }
}
