//! The account of a table beside the orders: rows read = rows taken + rows set aside.

use super::field::{TableField, TableKind};
use super::rows::RowPlace;
use crate::model::Reason;

/// The account of one table.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct TableAudit {
    pub table: TableKind,
    /// As it was given.
    pub file: String,
    pub sheet: Option<String>,
    /// Such as `csv`, `xlsx`.
    pub format: String,
    /// SHA-256 of the file's bytes, hexadecimal.
    pub sha256: String,
    pub encoding: Option<String>,
    pub header_row: u32,
    /// The columns that hold something known.
    pub columns: Vec<TableColumn>,
    /// The headers of all others; what stands in them is kept with each row.
    pub others: Vec<String>,
    /// Rows that are not blank, below the header.
    pub read: u64,
    pub taken: u64,
    pub set_aside: Vec<AsideRow>,
    /// Cells that could not be read, of rows that were taken without them.
    pub unread: Vec<Unread>,
    /// Customers that the orders do not have, by name; in the customer master they are leads.
    pub unknown: Vec<UnknownCustomer>,
}

impl TableAudit {
    /// Begins the account of a table of which nothing has been read.
    pub fn empty(table: TableKind) -> TableAudit {
        TableAudit {
            table,
            file: String::new(),
            sheet: None,
            format: String::new(),
            sha256: String::new(),
            encoding: None,
            header_row: 1,
            columns: Vec::new(),
            others: Vec::new(),
            read: 0,
            taken: 0,
            set_aside: Vec::new(),
            unread: Vec::new(),
            unknown: Vec::new(),
        }
    }
}

/// A column and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct TableColumn {
    pub field: TableField,
    pub header: String,
    /// As the spreadsheet calls it, such as `C`.
    pub letter: String,
    /// How its values are read: `text`, `number.point`, `date.iso`, `date.day/month/year` …
    pub read_as: String,
    /// Whether the user named it.
    pub given: bool,
    /// Cells that are not blank, of the rows taken.
    pub filled: u64,
}

/// A row that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct AsideRow {
    pub at: RowPlace,
    pub reason: Reason,
    /// The cell to blame and what stands there, where one is.
    pub cell: Option<(String, String)>,
    /// All that stands in the row: header and text.
    pub texts: Vec<(String, String)>,
}

/// A cell that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Unread {
    pub at: RowPlace,
    pub field: TableField,
    pub cell: String,
    pub text: String,
}

/// A customer that the orders do not have.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct UnknownCustomer {
    /// As it was typed first.
    pub name: String,
    pub rows: u64,
    pub first: RowPlace,
    /// A customer of the orders with nearly that name.
    pub similar: Option<String>,
    /// Whether several customers of the orders have that name.
    pub several: bool,
}
