//! The cube against hand-made books and, by chance, against itself: folded as it is read, regrained, shuffled.

use proptest::prelude::*;

use super::fixture::{Line, any_lines, book, by, converted, day, lines, period};
use super::{Cube, Customer, Folder, Order};
use crate::model::{Calendar, FoldLine, Grain, LineFold, Money, Orders, Part, Parts, Texts};

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

/// Folds lines as they come in ranges, as reading does, into a cube; the lines must stand by number.
fn folded(orders: &Orders, rows: &[Line], cuts: &[usize], calendar: Calendar) -> Option<Cube> {
    let numbered = rows.iter().any(|line| line.number.is_some());
    let number = |line: &Line| line.number.clone().unwrap_or_default();
    let mut parts =
        Parts { parts: Vec::new(), longer: Vec::new(), numbered, total: orders.total(), by_day: Vec::new() };
    let mut by_day: std::collections::BTreeMap<i32, i64> = Default::default();
    rows.iter().for_each(|line| *by_day.entry(line.day.number()).or_default() += line.amount);
    parts.by_day = by_day.into_iter().collect();
    let recent = rows.last()?.day;
    let recent = calendar.period_of(recent).before().first_day();
    let (mut start, mut all, mut before) = (0, 0, None::<String>);
    for end in cuts.iter().copied().chain([rows.len()]) {
        let (mut fold, mut clients, mut first) = (Folder::new(calendar, numbered, recent), Vec::new(), None);
        for line in &rows[start..end] {
            if before.as_ref().is_some_and(|before| *before != number(line)) {
                all += 1;
                if before.is_some_and(|before| before.len() < number(line).len()) {
                    parts.longer.push(all);
                    fold.longer(all - first.unwrap_or(all));
                }
            }
            before = Some(number(line));
            let first = *first.get_or_insert(all);
            let client = orders.clients.iter().position(|client| client.key == line.customer)? as u32;
            let code = clients.iter().position(|known| *known == client).unwrap_or_else(|| {
                clients.push(client);
                clients.len() - 1
            });
            let (customer, day) = (code as u32, line.day.number());
            let line = FoldLine { customer, day, order: all - first, amount: line.amount };
            if !fold.lines(&[line]) {
                return None;
            }
        }
        fold.end();
        parts.parts.push(Part { fold, clients, orders: first.unwrap_or(all) });
        start = end;
    }
    Cube::of_parts(orders, parts, calendar).unwrap()
}

/// The facts that must not depend on how lines were folded: cells, order days, the first and last order of each period, the
/// sums of windows.
fn shown(cube: &Cube) -> Vec<String> {
    let each = cube.customers.iter().enumerate().map(|(at, customer)| {
        let ends = |place| (cube.first_amount_in(at, place), cube.last_amount_in(at, place));
        let ends: Vec<_> = (0..cube.periods.len()).map(ends).collect();
        let days: Vec<_> = customer.order_days(day("2030-01-01")).collect();
        let windows =
            cube.periods.windows(2).map(|pair| cube.nets_between(pair[0].first_day(), pair[1].last_day())[at]);
        let windows: Vec<_> = windows.collect();
        let partial = cube.periods.get(cube.complete).map(|period| {
            let before = period.before().first_day();
            customer.net_between(before, before.plus_days(cube.span.as_of.since(period.first_day())))
        });
        format!(
            "{} {:?} {days:?} {ends:?} {windows:?} {partial:?} {:?}",
            customer.key,
            customer.cells,
            customer.rows_between()
        )
    });
    let sums: Vec<_> = cube.by_day().into_iter().filter(|(_, net)| !net.is_zero()).collect();
    each.chain([format!("{:?} {:?} {} {} {sums:?}", cube.span, cube.periods, cube.complete, cube.short_first)])
        .collect()
}

/// Says whether a customer's lines do not come by day: what folding may leave to others.
fn is_scattered(rows: &[Line]) -> bool {
    rows.iter()
        .any(|line| !rows.iter().filter(|other| other.customer == line.customer).map(|other| other.day).is_sorted())
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
    fn lines_folded_as_they_are_read_make_the_same_cube(
        rows in any_lines(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        numbered in any::<bool>(),
        regular in any::<bool>(),
        late in any::<bool>(),
        grain in prop::sample::select(vec![Grain::Month, Grain::Quarter, Grain::Half, Grain::Year]),
    ) {
        let mut rows = rows;
        for line in &mut rows {
            line.number = numbered.then(|| line.number.clone().unwrap_or_else(|| "n3".into()));
            if regular {
                // Each order on one day, and few days, so that orders meet on them.
                let at = line.number.as_deref().map_or(line.day.number() % 9, |number| number[1..].parse::<i32>().unwrap() / 3);
                line.day = day("2023-01-30").plus_days(at);
            }
        }
        rows.sort_by_key(|line| (line.number.as_ref().map(|number| (number.len(), number.clone())), if numbered { None } else { Some(line.day) }));
        let last = rows.iter().map(|line| line.day).max().unwrap_or_else(|| day("2025-03-15"));
        let mut orders = book(&rows, if late { last.plus_days(400) } else { last });
        orders.product = Texts::default();
        orders.quantity = Vec::new();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(rows.len())).collect();
        cuts.sort();
        // Ranges begin with an order.
        cuts.retain(|&cut| cut == 0 || match numbered {
            true => rows[cut].number != rows[cut - 1].number,
            false => rows[cut].day != rows[cut - 1].day,
        });
        let found = folded(&orders, &rows, &cuts, by(grain));
        let longest = |line: &Line| line.number.as_ref().map(String::len);
        let grows = rows.windows(2).any(|pair| longest(&pair[0]) != longest(&pair[1]));
        let unended = by(grain).period_of(orders.span.as_of).last_day() > orders.span.as_of;
        prop_assert!(found.is_some() || is_scattered(&rows) || grows || unended, "regular lines can be folded");
        if let Some(found) = found {
            let whole = Cube::new(&orders, by(grain)).unwrap();
            prop_assert_eq!(shown(&found), shown(&whole));
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
