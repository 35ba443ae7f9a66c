//! The sentences of the opening page; each says how far it can be relied on.

use crate::analyse::{Split, Sums, Swing, Times};
use crate::model::{Money, Period};
use crate::report::Text;
use crate::report::findings::{Directions, Group, Hangs, Moved, Overdue, Season};

/// Words what an experienced analyst would say first.
pub trait FindingWords {
    /// How a change lies to the usual swing, as a clause after it; empty where nothing comes before.
    fn said_swing(&self, swing: &Swing) -> String;
    fn said_largest(&self, moved: &Moved, periods: [Period; 2]) -> Text;
    fn said_group(&self, group: &Group) -> Text;
    fn said_season(&self, season: &Season) -> Text;
    fn said_hangs(&self, hangs: &Hangs) -> Text;
    fn said_overdue(&self, overdue: &Overdue) -> Text;
    fn said_directions(&self, directions: &Directions) -> Text;
    fn said_too_few_periods(&self, periods: usize) -> Text;
    fn said_few(&self, customers: usize) -> Text;
    fn said_price_volume(&self, split: &Split, customers: usize) -> Text;
    fn said_stopped(&self, certain: usize, amount: Money, by_category: bool) -> Text;
    /// The profit of both periods beside the change of revenue.
    fn said_profit(&self, sums: &[Sums; 2], change: Money) -> Text;
    fn said_slower(&self, before: &Times, now: &Times) -> Text;
}
