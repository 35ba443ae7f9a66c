//! The sentences of `watch`.

use crate::analyse::watch::{Alert, Fact, Over, Restated, Since, Status};
use crate::model::{Money, Period};
use crate::report::Text;

/// How many alerts there are, by kind and by what they are against the last run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WatchCounts {
    /// The kinds told, in their order, with how many.
    pub kinds: Vec<(&'static str, usize)>,
    pub new: usize,
    pub worse: usize,
    pub standing: usize,
}

/// Says what needs attention: never more than the numbers do.
pub trait WatchWords {
    fn watch_nav(&self) -> &'static str;
    fn watch_verdict(&self, counts: &WatchCounts, since: Option<&Since>) -> Text;
    /// The name of a kind of alert.
    fn watch_kind(&self, kind: &str) -> &'static str;
    /// Nothing where it stands as before.
    fn watch_status(&self, status: Status) -> &'static str;
    /// What an alert is about, where it is about no customer.
    fn watch_about(&self, fact: &Fact) -> String;
    /// The numbers.
    fn watch_what(&self, alert: &Alert) -> String;
    /// The rule, and what is at stake; `months` is the window's.
    fn watch_rule(&self, kind: &str, fact: &Fact, months: i32) -> String;
    fn watch_below(&self, number: usize, most: Money, floor: Money) -> String;
    fn watch_over(&self, over: &Over) -> String;
    /// The line of the rows that are not listed.
    fn watch_more_rows(&self, number: usize) -> String;
    /// By how much a period differs from what was reported; `period` is the report's.
    fn watch_restated(&self, one: &Restated, since: &Since, period: Period) -> String;
    /// Whether the rows below are all that moved it.
    fn watch_rows(&self, one: &Restated) -> Option<String>;
    fn watch_went(&self) -> &'static str;
    fn watch_alert_heading(&self) -> &'static str;
    fn watch_stake_heading(&self) -> &'static str;
    fn watch_what_heading(&self) -> &'static str;
    fn watch_over_heading(&self, since: &Since) -> String;
    fn watch_was_heading(&self) -> &'static str;
}
