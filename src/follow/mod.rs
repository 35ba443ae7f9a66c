//! Results and companion tables → whom to talk to, about what, and what came of it.
//!
//! The room between `analyse` and `report`: it takes what the analyses found and what small companies keep beside their orders
//! (customers, follow-ups, receivables, targets), and gives plain values. Each question is a file; no input, no clock, no
//! wording. What a table would tell is left out where the table is not given.

mod why;

pub use why::{Why, standing};
