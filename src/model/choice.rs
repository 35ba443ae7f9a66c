//! Where several columns could be one field: which was taken, which comes next, and how far apart the two are.

use super::{Day, Field, Money, Sense};

/// A field that two columns could be.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Choice {
    pub field: Field,
    /// The header of the column taken, and what it says.
    pub chosen: String,
    pub chosen_is: Sense,
    /// The next best.
    pub other: String,
    pub other_is: Sense,
    /// The currencies that they are in by their headers, where the column of currencies does not say it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub chosen_in: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub other_in: Option<String>,
    /// The rows that count before duplicates are set aside; those where the two differ, and those where the other is blank
    /// or cannot be read.
    pub rows: u64,
    pub differ: u64,
    pub missing: u64,
    /// What each adds up to over these rows, where amounts depend on the field.
    pub totals: Option<(Money, Money)>,
    /// First and last day of each, where it is a date.
    pub spans: Option<((Day, Day), (Day, Day))>,
}

impl Choice {
    /// Adds the rows of the same choice on another sheet; says whether it is the same.
    pub fn absorb(&mut self, more: &Choice) -> bool {
        if (self.field, &self.chosen, &self.other) != (more.field, &more.chosen, &more.other) {
            return false;
        }
        self.rows += more.rows;
        self.differ += more.differ;
        self.missing += more.missing;
        if let (Some(sums), Some(totals)) = (&mut self.totals, more.totals) {
            // The other column may hold anything, and is only told.
            let sum = |one: Money, two: Money| Money::from_raw(one.raw().saturating_add(two.raw()));
            *sums = (sum(sums.0, totals.0), sum(sums.1, totals.1));
        }
        self.spans = match (self.spans, more.spans) {
            (Some((own, other)), Some((own_more, other_more))) => {
                let wider = |one: (Day, Day), two: (Day, Day)| (one.0.min(two.0), one.1.max(two.1));
                Some((wider(own, own_more), wider(other, other_more)))
            }
            (one, two) => one.or(two),
        };
        true
    }

    /// Says whether the two add up to different amounts.
    pub fn is_money(&self) -> bool {
        self.totals.is_some_and(|(chosen, other)| chosen != other)
    }
}
