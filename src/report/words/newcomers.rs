//! New customers after their first order.

use crate::follow::{Newcomers, Promise, Step};
use crate::model::Tally;
use crate::report::Text;

/// Words what became of new customers.
pub trait NewcomerWords {
    fn newcomers_nav(&self) -> &'static str;
    /// That it cannot be known, as the rows are sums of periods.
    fn newcomers_unknown(&self) -> &'static str;
    /// The heading.
    fn new_after_finding(&self, found: &Newcomers) -> String;
    fn newcomers_verdict(&self, found: &Newcomers) -> Text;
    /// The habit that they are measured by.
    fn newcomers_habit(&self, found: &Newcomers) -> Text;
    fn newcomers_rule(&self) -> Text;
    fn newcomers_list(&self, shown: usize, of: usize) -> String;
    fn new_after_subtitle(&self, found: &Newcomers, currency: Option<&str>) -> String;
    fn step(&self, step: Step) -> &'static str;
    fn promise(&self, promise: Promise) -> &'static str;
    fn first_order(&self) -> &'static str;
    fn first_amount(&self) -> &'static str;
    fn days_ordered(&self) -> &'static str;
    fn amount_so_far(&self) -> &'static str;
    fn step_heading(&self) -> &'static str;
    fn second_order(&self) -> &'static str;
    fn due_heading(&self) -> &'static str;
    fn last_amount(&self) -> &'static str;
    fn products_first(&self) -> &'static str;
    fn products_all(&self) -> &'static str;
    fn promise_heading(&self) -> &'static str;
    fn owner_heading(&self) -> &'static str;
    /// For the opening page: how many of the new ones should have ordered again and have not.
    fn said_stalled(&self, stalled: Tally, all: usize, days: f64) -> Text;
}
