//! Bridges over time: small multiples, every shown period as a row, and whole years beside them.

use super::bridge::history_cell;
use super::telling::{Telling, count, ratio, relative, table, text};
use super::words::labels::Label;
use super::{Block, Chart, Column, HistoryCell, Kind, Row, RowRole, Size, Spec, Step, Table, TableRole, Text, Value};
use crate::analyse::Bridge;
use crate::model::Grain;

/// How many small waterfalls stand side by side.
const CELLS: usize = 8;

/// Gives the history's chart and tables; nothing where there is but one bridge.
pub(crate) fn blocks(t: &Telling<'_>) -> Vec<Block> {
    let history = t.history();
    let mut blocks = Vec::new();
    if history.len() > 1 {
        blocks.push(Block::Chart(chart(t, &history)));
        blocks.push(Block::Table(retention_history(t, &history)));
        if t.has_orders() {
            blocks.push(Block::Table(payment_history(t, &history)));
        }
    }
    let years = &t.subject.analysis.years;
    if t.speech.grain != Grain::Year && !years.is_empty() {
        let mut table = lines(t, &years.iter().collect::<Vec<_>>(), "bridge_years", TableRole::Secondary);
        table.finding = t.words.years_finding(&years[years.len() - 1]);
        table.subtitle = t.words.unit_line(t.subject.orders.currency.as_deref());
        table.notes.push(Text::plain(t.words.years_note()));
        blocks.push(Block::Table(table));
    }
    blocks
}

fn chart(t: &Telling<'_>, history: &[&Bridge]) -> Chart {
    let partial = t.partial();
    let many = CELLS - usize::from(partial.is_some());
    let shown = &history[history.len().saturating_sub(many)..];
    let mut cells: Vec<HistoryCell> = shown.iter().map(|bridge| history_cell(t, bridge)).collect();
    cells.extend(partial.map(|partial| {
        let step = |id, label: crate::model::Day, amount, customers| Step {
            id,
            label: label.to_string(),
            under: t.words.customers_short(customers),
            amount,
            total: true,
        };
        HistoryCell {
            label: partial.period.label(),
            change: relative(partial.amount, partial.before_amount)
                .map_or_else(|| t.words.no_base(), |rate| t.speech.percent(rate)),
            steps: vec![
                step("opening", partial.before_to, partial.before_amount, partial.before_customers),
                step("closing", partial.to, partial.amount, partial.customers),
            ],
            mark: String::new(),
            strong: false,
            partial: true,
        }
    }));
    let mut notes = vec![];
    if let Some(partial) = partial {
        notes.push(t.words.partial(partial));
    }
    if shown.iter().any(|bridge| bridge.short) {
        notes.push(Text::plain(t.words.short_opening(shown[0])));
    }
    Chart {
        id: "bridge_history",
        finding: t.words.history_finding(history),
        subtitle: t.words.history_subtitle(t.subject.orders.currency.as_deref(), partial),
        size: Size::Full,
        spec: Spec::History(cells),
        table: Some(lines(t, history, "bridge_history", TableRole::ChartData)),
        description: t.words.history_description(shown),
        notes,
    }
}

/// Gives bridges as rows, one a period.
pub(crate) fn lines(t: &Telling<'_>, bridges: &[&Bridge], id: &'static str, role: TableRole) -> Table {
    let adjusted = bridges.iter().any(|bridge| !bridge.adjustments.is_zero());
    let converted = bridges.iter().any(|bridge| !bridge.fx.is_zero());
    let mut table = table(id, role);
    table.columns = vec![
        Column {
            label: t.words.grain_heading(bridges.first().map(|b| b.period1.calendar.grain)),
            ..t.column("period", Label::Period, Kind::Text)
        },
        t.column("opening", Label::Opening, Kind::Money),
        t.column("new", Label::New, Kind::Change),
        t.column("returned", Label::Returned, Kind::Change),
        t.column("up", Label::Up, Kind::Change),
        t.column("down", Label::Down, Kind::Change),
        t.column("lost", Label::Lost, Kind::Change),
    ];
    if adjusted {
        table.columns.push(t.column("adjustments", Label::Adjustments, Kind::Change));
    }
    if converted {
        table.columns.push(t.column("fx", Label::Fx, Kind::Change));
    }
    table.columns.extend([
        t.column("closing", Label::Closing, Kind::Money),
        t.column("change", Label::Change, Kind::Change),
        t.column("change_rate", Label::ChangeRate, Kind::Percent),
        t.column("new_customers", Label::NewCustomers, Kind::Count),
    ]);
    for bridge in bridges {
        let mut cells = vec![text(bridge.period1.label()), Value::Money(bridge.opening)];
        cells.extend([bridge.new, bridge.returned, bridge.up, bridge.down, bridge.lost].map(Value::Money));
        cells.extend(
            [(adjusted, bridge.adjustments), (converted, bridge.fx)]
                .iter()
                .filter(|(shown, _)| *shown)
                .map(|(_, amount)| Value::Money(*amount)),
        );
        cells.push(Value::Money(bridge.closing));
        cells.push(Value::Money(bridge.change()));
        cells
            .push(relative(bridge.closing, bridge.opening).map_or(Value::Word(t.words.no_base().into()), Value::Ratio));
        cells.push(count(bridge.n_new));
        table.rows.push(Row::of(if bridge.short { RowRole::Muted } else { RowRole::Body }, cells));
    }
    table
}

/// Gives bridges as rows as a terminal shows them: the lines alone, and the customers of the closing.
pub(crate) fn compact(t: &Telling<'_>, bridges: &[&Bridge]) -> Table {
    let mut table = lines(t, bridges, "bridge_history", TableRole::Secondary);
    let closing = table.columns.iter().position(|column| column.id == "closing").unwrap_or(0);
    table.columns.truncate(closing + 1);
    table.columns.push(t.column("customers", Label::Customers, Kind::Count));
    for (row, bridge) in table.rows.iter_mut().zip(bridges) {
        row.cells.truncate(closing + 1);
        row.cells.push(count(bridge.customers1));
    }
    table
}

fn retention_history(t: &Telling<'_>, history: &[&Bridge]) -> Table {
    let mut table = table("retention_history", TableRole::Secondary);
    table.finding = t.words.retention_history_finding(history);
    table.subtitle = t.words.retention_history_subtitle();
    table.columns = vec![
        Column { label: t.words.grain_heading(Some(t.speech.grain)), ..t.column("period", Label::Period, Kind::Text) },
        t.column("opening_customers", Label::Opening, Kind::Count),
        t.column("new_customers", Label::New, Kind::Count),
        t.column("returned_customers", Label::Returned, Kind::Count),
        t.column("up_customers", Label::Up, Kind::Count),
        t.column("level_customers", Label::Level, Kind::Count),
        t.column("down_customers", Label::Down, Kind::Count),
        t.column("lost_customers", Label::Lost, Kind::Count),
        t.column("closing_customers", Label::Closing, Kind::Count),
        t.column("nrr", Label::NrrShort, Kind::Share),
        t.column("grr", Label::GrrShort, Kind::Share),
        t.column("logo_churn", Label::LogoChurn, Kind::Share),
    ];
    for bridge in history {
        table.rows.push(Row::body(vec![
            text(bridge.period1.label()),
            count(bridge.customers0),
            count(bridge.n_new),
            count(bridge.n_returned),
            count(bridge.n_up),
            count(bridge.n_level),
            count(bridge.n_down),
            count(bridge.n_lost),
            count(bridge.customers1),
            ratio(bridge.retention.nrr),
            ratio(bridge.retention.grr),
            ratio(bridge.retention.logo_churn),
        ]));
    }
    table
}

/// Gives the payment basis of every period, one a row.
pub(crate) fn payment_history(t: &Telling<'_>, history: &[&Bridge]) -> Table {
    let mut table = table("payment_history", TableRole::Secondary);
    table.finding = t.words.payment_history_finding(history);
    table.subtitle = t.words.payment_subtitle(t.subject.orders.currency.as_deref());
    table.columns = vec![
        Column { label: t.words.grain_heading(Some(t.speech.grain)), ..t.column("period", Label::Period, Kind::Text) },
        t.column("payment_new", Label::PaymentNew, Kind::Change),
        t.column("payment_lost", Label::PaymentLost, Kind::Change),
        t.column("payment_existing", Label::PaymentExisting, Kind::Change),
        t.column("payment_total", Label::PaymentTotal, Kind::Change),
        t.column("payment_rest", Label::PaymentRest, Kind::Change),
        t.column("change", Label::PaymentChange, Kind::Change),
    ];
    for bridge in history {
        let mut cells = vec![text(bridge.period1.label())];
        cells.extend(super::bridge::payment_lines(bridge).map(|(_, _, amount)| Value::Money(amount)));
        table.rows.push(Row::body(cells));
    }
    table
}
