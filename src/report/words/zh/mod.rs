//! 中文.

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
mod spacing;
mod stopped;
mod strict;
mod targets;
mod terms;
mod top;
mod trend;
pub mod watch;

use crate::report::words::{Message, Speech};

/// Says everything in Chinese.
pub struct Zh(pub Speech);

/// Words a sum that does not add up.
pub fn identity(what: &str, left: &str, right: &str, at: &str) -> Message {
    Message::new(format!("这是 mingxi 的错误，不是数据的问题：{what} 加不平；没有写出任何文件"))
        .detail(format!("{left} 对 {right}，在 {at}"))
}
