//! One customer over time: what `trend --customer` tells.

use super::happened::OrderPair;
use super::product_trends;
use super::questions;
use super::stopped;
use super::telling::{Telling, count, plain_column, table, text};
use super::words::labels::Label;
use super::words::speech::rounded;
use super::{BarTone, Block, Kind, Report, Row, RowRole, Section, Table, TableRole, Text, Value};
use crate::analyse::Trend;
use crate::model::{Grain, Money};

/// Fills the report of one customer.
pub(crate) fn fill(t: &Telling<'_>, report: &mut Report, customer: usize) {
    let name = t.told(customer);
    report.title = name.to_string();
    let mut blocks = vec![Block::Table(periods(t, customer))];
    match t.trend(customer) {
        None => report.verdict = Text::plain(t.words.customer_without_orders(&name)),
        Some(trend) => {
            report.verdict = t.words.customer_verdict(&name, trend);
            blocks.extend(
                [t.words.customer_signal(trend, t.period()), t.words.customer_cadence(&trend.cadence)]
                    .into_iter()
                    .take(if t.has_orders() { 2 } else { 1 })
                    .map(Block::Note),
            );
            let activity = t.subject.analysis.activity.as_ref();
            let alive = activity.and_then(|activity| Some(t.words.activity_customer(activity.of(customer)?, activity)));
            blocks.extend(alive.map(Block::Note));
            if trend.streak > 0 {
                blocks.push(Block::Note(t.words.customer_streak(trend.streak)));
            }
            blocks.extend(
                years_apart(t, trend).map(|(pair, periods)| Block::Note(t.words.customer_cause(&pair, periods))),
            );
        }
    }
    blocks.extend(questions::of_customer(t, customer));
    blocks.extend(stopped::of_customer(t, customer));
    blocks.extend(product_trends::of_customer(t, customer));
    blocks.extend(t.only_sums().map(Block::Note));
    blocks.extend(t.partial().map(|partial| Block::Note(Text::plain(t.words.customer_partial(partial)))));
    report.primary = tidy(t, customer);
    report.sections.push(Section {
        id: "trend",
        nav: t.label(Label::NavTrend),
        finding: String::new(),
        lead: Vec::new(),
        blocks,
    });
}

/// Gives orders and average order of the last year of periods beside those of the year before, or of half of what there is.
fn years_apart(t: &Telling<'_>, trend: &Trend) -> Option<(OrderPair, usize)> {
    let year = match t.speech.grain {
        Grain::Week => 52,
        Grain::Month => 12,
        Grain::Quarter => 4,
        Grain::Half => 2,
        Grain::Year => 1,
    };
    let many = year.min(trend.series.len() / 2);
    let end = trend.series.len();
    if many == 0 || !t.has_orders() {
        return None;
    }
    let part = |from: usize, to: usize| {
        let orders: u32 = trend.orders[from..to].iter().sum();
        let ordered: f64 =
            (from..to).map(|at| trend.average_order[at].unwrap_or(0.0) * f64::from(trend.orders[at])).sum();
        (orders, (orders > 0).then(|| ordered / f64::from(orders)))
    };
    let (orders0, average0) = part(end - 2 * many, end - many);
    let (orders1, average1) = part(end - many, end);
    Some((OrderPair { orders0, orders1, average0, average1 }, many))
}

fn periods(t: &Telling<'_>, customer: usize) -> Table {
    let cube = t.subject.cube;
    let start = t.trend(customer).map_or(0, |trend| trend.start);
    let mut places: Vec<usize> = (start..=t.place()).filter(|&at| t.shown(cube.periods[at])).collect();
    let partial = t.partial().and_then(|partial| cube.place_of(partial.period));
    places.extend(partial);
    let mut table = table("customer", TableRole::Secondary);
    table.columns = vec![
        plain_column("period", t.words.grain_heading(None), Kind::Text),
        t.column("amount", Label::Revenue, Kind::Money),
        t.column("orders", Label::Orders, Kind::Count),
        t.column("average_order", Label::AverageOrder, Kind::Money),
        plain_column("bar", "", Kind::Bar),
    ];
    let most = places.iter().map(|&at| t.net(customer, at)).max().unwrap_or(Money::ZERO).units().max(f64::MIN_POSITIVE);
    for at in places {
        let cell = cube.customers[customer].cell(at);
        let unfinished = Some(at) == partial;
        let label = cube.periods[at].label();
        let average = (cell.orders > 0).then(|| rounded(cell.ordered.units() / f64::from(cell.orders)));
        let end = (cell.net.units() / most).max(0.0);
        let cells = vec![
            text(if unfinished { format!("{label}*") } else { label }),
            Value::Money(cell.net),
            t.orders(u64::from(cell.orders)),
            average.filter(|_| t.has_orders()).map_or(Value::Empty, Value::Money),
            Value::Bar { start: 0.0, end, tone: BarTone::Total },
        ];
        table.rows.push(Row::of(if unfinished { RowRole::Muted } else { RowRole::Body }, cells));
    }
    table
}

fn tidy(t: &Telling<'_>, customer: usize) -> Table {
    let cube = t.subject.cube;
    let mut table = table("customer", TableRole::Primary);
    let id = |id: &'static str, kind| plain_column(id, id, kind);
    table.columns = vec![
        id("period", Kind::Text),
        id("period_start", Kind::Date),
        id("period_end", Kind::Date),
        id("complete", Kind::Mark),
        id("key", Kind::Text),
        id("customer", Kind::Name),
        id("amount", Kind::Money),
        id("orders", Kind::Count),
        id("ordered", Kind::Money),
        id("rows", Kind::Count),
    ];
    for (at, period) in cube.periods.iter().enumerate() {
        let cell = cube.customers[customer].cell(at);
        table.rows.push(Row::body(vec![
            text(period.label()),
            Value::Date(period.first_day()),
            Value::Date(period.last_day()),
            text(if at < cube.complete { "true" } else { "false" }),
            t.key_cell(customer),
            t.name_cell(customer),
            Value::Money(cell.net),
            t.orders(u64::from(cell.orders)),
            if t.has_orders() { Value::Money(cell.ordered) } else { Value::Empty },
            count(cell.rows as usize),
        ]));
    }
    table
}
