//! What happened to one customer between two periods, as facts: orders, gaps, silence.

use super::telling::Telling;
use crate::analyse::{Bridge, Movement, Mover};
use crate::model::Day;

/// Orders and average order in both periods, so that fewer orders and smaller orders are told apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrderPair {
    pub orders0: u32,
    pub orders1: u32,
    pub average0: Option<f64>,
    pub average1: Option<f64>,
}

/// Which of the two moved the amount more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    More,
    Fewer,
    Larger,
    Smaller,
}

impl OrderPair {
    /// Gives the larger factor of the change of the amount; nothing where a period has no order or nothing moved.
    pub fn cause(&self) -> Option<Cause> {
        let (average0, average1) = (self.average0.filter(|a| *a > 0.0)?, self.average1.filter(|a| *a > 0.0)?);
        if self.orders0 == 0 || self.orders1 == 0 {
            return None;
        }
        let number = (f64::from(self.orders1) / f64::from(self.orders0)).ln();
        let size = (average1 / average0).ln();
        let whole = number + size;
        // The factor that moved with the whole and moved more is the cause; the other one only damped it.
        let (number_part, size_part) = (number * whole.signum(), size * whole.signum());
        if whole == 0.0 || number_part.max(size_part) <= 0.0 {
            return None;
        }
        Some(match (number_part >= size_part, whole > 0.0) {
            (true, true) => Cause::More,
            (true, false) => Cause::Fewer,
            (false, true) => Cause::Larger,
            (false, false) => Cause::Smaller,
        })
    }
}

/// What happened to a customer of a bridge.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    /// A first order.
    First {
        on: Day,
        orders: u32,
        verified: bool,
    },
    /// Back after so many days without an order.
    Back {
        before: Day,
        after: i32,
        orders: u32,
    },
    /// Orders in both periods.
    Both(OrderPair),
    /// No order since that day, silent for so many days at as-of; whether the usual pace would allow it.
    Silent {
        since: Day,
        silence: i32,
        not_yet_due: bool,
        cadence: bool,
        /// Whether the same months were silent in earlier years.
        seasonal: bool,
    },
    /// Lost in the period, but ordered again after it.
    Again {
        on: Day,
    },
    /// Credits or other rows only.
    OnlyCredits,
    /// Of sums of periods: nothing before, as far as the data reach back, or a sum in both periods.
    FirstSum {
        verified: bool,
    },
    SumInBoth,
    /// The period of the last sum before; of a customer that came back, and of a lost one.
    BackSince {
        last: String,
    },
    NoneSince {
        last: String,
    },
    /// Lost in the period, with a sum after it.
    AgainIn {
        period: String,
    },
}

/// Tells what happened to a customer.
pub(crate) fn happened(t: &Telling<'_>, bridge: &Bridge, mover: &Mover) -> Happened {
    let customer = &t.subject.cube.customers[mover.customer];
    let (start, end) = (bridge.period1.first_day(), bridge.period1.last_day());
    let cell = |period| t.subject.cube.place_of(period).map(|at| customer.cell(at)).unwrap_or_default();
    let (cell0, cell1) = (cell(bridge.period0), cell(bridge.period1));
    let days = || customer.order_days(t.as_of());
    let first_inside = days().find(|day| *day >= start);
    if !t.has_orders() {
        let (before, after) = (days().take_while(|day| *day <= end).last(), days().find(|day| *day > end));
        return match (mover.movement, before, after) {
            (Movement::New, ..) => Happened::FirstSum { verified: mover.verified.unwrap_or(true) },
            (Movement::Returned, ..) => match days().take_while(|day| *day < start).last() {
                Some(last) => Happened::BackSince { last: t.sum_of(last) },
                None => Happened::OnlyCredits,
            },
            (Movement::Up | Movement::Down | Movement::Level, ..) => Happened::SumInBoth,
            (Movement::Lost, _, Some(day)) => Happened::AgainIn { period: t.sum_of(day) },
            (Movement::Lost, Some(last), None) => Happened::NoneSince { last: t.sum_of(last) },
            _ => Happened::OnlyCredits,
        };
    }
    match mover.movement {
        Movement::New => Happened::First {
            on: first_inside.unwrap_or(start),
            orders: cell1.orders,
            verified: mover.verified.unwrap_or(true),
        },
        Movement::Returned => match (days().take_while(|day| *day < start).last(), first_inside) {
            (Some(before), Some(on)) => Happened::Back { before, after: on.since(before), orders: cell1.orders },
            _ => Happened::OnlyCredits,
        },
        Movement::Up | Movement::Down | Movement::Level => Happened::Both(pair(&cell0, &cell1)),
        Movement::Lost => match (days().find(|day| *day > end), days().take_while(|day| *day <= end).last()) {
            (Some(on), _) => Happened::Again { on },
            (None, Some(since)) => Happened::Silent {
                since,
                silence: t.as_of().since(since),
                not_yet_due: mover.not_yet_due.unwrap_or(false),
                seasonal: mover.seasonal.unwrap_or(false),
                cadence: t.trend(mover.customer).is_some_and(|trend| trend.cadence.median_interval.is_some()),
            },
            (None, None) => Happened::OnlyCredits,
        },
        Movement::Inactive => Happened::OnlyCredits,
    }
}

/// Gives the orders of two periods side by side.
pub(crate) fn pair(cell0: &crate::cube::Cell, cell1: &crate::cube::Cell) -> OrderPair {
    let average = |cell: &crate::cube::Cell| (cell.orders > 0).then(|| cell.ordered.units() / f64::from(cell.orders));
    OrderPair { orders0: cell0.orders, orders1: cell1.orders, average0: average(cell0), average1: average(cell1) }
}
