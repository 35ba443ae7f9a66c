//! Direction, surge and plunge, cadence: the section, its alerts, and what `trend` shows of all customers.

use super::alerts;
use super::multiples::multiples;
use super::telling::{Telling, count, date, number, plain_column, ratio, table, text};
use super::words::labels::Label;
use super::{Block, Kind, Row, Section, Table, TableRole, Text, Value};
use crate::analyse::{CadenceClass, Direction, Signal, SignalRule, Trend};

/// How many customers are what.
#[derive(Clone, Debug, Default)]
pub struct TrendCounts {
    pub all: usize,
    pub tested: usize,
    pub rising: usize,
    pub falling: usize,
    pub steady: usize,
    pub irregular: usize,
    pub too_few: usize,
    /// Rising and falling ones that survive Benjamini–Hochberg.
    pub certain: usize,
    pub surges: usize,
    pub plunges: usize,
    pub on_time: usize,
    pub late: usize,
    pub overdue: usize,
    /// Of the overdue ones, those whose silence is that of the same months of earlier years.
    pub seasonal: usize,
    pub few_days: usize,
    /// Whether cadences are known.
    pub cadence: bool,
    /// The first rising or falling customers by name, certain ones first.
    pub moving: Vec<String>,
}

impl TrendCounts {
    /// Counts all trends.
    pub(crate) fn of(t: &Telling<'_>) -> TrendCounts {
        let trends = &t.subject.analysis.trends;
        let all = &trends.customers;
        let direction = |wanted| all.iter().filter(|trend| trend.direction == wanted).count();
        let cadence = |wanted| all.iter().filter(|trend| trend.cadence.class == wanted).count();
        let signal = |wanted| all.iter().filter(|trend| trend.signal == wanted).count();
        let mut moving: Vec<&Trend> = all.iter().filter(|trend| moves(trend)).collect();
        moving.sort_by_key(|trend| (!trend.certain, t.key(trend.customer)));
        TrendCounts {
            all: all.len(),
            tested: trends.tested,
            rising: direction(Direction::Rising),
            falling: direction(Direction::Falling),
            steady: direction(Direction::Steady),
            irregular: direction(Direction::Irregular),
            too_few: direction(Direction::TooFew),
            certain: trends.certain,
            surges: signal(Signal::Surge),
            plunges: signal(Signal::Plunge),
            on_time: cadence(CadenceClass::OnTime),
            late: cadence(CadenceClass::Late),
            overdue: cadence(CadenceClass::Overdue),
            seasonal: all.iter().filter(|trend| trend.cadence.seasonal).count(),
            few_days: cadence(CadenceClass::TooFew),
            cadence: t.has_orders(),
            moving: moving.iter().take(3).map(|trend| t.told(trend.customer).into_owned()).collect(),
        }
    }
}

/// Says whether the customer's direction is a rise or a fall.
pub(crate) fn moves(trend: &Trend) -> bool {
    matches!(trend.direction, Direction::Rising | Direction::Falling)
}

/// Gives the section.
pub(crate) fn section(t: &Telling<'_>) -> Section {
    let counts = TrendCounts::of(t);
    let mut section = Section {
        id: "trend",
        nav: t.label(Label::NavTrend),
        finding: finding(t),
        lead: vec![t.words.trend_verdict(&counts), Text::plain(t.words.direction_line(&counts))],
        blocks: Vec::new(),
    };
    if t.has_orders() {
        section.lead.push(Text::plain(t.words.cadence_line(&counts)));
    }
    section.blocks.extend(t.subject.analysis.bridge.as_ref().and_then(|bridge| multiples(t, bridge)).map(Block::Chart));
    section.blocks.push(Block::Table(alerts::register(t)));
    section.blocks.push(Block::Table(tidy(t, TableRole::Data)));
    section
}

/// Says what stands out, in one line.
pub(crate) fn finding(t: &Telling<'_>) -> String {
    t.words.trend_finding(&TrendCounts::of(t))
}

/// Gives the line that a value is usually below (or above), by the rule that fired.
pub(crate) fn usual_limit(trend: &Trend) -> Option<f64> {
    match (trend.signal, trend.signal_rule) {
        (Signal::Surge, Some(SignalRule::Limits)) => trend.upper,
        (Signal::Plunge, Some(SignalRule::Limits)) => trend.lower,
        (Signal::Surge, Some(SignalRule::Plain)) => trend.usual.map(|usual| usual * 2.0),
        (Signal::Plunge, Some(SignalRule::Plain)) => trend.usual.map(|usual| usual / 2.0),
        _ => None,
    }
}

/// Gives every customer's trend as a tidy table, by key; the csv of `trend`.
pub(crate) fn tidy(t: &Telling<'_>, role: TableRole) -> Table {
    let mut table = table("trend", role);
    let id = |id: &'static str, kind| plain_column(id, id, kind);
    table.columns = vec![
        id("period", Kind::Text),
        id("key", Kind::Text),
        id("customer", Kind::Name),
        id("periods", Kind::Count),
        id("direction", Kind::Mark),
        id("s", Kind::Count),
        id("p", Kind::Number(6)),
        id("slope", Kind::Number(4)),
        id("certain", Kind::Mark),
        id("signal", Kind::Mark),
        id("signal_rule", Kind::Mark),
        id("amount", Kind::Money),
        id("lower", Kind::Number(4)),
        id("upper", Kind::Number(4)),
        id("usual", Kind::Number(4)),
        id("streak", Kind::Count),
        id("order_days", Kind::Count),
        id("last_order", Kind::Date),
        id("silence", Kind::Count),
        id("interval", Kind::Number(1)),
        id("silence_ratio", Kind::Share),
        id("cadence", Kind::Mark),
        id("seasonal", Kind::Mark),
        id("p_alive", Kind::Number(6)),
        id("expected_orders", Kind::Number(6)),
        id("expected_value", Kind::Number(4)),
    ];
    let mut all: Vec<&Trend> = t.subject.analysis.trends.customers.iter().collect();
    all.sort_by_key(|trend| t.key(trend.customer));
    for trend in all {
        let test = trend.test.as_ref();
        let alive = t.subject.analysis.activity.as_ref().and_then(|activity| activity.of(trend.customer));
        let rule = trend.signal_rule.map(|rule| if rule == SignalRule::Limits { "limits" } else { "plain" });
        table.rows.push(Row::body(vec![
            text(t.period().label()),
            t.key_cell(trend.customer),
            t.name_cell(trend.customer),
            count(trend.series.len()),
            text(direction_id(trend.direction)),
            test.map_or(Value::Empty, |test| Value::Count(test.s)),
            number(test.map(|test| test.p)),
            number(test.map(|test| test.slope)),
            text(if trend.certain { "true" } else { "false" }),
            text(signal_id(trend.signal)),
            rule.map_or(Value::Empty, text),
            trend.series.last().map_or(Value::Empty, |amount| Value::Money(*amount)),
            number(trend.lower),
            number(trend.upper),
            number(trend.usual),
            count(trend.streak),
            trend.cadence.order_days.map_or(Value::Empty, count),
            date(trend.cadence.last_order),
            trend.cadence.silence.map_or(Value::Empty, |days| Value::Count(i64::from(days))),
            number(trend.cadence.median_interval),
            ratio(trend.cadence.ratio),
            text(cadence_id(trend.cadence.class)),
            text(if trend.cadence.seasonal { "true" } else { "false" }),
            number(alive.map(|alive| alive.p_alive)),
            number(alive.and_then(|alive| alive.expected_orders)),
            number(alive.and_then(|alive| alive.expected_value)),
        ]));
    }
    table
}

fn direction_id(direction: Direction) -> &'static str {
    match direction {
        Direction::Rising => "rising",
        Direction::Falling => "falling",
        Direction::Steady => "steady",
        Direction::Irregular => "irregular",
        Direction::TooFew => "too_few",
    }
}

fn signal_id(signal: Signal) -> &'static str {
    match signal {
        Signal::None => "none",
        Signal::Surge => "surge",
        Signal::Plunge => "plunge",
        Signal::TooFew => "too_few",
    }
}

fn cadence_id(class: CadenceClass) -> &'static str {
    match class {
        CadenceClass::OnTime => "on_time",
        CadenceClass::Late => "late",
        CadenceClass::Overdue => "overdue",
        CadenceClass::NoOrders => "no_orders",
        CadenceClass::TooFew => "too_few",
    }
}
