//! How much of customers and revenue stays.

use crate::analyse::{Known, Retained, WhatIf};
use crate::model::{Day, Period};
use crate::report::Text;

/// Words retention and cohorts.
pub trait RetentionWords {
    fn retention_nav(&self) -> &'static str;
    fn no_retention(&self, period: Period) -> String;
    /// The heading.
    fn stay_finding(&self, last: &Retained) -> String;
    /// The first sentences: the period against the one before, and against the year before.
    fn retention_verdict(&self, last: &Retained) -> Text;
    /// What more retention would have been worth.
    fn what_if(&self, more: &WhatIf) -> Text;
    fn what_if_assumes(&self) -> Text;
    /// A heading's column against the year before.
    fn on_year(&self, what: String) -> String;
    /// What a star at a period says: the one before is short.
    /// The mark of a first period that the data do not cover whole, where it stands itself.
    fn short_period(&self) -> &'static str;
    fn short_before(&self) -> &'static str;
    fn retention_lines(&self, last: &Retained, first: &Retained) -> String;
    fn stay_subtitle(&self) -> String;
    fn cohort(&self) -> String;
    fn cohort_heading(&self, shown: usize, of: usize) -> String;
    /// So many periods later.
    fn age(&self, age: usize) -> String;
    /// What a mark at a cohort says.
    fn known(&self, known: Known, first_day: Day) -> String;
    /// How many customers of the cohorts a year back are active again, of how many.
    fn ages_finding(&self, later: Option<(usize, usize)>) -> String;
    fn ages_subtitle(&self) -> String;
    /// What the headings of the ages mean.
    fn ages_note(&self) -> String;
    fn revenue_by_cohort(&self) -> String;
    fn earlier_cohorts(&self, number: usize) -> String;
    fn outside_cohorts(&self) -> String;
    /// The part of the last year's revenue that is from customers who came in it.
    fn money_finding(&self, share: Option<f64>) -> String;
    fn money_subtitle(&self, currency: Option<&str>) -> String;
}
