//! What the analyses find, as plain values. `customer` is the place in [`Cube::customers`](crate::cube::Cube::customers);
//! places mean nothing outside a run, so they and the lists that hold them are left out of JSON, where the report puts keys
//! and names.

use serde::{Serialize, Serializer};

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

/// One customer of the concentration window.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Holder {
    #[serde(skip)]
    pub customer: usize,
    pub amount: Money,
    pub share: f64,
    /// The share of this and all larger ones.
    pub together: f64,
    pub class: char,
}

/// Concentration in one window (rule 7).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Concentration {
    pub from: Day,
    pub to: Day,
    /// Whether the data begin after `from`.
    pub partial_window: bool,
    /// Sum of the customers with a positive net amount.
    pub amount: Money,
    pub customers: usize,
    pub not_positive: Tally,
    pub cr1: Option<f64>,
    pub cr3: Option<f64>,
    pub cr5: Option<f64>,
    pub cr10: Option<f64>,
    pub cr20: Option<f64>,
    pub hhi: Option<f64>,
    pub effective_customers: Option<f64>,
    pub gini: Option<f64>,
    pub above_named: usize,
    pub make_80_percent: usize,
    pub flag_top1: Option<Flag>,
    pub flag_top5: bool,
    /// Descending by amount, ties by key; positive ones only.
    #[serde(skip)]
    pub holders: Vec<Holder>,
    /// Customers with rows in the window and nothing positive: place and amount.
    #[serde(skip)]
    pub others: Vec<(usize, Money)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    Watch,
    High,
}

/// The window without its largest customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WithoutLargest {
    #[serde(skip)]
    pub customer: usize,
    pub window: Money,
    pub period: Money,
    /// The change of the report's bridge without the customer.
    pub change: Money,
    pub cr1: Option<f64>,
    pub cr5: Option<f64>,
    pub hhi: Option<f64>,
    /// How many customers with a positive window amount have their first order in the window.
    pub new_customers: usize,
    /// Their average window amount, in currency units.
    pub average_new: Option<f64>,
    /// How many of them replace the largest.
    pub replaced_by: Option<f64>,
}

/// The customer that moved the share of the five largest most: its share of the window and of the window a year before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cause {
    #[serde(skip)]
    pub customer: usize,
    pub share: f64,
    pub share_before: f64,
}

impl Concentration {
    /// Gives the net amount of each of so many customers in the window; nothing without rows in it.
    pub fn nets(&self, customers: usize) -> Vec<Option<Money>> {
        let mut nets = vec![None; customers];
        let holders = self.holders.iter().map(|holder| (holder.customer, holder.amount));
        holders.chain(self.others.iter().copied()).for_each(|(customer, amount)| nets[customer] = Some(amount));
        nets
    }
}

/// Concentration at the end of each complete period, with the change since a year before and its main cause.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConcentrationOverTime {
    pub period: Period,
    /// Holds the twenty largest holders only, and no others.
    pub window: Concentration,
    /// CR5 less CR5 of the window a year before, where the data reach back so far.
    pub change: Option<f64>,
    /// Among the five largest now and a year before, the customer whose share moved most in the direction of the change.
    pub cause: Option<Cause>,
}

/// ABC classes and who moved between them (rule 8). Places 0 A, 1 B, 2 C, 3 none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Classes {
    pub period: Period,
    pub before: Option<Period>,
    pub a: Tally,
    pub b: Tally,
    pub c: Tally,
    /// Class of each customer in the window by its money, `None` without rows.
    #[serde(skip)]
    pub class: Vec<Option<char>>,
    /// What the master or the rows call each customer, whatever its money; shorter where nothing does. [`Classes::of`] knows which
    /// class is in force.
    #[serde(skip)]
    pub given: Vec<Option<String>>,
    #[serde(skip)]
    pub class_before: Vec<Option<char>>,
    /// `migration[from][to]`: customers and the change of their window money, against the window one year before.
    pub migration: [[Tally; 4]; 4],
}

/// A product group's part in the change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProductMove {
    pub name: String,
    pub r1: Money,
    pub change: Money,
    /// Against the same period a year before, where there is one.
    pub year_change: Option<Money>,
}

/// Everything that the reports tell.
#[derive(Clone, Debug, Serialize)]
pub struct Analysis {
    /// The period that the report is about.
    pub period: Period,
    /// Whether it has ended by as-of; it has not only where no period of the book has.
    pub complete: bool,
    /// The complete periods up to the report's; from `--since` on.
    pub periods: Vec<PeriodFigures>,
    pub partial: Option<Partial>,
    /// The figures of the report's period up to as-of, where no period has ended.
    #[serde(skip)]
    pub so_far: Option<PeriodFigures>,
    /// From the period before; nothing for the first period.
    pub bridge: Option<Bridge>,
    /// From the same period of the year before.
    pub year_on_year: Option<Bridge>,
    /// One for each complete period from the second to the report's, from `--since` on. Their `movers` are left out: a book
    /// of twenty thousand customers and many periods would not fit; the report's own bridge has them.
    pub history: Vec<Bridge>,
    /// Bridges of whole years up to the report's period; none where the periods are years. Without `movers`.
    pub years: Vec<Bridge>,
    pub trends: Trends,
    /// Who still buys, by the models; nothing but where a command tells it.
    pub activity: Option<super::Activity>,
    pub concentration: Concentration,
    pub concentration_year_before: Option<Concentration>,
    pub over_time: Vec<ConcentrationOverTime>,
    pub without_largest: Option<WithoutLargest>,
    pub classes: Classes,
    pub products: Vec<ProductMove>,
}

/// Writes a quantity, kept in ten-thousandths, as a decimal string.
fn decimal<S: Serializer>(quantity: &Option<i64>, to: S) -> Result<S::Ok, S::Error> {
    quantity.map(Money::from_raw).serialize(to)
}

/// Writes quantities, kept in ten-thousandths, as decimal strings.
fn decimals<S: Serializer>(quantities: &[i64], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(quantities.iter().map(|&raw| Money::from_raw(raw)))
}
