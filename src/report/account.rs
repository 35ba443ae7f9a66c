//! The three lines that account for every row and amount; they close a report.

use super::telling::{Telling, plain_column, table, text};
use super::words::labels::Label;
use super::{Kind, Row, Table, TableRole, Value};

/// Gives read, used and set aside, in rows and money, with as-of and the settings file behind them.
pub(crate) fn account(t: &Telling<'_>) -> Table {
    let audit = t.subject.audit;
    let mut table = table("account", TableRole::Facts);
    table.columns = vec![
        plain_column("what", "", Kind::Text),
        plain_column("rows", "", Kind::Count),
        plain_column("amount", "", Kind::Money),
        plain_column("note", "", Kind::Text),
    ];
    let settings = t.subject.settings.map(|file| t.words.settings_file(file)).unwrap_or_default();
    let lines = [
        (Label::Read, audit.read(), String::new()),
        (Label::Used, audit.used(), t.words.as_of(t.as_of())),
        (Label::SetAside, audit.set_aside(), settings),
    ];
    for (label, tally, note) in lines {
        let rows = Value::Word(t.words.rows(tally.n as usize));
        table.rows.push(Row::body(vec![text(t.label(label)), rows, Value::Money(tally.amount), text(note)]));
    }
    table
}
