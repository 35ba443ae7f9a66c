//! Rates: each message with what brings it about, the forms of files, and the account of a conversion.

use super::*;
use crate::clean::rates::from_table;
use crate::model::problem::Kind;
use crate::model::{Lang, Local, Money, Quote};
use crate::report::words::message;

const ORDERS: [&str; 5] = [
    "customer|date|amount|currency",
    "A|2024-01-05|100|USD",
    "A|2024-01-08|30|CNY",
    "B|2024-01-12|-50|USD",
    "B|2024-01-12|0.0001|EUR",
];

const RATES: [&str; 5] =
    ["date|currency|rate", "2024-01-05|USD|7.1", "2024-01-05|EUR|7.75", "2024-01-10|USD|7.2", "2024-01-12|EUR|7.75"];

fn options(rates_are: Option<Quote>, base: &str) -> InputOptions {
    InputOptions { rates: Some("rates.csv".into()), rates_are, base: Some(base.into()), ..InputOptions::default() }
}

fn base_per_unit() -> InputOptions {
    options(Some(Quote::BasePerUnit), "CNY")
}

/// Cleans orders with a table of rates.
fn converted(orders: &[&str], rates: &[&str], input: &InputOptions) -> Result<Cleaned, Failure> {
    let rates = Made::file("rates.csv", rates);
    let base = input.base.clone().unwrap();
    let rates = Some(from_table(&rates, input, &base, &NoProgress)?);
    let mut input = input.clone();
    input.today = Day::from_ymd(2030, 1, 1);
    let wants = Wants::ALL;
    let orders = Made::file("a.csv", orders);
    Cleaning { input: &input, calendar: QUARTERS, wants, aliases: Aliases::default(), rates, joins: Joins::default() }
        .run(&[orders], &NoProgress)
}

/// Gives an error's exit code, its place, and its words in English; in Chinese it has as many parts.
fn told(orders: &[&str], rates: &[&str], input: &InputOptions) -> (u8, String, String) {
    let failure = converted(orders, rates, input).err().unwrap();
    let code = failure.exit_code();
    assert!(matches!(failure.0.kind, Kind::Clean(_)), "{failure}");
    let (en, zh) = (message(&failure.0, Lang::En), message(&failure.0, Lang::Zh));
    assert_eq!((en.detail.is_some(), en.hint.is_some()), (zh.detail.is_some(), zh.hint.is_some()));
    assert!(zh.text.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)), "{}", zh.text);
    let place = failure.0.place;
    let place = [place.file, place.cell].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let text = [Some(en.text), en.detail, en.hint].into_iter().flatten().collect::<Vec<_>>().join(" / ");
    (code, place, text)
}

#[test]
fn amounts_are_converted_at_the_rate_of_their_day_and_the_account_moves_with_them() {
    let found = converted(&ORDERS, &RATES, &base_per_unit()).unwrap();
    let orders = &found.orders;
    // 0.0001 x 7.75 = 0.000775, rounded to 0.0008.
    assert_eq!(orders.amount, [7_100_000, 300_000, -3_600_000, 8]);
    assert_eq!(orders.currency.as_deref(), Some("CNY"));
    let local = orders.local.as_ref().unwrap();
    assert_eq!(local.currencies, ["CNY", "EUR", "USD"]);
    assert_eq!(
        (&local.currency[..], &local.amount[..]),
        (&[2, Local::BASE, 2, 1][..], &[1_000_000, 300_000, -500_000, 1][..])
    );
    assert_eq!(found.audit.used().amount, orders.total());
    assert_eq!(found.audit.read().amount, orders.total());
    let account = found.audit.conversion.unwrap();
    let each: Vec<_> = account
        .currencies
        .iter()
        .map(|one| (one.currency.as_str(), one.rows, one.amount.raw(), one.converted.raw(), one.rows_at_earlier_rate))
        .collect();
    assert_eq!(each, [("CNY", 1, 300_000, 300_000, 0), ("EUR", 1, 1, 8, 0), ("USD", 2, 500_000, 3_500_000, 1)]);
    assert_eq!((account.rounded.rows, account.rounded.moved()), (1, "0.000025".into()));
    let usd = &account.currencies[2].rates[1];
    assert_eq!(
        (usd.day.to_string(), usd.rate_day.to_string(), usd.rate.as_str()),
        ("2024-01-12".into(), "2024-01-10".into(), "7.2")
    );
}

#[test]
fn rows_set_aside_need_no_rate_and_stand_as_written() {
    let orders = [
        "customer|date|amount|currency",
        "A|2024-01-05|100|USD",
        "|2024-01-05|11|GBP",
        "A|soon|12|USD",
        "A|2024-02-20|13|USD",
        "Total||113|",
    ];
    let input = InputOptions { until: Day::from_ymd(2024, 1, 31), ..base_per_unit() };
    let found = converted(&orders, &RATES, &input).unwrap();
    assert_eq!(found.audit.used().amount, Money::from_raw(7_100_000));
    let aside: Vec<_> = found.audit.rows.iter().map(|row| row.amount.raw() / 10_000).collect();
    assert_eq!(aside, [11, 12, 13, 113]);
    assert_eq!(found.audit.read().amount, found.audit.used().amount + found.audit.set_aside().amount);
    // The total row says what stands in the file, and is compared with that.
    assert!(!found.problems.iter().any(|problem| format!("{:?}", problem.kind).contains("TotalDisagrees")));
}

#[test]
fn one_currency_can_be_kept_and_converted() {
    let input = InputOptions { currency: Some("usd".into()), ..base_per_unit() };
    let found = converted(&ORDERS, &RATES, &input).unwrap();
    assert_eq!(found.orders.amount, [7_100_000, -3_600_000]);
    assert_eq!(found.audit.set_aside().n, 2);
}

#[test]
fn rows_without_a_currency_are_in_the_only_one_that_others_name_or_an_error() {
    let one = ["customer|date|amount|currency", "A|2024-01-05|100|USD", "A|2024-01-05|10|"];
    let found = converted(&one, &RATES, &base_per_unit()).unwrap();
    assert_eq!(found.orders.amount, [7_100_000, 710_000]);
    assert!(found.problems.iter().any(|problem| format!("{:?}", problem.kind).contains("UnnamedCurrency")));
    let two = ["customer|date|amount|currency", "A|2024-01-05|100|USD", "A|2024-01-05|10|", "A|2024-01-05|10|EUR"];
    let words = "1 row (10.00) names no currency, so that nobody knows what to convert to CNY / name their currency in the file, or leave them out with `--exclude currency=`";
    assert_eq!(told(&two, &RATES, &base_per_unit()), (2, "a.csv D3".into(), words.into()));
    let (code, place, words) = told(&["customer|date|amount", "A|2024-01-05|100"], &RATES, &base_per_unit());
    assert_eq!((code, place.as_str()), (2, "a.csv C2"));
    assert!(
        words.ends_with(
            "/ `--map currency=…` names the column; without `--rates` and `--base` amounts stand as they are"
        ),
        "{words}"
    );
}

#[test]
fn files_that_hold_no_rates_are_refused() {
    let (code, place, words) = told(&ORDERS, &["Datum|Kurs", "2024-01-05|7.1"], &base_per_unit());
    assert_eq!((code, place.as_str()), (2, "rates.csv"));
    assert!(
        words.starts_with(
            "expected the columns date, currency and rate, or date and one for each currency; found Datum, Kurs"
        ),
        "{words}"
    );
    assert!(told(&ORDERS, &["date|USD"], &base_per_unit()).2.contains("found no header"));
}

#[test]
fn rates_that_can_be_either_are_refused_and_rates_of_one_need_no_direction() {
    let (code, place, words) = told(&ORDERS, &RATES, &options(None, "CNY"));
    assert_eq!((code, place.as_str()), (2, "rates.csv"));
    assert_eq!(
        words,
        "7.75 for EUR on 2024-01-05 can mean 1 EUR = 7.75 CNY or 1 CNY = 7.75 EUR / `--rates-are base-per-unit` reads 1 EUR = 7.75 CNY, `--rates-are units-per-base` reads 1 CNY = 7.75 EUR"
    );
    let ones = ["date|CNY|USD|EUR", "2024-01-05|1|1.00|1", "2024-01-12|1|1|1"];
    let found = converted(&ORDERS, &ones, &options(None, "CNY")).unwrap();
    assert_eq!(found.orders.amount, [1_000_000, 300_000, -500_000, 1]);
}

#[test]
fn a_rate_that_is_none_is_an_error_with_its_cell() {
    for (rates, cell, words) in [
        (["date|currency|rate", "2024-01-05|USD|0"], "rates.csv C2", "expected a rate above zero for USD, found \"0\""),
        (
            ["date|currency|rate", "2024-01-05|USD|-7.1"],
            "rates.csv C2",
            "expected a rate above zero for USD, found \"-7.1\"",
        ),
        (
            ["date|currency|rate", "2024-01-05|USD|n/a"],
            "rates.csv C2",
            "expected a rate above zero for USD, found \"n/a\"",
        ),
        (
            ["date|EUR|USD", "2024-01-05|7.8|closed"],
            "rates.csv C2",
            "expected a rate above zero for USD, found \"closed\"",
        ),
        (["date|currency|rate", "today|USD|7.1"], "rates.csv A2", "expected the date of a rate, found \"today\""),
        (["date|currency|rate", "|USD|7.1"], "rates.csv A2", "a rate stands beside no date"),
        (["date|currency|rate", "2024-01-05||7.1"], "rates.csv C2", "the rate 7.1 stands beside no currency"),
    ] {
        let found = told(&ORDERS, &rates, &base_per_unit());
        assert_eq!((found.0, found.1.as_str()), (1, cell), "{rates:?}");
        assert!(found.2.starts_with(words), "{}", found.2);
    }
}

#[test]
fn two_rates_of_one_day_are_refused_where_they_differ() {
    let same = [&RATES[..], &["2024-01-05|us$|7.10"]].concat();
    assert!(converted(&ORDERS, &same, &base_per_unit()).is_ok());
    let differ = [&RATES[..], &["2024-01-05|美元|7.11"]].concat();
    let words = "USD has two rates on 2024-01-05, 7.1 and 7.11 / keep one of the two";
    assert_eq!(told(&ORDERS, &differ, &base_per_unit()), (1, "rates.csv C6".into(), words.into()));
}

#[test]
fn a_currency_or_a_day_without_a_rate_is_an_error_with_its_rows_and_money() {
    let none = [RATES[0], RATES[1], RATES[3]];
    let (code, place, words) = told(&ORDERS, &none, &base_per_unit());
    assert_eq!((code, place.as_str()), (1, "rates.csv"));
    assert!(words.starts_with("there are no rates for EUR (1 row, 0.0001); there are some for USD / "), "{words}");
    // Seven days are not too old, eight are.
    let orders =
        ["customer|date|amount|currency", "A|2024-01-17|100|USD", "A|2024-01-18|100|USD", "A|2024-01-19|5|USD"];
    let words = "rates.csv has no rate of USD for 2024-01-18 and 1 more day; the latest before is of 2024-01-10, and one of more than 7 days ago is none / 2 rows in USD (105.00) cannot be converted / add the rates of these days; no later rate and no guess stands in";
    assert_eq!(told(&orders, &RATES, &base_per_unit()), (1, "a.csv B3".into(), words.into()));
    let early = ["customer|date|amount|currency", "A|2024-01-04|100|USD"];
    assert!(told(&early, &RATES, &base_per_unit()).2.contains("for 2024-01-04; there is none before"));
}

#[test]
fn a_cross_rate_goes_through_the_files_base_and_needs_both_rates() {
    let rates = ["date|USD|CNY|EUR", "2024-01-05|1|7.1|0.9", "2024-01-12|1|7.2|0.9"];
    let found = converted(&ORDERS, &rates, &options(Some(Quote::UnitsPerBase), "CNY")).unwrap();
    // EUR to CNY: 7.2 / 0.9 = 8.
    assert_eq!(found.orders.amount, [7_100_000, 300_000, -3_600_000, 8]);
    assert_eq!(found.audit.conversion.unwrap().currencies[1].rates[0].base_rate.as_deref(), Some("7.2"));
    // What the rates are in is 1 on every day, listed or not.
    let once = ["date|USD|CNY|EUR", "2024-01-02|1||", "2024-01-05||7.1|0.9", "2024-01-12||7.2|0.9"];
    let again = converted(&ORDERS, &once, &options(Some(Quote::UnitsPerBase), "CNY")).unwrap();
    assert_eq!(again.orders.amount, found.orders.amount);
    let gap = ["date|USD|CNY|EUR", "2024-01-05|1|7.1|0.9", "2024-01-12|1||0.9", "2024-01-13|1|7|0.9"];
    assert!(converted(&ORDERS, &gap, &options(Some(Quote::UnitsPerBase), "CNY")).is_ok());
    let old = ["date|USD|CNY|EUR", "2024-01-04|1|7.1|0.9", "2024-01-12|1||0.9"];
    let words = told(&ORDERS, &old, &options(Some(Quote::UnitsPerBase), "CNY")).2;
    assert!(
        words.starts_with("rates.csv has no rate of CNY for 2024-01-12; the latest before is of 2024-01-04"),
        "{words}"
    );
    let (code, _, words) = told(&ORDERS, &rates, &options(Some(Quote::UnitsPerBase), "GBP"));
    assert_eq!(code, 2);
    assert!(
        words.starts_with("the rates are in USD, which is 1 on all days, and there are none for GBP to convert to"),
        "{words}"
    );
}

#[test]
fn rates_with_more_digits_than_can_be_reckoned_with_are_refused() {
    let long = "0.000000000000000000012345678901234567";
    let rates = ["date|USD|CNY|EUR".to_owned(), format!("2024-01-05|1|{long}|1234567890123456789")];
    let rates: Vec<&str> = rates.iter().map(String::as_str).collect();
    let orders = ["customer|date|amount|currency", "A|2024-01-05|100|EUR"];
    let found = converted(&orders, &rates, &options(Some(Quote::UnitsPerBase), "CNY"));
    assert!(found.is_err());
}

#[test]
fn converted_amounts_beyond_what_can_be_summed_are_refused() {
    let orders = ["customer|date|amount|currency", "A|2024-01-05|90000000000000|USD"];
    let (code, _, words) = told(&orders, &RATES, &base_per_unit());
    assert_eq!(code, 1);
    assert!(words.starts_with("the amounts, without their signs, add up to more than"), "{words}");
}

#[test]
fn a_column_in_two_readings_is_settled_by_the_options_of_the_orders() {
    let rates = ["date|currency|rate", "01/05/2024|USD|7.1", "01/05/2024|EUR|7.75", "01/12/2024|EUR|7.75"];
    let open = converted(&ORDERS, &rates[..3], &base_per_unit()).err().unwrap();
    assert!(format!("{open}").contains("AmbiguousDates"));
    let input = InputOptions { date_format: Some("month/day/year".into()), ..base_per_unit() };
    assert!(converted(&ORDERS[..3], &rates, &input).is_ok());
}
