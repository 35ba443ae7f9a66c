//! The orders, credits and rows of an account, each with where it stands and a running total.

use super::{decimals, quantity};
use crate::analyse::Ledger;
use crate::model::{Day, Field, Money, Orders};
use crate::report::telling::{Telling, count, plain_column, table, text, total_row};
use crate::report::words::labels::Label;
use crate::report::{Kind, Row, Table, TableRole, Value};

/// How many rows of an order are named.
const NAMED: usize = 3;

/// Says where a row stands: its number, with file and sheet where the book has several.
fn row_at(orders: &Orders, at: usize) -> String {
    let row = orders.row.get(at).map(ToString::to_string).unwrap_or_default();
    if orders.sources.len() < 2 {
        return row;
    }
    let source = orders.source.get(at).and_then(|&source| orders.sources.get(usize::from(source)));
    let file = source.map(|source| match &source.sheet {
        Some(sheet) => format!("{} {sheet}", source.file),
        None => source.file.clone(),
    });
    format!("{} {row}", file.unwrap_or_default())
}

/// Gives orders and credits with a running total, and the first rows of each.
pub fn entries(t: &Telling<'_>, ledger: &Ledger) -> Table {
    let mut table = table("ledger_orders", TableRole::Secondary);
    let numbered = ledger.entries.iter().any(|entry| entry.order.is_some());
    let credited = ledger.entries.iter().any(|entry| entry.credit);
    table.columns = vec![plain_column("date", t.words.field(Field::Date), Kind::Date)];
    if numbered {
        table.columns.push(plain_column("order", t.words.field(Field::Order), Kind::Text));
    }
    if credited {
        table.columns.push(plain_column("credit", "", Kind::Mark));
    }
    table.columns.extend([
        t.column("rows", Label::Rows, Kind::Count),
        t.column("amount", Label::Amount, Kind::Money),
        plain_column("running", t.words.ledger_running(), Kind::Money),
        plain_column("places", t.words.ledger_place_heading(), Kind::Text),
    ]);
    let orders = t.subject.orders;
    let cells = |first: Value, number: Value, credit: Value, rest: [Value; 4]| {
        let mut cells = vec![first];
        cells.extend(numbered.then_some(number));
        cells.extend(credited.then_some(credit));
        cells.extend(rest);
        cells
    };
    let mut running = Money::ZERO;
    for entry in &ledger.entries {
        running += entry.amount;
        let rows: Vec<String> = entry.rows.iter().take(NAMED).map(|&at| row_at(orders, at)).collect();
        let places = t.words.ledger_rows(&rows, entry.rows.len() > NAMED);
        let credit = if entry.credit { text(t.words.ledger_credit()) } else { Value::Empty };
        let number = entry.order.clone().map_or(Value::Empty, text);
        let rest = [count(entry.rows.len()), Value::Money(entry.amount), Value::Money(running), text(places)];
        table.rows.push(Row::body(cells(Value::Date(entry.day), number, credit, rest)));
    }
    let rest = [count(ledger.lines.len()), Value::Money(ledger.amount), Value::Empty, Value::Empty];
    table.rows.push(total_row(cells(text(t.label(Label::Total)), Value::Empty, Value::Empty, rest)));
    table
}

/// Gives every row with a running total and its place; for machines with all columns under their stable names.
pub fn lines(t: &Telling<'_>, ledger: &Ledger, machine: bool) -> Table {
    let orders = t.subject.orders;
    let mut table = table("ledger_lines", TableRole::Secondary);
    let numbered = machine || !orders.order.codes.is_empty();
    let named = machine || !orders.product.codes.is_empty();
    let counted = machine || !orders.quantity.is_empty();
    let filed = machine || orders.sources.len() > 1;
    let sheeted = machine || (filed && orders.sources.iter().any(|source| source.sheet.is_some()));
    let label = |id: &'static str, label: String| if machine { id.to_owned() } else { label };
    let field = |id: &'static str, field: Field| label(id, t.words.field(field));
    let places = decimals(ledger.lines.iter().filter_map(|&at| orders.quantity.get(at).copied()));
    let mut columns = Vec::new();
    if machine {
        columns.push(plain_column("key", "key", Kind::Text));
        columns.push(plain_column("customer", "customer", Kind::Name));
        columns.push(plain_column("period", "period", Kind::Text));
    }
    columns.push(plain_column("date", field("date", Field::Date), Kind::Date));
    if numbered {
        columns.push(plain_column("order", field("order", Field::Order), Kind::Text));
    }
    if named {
        columns.push(plain_column("product", field("product", Field::Product), Kind::Text));
    }
    if counted {
        columns.push(plain_column("quantity", field("quantity", Field::Quantity), Kind::Number(places)));
    }
    columns.push(plain_column("amount", label("amount", t.label(Label::Amount)), Kind::Money));
    columns.push(plain_column("running", label("running", t.words.ledger_running().to_owned()), Kind::Money));
    if filed {
        columns.push(plain_column("file", label("file", t.label(Label::File)), Kind::Text));
    }
    if sheeted {
        columns.push(plain_column("sheet", label("sheet", t.label(Label::Sheet)), Kind::Text));
    }
    // A row's number is a name: no thousands are parted in it.
    columns.push(plain_column("row", label("row", t.label(Label::Row)), Kind::Text));
    table.columns = columns;
    let calendar = t.rules().calendar;
    let mut running = Money::ZERO;
    for &at in &ledger.lines {
        let (day, amount) = (Day::from_number(orders.day[at]), Money::from_raw(orders.amount[at]));
        running += amount;
        let mut cells = Vec::new();
        if machine {
            cells.extend([
                t.key_cell(ledger.customer),
                t.name_cell(ledger.customer),
                text(calendar.period_of(day).label()),
            ]);
        }
        cells.push(Value::Date(day));
        cells.extend(numbered.then(|| orders.order.get(at).map_or(Value::Empty, text)));
        cells.extend(named.then(|| orders.product.get(at).map_or(Value::Empty, text)));
        cells.extend(counted.then(|| orders.quantity.get(at).map_or(Value::Empty, |&raw| quantity(raw))));
        cells.extend([Value::Money(amount), Value::Money(running)]);
        let source = orders.source.get(at).and_then(|&source| orders.sources.get(usize::from(source)));
        cells.extend(filed.then(|| source.map_or(Value::Empty, |source| text(source.file.as_str()))));
        let sheet = source.and_then(|source| source.sheet.clone());
        cells.extend(sheeted.then(|| sheet.map_or(Value::Empty, text)));
        cells.push(orders.row.get(at).map_or(Value::Empty, |row| text(row.to_string())));
        table.rows.push(Row::body(cells));
    }
    table
}
