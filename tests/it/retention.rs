//! Cohorts and the what-if line on a real order book, against a separate program.
//!
//! `MINGXI_REAL_DATA` names the folder of the books; where it is not set, the test says that it is skipped.

use mingxi::analyse::{Known, retention_over_time};
use mingxi::clean::clean;
use mingxi::cube::Cube;
use mingxi::model::{Calendar, Day, Grain, InputOptions, NoProgress, Period, Rules, Wants};
use mingxi::read;

/// Made with pandas 3.1 from the raw file: the quarter of the first row above zero of each name, lower case.
#[test]
fn the_cohorts_of_the_sample_sales_are_those_of_another_program() {
    let Some(data) = std::env::var_os("MINGXI_REAL_DATA").map(std::path::PathBuf::from) else {
        println!("skipped: MINGXI_REAL_DATA is not set");
        return;
    };
    let input = InputOptions {
        files: vec![data.join("sales_data_sample/sales_data_sample.cp850.csv").display().to_string()],
        encoding: Some("cp850".into()),
        as_of: Day::from_ymd(2005, 5, 31),
        today: Day::from_ymd(2026, 1, 1),
        ..InputOptions::default()
    };
    let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
    let books = read::open(&input, &NoProgress).unwrap().0;
    let orders = clean(&books, &input, calendar, Wants::NONE, &NoProgress).unwrap().orders;
    let cube = Cube::new(&orders, calendar).unwrap();
    let rules = Rules { calendar, ..Rules::default() };
    let found = retention_over_time(&cube, &rules, Period::parse("2005Q1", 1).unwrap()).unwrap().unwrap();
    let expected: [(&str, &[usize], &str); 7] = [
        (
            "2003Q1",
            &[14, 1, 2, 8, 3, 5, 3, 14, 2],
            "445094.69 39615.82 170096.49 309688.32 151354.43 233184.29 155690.74 850661.53 413549.12",
        ),
        (
            "2003Q2",
            &[16, 4, 5, 2, 0, 7, 15, 4],
            "522749.40 68603.00 254107.83 74633.04 0.00 82682.15 481074.29 75150.27",
        ),
        ("2003Q3", &[12, 6, 1, 2, 2, 3, 10], "410815.05 225998.38 16118.48 48831.63 56407.94 73445.28 322931.00"),
        ("2003Q4", &[27, 6, 5, 6, 7, 6], "1070210.56 207064.59 163205.61 215950.79 292837.66 162553.18"),
        ("2004Q1", &[11, 5, 4, 2, 0], "384560.14 133202.35 176916.29 110409.06 0.00"),
        ("2004Q2", &[6, 2, 2, 1], "187836.85 58676.99 87334.80 38191.39"),
        ("2004Q3", &[6, 3, 1], "363071.37 119012.30 59617.40"),
    ];
    assert_eq!(found.cohorts.len(), expected.len());
    for (cohort, (period, customers, amounts)) in found.cohorts.iter().zip(expected) {
        assert_eq!(cohort.period.label(), period);
        let ours: Vec<usize> = cohort.periods.iter().map(|one| one.customers).collect();
        assert_eq!((cohort.customers, ours.as_slice()), (customers[0], customers), "{period}");
        let ours: Vec<String> = cohort.periods.iter().map(|one| one.amount.plain(2)).collect();
        assert_eq!(ours.join(" "), amounts, "{period}");
    }
    // The data begin on 2003-01-06.
    let known: Vec<Known> = found.cohorts.iter().map(|one| one.known).collect();
    assert_eq!(known[..4], [Known::BeforeData, Known::Unverified, Known::Unverified, Known::Unverified]);
    assert!(known[4..].iter().all(|known| *known == Known::Verified));
    let more = found.what_if.unwrap();
    assert_eq!((more.kept.plain(2).as_str(), more.carried.plain(2).as_str()), ("236208.13", "300506.98"));
    let nrr: Vec<f64> = more.periods.iter().filter_map(|one| one.nrr).collect();
    let others = [0.303_285_456_641_705_9, 0.213_167_442_366_516_72, 0.598_490_826_005_751_8, 0.324_473_634_007_713_45];
    assert_eq!(nrr.len(), others.len());
    for (ours, other) in nrr.into_iter().zip(others) {
        assert!((ours - other).abs() < 1e-9, "{ours} is not {other}");
    }
}
