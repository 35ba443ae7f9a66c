//! What can be wrong with credits.

use crate::model::Tally;

/// A problem of `--credits`, and of sheets of credits.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum CreditProblem {
    /// `--credits origin` and no column holds order numbers; the columns that are not used.
    NoOrders { columns: Vec<String> },
    /// Credits name orders that are not there before them (a warning): how many orders, and the first of them.
    NotFound { credits: Tally, orders: u64, first: Vec<String> },
    /// A file or sheet is called after credits and has amounts above zero alone (a warning).
    AboveZero { rows: Tally },
}
