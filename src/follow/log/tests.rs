//! Sheets as people hand them back.

use super::reading::letter;
use super::*;
use crate::follow::form::FormField;
use crate::model::{Client, Typed};

fn client(key: &str, name: &str) -> Client {
    Client { key: key.into(), name: name.into() }
}

fn grid(rows: &[&[&str]]) -> Returned {
    let cell = |text: &&str| if text.is_empty() { Typed::Empty } else { Typed::Text((*text).to_owned()) };
    let rows = rows.iter().enumerate().map(|(at, cells)| (at as u32 + 1, cells.iter().map(cell).collect()));
    Returned { file: "last.xlsx".into(), sheet: Some("跟进".into()), rows: rows.collect() }
}

fn words(field: FormField) -> &'static str {
    match field {
        FormField::Key => "customer id",
        FormField::Customer => "customer",
        FormField::Owner => "who",
        FormField::Contacted => "contact date",
        FormField::Channel => "channel",
        FormField::Reason => "reason",
        FormField::Note => "said",
        FormField::Next => "next date",
        FormField::Outcome => "outcome",
    }
}

/// Three customers; rows sorted anew, columns moved, one row added by hand, one pasted over another.
fn sheet() -> Returned {
    grid(&[
        &["跟进 3 家"],
        &["备注", "客户", "我的列", "下次联系", "mingxi_key", "联系日期", "原因", "结果", "业务员"],
        &["等新报价", "乙行", "x", "2025-10-08", "k2", "2025-10-02", "价格", "", "王芳"],
        &["", "甲厂", "", "", "k1", "", "", "", "王芳"],
        &["手写的一行", "丙店", "", "", "", "下周一", "", "", ""],
        &["贴过来的", "丙店", "", "", "k1", "2025/10/3", "", "已下单", "李强"],
        &["没有名字", "", "", "", "", "", "", "", ""],
        &["新朋友", "丁公司", "", "", "", "2025年10月4日", "", "", ""],
    ])
}

#[test]
fn what_was_typed_is_understood_wherever_it_stands_and_what_is_no_day_is_kept() {
    let clients = [client("k1", "甲厂"), client("k2", "乙行"), client("k3", "丙店")];
    let filled = read(&sheet(), &Clients::new(&clients)).unwrap();
    let told: Vec<(&str, Option<String>, &str)> = filled
        .entries
        .iter()
        .map(|entry| (entry.key.as_str(), entry.day.map(|day| day.to_string()), entry.said.as_str()))
        .collect();
    let on = |day: &str| Some(day.to_owned());
    assert_eq!(
        told,
        [
            ("k2", on("2025-10-02"), "等新报价"),
            ("k3", None, "手写的一行 [联系日期: 下周一]"),
            ("k3", on("2025-10-03"), "贴过来的"),
            ("", None, "没有名字"),
            ("丁公司", on("2025-10-04"), "新朋友"),
        ]
    );
    assert_eq!((filled.named, filled.known), (5, 4));
    assert_eq!(filled.problems.len(), 4, "{:?}", filled.problems);
}

#[test]
fn merging_twice_adds_nothing_and_two_answers_stay_side_by_side() {
    let clients = [client("k1", "甲厂"), client("k2", "乙行"), client("k3", "丙店")];
    let clients = Clients::new(&clients);
    let day = |text: &str| Day::parse_iso(text).unwrap();
    let filled = || read(&sheet(), &clients).unwrap().entries;
    let first = merge(&[], filled(), day("2025-10-31"));
    assert_eq!((first.add.len(), first.there, first.problems.len()), (5, 0, 0));
    let log = appended(&Vec::new(), &first.add, &words);
    let rows = log.iter().enumerate().map(|(at, cells)| (at as u32 + 1, cells.clone())).collect();
    let log = Returned { file: "log.csv".into(), sheet: None, rows };
    let logged = read(&log, &clients).unwrap().entries;
    assert_eq!(logged.len(), 5);
    // A month later: what had no day of its own is known by its words.
    let again = merge(&logged, filled(), day("2025-11-30"));
    assert_eq!((again.add.len(), again.there), (0, 5));
    // Somebody else says something else of the same customer and day.
    let mut other = filled().remove(0);
    (other.who, other.said) = ("李强".into(), "已经转单".into());
    let both = merge(&logged, vec![other], day("2025-11-30"));
    assert_eq!((both.add.len(), both.problems.len()), (1, 1));
}

#[test]
fn a_log_keeps_its_columns_and_gets_those_that_it_lacks() {
    let log = grid(&[&["our log"], &["customer", "date", "note", "mood"], &["Al", "2025-01-02", "hello", "good"]]);
    assert!(headings(&log.rows).is_none(), "two columns are no log");
    let log = grid(&[
        &["our log"],
        &["customer", "date", "note", "mood", "next date"],
        &["Al", "2025-01-02", "hello", "good", ""],
    ]);
    let entry = Entry {
        key: "al".into(),
        customer: "Al".into(),
        day: Day::parse_iso("2025-02-03"),
        outcome: "Ordered".into(),
        said: "bye".into(),
        ..Entry::default()
    };
    let rows = appended(&log.rows, &[entry], &words);
    let texts: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(Typed::text).collect()).collect();
    assert_eq!(texts[1], ["customer", "date", "note", "mood", "next date", "outcome"]);
    assert_eq!(texts[2], ["Al", "2025-01-02", "hello", "good", ""]);
    assert_eq!(texts[3], ["Al", "2025-02-03", "bye", "", "", "Ordered"]);
}

#[test]
fn columns_have_the_names_that_spreadsheets_give_them() {
    assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letter), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
}

#[test]
fn the_same_words_of_another_person_are_another_record() {
    let by = |who: &str| Entry {
        key: "k1".into(),
        customer: "甲厂".into(),
        who: who.into(),
        day: Day::from_ymd(2025, 10, 2),
        said: "等新报价".into(),
        ..Entry::default()
    };
    let today = Day::from_ymd(2025, 10, 5).unwrap();
    let merged = merge(&[by("李强")], vec![by("王芳"), by("李强"), by("")], today);
    assert_eq!((merged.add.len(), merged.there, merged.problems.len()), (1, 2, 1));
    assert_eq!(merged.add[0].who, "王芳");
}
