//! Raw cells → [`Orders`](crate::model::Orders) + [`Audit`](crate::model::Audit).
//!
//! Finds the header, maps the columns, decides dates and numbers per column on all values, and sets rows aside with reasons.

use serde::Serialize;

use crate::model::{Audit, Field, Orders, Problem};

/// What cleaning gives: the lines that count, the account of all others, how each sheet was understood, and what to say.
#[derive(Clone, Debug)]
pub struct Cleaned {
    pub orders: Orders,
    pub audit: Audit,
    /// One entry per sheet that was read.
    pub understood: Vec<Understood>,
    /// Warnings and notes, in the order in which they were found.
    pub problems: Vec<Problem>,
}

/// How one sheet was understood, for `check`.
#[derive(Clone, Debug, Serialize)]
pub struct Understood {
    pub file: String,
    pub sheet: Option<String>,
    /// Such as `csv`, `tsv`, `aligned`, `xlsx`, `xls`, `ods`.
    pub format: String,
    /// The separator of a text file.
    pub separator: Option<char>,
    pub encoding: Option<String>,
    pub header_row: Option<u32>,
    pub rows: u64,
    pub columns: Vec<UnderstoodColumn>,
    /// Headers of the columns that are not used.
    pub unused: Vec<String>,
    /// Other sheets of the file: name, rows, and whether they are hidden.
    pub other_sheets: Vec<(String, u64, bool)>,
}

/// How one mapped column was understood.
#[derive(Clone, Debug, Serialize)]
pub struct UnderstoodColumn {
    pub field: Field,
    pub header: String,
    /// How values are read, machine-readable: `text`, `number.point`, `number.comma`, `date.iso`, `date.month/day/year`, `product.quantity×price` …
    pub read_as: String,
    /// Distinct texts, where it is a text column.
    pub distinct: Option<u64>,
    /// First and last value, where it is a date column.
    pub range: Option<(String, String)>,
    /// Values that fit, of those that are not blank.
    pub fits: u64,
    pub of: u64,
    /// The column was named by `--map` or the settings file.
    pub given: bool,
    /// Up to three values as they stand.
    pub examples: Vec<String>,
}
