//! What the analyses find, as plain values. `customer` is the place in [`Cube::customers`](crate::cube::Cube::customers);
//! places mean nothing outside a run, so they and the lists that hold them are left out of JSON, where the report puts keys
//! and names.

mod bridge;
mod concentration;
mod decimal;
mod trend;

pub use self::bridge::*;
pub use self::concentration::*;
pub use self::trend::*;

use serde::Serialize;

use crate::model::{Money, Period, Tally};

/// ABC classes and who moved between them (rule 8). Places 0 A, 1 B, 2 C, 3 none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Classes {
    pub period: Period,
    pub before: Option<Period>,
    pub a: Tally,
    pub b: Tally,
    pub c: Tally,
    /// Class of each customer in the window by its money, `None` without rows.
    #[serde(skip)]
    pub class: Vec<Option<char>>,
    /// What the master or the rows call each customer, whatever its money; shorter where nothing does. [`Classes::of`] knows which
    /// class is in force.
    #[serde(skip)]
    pub given: Vec<Option<String>>,
    #[serde(skip)]
    pub class_before: Vec<Option<char>>,
    /// `migration[from][to]`: customers and the change of their window money, against the window one year before.
    pub migration: [[Tally; 4]; 4],
}

/// A product group's part in the change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProductMove {
    pub name: String,
    pub r1: Money,
    pub change: Money,
    /// Against the same period a year before, where there is one.
    pub year_change: Option<Money>,
}

/// Everything that the reports tell.
#[derive(Clone, Debug, Serialize)]
pub struct Analysis {
    /// The period that the report is about.
    pub period: Period,
    /// Whether it has ended by as-of; it has not only where no period of the book has.
    pub complete: bool,
    /// The complete periods up to the report's; from `--since` on.
    pub periods: Vec<PeriodFigures>,
    pub partial: Option<Partial>,
    /// The figures of the report's period up to as-of, where no period has ended.
    #[serde(skip)]
    pub so_far: Option<PeriodFigures>,
    /// From the period before; nothing for the first period.
    pub bridge: Option<Bridge>,
    /// From the same period of the year before.
    pub year_on_year: Option<Bridge>,
    /// One for each complete period from the second to the report's, from `--since` on. Their `movers` are left out: a book
    /// of twenty thousand customers and many periods would not fit; the report's own bridge has them.
    pub history: Vec<Bridge>,
    /// Bridges of whole years up to the report's period; none where the periods are years. Without `movers`.
    pub years: Vec<Bridge>,
    pub trends: Trends,
    /// Who still buys, by the models; nothing but where a command tells it.
    pub activity: Option<super::Activity>,
    pub concentration: Concentration,
    pub concentration_year_before: Option<Concentration>,
    pub over_time: Vec<ConcentrationOverTime>,
    pub without_largest: Option<WithoutLargest>,
    pub classes: Classes,
    pub products: Vec<ProductMove>,
}
