//! The charts of the sample report.

use super::*;
use crate::report::{
    Columns, Evidence, EvidenceBar, HistoryCell, Lines, Matrix, Multiple, Pareto, ParetoBar, Ranked, RankedRow, Slice,
    Step, Waterfall,
};

pub(super) const IDS: [&str; 7] = ["opening", "new", "returned", "up", "down", "lost", "closing"];

pub(super) fn steps(lang: Lang, of: &Bridge) -> Vec<Step> {
    let zh = ["", "新客户", "回流", "增加", "减少", "流失", ""];
    let en = ["", "New", "Returned", "Up", "Down", "Lost", ""];
    let name = |at: usize| match at {
        0 => of.0.to_owned(),
        6 => of.1.to_owned(),
        at => either(lang, zh[at], en[at]),
    };
    let under = |n: i64| match lang {
        Lang::Zh | Lang::ZhHant => format!("{n} 家"),
        Lang::En => format!("{n} cust."),
    };
    let step = |at: usize| Step {
        id: IDS[at],
        label: name(at),
        under: under(of.3[at]),
        amount: money(of.2[at]),
        total: at == 0 || at == 6,
    };
    (0..7).map(step).collect()
}

pub(super) fn waterfall(lang: Lang, of: &Bridge, size: Size) -> Chart {
    let finding = either(lang, "从 110.9万 到 201.5万：回流 +135.1万，流失 −65.6万", "From 1.11M to 2.01M");
    let spec =
        Spec::Waterfall(Waterfall { steps: steps(lang, of), scale: money(32_952_000_000), scale_low: Money::ZERO });
    let id = if size == Size::Third { "bridge_year" } else { "bridge" };
    let rows = steps(lang, of).into_iter().map(|step| {
        let value = if step.total { Value::Money(step.amount) } else { Value::Change(step.amount) };
        Row::body(vec![words(&step.label), value])
    });
    let columns = vec![column("step", "", Kind::Name), column("amount", "USD", Kind::Money)];
    let data = table("bridge_steps", String::new(), TableRole::ChartData, columns, rows.collect());
    Chart { table: Some(data), ..chart(id, finding, size, spec) }
}

pub(super) fn history(lang: Lang) -> Chart {
    let mut cells: Vec<HistoryCell> = HISTORY
        .iter()
        .map(|of| HistoryCell {
            label: of.1.to_owned(),
            change: format!(
                "{}{:.1}%",
                if of.2[6] >= of.2[0] { "+" } else { "−" },
                100.0 * (of.2[6] as f64 / of.2[0] as f64 - 1.0).abs()
            ),
            steps: steps(lang, of),
            mark: of.3[1].to_string(),
            strong: of.1 == "2004Q4",
            partial: false,
        })
        .collect();
    let step = |label: &str, raw| Step {
        id: "closing",
        label: label.to_owned(),
        under: String::new(),
        amount: money(raw),
        total: true,
    };
    cells.push(HistoryCell {
        label: "2005Q1".to_owned(),
        change: "−38.6%".to_owned(),
        steps: vec![step(&either(lang, "10 月", "Oct"), PARTIAL.1), step(&either(lang, "1 月", "Jan"), PARTIAL.0)],
        mark: String::new(),
        strong: false,
        partial: true,
    });
    chart("history", either(lang, "新客户逐季减少", "New customers dry up"), Size::Full, Spec::History(cells))
}

pub(super) fn drivers(lang: Lang) -> Chart {
    let mark = |kind: &str| match kind {
        "up" => either(lang, "增加", "Up"),
        "ret" => either(lang, "回流", "Returned"),
        "down" => either(lang, "减少", "Down"),
        _ => either(lang, "流失", "Lost"),
    };
    let row = |(name, kind, raw): &(&str, &str, i64)| RankedRow {
        name: (*name).to_owned(),
        mark: mark(kind),
        amount: money(*raw),
        beside: None,
        neutral: false,
    };
    let ranked = Ranked {
        rows: DRIVERS.iter().map(row).collect(),
        rest: None,
        gains: Some(either(lang, "增加：41 家，合计 +165.1万", "Gains: 41 customers, +1.65M in all")),
        rest_gains: Some(either(lang, "其余 31 家增加，合计 +89.6万", "31 more, +896.0k together")),
        declines: Some(either(lang, "减少：22 家，合计 −74.6万", "Declines: 22 customers, −745.7k in all")),
        rest_declines: Some(either(lang, "其余 12 家减少，合计 −24.1万", "12 more, −241.0k together")),
    };
    chart(
        "drivers",
        either(lang, "前三名只占增加额的 20.9%", "The top three make 20.9% of the gain"),
        Size::TwoThirds,
        Spec::Ranked(ranked),
    )
}

pub(super) fn lines_of_products(lang: Lang) -> Chart {
    let row = |(name, quarter, year): &(&str, i64, i64)| RankedRow {
        name: (*name).to_owned(),
        mark: String::new(),
        amount: money(*quarter),
        beside: Some(format!("{}{:.1}k", if *year < 0 { "−" } else { "+" }, year.abs() as f64 / 1e7)),
        neutral: false,
    };
    let ranked = Ranked { rows: LINES.iter().map(row).collect(), ..Ranked::default() };
    chart("products", either(lang, "产品线环比全升", "All lines rose"), Size::Third, Spec::Ranked(ranked))
}

pub(super) fn evidence(lang: Lang) -> Chart {
    let t = |zh, en| either(lang, zh, en);
    let bar = |label: String, value, ticks| EvidenceBar { label, value: Some(value), ticks };
    let spec = Spec::Evidence(Evidence {
        verdicts: vec![(t("普遍", "Broad"), false), (t("混合", "Mixed"), true), (t("集中", "Concentrated"), false)],
        bars: vec![
            bar(
                t("广度：收入上升的老客户占上季收入", "Breadth of the rise"),
                0.2202,
                vec![(0.6, t("≥ 60% 为普遍", "≥ 60%: broad"))],
            ),
            bar(
                t("第一名占增加额", "Top-1 share of gross gain"),
                0.0887,
                vec![(0.3, t("普遍须 < 30%", "broad: < 30%")), (0.5, t("≥ 50% 为集中", "≥ 50%: concentrated"))],
            ),
            bar(
                t("前三名占增加额", "Top-3 share of gross gain"),
                0.2086,
                vec![(0.75, t("≥ 75% 为集中", "≥ 75%: concentrated"))],
            ),
        ],
        half: Some((t("N50：凑成增加额一半的客户数", "N50: customers that make half the gain"), 11, 41)),
    });
    chart("evidence", t("判定：混合", "Verdict: mixed"), Size::Third, spec)
}

pub(super) fn pareto(lang: Lang) -> Chart {
    let all: i64 = CUSTOMERS.iter().map(|(_, raw, _)| raw).sum();
    let mut together = 0;
    let bars = CUSTOMERS.iter().map(|(name, raw, class)| {
        together += raw;
        ParetoBar {
            name: (*name).to_owned(),
            amount: money(*raw),
            share: *raw as f64 / all as f64,
            together: together as f64 / all as f64,
            class: *class,
        }
    });
    let label = either(lang, "前 45 家 = 80%；共 84 家中的 53.6%", "45 customers = 80%; 53.6% of 84 customers");
    let spec = Spec::Pareto(Pareto { bars: bars.collect(), make_80: 45, classes: [45, 21, 18], label });
    chart(
        "pareto",
        either(lang, "84 家中的 45 家做成 80% 的收入", "45 of 84 customers make 80% of revenue"),
        Size::TwoThirds,
        spec,
    )
}

pub(super) fn doughnut(lang: Lang) -> Chart {
    let all: i64 = CUSTOMERS.iter().map(|(_, raw, _)| raw).sum();
    let mut slices: Vec<Slice> = CUSTOMERS[..5]
        .iter()
        .map(|(name, raw, _)| Slice { name: (*name).to_owned(), share: *raw as f64 / all as f64, rest: false })
        .collect();
    let rest = 1.0 - slices.iter().map(|slice| slice.share).sum::<f64>();
    slices.push(Slice { name: either(lang, "其余 79 家", "79 others"), share: rest, rest: true });
    chart(
        "doughnut",
        either(lang, "前五大合计 21.8%", "The five largest have 21.8%"),
        Size::Third,
        Spec::Doughnut(slices),
    )
}

pub(super) fn shares(lang: Lang) -> Chart {
    let line = |pick: fn(&(&str, f64, f64)) -> f64| SHARES.iter().map(|at| Some(pick(at))).collect();
    let spec = Spec::Lines(Lines {
        categories: SHARES.iter().map(|(label, _, _)| (*label).to_owned()).collect(),
        lines: vec![("CR5".to_owned(), line(|at| at.1)), ("CR10".to_owned(), line(|at| at.2))],
        limit: None,
    });
    chart(
        "shares",
        either(lang, "前五大占比一年下降 0.9 个百分点", "The top-5 share fell 0.9 points in a year"),
        Size::Third,
        spec,
    )
}

pub(super) fn new_customers(lang: Lang) -> Chart {
    let spec = Spec::Columns(Columns {
        categories: HISTORY.iter().map(|of| of.1.to_owned()).collect(),
        values: HISTORY.iter().map(|of| money(of.3[1] * Money::PER_UNIT)).collect(),
        counts: true,
        strong: Some(6),
        last_partial: false,
    });
    chart(
        "new",
        either(lang, "新增 0 家，七季以来第一次", "New: none, the first time in seven quarters"),
        Size::Third,
        spec,
    )
}

pub(super) fn multiples(lang: Lang) -> Chart {
    let cell = |(nth, (name, kind, raw)): (usize, &(&str, &str, i64))| {
        let (_, amounts) = SERIES.iter().find(|(customer, _)| customer == name).unwrap();
        let (tone, sign) = if *raw < 0 { (Tone::Loss, "−") } else { (Tone::Gain, "+") };
        let group = match nth {
            0 => Some(either(lang, "增加最多的 6 家", "Six largest rises")),
            6 => Some(either(lang, "减少最多的 6 家", "Six largest falls")),
            _ => None,
        };
        Multiple {
            name: (*name).to_owned(),
            line: Text::default().with(tone, format!("{sign}{:.1}k ", raw.abs() as f64 / 1e7)).with(Tone::Dim, *kind),
            series: series(amounts, true),
            categories: QUARTERS.iter().map(|quarter| (*quarter).to_owned()).collect(),
            change: money(*raw),
            group,
        }
    };
    let shown = DRIVERS[..6].iter().chain(&DRIVERS[10..16]);
    let spec = Spec::SmallMultiples(shown.enumerate().map(cell).collect());
    chart(
        "trend",
        either(lang, "大起大落多是零散大单，不是趋势", "The big moves are single large orders"),
        Size::Full,
        spec,
    )
}

pub(super) fn classes(lang: Lang) -> Chart {
    let none = either(lang, "无", "none");
    let names: Vec<String> = ["A", "B", "C", &none].map(str::to_owned).to_vec();
    let counts = [[17, 9, 9, 6], [6, 3, 6, 1], [4, 4, 3, 1], [18, 5, 0, 0]];
    let cell = |n: &i32| (if *n == 0 { String::new() } else { n.to_string() }, f64::from(*n));
    let spec = Spec::Matrix(Matrix {
        rows: names.clone(),
        columns: names,
        cells: counts.iter().map(|row| row.iter().map(cell).collect()).collect(),
        totals: false,
        sense: (0..4).map(|row: i8| (0..4).map(|column: i8| (row - column).signum()).collect()).collect(),
    });
    chart("matrix", either(lang, "24 家离开 A 类，28 家进入", "24 left class A, 28 entered it"), Size::Third, spec)
}
