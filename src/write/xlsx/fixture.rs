//! A report of invented figures, for the tests of this writer: every kind of block, and one that nobody has heard of.

use crate::model::{Day, Lang, Money};
use crate::report::{
    Block, Chart, Column, Columns, HistoryCell, Kind, Lines, Pareto, ParetoBar, Ranked, RankedRow, Report, Row,
    RowRole, Section, Series, Size, Slice, Spec, Step, Table, TableRole, Text, Tile, TileChange, Tone, Value,
    Waterfall,
};

pub fn money(cents: i64) -> Money {
    Money::from_raw(cents * 100)
}

pub fn text(words: &str) -> Value {
    Value::Text(words.into())
}

pub fn table(id: &'static str, role: TableRole, columns: Vec<Column>, rows: Vec<Row>) -> Table {
    Table { id, finding: String::new(), subtitle: String::new(), columns, rows, notes: Vec::new(), role, show: None }
}

pub fn column(id: &'static str, label: &str, kind: Kind) -> Column {
    Column { id, period: None, label: label.into(), kind }
}

fn chart(id: &'static str, finding: &str, spec: Spec) -> Chart {
    Chart {
        id,
        finding: finding.into(),
        subtitle: "USD".into(),
        size: Size::Third,
        spec,
        table: None,
        description: finding.into(),
        notes: Vec::new(),
    }
}

/// Amounts in cents of customer `at` in period `period` of eight.
pub fn net(at: usize, period: usize) -> i64 {
    let size = 9_000_000 / (at as i64 + 1);
    match (at + period) % 5 {
        0 if at % 2 == 1 => 0,
        step => size + (step as i64 * 37_211 * (at as i64 % 7)) % 1_500_007,
    }
}

pub const PERIODS: [&str; 8] = ["2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4"];

/// A customer's name, some of them hostile.
pub fn name(at: usize) -> String {
    match at {
        0 => "=1+2".into(),
        1 => "+CMD|' /C calc'!A0".into(),
        2 => "-深圳市恒达电子有限公司".into(),
        3 => "@SUM(A1:A9)".into(),
        4 => "007".into(),
        5 => "Line\nbreak & <tag> \"quoted\" \u{1}".into(),
        _ => format!("Customer {at:02} Trading"),
    }
}

pub fn customers(many: usize) -> Table {
    let mut columns = vec![
        column("customer", "Customer", Kind::Name),
        column("movement", "Kind", Kind::Mark),
        Column { id: "amount", period: Some(PERIODS[7].into()), label: "This 2025Q4".into(), kind: Kind::Money },
        Column { id: "amount", period: Some(PERIODS[6].into()), label: "Last 2025Q3".into(), kind: Kind::Money },
        column("change", "Change", Kind::Change),
        column("change_rate", "Change %", Kind::Percent),
        column("share", "Share", Kind::Share),
        column("rank_change", "Rank move", Kind::RankChange),
        column("series", "8 quarters", Kind::Series),
        column("last_order", "Last order", Kind::Date),
        column("silence", "Silent days", Kind::Days),
        column("happened", "What happened", Kind::Text),
    ];
    for period in PERIODS {
        columns.push(Column { id: "net", period: Some(period.into()), label: period.into(), kind: Kind::Money });
    }
    let total: i64 = (0..many).map(|at| net(at, 7)).sum();
    let rows = (0..many).map(|at| {
        let (now, before) = (net(at, 7), net(at, 6));
        let points = (0..8).map(|period| Some(money(net(at, period)).units())).collect();
        let rate = money(now - before).share_of(money(before));
        let mut cells = vec![
            text(&name(at)),
            text(if now >= before { "Up" } else { "Down" }),
            Value::Money(money(now)),
            Value::Money(money(before)),
            Value::Money(money(now - before)),
            rate.map_or(Value::Word("returned".into()), Value::Ratio),
            money(now).share_of(money(total)).map_or(Value::Empty, Value::Ratio),
            if at % 3 == 0 { Value::Word("new".into()) } else { Value::Count(at as i64 % 5 - 2) },
            Value::Series(Series { points, line: false, last_partial: false, strong: Some(7) }),
            Value::Date(Day::from_ymd(2025, 12, 1 + (at % 28) as i32).unwrap()),
            Value::Count(at as i64),
            text("2 orders, before 1"),
        ];
        cells.extend((0..8).map(|period| Value::Money(money(net(at, period)))));
        Row::body(cells)
    });
    let mut table = table("customers", TableRole::Register, columns, rows.collect());
    table.finding = format!("{many} customers by size of change");
    table
}

const STEPS: [(&str, &str, i64, bool); 7] = [
    ("opening", "2025Q3", 110_939_627, true),
    ("new", "New", 0, false),
    ("returned", "Returned", 135_081_143, false),
    ("up", "Up", 30_022_451, false),
    ("down", "Down", -8_956_540, false),
    ("lost", "Lost", -65_609_189, false),
    ("closing", "2025Q4", 201_477_492, true),
];

fn steps() -> Vec<Step> {
    let under = |total: bool| if total { "46 cust." } else { "8 cust." }.to_owned();
    let step = |(id, label, cents, total): (&'static str, &str, i64, bool)| Step {
        id,
        label: label.into(),
        under: under(total),
        amount: money(cents),
        total,
    };
    STEPS.into_iter().map(step).collect()
}

fn bridge() -> Section {
    let columns = vec![
        column("period", "Quarter", Kind::Text),
        column("opening", "Opening", Kind::Money),
        column("new", "New", Kind::Change),
        column("returned", "Returned", Kind::Change),
        column("up", "Up", Kind::Change),
        column("down", "Down", Kind::Change),
        column("lost", "Lost", Kind::Change),
        column("closing", "Closing", Kind::Money),
        column("change", "Change", Kind::Change),
        column("change_rate", "Change %", Kind::Percent),
    ];
    let mut rows = Vec::new();
    let mut opening = 50_000_001;
    for (at, period) in PERIODS.iter().enumerate().skip(1) {
        let parts = [at as i64 * 1_000_003, 2_000_017, 3_333_333, -1_234_567, -(at as i64) * 900_001];
        let change: i64 = parts.iter().sum();
        let mut cells = vec![text(period), Value::Money(money(opening))];
        cells.extend(parts.map(|part| Value::Money(money(part))));
        cells.extend([Value::Money(money(opening + change)), Value::Money(money(change))]);
        cells.push(Value::Ratio(money(change).units() / money(opening).units()));
        rows.push(Row::body(cells));
        opening += change;
    }
    let mut history = table("bridge_history", TableRole::Secondary, columns, rows);
    history.finding = "Quarter on quarter".into();
    history
        .notes
        .push(Text::plain("Four quarterly bridges do not add up to the yearly one by category, only by total."));
    let mut upright = table(
        "bridge_lines",
        TableRole::Secondary,
        vec![
            column("line", "Line", Kind::Name),
            column("amount", "Amount", Kind::Money),
            column("n", "Customers", Kind::Count),
        ],
        Vec::new(),
    );
    for (_, label, cents, total) in STEPS {
        let value = if total { Value::Money(money(cents)) } else { Value::Change(money(cents)) };
        let role = if total { RowRole::Total } else { RowRole::Body };
        upright.rows.push(Row::of(role, vec![text(label), value, Value::Count(8)]));
    }
    let cell = |at: usize| HistoryCell {
        label: PERIODS[at].into(),
        change: "+1.0%".into(),
        steps: steps(),
        mark: "3".into(),
        strong: at == 7,
        partial: false,
    };
    let waterfall = Waterfall { steps: steps(), scale: money(270_000_000), scale_low: Money::ZERO };
    Section {
        id: "bridge",
        nav: "Bridge".into(),
        finding: "33 returned customers outweigh 17 lost".into(),
        lead: vec![Text::plain("Opening + new + returned + up + down + lost = closing, to the cent")],
        blocks: vec![
            Block::Chart(chart("bridge", "From 1.11M to 2.01M", Spec::Waterfall(waterfall))),
            Block::Chart(chart(
                "history",
                "The heaviest loss was in 2024Q1",
                Spec::History((1..8).map(cell).collect()),
            )),
            Block::Table(upright),
            Block::Table(history),
        ],
    }
}

fn concentration(many: usize) -> Section {
    let mut order: Vec<usize> = (0..many).collect();
    order.sort_by_key(|&at| (-net(at, 7), at));
    let total: i64 = order.iter().map(|&at| net(at, 7)).sum();
    let mut running = 0;
    let bars: Vec<ParetoBar> = order
        .iter()
        .filter(|&&at| net(at, 7) > 0)
        .map(|&at| {
            running += net(at, 7);
            let together = running as f64 / total as f64;
            ParetoBar {
                name: name(at),
                amount: money(net(at, 7)),
                share: net(at, 7) as f64 / total as f64,
                together,
                class: if together < 0.8 { 'A' } else { 'B' },
            }
        })
        .collect();
    let row = |bar: &ParetoBar| {
        Row::body(vec![text(&bar.name), Value::Money(bar.amount), Value::Ratio(bar.share), Value::Ratio(bar.together)])
    };
    let mut list = table(
        "pareto",
        TableRole::ChartData,
        vec![
            column("customer", "Customer", Kind::Name),
            column("amount", "12 months", Kind::Money),
            column("share", "Share", Kind::Share),
            column("together", "Together", Kind::Share),
        ],
        bars.iter().map(row).collect(),
    );
    list.finding = "Customers by 12-month revenue".into();
    let make_80 = bars.iter().position(|bar| bar.together >= 0.8).map_or(0, |at| at + 1);
    let slices = vec![
        Slice { name: name(6), share: 0.4, rest: false },
        Slice { name: name(7), share: 0.35, rest: false },
        Slice { name: "3 others".into(), share: 0.25, rest: true },
    ];
    let values = |from: f64| (0..8).map(|at| Some(from + 0.01 * f64::from(at))).collect::<Vec<_>>();
    let lines = Lines {
        categories: PERIODS.map(String::from).to_vec(),
        lines: vec![("CR5".into(), values(0.2)), ("CR10".into(), values(0.33))],
        limit: None,
    };
    let pareto = Pareto { bars, make_80, classes: [make_80, 3, 0], label: format!("top {make_80} = 80%") };
    let mut pareto = chart("pareto", "Half of the customers make 80%", Spec::Pareto(pareto));
    pareto.table = Some(list);
    Section {
        id: "concentration",
        nav: "Concentration".into(),
        finding: "Revenue is spread".into(),
        lead: Vec::new(),
        blocks: vec![
            Block::Chart(pareto),
            Block::Chart(chart("doughnut", "The five largest have 75%", Spec::Doughnut(slices))),
            Block::Chart(chart("cr", "CR5 and CR10", Spec::Lines(lines))),
            Block::Note(Text::plain("Shares are of customers with a positive net amount.")),
        ],
    }
}

fn matrix(many: usize) -> Section {
    let mut columns = vec![column("customer", "Customer", Kind::Name)];
    for period in PERIODS {
        columns.push(Column { id: "net", period: Some(period.into()), label: period.into(), kind: Kind::Money });
    }
    let line = |label: String, values: Vec<i64>, role| {
        let mut cells = vec![Value::Text(label)];
        cells.extend(values.into_iter().map(|cents| Value::Money(money(cents))));
        Row::of(role, cells)
    };
    let of = |at: usize| (0..8).map(|period| net(at, period)).collect::<Vec<_>>();
    let mut rows: Vec<Row> = (0..many).map(|at| line(name(at), of(at), RowRole::Body)).collect();
    let totals = (0..8).map(|period| (0..many).map(|at| net(at, period)).sum()).collect();
    rows.push(line("Total".into(), totals, RowRole::Total));
    let mut table = table("matrix", TableRole::Matrix, columns, rows);
    table.finding = "Revenue per quarter".into();
    Section {
        id: "matrix",
        nav: "Matrix".into(),
        finding: "Customers by quarter".into(),
        lead: Vec::new(),
        blocks: vec![Block::Table(table)],
    }
}

fn plain_section(id: &'static str, nav: &str, blocks: Vec<Block>) -> Section {
    Section { id, nav: nav.into(), finding: format!("The finding of {nav}"), lead: Vec::new(), blocks }
}

fn tiles() -> Vec<Tile> {
    let tile = |id, label: &str, value, kind, unit: &str| Tile {
        id,
        label: label.into(),
        value,
        kind,
        unit: unit.into(),
        changes: vec![
            TileChange {
                label: "QoQ".into(),
                difference: Text::default().with(Tone::Gain, "+905.4k"),
                relative: Some(Text::default().with(Tone::Gain, "+81.6%")),
            },
            TileChange {
                label: "YoY".into(), difference: Text::default().with(Tone::Loss, "−15.5k"), relative: None
            },
        ],
        history: Series {
            points: vec![None, Some(3.0), Some(5.0), Some(9.0), Some(2.0), Some(4.0)],
            line: false,
            last_partial: true,
            strong: Some(4),
        },
    };
    vec![
        tile("revenue", "Revenue", Value::Money(money(201_477_492)), Kind::Money, ""),
        tile("customers", "Active customers", Value::Count(46), Kind::Count, "家"),
        tile("orders", "Orders", Value::Count(57), Kind::Count, ""),
        tile("average_order", "Average order", Value::Money(money(3_534_693)), Kind::Money, ""),
        tile("nrr", "Net retention (NRR)", Value::Ratio(0.598), Kind::Share, ""),
        tile("cr5", "Top-5 share", Value::Ratio(0.218), Kind::Share, ""),
    ]
}

pub fn account(read: (u64, i64), used: (u64, i64), aside: (u64, i64)) -> Table {
    let columns = vec![
        column("what", "", Kind::Text),
        column("rows", "", Kind::Text),
        column("amount", "", Kind::Money),
        column("note", "", Kind::Text),
    ];
    let lines = [("Read", read), ("Used", used), ("Set aside", aside)];
    let row = |(label, (rows, cents)): (&str, (u64, i64))| {
        Row::body(vec![text(label), text(&format!("{rows} rows")), Value::Money(money(cents)), Value::Empty])
    };
    table("account", TableRole::Facts, columns, lines.into_iter().map(row).collect())
}

/// The detail rows: one per customer and period, and each seventh set aside.
pub fn detail(many: usize) -> Table {
    let columns = vec![
        column("row", "File row", Kind::Count),
        column("order", "Order", Kind::Text),
        column("date", "Date", Kind::Date),
        column("period", "Quarter", Kind::Text),
        column("customer", "Customer", Kind::Name),
        column("quantity", "Quantity", Kind::Number(2)),
        column("amount", "Amount", Kind::Money),
        column("reason", "Set aside for", Kind::Text),
    ];
    let rows = (0..many).map(|at| {
        let aside = at % 7 == 6;
        let cells = vec![
            Value::Count(at as i64 + 2),
            text(&format!("{:06}", at / 3)),
            Value::Date(Day::from_ymd(2025, 1 + (at % 12) as i32, 1 + (at % 28) as i32).unwrap()),
            text(PERIODS[at % 8]),
            text(&name(at % 40)),
            Value::Number((at % 100) as f64 / 4.0),
            Value::Money(money((at as i64 * 7_919) % 1_000_003 - 200_000)),
            if aside { text(if at % 2 == 0 { "bad-date" } else { "future-date" }) } else { Value::Empty },
        ];
        Row::of(if aside { RowRole::Muted } else { RowRole::Body }, cells)
    });
    let mut table = table("detail", TableRole::Register, columns, rows.collect());
    table.finding = format!("{many} order lines, every one accounted for");
    table
}

/// A report with this many customers, its bridges and history.
pub fn report(lang: Lang, many: usize) -> Report {
    let change_rows = (0..6.min(many)).map(|at| {
        let (now, before) = (net(at, 7), net(at, 6));
        Row::body(vec![
            Value::Count(at as i64 + 1),
            text(&name(at)),
            text("Up"),
            text("A"),
            Value::Money(money(before)),
            Value::Money(money(now)),
            Value::Money(money(now - before)),
            text("4 orders, 1 before"),
        ])
    });
    let mut changes = table(
        "top_changes",
        TableRole::Secondary,
        vec![
            column("rank", "", Kind::Count),
            column("customer", "Customer", Kind::Name),
            column("movement", "Kind", Kind::Mark),
            column("class", "Class", Kind::Mark),
            column("before", "2025Q3", Kind::Money),
            column("now", "2025Q4", Kind::Money),
            column("change", "Change", Kind::Change),
            column("happened", "What happened", Kind::Text),
        ],
        change_rows.collect(),
    );
    changes.finding = "The ten largest changes".into();
    let ranked = Ranked {
        rows: [("Up & Co", 5_000_000), ("Down Ltd", -3_000_000)]
            .map(|(name, cents)| RankedRow {
                name: name.into(),
                mark: "up".into(),
                amount: money(cents),
                beside: None,
                neutral: false,
            })
            .to_vec(),
        ..Ranked::default()
    };
    let columns = Columns {
        categories: PERIODS.map(String::from).to_vec(),
        values: (0..8).map(|period| money((0..many).map(|at| net(at, period)).sum())).collect(),
        counts: false,
        strong: Some(6),
        last_partial: true,
    };
    let aside = table(
        "reasons",
        TableRole::Facts,
        vec![column("reason", "Reason", Kind::Text), column("rows", "Rows", Kind::Count)],
        vec![Row::body(vec![text("future-date"), Value::Count(3)])],
    );
    Report {
        lang,
        command: "report",
        title: "Customer revenue, Q4 2025".into(),
        company: Some("Scale models".into()),
        facts: vec![("Period".into(), "2025-10-01 to 2025-12-31".into()), ("As of".into(), "2026-01-31".into())],
        period: "2025Q4".into(),
        as_of: Day::from_ymd(2026, 1, 31).unwrap(),
        currency: Some("USD".into()),
        decimals: 2,
        verdict: Text::plain("Revenue was ").with(Tone::Strong, "2.01M").with(Tone::Gain, " +905.4k"),
        findings: vec![Text::plain("One customer is above 10%.")],
        numbered: true,
        tiles: tiles(),
        tiles_note: Some(Text::plain("Small charts: eight quarters")),
        notices: vec![Text::plain("379 rows are dated after the as-of day.")],
        sections: vec![
            bridge(),
            plain_section(
                "drivers",
                "Drivers",
                vec![
                    Block::Chart(chart("drivers", "The largest", Spec::Ranked(ranked))),
                    Block::Chart(chart("revenue", "Revenue", Spec::Columns(columns))),
                ],
            ),
            plain_section("top", "Top 10", vec![Block::Table(changes), Block::Table(customers(many))]),
            concentration(many),
            matrix(many),
            plain_section(
                "weather",
                "Weather: wind/rain",
                vec![Block::Table(aside.clone()), Block::Note(Text::plain("Dry."))],
            ),
            plain_section("audit", "Audit", vec![Block::Table(aside)]),
        ],
        primary: table("report", TableRole::Primary, Vec::new(), Vec::new()),
        account: account((0, 0), (0, 0), (0, 0)),
        data: serde_json::Value::Null,
    }
}
