//! How much of the customers and the revenue of before is still there (rule 4).

use crate::model::Money;

use super::{Bridge, Movement, Retention};

/// Gives the ratios of a bridge whose movers are known; none has a value where its denominator is not above zero.
pub fn retention(bridge: &Bridge) -> Retention {
    let there_before = |movement| !matches!(movement, Movement::New | Movement::Returned | Movement::Inactive);
    let (mut r0, mut r1, mut kept) = (Money::ZERO, Money::ZERO, Money::ZERO);
    for mover in bridge.movers.iter().filter(|mover| there_before(mover.movement) && mover.r0.is_positive()) {
        r0 += mover.r0;
        r1 += mover.r1;
        kept += mover.r1.positive_part().min(mover.r0);
    }
    Retention {
        nrr: r1.share_of(r0),
        grr: kept.share_of(r0),
        logo_churn: (bridge.customers0 > 0).then(|| bridge.n_lost as f64 / bridge.customers0 as f64),
        repeat_share: (bridge.closing - bridge.new).share_of(bridge.closing),
    }
}
