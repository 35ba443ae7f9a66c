//! What can be wrong with filled-in sheets, and with the log that they go into.

use crate::model::Day;

/// A problem of following up.
#[derive(Clone, Debug, PartialEq)]
pub enum FollowProblem {
    /// The file holds no sheet to fill in.
    NoForm,
    /// Of so many rows of the sheet, none names a customer of the orders.
    OtherBook { rows: usize },
    /// A filled-in workbook would be replaced before it was merged: how many records no log has, and one of them.
    WouldReplace { records: usize, example: String },
    /// The log is a workbook of several sheets, and not to be written anew.
    ManySheets { sheets: usize },
    /// The log is neither csv nor xlsx.
    NotALog,
    /// Rows stand in the log's file, but no headings above them.
    NoHeadings,
    /// Another run is at work with the log: its process and since when, where known.
    Locked { process: Option<String>, since: Option<String> },
    /// The log or its lock could not be read or written; the system's words.
    Unreadable { why: String },
    /// Two records of one customer and day say different things; both are kept (a warning).
    Differs { customer: String, day: Day, one: String, other: String },
    /// A cell for a day holds something else; it is kept with the note (a warning).
    NotADay { heading: String, typed: String },
    /// The orders have no such customer; the record is kept (a warning).
    Unknown { name: String },
    /// The hidden key and the name of a row mean different customers; the name is taken (a warning).
    KeyAndName { key: String, name: String },
    /// A row is filled in and names nobody; it is kept (a warning).
    NobodyNamed,
}

impl FollowProblem {
    /// Gives the exit code of the error.
    pub fn exit_code(&self) -> u8 {
        match self {
            FollowProblem::WouldReplace { .. } | FollowProblem::NotALog => 2,
            _ => 1,
        }
    }
}
