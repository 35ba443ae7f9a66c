//! Losses by reason, of a book worked out by hand.

use proptest::prelude::*;

use super::open::step;
use super::*;
use crate::analyse::bridges;
use crate::cube::fixture::{book, by, day, lines};
use crate::model::companion::{Claim, Companion, FollowUp, MasterRow, RowPlace, TableAudit, TableKind, Who};
use crate::model::{Cause, Grain};

/// Quarters of 2023: b is lost in Q3 and back in Q4, c falls in Q2 and is lost in Q3, d is lost in Q4, e falls in Q4.
const ORDERS: &str = "a,2023-01-10,1000\na,2023-04-10,1000\na,2023-07-10,1000\na,2023-10-10,1000\n\
    b,2023-01-10,500\nb,2023-04-10,500\nb,2023-11-05,300\nc,2023-01-20,800\nc,2023-04-20,600\n\
    d,2023-01-10,400\nd,2023-04-10,400\nd,2023-07-10,400\n\
    e,2023-01-10,700\ne,2023-04-10,700\ne,2023-07-10,700\ne,2023-10-10,450";

fn orders() -> Orders {
    book(&lines(ORDERS), day("2023-12-31"))
}

fn who(orders: &Orders, key: &str) -> Who {
    let client = orders.clients.iter().position(|client| client.key == key).map(|at| at as u32);
    Who { text: key.into(), id: None, key: key.into(), client }
}

/// Makes a log of customer, day, reason, and what was said.
fn log(orders: &Orders, rows: &[(&str, Day, &str, &str)]) -> Companions {
    let row = |(key, day, reason, said): &(&str, Day, &str, &str)| FollowUp {
        at: RowPlace::default(),
        day: *day,
        customer: who(orders, key),
        who: None,
        channel: None,
        said: Some((*said).to_owned()).filter(|said| !said.is_empty()),
        reason: Some((*reason).to_owned()).filter(|reason| !reason.is_empty()),
        outcome: None,
        next: None,
        other: Vec::new(),
    };
    Companions {
        follow_ups: Some(Companion {
            rows: rows.iter().map(row).collect(),
            audit: TableAudit::empty(TableKind::FollowUps),
        }),
        ..Default::default()
    }
}

fn told(rows: &[(&str, Day, &str, &str)], rules: &[CauseRule]) -> (Reasons, Vec<Bridge>, Cube) {
    let orders = orders();
    let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
    let companions = log(&orders, rows);
    let bridges = bridges(&cube, &Rules::default(), 1..4).unwrap();
    let rules = Rules { causes: rules.to_vec(), ..Rules::default() };
    let scene = Scene { cube: &cube, orders: &orders, companions: &companions, rules: &rules };
    (reasons(&scene, &bridges).unwrap(), bridges, cube)
}

fn units(units: i64) -> Money {
    Money::from_raw(units * Money::PER_UNIT)
}

/// By hand, as the golden case has it.
#[test]
fn each_loss_has_the_last_reason_that_was_stated_and_unknown_gives_way() {
    let rows = [
        ("b", day("2023-08-01"), "Price", "offered 5%"),
        ("c", day("2023-05-20"), "unknown", ""),
        ("c", day("2023-07-15"), "交期", "air freight"),
        ("c", day("2023-09-01"), "unknown", "no answer"),
        ("e", day("2023-12-20"), "far away", ""),
    ];
    let (found, ..) = told(&rows, &[]);
    let by: Vec<_> = found
        .by_reason
        .iter()
        .map(|one| (one.reason.clone(), one.lost.amount.raw() / 10_000, one.down.amount.raw() / 10_000))
        .collect();
    let expected = [
        (Some(Stated::Listed(Cause::Delivery)), 600, 200),
        (Some(Stated::Listed(Cause::Price)), 500, 0),
        (Some(Stated::Unlisted("far away".into())), 0, 250),
        (None, 400, 0),
    ];
    assert_eq!(by, expected);
    assert_eq!((found.lost.amount, found.down.amount), (units(1_500), units(450)));
    let yes = found.recoverable[&Recoverable::Yes];
    assert_eq!((yes.n, yes.amount), (1, units(600)), "b is back, so it is not gone any more");
    let [open] = found.unexplained.as_slice() else { panic!("{:?}", found.unexplained) };
    assert_eq!((open.amount, open.age, step(open.age)), (units(400), 174, 1));
    let [back] = found.won_back.as_slice() else { panic!("{:?}", found.won_back) };
    assert_eq!((back.back, back.away, back.amount, back.talks), (day("2023-11-05"), Some(209), units(300), 1));
    assert_eq!(back.said.as_deref(), Some("offered 5%"));
    let lessons: Vec<_> = found.lessons.iter().map(|one| (one.a_year, one.talks, one.tried.as_deref())).collect();
    assert_eq!(lessons, [(units(1_400), 3, Some("no answer")), (units(1_200), 0, None)]);
    assert_eq!(found.lessons[0].receivables, None, "there is no table of it");
}

#[test]
fn ages_end_with_their_last_day() {
    assert_eq!([90, 91, 180, 181, 365, 366].map(step), [0, 1, 1, 2, 2, 3]);
}

#[test]
fn what_came_before_a_return_is_what_was_said_while_it_was_away() {
    let rows = [("b", day("2023-04-10"), "", "still buying"), ("b", day("2023-11-05"), "", "new quote")];
    let (found, ..) = told(&rows, &[]);
    // Its last order was on 10 April, and it was back on 5 November.
    assert_eq!((found.won_back[0].talks, found.won_back[0].said.as_deref()), (1, Some("new quote")));
}

#[test]
fn a_talk_after_the_return_explains_no_loss_before_it() {
    let (found, ..) = told(&[("b", day("2023-12-01"), "price", "")], &[]);
    assert_eq!(found.won_back[0].reason, None);
    let (found, ..) = told(&[("b", day("2023-03-31"), "price", "")], &[]);
    assert_eq!(found.won_back[0].reason, None, "nor does one before the period that it was lost from");
}

/// By hand, of c, lost in Q3 after its last order on 20 April: 12 and 30 were given back in the year before and since, 7 before that, and
/// 9 to somebody else. f is of c's group, g was brought by c and stands twice; h belongs to another group.
#[test]
fn a_lesson_holds_what_was_given_back_claimed_and_bought_by_those_who_belong_to_it() {
    let text = format!(
        "{ORDERS}\nc,2022-03-01,100\nc,2022-04-20,-7\nc,2022-05-02,-12\nc,2023-08-01,-30\na,2023-02-01,-9\n\
         f,2023-02-02,40\nf,2022-01-02,99\ng,2023-03-03,5\nh,2023-03-03,77"
    );
    let orders = book(&lines(&text), day("2023-12-31"));
    let rules = Rules::default();
    let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
    let row = |(key, parent, brought): (&str, &str, &str)| MasterRow {
        customer: who(&orders, key),
        parent: Some(who(&orders, parent)).filter(|_| !parent.is_empty()),
        referred_by: Some(who(&orders, brought)).filter(|_| !brought.is_empty()),
        ..MasterRow::default()
    };
    let rows = [("c", "group", ""), ("f", "group", ""), ("g", "", "c"), ("g", "group", ""), ("h", "other", "f")];
    let customers = Companion { rows: rows.map(row).into(), audit: TableAudit::empty(TableKind::Customers) };
    let claim = |(key, amount): (&str, i64)| Claim {
        at: RowPlace::default(),
        day: day("2023-06-01"),
        customer: who(&orders, key),
        product: None,
        kind: None,
        amount: Some(units(amount)),
        other: Vec::new(),
    };
    let rows = [("c", 11), ("d", 2), ("c", 4)].map(claim).into();
    let claims = Companion { rows, audit: TableAudit::empty(TableKind::Claims) };
    let companions = Companions { customers: Some(customers), claims: Some(claims), ..Companions::default() };
    let scene = Scene { cube: &cube, orders: &orders, companions: &companions, rules: &rules };
    let places = cube.periods.len();
    let found = reasons(&scene, &bridges(&cube, &rules, places - 3..places).unwrap()).unwrap();
    let lesson = |key: &str| found.lessons.iter().find(|one| cube.customers[one.customer].key == key).unwrap();
    let c = lesson("c");
    assert_eq!((c.credits, c.claims, c.stock), (units(42), Some(units(15)), None));
    assert_eq!(c.related.map(|related| (related.n, related.amount)), Some((2, units(45))), "f with 40 and g with 5");
    // 600 + 800 − 12: the 100 of March 2022 lie before the 12 months to its last order.
    assert_eq!(c.a_year, units(1_388));
    let d = lesson("d");
    assert_eq!((d.credits, d.claims), (units(0), Some(units(2))));
    assert_eq!(d.related, Some(Tally::default()));
}

proptest! {
    /// Whatever the log says, the reasons add up to the bridges.
    #[test]
    fn reasons_add_up_to_the_lost_and_shrunk_revenue(
        rows in proptest::collection::vec((0_usize..6, 0_i32..400, 0_usize..6), 0..40)
    ) {
        let keys = ["a", "b", "c", "d", "e", "nobody"];
        let texts = ["Price", "unknown", "", "太远", "price、quality", "tariff"];
        let first = day("2022-12-20");
        let rows: Vec<_> =
            rows.iter().map(|(key, days, text)| (keys[*key], first.plus_days(*days), texts[*text], "")).collect();
        let (found, bridges, _) = told(&rows, &[CauseRule::parse("tariff:no").unwrap()]);
        let sum = |of: fn(&ByReason) -> Money| found.by_reason.iter().map(of).sum::<Money>();
        prop_assert_eq!(sum(|one| one.lost.amount), units(1_500));
        prop_assert_eq!(sum(|one| one.down.amount), units(450));
        for (at, bridge) in bridges.iter().enumerate() {
            let own: Money = found.by_reason.iter().map(|one| one.periods[at]).sum();
            prop_assert_eq!(own, -(bridge.lost + bridge.down));
        }
        let gone: Money = found.recoverable.values().map(|tally| tally.amount).sum();
        prop_assert_eq!(gone, units(1_000));
    }
}
