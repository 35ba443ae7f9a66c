//! A customer's lines divided among the slices it has rows in; what one slice loses to another is transferred.

use super::{Part, SliceLines};
use crate::analyse::{Movement, Mover, bridge};
use crate::model::Money;

/// Divides a customer's lines among its slices.
pub fn divide(mover: &Mover, parts: &[(usize, Part)]) -> Vec<SliceLines> {
    let fx = spread(mover.fx, &parts.iter().map(|(_, part)| part.r[1].abs()).collect::<Vec<_>>());
    let mut lines: Vec<SliceLines> = Vec::with_capacity(parts.len());
    for ((_, part), fx) in parts.iter().zip(&fx) {
        let [r0, r1] = part.r;
        let own = bridge::Lines::of(mover.movement, r0, r1, *fx);
        let mut line = SliceLines {
            opening: r0,
            closing: r1,
            new: own.new,
            returned: own.returned,
            lost: own.lost,
            adjustments: own.adjustments,
            fx: *fx,
            ..SliceLines::default()
        };
        if matches!(mover.movement, Movement::Up | Movement::Level | Movement::Down) {
            let change = r1 - r0 - *fx;
            (line.up, line.down) = (change.positive_part(), change.negative_part());
        }
        lines.push(line);
    }
    // What is less in one slice and more in another was transferred: as much as both sides have.
    let gained: Vec<Money> = lines.iter().map(|line| line.up).collect();
    let given: Vec<Money> = lines.iter().map(|line| -line.down).collect();
    let moved = gained.iter().sum::<Money>().min(given.iter().sum());
    if moved.is_positive() {
        let (into, out) = (spread(moved, &gained), spread(moved, &given));
        for (line, (into, out)) in lines.iter_mut().zip(into.into_iter().zip(out)) {
            line.up -= into;
            line.down += out;
            line.transfers_in = into;
            line.transfers_out = -out;
        }
    }
    lines
}

/// Spreads an amount in proportion to weights, none below zero, exactly: what rounding down leaves goes to the largest rests, ties to
/// the first.
pub fn spread(amount: Money, weights: &[Money]) -> Vec<Money> {
    let whole: i128 = weights.iter().map(|weight| i128::from(weight.raw())).sum();
    if amount.is_zero() || weights.is_empty() {
        return vec![Money::ZERO; weights.len()];
    }
    let (size, sign) = (i128::from(amount.raw().unsigned_abs()), amount.raw().signum());
    let mut parts: Vec<(i128, i128)> = weights
        .iter()
        .enumerate()
        .map(|(at, weight)| match whole {
            // Without any weight all of it stays with the first.
            0 => (if at == 0 { size } else { 0 }, 0),
            whole => {
                let product = size * i128::from(weight.raw());
                (product / whole, product % whole)
            }
        })
        .collect();
    let left = size - parts.iter().map(|(part, _)| part).sum::<i128>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(parts[at].1), at));
    order.into_iter().take(usize::try_from(left).unwrap_or(0)).for_each(|at| parts[at].0 += 1);
    parts.into_iter().map(|(part, _)| Money::from_raw(i64::try_from(part).unwrap_or(i64::MAX) * sign)).collect()
}
