//! Order lines → customers' facts while they are read, so that no line is kept.
//!
//! The lines of an order stand together and its number ascends, so an order is over when the customer's next one begins. Kept
//! are the sums of each period and each year with their first and last order, a bit for each order day, and the nets of the
//! latest days, for a period that has not ended. What does not come so ends the folding: all lines are needed.

use super::marks::Marks;
use super::{Cell, DayFact, Order};
use crate::model::{Calendar, Day, LineFold, Money};

/// No day, no period.
const NONE: i32 = i32::MIN;

/// Folds the lines of one range.
pub struct Folder {
    calendar: Calendar,
    years: Calendar,
    numbered: bool,
    /// The day from which nets are kept by day.
    recent: i32,
    /// A day with its period and year: the lines after it are mostly of the same.
    known: (i32, i32, i32),
    /// The orders whose numbers are longer than those before: 9 stands before 10 in the file, but not as text.
    longer: Vec<u32>,
    pub(super) customers: Vec<Facts>,
    /// Whether the facts can be told from the lines as they came.
    pub(super) sound: bool,
}

/// One customer's facts. What each line touches stands together.
#[derive(Default)]
pub(super) struct Facts {
    /// The order at hand, its day, and the day of its first line in the period.
    order: u32,
    day: i32,
    order_day: i32,
    bought: bool,
    amount: i64,
    period: i32,
    year: i32,
    cell: Cell,
    ends: Option<Ends>,
    /// The order days of the 64 days at hand.
    word: i32,
    bits: u64,
    pub first_row: i32,
    pub last_row: i32,
    /// The order at hand as far as it lies in earlier periods of the year; once it is over, what the year is to count for it.
    carried: Option<Part>,
    joined: Option<(Part, Part)>,
    pub by_period: Vec<Done>,
    pub by_year: Vec<Done>,
    pub marks: Marks,
    /// The nets of the latest days, as they came.
    pub recent: Vec<DayFact>,
}

/// A period that is over: its index, its sums, its first and last order.
pub(super) type Done = (i32, Cell, Option<Ends>);

/// A part of an order.
#[derive(Clone, Copy, Debug)]
struct Part {
    number: u32,
    day: i32,
    amount: i64,
    bought: bool,
}

impl Part {
    fn order(self) -> Order {
        Order { number: self.number, day: Day::from_number(self.day), amount: Money::from_raw(self.amount) }
    }

    /// Adds what came later of the same order.
    fn and(self, later: Part) -> Part {
        let (amount, bought) = (self.amount + later.amount, self.bought | later.bought);
        Part { day: self.day.min(later.day), amount, bought, ..self }
    }
}

/// The first and the last order of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    pub first: Order,
    pub last: Order,
}

impl Ends {
    /// Adds those of more orders; says whether it can be told which are first and last, by day, then number as text: not between
    /// two of a day whose numbers differ in length.
    #[inline]
    fn join(&mut self, more: &Ends, longer: &[u32]) -> bool {
        let mut sound = true;
        let mut tie = |one: &Order, two: &Order| {
            if one.day == two.day && one.number != two.number {
                let (from, to) = (one.number.min(two.number), one.number.max(two.number));
                let next = longer.partition_point(|&order| order <= from);
                sound &= longer.get(next).is_none_or(|&order| order > to);
            }
            (one.day, one.number) <= (two.day, two.number)
        };
        if !tie(&self.first, &more.first) {
            self.first = more.first;
        }
        if tie(&self.last, &more.last) {
            self.last = more.last;
        }
        sound
    }
}

impl Folder {
    /// Begins a range; `numbered` where order numbers are mapped, `recent` the day from which nets are kept by day.
    pub fn new(calendar: Calendar, numbered: bool, recent: Day) -> Folder {
        let years = Calendar { grain: crate::model::Grain::Year, ..calendar };
        let (customers, known, recent) = (Vec::new(), (NONE, 0, 0), recent.number());
        Folder { calendar, years, numbered, recent, known, longer: Vec::new(), customers, sound: true }
    }

    /// Gives the day from which nets are kept by day.
    pub(super) fn recent(&self) -> i32 {
        self.recent
    }

    #[inline]
    fn periods(&mut self, day: i32) -> (i32, i32) {
        if self.known.0 != day {
            let of = |calendar: Calendar| calendar.period_of(Day::from_number(day)).index;
            self.known = (day, of(self.calendar), of(self.years));
        }
        (self.known.1, self.known.2)
    }
}

impl LineFold for Folder {
    #[inline]
    fn line(&mut self, customer: u32, day: i32, order: u32, amount: i64) -> bool {
        let at = customer as usize;
        let (period, year) = self.periods(day);
        if at == self.customers.len() {
            let rows = (day, day);
            self.customers.push(Facts { day: NONE, first_row: rows.0, last_row: rows.1, ..Facts::default() });
        }
        let facts = &mut self.customers[at];
        if facts.day != day || facts.order != order {
            let same = facts.day != NONE && if self.numbered { facts.order == order } else { facts.day == day };
            // A day without a number is an order by itself, and an order goes on: neither may come back.
            if facts.day > day && (same || !self.numbered) {
                self.sound = false;
                return false;
            }
            if facts.period != period || facts.cell.rows == 0 {
                facts.end_period(same, year, &self.longer, &mut self.sound);
                (facts.period, facts.year, facts.order_day) = (period, year, day);
            } else if !same {
                facts.end_order(&self.longer, &mut self.sound);
                facts.order_day = day;
            }
            (facts.order, facts.day) = (order, day);
            facts.first_row = facts.first_row.min(day);
            facts.last_row = facts.last_row.max(day);
        }
        facts.cell.rows += 1;
        facts.cell.net += Money::from_raw(amount);
        facts.amount += amount;
        if amount > 0 {
            facts.cell.gross += Money::from_raw(amount);
            facts.bought = true;
            if facts.word != day >> 6 {
                facts.end_word();
                facts.word = day >> 6;
            }
            facts.bits |= 1 << (day & 63);
        }
        if day >= self.recent {
            facts.add_recent(Day::from_number(day), amount);
        }
        self.sound
    }

    fn longer(&mut self, order: u32) {
        self.longer.push(order);
    }

    fn end(&mut self) {
        for facts in &mut self.customers {
            facts.end_period(false, NONE, &self.longer, &mut self.sound);
            facts.end_word();
        }
    }
}

impl Facts {
    fn end_word(&mut self) {
        self.marks.add(self.word, std::mem::take(&mut self.bits));
    }

    fn add_recent(&mut self, day: Day, amount: i64) {
        let net = Money::from_raw(amount);
        match self.recent.last_mut() {
            Some(last) if last.day == day => {
                last.net += net;
                last.order_day |= amount > 0;
            }
            _ => self.recent.push(DayFact { day, net, order_day: amount > 0 }),
        }
    }

    /// Takes what is at hand of an order, and counts it in the period.
    #[inline]
    fn end_part(&mut self, longer: &[u32], sound: &mut bool) -> Part {
        let (amount, bought) = (std::mem::take(&mut self.amount), std::mem::take(&mut self.bought));
        let part = Part { number: self.order, day: self.order_day, amount, bought };
        if bought {
            self.cell.orders += 1;
            self.cell.ordered += Money::from_raw(amount);
            let order = part.order();
            join_ends(&mut self.ends, Some(Ends { first: order, last: order }), longer, sound);
        }
        part
    }

    /// Ends an order.
    #[inline]
    fn end_order(&mut self, longer: &[u32], sound: &mut bool) {
        let part = self.end_part(longer, sound);
        if let Some(carried) = self.carried.take() {
            self.joined = Some((carried, part));
        }
    }

    /// Ends a period, which one of `year` follows; an order that goes on in that (`same`) is counted by the year when it is over.
    fn end_period(&mut self, same: bool, year: i32, longer: &[u32], sound: &mut bool) {
        if self.cell.rows == 0 {
            return;
        }
        if same && year == self.year {
            let (cell, ends) = (self.cell, self.ends);
            let part = self.end_part(longer, sound);
            self.end_in_year(cell, ends, longer, sound);
            self.carried = Some(self.carried.map_or(part, |carried| carried.and(part)));
        } else {
            self.end_order(longer, sound);
            self.end_in_year(self.cell, self.ends, longer, sound);
        }
        self.by_period.push((self.period, std::mem::take(&mut self.cell), self.ends.take()));
    }

    /// Adds a period to its year.
    fn end_in_year(&mut self, mut cell: Cell, mut ends: Option<Ends>, longer: &[u32], sound: &mut bool) {
        if let Some((carried, part)) = self.joined.take()
            && (carried.bought || part.bought)
        {
            // The period has counted its own part, if that is one.
            let whole = carried.and(part).order();
            if part.bought {
                cell.ordered += Money::from_raw(carried.amount);
                if let Some(Ends { first, last }) = &mut ends {
                    [first, last].into_iter().filter(|end| end.number == whole.number).for_each(|end| *end = whole);
                }
            } else {
                cell.orders += 1;
                cell.ordered += whole.amount;
                join_ends(&mut ends, Some(Ends { first: whole, last: whole }), longer, sound);
            }
        }
        match self.by_year.last_mut() {
            Some((year, sum, of_year)) if *year == self.year => {
                *sum += cell;
                join_ends(of_year, ends, longer, sound);
            }
            _ => self.by_year.push((self.year, cell, ends)),
        }
    }
}

/// Adds the first and the last of more orders; `longer` are the orders whose numbers are longer than those before.
#[inline]
pub(super) fn join_ends(ends: &mut Option<Ends>, more: Option<Ends>, longer: &[u32], sound: &mut bool) {
    match (ends, more) {
        (Some(ends), Some(more)) => *sound &= ends.join(&more, longer),
        (ends @ None, more) => *ends = more,
        (Some(_), None) => {}
    }
}
