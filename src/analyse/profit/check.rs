//! The identities of profit, checked on every run.

use super::rows::Known;
use super::{Profits, Sums};
use crate::analyse::identities::equal;
use crate::model::{Day, Failure, Money, Orders};

/// Checks that bridge, bands, periods and window are sums of the rows, added up apart.
pub fn check(told: &Profits, orders: &Orders, rows: &Known<'_>) -> Result<(), Failure> {
    // In the order of their days, so that each period is one piece.
    let mut dated: Vec<(i32, Money)> =
        (0..orders.len()).filter_map(|row| Some((orders.day[row], rows.profit(row)?))).collect();
    dated.sort_unstable_by_key(|(day, _)| *day);
    let between = |from: Day, to: Day| {
        let place = |day: i32| dated.partition_point(|(other, _)| *other < day);
        dated[place(from.number())..place(to.number() + 1)].iter().map(|(_, profit)| *profit).sum::<Money>()
    };
    for one in &told.periods {
        let whole = between(one.period.first_day(), one.period.last_day());
        equal("a period's profit = its rows", one.sums.profit, whole, &one.period.label())?;
    }
    let at = format!("{} to {}", told.from, told.to);
    equal("the window's profit = its rows", told.window.profit, between(told.from, told.to), &at)?;
    let bands = |pick: fn(&Sums) -> Money| told.bands.iter().map(|band| pick(&band.sums)).sum::<Money>();
    equal("the window's profit = its bands", told.window.profit, bands(|sums| sums.profit), &at)?;
    equal("the window's revenue = its bands", told.window.revenue, bands(|sums| sums.revenue), &at)?;
    let Some(bridge) = &told.bridge else { return Ok(()) };
    let at = format!("{} → {}", bridge.period0, bridge.period1);
    let lines = bridge.new + bridge.returned + bridge.up + bridge.down + bridge.lost + bridge.adjustments + bridge.fx;
    equal("closing profit = opening + its lines", bridge.closing, bridge.opening + lines, &at)?;
    for (what, sum, period) in [
        ("opening profit = its rows", bridge.opening, bridge.period0),
        ("closing profit = its rows", bridge.closing, bridge.period1),
    ] {
        equal(what, sum, between(period.first_day(), period.last_day()), &at)?;
    }
    let existing = bridge.up + bridge.down;
    equal("up + down = by revenue + by margin", existing, bridge.by_revenue + bridge.by_margin, &at)
}
