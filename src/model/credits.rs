//! Credits: the period that they count in.

use super::Tally;

/// The period that a row below zero counts in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Credits {
    /// That of its own date.
    #[default]
    Period,
    /// That of the order it names.
    Origin,
}

/// What became of credits that count with the order they name; all sums are below zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CreditsMoved {
    /// Credits whose order was found, and those of them that thereby count in another period.
    pub found: Tally,
    pub moved: Tally,
    /// Credits that name an order that is not there before them; they stay.
    pub not_found: Tally,
    /// Credits that name none; they stay.
    pub unnamed: Tally,
}
