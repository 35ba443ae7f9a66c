//! What one customer did in the period at hand: what each line touches, in one line of the processor's cache.

use super::ends::Ends;
use super::{Done, NONE, Over};
use crate::cube::Order;
use crate::model::{Day, FoldLine, Money};

/// Set in [`Hand::orders`] where the order at hand has an amount above zero.
const BOUGHT: u32 = 1 << 31;

/// Set in [`Hand::orders`] where the order at hand begins later than any line before it.
const LATER: u32 = 1 << 30;

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
    /// The day of the first line of the order at hand in the period.
    order_day: i32,
    /// How many of the period's orders are over, and the marks of the one at hand.
    orders: u32,
    last_row: i32,
    // What follows is seldom read.
    /// The first and the last of the period's orders, where it has orders.
    ends: Ends,
    /// The amount of the period's rows that are in no order.
    unordered: i64,
    first_row: i32,
}

const _: () = assert!(size_of::<Hand>() == 128 && std::mem::offset_of!(Hand, ends) == 64);

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
            order_day: NONE,
            orders: 0,
            last_row: NONE,
            ends: Ends::of(Order { number: 0, day: Day::from_number(0), amount: Money::ZERO }),
            unordered: 0,
            first_row: i32::MAX,
        }
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
            self.orders |= BOUGHT;
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
    pub fn turn(&mut self, line: &FoldLine, same: bool, period: i32, over: &mut Over) {
        let ended = self.period != period || self.rows == 0;
        if ended {
            self.end_period(line.customer, over);
            (self.period, self.order_day) = (period, line.day);
        } else if !same {
            self.end_order(over);
            self.order_day = line.day;
        }
        (self.order, self.day) = (line.order, line.day);
        if self.last_row < line.day {
            if ended || !same {
                self.orders |= LATER;
            }
            if self.last_row == NONE {
                self.first_row = line.day;
            }
            self.last_row = line.day;
        } else if line.day < self.last_row {
            self.first_row = self.first_row.min(line.day);
        }
    }

    /// Ends all that is at hand.
    pub fn end(&mut self, customer: u32, over: &mut Over) {
        self.end_period(customer, over);
        self.end_word(customer, over);
    }

    fn end_word(&mut self, customer: u32, over: &mut Over) {
        if self.bits != 0 {
            over.words.push((customer, self.word, std::mem::take(&mut self.bits)));
        }
    }

    /// Ends an order, as far as it lies in the period.
    #[inline]
    fn end_order(&mut self, over: &mut Over) {
        let amount = std::mem::take(&mut self.amount);
        let marks = self.orders;
        self.orders &= !(BOUGHT | LATER);
        if marks & BOUGHT == 0 {
            self.unordered += amount;
            return;
        }
        let (day, net) = (Day::from_number(self.order_day), Money::from_raw(amount));
        let order = Order { number: self.order, day, amount: net };
        if self.orders == 0 {
            self.ends = Ends::of(order);
        } else if marks & LATER != 0 {
            self.ends.last = order;
        } else {
            over.sound &= self.ends.join(&Ends::of(order), &over.longer);
        }
        self.orders += 1;
    }

    fn end_period(&mut self, customer: u32, over: &mut Over) {
        if self.rows == 0 {
            return;
        }
        self.end_order(over);
        let &mut Hand { period, net, gross, unordered, rows, orders, ends, .. } = self;
        over.periods.push(Done { customer, period, net, gross, ordered: net - unordered, rows, orders, ends });
        (self.net, self.gross, self.rows, self.orders, self.unordered) = (0, 0, 0, 0, 0);
    }
}
