//! The sentences of the bridge.

use crate::analyse::{Bridge, Partial};
use crate::model::{Day, Grain, Money, Period};
use crate::report::Text;

/// Says the bridge.
pub trait BridgeWords {
    fn no_bridge(&self, period: Period) -> String;
    fn no_bridge_why(&self) -> String;
    /// Says that the rows are sums of periods of that length, and what cannot be told for it.
    fn only_sums(&self, sums: Grain) -> String;
    fn bridge_finding(&self, bridge: &Bridge, year: Option<&Bridge>) -> String;
    fn season(&self, before: &Bridge, rate: f64, bridge: &Bridge, on_year: Option<f64>) -> Text;
    fn short_opening(&self, bridge: &Bridge) -> String;
    fn waterfall(&self, bridge: &Bridge) -> String;
    fn year_waterfall(&self, year: &Bridge, bridge: Option<&Bridge>) -> String;
    fn waterfall_subtitle(&self, bridge: &Bridge, year: bool, currency: Option<&str>) -> String;
    fn waterfall_description(&self, bridge: &Bridge) -> String;
    /// The three-part roll-up of the trade.
    fn three_part(&self, bridge: &Bridge) -> Text;
    fn lines_finding(&self, parts: usize, change: Money) -> String;
    /// `beyond` are the lines that are none of customers: `adjustments`, `fx`.
    fn lines_subtitle(&self, beyond: &[&str], currency: Option<&str>) -> String;
    fn unverified(&self, bridge: &Bridge, begins: Day) -> Text;
    fn not_yet_due(&self, bridge: &Bridge) -> Text;
    fn seasonal(&self, bridge: &Bridge) -> Text;
    fn level(&self, customers: usize) -> Text;
    /// What rates made of the revenue of customers of both periods.
    fn fx(&self, bridge: &Bridge) -> Text;
    fn retention_finding(&self, bridge: &Bridge) -> String;
    fn retention_subtitle(&self, currency: Option<&str>) -> String;
    fn payment_finding(&self, bridge: &Bridge) -> String;
    fn payment_subtitle(&self, currency: Option<&str>) -> String;
    /// A sentence where the two bases differ in sign.
    fn payment_sign(&self, bridge: &Bridge) -> Option<Text>;
    fn history_finding(&self, history: &[&Bridge]) -> String;
    fn history_subtitle(&self, currency: Option<&str>, partial: Option<&Partial>) -> String;
    fn history_description(&self, history: &[&Bridge]) -> String;
    fn partial(&self, partial: &Partial) -> Text;
    fn retention_history_finding(&self, history: &[&Bridge]) -> String;
    fn retention_history_subtitle(&self) -> String;
    fn payment_history_finding(&self, history: &[&Bridge]) -> String;
    fn years_finding(&self, last: &Bridge) -> String;
    fn years_note(&self) -> String;
    /// The terminal's first sentences: how revenue moved, and by whom.
    fn bridge_verdict(&self, bridge: &Bridge) -> Text;
    fn bridge_who(&self, bridge: &Bridge) -> Text;
    fn payment_verdict(&self, bridge: &Bridge) -> Text;
    /// The terminal's first sentence over several periods.
    fn history_verdict(&self, last: &Bridge, year: Option<f64>, without_new: usize) -> Text;
}
