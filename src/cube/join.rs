//! What ranges of lines were folded to → the cube.

use std::sync::Arc;

use rayon::prelude::*;

use super::cells::add;
use super::fold::{Ends, Folder};
use super::marks::Marks;
use super::orders::sum_days;
use super::timeline::Timeline;
use super::{Cell, Cube, Customer, DayFact};
use crate::model::problem::AnalyseProblem;
use crate::model::{Calendar, Client, Day, Failure, Orders, Part, Parts, Place};

/// So many words of marks, 64 MiB, are always kept.
const MARKS: u64 = 1 << 23;

impl Cube {
    /// Puts together what the lines of a book were folded to; `orders` names its customers and its span. Gives nothing where
    /// the facts cannot be told from the parts.
    pub fn of_parts(orders: &Orders, parts: Parts<Folder>, calendar: Calendar) -> Result<Option<Cube>, Failure> {
        let Parts { parts, longer, numbered, total, by_day } = parts;
        let recent = parts.iter().map(|part| part.fold.over.recent).max().unwrap_or(i32::MAX);
        if parts.iter().any(|part| !part.fold.over.sound) {
            return Ok(None);
        }
        let (Some(&(first, _)), Some(&(last, _))) = (by_day.first(), by_day.last()) else {
            return Err(Failure::new(Place::default(), AnalyseProblem::NoRows));
        };
        let rows = (Day::from_number(first), Day::from_number(last));
        let timeline = Timeline::new(&orders.span, rows, calendar);
        // The nets by day must reach back over the period before the one that has not ended; without a complete period, windows
        // end within one.
        let unended = timeline.periods.get(timeline.complete);
        let back = unended.map(|period| period.before().first_day().number());
        if timeline.complete == 0 || back.is_some_and(|back| back < recent) {
            return Ok(None);
        }
        let customers = orders.clients.len();
        let Some(rows) = rows_of_each(customers, &parts, numbered) else { return Ok(None) };
        // A day long before the others gives a customer centuries of marks; where many have one, days are kept as days.
        let spans: u64 = rows.iter().map(|(first, last)| last.since(*first).max(0) as u64 / 64 + 2).sum();
        let marked: u64 = parts.iter().map(|part| part.fold.over.words.len() as u64).sum();
        if spans > (marked * 8).max(MARKS) {
            return Ok(None);
        }
        let begin = timeline.periods.first().map_or(0, |period| period.index);
        let named =
            |client: &Client| Customer { key: client.key.clone(), name: client.name.clone(), ..Customer::default() };
        let mut customers: Vec<Customer> = orders.clients.par_iter().map(named).collect();
        // Each core puts its share of the customers together, out of all facts.
        let share = customers.len().div_ceil(rayon::current_num_threads()).max(1);
        let shares = customers.par_chunks_mut(share).zip(rows.par_chunks(share)).enumerate();
        let sound = shares.map(|(at, (customers, rows))| {
            let whose = Whose { first: at * share, count: customers.len() };
            let Tracks { cells, ends, sound } = Tracks::new(whose, &parts, begin, &longer);
            let days = days(whose, rows, &parts);
            let told = customers.iter_mut().zip(rows).zip(cells.into_iter().zip(ends).zip(days));
            for ((customer, &rows), ((cells, ends), (marks, days))) in told {
                (customer.cells, customer.ends, customer.days) = (cells, ends, days.into());
                customer.folded = Some(Arc::new(Folded { rows: Some(rows), marks }));
            }
            sound
        });
        if !sound.reduce(|| true, |one, two| one && two) {
            return Ok(None);
        }
        let cube = Cube {
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
            by_day: Some(by_day.into()),
        };
        cube.check(total)?;
        Ok(Some(cube))
    }
}

/// Gives the days of each customer's first and last line; nothing where days without a number, which are orders by
/// themselves, may lie in two parts.
fn rows_of_each(customers: usize, parts: &[Part<Folder>], numbered: bool) -> Option<Vec<(Day, Day)>> {
    let mut rows = vec![(i32::MAX, i32::MIN); customers];
    for part in parts {
        for (&(first, last), &client) in part.fold.over.rows.iter().zip(&part.clients) {
            let rows = &mut rows[client as usize];
            (numbered || rows.1 < first).then_some(())?;
            *rows = (rows.0.min(first), rows.1.max(last));
        }
    }
    Some(rows.into_iter().map(|(first, last)| (Day::from_number(first), Day::from_number(last))).collect())
}

/// Some customers next to each other, by place.
#[derive(Clone, Copy)]
struct Whose {
    first: usize,
    count: usize,
}

impl Whose {
    /// Gives the place of a customer among them.
    #[inline]
    fn at(self, part: &Part<Folder>, customer: u32) -> Option<usize> {
        let at = (part.clients[customer as usize] as usize).wrapping_sub(self.first);
        (at < self.count).then_some(at)
    }
}

/// What each customer did in each period, by place.
///
/// The facts are taken as they lie, and put down where their customers are: a place that is written to need not be waited for,
/// as one that is read from must be.
struct Tracks {
    cells: Vec<Vec<(u32, Cell)>>,
    ends: Vec<Vec<(u32, Ends)>>,
    /// Whether it can be told which orders are first and last.
    sound: bool,
}

impl Tracks {
    /// Puts the facts of all parts together; `begin` is the index of the first period.
    fn new(whose: Whose, parts: &[Part<Folder>], begin: i32, longer: &[u32]) -> Tracks {
        let mut counts = vec![0; whose.count];
        for part in parts {
            let done = part.fold.over.periods.iter().filter_map(|done| whose.at(part, done.customer));
            done.for_each(|customer| counts[customer] += 1);
        }
        let mut tracks = Tracks {
            cells: counts.iter().map(|&count| Vec::with_capacity(count)).collect(),
            ends: counts.iter().map(|&count| Vec::with_capacity(count)).collect(),
            sound: true,
        };
        // The place of each customer's last cell, kept apart so that cells are written to and not read.
        let mut lasts = vec![u32::MAX; whose.count];
        for part in parts {
            for done in &part.fold.over.periods {
                let Some(customer) = whose.at(part, done.customer) else { continue };
                let place = (done.period - begin) as u32;
                let last = std::mem::replace(&mut lasts[customer], place);
                let (cells, ends) = (&mut tracks.cells[customer], &mut tracks.ends[customer]);
                // Orders count on from those of the parts before.
                let more = done.ends(part.orders);
                if last == u32::MAX || last < place {
                    cells.push((place, done.cell()));
                    ends.extend(more.map(|more| (place, more)));
                    continue;
                }
                lasts[customer] = last;
                add(cells, place, done.cell());
                if let Some(more) = more {
                    match ends.binary_search_by_key(&place, |(at, _)| *at) {
                        Ok(at) => tracks.sound &= ends[at].1.join(&more, longer),
                        Err(at) => ends.insert(at, (place, more)),
                    }
                }
            }
        }
        tracks
    }
}

/// Gives the order days of each customer, and the nets of its latest days.
fn days(whose: Whose, rows: &[(Day, Day)], parts: &[Part<Folder>]) -> Vec<(Marks, Vec<DayFact>)> {
    let mut all: Vec<(Marks, Vec<DayFact>)> =
        rows.iter().map(|&(first, last)| (Marks::between(first, last), Vec::new())).collect();
    for part in parts {
        for &(customer, word, bits) in &part.fold.over.words {
            if let Some(customer) = whose.at(part, customer) {
                all[customer].0.add(word, bits);
            }
        }
        for &(customer, fact) in &part.fold.over.days {
            if let Some(customer) = whose.at(part, customer) {
                all[customer].1.push(fact);
            }
        }
    }
    all.iter_mut().for_each(|(_, days)| sum_days(days));
    all
}

/// What is known of the days of a customer whose rows were not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The days of the first and the last row.
    pub rows: Option<(Day, Day)>,
    pub marks: Marks,
}
