//! mingxi (明细, "the itemised account") tells from order exports which customers came, came back, grew, shrank and left.
//!
//! The map of the house. Data flows one way:
//!
//! ```text
//! read ──▶ clean ──▶ cube ──▶ analyse ──▶ follow ──▶ report ──▶ write
//! files    Orders    customer  results     whom to    sections   html xlsx svg png
//! → raw    + Audit   × period              talk to,   of tables, text md csv json
//! cells                                    and why    charts and
//!                                                     findings
//! ```
//!
//! [`cache`] keeps facts for the next run that reads the same files. [`model`] holds the words that all rooms speak; [`cli`] turns arguments into settings and runs the rooms in order.
//! Plain structs cross the borders; a test reads the `use crate::` lines and fails if an import runs against the flow.

pub mod analyse;
pub mod cache;
pub mod clean;
pub mod cli;
pub mod cube;
pub mod follow;
pub mod model;
pub mod read;
pub mod report;
pub mod write;
