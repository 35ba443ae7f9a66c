//! Direction, surge and plunge, cadence: the section, its alerts, and what `trend` shows of all customers.

use super::alerts;
use super::telling::{Telling, count, date, number, plain_column, ratio, table, text};
use super::words::labels::Label;
use super::words::speech::rounded;
use super::{
    Block, Chart, Kind, Multiple, Piece, Row, Section, Size, Spec, Table, TableRole, Text, Value, own_scales, tell,
};
use crate::analyse::{Bridge, CadenceClass, Direction, Mover, Signal, SignalRule, Trend};
use crate::model::Money;

/// How many small multiples each side has.
const EACH: usize = 6;

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
    pub few_days: usize,
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
            few_days: cadence(CadenceClass::TooFew),
            moving: moving.iter().take(3).map(|trend| t.name(trend.customer).to_owned()).collect(),
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
        lead: vec![
            t.words.trend_verdict(&counts),
            Text::plain(t.words.direction_line(&counts)),
            Text::plain(t.words.cadence_line(&counts)),
        ],
        blocks: Vec::new(),
    };
    section.blocks.extend(t.subject.analysis.bridge.as_ref().and_then(|bridge| multiples(t, bridge)).map(Block::Chart));
    section.blocks.push(Block::Table(alerts::register(t)));
    section.blocks.push(Block::Table(tidy(t, TableRole::Data)));
    section
}

/// Says what stands out, in one line.
pub(crate) fn finding(t: &Telling<'_>) -> String {
    t.words.trend_finding(&TrendCounts::of(t))
}

fn multiples(t: &Telling<'_>, bridge: &Bridge) -> Option<Chart> {
    let ups: Vec<&Mover> = bridge.movers.iter().filter(|mover| mover.change.is_positive()).take(EACH).collect();
    let downs: Vec<&Mover> = bridge.movers.iter().filter(|mover| mover.change.is_negative()).take(EACH).collect();
    if ups.is_empty() && downs.is_empty() {
        return None;
    }
    let mut periods: Vec<_> = t.recent().into_iter().map(|at| t.subject.cube.periods[at]).collect();
    periods.extend(t.partial().map(|partial| partial.period));
    let last = periods.len() - 1;
    let starred = |at: usize| {
        let label = periods[at].label();
        if t.partial().is_some() && at == last { format!("{label}*") } else { label }
    };
    let categories: Vec<String> = (0..periods.len()).map(starred).collect();
    let heads = [(ups.len(), true), (downs.len(), false)];
    let cell = |side: usize, at: usize, mover: &Mover| Multiple {
        name: t.name(mover.customer).to_owned(),
        line: tell![
            t.speech.delta(mover.change),
            Piece::from(" "),
            t.trend(mover.customer).map(|trend| t.words.trend_marks(trend)).unwrap_or_default()
        ],
        series: t.series(mover.customer),
        categories: categories.clone(),
        change: mover.change,
        group: (at == 0).then(|| t.words.multiples_head(heads[side].0, heads[side].1)),
    };
    let mut cells: Vec<Multiple> = ups.iter().enumerate().map(|(at, mover)| cell(0, at, mover)).collect();
    cells.extend(downs.iter().enumerate().map(|(at, mover)| cell(1, at, mover)));
    let shown: Vec<&Mover> = ups.iter().chain(&downs).copied().collect();
    let mut data = table("multiples", TableRole::ChartData);
    data.columns = vec![t.column("customer", Label::Customer, Kind::Name)];
    for (at, period) in periods.iter().enumerate() {
        data.columns.push(super::telling::period_column("amount", *period, starred(at), Kind::Money));
    }
    for mover in &shown {
        let nets = periods
            .iter()
            .map(|period| t.subject.cube.place_of(*period).map_or(Money::ZERO, |at| t.net(mover.customer, at)));
        let mut cells = vec![text(t.name(mover.customer))];
        cells.extend(nets.map(Value::Money));
        data.rows.push(Row::body(cells));
    }
    let came_or_left = shown.iter().filter(|mover| mover.r0.is_zero() || mover.r1.is_zero()).count();
    let highest =
        cells.iter().flat_map(|cell| cell.series.points.iter().flatten()).fold(0.0_f64, |most, value| most.max(*value));
    Some(Chart {
        id: "multiples",
        finding: t.words.multiples_finding(shown.len(), came_or_left),
        subtitle: t.words.multiples_subtitle(
            (!own_scales(&cells)).then(|| rounded(highest)),
            t.period(),
            t.partial(),
            t.subject.orders.currency.as_deref(),
        ),
        size: Size::Full,
        spec: Spec::SmallMultiples(cells),
        table: Some(data),
        description: t.words.multiples_finding(shown.len(), came_or_left),
        notes: Vec::new(),
    })
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
                text(t.name(trend.customer)),
                text(t.words.moving(trend.direction, trend.certain)),
                Value::Change(rounded(slope(trend))),
                Value::Series(t.series(trend.customer)),
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
                text(t.name(trend.customer)),
                Value::Money(last(trend)),
                usual(trend).map_or(Value::Empty, |usual| Value::Money(rounded(usual))),
                trend.signal_rule.map_or(Value::Empty, |rule| text(t.words.signal_rule(signal, rule))),
                Value::Series(t.series(trend.customer)),
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
        plain_column("streak", t.words.grain_heading(None), Kind::Count),
        t.column("change", Label::Change, Kind::Change),
        t.column("amount", Label::Revenue, Kind::Money),
        plain_column("series", t.words.span(&t.recent_labels()), Kind::Series),
    ];
    for trend in down.iter().take(shown) {
        table.rows.push(Row::body(vec![
            text(t.name(trend.customer)),
            count(trend.streak),
            Value::Change(last(trend) - first(trend)),
            Value::Money(last(trend)),
            Value::Series(t.series(trend.customer)),
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
            text(t.name(trend.customer)),
            date(trend.cadence.last_order),
            trend.cadence.silence.map_or(Value::Empty, |days| Value::Count(i64::from(days))),
            number(trend.cadence.median_interval),
            Value::Word(t.words.times(ratio(trend))),
        ]));
    }
    Some(table)
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
    ];
    let mut all: Vec<&Trend> = t.subject.analysis.trends.customers.iter().collect();
    all.sort_by_key(|trend| t.key(trend.customer));
    for trend in all {
        let test = trend.test.as_ref();
        let rule = trend.signal_rule.map(|rule| if rule == SignalRule::Limits { "limits" } else { "plain" });
        table.rows.push(Row::body(vec![
            text(t.period().label()),
            text(t.key(trend.customer)),
            text(t.name(trend.customer)),
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
            count(trend.cadence.order_days),
            date(trend.cadence.last_order),
            trend.cadence.silence.map_or(Value::Empty, |days| Value::Count(i64::from(days))),
            number(trend.cadence.median_interval),
            ratio(trend.cadence.ratio),
            text(cadence_id(trend.cadence.class)),
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
        CadenceClass::TooFew => "too_few",
    }
}
