//! Who is left alone, sleeps, or could be let go, of a book worked out by hand.

use super::*;
use crate::analyse::{analyse, classify};
use crate::cube::fixture::{book, by, day, lines};
use crate::model::companion::{Companion, FollowUp, RowPlace, TableAudit, TableKind, Who};
use crate::model::{Grain, Rules};

/// As of 30 June 2025; big is class A, all others C. credits gave 15 of 100 back; talks took three contacts for one order, calls three for two;
/// grows gave 20 of 80 back and grows; young did, too, and came 20 months ago; asleep bought 500 long before its last year.
const BOOK: &str = "asleep,2021-01-01,500\nasleep,2023-01-05,30\n\
    big,2022-01-01,100000\nbig,2023-08-01,100000\nbig,2024-08-01,100000\n\
    credits,2022-01-01,100\ncredits,2023-08-01,100\ncredits,2024-08-01,100\ncredits,2024-09-01,-15\n\
    talks,2022-01-01,60\ntalks,2023-08-01,60\ntalks,2024-08-01,50\n\
    calls,2022-01-01,60\ncalls,2023-08-01,60\ncalls,2024-08-01,25\ncalls,2024-09-01,25\n\
    grows,2022-01-01,50\ngrows,2023-08-01,50\ngrows,2024-08-01,80\ngrows,2024-09-01,-20\n\
    young,2023-11-01,100\nyoung,2024-08-01,80\nyoung,2024-09-01,-20";

fn units(units: i64) -> Money {
    Money::from_raw(units * Money::PER_UNIT)
}

#[test]
fn each_is_listed_for_what_its_own_figures_say() {
    let orders = book(&lines(BOOK), day("2025-06-30"));
    let talk = |key: &str, on: &str| FollowUp {
        at: RowPlace::default(),
        day: day(on),
        customer: Who {
            client: orders.clients.iter().position(|client| client.key == key).map(|at| at as u32),
            ..Who::default()
        },
        who: None,
        channel: None,
        said: None,
        reason: None,
        outcome: None,
        next: None,
        other: Vec::new(),
    };
    let days = ["2024-10-01", "2024-12-01", "2025-02-01"];
    let rows = ["talks", "calls"].iter().flat_map(|key| days.map(|on| talk(key, on))).collect();
    let follow_ups = Some(Companion { rows, audit: TableAudit::empty(TableKind::FollowUps) });
    let companions = Companions { follow_ups, ..Companions::default() };
    let rules = Rules { calendar: by(Grain::Quarter), ..Rules::default() };
    let cube = Cube::new(&orders, rules.calendar).unwrap();
    let analysis = analyse(&cube, &rules).unwrap();
    let standings = classify(&cube, &analysis, &rules);
    let found = candidates(&Scene {
        cube: &cube,
        orders: &orders,
        companions: &companions,
        analysis: &analysis,
        standings: &standings,
        profits: None,
    });
    let key = |customer: usize| cube.customers[customer].key.as_str();
    let let_go: Vec<_> = found.let_go.iter().map(|one| (key(one.customer), one.burdens.as_slice())).collect();
    let (talks, credits) = (Burden::Contacts { contacts: 3, orders: 1 }, Burden::Credits { share: 0.15 });
    assert_eq!(let_go, [("talks", &[talks][..]), ("credits", &[credits][..])]);
    // talks and calls were spoken to 149 days ago.
    let alone: Vec<_> = found.alone.iter().map(|one| (key(one.customer), one.window)).collect();
    assert_eq!(alone, [("credits", units(85)), ("grows", units(60)), ("young", units(60))]);
    let [asleep] = found.dormant.as_slice() else { panic!("{:?}", found.dormant) };
    assert_eq!((asleep.year, asleep.products.first().map(|one| one.1)), (units(30), Some(units(30))));
}
