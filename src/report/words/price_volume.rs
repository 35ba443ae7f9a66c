//! What the change of existing customers is made of: price, volume, mix, products.

use crate::analyse::{Bridge, PriceVolume};
use crate::model::Period;
use crate::report::Text;

/// Words price, volume and mix.
pub trait PriceVolumeWords {
    fn price_volume_nav(&self) -> &'static str;
    /// The name of a node of the tree, by its id.
    fn node(&self, id: &str) -> &'static str;
    /// The heading: what weighed most.
    fn price_volume_finding(&self, found: &PriceVolume) -> String;
    fn price_volume_no_bridge(&self, period: Period) -> String;
    fn price_volume_subtitle(&self, found: &PriceVolume, currency: Option<&str>) -> String;
    /// What the book lacks, what is counted together, and what rates made.
    fn price_volume_notes(&self, found: &PriceVolume) -> Vec<Text>;
    /// The terminal's first sentences.
    fn price_volume_verdict(&self, bridge: &Bridge, found: &PriceVolume) -> Text;
    fn price_volume_customers(&self, number: usize) -> String;
    fn price_volume_customers_subtitle(&self, found: &PriceVolume, currency: Option<&str>) -> String;
    /// So many products, of a customer.
    fn other_products(&self, number: usize) -> String;
    /// A line without a product or a quantity.
    fn no_product(&self) -> &'static str;
    /// What the products' lines mean, by their kind.
    fn bought(&self, found: crate::analyse::Bought) -> &'static str;
    /// That a customer was not active in both periods, so that its change is whole.
    fn not_existing(&self, movement: crate::analyse::Movement) -> Text;
    /// The headings of quantities and prices.
    fn quantity_heading(&self, period: Period) -> String;
    fn price_heading(&self, period: Period) -> String;
}
