//! A nightly run over exports that overlap, and a year of monthly files that change on the way: what is said, and what is not.

use std::fmt::Write;

use super::program::mingxi;

/// Exports of thirty nights, each with the orders of the last seven days: three orders a day, numbered on, of 10, 20, 30.
struct Nights(tempfile::TempDir, &'static str);

fn date(day: u32) -> String {
    match day {
        1..=31 => format!("2024-03-{day:02}"),
        day => format!("2024-04-{:02}", day - 31),
    }
}

impl Nights {
    /// Writes them; `change` may give an order's status and amount as a night sees them.
    fn new(change: impl Fn(u32, u32) -> Option<(&'static str, u32)>) -> Nights {
        let folder = tempfile::tempdir().unwrap();
        for night in 7..=36_u32 {
            let mut text = "order,date,customer,amount,status\n".to_owned();
            for day in night - 6..=night {
                for nth in 0..3 {
                    let order = day * 10 + nth;
                    let (status, amount) = change(night, order).unwrap_or(("open", (nth + 1) * 10));
                    let customer = ["Acme", "Bolt", "Crown"][(day % 3) as usize];
                    writeln!(text, "{order},{},{customer},{amount},{status}", date(day)).unwrap();
                }
            }
            std::fs::write(folder.path().join(format!("night-{night:02}.csv")), text).unwrap();
        }
        Nights(folder, "2024-04-05")
    }

    fn run(&self, line: &str) -> (i32, String, String) {
        let mut command = mingxi();
        command.args(line.split(' ')).current_dir(self.0.path()).env("MINGXI_TODAY", self.1);
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        // Columns are as wide as their widest figure; the tests are about the figures.
        let flat = text(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
        (output.status.code().unwrap(), flat, text(&output.stderr))
    }
}

#[test]
fn thirty_nights_that_overlap_by_a_week_say_nothing() {
    let nights = Nights::new(|_, _| None);
    for command in ["report . --by month", "bridge . --by month", "top . --by month", "trend . --by week", "share ."] {
        let (code, stdout, stderr) = nights.run(command);
        assert_eq!((code, stderr.as_str()), (0, ""), "{command}");
        // 36 days of 60.
        assert!(stdout.contains("Used 108 rows 2,160.00"), "{command}: {stdout}");
    }
    let (code, _, stderr) = nights.run("bridge . --by month --strict --format json");
    assert_eq!((code, stderr.as_str()), (0, ""));
}

#[test]
fn versions_of_an_order_that_stand_in_many_nights_are_warned_of_once() {
    // From the 20th night on, order 181 is sent and order 192 is of 1.
    let change = |night, order| match order {
        181 if night >= 20 => Some(("sent", 20)),
        192 if night >= 20 => Some(("open", 1)),
        _ => None,
    };
    let nights = Nights::new(change);
    let (code, stdout, stderr) = nights.run("bridge . --by month");
    assert_eq!(code, 0);
    assert_eq!(stderr.matches("warning:").count(), 1, "{stderr}");
    assert!(
        stderr.contains("2 orders here are in ./night-19.csv too, with lines that differ; 2 rows (21.00)"),
        "{stderr}"
    );
    assert!(stdout.contains("Used 110 rows 2,181.00"), "{stdout}");
    let (_, stdout, stderr) = nights.run("bridge . --by month --map status=none");
    assert!(stderr.contains("1 order here is in ./night-19.csv too, with lines that differ; 1 row (1.00)"), "{stderr}");
    assert!(stdout.contains("Used 109 rows 2,161.00"), "{stdout}");
}

#[test]
fn lines_that_an_order_gets_later_are_no_other_version() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("1.csv", "order,date,customer,item,amount\n1,2024-01-05,A,x,5\n1,2024-01-05,A,y,6\n");
    write("2.csv", "order,date,customer,item,amount\n1,2024-01-05,A,x,5\n1,2024-01-05,A,y,6\n1,2024-01-05,A,z,7\n");
    let output = mingxi().args(["share", ".", "--as-of", "2024-03-31"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert!(String::from_utf8(output.stdout).unwrap().contains("Used       3 rows  18.00"));
}

/// Twelve monthly files: from June on with other headings in another order and one more column, and September without products.
fn year() -> Nights {
    let folder = tempfile::tempdir().unwrap();
    for month in 1..=12_u32 {
        let text = match month {
            1..=5 => format!("订单号,日期,客户名称,金额,货号,业务员\nA{month},2024-{month:02}-10,甲公司,100,X,王芳\n"),
            9 => {
                format!("下单日期,单号,往来单位,含税金额,备注,负责人\n2024-{month:02}-11,B{month},甲公司,110,-,王芳\n")
            }
            _ => format!(
                "下单日期,单号,往来单位,含税金额,品名,备注,负责人\n2024-{month:02}-12,B{month},乙公司,120,Y,-,李强\n"
            ),
        };
        std::fs::write(folder.path().join(format!("2024-{month:02}.csv")), text).unwrap();
    }
    Nights(folder, "2025-01-05")
}

#[test]
fn monthly_files_are_read_each_by_its_own_headings_and_what_one_lacks_is_said() {
    let year = year();
    let (code, stdout, stderr) = year.run("check .");
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.contains("Used 12 rows 1,330.00"), "{stdout}");
    let said =
        "./2024-09.csv: There is no column of product here, as most other files have; it is blank for these rows.";
    assert!(stdout.contains(said), "{stdout}");
    // A heading of some files means the same field in the others; a column that one file lacks may still be named.
    let (code, stdout, _) = year.run("share . --only 业务员=王芳");
    assert!(code == 0 && stdout.contains("Used 6 rows 610.00"), "{stdout}");
    let (code, _, stderr) = year.run("share . --map product=品名");
    assert_eq!((code, stderr.as_str()), (0, ""));
    let (code, _, stderr) = year.run("share . --map product=品");
    assert!(code == 2 && stderr.contains("`--map product` names the column 品, which is not there"), "{stderr}");
}

#[test]
fn a_large_share_set_aside_stands_above_all_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "customer,date,amount\n".to_owned();
    for day in 1..=28 {
        writeln!(text, "A,2024-01-{day:02},10\nA,2024-04-{day:02},10").unwrap();
    }
    std::fs::write(folder.path().join("orders.csv"), &text).unwrap();
    let nights = Nights(folder, "2024-07-05");
    let told = |command: &str| nights.run(&format!("{command} orders.csv --as-of 2024-06-30")).1;
    assert!(!told("bridge").contains("set aside,"));
    std::fs::write(nights.0.path().join("orders.csv"), text + ",2024-05-01,10\n").unwrap();
    for command in ["bridge", "top", "trend", "share", "report"] {
        let stdout = told(command);
        assert!(stdout.starts_with("1 row is set aside, 1.8% of the rows read: "), "{command}: {stdout}");
        assert_eq!(stdout.matches("is set aside,").count(), 1, "{command}: {stdout}");
    }
    let json = told("bridge --format json");
    assert!(json.contains("\"wrong\": {"), "{json}");
}
