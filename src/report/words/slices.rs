//! The bridge by slice.

use crate::analyse::{Bridge, Slice, Slices};
use crate::report::Text;

/// Words the bridge by slice; `by` is the column as people know it.
pub trait SliceWords {
    fn slices_nav(&self, by: &str) -> String;
    /// The name of the slice of rows without a text.
    fn no_slice(&self) -> &'static str;
    fn slices_none(&self, by: &str) -> String;
    /// The heading: which slice moved most, and what was transferred.
    fn slices_finding(&self, by: &str, found: &Slices, most: Option<(&str, &Slice)>) -> String;
    fn slices_verdict(&self, by: &str, bridge: &Bridge, found: &Slices, most: Option<(&str, &Slice)>) -> Text;
    fn slices_share_verdict(&self, by: &str, found: &Slices, most: Option<(&str, &Slice)>) -> Text;
    /// The title of the chart: how many rose and fell.
    fn slices_chart(&self, found: &Slices) -> String;
    /// The heading of the customer that moved most in a slice.
    fn slice_most(&self) -> &'static str;
    fn slices_chart_subtitle(&self, by: &str, found: &Slices, currency: Option<&str>) -> String;
    fn slices_lines_finding(&self, by: &str, number: usize) -> String;
    fn slices_lines_subtitle(&self, found: &Slices, currency: Option<&str>) -> String;
    fn slices_share_finding(&self, by: &str) -> String;
    fn slices_share_subtitle(&self, months: i32, currency: Option<&str>) -> String;
    fn slices_top_finding(&self, by: &str) -> String;
    fn slices_changed_finding(&self, by: &str, number: usize) -> String;
    fn slices_changed_subtitle(&self, by: &str) -> String;
    fn other_slices(&self, number: usize) -> String;
    fn transfers_in(&self) -> &'static str;
    fn transfers_out(&self) -> &'static str;
    fn slice_from(&self) -> &'static str;
    fn slice_to(&self) -> &'static str;
    fn slice_largest(&self) -> &'static str;
    fn slice_largest_change(&self) -> &'static str;
    /// What transfers are, where there are any.
    fn slices_note(&self, found: &Slices) -> Text;
}
