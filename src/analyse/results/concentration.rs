//! Concentration: the shares of customers, what flags them, and the book without its largest.

use serde::Serialize;

use crate::model::{Day, Money, Period, Tally};

/// One customer of the concentration window.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Holder {
    #[serde(skip)]
    pub customer: usize,
    pub amount: Money,
    pub share: f64,
    /// The share of this and all larger ones.
    pub together: f64,
    pub class: char,
}

/// Concentration in one window (rule 7).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Concentration {
    pub from: Day,
    pub to: Day,
    /// Whether the data begin after `from`.
    pub partial_window: bool,
    /// Sum of the customers with a positive net amount.
    pub amount: Money,
    pub customers: usize,
    pub not_positive: Tally,
    pub cr1: Option<f64>,
    pub cr3: Option<f64>,
    pub cr5: Option<f64>,
    pub cr10: Option<f64>,
    pub cr20: Option<f64>,
    pub hhi: Option<f64>,
    pub effective_customers: Option<f64>,
    pub gini: Option<f64>,
    pub above_named: usize,
    pub make_80_percent: usize,
    pub flag_top1: Option<Flag>,
    pub flag_top5: bool,
    /// Descending by amount, ties by key; positive ones only.
    #[serde(skip)]
    pub holders: Vec<Holder>,
    /// Customers with rows in the window and nothing positive: place and amount.
    #[serde(skip)]
    pub others: Vec<(usize, Money)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    Watch,
    High,
}

/// The window without its largest customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WithoutLargest {
    #[serde(skip)]
    pub customer: usize,
    pub window: Money,
    pub period: Money,
    /// The change of the report's bridge without the customer.
    pub change: Money,
    pub cr1: Option<f64>,
    pub cr5: Option<f64>,
    pub hhi: Option<f64>,
    /// How many customers with a positive window amount have their first order in the window.
    pub new_customers: usize,
    /// Their average window amount, in currency units.
    pub average_new: Option<f64>,
    /// How many of them replace the largest.
    pub replaced_by: Option<f64>,
}

/// The customer that moved the share of the five largest most: its share of the window and of the window a year before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cause {
    #[serde(skip)]
    pub customer: usize,
    pub share: f64,
    pub share_before: f64,
}

impl Concentration {
    /// Gives the net amount of each of so many customers in the window; nothing without rows in it.
    pub fn nets(&self, customers: usize) -> Vec<Option<Money>> {
        let mut nets = vec![None; customers];
        let holders = self.holders.iter().map(|holder| (holder.customer, holder.amount));
        holders.chain(self.others.iter().copied()).for_each(|(customer, amount)| nets[customer] = Some(amount));
        nets
    }
}

/// Concentration at the end of each complete period, with the change since a year before and its main cause.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConcentrationOverTime {
    pub period: Period,
    /// Holds the twenty largest holders only, and no others.
    pub window: Concentration,
    /// CR5 less CR5 of the window a year before, where the data reach back so far.
    pub change: Option<f64>,
    /// Among the five largest now and a year before, the customer whose share moved most in the direction of the change.
    pub cause: Option<Cause>,
}
