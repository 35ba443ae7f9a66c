//! Reasons of losses and targets as they are typed: what is said, in both languages, and what of it is a mistake of the table.

use std::fs;

use super::cli_book::{Shop, empty};

/// The files of a golden case, in a folder in which commands run.
pub fn case(name: &str) -> Shop {
    let shop = empty();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            fs::copy(&path, shop.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    shop
}

/// Runs a line on a day after all rows, and gives what is seen of it.
pub fn seen(shop: &Shop, line: &str) -> String {
    super::cli_book::seen(line, &shop.on("2025-08-01", line).output().unwrap())
}

#[test]
fn reasons_are_told_in_both_languages_and_those_that_are_not_on_the_list_warned_of() {
    let (english, chinese) = (case("reasons-of-losses"), case("reasons-in-chinese"));
    let all = [
        seen(&english, "reasons input.csv --as-of 2023-12-31 --follow-ups log.csv --customers customers.csv --lang en"),
        seen(&english, "reasons input.csv --as-of 2023-12-31 --follow-ups log.csv --format csv -q --lang en"),
        seen(&english, "reasons input.csv --as-of 2023-12-31 --lang en"),
        seen(&english, "reasons input.csv --as-of 2023-12-31 --follow-ups log.csv --reasons tariff=custms --lang en"),
        seen(&chinese, "reasons input.csv --as-of 2023-12-31 --follow-ups 跟进.csv --lang zh"),
        seen(&chinese, "reasons input.csv --as-of 2023-12-31 --lang zh"),
        seen(&chinese, "reasons input.csv --as-of 2023-12-31 --follow-ups 跟进.csv --reasons 关税:也许 --lang zh"),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn targets_stand_beside_revenue_in_both_languages() {
    let (english, chinese) = (case("targets-of-months"), case("targets-in-chinese"));
    let all = [
        seen(&english, "bridge input.csv --as-of 2025-07-31 --targets targets.csv --lang en"),
        seen(&english, "bridge input.csv --as-of 2025-07-31 --targets targets.csv --slice owner -q --lang en"),
        seen(&english, "ledger input.csv Bolt --as-of 2025-07-31 --targets targets.csv -q --lang en"),
        seen(
            &english,
            "watch input.csv --as-of 2025-07-31 --targets targets.csv -q --floor 1 --late-after 99 --lang en",
        ),
        seen(
            &english,
            "watch input.csv --as-of 2025-07-31 --targets targets.csv -q --floor 1 --late-after 99 --watch-target 75% --lang en",
        ),
        seen(&chinese, "bridge input.csv --as-of 2025-06-30 --targets 目标.csv --lang zh"),
        seen(&chinese, "watch input.csv --as-of 2025-06-30 --targets 目标.csv -q --floor 1 --late-after 99 --lang zh"),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

/// The whole report has both as sections, sheets and tables, and says nothing of them where no table is given.
#[test]
fn the_report_has_both_where_their_tables_are_given() {
    let shop = case("reasons-of-losses");
    shop.write("targets.csv", "Period,Target\n2023Q4,2500\n");
    let report = |options: &str| {
        let line = format!("report input.csv --as-of 2023-12-31 -q --lang en --format json {options}");
        let output = shop.command(&line).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let with = report("--follow-ups log.csv --targets targets.csv");
    // By hand: 1,000 + 300 + 450 of 2,500.
    assert_eq!(with["targets"]["period"]["aims"][0]["actual"], "1750.0000");
    assert_eq!(with["reasons"]["lost"]["amount"], "1460.0000");
    let pack = shop.path().join("mingxi-report/2023Q4");
    let page = fs::read_to_string(pack.join("report.html")).unwrap();
    assert!(page.contains("id=\"targets\"") && page.contains("id=\"reasons\"") && page.contains("far away"));
    let losses = fs::read_to_string(pack.join("data/reasons_losses.csv")).unwrap();
    assert_eq!(losses.lines().count(), 6, "{losses}");
    let without = report("");
    assert_eq!((&without["targets"], &without["reasons"]), (&serde_json::Value::Null, &serde_json::Value::Null));
}
