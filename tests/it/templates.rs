//! `mingxi init --templates`: empty tables that the program itself reads whole, in both languages and forms, and never replaces.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::program::mingxi;

/// The tables with how many columns each has, in the order in which they are shown.
const TABLES: [(&str, usize); 7] = [
    ("customers", 20),
    ("follow-ups", 9),
    ("costs", 5),
    ("receivables", 4),
    ("claims", 6),
    ("stock", 5),
    ("targets", 5),
];

fn templates(folder: &Path, lang: &str, format: &str) -> String {
    let mut program = mingxi();
    program.args(["init", "--templates", "--no-config", "--lang", lang, "--format", format, "-o"]).arg(folder);
    let output = program.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_template_is_read_whole_by_its_own_headings() {
    for (lang, format) in
        [("en", "xlsx"), ("en", "csv"), ("zh", "xlsx"), ("zh", "csv"), ("zh-Hant", "xlsx"), ("zh-Hant", "csv")]
    {
        let folder = tempfile::tempdir().unwrap();
        let told = templates(folder.path(), lang, format);
        // What is printed is what a settings file takes.
        let lines = told.split_once("[tables]\n").unwrap().1;
        let settings = folder.path().join("mingxi.toml");
        fs::write(&settings, format!("[tables]\n{lines}")).unwrap();
        let orders = folder.path().join("orders.csv");
        fs::write(&orders, "Date,Customer,Amount\n2025-08-01,Acme,5\n2025-05-01,Acme,5\n").unwrap();
        let mut program = mingxi();
        program.args(["check", "--format", "json", "--config"]).arg(&settings).arg(&orders);
        let output = program.output().unwrap();
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        let tables = document["tables"].as_array().unwrap();
        let found: Vec<usize> = tables.iter().map(|table| table["columns"].as_array().unwrap().len()).collect();
        assert_eq!(found, TABLES.map(|(_, columns)| columns), "{lang} {format}: {}", document["problems"]);
        for table in tables {
            assert_eq!((&table["read"], &table["header_row"]), (&0.into(), &2.into()), "{lang} {format}");
            assert_eq!(table["others"].as_array().unwrap().len(), 0, "{lang} {format}: {table}");
        }
        let said = document["problems"].as_array().unwrap();
        assert!(said.iter().all(|problem| problem["severity"] == "note"), "{lang} {format}: {said:?}");
    }
}

#[test]
fn a_table_that_is_there_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("customers.csv");
    fs::write(&mine, "Customer\nAcme\n").unwrap();
    let told = templates(folder.path(), "en", "csv");
    assert!(told.contains("Left as they are, since they were there: "), "{told}");
    assert_eq!(fs::read_to_string(&mine).unwrap(), "Customer\nAcme\n");
    let others = TABLES[1..].iter().map(|(name, _)| folder.path().join(format!("{name}.csv")));
    assert!(others.clone().all(|path| path.is_file()));
    let before: Vec<Vec<u8>> = others.clone().map(|path| fs::read(path).unwrap()).collect();
    assert!(templates(folder.path(), "en", "csv").starts_with("Nothing was written."));
    assert_eq!(before, others.map(|path| fs::read(path).unwrap()).collect::<Vec<_>>());
}
