//! The words of the tables beside the orders: what they and their columns are called, and how each was understood.

use crate::model::companion::{TableAudit, TableField, TableKind};
use crate::report::Text;

/// Says how tables beside the orders were understood.
pub trait CompanionWords {
    /// What a table is called in a sentence, and at its beginning.
    fn companion(&self, table: TableKind) -> &'static str;
    /// What a column is called; the heading of a template.
    fn companion_field(&self, table: TableKind, field: TableField) -> &'static str;
    /// How a table was understood: its file, its header, and its rows.
    fn companion_read(&self, audit: &TableAudit) -> String;
    /// The columns that hold nothing known.
    fn companion_others(&self, headers: &[String]) -> String;
    /// Headings: what a table is, its rows read, taken and set aside, customers that the orders do not have, filled cells.
    fn companion_label(&self) -> &'static str;
    fn companion_taken(&self) -> &'static str;
    fn companion_unknown(&self) -> &'static str;
    fn companion_filled(&self) -> &'static str;
    /// The heading above all tables of the report.
    fn companions_finding(&self, tables: usize) -> String;
    /// That tables are not given, what each would tell, and how to get them.
    fn companions_absent(&self, tables: &[TableKind]) -> Text;
    /// What reading a column found; a column of texts, dates or numbers.
    fn companion_read_as(&self, read_as: &str) -> String;
}
