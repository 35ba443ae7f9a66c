//! Grouped reports: whose a line is, and where nobody can tell.

use super::*;

/// Gives the customer and the amount of each line, and the reasons of the rows set aside.
fn read(lines: &[&str]) -> (Vec<(String, i64)>, Vec<&'static str>) {
    let found = cleaned(&[Made::file("a.csv", lines)], &InputOptions::default()).unwrap();
    let orders = &found.orders;
    let name = |at: usize| orders.clients[orders.client[at] as usize].name.clone();
    let lines = (0..orders.len()).map(|at| (name(at), orders.amount[at] / 10_000)).collect();
    (
        lines,
        found.audit.rows.iter().map(|row| row.reason.name()).filter(|reason| *reason != "repeated-header").collect(),
    )
}

fn of(lines: &[(&str, i64)]) -> Vec<(String, i64)> {
    lines.iter().map(|(name, amount)| ((*name).to_string(), *amount)).collect()
}

#[test]
fn a_line_with_a_customer_of_its_own_has_that_one_and_ends_the_group() {
    let mut lines = vec!["客户|日期|产品|金额", "甲公司", "|2024-01-05|p|1", "乙公司"];
    lines.extend(["|2024-01-06|p|1"; 240]);
    lines.extend(["丙公司|2024-01-07|p|7", "|2024-01-08|p|9"]);
    let (found, reasons) = read(&lines);
    assert_eq!(found[0..2], of(&[("甲公司", 1), ("乙公司", 1)]));
    assert_eq!(found[241..], of(&[("丙公司", 7)]));
    assert_eq!(reasons, ["no-customer"]);
}

#[test]
fn what_may_be_a_heading_ends_the_group_above() {
    for heading in ["1688", "360", "***", "MAR", "May", "2024年3月"] {
        let lines =
            ["产品|日期|金额", "甲公司", "p|2024-01-05|1", heading, "q|2024-01-06|9", "乙公司", "p|2024-01-07|2"];
        let (found, reasons) = read(&lines);
        assert_eq!(found, of(&[("甲公司", 1), ("乙公司", 2)]), "{heading}");
        assert!(reasons.contains(&"no-customer"), "{heading}: {reasons:?}");
    }
    let lines = ["产品|日期|金额", "甲公司", "p|2024-01-05|1", "第 1 页", "q|2024-01-06|9", "乙公司", "p|2024-01-07|2"];
    assert_eq!(read(&lines).0, of(&[("甲公司", 1), ("甲公司", 9), ("乙公司", 2)]));
}

#[test]
fn a_label_above_the_header_that_none_below_carries_is_no_customer() {
    let lines = ["客户：全部||期间：2024", "产品|日期|金额", "甲公司", "p|2024-01-05|1", "乙公司", "p|2024-01-07|2"];
    assert_eq!(read(&lines).0, of(&[("甲公司", 1), ("乙公司", 2)]));
    for title in ["Company: My Trading Ltd", "Account: 12 Main", "客户：全部", "客户：甲公司"] {
        let lines = [title, "Date|Product|Amount", "2024-01-05|p|1", "2024-02-06|q|2"];
        let found = cleaned(&[Made::file("a.csv", &lines)], &InputOptions::default());
        assert!(found.is_err(), "{title}");
    }
    let lines = ["客户：甲公司", "产品|日期|金额", "p|2024-01-05|1", "客户：乙公司", "p|2024-01-07|2"];
    assert_eq!(read(&lines).0, of(&[("甲公司", 1), ("乙公司", 2)]));
}

#[test]
fn figures_alone_that_are_a_sum_are_a_total_of_the_group() {
    let lines = [
        "产品|日期|数量|金额",
        "甲公司",
        "p|2024-01-05|1|1",
        "q|2024-01-06|1|2",
        "||2|3",
        "乙公司",
        "p|2024-01-07|1|4",
        "||5|77",
    ];
    let (found, reasons) = read(&lines);
    assert_eq!(found.len(), 3);
    assert_eq!(reasons, ["total-row", "no-customer"]);
}
