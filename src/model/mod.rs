//! The words that all rooms speak: money, days, periods, orders, the audit, the rules, problems.
//!
//! Plain values without input, output or clock. Everything else may use this room; it uses nothing of them.

mod asked;
mod audit;
mod cause;
mod choice;
pub mod companion;
mod conversion;
mod credits;
mod day;
mod feature;
mod field;
mod fold;
mod frequency;
mod headers;
mod lang;
mod lookup;
mod money;
mod orders;
mod period;
mod pivot;
mod preference;
pub mod problem;
mod rules;
mod samples;
mod system;
mod typed;

pub use asked::{Asked, Holds};
pub use audit::{Audit, Reason, Rounding, SetAside, SourceAudit, Tally};
pub use cause::{Cause, CauseRule, Recoverable, Stated};
pub use choice::Choice;
pub use conversion::{Conversion, Converted, Quote, UsedRate};
pub use credits::{Credits, CreditsMoved};
pub use day::Day;
pub use feature::Feature;
pub use field::Field;
pub use fold::{FoldLine, LineFold, Part, Parts};
pub use frequency::{Frequency, Interval};
pub use lang::Lang;
pub use lookup::{Join, Lookup};
pub use money::{Digits, Money, div_half_even};
pub use orders::{Client, Local, Orders, Source, Span, Texts, Words};
pub use period::{Calendar, Grain, Period};
pub use pivot::{Axis, Base, By, DatePart, Dated, Every, Heat, Measure, Pivot, Sorting, Whole, Within};
pub use preference::{Sense, may_be_each_orders};
pub use problem::{Failure, Place, Problem, Severity};
pub use rules::{
    Active, ActivityModel, Basis, Filter, InputOptions, LayoutKind, Limits, Mapping, Quotas, Rules, TableMapping, Wants,
};
pub use samples::SampleRule;

pub use system::System;
pub use typed::{Grid, Typed};

/// Is told how far reading has come; the terminal shows it, tests ignore it.
pub trait Progress: Sync {
    /// Reports that file `nth` of `of` is being read, with the rows so far and the share done, 0 to 1.
    fn reading(&self, _file: &str, _nth: usize, _of: usize, _rows: u64, _share: f64) {}
}

/// Shows nothing.
pub struct NoProgress;

impl Progress for NoProgress {}
