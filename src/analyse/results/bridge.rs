//! Bridges: who moved, what explains it, and the periods that they lead between.

use serde::Serialize;

use super::decimal::decimal;
use crate::model::{Day, Money, Period, Tally};

/// What became of a customer between two periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    New,
    Returned,
    Up,
    Level,
    Down,
    Lost,
    /// Rows in one of the periods while active in neither; its change is in *adjustments*.
    Inactive,
}

/// One customer in a bridge.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mover {
    #[serde(skip)]
    pub customer: usize,
    pub movement: Movement,
    pub r0: Money,
    pub r1: Money,
    /// r1 − r0, whatever lines it falls into.
    pub change: Money,
    /// What rates made of that change, for a customer active in both periods.
    pub fx: Money,
    /// For *new*: whether 12 months of data lie before the first order day.
    pub verified: Option<bool>,
    /// For *lost*: whether the silence is still within twice the customer's median interval.
    pub not_yet_due: Option<bool>,
    /// For *lost*: whether the same months were silent in earlier years, and it came back after them.
    pub seasonal: Option<bool>,
}

impl Mover {
    /// Gives the change without what rates made of it: the customer's part of its line of the bridge, where it was active in both.
    pub fn own_change(&self) -> Money {
        self.change - self.fx
    }
}

/// Shares of the customers that were there before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Retention {
    pub nrr: Option<f64>,
    pub grr: Option<f64>,
    pub logo_churn: Option<f64>,
    pub repeat_share: Option<f64>,
}

/// The bridge on the payment basis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Payment {
    /// First orders of the new customers.
    pub new: Money,
    /// Minus the last orders of the lost customers.
    pub lost: Money,
    pub existing: Money,
    pub total: Money,
    /// What makes it equal the change on the period basis.
    pub rest: Money,
    /// First orders, in the period, of returned customers; outside the total.
    pub returned_first_orders: Money,
}

/// Where a change comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Broad,
    Concentrated,
    Mixed,
}

/// One side of a change: the gross decline or the gross gain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Side {
    /// The sum of what is below (or above) zero, customer by customer, as a positive amount.
    pub gross: Money,
    /// How many customers it comes from.
    pub customers: usize,
    pub top1: Option<f64>,
    pub top3: Option<f64>,
    /// The fewest customers that make half of it.
    pub n50: usize,
    /// Revenue of the customers that moved this way, as a share of opening (fall) or closing (rise) revenue.
    pub breadth: Option<f64>,
}

/// What explains the change (rule 5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Explain {
    pub decline: Side,
    pub gain: Side,
    /// The mirror of the breadth of a rise on opening revenue.
    pub rise_on_opening: Option<f64>,
    /// Nothing where revenue did not change, or where no customer is on the side that decides: adjustments alone made the change.
    pub verdict: Option<Verdict>,
}

/// The bridge from one period to another (rule 4). Lines are signed as they add up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bridge {
    pub period0: Period,
    pub period1: Period,
    /// Whether period 0 is a short first period.
    pub short: bool,
    pub opening: Money,
    pub new: Money,
    pub returned: Money,
    pub up: Money,
    pub down: Money,
    pub lost: Money,
    pub adjustments: Money,
    /// What other rates of exchange than before made of the revenue of customers active in both periods; zero where nothing was
    /// converted.
    pub fx: Money,
    pub closing: Money,
    pub customers0: usize,
    pub customers1: usize,
    pub n_new: usize,
    pub n_returned: usize,
    pub n_up: usize,
    pub n_down: usize,
    pub n_level: usize,
    pub n_lost: usize,
    pub new_verified: Tally,
    pub new_unverified: Tally,
    /// A part of *lost*, with its sign.
    pub lost_not_yet_due: Tally,
    /// Another part of *lost*, with its sign: none of them is in the one above.
    pub lost_seasonal: Tally,
    pub retention: Retention,
    /// Nothing where the rows are sums of periods and no orders.
    pub payment: Option<Payment>,
    pub explain: Explain,
    /// By |change| descending, ties by key.
    #[serde(skip)]
    pub movers: Vec<Mover>,
}

impl Bridge {
    /// Gives closing − opening.
    pub fn change(&self) -> Money {
        self.closing - self.opening
    }

    /// Gives the three-part roll-up of the trade: new (new + returned), lost, existing (up + down + adjustments + fx).
    pub fn three_part(&self) -> [Money; 3] {
        [self.new + self.returned, self.lost, self.up + self.down + self.adjustments + self.fx]
    }
}

/// Figures of one period of the book.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodFigures {
    pub period: Period,
    /// Whether it is the short first one.
    pub short: bool,
    pub rows: u64,
    pub amount: Money,
    /// Active customers.
    pub customers: usize,
    /// Nothing where the rows are sums of periods.
    pub orders: Option<u64>,
    /// Net amount of the orders ÷ orders.
    pub average_order: Option<f64>,
    #[serde(serialize_with = "decimal")]
    pub quantity: Option<i64>,
}

/// A period that has not ended, against as many days of the one before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Partial {
    pub period: Period,
    pub from: Day,
    pub to: Day,
    pub amount: Money,
    pub rows: u64,
    pub customers: usize,
    pub before_from: Day,
    pub before_to: Day,
    pub before_amount: Money,
    pub before_customers: usize,
}
