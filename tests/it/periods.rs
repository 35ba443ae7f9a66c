//! Periods by words: which one a line of a crontab means on a given day.

use serde_json::Value;

use super::cli_book::{Shop, empty};

/// An order of 100 in each week from 2023-01-02 to 2025-08-31.
fn weekly() -> Shop {
    let shop = empty();
    let mut text = "Order,Date,Customer,Amount\n".to_owned();
    let months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (mut year, mut month, mut day, mut nth) = (2023, 1, 2, 0);
    while (year, month, day) <= (2025, 8, 31) {
        text += &format!("{nth},{year}-{month:02}-{day:02},Acme,100.00\n");
        (nth, day) = (nth + 1, day + 7);
        let long = months[month - 1] + i32::from(month == 2 && year == 2024);
        if day > long {
            (day, month) = (day - long, month + 1);
        }
        if month > 12 {
            (month, year) = (1, year + 1);
        }
    }
    shop.write("orders.csv", &text);
    shop
}

/// Gives the period of a bridge, or the error's first line.
fn period(shop: &Shop, line: &str) -> String {
    let output = shop.command(&format!("bridge orders.csv --format json --lang en -q {line}")).output().unwrap();
    match serde_json::from_slice::<Value>(&output.stdout) {
        Ok(json) => json["bridges"][0]["period1"].as_str().unwrap_or_default().to_owned(),
        Err(_) => String::from_utf8(output.stderr).unwrap().lines().next().unwrap_or_default().to_owned(),
    }
}

#[test]
fn words_name_the_last_period_that_ended_by_as_of() {
    let shop = weekly();
    // Wednesday 2025-08-20: week 33 ended on Sunday the 17th.
    for (word, label) in [
        ("last-week", "2025-W33"),
        ("last-month", "2025-07"),
        ("last-quarter", "2025Q2"),
        ("last-half", "2025H1"),
        ("last-year", "2024"),
        ("last", "2025Q2"),
        ("上周", "2025-W33"),
        ("上月", "2025-07"),
        ("上季度", "2025Q2"),
        ("上个半年", "2025H1"),
        ("去年", "2024"),
    ] {
        assert_eq!(period(&shop, &format!("--as-of 2025-08-20 --period {word}")), label, "{word}");
    }
    assert_eq!(period(&shop, "--as-of 2025-08-20 --period last --by month"), "2025-07");
    // In fiscal years from April: the quarter from April to June, and the year to March.
    assert_eq!(period(&shop, "--as-of 2025-08-20 --fiscal-start 4 --period last-quarter"), "FY2026Q1");
    assert_eq!(period(&shop, "--as-of 2025-08-20 --fiscal-start 4 --period last-year"), "FY2025");
}

#[test]
fn the_current_period_is_told_once_it_has_ended_and_not_before() {
    let shop = weekly();
    assert_eq!(period(&shop, "--as-of 2025-07-31 --period this-month"), "2025-07");
    assert_eq!(period(&shop, "--as-of 2025-06-30 --period this-half"), "2025H1");
    assert_eq!(period(&shop, "--as-of 2025-08-17 --period 本周"), "2025-W33");
    assert_eq!(
        period(&shop, "--as-of 2025-08-20 --period this-quarter"),
        "error: 2025Q3 ends on 2025-09-30, and the reports speak from 2025-08-20"
    );
    assert_eq!(
        period(&shop, "--as-of 2025-08-20 --period 今年"),
        "error: 2025 ends on 2025-12-31, and the reports speak from 2025-08-20"
    );
}

/// By hand: Mondays of August 2025 up to the 20th are the 4th, 11th and 18th; of July, four.
#[test]
fn a_pivot_shows_the_current_period_as_far_as_it_has_come() {
    let shop = weekly();
    let total = |word: &str| {
        let line = format!("pivot orders.csv --rows customer --as-of 2025-08-20 --format json -q --period {word}");
        let output = shop.command(&line).output().unwrap();
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        (json["periods"][0].clone(), json["shown"]["amount"].clone())
    };
    assert_eq!(total("this-month"), ("2025-08".into(), "300.0000".into()));
    assert_eq!(total("本月"), ("2025-08".into(), "300.0000".into()));
    assert_eq!(total("last-month"), ("2025-07".into(), "400.0000".into()));
}

/// Without a day that is given, as-of follows the data: on 2025-09-03 the rows end in August, so August is the last month.
#[test]
fn as_of_follows_the_data_and_never_runs_beyond_today() {
    let shop = weekly();
    let on = |day: &str, word: &str| {
        let line = format!("bridge orders.csv --format json -q --period {word}");
        let output = shop.on(day, &line).output().unwrap();
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        (json["bridges"][0]["period1"].clone(), json["as_of"].clone())
    };
    assert_eq!(on("2025-09-03", "last-month"), ("2025-08".into(), "2025-08-31".into()));
    assert_eq!(on("2025-08-28", "last-month"), ("2025-07".into(), "2025-08-28".into()));
    assert_eq!(on("2026-01-15", "last-quarter"), ("2025Q2".into(), "2025-08-25".into()));
}
