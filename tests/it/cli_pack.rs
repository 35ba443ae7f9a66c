//! The report pack: whole or not at all, the same bytes for the same input, the older one unharmed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::cli_book::shop;

/// Gives all files below a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if !path.is_symlink() {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_report_writes_its_pack() {
    let shop = shop();
    let output = shop.command("report orders.csv").output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let line = "Wrote mingxi-report/2025Q1/: report.html report.xlsx charts data manifest.json";
    assert!(shown.contains(line), "{shown}");
    let pack = files(&shop.path().join("mingxi-report/2025Q1"));
    for name in ["report.html", "report.xlsx", "manifest.json", "data/report.json", "data/detail.csv"] {
        assert!(pack.get(name).is_some_and(|bytes| !bytes.is_empty()), "{name}");
    }
    assert!(pack["charts/bridge.png"].starts_with(b"\x89PNG"));
    assert!(pack["charts/bridge.svg"].starts_with(b"<svg"));
    let manifest: serde_json::Value = serde_json::from_slice(&pack["manifest.json"]).unwrap();
    assert_eq!(manifest["counts"]["read"]["n"], 21);
    assert_eq!(manifest["inputs"][0]["sha256"].as_str().unwrap().len(), 64);
}

#[cfg(unix)]
#[test]
fn latest_leads_to_the_latest_period_whichever_was_written_last() {
    let shop = shop();
    for (period, wanted) in [("2024Q3", "2024Q3"), ("2025Q1", "2025Q1"), ("2024Q4", "2025Q1")] {
        assert!(shop.command(&format!("report orders.csv --period {period} -q")).output().unwrap().status.success());
        let latest = fs::read_link(shop.path().join("mingxi-report/latest")).unwrap();
        assert_eq!(latest, Path::new(wanted));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let shop = shop();
    let pack = |parent: &str| {
        assert!(shop.command(&format!("report orders.csv -o {parent}")).output().unwrap().status.success());
        files(&shop.path().join(parent).join("2025Q1"))
    };
    let (one, two) = (pack("one"), pack("two"));
    let differ: Vec<&String> = one.keys().filter(|name| one[*name] != two[*name]).collect();
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    assert!(differ.is_empty(), "{differ:?}");
}

#[test]
fn a_second_run_at_the_same_time_is_told_of_the_first() {
    let shop = shop();
    fs::create_dir(shop.path().join("mingxi-report")).unwrap();
    let lock = fs::File::create(shop.path().join("mingxi-report/.mingxi.lock")).unwrap();
    lock.lock().unwrap();
    fs::write(shop.path().join("mingxi-report/.mingxi.lock"), "4121 09:14\n").unwrap();
    insta::assert_snapshot!(shop.seen("report orders.csv"));
    insta::assert_snapshot!("a_second_run_in_chinese", shop.seen("report orders.csv --lang zh"));
    drop(lock);
    assert!(shop.command("report orders.csv").output().unwrap().status.success());
}

#[test]
fn an_older_pack_survives_a_run_that_fails() {
    let shop = shop();
    assert!(shop.command("report orders.csv").output().unwrap().status.success());
    let before = files(&shop.path().join("mingxi-report"));
    shop.write("orders.csv", "Customer,Date\nA,2025-01-02\n");
    assert_eq!(shop.command("report orders.csv").output().unwrap().status.code(), Some(2));
    assert_eq!(files(&shop.path().join("mingxi-report")), before);
}

#[test]
fn what_a_killed_run_left_is_cleared_away() {
    let shop = shop();
    let left = shop.path().join("mingxi-report/.2025Q1.abc.tmp");
    fs::create_dir_all(&left).unwrap();
    assert!(shop.command("report orders.csv").output().unwrap().status.success());
    assert!(!left.exists());
}

#[test]
fn a_pack_that_a_killed_run_moved_aside_comes_back() {
    let shop = shop();
    let reports = shop.path().join("mingxi-report");
    assert!(shop.command("report orders.csv").output().unwrap().status.success());
    let before = files(&reports.join("2025Q1"));
    fs::rename(reports.join("2025Q1"), reports.join(".2025Q1.abc.old")).unwrap();
    assert!(shop.command("report orders.csv --period 2024Q4").output().unwrap().status.success());
    assert_eq!(files(&reports.join("2025Q1")), before);
    assert!(!reports.join(".2025Q1.abc.old").exists());
}

#[test]
fn the_key_figures_fit_a_terminal_in_a_pipe_too() {
    let shop = shop();
    let text = fs::read_to_string(shop.path().join("orders.csv")).unwrap();
    let lines: Vec<String> = text.lines().map(|line| line.replace(".00", "123.00").replace(".50", "123.50")).collect();
    shop.write("large.csv", &lines.join("\n"));
    for (lang, label, point) in [("en", "Top-5, 12 months", " pp"), ("zh", "前五大，12 个月", " 点")] {
        let text = String::from_utf8(shop.command(&format!("report large.csv --lang {lang}")).output().unwrap().stdout);
        let text = text.unwrap();
        assert!(text.contains(label) && text.contains(point) && text.contains(",123."), "{text}");
        let widest = text.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= 80, "{widest}\n{text}");
    }
}
