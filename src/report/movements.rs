//! Who was lost, came back, was new, bought more and less: each with its last order and its silence.

use super::happened::{Happened, happened};
use super::telling::{Telling, count, date, ratio, table, text};
use super::top::group;
use super::words::labels::Label;
use super::{Block, Chart, Columns, Kind, Row, RowRole, Section, Size, Spec, Table, TableRole, Text, Value};
use crate::analyse::{Bridge, Movement, Mover};
use crate::model::{Day, Money};

/// How many customers each list shows at first.
const SHOWN: usize = 10;

/// The kinds, in the order of the lists: whom to call first.
const KINDS: [Movement; 5] = [Movement::Lost, Movement::Returned, Movement::New, Movement::Down, Movement::Up];

/// Gives the section; nothing moved where no period comes before.
pub(crate) fn section(t: &Telling<'_>) -> Section {
    let mut section = Section {
        id: "movements",
        nav: t.label(Label::NavMovements),
        finding: t.words.no_bridge(t.period()),
        lead: Vec::new(),
        blocks: Vec::new(),
    };
    let Some(bridge) = &t.subject.analysis.bridge else { return section };
    let again = movers(t, bridge, Movement::Lost)
        .iter()
        .filter(|mover| matches!(happened(t, bridge, mover), Happened::Again { .. }))
        .count();
    section.finding = t.words.movements_finding(bridge, again, t.as_of());
    for kind in KINDS {
        let all = movers(t, bridge, kind);
        if all.is_empty() {
            section.blocks.push(Block::Note(t.words.nobody(kind, bridge)));
        } else {
            section.blocks.push(Block::Table(list(t, bridge, kind, &all)));
        }
    }
    section.blocks.extend(newcomers(t).map(Block::Chart));
    section.blocks.push(Block::Table(register(t, bridge)));
    section
}

/// Gives the movers of a kind, largest change first.
fn movers<'b>(t: &Telling<'_>, bridge: &'b Bridge, kind: Movement) -> Vec<&'b Mover> {
    let mut all: Vec<&Mover> = bridge.movers.iter().filter(|mover| mover.movement == kind).collect();
    all.sort_by(|a, b| {
        b.own_change().abs().cmp(&a.own_change().abs()).then_with(|| t.key(a.customer).cmp(t.key(b.customer)))
    });
    all
}

/// Gives the heading of changes from which what rates made is taken out, where it made anything.
fn change_label(movers: &[&Mover]) -> Label {
    if movers.iter().all(|mover| mover.fx.is_zero()) { Label::Change } else { Label::OwnChange }
}

fn list(t: &Telling<'_>, bridge: &Bridge, kind: Movement, all: &[&Mover]) -> Table {
    let id = match kind {
        Movement::Lost => "lost",
        Movement::Returned => "returned",
        Movement::New => "new",
        Movement::Down => "down",
        _ => "up",
    };
    let sum: Money = all.iter().map(|mover| mover.own_change()).sum();
    let mut gaps: Vec<i32> = all
        .iter()
        .filter_map(|mover| match happened(t, bridge, mover) {
            Happened::Back { after, .. } => Some(after),
            _ => None,
        })
        .collect();
    gaps.sort_unstable();
    let gap = (!gaps.is_empty()).then(|| {
        let (low, high) = (gaps[(gaps.len() - 1) / 2], gaps[gaps.len() / 2]);
        f64::from(low + high) / 2.0
    });
    let mut table = table(id, TableRole::Secondary);
    table.finding = t.words.list_finding(kind, all.len(), sum);
    table.subtitle = t.words.list_subtitle(kind, bridge, gap);
    table.show = Some(t.top(SHOWN));
    table.columns = vec![
        t.column("customer", Label::Customer, Kind::Name),
        t.column("change", change_label(all), Kind::Change),
        t.column("happened", Label::Happened, Kind::Text),
    ];
    for mover in all {
        let told = t.words.mover_line(&happened(t, bridge, mover));
        let cells = vec![t.name_cell(mover.customer), Value::Change(mover.own_change()), text(told)];
        table.rows.push(Row { group: Some(group(kind)), ..Row::body(cells) });
    }
    let cells = vec![text(t.label(Label::Total)), Value::Change(sum), Value::Empty];
    table.rows.push(Row::of(RowRole::Total, cells));
    if kind == Movement::Lost && bridge.lost_not_yet_due.n > 0 {
        table.notes.push(t.words.not_yet_due(bridge));
    }
    if kind == Movement::Lost && bridge.lost_seasonal.n > 0 {
        table.notes.push(t.words.seasonal(bridge));
    }
    if kind == Movement::New && bridge.new_unverified.n > 0 {
        table.notes.push(t.words.unverified(bridge, t.subject.cube.span.first_day));
    }
    table
}

/// Gives the number of new customers in each shown period, and the latest one.
fn newcomers(t: &Telling<'_>) -> Option<Chart> {
    let history = t.history();
    if history.len() < 2 {
        return None;
    }
    let shown = &history[history.len().saturating_sub(13)..];
    let mut data = table("newcomers", TableRole::ChartData);
    data.columns = vec![
        t.column("period", Label::Period, Kind::Text),
        t.column("new_customers", Label::NewCustomers, Kind::Count),
        t.column("amount", Label::Amount, Kind::Money),
    ];
    for bridge in &history {
        let cells = vec![text(bridge.period1.label()), count(bridge.n_new), Value::Money(bridge.new)];
        data.rows.push(Row::body(cells));
    }
    let latest: Option<(Day, &str)> = t
        .subject
        .cube
        .customers
        .iter()
        .filter_map(|customer| customer.order_days(t.as_of()).next().map(|day| (day, customer.name.as_str())))
        .filter(|_| t.has_orders())
        .max_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.cmp(a.1)));
    Some(Chart {
        id: "newcomers",
        finding: t.words.newcomers_finding(&history),
        subtitle: t.words.newcomers_subtitle(),
        size: Size::Third,
        spec: Spec::Columns(Columns {
            categories: shown.iter().map(|bridge| bridge.period1.label()).collect(),
            values: shown.iter().map(|bridge| Money::from_raw(bridge.n_new as i64 * Money::PER_UNIT)).collect(),
            strong: shown.len().checked_sub(1),
            last_partial: false,
            counts: true,
        }),
        description: t.words.newcomers_finding(&history),
        table: Some(data),
        notes: latest.map(|(day, name)| Text::plain(t.words.latest_new(name, day))).into_iter().collect(),
    })
}

/// Gives every customer that moved in one register, kind by kind, with its orders.
fn register(t: &Telling<'_>, bridge: &Bridge) -> Table {
    let mut table = table("movements", TableRole::Register);
    table.show = Some(0);
    table.finding = t.words.register_finding(bridge);
    table.subtitle = t.words.top_change_subtitle(bridge, t.subject.orders.currency.as_deref());
    table.columns = vec![
        t.column("movement", Label::Movement, Kind::Mark),
        t.column("customer", Label::Customer, Kind::Name),
        t.column("class", Label::Class, Kind::Mark),
        super::telling::period_column("amount", bridge.period0, bridge.period0.label(), Kind::Money),
        super::telling::period_column("amount", bridge.period1, bridge.period1.label(), Kind::Money),
        t.column("change", Label::Change, Kind::Change),
    ];
    let fx = bridge.movers.iter().any(|mover| !mover.fx.is_zero());
    if fx {
        table.columns.push(t.column("fx", Label::Fx, Kind::Change));
    }
    table.columns.extend([
        t.column("of_kind", Label::OfKind, Kind::Share),
        t.column("orders_before", Label::OrdersBefore, Kind::Count),
        t.column("orders", Label::OrdersNow, Kind::Count),
        t.column("last_order", Label::LastOrder, Kind::Date),
        t.column("silence", Label::Silence, Kind::Days),
        t.column("mark", Label::Note, Kind::Mark),
        t.column("happened", Label::Happened, Kind::Text),
    ]);
    let order = [
        Movement::New,
        Movement::Returned,
        Movement::Up,
        Movement::Down,
        Movement::Lost,
        Movement::Level,
        Movement::Inactive,
    ];
    for kind in order {
        let all = movers(t, bridge, kind);
        let sum: Money = all.iter().map(|mover| mover.own_change().abs()).sum();
        for mover in all {
            let customer = &t.subject.cube.customers[mover.customer];
            let orders = |period| t.subject.cube.place_of(period).map_or(0, |at| u64::from(customer.cell(at).orders));
            let last = customer.order_days(t.as_of()).last().filter(|_| t.has_orders());
            let mark = match (mover.not_yet_due, mover.verified) {
                _ if mover.seasonal == Some(true) => text(t.label(Label::Seasonal)),
                (Some(true), _) => text(t.label(Label::NotYetDue)),
                (_, Some(false)) => text(t.words.unverified_mark()),
                _ => Value::Empty,
            };
            let mut cells = vec![
                text(t.words.movement(kind)),
                t.name_cell(mover.customer),
                t.class(mover.customer).map_or(Value::Empty, |class| text(class.to_string())),
                Value::Money(mover.r0),
                Value::Money(mover.r1),
                Value::Money(mover.change),
            ];
            if fx {
                cells.push(Value::Money(mover.fx));
            }
            cells.extend([
                ratio(mover.own_change().abs().share_of(sum)),
                t.orders(orders(bridge.period0)),
                t.orders(orders(bridge.period1)),
                date(last),
                last.map_or(Value::Empty, |day| Value::Count(i64::from(t.as_of().since(day)))),
                mark,
                text(t.words.happened(&happened(t, bridge, mover))),
            ]);
            table.rows.push(Row { group: Some(group(kind)), ..Row::body(cells) });
        }
    }
    table
}
