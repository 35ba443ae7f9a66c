//! The tables of the sample report.

use super::*;

pub(super) fn bridge_lines(lang: Lang) -> Table {
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

pub(super) fn top(lang: Lang) -> Table {
    let t = |zh, en| either(lang, zh, en);
    let mut sorted: Vec<_> = SERIES.iter().collect();
    sorted.sort_by_key(|(_, amounts)| -amounts[7]);
    let row = |(rank, (name, amounts)): (usize, &&(&str, [i64; 9]))| {
        let change = money(amounts[7] - amounts[6]);
        let relative =
            change.share_of(money(amounts[6])).map_or(Value::Word(t("回流", "returned").into()), Value::Ratio);
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
                Value::Series(series(&amounts[..8], false).into()),
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

pub(super) fn alerts(lang: Lang) -> Table {
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
                Lang::Zh | Lang::ZhHant => format!("已 {silent} 天没有下单，高出前 7 季的正常上限"),
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

pub(super) fn lost(lang: Lang) -> Table {
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

pub(super) fn pivot(lang: Lang) -> Table {
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

pub(super) fn rules(lang: Lang) -> Table {
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
