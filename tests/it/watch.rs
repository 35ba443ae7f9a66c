//! `watch` over several nights: what is told, what is told again, what is over, and what its state lives through.

use std::fs;

use serde_json::Value;

use super::cli_book::{Shop, empty, seen};

/// No share of three customers is out of the ordinary here.
const SETTINGS: &str = "[limits]\nwatch_top1 = 1.0\nhigh_top1 = 1.0\nwatch_top5 = 1.0\nnamed = 1.0\n";

/// Night 1: two quarters; B and D order no more.
const FIRST: &str = "\
Order,Date,Customer,Amount
1,2024-08-10,Acme,1000.00
2,2024-08-20,Bolt,600.00
3,2024-09-05,Crown,400.00
4,2024-09-20,Dorn,300.00
5,2024-11-10,Acme,900.00
6,2024-12-30,Crown,500.00
";

/// Night 2, a quarter later: an order of Bolt's that came late, before the rows of the quarter.
const SECOND: &str = "\
Order,Date,Customer,Amount
6,2024-12-30,Crown,500.00
7,2024-12-28,Bolt,120.00
8,2025-02-10,Acme,950.00
9,2025-03-31,Crown,450.00
";

/// Night 3: Dorn and Bolt are back.
const THIRD: &str = "\
Order,Date,Customer,Amount
10,2025-04-15,Dorn,250.00
11,2025-04-18,Bolt,500.00
";

const NIGHT: &str = "watch exports -q --state watch.json --since-last";

fn nights() -> Shop {
    let shop = empty();
    fs::create_dir(shop.path().join("exports")).unwrap();
    shop.write("mingxi.toml", SETTINGS);
    shop.write("exports/1.csv", FIRST);
    shop
}

fn told(shop: &Shop, day: &str, line: &str) -> (i32, String) {
    let output = shop.on(day, line).output().unwrap();
    (output.status.code().unwrap(), seen(line, &output))
}

fn json(shop: &Shop, day: &str, line: &str) -> Value {
    let output = shop.on(day, &format!("{line} --format json")).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", seen(line, &output)))
}

#[test]
fn three_nights_are_told_as_they_come() {
    for lang in ["en", "zh"] {
        let shop = nights();
        let line = format!("{NIGHT} --lang {lang}");
        let mut seen = Vec::new();
        for (day, export) in
            [("2025-01-02", None), ("2025-01-03", None), ("2025-04-02", Some(SECOND)), ("2025-04-20", Some(THIRD))]
        {
            if let Some(export) = export {
                shop.write(&format!("exports/{day}.csv"), export);
            }
            let (_, told) = told(&shop, day, &line);
            seen.push(format!("{day} {told}"));
        }
        insta::assert_snapshot!(format!("three_nights_{lang}"), seen.join("\n"));
    }
}

/// By hand: 2024Q3 2,300, 2024Q4 1,400, of which the floor is 1 % of 1,850; Bolt's 600 and Dorn's 300 are lost. Then Bolt's 120 came late.
#[test]
fn the_figures_of_the_nights_are_those_worked_out_by_hand() {
    let shop = nights();
    let first = json(&shop, "2025-01-02", NIGHT);
    assert_eq!((&first["floor"], &first["since"]), (&"18.5000".into(), &Value::Null));
    let alerts = |night: &Value| -> Vec<(String, String, String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = night["alerts"].as_array().unwrap();
        list.iter()
            .map(|one| {
                ["status", "kind", "who", "stake"]
                    .map(|name| text(if name == "who" { &one["who"]["key"] } else { &one[name] }))
                    .into()
            })
            .collect()
    };
    let alert = |status: &str, kind: &str, who: &str, stake: &str| {
        (status.to_owned(), kind.to_owned(), who.to_owned(), stake.to_owned())
    };
    assert_eq!(alerts(&first), [alert("", "lost", "bolt", "600.0000"), alert("", "lost", "dorn", "300.0000")]);

    shop.write("exports/2.csv", SECOND);
    let second = json(&shop, "2025-04-02", NIGHT);
    assert_eq!(alerts(&second), [alert("new", "lost", "bolt", "120.0000")]);
    assert_eq!(second["since"], serde_json::json!({"as_of": "2024-12-31", "period": "2024Q4"}));
    let restated = &second["restated"][0];
    assert_eq!(restated["period"], "2024Q4");
    assert_eq!((&restated["opening"], &restated["by_rows"]), (&true.into(), &true.into()));
    assert_eq!([&restated["before"], &restated["now"], &restated["change"]], ["1400.0000", "1520.0000", "120.0000"]);
    let added = &restated["added"][0];
    assert_eq!(
        (&added["file"], &added["row"], &added["amount"]),
        (&"exports/2.csv".into(), &3.into(), &"120.0000".into())
    );
    assert_eq!(restated["added"].as_array().unwrap().len(), 1);
    let over = &second["over"][0];
    assert_eq!(
        (&over["key"], &over["became"], &over["movement"]),
        (&"bolt".into(), &"restated".into(), &"down".into())
    );
    assert_eq!((&over["amount"], &over["amount_before"]), (&"120.0000".into(), &"600.0000".into()));

    shop.write("exports/3.csv", THIRD);
    let third = json(&shop, "2025-04-20", NIGHT);
    assert_eq!(alerts(&third), []);
    let over = third["over"].as_array().unwrap();
    let over: Vec<_> = over.iter().map(|one| (&one["key"], &one["period"], &one["on"], &one["amount"])).collect();
    let back = |key: &'static str, period: &'static str, on: &'static str, amount: &'static str| {
        [key, period, on, amount].map(Value::from)
    };
    let expected = [back("dorn", "2024Q4", "2025-04-15", "250.0000"), back("bolt", "2025Q1", "2025-04-18", "500.0000")];
    assert_eq!(over, expected.iter().map(|[a, b, c, d]| (a, b, c, d)).collect::<Vec<_>>());
    assert_eq!(third["restated"], Value::Array(Vec::new()));
}

#[test]
fn a_quiet_night_writes_nothing_at_all_and_exits_with_0() {
    let shop = nights();
    assert_eq!(told(&shop, "2025-01-02", NIGHT).0, 3);
    for format in ["text", "json", "csv", "md"] {
        let output = shop.on("2025-01-02", &format!("{NIGHT} --format {format}")).output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len(), output.stderr.len()), (Some(0), 0, 0), "{format}");
    }
    // Without -q it says so, and a file that was asked for is written.
    let (code, said) = told(&shop, "2025-01-02", "watch exports --state watch.json --since-last --lang en");
    assert!(code == 0 && said.contains("Nothing new since 2024-12-31; 2 stand as before."), "{said}");
    let (code, _) = told(&shop, "2025-01-02", &format!("{NIGHT} -o out.json"));
    assert!(code == 0 && shop.path().join("out.json").exists());
    // Without --since-last what stands is told every night.
    assert_eq!(told(&shop, "2025-01-02", "watch exports -q --state watch.json").0, 3);
}

#[test]
fn a_failed_run_leaves_the_state_as_it_was() {
    let shop = nights();
    told(&shop, "2025-01-02", NIGHT);
    let state = || fs::read(shop.path().join("watch.json")).unwrap();
    let before = state();
    shop.write("exports/2.csv", "Order,Date,Customer,Amount\n7,03/04/2024,Bolt,1\n8,05/06/2024,Bolt,2\n");
    let (code, said) = told(&shop, "2025-04-02", NIGHT);
    assert!(code == 1 || code == 2, "{said}");
    assert_eq!(state(), before);
    // A result that cannot be printed was not told either.
    fs::remove_file(shop.path().join("exports/2.csv")).unwrap();
    shop.write("exports/2.csv", SECOND);
    let (code, said) = told(&shop, "2025-04-02", &format!("{NIGHT} -o no/such/folder.txt"));
    assert_eq!((code, state()), (1, before), "{said}");
}

#[test]
fn an_export_that_is_missing_one_night_is_told_and_changes_nothing_in_the_state() {
    let shop = nights();
    shop.write("exports/2.csv", SECOND);
    told(&shop, "2025-04-02", NIGHT);
    let before = fs::read(shop.path().join("watch.json")).unwrap();
    fs::remove_file(shop.path().join("exports/2.csv")).unwrap();
    let night = json(&shop, "2025-04-03", &format!("{NIGHT} --late-after 365"));
    let alerts: Vec<&Value> = night["alerts"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(alerts, ["shrunk"]);
    // By hand: 120 + 950 + 450 are no longer there.
    assert_eq!(night["alerts"][0]["stake"], "1520.0000");
    assert_eq!(night["over"], Value::Array(Vec::new()));
    assert_eq!(fs::read(shop.path().join("watch.json")).unwrap(), before);
    shop.write("exports/2.csv", SECOND);
    assert_eq!(told(&shop, "2025-04-04", NIGHT).0, 0);
}

#[cfg(unix)]
#[test]
fn the_state_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let shop = nights();
    told(&shop, "2025-01-02", NIGHT);
    let mode = fs::metadata(shop.path().join("watch.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}

#[test]
fn states_that_cannot_be_used_are_told_with_what_to_do() {
    let shop = nights();
    told(&shop, "2025-01-02", NIGHT);
    let state = fs::read_to_string(shop.path().join("watch.json")).unwrap();
    let cut = &state[..state.len() / 2];
    let moved = state.replacen("1400.0000", "1401.0000", 1);
    let newer = state.replacen("\"schema_version\":1", "\"schema_version\":9", 1).replacen("0.1.0", "9.0.0", 1);
    for (name, text) in [("cut", cut), ("moved", &moved), ("newer", &newer), ("empty", ""), ("other", "{\"a\": 1}")] {
        assert_ne!(text, state, "{name}");
        shop.write(&format!("{name}.json"), text);
    }
    let lines = [
        "watch exports --state cut.json",
        "watch exports --state moved.json",
        "watch exports --state newer.json",
        "watch exports --state empty.json",
        "watch exports --state other.json",
        "watch exports --state exports",
        "watch exports --state no/such/watch.json",
        "watch exports --state watch.json --by month",
        "watch exports --state watch.json --only customer=Acme",
        "watch exports --state exports/1.csv",
        "watch exports --state mingxi.toml",
        "watch exports --state out.json -o out.json",
        "watch exports --since-last",
        "bridge exports --state watch.json",
    ];
    let mut all = String::new();
    for lang in ["en", "zh"] {
        for line in lines {
            let (_, said) = told(&shop, "2025-01-02", &format!("{line} --lang {lang}"));
            all += &(said.replace(" (os error 2)", "") + "\n");
        }
    }
    insta::assert_snapshot!(all);
    assert_eq!(fs::read_to_string(shop.path().join("exports/1.csv")).unwrap(), FIRST);
    assert_eq!(fs::read_to_string(shop.path().join("mingxi.toml")).unwrap(), SETTINGS);
    assert!(!shop.path().join("exports/.1.csv.lock").exists());
}

#[test]
fn two_runs_do_not_meet_and_a_lock_that_a_crash_left_keeps_nobody_out() {
    let shop = nights();
    let path = shop.path().join(".watch.json.lock");
    fs::write(&path, "4121 09:14\n").unwrap();
    let held = fs::File::open(&path).unwrap();
    held.lock().unwrap();
    let (code, said) = told(&shop, "2025-01-02", &format!("{NIGHT} --lang en"));
    assert_eq!(code, 1);
    assert!(
        said.contains("watch.json: another mingxi (process 4121, since 09:14) is at work with this state"),
        "{said}"
    );
    let (_, said) = told(&shop, "2025-01-02", &format!("{NIGHT} --lang zh"));
    assert!(said.contains("另一个 mingxi（进程 4121，09:14 起）正在用这个状态文件"), "{said}");
    drop(held);
    // The file is still there, as after a crash; the system holds no lock any more.
    assert_eq!(told(&shop, "2025-01-02", NIGHT).0, 3);
}

#[test]
fn each_alert_is_one_line_of_the_csv() {
    let shop = nights();
    told(&shop, "2025-01-02", NIGHT);
    shop.write("exports/2.csv", SECOND);
    let (_, said) = told(&shop, "2025-04-02", &format!("{NIGHT} --format csv --lang en"));
    insta::assert_snapshot!(said);
}

/// By hand: 4 of 10 rows have a fault; of 1,000 without signs, 300.
#[test]
fn the_data_themselves_are_watched_whatever_the_floor() {
    let shop = empty();
    shop.write("mingxi.toml", SETTINGS);
    let mut text = "Order,Date,Customer,Amount\n".to_owned();
    for (at, (day, customer, amount)) in [
        ("2024-08-10", "Acme", "100"),
        ("2024-09-10", "Acme", "100"),
        ("2024-10-10", "Acme", "100"),
        ("2024-11-10", "Acme", "100"),
        ("2024-12-10", "Acme", "200"),
        ("2024-12-20", "Acme", "100"),
        ("2024-12-20", "", "150"),
        ("2024-12-21", "", "-50"),
        ("2024-12-45", "Acme", "100"),
        ("2024-12-22", "Acme", "x"),
    ]
    .into_iter()
    .enumerate()
    {
        text += &format!("{at},{day},{customer},{amount}\n");
    }
    shop.write("orders.csv", &text);
    let line = "watch orders.csv -q --floor 100000000";
    let night = json(&shop, "2025-02-20", line);
    let kinds: Vec<&str> =
        night["alerts"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["late", "set_aside"]);
    let aside = &night["alerts"][1];
    assert_eq!((&aside["rows"], &aside["of"], &aside["stake"]), (&4.into(), &10.into(), &"300.0000".into()));
    assert_eq!((&aside["rows_share"], &aside["amount_share"]), (&0.4.into(), &0.3.into()));
    assert_eq!(aside["reasons"]["no-customer"], serde_json::json!({"n": 2, "amount": "100.0000"}));
    let late = &night["alerts"][0];
    assert_eq!((&late["last_day"], &late["days"], &late["limit"]), (&"2024-12-20".into(), &62.into(), &31.into()));
    let code = |options: &str| told(&shop, "2025-02-20", &format!("{line} {options}")).0;
    assert_eq!(code("--watch-aside 40% --late-after 62"), 0);
    assert_eq!(code("--watch-aside 39% --late-after 62"), 3);
    assert_eq!(code("--watch-aside 40% --late-after 61"), 3);
}

/// Gives the block of the document for cron jobs that begins with a line.
fn block(first: &str) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/cron.md")).unwrap();
    let (_, rest) = text.split_once(&format!("```text\n{first}\n")).unwrap_or_else(|| panic!("{first}"));
    format!("{first}\n{}", rest.split("```").next().unwrap())
}

/// Runs a line as a shell would, in the folder of the orders, with a `mail` that keeps what it is given.
#[cfg(unix)]
fn run(shop: &Shop, line: &str, exit_status: &str) -> (i32, String) {
    use std::os::unix::fs::PermissionsExt;
    let mail = shop.path().join("mail");
    fs::write(&mail, format!("#!/bin/sh\ncat >>{}\n", shop.path().join("mailed").display())).unwrap();
    fs::set_permissions(&mail, fs::Permissions::from_mode(0o755)).unwrap();
    let program = super::program::folder().join("mingxi");
    let line = line
        .replace("/srv/orders", &shop.path().display().to_string())
        .replace("/usr/local/bin/mingxi", &program.display().to_string());
    let path = format!("{}:{}:/usr/bin:/bin", shop.path().display(), super::program::folder().display());
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &line]).current_dir(shop.path()).env_clear().env("PATH", path);
    command.env("MINGXI_TODAY", "2025-01-02").env("LANG", "en_US.UTF-8").env("EXIT_STATUS", exit_status);
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

#[cfg(unix)]
#[test]
fn the_crontab_of_the_documents_speaks_only_when_there_is_something() {
    let shop = nights();
    let crontab = block("MAILTO=you@example.org");
    let line = crontab.lines().find(|line| line.contains("mingxi")).unwrap();
    let line: String = line.split_whitespace().skip(5).collect::<Vec<_>>().join(" ");
    let (code, said) = run(&shop, &line, "");
    assert!(code == 3 && said.starts_with("Needs attention: 2 customers lost."), "{said}");
    assert_eq!(run(&shop, &line, ""), (0, String::new()));
}

#[cfg(unix)]
#[test]
fn the_systemd_units_of_the_documents_are_valid_and_mail_what_is_found() {
    let shop = nights();
    let service = block("# /etc/systemd/system/mingxi-watch.service");
    let timer = block("# /etc/systemd/system/mingxi-watch.timer");
    let key = |name: &str| {
        let line = service.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.unwrap_or_else(|| panic!("{name}: {service}")).to_owned()
    };
    assert_eq!(key("SuccessExitStatus"), "3");
    let (code, _) = run(&shop, &key("ExecStart"), "");
    assert_eq!(code, 3);
    let after = key("ExecStopPost");
    assert_eq!(run(&shop, &after, "3").0, 0);
    let mailed = || fs::read_to_string(shop.path().join("mailed")).unwrap();
    assert!(mailed().starts_with("Needs attention: 2 customers lost."), "{}", mailed());
    let once = mailed();
    assert_eq!(run(&shop, &key("ExecStart"), "").0, 0);
    assert_eq!(run(&shop, &after, "0").0, 0);
    assert_eq!(mailed(), once);
    let verify = std::process::Command::new("systemd-analyze").arg("--version").output();
    if verify.is_err() {
        eprintln!("skipped: there is no systemd-analyze");
        return;
    }
    let program = super::program::folder().join("mingxi").display().to_string();
    for (name, text) in [("mingxi-watch.service", &service), ("mingxi-watch.timer", &timer)] {
        shop.write(name, &text.replace("/usr/local/bin/mingxi", &program));
    }
    let units = ["mingxi-watch.service", "mingxi-watch.timer"].map(|name| shop.path().join(name));
    let output = std::process::Command::new("systemd-analyze").arg("verify").args(units).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !said.contains("mingxi-watch"), "{said}");
}
