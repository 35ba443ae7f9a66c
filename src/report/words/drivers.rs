//! The sentences of what explains the change.

use crate::analyse::{Analysis, Bridge, ProductMove, Side, Verdict};
use crate::model::Money;

/// Says what explains the change.
pub trait DriverWords {
    /// `one` is the share from which one customer alone makes a change concentrated.
    fn drivers_finding(&self, bridge: &Bridge, leader: Option<&str>, one: f64) -> String;
    fn side_finding(&self, side: &Side, change: Money) -> String;
    fn drivers_subtitle(&self, bridge: &Bridge, each: usize, currency: Option<&str>) -> String;
    fn drivers_description(&self, gains: usize, gained: Money, declines: usize, declined: Money) -> String;
    fn moved_head(&self, customers: usize, amount: Money, up: bool) -> String;
    fn rest_moved(&self, customers: usize, amount: Money, up: bool) -> String;
    fn verdict_word(&self, verdict: Verdict) -> &'static str;
    fn verdict_title(&self, bridge: &Bridge) -> String;
    fn evidence_subtitle(&self, fall: bool) -> String;
    fn evidence_description(&self, side: &Side) -> String;
    fn evidence_note(&self, bridge: &Bridge, analysis: &Analysis) -> Option<String>;
    fn breadth_label(&self, fall: bool) -> String;
    fn top1_label(&self, fall: bool) -> String;
    fn top3_label(&self, fall: bool) -> String;
    fn n50_label(&self, fall: bool) -> String;
    fn broad_from(&self, limit: f64) -> String;
    fn broad_below(&self, limit: f64) -> String;
    fn concentrated_from(&self, limit: f64) -> String;
    fn products_finding(&self, products: &[ProductMove], year: bool) -> String;
    fn products_subtitle(&self, bridge: &Bridge, year: Option<&Bridge>, currency: Option<&str>) -> String;
    fn products_description(&self, products: &[ProductMove]) -> String;
    fn rest_products(&self, number: usize, change: Money) -> String;
}
