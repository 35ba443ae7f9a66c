//! How the tables beside the orders were understood: their columns, and the rows that were set aside.

use super::finding;
use crate::model::companion::{Companions, TableAudit};
use crate::model::{Grain, Problem, Severity};
use crate::report::telling::{count, plain_column, table, text};
use crate::report::words::figures::Minus;
use crate::report::words::labels::Label;
use crate::report::words::{Speech, Words, words};
use crate::report::{Block, Kind, Report, Row, Table, TableRole, Text, data};

/// How many rows set aside a table lists; json has all.
const SHOWN: usize = 10;

/// Adds the tables beside the orders to what `check` tells; `verbose` lists every row that was set aside.
pub fn with_tables(mut report: Report, companions: &Companions, problems: &[Problem], verbose: bool) -> Report {
    let speech =
        Speech { lang: report.lang, minus: Minus::Ascii, decimals: report.decimals, grain: Grain::Quarter, full: true };
    let words = words(speech);
    for audit in companions.audits() {
        if let Some(section) = report.sections.first_mut() {
            section.blocks.push(Block::Table(columns(words.as_ref(), audit)));
            if !audit.set_aside.is_empty() {
                section.blocks.push(Block::Table(asides(words.as_ref(), audit, verbose)));
            }
        }
    }
    let told = problems.iter().filter(|problem| problem.severity != Severity::Note || verbose);
    report.findings.extend(told.map(|problem| finding(words.as_ref(), problem, report.lang)));
    report.data = data::with_tables(report.data, companions, problems, report.lang);
    report
}

fn columns(words: &dyn Words, audit: &TableAudit) -> Table {
    let mut table = table("table_columns", TableRole::Secondary);
    table.finding = words.companion_read(audit);
    table.columns = vec![
        plain_column("field", words.label(Label::Field), Kind::Text),
        plain_column("column", words.label(Label::Column), Kind::Text),
        plain_column("read_as", words.label(Label::ReadAs), Kind::Text),
        plain_column("filled", words.companion_filled(), Kind::Count),
    ];
    for column in &audit.columns {
        table.rows.push(Row::body(vec![
            text(column.field.name()),
            text(column.header.as_str()),
            text(words.companion_read_as(&column.read_as)),
            count(column.filled as usize),
        ]));
    }
    if !audit.others.is_empty() {
        table.notes.push(Text::plain(words.companion_others(&audit.others)));
    }
    table
}

fn asides(words: &dyn Words, audit: &TableAudit, verbose: bool) -> Table {
    let mut table = table("table_aside", TableRole::Secondary);
    table.columns = vec![
        plain_column("reason", words.label(Label::SetAside), Kind::Text),
        plain_column("place", words.label(Label::Where), Kind::Text),
        plain_column("text", "", Kind::Text),
    ];
    let shown = if verbose { audit.set_aside.len() } else { SHOWN };
    for row in audit.set_aside.iter().take(shown) {
        let place = row.cell.as_ref().map_or_else(|| words.row(row.at.row), |(cell, _)| cell.clone());
        let stands = row.cell.as_ref().map(|(_, text)| text.as_str()).filter(|text| !text.is_empty());
        let stands = stands.map_or(String::new(), |text| words.quoted(super::columns::cut(text, 24).as_str()));
        table.rows.push(Row::body(vec![text(words.reason(row.reason)), text(place), text(stands)]));
    }
    if audit.set_aside.len() > shown {
        table.notes.push(Text::plain(words.first_of(shown, audit.set_aside.len())));
    }
    table
}
