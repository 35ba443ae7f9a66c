//! A header that comes again: printed pages are read on, another table is not.

use super::*;

fn orders(lines: &[&str]) -> usize {
    cleaned(&[Made::file("a.csv", lines)], &InputOptions::default()).unwrap().orders.len()
}

const HEADER: &str = "客户|日期|金额";

#[test]
fn what_parts_printed_pages_ends_no_table() {
    for between in [
        &["第 1 页||"][..],
        &["", "- 1 -||", ""],
        &["销售明细（续）||"],
        &["Page 1 of 2||"],
        &["制表：张三||"],
        &["2024年2月||"],
        &["February||"],
        &["合计||5", ""],
        &["|第 1 页，共 2 页|"],
    ] {
        let mut lines = vec!["销售明细||", HEADER, "甲|2024-01-05|5"];
        lines.extend(between);
        lines.extend([HEADER, "乙|2024-02-06|6"]);
        assert_eq!(orders(&lines), 2, "{between:?}");
    }
}

#[test]
fn a_page_number_in_the_customers_column_is_no_line() {
    let lines = [HEADER, "甲|2024-01-05|5", "第 1 页||", HEADER, "乙|2024-02-06|6", "第 2 页||"];
    let found = cleaned(&[Made::file("a.csv", &lines)], &InputOptions::default()).unwrap();
    let aside: Vec<(u32, &str)> = found.audit.rows.iter().map(|row| (row.row, row.reason.name())).collect();
    assert_eq!(aside, [(3, "blank"), (4, "repeated-header"), (6, "blank")]);
}

#[test]
fn a_title_of_other_rows_ends_the_table() {
    for between in [
        &["", "预算||"][..],
        &["合计||5", "", "华南区||"],
        &["Returns||"],
        &["", "|退货|", ""],
        &["合计||5", "制表：张三||", "样品||"],
    ] {
        let mut lines = vec!["实际||", HEADER, "甲|2024-01-05|5"];
        lines.extend(between);
        lines.extend([HEADER, "乙|2024-02-06|6"]);
        assert_eq!(orders(&lines), 1, "{between:?}");
    }
    let lines = ["区域：华东||", HEADER, "甲|2024-01-05|5", "", "区域：华南||", HEADER, "乙|2024-02-06|6"];
    assert_eq!(orders(&lines), 1);
}
