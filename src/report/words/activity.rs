//! Who still buys, and what is to be expected.

use crate::analyse::{Activity, Alive, Backtest, Refusal};
use crate::report::Text;
use crate::report::activity::Gone;

/// Words the models of who still buys.
pub trait ActivityWords {
    fn activity_nav(&self) -> &'static str;
    /// The heading.
    fn activity_finding(&self, activity: &Activity, gone: &Gone) -> String;
    /// Why the model is not told, and why values are not.
    fn activity_refused(&self, refused: &Refusal) -> Text;
    fn value_refused(&self, refused: &Refusal) -> Text;
    /// How many still buy, what is expected, and what hangs on those who may be gone.
    fn activity_verdict(&self, activity: &Activity, gone: &Gone) -> Text;
    /// What the model expected the last time, and what came.
    fn activity_backtest(&self, back: &Backtest, activity: &Activity) -> Text;
    /// That customers order more regularly than the models take for granted.
    fn activity_regularity(&self, k: f64) -> Text;
    /// The model with its parameters.
    fn activity_model(&self, activity: &Activity) -> String;
    /// What the model says of one customer.
    fn activity_customer(&self, one: &Alive, activity: &Activity) -> Text;
    fn activity_list(&self, shown: usize, of: usize) -> String;
    fn activity_subtitle(&self, activity: &Activity, currency: Option<&str>) -> String;
    fn activity_bands(&self, gone: &Gone) -> String;
    fn activity_bands_subtitle(&self, currency: Option<&str>) -> String;
    fn p_alive(&self) -> &'static str;
    fn order_days(&self) -> &'static str;
    fn expected_orders(&self) -> &'static str;
    fn expected_value(&self) -> &'static str;
    fn at_stake(&self) -> &'static str;
}
