//! Status and quotas of small customer tables, worked out by hand.

use super::*;
use crate::analyse::analyse;
use crate::cube::fixture::{book, by, day, lines};
use crate::model::companion::{Companion, FollowUp, RowPlace, TableAudit, TableKind, Who};
use crate::model::{Grain, Rules};

/// Reads a customer table of `customer,owner,status,registered`, and tells it as of 30 June 2025.
fn told(text: &str, table: &str, log: &[(&str, &str)], limits: crate::model::Quotas) -> Quotas {
    let orders = book(&lines(text), day("2025-06-30"));
    let who = |key: &str| Who {
        text: key.into(),
        key: key.into(),
        client: orders.clients.iter().position(|client| client.key == key).map(|at| at as u32),
        ..Who::default()
    };
    let row = |(at, line): (usize, &str)| {
        let parts: Vec<&str> = line.trim().split(',').collect();
        MasterRow {
            at: RowPlace { row: at as u32 + 2, ..RowPlace::default() },
            customer: who(parts[0]),
            owner: Some(parts[1].to_owned()).filter(|owner| !owner.is_empty()),
            status: match parts[2] {
                "won" => Some(Status::Won),
                "engaged" => Some(Status::Engaged),
                "shared" => Some(Status::Shared),
                _ => None,
            },
            registered: Some(parts[3]).filter(|text| !text.is_empty()).map(day),
            ..MasterRow::default()
        }
    };
    let talk = |(key, on): &(&str, &str)| FollowUp {
        at: RowPlace::default(),
        day: day(on),
        customer: who(key),
        who: None,
        channel: None,
        said: None,
        reason: None,
        outcome: None,
        next: None,
        other: Vec::new(),
    };
    let customers = Companion {
        rows: table.lines().enumerate().map(row).collect(),
        audit: TableAudit::empty(TableKind::Customers),
    };
    let follow_ups = Companion { rows: log.iter().map(talk).collect(), audit: TableAudit::empty(TableKind::FollowUps) };
    let companions = Companions { customers: Some(customers), follow_ups: Some(follow_ups), ..Companions::default() };
    let rules = Rules { calendar: by(Grain::Quarter), quotas: limits, ..Rules::default() };
    let cube = Cube::new(&orders, rules.calendar).unwrap();
    let analysis = analyse(&cube, &rules).unwrap();
    quotas((&cube, &orders), &analysis, None, &companions, &rules).unwrap()
}

const ORDERS: &str =
    "w,2024-12-01,100\nw,2025-05-01,1000\nl,2025-01-11,100\nz,2025-02-01,50\ns,2025-02-01,30\nt,2025-02-01,20";

/// By hand: 31 May is 30 days before 30 June, 30 May 31.
#[test]
fn engaged_customers_are_quiet_after_more_days_than_the_limit() {
    let found = told(
        ORDERS,
        "p,Li,engaged,\nq,Li,engaged,",
        &[("p", "2025-05-31"), ("q", "2025-05-30")],
        crate::model::Quotas::default(),
    );
    let quiet: Vec<_> = found.quiet.iter().map(|one| (one.key.as_str(), one.days)).collect();
    assert_eq!(quiet, [("q", Some(31))]);
}

/// By hand: w had ordered before it was registered; l ordered ten days after; p has not ordered.
#[test]
fn one_that_had_ordered_before_was_not_won_by_being_engaged() {
    let table = "w,Li,won,2025-01-01\nl,Li,won,2025-01-01\np,Li,engaged,2025-01-01";
    let li = told(ORDERS, table, &[], crate::model::Quotas::default()).owners.remove(0);
    assert_eq!((li.registered, li.became_won, li.rate, li.median_days), (2, 1, Some(0.5), Some(10.0)));
}

#[test]
fn whoever_has_more_shared_customers_than_the_limit_sits_on_them() {
    let limits = crate::model::Quotas { shared: Some(2), ..crate::model::Quotas::default() };
    let table = "a,Li,shared,\nb,Li,shared,\nc,Wang,shared,\nd,Wang,shared,\ne,Wang,shared,";
    let crowded: Vec<bool> = told(ORDERS, table, &[], limits).owners.iter().map(|one| one.crowded).collect();
    assert_eq!(crowded, [false, true]);
}

/// By hand. Wang holds 1,100 (w), Li 100 (l), Zhao 50 (z): the median is 100, so Zhao is given, and nobody what it sits on already. With an
/// engaged customer and a quota of one there is no room.
#[test]
fn shared_customers_go_to_those_below_the_median_within_their_quota() {
    let table = "w,Wang,won,\nl,Li,won,\nz,Zhao,won,\ns,Zhao,shared,\nt,Wang,shared,";
    let found = told(ORDERS, table, &[], crate::model::Quotas::default()).handover;
    let list: Vec<_> = found.list.iter().map(|one| (one.key.as_str(), one.to.as_str())).collect();
    assert_eq!((list, found.median), (vec![("t", "Zhao")], Some(Money::from_raw(100 * Money::PER_UNIT))));
    let limits = crate::model::Quotas { engaged: Some(1), ..crate::model::Quotas::default() };
    let full = format!("{table}\np,Zhao,engaged,");
    assert_eq!(told(ORDERS, &full, &[], limits).handover.list.len(), 0);
}

#[test]
fn two_that_registered_on_one_day_were_both_first() {
    let first = |table: &str| {
        let claimed = told(ORDERS, table, &[], crate::model::Quotas::default()).claimed;
        claimed.iter().map(|one| one.first_known).collect::<Vec<_>>()
    };
    assert_eq!(first("w,Li,won,2025-01-01\nw,Wang,won,2025-01-02"), [true]);
    assert_eq!(first("w,Li,won,2025-01-01\nw,Wang,won,2025-01-01"), [false]);
}
