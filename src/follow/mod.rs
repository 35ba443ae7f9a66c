//! Results and companion tables → whom to talk to, about what, and what came of it.
//!
//! The room between `analyse` and `report`: it takes what the analyses found and what small companies keep beside their orders
//! (customers, follow-ups, receivables, targets), and gives plain values. Each question is a file; no input, no clock, no
//! wording. What a table would tell is left out where the table is not given.

mod candidates;
mod credit;
mod due;
mod form;
mod groups;
mod holders;
mod known;
mod log;
mod master;
mod newcomers;
mod owners;
mod quotas;
mod reasons;
mod referrals;
mod targets;
mod why;

pub use candidates::{
    Burden, Candidates, Dormant, LeftAlone, LetGo, Lines as ClassLines, MoveUp, Scene as CandidateScene, Shrinking,
    Together, candidates,
};
pub use credit::{Credited, OwnerSource};
pub use due::{Due, FollowList, due};
pub use form::{FormField, INPUTS, KEY_HEADING};
pub use groups::{BookLines, ByCompany, Group};
pub use known::{Beside, Contact, Known, Outcome};
pub use log::{Clients, Entry, Filled, Merged, Returned, appended, headings, merge, read};
pub use master::{Became, Contradicted, Lead, MasterCheck, Missing, Shared, Twice, Unowned, master_check};
pub use newcomers::{Habit, Newcomer, Newcomers, Promise, Step, newcomers};
pub use owners::{AfterTransfer, Grown, OwnerBook, Owners, Satisfaction, Transfer, owners};
pub use quotas::{Claimant, ClaimedTwice, HandedOver, Handover, HowClaimed, Idle, OwnerStatus, Quotas, quotas};
pub use reasons::{
    AGES, ByReason, Cut, Lesson, OwnerGap, Reasons, Scene as ReasonScene, Unexplained, Unlisted, WonBack, reasons,
    unlisted,
};
pub use referrals::{Bringer, Brought, Referrals, WinAndKeep, names_any, referrals};
pub use targets::{Aim, Aims, Frame, From, Reached, Scope, aims, behind};
pub use why::{Why, standing};

use std::collections::BTreeMap;

use crate::analyse::Analysis;
use crate::model::Money;

/// Gives the net money of each customer in the window of the classes, by place; customers without rows in it are absent.
fn window(analysis: &Analysis) -> BTreeMap<usize, Money> {
    let window = &analysis.concentration;
    let holders = window.holders.iter().map(|holder| (holder.customer, holder.amount));
    holders.chain(window.others.iter().copied()).collect()
}
