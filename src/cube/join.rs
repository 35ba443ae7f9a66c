//! What ranges of lines were folded to → the cube.

use std::sync::Arc;

use rayon::prelude::*;

use super::fold::{Done, Ends, Facts, Folder, join_ends};
use super::marks::Marks;
use super::timeline::Timeline;
use super::{Cell, Cube, Customer, DayFact};
use crate::model::problem::AnalyseProblem;
use crate::model::{Calendar, Client, Day, Failure, Grain, Orders, Parts, Place};

impl Cube {
    /// Puts together what the lines of a book were folded to; `orders` names its customers and its span. Gives nothing where
    /// the facts cannot be told from the parts.
    pub fn of_parts(orders: &Orders, parts: Parts<Folder>, calendar: Calendar) -> Result<Option<Cube>, Failure> {
        let Parts { parts, longer, numbered, total, by_day } = parts;
        let recent = parts.iter().map(|part| part.fold.recent()).max().unwrap_or(i32::MAX);
        if parts.iter().any(|part| !part.fold.sound) {
            return Ok(None);
        }
        let mut pieces: Vec<Vec<(u32, Facts)>> = Vec::new();
        pieces.resize_with(orders.clients.len(), Vec::new);
        for part in parts {
            for (facts, client) in part.fold.customers.into_iter().zip(part.clients) {
                pieces[client as usize].push((part.orders, facts));
            }
        }
        let (Some(&(first, _)), Some(&(last, _))) = (by_day.first(), by_day.last()) else {
            return Err(Failure::new(Place::default(), AnalyseProblem::NoRows));
        };
        let rows = (Day::from_number(first), Day::from_number(last));
        let years = Timeline::new(&orders.span, rows, Calendar { grain: Grain::Year, ..calendar });
        let timeline = Timeline::new(&orders.span, rows, calendar);
        // The nets by day must reach back over the period before the one that has not ended; without a complete period, windows
        // end within one.
        let unended = timeline.periods.get(timeline.complete);
        let back = unended.map(|period| period.before().first_day().number());
        if timeline.complete == 0 || back.is_some_and(|back| back < recent) {
            return Ok(None);
        }
        let begin = |timeline: &Timeline| timeline.periods.first().map_or(0, |period| period.index);
        let joining = Joining { begin: (begin(&timeline), begin(&years)), longer: &longer, numbered };
        let joined = pieces.into_par_iter().zip(&orders.clients).map(|(pieces, client)| joining.join(client, pieces));
        let Some(joined) = joined.collect::<Option<Vec<(Customer, Customer)>>>() else { return Ok(None) };
        let (customers, by_year) = joined.into_iter().unzip();
        let by_day: Arc<[(i32, i64)]> = by_day.into();
        let cube = |timeline: Timeline, customers, years| Cube {
            span: orders.span.clone(),
            periods: timeline.periods,
            complete: timeline.complete,
            short_first: timeline.short_first,
            customers,
            has_numbers: numbered,
            numbering: Arc::default(),
            numbers: Arc::default(),
            products: Vec::new(),
            has_quantity: false,
            currencies: Arc::default(),
            months: None,
            years,
            by_day: Some(Arc::clone(&by_day)),
        };
        let years = cube(years, by_year, None);
        years.check(total)?;
        let cube = cube(timeline, customers, Some(Box::new(years)));
        cube.check(total)?;
        Ok(Some(cube))
    }
}

/// What joining the pieces of a customer asks for.
struct Joining<'a> {
    /// The indices of the first period and the first year.
    begin: (i32, i32),
    longer: &'a [u32],
    numbered: bool,
}

impl Joining<'_> {
    /// Joins what one customer did in each part; by period, and by year.
    fn join(&self, client: &Client, pieces: Vec<(u32, Facts)>) -> Option<(Customer, Customer)> {
        let mut pieces = pieces.into_iter();
        let (_, mut facts) = pieces.next().map(|(orders, facts)| (orders, facts.numbered_from(orders)))?;
        for (orders, piece) in pieces {
            let piece = piece.numbered_from(orders);
            // Days without a number are orders by themselves, and the parts may share one.
            (self.numbered || facts.last_row < piece.first_row).then_some(())?;
            facts.by_period.extend(piece.by_period);
            facts.by_year.extend(piece.by_year);
            facts.marks.join(&piece.marks);
            facts.recent.extend(piece.recent);
            facts.first_row = facts.first_row.min(piece.first_row);
            facts.last_row = facts.last_row.max(piece.last_row);
        }
        let (cells, ends) = self.track(facts.by_period, self.begin.0)?;
        let (year_cells, year_ends) = self.track(facts.by_year, self.begin.1)?;
        let rows = Some((Day::from_number(facts.first_row), Day::from_number(facts.last_row)));
        let folded = Arc::new(Folded { rows, marks: facts.marks });
        let days: Arc<[DayFact]> = by_day(facts.recent).into();
        let customer = |cells, ends| Customer {
            key: client.key.clone(),
            name: client.name.clone(),
            cells,
            ends,
            days: Arc::clone(&days),
            folded: Some(Arc::clone(&folded)),
            ..Customer::default()
        };
        Some((customer(cells, ends), customer(year_cells, year_ends)))
    }

    /// Puts the facts of each period together, by place.
    fn track(&self, mut done: Vec<Done>, begin: i32) -> Option<(Vec<(u32, Cell)>, Vec<(u32, Ends)>)> {
        if !done.is_sorted_by_key(|(period, ..)| *period) {
            done.sort_by_key(|(period, ..)| *period);
        }
        let mut cells: Vec<(u32, Cell)> = Vec::with_capacity(done.len());
        let mut ends: Vec<(u32, Ends)> = Vec::with_capacity(done.len());
        let mut sound = true;
        for of_period in done.chunk_by(|one, two| one.0 == two.0) {
            let place = (of_period[0].0 - begin) as u32;
            let (mut sum, mut both) = (Cell::default(), None);
            for (_, cell, more) in of_period {
                sum += *cell;
                join_ends(&mut both, *more, self.longer, &mut sound);
            }
            cells.push((place, sum));
            ends.extend(both.map(|both| (place, both)));
        }
        sound.then_some((cells, ends))
    }
}

/// What is known of the days of a customer whose rows were not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The days of the first and the last row.
    pub rows: Option<(Day, Day)>,
    pub marks: Marks,
}

impl Facts {
    /// Counts orders on from those of the parts before.
    fn numbered_from(mut self, more: u32) -> Facts {
        let ends = self.by_period.iter_mut().chain(&mut self.by_year).filter_map(|(.., ends)| ends.as_mut());
        ends.for_each(|ends| {
            ends.first.number += more;
            ends.last.number += more;
        });
        self
    }
}

/// Sorts the nets of days and adds up those of one day.
fn by_day(mut days: Vec<DayFact>) -> Vec<DayFact> {
    super::orders::sum_days(&mut days);
    days
}
