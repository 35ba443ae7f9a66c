use std::sync::Arc;

use proptest::prelude::*;

use super::divide::spread;
use super::*;
use crate::analyse::{Aspects, analyse_for};
use crate::cube::Cube;
use crate::cube::fixture::{any_lines, book, by, converted, day, lines};
use crate::model::{Active, Grain, Rules, Words};

fn sliced(text: &str) -> Slices {
    let parts: Vec<Vec<&str>> = text.lines().map(|line| line.trim().split(',').collect()).collect();
    let plain: Vec<String> = parts.iter().map(|part| part[..3].join(",")).collect();
    let mut orders = book(&lines(&plain.join("\n")), day("2024-06-30"));
    let mut words: Vec<&str> = parts.iter().map(|part| part[3]).filter(|text| *text != "-").collect();
    words.sort_unstable();
    words.dedup();
    let code = |part: &Vec<&str>| words.binary_search(&part[3]).map_or(Texts::NONE, |at| at as u32);
    let codes = parts.iter().map(code).collect();
    orders.texts.insert("owner".into(), Texts { values: Arc::new(words.iter().collect::<Words>()), codes });
    made(&orders, &Rules::default()).unwrap()
}

fn made(orders: &Orders, rules: &Rules) -> Option<Slices> {
    let cube = Cube::new(orders, by(Grain::Quarter)).unwrap();
    let analysis = analyse_for(&cube, rules, Aspects { window: true, ..Aspects::default() }).ok()?;
    slices(orders, "owner", (&analysis.bridge?, &analysis.concentration)).unwrap()
}

/// Gives the lines that are not zero, in whole units.
fn told(found: &Slices, name: &str) -> Vec<(&'static str, f64)> {
    let slice = found.slices.iter().find(|slice| slice.name == name).unwrap();
    let lines = slice.lines.named().into_iter().filter(|(_, amount)| !amount.is_zero());
    lines.map(|(id, amount)| (id, amount.units())).collect()
}

#[test]
fn a_new_salesperson_takes_over_what_the_customer_bought_and_no_more() {
    // k went from zhang to wang and grew; l went the other way and shrank; m stayed; n came, o left.
    let found = sliced(
        "k,2024-01-05,100,zhang\nl,2024-01-05,80,wang\nm,2024-01-05,50,zhang\no,2024-01-05,10,wang\n\
         k,2024-04-05,150,wang\nl,2024-04-05,60,zhang\nm,2024-04-05,40,zhang\nn,2024-04-05,30,wang",
    );
    let zhang =
        [("opening", 150.0), ("down", -10.0), ("transfers_in", 60.0), ("transfers_out", -100.0), ("closing", 100.0)];
    assert_eq!(told(&found, "zhang"), zhang);
    let wang = [
        ("opening", 90.0),
        ("new", 30.0),
        ("up", 50.0),
        ("down", -20.0),
        ("lost", -10.0),
        ("transfers_in", 100.0),
        ("transfers_out", -60.0),
        ("closing", 180.0),
    ];
    assert_eq!(told(&found, "wang"), wang);
    assert_eq!((found.slices[0].customers0, found.slices[0].customers1), (2, 2));
    let went = |one: &Changed| (one.customer, &*found.slices[one.from].name, &*found.slices[one.to].name);
    assert_eq!(found.changed.iter().map(went).collect::<Vec<_>>(), [(0, "zhang", "wang"), (1, "wang", "zhang")]);
}

#[test]
fn what_a_customer_has_less_of_here_and_more_of_there_is_transferred_in_proportion() {
    // From three slices to two: 30, 20 and 10 less, 25 and 5 more: 30 moved, 30 down.
    let found = sliced(
        "k,2024-01-05,130,a\nk,2024-01-05,120,b\nk,2024-01-05,10,c\nk,2024-01-05,100,d\n\
         k,2024-04-05,100,a\nk,2024-04-05,100,b\nk,2024-04-05,125,d\nk,2024-04-05,5,e",
    );
    assert_eq!(told(&found, "a")[1..3], [("down", -15.0), ("transfers_out", -15.0)]);
    assert_eq!(told(&found, "b")[1..3], [("down", -10.0), ("transfers_out", -10.0)]);
    assert_eq!(told(&found, "c")[1..3], [("down", -5.0), ("transfers_out", -5.0)]);
    assert_eq!(told(&found, "d")[1..2], [("transfers_in", 25.0)]);
    assert_eq!(told(&found, "e"), [("transfers_in", 5.0), ("closing", 5.0)]);
    // It stayed in some of them.
    assert_eq!(found.changed, []);
}

#[test]
fn a_level_customer_that_changed_hands_is_all_transfer_and_rows_without_a_text_are_a_slice() {
    let found = sliced("k,2024-01-05,100,-\nk,2024-04-05,100,wang");
    assert_eq!(told(&found, ""), [("opening", 100.0), ("transfers_out", -100.0)]);
    assert_eq!(told(&found, "wang"), [("transfers_in", 100.0), ("closing", 100.0)]);
    assert_eq!((found.whole.up, found.whole.down), (Money::ZERO, Money::ZERO));
}

#[test]
fn the_window_is_shared_among_slices_and_each_has_its_own_concentration() {
    let found = sliced("k,2023-08-05,60,a\nl,2023-09-05,40,a\nk,2024-01-05,20,b\nm,2024-04-05,-10,b\nm,2024-04-06,5,a");
    let share = |name: &str| found.slices.iter().find(|slice| slice.name == name).unwrap().share.clone();
    // Of 115: a 105 with k 60, l 40, m 5; b 10 with k 20 alone above zero.
    let a = share("a");
    assert_eq!((a.amount.units(), a.customers, a.largest), (105.0, 3, Some(0)));
    assert!((a.share.unwrap() - 105.0 / 115.0).abs() < 1e-12 && (a.cr1.unwrap() - 60.0 / 105.0).abs() < 1e-12);
    assert!((a.hhi.unwrap() - (3600.0 + 1600.0 + 25.0) / 11_025.0 * 10_000.0).abs() < 1e-9);
    let b = share("b");
    assert_eq!((b.amount.units(), b.customers, b.cr1, b.hhi), (10.0, 1, Some(1.0), Some(10_000.0)));
}

#[test]
fn an_amount_is_spread_exactly() {
    let weights = |raws: &[i64]| raws.iter().map(|raw| Money::from_raw(*raw)).collect::<Vec<_>>();
    let spread = |amount: i64, of: &[i64]| {
        spread(Money::from_raw(amount), &weights(of)).into_iter().map(Money::raw).collect::<Vec<_>>()
    };
    assert_eq!(spread(10, &[1, 1, 1]), [4, 3, 3]);
    assert_eq!(spread(-10, &[3, 0, 1]), [-8, 0, -2]);
    assert_eq!(spread(5, &[0, 0]), [5, 0]);
    assert_eq!(spread(0, &[1, 2]), [0, 0]);
    assert_eq!(spread(7, &[7, 7]), [4, 3]);
}

/// A check that cannot fail would be worth nothing.
#[test]
fn every_moved_figure_of_a_slice_is_found() {
    let mut orders = book(&lines("k,2024-01-05,100\nl,2024-04-05,30\nk,2024-04-05,50"), day("2024-06-30"));
    let values = Arc::new(["a", "b"].iter().collect::<Words>());
    orders.texts.insert("owner".into(), Texts { values, codes: vec![0, 1, 1] });
    let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
    let analysis = analyse_for(&cube, &Rules::default(), Aspects { window: true, ..Aspects::default() }).unwrap();
    let bridge = analysis.bridge.unwrap();
    let found = slices(&orders, "owner", (&bridge, &analysis.concentration)).unwrap().unwrap();
    let step = Money::from_raw(1);
    let moves: [fn(&mut Slices, Money); 5] = [
        |found, step| found.slices[0].lines.new += step,
        |found, step| {
            let lines = &mut found.slices[0].lines;
            (lines.up, lines.transfers_in) = (lines.up + step, lines.transfers_in - step);
        },
        |found, step| found.slices[1].movers[0].lines.down += step,
        |found, step| found.whole.transfers_in += step,
        |found, step| found.whole.lost += step,
    ];
    for (at, moved) in moves.into_iter().enumerate() {
        let mut wrong = found.clone();
        moved(&mut wrong, step);
        assert_eq!(check(&wrong, &bridge).unwrap_err().exit_code(), 70, "{at}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The run-time check is the property: slices add up to the whole line by line, and each line keeps its sign.
    #[test]
    fn slices_add_up_for_any_book(
        lines in any_lines(),
        owners in prop::collection::vec(prop::option::of(0..3_u32), 60),
        rule in 0..3_usize,
        rates in any::<bool>(),
    ) {
        let mut orders = book(&lines, day("2025-03-31"));
        if rates {
            orders = converted(orders);
        }
        let values = Arc::new(["a", "b", " a "].iter().collect::<Words>());
        let codes = owners[..orders.len()].iter().map(|owner| owner.unwrap_or(Texts::NONE)).collect();
        orders.texts.insert("owner".into(), Texts { values, codes });
        let rules = Rules { active: [Active::Purchase, Active::Any, Active::Net][rule], ..Rules::default() };
        let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        for place in 1..cube.complete {
            let rules = Rules { period: Some(cube.periods[place]), ..rules.clone() };
            let Some(found) = made(&orders, &rules) else { continue };
            for slice in &found.slices {
                let lines = slice.lines;
                prop_assert!(!lines.up.is_negative() && !lines.down.is_positive());
                prop_assert!(!lines.transfers_in.is_negative() && !lines.transfers_out.is_positive());
            }
            prop_assert!(found.slices.len() <= 3);
        }
    }
}
