//! The bridge under the rules of other systems.

use super::En;
use crate::analyse::{Bridge, NotTried, OtherRule, RulesCompared};
use crate::model::Active;
use crate::report::rules_compared::{range, same};
use crate::report::words::speech::sign_tone;
use crate::report::words::{RulesComparedWords, Terms};
use crate::report::{Piece, Text, tell};

impl RulesComparedWords for En {
    fn rules_compared_nav(&self) -> &'static str {
        "Other rules"
    }

    fn rule_heading(&self, rule: OtherRule, new_after: usize) -> String {
        match rule {
            OtherRule::InForce => "As here".to_owned(),
            OtherRule::Purchase => "Purchase".to_owned(),
            OtherRule::AnyRow => "Any row".to_owned(),
            OtherRule::Net => "Net above 0".to_owned(),
            OtherRule::CreditsOrigin => "Credit by order".to_owned(),
            OtherRule::CreditsPeriod => "Credit by date".to_owned(),
            OtherRule::NewAfter => format!("New after {new_after}"),
            OtherRule::Payment => "Payment".to_owned(),
        }
    }

    fn rule_meaning(&self, rule: OtherRule, found: &RulesCompared, active: Active) -> String {
        let heading = self.rule_heading(rule, found.new_after);
        let meaning = match rule {
            OtherRule::InForce => {
                let active = match active {
                    Active::Purchase => "a purchase makes a customer active",
                    Active::Any => "any row makes a customer active",
                    Active::Net => "a net amount above zero makes a customer active",
                };
                format!("the rules in force: {active}")
            }
            OtherRule::Purchase => "a row above zero makes a customer active".to_owned(),
            OtherRule::AnyRow => "any row makes a customer active, a credit alone too".to_owned(),
            OtherRule::Net => "a customer is active whose net amount is above zero".to_owned(),
            OtherRule::CreditsOrigin => format!(
                "credits count in the {} of the order they name ({} do, {})",
                self.noun(),
                self.rows(found.credits.n as usize),
                self.0.amount(found.credits.amount)
            ),
            OtherRule::CreditsPeriod => format!(
                "credits count by their own date ({} elsewhere, {})",
                self.rows(found.credits.n as usize),
                self.0.amount(found.credits.amount)
            ),
            OtherRule::NewAfter => {
                format!("who comes back after {} or more without an order counts as new", self.periods(found.new_after))
            }
            OtherRule::Payment => "first orders of new customers, last orders of lost ones; the rest apart".to_owned(),
        };
        format!("{heading}: {meaning}.")
    }

    fn not_tried(&self, rule: OtherRule, why: NotTried, found: &RulesCompared) -> String {
        let why = match why {
            NotTried::NoOrderNumbers => "no column holds order numbers",
            NotTried::NoCreditNamesAnOrder => "no row below zero names an order that is there",
            NotTried::NoOrders => "the rows are sums of periods, not orders",
        };
        format!("{}: not told, since {why}.", self.rule_heading(rule, found.new_after))
    }

    fn rules_compared_finding(&self, found: &RulesCompared) -> String {
        if same(found) {
            return "Other rules would give the same bridge".to_owned();
        }
        let said = |line: &str| {
            let (low, high) = range(found, line);
            match low == high {
                true => self.0.signed(low),
                false => format!("{} to {}", self.0.signed(low), self.0.signed(high)),
            }
        };
        format!("By other rules new customers would make {}, lost ones {}", said("new"), said("lost"))
    }

    fn rules_compared_verdict(&self, bridge: &Bridge, found: &RulesCompared) -> Text {
        let end = if same(found) {
            format!("Other rules give the same bridge from {} to {}", bridge.period0, bridge.period1)
        } else {
            self.rules_compared_finding(found)
        };
        let verb = match bridge.change() {
            change if change.is_zero() => "did not change: ",
            change if change.is_negative() => "fell by ",
            _ => "rose by ",
        };
        tell![
            format!("Revenue {verb}"),
            Piece(sign_tone(bridge.change().raw()), self.0.amount(bridge.change().abs())),
            format!(" from {} to {}. {end}.", bridge.period0, bridge.period1)
        ]
    }

    fn rules_compared_subtitle(&self, found: &RulesCompared, currency: Option<&str>) -> String {
        format!("The same bridge under each rule{}, {} → {}", self.unit(currency), found.period0, found.period1)
    }

    fn rules_compared_table(&self, rules: usize) -> String {
        if rules == 1 { "All rules say the same".to_owned() } else { format!("One period by {rules} rules") }
    }

    fn rules_same(&self, headings: &[String]) -> String {
        format!("The same as here: {}.", self.list(headings))
    }

    fn rules_moved_finding(&self, moved: usize) -> String {
        match moved {
            1 => "One line differs".to_owned(),
            moved => format!("{moved} lines differ"),
        }
    }

    fn rules_moved_subtitle(&self) -> String {
        "What each rule moves, against the rules in force".to_owned()
    }

    fn rest_line(&self) -> &'static str {
        "The rest"
    }

    fn rule_column(&self) -> &'static str {
        "Rule"
    }

    fn moved_column(&self) -> &'static str {
        "Moved by"
    }

    fn recounted(&self, rule: &str, names: &[String], others: usize) -> Text {
        let mut all = names.to_vec();
        if others > 0 {
            all.push(self.others(others));
        }
        let said = format!("Counted otherwise under {rule}: {}", self.list(&all));
        let stop = if said.ends_with('.') { "" } else { "." };
        Text::plain(said + stop)
    }
}
