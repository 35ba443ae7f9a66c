//! The sentences of profit.

use crate::analyse::{CustomerProfit, NoProfit, ProfitBridge, ProfitSource, Profits};
use crate::model::{Period, Tally};
use crate::report::Text;

/// Says what is left of revenue.
pub trait ProfitWords {
    fn profit_nav(&self) -> &'static str;
    fn no_profit_finding(&self) -> String;
    /// Why profit cannot be told, and how it could.
    fn no_profit(&self, why: &NoProfit) -> String;
    /// The heading: how profit moved beside revenue.
    fn profit_finding(&self, found: &Profits) -> String;
    fn profit_verdict(&self, found: &Profits) -> Text;
    /// What the profit is made of, rows without one, costs that are nobody's, and how many customers need a look.
    fn profit_notes(&self, found: &Profits) -> Vec<Text>;
    /// Says how many rows have no profit, where some have none.
    fn rows_without_profit(&self, source: ProfitSource, rows: &Tally) -> Option<String>;
    fn profit_bridge_finding(&self, bridge: &ProfitBridge) -> String;
    fn profit_bridge_subtitle(&self, bridge: &ProfitBridge, currency: Option<&str>) -> String;
    /// What revenue and margin made of the existing customers' change.
    fn profit_effects(&self, bridge: &ProfitBridge) -> Text;
    fn gross_profit(&self) -> &'static str;
    fn margin(&self) -> &'static str;
    fn cost_to_serve(&self) -> &'static str;
    fn contribution(&self) -> &'static str;
    fn contribution_margin(&self) -> &'static str;
    fn share_of_profit(&self) -> &'static str;
    fn profit_change(&self) -> &'static str;
    fn profit_of(&self, period: Period) -> String;
    /// The heading of classes on a terminal, which says the window.
    fn class_in(&self, window: &str) -> String;
    fn bands_finding(&self, found: &Profits) -> String;
    fn bands_subtitle(&self, found: &Profits, currency: Option<&str>) -> String;
    fn profit_periods_finding(&self, found: &Profits) -> String;
    fn profit_periods_subtitle(&self, currency: Option<&str>) -> String;
    /// The title of a list of customers, by its id.
    fn profit_list(&self, id: &str, number: usize, found: &Profits) -> String;
    fn profit_list_subtitle(&self, id: &str, found: &Profits, currency: Option<&str>) -> String;
    fn profit_list_head(&self, id: &str, shown: usize, of: usize, window: &str) -> String;
    fn profit_customers(&self, number: usize) -> String;
    fn profit_customers_subtitle(&self, found: &Profits, currency: Option<&str>) -> String;
    fn profit_marks(&self, one: &CustomerProfit) -> Option<String>;
}
