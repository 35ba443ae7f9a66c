//! What can be wrong with a table that orders look something up in.

use crate::model::{Field, Tally};

/// A problem of `--join`.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum JoinProblem {
    /// The file has no such sheet, or names none where there is but one; the sheets that it has.
    NoSheet { wanted: String, sheets: Vec<String> },
    /// The pattern or the folder stands for several files.
    ManyFiles { files: Vec<String> },
    /// The key stands in several sheets of the file; the option with the first of them.
    ManySheets { key: String, sheets: Vec<String>, example: String },
    /// The option names a key that the orders have not (`ours`), or the table; the nearest, all, and whether both sides are there
    /// when turned round.
    NoKey { option: String, wanted: String, ours: bool, similar: Option<String>, columns: Vec<String>, turned: bool },
    /// Two columns of the table are called as its key is.
    TwoKeys { key: String, columns: (String, String) },
    /// A key stands in two rows that differ in a column that is taken; what stands there.
    KeyTwice { key: String, rows: (u32, u32), column: String, values: (String, String) },
    /// An amount that is looked up would count in each of several lines of the orders.
    CountedTwice { field: Field, column: String, key: String, lines: u64, keys: u64 },
    /// Order lines name keys that the table has not (a warning): the lines, how many keys, the first of them, a key of the table
    /// that is nearly the first, and how many of the lines do not count for it.
    Missing {
        table: Option<String>,
        lines: Tally,
        keys: u64,
        first: Vec<String>,
        near: Option<String>,
        aside: u64,
        of: u64,
    },
    /// Rows whose amount is taken are looked up by no line (a warning): so many, and the key of the first.
    Unused { column: String, rows: u64, key: String },
    /// What stands from a second table on is not looked up (a warning).
    Ends { row: u32 },
    /// What was taken from the table (a note), and the orders' own columns that count instead of its.
    Taken { keys: Vec<(String, String)>, columns: Vec<(Field, String)>, own: Vec<(Field, String)>, rows: u64 },
    /// Nothing is taken from the table (a warning); its columns.
    NothingTaken { own: Vec<(Field, String)>, columns: Vec<String> },
    /// A file is looked up in and therefore not read as orders (a note).
    NotOrders,
}

impl JoinProblem {
    /// Gives the exit code of the error: 2 where an option would mend it, else 1.
    pub fn exit_code(&self) -> u8 {
        match self {
            JoinProblem::KeyTwice { .. } => 1,
            _ => 2,
        }
    }
}
