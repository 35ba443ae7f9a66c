//! Orders whose samples, lead times and losses are worked out by hand.

use std::sync::Arc;

use super::*;
use crate::analyse::analyse;
use crate::cube::Cube;
use crate::cube::fixture::{book, by, day, lines};
use crate::model::{Grain, Rules, SampleRule, Texts, Words};

/// New gets a sample and orders twice; waits gets two and does not; old had ordered before.
const LEDGER: &str = "new,2024-01-10,20,s1\nnew,2024-02-09,300,n1\nnew,2024-03-01,400,n2\nnew,2024-03-02,-50,c1
                      old,2024-01-05,500,o1\nold,2024-01-20,30,s2\nold,2024-04-01,100,o2
                      waits,2024-02-01,10,s3\nwaits,2024-04-01,15,s4";

fn orders() -> Orders {
    let mut orders = book(&lines(LEDGER), day("2024-06-30"));
    let values = Arc::new(["样品", "大货"].into_iter().collect::<Words>());
    orders.texts.insert("type".into(), Texts { values, codes: vec![0, 1, 1, 1, 1, 0, 1, 0, 0] });
    orders
}

fn told(rule: &str) -> Samples {
    let orders = orders();
    let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
    samples(&cube, &orders, &groups(&orders), &[SampleRule::parse(rule).unwrap()])
}

#[test]
fn samples_lead_to_orders_or_wait() {
    let told = told("type=样品");
    assert_eq!((told.samples.n, told.samples.amount.plain(0)), (4, "75".to_owned()));
    assert_eq!((told.customers, told.new_customers), (3, 2));
    assert_eq!((told.ordered.n, told.ordered.amount.plain(0), told.median_days), (1, "700".to_owned(), Some(30.0)));
    let list: Vec<(usize, Option<i32>, Option<i32>, u64)> =
        told.list.iter().map(|one| (one.customer, one.days, one.waiting, one.orders.n)).collect();
    // Waiting from 1 February to the end of June; then by revenue since.
    assert_eq!(list, [(2, None, Some(150), 0), (0, Some(30), None, 2), (1, Some(72), None, 1)]);
    let periods: Vec<(String, usize, usize)> =
        told.periods.iter().map(|one| (one.period.label(), one.customers, one.ordered)).collect();
    assert_eq!(periods, [("2024Q1".to_owned(), 2, 1)]);
}

#[test]
fn samples_are_known_by_amount_too_and_never_by_credits() {
    let below = told("amount<100");
    assert_eq!(below.samples.n, 4);
    assert_eq!(told("amount<15").samples.n, 1);
    assert_eq!(told("type=none").customers, 0);
}

#[test]
fn an_order_is_shipped_with_its_last_row() {
    let mut orders = book(
        &lines(
            "a,2024-01-10,20,1\na,2024-01-10,30,1\na,2024-04-02,5,2\nb,2024-04-03,5,3\nb,2024-04-09,5,4\nb,2024-05-01,5,5",
        ),
        day("2024-06-30"),
    );
    let on = |text: &str| if text.is_empty() { i32::MIN } else { day(text).number() };
    // 1: the later of two rows, 6 days; 2: 20 days; 3: not shipped; 4: shipped before it was ordered; 5: planned after as-of.
    let days = ["2024-01-12", "2024-01-16", "2024-04-22", "", "2024-04-01", "2024-07-01"].map(on);
    orders.dates.insert("ship_date".into(), days.into());
    let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
    let told = lead_times(&cube, &orders, &groups(&orders), 2, |_| true).unwrap();
    let periods: Vec<(usize, usize, Option<f64>)> =
        told.periods.iter().map(|one| (one.times.orders, one.times.shipped, one.times.median)).collect();
    assert_eq!(periods, [(1, 1, Some(6.0)), (3, 1, Some(20.0))]);
    assert_eq!(told.before_order, 1);
    assert_eq!((told.customers[0].customer, told.customers[0].change), (0, Some(14.0)));
    assert_eq!(told.customers[1].change, None);
    orders.dates.clear();
    assert!(lead_times(&cube, &orders, &groups(&orders), 2, |_| true).is_none());
}

#[test]
fn lost_customers_faded_or_stopped() {
    let ledger = "fade,2023-02-01,30\nfade,2023-05-01,20\nfade,2023-08-01,10\nstop,2023-02-01,30\nstop,2023-05-01,30
                  stop,2023-08-01,30\nshort,2023-08-01,7\nstays,2023-02-01,1\nstays,2023-11-01,1";
    let orders = book(&lines(ledger), day("2023-12-31"));
    let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
    let rules = Rules { calendar: by(Grain::Quarter), ..Rules::default() };
    let told = losses(&cube, &analyse(&cube, &rules).unwrap().bridge.unwrap());
    let sums = [told.gradual, told.sudden, told.too_short].map(|tally| (tally.n, tally.amount.plain(0)));
    assert_eq!(sums, [(1, "-10".to_owned()), (1, "-30".to_owned()), (1, "-7".to_owned())]);
}
