//! The lines that account for every row and amount; they close a report: read, used, what of it was converted, set aside.

use super::telling::{Telling, plain_column, table, text};
use super::words::Words;
use super::words::labels::Label;
use super::{Kind, Row, Table, TableRole, Value};
use crate::model::{Audit, Day};

/// Gives the account of a report.
pub(crate) fn account(t: &Telling<'_>) -> Table {
    lines(t.words.as_ref(), t.subject.audit, t.as_of(), t.subject.settings)
}

/// Gives read, used and set aside, in rows and money, with as-of and the settings file behind them.
pub(crate) fn lines(words: &dyn Words, audit: &Audit, as_of: Day, settings: Option<&str>) -> Table {
    let mut table = table("account", TableRole::Facts);
    table.columns = vec![
        plain_column("what", "", Kind::Text),
        plain_column("rows", "", Kind::Count),
        plain_column("amount", "", Kind::Money),
        plain_column("note", "", Kind::Text),
    ];
    let settings = settings.map(|file| words.settings_file(file)).unwrap_or_default();
    let conversion = audit.conversion.as_ref();
    let converted = conversion.map(|account| (Label::Converted, account.converted(), words.converted_by(account)));
    let lines = [(Label::Read, audit.read(), String::new()), (Label::Used, audit.used(), words.as_of(as_of))];
    let aside = (Label::SetAside, audit.set_aside(), settings);
    for (label, tally, note) in lines.into_iter().chain(converted).chain([aside]) {
        let rows = Value::Word(words.rows(tally.n as usize).into());
        table.rows.push(Row::body(vec![text(words.label(label)), rows, Value::Money(tally.amount), text(note)]));
    }
    table
}
