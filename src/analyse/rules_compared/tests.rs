use proptest::prelude::*;

use super::*;
use crate::analyse::{Aspects, analyse_for};
use crate::cube::fixture::{Line, any_lines, book, by, day, lines};
use crate::model::Grain;

const ASPECTS: Aspects = Aspects { window: true, past: false, trends: false, over_time: false };

fn compared(text: &str, rules: &Rules) -> (Orders, RulesCompared) {
    let orders = book(&lines(text), day("2024-12-31"));
    let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
    let own = analyse_for(&cube, rules, ASPECTS).unwrap().bridge.unwrap();
    let found = rules_compared(&cube, &orders, rules, (&own, Credits::Period)).unwrap();
    (orders, found)
}

fn of(found: &RulesCompared, rule: OtherRule) -> Vec<(&'static str, f64)> {
    let one = found.variants.iter().find(|one| one.rule == rule).unwrap();
    let own = &found.variants[0];
    let moved = one.lines.named().into_iter().zip(own.lines.named());
    moved.filter(|(now, own)| now != own).map(|((id, now), (_, own))| (id, (now - own).units())).collect()
}

/// Worked out by hand. Third quarter: a 100, b 50, c 30. Fourth: a 80 with a credit of −20 for its order n1 of the third; c only
/// a credit of −5; d back after five quarters with 40; e back after one with 10; f new with 7; g rows of 9 and −9 alone.
const BOOK: &str = "d,2023-01-05,10,n0\ne,2024-05-05,10,n9\na,2024-08-01,100,n1\nb,2024-08-02,50,n2\nc,2024-08-03,30,n3\n\
                    a,2024-11-01,80,n4\na,2024-11-02,-20,n1\nc,2024-11-03,-5,x1\nd,2024-11-04,40,n5\ne,2024-11-05,10,n6\n\
                    f,2024-11-06,7,n7\ng,2024-11-07,9,n8\ng,2024-11-08,-9,n8";

#[test]
fn each_rule_moves_the_lines_that_it_should() {
    let (_, found) = compared(BOOK, &Rules::default());
    let own = &found.variants[0].lines;
    let lines: Vec<f64> = own.named().iter().map(|(_, amount)| amount.units()).collect();
    // 180 + 7 (f; g nets 0) + 50 (d, e) − 40 (a) − 80 (b, c) − 5 (c's credit) = 112.
    assert_eq!(lines, [180.0, 7.0, 50.0, 0.0, -40.0, -80.0, -5.0, 0.0, 0.0, 112.0]);
    // c has a row: it is down by 35 and no longer lost.
    assert_eq!(of(&found, OtherRule::AnyRow), [("down", -35.0), ("lost", 30.0), ("adjustments", 5.0)]);
    // g nets zero, so it is not new; its money was zero.
    assert_eq!(of(&found, OtherRule::Net), []);
    let net = found.variants.iter().find(|one| one.rule == OtherRule::Net).unwrap();
    assert_eq!((net.counts.new, found.variants[0].counts.new), (1, 2));
    assert_eq!(net.recounted.len(), 1);
    // a's credit goes to the third quarter: opening 160, a 80 → 80; c's credit names no order.
    assert_eq!(of(&found, OtherRule::CreditsOrigin), [("opening", -20.0), ("down", 40.0), ("closing", 20.0)]);
    assert_eq!((found.credits.n, found.credits.amount.units()), (1, -20.0));
    // d was away for seven quarters between, e for one.
    assert_eq!(of(&found, OtherRule::NewAfter), [("new", 40.0), ("returned", -40.0)]);
    assert_eq!(found.new_after, 4);
    // First orders: f 7, g 0. Last ones: b 50, c 30. Returned 50 and the credit −5 are the rest.
    assert_eq!(of(&found, OtherRule::Payment), [("returned", -50.0), ("adjustments", 5.0), ("rest", 45.0)]);
    assert_eq!(found.not_tried, []);
}

#[test]
fn being_away_is_counted_in_periods_without_activity() {
    let told = |new_after| {
        let (_, found) = compared(BOOK, &Rules { new_after: Some(new_after), ..Rules::default() });
        found.variants.iter().find(|one| one.rule == OtherRule::NewAfter).unwrap().counts
    };
    // e ordered in the second quarter: one quarter lies between. d in the first of 2023: six quarters lie between.
    assert_eq!([1, 2, 6, 7].map(|after| (told(after).new, told(after).returned)), [(4, 0), (3, 1), (3, 1), (2, 2)]);
}

#[test]
fn what_the_book_lacks_for_a_rule_is_said() {
    let (_, found) = compared("a,2024-08-01,100\na,2024-11-01,80", &Rules::default());
    assert_eq!(found.not_tried, [(OtherRule::CreditsOrigin, NotTried::NoOrderNumbers)]);
    let (_, found) = compared("a,2024-08-01,100,n1\na,2024-11-01,80,n2\na,2024-11-02,-5,n9", &Rules::default());
    assert_eq!(found.not_tried, [(OtherRule::CreditsOrigin, NotTried::NoCreditNamesAnOrder)]);
}

#[test]
fn a_column_may_name_the_order_of_a_credit() {
    let mut orders = book(&lines("a,2024-08-01,100,n1\na,2024-11-01,80,n2\na,2024-11-02,-5,n3"), day("2024-12-31"));
    let values = std::sync::Arc::new(["n1"].iter().collect());
    orders.texts.insert("origin".into(), Texts { values, codes: vec![Texts::NONE, Texts::NONE, 0] });
    let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
    let rules = Rules::default();
    let own = analyse_for(&cube, &rules, ASPECTS).unwrap().bridge.unwrap();
    let found = rules_compared(&cube, &orders, &rules, (&own, Credits::Period)).unwrap();
    assert_eq!(of(&found, OtherRule::CreditsOrigin), [("opening", -5.0), ("down", 10.0), ("closing", 5.0)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Moving credits in the facts is the same as moving them in the rows; and every variant adds up, as is checked on the way.
    #[test]
    fn credits_moved_in_the_facts_are_those_moved_in_the_rows(mut lines in any_lines()) {
        // Credits give back orders of their own number.
        lines.iter_mut().filter(|line| line.number.is_none()).for_each(|line| line.number = Some("n0".into()));
        let orders = book(&lines, day("2025-03-31"));
        let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        let rules = Rules::default();
        let Ok(analysis) = analyse_for(&cube, &rules, ASPECTS) else { return Ok(()) };
        let Some(own) = analysis.bridge else { return Ok(()) };
        let found = rules_compared(&cube, &orders, &rules, (&own, Credits::Period)).unwrap();
        let Some(variant) = found.variants.iter().find(|one| one.rule == OtherRule::CreditsOrigin) else { return Ok(()) };
        let origin = |line: &Line| {
            let same = |other: &&Line| (&other.customer, &other.number) == (&line.customer, &line.number);
            let before = lines.iter().filter(same).filter(|other| other.amount > 0 && other.day <= line.day);
            before.map(|other| other.day).max()
        };
        let moved: Vec<Line> = lines
            .iter()
            .map(|line| match origin(line).filter(|_| line.amount < 0) {
                Some(day) => Line { day, ..line.clone() },
                None => line.clone(),
            })
            .collect();
        let mut orders = book(&moved, day("2025-03-31"));
        // The days without rows that moving left behind are days of the book all the same.
        orders.span = cube.span.clone();
        let other = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        let rules = Rules { period: Some(own.period1), ..rules };
        let Ok(analysis) = analyse_for(&other, &rules, ASPECTS) else { return Ok(()) };
        let Some(bridge) = analysis.bridge.filter(|bridge| bridge.period0 == own.period0) else { return Ok(()) };
        prop_assert_eq!(&variant.lines, &RuleLines::of(&bridge));
        prop_assert_eq!(variant.counts, RuleCounts::of(&bridge));
    }
}
