//! The sentences of one customer's account.

use crate::analyse::{Alive, Concentration, Holder, Ledger, LedgerNamed, Trend};
use crate::model::{Money, Period, Reason, Tally};
use crate::report::Text;

/// A fact about the customer; what it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerFact {
    Id,
    All,
    FirstOrder,
    LastOrder,
    Pace,
    Alive,
    Place,
    Direction,
    Owner,
    Country,
    SetAside,
    Target,
}

/// Says what a customer is and what stands to its account.
pub trait LedgerWords {
    fn ledger_nav(&self) -> &'static str;
    /// The line of the products that are not listed.
    fn ledger_other_products(&self, number: usize) -> String;
    /// Of all periods: what the customer brought, since when.
    fn ledger_verdict(&self, name: &str, ledger: &Ledger) -> Text;
    /// Of one period: its days and the amount of the one before.
    fn ledger_period_verdict(&self, name: &str, ledger: &Ledger, period: Period, before: Option<Money>) -> Text;
    fn ledger_fact(&self, fact: LedgerFact) -> &'static str;
    fn ledger_all(&self, amount: Money, rows: usize, share: Option<f64>) -> String;
    fn ledger_pace(&self, trend: &Trend) -> String;
    fn ledger_alive(&self, one: &Alive) -> String;
    /// Why quantities have no sum.
    fn ledger_units(&self, units: &[String]) -> String;
    fn ledger_place(
        &self,
        class: Option<char>,
        holder: Option<&Holder>,
        rank: Option<usize>,
        window: &Concentration,
    ) -> String;
    /// A salesperson or a country, and between which days where there are several.
    fn ledger_named(&self, named: &LedgerNamed, several: bool) -> String;
    fn ledger_set_aside(&self, reason: Reason, tally: Tally) -> String;
    fn ledger_earlier(&self, periods: usize) -> String;
    fn ledger_products(&self, ledger: &Ledger) -> String;
    fn ledger_no_product(&self) -> &'static str;
    fn ledger_orders(&self, orders: usize, credits: usize) -> String;
    fn ledger_lines(&self, ledger: &Ledger) -> String;
    fn ledger_credit(&self) -> &'static str;
    fn ledger_running(&self) -> &'static str;
    fn ledger_place_heading(&self) -> &'static str;
    fn ledger_last_heading(&self) -> &'static str;
    /// The rows of an order, the first of them by number.
    fn ledger_rows(&self, rows: &[String], more: bool) -> String;
    /// That everything adds up; how many rows, orders and credits.
    fn ledger_adds_up(&self, ledger: &Ledger, orders: usize, credits: usize) -> Text;
}
