//! What other rates of exchange than before made of a customer's profit (rule 4, constant currency).
//!
//! Per currency: this period's profit as written, at the difference of the two periods' effective rates, which are those of the
//! revenue: a profit of next to nothing has no rate of its own.

use rustc_hash::FxHashMap;

use super::rows::Known;
use crate::analyse::Bridge;
use crate::cube::{Cube, Foreign};
use crate::model::{Money, Orders, div_half_even};

/// What rates made of a customer's revenue and profit, of the rows whose profit is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    pub known: Money,
    pub profit: Money,
}

/// The effects by customer.
pub struct Effects(FxHashMap<usize, Effect>);

impl Effects {
    /// Finds what rates made from one period of a bridge to the other.
    pub fn of(cube: &Cube, orders: &Orders, rows: &Known<'_>, bridge: Option<&Bridge>) -> Effects {
        let mut effects: FxHashMap<usize, Effect> = FxHashMap::default();
        let places = bridge.and_then(|bridge| Some((cube.place_of(bridge.period0)?, cube.place_of(bridge.period1)?)));
        let (Some((p0, p1)), false) = (places, cube.currencies.is_empty()) else { return Effects(effects) };
        let (from, to) = (cube.periods[p1].first_day().number(), cube.periods[p1].last_day().number());
        let mut written: FxHashMap<(u32, u16), (Money, Money)> = FxHashMap::default();
        for row in (0..orders.len()).filter(|&row| (from..=to).contains(&orders.day[row])) {
            let Some((currency, amount, profit)) = rows.written(row) else { continue };
            let sums = written.entry((orders.client[row], currency)).or_default();
            *sums = (sums.0 + amount, sums.1 + profit);
        }
        let mut written: Vec<((u32, u16), (Money, Money))> = written.into_iter().collect();
        written.sort_unstable_by_key(|(of, _)| *of);
        // Credits can leave next to nothing of a net as written, and with it a rate beyond all amounts: that is none.
        let mut room = Money::LIMIT;
        for ((client, currency), (amount, profit)) in written {
            let customer = &cube.customers[client as usize];
            let rate = |place| customer.foreign_in(place).iter().find(|one| one.currency == currency).copied();
            let (Some(before), Some(now)) = (rate(p0), rate(p1)) else { continue };
            let (known, profit) = (moved(amount, &before, &now), moved(profit, &before, &now));
            let size = i128::from(known.abs().raw()) + i128::from(profit.abs().raw());
            if size <= room {
                room -= size;
                let effect = effects.entry(client as usize).or_default();
                effect.known += known;
                effect.profit += profit;
            }
        }
        Effects(effects)
    }

    /// Gives what rates made of a customer.
    pub fn at(&self, customer: usize) -> Effect {
        self.0.get(&customer).copied().unwrap_or_default()
    }
}

/// Gives local × (net₁ ÷ local₁ − net₀ ÷ local₀), rounded half to even; zero where a net as written is zero, and so has no rate.
fn moved(local: Money, before: &Foreign, now: &Foreign) -> Money {
    let [local, local0, net0, local1, net1] =
        [local, before.local, before.net, now.local, now.net].map(|amount| i128::from(amount.raw()));
    if local0 == 0 || local1 == 0 {
        return Money::ZERO;
    }
    let (difference, by) = (net1 * local0 - net0 * local1, local0 * local1);
    let exact = difference.checked_mul(local).map(|product| div_half_even(product * by.signum(), by.abs()));
    // Beyond what can be multiplied at once, the rate of one unit is rounded before.
    let moved = exact.or_else(|| {
        div_half_even(difference * by.signum(), local1.abs()).checked_mul(local)?.checked_div(local0.abs())
    });
    moved.and_then(|raw| i64::try_from(raw).ok()).map_or(Money::ZERO, Money::from_raw)
}
