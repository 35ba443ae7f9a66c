//! Why a customer may buy less: what to ask, chosen by what its own figures show.
//!
//! In: the book and the customers to ask about. Out: for each a few questions, each with the sign that led to it. Figures show
//! what changed, never why, so nothing here is an answer: a price that rose is a reason to ask about the price.
//!
//! A customer with an order in the later period is compared between the two periods of the bridge. Of one without, nothing is there
//! to compare with, so its last year before it fell silent is, with the year before that.

mod rows;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::CadenceClass;
use super::cadence::{cadence, median};
use crate::cube::{Cube, Customer};
use crate::model::{Day, Money, Orders, Period};
use rows::Rows;
pub use rows::keeps_rows;

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Products,
    Price,
    Quality,
    Delivery,
    Capacity,
    Contact,
    Competitor,
    Market,
}

/// A product that a customer bought again and again and has not bought since.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gone {
    pub product: String,
    /// What it brought in the days before.
    pub amount: Money,
}

/// What in a customer's own figures leads to a question. `before` and `now` speak of the two spans of days.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "sign", rename_all = "snake_case")]
pub enum Sign {
    /// Silent for more than twice its usual gap; or without an order in the later period, and due.
    Silent {
        silence: i32,
        usual: Option<f64>,
    },
    FewerOrders {
        before: u32,
        now: u32,
    },
    /// The average order, in currency units.
    SmallerOrders {
        before: f64,
        now: f64,
    },
    /// The median days between orders.
    LongerGaps {
        before: f64,
        now: f64,
    },
    /// Products bought, and those that were bought on several days and no more; the largest first.
    FewerProducts {
        before: usize,
        now: usize,
        by_category: bool,
        gone: Vec<Gone>,
    },
    /// What credits and other rows below zero took back, as a share of the rows above zero.
    MoreCredits {
        before: f64,
        now: f64,
        amount: Money,
    },
    /// By how much the products bought in both cost more a unit, at the quantities bought now.
    Dearer {
        rate: f64,
        products: usize,
    },
    /// The median days from order to shipment.
    Slower {
        before: f64,
        now: f64,
    },
    /// The same of the whole book, where the customer's are longer.
    BookSlower {
        before: f64,
        now: f64,
    },
    /// Another name in the column of owners.
    OtherOwner {
        before: String,
        now: String,
        since: Day,
    },
}

/// One question and the sign that led to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    pub topic: Topic,
    #[serde(flatten)]
    pub because: Sign,
}

/// Some days, both ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Days {
    pub from: Day,
    pub to: Day,
}

/// What to ask about one customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Questions {
    #[serde(skip)]
    pub customer: usize,
    /// The days that are compared; nothing of a customer whose history is too short for two spans.
    pub before: Option<Days>,
    pub now: Option<Days>,
    /// The most telling one first, one a topic.
    pub list: Vec<Question>,
}

/// From what part on orders are fewer, or smaller.
const LESS: f64 = 0.9;
/// From what part on gaps and times to ship are longer.
const LONGER: f64 = 1.25;
/// By how much a price must rise.
const DEARER: f64 = 0.02;
/// By how much the share of credits must rise.
const CREDITS: f64 = 0.02;
/// The fewest days that each of two spans must have.
const SPAN: i32 = 60;

/// Gives what to ask about customers that buy less than they did, or no more, between two periods; in the order they are asked for.
///
/// Of a book whose rows were not kept, only what its orders and credits show.
pub fn questions(cube: &Cube, orders: &Orders, customers: &[usize], periods: [Period; 2]) -> Vec<Questions> {
    let asked: Vec<(usize, Option<[Days; 2]>)> =
        customers.iter().map(|&customer| (customer, spans(cube, customer, periods))).collect();
    let rows = rows::gather(cube, orders, &asked);
    let each = asked.iter().zip(&rows).map(|(&(customer, spans), rows)| {
        let mut signs = Signs::of(cube, orders, customer, periods[1], spans, rows);
        let list = signs.questions();
        Questions { customer, before: spans.map(|spans| spans[0]), now: spans.map(|spans| spans[1]), list }
    });
    each.collect()
}

/// Gives the days to compare: the two periods of a customer that still orders; else the year that ends with its last order and the
/// year before, or the halves of what there is.
fn spans(cube: &Cube, customer: usize, periods: [Period; 2]) -> Option<[Days; 2]> {
    let customer = &cube.customers[customer];
    let end = periods[1].last_day();
    let mut days = customer.order_days(end);
    let first = days.next()?;
    let last = days.last().unwrap_or(first);
    if last >= periods[1].first_day() {
        return Some(periods.map(|period| Days { from: period.first_day(), to: period.last_day() }));
    }
    let years = [last.plus_months(-24).plus_days(1), last.plus_months(-12).plus_days(1)];
    let [from, middle] = if years[0] >= first { years } else { [first, first.plus_days((last.since(first) + 1) / 2)] };
    let long = middle.since(from) >= SPAN && last.since(middle) >= SPAN;
    long.then(|| [Days { from, to: middle.plus_days(-1) }, Days { from: middle, to: last }])
}

/// What one customer's figures show.
#[derive(Default)]
struct Signs {
    silent: Option<Sign>,
    fewer: Option<Sign>,
    smaller: Option<Sign>,
    gaps: Option<Sign>,
    products: Option<Sign>,
    credits: Option<Sign>,
    dearer: Option<Sign>,
    slower: Option<Sign>,
    book_slower: Option<Sign>,
    owner: Option<Sign>,
}

impl Signs {
    fn of(
        cube: &Cube,
        orders: &Orders,
        at: usize,
        period: Period,
        spans: Option<[Days; 2]>,
        rows: &Option<Rows>,
    ) -> Signs {
        let customer = &cube.customers[at];
        let mut signs = Signs::default();
        if cube.span.has_orders() {
            signs.silent = silent(cube, customer, period);
        }
        let Some(spans) = spans else { return signs };
        if cube.span.has_orders() {
            let sums = spans.map(|span| bought(cube, at, span));
            if let [Some((many0, sum0)), Some((many1, sum1))] = sums
                && many0 > 0
                && many1 > 0
            {
                signs.fewer = (f64::from(many1) <= LESS * f64::from(many0))
                    .then_some(Sign::FewerOrders { before: many0, now: many1 });
                let (before, now) = (sum0.units() / f64::from(many0), sum1.units() / f64::from(many1));
                signs.smaller = (now <= LESS * before).then_some(Sign::SmallerOrders { before, now });
            }
            signs.gaps = longer_gaps(customer, spans);
        }
        signs.credits = match rows {
            Some(rows) => more_credits(rows.above, rows.below),
            None => credits_of_cells(cube, customer, spans),
        };
        if let Some(rows) = rows {
            signs.products = rows.fewer_products(orders);
            signs.dearer = rows.dearer();
            signs.slower = rows.slower();
            signs.owner = rows.other_owner(orders);
            if signs.slower.is_some() {
                signs.book_slower = rows::book_slower(orders, cube.span.as_of, spans);
            }
        }
        signs
    }

    /// Gives the questions that the signs lead to, one a topic. What only this customer's figures show comes first; that it may
    /// buy elsewhere, or sell less itself, can always be.
    fn questions(&mut self) -> Vec<Question> {
        let elsewhere = self.smaller.clone().or_else(|| self.products.clone()).or_else(|| self.silent.clone());
        let less = self.fewer.clone().or_else(|| self.gaps.clone()).or_else(|| self.smaller.clone());
        let all = [
            (Topic::Products, self.products.take()),
            (Topic::Price, self.dearer.take()),
            (Topic::Quality, self.credits.take()),
            (Topic::Delivery, self.slower.take()),
            (Topic::Capacity, self.book_slower.take()),
            (Topic::Contact, self.owner.take().or_else(|| self.silent.clone())),
            (Topic::Competitor, elsewhere),
            (Topic::Market, less),
        ];
        all.into_iter().filter_map(|(topic, sign)| Some(Question { topic, because: sign? })).collect()
    }
}

/// Says that a customer is overdue as of the book's day, or had no order in the period.
fn silent(cube: &Cube, customer: &Customer, period: Period) -> Option<Sign> {
    let found = cadence(customer, cube.span.first_day, cube.span.as_of);
    let none = found.last_order.is_some_and(|last| last < period.first_day());
    // A customer that is not due by its own gap is not silent.
    let gone = none && found.ratio.is_none_or(|ratio| ratio > 1.0);
    let silence = found.silence.filter(|_| gone || found.class == CadenceClass::Overdue)?;
    Some(Sign::Silent { silence, usual: found.median_interval })
}

/// Gives how many orders some days have and their net amount; nothing of part of a period where orders were not kept.
fn bought(cube: &Cube, customer: usize, days: Days) -> Option<(u32, Money)> {
    let place = cube.periods.partition_point(|period| period.last_day() < days.from);
    let whole = cube.periods.get(place).filter(|one| (one.first_day(), one.last_day()) == (days.from, days.to));
    if whole.is_some() {
        let cell = cube.customers[customer].cell(place);
        return Some((cell.orders, cell.ordered));
    }
    if cube.is_folded() {
        return None;
    }
    let orders = cube.orders_between(customer, days.from, days.to);
    Some(orders.fold((0, Money::ZERO), |(many, sum), order| (many + 1, sum + order.amount)))
}

/// Compares the gaps that end in some days with those that end in the days before; at least two of each.
fn longer_gaps(customer: &Customer, spans: [Days; 2]) -> Option<Sign> {
    let days: Vec<Day> = customer.order_days(spans[1].to).collect();
    let ending = |span: Days| {
        let pairs = days.windows(2).filter(|pair| span.from <= pair[1] && pair[1] <= span.to);
        let mut gaps: Vec<i32> = pairs.map(|pair| pair[1].since(pair[0])).collect();
        (gaps.len() >= 2).then(|| median(&mut gaps)).flatten()
    };
    let (before, now) = (ending(spans[0])?, ending(spans[1])?);
    (now >= LONGER * before).then_some(Sign::LongerGaps { before, now })
}

/// Compares the share of what rows below zero took back; nothing where a span has nothing above zero.
fn more_credits(above: [Money; 2], below: [Money; 2]) -> Option<Sign> {
    let share = |at: usize| (-below[at]).share_of(above[at]);
    let (before, now) = (share(0)?, share(1)?);
    (now >= before + CREDITS).then_some(Sign::MoreCredits { before, now, amount: below[1] })
}

/// Does the same by the facts of whole periods, where rows were not kept.
fn credits_of_cells(cube: &Cube, customer: &Customer, spans: [Days; 2]) -> Option<Sign> {
    let place =
        |span: Days| cube.periods.iter().position(|one| (one.first_day(), one.last_day()) == (span.from, span.to));
    let cells = [place(spans[0])?, place(spans[1])?].map(|place| customer.cell(place));
    more_credits(cells.map(|cell| cell.gross), cells.map(|cell| cell.net - cell.gross))
}
