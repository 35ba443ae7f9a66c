//! Where customers stand, by hand.

use std::sync::Arc;

use super::*;
use crate::analyse::{CLASS, analyse, given_classes};
use crate::cube::fixture::{book, by, day, lines};
use crate::model::{Grain, Texts, Words};

fn told(ledger: &str, as_of: &str, given: &[(&str, &[u32])]) -> Standings {
    let mut orders = book(&lines(ledger), day(as_of));
    if let Some((words, codes)) = given.first() {
        let values = Arc::new(words.split(',').collect::<Words>());
        orders.texts.insert(CLASS.into(), Texts { values, codes: codes.to_vec() });
    }
    let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
    let rules = Rules::default();
    let mut analysis = analyse(&cube, &rules).unwrap();
    analysis.classes.given = given_classes(&orders, None);
    let mut told = classify(&cube, &analysis, &rules);
    told.customers.sort_by_key(|one| one.customer);
    told
}

/// By hand: of five customers rank 1 scores 5, rank 2 scores 4, and so on; equal ones share the better rank.
#[test]
fn scores_count_those_that_are_strictly_better() {
    let ledger = "a,2024-01-10,50\na,2024-01-11,50\nb,2024-01-12,300\nb,2024-01-12,1
                  c,2024-01-12,70\nd,2024-01-02,5\ne,2024-01-03,100";
    let told = told(ledger, "2024-01-31", &[]);
    let scores: Vec<(u8, u8, u8)> =
        told.customers.iter().map(|one| one.rfm.unwrap()).map(|s| (s.r, s.f, s.m)).collect();
    // Days 11, 12, 12, 2, 3; orders 2, 1, 1, 1, 1; money 100, 301, 70, 5, 100.
    assert_eq!(scores, [(3, 5, 4), (5, 4, 5), (5, 4, 2), (1, 4, 1), (2, 4, 4)]);
    assert_eq!(told.scores, [[1, 1, 1, 0, 2], [0, 0, 0, 4, 1], [1, 1, 0, 2, 1]]);
}

#[test]
fn a_customer_without_an_order_has_no_score() {
    let told = told("a,2024-01-10,50\nb,2024-01-12,-3", "2024-01-31", &[]);
    assert_eq!(told.customers[1].rfm, None);
    assert_eq!((told.scored, told.customers[1].cycle), (1, Some(Cycle::NotYet)));
}

#[test]
fn the_deal_cycle_is_the_median_interval_in_months() {
    for (second, third, cycle) in [
        ("2024-02-01", "2024-03-03", Cycle::One),
        ("2024-02-02", "2024-03-05", Cycle::Two),
        ("2024-03-03", "2024-05-04", Cycle::Two),
        ("2024-03-04", "2024-05-06", Cycle::Three),
        ("2024-04-03", "2024-07-05", Cycle::Three),
        ("2024-04-04", "2024-07-07", Cycle::Slow),
    ] {
        let told = told(&format!("a,2024-01-01,1\na,{second},1\na,{third},1"), "2024-12-31", &[]);
        assert_eq!(told.customers[0].cycle, Some(cycle), "{second}");
    }
}

#[test]
fn the_class_in_the_data_counts_where_it_is_one() {
    // By money a is in A, b in C; the latest row calls a “B类”, b “VIP”.
    let ledger = "a,2024-01-10,95\na,2024-03-10,1\nb,2024-02-10,4";
    let told = told(ledger, "2024-03-31", &[("A级,B类,VIP", &[0, 1, 2])]);
    let [a, b] = &told.customers[..] else { panic!("{told:?}") };
    assert_eq!((a.class, a.in_force, a.given.as_deref()), (Some('A'), Some('B'), Some("B类")));
    assert_eq!((b.class, b.in_force, b.given.as_deref()), (Some('C'), Some('C'), Some("VIP")));
    assert_eq!((told.given, told.given_otherwise, told.given_other_words), (2, 1, 1));
}

#[test]
fn flags_name_those_that_fell_from_b_and_those_of_c_without_an_order_for_long() {
    // 2023: a 80 is A, b 15 is B, c 5 is C. 2024: a 90 is A, d 6 is B, c 4 is C; b has nothing left.
    let ledger = "a,2023-02-01,80\nb,2023-03-01,15\nc,2023-03-01,5
                  a,2024-02-01,90\nd,2024-11-01,6\nc,2024-07-03,4";
    let standings = told(ledger, "2024-12-31", &[]);
    let flags: Vec<(bool, bool)> = standings.customers.iter().map(|one| (one.fell_from_b, one.quiet)).collect();
    // c is silent for 181 days.
    assert_eq!(flags, [(false, false), (true, false), (false, true), (false, false)]);
    assert_eq!((standings.b, standings.b_before, standings.b_shrinks), (1, Some(1), false));
    assert_eq!((standings.fell_from_b.n, standings.fell_from_b.amount.plain(0)), (1, "-15".to_owned()));
    assert_eq!((standings.quiet.n, standings.quiet.amount.plain(0)), (1, "4".to_owned()));
    let later = told(&ledger.replace("2024-07-03", "2024-07-04"), "2024-12-31", &[]);
    assert_eq!(later.quiet.n, 0);
}

#[test]
fn one_order_is_never_often() {
    // Of ten customers eight ordered once: two are better, so that they score 5 − ⌊5 × 2 ÷ 10⌋ = 4.
    let mut ledger = "a,2020-01-05,900\n".to_owned();
    (1..8).for_each(|at| ledger.push_str(&format!("b{at},2024-0{at}-05,5\n")));
    for name in ["x", "y"] {
        (1..4).for_each(|month| ledger.push_str(&format!("{name},2024-0{month}-07,8\n")));
    }
    let told = told(&ledger, "2024-09-30", &[]);
    let a = told.customers[0].rfm.unwrap();
    assert_eq!((a.r, a.f, a.m, a.orders, a.cools()), (1, 4, 5, 1, false));
    assert!(Rfm { orders: 3, ..a }.cools());
}
