//! What one customer did in the period at hand: what each line touches, in two lines of the processor's cache.

use super::ends::{Ends, join_ends};
use super::{Done, NONE, Over};
use crate::cube::{Cell, Order};
use crate::model::{Day, FoldLine, Money};

/// One customer at hand.
#[repr(C, align(64))]
pub struct Hand {
    /// The order at hand, and the day of its last line.
    pub order: u32,
    pub day: i32,
    amount: i64,
    net: i64,
    gross: i64,
    /// The order days of the 64 days at hand.
    bits: u64,
    word: i32,
    rows: u32,
    period: i32,
    year: i32,
    /// The day of the first line of the order at hand in the period.
    order_day: i32,
    bought: bool,
    first_row: i32,
    last_row: i32,
    ordered: i64,
    /// The first and the last of the period's orders, where it has orders.
    orders: u32,
    ends: Ends,
    across: Option<Box<Across>>,
}

const _: () = assert!(size_of::<Hand>() == 128);

/// An order across the border of periods of one year.
#[derive(Clone, Copy, Default)]
struct Across {
    /// The order at hand as far as it lies in earlier periods.
    carried: Option<Part>,
    /// Once it is over, what the year is to count for it.
    joined: Option<(Part, Part)>,
}

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

impl Hand {
    /// Begins with a customer of whom no line has come.
    pub fn new() -> Hand {
        Hand {
            order: 0,
            day: NONE,
            amount: 0,
            net: 0,
            gross: 0,
            bits: 0,
            word: 0,
            rows: 0,
            period: NONE,
            year: NONE,
            order_day: NONE,
            bought: false,
            first_row: i32::MAX,
            last_row: NONE,
            ordered: 0,
            orders: 0,
            ends: Ends::of(Order { number: 0, day: Day::from_number(0), amount: Money::ZERO }),
            across: None,
        }
    }

    /// Looks at both cache lines.
    #[inline]
    pub fn glance(&self) -> i32 {
        self.day | self.last_row
    }

    /// Gives the days of the first and the last line.
    pub fn rows(&self) -> (i32, i32) {
        (self.first_row, self.last_row)
    }

    /// Adds a line of the order at hand.
    #[inline]
    pub fn add(&mut self, line: &FoldLine, over: &mut Over) {
        self.rows += 1;
        self.net += line.amount;
        self.amount += line.amount;
        if line.amount > 0 {
            self.gross += line.amount;
            self.bought = true;
            if self.word != line.day >> 6 {
                self.end_word(line.customer, over);
                self.word = line.day >> 6;
            }
            self.bits |= 1 << (line.day & 63);
        }
        if line.day >= over.recent {
            over.add_recent(line);
        }
    }

    /// Turns to a line of another day or order; `same` where its order is that at hand, which goes on.
    #[inline]
    pub fn turn(&mut self, line: &FoldLine, (same, period, year): (bool, i32, i32), over: &mut Over) {
        if self.period != period || self.rows == 0 {
            self.end_period(line.customer, same, year, over);
            (self.period, self.year, self.order_day) = (period, year, line.day);
        } else if !same {
            self.end_order(over);
            self.order_day = line.day;
        }
        (self.order, self.day) = (line.order, line.day);
        self.first_row = self.first_row.min(line.day);
        self.last_row = self.last_row.max(line.day);
    }

    /// Ends all that is at hand.
    pub fn end(&mut self, customer: u32, over: &mut Over) {
        self.end_period(customer, false, NONE, over);
        self.end_word(customer, over);
    }

    fn end_word(&mut self, customer: u32, over: &mut Over) {
        if self.bits != 0 {
            over.words.push((customer, self.word, std::mem::take(&mut self.bits)));
        }
    }

    /// Takes what is at hand of an order, and counts it in the period.
    #[inline]
    fn end_part(&mut self, over: &mut Over) -> Part {
        let (amount, bought) = (std::mem::take(&mut self.amount), std::mem::take(&mut self.bought));
        let part = Part { number: self.order, day: self.order_day, amount, bought };
        if bought {
            let order = part.order();
            if self.orders == 0 {
                self.ends = Ends::of(order);
            } else if order.day > self.ends.last.day {
                self.ends.last = order;
            } else {
                over.sound &= self.ends.join(&Ends::of(order), &over.longer);
            }
            self.orders += 1;
            self.ordered += amount;
        }
        part
    }

    /// Ends an order.
    #[inline]
    fn end_order(&mut self, over: &mut Over) {
        let part = self.end_part(over);
        if let Some(across) = &mut self.across
            && let Some(carried) = across.carried.take()
        {
            across.joined = Some((carried, part));
        }
    }

    /// Ends a period, which one of `year` follows; an order that goes on in that (`same`) is counted by the year when it is over.
    fn end_period(&mut self, customer: u32, same: bool, year: i32, over: &mut Over) {
        if self.rows == 0 {
            return;
        }
        let in_year = if same && year == self.year {
            let (cell, ends) = (self.cell(), self.ends());
            let part = self.end_part(over);
            let in_year = self.in_year(cell, ends, over).unwrap_or((cell, ends));
            let across = self.across.get_or_insert_default();
            across.carried = Some(across.carried.map_or(part, |carried| carried.and(part)));
            Some(in_year)
        } else {
            self.end_order(over);
            self.in_year(self.cell(), self.ends(), over)
        };
        over.in_year.extend(in_year.map(|(cell, ends)| (over.periods.len(), cell, ends)));
        let done = Done { customer, period: self.period, year: self.year, cell: self.cell(), ends: self.ends() };
        over.periods.push(done);
        (self.net, self.gross, self.rows, self.orders, self.ordered) = (0, 0, 0, 0, 0);
    }

    fn ends(&self) -> Option<Ends> {
        (self.orders > 0).then_some(self.ends)
    }

    fn cell(&self) -> Cell {
        let (net, gross, ordered) = (self.net, self.gross, self.ordered);
        Cell {
            net: Money::from_raw(net),
            gross: Money::from_raw(gross),
            rows: self.rows,
            orders: self.orders,
            ordered: Money::from_raw(ordered),
            quantity: 0,
        }
    }

    /// Gives what the year counts for the period, where an order that ended in it began in an earlier period.
    fn in_year(&mut self, mut cell: Cell, mut ends: Option<Ends>, over: &mut Over) -> Option<(Cell, Option<Ends>)> {
        let (carried, part) = self.across.as_mut()?.joined.take()?;
        if !carried.bought && !part.bought {
            return None;
        }
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
            join_ends(&mut ends, Some(Ends::of(whole)), &over.longer, &mut over.sound);
        }
        Some((cell, ends))
    }
}
