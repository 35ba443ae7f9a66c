//! Losses and their reasons as machines read them.

use super::super::telling::{Telling, date, plain_column, table, text};
use super::super::{Kind, Row, Table, TableRole, Value, data};
use crate::follow::Reasons;
use crate::model::{Recoverable, Stated};

/// Gives the code of a reason, for machines.
fn code(reason: Option<&Stated>) -> Value {
    match reason {
        None => Value::Empty,
        Some(Stated::Listed(cause)) => text(cause.name()),
        Some(Stated::Own(own)) => text(own.as_str()),
        Some(Stated::Unlisted(_)) => text("unlisted"),
    }
}

/// Gives every loss with its reason, for machines; it adds up to the bridges.
pub fn tidy(t: &Telling<'_>, found: &Reasons) -> Table {
    let mut tidy = table("reasons_losses", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    tidy.columns = [
        ("period", Kind::Text),
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("movement", Kind::Text),
        ("amount", Kind::Money),
        ("reason", Kind::Text),
        ("as_typed", Kind::Text),
        ("recoverable", Kind::Text),
        ("back", Kind::Date),
    ]
    .map(id)
    .into();
    for cut in &found.cuts {
        let typed = match &cut.reason {
            Some(Stated::Unlisted(typed)) => text(typed.as_str()),
            _ => Value::Empty,
        };
        let fate = cut.reason.as_ref().map_or(Recoverable::Unknown, |one| one.recoverable(&t.rules().causes));
        let fate = match fate {
            Recoverable::Yes => "yes",
            Recoverable::No => "no",
            Recoverable::Unknown => "unknown",
        };
        tidy.rows.push(Row::body(vec![
            text(cut.period.label()),
            t.key_cell(cut.customer),
            t.name_cell(cut.customer),
            text(if cut.lost { "lost" } else { "down" }),
            Value::Money(cut.amount),
            code(cut.reason.as_ref()),
            typed,
            text(fate),
            date(cut.back),
        ]));
    }
    tidy
}

pub fn json(t: &Telling<'_>, found: &Reasons) -> serde_json::Value {
    let mut json = data::found(found);
    let named = [
        (
            "unexplained",
            found.unexplained.iter().map(|one| data::of_customer(t, one.customer, one)).collect::<Vec<_>>(),
        ),
        ("lessons", found.lessons.iter().map(|one| data::of_customer(t, one.customer, one)).collect()),
        ("won_back", found.won_back.iter().map(|one| data::of_customer(t, one.customer, one)).collect()),
    ];
    if let Some(fields) = json.as_object_mut() {
        fields.extend(named.into_iter().map(|(name, list)| (name.to_owned(), list.into())));
    }
    json
}
