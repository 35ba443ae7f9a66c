//! What can be wrong with a table beside the orders.

use super::Problem;
use crate::model::Reason;
use crate::model::companion::{TableField, TableKind};

/// A problem of a table beside the orders.
#[derive(Clone, Debug, PartialEq)]
pub enum CompanionProblem {
    /// The table is left out, or a column of it, for what is wrong with it (a warning).
    LeftOut { table: TableKind, column: bool, why: Box<Problem> },
    /// No row names a column of the table: what stands in the first row, and the table that it seems to be.
    NoHeader { table: TableKind, headers: Vec<String>, like: Option<TableKind> },
    /// None of the fields that the table needs one of has a column: the headers, and the table that it seems to be.
    NoColumn { table: TableKind, needs: &'static [TableField], headers: Vec<String>, like: Option<TableKind> },
    /// The file has no such sheet; those that it has.
    NoSheet { wanted: String, sheets: Vec<String> },
    /// The pattern or the folder stands for several files.
    ManyFiles { table: TableKind, files: Vec<String> },
    /// Its amounts are in another currency than the orders.
    OtherCurrency { table: TableKind, theirs: String, ours: String },
    /// Rows of one column are set aside for one reason; the first cell is the problem's place (a warning).
    Aside { table: TableKind, reason: Reason, field: Option<TableField>, rows: u64, of: u64, text: String },
    /// Cells of a column cannot be read; their rows count without them (a warning).
    Unread { table: TableKind, field: TableField, cells: u64, text: String },
    /// Rows name customers that the orders do not have (a warning): the first, how many, their rows, one that nearly is a customer of
    /// the orders, and one whose name several customers have.
    Unknown {
        table: TableKind,
        names: Vec<String>,
        customers: u64,
        rows: u64,
        near: Option<(String, String)>,
        several: Option<String>,
    },
    /// Not one of its rows names a customer of the orders (a warning): the first names, and how many customers.
    OtherBook { table: TableKind, names: Vec<String>, customers: u64 },
    /// A reason of the follow-up log that is none of the list (a warning): as typed first, in how many rows, and the code that it nearly
    /// is.
    Reason { text: String, rows: u64, near: Option<&'static str> },
    /// The table is one of orders.
    Orders { table: TableKind },
    /// A customer stands in two rows of the master (a warning): as it is called there, the rows, its owners where they differ, and how
    /// many more do.
    Twice { names: (String, String), rows: (u32, u32), owners: Option<(String, String)>, more: u64 },
}

impl CompanionProblem {
    /// Gives the exit code of the error: 2 where an option would mend it, else 1.
    pub fn exit_code(&self) -> u8 {
        match self {
            CompanionProblem::NoHeader { .. }
            | CompanionProblem::NoColumn { .. }
            | CompanionProblem::NoSheet { .. }
            | CompanionProblem::Orders { .. }
            | CompanionProblem::ManyFiles { .. } => 2,
            CompanionProblem::LeftOut { why, .. } => crate::model::Failure(why.clone()).exit_code(),
            _ => 1,
        }
    }
}
