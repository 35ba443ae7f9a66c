//! The nouns, units and short marks that all sections share.

use super::labels::Label;
use crate::analyse::{Cadence, CadenceClass, Direction, Movement, Signal, Trend};
use crate::model::{Conversion, Day, Grain, Period};
use crate::report::happened::Happened;

/// Says nouns with their numbers, periods, and marks.
pub trait Terms {
    fn label(&self, label: Label) -> &'static str;
    fn movement(&self, movement: Movement) -> &'static str;
    fn direction(&self, direction: Direction) -> &'static str;
    /// Nothing where no signal fired.
    fn signal(&self, signal: Signal) -> Option<&'static str>;
    fn cadence(&self, class: CadenceClass) -> &'static str;
    /// The class, and whether an overdue silence is that of a season.
    fn cadence_mark(&self, cadence: &Cadence) -> String;
    /// The marks beside a customer: signal or direction, and an alert of its cadence.
    fn trend_marks(&self, trend: &Trend) -> String;
    fn happened(&self, what: &Happened) -> String;
    fn customers(&self, number: usize) -> String;
    /// Below a bar.
    fn customers_short(&self, number: usize) -> String;
    fn customer_unit(&self) -> String;
    fn order_unit(&self) -> String;
    fn rows(&self, number: usize) -> String;
    /// So many periods of the report's grain.
    fn periods(&self, number: usize) -> String;
    /// The heading of a column of periods.
    fn grain_heading(&self, grain: Option<Grain>) -> String;
    /// The report's period, such as “this quarter”, and the one before.
    fn this_period(&self) -> &'static str;
    fn before_period(&self) -> &'static str;
    /// “on the quarter”, “on the year”, as labels of a tile.
    fn on_period_short(&self) -> &'static str;
    fn on_year_short(&self) -> &'static str;
    /// The heading of a comparison with a period.
    fn against(&self, period: Period, year: bool) -> String;
    /// A difference of shares with its unit.
    fn points(&self, difference: f64) -> String;
    /// The same where room is short.
    fn points_short(&self, difference: f64) -> String;
    /// The headings of relative changes against the period before and the year before.
    fn vs_period(&self) -> String;
    fn vs_year(&self) -> String;
    /// In place of a relative change without a base.
    fn no_base(&self) -> String;
    /// In place of a ratio without a value.
    fn no_value(&self) -> String;
    /// Between two sentences.
    fn sentence_gap(&self) -> &'static str;
    fn full_stop(&self) -> &'static str;
    fn list(&self, items: &[String]) -> String;
    /// What amounts are in, as a line below a title; empty where no currency is known.
    fn unit_line(&self, currency: Option<&str>) -> String;
    fn range(&self, from: Day, to: Day) -> String;
    fn others(&self, number: usize) -> String;
    fn these(&self, number: usize) -> String;
    fn all_moved(&self, number: usize) -> String;
    /// In place of a rank's change where there was no rank.
    fn entered(&self) -> &'static str;
    /// The heading of a small chart.
    fn last_periods(&self, number: usize) -> String;
    fn this_column(&self, period: Period) -> String;
    fn before_column(&self, period: Period) -> String;
    fn year_column(&self, period: Period) -> String;
    fn window_column(&self, months: i32) -> String;
    fn share_of_period(&self, period: Period) -> String;
    fn as_of(&self, day: Day) -> String;
    fn settings_file(&self, file: &str) -> String;
    /// From which currencies to which, by which file.
    fn converted_by(&self, conversion: &Conversion) -> String;
}
