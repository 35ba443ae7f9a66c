//! Order lines → customers' facts while they are read, so that no line is kept.
//!
//! The lines of an order stand together and its number ascends, so an order is over when the customer's next one begins. At
//! hand is what a customer did in one period; when the period is over, it is put behind all others that are over, so that
//! only what lines touch stands in the way of the next. Beside it go a bit for each order day, and the nets of the latest days,
//! for a period that has not ended. What does not come so ends the folding: all lines are needed.

mod ends;
mod hand;

pub use ends::Ends;
use hand::Hand;

use super::{Cell, DayFact};
use crate::model::{Calendar, Day, FoldLine, LineFold, Money};

/// No day, no period.
const NONE: i32 = i32::MIN;

/// Folds the lines of one range.
pub struct Folder {
    calendar: Calendar,
    numbered: bool,
    /// A day with its period: the lines after it are mostly of the same.
    known: (i32, i32),
    hands: Vec<Hand>,
    pub(super) over: Over,
}

/// What is over of a range, in the order in which it ended.
#[derive(Default)]
pub(super) struct Over {
    pub periods: Vec<Done>,
    /// Order days: the customer, a word of 64 days by its number, a bit for each.
    pub words: Vec<(u32, i32, u64)>,
    /// The day from which nets are kept by day, and they, as they came.
    pub recent: i32,
    pub days: Vec<(u32, DayFact)>,
    /// By customer, the days of the first and the last line.
    pub rows: Vec<(i32, i32)>,
    /// The orders whose numbers are longer than those before: 9 stands before 10 in the file, but not as text.
    longer: Vec<u32>,
    /// Whether the facts can be told from the lines as they came.
    pub sound: bool,
}

/// A period that is over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Done {
    pub customer: u32,
    /// Its index.
    pub period: i32,
    net: i64,
    gross: i64,
    ordered: i64,
    rows: u32,
    orders: u32,
    /// Its first and last order, where it has orders.
    ends: Ends,
}

const _: () = assert!(size_of::<Done>() == 72);

impl Done {
    /// Gives what the customer did in it.
    pub fn cell(&self) -> Cell {
        Cell {
            net: Money::from_raw(self.net),
            gross: Money::from_raw(self.gross),
            rows: self.rows,
            orders: self.orders,
            ordered: Money::from_raw(self.ordered),
            quantity: 0,
        }
    }

    /// Gives its first and last order, in a part before which there were so many.
    pub fn ends(&self, before: u32) -> Option<Ends> {
        let Ends { mut first, mut last } = self.ends;
        first.number += before;
        last.number += before;
        (self.orders > 0).then_some(Ends { first, last })
    }
}

impl Folder {
    /// Begins a range; `numbered` where order numbers are mapped, `recent` the day from which nets are kept by day.
    pub fn new(calendar: Calendar, numbered: bool, recent: Day) -> Folder {
        let over = Over { recent: recent.number(), sound: true, ..Over::default() };
        Folder { calendar, numbered, known: (NONE, 0), hands: Vec::new(), over }
    }

    #[inline]
    fn period(&mut self, day: i32) -> i32 {
        if self.known.0 != day {
            self.known = (day, self.calendar.period_of(Day::from_number(day)).index);
        }
        self.known.1
    }

    #[inline]
    fn line(&mut self, line: &FoldLine) {
        let period = self.period(line.day);
        let at = line.customer as usize;
        if at >= self.hands.len() {
            self.hands.resize_with(at + 1, Hand::new);
        }
        let hand = &mut self.hands[at];
        if hand.day != line.day || hand.order != line.order {
            let same = hand.day != NONE && if self.numbered { hand.order == line.order } else { hand.day == line.day };
            // A day without a number is an order by itself, and an order goes on: neither may come back.
            if hand.day > line.day && (same || !self.numbered) {
                self.over.sound = false;
                return;
            }
            hand.turn(line, same, period, &mut self.over);
        }
        hand.add(line, &mut self.over);
    }
}

impl LineFold for Folder {
    #[inline]
    fn lines(&mut self, lines: &[FoldLine]) -> bool {
        // Customers come in any order. All are looked at before the first is changed, so that the waits for memory overlap.
        let first = lines.iter().map(|line| self.hands.get(line.customer as usize).map_or(0, |hand| hand.day));
        std::hint::black_box(first.fold(0, |all, one| all | one));
        lines.iter().for_each(|line| self.line(line));
        self.over.sound
    }

    fn longer(&mut self, order: u32) {
        self.over.longer.push(order);
    }

    fn end(&mut self) {
        for (customer, hand) in (0..).zip(&mut self.hands) {
            hand.end(customer, &mut self.over);
        }
        self.over.rows = self.hands.iter().map(Hand::rows).collect();
        self.hands = Vec::new();
    }
}

impl Over {
    fn add_recent(&mut self, line: &FoldLine) {
        let fact =
            DayFact { day: Day::from_number(line.day), net: Money::from_raw(line.amount), order_day: line.amount > 0 };
        self.days.push((line.customer, fact));
    }
}
