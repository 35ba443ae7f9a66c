//! The sentences of losses, lead times and samples.

use crate::analyse::{Bridge, LossKind, Sampled};
use crate::model::Day;
use crate::report::Text;
use crate::report::orders::Found;

/// Says what orders tell beside their money.
pub trait OrdersWords {
    fn orders_nav(&self) -> &'static str;
    fn orders_finding(&self, found: &Found) -> String;
    /// How lost customers left.
    fn orders_verdict(&self, found: &Found) -> Text;
    /// Lead times and samples, or what they need.
    fn orders_findings(&self, found: &Found) -> Vec<Text>;
    /// The title of a table, by its id, of so many customers.
    fn orders_list(&self, id: &str, number: usize) -> String;
    fn orders_list_subtitle(&self, id: &str, bridge: Option<&Bridge>, as_of: Day) -> String;
    /// The heading of a list's first column on a terminal.
    fn orders_head(&self, id: &str, shown: usize, of: usize) -> String;
    fn loss_heading(&self) -> &'static str;
    /// A kind of loss as a row says it, and in a narrow cell.
    fn loss_kind(&self, kind: LossKind) -> &'static str;
    fn loss_mark(&self, kind: LossKind) -> &'static str;
    fn shipped(&self) -> &'static str;
    fn median_days(&self) -> &'static str;
    fn mean_days(&self) -> &'static str;
    fn longest_days(&self) -> &'static str;
    fn days_before(&self) -> &'static str;
    fn days_now(&self) -> &'static str;
    fn sampled_new(&self) -> &'static str;
    fn ordered_later(&self) -> &'static str;
    fn revenue_since(&self) -> &'static str;
    fn sample_orders(&self) -> &'static str;
    fn first_sample(&self) -> &'static str;
    fn next_order(&self) -> &'static str;
    fn days_after(&self) -> &'static str;
    fn sample_mark(&self, one: &Sampled) -> Option<&'static str>;
}
