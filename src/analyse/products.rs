//! What each product group added to the change.

use crate::cube::Product;
use crate::model::Money;

use super::ProductMove;
use super::book::Book;

/// Gives each product group's change from the period at place `p0` to that at `p1`, and against the year before; by |change|
/// descending, ties by name. Groups without rows in any of the periods are left out.
pub fn products(book: &Book<'_>, p0: usize, p1: usize, year_before: Option<usize>) -> Vec<ProductMove> {
    let net = |product: &Product, place: usize| {
        let found = product.cells.binary_search_by_key(&(place as u32), |(at, _)| *at);
        found.map_or(Money::ZERO, |at| product.cells[at].1)
    };
    let each = book.cube.products.iter().map(|product| {
        let r1 = net(product, p1);
        let year_change = year_before.map(|place| r1 - net(product, place));
        ProductMove { name: product.name.clone(), r1, change: r1 - net(product, p0), year_change }
    });
    let moved = |product: &ProductMove| {
        !(product.r1.is_zero() && product.change.is_zero() && product.year_change.is_none_or(Money::is_zero))
    };
    let mut moves: Vec<ProductMove> = each.filter(moved).collect();
    moves.sort_by(|a, b| b.change.abs().cmp(&a.change.abs()).then_with(|| a.name.cmp(&b.name)));
    moves
}
