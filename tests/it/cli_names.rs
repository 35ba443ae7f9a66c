//! `names` and what becomes of its draft: told in both languages, struck out or not, given back with `--aliases`.

use std::fs;

use serde_json::Value;

use super::cli_book::{Shop, seen, shop};

/// Orders of one firm in three spellings, of two that share a tax number, and of numbered shops; ids, phones, salespeople.
const SPELT: &str = "\
单号,日期,客户编号,客户名称,业务员,国家,税号,金额
1,2024-01-10,K1,深圳市恒达电子有限公司,王芳,中国,,1000.00
2,2024-02-11,K1,深圳市恒达电子有限公司,王芳,中国,,500.00
3,2024-01-15,K2,=Acme Toys Ltd,李强,英国,GB123456788,300.00
4,2024-02-15,K5,恒达超市1店,王芳,中国,,80.00
5,2024-04-10,K3,深圳恒達電子,李强,中国,,400.00
6,2024-04-12,K4,Toy Import House,李强,英国,gb 123 456 788,250.00
7,2024-05-12,K6,恒达超市2店,王芳,中国,,90.00
8,2024-05-20,K3,深圳恒達電子,李强,中国,,60.00
9,2024-06-20,K1,深圳市恒达电子有限公司,王芳,中国,,20.00
";

fn spelt() -> Shop {
    let shop = shop();
    shop.write("spelt.csv", SPELT);
    shop
}

fn json(shop: &Shop, line: &str) -> Value {
    let output = shop.command(&format!("{line} --format json -q")).output().unwrap();
    assert!(output.status.success(), "{}", seen(line, &output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn suspects_are_told_in_each_format_and_both_languages() {
    let shop = spelt();
    let line = "names spelt.csv --as-of 2024-06-30";
    let ways = ["--lang en", "--lang zh", "--lang en --format md", "--format csv"];
    let seen: Vec<String> = ways.iter().map(|way| shop.seen(&format!("{line} {way}"))).collect();
    insta::assert_snapshot!(seen.join("\n"));
}

/// By hand: in 2024Q1 K1 has 1,500, K2 300, K5 80; in 2024Q2 K1 20, K3 460 (new), K4 250 (new), K6 90 (new). With K3 as K1: 480, so
/// down by 1,020 instead of 1,480 and 460 less new; with K4 as K2: down by 50, and neither 300 lost nor 250 new.
#[test]
fn the_effect_of_merging_is_that_of_the_draft_given_back() {
    let shop = spelt();
    let told = json(&shop, "names spelt.csv --as-of 2024-06-30 --write-aliases draft.csv");
    let effect = &told["effect"];
    let line = |side: &str, name: &str| effect[side][name].as_str().unwrap().to_owned();
    assert_eq!(["new", "down", "lost"].map(|name| line("before", name)), ["800.0000", "-1480.0000", "-380.0000"]);
    assert_eq!(["new", "down", "lost"].map(|name| line("after", name)), ["90.0000", "-1070.0000", "-80.0000"]);
    assert_eq!((&told["pairs"][0]["stake"], &told["stake"]), (&"460.0000".into(), &"710.0000".into()));
    assert_eq!(told["pairs"][0]["claimed"], true);
    let kinds = |pair: usize| {
        let list = told["pairs"][pair]["evidence"].as_array().unwrap();
        list.iter().map(|one| one["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (kinds(0), kinds(1)),
        (vec!["words".to_owned(), "spelling".to_owned()], vec!["tax_number".to_owned(), "followed".to_owned()])
    );
    assert_eq!(told["pairs"].as_array().unwrap().len(), 2);

    // Nothing is merged by itself, and everything by the draft.
    let bridge =
        |options: &str| json(&shop, &format!("bridge spelt.csv --as-of 2024-06-30 {options}"))["bridges"][0].clone();
    let merged = bridge("--aliases draft.csv");
    for (side, bridge) in [("before", bridge("")), ("after", merged)] {
        for (name, value) in effect[side].as_object().unwrap() {
            assert_eq!(&bridge[name], value, "{side} {name}");
        }
    }
    let draft = fs::read_to_string(shop.path().join("draft.csv")).unwrap();
    assert!(draft.starts_with('\u{feff}') && draft.contains("K3,K1,深圳恒達電子,深圳市恒达电子有限公司"), "{draft}");
    assert!(draft.contains("'=Acme Toys Ltd"), "{draft}");
    assert_eq!(
        json(&shop, "names spelt.csv --as-of 2024-06-30 --aliases draft.csv")["pairs"],
        Value::Array(Vec::new())
    );
    // A line struck out parts just those two.
    let kept: Vec<&str> = draft.lines().filter(|line| !line.starts_with("K3,")).collect();
    shop.write("kept.csv", &kept.join("\n"));
    let left = json(&shop, "names spelt.csv --as-of 2024-06-30 --aliases kept.csv --write-aliases next.csv");
    assert_eq!(left["pairs"].as_array().unwrap().len(), 1);
    // The next draft holds what is in force too, so that it can take its place.
    let next = fs::read_to_string(shop.path().join("next.csv")).unwrap();
    assert!(next.contains("\nK4,K2,") && next.contains("\nK3,K1,"), "{next}");
    let whole = json(&shop, "bridge spelt.csv --as-of 2024-06-30 --aliases next.csv");
    assert_eq!(whole["bridges"][0]["lost"], "-80.0000");
}

#[test]
fn check_and_the_report_say_that_there_are_suspects() {
    let shop = spelt();
    for command in ["check", "report"] {
        let told = shop.seen(&format!("{command} spelt.csv --as-of 2024-06-30 --lang en -q"));
        assert!(told.contains("2 pairs of names may each be one customer (710.00)"), "{told}");
        let told = shop.seen(&format!("{command} spelt.csv --as-of 2024-06-30 --lang zh -q"));
        assert!(told.contains("有 2 对名称可能是同一家客户（710.00）"), "{told}");
        let data = json(&shop, &format!("{command} spelt.csv --as-of 2024-06-30"));
        assert_eq!(
            data["suspects"],
            serde_json::json!({"pairs": 2, "stake": "710.0000", "many_names": 0, "claims": 0})
        );
    }
    let none = shop.seen("check orders.csv --lang en");
    assert!(!none.contains("may be one"), "{none}");
}

#[test]
fn alias_lines_that_lead_nowhere_or_in_a_circle_are_told() {
    let shop = shop();
    shop.write(
        "some.csv",
        "name,customer\nAl Noor Trading,Nordlicht Handels GmbH\nAl Nor,Nordlicht Handels GmbH\nX,Y\n",
    );
    shop.write(
        "circle.csv",
        "Al Noor Trading,宁波海川五金\n宁波海川五金,Nordlicht Handels GmbH\nnordlicht handels gmbh.,AL NOOR TRADING\n",
    );
    shop.write("chain.csv", "Al Noor Trading,宁波海川五金\n宁波海川五金,Nordlicht Handels GmbH\n");
    let lines = [
        "share orders.csv --aliases some.csv --lang en --format csv",
        "share orders.csv --aliases some.csv --lang zh --format csv",
        "share orders.csv --aliases some.csv -q --format csv",
        "share orders.csv --aliases circle.csv --lang en",
        "share orders.csv --aliases circle.csv --lang zh",
        "share orders.csv --aliases chain.csv --format csv",
        "names orders.csv --aliases chain.csv --write-aliases chain.csv",
        "names orders.csv --write-aliases orders.csv",
        "names orders.csv -o same.csv --write-aliases same.csv",
        "bridge orders.csv --write-aliases a.csv",
    ];
    let seen: Vec<String> = lines.iter().map(|line| shop.seen(line)).collect();
    insta::assert_snapshot!(seen.join("\n"));
}
