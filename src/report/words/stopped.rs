//! What customers have stopped buying.

use crate::analyse::StoppedProducts;
use crate::model::Day;
use crate::report::Text;

/// Words the products that customers have stopped buying.
pub trait StoppedWords {
    fn stopped_nav(&self) -> &'static str;
    /// That it cannot be known, with or without the days of orders.
    fn stopped_unknown(&self, has_orders: bool) -> String;
    /// The heading.
    fn stopped_finding(&self, found: &StoppedProducts) -> String;
    fn stopped_verdict(&self, found: &StoppedProducts) -> Text;
    /// The rule, with its limits.
    fn stopped_rule(&self, as_of: Day) -> Text;
    fn stopped_list(&self, shown: usize, of: usize) -> String;
    fn stopped_subtitle(&self, as_of: Day, currency: Option<&str>) -> String;
    /// The heading of one customer's list.
    fn stopped_heading(&self, number: usize) -> String;
    fn product_heading(&self, by_category: bool) -> &'static str;
    fn last_bought(&self) -> &'static str;
    fn a_year(&self) -> &'static str;
    fn orders_since(&self) -> &'static str;
    /// The heading of how likely a silence is by chance.
    fn by_chance(&self) -> &'static str;
    fn certain_mark(&self) -> &'static str;
    fn seasonal_mark(&self) -> &'static str;
}
