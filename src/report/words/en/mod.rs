//! English.

pub mod analyse;
pub mod book;
pub mod cache;
mod choice;
pub mod clean;
pub mod cli;
pub mod follow;
pub mod follow_log;
pub mod help;
pub mod init;
pub mod ledger;
pub mod page;
pub mod pivot;
pub mod read;
pub mod settings;
pub mod shell;
pub mod state;
pub mod template;
pub mod write;

mod activity;
mod aside;
mod audit;
mod bridge;
mod candidates;
mod check;
mod classify;
pub mod companion;
mod concentration;
mod credit;
mod crosstab;
mod drivers;
mod feature;
mod findings;
mod join;
mod labels;
mod master;
mod movements;
mod names;
mod newcomers;
mod no_sale;
mod orders;
mod overview;
mod owners;
mod price_volume;
mod product_trends;
mod profit;
mod questions;
mod rates;
mod reasons;
mod retention;
mod rules_compared;
mod slices;
mod stopped;
mod strict;
mod targets;
mod terms;
mod top;
mod trend;
pub mod watch;

use crate::report::words::Speech;

/// Says everything in English.
pub struct En(pub Speech);
