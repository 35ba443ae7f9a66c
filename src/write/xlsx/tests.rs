//! The bytes are read back with calamine, and the figures compared with the report's.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::fixture::{self, PERIODS, money, name, net};
use super::xlsx;
use crate::model::Lang;
use crate::report::{Fact, Report, RowRole, Table, Value};

type Book = Xlsx<Cursor<Vec<u8>>>;

/// Keeps a workbook for a look at it, where the environment names a folder.
fn keep(name: &str, bytes: &[u8]) {
    if let Ok(folder) = std::env::var("MINGXI_LOOK") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
}

fn written(report: &Report, detail: Option<&Table>, file: &str) -> Book {
    let bytes = xlsx(report, detail).unwrap();
    keep(file, &bytes);
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// A report whose account is that of its detail rows.
fn reconciled(lang: Lang, customers: usize, rows: usize) -> (Report, Table) {
    let (mut report, detail) = (fixture::report(lang, customers), fixture::detail(rows));
    let (mut used, mut aside) = ((0, 0), (0, 0));
    for row in &detail.rows {
        let Value::Money(amount) = row.cells[6] else { panic!("amounts are money") };
        let side = if row.role == RowRole::Muted { &mut aside } else { &mut used };
        side.0 += 1;
        side.1 += amount.raw() / 100;
    }
    report.account = fixture::account((used.0 + aside.0, used.1 + aside.1), used, aside);
    (report, detail)
}

fn cells(book: &mut Book, sheet: &str) -> Vec<Vec<Data>> {
    let range = book.worksheet_range(sheet).unwrap();
    let (rows, columns) = range.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
    let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    (0..rows).map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect()
}

fn number(data: &Data) -> Option<f64> {
    match data {
        Data::Float(number) => Some(*number),
        Data::Int(number) => Some(*number as f64),
        Data::DateTime(date) => Some(date.as_f64()),
        _ => None,
    }
}

/// The row that has a text in a column.
fn row_with<'a>(cells: &'a [Vec<Data>], column: usize, text: &str) -> &'a [Data] {
    cells.iter().find(|row| row.get(column) == Some(&Data::String(text.into()))).unwrap()
}

#[test]
fn sheets_come_from_sections_and_a_section_unknown_here_is_shown_too() {
    let (report, detail) = reconciled(Lang::En, 40, 100);
    let mut book = written(&report, Some(&detail), "en.xlsx");
    let names = [
        "Summary",
        "Bridge",
        "Drivers",
        "Top 10",
        "Customers",
        "Concentration",
        "Matrix",
        "Weather wind rain",
        "Detail",
        "Rules & audit",
        "Helper",
    ];
    assert_eq!(book.sheet_names(), names);
    assert!(!book.sheet_names().iter().any(|name| name.contains("Follow")));
    let weather = cells(&mut book, "Weather wind rain");
    assert!(row_with(&weather, 1, "future-date").iter().any(|data| number(data) == Some(3.0)));
    let (report, detail) = reconciled(Lang::Zh, 40, 100);
    let book = written(&report, Some(&detail), "zh.xlsx");
    assert_eq!(&book.sheet_names()[..2], ["摘要", "收入桥"]);
}

#[test]
fn every_customer_stands_with_true_numbers_and_dates() {
    let (report, detail) = reconciled(Lang::En, 40, 100);
    let mut book = written(&report, Some(&detail), "customers.xlsx");
    let sheet = cells(&mut book, "Customers");
    assert_eq!(sheet[3][0], Data::String("Customer".into()));
    let mut total = 0.0;
    for at in 6..40 {
        let row = row_with(&sheet, 0, &name(at));
        assert_eq!(number(&row[2]), Some(money(net(at, 7)).units()), "{at}");
        assert_eq!(number(&row[4]), Some(money(net(at, 7) - net(at, 6)).units()), "{at}");
        // 2025-12-01 is day 45,992 of Excel's count.
        assert_eq!(number(&row[9]), Some(45_992.0 + (at % 28) as f64));
        let folded: Vec<f64> = row[12..20].iter().filter_map(number).collect();
        assert_eq!(folded, (0..8).map(|period| money(net(at, period)).units()).collect::<Vec<_>>());
    }
    for at in 0..40 {
        total += money(net(at, 7)).units();
    }
    assert!((number(&sheet[2][2]).unwrap() - total).abs() < 0.005);
    assert_eq!(number(&row_with(&sheet, 0, &name(7))[5]).is_some(), net(7, 6) > 0, "no percentage without a base");
    let formulas = book.worksheet_formula("Customers").unwrap();
    assert_eq!(formulas.get_value((4, 4)).unwrap(), "C5-D5");
    assert_eq!(formulas.get_value((2, 2)).unwrap(), "SUBTOTAL(109,C5:C44)");
}

#[test]
fn a_text_that_looks_like_a_formula_or_a_number_stays_text() {
    let (report, detail) = reconciled(Lang::En, 40, 100);
    let mut book = written(&report, Some(&detail), "hostile.xlsx");
    let sheet = cells(&mut book, "Customers");
    for at in 0..5 {
        assert_eq!(row_with(&sheet, 0, &name(at))[0], Data::String(name(at)));
    }
    let formulas = book.worksheet_formula("Customers").unwrap();
    assert!((4..44).all(|row| formulas.get_value((row, 0)).is_none_or(String::is_empty)));
    let rows = cells(&mut book, "Detail");
    assert_eq!(rows[4][1], Data::String("000000".into()));
}

#[test]
fn the_bridge_closes_by_formulas_whose_values_are_the_reports() {
    let (report, detail) = reconciled(Lang::En, 40, 100);
    let mut book = written(&report, Some(&detail), "bridge.xlsx");
    let sheet = cells(&mut book, "Bridge");
    let formulas = book.worksheet_formula("Bridge").unwrap();
    let header = sheet.iter().position(|row| row[1] == Data::String("Quarter".into())).unwrap();
    for (at, period) in PERIODS.iter().enumerate().skip(1) {
        let row = header + at;
        assert_eq!(sheet[row][1], Data::String((*period).into()));
        let figures: Vec<f64> = sheet[row][2..10].iter().filter_map(number).collect();
        let closing: f64 = figures[..6].iter().sum();
        assert!((closing - figures[6]).abs() < 0.005, "{period}");
        let line = row + 1;
        assert_eq!(formulas.get_value((row as u32, 8)).unwrap(), &format!("SUM(C{line}:H{line})"));
        assert_eq!(formulas.get_value((row as u32, 9)).unwrap(), &format!("I{line}-C{line}"));
        assert!(formulas.get_value((row as u32, 11)).unwrap().starts_with("ROUND("));
    }
}

#[test]
fn detail_keeps_every_row_and_the_audit_agrees_with_it() {
    let (report, detail) = reconciled(Lang::En, 40, 300);
    let mut book = written(&report, Some(&detail), "audit.xlsx");
    let rows = cells(&mut book, "Detail");
    assert_eq!(rows.len(), 4 + 300);
    let total: i64 =
        detail.rows.iter().map(|row| if let Value::Money(money) = row.cells[6] { money.raw() } else { 0 }).sum();
    assert_eq!(number(&rows[2][6]), Some(total as f64 / 10_000.0));
    let audit = cells(&mut book, "Rules & audit");
    for label in ["Read", "Used", "Set aside"] {
        let row = row_with(&audit, 1, label);
        assert_eq!(number(&row[2]), number(&row[4]), "{label}");
        assert_eq!(number(&row[5]), Some(0.0), "{label}");
    }
    assert_eq!(number(&row_with(&audit, 1, "Read")[3]), Some(300.0));
    let aside = detail.rows.iter().filter(|row| row.role == RowRole::Muted).count();
    assert_eq!(number(&row_with(&audit, 1, "Set aside")[3]), Some(aside as f64));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let (report, detail) = reconciled(Lang::Zh, 12, 50);
    assert_eq!(xlsx(&report, Some(&detail)).unwrap(), xlsx(&report, Some(&detail)).unwrap());
}

#[test]
fn a_report_of_one_customer_without_bridge_history_and_detail_is_whole() {
    let mut report = fixture::report(Lang::En, 1);
    report.sections.remove(0);
    report.tiles.clear();
    report.notices.clear();
    report.facts.clear();
    report.company = None;
    let mut book = written(&report, None, "one.xlsx");
    assert!(!book.sheet_names().contains(&"Detail".to_owned()));
    let sheet = cells(&mut book, "Customers");
    assert_eq!(sheet[4][0], Data::String(name(0)));
    assert_eq!(number(&sheet[4][2]), Some(money(net(0, 7)).units()));
}

#[test]
fn of_the_facts_only_the_beginning_of_a_path_is_cut() {
    let mut report = fixture::report(Lang::En, 3);
    let rows = "1,067,371 rows read, 1,067,240 rows used, 131 rows set aside";
    let path = format!("/home/wang/{}/orders 2025.xlsx", "exports of the sales system/".repeat(6));
    report.facts = ["Period", "Compared with", "As of"].map(|label| Fact::new(label, "2025Q4")).to_vec();
    report.facts.extend([Fact::files("Files", &path), Fact::new("Rows", rows)]);
    let summary = cells(&mut written(&report, None, "facts.xlsx"), "Summary");
    let Data::String(shown) = &summary[4][10] else { panic!("the path is a text") };
    assert!(shown.starts_with('…') && shown.ends_with("/orders 2025.xlsx") && shown.len() < path.len());
    assert_eq!(summary[4][13], Data::String(rows.into()));
}

#[test]
fn a_report_without_sections_still_opens() {
    let mut report = fixture::report(Lang::Zh, 1);
    report.sections.clear();
    report.tiles.clear();
    let book = written(&report, None, "empty.xlsx");
    // The account of the rows has a sheet all the same.
    assert_eq!(book.sheet_names(), ["摘要", "口径与核对", "辅助"]);
}

#[test]
fn above_twenty_thousand_rows_checks_are_values() {
    let (report, detail) = reconciled(Lang::En, 12, 20_001);
    let mut book = written(&report, Some(&detail), "large.xlsx");
    let formulas = book.worksheet_formula("Rules & audit").unwrap();
    assert!(!formulas.rows().flatten().any(|formula| formula.contains("Detail")));
    let audit = cells(&mut book, "Rules & audit");
    assert_eq!(number(&row_with(&audit, 1, "Read")[3]), Some(20_001.0));
}

#[test]
#[ignore = "measures"]
fn two_hundred_thousand_rows() {
    let (report, detail) = reconciled(Lang::En, 2_000, 200_000);
    let start = std::time::Instant::now();
    let bytes = xlsx(&report, Some(&detail)).unwrap();
    eprintln!("{:?} {} bytes", start.elapsed(), bytes.len());
}

/// The parts of a workbook, the texts of cells in place of their numbers; and how many texts there are, as said and as found.
fn parts(bytes: Vec<u8>) -> (std::collections::BTreeMap<String, String>, [usize; 4]) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = std::collections::BTreeMap::new();
    for at in 0..archive.len() {
        let (mut file, mut part) = (archive.by_index(at).unwrap(), String::new());
        std::io::Read::read_to_string(&mut file, &mut part).unwrap();
        parts.insert(file.name().unwrap().into_owned(), part);
    }
    let strings = parts.remove("xl/sharedStrings.xml").unwrap();
    let said = |name: &str| strings.split_once(&format!(" {name}=\"")).unwrap().1.split('"').next().unwrap().parse();
    let texts: Vec<&str> = strings.split("<si>").skip(1).map(|text| text.split("</si>").next().unwrap()).collect();
    let mut cells = 0;
    for part in parts.values_mut().filter(|part| part.contains(" t=\"s\"><v>")) {
        let mut pieces = part.split(" t=\"s\"><v>");
        let mut whole = pieces.next().unwrap().to_owned();
        for piece in pieces {
            let (number, rest) = piece.split_once('<').unwrap();
            whole = format!("{whole} t=\"s\"><v>{}<{rest}", texts[number.parse::<usize>().unwrap()]);
            cells += 1;
        }
        *part = whole;
    }
    (parts, [said("count").unwrap(), cells, said("uniqueCount").unwrap(), texts.len()])
}

#[test]
fn the_rows_of_a_long_register_are_those_that_the_library_writes() {
    let (mut report, _) = reconciled(Lang::Zh, 700, 10);
    let mut registers = 0;
    for block in report.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        let crate::report::Block::Table(table) = block else { continue };
        let odd = ["A & <B>", "_x0041_", " apart ", "line\nline", "\u{1}", "", "<r>x</r>"];
        for (row, text) in table.rows.iter_mut().skip(300).zip(odd) {
            if let Some(Value::Text(name)) = row.cells.first_mut() {
                *name = text.into();
            }
        }
        registers += usize::from(table.role == crate::report::TableRole::Register && table.rows.len() >= 700);
    }
    assert!(registers > 0, "the fixture has a register of all customers");
    let plain = super::write(&report, None, usize::MAX).unwrap();
    let long = super::write(&report, None, super::LONG).unwrap();
    assert_ne!(plain, long, "rows were left out");
    let ((plain, _), (long, [said, cells, unique, texts])) = (parts(plain), parts(long));
    assert_eq!((said, unique), (cells, texts));
    assert!(plain.keys().eq(long.keys()));
    for (name, part) in &plain {
        assert!(*part == long[name], "{name}");
    }
}
