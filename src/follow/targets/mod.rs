//! Targets against what was reached: by the book, by salespeople, by customers.
//!
//! A target is of a week, a month, a quarter, a half-year or a year. A period is told by a target of its own length, else by the
//! shorter ones inside it, added up. Days that none of them covers are a gap: it is said, and what was reached on those days is left out
//! of the comparison. A target whose days have not all passed is due by pace: as large a part of it as of its days.

mod behind;
mod cover;
mod desk;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use self::behind::behind;
use self::desk::Desk;
use crate::analyse::Analysis;
use crate::cube::Cube;
use crate::model::companion::{Companions, Targets};
use crate::model::{Calendar, Day, Grain, Money, Orders, Period, Rules};

/// What a target is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Scope {
    /// The whole book.
    Book { from: From },
    Owner {
        name: String,
        /// Whether any row is theirs.
        known: bool,
    },
    /// A customer; its place in the cube, where the orders have it.
    Customer {
        key: String,
        name: String,
        #[serde(skip)]
        place: Option<usize>,
    },
}

/// What the book's target was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    /// Rows that name neither an owner nor a customer.
    Own,
    /// The owners' targets, added up.
    Owners,
    /// The customers' targets, added up; what only those customers brought is set against it.
    Customers,
}

/// A target and what was reached.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Aim {
    #[serde(flatten)]
    pub scope: Scope,
    /// Of the whole period, as far as there is one.
    pub target: Money,
    /// What of it is due by the frame's day.
    pub due: Money,
    /// What was reached by that day, on the days that have a target; nothing where it cannot be told.
    pub actual: Option<Money>,
    /// Days without a target, first and last.
    pub gaps: Vec<(Day, Day)>,
}

impl Aim {
    /// Gives what was reached as a share of what is due.
    pub fn share(&self) -> Option<f64> {
        self.actual?.share_of(self.due).filter(|_| self.due.is_positive())
    }

    /// Gives what was reached above (or below) what is due.
    pub fn ahead(&self) -> Option<Money> {
        Some(self.actual? - self.due)
    }

    /// Gives how many days of a period have a target.
    fn days(&self, period: Period) -> i32 {
        period.days() - self.gaps.iter().map(|(from, to)| to.since(*from) + 1).sum::<i32>()
    }

    /// Says whether it lags by more than a share of what is due.
    pub fn lags(&self, limit: f64) -> bool {
        self.share().is_some_and(|share| share < 1.0 - limit)
    }
}

/// The targets of one period, up to a day in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Frame {
    pub period: Period,
    pub to: Day,
    /// The book, then owners, then customers, each by target.
    pub aims: Vec<Aim>,
    /// Where the book has a target of its own, and the owners' of the same period come to another sum: that sum.
    pub owners_sum: Option<Money>,
}

impl Frame {
    /// Gives the book's.
    pub fn book(&self) -> Option<&Aim> {
        self.aims.iter().find(|aim| matches!(aim.scope, Scope::Book { .. }))
    }

    /// Gives the salespeople's, with their names.
    pub fn owners(&self) -> impl Iterator<Item = (&str, &Aim)> {
        self.aims.iter().filter_map(|aim| match &aim.scope {
            Scope::Owner { name, .. } => Some((name.as_str(), aim)),
            _ => None,
        })
    }

    /// Gives a salesperson's.
    pub fn owner(&self, wanted: &str) -> Option<&Aim> {
        self.owners().find(|(name, _)| same(name, wanted)).map(|(_, aim)| aim)
    }

    /// Gives a customer's, by its place in the cube.
    pub fn customer(&self, wanted: usize) -> Option<&Aim> {
        self.aims.iter().find(|aim| matches!(aim.scope, Scope::Customer { place, .. } if place == Some(wanted)))
    }

    /// Says whether all its days have passed.
    pub fn ended(&self) -> bool {
        self.to >= self.period.last_day()
    }

    /// Gives how much of its days has passed.
    pub fn elapsed(&self) -> f64 {
        f64::from(self.to.since(self.period.first_day()) + 1) / f64::from(self.period.days().max(1))
    }
}

/// Targets against what was reached.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Aims {
    /// The report's period, where it has ended and has a target.
    pub period: Option<Frame>,
    /// The year that holds it, up to its end.
    pub year: Option<Frame>,
    /// The period that has not ended, up to as-of.
    pub running: Option<Frame>,
    /// The book in each complete period that has a target.
    pub history: Vec<(Period, Aim)>,
}

impl Aims {
    /// Gives the targets of a period: of one that has ended, or of the one that has not.
    pub fn of(&self, period: Period) -> Option<&Frame> {
        [&self.period, &self.running].into_iter().flatten().find(|frame| frame.period == period)
    }
}

/// What targets are set against.
pub struct Reached<'a> {
    pub cube: &'a Cube,
    pub orders: &'a Orders,
    pub companions: &'a Companions,
    pub rules: &'a Rules,
    /// Whether rows were left out by `--only`: then the book is not the whole one, and its targets say nothing of it.
    pub part: bool,
}

/// Sets targets against what was reached in the report's period, the year up to its end, and the period that has not ended.
pub fn aims(targets: &Targets, analysis: &Analysis, reached: &Reached<'_>) -> Aims {
    let desk = Desk::new(targets, reached);
    let frame = |period: Period, to: Day| Some(desk.frame(period, to)).filter(|frame| !frame.aims.is_empty());
    let period = analysis.period;
    let end = period.last_day();
    let year = Calendar { grain: Grain::Year, ..period.calendar }.period_of(end);
    // A target of nothing but the report's period says nothing more of the year.
    let whole_year = |year: Period| {
        let mut frame = frame(year, end)?;
        frame.aims.retain(|aim| aim.days(year) > period.days());
        Some(frame).filter(|frame| !frame.aims.is_empty())
    };
    let running = analysis.partial.as_ref().filter(|partial| partial.period >= period);
    let history = analysis.periods.iter().filter(|figures| figures.period <= period && analysis.complete);
    Aims {
        period: analysis.complete.then(|| frame(period, end)).flatten(),
        year: (period.calendar.grain != Grain::Year && analysis.complete).then(|| whole_year(year)).flatten(),
        running: running.and_then(|partial| frame(partial.period, partial.to)),
        history: history
            .filter_map(|figures| {
                let book = desk.book(figures.period, figures.period.last_day())?;
                Some((figures.period, book))
            })
            .collect(),
    }
}

/// Says whether two names of salespeople are one.
pub fn same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// Gives a name as names are compared.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
