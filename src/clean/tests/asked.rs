//! Columns that options ask for by name.

use super::*;
use crate::model::problem::{CleanProblem, Kind};
use crate::model::{Asked, Holds, Lang, Orders};
use crate::report::words;

fn asked(name: &str, holds: Holds) -> Asked {
    Asked { name: name.into(), option: "--rows", holds, optional: false }
}

fn with(columns: Vec<Asked>) -> InputOptions {
    InputOptions { columns, ..InputOptions::default() }
}

const LINES: [&str; 6] = [
    "客户|日期|金额|渠道|发货|运费",
    "甲|2024-01-05|10|线上|2024-01-09|1.50",
    "乙|2024-01-06|20|线下|待定|",
    "合计||30|线上||",
    "丙|2024-01-07|5||2024-02-01|2",
    "丁|2024-01-08|7|线上||x",
];

#[test]
fn asked_columns_hold_the_rows_that_count() {
    let columns = vec![asked("渠道", Holds::Text), asked("E", Holds::Day), asked("运费", Holds::Money)];
    let cleaned = cleaned(&[Made::file("a.csv", &LINES)], &with(columns)).unwrap();
    let orders = &cleaned.orders;
    assert_eq!(orders.amount, [100_000, 200_000, 50_000, 70_000]);
    let channel: Vec<Option<&str>> = (0..4).map(|row| orders.texts["渠道"].get(row)).collect();
    assert_eq!(channel, [Some("线上"), Some("线下"), None, Some("线上")]);
    let day = |y, m, d| Day::from_ymd(y, m, d).unwrap().number();
    assert_eq!(orders.dates["E"], [day(2024, 1, 9), i32::MIN, day(2024, 2, 1), i32::MIN]);
    assert_eq!(orders.moneys["运费"], [15_000, Orders::NO_QUANTITY, 20_000, Orders::NO_QUANTITY]);
    // What cannot be read is said with its cell.
    let told = |at: usize| {
        let unread =
            |problem: &&crate::model::Problem| matches!(problem.kind, Kind::Clean(CleanProblem::AskedUnread { .. }));
        let problem = cleaned.problems.iter().filter(unread).nth(at).unwrap();
        (problem.place.cell.clone().unwrap(), words::message(problem, Lang::En))
    };
    assert_eq!(told(0).0, "E3");
    assert_eq!(told(0).1.text, "`--rows` needs a date here, and cannot read \"待定\" as one");
    assert_eq!(told(0).1.detail.unwrap(), "1 of 3 values cannot; such rows are blank there");
    assert_eq!(told(1).0, "F6");
}

#[test]
fn a_column_that_no_file_has_is_an_error_with_the_nearest() {
    let failure = cleaned(&[Made::file("a.csv", &LINES)], &with(vec![asked("渠导", Holds::Text)])).unwrap_err();
    let message = words::message(&failure.0, Lang::Zh);
    assert_eq!(message.text, "`--rows` 要的「渠导」没有对应的列");
    assert_eq!(message.detail.unwrap(), "有这些列：客户、日期、金额、渠道、发货、运费");
    assert_eq!(failure.exit_code(), 2);
    let failure = cleaned(&[Made::file("a.csv", &LINES)], &with(vec![asked("owner", Holds::Text)])).unwrap_err();
    assert_eq!(words::message(&failure.0, Lang::En).hint.unwrap(), "say which column it is: `--map owner=COLUMN`");
}

#[test]
fn a_column_of_which_nothing_can_be_read_is_an_error() {
    let failure = cleaned(&[Made::file("a.csv", &LINES)], &with(vec![asked("渠道", Holds::Day)])).unwrap_err();
    let message = words::message(&failure.0, Lang::En);
    assert_eq!(message.text, "`--rows` needs a date here, and cannot read \"线上\" as one");
    assert_eq!((failure.0.place.cell.as_deref(), failure.exit_code()), (Some("D2"), 2));
}

#[test]
fn a_file_that_lacks_what_others_have_is_blank_there_and_said() {
    let other = Made::file("b.csv", &["客户|日期|金额", "戊|2024-02-01|9"]);
    let cleaned = cleaned(&[Made::file("a.csv", &LINES), other], &with(vec![asked("渠道", Holds::Text)])).unwrap();
    assert_eq!(cleaned.orders.texts["渠道"].get(4), None);
    let said = cleaned.problems.iter().find(
        |problem| matches!(&problem.kind, Kind::Clean(CleanProblem::AskedMissing { wanted }) if wanted == "渠道"),
    );
    assert_eq!(said.unwrap().place.file.as_deref(), Some("b.csv"));
    let none = vec![Asked { optional: true, ..asked("利润", Holds::Money) }];
    let other = Made::file("b.csv", &["客户|日期|金额", "戊|2024-02-01|9"]);
    let cleaned = super::cleaned(&[other], &with(none)).unwrap();
    assert_eq!(cleaned.orders.moneys["利润"], [Orders::NO_QUANTITY]);
}
