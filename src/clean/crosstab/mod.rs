//! Cross-tabs: customers down, periods across. Each filled cell becomes a line, dated the first day of its period.
//!
//! [`find`] sees which columns are periods, which sum others, and what is measured; [`rows`] makes lines of cells while the sheet
//! is read; [`sums`] compares the columns and rows of totals with what they sum. A blank, a dash or a zero is no line: nobody
//! ordered. What is no period, no total and no field is left out, and named.

mod about;
mod band;
mod dated;
mod find;
mod heading;
mod measured;
mod rows;
mod sums;
mod years;

pub use self::find::find;
pub use self::heading::named;
pub use self::rows::Reading;
pub use self::sums::Sums;

use std::collections::BTreeSet;

use crate::clean::header;
use crate::clean::sheet::Folded;
use crate::model::problem::{CleanProblem, Unclear};
use crate::model::{Calendar, Failure, Field, Period};
use crate::read::OwnedCell;

use self::heading::Named;

/// Refuses a cross-tab of which rows further down say that they hold something else than those above, such as a plan.
pub fn check(sheets: &[Folded]) -> Result<(), Failure> {
    for sheet in sheets {
        let Some(tab) = &sheet.chosen.layout.crosstab else { continue };
        for (nth, (_, header)) in tab.beside.iter().enumerate() {
            let told = || sheet.blocks.iter().filter_map(|block| block.sink.cross.told.get(nth));
            let values: BTreeSet<&String> = told().flat_map(|told| &told.values).collect();
            if values.len() > 1 && told().any(|told| told.kind) {
                let values = values.into_iter().take(measured::KINDS).cloned().collect();
                let why = Unclear::Kinds { header: header.clone(), values };
                return Err(Failure::new(sheet.chosen.place.clone(), CleanProblem::Unclear(why)));
            }
        }
    }
    Ok(())
}

/// Where the periods of a cross-tab stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crosstab {
    /// The last row of the header.
    header: u32,
    /// The calendar of the headings' periods.
    pub calendar: Calendar,
    /// In the order of time.
    pub periods: Vec<Across>,
    /// Columns that sum others.
    totals: Vec<TotalColumn>,
    /// The headings, to know a header that comes again.
    headings: Vec<(usize, Named)>,
    /// The columns that say whose figures they are, and how the header calls them.
    labels: Vec<(usize, String)>,
    /// The columns left of the periods that could say of each row what it holds, with their names.
    beside: Vec<(usize, String)>,
    /// The first column behind all others: lines get their day in it, and what is measured in those behind it.
    date: usize,
    measures: Vec<(Field, usize)>,
}

/// One period and the columns of what is measured in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Across {
    pub period: Period,
    /// The day of its lines, as ISO text.
    day: String,
    columns: Vec<(Field, usize)>,
}

/// A column that sums columns of periods.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TotalColumn {
    at: usize,
    name: String,
    /// The columns that it may sum: it agrees where it is the sum of any of these.
    of: Vec<Vec<usize>>,
}

impl Crosstab {
    /// Says whether a column is one that lines are given, behind those of the sheet.
    pub fn is_given(&self, column: usize) -> bool {
        (self.date..=self.date + self.measures.len()).contains(&column)
    }

    /// Gives the letters of the first and the last column of amounts.
    pub fn range(&self) -> (String, String) {
        let columns = || self.periods.iter().flat_map(|across| &across.columns).map(|(_, at)| *at);
        let letters = |at: Option<usize>| header::letters(at.unwrap_or(0));
        (letters(columns().min()), letters(columns().max()))
    }

    /// Gives the column of the sheet in which the amounts of a day stand.
    pub fn column_of(&self, day: i32) -> Option<usize> {
        let across = self.periods.iter().find(|across| across.period.first_day().number() == day)?;
        across.columns.iter().find(|(field, _)| *field == Field::Amount).map(|(_, at)| *at)
    }

    fn is_heading(&self, at: usize, cell: &OwnedCell) -> bool {
        let named = || heading::named(cell);
        self.headings.iter().any(|(column, heading)| *column == at && named().is_some_and(|found| found == *heading))
    }
}
