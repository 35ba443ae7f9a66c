//! The sentences of the report's head.

use crate::analyse::{Bridge, Concentration, Partial, Swing};
use crate::model::{Day, Money, Period, Reason, Tally};
use crate::report::Text;

/// Says the head of the report.
pub trait OverviewWords {
    fn title(&self, period: Period) -> String;
    fn compared_with(&self, before: Option<Period>, year: Option<Period>) -> String;
    fn currency_fact(&self, code: &str) -> String;
    fn files(&self, files: &[&str]) -> String;
    fn rows_fact(&self, read: usize, used: usize, aside: usize) -> String;
    fn verdict_first(&self, period: Period, revenue: Money, customers: usize) -> Text;
    /// The head where no period has ended: the figures up to a day.
    fn verdict_so_far(&self, revenue: Money, customers: usize, to: Day) -> Text;
    /// Marks a heading as one of figures so far.
    fn so_far(&self, heading: &str) -> String;
    fn tiles_so_far(&self, period: Period, to: Day) -> String;
    /// What orders times average order leave out of revenue.
    fn credits_apart(&self, apart: Money) -> Text;
    fn verdict_level(&self, bridge: &Bridge, year: Option<&Bridge>, swing: Option<&Swing>) -> Text;
    /// Broad, concentrated or mixed, with the numbers that led to it, or that no order moved revenue; nothing where revenue did not change.
    fn verdict_why(&self, bridge: &Bridge) -> Option<Text>;
    /// No new customer for so many of the shown periods.
    fn no_new(&self, periods: usize, of: usize, earlier_too: bool) -> Text;
    /// Rows whose status says that they are cancelled, and yet count.
    fn cancelled_counted(&self, status: &str, rows: Tally) -> Text;
    fn cr5_tile(&self, months: i32) -> String;
    /// The labels of a table that must fit a terminal, shorter than those of the tiles.
    fn cr5_row(&self, months: i32) -> String;
    fn nrr_row(&self) -> String;
    fn customers_row(&self) -> String;
    fn tiles_note(&self, periods: &[Period], partial: Option<&Partial>) -> String;
    fn set_aside_notice(&self, reasons: &[(Reason, Tally)], read: Tally) -> Text;
    fn future_notice(&self, later: Tally, read: Tally, as_of: Day) -> Text;
    fn more_warnings(&self, number: usize) -> String;
    fn reason(&self, reason: Reason) -> &'static str;
    fn not_complete(&self, period: Period, as_of: Day) -> String;
    fn ends_early(&self, last: Day, partial: Period, gap: i32) -> String;
    fn short_first(&self, first: Period, begins: Day) -> String;
    fn window_partial(&self, window: &Concentration, begins: Day) -> String;
}
