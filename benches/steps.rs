//! The steps after reading, in process, on rows made here: `cargo bench --bench steps`.
//!
//! One million lines of 20,000 customers over four years, most of them of few customers, as order books are.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use mingxi::analyse::analyse;
use mingxi::clean::clean;
use mingxi::cube::Cube;
use mingxi::model::{
    Calendar, Client, Day, Grain, InputOptions, NoProgress, Orders, Rules, Source, Span, Texts, Wants, Words,
};

const LINES: u32 = 1_000_000;
const CUSTOMERS: u32 = 20_000;
const DAYS: u32 = 4 * 365;
const FIRST_DAY: i32 = 18_993;

/// Gives the customer, day and cents of a line: Weyl sequences, squared so that few customers have most lines.
fn line(at: u32) -> (u32, i32, i64) {
    let part = |step: u32| f64::from(at.wrapping_mul(step)) / f64::from(u32::MAX);
    let customer = (part(2_654_435_761).powi(4) * f64::from(CUSTOMERS - 1)) as u32;
    let day = FIRST_DAY + (u64::from(at) * u64::from(DAYS) / u64::from(LINES)) as i32;
    let cents = (part(2_246_822_519) * 500_000.0) as i64 - 5_000;
    (customer, day, cents)
}

fn orders() -> Orders {
    let lines = || (0..LINES).map(line);
    let span = Span {
        first_day: Day::from_number(FIRST_DAY),
        last_day: Day::from_number(FIRST_DAY + DAYS as i32 - 1),
        as_of: Day::from_number(FIRST_DAY + DAYS as i32 - 1),
        as_of_given: true,
        ends_early: false,
        longest_gap: 3,
        sums: Vec::new(),
    };
    let client = |at| Client { key: format!("customer {at:05}"), name: format!("Customer {at:05}") };
    let numbers = (0..LINES.div_ceil(3)).map(|at| format!("SO{at:08}")).collect::<Words>().into();
    Orders {
        span,
        currency: None,
        local: None,
        decimals: 2,
        sources: vec![Source { file: "made".into(), sheet: None }],
        clients: (0..CUSTOMERS).map(client).collect(),
        client: lines().map(|(customer, ..)| customer).collect(),
        names: Texts::default(),
        day: lines().map(|(_, day, _)| day).collect(),
        amount: lines().map(|(.., cents)| cents * 100).collect(),
        order: Texts { values: numbers, codes: (0..LINES).map(|at| at / 3).collect() },
        product: Texts::default(),
        category: Texts::default(),
        quantity: Vec::new(),
        texts: Default::default(),
        moneys: Default::default(),
        dates: Default::default(),
        source: vec![0; LINES as usize],
        row: (0..LINES).collect(),
    }
}

fn text() -> tempfile::NamedTempFile {
    use std::io::Write;
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    let mut writer = std::io::BufWriter::new(&mut file);
    writeln!(writer, "customer,order_date,amount").unwrap();
    for (customer, day, cents) in (0..LINES).map(line) {
        let sign = if cents < 0 { "-" } else { "" };
        let (whole, part) = (cents.abs() / 100, cents.abs() % 100);
        writeln!(writer, "Customer {customer:05},{},{sign}{whole}.{part:02}", Day::from_number(day)).unwrap();
    }
    drop(writer);
    file
}

fn steps(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("million lines");
    group.sample_size(10);
    let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };

    let file = text();
    let input = InputOptions { files: vec![file.path().to_str().unwrap().into()], ..InputOptions::default() };
    group.bench_function("read and clean a text file", |bencher| {
        bencher.iter(|| {
            let (books, _) = mingxi::read::open(&input, &NoProgress).unwrap();
            black_box(clean(&books, &input, calendar, Wants::default(), &NoProgress).unwrap())
        });
    });

    let orders = orders();
    group.bench_function("fold into the cube", |bencher| {
        bencher.iter(|| black_box(Cube::new(&orders, calendar).unwrap()));
    });

    let cube = Cube::new(&orders, calendar).unwrap();
    let rules = Rules::default();
    group.bench_function("analyse", |bencher| bencher.iter(|| black_box(analyse(&cube, &rules).unwrap())));
    group.finish();
}

criterion_group!(benches, steps);
criterion_main!(benches);
