//! `owners` and `report --each owner`: the books add up to the whole, and each person's pack is of its rows alone.

use std::path::Path;

use serde_json::Value;

use super::program;

fn json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn units(amount: &Value) -> i64 {
    let text = amount.as_str().unwrap();
    let (whole, part) = text.split_once('.').unwrap();
    format!("{whole}{part}").parse().unwrap()
}

#[test]
fn each_owner_has_a_pack_and_together_they_are_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("customer,date,order,amount,owner\n");
    for (at, owner) in ["Li", "Wang/Zhao", "Li", "../Chen", ""].into_iter().cycle().take(40).enumerate() {
        text += &format!("C{},2024-{:02}-{:02},{at},{}.25,{owner}\n", at % 7, at % 12 + 1, at % 28 + 1, 100 + at * 3);
    }
    std::fs::write(folder.path().join("orders.csv"), text).unwrap();
    let line = "report orders.csv --as-of 2024-12-31 --each owner -o packs -q --no-config";
    let output = program::mingxi().args(line.split(' ')).current_dir(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut names: Vec<String> = std::fs::read_dir(folder.path().join("packs"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    // Nothing lies outside of the folder that was named.
    assert_eq!(names, ["Li", "Wang_Zhao", "_Chen"]);
    let used = |name: &String| {
        let data = json(&folder.path().join("packs").join(name).join("2024Q4/data/report.json"));
        assert_eq!(data["rows"]["read"], 40);
        (data["rows"]["used"].as_u64().unwrap(), units(&data["amounts"]["used"]))
    };
    let (rows, money) = names.iter().map(used).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    // Every fifth row is nobody's: 100.25 + 3 × (4, 9, … 39).
    let nobody: i64 = (4..40).step_by(5).map(|at| 1_002_500 + at * 30_000).sum();
    let all: i64 = (0..40).map(|at| 1_002_500 + at * 30_000).sum();
    assert_eq!((rows, money), (32, all - nobody));
}

#[test]
fn what_has_no_owner_says_how_to_name_one() {
    let folder = tempfile::tempdir().unwrap();
    let text = "customer,date,amount\na,2024-01-05,5\na,2024-04-05,6\n";
    std::fs::write(folder.path().join("orders.csv"), text).unwrap();
    let run = |line: &str| program::mingxi().args(line.split(' ')).current_dir(folder.path()).output().unwrap();
    let told = run("owners orders.csv --as-of 2024-06-30 -q --no-config --lang en");
    assert!(told.status.success());
    assert!(String::from_utf8_lossy(&told.stdout).contains("--map owner=COLUMN"));
    let refused = run("report orders.csv --as-of 2024-06-30 -q --no-config --lang en --each owner -o packs");
    assert_eq!(refused.status.code(), Some(2), "{}", String::from_utf8_lossy(&refused.stderr));
    assert!(!folder.path().join("packs").exists());
}
