//! Tables looked up in: the option from flag, variable and file, the account in every output, and a real book taken apart and
//! put together again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::Command;

use serde_json::Value;

use super::program::mingxi;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("orders.csv", "cust,date,amount\nC1,2024-01-10,100\nC1,2024-04-05,200\nC2,2024-05-07,50\n");
    write("customers.csv", "id,company\nC1,Acme\nC2,Bolt\n");
    folder
}

fn run(folder: &tempfile::TempDir, line: &str, set: impl Fn(&mut Command)) -> (i32, String, String) {
    let mut command = mingxi();
    command.args(line.split(' ')).current_dir(folder.path());
    set(&mut command);
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

const JOIN: &str = "--join customers.csv:cust=id --as-of 2024-06-30";

#[test]
fn a_lookup_is_asked_for_by_flag_variable_or_file() {
    let folder = folder();
    let plain = |_: &mut Command| {};
    let by_flag = run(&folder, &format!("top orders.csv {JOIN}"), plain);
    assert!(by_flag.0 == 0 && by_flag.1.contains("Acme"), "{by_flag:?}");
    let line = "top orders.csv --as-of 2024-06-30";
    let variable = |command: &mut Command| {
        command.env("MINGXI_JOIN", "customers.csv:cust=id");
    };
    assert_eq!(run(&folder, line, variable).1, by_flag.1);
    std::fs::write(folder.path().join("mingxi.toml"), "[columns]\njoin = [\"customers.csv:cust=id\"]\n").unwrap();
    let (code, by_file, _) = run(&folder, line, plain);
    assert!(code == 0 && by_file.contains("Acme"));
}

#[test]
fn every_output_tells_what_was_looked_up_and_none_replaces_the_table() {
    let folder = folder();
    let (_, json, _) = run(&folder, &format!("check orders.csv {JOIN} --format json"), |_| {});
    let json: Value = serde_json::from_str(&json).unwrap();
    let lookup = &json["lookups"][0];
    assert_eq!(lookup["columns"]["customer"], "company");
    assert_eq!((&lookup["rows"], &lookup["lines"], &lookup["missing"]["n"]), (&2.into(), &3.into(), &0.into()));
    let (code, _, stderr) = run(&folder, &format!("report orders.csv {JOIN} -o packs"), |_| {});
    assert_eq!(code, 0, "{stderr}");
    let read = |name: &str| std::fs::read_to_string(folder.path().join("packs/2024Q2").join(name)).unwrap();
    let manifest: Value = serde_json::from_str(&read("manifest.json")).unwrap();
    assert_eq!(manifest["lookups"][0]["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(manifest["options"]["join"][0], "customers.csv:cust=id");
    assert!(read("report.html").contains("Looked up in customers.csv"));
    let (code, _, stderr) = run(&folder, &format!("bridge orders.csv {JOIN} --rejects customers.csv"), |_| {});
    assert!(code == 2 && stderr.contains("is a file of --join"), "{stderr}");
}

#[test]
fn a_folder_is_read_without_the_tables_that_are_looked_up_in() {
    let folder = folder();
    let line = "bridge . --join customers.csv:cust=id --as-of 2024-06-30 --format json";
    let (code, json, stderr) = run(&folder, line, |_| {});
    assert_eq!(code, 0, "{stderr}");
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["amounts"]["used"], "350.0000");
}

/// The flat file is what a query over the tables gave; taken apart into them again, it must give the same figures.
#[test]
fn northwind_in_four_tables_gives_the_figures_of_the_flat_file() {
    let Some(data) = std::env::var_os("MINGXI_REAL_DATA") else { return };
    let flat = std::path::Path::new(&data).join("northwind/northwind_flat.csv");
    let folder = tempfile::tempdir().unwrap();
    let mut reader = csv::Reader::from_path(&flat).unwrap();
    let (mut customers, mut products, mut orders) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut details = "OrderID,ProductID,UnitPrice,Quantity,Discount\n".to_owned();
    for record in reader.records() {
        let record = record.unwrap();
        let at = customers.len() + 1;
        let customer = customers.entry(record[2].to_owned()).or_insert_with(|| format!("C{at:03}")).clone();
        let at = products.len() + 1;
        let product = *products.entry(record[4].to_owned()).or_insert(at);
        orders.insert(record[0].to_owned(), format!("{customer},{},{}", &record[1], &record[3]));
        writeln!(details, "{},{product},{},{},{}", &record[0], &record[6], &record[5], &record[7]).unwrap();
    }
    let quoted = |name: &String| format!("\"{}\"", name.replace('"', "\"\""));
    let customers = customers.iter().map(|(name, id)| format!("{id},{}\n", quoted(name))).collect::<String>();
    let products = products.iter().map(|(name, id)| format!("{id},{}\n", quoted(name))).collect::<String>();
    let orders = orders.iter().map(|(id, rest)| format!("{id}.0,{rest}\n")).collect::<String>();
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    write("details.csv", details);
    write("customers.csv", format!("CustomerID,CompanyName\n{customers}"));
    write("products.csv", format!("ProductID,ProductName\n{products}"));
    write("orders.csv", format!("OrderID,CustomerID,OrderDate,Employee\n{orders}"));
    let parts = "bridge details.csv --join orders.csv:OrderID --join customers.csv:CustomerID --join products.csv:ProductID \
                 --map product=ProductName --by quarter --last 8 --as-of 1998-06-30 --format json";
    let (code, joined, stderr) = run(&folder, parts, |_| {});
    assert_eq!(code, 0, "{stderr}");
    let whole = format!(
        "bridge {} --map amount=line_amount --by quarter --last 8 --as-of 1998-06-30 --format json",
        flat.display()
    );
    let (code, flat, _) = run(&folder, &whole, |_| {});
    assert_eq!(code, 0);
    // Customers are told by their ids here and by their names there; all else is equal.
    let figures = |text: &str| -> Vec<Value> {
        let document: Value = serde_json::from_str(text).unwrap();
        let bridges = document["bridges"].as_array().unwrap().iter().map(|bridge| {
            let mut bridge = bridge.clone();
            let mut movers: Vec<String> = bridge["customers"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|one| format!("{} {}", one["name"], one["change"]))
                .collect();
            movers.sort();
            bridge["customers"] = movers.into();
            bridge
        });
        bridges.chain([document["amounts"].clone(), document["rows"].clone()]).collect()
    };
    assert_eq!(figures(&joined), figures(&flat));
    assert_eq!(figures(&joined).len(), 9);
}
