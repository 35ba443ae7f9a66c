//! The lines of a slice's bridge.

use serde::Serialize;

use crate::model::Money;

/// The lines of a slice; signed as they add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SliceLines {
    pub opening: Money,
    pub new: Money,
    pub returned: Money,
    pub up: Money,
    pub down: Money,
    pub lost: Money,
    /// From other slices, of customers active in both periods.
    pub transfers_in: Money,
    /// To other slices.
    pub transfers_out: Money,
    pub adjustments: Money,
    pub fx: Money,
    pub closing: Money,
}

impl SliceLines {
    /// Gives the lines by name, in the order of the bridge.
    pub fn named(&self) -> [(&'static str, Money); 11] {
        let all = self;
        named!(all: opening, new, returned, up, down, lost, transfers_in, transfers_out, adjustments, fx, closing)
    }

    /// Gives closing − opening.
    pub fn change(&self) -> Money {
        self.closing - self.opening
    }

    /// Adds those of another slice.
    pub fn join(&mut self, more: &SliceLines) {
        self.opening += more.opening;
        self.new += more.new;
        self.returned += more.returned;
        self.up += more.up;
        self.down += more.down;
        self.lost += more.lost;
        self.transfers_in += more.transfers_in;
        self.transfers_out += more.transfers_out;
        self.adjustments += more.adjustments;
        self.fx += more.fx;
        self.closing += more.closing;
    }
}
