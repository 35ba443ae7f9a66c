//! Salespeople's books, status and quotas.

use crate::follow::{AfterTransfer, HandedOver, HowClaimed, Owners, Quotas};
use crate::model::{Day, Tally};
use crate::report::Text;

/// A heading of the tables of salespeople.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnerHead {
    Owner,
    Held,
    Leads,
    Repeat,
    Target,
    OfTarget,
    Overdue,
    Promises,
    WithOthers,
    Alone,
    AloneMoney,
    AloneShare,
    Largest,
    Margin,
    New,
    First,
    NowMoney,
    Grown,
    From,
    To,
    Since,
    Days,
    Before,
    After,
    Became,
    Satisfaction,
    Low,
    Claims,
    Won,
    Engaged,
    Shared,
    NoStatus,
    Quiet,
    Registered,
    BecameWon,
    WonRate,
    WonDays,
    LastContact,
    How,
    Claimants,
    FirstBy,
    Worth,
    HeldBy,
    HandTo,
    Why,
    Approve,
}

/// Words salespeople's books.
pub trait OwnerWords {
    fn owners_nav(&self) -> &'static str;
    /// That nobody is named, and how to name them.
    fn owners_none(&self) -> String;
    fn owners_head(&self, head: OwnerHead) -> &'static str;
    fn nobodys(&self) -> &'static str;
    /// The heading.
    fn owners_finding(&self, found: &Owners) -> String;
    fn owners_verdict(&self, found: &Owners) -> Text;
    /// What else is to be known, the weightiest first.
    fn owners_findings(&self, found: &Owners, quotas: Option<&Quotas>) -> Vec<Text>;
    /// What the figures mean, and what they leave out.
    fn owners_notes(&self, found: &Owners, quotas: Option<&Quotas>) -> Vec<Text>;
    /// The title of a table by its id, with the number of its lines.
    fn owners_title(&self, id: &str, lines: usize, quotas: Option<&Quotas>) -> String;
    fn owners_subtitle(&self, id: &str, found: &Owners, currency: Option<&str>) -> String;
    fn transfer_became(&self, became: AfterTransfer) -> &'static str;
    fn how_claimed(&self, how: HowClaimed) -> &'static str;
    fn handover_why(&self, one: &HandedOver) -> String;
    /// How many of how many: a quota used.
    fn quota_used(&self, engaged: usize, quota: Option<usize>) -> String;
    /// A number of claims with what they cost.
    fn owner_claims(&self, claims: Tally) -> String;
    /// The largest customer of a book, with its share.
    fn owner_largest(&self, name: &str, share: Option<f64>) -> String;
    /// A claimant: who, under what name, since when.
    fn claimant(&self, owner: &str, name: &str, since: Option<Day>) -> String;
    fn first_unknown(&self) -> &'static str;
}
