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
    /// The last order whose number is longer than the one before: 9 stands before 10 in the file, but not as text.
    longer: u32,
    pub(super) customers: Vec<Facts>,
    /// Whether the facts can be told from the lines as they came.
    pub(super) sound: bool,
}

/// One customer's facts.
#[derive(Default)]
pub(super) struct Facts {
    /// The order and the day at hand.
    order: u32,
    day: i32,
    pub first_row: i32,
    pub last_row: i32,
    marked: bool,
    pub by_period: Track,
    pub by_year: Track,
    pub marks: Marks,
    /// The nets of the latest days, as they came.
    pub recent: Vec<DayFact>,
}

/// The facts of one grain.
#[derive(Default)]
pub(super) struct Track {
    period: i32,
    cell: Cell,
    ends: Option<Ends>,
    /// The order at hand, as far as it lies in the period.
    day: i32,
    amount: i64,
    bought: bool,
    /// Periods that are over.
    pub done: Vec<(i32, Cell, Option<Ends>)>,
}

/// The first and the last order of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    pub first: Order,
    pub last: Order,
}

impl Ends {
    /// Takes another period's; `longer` says whether the number of a later order is longer than that of an earlier one. Says
    /// whether which is first and last can be told.
    pub fn join(&mut self, more: &Ends, longer: impl Fn(u32, u32) -> bool) -> bool {
        let mut sound = true;
        let mut tie = |one: &Order, two: &Order| {
            let same = one.day == two.day;
            sound &= !(same && longer(one.number.min(two.number), one.number.max(two.number)));
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
        Folder { calendar, years, numbered, recent, known, longer: 0, customers, sound: true }
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
            self.customers.push(Facts { day: NONE, first_row: day, last_row: day, ..Facts::default() });
        }
        let facts = &mut self.customers[at];
        if facts.day != day || facts.order != order {
            let same = facts.day != NONE && if self.numbered { facts.order == order } else { facts.day == day };
            // A day without a number is an order by itself, and an order goes on: neither may come back.
            if facts.day > day && (same || !self.numbered) {
                self.sound = false;
                return false;
            }
            self.sound &= facts.by_period.turn(same, day, facts.order, period, self.longer);
            self.sound &= facts.by_year.turn(same, day, facts.order, year, self.longer);
            facts.marked &= facts.day == day;
            (facts.order, facts.day) = (order, day);
            facts.first_row = facts.first_row.min(day);
            facts.last_row = facts.last_row.max(day);
        }
        facts.by_period.add(amount);
        facts.by_year.add(amount);
        if amount > 0 && !facts.marked {
            facts.marked = true;
            facts.marks.set(day);
        }
        if day >= self.recent {
            let (net, day) = (Money::from_raw(amount), Day::from_number(day));
            match facts.recent.last_mut() {
                Some(last) if last.day == day => {
                    last.net += net;
                    last.order_day |= amount > 0;
                }
                _ => facts.recent.push(DayFact { day, net, order_day: amount > 0 }),
            }
        }
        self.sound
    }

    fn longer(&mut self, order: u32) {
        self.longer = order;
    }

    fn end(&mut self) {
        for facts in &mut self.customers {
            for track in [&mut facts.by_period, &mut facts.by_year] {
                self.sound &= track.end_order(facts.order, self.longer);
                track.end_period();
            }
        }
    }
}

impl Track {
    #[inline]
    fn add(&mut self, amount: i64) {
        self.cell.rows += 1;
        self.cell.net += Money::from_raw(amount);
        self.amount += amount;
        if amount > 0 {
            self.cell.gross += Money::from_raw(amount);
            self.bought = true;
        }
    }

    /// Turns to another order or day; `same` where the order before, `order`, goes on.
    fn turn(&mut self, same: bool, day: i32, order: u32, period: i32, longer: u32) -> bool {
        let moves = self.period != period || self.cell.rows == 0;
        let mut sound = true;
        if moves || !same {
            sound = self.end_order(order, longer);
            self.day = day;
        }
        if moves {
            self.end_period();
            self.period = period;
        }
        sound
    }

    /// Ends an order; says whether it can be told which orders are the first and the last.
    fn end_order(&mut self, number: u32, longer: u32) -> bool {
        let (amount, bought) = (std::mem::take(&mut self.amount), std::mem::take(&mut self.bought));
        if !bought {
            return true;
        }
        let amount = Money::from_raw(amount);
        self.cell.orders += 1;
        self.cell.ordered += amount;
        let order = Order { number, day: Day::from_number(self.day), amount };
        let one = Ends { first: order, last: order };
        match &mut self.ends {
            Some(ends) => ends.join(&one, |earlier, later| earlier < longer && longer <= later),
            None => {
                self.ends = Some(one);
                true
            }
        }
    }

    fn end_period(&mut self) {
        if self.cell.rows > 0 {
            self.done.push((self.period, std::mem::take(&mut self.cell), self.ends.take()));
        }
    }
}
