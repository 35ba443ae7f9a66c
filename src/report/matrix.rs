//! Customer by period: the pivot that people made by hand, whole, with totals and the number of ordering customers.

use std::cmp::Reverse;

use super::telling::{Telling, count, period_column, plain_column, table, text};
use super::words::labels::Label;
use super::{Block, Kind, Row, RowRole, Section, TableRole, Text, Value};
use crate::model::{Active, Money};

/// How many customers the page shows at first.
const SHOWN: usize = 20;

/// Gives the section: one table of all customers.
pub(crate) fn section(t: &Telling<'_>) -> Section {
    let cube = t.subject.cube;
    let mut places = t.recent();
    let partial = t.partial().and_then(|partial| cube.place_of(partial.period));
    places.extend(partial);
    let window = |customer: usize| t.window_amount(customer).unwrap_or(Money::ZERO);
    let mut order: Vec<usize> = (0..cube.customers.len()).collect();
    let whole = |customer: usize| cube.customers[customer].cells.iter().map(|(_, cell)| cell.net).sum::<Money>();
    // Customers stand by key, so their places break ties.
    order.sort_by_cached_key(|&at| (Reverse(window(at)), Reverse(whole(at)), at));
    let mut table = table("matrix", TableRole::Matrix);
    table.show = Some(SHOWN);
    table.columns =
        vec![t.column("customer", Label::Customer, Kind::Name), t.column("class", Label::Class, Kind::Mark)];
    for &at in &places {
        let period = cube.periods[at];
        let label = if Some(at) == partial { format!("{period}*") } else { period.label() };
        table.columns.push(period_column("net", period, label, Kind::Money));
    }
    table.columns.push(plain_column("window", t.words.window_column(t.rules().limits.window_months), Kind::Money));
    for &customer in &order {
        let mut cells =
            vec![t.name_cell(customer), t.class(customer).map_or(Value::Empty, |class| text(class.to_string()))];
        cells.extend(places.iter().map(|&at| {
            let cell = cube.customers[customer].cell(at);
            if cell.rows == 0 { Value::Empty } else { Value::Money(cell.net) }
        }));
        cells.push(t.window_amount(customer).map_or(Value::Empty, Value::Money));
        table.rows.push(Row::body(cells));
    }
    let mut cells = vec![text(t.label(Label::Total)), Value::Empty];
    cells.extend(places.iter().map(|&at| Value::Money(t.total(at))));
    cells.push(Value::Money(order.iter().map(|&customer| window(customer)).sum()));
    table.rows.push(Row::of(RowRole::Total, cells));
    let active = |at: usize| cube.customers.iter().filter(|customer| is_active(t, &customer.cell(at))).count();
    let mut cells = vec![text(t.label(Label::OrderingCustomers)), Value::Empty];
    cells.extend(places.iter().map(|&at| count(active(at))));
    cells.push(count(order.iter().filter(|&&customer| window(customer).is_positive()).count()));
    table.rows.push(Row::of(RowRole::Total, cells));
    let complete: Vec<usize> = places.iter().copied().filter(|&at| Some(at) != partial).collect();
    let always: Vec<_> = order
        .iter()
        .filter(|&&customer| complete.iter().all(|&at| is_active(t, &cube.customers[customer].cell(at))))
        .map(|&customer| t.told(customer))
        .collect();
    let average = complete.iter().map(|&at| active(at)).sum::<usize>() as f64 / complete.len().max(1) as f64;
    let most = complete.iter().map(|&at| (active(at), cube.periods[at])).max_by_key(|(n, _)| *n);
    table.finding = t.words.matrix_title(average, most);
    table.subtitle = t.words.matrix_subtitle(SHOWN, order.len(), t.partial(), t.subject.orders.currency.as_deref());
    if let Some(partial) = t.partial() {
        table.notes.push(Text::plain(t.words.customer_partial(partial)));
    }
    Section {
        id: "matrix",
        nav: t.words.matrix_nav(),
        finding: t.words.matrix_finding(
            order.len(),
            complete.len(),
            &always.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
        ),
        lead: Vec::new(),
        blocks: vec![Block::Table(table)],
    }
}

/// Says whether a customer is active in a period, by the rule of the run.
fn is_active(t: &Telling<'_>, cell: &crate::cube::Cell) -> bool {
    match t.rules().active {
        Active::Purchase => cell.gross.is_positive(),
        Active::Any => cell.rows > 0,
        Active::Net => cell.net.is_positive(),
    }
}
