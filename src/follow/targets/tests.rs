//! Targets of small books, worked out by hand.

use super::cover::part;
use super::*;
use crate::analyse::analyse;
use crate::cube::fixture::{book, by, day, lines};
use crate::follow::owners;
use crate::model::companion::{Companion, RowPlace, TableAudit, TableKind, Target, Who};
use crate::model::{Texts, Words};

fn period(label: &str) -> Period {
    Period::parse(label, 1).unwrap()
}

fn units(units: i64) -> Money {
    Money::from_raw(units * Money::PER_UNIT)
}

/// Reads lines of `period,owner,customer,amount`.
fn targets(text: &str, orders: &Orders) -> Targets {
    let row = |line: &str| {
        let parts: Vec<&str> = line.trim().split(',').collect();
        let client = orders.clients.iter().position(|client| client.key == parts[2]).map(|at| at as u32);
        let who = Who { text: parts[2].into(), id: None, key: parts[2].into(), client };
        Target {
            at: RowPlace::default(),
            period: period(parts[0]),
            owner: Some(parts[1].to_owned()).filter(|owner| !owner.is_empty()),
            customer: Some(who).filter(|who| !who.text.is_empty()),
            amount: units(parts[3].parse().unwrap()),
        }
    };
    let audit = TableAudit::empty(TableKind::Targets);
    Companion { rows: text.lines().filter(|line| !line.trim().is_empty()).map(row).collect(), audit }
}

/// 100 on the 15th of each month from January to June of 2025: odd months by a and Li, even ones by b and Wang.
fn half_a_year() -> Orders {
    let text: String =
        (1..=6).map(|month| format!("{},2025-{month:02}-15,100\n", if month % 2 == 1 { "a" } else { "b" })).collect();
    let mut orders = book(&lines(&text), day("2025-06-30"));
    let values: Words = ["Li", "Wang "].into_iter().collect();
    let codes = vec![0, 1, 0, 1, 0, 1];
    orders.texts.insert("owner".into(), Texts { values: values.into(), codes });
    orders
}

fn frame(text: &str, label: &str, to: &str) -> Frame {
    let orders = half_a_year();
    let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
    let targets = targets(text, &orders);
    let (companions, rules) = (Companions::default(), Rules::default());
    let reached = Reached { cube: &cube, orders: &orders, companions: &companions, rules: &rules, part: false };
    Desk::new(&targets, &reached).frame(period(label), day(to))
}

#[test]
fn months_make_a_quarter_and_days_without_a_target_are_left_out() {
    let frame = frame("2025-01,,,90\n2025-02,,,110", "2025Q1", "2025-03-31");
    let book = frame.book().unwrap();
    assert_eq!((book.target, book.due, book.actual), (units(200), units(200), Some(units(200))));
    assert_eq!(book.gaps, [(day("2025-03-01"), day("2025-03-31"))]);
    assert_eq!(book.share(), Some(1.0));
}

#[test]
fn of_targets_that_overlap_the_longest_counts_and_equal_ones_add_up() {
    let one = frame("2025Q1,,,400\n2025-02,,,999\n2025Q1,,,50", "2025Q1", "2025-03-31");
    assert_eq!((one.book().unwrap().target, one.book().unwrap().gaps.len()), (units(450), 0));
    let year = frame("2025Q1,,,400\n2025-02,,,999\n2025-05,,,60", "2025", "2025-06-30");
    let book = year.book().unwrap();
    assert_eq!((book.target, book.actual), (units(460), Some(units(400))));
    let gaps = [("2025-04-01", "2025-04-30"), ("2025-06-01", "2025-12-31")].map(|(from, to)| (day(from), day(to)));
    assert_eq!(book.gaps, gaps);
}

/// By hand: of 910 for the 91 days of the quarter, 300 are due after 30.
#[test]
fn a_target_that_is_under_way_is_due_by_its_days() {
    let frame = frame("2025Q2,,,910", "2025Q2", "2025-04-30");
    let book = frame.book().unwrap();
    assert_eq!((book.due, book.actual), (units(300), Some(units(100))));
    assert!(book.lags(0.5) && !book.lags(0.7) && (frame.elapsed() - 30.0 / 91.0).abs() < 1e-12);
    assert_eq!(
        [(1, 1, 2), (3, 1, 2), (-3, 1, 2), (7, 2, 2)].map(|(raw, passed, days)| part(
            Money::from_raw(raw),
            passed,
            days
        )
        .raw()),
        [0, 2, -2, 7]
    );
}

#[test]
fn owners_and_customers_have_what_is_theirs_and_make_the_book_where_it_has_none() {
    let frame =
        frame("2025Q2,Li,,150\n2025Q2,wang,,200\n2025Q2,Zhao,,70\n2025Q2,,b,300\n2025Q2,,c,20", "2025Q2", "2025-06-30");
    let told: Vec<_> =
        frame.aims.iter().map(|aim| (aim.target.raw() / 10_000, aim.actual.unwrap().raw() / 10_000)).collect();
    // The book, Wang, Li, Zhao whom nobody knows, b, and c which the orders do not have.
    assert_eq!(told, [(420, 300), (200, 200), (150, 100), (70, 0), (300, 200), (20, 0)]);
    assert_eq!(frame.aims[0].scope, Scope::Book { from: From::Owners });
    assert_eq!(frame.aims[3].scope, Scope::Owner { name: "Zhao".into(), known: false });
    assert_eq!(frame.owner("WANG").map(|aim| aim.target), Some(units(200)));
    assert_eq!(frame.customer(1).map(|aim| aim.target), Some(units(300)));
}

#[test]
fn a_book_that_is_a_part_has_no_target_of_the_whole() {
    let orders = half_a_year();
    let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
    let targets = targets("2025Q2,,,400\n2025Q2,Li,,150", &orders);
    let (companions, rules) = (Companions::default(), Rules::default());
    let reached = Reached { cube: &cube, orders: &orders, companions: &companions, rules: &rules, part: true };
    let frame = Desk::new(&targets, &reached).frame(period("2025Q2"), day("2025-06-30"));
    assert_eq!((frame.book(), frame.aims.len()), (None, 1));
}

/// By hand. Second quarter: an order of 100 that Li and Wang share 60 : 40, and one of 50 of Wang's. So Li has 60 of 120, Wang 90 of
/// 100, the same in the targets and in the books.
#[test]
fn an_order_that_two_share_counts_by_their_parts_in_targets_and_books_alike() {
    let mut orders = book(&lines("a,2025-01-15,10\na,2025-04-15,100\nb,2025-05-15,50"), day("2025-06-30"));
    let mut named = |column: &str, texts: [&str; 3]| {
        let values: Words = texts.into_iter().collect();
        orders.texts.insert(column.into(), Texts { values: values.into(), codes: vec![0, 1, 2] });
    };
    named("owner", ["Li", "Li", "Wang"]);
    named("partner", ["", "Wang", ""]);
    named("split", ["", "60/40", ""]);
    let [co_owner, owner_share] = ["partner", "split"].map(|name| Some(name.to_owned()));
    let rules = Rules { calendar: by(Grain::Quarter), co_owner, owner_share, ..Rules::default() };
    let cube = Cube::new(&orders, rules.calendar).unwrap();
    let analysis = analyse(&cube, &rules).unwrap();
    let targets = targets("2025Q2,li,,120\n2025Q2,Wang,,100\n2025Q2,Zhao,,70", &orders);
    let companions = Companions::default();
    let reached = Reached { cube: &cube, orders: &orders, companions: &companions, rules: &rules, part: false };
    let aims = aims(&targets, &analysis, &reached);
    let frame = aims.of(period("2025Q2")).unwrap();
    let told: Vec<_> = frame.owners().map(|(name, aim)| (name, aim.actual, aim.share())).collect();
    let expected = [("li", Some(units(60)), Some(0.5)), ("Wang", Some(units(90)), Some(0.9))];
    assert_eq!(told, [expected[0], expected[1], ("Zhao", Some(units(0)), Some(0.0))]);
    let books = owners((&cube, &orders), &analysis, &companions, (&rules, Some(&aims))).unwrap().unwrap().books;
    let books: Vec<_> =
        books.iter().map(|book| (book.name.as_str(), book.lines.closing, book.target, book.of_target)).collect();
    let expected = [
        ("Wang", units(90), Some(units(100)), Some(0.9)),
        ("Li", units(60), Some(units(120)), Some(0.5)),
        ("Zhao", units(0), Some(units(70)), Some(0.0)),
    ];
    assert_eq!(books, expected);
}

#[test]
fn owners_that_come_to_another_sum_than_the_book_are_told() {
    let sum = |text: &str| frame(text, "2025Q2", "2025-06-30").owners_sum;
    assert_eq!(sum("2025Q2,,,400\n2025Q2,Li,,150\n2025Q2,Wang,,200"), Some(units(350)));
    assert_eq!(sum("2025Q2,,,350\n2025Q2,Li,,150\n2025Q2,Wang,,200"), None);
    assert_eq!(sum("2025Q2,,,400\n2025-04,Li,,150"), None, "other days");
}
