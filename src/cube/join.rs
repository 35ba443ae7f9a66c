//! What ranges of lines were folded to → the cube.

use std::sync::Arc;

use rayon::prelude::*;

use super::fold::{Done, Ends, Folder, Over, join_ends};
use super::marks::Marks;
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
        let Some(rows) = rows_of_each(orders.clients.len(), &parts, numbered) else { return Ok(None) };
        // A day long before the others gives a customer centuries of marks; where many have one, days are kept as days.
        let spans: u64 = rows.iter().map(|(first, last)| last.since(*first).max(0) as u64 / 64 + 2).sum();
        let marked: u64 = parts.iter().map(|part| part.fold.over.words.len() as u64).sum();
        if spans > (marked * 8).max(MARKS) {
            return Ok(None);
        }
        let (periods, (words, days)) = rayon::join(
            || Grouped::new(rows.len(), &parts, |over| &over.periods, |done| done.customer),
            || {
                let words = Grouped::new(rows.len(), &parts, |over| &over.words, |word| word.0);
                (words, Grouped::new(rows.len(), &parts, |over| &over.days, |fact| fact.0))
            },
        );
        let begin = timeline.periods.first().map_or(0, |period| period.index);
        let joining = Joining { begin, longer: &longer, parts: &parts, periods, words, days };
        let joined = orders.clients.par_iter().zip(rows).enumerate();
        let joined = joined.map_init(Vec::new, |done, (at, (client, rows))| joining.join(at, client, rows, done));
        // All at once in their places: taken out one by one, they would be copied from list to list.
        let joined: Vec<Option<Customer>> = joined.collect();
        let Some(customers) = joined.into_iter().collect::<Option<Vec<Customer>>>() else { return Ok(None) };
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

/// Where the facts of each customer lie: the part, and the place in it, in their order.
struct Grouped {
    /// Where those of a customer end.
    ends: Vec<u32>,
    places: Vec<(u32, u32)>,
}

impl Grouped {
    fn new<T>(
        customers: usize,
        parts: &[Part<Folder>],
        facts: impl Fn(&Over) -> &[T],
        customer: impl Fn(&T) -> u32,
    ) -> Grouped {
        let client = |part: &Part<Folder>, fact: &T| part.clients[customer(fact) as usize] as usize;
        let mut ends = vec![0; customers];
        for part in parts {
            facts(&part.fold.over).iter().for_each(|fact| ends[client(part, fact)] += 1);
        }
        let mut all = 0_u32;
        for end in &mut ends {
            // What they begin with becomes what they end with as they are put down.
            all += std::mem::replace(end, all);
        }
        let mut places = vec![(0, 0); all as usize];
        for (of, part) in (0..).zip(parts) {
            for (at, fact) in (0..).zip(facts(&part.fold.over)) {
                let end = &mut ends[client(part, fact)];
                places[*end as usize] = (of, at);
                *end += 1;
            }
        }
        Grouped { ends, places }
    }

    fn of(&self, customer: usize) -> &[(u32, u32)] {
        let start = customer.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.places[start as usize..self.ends[customer] as usize]
    }
}

/// What joining the facts of a customer asks for.
struct Joining<'a> {
    /// The index of the first period.
    begin: i32,
    longer: &'a [u32],
    parts: &'a [Part<Folder>],
    periods: Grouped,
    words: Grouped,
    days: Grouped,
}

impl<'a> Joining<'a> {
    /// Joins what one customer did in all parts; `done` is room for the periods.
    fn join(&self, at: usize, client: &Client, rows: (Day, Day), done: &mut Vec<(&'a Done, u32)>) -> Option<Customer> {
        let over = |part: u32| &self.parts[part as usize].fold.over;
        let mut marks = Marks::default();
        for &(part, place) in self.words.of(at) {
            let (_, word, bits) = over(part).words[place as usize];
            marks.add(word, bits);
        }
        let days = self.days.of(at).iter().map(|&(part, place)| over(part).days[place as usize].1);
        let days = by_day(days.collect()).into();
        done.clear();
        done.extend(self.periods.of(at).iter().map(|&(part, place)| (&over(part).periods[place as usize], part)));
        let (cells, ends) = self.track(done)?;
        let folded = Some(Arc::new(Folded { rows: Some(rows), marks }));
        let (key, name) = (client.key.clone(), client.name.clone());
        Some(Customer { key, name, cells, ends, days, folded, ..Customer::default() })
    }

    /// Puts the facts of each period together, by place.
    fn track(&self, done: &mut [(&Done, u32)]) -> Option<(Vec<(u32, Cell)>, Vec<(u32, Ends)>)> {
        if !done.is_sorted_by_key(|(done, _)| done.period) {
            done.sort_by_key(|(done, _)| done.period);
        }
        let mut cells: Vec<(u32, Cell)> = Vec::with_capacity(done.len());
        let mut ends: Vec<(u32, Ends)> = Vec::with_capacity(done.len());
        let mut sound = true;
        for of_period in done.chunk_by(|(one, _), (two, _)| one.period == two.period) {
            let place = (of_period[0].0.period - self.begin) as u32;
            let (mut sum, mut both) = (Cell::default(), None);
            for (done, part) in of_period {
                sum += done.cell();
                // Orders count on from those of the parts before.
                join_ends(&mut both, done.ends(self.parts[*part as usize].orders), self.longer, &mut sound);
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

/// Sorts the nets of days and adds up those of one day.
fn by_day(mut days: Vec<DayFact>) -> Vec<DayFact> {
    super::orders::sum_days(&mut days);
    days
}
