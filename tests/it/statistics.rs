//! The statistics of the example book against an independent program: `statistics/expected.py`, whose output lies beside it.

use std::path::Path;

use mingxi::analyse::{
    Analysis, ByProduct, MannKendall, analyse, classify, groups, lead_times, losses, product_trends, products,
    retention_over_time, swing,
};
use mingxi::clean::clean;
use mingxi::cube::Cube;
use mingxi::model::{
    Calendar, Day, Field, Grain, InputOptions, Mapping, Money, NoProgress, Orders, Period, Rules, Wants,
};
use mingxi::read;
use serde_json::Value;

/// The example book, read whole, and what the other program says of it.
struct Example {
    orders: Orders,
    cube: Cube,
    rules: Rules,
    analysis: Analysis,
    expected: Value,
}

impl Example {
    fn read() -> Example {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let input = InputOptions {
            files: vec![folder.join("examples/orders.gbk.csv").display().to_string()],
            map: vec![Mapping { field: Field::Date, column: "下单日期".into() }],
            as_of: Day::from_ymd(2025, 9, 30),
            today: Day::from_ymd(2026, 1, 1),
            ..InputOptions::default()
        };
        let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
        let rules = Rules { calendar, ..Rules::default() };
        let books = read::open(&input, &NoProgress).unwrap().0;
        let orders = clean(&books, &input, calendar, Wants::ALL, &NoProgress).unwrap().orders;
        let cube = Cube::new(&orders, calendar).unwrap();
        let analysis = analyse(&cube, &rules).unwrap();
        let expected = std::fs::read_to_string(folder.join("tests/it/statistics/expected.json")).unwrap();
        Example { orders, cube, rules, analysis, expected: serde_json::from_str(&expected).unwrap() }
    }

    fn period(&self) -> Period {
        self.analysis.period
    }

    fn key(&self, customer: usize) -> &str {
        &self.cube.customers[customer].key
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[track_caller]
fn near(what: &str, ours: f64, other: &Value) {
    let other = number(other);
    assert!((ours - other).abs() <= 1e-9 * other.abs().max(1e-9), "{what} is {ours}, not {other}");
}

fn tested(what: &str, ours: &MannKendall, other: &Value) {
    assert_eq!(ours.s, other["s"].as_i64().unwrap(), "{what}");
    near(what, ours.p, &other["p"]);
    near(what, ours.slope, &other["slope"]);
}

#[test]
fn directions_of_customers_are_those_of_pymannkendall_and_scipy() {
    let example = Example::read();
    let (ours, other) = (&example.analysis.trends, &example.expected["trends"]);
    assert_eq!(example.orders.len(), 6160);
    assert_eq!((ours.tested as u64, ours.certain as u64), (89, 2));
    assert_eq!((&other["tested"], &other["certain"]), (&89.into(), &2.into()));
    for trend in ours.customers.iter().filter(|trend| trend.test.is_some()) {
        let key = example.key(trend.customer);
        assert_eq!(trend.series.len() as u64, other["customers"][key]["n"].as_u64().unwrap(), "{key}");
        tested(key, trend.test.as_ref().unwrap(), &other["customers"][key]);
    }
}

#[test]
fn directions_of_products_inside_customers_are_those_of_another_program() {
    let example = Example::read();
    let (texts, _) = products(&example.orders).unwrap();
    let bought = ByProduct::of(&example.orders, example.cube.customers.len()).unwrap();
    let ours = product_trends(&example.cube, &bought, example.period()).unwrap();
    let other = &example.expected["products"];
    for (what, many) in [
        ("tested", ours.tested),
        ("customers", ours.customers),
        ("rising", ours.rising),
        ("falling", ours.falling),
        ("certain", ours.certain),
    ] {
        assert_eq!(other[what], many, "{what}");
    }
    let moving = other["moving"].as_array().unwrap();
    assert_eq!(ours.list.len(), moving.len());
    for other in moving {
        let (customer, product) = (other["customer"].as_str().unwrap(), other["product"].as_str().unwrap());
        let same = |one: &&mingxi::analyse::ProductTrend| {
            example.key(one.customer) == customer && texts.values.get(one.product) == product
        };
        let one = ours.list.iter().find(same).unwrap();
        assert_eq!((other["n"].clone(), other["order_days"].clone()), (one.series.len().into(), one.order_days.into()));
        assert_eq!(other["certain"], one.certain, "{customer} {product}");
        tested(product, &one.test, other);
    }
}

#[test]
fn the_usual_swing_and_the_shares_are_those_of_another_program() {
    let example = Example::read();
    let amounts: Vec<Money> = example.analysis.periods.iter().map(|one| one.amount).collect();
    let (ours, other) = (swing(&amounts), &example.expected["swing"]);
    assert_eq!((other["changes"].clone(), other["usual"].clone()), (ours.changes.into(), ours.usual.into()));
    near("mean change", ours.mean.unwrap(), &other["mean"]);
    let (window, other) = (&example.analysis.concentration, &example.expected["shares"]);
    near("hhi", window.hhi.unwrap(), &other["hhi"]);
    near("effective customers", window.effective_customers.unwrap(), &other["effective"]);
    near("gini", window.gini.unwrap(), &other["gini"]);
    near("cr5", window.cr5.unwrap(), &other["cr5"]);
    assert_eq!(other["make_80"], window.make_80_percent);
}

#[test]
fn days_to_shipment_and_how_customers_left_are_those_of_another_program() {
    let example = Example::read();
    let end = example.cube.place_of(example.period()).unwrap() + 1;
    let groups = groups(&example.orders);
    let ours = lead_times(&example.cube, &example.orders, &groups, end, |_| true).unwrap();
    let other = example.expected["lead_times"].as_array().unwrap();
    assert_eq!((ours.periods.len(), ours.before_order), (other.len(), 0));
    for (ours, other) in ours.periods.iter().zip(other) {
        let label = ours.period.label();
        let whole = (ours.times.orders.into(), ours.times.shipped.into(), ours.times.longest.into());
        assert_eq!((other["orders"].clone(), other["shipped"].clone(), other["longest"].clone()), whole, "{label}");
        near(&label, ours.times.median.unwrap(), &other["median"]);
        near(&label, ours.times.mean.unwrap(), &other["mean"]);
    }
    let ours = losses(&example.cube, example.analysis.bridge.as_ref().unwrap());
    let other = example.expected["losses"].as_object().unwrap();
    assert_eq!(ours.list.len(), other.len());
    for one in &ours.list {
        let key = example.key(one.customer);
        assert_eq!(serde_json::to_value(one.kind).unwrap(), other[key]["kind"], "{key}");
        assert_eq!(other[key]["streak"], one.streak, "{key}");
        near(key, one.usual.unwrap(), &other[key]["usual"]);
    }
}

#[test]
fn retention_and_what_more_of_it_would_have_been_worth_are_those_of_another_program() {
    let example = Example::read();
    let ours = retention_over_time(&example.cube, &example.rules, example.period()).unwrap().unwrap();
    let other = &example.expected["retention"];
    let periods = other["periods"].as_array().unwrap();
    assert_eq!(ours.periods.len(), periods.len());
    for (ours, other) in ours.periods.iter().zip(periods) {
        assert_eq!(other["period"], ours.period.label());
        near("nrr", ours.before.nrr.unwrap(), &other["nrr"]);
        near("grr", ours.before.grr.unwrap(), &other["grr"]);
    }
    let more = ours.what_if.unwrap();
    let money = |what: &str| other[what].as_str().unwrap().to_owned();
    assert_eq!((more.kept.plain(4), more.carried.plain(4)), (money("kept"), money("carried")));
}

#[test]
fn cadence_and_rfm_are_those_of_another_program() {
    let example = Example::read();
    let ours = classify(&example.cube, &example.analysis, &example.rules);
    let (scores, gaps) = (&example.expected["rfm"], &example.expected["cadence"]["gaps"]);
    assert_eq!(ours.customers.len(), scores.as_object().unwrap().len());
    for one in &ours.customers {
        let key = example.key(one.customer);
        let rfm = one.rfm.unwrap();
        assert_eq!(scores[key], format!("{}{}{}", rfm.r, rfm.f, rfm.m), "{key}");
        assert_eq!(gaps.get(key).map(number), one.median_interval, "{key}");
    }
    let classes = &example.expected["cadence"]["classes"];
    let mut found: std::collections::BTreeMap<String, u64> = std::collections::BTreeMap::new();
    for trend in &example.analysis.trends.customers {
        let class = serde_json::to_value(trend.cadence.class).unwrap();
        *found.entry(class.as_str().unwrap().to_owned()).or_default() += 1;
    }
    for (class, many) in found {
        let class = if class.starts_with("too_few") { "too_few" } else { &class };
        assert_eq!(classes[class], many, "{class}");
    }
}
