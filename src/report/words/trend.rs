//! The sentences of trends and alerts.

use crate::analyse::{Cadence, Direction, Partial, Signal, SignalRule, Trend};
use crate::model::{Day, Money, Period};
use crate::report::alerts::AlertKind;
use crate::report::happened::OrderPair;
use crate::report::{Text, TrendCounts};

/// Says trends, never more certain than the tests are.
pub trait TrendWords {
    fn trend_finding(&self, counts: &TrendCounts) -> String;
    fn trend_verdict(&self, counts: &TrendCounts) -> Text;
    fn direction_line(&self, counts: &TrendCounts) -> String;
    fn cadence_line(&self, counts: &TrendCounts) -> String;
    fn multiples_head(&self, number: usize, up: bool) -> String;
    fn multiples_finding(&self, shown: usize, came_or_left: usize) -> String;
    /// The highest point of a shared scale; nothing where each cell has its own.
    fn multiples_subtitle(
        &self,
        highest: Option<Money>,
        period: Period,
        partial: Option<&Partial>,
        currency: Option<&str>,
    ) -> String;
    fn moving_head(&self, shown: usize, of: usize) -> String;
    /// A direction, and whether it may be chance among all that were tested.
    fn moving(&self, direction: Direction, certain: bool) -> String;
    /// The rule that fired a signal, beside what was usual.
    fn signal_rule(&self, signal: Signal, rule: SignalRule) -> &'static str;
    fn streak_head(&self, shown: usize, of: usize) -> String;
    fn signal_head(&self, signal: Signal, period: Period, shown: usize, of: usize) -> String;
    fn overdue_head(&self, as_of: Day, shown: usize, of: usize) -> String;
    fn span(&self, labels: &(String, String)) -> String;
    /// How many times its usual gap a customer is silent, and whether that is its season.
    fn overdue_by(&self, ratio: f64, seasonal: bool) -> String;
    fn alerts_finding(&self, number: usize) -> String;
    fn alerts_subtitle(&self, as_of: Day, counts: &[(String, usize)], currency: Option<&str>) -> String;
    fn alert_reason(&self, kind: AlertKind, trend: &Trend, orders: &OrderPair) -> String;
    fn floor_note(&self, floor: f64) -> String;
    fn customer_without_orders(&self, name: &str) -> String;
    fn customer_verdict(&self, name: &str, trend: &Trend) -> Text;
    fn customer_signal(&self, trend: &Trend, period: Period) -> Text;
    fn customer_cadence(&self, cadence: &Cadence) -> Text;
    fn customer_streak(&self, streak: usize) -> Text;
    fn customer_cause(&self, orders: &OrderPair, periods: usize) -> Text;
    fn customer_partial(&self, partial: &Partial) -> String;
}
