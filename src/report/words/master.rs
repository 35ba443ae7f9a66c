//! The customer master against the orders, referrals and groups.

use crate::follow::{Bringer, ByCompany, Group, MasterCheck, Referrals, Twice};
use crate::model::companion::Status;
use crate::model::{Day, Period};
use crate::report::Text;

/// Headings of the sections of the master and of referrals.
pub struct MasterLabels {
    pub missing: &'static str,
    pub leads: &'static str,
    pub owner: &'static str,
    pub status: &'static str,
    pub since: &'static str,
    pub age: &'static str,
    pub contacts: &'static str,
    pub last_contact: &'static str,
    pub became: &'static str,
    pub first_contact: &'static str,
    pub days: &'static str,
    pub faults: &'static str,
    pub what: &'static str,
    pub no_owner: &'static str,
    pub bringer: &'static str,
    pub own: &'static str,
    pub direct: &'static str,
    pub tree: &'static str,
    pub brought: &'static str,
    pub below: &'static str,
    pub small: &'static str,
    pub tree_title: &'static str,
    pub by: &'static str,
    pub group: &'static str,
    pub members: &'static str,
    pub ungrouped: &'static str,
    /// The bridge by customer, and with each group as one; companies: groups, and customers of none.
    pub by_customer: &'static str,
    pub by_group: &'static str,
    pub companies: &'static str,
}

/// Words the customer master, referrals and groups.
pub trait MasterWords {
    fn master_labels(&self) -> &'static MasterLabels;
    /// That a list shows only the first of its lines.
    fn some_of(&self, what: &str, shown: usize, of: usize) -> String;
    /// That the table is not given, or does not name what is needed, and how to get it.
    fn master_none(&self) -> String;
    fn referrals_none(&self) -> String;
    fn master_nav(&self) -> &'static str;
    fn master_finding(&self, check: &MasterCheck) -> String;
    /// What the master lacks, leads, and how leads became customers.
    fn master_verdict(&self, check: &MasterCheck) -> Text;
    fn master_rule(&self) -> Text;
    fn status(&self, status: Status) -> &'static str;
    fn no_owner(&self, lead: bool) -> String;
    /// That orders contradict a status, with the day of the last one.
    fn contradicted(&self, status: Status, last: Option<Day>) -> String;
    fn twice(&self, twice: &Twice) -> String;
    fn shared(&self, text: &str, email: bool, one_group: bool) -> String;
    fn referrals_nav(&self) -> &'static str;
    fn referrals_finding(&self, told: &Referrals) -> String;
    fn referrals_verdict(&self, told: &Referrals, period: Period) -> Text;
    fn referrals_rule(&self) -> Text;
    /// That a customer looks small and brings much.
    fn small_brings_much(&self, one: &Bringer) -> String;
    fn circle(&self, names: &[String]) -> Text;
    fn groups_finding(&self, groups: &[Group]) -> String;
    /// How much less (or more) is lost and won where each group is one customer.
    fn groups_bridge_finding(&self, both: &ByCompany) -> String;
}
