//! The sentences of customers that may be one.

use crate::analyse::{Against, Claims, Effect, Evidence};
use crate::model::{Day, Money, Period};
use crate::report::Text;

/// Says which customers may be one, why, and what merging them would do.
pub trait NamesWords {
    fn nav_names(&self) -> String;
    /// How many pairs among how many customers, and what would change hands.
    fn names_verdict(&self, pairs: usize, stake: Money, customers: usize) -> Text;
    fn names_heading(&self) -> &'static str;
    fn why_heading(&self) -> &'static str;
    fn id_heading(&self) -> &'static str;
    /// The days of the first and the last row.
    fn names_first(&self) -> &'static str;
    fn names_last(&self) -> &'static str;
    fn salesperson_heading(&self) -> &'static str;
    fn merged_heading(&self) -> &'static str;
    fn evidence(&self, evidence: &Evidence) -> String;
    fn speaks_against(&self, against: &Against) -> String;
    fn salespeople_differ(&self, first: &str, second: &str) -> String;
    /// Several reasons as one.
    fn reasons(&self, reasons: &[String]) -> String;
    /// The heading above it.
    fn merged_in(&self, period: Period) -> String;
    /// What merging two would do to the lines.
    fn merged_lines(&self, effect: &Effect) -> String;
    fn merged_finding(&self, pairs: usize, period: Period) -> String;
    /// How many customers the period has, now and merged.
    fn merged_customers(&self, period: Period, before: usize, after: usize) -> String;
    fn merging_changes_nothing(&self, period: Period) -> String;
    fn how_to_merge(&self) -> String;
    fn wrote_aliases(&self, file: &str, lines: usize) -> String;
    fn more_pairs(&self, more: usize) -> String;
    fn many_names_finding(&self, ids: usize) -> String;
    fn claims_finding(&self, customers: usize, since: Day) -> String;
    fn claims_by_order(&self, claims: &Claims) -> String;
    /// In `check` and the report: that there are suspects, and where they are listed.
    fn suspects(&self, pairs: usize, stake: Money) -> Text;
}

/// Gives words that stand behind each other in Latin letters as one piece; Chinese words are pieces of their own.
pub(super) fn pieces(words: &[String]) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for word in words {
        let latin = word.chars().all(|c| c < '\u{2e80}');
        match pieces.last_mut() {
            Some(last) if latin && open => {
                last.push(' ');
                last.push_str(word);
            }
            _ => pieces.push(word.clone()),
        }
        open = latin;
    }
    pieces
}
