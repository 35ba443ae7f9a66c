//! The identities of slices, checked on every run.

use super::{SliceLines, Slices};
use crate::analyse::Bridge;
use crate::analyse::identities::equal;
use crate::model::{Failure, Money};

/// Checks each slice, each customer's part of it, and the slices together against the whole.
pub fn check(found: &Slices, bridge: &Bridge) -> Result<(), Failure> {
    let at = format!("{} → {}, {}", bridge.period0, bridge.period1, found.column);
    let adds_up = |lines: &SliceLines, at: &str| {
        let SliceLines {
            opening,
            new,
            returned,
            up,
            down,
            lost,
            transfers_in,
            transfers_out,
            adjustments,
            fx,
            closing,
        } = *lines;
        let sum = opening + new + returned + up + down + lost + transfers_in + transfers_out + adjustments + fx;
        equal("closing of a slice = opening + its lines", closing, sum, at)
    };
    for slice in &found.slices {
        let at = format!("{at} = {}", slice.name);
        adds_up(&slice.lines, &at)?;
        let mut below = SliceLines::default();
        for mover in &slice.movers {
            adds_up(&mover.lines, &at)?;
            below.join(&mover.lines);
        }
        for ((id, whole), (_, sum)) in slice.lines.named().into_iter().zip(below.named()) {
            equal(&format!("{id} of a slice = its customers'"), whole, sum, &at)?;
        }
    }
    let own = named!(bridge: opening, new, returned, up, down, lost, adjustments, fx, closing);
    let sums = found.whole.named();
    for (id, whole) in own {
        let sum = sums.iter().find(|(name, _)| *name == id).map_or(Money::ZERO, |(_, amount)| *amount);
        equal(&format!("{id} of the slices = {id} of the whole"), sum, whole, &at)?;
    }
    equal("transfers between slices = 0", found.whole.transfers_in + found.whole.transfers_out, Money::ZERO, &at)
}
