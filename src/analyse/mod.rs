//! [`Cube`] → plain results. One analysis a file, each a pure function; no input, no clock, no wording.
//!
//! [`analyse`] runs them all for one period, the *report's*: bridges, series and windows end with it; silence and cadence speak
//! from as-of. The identities between the results are checked on every run.

/// Gives lines of a bridge by their names: `named!(bridge: opening, new)`.
macro_rules! named {
    ($lines:ident: $($line:ident),+ $(,)?) => {
        [$((stringify!($line), $lines.$line)),+]
    };
}

mod activity;
mod book;
mod bridge;
mod by_product;
mod cadence;
mod classes;
mod classify;
mod cohorts;
mod concentration;
mod dealings;
mod drivers;
mod figures;
mod fx;
mod identities;
mod ledger;
mod mann_kendall;
mod names;
mod over_time;
mod payment;
mod pivot;
mod price_volume;
mod product_trends;
mod products;
mod profit;
mod questions;
mod results;
mod retention;
mod rules_compared;
mod seasonal;
mod signal;
mod slices;
mod stopped;
mod swing;
#[cfg(test)]
mod tests;
mod trend;
mod units;
pub mod watch;
mod without_largest;

use rayon::prelude::*;

pub use activity::*;
pub use by_product::{ByProduct, ProductRow};
pub use classes::{CLASS, given_classes};
pub use classify::*;
pub use cohorts::*;
pub(crate) use dealings::median as median_days;
pub use dealings::*;
pub use ledger::{Entry, Ledger, LedgerPeriod, LedgerProduct, Named as LedgerNamed, ledger};
pub use names::*;
pub use pivot::{Figure, Head, Label, Line, LineKind, Pivoted, pivot};
pub use price_volume::*;
pub use product_trends::*;
pub use profit::*;
pub use questions::{Days, Gone, Question, Questions, Sign, Topic, keeps_rows, questions};
pub use results::*;
pub use rules_compared::*;
pub use slices::*;
pub use stopped::*;
pub use swing::{Swing, swing};

use crate::cube::Cube;
use crate::model::problem::AnalyseProblem;
use crate::model::{Calendar, Failure, Grain, Period, Place, Rules};
use book::Book;
use concentration::{Window, concentration};

/// Analyses a book for the period that the rules name, or for the last that has ended.
///
/// Fails where no row counts, where the period is none of the book's or has not ended, and where an identity does not hold.
pub fn analyse(cube: &Cube, rules: &Rules) -> Result<Analysis, Failure> {
    let analysis = analyse_for(cube, rules, Aspects::ALL)?;
    Ok(Analysis { activity: Some(activity(cube, rules)), ..analysis })
}

/// What a command tells beside bridges; what it does not tell takes no time and is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aspects {
    /// The window: concentration, classes, what would be without the largest.
    pub window: bool,
    /// The bridges of whole years, and what explains each past bridge.
    pub past: bool,
    /// The trend of every customer.
    pub trends: bool,
    /// Concentration at the end of every period.
    pub over_time: bool,
}

impl Aspects {
    pub const ALL: Aspects = Aspects { window: true, past: true, trends: true, over_time: true };
}

/// Analyses a book as [`analyse`] does, as far as a command needs it.
pub fn analyse_for(cube: &Cube, rules: &Rules, aspects: Aspects) -> Result<Analysis, Failure> {
    let place = place(cube, rules)?;
    let period = cube.periods[place];
    let complete = place < cube.complete;
    // The end of all series: after the report's period, before a period that has not ended.
    let end = if complete { place + 1 } else { 0 };
    let book = Book::for_history(cube, rules);
    let year_before = cube.place_of(period.year_before());

    let months = rules.limits.window_months;
    let measured_at = |period| {
        let window = match aspects.window {
            true => Window::ending(cube, period, months),
            false => Window::unasked(cube, period),
        };
        let measured = concentration(&window, &cube.span, &rules.limits);
        (window, measured)
    };
    let periods = || {
        let periods = figures::figures(&book, end);
        identities::check_periods(cube, &periods).map(|()| periods)
    };
    let bridges = || {
        let from = |before: Option<usize>| checked(&book, before.filter(|_| complete), place);
        rayon::join(|| from(place.checked_sub(1)), || from(year_before))
    };
    let windows =
        || rayon::join(|| measured_at(period), || year_before.map(|before| measured_at(cube.periods[before])));
    let whole = || if aspects.past { years(cube, rules, period, complete) } else { Ok(Vec::new()) };
    let past = || rayon::join(|| history(&book, end, aspects.past), whole);
    let present = || rayon::join(periods, || rayon::join(bridges, windows));
    let ((periods, ((bridge, year_on_year), windows)), (history, years)) = rayon::join(present, past);
    let (periods, bridge, year_on_year) = (periods?, bridge?, year_on_year?);
    let ((window, measured), before) = windows;
    let (window_before, measured_before) = before.unzip();
    let before = year_before.zip(window_before.as_ref()).zip(measured_before.as_ref());
    let before = before.map(|((place, window), measured)| (cube.periods[place], window, measured));
    let classes = classes::classes(period, (&window, &measured), before);
    identities::check_window(&measured, &classes)?;

    let shown = |first: Period| rules.since.is_none_or(|since| first.first_day() >= since);
    let trends = || if aspects.trends { trend::trends(&book, end) } else { Trends::default() };
    let over_time = || if aspects.over_time { over_time::over_time(&book, end) } else { Vec::new() };
    let (trends, over_time) = rayon::join(trends, over_time);
    Ok(Analysis {
        period,
        complete,
        partial: figures::partial(&book),
        so_far: (!complete).then(|| figures::figures(&book, place + 1).pop()).flatten(),
        history: history?.into_iter().filter(|bridge| shown(bridge.from_shown())).collect(),
        years: years?.into_iter().filter(|bridge| shown(bridge.from_shown())).collect(),
        trends,
        activity: None,
        without_largest: without_largest::without_largest(&book, place, bridge.as_ref(), &window, &measured),
        over_time: over_time.into_iter().filter(|one| shown(one.period)).collect(),
        products: bridge.as_ref().map_or_else(Vec::new, |_| products::products(&book, place - 1, place, year_before)),
        periods: periods.into_iter().filter(|figures| shown(figures.period)).collect(),
        concentration: measured,
        concentration_year_before: measured_before,
        classes,
        bridge,
        year_on_year,
    })
}

/// Gives the place of the report's period; the first period where none has ended.
fn place(cube: &Cube, rules: &Rules) -> Result<usize, Failure> {
    let problem = |problem| Failure::new(Place::default(), problem);
    let (Some(&first), Some(&last)) = (cube.periods.first(), cube.periods.last()) else {
        return Err(problem(AnalyseProblem::NoRows));
    };
    let ended = cube.complete.checked_sub(1).map(|place| cube.periods[place]);
    let current = rules.current.then(|| rules.calendar.period_of(cube.span.as_of));
    match rules.period.or(current) {
        None => Ok(cube.complete.saturating_sub(1)),
        Some(wanted) => match cube.place_of(wanted) {
            Some(place) if place < cube.complete => Ok(place),
            Some(_) => Err(problem(AnalyseProblem::NotEnded { wanted, as_of: cube.span.as_of, last: ended })),
            None => Err(problem(AnalyseProblem::NoSuchPeriod { wanted, first, last, ended })),
        },
    }
}

/// Makes a bridge between two places and checks it; none without a place to begin.
fn checked(book: &Book<'_>, p0: Option<usize>, p1: usize) -> Result<Option<Bridge>, Failure> {
    let bridge = p0.map(|p0| bridge::bridge(book, p0, p1));
    bridge.as_ref().map_or(Ok(()), identities::check_bridge)?;
    Ok(bridge)
}

/// Makes the bridges to the periods at some places, each from the one before it, with all who moved.
///
/// # Errors
/// A bridge that does not add up: a mistake of mingxi.
pub fn bridges(cube: &Cube, rules: &Rules, places: std::ops::Range<usize>) -> Result<Vec<Bridge>, Failure> {
    let book = Book::for_history(cube, rules);
    let each = places.into_par_iter().filter(|place| (1..cube.complete).contains(place));
    each.filter_map(|place| checked(&book, Some(place - 1), place).transpose()).collect()
}

/// Makes the bridge to each period before place `end`, from the one before it; without movers.
fn history(book: &Book<'_>, end: usize, explained: bool) -> Result<Vec<Bridge>, Failure> {
    let each = (1..end).into_par_iter().map(|p1| {
        let mut bridge = bridge::unsorted(book, p1 - 1, p1);
        identities::check_bridge(&bridge)?;
        if explained {
            bridge.explain = drivers::explain(&bridge, &book.rules.limits);
        }
        Ok(Bridge { movers: Vec::new(), ..bridge })
    });
    each.collect()
}

/// Makes the bridges of whole years that end with the report's period or before; none where the periods are years, and none
/// of a book that was folded as it was read.
fn years(cube: &Cube, rules: &Rules, period: Period, complete: bool) -> Result<Vec<Bridge>, Failure> {
    if period.calendar.grain == Grain::Year || !complete {
        return Ok(Vec::new());
    }
    if cube.is_folded() {
        return Ok(Vec::new());
    }
    let cube = cube.regrain(Calendar { grain: Grain::Year, ..period.calendar });
    let ended = cube.periods[..cube.complete].iter().filter(|year| year.last_day() <= period.last_day());
    history(&Book::for_history(&cube, rules), ended.count(), true)
}

impl Bridge {
    /// Gives the first period that must be shown for the bridge to be: a short first one must, being its flaw.
    fn from_shown(&self) -> Period {
        if self.short { self.period0 } else { self.period1 }
    }
}
