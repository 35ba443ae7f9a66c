//! The golden cases: small books worked out by hand, run through the program, compared with what was expected.
//!
//! A case is a folder of `tests/golden/`: `case.toml` (what it shows, the arguments), the input, and `expected.toml`: figures by
//! name or (under `[json]`) by their JSON pointer, and parts of what `check` says (`check = ["…"]`; white space does not count). Nothing in it was copied from the program: the figures were worked out by hand, from published tables, and checked
//! with a script that shares no code with it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use toml::Table;

use super::program;

/// One case as it lies in its folder.
struct Case {
    name: String,
    folder: PathBuf,
    args: Vec<String>,
    expected: Table,
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    let table = |path: PathBuf| -> Table {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let case = |folder: PathBuf| {
        let about = table(folder.join("case.toml"));
        assert!(about["about"].as_str().is_some_and(|text| text.len() > 10), "{}: says nothing", folder.display());
        Case {
            name: folder.file_name().unwrap().to_str().unwrap().into(),
            args: about["args"].as_array().unwrap().iter().map(|arg| arg.as_str().unwrap().into()).collect(),
            expected: table(folder.join("expected.toml")),
            folder,
        }
    };
    folders.into_iter().map(case).collect()
}

/// What the program made of a case.
struct Outcome {
    exit: i64,
    stderr: String,
    /// What `check` says, where the case expects something of it.
    check: String,
    data: Value,
}

fn run(case: &Case) -> Outcome {
    let packs = tempfile::tempdir().unwrap();
    let told = |command: &str, format: &str| {
        let mut program = program::mingxi();
        program.arg(command).args(&case.args[1..]).args(["--format", format, "--no-config"]).current_dir(&case.folder);
        if command == "report" {
            program.arg("-o").arg(packs.path());
        }
        program.output().unwrap()
    };
    let output = told(&case.args[0], "json");
    let read = |bytes: &[u8]| serde_json::from_slice(bytes).unwrap_or(Value::Null);
    let mut data = figures(&read(&output.stdout));
    if case.expected.contains_key("audit") {
        data["audit"] = audit(&read(&told("check", "json").stdout));
    }
    let mut check = String::new();
    if case.expected.contains_key("check") {
        let output = told("check", "text");
        for said in [&output.stdout, &output.stderr] {
            check.push_str(&String::from_utf8_lossy(said));
        }
    }
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    Outcome { exit: output.status.code().unwrap_or(-1).into(), stderr, check, data }
}

/// Gives the figures of a document of `bridge`, `trend`, `share` or `report` by the names that the cases use; of the other commands, the
/// document is `own`, and its customers are `named`.
fn figures(document: &Value) -> Value {
    let last = document["bridges"].as_array().and_then(|bridges| bridges.last());
    let bridge = if document["bridge"].is_object() { &document["bridge"] } else { last.unwrap_or(&Value::Null) };
    let mut figures = Map::new();
    for (name, found) in [
        ("json", document),
        ("as_of", &document["as_of"]),
        ("bridge", bridge),
        ("payment", &bridge["payment"]),
        ("retention", &bridge["retention"]),
        ("explain", &bridge["explain"]),
        ("decline", &bridge["explain"]["decline"]),
        ("gain", &bridge["explain"]["gain"]),
        ("year_on_year", &document["year_on_year"]),
        ("partial", &document["partial"]),
        ("concentration", &document["concentration"]),
        ("conversion", &document["conversion"]),
    ] {
        figures.insert(name.into(), found.clone());
    }
    let currencies = document["conversion"]["currencies"].as_array().into_iter().flatten();
    let currencies = currencies.filter_map(|one| Some((one["currency"].as_str()?.to_string(), one.clone())));
    figures.insert("converted".into(), currencies.collect::<Map<String, Value>>().into());
    figures.insert("customers".into(), by_key(&bridge["customers"]).into());
    let mut trends =
        by_key(if document["trends"].is_object() { &document["trends"]["customers"] } else { &document["customers"] });
    let cadence: Map<String, Value> =
        trends.iter().map(|(key, trend)| (key.clone(), trend["cadence"].clone())).collect();
    figures.insert("cadence".into(), cadence.into());
    for trend in trends.values_mut() {
        for name in ["s", "p", "slope"] {
            trend[name] = trend["test"][name].clone();
        }
    }
    figures.insert("trend".into(), trends.into());
    let mut classes: Map<String, Value> = Map::new();
    for (key, holder) in by_key(&document["concentration"]["holders"]) {
        classes.insert(key, holder["class"].clone());
    }
    figures.insert("classes".into(), classes.into());
    figures.insert("own".into(), document.clone());
    figures.insert("named".into(), by_key(&document["customers"]).into());
    for (name, found) in suspects(document) {
        figures.insert(name.into(), found);
    }
    figures.insert("pivot".into(), pivot(document).into());
    figures.into()
}

/// Gives the cells of a document of `pivot` by line and column: `Alder | lamp @ 2024-01`.
fn pivot(document: &Value) -> Map<String, Value> {
    let name = |path: &Value| {
        let path = path["path"].as_array().into_iter().flatten();
        let path: Vec<&str> = path.map(|label| label.as_str().unwrap_or("(blank)")).collect();
        if path.is_empty() { "total".to_string() } else { path.join(" | ") }
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let columns: Vec<String> = list(&document["columns"]).iter().map(name).collect();
    let lines = list(&document["lines"]);
    let cells = lines.iter().flat_map(|line| {
        let cells = list(&line["cells"]).into_iter().zip(&columns);
        cells.map(|(cell, column)| (format!("{} @ {column}", name(line)), cell)).collect::<Vec<_>>()
    });
    cells.collect()
}

/// Gives the figures of a document of `names`: pairs by their two keys, with the kinds of evidence in one text.
fn suspects(document: &Value) -> [(&'static str, Value); 3] {
    let key = |party: &Value| party["key"].as_str().unwrap_or_default().to_string();
    let pairs = document["pairs"].as_array().into_iter().flatten().map(|pair| {
        let kinds = pair["evidence"].as_array().into_iter().flatten().filter_map(|one| one["kind"].as_str());
        let kinds: Vec<&str> = kinds.collect();
        let mut pair = pair.clone();
        pair["kinds"] = kinds.join(" ").into();
        (format!("{} + {}", key(&pair["first"]), key(&pair["second"])), pair)
    });
    let mut pairs: Map<String, Value> = pairs.collect();
    pairs.insert("number".into(), pairs.len().into());
    [
        ("pairs", pairs.into()),
        ("before", document["effect"]["before"].clone()),
        ("merged", document["effect"]["after"].clone()),
    ]
}

/// Gives the account of all files together, from a document of `check`.
fn audit(document: &Value) -> Value {
    let sources = || document["sources"].as_array().into_iter().flatten();
    let sum = |tallies: Vec<&Value>| {
        let n: u64 = tallies.iter().filter_map(|tally| tally["n"].as_u64()).sum();
        let amount: i128 = tallies.iter().filter_map(|tally| money(tally["amount"].as_str()?)).sum();
        serde_json::json!({"n": n, "amount": decimal(amount)})
    };
    let mut audit = Map::new();
    for name in ["read", "used"] {
        audit.insert(name.into(), sum(sources().map(|source| &source[name]).collect()));
    }
    let reasons: BTreeSet<&String> =
        sources().filter_map(|source| source["set_aside"].as_object()).flat_map(|reasons| reasons.keys()).collect();
    for reason in reasons {
        audit.insert(reason.clone(), sum(sources().map(|source| &source["set_aside"][reason]).collect()));
    }
    let rounded: u64 = sources().filter_map(|source| source["rounded"]["rows"].as_u64()).sum();
    audit.insert("rounded".into(), rounded.into());
    // One file is all that the cases with money moved have, so that texts need no adding.
    let moved = sources().find_map(|source| source["rounded"]["moved"].as_str().filter(|moved| *moved != "0"));
    audit.insert("moved".into(), moved.unwrap_or("0").into());
    audit.into()
}

/// Gives the customers of a list by their key.
fn by_key(list: &Value) -> Map<String, Value> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(|item| Some((item["key"].as_str()?.to_string(), item.clone()))).collect()
}

/// Writes billionths as a decimal.
fn decimal(billionths: i128) -> String {
    let sign = if billionths < 0 { "-" } else { "" };
    let whole = billionths.unsigned_abs();
    format!("{sign}{}.{:09}", whole / 1_000_000_000, whole % 1_000_000_000)
}

/// Says whether a figure of the program is the one expected: money by value, ratios to 1e-9.
fn equal(found: &Value, expected: &toml::Value) -> bool {
    match (found, expected) {
        (Value::Null, toml::Value::String(text)) => text == "none",
        (Value::String(found), toml::Value::String(text)) => {
            found == text || money(found).is_some_and(|raw| Some(raw) == money(text))
        }
        (Value::Number(found), toml::Value::Integer(number)) => found.as_i64() == Some(*number),
        (Value::Number(found), toml::Value::Float(number)) => {
            found.as_f64().is_some_and(|found| (found - number).abs() <= 1e-9 * number.abs().max(1e-9))
        }
        (Value::Bool(found), toml::Value::Boolean(truth)) => found == truth,
        (Value::Object(tally), toml::Value::Array(pair)) => {
            equal(&tally["n"], &pair[0]) && equal(&tally["amount"], &pair[1])
        }
        _ => false,
    }
}

/// Reads a decimal as billionths, so that `1.5` and `1.5000` are one amount.
fn money(text: &str) -> Option<i128> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if part.len() > 9 || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    Some(sign * format!("{whole}{part:0<9}").parse::<i128>().ok()?)
}

/// Gives what differs between a case's outcome and what was expected.
fn differences(case: &Case, outcome: &Outcome) -> Vec<String> {
    let mut wrong = Vec::new();
    let exit = case.expected.get("exit").and_then(toml::Value::as_integer).unwrap_or(0);
    if outcome.exit != exit {
        wrong.push(format!("exit {} instead of {exit}: {}", outcome.exit, outcome.stderr.trim()));
        return wrong;
    }
    for (name, expected) in &case.expected {
        match (name.as_str(), expected) {
            ("exit", _) => {}
            ("stderr", toml::Value::Array(parts)) => {
                for part in parts.iter().filter_map(toml::Value::as_str) {
                    if !outcome.stderr.contains(part) {
                        wrong.push(format!("the message lacks {part:?}: {}", outcome.stderr.trim()));
                    }
                }
            }
            ("check", toml::Value::Array(parts)) => {
                let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                let check = bare(&outcome.check);
                for part in parts.iter().filter_map(toml::Value::as_str).filter(|part| !check.contains(&bare(part))) {
                    wrong.push(format!("check does not say {part:?}:\n{}", outcome.check.trim()));
                }
            }
            (_, toml::Value::Table(figures)) => {
                for (key, expected) in figures {
                    compare(&outcome.data, name, key, expected, &mut wrong);
                }
            }
            (_, expected) => {
                let found = &outcome.data[name];
                if !equal(found, expected) {
                    wrong.push(format!("{name}: {found} instead of {expected}"));
                }
            }
        }
    }
    wrong
}

fn compare(data: &Value, name: &str, key: &str, expected: &toml::Value, wrong: &mut Vec<String>) {
    let found = &data[name];
    // Of the document itself, a figure is named by its JSON pointer.
    if name == "json" {
        let found = found.pointer(key).unwrap_or(&Value::Null);
        if !equal(found, expected) {
            wrong.push(format!("{key}: {found} instead of {expected}"));
        }
        return;
    }
    if let toml::Value::Table(figures) = expected {
        for (inner, expected) in figures {
            // `rfm/r` and `bands/0/margin` lie deeper.
            let inner_found = found[key].pointer(&format!("/{inner}")).unwrap_or(&Value::Null);
            if !equal(inner_found, expected) {
                wrong.push(format!("{name}.{key}.{inner}: {inner_found} instead of {expected}"));
            }
        }
    } else {
        let found = found.pointer(&format!("/{key}")).unwrap_or(&Value::Null);
        if !equal(found, expected) {
            wrong.push(format!("{name}.{key}: {found} instead of {expected}"));
        }
    }
}

#[test]
fn every_golden_case_comes_out_as_worked_out_by_hand() {
    let cases = cases();
    assert!(cases.len() > 40, "the cases were not found");
    let mut wrong = Vec::new();
    for case in &cases {
        let found = differences(case, &run(case));
        if !found.is_empty() {
            wrong.push(format!("{}\n  {}", case.name, found.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases differ\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn a_figure_that_differs_is_told() {
    let data = serde_json::json!({"as_of": "2024-03-31", "bridge": {"opening": "10.0000"}});
    let case = |text: &str| Case {
        name: String::new(),
        folder: PathBuf::new(),
        args: Vec::new(),
        expected: text.parse().unwrap(),
    };
    let outcome = |data: Value| Outcome { exit: 0, stderr: String::new(), check: "Orders\n  in row 4".into(), data };
    let wrong = case("as_of = \"2024-03-30\"\nstderr = [\"D4\"]");
    assert_eq!(differences(&wrong, &outcome(data.clone())).len(), 2);
    assert_eq!(differences(&case("check = [\"row 3\"]"), &outcome(data.clone())).len(), 1);
    assert!(differences(&case("check = [\"Orders in row 4\"]"), &outcome(data.clone())).is_empty());
    assert_eq!(differences(&case("exit = 2"), &outcome(data)).len(), 1);
    assert!(equal(&"10.0000".into(), &toml::Value::from("10")));
    assert!(!equal(&"10.0001".into(), &toml::Value::from("10")));
    assert!(!equal(&Value::Null, &toml::Value::from("10")));
    assert!(!equal(&0.1.into(), &toml::Value::from(0.1001)));
}
