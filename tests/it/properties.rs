//! What must hold for every book: order, files and names of rows do not matter, and every row and amount is accounted for.
//!
//! Small random tables with the ordinary mess go through the whole house, from text files to results.

use std::collections::BTreeMap;

use mingxi::analyse::{Analysis, analyse};
use mingxi::clean::{Cleaned, clean};
use mingxi::cube::Cube;
use mingxi::model::{Day, InputOptions, Money, NoProgress, Quote, Rules, Tally, Wants};
use proptest::prelude::*;

/// One row as it stands in a file: customer, date, order number, amount, each as text.
type Row = [String; 4];

const HEADER: &str = "customer,date,order,amount";

/// Mostly good rows of a few customers over two years; now and then a slip, a blank, a total.
fn row() -> impl Strategy<Value = Row> {
    let good = (0..7_u32, 0..720_i32, 0..40_u32, -4_000..20_000_i64).prop_map(|(customer, day, order, cents)| {
        let day = Day::from_number(19_358).plus_days(day);
        // Orders of different customers never share a number.
        let order = if order < 30 { format!("S{customer}-{order}") } else { String::new() };
        [format!("cust {customer}"), day.to_string(), order, Money::from_raw(cents * 100).plain(2)]
    });
    let bad = (0..6_usize, good.clone()).prop_map(|(slip, mut row)| {
        match slip {
            0 => row[0] = String::new(),
            1 => row[1] = "2023-02-31".into(),
            2 => row[3] = "pending".into(),
            3 => row[3] = String::new(),
            4 => row = ["Total".into(), String::new(), String::new(), "12.00".into()],
            _ => row = ["".into(), "".into(), "".into(), "".into()],
        }
        row
    });
    prop_oneof![12 => good, 1 => bad]
}

fn book() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 30..160)
}

/// Takes files of rows through the house; nothing where the book holds no row that counts.
fn run(files: &[Vec<Row>]) -> Option<(Cleaned, Analysis)> {
    let folder = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    for (at, rows) in files.iter().enumerate() {
        let path = folder.path().join(format!("{at}.csv"));
        std::fs::write(&path, csv(rows)).unwrap();
        names.push(path.to_str().unwrap().to_string());
    }
    run_named(names)
}

/// Takes one file through the house.
fn run_bytes(bytes: &[u8]) -> Option<(Cleaned, Analysis)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.xls");
    std::fs::write(&path, bytes).unwrap();
    run_named(vec![path.to_str().unwrap().to_string()])
}

fn csv(rows: &[Row]) -> String {
    let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    format!("{HEADER}\n{}\n", lines.join("\n"))
}

/// Reads an ISO date that there is.
fn day(cell: &str) -> Option<Day> {
    let parts: Vec<i32> = cell.split('-').map_while(|part| part.parse().ok()).collect();
    if let [year, month, day] = parts[..] { Day::from_ymd(year, month, day) } else { None }
}

/// Writes rows as a web page, whose tags are closed or not.
fn page(rows: &[Row], closed: bool) -> String {
    let end = |tag: &'static str| if closed { format!("</{tag}>\n") } else { String::new() };
    let cells = |row: Vec<&str>, tag| {
        let cells: Vec<String> = row.iter().map(|cell| format!("<{tag} nowrap>{cell}{}", end(tag))).collect();
        format!("<tr>{}{}", cells.concat(), end("tr"))
    };
    let rows = rows.iter().map(|row| cells(row.iter().map(String::as_str).collect(), "td")).collect::<String>();
    format!("<html><body><table border=1>{}{rows}</table></body></html>", cells(HEADER.split(',').collect(), "th"))
}

/// Writes rows as an XML spreadsheet, with true numbers and dates where a cell is one; empty cells are skipped by their places.
fn spreadsheet(rows: &[Row]) -> String {
    let cells = |row: Vec<&str>| {
        let filled = row.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        let cells = filled.map(|(at, cell)| {
            let (kind, cell) = match at {
                1 if day(cell).is_some() => ("DateTime", format!("{cell}T00:00:00.000")),
                3 if cell.parse::<f64>().is_ok() => ("Number", (*cell).to_string()),
                _ => ("String", (*cell).to_string()),
            };
            format!("<Cell ss:Index=\"{}\"><Data ss:Type=\"{kind}\">{cell}</Data></Cell>", at + 1)
        });
        format!("<Row>{}</Row>", cells.collect::<String>())
    };
    let rows = rows.iter().map(|row| cells(row.iter().map(String::as_str).collect())).collect::<String>();
    let space = "urn:schemas-microsoft-com:office:spreadsheet";
    format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"{space}\" xmlns:ss=\"{space}\"><Worksheet ss:Name=\"a\"><Table>{}{rows}</Table>\
         </Worksheet></Workbook>",
        cells(HEADER.split(',').collect())
    )
}

/// Writes rows as a workbook, with true numbers and dates where a cell is one.
fn workbook(rows: &[Row]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let epoch = Day::from_ymd(1899, 12, 30).unwrap();
    let sheet = book.add_worksheet();
    for (at, header) in HEADER.split(',').enumerate() {
        sheet.write(0, at as u16, header).unwrap();
    }
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let (at, column) = (at as u32 + 1, column as u16);
            match (column, cell.parse::<f64>(), day(cell)) {
                (1, _, Some(day)) => sheet.write_with_format(at, column, f64::from(day.since(epoch)), &date),
                (3, Ok(number), _) => sheet.write(at, column, number),
                _ => sheet.write(at, column, cell.as_str()),
            }
            .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn run_named(names: Vec<String>) -> Option<(Cleaned, Analysis)> {
    run_with(names, InputOptions::default())
}

fn run_with(names: Vec<String>, input: InputOptions) -> Option<(Cleaned, Analysis)> {
    let as_of = Day::from_ymd(2024, 12, 31);
    let input = InputOptions { files: names, as_of, today: as_of, ..input };
    let rules = Rules::default();
    let wants = Wants::ALL;
    let (books, _) = mingxi::read::open(&input, &NoProgress).unwrap();
    let cleaned =
        clean(&books, &input, rules.calendar, wants, &NoProgress).ok().filter(|cleaned| cleaned.refused.is_none())?;
    let cube = Cube::new(&cleaned.orders, rules.calendar).unwrap();
    let analysis = analyse(&cube, &rules).unwrap();
    Some((cleaned, analysis))
}

/// The rows of a book in three currencies, one of which needs no rate.
fn in_currencies(rows: &[Row]) -> String {
    let currency = |row: &Row| ["CNY", "USD", "EUR"][(row[3].len() + row[1].len() * 3 + row[2].len()) % 3];
    let lines = rows.iter().map(|row| format!("{},{}\n", row.join(","), currency(row)));
    format!("{HEADER},currency\n{}", lines.collect::<String>())
}

/// Takes a book in several currencies through the house with a rate of every day.
fn run_converted(rows: &[Row], rate: &dyn Fn(i32, u64) -> String) -> Option<(Cleaned, Analysis)> {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_string();
    std::fs::write(path("orders.csv"), in_currencies(rows)).unwrap();
    let days = (0..760).map(|at| {
        let day = Day::from_number(19_350).plus_days(at);
        format!("{day},1,{},{}\n", rate(at, 1), rate(at, 2))
    });
    std::fs::write(path("rates.csv"), format!("date,CNY,USD,EUR\n{}", days.collect::<String>())).unwrap();
    let input = InputOptions {
        rates: Some(path("rates.csv").into()),
        rates_are: Some(Quote::BasePerUnit),
        base: Some("CNY".into()),
        ..InputOptions::default()
    };
    run_with(vec![path("orders.csv")], input)
}

fn same(left: &Analysis, right: &Analysis) -> Result<(), TestCaseError> {
    prop_assert_eq!(serde_json::to_value(left).unwrap(), serde_json::to_value(right).unwrap());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_changes_nothing((rows, shuffled) in book().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))) {
        let Some((_, left)) = run(&[rows]) else { return Ok(()) };
        let (_, right) = run(&[shuffled]).unwrap();
        same(&left, &right)?;
    }

    #[test]
    fn splitting_files_between_unequal_lines_changes_nothing(rows in book(), files in 2..5_usize) {
        let Some((whole, left)) = run(std::slice::from_ref(&rows)) else { return Ok(()) };
        // Equal lines stay together: across files they would be an overlap.
        let mut homes: BTreeMap<&Row, usize> = BTreeMap::new();
        let mut parts = vec![Vec::new(); files];
        for row in &rows {
            let next = homes.len() % files;
            parts[*homes.entry(row).or_insert(next)].push(row.clone());
        }
        parts.retain(|part| part.iter().any(|row| !row[0].is_empty() && row[0] != "Total"));
        let (split, right) = run(&parts).unwrap();
        prop_assert_eq!(whole.audit.used(), split.audit.used());
        same(&left, &right)?;
    }

    #[test]
    fn the_same_table_is_the_same_in_every_format(rows in book()) {
        let Some((cleaned, left)) = run_bytes(csv(&rows).as_bytes()) else { return Ok(()) };
        let others = [
            page(&rows, true).into_bytes(),
            page(&rows, false).into_bytes(),
            spreadsheet(&rows).into_bytes(),
            workbook(&rows),
        ];
        for (format, bytes) in ["html", "html", "xml-2003", "xlsx"].into_iter().zip(others) {
            let (other, right) = run_bytes(&bytes).unwrap();
            prop_assert_eq!(&other.understood[0].format, format);
            prop_assert_eq!(cleaned.audit.used(), other.audit.used());
            same(&left, &right)?;
        }
    }

    #[test]
    fn renaming_customers_changes_nothing(rows in book()) {
        let Some((_, left)) = run(std::slice::from_ref(&rows)) else { return Ok(()) };
        let renamed = rows.into_iter().map(|mut row| {
            row[0] = row[0].replace("cust", "有限公司 Ltd");
            row
        });
        let (_, right) = run(&[renamed.collect()]).unwrap();
        same(&left, &right)?;
    }

    #[test]
    fn rates_of_one_change_nothing(rows in book()) {
        let Some((_, left)) = run(std::slice::from_ref(&rows)) else { return Ok(()) };
        let (_, right) = run_converted(&rows, &|_, _| "1.0".into()).unwrap();
        prop_assert!(right.history.iter().all(|bridge| bridge.fx.is_zero()));
        same(&left, &right)?;
    }

    #[test]
    fn a_rate_that_never_moves_makes_no_fx_but_what_rounding_leaves(rows in book()) {
        let Some((_, right)) = run_converted(&rows, &|_, which| format!("{}.5", 6 + which)) else { return Ok(()) };
        // Cents times 7.5 or 8.5 fit into four decimals, so nothing is rounded.
        prop_assert!(right.history.iter().chain(&right.year_on_year).all(|bridge| bridge.fx.is_zero()));
    }

    #[test]
    fn every_bridge_closes_with_what_rates_made(rows in book(), seed in any::<u32>()) {
        let rate = |at: i32, which: u64| {
            let wild = (at as u64 + 1).wrapping_mul(u64::from(seed) | 1).wrapping_mul(which * 7_919) % 90_000;
            format!("{}.{:05}", 6 + which, wild)
        };
        let Some((cleaned, analysis)) = run_converted(&rows, &rate) else { return Ok(()) };
        let account = cleaned.audit.conversion.as_ref().unwrap();
        let converted: Money = account.currencies.iter().map(|one| one.converted).sum();
        prop_assert_eq!(converted, cleaned.orders.total());
        prop_assert_eq!(cleaned.audit.used(), Tally { n: cleaned.orders.len() as u64, amount: converted });
        prop_assert_eq!(account.currencies.iter().map(|one| one.rows).sum::<u64>(), cleaned.orders.len() as u64);
        for bridge in analysis.history.iter().chain(&analysis.bridge).chain(&analysis.year_on_year) {
            let lines = bridge.new + bridge.returned + bridge.up + bridge.down + bridge.lost + bridge.adjustments + bridge.fx;
            prop_assert_eq!(bridge.opening + lines, bridge.closing);
            prop_assert!(!bridge.up.is_negative() && !bridge.down.is_positive());
        }
        for mover in analysis.bridge.iter().flat_map(|bridge| &bridge.movers) {
            use mingxi::analyse::Movement as M;
            let both = matches!(mover.movement, M::Up | M::Level | M::Down);
            prop_assert!(both || mover.fx.is_zero());
            prop_assert_eq!(mover.movement == M::Level, both && mover.own_change().is_zero());
        }
    }

    #[test]
    fn every_row_and_amount_is_used_or_set_aside_and_every_bridge_closes(first in book(), second in book()) {
        let files = [first, second];
        let Some((cleaned, analysis)) = run(&files) else { return Ok(()) };
        let sum = |parts: &mut dyn Iterator<Item = Tally>| parts.fold(Tally::default(), |mut sum, part| { sum += part; sum });
        for source in &cleaned.audit.sources {
            let aside = sum(&mut source.set_aside.values().copied());
            prop_assert_eq!(source.read, sum(&mut [source.used, aside].into_iter()));
        }
        prop_assert_eq!(cleaned.audit.read().n, files.iter().map(|rows| rows.len() as u64).sum::<u64>());
        prop_assert_eq!(cleaned.audit.used(), Tally { n: cleaned.orders.len() as u64, amount: cleaned.orders.total() });
        prop_assert_eq!(cleaned.audit.set_aside().n, cleaned.audit.rows.len() as u64);
        let mut before = None;
        for bridge in analysis.history.iter().chain(&analysis.year_on_year) {
            let lines = bridge.new + bridge.returned + bridge.up + bridge.down + bridge.lost + bridge.adjustments;
            prop_assert_eq!(bridge.opening + lines, bridge.closing);
            prop_assert_eq!(bridge.customers0 + bridge.n_new + bridge.n_returned, bridge.customers1 + bridge.n_lost);
            prop_assert_eq!(bridge.payment.map(|payment| payment.total + payment.rest), Some(lines));
            let three: Money = bridge.three_part().into_iter().sum();
            prop_assert_eq!(three, lines);
        }
        for bridge in analysis.bridge.iter().chain(&analysis.year_on_year) {
            let by_customer: Money = bridge.movers.iter().map(|mover| mover.change).sum();
            prop_assert_eq!(by_customer, bridge.change());
        }
        for bridge in &analysis.history {
            prop_assert!(before.is_none_or(|closing| closing == bridge.opening));
            before = Some(bridge.closing);
        }
    }
}
