//! Regular files are folded as they are read, all others row by row: both ways must tell the same.

use std::fmt::Write;

use mingxi::clean::{clean, fold};
use mingxi::cube::{Cube, Folder};
use mingxi::model::{Calendar, Day, Grain, InputOptions, NoProgress, Wants};
use mingxi::read;
use proptest::prelude::*;

const CALENDAR: Calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
const WANTS: Wants = Wants { orders: true, ..Wants::NONE };

/// What a book comes to, whatever way it went: the account, what is said, and each customer's facts.
#[derive(Debug, PartialEq)]
struct Told {
    account: String,
    problems: String,
    facts: Vec<String>,
}

fn facts(cube: &Cube) -> Vec<String> {
    let each = cube.customers.iter().enumerate().map(|(at, customer)| {
        let ends = |place| (cube.first_amount_in(at, place), cube.last_amount_in(at, place));
        let ends: Vec<_> = (0..cube.periods.len()).map(ends).collect();
        let days: Vec<_> = customer.order_days(cube.span.as_of).collect();
        let rows = customer.rows_between();
        format!("{} {} {:?} {days:?} {ends:?} {rows:?}", customer.key, customer.name, customer.cells)
    });
    each.chain([format!("{:?} {} {}", cube.periods, cube.complete, cube.short_first)]).collect()
}

/// Reads a file both ways; nothing of the straight one where the file does not go it.
fn both(text: &[u8]) -> Result<(Told, Option<Told>), String> {
    let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let input = InputOptions {
        files: vec![file.path().display().to_string()],
        today: Day::from_ymd(2026, 1, 31),
        ..InputOptions::default()
    };
    let (books, _) = read::open(&input, &NoProgress).map_err(|failure| failure.to_string())?;
    let long = clean(&books, &input, CALENDAR, WANTS, &NoProgress).map_err(|failure| failure.to_string())?;
    let told = |cleaned: &mingxi::clean::Cleaned, cube: Option<&Cube>| {
        let sources = cleaned.audit.sources.iter();
        let orders = &cleaned.orders;
        Told {
            account: format!(
                "{:?} {:?} {:?} {} {:?} {:?}",
                sources
                    .map(|one| (one.header_row, one.read, one.used, &one.set_aside, one.rounded))
                    .collect::<Vec<_>>(),
                orders.span,
                orders.currency,
                orders.decimals,
                orders.clients,
                cleaned.audit.wrong,
            ),
            problems: format!("{:?} {:?}", cleaned.problems, cleaned.refused),
            facts: cube.map(facts).unwrap_or_default(),
        }
    };
    let make = |numbered, recent| Folder::new(CALENDAR, numbered, recent);
    let straight = fold(&books, &input, CALENDAR, WANTS, &make, &NoProgress).map_err(|failure| failure.to_string())?;
    let straight = match straight {
        (cleaned, Some(parts)) => {
            let cube = Cube::of_parts(&cleaned.orders, parts, CALENDAR).unwrap();
            cube.map(|cube| told(&cleaned, Some(&cube)))
        }
        (_, None) => None,
    };
    let cube = Cube::new(&long.orders, CALENDAR).ok();
    Ok((told(&long, cube.as_ref()), straight))
}

/// A line: customer, day, whether a new order begins, amount in cents, and what is odd about it, mostly nothing.
type Line = (u8, u16, bool, i32, u8);

fn line() -> impl Strategy<Value = Line> {
    (0..9_u8, 0..5_u16, any::<bool>(), -2_000..20_000, 0..=255_u8)
}

/// Writes lines as an export does, with ascending order numbers and days; `odd` of 256 lines have something odd.
fn export(lines: &[Line], odd: u8, (ids, numbers, currency, crlf): (bool, bool, bool, bool)) -> String {
    const CUSTOMERS: [&str; 9] =
        ["Acme Ltd", "acme ltd.", "海川贸易", "北辰", "O'Hara", "Zeta (HK)", "7-Eleven", "Ａcme Ltd", "Über AG"];
    let end = if crlf { "\r\n" } else { "\n" };
    let mut text = String::from("Order No,Order Date,Customer,Amount,Note");
    for (wanted, header) in [(ids, ",Customer ID"), (currency, ",Currency")] {
        text += if wanted { header } else { "" };
    }
    if !numbers {
        text = text.replace("Order No,", "Line,");
    }
    text += end;
    // Short books cross from two digits to three; long ones do not cross on a day with several orders.
    let (mut day, mut number) = (Day::from_ymd(2023, 1, 1).unwrap(), if lines.len() < 1000 { 97 } else { 100_000 });
    for (at, &(customer, days, next, cents, what)) in lines.iter().enumerate() {
        day = day.plus_days(i32::from(days) * 3);
        number += u32::from(next);
        let name = CUSTOMERS[usize::from(customer)];
        let mut cells = vec![
            format!("S{number}"),
            day.to_string(),
            name.to_string(),
            format!("{}.{:02}", cents / 100, cents.abs() % 100).replace("0.", if cents < 0 { "-0." } else { "0." }),
            "x".to_string(),
        ];
        if cents < 0 && cents > -100 {
            cells[3] = format!("-0.{:02}", -cents);
        }
        cells.extend(ids.then(|| format!("C{:02}", customer / 2)));
        cells.extend(currency.then(|| "USD".to_string()));
        if what < odd {
            let odd = at + usize::from(what);
            match odd % 17 {
                0 => cells[1] += " 10:30",
                1 => cells[1] = day.to_string().replace('-', "/"),
                2 => cells[3] = "1,234.50".replace(',', ""),
                3 => cells[3] = "\"1,234.50\"".into(),
                4 => cells[3] = String::new(),
                5 => cells[2] = " Acme Ltd".into(),
                6 => cells[2] = "\"Acme Ltd\"".into(),
                7 => cells[2] = "\"Acme, Ltd\"".into(),
                8 => cells[4] = "\"two\nlines\"".into(),
                9 => cells[4] = "5\" pipe".into(),
                10 => cells[0] = "S1".into(),
                11 => cells[3] = "0.1234".into(),
                12 => cells[2] = "合计".into(),
                13 => cells[1] = "2031-01-01".into(),
                14 => cells[3] = "0.125".into(),
                15 if ids => cells[5] = ["007", "7", "7.0", "=\"C01\""][at % 4].into(),
                _ => cells.truncate(3),
            }
        }
        let _ = write!(text, "{}{end}", cells.join(","));
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn both_ways_tell_the_same(
        lines in prop::collection::vec(line(), 1..120),
        odd in prop::sample::select(vec![0_u8, 0, 0, 2, 30]),
        form in any::<(bool, bool, bool, bool)>(),
        last in any::<bool>(),
    ) {
        let text = export(&lines, odd, form);
        let text = if last { text.trim_end() } else { &text };
        if let Ok((long, Some(straight))) = both(text.as_bytes()) {
            prop_assert_eq!(straight, long);
        }
    }
}

#[test]
fn a_regular_file_goes_the_straight_way() {
    let lines: Vec<Line> = (0..40_000_u32)
        .map(|at| ((at % 9) as u8, u16::from(at % 400 == 0), at % 3 == 0, 1000 + at as i32, 255))
        .collect();
    for form in [(false, true, true, false), (true, false, false, true)] {
        let (long, straight) = both(export(&lines, 0, form).as_bytes()).unwrap();
        assert_eq!(straight, Some(long), "{form:?}");
    }
}

#[test]
fn what_is_not_regular_goes_the_long_way() {
    let regular = "order no,date,customer,amount,note\nS1,2024-01-05,Acme,10.50,x\nS2,2024-02-05,Beta,7,y\nS3,2024-03-31,Acme,3,\n";
    assert!(both(regular.as_bytes()).unwrap().1.is_some());
    for (from, to) in [
        ("2024-02-05", "05/02/2024"),
        ("2024-02-05", ""),
        ("2024-02-05", "2024-02-30"),
        ("10.50", "\"10,50\""),
        ("10.50", "1.050"),
        ("10.50", "¥10.50"),
        ("10.50", "0.10505"),
        ("10.50", "123456789012345678"),
        ("Beta", ""),
        ("Beta", "总计"),
        ("Beta", " "),
        ("S2", "S0"),
        ("S2", ""),
        ("S1", "2.02509E+17"),
        ("S1", "'S1"),
        ("S1", "1.0"),
        ("amount", "order total"),
        ("S1", "=\"S1\""),
        ("y\n", "\"y\nz\"\n"),
        ("y\n", "\"a\"\"b\"\n"),
        ("S2,", "\n\nS2,"),
        ("S2,2024-02-05,Beta,7,y\n", "S2,2024-02-05\n"),
        ("S3,2024-03-31", "S3,2034-03-31"),
    ] {
        let text = regular.replace(from, to);
        assert_ne!(text, regular);
        let (_, straight) = match both(text.as_bytes()) {
            Ok(both) => both,
            Err(_) => continue,
        };
        assert_eq!(straight, None, "{from} → {to}");
    }
}
