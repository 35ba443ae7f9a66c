//! What becomes of rows: which count, which do not, and why.

use super::*;
use crate::clean::Remark;
use crate::model::problem::{CleanProblem, Kind};
use crate::model::{Field, Filter, Mapping, Money, Reason, Rounding, Tally, Texts};

fn reasons(cleaned: &Cleaned) -> Vec<(u32, &'static str)> {
    cleaned.audit.rows.iter().map(|row| (row.row, row.reason.name())).collect()
}

fn used(cleaned: &Cleaned) -> (u64, String) {
    let used = cleaned.audit.used();
    (used.n, used.amount.plain(2))
}

#[test]
fn every_row_counts_or_has_one_reason() {
    let table = Made::file(
        "a.csv",
        &[
            "销售明细",
            "",
            "订单号|日期|客户|金额",
            "1|2024-01-05|甲|100.50",
            "2|2024-02-05||50",
            "3||乙|7",
            "4|31/31/2024|乙|8.25",
            "5|2024-02-06|乙|",
            "6|2024-02-06|乙|n/a",
            "小计|||165.75",
            "订单号|日期|客户|金额",
            " | | | ",
            "",
            "7|2024-02-07|乙|-20.25",
            "8|2031-01-01|甲|1",
            "|合计||89.50",
        ],
    );
    let cleaned = cleaned(&[table], &InputOptions::default()).unwrap();
    assert_eq!(used(&cleaned), (2, "80.25".into()));
    let expected = [
        (5, "no-customer"),
        (6, "no-date"),
        (7, "bad-date"),
        (8, "no-amount"),
        (9, "bad-amount"),
        (10, "total-row"),
        (11, "repeated-header"),
        (12, "blank"),
        (13, "blank"),
        (15, "future-date"),
        (16, "total-row"),
    ];
    assert_eq!(reasons(&cleaned), expected);
    assert_eq!(cleaned.audit.read().n, 13);
    assert_eq!(cleaned.audit.rows[2].cell, Some(("B7".into(), "31/31/2024".into())));
    assert_eq!(cleaned.audit.rows[2].fields[0], (Field::Customer, "乙".into()));
    assert_eq!(cleaned.audit.wrong, Some(Tally { n: 6, amount: Money::from_raw(662_500) }));
    // The subtotal explains itself by the rows that were set aside above it.
    let total = cleaned.problems.iter().find_map(|problem| match &problem.kind {
        Kind::Clean(CleanProblem::TotalDisagrees { adds, missing, .. }) => Some((*adds, missing.clone())),
        _ => None,
    });
    let missing = vec![(5, Reason::NoCustomer), (6, Reason::NoDate), (7, Reason::BadDate)];
    assert_eq!(total, Some((Money::from_raw(1_005_000), missing)));
    let warned =
        cleaned.problems.iter().filter(|problem| matches!(&problem.kind, Kind::Clean(CleanProblem::SetAside { .. })));
    assert_eq!(warned.count(), 6);
}

#[test]
fn the_mapping_is_found_by_header_letter_and_number() {
    let lines = ["Report 2024", "Client|Order Date|Total (USD)|Sales Rep", "A|2024-01-05|5|x", "B|2024-01-06|6|y"];
    let found = cleaned(&[Made::file("a.csv", &lines)], &InputOptions::default()).unwrap();
    assert_eq!(found.orders.currency.as_deref(), Some("USD"));
    assert_eq!(found.understood[0].header_row, Some(2));
    let map = |field, column: &str| Mapping { field, column: column.into() };
    let input = InputOptions {
        no_header: true,
        map: vec![map(Field::Customer, "1"), map(Field::Date, "B"), map(Field::Amount, "3")],
        ..InputOptions::default()
    };
    let found = cleaned(&[Made::file("a.csv", &lines[2..])], &input).unwrap();
    assert_eq!(used(&found), (2, "11.00".into()));
    assert_eq!(found.understood[0].columns[1].header, "B");
}

#[test]
fn the_sheet_is_chosen_by_what_it_holds() {
    let cover = Made::sheet("a.xlsx", Some("说明"), false, &["本表由系统导出", "请勿修改"]);
    let hidden = Made::sheet("a.xlsx", Some("旧"), true, &["客户|日期|金额", "甲|2024-01-01|1"]);
    let orders = Made::sheet("a.xlsx", Some("明细"), false, &["客户|日期|金额", "甲|@45296|#12.5"]);
    let found = cleaned(&[cover.and(hidden).and(orders)], &InputOptions::default()).unwrap();
    assert_eq!(found.understood[0].sheet.as_deref(), Some("明细"));
    assert_eq!(found.orders.day, [Day::from_ymd(2024, 1, 5).unwrap().number()]);
    let notes =
        found.problems.iter().filter(|problem| matches!(&problem.kind, Kind::Clean(CleanProblem::HiddenSheet { .. })));
    assert_eq!(notes.count(), 1);
    let read = found.understood[0].other_sheets.iter().map(|(name, ..)| name.as_str()).collect::<Vec<_>>();
    assert_eq!(read, ["说明", "旧"]);
}

#[test]
fn amounts_are_computed_where_there_is_no_column_of_them() {
    let lines = ["客户|日期|数量|单价|折扣", "甲|2024-01-05|3|2.335|15%", "甲|2024-01-06|2|9.8|", "甲|2024-01-07||1|0"];
    let found = cleaned(&[Made::file("a.csv", &lines)], &InputOptions::default()).unwrap();
    assert_eq!(found.orders.amount, [59_542, 196_000]);
    assert_eq!(found.audit.sources[0].rounded, Rounding { rows: 1, moved_e18: -50_000_000_000_000 });
    assert_eq!(reasons(&found), [(4, "no-amount")]);
    assert_eq!(found.orders.quantity, [30_000, 20_000]);
}

#[test]
fn filters_status_and_currency_leave_rows_out() {
    let lines = [
        "客户|日期|金额|状态|业务员|币种",
        "甲|2024-01-05|1|ok|王芳|USD",
        "甲|2024-01-05|2|Cancelled|王芳|USD",
        "甲|2024-01-05|4|ok|李强|USD",
        "甲|2024-01-05|8|ok|王芳|eur",
    ];
    let filter = Filter { column: "owner".into(), values: vec!["王芳".into()], keep: true };
    let input = InputOptions {
        filters: vec![filter],
        cancelled: vec!["cancelled".into()],
        currency: Some("USD".into()),
        ..InputOptions::default()
    };
    let found = cleaned(&[Made::file("a.csv", &lines)], &input).unwrap();
    assert_eq!(used(&found), (1, "1.00".into()));
    assert_eq!(reasons(&found), [(3, "cancelled"), (4, "filtered"), (5, "filtered")]);
    assert_eq!(found.audit.wrong, None);
}

#[test]
fn lines_that_two_files_share_count_once_where_they_have_a_number() {
    let one = ["order|customer|date|amount", "1|A|2024-01-05|5", "1|A|2024-01-05|5", "2|A|2024-01-06|7"];
    let two =
        ["order|customer|date|amount", "2|A|2024-01-06|7", "1|A|2024-01-05|5", "2|A|2024-01-06|7", "3|B|2024-01-07|1"];
    let tables = [Made::file("1.csv", &one), Made::file("2.csv", &two)];
    let found = cleaned(&tables, &InputOptions::default()).unwrap();
    assert_eq!(used(&found), (5, "25.00".into()));
    let dropped: Vec<(u16, u32)> = found.audit.rows.iter().map(|row| (row.source, row.row)).collect();
    assert_eq!(dropped, [(1, 2), (1, 3)]);
    let no_number: Vec<String> = two.iter().map(|line| line.split_once('|').unwrap().1.to_string()).collect();
    let no_number: Vec<&str> = no_number.iter().map(String::as_str).collect();
    let tables = [Made::file("1.csv", &no_number), Made::file("2.csv", &no_number[..3])];
    let found = cleaned(&tables, &InputOptions::default()).unwrap();
    assert_eq!(used(&found).0, 6);
    assert!(
        found
            .problems
            .iter()
            .any(|problem| matches!(&problem.kind, Kind::Clean(CleanProblem::Overlap { rows: 2, .. })))
    );
}

#[test]
fn orders_whose_lines_differ_between_two_files_are_told_and_count() {
    let one = [
        "order|customer|date|amount|status",
        "1|A|2024-01-05|5|open",
        "2|A|2024-01-06|7|open",
        "3|B|2024-01-06|1|open",
    ];
    let two = [
        "order|customer|date|amount|status",
        "1|A|2024-01-05|5|sent",
        "2|A|2024-01-06|7|open",
        "3|C|2024-01-06|1|open",
    ];
    let tables = [Made::file("1.csv", &one), Made::file("2.csv", &two)];
    let found = cleaned(&tables, &InputOptions { cancelled: vec!["void".into()], ..InputOptions::default() }).unwrap();
    assert_eq!(used(&found), (5, "19.00".into()));
    let told = found.problems.iter().find_map(|problem| match &problem.kind {
        Kind::Clean(CleanProblem::SplitOrders { orders, rows, amount, .. }) => Some((*orders, *rows, amount.plain(2))),
        _ => None,
    });
    assert_eq!(told, Some((1, 1, "5.00".into())));
}

#[test]
fn lines_that_two_sheets_share_count_once_where_they_have_a_number() {
    let year = ["order|customer|date|amount", "1|A|2024-01-05|5", "1|A|2024-01-05|5", "2|A|2024-02-06|7"];
    let month = ["order|customer|date|amount", "2|A|2024-02-06|7", "3|B|2024-02-07|1"];
    let book = || {
        Made::sheet("a.xlsx", Some("year"), false, &year).and(Made::sheet("a.xlsx", Some("february"), false, &month))
    };
    let input = InputOptions { sheets: vec!["year".into(), "february".into()], ..InputOptions::default() };
    let found = cleaned(&[book()], &input).unwrap();
    assert_eq!(used(&found), (4, "18.00".into()));
    let dropped: Vec<(u16, u32)> = found.audit.rows.iter().map(|row| (row.source, row.row)).collect();
    assert_eq!(dropped, [(1, 2)]);
    let told = found.problems.iter().find_map(|problem| match &problem.kind {
        Kind::Clean(CleanProblem::Duplicates { other, rows, .. }) => Some((other.clone(), *rows)),
        _ => None,
    });
    assert_eq!(told, Some((crate::model::Place { sheet: Some("year".into()), ..Default::default() }, 1)));
}

#[test]
fn one_files_evidence_settles_the_same_column_of_another() {
    let open = ["customer|date|amount", "A|03/04/2024|1.234"];
    let clear = ["customer|date|amount", "A|25/12/2024|1,5", "A|03/04/2024|1"];
    let found = cleaned(&[Made::file("1.csv", &open), Made::file("2.csv", &clear)], &InputOptions::default()).unwrap();
    assert_eq!(found.orders.day[0], Day::from_ymd(2024, 4, 3).unwrap().number());
    assert_eq!(found.orders.amount, [12_340_000, 15_000, 10_000]);
    let other = ["customer|date|amount", "A|12/25/2024|1.5"];
    let tables = [Made::file("1.csv", &clear), Made::file("2.csv", &other)];
    let found = cleaned(&tables, &InputOptions::default()).unwrap();
    assert_eq!(found.orders.day[0], found.orders.day[2]);
}

#[test]
fn rows_without_a_customer_are_gathered_where_that_is_asked_for() {
    let lines = ["customer|date|amount|product", "A|2024-01-05|1|p", "|2024-01-05|2|", " |2024-01-06|3|p"];
    let input = InputOptions { keep_blank_customers: true, ..InputOptions::default() };
    let found = cleaned(&[Made::file("a.csv", &lines)], &input).unwrap();
    let keys: Vec<&str> = found.orders.clients.iter().map(|client| &*client.key).collect();
    assert_eq!((keys, found.orders.client.as_slice()), (vec!["(blank)", "a"], [1, 0, 0].as_slice()));
    assert_eq!(found.orders.product.codes, [0, Texts::NONE, 0]);
}

#[test]
fn nothing_but_totals_is_kept_where_nothing_else_is_wanted() {
    let lines = ["order|customer|date|amount|product", "1|A|2024-01-05|1|p", "x|B|bad|2|q", "2|B|2024-01-06|3|q"];
    let found =
        cleaned_for(&[Made::file("a.csv", &lines)], &InputOptions::default(), Wants::default(), Aliases::default())
            .unwrap();
    let orders = &found.orders;
    assert_eq!((orders.len(), orders.row.len(), orders.order.codes.len(), orders.product.codes.len()), (2, 0, 0, 0));
    assert_eq!(found.audit.rows[0].cell, Some(("C3".into(), "bad".into())));
}

#[test]
fn check_remarks_on_what_a_person_should_look_at() {
    let lines = [
        "customer|date|amount|qty|price|status",
        "A|02/24/03|20|2|10|Shipped",
        "A|05/07/03|21|2|10|Cancelled",
        "B|05/08/03|7|1|7|Shipped",
    ];
    let found = cleaned(&[Made::file("a.csv", &lines)], &InputOptions::default()).unwrap();
    let expected = [
        Remark::Cancelled {
            column: "status".into(),
            value: "Cancelled".into(),
            rows: 1,
            amount: Money::from_raw(210_000),
        },
        Remark::NotProduct {
            amount: "amount".into(),
            quantity: "qty".into(),
            price: "price".into(),
            discount: None,
            rows: 1,
            of: 3,
        },
        Remark::Dates {
            column: "date".into(),
            order: "month/day/year".into(),
            other: "day/month/year".into(),
            fits: 2,
            of: 3,
        },
    ];
    assert_eq!(found.understood[0].remarks, expected);
    let columns = &found.understood[0].columns;
    assert_eq!((columns[0].distinct, columns[0].fits), (Some(2), 3));
    assert_eq!(columns[1].range, Some(("2003-02-24".into(), "2003-05-08".into())));
}
