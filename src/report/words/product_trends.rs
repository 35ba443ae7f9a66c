//! What customers buy more and more, or less and less of.

use crate::analyse::ProductTrends;
use crate::report::Text;
use crate::report::product_trends::ProductMove;

/// Words the directions of products inside customers.
pub trait ProductTrendWords {
    fn product_trends_nav(&self) -> &'static str;
    /// That it cannot be known, as a heading.
    fn product_trends_unknown(&self) -> &'static str;
    /// The heading.
    fn product_trends_finding(&self, found: &ProductTrends) -> String;
    fn product_trends_verdict(&self, found: &ProductTrends) -> Text;
    fn product_trends_subtitle(&self, currency: Option<&str>) -> String;
    /// The heading of the column that says where the customer as a whole goes.
    fn product_trends_own(&self) -> &'static str;
    /// The heading of one customer's list.
    fn product_trends_heading(&self, number: usize) -> String;
    /// What the opening page says: how many, of how many tested, and the one that moves most.
    fn said_product_trends(&self, certain: usize, tested: usize, first: &ProductMove) -> Text;
}
