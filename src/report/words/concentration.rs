//! The sentences of concentration.

use crate::analyse::{Concentration, WithoutLargest};
use crate::model::{Limits, Money};
use crate::report::Text;

/// Says how much hangs on few customers. Every share says its window.
pub trait ConcentrationWords {
    /// With the customers above the line, and the largest.
    fn concentration_finding(
        &self,
        window: &Concentration,
        named: &[(String, f64)],
        largest: Option<(&str, f64)>,
        limits: &Limits,
    ) -> String;
    fn window_line(&self, window: &Concentration, months: i32) -> String;
    fn window_range(&self, window: &Concentration, months: i32) -> String;
    fn not_positive(&self, window: &Concentration) -> Text;
    fn pareto_finding(&self, window: &Concentration) -> String;
    fn pareto_subtitle(&self, window: &Concentration, months: i32) -> String;
    fn pareto_label(&self, customers: usize) -> String;
    fn doughnut_finding(&self, customers: usize, share: f64) -> String;
    fn over_time_finding(&self, change: Option<f64>, cr5: Option<f64>) -> String;
    fn over_time_subtitle(&self, months: i32) -> String;
    fn cr5_change_heading(&self) -> String;
    fn cause_heading(&self) -> String;
    fn cr5_cause(&self, name: &str, before: f64, now: f64) -> Text;
    fn fewer_months(&self) -> String;
    fn fewer_months_note(&self) -> String;
    fn without_finding(&self, difference: Money) -> String;
    fn without_subtitle(&self, name: &str, currency: Option<&str>) -> String;
    fn replaced_by(&self, without: &WithoutLargest) -> String;
    fn change_without(&self, change: Money) -> Text;
    fn measures_finding(&self, before: bool) -> String;
    fn measures_subtitle(&self, months: i32) -> String;
    fn above_named(&self, limit: f64) -> String;
    /// The terminal's first sentences and those below the table.
    fn share_verdict(
        &self,
        window: &Concentration,
        before: Option<f64>,
        named: &[(String, f64)],
        largest: Option<(&str, f64)>,
        limits: &Limits,
    ) -> Text;
    fn share_five(&self, now: &Concentration, before: Option<&Concentration>) -> Option<Text>;
    fn share_without(&self, window: &Concentration, without: &WithoutLargest) -> Option<Text>;
}
