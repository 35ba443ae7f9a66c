//! `mingxi init`: what it writes is accepted and changes nothing, on every golden case that reads.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::cli_book::shop;
use super::program::mingxi;

/// Options that are `init`'s own or another command's, each with its value.
const OTHERS: [&str; 6] = ["--last", "--top", "--customer", "--config", "--format", "--basis"];

struct Case {
    folder: PathBuf,
    /// The files, and the options that say how they are read.
    files: Vec<String>,
    options: Vec<String>,
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.join("case.toml").is_file());
    folders.sort();
    let case = |folder: PathBuf| {
        let about: toml::Table = fs::read_to_string(folder.join("case.toml")).unwrap().parse().unwrap();
        let args = about["args"].as_array().unwrap().iter().map(|arg| arg.as_str().unwrap().to_owned());
        let (mut files, mut options) = (Vec::new(), Vec::new());
        let mut args = args.skip(1).peekable();
        while let Some(arg) = args.next() {
            if !arg.starts_with('-') || arg == "-" {
                files.push(arg);
                continue;
            }
            let valued = args.peek().is_some_and(|next| !next.starts_with('-')) && !arg.contains('=');
            let switch = ["--strict", "--no-header", "--ascii"].contains(&arg.as_str());
            let value = if valued && !switch { args.next() } else { None };
            if !OTHERS.contains(&arg.split('=').next().unwrap()) {
                options.push(arg);
                options.extend(value);
            }
        }
        Case { folder, files, options }
    };
    folders.into_iter().map(case).collect()
}

/// Gives a document without what says which settings made it.
fn document(case: &Case, options: &[&str]) -> Option<Value> {
    let out = tempfile::tempdir().unwrap();
    let mut program = mingxi();
    program.arg("report").args(&case.files).args(options).args(["--format", "json"]).current_dir(&case.folder);
    let output = program.arg("-o").arg(out.path()).output().unwrap();
    let mut document: Value = serde_json::from_slice(&output.stdout).ok()?;
    document.as_object_mut()?.remove("settings");
    // What is named by an option is no longer chosen.
    for sheet in document["columns"].as_array_mut().into_iter().flatten() {
        // Sheets that are not read are looked at with the same columns in mind.
        sheet.as_object_mut()?.remove("sheets");
        sheet.as_object_mut()?.remove("other_sheets");
        sheet.as_object_mut()?.remove("choices");
        let features = sheet.as_object_mut()?.remove("features").unwrap_or_default();
        let features = features.as_array().into_iter().flatten().filter(|feature| feature["kind"] != "only_date");
        sheet["features"] = features.cloned().collect();
        for column in sheet["columns"].as_array_mut().into_iter().flatten() {
            column.as_object_mut()?.remove("given");
        }
    }
    output.status.success().then_some(document)
}

#[test]
fn a_report_with_what_init_wrote_is_the_report_without() {
    let written = tempfile::tempdir().unwrap();
    let (mut same, mut refused, mut wrong) = (0, 0, Vec::new());
    for (at, case) in cases().iter().enumerate() {
        let given: Vec<&str> = case.options.iter().map(String::as_str).chain(["--no-config"]).collect();
        let config = written.path().join(format!("{at}.toml"));
        let path = config.to_str().unwrap();
        let output = mingxi()
            .arg("init")
            .args(&case.files)
            .args(&given)
            .args(["-o", path])
            .current_dir(&case.folder)
            .output()
            .unwrap();
        let name = case.folder.display();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        // What to show, not how files are read, is no matter of this command.
        if told.contains("mingxi init has no option") || told.contains("mingxi init 没有") {
            continue;
        }
        let Some(before) = document(case, &given) else {
            // What cannot be reported cannot be settled by guessing either, but a report may want more than rows.
            refused += 1;
            if output.status.success() != config.exists() {
                wrong.push(format!("{name}: {told}"));
            }
            continue;
        };
        let after = document(case, &["--config", path]);
        if !output.status.success() || after.as_ref() != Some(&before) {
            let text = fs::read_to_string(&config).unwrap_or_default();
            let set: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            wrong.push(format!("{name}: {told}{}", set.join("\n")));
        }
        same += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(same > 60 && refused > 5, "{same} alike, {refused} refused");
}

#[test]
fn a_settings_file_is_replaced_only_when_told() {
    let shop = shop();
    let run = |line: &str| shop.command(line).output().unwrap();
    let first = run("init orders.csv");
    assert!(first.status.success());
    assert_eq!(String::from_utf8_lossy(&first.stdout), "Wrote mingxi.toml.\n");
    let file = shop.path().join("mingxi.toml");
    fs::write(&file, "[rules]\nfiscal_start = 4\n").unwrap();
    let second = run("init orders.csv");
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("mingxi.toml: is there already"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "[rules]\nfiscal_start = 4\n");
    // What the older file set stays, a flag beats it, and a file that cannot be read leaves it alone.
    assert_eq!(run("init missing.csv --force").status.code(), Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), "[rules]\nfiscal_start = 4\n");
    assert!(run("init orders.csv --force --by month").status.success());
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("\nfiscal_start = 4\n") && text.contains("\nby = \"month\"\n"), "{text}");
    assert!(run("init orders.csv --force --no-config").status.success());
    assert!(fs::read_to_string(&file).unwrap().contains("\n# fiscal_start = 1\n"));
    assert_eq!(run("init orders.csv -o orders.csv --force").status.code(), Some(2));
}

#[test]
fn without_files_a_template_is_written_in_the_language_asked_for() {
    let shop = shop();
    let told = |line: &str| String::from_utf8(shop.command(line).output().unwrap().stdout).unwrap();
    assert_eq!(told("init"), "Wrote mingxi.toml.\n");
    assert_eq!(told("init -o zh.toml --lang zh"), "写好 zh.toml。\n");
    let text = fs::read_to_string(shop.path().join("zh.toml")).unwrap();
    assert!(text.starts_with("# mingxi 的设置：模板。") && text.contains("\nlang = \"zh\"\n"), "{text}");
    assert!(shop.command("bridge orders.csv").output().unwrap().status.success());
    assert!(told("init -o /dev/stdout").starts_with("# Settings of mingxi: a template."));
}

#[test]
fn what_a_person_should_look_at_is_marked() {
    let shop = shop();
    shop.write(
        "remarks.csv",
        "Date,Customer,Qty,Price,Amount,Order status\n02/24/03,A,2,10,20.5,Shipped\n05/07/03,,1,7,7.5,Cancelled\n05/08/03,B,1,7,7.5,Cancelled\n",
    );
    let seen = shop.seen("init remarks.csv -o /dev/stdout -q");
    let bare = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = seen.lines().map(bare).collect();
    for line in [
        "date_format = \"month/day/year\"",
        "decimal = \"point\"",
        "status = \"Order status\" # 2 values, such as Shipped",
        "# cancelled = [\"Cancelled\"] # check: Order status, 2 rows, 15.00, counted now",
        "# blank_customer = \"keep\" # check: 1 row (7.50) without a customer, set aside now",
        "# as_of = \"2003-06-30\" # now; left open, since it moves with the data",
    ] {
        assert!(lines.iter().any(|one| one == line), "{line}\n{seen}");
    }
    assert!(shop.seen("init remarks.csv -q").contains("Wrote mingxi.toml; 2 lines in it are marked `check`."));
}
