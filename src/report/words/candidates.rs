//! Customers to move.

use crate::follow::{Burden, Candidates, MoveUp};
use crate::model::Money;
use crate::report::Text;

/// Words the candidates and why each is one.
pub trait CandidateWords {
    fn candidates_nav(&self) -> &'static str;
    /// The heading.
    fn candidates_finding(&self, found: &Candidates) -> String;
    /// Where the classes begin, and whether few grow after.
    fn candidates_lines(&self, found: &Candidates) -> String;
    /// The heading and that.
    fn candidates_verdict(&self, found: &Candidates) -> Text;
    /// What is not known without tables or columns, and how to get it.
    fn candidates_without(&self, found: &Candidates) -> Vec<Text>;
    fn candidates_rule(&self, found: &Candidates) -> Text;
    /// The heading of one list.
    fn candidates_list(&self, id: &str, shown: usize, of: usize) -> String;
    fn potential(&self) -> &'static str;
    fn satisfaction(&self) -> &'static str;
    fn class_to(&self) -> &'static str;
    fn class_now(&self) -> &'static str;
    fn year_ago(&self) -> &'static str;
    fn missing(&self) -> &'static str;
    fn candidate_why(&self) -> &'static str;
    fn last_order(&self) -> &'static str;
    fn last_contact(&self) -> &'static str;
    fn last_year(&self) -> &'static str;
    fn orders_needed(&self) -> &'static str;
    fn bought_most(&self) -> &'static str;
    fn why_up(&self, one: &MoveUp) -> String;
    fn burden(&self, burden: &Burden) -> String;
    /// For the opening page: how many customers of class B lost a quarter or more.
    fn said_shrinking(&self, customers: usize, before: u64, lost: Money) -> Text;
}
