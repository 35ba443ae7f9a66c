//! The alerts: whom silence, a jump, a drop, a streak or a direction singles out, with the reason in figures.

use super::happened::{OrderPair, pair};
use super::telling::{Telling, date, plain_column, table, text};
use super::trend::moves;
use super::words::labels::Label;
use super::{Kind, Row, Table, TableRole, Text, Value};
use crate::analyse::{CadenceClass, Direction, Signal, Trend};
use crate::model::Money;

/// From how many falls in a row a streak is an alert.
pub(crate) const STREAK: usize = 3;

/// The kinds of alerts, most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlertKind {
    Overdue,
    Plunge,
    Streak,
    Falling,
    Late,
    Surge,
    Rising,
}

impl AlertKind {
    /// All kinds, most urgent first.
    pub const ALL: [AlertKind; 7] = [
        AlertKind::Overdue,
        AlertKind::Plunge,
        AlertKind::Streak,
        AlertKind::Falling,
        AlertKind::Late,
        AlertKind::Surge,
        AlertKind::Rising,
    ];

    /// Gives the stable name, for filters.
    pub fn id(self) -> &'static str {
        match self {
            AlertKind::Overdue => "overdue",
            AlertKind::Plunge => "plunge",
            AlertKind::Streak => "streak",
            AlertKind::Falling => "falling",
            AlertKind::Late => "late",
            AlertKind::Surge => "surge",
            AlertKind::Rising => "rising",
        }
    }

    fn label(self) -> Label {
        match self {
            AlertKind::Overdue => Label::Overdue,
            AlertKind::Plunge => Label::Plunge,
            AlertKind::Streak => Label::Streak,
            AlertKind::Falling => Label::Falling,
            AlertKind::Late => Label::Late,
            AlertKind::Surge => Label::Surge,
            AlertKind::Rising => Label::Rising,
        }
    }

    fn fires(self, trend: &Trend) -> bool {
        match self {
            AlertKind::Overdue => trend.cadence.class == CadenceClass::Overdue,
            AlertKind::Late => trend.cadence.class == CadenceClass::Late,
            AlertKind::Surge => trend.signal == Signal::Surge,
            AlertKind::Plunge => trend.signal == Signal::Plunge,
            AlertKind::Streak => trend.streak >= STREAK,
            AlertKind::Rising => moves(trend) && trend.direction == Direction::Rising,
            AlertKind::Falling => moves(trend) && trend.direction == Direction::Falling,
        }
    }

    /// Says whether somebody should act on it now.
    fn is_hot(self) -> bool {
        matches!(self, AlertKind::Overdue | AlertKind::Plunge)
    }
}

/// Gives all alerts as a register to sort and filter by kind.
pub(crate) fn register(t: &Telling<'_>) -> Table {
    let mut table = table("alerts", TableRole::Register);
    table.show = Some(20);
    table.columns = vec![
        t.column("alert", Label::Alert, Kind::Mark),
        t.column("customer", Label::Customer, Kind::Name),
        t.column("class", Label::Class, Kind::Mark),
        t.column("reason", Label::Reason, Kind::Text),
        t.column("last_order", Label::LastOrder, Kind::Date),
        plain_column("window", t.words.window_column(t.rules().limits.window_months), Kind::Money),
    ];
    let mut counts = Vec::new();
    for kind in AlertKind::ALL {
        let mut fired: Vec<&Trend> =
            t.subject.analysis.trends.customers.iter().filter(|trend| kind.fires(trend)).collect();
        let window = |trend: &Trend| t.window_amount(trend.customer).unwrap_or(Money::ZERO);
        fired.sort_by(|a, b| window(b).cmp(&window(a)).then_with(|| t.key(a.customer).cmp(t.key(b.customer))));
        counts.push((t.label(kind.label()), fired.len()));
        for trend in fired {
            let class = t.class(trend.customer).map_or(Value::Empty, |class| text(class.to_string()));
            let cells = vec![
                text(t.label(kind.label())),
                t.name_cell(trend.customer),
                class,
                text(t.words.alert_reason(kind, trend, &orders(t, trend))),
                date(trend.cadence.last_order),
                t.window_amount(trend.customer).map_or(Value::Empty, Value::Money),
            ];
            let hot = if kind.is_hot() { vec!["alert"] } else { Vec::new() };
            table.rows.push(Row { group: Some(kind.id()), hot, ..Row::body(cells) });
        }
    }
    table.finding = t.words.alerts_finding(table.rows.len());
    table.subtitle = t.words.alerts_subtitle(t.as_of(), &counts, t.subject.orders.currency.as_deref());
    if t.subject.analysis.trends.floor > 0.0 {
        table.notes.push(Text::plain(t.words.floor_note(t.subject.analysis.trends.floor)));
    }
    table
}

/// Gives the customer's orders in the report's period beside those of the period before.
fn orders(t: &Telling<'_>, trend: &Trend) -> OrderPair {
    let customer = &t.subject.cube.customers[trend.customer];
    let place = t.place();
    let before = if place > 0 { customer.cell(place - 1) } else { Default::default() };
    match t.has_orders() {
        true => pair(&before, &customer.cell(place)),
        false => pair(&Default::default(), &Default::default()),
    }
}
