//! Trends: direction, signals and cadence of each customer.

use serde::Serialize;

use super::decimal::decimals;
use crate::model::{Day, Money};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Rising,
    Falling,
    Steady,
    Irregular,
    TooFew,
}

impl Direction {
    /// Says whether it is up or down.
    pub fn moves(self) -> bool {
        matches!(self, Direction::Rising | Direction::Falling)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    None,
    Surge,
    Plunge,
    TooFew,
}

/// Which rule fired: control limits, or twice / half the usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignalRule {
    Limits,
    Plain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CadenceClass {
    OnTime,
    Late,
    Overdue,
    TooFew,
    /// The rows are sums of periods: the days of orders are not known.
    NoOrders,
}

/// Mann-Kendall and Theil-Sen on one series.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MannKendall {
    pub s: i64,
    pub p: f64,
    /// `true` for the exact distribution.
    pub exact: bool,
    /// Theil-Sen, in currency units a period.
    pub slope: f64,
}

/// How often a customer orders (rule 6).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cadence {
    pub order_days: Option<usize>,
    pub last_order: Option<Day>,
    /// Days from the last order day to as-of.
    pub silence: Option<i32>,
    pub median_interval: Option<f64>,
    pub ratio: Option<f64>,
    pub class: CadenceClass,
    /// Of an overdue one: whether the same months were silent in earlier years too.
    pub seasonal: bool,
}

/// The trend of one customer (rule 6).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trend {
    #[serde(skip)]
    pub customer: usize,
    /// Place in `Cube::periods` of the series' first point; the series ends with the report's period.
    pub start: usize,
    pub series: Vec<Money>,
    /// Empty, as are the average orders, where the rows are sums of periods.
    pub orders: Vec<u32>,
    /// Net amount of orders ÷ orders, per point, in currency units.
    pub average_order: Vec<Option<f64>>,
    #[serde(serialize_with = "decimals")]
    pub quantity: Vec<i64>,
    /// n of at least 5.
    pub test: Option<MannKendall>,
    pub direction: Direction,
    /// Of rising and falling ones: whether it survives Benjamini–Hochberg at 10 %.
    pub certain: bool,
    pub cv: Option<f64>,
    pub signal: Signal,
    pub signal_rule: Option<SignalRule>,
    pub mean_before: Option<f64>,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    /// The median of the up to four points before the last, where the plain rule was tried.
    pub usual: Option<f64>,
    pub streak: usize,
    pub cadence: Cadence,
}

/// All trends and what they amount to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Trends {
    #[serde(skip)]
    pub customers: Vec<Trend>,
    /// How many were tested for direction.
    pub tested: usize,
    /// How many of the rising and falling ones survive Benjamini–Hochberg at 10 %.
    pub certain: usize,
    /// The money floor of surge and plunge, in currency units.
    pub floor: f64,
}
