//! What can be wrong with a book before it can be analysed.

use serde::Serialize;

use crate::model::{Day, Grain, Period};

/// What gross profit is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfitSource {
    Profit,
    /// Amount less cost.
    Cost,
}

/// Why profit cannot be told.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoProfit {
    /// No column of profit or cost is mapped.
    NoColumn,
    /// The column is empty.
    Empty(ProfitSource),
    /// It holds shares of the revenue and no money.
    Shares(ProfitSource),
    /// Its values add up to more than can be counted.
    TooMuch(ProfitSource),
}

/// A problem of the book as a whole, or of the period asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum AnalyseProblem {
    /// No row counts, so there is nothing to tell.
    NoRows,
    /// The period asked for is none of the book's; the first and the last that are, and the last that has ended.
    NoSuchPeriod { wanted: Period, first: Period, last: Period, ended: Option<Period> },
    /// No row lies in the period that a pivot is of.
    NothingWithin { period: String },
    /// Profit is asked of a book that knows none.
    NoProfit(NoProfit),
    /// A column is to be added up over rows of several currencies; only amounts are converted.
    SumOfCurrencies { column: String, currencies: Vec<String> },
    /// The rows are sums of periods, and what is asked needs parts of these, or orders.
    NotOfSums { what: String, sums: Grain },
    /// A pivot has more figures than this, or more columns; lines, columns and values.
    PivotTooLarge { rows: usize, columns: usize, values: usize, most: (usize, usize) },
    /// A pivot has more lines and columns than can be gathered.
    PivotTooFine { most: usize },
    /// The period asked for has not ended by as-of; the last that has, if any.
    NotEnded { wanted: Period, as_of: Day, last: Option<Period> },
}

impl AnalyseProblem {
    /// Gives the exit code of the error.
    pub fn exit_code(&self) -> u8 {
        match self {
            AnalyseProblem::NoRows => 1,
            _ => 2,
        }
    }
}
