//! The cube against hand-made books and, by chance, against itself: merged, regrained, shuffled.

use proptest::prelude::*;

use super::fixture::{any_lines, book, by, converted, day, lines, period};
use super::{Cube, Customer, Order};
use crate::model::{Grain, Money};

fn units(amount: i64) -> Money {
    Money::from_raw(amount * 10_000)
}

/// A cube's facts as text, orders by number instead of code.
fn told(cube: &Cube) -> Vec<String> {
    let named = |order: &Order| (cube.numbers.get(order.number).to_owned(), order.day, order.amount);
    let customers = cube.customers.iter().map(|customer| {
        let orders: Vec<_> = customer.orders.iter().map(named).collect();
        let credits: Vec<_> = customer.credits.iter().map(named).collect();
        let foreign = customer
            .foreign
            .iter()
            .map(|one| (one.period, &cube.currencies[usize::from(one.currency)], one.local, one.net));
        let mut foreign: Vec<_> = foreign.collect();
        foreign.sort();
        let Customer { key, name, cells, days, .. } = customer;
        format!("{key} {name} {cells:?} {days:?} {orders:?} {credits:?} {foreign:?}")
    });
    let products = cube.products.iter().map(|product| format!("{product:?}"));
    let frame = format!("{:?} {:?} {} {}", cube.span, cube.periods, cube.complete, cube.short_first);
    customers.chain(products).chain([frame]).collect()
}

#[test]
fn a_book_without_rows_is_refused() {
    let failure = Cube::new(&book(&[], day("2024-12-31")), by(Grain::Quarter)).unwrap_err();
    assert_eq!(failure.exit_code(), 1);
}

#[test]
fn an_order_that_spans_two_periods_counts_in_both() {
    let lines = lines("a,2024-03-31,10,n1\na,2024-04-01,5,n1\na,2024-04-02,7,n2");
    let cube = Cube::new(&book(&lines, day("2024-06-30")), by(Grain::Quarter)).unwrap();
    let orders = |label| cube.orders_in(0, period(label)).map(|order| (order.day, order.amount)).collect::<Vec<_>>();
    assert_eq!(orders("2024Q1"), [(day("2024-03-31"), units(10))]);
    assert_eq!(orders("2024Q2"), [(day("2024-04-01"), units(5)), (day("2024-04-02"), units(7))]);
    let year = cube.regrain(by(Grain::Year));
    let orders: Vec<_> = year.orders_in(0, period("2024")).map(|order| (order.day, order.amount)).collect();
    assert_eq!(orders, [(day("2024-03-31"), units(15)), (day("2024-04-02"), units(7))]);
    assert_eq!(year.customers[0].cells[0].1.orders, 2);
}

#[test]
fn a_credit_note_alone_is_no_order_but_lowers_the_order_that_it_names() {
    let lines = lines("a,2024-01-05,10,n1\na,2024-01-09,-4,n1\na,2024-02-01,-3,n2\na,2024-03-01,-1");
    let cube = Cube::new(&book(&lines, day("2024-03-31")), by(Grain::Quarter)).unwrap();
    let cell = cube.customers[0].cell(0);
    assert_eq!((cell.orders, cell.ordered, cell.net, cell.gross, cell.rows), (1, units(6), units(2), units(10), 4));
    assert_eq!(cube.customers[0].order_days(day("2024-12-31")).collect::<Vec<_>>(), [day("2024-01-05")]);
}

#[test]
fn orders_of_one_day_stand_by_number_as_text() {
    let lines = lines("a,2024-01-05,1,9\na,2024-01-05,2,10\na,2024-01-05,3\na,2024-01-04,4,99");
    let cube = Cube::new(&book(&lines, day("2024-03-31")), by(Grain::Quarter)).unwrap();
    let amounts: Vec<_> = cube.orders_in(0, period("2024Q1")).map(|order| order.amount).collect();
    assert_eq!(amounts, [units(4), units(3), units(2), units(1)]);
}

#[test]
fn without_numbers_an_order_is_a_day_with_a_row_above_zero() {
    let lines = lines("a,2024-01-05,10\na,2024-01-05,-4\na,2024-01-06,-3\na,2024-01-07,2");
    let cube = Cube::new(&book(&lines, day("2024-03-31")), by(Grain::Quarter)).unwrap();
    let amounts: Vec<_> = cube.orders_in(0, period("2024Q1")).map(|order| order.amount).collect();
    assert_eq!(amounts, [units(6), units(2)]);
    assert_eq!(cube.customers[0].cell(0).orders, 2);
}

#[test]
fn books_with_and_without_numbers_merge() {
    let (one, two) = (lines("a,2024-01-05,10\nb,2024-01-05,1"), lines("a,2024-01-05,5,n1\na,2024-02-01,2"));
    let part = |lines: &[_]| Cube::new(&book(lines, day("2024-03-31")), by(Grain::Month)).unwrap();
    let all = [one.clone(), two.clone()].concat();
    let whole = Cube::new(&book(&all, day("2024-03-31")), by(Grain::Month)).unwrap();
    assert_eq!(told(&part(&one).merge(part(&two), &whole.span)), told(&whole));
}

proptest! {
    #[test]
    fn the_order_of_rows_does_not_matter(rows in any_lines(), seed in any::<u64>()) {
        let mut shuffled = rows.clone();
        shuffled.sort_by_key(|line| (line.amount as u64 ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let cube = |lines: &[_]| Cube::new(&converted(book(lines, day("2025-03-15"))), by(Grain::Quarter)).unwrap();
        prop_assert_eq!(told(&cube(&rows)), told(&cube(&shuffled)));
    }

    #[test]
    fn parts_of_a_book_merge_to_the_whole(rows in any_lines(), at in any::<prop::sample::Index>(), week in any::<bool>()) {
        let calendar = by(if week { Grain::Week } else { Grain::Month });
        let (one, two) = rows.split_at(at.index(rows.len()));
        let cube = |lines: &[_]| Cube::new(&converted(book(lines, day("2025-03-15"))), calendar).unwrap();
        let whole = cube(&rows);
        if !one.is_empty() && !two.is_empty() {
            let merged = cube(one).merge(cube(two), &whole.span);
            prop_assert_eq!(told(&merged), told(&whole));
            prop_assert_eq!(told(&merged.regrain(by(Grain::Year))), told(&whole.regrain(by(Grain::Year))));
        }
    }

    #[test]
    fn a_regrained_cube_equals_one_built_by_that_grain(rows in any_lines(), fiscal in 1..=12_u8) {
        let orders = converted(book(&rows, day("2025-03-15")));
        let calendar = |grain| crate::model::Calendar { grain, fiscal_start: fiscal };
        let year = Cube::new(&orders, calendar(Grain::Year)).unwrap();
        for grain in [Grain::Week, Grain::Month, Grain::Quarter, Grain::Half] {
            let cube = Cube::new(&orders, calendar(grain)).unwrap();
            prop_assert_eq!(told(&cube.regrain(calendar(Grain::Year))), told(&year));
        }
    }
}
