//! Tables as csv: an English snake_case header, ISO dates, plain numbers.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe before it, so that opening a file from a customer
//! list runs nothing.

use std::io;

use super::fields::{end_record, harmless, put, put_quoted};
use crate::model::Money;
use crate::report::{Column, Kind, Report, Table, Value};

/// Writes the primary table of a report, its first column the schema's name and version; the columns of a pivot are what was
/// asked for, and stand alone.
pub fn csv(report: &Report) -> io::Result<Vec<u8>> {
    if report.command == "pivot" {
        return table_csv(&report.primary, None, report.decimals);
    }
    let schema = format!("{}.1", report.command);
    table_csv(&report.primary, Some(&schema), report.decimals)
}

/// Stands before what people open in a spreadsheet, which takes it for another encoding without.
pub const MARK: &str = "\u{feff}";

/// Writes the draft of an alias file, with the byte order mark.
pub fn aliases(table: &Table, decimals: u8) -> io::Result<Vec<u8>> {
    Ok([MARK.as_bytes(), &table_csv(table, None, decimals)?].concat())
}

/// Writes one table, whole.
pub fn table_csv(table: &Table, schema: Option<&str>, decimals: u8) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let named = table.rows.iter().any(|row| row.id.is_some());
    let mut record: Vec<String> = schema.map(|_| "schema".to_owned()).into_iter().collect();
    record.extend(named.then(|| "id".to_owned()));
    record.extend(head(&table.columns));
    writer.write_record(&record)?;
    let mut bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    let columns: Vec<usize> = (0..table.columns.len()).filter(|&at| is_told(&table.columns[at])).collect();
    for row in &table.rows {
        let from = bytes.len();
        for text in schema.into_iter().chain(named.then(|| row.id.unwrap_or_default())) {
            put_quoted(&mut bytes, text);
            bytes.push(b',');
        }
        for &at in &columns {
            put(&mut bytes, row.cells.get(at).unwrap_or(&Value::Empty), table.columns[at].kind, decimals);
            bytes.push(b',');
        }
        end_record(&mut bytes, from);
    }
    Ok(bytes)
}

/// Gives the header of the columns that are told: small charts are not.
pub fn head(columns: &[Column]) -> impl Iterator<Item = String> {
    let told = columns.iter().filter(|column| is_told(column));
    // Those of a pivot are texts of the data.
    told.map(|column| column.period.as_deref().map_or_else(|| column.id.to_owned(), harmless))
}

fn is_told(column: &Column) -> bool {
    !matches!(column.kind, Kind::Bar | Kind::Series)
}

/// Writes an amount with the report's decimals, or more where it has more.
pub fn plain_money(amount: Money, decimals: u8) -> String {
    amount.plain(decimals.max(amount.decimals()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Row, TableRole};

    #[test]
    fn a_table_is_plain_numbers_under_an_english_header() {
        let column = |id, kind| Column { id, period: None, label: "标签".into(), kind };
        let table = Table {
            id: "bridge",
            finding: String::new(),
            subtitle: String::new(),
            columns: vec![
                column("step", Kind::Text),
                column("amount", Kind::Change),
                column("share", Kind::Share),
                column("bar", Kind::Bar),
            ],
            rows: vec![Row::body(vec![
                Value::Text("=HYPERLINK(\"x\")".into()),
                Value::Money(Money::from_raw(-6_560_918_900)),
                Value::Ratio(0.25),
                Value::Empty,
            ])],
            notes: Vec::new(),
            role: TableRole::Primary,
            show: None,
            choices: Vec::new(),
        };
        let text = String::from_utf8(table_csv(&table, Some("bridge.1"), 2).unwrap()).unwrap();
        assert_eq!(text, "schema,step,amount,share\nbridge.1,\"'=HYPERLINK(\"\"x\"\")\",-656091.89,0.25\n");
        let mut across = table;
        across.columns[1].period = Some("=1+1".into());
        let text = String::from_utf8(table_csv(&across, None, 2).unwrap()).unwrap();
        assert_eq!(text.lines().next(), Some("step,'=1+1,share"));
    }
}
