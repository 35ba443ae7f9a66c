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

use crate::model::Orders;

/// Gathers the orders and what else shares a number or a day, once for samples and lead times.
pub fn groups(orders: &Orders) -> Vec<Group> {
    groups::of(orders)
}

/// Gives the median of some days, nothing of nothing.
pub(crate) fn median(days: &mut [i32]) -> Option<f64> {
    days.sort_unstable();
    let middle = days.len() / 2;
    match days.len() {
        0 => None,
        n if n % 2 == 1 => Some(f64::from(days[middle])),
        _ => Some((f64::from(days[middle - 1]) + f64::from(days[middle])) / 2.0),
    }
}
