//! Targets against what was reached.

use crate::follow::{Aim, Frame, From};
use crate::model::{Day, Money, Period};
use crate::report::Text;

/// Words how revenue stands to its targets.
pub trait TargetWords {
    fn targets_nav(&self) -> &'static str;
    /// That no table of targets is given, and how to give one.
    fn targets_none(&self) -> String;
    /// The heading.
    fn targets_finding(&self, frame: &Frame) -> String;
    /// That no target lies in the report's period.
    fn targets_not_here(&self, period: Period) -> String;
    /// The name of the whole book among salespeople and customers.
    fn targets_book(&self, from: From) -> &'static str;
    /// The heading of one frame's table.
    fn targets_frame(&self, frame: &Frame) -> String;
    fn targets_subtitle(&self, frame: &Frame, currency: Option<&str>) -> String;
    fn targets_of(&self) -> &'static str;
    fn targets_target(&self) -> &'static str;
    fn targets_due(&self, to: Day) -> String;
    fn targets_actual(&self) -> &'static str;
    fn targets_ahead(&self) -> &'static str;
    /// Days without a target, and whose.
    fn targets_gap(&self, gaps: &[(Day, Day)], names: &[String]) -> String;
    /// Salespeople whom no row names.
    fn targets_unknown(&self, owners: &[String]) -> String;
    /// That nothing says whose a row is.
    fn targets_no_owner(&self) -> String;
    /// The salespeople's targets, added up, and by how much that is more than the book's.
    fn targets_owners_sum(&self, sum: Money, more: Money) -> String;
    /// In how many of the periods the target was reached.
    fn targets_history(&self, reached: usize, of: usize) -> String;
    fn targets_rule(&self) -> String;
    /// A target and what was reached, as a sentence.
    fn targets_line(&self, frame: &Frame, aim: &Aim) -> Text;
    /// The same within a list of facts.
    fn targets_short(&self, frame: &Frame, aim: &Aim) -> String;
}
