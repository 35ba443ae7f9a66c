//! Charts of every kind, with the figures of a real quarter and with figures that break careless drawing.
//!
//! With `MINGXI_LOOK=folder` the pictures are kept, to be looked at.

use resvg::usvg::roxmltree;

use super::measure::width;
use super::svg;
use crate::model::{Lang, Money};
use crate::report::{
    Block, Chart, Columns, Evidence, EvidenceBar, HistoryCell, Lines, Matrix, Multiple, Pareto, ParetoBar, Ranked,
    RankedRow, Series, Size, Slice, Spec, Step, Text, Waterfall,
};
use crate::write::sample;

fn charts(lang: Lang) -> Vec<Chart> {
    let blocks = sample::report(lang).sections.into_iter().flat_map(|section| section.blocks);
    blocks.filter_map(|block| if let Block::Chart(chart) = block { Some(chart) } else { None }).collect()
}

/// Checks a file: well formed, no figure that is none, every label inside its frame.
fn sound(chart: &Chart, lang: Lang) -> String {
    let file = svg(chart, lang).unwrap_or_else(|| panic!("{} is not drawn", chart.id));
    for bad in ["NaN", "inf"] {
        assert!(!file.contains(&format!("\"{bad}")) && !file.contains(&format!("-{bad}")), "{}: {bad}", chart.id);
    }
    let document = roxmltree::Document::parse(&file).unwrap_or_else(|error| panic!("{}: {error}", chart.id));
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    for tag in ["title", "desc"] {
        assert!(root.children().any(|node| node.has_tag_name(tag)), "{} has no {tag}", chart.id);
    }
    let frame: f64 = root.attribute("width").unwrap().parse().unwrap();
    let depth: f64 = root.attribute("height").unwrap().parse().unwrap();
    for node in document.descendants().filter(|node| node.has_tag_name("text")) {
        let number = |name| node.attribute(name).unwrap().parse::<f64>().unwrap();
        let (mut x, mut y) = (number("x"), number("y"));
        for group in node.ancestors().filter_map(|node| node.attribute("transform")) {
            let moved = group.trim_start_matches("translate(").trim_end_matches(')').split_once(' ').unwrap();
            x += moved.0.parse::<f64>().unwrap();
            y += moved.1.parse::<f64>().unwrap();
        }
        let words: String = node
            .descendants()
            .filter(|n| n.is_text() && !n.parent().unwrap().has_tag_name("title"))
            .filter_map(|n| n.text())
            .collect();
        let class = node.attribute("class").unwrap_or_default();
        let size = match class {
            "k" => 23.0,
            "v" | "v3" => 15.0,
            "m" | "m2" => 13.0,
            _ => 12.0,
        };
        let long = width(&words, size, false);
        let left = match node.attribute("text-anchor") {
            Some("middle") => x - long / 2.0,
            Some("end") => x - long,
            _ => x,
        };
        let inside = left >= -1.0 && left + long <= frame + 1.0 && y >= size * 0.7 && y <= depth;
        assert!(inside, "{}: “{words}” at {x}, {y} leaves {frame} × {depth}", chart.id);
    }
    if let Ok(folder) = std::env::var("MINGXI_LOOK") {
        let name = format!("{folder}/{}-{}-{lang:?}", chart.id, chart.size as u8);
        std::fs::write(format!("{name}.svg"), &file).unwrap();
        std::fs::write(format!("{name}.png"), crate::write::png::png(&file).unwrap().0).unwrap();
    }
    file
}

#[test]
fn every_chart_of_the_sample_is_sound_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let charts = charts(lang);
        assert!(charts.len() >= 12);
        charts.iter().for_each(|chart| {
            sound(chart, lang);
        });
    }
}

#[test]
fn charts_without_data_are_not_drawn() {
    for spec in [Spec::History(Vec::new()), Spec::Doughnut(Vec::new()), Spec::Ranked(Ranked::default())] {
        assert_eq!(svg(&sample::chart("empty", String::new(), Size::Third, spec), Lang::Zh), None);
    }
}

#[test]
fn a_file_names_no_variable_and_is_white() {
    for chart in charts(Lang::En) {
        let file = sound(&chart, Lang::En);
        assert!(!file.contains("var(--"), "{}", chart.id);
        assert!(file.contains("fill=\"#fff\"") && file.contains("#0072b2"));
    }
}

#[test]
fn names_are_escaped() {
    let rows = vec![RankedRow {
        name: "<script>alert('&')</script>".to_owned(),
        mark: "\"new\"".to_owned(),
        amount: Money::from_raw(10_000),
        beside: None,
        neutral: false,
    }];
    let spec = Spec::Ranked(Ranked { rows, ..Ranked::default() });
    let file = sound(&sample::chart("escaped", "a < b & c".to_owned(), Size::TwoThirds, spec), Lang::En);
    assert!(!file.contains("<script"));
}

fn step(id: &'static str, label: &str, units: i64, total: bool) -> Step {
    let amount = Money::from_raw(units * Money::PER_UNIT);
    Step { id, label: label.to_owned(), under: "1,234 customers".to_owned(), amount, total }
}

/// Bridges that fall below zero, hold ten digits, one step, or nothing at all.
fn bridges() -> Vec<Vec<Step>> {
    let full = |opening: i64, parts: [i64; 6]| {
        let closing = opening + parts.iter().sum::<i64>();
        let names = ["new", "returned", "up", "down", "lost", "adjustments"];
        let labels = ["New", "Returned", "Up", "Down", "Lost", "Adjustments"];
        let mut steps = vec![step("opening", "FY2026Q1", opening, true)];
        steps.extend((0..6).map(|at| step(names[at], labels[at], parts[at], false)));
        steps.push(step("closing", "FY2026Q2", closing, true));
        steps
    };
    vec![
        full(1_000, [0, 0, 0, -500, -4_000, -20]),
        full(-9_000, [100, 0, 200, -500, -4_000, 20]),
        full(9_876_543_210, [1_234_567_890, 2_345_678_901, 345, -1, -3_456_789_012, 5]),
        full(0, [0, 0, 0, 0, 0, 0]),
        vec![step("closing", "2026", 5, true)],
    ]
}

#[test]
fn bridges_below_zero_of_ten_digits_and_of_one_step_are_sound() {
    for (nth, steps) in bridges().into_iter().enumerate() {
        let (mut run, mut low, mut high) = (Money::ZERO, Money::ZERO, Money::ZERO);
        for step in &steps {
            run = if step.total { step.amount } else { run + step.amount };
            low = low.min(run);
            high = high.max(run);
        }
        for (lang, size) in [(Lang::En, Size::Third), (Lang::En, Size::TwoThirds), (Lang::Zh, Size::Third)] {
            let id = ["odd-0", "odd-1", "odd-2", "odd-3", "odd-4"][nth];
            let spec = Spec::Waterfall(Waterfall { steps: steps.clone(), scale: high, scale_low: low });
            sound(&sample::chart(id, "A bridge".to_owned(), size, spec), lang);
        }
        let cell = HistoryCell {
            label: "2026Q1".to_owned(),
            change: "n/m".to_owned(),
            steps,
            mark: "3".to_owned(),
            strong: true,
            partial: nth == 4,
        };
        sound(
            &sample::chart("odd-history", "Cells".to_owned(), Size::Full, Spec::History(vec![cell.clone(), cell])),
            Lang::En,
        );
    }
}

const LONG: &str = "Internationale Handelsgesellschaft für Spielwaren und Sammlermodelle";

fn odd_specs() -> Vec<(&'static str, Size, Spec)> {
    let row = |units: i64| RankedRow {
        name: LONG.to_owned(),
        mark: "Returned".to_owned(),
        amount: Money::from_raw(units * Money::PER_UNIT),
        beside: None,
        neutral: false,
    };
    let ranked = |units: &[i64]| Ranked {
        rows: units.iter().map(|units| row(*units)).collect(),
        declines: Some("Declines".to_owned()),
        rest: Some("the rest".to_owned()),
        ..Ranked::default()
    };
    let pareto = |n: usize| {
        let share = 1.0 / n as f64;
        let bar = |at: usize| ParetoBar {
            name: LONG.to_owned(),
            amount: Money::from_raw(1_234_567_890),
            share,
            together: share * (at + 1) as f64,
            class: if at == 0 { 'A' } else { 'C' },
        };
        let label = "1 customer = 80%\nof many".to_owned();
        Pareto { bars: (0..n).map(bar).collect(), make_80: (n * 4).div_ceil(5), classes: [1, 0, n - 1], label }
    };
    let lines = |values: &[Option<f64>]| Lines {
        categories: (0..values.len()).map(|at| format!("2024-{:02}", at + 1)).collect(),
        lines: vec![("CR1".to_owned(), values.to_vec()), ("CR5".to_owned(), values.to_vec())],
        limit: Some((0.35, "35%: high".to_owned())),
    };
    let columns = |units: &[i64]| Columns {
        categories: (0..units.len()).map(|at| format!("2024-{:02}", at + 1)).collect(),
        values: units.iter().map(|units| Money::from_raw(units * Money::PER_UNIT)).collect(),
        counts: false,
        strong: units.len().checked_sub(2),
        last_partial: true,
    };
    let multiple = |points: Vec<Option<f64>>, change: i64| Multiple {
        name: LONG.to_owned(),
        line: Text::plain("steady"),
        categories: (0..points.len()).map(|at| format!("FY2024Q{}", at + 1)).collect(),
        series: Series { strong: points.len().checked_sub(1), points, line: false, last_partial: false },
        change: Money::from_raw(change),
        group: None,
    };
    let slices = |shares: &[f64]| {
        shares
            .iter()
            .enumerate()
            .map(|(at, share)| Slice { name: LONG.to_owned(), share: *share, rest: at == 5 })
            .collect()
    };
    let bar = |value| EvidenceBar {
        label: "Top-1 share".to_owned(),
        value,
        ticks: vec![(0.9, "≥ 90%: a long name of a threshold".to_owned()), (0.95, "≥ 95%".to_owned())],
    };
    let evidence = |make, all| Evidence {
        verdicts: vec![("Broad".to_owned(), true)],
        bars: vec![bar(Some(1.4)), bar(None), bar(Some(-0.2)), bar(Some(f64::NAN))],
        half: Some(("N50".to_owned(), make, all)),
    };
    let matrix = Matrix {
        rows: vec![LONG.to_owned()],
        columns: vec![LONG.to_owned(), "B".to_owned()],
        cells: vec![vec![("−1,234,567,890.12".to_owned(), -1.0), (String::new(), 0.0)]],
        sense: vec![vec![-1, 0]],
        totals: false,
    };
    vec![
        ("odd-drivers", Size::TwoThirds, Spec::Ranked(ranked(&[9_876_543_210, 1, 0, -1, -9_876_543_210]))),
        ("odd-falls", Size::TwoThirds, Spec::Ranked(ranked(&[-5, -4]))),
        ("odd-one", Size::Third, Spec::Ranked(ranked(&[0]))),
        ("odd-pareto-1", Size::TwoThirds, Spec::Pareto(pareto(1))),
        ("odd-pareto-500", Size::TwoThirds, Spec::Pareto(pareto(500))),
        ("odd-lines", Size::Third, Spec::Lines(lines(&[Some(0.0), None, Some(1.0), Some(f64::INFINITY)]))),
        ("odd-line-1", Size::Third, Spec::Lines(lines(&[Some(0.02)]))),
        ("odd-lines-60", Size::TwoThirds, Spec::Lines(lines(&[Some(0.5); 60]))),
        ("odd-columns", Size::Third, Spec::Columns(columns(&[9_876_543_210, -9_876_543_210, 0, 1]))),
        ("odd-columns-40", Size::Third, Spec::Columns(columns(&[1_234_567; 40]))),
        ("odd-column-1", Size::TwoThirds, Spec::Columns(columns(&[0]))),
        (
            "odd-multiples",
            Size::Full,
            Spec::SmallMultiples(vec![
                multiple(vec![Some(-9_876_543_210.0), Some(9_876_543_210.0)], -1),
                multiple(vec![Some(0.0)], 0),
                multiple(vec![None, None, Some(5.0)], 5),
                multiple(Vec::new(), 5),
            ]),
        ),
        ("odd-doughnut", Size::Third, Spec::Doughnut(slices(&[0.97, 0.01, 0.005, 0.005, 0.005, 0.005]))),
        ("odd-doughnut-1", Size::Third, Spec::Doughnut(slices(&[1.0]))),
        ("odd-doughnut-0", Size::Third, Spec::Doughnut(slices(&[0.0, 0.0]))),
        ("odd-evidence", Size::Third, Spec::Evidence(evidence(1, 1))),
        ("odd-evidence-500", Size::Third, Spec::Evidence(evidence(77, 500))),
        ("odd-matrix", Size::Third, Spec::Matrix(matrix)),
    ]
}

#[test]
fn long_names_ten_digits_zeros_gaps_and_single_values_are_sound() {
    for (id, size, spec) in odd_specs() {
        for lang in [Lang::Zh, Lang::En] {
            sound(&sample::chart(id, LONG.to_owned(), size, spec.clone()), lang);
        }
    }
}

#[test]
fn pictures_change_only_on_purpose() {
    for (lang, id, size) in [
        (Lang::Zh, "bridge", Size::TwoThirds),
        (Lang::En, "evidence", Size::Third),
        (Lang::Zh, "doughnut", Size::Third),
    ] {
        let chart = charts(lang).into_iter().find(|chart| chart.id == id && chart.size == size).unwrap();
        let file = sound(&chart, lang);
        let (_, drawn) = file.split_once("</style>").unwrap();
        insta::assert_snapshot!(format!("{id}_{lang:?}"), drawn.replace("><", ">\n<"));
    }
}
