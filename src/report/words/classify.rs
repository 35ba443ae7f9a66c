//! The sentences of classes, deal cycles and RFM.

use crate::analyse::{Classes, Cycle, Standing, Standings};
use crate::model::{Day, Tally};
use crate::report::Text;

/// Says where customers stand.
pub trait ClassifyWords {
    fn classify_nav(&self) -> &'static str;
    /// The heading: the good customers that have not ordered for long, else the flags.
    fn classify_finding(&self, found: &Standings) -> String;
    /// How many stayed in class A, as a sentence.
    fn class_moves(&self, classes: &Classes) -> String;
    /// How many customers have which cycle, and how many scores there are.
    fn classify_line(&self, found: &Standings) -> String;
    /// The flags, and the classes that the data give.
    fn classify_notes(&self, found: &Standings) -> Vec<Text>;
    /// The first heading of the moves in money.
    fn moves_in_money(&self) -> String;
    fn cycle_finding(&self, found: &Standings) -> String;
    fn cycle_subtitle(&self, as_of: Day, currency: Option<&str>) -> String;
    fn cycle_heading(&self) -> &'static str;
    /// A cycle as a row says it, and in a narrow cell.
    fn cycle(&self, cycle: Cycle) -> &'static str;
    fn cycle_mark(&self, cycle: Cycle) -> &'static str;
    fn scores_finding(&self, scored: usize) -> String;
    fn scores_subtitle(&self) -> &'static str;
    fn scores_heading(&self) -> &'static str;
    /// Recency, frequency or money, by its id.
    fn measure(&self, id: &str) -> &'static str;
    fn cooling_finding(&self, cooling: Tally) -> String;
    fn cooling_subtitle(&self, as_of: Day, currency: Option<&str>) -> String;
    fn cooling_head(&self, shown: usize, of: usize) -> String;
    /// The heading of the money of the whole history.
    fn all_time(&self) -> &'static str;
    fn classify_list(&self, number: usize) -> String;
    fn classify_list_subtitle(&self, found: &Standings, currency: Option<&str>) -> String;
    fn class_before(&self) -> &'static str;
    fn class_given(&self) -> &'static str;
    fn flag_heading(&self) -> &'static str;
    fn class_flag(&self, one: &Standing) -> Option<String>;
}
