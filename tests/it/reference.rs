//! Real order books against the figures that an independent program made of them by the same rules.
//!
//! `MINGXI_REAL_DATA` names the folder of the books, `MINGXI_REFERENCE` that of the figures (else `reference` beside it). Where
//! they are not there, the test says that it is skipped. Money must be equal, ratios to 1e-9.

use std::path::PathBuf;

use mingxi::analyse::{
    Analysis, Aspects, Bridge, Concentration, Direction, Flag, Movement, Signal, SignalRule, Trend, Verdict, analyse,
    analyse_for, price_volume,
};
use mingxi::analyse::{CadenceClass, PeriodFigures};
use mingxi::analyse::{Cycle, Standing, Standings, classify, profits};
use mingxi::clean::{Cleaned, clean};
use mingxi::cube::Cube;
use mingxi::model::{
    Active, Audit, Calendar, Day, Field, Grain, InputOptions, Mapping, Money, NoProgress, Orders, Rules, Tally, Wants,
};
use mingxi::read::{self, Book};
use serde_json::{Map, Value};

/// Compares figures and keeps what differs.
struct Comparison {
    /// Set, grain and variant.
    name: String,
    compared: usize,
    wrong: Vec<String>,
}

/// A figure of the program, as the reference writes its like.
enum Figure {
    None,
    Exact(String),
    Ratio(f64),
}

impl<T: Into<Figure>> From<Option<T>> for Figure {
    fn from(figure: Option<T>) -> Figure {
        figure.map_or(Figure::None, Into::into)
    }
}

impl From<Money> for Figure {
    fn from(amount: Money) -> Figure {
        Figure::Exact(amount.to_string())
    }
}

impl From<f64> for Figure {
    fn from(ratio: f64) -> Figure {
        Figure::Ratio(ratio)
    }
}

macro_rules! exact {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Figure {
            fn from(value: $kind) -> Figure {
                Figure::Exact(value.to_string())
            }
        }
    )*};
}
exact!(&str, String, usize, u64, i64, i32, bool, char, Day);

impl Comparison {
    fn new(name: String) -> Comparison {
        Comparison { name, compared: 0, wrong: Vec::new() }
    }

    /// Compares one figure with the reference's; a figure that is absent there is a fault of the test.
    fn figure(&mut self, place: &str, expected: Option<&Value>, figure: impl Into<Figure>) {
        self.compared += 1;
        let figure = figure.into();
        let equal = match (&figure, expected) {
            (Figure::None, Some(Value::Null)) => true,
            (Figure::Exact(text), Some(Value::String(expected))) => text == expected,
            (Figure::Exact(text), Some(Value::Number(expected))) => *text == expected.to_string(),
            (Figure::Exact(text), Some(Value::Bool(expected))) => *text == expected.to_string(),
            (Figure::Ratio(ratio), Some(Value::Number(expected))) => {
                let expected = expected.as_f64().unwrap();
                (ratio - expected).abs() <= 1e-9 * expected.abs()
            }
            _ => false,
        };
        if !equal {
            let ours = match figure {
                Figure::None => "no value".to_owned(),
                Figure::Exact(text) => text,
                Figure::Ratio(ratio) => ratio.to_string(),
            };
            self.wrong.push(format!("{}: {place} is {ours}, not {expected:?}", self.name));
        }
    }

    /// Compares the figures of one object, each named as the reference names it.
    fn object(&mut self, place: &str, expected: &Value, figures: Vec<(&str, Figure)>) {
        for (key, figure) in figures {
            self.figure(&format!("{place}.{key}"), expected.get(key), figure);
        }
    }

    fn tally(&mut self, place: &str, expected: Option<&Value>, tally: Tally) {
        let part = |key: &str| expected.and_then(|expected| expected.get(key));
        self.figure(&format!("{place}.n"), part("n"), tally.n);
        self.figure(&format!("{place}.amount"), part("amount"), tally.amount);
    }
}

/// A set of the reference: its name, and where its figures and its book lie.
struct Set {
    name: &'static str,
    data: PathBuf,
    reference: PathBuf,
}

impl Set {
    fn find(name: &'static str) -> Option<Set> {
        let Some(data) = std::env::var_os("MINGXI_REAL_DATA").map(PathBuf::from) else {
            println!("skipped: MINGXI_REAL_DATA is not set");
            return None;
        };
        let reference = std::env::var_os("MINGXI_REFERENCE").map_or_else(|| data.join("../reference"), PathBuf::from);
        Some(Set { name, data, reference })
    }

    fn expected(&self, grain: &str, variant: &str) -> Value {
        let path = self.reference.join(format!("{}.{grain}{variant}.json", self.name));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut expected = serde_json::from_str(&text).unwrap();
        whole_ids(&mut expected);
        expected
    }
}

/// Takes the `.0` off ids, which the other program leaves as they stand: all ids of the file with a point end so.
fn whole_ids(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("key", Value::String(key)) if key.ends_with(".0") => key.truncate(key.len() - 2),
                    (_, value) => whole_ids(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(whole_ids),
        _ => {}
    }
}

fn day(text: &str) -> Day {
    let parts: Vec<i32> = text.split('-').map(|part| part.parse().unwrap()).collect();
    Day::from_ymd(parts[0], parts[1], parts[2]).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is no text"))
}

/// Compares a set by quarter and by month, as-of given, with `any`, and with the default as-of.
fn agrees(name: &'static str) {
    let Some(set) = Set::find(name) else { return };
    let (mut compared, mut wrong) = (0, Vec::new());
    let books = set.open();
    for (label, grain) in [("quarter", Grain::Quarter), ("month", Grain::Month)] {
        let calendar = Calendar { grain, fiscal_start: 1 };
        // The figures of any row share as-of and rows with those of purchases.
        let given = [("", Active::Purchase), (".any", Active::Any)];
        for variants in [&given[..], &[(".default", Active::Purchase)]] {
            let as_of = set.expected(label, variants[0].0)["options"]["as_of"].as_str().map(day);
            let cleaned = set.clean(&books, calendar, as_of.filter(|_| variants.len() > 1));
            for (variant, active) in variants {
                let expected = set.expected(label, variant);
                let mut comparison = Comparison::new(format!("{name}.{label}{variant}"));
                account(&mut comparison, &expected["audit"], &cleaned.audit);
                let rules = Rules { calendar, active: *active, ..Rules::default() };
                let cube = Cube::new(&cleaned.orders, calendar).unwrap();
                let analysis = analyse(&cube, &rules).unwrap();
                book(&mut comparison, &expected, &cleaned.orders);
                periods(&mut comparison, &expected, &analysis);
                partial(&mut comparison, &expected["partial"], &analysis);
                bridges(&mut comparison, &expected, &analysis);
                if *variant != ".any" {
                    explained(&mut comparison, &expected, &analysis);
                    window(&mut comparison, &expected, &analysis, &cube);
                    counts(&mut comparison, &expected["counts"], &analysis);
                    customers(&mut comparison, &expected, &analysis, &cube);
                    split(&mut comparison, &expected["pvm"], &cleaned.orders, (&cube, &rules));
                    let standings = classify(&cube, &analysis, &rules);
                    standing(&mut comparison, &expected, &standings, &cube);
                    profit(&mut comparison, &expected, &analysis, (&cube, &cleaned.orders, &rules));
                }
                println!("{}: {} figures, {} differ", comparison.name, comparison.compared, comparison.wrong.len());
                compared += comparison.compared;
                wrong.extend(comparison.wrong);
            }
        }
    }
    println!("{name}: {compared} figures compared");
    assert!(
        wrong.is_empty(),
        "{} of {compared} figures differ:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(60)].join("\n")
    );
}

fn book(comparison: &mut Comparison, expected: &Value, orders: &Orders) {
    let figures = vec![
        ("customers", orders.clients.len().into()),
        ("first_day", orders.span.first_day.into()),
        ("last_day", orders.span.last_day.into()),
        ("amount", orders.total().into()),
    ];
    comparison.object("book", &expected["book"], figures);
    comparison.figure("options.as_of", expected["options"].get("as_of"), orders.span.as_of);
}

fn periods(comparison: &mut Comparison, expected: &Value, analysis: &Analysis) {
    let expected = expected["periods"].as_array().unwrap();
    comparison.figure("number of periods", Some(&expected.len().into()), analysis.periods.len());
    for (expected, period) in expected.iter().zip(&analysis.periods) {
        let PeriodFigures { rows, amount, customers, .. } = *period;
        let label = period.period.label();
        let figures = vec![
            ("period", label.as_str().into()),
            ("rows", rows.into()),
            ("amount", amount.into()),
            ("customers", customers.into()),
        ];
        comparison.object(&label, expected, figures);
        let short = expected.get("short").unwrap_or(&Value::Bool(false));
        comparison.figure(&format!("{label}.short"), Some(short), period.short);
    }
}

fn partial(comparison: &mut Comparison, expected: &Value, analysis: &Analysis) {
    let Some(partial) = &analysis.partial else {
        comparison.figure("partial", Some(expected), Figure::None);
        return;
    };
    let figures = vec![
        ("period", partial.period.label().into()),
        ("elapsed_days", (partial.to.since(partial.from) + 1).into()),
        ("amount", partial.amount.into()),
        ("before_until", partial.before_to.into()),
        ("before", partial.before_amount.into()),
    ];
    comparison.object("partial", expected, figures);
}

fn bridges(comparison: &mut Comparison, expected: &Value, analysis: &Analysis) {
    let expected = expected["bridge"].as_array().unwrap();
    comparison.figure("number of bridges", Some(&expected.len().into()), analysis.history.len());
    for (expected, bridge) in expected.iter().zip(&analysis.history) {
        let Bridge { retention, .. } = bridge;
        let place = format!("bridge {}", bridge.period1);
        let figures = vec![
            ("period", bridge.period1.label().into()),
            ("opening", bridge.opening.into()),
            ("closing", bridge.closing.into()),
            ("change", bridge.change().into()),
            ("new", bridge.new.into()),
            ("returned", bridge.returned.into()),
            ("up", bridge.up.into()),
            ("down", bridge.down.into()),
            ("lost", bridge.lost.into()),
            ("adjustments", bridge.adjustments.into()),
            ("customers_opening", bridge.customers0.into()),
            ("customers_closing", bridge.customers1.into()),
            ("n_new", bridge.n_new.into()),
            ("n_returned", bridge.n_returned.into()),
            ("n_up", bridge.n_up.into()),
            ("n_down", bridge.n_down.into()),
            ("n_level", bridge.n_level.into()),
            ("n_lost", bridge.n_lost.into()),
            ("nrr", retention.nrr.into()),
            ("grr", retention.grr.into()),
            ("logo_churn", retention.logo_churn.into()),
            ("repeat_share", retention.repeat_share.into()),
        ];
        comparison.object(&place, expected, figures);
        comparison.tally(&format!("{place}.new_verified"), expected.get("new_verified"), bridge.new_verified);
        comparison.tally(&format!("{place}.new_unverified"), expected.get("new_unverified"), bridge.new_unverified);
        comparison.tally(
            &format!("{place}.lost_not_yet_due"),
            expected.get("lost_not_yet_due"),
            bridge.lost_not_yet_due,
        );
    }
}

fn explained(comparison: &mut Comparison, expected: &Value, analysis: &Analysis) {
    let (payments, explains) = (expected["payment"].as_array().unwrap(), expected["explain"].as_array().unwrap());
    assert_eq!((payments.len(), explains.len()), (analysis.history.len(), analysis.history.len()));
    for ((payment, explain), bridge) in payments.iter().zip(explains).zip(&analysis.history) {
        let ours = bridge.payment.as_ref().unwrap();
        let figures = vec![
            ("period", bridge.period1.label().into()),
            ("new", ours.new.into()),
            ("lost", ours.lost.into()),
            ("existing", ours.existing.into()),
            ("total", ours.total.into()),
            ("rest", ours.rest.into()),
            ("change", bridge.change().into()),
            ("returned_first_orders", ours.returned_first_orders.into()),
        ];
        comparison.object(&format!("payment {}", bridge.period1), payment, figures);
        let ours = &bridge.explain;
        let verdict = ours.verdict.map(|verdict| match verdict {
            Verdict::Broad => "broad",
            Verdict::Concentrated => "concentrated",
            Verdict::Mixed => "mixed",
        });
        let figures = vec![
            ("period", bridge.period1.label().into()),
            ("change", bridge.change().into()),
            ("breadth_fell", ours.decline.breadth.into()),
            ("breadth_rose", ours.gain.breadth.into()),
            ("breadth_rose_on_opening", ours.rise_on_opening.into()),
            ("gross_decline", ours.decline.gross.into()),
            ("decline_top1", ours.decline.top1.into()),
            ("decline_top3", ours.decline.top3.into()),
            ("decline_n50", ours.decline.n50.into()),
            ("gross_gain", ours.gain.gross.into()),
            ("gain_top1", ours.gain.top1.into()),
            ("gain_top3", ours.gain.top3.into()),
            ("gain_n50", ours.gain.n50.into()),
            ("verdict", verdict.into()),
        ];
        comparison.object(&format!("explain {}", bridge.period1), explain, figures);
    }
}

/// Price, volume and products of every bridge; a set without products or quantities has none.
fn split(comparison: &mut Comparison, expected: &Value, orders: &Orders, (cube, rules): (&Cube, &Rules)) {
    let Some(expected) = expected.as_array() else {
        assert!(orders.product.codes.is_empty() || orders.quantity.is_empty());
        return;
    };
    let mut known = cube.periods[1..cube.complete].iter();
    assert_eq!(expected.len(), known.len());
    for expected in expected {
        let rules = Rules { period: known.next().copied(), ..rules.clone() };
        let aspects = Aspects::default();
        let bridge = analyse_for(cube, &rules, aspects).unwrap().bridge.unwrap();
        let ours = price_volume(orders, &rules, &bridge).unwrap().split;
        let figures = vec![
            ("period", bridge.period1.label().into()),
            ("price", ours.price.into()),
            ("volume", ours.volume.into()),
            ("cross_sold", ours.cross_sold.into()),
            ("dropped", ours.dropped.into()),
            ("unallocated", ours.unallocated.into()),
            ("existing_change", ours.sum().into()),
        ];
        comparison.object(&format!("pvm {}", bridge.period1), expected, figures);
    }
}

fn window(comparison: &mut Comparison, expected: &Value, analysis: &Analysis, cube: &Cube) {
    let Concentration { from, to, customers, amount, .. } = analysis.concentration;
    let ours = &analysis.concentration;
    let reference = &expected["concentration"];
    let flag = ours.flag_top1.map(|flag| match flag {
        Flag::Watch => "watch",
        Flag::High => "high",
    });
    let figures = vec![
        ("from", from.into()),
        ("to", to.into()),
        ("customers", customers.into()),
        ("amount", amount.into()),
        ("cr1", ours.cr1.into()),
        ("cr3", ours.cr3.into()),
        ("cr5", ours.cr5.into()),
        ("cr10", ours.cr10.into()),
        ("cr20", ours.cr20.into()),
        ("hhi", ours.hhi.into()),
        ("effective_customers", ours.effective_customers.into()),
        ("gini", ours.gini.into()),
        ("make_80_percent", ours.make_80_percent.into()),
        ("flag_top1", flag.into()),
        ("flag_top5", ours.flag_top5.into()),
    ];
    comparison.object("concentration", reference, figures);
    comparison.tally("concentration.not_positive", reference.get("not_positive"), ours.not_positive);
    let named = reference["above_10_percent"].as_array().unwrap();
    comparison.figure("concentration.above_10_percent", Some(&named.len().into()), ours.above_named);
    for (expected, holder) in named.iter().zip(&ours.holders) {
        let key = cube.customers[holder.customer].key.as_str();
        comparison.object("above_10_percent", expected, vec![("key", key.into()), ("share", holder.share.into())]);
    }
    for (class, tally) in [("A", analysis.classes.a), ("B", analysis.classes.b), ("C", analysis.classes.c)] {
        comparison.tally(&format!("abc.{class}"), expected["abc"].get(class), tally);
    }
    comparison.figure("floor", expected.get("floor"), analysis.trends.floor);
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Rising => "rising",
        Direction::Falling => "falling",
        Direction::Steady => "steady",
        Direction::Irregular => "irregular",
        Direction::TooFew => "too few periods",
    }
}

fn signal(signal: Signal) -> &'static str {
    match signal {
        Signal::None => "none",
        Signal::Surge => "surge",
        Signal::Plunge => "plunge",
        Signal::TooFew => "too few periods",
    }
}

fn cadence(class: CadenceClass) -> &'static str {
    match class {
        CadenceClass::OnTime => "on time",
        CadenceClass::Late => "late",
        CadenceClass::Overdue => "overdue",
        CadenceClass::TooFew => "too few orders",
        CadenceClass::NoOrders => "no orders",
    }
}

fn counts(comparison: &mut Comparison, expected: &Value, analysis: &Analysis) {
    let trends = &analysis.trends.customers;
    let mut count = |kind: &str, of: &dyn Fn(&Trend) -> String| {
        let mut ours: Map<String, Value> = Map::new();
        for trend in trends {
            let count = ours.entry(of(trend)).or_insert_with(|| 0.into());
            *count = (count.as_u64().unwrap() + 1).into();
        }
        comparison.figure(
            &format!("counts.{kind}"),
            Some(&expected[kind].to_string().into()),
            Value::Object(ours).to_string(),
        );
    };
    count("direction", &|trend| direction(trend.direction).into());
    count("signal", &|trend| signal(trend.signal).into());
    count("streak", &|trend| trend.streak.to_string());
    count("cadence", &|trend| cadence(trend.cadence.class).into());
}

fn customers(comparison: &mut Comparison, expected: &Value, analysis: &Analysis, cube: &Cube) {
    let bridge = analysis.bridge.as_ref().unwrap();
    let listed = expected["customers"].as_array().unwrap();
    for (rank, expected) in listed.iter().enumerate() {
        let key = text(expected, "key");
        let Ok(at) = cube.customers.binary_search_by(|customer| customer.key.as_str().cmp(key)) else {
            comparison.figure(&format!("customer {key}"), Some(&Value::Bool(true)), false);
            continue;
        };
        if !text(expected, "name").is_empty() {
            comparison.figure(&format!("{key}.name"), expected.get("name"), cube.customers[at].name.as_str());
        }
        let mover = bridge.movers.iter().find(|mover| mover.customer == at);
        if mover.is_some_and(|mover| !mover.change.is_zero()) {
            let ranked = &cube.customers[bridge.movers[rank].customer].key;
            comparison.figure(&format!("rank {rank}"), expected.get("key"), ranked.as_str());
        }
        let category = mover.and_then(|mover| match mover.movement {
            Movement::New => Some("new"),
            Movement::Returned => Some("returned"),
            Movement::Up => Some("up"),
            Movement::Level => Some("level"),
            Movement::Down => Some("down"),
            Movement::Lost => Some("lost"),
            Movement::Inactive => None,
        });
        let holder = analysis.concentration.holders.iter().find(|holder| holder.customer == at);
        let window = holder.map(|holder| holder.amount);
        let other = analysis.concentration.others.iter().find(|(customer, _)| *customer == at);
        let figures = vec![
            ("category", category.into()),
            ("r0", mover.map_or(Money::ZERO, |mover| mover.r0).into()),
            ("r1", mover.map_or(Money::ZERO, |mover| mover.r1).into()),
            ("window", window.or(other.map(|(_, amount)| *amount)).into()),
            ("abc", analysis.classes.class[at].into()),
        ];
        comparison.object(key, expected, figures);
        trend(comparison, key, expected, &analysis.trends.customers[at]);
    }
}

fn trend(comparison: &mut Comparison, key: &str, expected: &Value, trend: &Trend) {
    let test = trend.test.as_ref();
    let rule = trend.signal_rule.map(|rule| match rule {
        SignalRule::Limits => "limits",
        SignalRule::Plain => "plain",
    });
    let figures = vec![
        ("n", trend.series.len().into()),
        ("S", test.map(|test| test.s).into()),
        ("p", test.map(|test| test.p).into()),
        ("method", test.map(|test| if test.exact { "exact" } else { "normal" }).into()),
        ("direction", direction(trend.direction).into()),
        ("slope", test.map(|test| test.slope).into()),
        ("cv", trend.cv.into()),
        ("mean_before", trend.mean_before.into()),
        ("lower", trend.lower.into()),
        ("upper", trend.upper.into()),
        ("signal", signal(trend.signal).into()),
        ("signal_rule", rule.into()),
        ("streak", trend.streak.into()),
    ];
    comparison.object(&format!("{key}.trend"), &expected["trend"], figures);
    let ours = &trend.cadence;
    let figures = vec![
        ("order_days", ours.order_days.into()),
        ("last_order", ours.last_order.into()),
        ("silence", ours.silence.into()),
        ("median_interval", ours.median_interval.into()),
        ("ratio", ours.ratio.into()),
        ("class", cadence(ours.class).into()),
    ];
    comparison.object(&format!("{key}.cadence"), &expected["cadence"], figures);
}

fn cycle(cycle: Cycle) -> &'static str {
    if cycle == Cycle::NotYet { "no cycle yet" } else { cycle.id() }
}

fn standing(comparison: &mut Comparison, expected: &Value, standings: &Standings, cube: &Cube) {
    let mut count = |kind: &str, of: &dyn Fn(&Standing) -> Option<String>| {
        let mut ours: Map<String, Value> = Map::new();
        for key in standings.customers.iter().filter_map(of) {
            let count = ours.entry(key).or_insert_with(|| 0.into());
            *count = (count.as_u64().unwrap() + 1).into();
        }
        let expected = &expected["counts"][kind];
        comparison.figure(
            &format!("counts.{kind}"),
            Some(&expected.to_string().into()),
            Value::Object(ours).to_string(),
        );
    };
    count("cycle", &|one| one.cycle.map(|one| cycle(one).to_owned()));
    count("rfm_r", &|one| one.rfm.map(|rfm| rfm.r.to_string()));
    count("rfm_f", &|one| one.rfm.map(|rfm| rfm.f.to_string()));
    count("rfm_m", &|one| one.rfm.map(|rfm| rfm.m.to_string()));
    for expected in expected["customers"].as_array().unwrap() {
        let key = text(expected, "key");
        let one = standings.customers.iter().find(|one| cube.customers[one.customer].key == key);
        let Some(one) = one else { continue };
        comparison.figure(&format!("{key}.cycle"), expected.get("cycle"), one.cycle.map(cycle));
        let Some(rfm) = one.rfm else {
            // A customer without an order has no scores in the reference either.
            let scores = expected["rfm"].get("r").unwrap_or(&Value::Null);
            comparison.figure(&format!("{key}.rfm"), Some(scores), Figure::None);
            continue;
        };
        let figures = vec![
            ("r", u64::from(rfm.r).into()),
            ("f", u64::from(rfm.f).into()),
            ("m", u64::from(rfm.m).into()),
            ("recency", rfm.recency.into()),
            ("orders", rfm.orders.into()),
            ("money", rfm.money.into()),
        ];
        comparison.object(&format!("{key}.rfm"), &expected["rfm"], figures);
    }
}

/// Compares profit and margin of each period, where the reference has them.
fn profit(comparison: &mut Comparison, expected: &Value, analysis: &Analysis, of: (&Cube, &Orders, &Rules)) {
    let expected = expected["periods"].as_array().unwrap();
    if expected.iter().all(|period| period.get("profit").is_none()) {
        return;
    }
    let (cube, orders, rules) = of;
    let told = profits(cube, orders, None, analysis, rules).unwrap().unwrap();
    comparison.figure("number of profits", Some(&expected.len().into()), told.periods.len());
    for (expected, one) in expected.iter().zip(&told.periods) {
        let figures = vec![("profit", one.sums.profit.into()), ("margin", one.sums.margin.into())];
        comparison.object(&format!("{} profit", one.period), expected, figures);
    }
}

#[test]
fn online_retail_agrees_with_the_reference() {
    agrees("online_retail");
}

#[test]
fn superstore_cn_agrees_with_the_reference() {
    agrees("superstore_cn");
}

#[test]
fn cdnow_sample_agrees_with_the_reference() {
    agrees("cdnow_sample");
}

#[test]
fn northwind_flat_agrees_with_the_reference() {
    agrees("northwind_flat");
}

#[test]
fn sales_data_sample_agrees_with_the_reference() {
    agrees("sales_data_sample");
}

impl Set {
    /// Gives the files of the book and what a user must say of them: the mapping of the reference where headers do not.
    fn input(&self) -> InputOptions {
        let map = |field: Field, column: &str| Mapping { field, column: column.to_owned() };
        let (files, map, no_header) = match self.name {
            "online_retail" => ("online_retail/by-day", Vec::new(), false),
            "superstore_cn" => ("superstore_cn/示例 - 超市.xls", vec![map(Field::Product, "产品 ID")], false),
            "cdnow_sample" => {
                let columns = [
                    map(Field::CustomerId, "1"),
                    map(Field::Date, "3"),
                    map(Field::Quantity, "4"),
                    map(Field::Amount, "5"),
                ];
                ("cdnow/CDNOW_sample.txt", columns.into(), true)
            }
            "northwind_flat" => ("northwind/northwind_flat.csv", vec![map(Field::Amount, "line_amount")], false),
            "sales_data_sample" => {
                ("sales_data_sample/sales_data_sample.cp850.csv", vec![map(Field::Product, "PRODUCTCODE")], false)
            }
            name => panic!("{name} has no mapping"),
        };
        InputOptions {
            files: vec![self.data.join(files).display().to_string()],
            sheets: Vec::from_iter((self.name == "superstore_cn").then(|| "订单".to_owned())),
            encoding: (self.name == "sales_data_sample").then(|| "cp850".to_owned()),
            map,
            no_header,
            today: Day::from_ymd(2026, 1, 1),
            ..InputOptions::default()
        }
    }

    fn open(&self) -> Vec<Book> {
        read::open(&self.input(), &NoProgress).unwrap().0
    }

    fn clean(&self, books: &[Book], calendar: Calendar, as_of: Option<Day>) -> Cleaned {
        let input = InputOptions { as_of, ..self.input() };
        // Profit is among the details.
        let detail = self.name == "superstore_cn";
        let wants = Wants { orders: true, products: true, quantities: true, rows: true, detail, ..Wants::NONE };
        clean(books, &input, calendar, wants, &NoProgress).unwrap()
    }
}

/// Compares the account of the rows.
fn account(comparison: &mut Comparison, expected: &Value, audit: &Audit) {
    let rounded = audit.rounded();
    let figures = vec![
        ("rows_read", audit.read().n.into()),
        ("amount_read", audit.read().amount.into()),
        ("rows_used", audit.used().n.into()),
        ("amount_used", audit.used().amount.into()),
    ];
    comparison.object("audit", expected, figures);
    comparison.figure("audit.rounded.rows", expected["rounded"].get("rows"), rounded.rows);
    comparison.figure("audit.rounded.moved", expected["rounded"].get("moved"), rounded.moved());
    let reasons = expected["set_aside"].as_object().unwrap();
    let ours = audit.by_reason();
    comparison.figure("audit.reasons", Some(&reasons.len().into()), ours.len());
    for (reason, tally) in ours {
        let expected = reasons.get(reason.name());
        let part = |key: &str| expected.and_then(|expected| expected.get(key));
        comparison.figure(&format!("audit.{}.rows", reason.name()), part("rows"), tally.n);
        comparison.figure(&format!("audit.{}.amount", reason.name()), part("amount"), tally.amount);
    }
}

/// The reference has no bridge on profit and no bands; these are those of a separate script in decimal arithmetic.
#[test]
fn the_profit_of_superstore_cn_is_what_another_program_has() {
    let Some(set) = Set::find("superstore_cn") else { return };
    let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
    let cleaned = set.clean(&set.open(), calendar, None);
    let cube = Cube::new(&cleaned.orders, calendar).unwrap();
    let rules = Rules { calendar, ..Rules::default() };
    let analysis = analyse(&cube, &rules).unwrap();
    let told = profits(&cube, &cleaned.orders, None, &analysis, &rules).unwrap().unwrap();
    let bridge = told.bridge.unwrap();
    let lines = [bridge.opening, bridge.returned, bridge.up, bridge.down, bridge.lost, bridge.closing];
    let expected = ["197606.8430", "104405.7280", "107090.2560", "-119242.2910", "-110283.0960", "179577.4400"];
    assert_eq!(lines.map(|amount| amount.to_string()), expected);
    assert_eq!((bridge.new, bridge.n_up, bridge.n_down), (Money::ZERO, 81, 75));
    let effects = [bridge.by_revenue, bridge.by_margin].map(|amount| amount.to_string());
    assert_eq!(effects, ["21537.8817", "-33689.9167"]);
    assert_eq!((told.squeezed.n, told.squeezed.amount.to_string()), (31, "-40875.3380".into()));
    assert_eq!((told.loses.n, told.loses.amount.to_string()), (145, "-182412.1670".into()));
    let bands =
        told.bands.iter().map(|band| (band.customers, band.sums.revenue.to_string(), band.sums.profit.to_string()));
    let expected =
        [(299, "4392624.3410", "563281.2010"), (178, "822694.9500", "92942.0100"), (224, "273146.4960", "28766.9760")];
    assert_eq!(bands.collect::<Vec<_>>(), expected.map(|(n, revenue, profit)| (n, revenue.into(), profit.into())));
}

/// The reference has no figures of migration and of the largest customer's leaving; these are those of an earlier, separate
/// program, on the sample sales without an as-of given.
#[test]
fn the_sample_sales_move_between_classes_as_another_program_has_it() {
    let Some(set) = Set::find("sales_data_sample") else { return };
    let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
    let cleaned = set.clean(&set.open(), calendar, None);
    let cube = Cube::new(&cleaned.orders, calendar).unwrap();
    let rules = Rules { calendar, ..Rules::default() };
    let analysis = analyse(&cube, &rules).unwrap();
    let migration = analysis.classes.migration.map(|row| row.map(|tally| tally.n));
    for (class, [now, before, stayed]) in [(0, [43, 43, 13]), (1, [22, 17, 3]), (2, [19, 14, 5])] {
        assert_eq!(migration.iter().map(|row| row[class]).sum::<u64>(), now);
        assert_eq!(migration[class].iter().sum::<u64>(), before);
        assert_eq!(migration[class][class], stayed);
    }
    assert_eq!(migration[0][3], 7);
    let replaced = analysis.without_largest.unwrap().replaced_by.unwrap();
    assert_eq!(format!("{replaced:.1}"), "6.8");
    assert_eq!((analysis.trends.tested, analysis.trends.certain), (80, 0));
    let year_before = analysis.concentration_year_before.unwrap();
    assert_eq!((format!("{:.3}", year_before.cr5.unwrap()), year_before.make_80_percent), ("0.229".to_owned(), 43));
    let rules = Rules { period: mingxi::model::Period::parse("2004Q4", 1), ..rules };
    let bridge = analyse(&cube, &rules).unwrap().year_on_year.unwrap();
    assert_eq!(
        (bridge.opening.to_string(), bridge.closing.to_string()),
        ("1860005.0900".into(), "2014774.9200".into())
    );
}
