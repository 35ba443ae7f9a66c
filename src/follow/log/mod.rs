//! Filled-in sheets → what to add to the log of follow-ups. Nothing that was typed is lost, and nothing is added twice.
//!
//! A sheet is known by its headings, so its columns may have moved; a row by the key in its hidden column, or by the customer's name
//! where it was added by hand. What cannot be read as what its column holds is kept with the note. The log is read the same
//! way, so that what it holds already is seen however it is laid out.

mod merging;
mod reading;
#[cfg(test)]
mod tests;
mod writing;

pub use self::merging::merge;
pub use self::reading::{Clients, headings, read};
pub use self::writing::appended;
use crate::model::companion::RowPlace;
use crate::model::problem::Problem;
use crate::model::{Day, Grid};

/// A sheet that came back, or the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Returned {
    pub file: String,
    pub sheet: Option<String>,
    pub rows: Grid,
}

/// One record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    pub at: RowPlace,
    /// The customer's key; the name as typed, normalised, where the orders have no such customer; nothing where none is named.
    pub key: String,
    pub customer: String,
    pub who: String,
    /// Nothing where nobody filled it in.
    pub day: Option<Day>,
    pub channel: String,
    pub reason: String,
    pub said: String,
    pub outcome: String,
    pub next: Option<Day>,
}

/// What stands in a sheet.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    pub entries: Vec<Entry>,
    pub problems: Vec<Problem>,
    /// Rows that name a customer, filled in or not, and those whose customer the orders have.
    pub named: usize,
    pub known: usize,
}

/// What is to be added.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    pub add: Vec<Entry>,
    /// Records that the log has already.
    pub there: usize,
    /// Two records of one customer and day that say different things.
    pub problems: Vec<Problem>,
}
