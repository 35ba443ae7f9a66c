//! Books of small companies, worked out by hand.

use super::*;
use crate::analyse::analyse;
use crate::cube::fixture::{book, by, day, lines};
use crate::model::companion::{Companion, FollowUp, RowPlace, TableAudit, TableKind, Who};
use crate::model::{Grain, Texts, Words};

/// Reads lines of `customer,day,amount,owner`, and of a log `customer,day,next`; tells the books as of 30 June 2025, by quarter.
fn told(text: &str, log: &str) -> (Owners, Vec<String>) {
    let rows: Vec<(&str, &str)> = text.lines().filter_map(|line| line.trim().rsplit_once(',')).collect();
    let plain: Vec<&str> = rows.iter().map(|(line, _)| *line).collect();
    let mut orders = book(&lines(&plain.join("\n")), day("2025-06-30"));
    let values: Words = rows.iter().map(|(_, owner)| *owner).collect();
    let codes = (0..rows.len() as u32).collect();
    orders.texts.insert("owner".into(), Texts { values: values.into(), codes });
    let talk = |line: &str| {
        let parts: Vec<&str> = line.trim().split(',').collect();
        let client = orders.clients.iter().position(|client| client.key == parts[0]).map(|at| at as u32);
        FollowUp {
            at: RowPlace::default(),
            day: day(parts[1]),
            customer: Who { client, ..Who::default() },
            who: None,
            channel: None,
            said: None,
            reason: None,
            outcome: None,
            next: Some(parts[2]).filter(|next| !next.is_empty()).map(day),
            other: Vec::new(),
        }
    };
    let rows = log.lines().map(talk).collect();
    let follow_ups = Some(Companion { rows, audit: TableAudit::empty(TableKind::FollowUps) });
    let companions = Companions { follow_ups, ..Companions::default() };
    let rules = Rules { calendar: by(Grain::Quarter), ..Rules::default() };
    let cube = Cube::new(&orders, rules.calendar).unwrap();
    let analysis = analyse(&cube, &rules).unwrap();
    let keys = cube.customers.iter().map(|customer| customer.key.clone()).collect();
    (owners((&cube, &orders), &analysis, &companions, (&rules, None)).unwrap().unwrap(), keys)
}

fn units(units: i64) -> Money {
    Money::from_raw(units * Money::PER_UNIT)
}

/// By hand. a changed hands 47 days before as-of, b 122 days: it bought nothing in the 122 days before. c went back and forth.
#[test]
fn a_customer_that_changed_hands_is_told_what_became_of_it_after_sixty_days() {
    let text = "a,2024-08-01,100,Li\na,2025-05-15,50,Wang\nb,2024-09-01,100,Li\nb,2025-03-01,150,Wang\n\
        c,2024-08-01,9,Li\nc,2024-10-01,9,Wang\nc,2025-04-01,9,Li";
    let (found, keys) = told(text, "");
    let told: Vec<_> =
        found.transfers.iter().map(|one| (keys[one.customer].as_str(), one.days, one.became, one.after)).collect();
    assert_eq!(told, [("b", 122, AfterTransfer::Grew, units(150)), ("a", 47, AfterTransfer::Early, units(50))]);
    let wang = found.books.iter().find(|book| book.name == "Wang").unwrap();
    assert_eq!((wang.transfers_in, wang.transfers_out), (2, 0));
}

/// By hand: a was to be spoken to today, b yesterday, and c on a day after which somebody did.
#[test]
fn a_promise_is_missed_from_the_day_after_it_unless_somebody_kept_it() {
    let text = "a,2025-02-01,5,Li\nb,2025-02-01,5,Li\nc,2025-02-01,5,Li\na,2025-05-01,5,Li";
    let log = "a,2025-06-01,2025-06-30\nb,2025-06-01,2025-06-29\nc,2025-06-01,2025-06-10\nc,2025-06-15,";
    assert_eq!(told(text, log).0.books[0].promises, Some(1));
}

/// By hand: a came in the 12 months before the quarter, with 40 in its first quarter and 60 now; b two years before that.
#[test]
fn new_customers_of_the_year_before_are_told_with_what_they_grew_to() {
    let text = "z,2022-01-05,1,Li\nb,2023-05-01,30,Li\nb,2025-04-01,30,Li\na,2024-05-01,40,Li\na,2025-04-01,60,Li";
    let grown = told(text, "").0.books[0].grown;
    assert_eq!(grown, Grown { customers: 1, first: units(40), now: units(60), active: 1 });
}

/// By hand: a ordered every ten days up to 1 April and is overdue; b orders on.
#[test]
fn overdue_are_those_that_their_own_cadence_says() {
    let mut text = String::new();
    for month in 1..=6 {
        for at in [1, 11, 21] {
            text += &format!("b,2025-0{month}-{at:02},5,Li\n");
            if month < 4 || (month == 4 && at == 1) {
                text += &format!("a,2025-0{month}-{at:02},7,Li\n");
            }
        }
    }
    let overdue = told(&text, "").0.books[0].overdue;
    assert_eq!((overdue.n, overdue.amount), (1, units(70)));
}
