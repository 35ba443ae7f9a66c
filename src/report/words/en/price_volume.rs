//! Price, volume and mix.

use super::En;
use crate::analyse::{Bridge, Mix, Movement, Mover, PriceVolume, Shared, Split};
use crate::model::{Money, Period};
use crate::report::price_volume::effects;
use crate::report::text::capital;
use crate::report::words::speech::sign_tone;
use crate::report::words::{PriceVolumeWords, Terms};
use crate::report::{Piece, Text, tell};

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
            _ if said.is_empty() && found.is_level() => {
                "Existing customers bought the same at the same prices".to_owned()
            }
            _ if said.is_empty() => {
                "Price and volume of the existing customers cancel out: nothing is left over all".to_owned()
            }
            _ if change.is_zero() => format!("Existing customers bought for the same money: {}", said.join(", ")),
            _ => {
                let less = if change.is_negative() { "less" } else { "more" };
                format!("Existing customers bought for {} {less}: {}", self.0.amount(change.abs()), said.join(", "))
            }
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
        let units = || match found.units.as_slice() {
            [] => String::new(),
            units => format!(" ({})", self.list(units)),
        };
        let shared = match found.shared {
            Shared::Nothing => None,
            Shared::Assumed => Some(
                "No column names a unit: all products are taken to share one (if not: --units several).".to_owned(),
            ),
            Shared::OneUnit => Some(format!("All quantities share a unit{}.", units())),
            Shared::SeveralUnits => Some(format!(
                "Quantities are in several units{}, so volume is not split into pure volume and mix.",
                units()
            )),
            Shared::ToldOne => Some(format!("All quantities are added up, as --units one says{}.", units())),
            Shared::ToldSeveral => {
                Some("Volume is not split into pure volume and mix, as --units several says.".to_owned())
            }
        };
        if let Some((mix, between)) = found.mix.zip(found.mix_between) {
            notes.push(format!(
                "Volume {} is pure volume {}, mix between customers {} and mix between their products {}.",
                self.0.signed(found.split.volume),
                self.0.signed(mix.pure_volume),
                self.0.signed(between),
                self.0.signed(mix.mix - between)
            ));
        }
        notes.extend(shared);
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

    fn price_volume_left_out(&self, lines: usize) -> String {
        format!("The {} lines by customer and product: `mingxi bridge --explain --format csv`.", self.0.count(lines))
    }

    fn price_volume_chart(&self, found: &PriceVolume) -> String {
        let Split { price, volume, cross_sold, dropped, .. } = found.split;
        format!(
            "Price {}, volume {}, change of products {}",
            self.0.signed(price),
            self.0.signed(volume),
            self.0.signed(cross_sold + dropped)
        )
    }

    fn behind_effect(&self, id: &str, name: &str, amount: Money, share: Option<f64>) -> String {
        let share = share.map_or_else(String::new, |share| format!(", {} of it", self.0.about(share)));
        format!("{}: most with {name}, {}{share}", capital(self.node(id)), self.0.signed(amount))
    }

    fn behind_effect_subtitle(&self, id: &str, currency: Option<&str>) -> String {
        format!("{} by customer{}", capital(self.node(id)), self.unit(currency))
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

    fn no_product(&self) -> &'static str {
        "(no product)"
    }

    fn not_existing(&self, movement: Movement) -> Text {
        Text::plain(format!(
            "The customer is {}: its change stands in that line of the bridge whole, and is not split.",
            self.movement(movement)
        ))
    }

    fn price_volume_no_rows(&self, name: &str, bridge: &Bridge) -> String {
        format!("{name} has no row in {} or {}.", bridge.period0, bridge.period1)
    }

    fn price_volume_customer(&self, name: &str, mover: &Mover, bridge: &Bridge) -> Text {
        let to = format!(
            " from {} in {} to {} in {}.",
            self.0.amount(mover.r0),
            bridge.period0,
            self.0.amount(mover.r1),
            bridge.period1
        );
        match mover.change.is_zero() {
            true => tell![format!("Revenue with {name} did not change: {} in both periods.", self.0.amount(mover.r1))],
            false => {
                let verb = if mover.change.is_negative() { "fell" } else { "rose" };
                tell![
                    format!("Revenue with {name} {verb} by "),
                    Piece(sign_tone(mover.change.raw()), self.0.amount(mover.change.abs())),
                    ",",
                    to
                ]
            }
        }
    }

    fn price_volume_mix(&self, volume: Money, mix: Option<Mix>) -> Option<Text> {
        let mix = mix?;
        Some(tell![
            "Volume ",
            self.0.delta(volume),
            " is pure volume ",
            self.0.delta(mix.pure_volume),
            " and mix ",
            self.0.delta(mix.mix),
            "."
        ])
    }

    fn price_volume_rows(&self, bridge: &Bridge, mover: &Mover) -> Text {
        tell![
            format!("The rows of {} less those of {} are the change: ", bridge.period1, bridge.period0),
            self.0.delta(mover.change),
            "."
        ]
    }

    fn both_quantities(&self, [q0, q1, p0, p1]: [String; 4], unit: Option<&str>) -> String {
        let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
        format!("{q0}{unit} at {p0} -> {q1} at {p1}")
    }

    fn one_quantity(&self, quantity: String, price: String, unit: Option<&str>) -> String {
        let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
        format!("{quantity}{unit} at {price}")
    }

    fn net_quantities(&self, before: String, now: String, unit: Option<&str>) -> String {
        let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
        format!("net {before} -> {now}{unit}")
    }
}
