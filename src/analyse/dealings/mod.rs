//! What the orders themselves tell: sample orders and what became of them, the time from order to shipment, and whether the
//! customers that left faded or stopped at once.

mod groups;
mod lead_time;
mod losses;
mod samples;
#[cfg(test)]
mod tests;

pub use groups::Group;
pub use lead_time::{CustomerTime, LeadTimes, PeriodTime, Times, lead_times};
pub use losses::{Loss, LossKind, Losses, losses};
pub use samples::{PeriodSamples, Sampled, Samples, samples};

pub(crate) use super::cadence::median;
use crate::model::Orders;

/// Gathers the orders and what else shares a number or a day, once for samples and lead times.
pub fn groups(orders: &Orders) -> Vec<Group> {
    groups::of(orders)
}
