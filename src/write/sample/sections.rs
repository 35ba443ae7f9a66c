//! The sections of the sample report.

use super::*;
use crate::report::{
    Block, Columns, Evidence, EvidenceBar, HistoryCell, Lines, Matrix, Multiple, Pareto, ParetoBar, Ranked, RankedRow,
    Section, Slice, Step, Waterfall,
};

const IDS: [&str; 7] = ["opening", "new", "returned", "up", "down", "lost", "closing"];

fn steps(lang: Lang, of: &Bridge) -> Vec<Step> {
    let zh = ["", "新客户", "回流", "增加", "减少", "流失", ""];
    let en = ["", "New", "Returned", "Up", "Down", "Lost", ""];
    let name = |at: usize| match at {
        0 => of.0.to_owned(),
        6 => of.1.to_owned(),
        at => either(lang, zh[at], en[at]),
    };
    let under = |n: i64| match lang {
        Lang::Zh => format!("{n} 家"),
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

fn waterfall(lang: Lang, of: &Bridge, size: Size) -> Chart {
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

fn history(lang: Lang) -> Chart {
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

fn drivers(lang: Lang) -> Chart {
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

fn lines_of_products(lang: Lang) -> Chart {
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

fn evidence(lang: Lang) -> Chart {
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

fn pareto(lang: Lang) -> Chart {
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

fn doughnut(lang: Lang) -> Chart {
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

fn shares(lang: Lang) -> Chart {
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

fn new_customers(lang: Lang) -> Chart {
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

fn multiples(lang: Lang) -> Chart {
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

fn classes(lang: Lang) -> Chart {
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

fn bridge_lines(lang: Lang) -> Table {
    let t = |zh, en| either(lang, zh, en);
    let mut columns = vec![column("line", &t("项目", "Item"), Kind::Name)];
    for (at, label) in [t("环比金额", "On the quarter"), t("同比金额", "On the year")].iter().enumerate() {
        let period = Some(BRIDGES[at].0.to_owned());
        columns.push(Column { period: period.clone(), ..column("amount", label, Kind::Money) });
        columns
            .push(Column {
                period: period.clone(), ..column("of_opening", &t("占期初", "of opening"), Kind::Percent)
            });
        columns.push(Column { period, ..column("customers", &t("客户", "Cust."), Kind::Count) });
    }
    let row = |at: usize, name: String, role| {
        let mut cells = vec![words(&name)];
        for of in BRIDGES {
            let ratio = of.2[at] as f64 / of.2[0] as f64;
            cells.push(if at == 0 || at == 6 { Value::Money(money(of.2[at])) } else { Value::Change(money(of.2[at])) });
            cells.push(if at == 0 { Value::Empty } else { Value::Ratio(ratio) });
            cells.push(Value::Count(of.3[at]));
        }
        Row::of(role, cells)
    };
    let names = [
        t("期初收入", "Opening"),
        t("新客户", "New"),
        t("回流", "Returned"),
        t("增加", "Up"),
        t("减少", "Down"),
        t("流失", "Lost"),
        t("期末收入", "Closing"),
    ];
    let rows = names
        .into_iter()
        .enumerate()
        .map(|(at, name)| row(at, name, if at == 6 { RowRole::Total } else { RowRole::Body }));
    table(
        "bridge_lines",
        t("五项相加等于 +905,378.65", "Five parts add up to +905,378.65"),
        TableRole::Secondary,
        columns,
        rows.collect(),
    )
}

fn top(lang: Lang) -> Table {
    let t = |zh, en| either(lang, zh, en);
    let mut sorted: Vec<_> = SERIES.iter().collect();
    sorted.sort_by_key(|(_, amounts)| -amounts[7]);
    let row = |(rank, (name, amounts)): (usize, &&(&str, [i64; 9]))| {
        let change = money(amounts[7] - amounts[6]);
        let relative = change.share_of(money(amounts[6])).map_or(Value::Word(t("回流", "returned")), Value::Ratio);
        Row {
            hot: if rank < 3 { vec!["trend"] } else { Vec::new() },
            ..Row::body(vec![
                Value::Count(rank as i64 + 1),
                words(name),
                words("A"),
                Value::Money(money(amounts[7])),
                Value::Money(money(amounts[6])),
                Value::Money(change),
                relative,
                Value::Ratio(amounts[7] as f64 / TOTALS[7] as f64),
                Value::Count(rank as i64 - 4),
                Value::Series(series(&amounts[..8], false)),
                words(&t("突增", "Surge")),
            ])
        }
    };
    let columns = vec![
        column("rank", "#", Kind::Count),
        column("customer", &t("客户", "Customer"), Kind::Name),
        column("class", &t("级", "Class"), Kind::Mark),
        column("now", "2004Q4", Kind::Money),
        column("before", "2004Q3", Kind::Money),
        column("change", &t("变化", "Change"), Kind::Change),
        column("percent", &t("变化率", "%"), Kind::Percent),
        column("share", &t("占比", "Share"), Kind::Share),
        column("rank_change", &t("名次", "Rank"), Kind::RankChange),
        column("series", &t("8 季", "8 quarters"), Kind::Series),
        column("trend", &t("走势", "Trend"), Kind::Mark),
    ];
    let mut rows: Vec<Row> = sorted[..10].iter().enumerate().map(row).collect();
    let mut total = vec![Value::Empty, words(&t("全部客户", "All customers")), Value::Empty];
    total.extend([TOTALS[7], TOTALS[6], TOTALS[7] - TOTALS[6]].map(|raw| Value::Money(money(raw))));
    total.extend([Value::Ratio(0.816), Value::Ratio(1.0), Value::Empty, Value::Empty, Value::Empty]);
    rows.push(Row::of(RowRole::Total, total));
    table(
        "top",
        t("Euro Shopping Channel 一家 +14.6万", "Euro Shopping Channel alone added +146.5k"),
        TableRole::Register,
        columns,
        rows,
    )
}

fn alerts(lang: Lang) -> Table {
    let t = |zh, en| either(lang, zh, en);
    let name = |kind: &str| match kind {
        "over" => t("逾期", "Overdue"),
        "late" => t("偏晚", "Late"),
        _ => t("突增", "Surge"),
    };
    let row = |(kind, customer, class, silent, last, revenue): &(&'static str, &str, &str, i64, i32, i64)| Row {
        group: Some(kind),
        hot: if *kind == "over" { vec!["alert"] } else { Vec::new() },
        ..Row::body(vec![
            words(&name(kind)),
            words(customer),
            words(class),
            words(&match lang {
                Lang::Zh => format!("已 {silent} 天没有下单，高出前 7 季的正常上限"),
                Lang::En => format!("Silent for {silent} days, above the normal limit of the 7 quarters before"),
            }),
            Value::Date(Day::from_number(*last)),
            Value::Money(money(*revenue)),
        ])
    };
    let columns = vec![
        column("alert", &t("提醒", "Alert"), Kind::Mark),
        column("customer", &t("客户", "Customer"), Kind::Name),
        column("class", &t("级", "Class"), Kind::Mark),
        column("reason", &t("依据", "Reason"), Kind::Text),
        column("last_order", &t("上次下单", "Last order"), Kind::Date),
        column("revenue", &t("近 12 个月", "Last 12 months"), Kind::Money),
    ];
    let rows = ALERTS.iter().map(row).collect();
    Table {
        show: Some(12),
        ..table("alerts", t("跟进清单：20 条提醒", "Follow-up list: 20 alerts"), TableRole::Register, columns, rows)
    }
}

fn lost(lang: Lang) -> Table {
    let t = |zh, en| either(lang, zh, en);
    let row = |(name, raw, last): &(&str, i64, i32)| {
        Row::body(vec![words(name), Value::Money(money(*raw)), Value::Date(Day::from_number(*last))])
    };
    let columns = vec![
        column("customer", &t("客户", "Customer"), Kind::Name),
        column("amount", &t("金额", "Amount"), Kind::Change),
        column("last", &t("末单", "Last order"), Kind::Date),
    ];
    let rows = LOST.iter().map(row).collect();
    Table {
        show: Some(10),
        ..table("lost", t("流失 17 家，−65.6万", "Lost: 17, −656.1k"), TableRole::Register, columns, rows)
    }
}

fn pivot(lang: Lang) -> Table {
    let t = |zh, en| either(lang, zh, en);
    let mut columns = vec![column("customer", &t("客户", "Customer"), Kind::Name)];
    for (at, quarter) in QUARTERS.iter().enumerate() {
        let label = if at == 8 { format!("{quarter}*") } else { (*quarter).to_owned() };
        columns.push(Column { period: Some((*quarter).to_owned()), ..column("amount", &label, Kind::Money) });
    }
    columns.push(column("twelve_months", &t("近 12 个月", "12 months"), Kind::Money));
    let cells = |name: &str, amounts: &[i64; 9]| {
        let year: i64 = amounts[4..8].iter().sum();
        let all = amounts.iter().chain([&year]).map(|raw| Value::Money(money(*raw)));
        [words(name)].into_iter().chain(all).collect::<Vec<Value>>()
    };
    let mut rows: Vec<Row> = SERIES[..20].iter().map(|(name, amounts)| Row::body(cells(name, amounts))).collect();
    rows.push(Row::of(RowRole::Total, cells(&t("合计", "Total"), &TOTALS)));
    table("matrix", t("平均每季 27 家下单", "On average 27 order in a quarter"), TableRole::Matrix, columns, rows)
}

fn rules(lang: Lang) -> Table {
    let t = |zh, en| either(lang, zh, en);
    let row = |(label, text): (String, String)| Row::body(vec![words(&label), words(&text)]);
    let all = vec![
        (t("活跃", "Active"), t("当期有大于零的行", "a row above zero in the period")),
        (t("回流", "Returned"), t("上期不活跃、更早活跃过", "not active in the period before, but earlier")),
        (t("退货", "Returns"), t("负数行，记在其本身日期的季度", "negative rows, in the quarter of their own date")),
        (
            t("趋势", "Trend"),
            t("Mann-Kendall 双侧 p ≤ 0.05，至少 5 季", "Mann-Kendall, two-sided p ≤ 0.05, at least 5 quarters"),
        ),
        (t("逾期", "Overdue"), t("静默天数 > 2 × 下单间隔中位数", "silence > 2 × median interval")),
        (t("集中度", "Concentration"), t("滚动 12 个月", "rolling 12 months")),
        (t("重复", "Duplicates"), t("同一文件内不去重", "nothing dropped inside one file")),
    ];
    let columns = vec![column("rule", "", Kind::Name), column("value", "", Kind::Text)];
    table("rules", t("本报告的口径", "Rules in force"), TableRole::Facts, columns, all.into_iter().map(row).collect())
}

fn section(id: &'static str, nav: String, finding: String, blocks: Vec<Block>) -> Section {
    Section { id, nav, finding, lead: Vec::new(), blocks }
}

/// Gives all sections.
pub fn all(lang: Lang) -> Vec<Section> {
    let t = |zh, en| either(lang, zh, en);
    let (one, two) = (Block::Chart, Block::Table);
    vec![
        Section {
            lead: vec![Text::plain(t(
                "第四季度是旺季：上年同季环比 +186.4%。",
                "The fourth quarter is the season: a year ago it rose +186.4%.",
            ))],
            ..section(
                "bridge",
                t("收入桥", "Bridge"),
                t("33 家回流客户盖过 17 家流失，同比只增 8.3%", "33 returning customers outweigh 17 lost"),
                vec![
                    one(waterfall(lang, &BRIDGES[0], Size::TwoThirds)),
                    one(waterfall(lang, &BRIDGES[1], Size::Third)),
                    two(bridge_lines(lang)),
                    one(history(lang)),
                ],
            )
        },
        section(
            "drivers",
            t("变化原因", "What explains it"),
            t("涨幅不靠某一家，也不是普遍上涨", "The rise hangs on no single customer"),
            vec![
                one(drivers(lang)),
                one(evidence(lang)),
                one(lines_of_products(lang)),
                Block::Note(Text::plain(t("退货记在其本身日期。", "Credits stand on their own date."))),
            ],
        ),
        section(
            "top",
            t("前十客户", "Top 10"),
            t("前十名占 42.3%", "The top ten make 42.3% of revenue"),
            vec![two(top(lang))],
        ),
        section(
            "concentration",
            t("集中度", "Concentration"),
            t("收入分散", "Revenue is spread"),
            vec![one(pareto(lang)), one(doughnut(lang)), one(shares(lang))],
        ),
        section(
            "trend",
            t("趋势与提醒", "Trends and alerts"),
            t("13 家突增，2 家逾期", "13 surges, 2 overdue"),
            vec![one(multiples(lang)), two(alerts(lang))],
        ),
        section(
            "movements",
            t("流失", "Movements"),
            t("流失的 17 家带走 65.6万", "17 lost customers took 656.1k"),
            vec![two(lost(lang)), one(new_customers(lang)), one(classes(lang))],
        ),
        section(
            "matrix",
            t("客户 × 季度", "Customer by quarter"),
            t("92 家客户", "92 customers"),
            vec![two(pivot(lang))],
        ),
        section(
            "rules",
            t("数据与口径", "Data and rules"),
            t("2,823 行都有去处", "All 2,823 rows are accounted for"),
            vec![two(rules(lang))],
        ),
    ]
}
