//! Sheets that are more than a plain table: headers in several rows, tables beside and below.

use super::*;
use crate::model::{Feature, Field, Lang, Severity};
use crate::report::words;

fn read(lines: &[&str]) -> Cleaned {
    cleaned(&[Made::file("a.csv", lines)], &InputOptions::default()).unwrap()
}

/// The features, and what is said of them in English and Chinese.
fn told(cleaned: &Cleaned) -> Vec<(Severity, String)> {
    let shapes = cleaned.problems.iter().filter(|problem| {
        matches!(&problem.kind, crate::model::problem::Kind::Clean(crate::model::problem::CleanProblem::Shape(_)))
    });
    shapes
        .map(|problem| {
            let zh = words::message(problem, Lang::Zh);
            assert!(!zh.text.is_ascii() && !zh.text.contains('{'), "{zh:?}");
            (problem.severity, words::message(problem, Lang::En).text)
        })
        .collect()
}

#[test]
fn a_header_in_two_rows_is_known_by_its_joined_and_by_its_lower_words() {
    let found =
        read(&["订单|客户|销售||退货", "日期||数量|金额|金额", "2024-01-05|甲|1|5.00|", "2024-01-06|乙|1|6.00|"]);
    let layout = &found.understood[0];
    let columns: Vec<(Field, &str)> = layout.columns.iter().map(|column| (column.field, &*column.header)).collect();
    assert_eq!(
        columns[1..],
        [(Field::Date, "订单 日期"), (Field::Quantity, "销售 数量"), (Field::Amount, "销售 金额")]
    );
    assert_eq!(columns[0], (Field::Customer, "客户"));
}

#[test]
fn a_table_below_ends_the_one_that_is_read_also_in_a_later_block() {
    let mut lines = vec!["客户|日期|金额"];
    lines.extend(["甲|2024-01-05|5.00", "乙|2024-01-06|6.00", "甲|2024-01-07|7.00", "乙|2024-01-08|8.00"]);
    lines.extend(["产品|客户|金额", "甲|2024-01-09|900.00", "甲|2024-01-10|900.00", "甲|2024-01-11|1.00"]);
    let found = read(&lines);
    assert_eq!((found.orders.len(), found.audit.sources[0].read.n), (4, 4));
    let expected = "another table begins in row 6 (产品, 客户, 金额); 3 rows from there on are not read";
    assert_eq!(told(&found), [(Severity::Warning, expected.to_string())]);
}

#[test]
fn a_header_again_with_its_heading_ends_nothing() {
    let lines = ["客户|日期|金额", "甲|2024-01-05|5.00", "订单|客户", "客户|日期|金额", "甲|2024-01-06|6.00"];
    let found = read(&lines);
    assert_eq!((found.orders.len(), told(&found)), (2, Vec::new()));
}

#[test]
fn an_empty_column_parts_no_table_whose_rows_go_along() {
    let lines = ["客户|日期|金额||订单号|状态", "甲|2024-01-05|5.00||A1|完成", "乙|2024-01-06|6.00||A2|"];
    let found = read(&lines);
    assert!(found.understood[0].features.is_empty());
    assert!(found.understood[0].columns.iter().any(|column| column.field == Field::Order));
    let lines =
        ["客户|日期|金额||区域|指标", "甲|2024-01-05|5.00||华东|合计", "乙|2024-01-06|6.00", "乙|2024-01-07|6.00"];
    let found = read(&lines);
    let side =
        Feature::SideTable { columns: ("E".into(), "F".into()), headers: vec!["区域".into(), "指标".into()] };
    assert_eq!((found.orders.len(), &found.understood[0].features), (3, &vec![side]));
    assert_eq!(told(&found).len(), 1);
}
