//! One case for each error, and for the warnings that `rows` does not see.

use super::*;
use crate::model::problem::{CleanProblem, Kind, ReadProblem, SettingsProblem};
use crate::model::{Day, Field, Filter, Lang, Mapping, Severity};
use crate::report::words;

fn fails(lines: &[&str], input: &InputOptions) -> Failure {
    match cleaned(&[Made::file("a.csv", lines)], input) {
        Ok(cleaned) => cleaned.refused.unwrap(),
        Err(failure) => failure,
    }
}

/// The message in English and Chinese; neither may show how the program names things.
fn told(failure: &Failure) -> (String, String) {
    let en = words::message(&failure.0, Lang::En);
    let zh = words::message(&failure.0, Lang::Zh);
    for message in [&en, &zh] {
        assert!(!message.text.contains('{') && !message.text.contains("::"), "{message:?}");
    }
    (en.text, en.hint.unwrap_or_default())
}

fn kind(failure: &Failure) -> &CleanProblem {
    match &failure.0.kind {
        Kind::Clean(kind) => kind,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_missing_customer_column_names_the_likely_one() {
    let lines =
        ["往来方|单据日期|金额|备注", "宁波海川|2024-01-05|5|a1", "绍兴新纺|2024-01-06|6|", "宁波海川|2024-01-07|7|"];
    let failure = fails(&lines, &InputOptions::default());
    let (text, hint) = told(&failure);
    assert_eq!(text, "no column is known to hold the customer; 往来方 looks likely, 2 names in 3 rows");
    assert_eq!(hint, "`--map customer=往来方`, or another column: 备注");
    assert_eq!((failure.0.place.row, failure.exit_code()), (Some(1), 2));
}

#[test]
fn a_missing_date_or_amount_column_is_told() {
    let failure = fails(&["客户|Tag|金额", "甲|2024-01-05|5"], &InputOptions::default());
    assert!(matches!(kind(&failure), CleanProblem::NoColumn { field: Field::Date, likely: Some(_), .. }));
    let failure = fails(&["客户|日期|数量", "甲|2024-01-05|5"], &InputOptions::default());
    assert!(told(&failure).0.starts_with("no column is known to hold the amount, nor a quantity and a price"));
}

#[test]
fn a_table_without_a_header_says_how_to_read_it() {
    let failure = fails(&["甲|2024-01-05|5", "乙|2024-01-06|6"], &InputOptions::default());
    assert_eq!(kind(&failure), &CleanProblem::NoHeader { row: 1 });
    let input = InputOptions { header_row: Some(9), ..InputOptions::default() };
    let failure = fails(&["客户|日期|金额", "甲|2024-01-05|5"], &input);
    assert_eq!(kind(&failure), &CleanProblem::NoSuchRow { wanted: 9, first: 1 });
}

#[test]
fn two_rows_that_fit_equally_ask_for_the_header_row() {
    let lines = ["t", "", "customer|date|amount", "", "客户|日期|金额", "甲|2024-01-05|5"];
    let failure = fails(&lines, &InputOptions::default());
    let (text, hint) = told(&failure);
    assert_eq!(text, "rows 3 and 5 can both be the header; each names customer, date and amount");
    assert_eq!(hint, "`--header-row 3` or `--header-row 5`");
    let input = InputOptions { header_row: Some(5), ..InputOptions::default() };
    assert_eq!(cleaned(&[Made::file("a.csv", &lines)], &input).unwrap().orders.len(), 1);
}

#[test]
fn two_columns_with_one_name_ask_for_the_column() {
    let failure = fails(&["客户|日期|金额|金额", "甲|2024-01-05|5|6"], &InputOptions::default());
    assert_eq!(told(&failure).1, "`--map amount=C` or `--map amount=D`");
    let map = |field, column: &str| Mapping { field, column: column.into() };
    let input = InputOptions { map: vec![map(Field::Amount, "D"), map(Field::Price, "D")], ..InputOptions::default() };
    let failure = fails(&["客户|日期|金额|金额", "甲|2024-01-05|5|6"], &input);
    assert!(matches!(kind(&failure), CleanProblem::OneColumnTwice { .. }));
}

#[test]
fn a_column_that_is_not_there_is_told_with_the_nearest() {
    let lines = ["客户名称|日期|Amount", "甲|2024-01-05|5"];
    let input =
        InputOptions { map: vec![Mapping { field: Field::Owner, column: "Amonut".into() }], ..InputOptions::default() };
    assert_eq!(told(&fails(&lines, &input)).1, "did you mean Amount? The columns are 客户名称, 日期, Amount");
    let filter = Filter { column: "region".into(), values: vec!["x".into()], keep: true };
    let input = InputOptions { filters: vec![filter], ..InputOptions::default() };
    let CleanProblem::UnknownColumn { option, .. } = kind(&fails(&lines, &input)).clone() else { panic!() };
    assert_eq!(option, "--only");
}

#[test]
fn a_sheet_that_is_not_there_is_told_with_those_that_are() {
    let table = || Made::sheet("a.xlsx", Some("明细"), false, &["客户|日期|金额", "甲|2024-01-05|5"]);
    let input = |sheet: &str| InputOptions { sheets: vec![sheet.into()], ..InputOptions::default() };
    let failure = cleaned(&[table()], &input("订单")).unwrap_err();
    assert!(
        matches!(&failure.0.kind, Kind::Read(ReadProblem::NoSheet { sheets, .. }) if sheets == &[("明细".into(), 1)])
    );
    assert_eq!(cleaned(&[table()], &input("1")).unwrap().orders.len(), 1);
    let second = || Made::sheet("a.xlsx", Some("二"), false, &["客户|日期|金额", "乙|2024-01-06|7"]);
    let both = InputOptions { sheets: vec!["二".into(), "1".into(), "明细".into()], ..InputOptions::default() };
    let found = cleaned(&[table().and(second())], &both).unwrap();
    let read: Vec<Option<String>> = found.understood.iter().map(|sheet| sheet.sheet.clone()).collect();
    assert_eq!(read, [Some("二".into()), Some("明细".into())]);
    assert_eq!((found.orders.len(), found.understood[0].other_sheets.len()), (2, 0));
    let elsewhere = Made::sheet("b.xlsx", Some("明细"), false, &["客户|日期|金额", "丙|2024-01-07|8"]);
    let failure = cleaned(&[table().and(second()), elsewhere], &both).unwrap_err();
    assert_eq!(failure.0.place.file.as_deref(), Some("b.xlsx"), "each file must have each sheet");
    let other = Made::sheet("a.xlsx", Some("二"), false, &["客户|日期|金额", "甲|2024-01-05|5", "甲|2024-01-05|5"]);
    let found = cleaned(&[table().and(other)], &InputOptions::default()).unwrap();
    let warned = |problem: &crate::model::Problem| {
        problem.severity == Severity::Warning && matches!(&problem.kind, Kind::Clean(CleanProblem::OtherSheets { .. }))
    };
    assert!(found.problems.iter().any(warned));
}

#[test]
fn ambiguous_dates_and_numbers_name_the_option_that_settles_them() {
    let lines = ["customer|OrderDate|amount", "A|03/04/2024|5", "A|05/06/2024|5"];
    let failure = fails(&lines, &InputOptions::default());
    let (text, hint) = told(&failure);
    assert_eq!(text, "\"03/04/2024\" is 3 April or March 4; all 2 values can be read both ways");
    assert_eq!(hint, "`--date-format day/month/year` or `--date-format month/day/year`");
    assert_eq!(failure.0.place.column.as_deref(), Some("OrderDate"));
    let input = InputOptions { date_format: Some("month/day/year".into()), ..InputOptions::default() };
    let found = cleaned(&[Made::file("a.csv", &lines)], &input).unwrap();
    assert_eq!(found.orders.day[0], Day::from_ymd(2024, 3, 4).unwrap().number());
    let input = InputOptions { date_format: Some("year/day/month".into()), ..InputOptions::default() };
    assert!(matches!(&fails(&lines, &input).0.kind, Kind::Settings(SettingsProblem::BadValue { .. })));

    let lines = ["customer|date|Betrag", "A|2024-01-05|1.234", "A|2024-01-05|5", "A|2024-01-06|7.500"];
    let mut input = InputOptions {
        map: vec![Mapping { field: Field::Amount, column: "Betrag".into() }],
        ..InputOptions::default()
    };
    let failure = fails(&lines, &input);
    let (text, hint) = told(&failure);
    assert_eq!(text, "\"1.234\" is 1234 or 1.234; all 2 values with a point are like it");
    assert_eq!(hint, "`--decimal comma` reads 1234, `--decimal point` reads 1.234");
    assert_eq!(failure.0.place.cell.as_deref(), Some("C2"));
    input.decimal = Some(',');
    assert_eq!(
        cleaned(&[Made::file("a.csv", &lines)], &input).unwrap().orders.amount,
        [12_340_000, 50_000, 75_000_000]
    );
}

#[test]
fn columns_that_contradict_themselves_are_refused() {
    let lines = ["customer|date|amount", "A|25/12/2024|5", "A|12/25/2024|5"];
    let failure = fails(&lines, &InputOptions::default());
    assert!(matches!(kind(&failure), CleanProblem::MixedDates { values: 2, .. }), "{failure:?}");
    let lines = ["customer|date|amount", "A|2024-01-05|1.5", "A|2024-01-05|1,5"];
    let failure = fails(&lines, &InputOptions::default());
    assert_eq!(kind(&failure), &CleanProblem::MixedNumbers { point: 1, comma: 1 });
}

#[test]
fn mixed_currencies_are_never_added_up() {
    let lines = ["customer|date|amount|currency", "A|2024-01-05|5.50|USD", "A|2024-01-05|1|EUR", "A|2024-01-05|2|USD"];
    let failure = fails(&lines, &InputOptions::default());
    let hint = "keep one with `--currency USD`, or convert with `--rates rates.csv --base USD`; if all amounts are in one currency, leave the column out with `--map currency=none`";
    assert_eq!(told(&failure), ("cannot add up USD 7.50 and EUR 1.00".into(), hint.into()));
    let none = Mapping { field: Field::Currency, column: "none".into() };
    let input = InputOptions { map: vec![none], ..InputOptions::default() };
    let found = cleaned(&[Made::file("a.csv", &lines)], &input).unwrap();
    assert_eq!((found.orders.len(), found.orders.currency), (3, None));
    let input = InputOptions { currency: Some("GBP".into()), ..InputOptions::default() };
    assert_eq!(told(&fails(&lines, &input)).1, "the rows are in USD 7.50 and EUR 1.00");
    let bare = ["customer|date|amount|currency", "A|2024-01-05|5|", "customer|date|amount|currency", "A|2024-01-05|1|"];
    assert_eq!(told(&fails(&bare, &input)).1, "no row names any currency; leave `--currency` out");
    let signs = ["customer|date|amount", "A|2024-01-05|$5.50", "A|2024-01-05|€1.00"];
    assert!(matches!(kind(&fails(&signs, &InputOptions::default())), CleanProblem::MixedCurrencies { .. }));
    let blank = ["customer|date|amount|currency", "A|2024-01-05|5.50|USD", "A|2024-01-05|1|"];
    let found = cleaned(&[Made::file("a.csv", &blank)], &InputOptions::default()).unwrap();
    assert!(
        found.problems.iter().any(|problem| matches!(&problem.kind, Kind::Clean(CleanProblem::UnnamedCurrency { .. })))
    );
}

#[test]
fn a_bare_yuan_sign_is_yuan_unless_there_are_yen() {
    let lines = ["customer|date|amount|currency", "A|2024-01-05|5|￥", "A|2024-01-05|1|RMB", "A|2024-01-05|2|人民币"];
    let found = cleaned(&[Made::file("a.csv", &lines)], &InputOptions::default()).unwrap();
    assert_eq!(found.orders.currency.as_deref(), Some("CNY"));
    let lines = [&lines[..], &["A|2024-01-05|9|JPY"]].concat();
    let (text, hint) = told(&fails(&lines, &InputOptions::default()));
    assert_eq!(text, "cannot add up JPY 9.00, ¥ 5.00 and CNY 3.00");
    assert!(hint.ends_with("beside JPY, ¥ alone can be yuan or yen"), "{hint}");
}

#[test]
fn a_status_that_no_row_has_is_told_with_those_there_are() {
    let lines = ["客户|日期|金额|状态", "甲|2024-01-05|5|已取消", "甲|2024-01-05|5|已完成", "甲|2024-01-06|5|已完成"];
    let input = InputOptions { cancelled: vec!["取消".into()], ..InputOptions::default() };
    let found = cleaned(&[Made::file("a.csv", &lines)], &input).unwrap();
    let warned = found.problems.iter().find(|problem| problem.severity == Severity::Warning).unwrap();
    let message = words::message(warned, Lang::En);
    assert_eq!(message.text, "no row has the status 取消, so `--cancelled 取消` sets nothing aside");
    assert_eq!(message.hint.unwrap(), "did you mean 已取消? The rows have 已完成 (2 rows), 已取消 (1 row)");
    assert!(matches!(&found.understood[0].remarks[..], [super::super::Remark::Cancelled { rows: 1, .. }]));
    let failure = fails(&["客户|日期|金额|备注", "甲|2024-01-05|5|x"], &input);
    assert_eq!((told(&failure).1, failure.exit_code()), ("`--map status=…` with one of these: 备注".into(), 2));
}

#[test]
fn amounts_beyond_what_can_be_summed_are_refused() {
    let lines = ["customer|date|amount", "A|2024-01-05|99999999999999", "A|2024-01-05|-99999999999999"];
    assert!(matches!(kind(&fails(&lines, &InputOptions::default())), CleanProblem::TooMuch { .. }));
}

#[test]
fn formulas_without_results_are_refused() {
    let lines = ["customer|date|amount", "A|2024-01-05|=F2*G2", "A|2024-01-05|=F3*G3"];
    let failure = fails(&lines, &InputOptions::default());
    assert_eq!(
        kind(&failure),
        &CleanProblem::Unsaved { field: Some(Field::Amount), formula: "=F2*G2".into(), rows: 2 }
    );
    assert_eq!(failure.0.place.cell.as_deref(), Some("C2:C3"));
}

#[test]
fn a_table_without_a_row_that_counts_says_why() {
    let failure = fails(&["customer|date|amount", "|2024-01-05|1"], &InputOptions::default());
    assert_eq!(told(&failure).0, "none of the 1 row counts: 1 without a customer (no-customer)");
    assert_eq!((failure.0.place.cell.as_deref(), failure.exit_code()), (Some("A2"), 1));
    let failure = fails(&["customer|date|amount (k)", "A|2024-01-05|1.5万"], &InputOptions::default());
    assert!(words::message(&failure.0, Lang::En).hint.is_some_and(|hint| hint.contains("15,000 for 1.5万")));
    let input = InputOptions { until: Day::from_ymd(2023, 1, 1), ..InputOptions::default() };
    let failure = fails(&["customer|date|amount", "A|2024-01-05|1"], &input);
    assert_eq!(told(&failure).0, "`--until 2023-01-01` is before the first row, 2024-01-05, so that no row counts");
    assert_eq!(failure.exit_code(), 2);
    let failure = fails(&["customer|date|amount"], &InputOptions::default());
    assert_eq!(told(&failure).0, "there are no rows below the header");
}

#[test]
fn strict_makes_an_error_of_what_is_wrong_with_rows() {
    let lines = ["customer|date|amount", "A|2024-01-05|5", "B|2024-13-05|7.5", "B|2024-01-06|1"];
    let strict = InputOptions { strict: true, ..InputOptions::default() };
    let found = cleaned(&[Made::file("a.csv", &lines)], &strict).unwrap();
    assert_eq!(found.audit.rows.len(), 1);
    assert!(cleaned(&[Made::file("a.csv", &lines)], &InputOptions::default()).unwrap().refused.is_none());
    let failure = found.refused.unwrap();
    let message = words::message(&failure.0, Lang::En);
    let expected =
        "`--strict` refuses 1 row (7.50) with a date that cannot be read: \"2024-13-05\"; no report is written";
    assert_eq!(message.text, expected);
    assert_eq!(failure.0.place.cell.as_deref(), Some("B3"));
}

#[test]
fn warnings_tell_of_strays_early_ends_and_long_numbers() {
    let lines =
        ["order|customer|date|amount", "1|A|2004-01-05|5", "#2025091200012340000|A|2024-01-06|5", "3|A|2024-01-08|5"];
    let found = cleaned(&[Made::file("a.csv", &lines)], &InputOptions::default()).unwrap();
    let has = |is: &dyn Fn(&CleanProblem) -> bool| {
        found.problems.iter().any(|problem| matches!(&problem.kind, Kind::Clean(kind) if is(kind)))
    };
    assert!(has(&|kind| matches!(kind, CleanProblem::Stray { .. })));
    assert!(has(&|kind| matches!(kind, CleanProblem::EndsEarly { longest_gap: 3, .. })));
    assert!(has(&|kind| matches!(kind, CleanProblem::LongNumbers { rows: 1, .. })));
    for problem in &found.problems {
        told(&Failure(Box::new(problem.clone())));
    }
}
