//! Shuffling rows, splitting files and renaming files change no figure.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// Lines that are all different, so that no split makes one a repeated line.
fn lines() -> impl Strategy<Value = Vec<String>> {
    let line = (0..6_u32, 0..400_i32, -50_000..900_000_i64, 0..10_u32).prop_map(|(customer, day, cents, flaw)| {
        let date = Day::from_number(19_000 + day).to_string();
        let (customer, date) = match flaw {
            0 => (String::new(), date),
            1 => (format!("Customer {customer}."), "31/31/2021".to_string()),
            2 => (format!("CUSTOMER  {customer}"), date.replace('-', "/")),
            _ => (format!("Customer {customer}"), date),
        };
        format!("{customer}|{date}|{}.{:02}", cents / 100, cents.abs() % 100)
    });
    prop::collection::vec(line, 5..60).prop_map(|lines| {
        let numbered = |(at, line): (usize, String)| format!("{}|{line}", at + 1);
        lines.into_iter().enumerate().map(numbered).collect()
    })
}

fn table(file: &str, lines: &[String]) -> Made {
    let lines: Vec<&str> = ["order|customer|date|amount"].into_iter().chain(lines.iter().map(String::as_str)).collect();
    Made::file(file, &lines)
}

/// What must not change: rows and money by reason, and the net amount per customer and day.
fn figures(tables: &[Made]) -> Option<String> {
    let cleaned = cleaned(tables, &InputOptions::default()).ok()?;
    let orders = &cleaned.orders;
    let mut sums: BTreeMap<(&str, i32), i64> = BTreeMap::new();
    for ((client, day), amount) in orders.client.iter().zip(&orders.day).zip(&orders.amount) {
        *sums.entry((&orders.clients[*client as usize].key, *day)).or_default() += amount;
    }
    let audit = &cleaned.audit;
    Some(format!("{:?} {:?} {:?} {:?} {sums:?}", orders.span, audit.read(), audit.used(), audit.by_reason()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn order_and_split_of_rows_change_no_total(
        lines in lines(),
        shuffled in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let whole = figures(&[table("a.csv", &lines)]);
        let mut turned = lines.clone();
        turned.rotate_left(shuffled.index(lines.len()));
        turned.reverse();
        prop_assert_eq!(&whole, &figures(&[table("a.csv", &turned)]));
        let (one, two) = lines.split_at(cut.index(lines.len()));
        if figures(&[table("1.csv", one)]).is_some() && figures(&[table("2.csv", two)]).is_some() {
            prop_assert_eq!(&whole, &figures(&[table("1.csv", one), table("2.csv", two)]));
            prop_assert_eq!(&whole, &figures(&[table("2.csv", two), table("1.csv", one)]));
        }
    }

    #[test]
    fn a_file_given_twice_under_two_names_counts_once(lines in lines()) {
        let once = cleaned(&[table("a.csv", &lines)], &InputOptions::default());
        let twice = cleaned(&[table("a.csv", &lines), table("b.csv", &lines)], &InputOptions::default());
        if let (Ok(once), Ok(twice)) = (once, twice) {
            prop_assert_eq!(once.audit.used(), twice.audit.used());
        }
    }
}
