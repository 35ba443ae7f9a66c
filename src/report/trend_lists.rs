//! What `trend` lists on a terminal: who rises or falls, who surged or plunged, who falls in a row, who is overdue.

use super::alerts;
use super::telling::{Telling, count, date, number, plain_column, table, text};
use super::trend::{moves, usual_limit};
use super::words::labels::Label;
use super::words::speech::rounded;
use super::{Kind, Row, Table, TableRole, Value};
use crate::analyse::{CadenceClass, Signal, SignalRule, Trend};
use crate::model::Money;

/// How many customers each table of `trend` lists where `--top` says nothing.
const SHOWN: usize = 10;

/// Gives the tables that `trend` shows on a terminal: directions, surges, plunges, streaks, overdue customers.
pub(crate) fn tables(t: &Telling<'_>) -> Vec<Table> {
    let all = &t.subject.analysis.trends.customers;
    let shown = t.top(SHOWN);
    let last = |trend: &&Trend| trend.series.last().copied().unwrap_or(Money::ZERO);
    let mut tables = Vec::new();
    let mut directed: Vec<&Trend> = all.iter().filter(|trend| moves(trend)).collect();
    let slope = |trend: &Trend| trend.test.as_ref().map_or(0.0, |test| test.slope);
    directed.sort_by(|a, b| {
        let size = slope(b).abs().total_cmp(&slope(a).abs());
        b.certain.cmp(&a.certain).then(size).then_with(|| t.key(a.customer).cmp(t.key(b.customer)))
    });
    let labels = t.recent_labels();
    if !directed.is_empty() {
        let mut table = table("moving", TableRole::Secondary);
        table.columns = vec![
            plain_column("customer", t.words.moving_head(directed.len().min(shown), directed.len()), Kind::Name),
            t.column("direction", Label::Trend, Kind::Mark),
            t.column("slope", Label::PerPeriod, Kind::Change),
            plain_column("series", t.words.span(&labels), Kind::Series),
        ];
        for trend in directed.iter().take(shown) {
            table.rows.push(Row::body(vec![
                t.name_cell(trend.customer),
                text(t.words.moving(trend.direction, trend.certain)),
                Value::Change(rounded(slope(trend))),
                Value::Series(t.series(trend.customer).into()),
            ]));
        }
        tables.push(table);
    }
    for signal in [Signal::Surge, Signal::Plunge] {
        let mut fired: Vec<&Trend> = all.iter().filter(|trend| trend.signal == signal).collect();
        if fired.is_empty() {
            continue;
        }
        let distance = |trend: &Trend| {
            let usual = trend.mean_before.or(trend.usual).unwrap_or(0.0);
            (trend.series.last().map_or(0.0, |amount| amount.units()) - usual).abs()
        };
        fired
            .sort_by(|a, b| distance(b).total_cmp(&distance(a)).then_with(|| t.key(a.customer).cmp(t.key(b.customer))));
        let mut table = table(if signal == Signal::Surge { "surged" } else { "plunged" }, TableRole::Secondary);
        table.columns = vec![
            plain_column(
                "customer",
                t.words.signal_head(signal, t.period(), fired.len().min(shown), fired.len()),
                Kind::Name,
            ),
            t.column("amount", Label::Revenue, Kind::Money),
            t.column("usual", Label::Usual, Kind::Money),
            t.column("signal_rule", Label::Rule, Kind::Text),
            plain_column("series", t.words.span(&labels), Kind::Series),
        ];
        for trend in fired.iter().take(shown) {
            table.rows.push(Row::body(vec![
                t.name_cell(trend.customer),
                Value::Money(last(trend)),
                usual(trend).map_or(Value::Empty, |usual| Value::Money(rounded(usual))),
                trend.signal_rule.map_or(Value::Empty, |rule| text(t.words.signal_rule(signal, rule))),
                Value::Series(t.series(trend.customer).into()),
            ]));
        }
        tables.push(table);
    }
    tables.extend(streaks(t, shown));
    tables.extend(overdue(t, shown));
    tables
}

/// Gives what was usual, by the rule that fired: the limit, or the median that the plain rule doubles and halves.
fn usual(trend: &Trend) -> Option<f64> {
    if trend.signal_rule == Some(SignalRule::Plain) { trend.usual } else { usual_limit(trend) }
}

fn streaks(t: &Telling<'_>, shown: usize) -> Option<Table> {
    let all = &t.subject.analysis.trends.customers;
    let mut down: Vec<&Trend> = all.iter().filter(|trend| trend.streak >= alerts::STREAK).collect();
    if down.is_empty() {
        return None;
    }
    let last = |trend: &Trend| trend.series.last().copied().unwrap_or(Money::ZERO);
    let first = |trend: &Trend| trend.series.iter().rev().nth(trend.streak).copied().unwrap_or(Money::ZERO);
    down.sort_by(|a, b| {
        let fall = |trend: &Trend| first(trend) - last(trend);
        fall(b).cmp(&fall(a)).then_with(|| t.key(a.customer).cmp(t.key(b.customer)))
    });
    let mut table = table("streaks", TableRole::Secondary);
    table.columns = vec![
        plain_column("customer", t.words.streak_head(down.len().min(shown), down.len()), Kind::Name),
        t.column("streak", Label::Falls, Kind::Count),
        t.column("change", Label::Change, Kind::Change),
        t.column("amount", Label::Revenue, Kind::Money),
        plain_column("series", t.words.span(&t.recent_labels()), Kind::Series),
    ];
    for trend in down.iter().take(shown) {
        table.rows.push(Row::body(vec![
            t.name_cell(trend.customer),
            count(trend.streak),
            Value::Change(last(trend) - first(trend)),
            Value::Money(last(trend)),
            Value::Series(t.series(trend.customer).into()),
        ]));
    }
    Some(table)
}

fn overdue(t: &Telling<'_>, shown: usize) -> Option<Table> {
    let all = &t.subject.analysis.trends.customers;
    let mut late: Vec<&Trend> = all.iter().filter(|trend| trend.cadence.class == CadenceClass::Overdue).collect();
    if late.is_empty() {
        return None;
    }
    let ratio = |trend: &Trend| trend.cadence.ratio.unwrap_or(0.0);
    late.sort_by(|a, b| ratio(b).total_cmp(&ratio(a)).then_with(|| t.key(a.customer).cmp(t.key(b.customer))));
    let mut table = table("overdue", TableRole::Secondary);
    table.columns = vec![
        plain_column("customer", t.words.overdue_head(t.as_of(), late.len().min(shown), late.len()), Kind::Name),
        t.column("last_order", Label::LastOrder, Kind::Date),
        t.column("silence", Label::SilentFor, Kind::Days),
        t.column("interval", Label::UsualGap, Kind::Days),
        plain_column("ratio", "", Kind::Count),
    ];
    for trend in late.iter().take(shown) {
        table.rows.push(Row::body(vec![
            t.name_cell(trend.customer),
            date(trend.cadence.last_order),
            trend.cadence.silence.map_or(Value::Empty, |days| Value::Count(i64::from(days))),
            number(trend.cadence.median_interval),
            Value::Word(t.words.overdue_by(ratio(trend), trend.cadence.seasonal).into()),
        ]));
    }
    Some(table)
}
