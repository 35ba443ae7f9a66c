//! What explains a change (rule 5): which customers, how many of them, and whether it is broad or hangs on a few.

use crate::model::{Limits, Money};

use super::bridge::Lines;
use super::{Bridge, Explain, Mover, Side, Verdict};

/// Explains a bridge whose movers are known.
pub fn explain(bridge: &Bridge, limits: &Limits) -> Explain {
    let lines = |mover: &Mover| Lines::of(mover.movement, mover.r0, mover.r1, mover.fx);
    let falls = |mover: &Mover| {
        let lines = lines(mover);
        -(lines.down.negative_part() + lines.lost.negative_part())
    };
    let rises = |mover: &Mover| {
        let lines = lines(mover);
        lines.up.positive_part() + lines.new.positive_part() + lines.returned.positive_part()
    };
    let fell = |mover: &&Mover| mover.r1 < mover.r0;
    let rose = |mover: &&Mover| mover.r1 > mover.r0;
    let sum_if = |holds: &dyn Fn(&&Mover) -> bool, amount: fn(&Mover) -> Money| -> Money {
        bridge.movers.iter().filter(holds).map(amount).sum()
    };
    let decline = Side {
        breadth: sum_if(&fell, |mover| mover.r0).share_of(bridge.opening),
        ..side(bridge.movers.iter().map(falls).collect())
    };
    let gain = Side {
        breadth: sum_if(&rose, |mover| mover.r1).share_of(bridge.closing),
        ..side(bridge.movers.iter().map(rises).collect())
    };
    let verdict = match bridge.change() {
        change if change.is_negative() => verdict(&decline, limits),
        change if change.is_positive() => verdict(&gain, limits),
        _ => None,
    };
    let rise_on_opening = sum_if(&rose, |mover| mover.r0).share_of(bridge.opening);
    Explain { decline, gain, rise_on_opening, verdict }
}

/// Sums up one side from what each customer adds to it, zero where nothing.
fn side(mut parts: Vec<Money>) -> Side {
    parts.retain(|part| part.is_positive());
    parts.sort_unstable_by(|a, b| b.cmp(a));
    let gross: Money = parts.iter().sum();
    let top = |n: usize| parts.iter().take(n).sum::<Money>().share_of(gross);
    let mut together = 0_i128;
    let before_half = parts.iter().take_while(|part| {
        let open = together * 2 < i128::from(gross.raw());
        together += i128::from(part.raw());
        open
    });
    let n50 = before_half.count();
    Side { gross, customers: parts.len(), top1: top(1), top3: top(3), n50, breadth: None }
}

/// Tries *broad*, then *concentrated*; else *mixed*. None where no customer is on the side: adjustments made the change.
fn verdict(side: &Side, limits: &Limits) -> Option<Verdict> {
    if side.customers == 0 {
        return None;
    }
    let at_least = |share: Option<f64>, limit: f64| share.is_some_and(|share| share >= limit);
    let below = |share: Option<f64>, limit: f64| share.is_some_and(|share| share < limit);
    Some(if at_least(side.breadth, limits.broad_breadth) && below(side.top1, limits.broad_top1) {
        Verdict::Broad
    } else if at_least(side.top1, limits.concentrated_top1) || at_least(side.top3, limits.concentrated_top3) {
        Verdict::Concentrated
    } else {
        Verdict::Mixed
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(amounts: &[i64]) -> Vec<Money> {
        amounts.iter().map(|&units| Money::from_raw(units * 10_000)).collect()
    }

    #[test]
    fn the_fewest_customers_that_make_half_count_the_one_that_reaches_it() {
        for (parts, n50) in
            [(vec![50, 30, 20], 1), (vec![49, 30, 21], 2), (vec![1, 1, 1, 1], 2), (vec![], 0), (vec![0, -5], 0)]
        {
            assert_eq!(side(units(&parts)).n50, n50, "{parts:?}");
        }
    }

    #[test]
    fn the_verdict_tries_broad_first_and_looks_at_the_limits_exactly() {
        let of = |breadth: f64, top1: f64, top3: f64| {
            let side =
                Side { customers: 1, breadth: Some(breadth), top1: Some(top1), top3: Some(top3), ..Side::default() };
            verdict(&side, &Limits::default())
        };
        assert_eq!(of(0.60, 0.29, 0.80), Some(Verdict::Broad));
        assert_eq!(of(0.60, 0.30, 0.75), Some(Verdict::Concentrated));
        assert_eq!(of(0.59, 0.50, 0.60), Some(Verdict::Concentrated));
        assert_eq!(of(0.59, 0.29, 0.74), Some(Verdict::Mixed));
    }
}
