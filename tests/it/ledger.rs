//! `ledger`: one customer's account in each format, how the customer may be named, and that it is what the other commands say.

use serde_json::Value;

use super::cli_book::{Shop, empty, seen, shop};

fn json(shop: &Shop, line: &str) -> Value {
    let output = shop.command(&format!("{line} --format json -q")).output().unwrap();
    assert!(output.status.success(), "{}", seen(line, &output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn an_account_reads_in_both_languages_and_each_format() {
    let shop = shop();
    let lines = [
        "ledger orders.csv \"Al Noor Trading\" --lang en",
        "ledger orders.csv \"Al Noor Trading\" --lang zh --lines",
        "ledger orders.csv nordlicht --period 2024Q3 --lang en --lines",
        "ledger orders.csv 海川 --period 2025Q1 --lang zh --format md",
        "ledger orders.csv \"Al Noor Trading\" --format csv",
    ];
    let seen: Vec<String> = lines.iter().map(|line| shop.seen(line)).collect();
    insta::assert_snapshot!(seen.join("\n"));
}

/// By hand, from the orders: Al Noor bought 300 in 2023Q2, 200 in 2024Q1, 500 in 2024Q4, and was credited 100 in 2025Q1.
#[test]
fn the_account_has_the_figures_of_the_orders() {
    let told = json(&shop(), "ledger orders.csv \"Al Noor Trading\"");
    assert_eq!((&told["amount"], &told["row_count"]), (&"900.0000".into(), &4.into()));
    assert_eq!(told["first_order"], "2023-05-20");
    let periods: Vec<(String, String, String)> = told["periods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| ["period", "amount", "movement"].map(|name| one[name].as_str().unwrap_or("none").to_owned()).into())
        .filter(|(_, amount, _): &(String, String, String)| amount != "0.0000")
        .collect();
    let period = |label: &str, amount: &str, movement: &str| (label.to_owned(), amount.to_owned(), movement.to_owned());
    assert_eq!(
        periods,
        [
            period("2023Q2", "300.0000", "new"),
            period("2024Q1", "200.0000", "returned"),
            period("2024Q4", "500.0000", "returned"),
            period("2025Q1", "-100.0000", "lost"),
        ]
    );
    let orders: Vec<_> = told["orders"].as_array().unwrap().iter().map(|one| (&one["order"], &one["credit"])).collect();
    let expected = [("4", false), ("9", false), ("15", false), ("19", true)]
        .map(|(number, credit)| (number.into(), credit.into()));
    assert_eq!(orders, expected.iter().map(|(number, credit): &(Value, Value)| (number, credit)).collect::<Vec<_>>());
    let places: Vec<_> = told["lines"].as_array().unwrap().iter().map(|line| line["row"].as_u64().unwrap()).collect();
    assert_eq!(places, [5, 10, 17, 21]);
}

/// What the bridge says of a customer is what its account says, for each customer of the example book.
#[test]
fn every_account_is_what_the_bridge_has() {
    let shop = empty();
    std::fs::copy(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/orders.gbk.csv"),
        shop.path().join("orders.csv"),
    )
    .unwrap();
    let bridge = json(&shop, "bridge orders.csv --as-of 2025-09-30");
    let movers = bridge["bridges"][0]["customers"].as_array().unwrap();
    for mover in movers.iter().step_by(17) {
        let key = mover["key"].as_str().unwrap();
        let told = json(&shop, &format!("ledger orders.csv --as-of 2025-09-30 --customer \"{key}\""));
        let last = told["periods"].as_array().unwrap().iter().find(|one| one["period"] == "2025Q3").unwrap();
        assert_eq!(last["amount"], mover["r1"], "{key}");
        assert_eq!(last["change"], mover["change"], "{key}");
        assert_eq!(last["movement"], mover["movement"], "{key}");
    }
    assert!(movers.len() > 50);
}

#[test]
fn a_customer_is_known_by_id_by_any_spelling_by_an_alias_and_by_a_part() {
    let shop = empty();
    shop.write(
        "orders.csv",
        "单号,日期,客户编号,客户名称,金额\n1,2024-01-10,K1,Acme Toys Ltd.,10\n2,2024-02-10,K1,Acme Toys Limited,20\n\
         3,2024-03-10,K2,深圳恒达电子,30\n4,2024-03-11,K3,Acme Pets,40\n5,2024-03-12,K4,Acme Pets,50\n",
    );
    shop.write("aliases.csv", "name,customer\n旧恒达,K2\n");
    let amount =
        |name: &str| json(&shop, &format!("ledger orders.csv \"{name}\" --as-of 2024-03-31"))["amount"].clone();
    for name in ["K1", "k1", "Acme Toys Limited", "  ACME  toys ltd", "Ａｃｍｅ Toys Ltd", "limited"] {
        assert_eq!(amount(name), "30.0000", "{name}");
    }
    assert_eq!(amount("恒达"), "30.0000");
    let alias = "ledger orders.csv 旧恒达 --aliases aliases.csv --as-of 2024-03-31";
    assert_eq!(json(&shop, alias)["customer"]["key"], "K2");
    let lines = [
        "ledger orders.csv acme",
        "ledger orders.csv \"Acme Pets\"",
        "ledger orders.csv Akme",
        "ledger orders.csv",
        "ledger orders.csv zzz --lang zh",
        "ledger orders.csv acme --lang zh",
        "ledger orders.csv --lang zh",
        "trend orders.csv --customer acme",
    ];
    let seen: Vec<String> = lines.iter().map(|line| shop.seen(line)).collect();
    insta::assert_snapshot!(seen.join("\n"));
}

#[test]
fn an_account_is_a_page_and_a_workbook_too() {
    let shop = shop();
    for name in ["account.html", "account.xlsx"] {
        let output = shop.command(&format!("ledger orders.csv nordlicht --lines -o {name}")).output().unwrap();
        assert!(output.status.success(), "{}", seen(name, &output));
        assert!(std::fs::metadata(shop.path().join(name)).unwrap().len() > 1000);
    }
    let page = std::fs::read_to_string(shop.path().join("account.html")).unwrap();
    assert!(page.contains("Nordlicht Handels GmbH") && page.contains("13,180.00"), "the total of the account");
}

/// Sums of months know no orders: the account says so by leaving them out, and adds up all the same.
#[test]
fn of_a_cross_tab_the_periods_alone_are_told() {
    let shop = empty();
    shop.write("tab.csv", "客户,2024-01,2024-02,2024-03,2024-04\n甲公司,10,,30,40\n乙公司,1,2,3,4\n");
    let told = json(&shop, "ledger tab.csv 甲公司");
    assert_eq!((&told["amount"], &told["orders"]), (&"80.0000".into(), &Value::Null));
    let seen = shop.seen("ledger tab.csv 甲公司 --lang zh");
    assert!(seen.contains("核对：3 行，逐期加总都是 80.00，与收入桥一致"), "{seen}");
}

/// The amounts of the reference (an independent implementation's) for two customers of published books.
#[test]
fn accounts_of_published_books_are_those_of_the_reference() {
    let Some(data) = std::env::var_os("MINGXI_REAL_DATA").map(std::path::PathBuf::from) else {
        eprintln!("skipped: MINGXI_REAL_DATA names no folder");
        return;
    };
    let shop = empty();
    for (file, options, customer, amount, orders) in [
        ("northwind/northwind_flat.csv", "--period 1998Q1", "quick-stop", "28055.0750", 5),
        (
            "sales_data_sample/sales_data_sample.cp850.csv",
            "--encoding cp850 --period 2004Q4",
            "euro shopping",
            "168460.8800",
            4,
        ),
    ] {
        let file = data.join(file);
        let told = json(&shop, &format!("ledger {} \"{customer}\" {options}", file.display()));
        assert_eq!(told["amount"], amount, "{customer}");
        assert_eq!(told["orders"].as_array().unwrap().len(), orders, "{customer}");
    }
}
