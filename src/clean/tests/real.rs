//! Real exports against figures made by an independent program.
//!
//! `MINGXI_REAL_DATA` names the folder of the data, `MINGXI_REFERENCE` that of the figures (beside it by default).

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::QUARTERS;
use crate::clean::{Cleaned, clean};
use crate::model::{Calendar, Day, Field, Grain, InputOptions, Mapping, NoProgress, Wants};

fn data() -> Option<PathBuf> {
    let data = std::env::var_os("MINGXI_REAL_DATA").map(PathBuf::from);
    if data.is_none() {
        eprintln!("skipped: MINGXI_REAL_DATA names no folder");
    }
    data
}

fn reference(data: &Path, name: &str) -> Value {
    let folder = std::env::var_os("MINGXI_REFERENCE").map_or_else(|| data.join("../reference"), PathBuf::from);
    let text = std::fs::read_to_string(folder.join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn read(file: &Path, input: InputOptions, calendar: Calendar) -> Cleaned {
    let input =
        InputOptions { files: vec![file.to_string_lossy().into_owned()], today: Day::from_ymd(2026, 1, 1), ..input };
    let (books, _) = crate::read::open(&input, &NoProgress).unwrap();
    let wants = Wants::ALL;
    clean(&books, &input, calendar, wants, &NoProgress).unwrap()
}

/// Gives e18 money as the reference writes it.
fn moved(e18: i128) -> String {
    if e18 == 0 { "0".into() } else { format!("{e18}e-18") }
}

fn agrees(cleaned: &Cleaned, expected: &Value) {
    let (audit, found) = (&expected["audit"], &cleaned.audit);
    assert_eq!(Value::from(found.read().n), audit["rows_read"]);
    assert_eq!(found.read().amount.to_string(), audit["amount_read"]);
    assert_eq!(Value::from(found.used().n), audit["rows_used"]);
    assert_eq!(found.used().amount.to_string(), audit["amount_used"]);
    let reasons = found.by_reason();
    assert_eq!(reasons.len(), audit["set_aside"].as_object().unwrap().len(), "{reasons:?}");
    for (reason, tally) in reasons {
        assert_eq!(Value::from(tally.n), audit["set_aside"][reason.name()]["rows"]);
        assert_eq!(tally.amount.to_string(), audit["set_aside"][reason.name()]["amount"]);
    }
    let rounded: u64 = found.sources.iter().map(|source| source.rounded.rows).sum();
    let e18: i128 = found.sources.iter().map(|source| source.rounded.moved_e18).sum();
    assert_eq!(Value::from(rounded), audit["rounded"]["rows"]);
    assert_eq!(moved(e18), audit["rounded"]["moved"]);
}

/// Compares audit and as-of, by quarter and by month.
fn check(file: &str, set: &str, input: &InputOptions) {
    let Some(data) = data() else { return };
    for (grain, name) in [(Grain::Quarter, "quarter"), (Grain::Month, "month")] {
        let calendar = Calendar { grain, ..QUARTERS };
        let by_default = read(&data.join(file), input.clone(), calendar);
        let expected = reference(&data, &format!("{set}.{name}.default.json"));
        agrees(&by_default, &expected);
        assert_eq!(by_default.orders.span.as_of.to_string(), expected["options"]["as_of"], "{set} {name}");
    }
}

fn unnamed() -> InputOptions {
    let map = |field, column: &str| Mapping { field, column: column.into() };
    let map =
        vec![map(Field::CustomerId, "1"), map(Field::Date, "3"), map(Field::Quantity, "4"), map(Field::Amount, "5")];
    InputOptions { no_header: true, map, ..InputOptions::default() }
}

#[test]
fn northwind_agrees_with_the_reference() {
    check("northwind/northwind_flat.csv", "northwind_flat", &InputOptions::default());
}

#[test]
fn the_sample_sales_agree_with_the_reference() {
    check("sales_data_sample/sales_data_sample.cp850.csv", "sales_data_sample", &InputOptions::default());
}

#[test]
fn the_chinese_superstore_agrees_with_the_reference_in_every_encoding() {
    for file in ["示例 - 超市.xls", "superstore_cn_gbk.csv", "superstore_cn_utf16_tab.txt"] {
        check(&format!("superstore_cn/{file}"), "superstore_cn", &InputOptions::default());
    }
}

#[test]
fn cdnow_agrees_with_the_reference_without_a_header() {
    check("cdnow/CDNOW_sample.txt", "cdnow_sample", &unnamed());
}

#[test]
fn online_retail_agrees_with_the_reference_as_305_files_and_as_one_workbook() {
    check("online_retail/by-day", "online_retail", &InputOptions::default());
    check("online_retail/online_retail.xlsx", "online_retail", &InputOptions::default());
}
