//! Each message of the command line and the outputs, from what brings it about.

use std::fs;

use super::cli_book::{seen, shop};

#[test]
fn usage_is_told_with_the_nearest_right_word() {
    let shop = shop();
    let lines = [
        "bridg orders.csv",
        "orders.csv",
        "bridge",
        "bridge orders.csv --perod 2025Q1",
        "share orders.csv --last 4",
        "bridge orders.csv --by mont",
        "bridge orders.csv --period 2025Q5",
        "bridge orders.csv --period FY2025",
        "bridge orders.csv --period 2025Q1 --by month",
        "bridge orders.csv --period 2019Q1",
        "bridge orders.csv --period 2025Q2",
        "bridge orders.csv --as-of 2025-02-30",
        "bridge orders.csv --map client=X",
        "bridge orders.csv --only Nordlicht",
        "bridge orders.csv --by",
        "bridge orders.csv --strict=yes",
        "bridge orders.csv -o out.pdf",
        "bridge orders.csv --customer Nordlicht",
        "bridge orders.csv --explain --lines",
        "bridge orders.csv --explain --compare-rules",
        "bridge orders.csv --slice region",
        "bridge orders.csv --config a.toml --no-config",
        "bridge orders.csv --config no.toml",
        "trend orders.csv --customer nordlihct",
        "trend orders.csv --customer zzz",
        "bridge order.csv",
    ];
    let seen: Vec<String> = lines.iter().map(|line| shop.seen(line)).collect();
    insta::assert_snapshot!(seen.join("\n"));
    let chinese: Vec<String> = lines.iter().map(|line| shop.seen(&format!("--lang zh {line}"))).collect();
    insta::assert_snapshot!("usage_is_told_in_chinese", chinese.join("\n"));
}

#[test]
fn settings_are_refused_with_their_line() {
    let shop = shop();
    let mut all = Vec::new();
    for text in [
        "[rules]\nactive = \"net\"\nfiscal_strat = 4\n",
        "[output]\nactive = \"net\"\n",
        "[rules]\nby = \"fortnight\"\n",
        "[rules]\nstrict = \"yes\"\n",
        "[rulez]\n",
        "rules = 3\n",
        "[rules\n",
        "[columns]\nclient = \"X\"\n",
    ] {
        shop.write("mingxi.toml", text);
        all.push(format!("{text}{}{}", shop.seen("bridge orders.csv"), shop.seen("bridge orders.csv --lang zh")));
    }
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn a_flag_beats_the_environment_and_the_environment_the_file() {
    let shop = shop();
    shop.write("mingxi.toml", "[rules]\nby = \"year\"\n");
    let first = |command: &mut std::process::Command| {
        let output = command.output().unwrap();
        String::from_utf8(output.stdout).unwrap().lines().find(|line| line.starts_with("Opening")).unwrap().to_owned()
    };
    assert!(first(&mut shop.command("bridge orders.csv")).starts_with("Opening 2023 "));
    assert!(first(shop.command("bridge orders.csv").env("MINGXI_BY", "half")).starts_with("Opening 2024H1 "));
    let flag = first(shop.command("bridge orders.csv --by quarter").env("MINGXI_BY", "half"));
    assert!(flag.starts_with("Opening 2024Q4 "), "{flag}");
    assert!(shop.seen("bridge orders.csv").contains("settings: mingxi.toml"));
    assert!(first(&mut shop.command("bridge orders.csv --no-config")).starts_with("Opening 2024Q4 "));
}

#[test]
fn an_output_appears_whole_or_not_at_all() {
    let shop = shop();
    assert!(shop.command("bridge orders.csv -o bridge.csv").output().unwrap().status.success());
    let text = fs::read_to_string(shop.path().join("bridge.csv")).unwrap();
    assert!(text.starts_with("schema,period,"), "{text}");
    let output = shop.command("bridge orders.csv -o no/such/bridge.csv").output().unwrap();
    insta::assert_snapshot!(seen("bridge orders.csv -o no/such/bridge.csv", &output));
    shop.write("file", "");
    insta::assert_snapshot!("a_file_in_the_way", shop.seen("report orders.csv -o file"));
}

#[test]
fn rows_set_aside_are_written_with_their_reasons() {
    let shop = shop();
    shop.write(
        "mess.csv",
        "Order,Date,Customer,Amount\n1,2025-01-02,A,5\n2,2024-11-02,A,7\n3,2025-13-45,B,8120\n4,2025-01-09,,3\n\
         5,2025-01-10,=1+1,x\n合计,,,8135\n",
    );
    let output = shop.command("bridge mess.csv --rejects rejects.csv").output().unwrap();
    let rejects = fs::read_to_string(shop.path().join("rejects.csv")).unwrap();
    insta::assert_snapshot!(
        seen("bridge mess.csv --rejects rejects.csv", &output) + "\n$ cat rejects.csv\n" + &rejects
    );
}

#[test]
fn a_value_that_no_row_has_is_told_with_the_nearest() {
    let shop = shop();
    let lines = [
        "share orders.csv --only product=lamp --only product=Screws -q",
        "share orders.csv --only product=lamp --only product=Screws",
        "share orders.csv --exclude product=x --lang zh",
        "share orders.csv --only customer=nordlicht",
        "share orders.csv --only customer=nordlicht --lang zh",
    ];
    let told = |line: &str| String::from_utf8(shop.command(line).output().unwrap().stderr).unwrap();
    assert_eq!(told(lines[0]), "");
    insta::assert_snapshot!(lines[1..].iter().map(|line| format!("$ {line}\n{}", told(line))).collect::<String>());
    assert_eq!(shop.command(lines[3]).output().unwrap().status.code(), Some(2));
    assert_eq!(told("share orders.csv --exclude product=LAMP"), "");
}

#[test]
fn what_is_strict_still_writes_the_rows_that_stop_it() {
    let shop = shop();
    shop.write("mess.csv", "Order,Date,Customer,Amount\n1,2025-01-02,A,5\n2,2025-13-45,B,8120\n");
    for command in ["bridge", "check"] {
        let line = format!("{command} mess.csv --strict --rejects {command}.csv");
        let output = shop.command(&line).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", seen(&line, &output));
        // check is where the rows are shown that stop the others.
        assert_eq!(output.stdout.is_empty(), command != "check", "{}", seen(&line, &output));
        let rejects = fs::read_to_string(shop.path().join(format!("{command}.csv"))).unwrap();
        let lines: Vec<&str> = rejects.lines().collect();
        assert_eq!(lines.len(), 2, "{rejects}");
        assert!(lines[1].starts_with("mess.csv,,3,bad-date,8120.00,B3,2025-13-45"), "{rejects}");
    }
}

#[test]
fn where_no_row_counts_the_rows_and_their_reasons_are_written_all_the_same() {
    let shop = shop();
    shop.write("none.csv", "Order,Date,Customer,Amount\n1,2025-01-02,,5\n2,2025-01-03,B,x\n3,2025-01-04,C,y\n");
    for (command, told) in [
        ("bridge", "cell D3: none of the 3 rows counts: 1 without a customer (no-customer), 2 with an amount that"),
        ("check", "cell D3: none of the 3 rows counts"),
        ("bridge --lang zh", "3 行中没有一行可用：缺客户 1 行（no-customer）、金额读不出 2 行（bad-amount）"),
        ("bridge --as-of 2024-12-31", "none of the 3 rows counts"),
    ] {
        let line = format!("{command} none.csv --rejects rejects.csv");
        let output = shop.command(&line).output().unwrap();
        let seen = seen(&line, &output);
        assert!(output.status.code() == Some(1) && seen.contains(told), "{seen}");
        assert_eq!(output.stdout.is_empty(), command != "check", "{seen}");
        let rejects = fs::read_to_string(shop.path().join("rejects.csv")).unwrap();
        assert_eq!(rejects.lines().count(), 4, "{rejects}");
        assert!(rejects.contains("none.csv,,3,bad-amount,0.00,D3,x"), "{rejects}");
        fs::remove_file(shop.path().join("rejects.csv")).unwrap();
    }
}

#[test]
fn days_that_do_not_fit_the_rows_are_told_with_both() {
    let shop = shop();
    shop.write("days.csv", "Date,Customer,Amount\n2024-01-05,A,1\n2024-04-05,B,2\n2024-05-05,A,1\n2024-08-05,B,2\n");
    for (options, exit, told) in [
        ("--since 2030-01-01", 2, "error: `--since 2030-01-01` is after the last row, 2024-08-05"),
        ("--since 2024-09-01", 0, "warning: `--since 2024-09-01` is after the last row, 2024-08-05"),
        ("--until 2023-01-01", 2, "error: days.csv: `--until 2023-01-01` is before the first row, 2024-01-05"),
        ("--as-of 2023-01-01", 2, "error: days.csv: `--as-of 2023-01-01` is before the first row, 2024-01-05"),
        ("--as-of 2025-06-30", 0, "is 329 days after the last row, 2024-08-05; 2024Q4 to 2025Q2 have no row"),
        ("--as-of 2025-06-30 --lang zh", 0, "警告：`--as-of 2025-06-30` 比最后一行（2024-08-05）晚 329 天"),
    ] {
        let line = format!("bridge days.csv {options}");
        let output = shop.command(&line).output().unwrap();
        let seen = seen(&line, &output);
        assert!(output.status.code() == Some(exit) && seen.contains(told), "{seen}");
    }
    let output = shop.command("bridge days.csv --as-of 2024-12-30 --since 2024-08-05").output().unwrap();
    assert!(output.stderr.is_empty(), "{}", seen("", &output));
}

#[test]
fn sheets_of_a_workbook_are_read_side_by_side() {
    let shop = shop();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, lines) in [
        ("1月", [["1", "2025-01-05", "甲", "100"], ["2", "2025-01-09", "乙", "200"]]),
        ("2月", [["2", "2025-01-09", "乙", "200"], ["3", "2025-02-05", "甲", "110"]]),
    ] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["订单号", "日期", "客户", "金额"]).unwrap();
        for (row, cells) in lines.iter().enumerate() {
            sheet.write_row(row as u32 + 1, 0, *cells).unwrap();
        }
    }
    workbook.save(shop.path().join("book.xlsx")).unwrap();
    shop.write("both.toml", "[files]\nsheet = [\"1月\", 2]\n");
    for options in ["--sheet 1月 --sheet 2月 --sheet 1", "--config both.toml"] {
        let line = format!("check book.xlsx --lang en --format json {options}");
        let output = shop.command(&line).output().unwrap();
        assert!(output.status.success(), "{}", seen(&line, &output));
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let sheets: Vec<&str> =
            json["columns"].as_array().unwrap().iter().filter_map(|one| one["sheet"].as_str()).collect();
        assert_eq!((sheets, &json["amounts"]["used"]), (vec!["1月", "2月"], &"410.0000".into()), "{json}");
    }
    let line = "check book.xlsx --lang en";
    let output = shop.command(line).output().unwrap();
    let seen = seen(line, &output);
    assert!(seen.contains("`--sheet 1月` or `--sheet 2月`, or both: `--sheet 1月"), "{seen}");
}

#[test]
fn other_names_of_a_customer_come_from_a_file() {
    let shop = shop();
    shop.write("aliases.csv", "name,customer\nAl Noor Trading,Nordlicht Handels GmbH\n绍兴新纺进出口,宁波海川五金\n");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows =
        [["name", "customer"], ["Al Noor Trading", "Nordlicht Handels GmbH"], ["绍兴新纺进出口", "宁波海川五金"]];
    for (row, cells) in rows.iter().enumerate() {
        sheet.write_row(row as u32, 0, *cells).unwrap();
    }
    workbook.save(shop.path().join("aliases.xlsx")).unwrap();
    let customers = |command: &str| {
        let output = shop.command(command).output().unwrap();
        assert!(output.status.success(), "{}", seen(command, &output));
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let list = json["customers"].as_array().or(json["concentration"]["holders"].as_array()).unwrap();
        let mut names: Vec<String> = list.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        (names, json)
    };
    let joined = ["Nordlicht Handels GmbH", "宁波海川五金", "温州永泰鞋材"];
    for aliases in ["aliases.csv", "aliases.xlsx"] {
        for command in ["report", "trend", "share"] {
            let (names, json) = customers(&format!("{command} orders.csv --aliases {aliases} --format json"));
            assert_eq!(names, joined, "{command} {aliases}");
            assert_eq!(json["rows"]["used"], 21, "{command} {aliases}");
        }
        // 1,700.00 of its own and the credit of the other name.
        let (_, json) = customers(&format!("trend orders.csv --aliases {aliases} --format json"));
        let own = json["customers"].as_array().unwrap().iter().find(|one| one["name"] == joined[0]).unwrap();
        assert_eq!(own["series"].as_array().unwrap().last().unwrap(), "1600.0000");
        for command in ["bridge", "top", "check"] {
            let line = format!("{command} orders.csv --aliases {aliases}");
            let output = shop.command(&line).output().unwrap();
            assert!(output.status.success(), "{}", seen(&line, &output));
        }
        let top = shop.seen(&format!("top orders.csv --aliases {aliases}"));
        assert!(!top.contains("Al Noor") && top.contains("Nordlicht"), "{top}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_success() {
    let shop = shop();
    let program = env!("CARGO_BIN_EXE_mingxi");
    let script = format!("{{ {program} bridge orders.csv --format json; echo \"exit $?\" >&2; }} | true");
    let output = std::process::Command::new("sh").args(["-c", &script]).current_dir(shop.path()).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "exit 0\n");
}

#[test]
fn an_output_never_replaces_what_the_run_is_made_from() {
    let shop = shop();
    shop.write("names.csv", "from,to\nAl Noor Trading,Al Noor\n");
    shop.write("mingxi.toml", "[rules]\nactive = \"net\"\n");
    let lines = [
        "top orders.csv -o orders.csv",
        "top . -o ./orders.csv",
        "top orders.csv --rejects orders.csv",
        "check orders.csv --aliases names.csv --rejects names.csv",
        "top orders.csv --rejects mingxi.toml",
        "top orders.csv -o same.csv --rejects ./same.csv",
    ];
    let files = || ["orders.csv", "names.csv", "mingxi.toml"].map(|name| fs::read(shop.path().join(name)).unwrap());
    let before = files();
    let mut all = Vec::new();
    for line in lines.into_iter().filter(|line| !line.starts_with("top .")) {
        all.push(shop.seen(line) + &shop.seen(&format!("{line} --lang zh")));
    }
    assert_eq!(files(), before);
    assert!(!shop.path().join("same.csv").exists());
    insta::assert_snapshot!(all.join("\n"));
    fs::remove_file(shop.path().join("names.csv")).unwrap();
    assert_eq!(shop.command(lines[1]).output().unwrap().status.code(), Some(2));
    fs::create_dir_all(shop.path().join("mingxi-report/2025Q1")).unwrap();
    fs::copy(shop.path().join("orders.csv"), shop.path().join("mingxi-report/2025Q1/mine.csv")).unwrap();
    assert_eq!(shop.command("report mingxi-report/2025Q1/mine.csv").output().unwrap().status.code(), Some(2));
    assert!(shop.path().join("mingxi-report/2025Q1/mine.csv").exists());
}

#[cfg(unix)]
#[test]
fn links_stay_and_pipes_are_written_into() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let shop = shop();
    fs::hard_link(shop.path().join("orders.csv"), shop.path().join("hard.csv")).unwrap();
    assert_eq!(shop.command("top orders.csv -o hard.csv").output().unwrap().status.code(), Some(2));
    shop.write("target.csv", "old");
    symlink("target.csv", shop.path().join("link.csv")).unwrap();
    assert!(shop.command("top orders.csv -q -o link.csv").output().unwrap().status.success());
    assert!(shop.path().join("link.csv").is_symlink());
    assert!(fs::read_to_string(shop.path().join("target.csv")).unwrap().starts_with("schema,"));
    let pipe = shop.path().join("pipe.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    // Open both ways, so that neither side waits for the other.
    let mut reader = fs::File::options().read(true).write(true).open(&pipe).unwrap();
    assert!(shop.command("top orders.csv -q -o pipe.csv").output().unwrap().status.success());
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    let mut begin = [0; 7];
    std::io::Read::read_exact(&mut reader, &mut begin).unwrap();
    assert_eq!(&begin, b"schema,");
}

#[test]
fn a_hint_leads_to_a_run_that_works() {
    let shop = shop();
    shop.write(
        "open.csv",
        &(fs::read_to_string(shop.path().join("orders.csv")).unwrap() + "21,2025-04-01,B,Lamp,1,9\n"),
    );
    let mut all = Vec::new();
    for line in ["trend open.csv --period 2030Q1", "check orders.csv --sheet x"] {
        all.push(shop.seen(line) + &shop.seen(&format!("{line} --lang zh")));
    }
    assert!(all[0].contains("`--period 2025Q1`"), "{}", all[0]);
    assert!(shop.command("trend open.csv --period 2025Q1").output().unwrap().status.success());
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn every_bad_value_has_a_hint() {
    let shop = shop();
    let lines = [
        "--as-of soon",
        "--active maybe",
        "--last 0",
        "--period foo",
        "--config nope.toml",
        "--lang fr",
        "--floor x",
        "--only x",
        "--map x",
    ];
    for lang in ["en", "zh"] {
        for line in lines
            .iter()
            .map(|line| format!("bridge orders.csv {line}"))
            .chain(["trend orders.csv --customer zzzz".into()])
        {
            let mut command = shop.command(&line);
            let output = command.env("MINGXI_LANG", lang).output().unwrap();
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{told}");
            assert!(
                told.lines().any(|line| line.starts_with("hint: ") || line.starts_with("提示：")),
                "{line}: {told}"
            );
        }
    }
}

#[test]
fn the_environment_says_which_settings_file_is_read() {
    let shop = shop();
    shop.write("other.toml", "[rules]\nby = \"month\"\n");
    shop.write("mingxi.toml", "[rules]\nby = \"year\"\n");
    let told = |variables: &[(&str, &str)], line: &str| {
        let output = shop.command(line).envs(variables.iter().copied()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(!String::from_utf8_lossy(&output.stderr).contains("sets no option"));
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(told(&[], "bridge orders.csv --format json").contains("\"2024\""));
    let month = told(&[("MINGXI_CONFIG", "other.toml")], "bridge orders.csv --format json");
    assert!(month.contains("\"2025-03\""), "{month}");
    let none = told(&[("MINGXI_NO_CONFIG", "1")], "bridge orders.csv --format json");
    assert!(none.contains("\"2025Q1\""), "{none}");
    // A flag is stronger than a variable.
    let flag = told(&[("MINGXI_NO_CONFIG", "1")], "bridge orders.csv --format json --config other.toml");
    assert!(flag.contains("\"2025-03\""), "{flag}");
    let flag = told(&[("MINGXI_CONFIG", "other.toml")], "bridge orders.csv --format json --no-config");
    assert!(flag.contains("\"2025Q1\""), "{flag}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_could_not_be_written_and_what_was_is_told() {
    let shop = shop();
    let full = |line: &str| {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = shop.command(line).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    let told = full("report orders.csv");
    assert!(told.contains("the device is full; the report itself is written, in mingxi-report/2025Q1"), "{told}");
    assert!(shop.path().join("mingxi-report/2025Q1/report.html").exists());
    let told = full("bridge orders.csv --lang zh");
    assert!(told.contains("设备已满") && !told.contains("什么都没有动"), "{told}");
    let told = shop.seen("bridge orders.csv --rejects nowhere/rejects.csv");
    assert!(told.contains("there is no such folder") && told.contains("`--rejects FILE.csv`"), "{told}");
    assert!(!told.contains("`-o`"), "{told}");
}

#[test]
fn a_misspelt_variable_is_told() {
    let shop = shop();
    let told = |lang: &str| {
        let line = format!("bridge orders.csv --lang {lang}");
        let output = shop.command(&line).env("MINGXI_FISCAL_STRAT", "4").env("MINGXI_ZZ", "1").output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    insta::assert_snapshot!(told("en") + &told("zh"));
}

#[test]
fn a_folder_may_hold_what_is_no_table() {
    let shop = shop();
    fs::create_dir(shop.path().join("year")).unwrap();
    fs::copy(shop.path().join("orders.csv"), shop.path().join("year/orders.csv")).unwrap();
    shop.write("year/readme.txt", "This is what\nthe folder holds.\n");
    shop.write("year/empty.csv", "");
    let told = |line: &str| String::from_utf8(shop.command(line).output().unwrap().stderr).unwrap();
    let whole = String::from_utf8(shop.command("top orders.csv").output().unwrap().stdout).unwrap();
    let folder = shop.command("top year").output().unwrap();
    assert_eq!(String::from_utf8(folder.stdout).unwrap(), whole);
    insta::assert_snapshot!(told("top year -v") + &told("top year -v --lang zh"));
    assert_eq!(shop.command("top year/readme.txt").output().unwrap().status.code(), Some(2));
    assert!(!told("top -").contains("-:"), "{}", told("top -"));
    assert!(told("top -").starts_with("error: standard input: "));
}
