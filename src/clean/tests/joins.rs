//! Tables that are looked up in: what lines take from them, and each message with what brings it about.

use super::*;
use crate::clean::table::Table;
use crate::model::problem::{CleanProblem, JoinProblem, Kind};
use crate::model::{Field, Filter, Join, Lang, Mapping, Money, Reason};
use crate::report::words::message;

const LINES: [&str; 4] = ["order|item|qty|price", "1|a|#2|#10", "1|b|#1|#5", "#2|a|#3|#10"];
const ORDERS: [&str; 3] = ["order|date|cust", "#1|2024-01-05|C1", "2.0|2024-02-01|C2"];
const CUSTOMERS: [&str; 3] = ["cust|company|tier", "C1|Acme|gold", "C2|Bolt|"];

/// Looks up in tables that are given with their options.
fn joined(orders: &[&str], tables: &[(&str, &[&str])], more: &InputOptions) -> Result<Cleaned, Failure> {
    let joins: Vec<Join> = tables.iter().map(|(join, _)| Join::parse(join).unwrap()).collect();
    let made = joins.iter().zip(tables).map(|(join, (_, lines))| {
        let (file, sheet) = join.table.split_once('#').unwrap_or((&join.table, ""));
        let table: Option<Box<dyn Table>> = Some(Box::new(Made::file(file, lines)));
        (Some(sheet.to_owned()).filter(|sheet| !sheet.is_empty()), table)
    });
    let made = made.collect();
    let input = InputOptions { joins, today: Day::from_ymd(2030, 1, 1), ..more.clone() };
    let wants = Wants { orders: true, products: true, quantities: true, detail: true, ..Wants::default() };
    let joins = Joins::of(made, &input)?;
    let cleaning =
        Cleaning { input: &input, calendar: QUARTERS, wants, aliases: Aliases::default(), rates: None, joins };
    cleaning.run(&[Made::file("lines.csv", orders)], &NoProgress)
}

fn map(pairs: &[(Field, &str)]) -> InputOptions {
    let map = pairs.iter().map(|&(field, column)| Mapping { field, column: column.into() });
    InputOptions { map: map.collect(), ..InputOptions::default() }
}

/// Gives an error's kind; it has words and a hint in both languages.
fn refused(orders: &[&str], tables: &[(&str, &[&str])], more: &InputOptions) -> (u8, JoinProblem) {
    let failure = joined(orders, tables, more).err().unwrap();
    worded(&failure.0);
    let code = failure.exit_code();
    let Kind::Clean(CleanProblem::Join(kind)) = failure.0.kind else { panic!("{failure}") };
    (code, kind)
}

fn worded(problem: &crate::model::Problem) {
    for lang in [Lang::En, Lang::Zh] {
        let message = message(problem, lang);
        assert!(!message.text.is_empty() && message.hint.is_some_and(|hint| !hint.is_empty()), "{problem:?}");
    }
}

fn said(cleaned: &Cleaned) -> Vec<&JoinProblem> {
    let kind = |problem: &'_ crate::model::Problem| matches!(problem.kind, Kind::Clean(CleanProblem::Join(_)));
    let joins = cleaned.problems.iter().filter(|problem| kind(problem));
    joins
        .filter_map(|problem| match &problem.kind {
            Kind::Clean(CleanProblem::Join(kind)) => Some(kind),
            _ => None,
        })
        .collect()
}

fn two() -> [(&'static str, &'static [&'static str]); 2] {
    [("orders.csv:order", &ORDERS), ("customers.csv:cust", &CUSTOMERS)]
}

#[test]
fn lines_take_date_and_customer_from_tables_one_through_the_other() {
    let cleaned = joined(&LINES, &two(), &InputOptions::default()).unwrap();
    // 2 x 10 + 5 = 25 of Acme in January, 30 of Bolt in February.
    assert_eq!(cleaned.orders.total(), Money::from_raw(550_000));
    let names: Vec<&str> = cleaned.orders.clients.iter().map(|client| client.name.as_str()).collect();
    assert_eq!(names, ["Acme", "Bolt"]);
    let days: Vec<String> = cleaned.orders.day.iter().map(|day| Day::from_number(*day).to_string()).collect();
    assert_eq!(days, ["2024-01-05", "2024-01-05", "2024-02-01"]);
    let lookup = &cleaned.audit.lookups[1];
    assert_eq!((lookup.rows, lookup.lines, lookup.missing.n), (2, 3, 0));
    assert_eq!(lookup.columns, [(Field::Customer, "company".into())]);
}

#[test]
fn a_column_without_a_field_can_be_filtered_by_and_mapped_by_name() {
    let filter = Filter { column: "tier".into(), values: vec!["GOLD".into()], keep: true };
    let only = InputOptions { filters: vec![filter], ..InputOptions::default() };
    assert_eq!(joined(&LINES, &two(), &only).unwrap().orders.total(), Money::from_raw(250_000));
    let country = joined(&LINES, &two(), &map(&[(Field::Country, "tier")])).unwrap();
    assert_eq!(country.orders.texts["country"].get(0), Some("gold"));
}

#[test]
fn own_columns_win_and_that_is_said_and_a_mapping_wins_over_them() {
    let lines = ["customer|date|amount", "C1|2024-03-01|100"];
    let table: [(&str, &[&str]); 1] = [("t.csv:customer=id", &["id|date|amount|owner", "C1|2023-01-01|5|Li"])];
    let cleaned = joined(&lines, &table, &InputOptions::default()).unwrap();
    assert_eq!(cleaned.orders.day, [Day::from_ymd(2024, 3, 1).unwrap().number()]);
    let own = vec![(Field::Date, "date".to_owned()), (Field::Amount, "amount".to_owned())];
    assert_eq!(cleaned.audit.lookups[0].own, own);
    assert!(matches!(said(&cleaned)[0], JoinProblem::Taken { own: told, .. } if *told == own));
    let mapped = joined(&lines, &table, &map(&[(Field::Date, "t.csv:date")])).unwrap();
    assert_eq!(mapped.orders.day, [Day::from_ymd(2023, 1, 1).unwrap().number()]);
}

#[test]
fn a_column_of_customers_that_is_the_key_of_their_names_holds_their_ids() {
    let table: [(&str, &[&str]); 1] = [("t.csv:客户=编号", &["编号|客户名称", "C1|东莞商行", "C2|东莞商行"])];
    let cleaned =
        joined(&["客户|日期|金额", "C1|2024-03-01|1", "C2|2024-03-01|2"], &table, &InputOptions::default()).unwrap();
    let clients: Vec<(&str, &str)> =
        cleaned.orders.clients.iter().map(|one| (one.key.as_str(), one.name.as_str())).collect();
    assert_eq!(clients, [("C1", "东莞商行"), ("C2", "东莞商行")]);
}

#[test]
fn keys_that_are_not_there_are_told_once_with_their_money() {
    let lines = ["order|item|qty|price", "1|a|2|10", "9|b|1|5", "9|c|1|2", "007|c|1|1", "Total||5|", "|x|1|1"];
    let table: [(&str, &[&str]); 2] =
        [("o.csv:order", &["order|date|cust", "1|2024-01-05|C1", "7|2024-01-05|C1"]), ("c.csv:cust", &CUSTOMERS)];
    let cleaned = joined(&lines, &table, &InputOptions::default()).unwrap();
    let (first, near) = (vec!["9".to_owned(), "007".to_owned()], None);
    let lines = crate::model::Tally { n: 3, amount: Money::from_raw(80_000) };
    let missing = JoinProblem::Missing { table: Some("o.csv".into()), lines, keys: 2, first, near, aside: 3, of: 5 };
    assert!(said(&cleaned).contains(&&missing), "{:?}", said(&cleaned));
    let by = |reason| cleaned.audit.by_reason().get(&reason).map(|tally| tally.n);
    assert_eq!((by(Reason::NoCustomer), by(Reason::TotalRow)), (Some(4), Some(1)));
    for problem in cleaned.problems.iter().filter(|problem| problem.severity == crate::model::Severity::Warning) {
        worded(problem);
    }
    let near = joined(&["order|item|qty|price", "007|c|1|1"], &table, &InputOptions::default()).unwrap();
    assert!(said(&near).iter().any(|kind| matches!(kind, JoinProblem::Missing { near: Some(key), .. } if key == "7")));
}

#[test]
fn lines_whose_customer_has_no_name_count_under_their_number() {
    let lines = ["cust_id|date|amount", "C1|2024-03-01|1", "C9|2024-03-01|2"];
    let cleaned = joined(&lines, &[("c.csv:cust_id=cust", &CUSTOMERS)], &InputOptions::default()).unwrap();
    assert_eq!(cleaned.orders.total(), Money::from_raw(30_000));
    assert!(said(&cleaned).iter().any(|kind| matches!(kind, JoinProblem::Missing { aside: 0, .. })));
}

#[test]
fn lines_that_name_their_customer_are_not_set_aside_for_a_number() {
    let lines = ["customer|date|amount", "Acme|2024-03-01|1", "Zeta|2024-03-01|2"];
    let table: [(&str, &[&str]); 1] = [("c.csv:customer=company", &["company|customer_id|country", "Acme|C1|GB"])];
    let cleaned = joined(&lines, &table, &InputOptions::default()).unwrap();
    assert_eq!(cleaned.orders.total(), Money::from_raw(30_000));
    assert_eq!(cleaned.orders.clients[1].key, "zeta");
    assert_eq!(cleaned.orders.texts["country"].get(0), Some("GB"));
}

#[test]
fn the_header_of_a_table_is_the_row_with_most_cells_that_names_the_key() {
    let table: [(&str, &[&str]); 1] =
        [("c.csv:cust", &["Customers", "cust:|all", "", "cust|company|tier", "C1|Acme|x", "C2|Bolt|y"])];
    let lines = ["cust|date|amount", "C1|2024-03-01|1"];
    let cleaned = joined(&lines, &table, &InputOptions::default()).unwrap();
    assert_eq!((cleaned.audit.lookups[0].header_row, cleaned.orders.clients[0].name.as_str()), (4, "Acme"));
}

#[test]
fn a_key_with_two_rows_that_differ_is_refused_and_with_equal_ones_is_not() {
    let twice = |date| {
        let row = format!("1|{date}|C1");
        let orders = ["order|date|cust", "1|2024-01-05|C1", "2|2024-02-01|C2", &row];
        joined(&LINES, &[("o.csv:order", &orders), ("c.csv:cust", &CUSTOMERS)], &InputOptions::default()).map(drop)
    };
    assert!(twice("2024-01-05").is_ok());
    let failure = twice("2024-01-06").unwrap_err();
    worded(&failure.0);
    assert_eq!(failure.exit_code(), 1);
    let kind = JoinProblem::KeyTwice {
        key: "1".into(),
        rows: (2, 4),
        column: "date".into(),
        values: ("2024-01-05".into(), "2024-01-06".into()),
    };
    assert_eq!(failure.0.kind, Kind::Clean(CleanProblem::Join(kind)));
}

#[test]
fn an_amount_of_the_order_is_not_counted_in_each_of_its_lines() {
    let orders: &[&str] = &["order|date|customer|amount", "1|2024-01-05|A|25", "2|2024-02-01|B|30", "3|2024-02-02|B|7"];
    let (code, kind) = refused(&["order|item", "1|a", "1|b", "2|a"], &[("o.csv:order", orders)], &Default::default());
    let (column, key) = ("amount".to_owned(), "1".to_owned());
    assert_eq!((code, kind), (2, JoinProblem::CountedTwice { field: Field::Amount, column, key, lines: 2, keys: 1 }));
    // One line an order is no harm; an order that no line names is told.
    let cleaned = joined(&["order|item", "1|a", "2|a"], &[("o.csv:order", orders)], &Default::default()).unwrap();
    assert_eq!(cleaned.orders.total(), Money::from_raw(550_000));
    assert!(said(&cleaned).iter().any(|kind| matches!(kind, JoinProblem::Unused { rows: 1, key, .. } if key == "3")));
    // What lines reckon themselves is theirs.
    let own = joined(&LINES, &[("o.csv:order", orders)], &Default::default()).unwrap();
    assert_eq!(own.orders.total(), Money::from_raw(550_000));
    let (code, _) = refused(&LINES, &[("o.csv:order", orders)], &map(&[(Field::Amount, "o.csv:amount")]));
    assert_eq!(code, 2);
}

#[test]
fn quantities_and_discounts_of_a_table_are_not_taken_unasked() {
    let table: [(&str, &[&str]); 1] = [("c.csv:cust", &["cust|company|discount|qty", "C1|Acme|0.5|9"])];
    let lines = ["cust|date|qty|price", "C1|2024-01-05|2|10"];
    assert_eq!(joined(&lines, &table, &Default::default()).unwrap().orders.total(), Money::from_raw(200_000));
    let asked = joined(&lines, &table, &map(&[(Field::Discount, "discount")])).unwrap();
    assert_eq!(asked.orders.total(), Money::from_raw(100_000));
}

#[test]
fn keys_of_several_columns_must_agree_in_all() {
    let table: [(&str, &[&str]); 1] =
        [("p.csv:item=sku,unit=unit", &["sku|unit|price", "a|box|10", "a|pc|1", "b|pc|2"])];
    let lines = ["customer|date|item|unit|qty", "A|2024-01-05|a|pc|3", "A|2024-01-05|a|box|1", "A|2024-01-05|b|box|1"];
    let cleaned = joined(&lines, &table, &Default::default()).unwrap();
    assert_eq!(cleaned.orders.total(), Money::from_raw(130_000));
    let first = |kind: &&JoinProblem| matches!(kind, JoinProblem::Missing { first, .. } if first == &["b + box"]);
    assert!(said(&cleaned).iter().any(first));
}

#[test]
fn what_stands_in_another_table_below_is_not_looked_up() {
    let table: [(&str, &[&str]); 1] =
        [("c.csv:cust", &["cust|company", "C1|Acme", "", "customer|date|amount", "C2|2024-01-01|3"])];
    let lines = ["cust_id|date|amount|cust", "C1|2024-03-01|1|C1", "C2|2024-03-01|1|C2"];
    let cleaned = joined(&lines, &table, &Default::default()).unwrap();
    assert!(said(&cleaned).contains(&&JoinProblem::Ends { row: 4 }));
    assert!(said(&cleaned).iter().any(|kind| matches!(kind, JoinProblem::Missing { .. })));
}

#[test]
fn keys_that_cannot_be_found_are_refused_with_the_columns() {
    let table = |join: &'static str| -> [(&'static str, &'static [&'static str]); 1] { [(join, &CUSTOMERS)] };
    let lines = ["cust_id|date|amount", "C1|2024-03-01|1"];
    let refused = |join| refused(&lines, &table(join), &Default::default());
    let (code, kind) = refused("c.csv:cust_id=kunde");
    assert!(code == 2 && matches!(kind, JoinProblem::NoKey { ours: false, turned: false, .. }));
    let (_, kind) = refused("c.csv:kunde=cust");
    assert!(matches!(kind, JoinProblem::NoKey { ours: true, ref columns, .. } if columns.len() == 3));
    let (_, kind) = refused("c.csv:cust=cust_id");
    assert!(matches!(kind, JoinProblem::NoKey { turned: true, .. }));
    let (_, kind) = refused("c.csv#Kunden:cust_id=cust");
    assert!(matches!(kind, JoinProblem::NoSheet { .. }));
    let two: [(&str, &[&str]); 1] = [("c.csv:cust_id=id", &["id|id|company", "1|2|A"])];
    let (_, kind) = super::joins::refused(&lines, &two, &Default::default());
    assert_eq!(kind, JoinProblem::TwoKeys { key: "id".into(), columns: ("A".into(), "B".into()) });
}

#[test]
fn several_sheets_with_the_key_are_refused_and_a_hidden_one_is_not_looked_at() {
    let sheet = |name: &str, hidden| Made::sheet("c.xlsx", Some(name), hidden, &CUSTOMERS);
    let input = |join: &str| InputOptions { joins: vec![Join::parse(join).unwrap()], ..Default::default() };
    let of = |book: Made, sheet: Option<&str>| {
        let table: Option<Box<dyn Table>> = Some(Box::new(book));
        Joins::of(vec![(sheet.map(String::from), table)], &input("c.xlsx:id=cust")).map(drop)
    };
    let failure = of(sheet("old", false).and(sheet("new", false)), None).unwrap_err();
    worded(&failure.0);
    let Kind::Clean(CleanProblem::Join(JoinProblem::ManySheets { example, .. })) = &failure.0.kind else { panic!() };
    assert_eq!(example, "c.xlsx#old:id=cust");
    assert!(of(sheet("old", true).and(sheet("new", false)), None).is_ok());
    assert!(of(sheet("old", false).and(sheet("new", false)), Some("new")).is_ok());
}

#[test]
fn lines_of_grouped_reports_and_filled_ones_look_up_what_they_were_given() {
    let report = [
        "客户：C1|||",
        "date|item|qty|price",
        "2024-01-05|a|2|10",
        "2024-01-06|b|1|5",
        "客户：C2|||",
        "2024-02-05|a|1|10",
        "2024-04-06|b|1|5",
        "客户：C3|||",
        "2024-02-07|a|1|1",
    ];
    let cleaned = joined(&report, &[("c.csv:customer=cust", &CUSTOMERS)], &InputOptions::default()).unwrap();
    let clients: Vec<(&str, &str)> =
        cleaned.orders.clients.iter().map(|one| (one.key.as_str(), one.name.as_str())).collect();
    assert_eq!(clients, [("C1", "Acme"), ("C2", "Bolt"), ("C3", "C3")]);
    assert_eq!(cleaned.orders.total(), Money::from_raw(410_000));
    // Only with the price does the sheet have an amount, by which its rows are seen to be filled from above.
    let filled =
        ["order|customer|date|item|qty", "1|A|2024-01-05|a|2", "|||b|1", "2|B|2024-01-08|a|2", "|||b|1", "|||c|1"];
    let prices: [(&str, &[&str]); 1] = [("p.csv:item", &["item|price", "a|10", "b|5", "c|1"])];
    let cleaned = joined(&filled, &prices, &InputOptions::default()).unwrap();
    assert_eq!(cleaned.orders.total(), Money::from_raw(510_000));
}

#[test]
fn a_cross_tab_looks_up_its_customers() {
    let tab = ["customer|2024-01|2024-02|2024-03", "C1|5|6|7", "C2|1|2|3", "C9|1|1|1"];
    let cleaned = joined(&tab, &[("c.csv:customer=cust", &CUSTOMERS)], &InputOptions::default()).unwrap();
    let clients: Vec<(&str, &str)> =
        cleaned.orders.clients.iter().map(|one| (one.key.as_str(), one.name.as_str())).collect();
    assert_eq!(clients, [("C1", "Acme"), ("C2", "Bolt"), ("C9", "C9")]);
    assert_eq!(cleaned.orders.total(), Money::from_raw(270_000));
}

#[test]
fn looked_up_amounts_count_by_the_unit_of_their_own_table() {
    let lines = ["客户|日期|货号|数量", "甲|2024-01-05|a|3"];
    let total =
        |table: &[&str]| joined(&lines, &[("p.csv:货号", table)], &InputOptions::default()).unwrap().orders.total();
    assert_eq!(total(&["货号|单价(万元)", "a|1.5"]), Money::from_raw(450_000_000));
    assert_eq!(total(&["单位：万元", "货号|单价", "a|1.5"]), Money::from_raw(450_000_000));
    assert_eq!(total(&["单位：万元", "货号|单价(元)", "a|1.5"]), Money::from_raw(45_000));
    assert_eq!(total(&["货号|单价", "a|1.5"]), Money::from_raw(45_000));
}
