//! Several currencies in one report: the options together, the rates in every output, and a real book against figures that a
//! program of its own made of it in fractions.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::program::mingxi;

const ORDERS: &str = "customer,date,amount,currency\na,2024-01-10,100,USD\na,2024-02-05,200,USD\nb,2024-02-07,50,USD\n\
                      b,2024-03-01,80,CNY\nc,2024-01-08,10,EUR\na,2024-04-08,150,USD\na,2024-05-10,150,USD\nb,2024-04-09,60,USD\n\
                      b,2024-06-01,100,CNY\nd,2024-05-06,40,USD\n";
const RATES: &str = "date,currency,rate\n2024-01-08,USD,7.10\n2024-01-08,EUR,7.80\n2024-02-05,USD,7.20\n2024-04-08,USD,7.00\n\
                     2024-05-06,USD,7.30\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("orders.csv"), ORDERS).unwrap();
    std::fs::write(folder.path().join("rates.csv"), RATES).unwrap();
    folder
}

fn run(folder: &tempfile::TempDir, line: &str) -> (i32, String, String) {
    let output = mingxi().args(line.split(' ')).current_dir(folder.path()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

const CONVERTED: &str = "--rates rates.csv --rates-are base-per-unit --base CNY --as-of 2024-06-30";

#[test]
fn the_options_of_converting_need_each_other_and_can_be_set() {
    let folder = folder();
    for (options, words) in [
        ("--base CNY", "error: `--base` needs `--rates FILE` beside it\n"),
        ("--rates rates.csv", "error: `--rates` needs `--base CODE` beside it\n"),
        ("--rates-are base-per-unit", "error: `--rates-are` needs `--rates FILE` beside it\n"),
        ("--base CNY --lang zh", "错误：`--base` 要和 `--rates FILE` 一起用\n"),
    ] {
        let (code, _, stderr) = run(&folder, &format!("bridge orders.csv {options}"));
        assert_eq!(code, 2, "{options}");
        assert!(stderr.starts_with(words), "{stderr}");
    }
    let (code, _, stderr) = run(&folder, "bridge orders.csv --rates rates.csv --base CNY --rates-are cny-per-usd");
    assert_eq!(code, 2);
    assert!(stderr.contains("base-per-unit") && stderr.contains("units-per-base"), "{stderr}");
    let (code, _, stderr) = run(&folder, &format!("check orders.csv {CONVERTED} --rejects rates.csv"));
    assert_eq!(code, 2);
    assert!(stderr.contains("is the file of --rates"), "{stderr}");
    let typed = run(&folder, &format!("bridge orders.csv {CONVERTED}"));
    let settings = "[rules]\nrates = \"rates.csv\"\nrates_are = \"base-per-unit\"\nbase = \"CNY\"\n";
    std::fs::write(folder.path().join("mingxi.toml"), settings).unwrap();
    let set = run(&folder, "bridge orders.csv --as-of 2024-06-30");
    assert_eq!((typed.0, set.0), (0, 0), "{}", set.2);
    assert_eq!(set.1.lines().take(8).collect::<Vec<_>>(), typed.1.lines().take(8).collect::<Vec<_>>());
}

#[test]
fn the_bridge_has_its_fx_line_and_the_account_names_the_rates() {
    let folder = folder();
    let (_, told, _) = run(&folder, &format!("bridge orders.csv {CONVERTED}"));
    for line in [
        "FX                -17.00",
        "Converted   8 rows  5,445.00  EUR, USD to CNY by rates.csv",
        "Up                +92.00",
    ] {
        assert!(told.contains(line), "{told}");
    }
    let (_, told, _) = run(&folder, &format!("bridge orders.csv {CONVERTED} --lang zh"));
    assert!(told.contains("EUR、USD 折成 CNY，按 rates.csv") && told.contains("汇率"), "{told}");
    // Without rates there is no such line anywhere.
    let (_, told, _) = run(&folder, "bridge orders.csv --currency USD --as-of 2024-06-30");
    assert!(!told.contains("FX") && !told.contains("Converted"), "{told}");
}

#[test]
fn the_rates_used_are_in_every_part_of_the_pack() {
    let folder = folder();
    let (code, _, stderr) = run(&folder, &format!("report orders.csv {CONVERTED} -o packs"));
    assert_eq!(code, 0, "{stderr}");
    let read = |name: &str| std::fs::read_to_string(folder.path().join("packs/2024Q2").join(name)).unwrap();
    let rates = read("data/rates.csv");
    let usd: Vec<&str> = rates.lines().filter(|line| line.starts_with("USD,")).collect();
    assert_eq!(usd.len(), 7, "{rates}");
    assert!(usd[0] == "USD,2024-01-10,2024-01-08,7.1,1,100.00,710.00", "{}", usd[0]);
    assert!(read("data/conversion.csv").contains("USD,7,750.00,5367.00,7.156000,7.000000,7.300000,4"));
    let manifest: Value = serde_json::from_str(&read("manifest.json")).unwrap();
    assert_eq!(manifest["conversion"]["file"], "rates.csv");
    assert_eq!(manifest["conversion"]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(manifest["options"]["rates_are"], "base-per-unit");
    let json: Value = serde_json::from_str(&read("data/report.json")).unwrap();
    assert_eq!(json["conversion"]["currencies"][2]["rates"][0]["rate"], "7.1");
    assert_eq!(json["bridge"]["fx"], "-17.0000");
    let page = read("report.html");
    assert!(page.contains("8 rows were converted to CNY") && page.contains("Average rate"));
    // The detail has what was written beside what it became.
    let detail = read("data/detail.csv");
    let at = |name: &str| detail.lines().next().unwrap().split(',').position(|column| column == name).unwrap();
    let first: Vec<&str> = detail.lines().nth(1).unwrap().split(',').collect();
    assert_eq!((first[at("amount")], first[at("written")]), ("710.00", "100.00"));
}

/// Gives the folder of a real book in five currencies with a rate a day, where it is there.
fn real() -> Option<PathBuf> {
    let folder = std::env::var_os("MINGXI_REAL_DATA").map(|data| PathBuf::from(data).join("global_electronics"));
    let found = folder.filter(|folder| folder.is_dir());
    if found.is_none() {
        eprintln!("skipped: MINGXI_REAL_DATA names no folder with global_electronics");
    }
    found
}

fn bridges(command: &mut Command) -> Value {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The total by the file's own rates comes from such a script; nothing but the rates and what they are is given.
#[test]
fn local_amounts_of_a_real_book_are_never_added_up_over_its_currencies() {
    let Some(folder) = real() else { return };
    let orders = folder.join("global_electronics_flat_multicurrency.csv");
    let output = mingxi().arg("bridge").arg(&orders).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("cannot add up USD 29,871,631.17, EUR") && stderr.contains("--rates"), "{stderr}");
    let mut program = mingxi();
    program.arg("check").arg(&orders).arg("--rates").arg(folder.join("Exchange_Rates.csv"));
    let told = bridges(program.args(["--base", "USD", "--rates-are", "units-per-base", "--format", "json"]));
    assert_eq!(told["amounts"]["used"], "55755477.2959");
}

/// The figures come from a script in Python's fractions that reads the files by itself.
#[test]
fn a_real_book_in_five_currencies_agrees_with_an_independent_reckoning() {
    let Some(folder) = real() else { return };
    let told = |base: &str, by: &str| {
        let mut program = mingxi();
        program.arg("bridge").arg(folder.join("global_electronics_flat_multicurrency.csv")).arg("--rates");
        program.arg(folder.join("Exchange_Rates.csv")).args([
            "--base",
            base,
            "--by",
            by,
            "--map",
            "amount=amount_local",
        ]);
        program.args(["--rates-are", "units-per-base", "--as-of", "2020-12-31", "--last", "99", "--format", "json"]);
        bridges(program.env("MINGXI_TODAY", "2026-01-05"))
    };
    let lines = ["opening", "new", "returned", "up", "down", "lost", "fx", "closing"];
    let of = |bridge: &Value| lines.map(|line| bridge[line].as_str().unwrap().to_owned());
    let dollars = told("USD", "year");
    let years = dollars["bridges"].as_array().unwrap();
    let expected = [
        [
            "6946793.4802",
            "5990386.4788",
            "0.0000",
            "862755.4286",
            "-890226.9336",
            "-5492793.1634",
            "4506.5306",
            "7421421.8212",
        ],
        [
            "7421421.8212",
            "8248220.9934",
            "1646731.3160",
            "1680291.3894",
            "-1404952.9700",
            "-4828098.5483",
            "25346.1837",
            "12788960.1854",
        ],
        [
            "12788960.1854",
            "7537313.5162",
            "4104717.6906",
            "3941135.9903",
            "-3180751.7019",
            "-6832905.4620",
            "-94088.4709",
            "18264381.7477",
        ],
        [
            "18264381.7477",
            "2104469.6039",
            "2535331.4724",
            "2475961.0453",
            "-3247764.8721",
            "-12844589.2114",
            "6841.7508",
            "9294631.5366",
        ],
    ];
    assert_eq!(years.iter().map(of).collect::<Vec<_>>(), expected.map(|line| line.map(str::to_owned)));
    assert_eq!(
        [&years[3]["n_up"], &years[3]["n_level"], &years[3]["n_down"]].map(Value::as_u64),
        [828, 1, 1024].map(Some)
    );
    let euros = told("EUR", "quarter");
    let last = euros["bridges"].as_array().unwrap().last().unwrap().clone();
    let expected = [
        "1125291.1573",
        "212787.5774",
        "710913.6968",
        "11302.1877",
        "-76375.4842",
        "-1023705.2970",
        "-563.2756",
        "959650.5624",
    ];
    assert_eq!(of(&last), expected.map(str::to_owned));
}
