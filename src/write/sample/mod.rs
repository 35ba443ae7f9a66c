//! A whole report for the tests of writers: every chart and every role of a table, with the figures of a real quarter.

mod charts;
mod figures;
mod sections;
mod tables;

use crate::model::{Day, Lang, Money};
use crate::report::{
    Chart, Column, Fact, Kind, Report, Row, RowRole, Series, Size, Spec, Table, TableRole, Text, Tile, TileChange,
    Tone, Value,
};

pub use figures::*;

/// Gives money of ten-thousandths.
pub fn money(raw: i64) -> Money {
    Money::from_raw(raw)
}

/// Gives one of two wordings.
pub fn either(lang: Lang, zh: &str, en: &str) -> String {
    match lang {
        Lang::Zh | Lang::ZhHant => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}

/// Makes a chart.
pub fn chart(id: &'static str, finding: String, size: Size, spec: Spec) -> Chart {
    let description = format!("{finding} (description)");
    Chart { id, finding, subtitle: "USD, 2004Q4".to_owned(), size, spec, table: None, description, notes: Vec::new() }
}

/// Makes a table.
pub fn table(id: &'static str, finding: String, role: TableRole, columns: Vec<Column>, rows: Vec<Row>) -> Table {
    Table {
        id,
        finding,
        subtitle: "USD".to_owned(),
        columns,
        rows,
        notes: Vec::new(),
        role,
        show: None,
        choices: Vec::new(),
    }
}

/// Makes a column.
pub fn column(id: &'static str, label: &str, kind: Kind) -> Column {
    Column { id, period: None, label: label.to_owned(), kind }
}

/// Makes a cell of words.
pub fn words(text: &str) -> Value {
    Value::Text(text.into())
}

fn series(raw: &[i64], partial: bool) -> Series {
    let points = raw.iter().map(|amount| Some(money(*amount).units())).collect();
    Series { points, line: false, last_partial: partial, strong: Some(7) }
}

fn tile(id: &'static str, label: String, value: Value, kind: Kind, history: Series) -> Tile {
    let change = |label: &str, tone, difference: &str, relative: &str| TileChange {
        label: label.to_owned(),
        difference: Text::default().with(tone, difference),
        by: Value::Empty,
        relative: Some(Text::default().with(tone, relative)),
    };
    let changes = vec![change("QoQ", Tone::Gain, "+905.4k", "+81.6%"), change("YoY", Tone::Loss, "−422", "−1.2%")];
    Tile { id, label, value, kind, unit: String::new(), changes, history }
}

fn tiles(lang: Lang) -> Vec<Tile> {
    let t = |zh, en| either(lang, zh, en);
    let counts = Series { points: ACTIVE.iter().map(|n| Some(*n as f64)).collect(), ..series(&TOTALS, true) };
    let line = Series {
        points: SHARES.iter().map(|(_, share, _)| Some(*share)).collect(),
        line: true,
        last_partial: false,
        strong: None,
    };
    vec![
        tile("revenue", t("收入", "Revenue"), Value::Money(money(TOTALS[7])), Kind::Money, series(&TOTALS, true)),
        Tile {
            unit: t("家", ""),
            ..tile("customers", t("下单客户", "Active customers"), Value::Count(46), Kind::Count, counts)
        },
        tile("nrr", t("上季客户净留存 NRR", "Net retention (NRR)"), Value::Ratio(0.598), Kind::Share, line),
    ]
}

/// Gives the report.
pub fn report(lang: Lang) -> Report {
    let t = |zh, en| either(lang, zh, en);
    let account = table(
        "account",
        String::new(),
        TableRole::Secondary,
        vec![
            column("where", &t("去向", "Where"), Kind::Name),
            column("rows", &t("行数", "Rows"), Kind::Count),
            column("amount", &t("金额", "Amount"), Kind::Money),
        ],
        vec![
            Row::body(vec![words(&t("读入", "Read")), Value::Count(2823), Value::Money(money(100_326_288_500))]),
            Row::body(vec![words(&t("计入", "Used")), Value::Count(2444), Value::Money(money(85_806_393_000))]),
            Row::of(RowRole::Total, vec![words(&t("差额", "Difference")), Value::Count(0), Value::Money(Money::ZERO)]),
        ],
    );
    let verdict = Text::plain(t("收入 ", "Revenue was "))
        .with(Tone::Strong, t("201.5万", "2.01M"))
        .with(Tone::Plain, t("，比上季 ", ", "))
        .with(Tone::Gain, t("+90.5万", "+905.4k"))
        .with(Tone::Plain, t("；上季 30 家客户中有 ", "; "))
        .with(Tone::Strong, t("17 家", "17 of the 30"))
        .with(Tone::Plain, t("没有再下单（", " customers of last quarter did not order ("))
        .with(Tone::Loss, t("−65.6万", "−656.1k"))
        .with(Tone::Plain, t("）。", ")."));
    Report {
        lang,
        command: "report",
        title: t("2004 年第四季度客户收入报告", "Customer revenue, Q4 2004"),
        company: Some(t("车模批发商（样例）", "Scale-model wholesaler (sample)")),
        facts: vec![
            Fact::new(t("期间", "Period"), t("2004-10-01 至 2004-12-31", "2004-10-01 to 2004-12-31")),
            Fact::new(t("报告日", "As of"), "2005-01-31"),
            Fact::files(t("文件", "File"), "sales_data_sample.cp850.csv"),
        ],
        period: "2004Q4".to_owned(),
        as_of: Day::from_ymd(2005, 1, 31).unwrap(),
        currency: Some("USD".to_owned()),
        decimals: 2,
        alert: None,
        verdict,
        findings: Vec::new(),
        drawn_from: Vec::new(),
        numbered: true,
        tiles: tiles(lang),
        tiles_note: Some(Text::plain(t("小图为 2003Q1 至 2004Q4。", "Small charts: eight quarters."))),
        notices: vec![Text::plain(t(
            "379 行的日期晚于报告日，已搁置。",
            "379 rows are dated after the as-of day; they are set aside.",
        ))],
        sections: sections::all(lang),
        primary: account.clone(),
        account,
        data: serde_json::Value::Null,
        written: None,
    }
}
