//! What explains the change.

use super::En;
use crate::analyse::{Analysis, Bridge, ProductMove, Side, Verdict};
use crate::model::Money;
use crate::report::words::DriverWords;
use crate::report::{changes, deciding};

fn thing(fall: bool) -> &'static str {
    if fall { "fall" } else { "rise" }
}

fn part_of(fall: bool) -> &'static str {
    if fall { "the decline" } else { "the gain" }
}

impl DriverWords for En {
    fn drivers_finding(&self, bridge: &Bridge, leader: Option<&str>, one: f64) -> String {
        let fall = bridge.change().is_negative();
        let side = deciding(bridge);
        let thing = thing(fall);
        match (bridge.explain.verdict, leader) {
            (None, _) => match self.only_adjusted(bridge) {
                Some(only) => format!("{only}{}", self.0.signed(bridge.change())),
                None => "Revenue did not change in all; below, what moved inside it".to_owned(),
            },
            (Some(Verdict::Broad), _) => format!("The {thing} is broad: no single customer decides it"),
            (Some(Verdict::Concentrated), Some(name)) if side.customers == 1 => format!("The {thing} is {name} alone"),
            (Some(Verdict::Concentrated), Some(name)) if side.top1.is_some_and(|top1| top1 >= one) => {
                format!(
                    "The {thing} hangs on {name}: {} of {}",
                    self.0.share(side.top1.unwrap_or_default()),
                    part_of(fall)
                )
            }
            (Some(Verdict::Concentrated), _) => {
                let top3 =
                    side.top3.map_or_else(String::new, |top3| format!(": {} of {}", self.0.share(top3), part_of(fall)));
                format!("The {thing} hangs on three customers{top3}")
            }
            (Some(Verdict::Mixed), _) => format!("The {thing} hangs on no single customer, and is not broad either"),
        }
    }

    fn side_finding(&self, side: &Side, change: Money) -> String {
        let whole = part_of(change.is_negative());
        match (side.customers, side.top3) {
            (0, _) | (_, None) if change.is_zero() => format!("Nobody is behind {whole}: there is none"),
            (0, _) | (_, None) => format!("No customer's orders are behind {whole}"),
            (1, _) => format!("One customer makes all of {whole}"),
            (n @ 2..=3, _) => format!("All of {whole} is from {n} customers"),
            (_, Some(top3)) => {
                let half = if side.n50 == 1 {
                    "one alone makes half".to_owned()
                } else {
                    format!("it takes {} to make half", self.0.count(side.n50))
                };
                format!("The top three make {} of {whole}; {half}", self.0.share(top3))
            }
        }
    }

    fn drivers_subtitle(&self, bridge: &Bridge, each: usize, currency: Option<&str>) -> String {
        format!(
            "Contribution to the change by customer{}, {} → {}, up to {each} each way",
            self.unit(currency),
            bridge.period0,
            bridge.period1
        )
    }

    fn drivers_description(&self, gains: usize, gained: Money, declines: usize, declined: Money) -> String {
        format!(
            "{} {}, {} {}",
            self.many(gains, "gain", "gains"),
            self.0.exact_change(gained),
            self.many(declines, "decline", "declines"),
            self.0.exact_change(declined)
        )
    }

    fn moved_head(&self, customers: usize, amount: Money, up: bool) -> String {
        let what = if up { "Gains" } else { "Declines" };
        let number = self.many(customers, "customer", "customers");
        format!("{what}: {number}, {} in all", self.0.signed(amount))
    }

    fn rest_moved(&self, customers: usize, amount: Money, _up: bool) -> String {
        format!("{} more, {} together", self.0.count(customers), self.0.signed(amount))
    }

    fn verdict_word(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Broad => "Broad",
            Verdict::Mixed => "Mixed",
            Verdict::Concentrated => "Concentrated",
        }
    }

    fn verdict_title(&self, bridge: &Bridge) -> String {
        match bridge.explain.verdict {
            Some(verdict) => format!("Verdict: {}", self.verdict_word(verdict).to_lowercase()),
            None if bridge.change().is_zero() => "No verdict: revenue did not change".to_owned(),
            None => "No verdict: no order moved revenue that way".to_owned(),
        }
    }

    fn evidence_subtitle(&self, fall: bool) -> String {
        format!("Three measures of the {} and their thresholds", thing(fall))
    }

    fn evidence_description(&self, side: &Side) -> String {
        let share = |value: Option<f64>| value.map_or_else(|| "no value".to_owned(), |value| self.0.share(value));
        format!(
            "breadth {}, largest {}, three largest {}, {} make half",
            share(side.breadth),
            share(side.top1),
            share(side.top3),
            side.n50
        )
    }

    fn evidence_note(&self, bridge: &Bridge, analysis: &Analysis) -> Option<String> {
        let fall = bridge.change().is_negative();
        let returned = changes(bridge)[..2].iter().map(|(_, amount, _)| *amount).sum::<Money>();
        let opening_rose = analysis.bridge.as_ref().and_then(|bridge| bridge.explain.rise_on_opening);
        match (bridge.explain.verdict?, fall) {
            (Verdict::Broad, true) => Some("Many fell: look at the market, the product, the price.".to_owned()),
            (Verdict::Broad, false) => Some(match opening_rose.filter(|rose| *rose < 0.5 && returned > bridge.up) {
                Some(rose) => format!(
                    "Customers came or came back; of opening revenue only {} is with customers who rose.",
                    self.0.share(rose)
                ),
                None => "Many rose: no single customer carries it.".to_owned(),
            }),
            (Verdict::Concentrated, _) => Some("Look at these customers one by one.".to_owned()),
            (Verdict::Mixed, _) => {
                Some("Neither broad nor hanging on one: read the list above from the top.".to_owned())
            }
        }
    }

    fn breadth_label(&self, fall: bool) -> String {
        if fall {
            "Breadth: customers that fell, of opening revenue".to_owned()
        } else {
            "Breadth: customers that rose, of closing revenue".to_owned()
        }
    }

    fn top1_label(&self, fall: bool) -> String {
        format!("Largest customer, of {}", part_of(fall))
    }

    fn top3_label(&self, fall: bool) -> String {
        format!("Three largest, of {}", part_of(fall))
    }

    fn n50_label(&self, fall: bool) -> String {
        format!("N50: customers that make half of {}", part_of(fall))
    }

    fn broad_from(&self, limit: f64) -> String {
        format!("≥ {} broad", self.0.about(limit))
    }

    fn broad_below(&self, limit: f64) -> String {
        format!("broad if < {}", self.0.about(limit))
    }

    fn concentrated_from(&self, limit: f64) -> String {
        format!("≥ {} concentrated", self.0.about(limit))
    }

    fn products_finding(&self, products: &[ProductMove], year: bool) -> String {
        let count = products.len();
        let fell: Vec<&ProductMove> = products.iter().filter(|product| product.change.is_negative()).collect();
        let rose = products.iter().filter(|product| product.change.is_positive()).count();
        let first = match (fell.as_slice(), rose) {
            ([], 0) => "No product group moved".to_owned(),
            ([], n) if n == count => format!("All {count} product groups rose"),
            ([one], n) if n > 0 && count > 2 => format!("Only {} fell", one.name),
            (all, 0) if all.len() == count => format!("All {count} product groups fell"),
            (all, n) => format!("{n} of {count} product groups rose, {} fell", all.len()),
        };
        if !year {
            return first;
        }
        let down: Vec<&ProductMove> =
            products.iter().filter(|product| product.year_change.is_some_and(Money::is_negative)).collect();
        match down.as_slice() {
            [] => format!("{first}; on the year none fell"),
            [one] => format!("{first}; on the year only {} fell", one.name),
            all => format!("{first}; on the year {} fell", all.len()),
        }
    }

    fn products_subtitle(&self, bridge: &Bridge, year: Option<&Bridge>, currency: Option<&str>) -> String {
        let beside = year.map_or_else(String::new, |year| format!("; at the right against {}", year.period0));
        format!("Change by product{}, {} → {}{beside}", self.unit(currency), bridge.period0, bridge.period1)
    }

    fn products_description(&self, products: &[ProductMove]) -> String {
        let parts: Vec<String> =
            products.iter().take(6).map(|p| format!("{} {}", p.name, self.0.exact_change(p.change))).collect();
        parts.join(", ")
    }

    fn rest_products(&self, number: usize, change: Money) -> String {
        format!("{number} more, {} together", self.0.signed(change))
    }
}
