//! Salespeople's books for machines.

use serde_json::{Value as Json, json};

use super::engaged;
use crate::analyse::SliceLines;
use crate::follow::{Owners, Quotas};
use crate::report::data;
use crate::report::telling::{Telling, count, number, plain_column, ratio, table, text};
use crate::report::{Kind, Row, RowRole, Table, TableRole, Value};

/// Gives every book with all its figures under stable names.
pub fn tidy(found: &Owners, status: Option<&Quotas>) -> Table {
    let mut table = table("owners_books", TableRole::Primary);
    let column = |id: &'static str, kind| plain_column(id, id, kind);
    let names = SliceLines::default().named();
    table.columns = vec![
        column("owner", Kind::Name),
        column("period", Kind::Text),
        column("customers", Kind::Count),
        column("leads", Kind::Count),
    ];
    table.columns.extend(names.iter().map(|(id, _)| column(id, Kind::Money)));
    table.columns.extend([
        column("target", Kind::Money),
        column("of_target", Kind::Share),
        column("repeat_share", Kind::Share),
        column("new_customers", Kind::Count),
        column("window", Kind::Money),
        column("share", Kind::Share),
        column("cr1", Kind::Share),
        column("hhi", Kind::Number(1)),
        column("margin", Kind::Share),
        column("overdue", Kind::Count),
        column("promises", Kind::Count),
        column("alone_customers", Kind::Count),
        column("alone", Kind::Money),
        column("transfers_in_customers", Kind::Count),
        column("transfers_out_customers", Kind::Count),
        column("with_others", Kind::Count),
        column("engaged", Kind::Count),
    ]);
    for book in &found.books {
        let mut cells =
            vec![text(book.name.as_str()), text(found.period.label()), count(book.customers), count(book.leads)];
        cells.extend(book.lines.named().map(|(_, amount)| Value::Money(amount)));
        cells.extend([
            book.target.map_or(Value::Empty, Value::Money),
            ratio(book.of_target),
            ratio(book.repeat_share),
            count(book.new),
            Value::Money(book.window),
            ratio(book.share),
            ratio(book.cr1),
            number(book.hhi),
            ratio(book.margin),
            count(book.overdue.n as usize),
            book.promises.map_or(Value::Empty, count),
            count(book.alone.n as usize),
            Value::Money(book.alone.amount),
            count(book.transfers_in),
            count(book.transfers_out),
            count(book.with_others),
            engaged(status, &book.name).map_or(Value::Empty, count),
        ]);
        table.rows.push(Row::of(RowRole::Body, cells));
    }
    table
}

pub fn json_of(t: &Telling<'_>, found: &Owners, status: Option<&Quotas>) -> Json {
    let mut data = data::found(found);
    let books: Vec<Json> = found
        .books
        .iter()
        .map(|book| {
            let mut json = data::found(book);
            let largest = book.largest.map(|customer| json!({ "key": t.key(customer), "name": t.name(customer) }));
            json["largest"] = json!(largest);
            json
        })
        .collect();
    data["books"] = Json::Array(books);
    let transfers = found.transfers.iter().map(|one| data::of_customer(t, one.customer, one));
    data["transfers"] = transfers.collect();
    data["status"] = json!(status);
    data
}
