//! The sheets of the workbooks with why each is read or not, and the account of each source of rows.

use crate::clean::Understood;
use crate::model::{Audit, Tally};
use crate::report::telling::{count, plain_column, table, text};
use crate::report::words::Words;
use crate::report::words::labels::Label;
use crate::report::{Kind, Row, RowRole, Table, TableRole, Text, Value};

/// How many sheets or files a table lists; json has all.
const SHOWN: usize = 20;

/// Gives the sheets of every workbook that has more than one.
pub fn sheets(words: &dyn Words, understood: &[Understood]) -> Option<Table> {
    let mut table = table("sheets", TableRole::Facts);
    let mut files: Vec<&Understood> = Vec::new();
    for sheet in understood.iter().filter(|sheet| sheet.sheets.len() > 1) {
        if files.iter().all(|other| other.file != sheet.file) {
            files.push(sheet);
        }
    }
    let several = understood.iter().any(|other| other.file != understood[0].file);
    if several {
        table.columns.push(plain_column("file", words.label(Label::File), Kind::Text));
    }
    table.columns.push(plain_column("sheet", words.label(Label::Sheet), Kind::Text));
    table.columns.push(plain_column("rows", words.label(Label::Rows), Kind::Count));
    table.columns.push(plain_column("why", words.why_label(), Kind::Text));
    for (file, sheet) in files.iter().flat_map(|file| file.sheets.iter().map(move |sheet| (file, sheet))) {
        let mut cells: Vec<Value> = several.then(|| text(file.file.as_str())).into_iter().collect();
        cells.push(text(sheet.name.as_str()));
        cells.push(count(sheet.rows as usize));
        cells.push(text(words.why(sheet)));
        table.rows.push(Row { role: if sheet.read { RowRole::Body } else { RowRole::Muted }, ..Row::body(cells) });
    }
    shorten(words, &mut table);
    (!table.rows.is_empty()).then_some(table)
}

/// Gives rows and money of each source, where there are several.
pub fn sources(words: &dyn Words, audit: &Audit) -> Option<Table> {
    let mut table = table("sources", TableRole::Secondary);
    let sheets = audit.sources.iter().any(|source| source.source.sheet.is_some());
    table.columns.push(plain_column("file", words.label(Label::File), Kind::Name));
    if sheets {
        table.columns.push(plain_column("sheet", words.label(Label::Sheet), Kind::Name));
    }
    let counted = [
        ("rows_read", "amount_read", Label::Read),
        ("rows_used", "amount_used", Label::Used),
        ("rows_set_aside", "amount_set_aside", Label::SetAside),
    ];
    for (rows, amount, label) in counted {
        table.columns.push(plain_column(rows, words.label(label), Kind::Count));
        table.columns.push(plain_column(amount, words.label(Label::Amount), Kind::Money));
    }
    for source in &audit.sources {
        let aside = source.set_aside.values().fold(Tally::default(), |mut sum, tally| {
            sum += *tally;
            sum
        });
        let mut cells = vec![text(source.source.file.as_str())];
        if sheets {
            cells.push(source.source.sheet.as_deref().map_or(Value::Empty, text));
        }
        for tally in [source.read, source.used, aside] {
            cells.extend([count(tally.n as usize), Value::Money(tally.amount)]);
        }
        table.rows.push(Row::body(cells));
    }
    shorten(words, &mut table);
    (audit.sources.len() > 1).then_some(table)
}

/// Leaves out what is too long to read, and says so.
fn shorten(words: &dyn Words, table: &mut Table) {
    let all = table.rows.len();
    if all > SHOWN {
        table.rows.truncate(SHOWN);
        table.notes.push(Text::plain(words.first_of(SHOWN, all)));
    }
}
