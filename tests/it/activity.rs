//! The models of who still buys on the book of CDNOW, against published figures and those of independent programs.
//!
//! `MINGXI_REAL_DATA` names the folder of the books; where it is not set, the tests say that they are skipped.

use std::path::{Path, PathBuf};

use mingxi::analyse::{Activity, GammaGamma, Nbd, Refusal, Spent, Visits, analyse};
use mingxi::clean::clean;
use mingxi::cube::Cube;
use mingxi::model::{
    ActivityModel, Calendar, Day, Field, Grain, InputOptions, Mapping, NoProgress, Orders, Rules, Wants,
};
use mingxi::read;

fn data() -> Option<PathBuf> {
    let data = std::env::var_os("MINGXI_REAL_DATA").map(PathBuf::from);
    if data.is_none() {
        println!("skipped: MINGXI_REAL_DATA is not set");
    }
    data
}

fn near(what: &str, found: f64, is: f64, tolerance: f64) {
    assert!((found - is).abs() <= tolerance * is.abs(), "{what} is {found}, not {is}");
}

fn book(data: &Path, as_of: (i32, i32, i32)) -> (Orders, Cube) {
    let map = |field: Field, column: &str| Mapping { field, column: column.to_owned() };
    let input = InputOptions {
        files: vec![data.join("cdnow/CDNOW_sample.txt").display().to_string()],
        map: vec![map(Field::CustomerId, "1"), map(Field::Date, "3"), map(Field::Amount, "5")],
        no_header: true,
        as_of: Day::from_ymd(as_of.0, as_of.1, as_of.2),
        today: Day::from_ymd(2026, 1, 1),
        ..InputOptions::default()
    };
    let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
    let books = read::open(&input, &NoProgress).unwrap().0;
    let orders = clean(&books, &input, calendar, Wants::NONE, &NoProgress).unwrap().orders;
    let cube = Cube::new(&orders, calendar).unwrap();
    (orders, cube)
}

fn told(cube: &Cube, activity_model: ActivityModel) -> Activity {
    let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
    analyse(cube, &Rules { calendar, activity_model, ..Rules::default() }).unwrap().activity.unwrap()
}

/// Fader, Hardie, Lee (2005) for BG/NBD, the R package BTYDplus for MBG/NBD; each here recomputed by two optimisers.
#[test]
fn the_published_fits_in_weeks_come_out() {
    let Some(data) = data() else { return };
    let text = std::fs::read_to_string(data.join("cdnow/cdnow_customers_summary.csv")).unwrap();
    let visits = text.lines().skip(1).map(|line| {
        let part: Vec<f64> = line.split(',').map(|part| part.parse().unwrap()).collect();
        Visits { again: part[1] as u32, last: part[2], known: part[3], customers: 1 }
    });
    let visits: Vec<Visits> = visits.collect();
    assert_eq!(visits.len(), 2_357);
    for (model, parameters, likelihood) in [
        (ActivityModel::BgNbd, [0.242_592_9, 4.413_532, 0.792_886, 2.425_753], -9_582.425_561),
        (ActivityModel::MbgNbd, [0.524_838, 6.182_992, 0.891_356, 1.613_999], -9_582.132_685),
    ] {
        let found = Nbd::fit(model, &visits).unwrap();
        let ours = [found.r, found.alpha, found.a, found.b];
        println!("{found:?}");
        for (name, (ours, is)) in ["r", "alpha", "a", "b"].iter().zip(ours.into_iter().zip(parameters)) {
            near(name, ours, is, 1e-5);
        }
        near("log likelihood", found.log_likelihood, likelihood, 1e-9);
        if model == ActivityModel::BgNbd {
            for (time, orders) in [(0.1429, 0.007_816), (1.0, 0.053_185), (32.0, 1.043_737), (78.0, 1.857_972)] {
                near("E[X(t)]", found.expected_of_new(time).unwrap(), orders, 1e-4);
            }
            let one = Visits { again: 2, last: 30.43, known: 38.86, customers: 1 };
            near("E[purchases]", found.expected(&one, 39.0).unwrap(), 1.225_910, 1e-5);
        }
    }
}

/// The same book with the day as the unit, fitted by an independent program and by scipy.
#[test]
fn the_fits_in_days_agree_with_other_programs() {
    let Some(data) = data() else { return };
    type Case = (ActivityModel, [f64; 4], f64);
    let cases: [((i32, i32, i32), usize, [Case; 2]); 2] = [
        (
            (1997, 9, 30),
            946,
            [
                (ActivityModel::BgNbd, [0.243_903, 30.957_0, 0.792_508, 2.422_94], -14_359.297_8),
                (ActivityModel::MbgNbd, [0.526_927, 43.382_3, 0.894_638, 1.627_05], -14_359.083_3),
            ],
        ),
        (
            (1998, 6, 30),
            1_139,
            [
                (ActivityModel::BgNbd, [0.255_016, 38.222_1, 0.607_043, 2.643_53], -25_576.100_0),
                (ActivityModel::MbgNbd, [0.618_297, 60.629_9, 0.553_866, 1.022_12], -25_565.346_6),
            ],
        ),
    ];
    for (as_of, repeaters, models) in cases {
        let (_, cube) = book(&data, as_of);
        if as_of.0 == 1998 {
            // By pandas and scipy.stats.spearmanr, on the raw file, means rounded to nine decimals so that ties are ties.
            let activity = told(&cube, ActivityModel::MbgNbd);
            near("correlation", activity.correlation.unwrap(), 0.205_395_984_347_750_08, 1e-9);
            near("regularity", activity.regularity.unwrap(), 1.067_605_206_468_117, 1e-9);
        }
        for (model, parameters, likelihood) in models {
            let activity = told(&cube, model);
            assert_eq!((activity.customers, activity.repeaters, activity.refused), (2_349, repeaters, None));
            let found = activity.fit.unwrap();
            let ours = [found.r, found.alpha, found.a, found.b];
            println!("{as_of:?} {found:?}");
            for (name, (ours, is)) in ["r", "alpha", "a", "b"].iter().zip(ours.into_iter().zip(parameters)) {
                near(name, ours, is, 1e-5);
            }
            near("log likelihood", found.log_likelihood, likelihood, 1e-8);
        }
    }
}

/// Fader and Hardie (2013): p 6.25, q 3.74, γ 15.44, log likelihood −4055.9177; recomputed here on exact means.
#[test]
fn the_published_gamma_gamma_comes_out() {
    let Some(data) = data() else { return };
    let (_, cube) = book(&data, (1997, 9, 30));
    let activity = told(&cube, ActivityModel::MbgNbd);
    let found = activity.value_fit.unwrap();
    println!("{found:?} correlation {:?} {:?}", activity.correlation, activity.backtest);
    near("p", found.p, 6.249_57, 1e-5);
    near("q", found.q, 3.744_22, 1e-5);
    near("gamma", found.gamma, 15.443_52, 1e-5);
    near("log likelihood", found.log_likelihood, -4_055.917_695, 1e-9);
}

/// Two hundred thousand made customers, all different: the time is bounded, and the parameters that made them come back.
#[test]
fn many_customers_are_fitted_in_bounded_time() {
    let (mut state, mut customers) = (0x9E37_79B9_7F4A_7C15_u64, Vec::new());
    let mut chance = || {
        // SplitMix64 (Steele, Lea, Flood 2014).
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64 + f64::MIN_POSITIVE
    };
    let many = if cfg!(debug_assertions) { 20_000 } else { 200_000 };
    for _ in 0..many {
        let known = 30.0 + (chance() * 1_000.0).floor();
        // λ gamma (2, 100): the sum of two exponentials; p beta (1, 2) by its inverse.
        let rate = -(chance().ln() + chance().ln()) / 100.0;
        let leaves = 1.0 - chance().sqrt();
        let (mut at, mut last, mut again) = (0.0_f64, 0.0_f64, 0_u32);
        while chance() >= leaves {
            at -= chance().ln() / rate;
            if at > known {
                break;
            }
            (last, again) = (at, again + 1);
        }
        customers.push(Visits { again, last, known, customers: 1 });
    }
    let begun = std::time::Instant::now();
    let found = Nbd::fit(ActivityModel::MbgNbd, &customers).unwrap();
    println!("{found:?} in {:?}", begun.elapsed());
    for (name, ours, is) in
        [("r", found.r, 2.0), ("alpha", found.alpha, 100.0), ("a", found.a, 1.0), ("b", found.b, 2.0)]
    {
        near(name, ours, is, 0.06);
    }
    assert!(begun.elapsed().as_secs() < 120);
}

#[test]
fn a_small_book_is_refused_with_its_numbers() {
    let Some(data) = data() else { return };
    let (_, cube) = book(&data, (1997, 1, 5));
    let activity = told(&cube, ActivityModel::MbgNbd);
    assert!(matches!(activity.refused, Some(Refusal::FewRepeaters { customers, needed: 50 }) if customers < 50));
    assert!(activity.list.is_empty() && activity.fit.is_none() && activity.expected_orders.is_none());
}

#[test]
fn values_that_do_not_scatter_are_expected_as_they_are() {
    let level: Vec<Spent> = (1..100).map(|again| Spent { again, mean: 10.0 }).collect();
    let found = GammaGamma::fit(&level).unwrap();
    assert!(found.edge.is_some());
    near("all", found.expected(None), 10.0, 1e-3);
    near("one", found.expected(Some(&Spent { again: 3, mean: 10.0 })), 10.0, 1e-3);
}
