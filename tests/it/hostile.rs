//! Names that a spreadsheet would run, that no cell holds, or that are a table's own words: they are texts, and only texts.

use calamine::{Data, Reader, Xlsx, open_workbook};

use super::cli_book::{Shop, shop};

/// Names of customers, each of which a careless writer would spoil.
fn names() -> Vec<String> {
    let short = [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "\"quoted\"",
        "it's",
        "<b>&amp;]]>",
        "😀 emoji",
        "Summary",
        "Detail",
        "Helper",
        "Customer",
        "tbl_detail",
        "1e5",
        "TRUE",
        "#REF!",
        "_x0041_ esc",
        "http://example.com",
    ];
    let long = ["L".repeat(40_000), "汉".repeat(40_000), "😀".repeat(20_000)];
    short.into_iter().map(str::to_owned).chain(long).collect()
}

/// A book in which each name orders in two quarters.
fn hostile() -> Shop {
    let shop = shop();
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(["Order", "Date", "Customer", "Amount"]).unwrap();
    for (quarter, day) in ["2024-10-15", "2025-02-11"].into_iter().enumerate() {
        for (at, name) in names().iter().enumerate() {
            let amount = format!("{}.00", (at + 1) * (100 + quarter));
            file.write_record([&format!("=O{quarter}{at}"), day, name.as_str(), &amount]).unwrap();
        }
    }
    shop.write("hostile.csv", &String::from_utf8(file.into_inner().unwrap()).unwrap());
    shop
}

/// Gives a name as a cell holds it: 32,767 units of UTF-16, the last one “…” where that is not all.
fn in_a_cell(name: &str) -> String {
    match name.encode_utf16().count() {
        0..=32_767 => name.to_owned(),
        _ if name.starts_with('😀') => format!("{}…", "😀".repeat(16_383)),
        _ => format!("{}…", name.chars().take(32_766).collect::<String>()),
    }
}

#[test]
fn names_that_look_like_formulas_or_fill_a_cell_are_texts_in_every_format() {
    let shop = hostile();
    let output = shop.command("report hostile.csv").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.lines().all(|line| line.chars().count() < 200), "a line runs on");
    let pack = shop.path().join("mingxi-report/2025Q1");

    let mut book: Xlsx<_> = open_workbook(pack.join("report.xlsx")).unwrap();
    let detail = book.worksheet_range("Detail").unwrap();
    let formulas = book.worksheet_formula("Detail").unwrap();
    let texts = |wanted: &str| detail.used_cells().filter(|(.., cell)| **cell == Data::String(wanted.into())).count();
    for name in names() {
        let wanted = in_a_cell(&name);
        assert!(texts(&wanted) >= 2, "{}", wanted.chars().take(20).collect::<String>());
    }
    assert!(texts("=O00") == 1, "an order number is a text too");
    // Only the sums above the table calculate.
    assert!(formulas.used_cells().filter(|(.., formula)| !formula.is_empty()).all(|(row, ..)| row < 3));
    let summary = book.worksheet_range("Summary").unwrap();
    let note = summary.used_cells().any(|(.., cell)| cell.to_string().contains("32,767"));
    assert!(note, "nothing says that texts are cut");

    for file in ["detail.csv", "customers.csv"] {
        let text = std::fs::read_to_string(pack.join("data").join(file)).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let at = reader.headers().unwrap().iter().position(|head| head == "customer").unwrap();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        for name in names() {
            let wanted = if name.starts_with(['=', '+', '-', '@']) { format!("'{name}") } else { name };
            assert!(
                rows.iter().any(|row| row[at] == wanted),
                "{file}: {}",
                wanted.chars().take(20).collect::<String>()
            );
        }
        let runs = |field: &str| field.starts_with(['=', '@']) || (field.starts_with('+') && field.len() > 1);
        assert!(!rows.iter().flatten().any(runs), "{file}");
    }
}

#[test]
fn every_command_ends_well_with_endless_names() {
    let shop = hostile();
    for command in ["check", "bridge", "top", "trend", "share"] {
        for format in ["text", "md", "csv", "json"] {
            let output = shop.command(&format!("{command} hostile.csv --format {format}")).output().unwrap();
            assert!(output.status.success(), "{command} {format}: {}", String::from_utf8_lossy(&output.stderr));
            let shown = String::from_utf8(output.stdout).unwrap();
            let longest = shown.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            match format {
                "text" | "md" => assert!(longest < 1_000, "{command} {format}: {longest}"),
                _ => assert!(
                    command == "check" || command == "bridge" || longest > 40_000,
                    "{command} {format}: {longest}"
                ),
            }
        }
    }
}
