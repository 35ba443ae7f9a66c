//! The rows of each table.

use crate::model::{Day, Money, Period};

/// Where a row stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct RowPlace {
    pub file: String,
    pub sheet: Option<String>,
    /// As the spreadsheet shows it.
    pub row: u32,
}

/// A customer as a row names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Who {
    /// The name as typed; the id where the row has no name.
    pub text: String,
    pub id: Option<String>,
    /// The identity: that of the customer of the orders, else the id, else the normalised name, after aliases.
    pub key: String,
    /// The place among the customers of the orders; nothing where they have no such customer.
    pub client: Option<u32>,
}

/// Whose a customer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// 成交: has ordered; its owner keeps it without limit.
    Won,
    /// 紧密: is worked on by one owner, up to a quota.
    Engaged,
    /// 普通: open to all.
    Shared,
}

/// A word that grades a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    Low,
    Middle,
    High,
}

/// How a customer is rated: by a word, by a number, or by something that only its writer knows.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Rating {
    /// As typed.
    pub text: String,
    /// Where it is a word that grades.
    pub grade: Option<Grade>,
    /// Where it is a number, in ten-thousandths as money is.
    pub number: Option<Money>,
}

/// A customer of the master.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct MasterRow {
    pub at: RowPlace,
    pub customer: Who,
    /// The salesperson.
    pub owner: Option<String>,
    pub merchandiser: Option<String>,
    pub country: Option<String>,
    pub channel: Option<String>,
    pub status: Option<Status>,
    pub registered: Option<Day>,
    pub registered_by: Option<String>,
    /// The class that the company gives it, whatever the figures say.
    pub class: Option<String>,
    pub potential: Option<Rating>,
    pub satisfaction: Option<Rating>,
    /// The company that it belongs to.
    pub parent: Option<Who>,
    /// The customer that brought it.
    pub referred_by: Option<Who>,
    pub contact: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// Of payment.
    pub terms: Option<String>,
    pub first_contact: Option<Day>,
    pub memo: Option<String>,
    /// What stands in other columns: header and text.
    pub other: Vec<(String, String)>,
}

/// A talk with a customer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FollowUp {
    pub at: RowPlace,
    pub day: Day,
    pub customer: Who,
    /// Who spoke to them.
    pub who: Option<String>,
    /// Such as telephone, e-mail, visit.
    pub channel: Option<String>,
    pub said: Option<String>,
    /// The reason, as typed.
    pub reason: Option<String>,
    pub outcome: Option<String>,
    /// When to speak to them next.
    pub next: Option<Day>,
    /// What stands in other columns: header and text.
    pub other: Vec<(String, String)>,
}

/// What a cost is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CostOf {
    /// To serve a customer.
    #[default]
    Serve,
    /// To win one: exhibitions, advertising, samples, first visits.
    Win,
}

/// What a customer cost.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Cost {
    pub at: RowPlace,
    pub customer: Who,
    pub day: Day,
    pub amount: Money,
    /// As typed, such as freight.
    pub kind: Option<String>,
    pub of: CostOf,
}

/// What a customer owes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Receivable {
    pub at: RowPlace,
    pub customer: Who,
    pub due: Day,
    pub amount: Money,
    /// What stands in other columns: header and text.
    pub other: Vec<(String, String)>,
}

/// A complaint or a claim.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Claim {
    pub at: RowPlace,
    pub day: Day,
    pub customer: Who,
    pub product: Option<String>,
    pub kind: Option<String>,
    /// Nothing of a complaint that costs nothing.
    pub amount: Option<Money>,
    /// What stands in other columns: header and text.
    pub other: Vec<(String, String)>,
}

/// Goods that are held for a customer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Stock {
    pub at: RowPlace,
    pub customer: Who,
    pub product: Option<String>,
    /// In ten-thousandths.
    pub quantity: Option<i64>,
    pub amount: Option<Money>,
    /// What stands in other columns: header and text.
    pub other: Vec<(String, String)>,
}

/// What was to be reached: by an owner, with a customer, or, where neither is named, in all.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Target {
    pub at: RowPlace,
    pub period: Period,
    pub owner: Option<String>,
    pub customer: Option<Who>,
    pub amount: Money,
}
