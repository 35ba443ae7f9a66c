//! The bridge under the rules of other systems.

use crate::analyse::{Bridge, NotTried, OtherRule, RulesCompared};
use crate::model::Active;
use crate::report::Text;

/// Words the comparison of rules.
pub trait RulesComparedWords {
    fn rules_compared_nav(&self) -> &'static str;
    /// The heading of a rule's column, short.
    fn rule_heading(&self, rule: OtherRule, new_after: usize) -> String;
    /// What the rule says, as a sentence.
    fn rule_meaning(&self, rule: OtherRule, found: &RulesCompared, active: Active) -> String;
    fn not_tried(&self, rule: OtherRule, why: NotTried, found: &RulesCompared) -> String;
    fn rules_compared_finding(&self, found: &RulesCompared) -> String;
    fn rules_compared_verdict(&self, bridge: &Bridge, found: &RulesCompared) -> Text;
    fn rules_compared_subtitle(&self, found: &RulesCompared, currency: Option<&str>) -> String;
    /// The title of the table of so many rules.
    fn rules_compared_table(&self, rules: usize) -> String;
    /// The rules that give the same lines.
    fn rules_same(&self, headings: &[String]) -> String;
    fn rules_moved_finding(&self, moved: usize) -> String;
    fn rules_moved_subtitle(&self) -> String;
    /// The line that the payment basis leaves over.
    fn rest_line(&self) -> &'static str;
    fn rule_column(&self) -> &'static str;
    fn moved_column(&self) -> &'static str;
    /// The customers that a rule counts otherwise, some of them by name.
    fn recounted(&self, rule: &str, names: &[String], others: usize) -> Text;
}
