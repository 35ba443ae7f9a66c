//! Price, volume and mix.

use super::En;
use crate::analyse::{Bought, Bridge, Movement, PriceVolume};
use crate::model::Period;
use crate::report::price_volume::effects;
use crate::report::words::{PriceVolumeWords, Terms};
use crate::report::{Text, tell};

impl PriceVolumeWords for En {
    fn price_volume_nav(&self) -> &'static str {
        "Price and volume"
    }

    fn node(&self, id: &str) -> &'static str {
        match id {
            "price" => "price",
            "volume" => "volume",
            "pure_volume" => "pure volume",
            "mix" => "mix",
            "mix_between" => "mix between customers",
            "mix_within" => "mix between products",
            "cross_sold" => "cross-sold products",
            "dropped" => "dropped products",
            "unallocated" => "unallocated",
            "existing" => "existing customers",
            _ => "customer",
        }
    }

    fn price_volume_finding(&self, found: &PriceVolume) -> String {
        let change = found.split.sum();
        let mut parts = effects(found);
        parts.retain(|(_, amount)| !amount.is_zero());
        parts.sort_by_key(|(_, amount)| std::cmp::Reverse(amount.abs()));
        let said: Vec<String> =
            parts.iter().take(2).map(|(id, amount)| format!("{} {}", self.node(id), self.0.signed(*amount))).collect();
        match (found.customers.len(), found.has_products, found.has_quantities) {
            (0, ..) => format!("No customer bought in both {} and {}", found.period0, found.period1),
            (_, false, _) => "Price and volume cannot be told apart: no column holds products".to_owned(),
            (_, _, false) => "Price and volume cannot be told apart: no column holds quantities".to_owned(),
            _ if said.is_empty() => "Existing customers bought the same at the same prices".to_owned(),
            _ => format!("Existing customers {}: {}", self.0.signed(change), said.join(", ")),
        }
    }

    fn price_volume_no_bridge(&self, period: Period) -> String {
        format!("No price and volume: {period} is the first {} of the data", self.noun())
    }

    fn price_volume_subtitle(&self, found: &PriceVolume, currency: Option<&str>) -> String {
        format!(
            "Revenue of the {} active in both periods{}, {} → {}",
            self.customers(found.customers.len()),
            self.unit(currency),
            found.period0,
            found.period1
        )
    }

    fn price_volume_notes(&self, found: &PriceVolume) -> Vec<Text> {
        let mut notes = Vec::new();
        if !found.has_products || !found.has_quantities {
            notes.push("Without a product and a quantity in each row, all of the change is unallocated.".to_owned());
            return notes.into_iter().map(Text::plain).collect();
        }
        notes.push(match (found.units.as_slice(), found.mix) {
            ([], Some(_)) => {
                "No column names a unit: all products are taken to share one (if not: --units several).".into()
            }
            (units, Some(_)) if units.len() > 1 => {
                format!("Units {} are added up, as --units one says.", self.list(units))
            }
            ([unit], Some(_)) => format!("All quantities are in {unit}."),
            (units, _) if units.len() > 1 => {
                format!(
                    "Quantities are in several units ({}), so volume is not split into pure volume and mix.",
                    self.list(units)
                )
            }
            _ => "Volume is not split into pure volume and mix, as --units several says.".to_owned(),
        });
        if !found.fx.is_zero() {
            notes.push(format!("Price holds what rates of exchange made: {}.", self.0.signed(found.fx)));
        }
        notes.into_iter().map(Text::plain).collect()
    }

    fn price_volume_verdict(&self, bridge: &Bridge, found: &PriceVolume) -> Text {
        tell![
            "Existing customers made ",
            self.0.delta(found.split.sum()),
            " of the change of ",
            self.0.delta(bridge.change()),
            format!(", {} → {}: ", bridge.period0, bridge.period1),
            {
                let parts = effects(found).into_iter().filter(|(_, amount)| !amount.is_zero());
                let said: Vec<String> =
                    parts.map(|(id, amount)| format!("{} {}", self.node(id), self.0.signed(amount))).collect();
                if said.is_empty() { "nothing moved".to_owned() } else { said.join(", ") }
            },
            "."
        ]
    }

    fn price_volume_customers(&self, number: usize) -> String {
        if number == 1 {
            "The one existing customer".to_owned()
        } else {
            format!("All {number} existing customers by size of change")
        }
    }

    fn price_volume_customers_subtitle(&self, found: &PriceVolume, currency: Option<&str>) -> String {
        format!("What each one's change is made of{}, {} → {}", self.unit(currency), found.period0, found.period1)
    }

    fn other_products(&self, number: usize) -> String {
        if number == 1 { "1 other product".to_owned() } else { format!("{} other products", self.0.count(number)) }
    }

    fn no_product(&self) -> &'static str {
        "(no product)"
    }

    fn bought(&self, bought: Bought) -> &'static str {
        match bought {
            Bought::Both => "in both",
            Bought::CrossSold => "cross-sold",
            Bought::Dropped => "dropped",
            Bought::Unallocated => "unallocated",
        }
    }

    fn not_existing(&self, movement: Movement) -> Text {
        Text::plain(format!(
            "The customer is {}: its change stands in that line of the bridge whole, and is not split.",
            self.movement(movement)
        ))
    }

    fn quantity_heading(&self, period: Period) -> String {
        format!("qty {period}")
    }

    fn price_heading(&self, period: Period) -> String {
        format!("price {period}")
    }
}
