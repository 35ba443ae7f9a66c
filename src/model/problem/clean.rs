//! What can be wrong with the meaning of columns, cells and rows.

use crate::model::Field;

/// A problem of understanding a table.
#[derive(Clone, Debug, PartialEq)]
pub enum CleanProblem {
    /// No column is known to hold a needed field; the likely column with its distinct values and rows, and the others.
    NoColumn { field: Field, likely: Option<(String, u64, u64)>, others: Vec<String> },
}

impl CleanProblem {
    /// Gives the exit code of the error.
    pub fn exit_code(&self) -> u8 {
        match self {
            CleanProblem::NoColumn { .. } => 2,
        }
    }
}
