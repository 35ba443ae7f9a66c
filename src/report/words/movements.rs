//! The sentences of movements, classes and the customer × period matrix.

use crate::analyse::{Bridge, Classes, Movement, Partial};
use crate::model::{Day, Limits, Money, Period, Tally};
use crate::report::happened::Happened;
use crate::report::{ClassMoves, Text};

/// Says who moved, and between which classes.
pub trait MovementWords {
    fn movements_finding(&self, bridge: &Bridge, again: usize, as_of: Day) -> String;
    /// The empty kind is said.
    fn nobody(&self, kind: Movement, bridge: &Bridge) -> Text;
    fn list_finding(&self, kind: Movement, customers: usize, sum: Money) -> String;
    fn list_subtitle(&self, kind: Movement, bridge: &Bridge, gap: Option<f64>) -> String;
    fn mover_line(&self, what: &Happened) -> String;
    fn newcomers_finding(&self, history: &[&Bridge]) -> String;
    fn newcomers_subtitle(&self) -> String;
    fn latest_new(&self, name: &str, day: Day) -> String;
    fn register_finding(&self, bridge: &Bridge) -> String;
    fn unverified_mark(&self) -> String;
    fn classes_finding(&self, moves: &ClassMoves, compared: bool) -> String;
    fn no_migration(&self) -> String;
    fn abc_finding(&self, a: Tally, whole: Tally) -> String;
    fn abc_subtitle(&self, limits: &Limits, currency: Option<&str>) -> String;
    fn of_customers(&self) -> String;
    fn from_to(&self) -> String;
    fn migration_finding(&self, moves: &ClassMoves) -> String;
    fn migration_money_finding(&self, moves: &ClassMoves, gained: Money, gone: Money) -> String;
    fn migration_subtitle(&self, money: bool, classes: &Classes, currency: Option<&str>) -> String;
    fn matrix_nav(&self) -> String;
    fn matrix_finding(&self, customers: usize, periods: usize, always: &[&str]) -> String;
    fn matrix_title(&self, average: f64, most: Option<(usize, Period)>) -> String;
    fn matrix_subtitle(&self, shown: usize, of: usize, partial: Option<&Partial>, currency: Option<&str>) -> String;
}
