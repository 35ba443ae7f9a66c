//! Why customers left and shrank.

use crate::follow::{OwnerGap, Reasons};
use crate::model::{Cause, Money, Period, Recoverable, Tally};
use crate::report::Text;

/// Words the reasons of losses.
pub trait ReasonWords {
    /// A reason of the list.
    fn cause(&self, cause: Cause) -> &'static str;
    /// Whether a loss may be made good.
    fn recoverable(&self, fate: Recoverable) -> &'static str;
    fn reasons_reason(&self) -> &'static str;
    fn reasons_nav(&self) -> &'static str;
    /// That no log is given, and how to give one.
    fn reasons_no_log(&self) -> String;
    /// That nothing was lost.
    fn reasons_no_loss(&self) -> String;
    /// The heading.
    fn reasons_finding(&self, found: &Reasons) -> String;
    fn reasons_verdict(&self, found: &Reasons) -> Text;
    /// What nobody has given a reason for.
    fn reasons_none(&self) -> &'static str;
    /// A reason that is not on the list, as typed.
    fn reasons_unlisted(&self, typed: &str) -> String;
    /// The heading of the chart, by the reason that took most.
    fn reasons_chart(&self, first: &str) -> String;
    fn reasons_subtitle(&self, periods: &[Period], currency: Option<&str>) -> String;
    fn reasons_rest(&self, number: usize, amount: Money) -> String;
    fn reasons_table(&self) -> String;
    fn reasons_over_time(&self) -> String;
    fn reasons_times(&self) -> &'static str;
    fn reasons_together(&self) -> &'static str;
    /// What may be won back of what is lost.
    fn reasons_recoverable(&self, yes: Tally, of: Money) -> String;
    fn reasons_fate(&self) -> &'static str;
    fn reasons_owners(&self, gaps: &[OwnerGap]) -> String;
    fn reasons_open_by(&self) -> &'static str;
    /// The heading of a step of ages.
    fn reasons_age(&self, step: usize) -> String;
    fn reasons_age_heading(&self) -> &'static str;
    fn reasons_nobody(&self) -> &'static str;
    fn reasons_owner(&self) -> &'static str;
    /// The headings of lists: on a page, and above a terminal's first column.
    fn reasons_unexplained(&self, number: usize) -> String;
    fn reasons_unexplained_head(&self, shown: usize, of: usize) -> String;
    fn reasons_lessons(&self, number: usize) -> String;
    fn reasons_lessons_head(&self, shown: usize, of: usize) -> String;
    fn reasons_won_back(&self, number: usize) -> String;
    fn reasons_won_back_head(&self, shown: usize, of: usize) -> String;
    fn reasons_lost_in(&self) -> &'static str;
    fn reasons_talked(&self) -> &'static str;
    fn reasons_talks(&self) -> &'static str;
    fn reasons_credits(&self) -> &'static str;
    fn reasons_receivables(&self) -> &'static str;
    fn reasons_claims(&self) -> &'static str;
    fn reasons_stock(&self) -> &'static str;
    fn reasons_related(&self) -> &'static str;
    fn reasons_related_amount(&self) -> &'static str;
    fn reasons_tried(&self) -> &'static str;
    fn reasons_outcome(&self) -> &'static str;
    fn reasons_back(&self) -> &'static str;
    fn reasons_away(&self) -> &'static str;
    fn reasons_since(&self) -> &'static str;
    fn reasons_who(&self) -> &'static str;
    fn reasons_rule(&self) -> String;
}
