use proptest::prelude::*;

use super::*;
use crate::analyse::{Aspects, analyse_for};
use crate::cube::Cube;
use crate::cube::fixture::{any_lines, book, by, converted, day, lines, period};
use crate::model::{Active, Grain, Words};

/// A book of lines `customer,day,amount,product,quantity[,unit]` in whole units; `-` for none.
fn trade(text: &str) -> Orders {
    let parts: Vec<Vec<&str>> = text.lines().map(|line| line.trim().split(',').collect()).collect();
    let plain: Vec<String> = parts.iter().map(|part| part[..3].join(",")).collect();
    let mut orders = book(&lines(&plain.join("\n")), day("2024-06-30"));
    let coded = |place: usize| {
        let mut words: Vec<&str> = parts.iter().filter_map(|part| part.get(place).copied()).collect();
        words.sort_unstable();
        words.dedup();
        let code = |part: &Vec<&str>| match part.get(place) {
            Some(&"-") | None => Texts::NONE,
            Some(text) => words.binary_search(text).unwrap() as u32,
        };
        Texts { codes: parts.iter().map(code).collect(), values: words.iter().collect::<Words>().into() }
    };
    orders.product = coded(3);
    orders.quantity = parts
        .iter()
        .map(|part| match part[4] {
            "-" => Orders::NO_QUANTITY,
            text => (text.parse::<f64>().unwrap() * 10_000.0) as i64,
        })
        .collect();
    if parts.iter().any(|part| part.len() > 5) {
        orders.texts.insert("unit".into(), coded(5));
    }
    orders
}

fn split(orders: &Orders, rules: &Rules) -> PriceVolume {
    let cube = Cube::new(orders, by(Grain::Quarter)).unwrap();
    let aspects = Aspects::default();
    let analysis = analyse_for(&cube, rules, aspects).unwrap();
    price_volume(orders, rules, &analysis.bridge.unwrap()).unwrap()
}

fn units(amount: Money) -> f64 {
    amount.units()
}

/// A placeholder of 0.0001 for 2,000,000, then 1,000,000 pieces: by the formula a volume of 10¹⁹ ten-thousandths.
#[test]
fn a_quantity_that_stands_for_none_leaves_the_change_unallocated() {
    let rows =
        "k,2024-01-05,2000000,A,0.0001\nk,2024-01-06,10,B,10\nk,2024-04-05,2000000,A,1000000\nk,2024-04-06,24,B,12";
    let found = split(&trade(rows), &Rules::default());
    let Split { price, volume, unallocated, .. } = found.split;
    // B: 10 for 10, then 12 for 24: volume 2 × 1.5, price 1 × 11.
    assert_eq!([price, volume, unallocated].map(units), [11.0, 3.0, 0.0]);
    assert_eq!(found.counts[&Bought::Unallocated], 1);
}

/// The published example (see docs/definitions.md): A 400 at 4 → 700 at 3, B 300 at 1 → 100 at 2, C 300 at 2 → 300 at 1.
#[test]
fn the_published_example_is_split_in_the_symmetric_form() {
    let rows = "k,2024-01-05,1600,A,400\nk,2024-01-06,300,B,300\nk,2024-01-07,600,C,300\n\
                k,2024-04-05,2100,A,700\nk,2024-04-06,200,B,100\nk,2024-04-07,300,C,300";
    let found = split(&trade(rows), &Rules::default());
    let Split { price, volume, cross_sold, dropped, unallocated } = found.split;
    assert_eq!([price, volume, cross_sold, dropped, unallocated].map(units), [-650.0, 750.0, 0.0, 0.0, 0.0]);
    let each: Vec<(f64, f64)> =
        found.customers[0].lines.iter().map(|line| (units(line.split.price), units(line.split.volume))).collect();
    assert_eq!(each, [(-550.0, 1050.0), (-300.0, 0.0), (200.0, -300.0)]);
    // 1,000 at 2.50 → 1,100 at 2,600/1,100: 100 × (2.5 + 2.3636…)/2 = 243.1818 of pure volume.
    let mix = found.mix.unwrap();
    assert_eq!((units(mix.pure_volume), units(mix.mix)), (243.1818, 506.8182));
    assert_eq!((found.shared, found.mix_between), (Shared::Assumed, Some(Money::ZERO)));
}

#[test]
fn products_are_cross_sold_dropped_or_unallocated_by_what_the_other_period_has() {
    let rows = "k,2024-01-05,100,stays,10\nk,2024-01-05,50,dropped,5\nk,2024-01-06,-20,came back,-2\n\
                k,2024-01-07,7,-,3\nk,2024-01-08,9,bare,-\n\
                k,2024-04-05,100,stays,10\nk,2024-04-06,80,new,4\nk,2024-04-07,30,came back,3\n\
                k,2024-04-08,-5,given back,-1\nk,2024-04-09,11,bare,2";
    let found = split(&trade(rows), &Rules::default());
    let Split { price, volume, cross_sold, dropped, unallocated } = found.split;
    assert_eq!([price, volume, cross_sold, dropped].map(units), [0.0, 0.0, 80.0, -50.0]);
    // came back −20 → 30, no product 7 → 0, given back 0 → −5; `bare` has rows in both, in one without a quantity: 9 → 11.
    assert_eq!(units(unallocated), 50.0 - 7.0 - 5.0 + 2.0);
}

#[test]
fn a_product_in_another_unit_is_neither_new_nor_dropped() {
    let rows = "k,2024-01-05,100,p,10,pcs\nk,2024-04-05,120,p,1,box";
    let found = split(&trade(rows), &Rules::default());
    assert_eq!((units(found.split.unallocated), units(found.split.sum())), (20.0, 20.0));
    // The same unit however it is written.
    let rows = "k,2024-01-05,100,p,10,pcs\nk,2024-04-05,120,p,10,PCS";
    let found = split(&trade(rows), &Rules::default());
    assert_eq!((units(found.split.price), found.shared), (20.0, Shared::OneUnit));
}

#[test]
fn volume_is_split_where_quantities_share_a_unit_and_no_option_says_otherwise() {
    let rows =
        "k,2024-01-05,100,p,10,pcs\nk,2024-01-05,100,q,10,box\nk,2024-04-05,120,p,11,pcs\nk,2024-04-05,120,q,11,box";
    let told = |one_unit| {
        let found = split(&trade(rows), &Rules { one_unit, ..Rules::default() });
        (found.shared, found.mix.is_some())
    };
    assert_eq!(told(None), (Shared::SeveralUnits, false));
    assert_eq!(told(Some(true)), (Shared::ToldOne, true));
    let rows = "k,2024-01-05,100,p,10\nk,2024-04-05,120,p,11";
    let found = split(&trade(rows), &Rules { one_unit: Some(false), ..Rules::default() });
    assert_eq!((found.shared, found.mix), (Shared::ToldSeveral, None));
}

/// Two customers at 1 and 3 whose quantities swap: no pure volume, no mix inside either, all of it between them.
#[test]
fn mix_is_told_apart_between_customers_and_inside_each() {
    let rows = "a,2024-01-05,10,p,10\nb,2024-01-05,60,p,20\na,2024-04-05,20,p,20\nb,2024-04-05,30,p,10";
    let found = split(&trade(rows), &Rules::default());
    assert_eq!((units(found.split.price), units(found.split.volume)), (0.0, -20.0));
    let mix = found.mix.unwrap();
    assert_eq!((units(mix.pure_volume), units(mix.mix)), (0.0, -20.0));
    assert_eq!(found.mix_between.map(units), Some(-20.0));
}

#[test]
fn only_customers_active_in_both_periods_are_split() {
    let rows = "stays,2024-01-05,100,p,10\nlost,2024-01-05,100,p,10\nstays,2024-04-05,120,p,10\nnew,2024-04-05,80,p,10";
    let found = split(&trade(rows), &Rules::default());
    assert_eq!((found.customers.len(), units(found.split.price), units(found.split.sum())), (1, 20.0, 20.0));
    assert_eq!((found.period0, found.period1), (period("2024Q1"), period("2024Q2")));
}

#[test]
fn price_and_volume_round_half_to_even_and_the_rest_goes_to_the_larger() {
    // 1 → 2 for 1 → 4 pieces: price (0.5 − 1)(1 + 4)/2 = −1.25, volume (4 − 1)(1 + 0.5)/2 = 2.25.
    let one = Money::from_raw;
    assert_eq!(effects([one(1), one(2)], [1, 4], 100), Some((one(-1), one(2))));
    // Without a common step: 1 → 1 for 1 → 3: price −4/3, volume 4/3, both round to one.
    assert_eq!(effects([one(1), one(1)], [10_000, 30_000], 100), Some((one(-1), one(1))));
    let (price, volume) = effects([one(1), one(3)], [1, 2], 100).unwrap();
    assert_eq!(price + volume, one(2));
    // The largest amounts and quantities neither overflow nor break the sum.
    let (large, many) = (one(Money::LIMIT as i64), i64::MAX >> 3);
    let (price, volume) = effects([one(7), large], [many, many - 1], 100).unwrap();
    assert_eq!(price + volume, large - one(7));
}

/// A check that cannot fail would be worth nothing.
#[test]
fn every_moved_figure_of_the_tree_is_found() {
    let rows = "k,2024-01-05,1600,A,400\nk,2024-01-06,300,B,300\nk,2024-04-05,2100,A,700\nk,2024-04-07,300,C,300";
    let orders = trade(rows);
    let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
    let rules = Rules::default();
    let bridge = analyse_for(&cube, &rules, Aspects::default()).unwrap().bridge.unwrap();
    let found = price_volume(&orders, &rules, &bridge).unwrap();
    let step = Money::from_raw(1);
    let moves: [fn(&mut PriceVolume, Money); 7] = [
        |found, step| found.split.price += step,
        |found, step| (found.split.price, found.split.volume) = (found.split.price + step, found.split.volume - step),
        |found, step| found.split.cross_sold += step,
        |found, step| found.customers[0].split.dropped += step,
        |found, step| found.customers[0].r1 += step,
        |found, step| found.customers[0].lines[0].split.price += step,
        |found, step| found.mix.iter_mut().for_each(|mix| mix.mix += step),
    ];
    for (at, moved) in moves.into_iter().enumerate() {
        let mut wrong = found.clone();
        moved(&mut wrong, step);
        assert_eq!(check(&wrong, &bridge).unwrap_err().exit_code(), 70, "{at}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The run-time check is the property: every node is the sum of those below, and the whole is the existing change.
    #[test]
    fn the_tree_adds_up_for_any_book(
        lines in any_lines(),
        places in prop::collection::vec((0..4_u32, prop::option::of(-3_i64..8), 0..3_u32), 60),
        rule in 0..3_usize,
        rates in any::<bool>(),
    ) {
        let mut orders = book(&lines, day("2025-03-31"));
        if rates {
            orders = converted(orders);
        }
        let rows = orders.len();
        let values: std::sync::Arc<Words> = std::sync::Arc::new(["p", "q", "r"].iter().collect());
        let code = |place: u32| if place == 3 { Texts::NONE } else { place };
        orders.product = Texts { values, codes: places[..rows].iter().map(|place| code(place.0)).collect() };
        orders.quantity =
            places[..rows].iter().map(|place| place.1.map_or(Orders::NO_QUANTITY, |some| some * 5_000)).collect();
        let values: std::sync::Arc<Words> = std::sync::Arc::new(["pcs", "PCS", "box"].iter().collect());
        orders.texts.insert("unit".into(), Texts { values, codes: places[..rows].iter().map(|place| place.2).collect() });
        let rules = Rules { active: [Active::Purchase, Active::Any, Active::Net][rule], ..Rules::default() };
        let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        for place in 1..cube.complete {
            let rules = Rules { period: Some(cube.periods[place]), ..rules.clone() };
            let aspects = Aspects::default();
            let Ok(analysis) = analyse_for(&cube, &rules, aspects) else { continue };
            let Some(bridge) = analysis.bridge else { continue };
            let found = price_volume(&orders, &rules, &bridge).unwrap();
            prop_assert_eq!(found.split.sum(), bridge.up + bridge.down + bridge.fx);
            prop_assert!(found.customers.iter().all(|one| one.split.sum() == one.r1 - one.r0));
        }
    }
}
