//! What the change of existing customers is made of: price, volume, mix, products.

use crate::analyse::{Bridge, Mix, Movement, Mover, PriceVolume};
use crate::model::{Money, Period};
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
    /// That the lines are too many for the pack, and where they are.
    fn price_volume_left_out(&self, lines: usize) -> String;
    /// The title of the waterfall.
    fn price_volume_chart(&self, found: &PriceVolume) -> String;
    /// The title of the customers behind one effect: the first, and its share of the effect where all go one way.
    fn behind_effect(&self, id: &str, name: &str, amount: Money, share: Option<f64>) -> String;
    fn behind_effect_subtitle(&self, id: &str, currency: Option<&str>) -> String;
    fn price_volume_customers(&self, number: usize) -> String;
    fn price_volume_customers_subtitle(&self, found: &PriceVolume, currency: Option<&str>) -> String;
    /// A line without a product or a quantity.
    fn no_product(&self) -> &'static str;
    /// That a customer was not active in both periods, so that its change is whole.
    fn not_existing(&self, movement: Movement) -> Text;
    /// That a customer has no row in either period.
    fn price_volume_no_rows(&self, name: &str, bridge: &Bridge) -> String;
    /// The first sentence about one customer.
    fn price_volume_customer(&self, name: &str, mover: &Mover, bridge: &Bridge) -> Text;
    /// What a customer's volume is made of; nothing where it cannot be told.
    fn price_volume_mix(&self, volume: Money, mix: Option<Mix>) -> Option<Text>;
    /// That the rows add up to the change.
    fn price_volume_rows(&self, bridge: &Bridge, mover: &Mover) -> Text;
    /// Quantities before and now, then prices.
    fn both_quantities(&self, figures: [String; 4], unit: Option<&str>) -> String;
    /// A quantity and its price.
    fn one_quantity(&self, quantity: String, price: String, unit: Option<&str>) -> String;
    /// Net quantities before and now, which say nothing of a price.
    fn net_quantities(&self, before: String, now: String, unit: Option<&str>) -> String;
}
