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

/// Gives rows set aside and why, and the rows that count, however the rows lie in blocks.
fn aside(lines: &[&str]) -> (Vec<(u32, &'static str)>, usize) {
    let of = |block| {
        let mut table = Made::file("a.csv", lines);
        table.block = block;
        let found = cleaned(&[table], &InputOptions::default()).unwrap();
        (found.audit.rows.iter().map(|row| (row.row, row.reason.name())).collect(), found.orders.len())
    };
    let whole = of(100);
    for block in 1..6 {
        assert_eq!(of(block), whole, "{block} rows in a block");
    }
    whole
}

#[test]
fn a_line_that_has_lost_a_cell_is_no_total_and_no_title() {
    let lines = ["客户编号|日期|金额", "1001|2024-01-01|100", "1002|2024-01-02|200", "1001|2024-02-01|50", "1003||350"];
    assert_eq!(aside(&lines), (vec![(5, "no-date")], 3));
    let header = "客户|日期|金额";
    let lines = [header, "甲|2024-01-01|100", "||999", header, "乙|2024-01-02|50", "丙||", header, "乙|2024-01-03|5"];
    let expected = vec![(3, "no-customer"), (4, "repeated-header"), (6, "no-date"), (7, "repeated-header")];
    assert_eq!(aside(&lines), (expected, 3));
}

#[test]
fn lines_above_another_table_are_not_lost() {
    let table = ["客户|日期|金额", "甲|2024-01-01|100", "乙|2024-01-02|200"];
    let below = ["产品|数量|单价", "p|1|2"];
    let with = |between: &[&'static str]| aside(&[&table, between, &below].concat());
    assert_eq!(with(&["||999", "", "||"]), (vec![(4, "no-customer")], 2));
    assert_eq!(with(&["丙||"]), (vec![(4, "no-date")], 2));
    assert_eq!(with(&["", "|单价表|"]), (vec![], 2));
    assert_eq!(with(&["", "退货汇总||"]), (vec![], 2));
}

#[test]
fn a_table_below_counts_none_of_its_empty_rows() {
    let lines = ["客户|日期|金额", "甲|2024-01-01|100", "", "产品|数量|单价", "p|1|2", "", "", "q|1|2"];
    assert_eq!(aside(&lines), (vec![], 1));
}

#[test]
fn a_header_in_two_languages_is_one() {
    for header in ["Customer|Date|Amount", "Customer||Amount"] {
        let lines = ["客户|日期|金额", header, "甲|2024-01-01|100", "乙|2024-01-05|70"];
        let given = InputOptions { header_row: Some(1), ..InputOptions::default() };
        let found = cleaned(&[Made::file("a.csv", &lines)], &given).unwrap();
        assert_eq!((found.orders.len(), found.audit.rows[0].reason.name()), (2, "repeated-header"), "{header}");
    }
    let lines = ["客户|日期|金额", "Customer|Date|Amount", "甲|2024-01-01|100", "乙|2024-01-05|70"];
    assert_eq!(aside(&lines), (vec![(2, "repeated-header")], 2));
}

#[test]
fn printed_pages_are_read_alike_wherever_blocks_end() {
    let page = ["ABC销售明细 第1页|||", "客户|金额||", "客户|日期|产品|金额", "甲|2024-01-01|a|1"];
    let lines = [page, page, page].concat();
    let expected = [(5, "blank"), (6, "repeated-header"), (7, "repeated-header")];
    let expected = [expected, expected.map(|(row, reason)| (row + 4, reason))].concat();
    assert_eq!(aside(&lines), (expected, 3));
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

#[test]
fn columns_behind_an_empty_one_that_give_what_the_table_lacks_stay_with_it() {
    let remark =
        ["客户|日期|金额||币种|状态", "甲|2024-01-05|5.00||CNY|完成", "乙|2024-01-06|6.00||CNY|", "||||以上含税|"];
    let few = ["客户|日期|金额||币种|状态", "甲|2024-01-05|5.00||CNY|完成", "乙|2024-01-06|6.00", "乙|2024-01-07|6.00"];
    let twice =
        ["客户|日期|金额||币种||客户|累计", "甲|2024-01-05|5.00||CNY||甲|5", "乙|2024-01-06|6.00||CNY||乙|6", ""];
    for lines in [remark, few, twice] {
        let found = read(&lines);
        assert!(found.understood[0].columns.iter().any(|column| column.field == Field::Currency), "{lines:?}");
    }
}

#[test]
fn a_remark_alone_behind_an_empty_column_parts_no_table() {
    let found = read(&[
        "客户|日期|金额||区域|指标",
        "甲|2024-01-05|5.00||华东|1",
        "乙|2024-01-06|6.00||华东|2",
        "||||以上含税|",
    ]);
    assert!(found.understood[0].features.is_empty());
}

/// Writes a workbook with merged cells and opens it.
fn merged_book(folder: &std::path::Path) -> Vec<crate::read::Book> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let format = rust_xlsxwriter::Format::new();
    for (column, name) in (0..).zip(["客户", "日期", "金额"]) {
        sheet.write(0, column, name).unwrap();
    }
    // 甲 stands over two rows, its day over both; 乙 over two with days of their own; one amount is merged by mistake.
    sheet.merge_range(1, 0, 2, 0, "甲", &format).unwrap();
    sheet.merge_range(1, 1, 2, 1, "2024-01-05", &format).unwrap();
    sheet.merge_range(3, 0, 4, 0, "乙", &format).unwrap();
    for (row, day) in [(3, "2024-01-06"), (4, "2024-01-07"), (5, "2024-01-08")] {
        sheet.write(row, 1, day).unwrap();
    }
    for (row, amount) in [(1, 10), (2, 20), (5, 50)] {
        sheet.write(row, 2, amount).unwrap();
    }
    sheet.merge_range(3, 2, 4, 2, "30", &format).unwrap();
    let path = folder.join("merged.xlsx");
    book.save(&path).unwrap();
    let options = InputOptions { files: vec![path.display().to_string()], ..InputOptions::default() };
    crate::read::open(&options, &NoProgress).unwrap().0
}

#[test]
fn merged_cells_are_filled_down_for_whose_and_when_but_never_for_amounts() {
    let folder = tempfile::tempdir().unwrap();
    let books = merged_book(folder.path());
    let wants = Wants { detail: true, ..Wants::default() };
    let clean = |layout| {
        let input = InputOptions { layout, today: Day::from_ymd(2030, 1, 1), ..InputOptions::default() };
        crate::clean::clean(&books, &input, QUARTERS, wants, &NoProgress).unwrap()
    };
    let found = clean(None);
    let amounts: Vec<i64> = found.orders.amount.iter().map(|raw| raw / 10_000).collect();
    // Row 5 has no amount of its own, row 6 no customer.
    assert_eq!(amounts, [10, 20, 30]);
    let reasons: Vec<&str> = found.audit.rows.iter().map(|row| row.reason.name()).collect();
    assert_eq!(reasons, ["no-amount", "no-customer"]);
    let filled = Feature::Filled { columns: vec!["客户".into(), "日期".into()], rows: 2, merged: true };
    assert_eq!(found.understood[0].features, [filled]);
    let plain = clean(Some(crate::model::LayoutKind::Table));
    assert_eq!((plain.orders.len(), plain.understood[0].features.len()), (2, 0));
}

/// Cleans a sheet of cells, each customer, order number and day merged over `blocks`, and gives its amounts and reasons.
fn merged_lines(rows: &[[&str; 5]], blocks: &[(u32, u32)]) -> (Vec<i64>, Vec<&'static str>) {
    let folder = tempfile::tempdir().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let format = rust_xlsxwriter::Format::new();
    for &(first, last) in blocks {
        for (column, text) in (0..3).zip(rows[first as usize]) {
            sheet.merge_range(first, column, last, column, text, &format).unwrap();
        }
    }
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            match text.parse::<f64>() {
                Ok(value) => sheet.write(row, column, value).unwrap(),
                Err(_) => sheet.write(row, column, *text).unwrap(),
            };
        }
    }
    let path = folder.path().join("merged.xlsx");
    book.save(&path).unwrap();
    let options = InputOptions { files: vec![path.display().to_string()], ..InputOptions::default() };
    let books = crate::read::open(&options, &NoProgress).unwrap().0;
    let input = InputOptions { today: Day::from_ymd(2030, 1, 1), ..InputOptions::default() };
    let wants = Wants { detail: true, ..Wants::default() };
    let found = crate::clean::clean(&books, &input, QUARTERS, wants, &NoProgress).unwrap();
    let amounts = found.orders.amount.iter().map(|raw| raw / 10_000).collect();
    (amounts, found.audit.rows.iter().map(|row| row.reason.name()).collect())
}

#[test]
fn a_total_inside_merged_cells_is_no_line() {
    const HEADER: [&str; 5] = ["客户", "订单号", "日期", "产品", "金额"];
    let day = "2024-01-05";
    let word = [["甲", "A1", day, "p", "100"], ["", "", "", "q", "50"], ["", "", "", "小计", "150"]];
    let none = [["甲", "A1", day, "p", "100"], ["", "", "", "q", "50"], ["", "", "", "", "150"]];
    let figures = [["甲", "A1", day, "", "100"], ["", "", "", "", "50"], ["", "", "", "", "150"]];
    for block in [word, none, figures] {
        let mut rows = vec![HEADER];
        rows.extend(block);
        rows.extend(block.map(|cells| cells.map(|cell| if cell == "甲" { "乙" } else { cell })));
        let found = merged_lines(&rows, &[(1, 3), (4, 6)]);
        assert_eq!(found, (vec![100, 50, 100, 50], vec!["total-row"; 2]), "{block:?}");
    }
}

#[test]
fn blanks_that_could_mean_something_else_are_left_blank() {
    for lines in [
        // The first line lacks its customer too.
        [
            "单号|客户|日期|品名|金额",
            "||2024-01-05|a|1",
            "S1|甲|2024-01-05|a|1",
            "||2024-01-06|b|2",
            "||2024-01-07|c|3",
        ],
        // The number stays while the customer is missing.
        ["单号|客户|日期|品名|金额", "S1|甲|2024-01-05|a|1", "S2||2024-01-06|b|2", "S3||2024-01-07|c|3", "|乙||d|4"],
        // Only the number is missing; or everything but the number.
        [
            "单号|客户|日期|品名|金额",
            "S1|甲|2024-01-05|a|1",
            "|乙|2024-01-05|b|2",
            "|丙|2024-01-07|c|3",
            "S2|丙|2024-01-07|c|3",
        ],
        ["单号|客户|日期|品名|金额", "S1|甲|2024-01-05|a|1", "S2|||b|2", "S3|||c|3", "S4|丙|2024-01-07|c|3"],
        // Another customer's line has neither number nor day.
        ["单号|客户|日期|品名|金额", "S1|甲|2024-01-05|a|1", "|甲||b|2", "S2|乙|2024-01-07|c|3", "|丙||d|4"],
        // An order number begins twice.
        ["单号|客户|日期|品名|金额", "S1|甲|2024-01-05|a|1", "|||b|2", "S1|甲|2024-01-07|c|3", "|||d|4"],
    ] {
        assert!(read(&lines).understood[0].features.is_empty(), "{lines:?}");
    }
}

#[test]
fn a_blank_row_or_a_subtotal_ends_an_order() {
    let lines = [
        "单号|客户|日期|品名|金额",
        "S1|甲|2024-01-05|a|1",
        "|||b|2",
        "小计||||3",
        "|||x|7",
        "S2|乙|2024-01-06|c|4",
        "|||d|5",
        "",
        "|||y|8",
    ];
    let found = read(&lines);
    assert_eq!((found.orders.len(), found.orders.total()), (4, crate::model::Money::from_raw(120_000)));
}

#[test]
fn a_grouped_report_is_found_over_its_blocks_and_told() {
    let lines = [
        "Type|Date|Num|Amount",
        "Acme|||",
        "Invoice|2024-01-05|1|10",
        "Invoice|2024-01-06|2|20",
        "Invoice|2024-01-07|3|30",
        "Total Acme|||60",
        "Total Gas Ltd|||",
        "Invoice|2024-01-08|4|40",
        "Total Total Gas Ltd|||40",
        "TOTAL|||100",
    ];
    let found = read(&lines);
    let keys: Vec<&str> = found.orders.clients.iter().map(|client| client.key.as_str()).collect();
    assert_eq!((keys, found.orders.len()), (vec!["acme", "total gas ltd"], 4));
    let said = "a grouped report: the customer stands in column A above its lines, 2 groups, Acme first";
    assert_eq!(told(&found), [(Severity::Note, said.to_string())]);
}

#[test]
fn rows_that_part_a_list_by_time_are_no_customers() {
    for titles in [
        ["一月", "2月份"],
        ["2024年1月", "2024年2月"],
        ["January", "Feb 2024"],
        ["Q1 2024", "2024Q2"],
        ["2023", "2024年"],
    ] {
        let lines = [
            "日期|摘要|金额".into(),
            format!("{}||", titles[0]),
            "2024-01-05|a|1".into(),
            format!("{}||", titles[1]),
            "2024-02-05|b|2".into(),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert!(cleaned(&[Made::file("a.csv", &lines)], &InputOptions::default()).is_err(), "{titles:?}");
    }
    // A column that may hold the customers is asked for, though rows above the lines name regions.
    let lines = ["日期|往来方|金额", "华东||", "2024-01-05|甲|1", "华南||", "2024-02-05|乙|2"];
    let failure = cleaned(&[Made::file("a.csv", &lines)], &InputOptions::default()).unwrap_err();
    assert!(words::message(&failure.0, Lang::En).hint.is_some_and(|hint| hint.contains("--map customer=往来方")));
    let lines = ["日期|摘要|金额", "Mayer||", "2024-01-05|a|1", "九州公司||", "2024-02-05|b|2"];
    assert_eq!(read(&lines).orders.clients.len(), 2);
}

#[test]
fn a_layout_that_the_sheet_has_not_is_refused() {
    let input = InputOptions { layout: Some(crate::model::LayoutKind::Grouped), ..InputOptions::default() };
    let failure = cleaned(&[Made::file("a.csv", &["客户|日期|金额", "甲|2024-01-05|5"])], &input).unwrap_err();
    let en = words::message(&failure.0, Lang::En).text;
    assert!(en.starts_with("`--layout grouped` does not fit"), "{en}");
    assert!(words::message(&failure.0, Lang::Zh).text.contains("--layout grouped"));
    assert_eq!(failure.exit_code(), 2);
}
