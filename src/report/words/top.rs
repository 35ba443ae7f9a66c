//! The sentences of the largest customers.

use crate::analyse::{Bridge, Movement};
use crate::model::{Day, Money, Period};
use crate::report::{Text, TopSummary};

/// Says the two Top-10s.
pub trait TopWords {
    fn nav_top(&self, number: usize) -> String;
    fn top_finding(&self, summary: &TopSummary) -> String;
    fn nobody_moved(&self) -> String;
    fn top_change_finding(&self, name: &str, movement: Movement, change: Money, whole: Money) -> String;
    fn top_change_subtitle(&self, bridge: &Bridge, currency: Option<&str>) -> String;
    fn top_revenue_finding(&self, name: &str, amount: Money, share: Option<f64>, period: Period) -> String;
    fn no_revenue(&self, period: Period) -> String;
    fn top_revenue_subtitle(&self, period: Period, shown: &(String, String), currency: Option<&str>) -> String;
    fn top_sum(&self, number: usize) -> String;
    fn customers_finding(&self, number: usize) -> String;
    fn customers_subtitle(&self, period: Period, as_of: Day, currency: Option<&str>) -> String;
    /// The terminal's first sentences.
    fn top_verdict(&self, bridge: &Bridge) -> Text;
}
