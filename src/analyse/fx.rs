//! What other rates of exchange than before made of a customer's revenue (rule 4, constant currency).
//!
//! Per currency: this period's amount as written, at the difference of the two periods' effective rates. An effective rate is
//! the converted net amount over the one as written, so it is weighted with what was bought on each day.

use super::Movement;
use super::book::Book;
use crate::cube::{Cell, Customer, Foreign};
use crate::model::{Money, div_half_even};

/// The effects of rates on the customers of one bridge.
pub struct Effects {
    /// How much they may still add up to, without their signs.
    room: i128,
}

impl Effects {
    /// Begins a bridge.
    pub fn new() -> Effects {
        Effects { room: Money::LIMIT * 2 }
    }

    /// Gives the effect on a customer's revenue from the period at place `p0` to the one at place `p1`.
    pub fn of(&mut self, customer: &Customer, p0: usize, p1: usize) -> Money {
        if customer.foreign.is_empty() {
            return Money::ZERO;
        }
        let before = customer.foreign_in(p0);
        let same = |now: &Foreign| before.iter().find(|one| one.currency == now.currency);
        let effects = customer.foreign_in(p1).iter().filter_map(|now| Some(effect(same(now)?, now)));
        let effects: Vec<i128> = effects.collect();
        let size: i128 = effects.iter().map(|effect| effect.abs()).fold(0, i128::saturating_add);
        // Credits can leave next to nothing of a net as written, and with it a rate beyond all amounts: that is none.
        if size > self.room {
            return Money::ZERO;
        }
        self.room -= size;
        effects.into_iter().filter_map(|effect| i64::try_from(effect).ok()).map(Money::from_raw).sum()
    }
}

/// Gives local₁ × (net₁ ÷ local₁ − net₀ ÷ local₀), rounded half to even once; zero where a net as written is zero, and so has
/// no rate.
fn effect(before: &Foreign, now: &Foreign) -> i128 {
    let [local0, net0, local1, net1] =
        [before.local, before.net, now.local, now.net].map(|amount| i128::from(amount.raw()));
    if local0 == 0 || local1 == 0 {
        return 0;
    }
    div_half_even((net1 * local0 - local1 * net0) * local0.signum(), local0.abs())
}

/// Gives what became of one customer between two periods, less what rates of exchange made of it.
pub fn movement(book: &Book<'_>, customer: usize, (p0, c0): (usize, Cell), (p1, c1): (usize, Cell)) -> Movement {
    let both = book.active(&c0) && book.active(&c1);
    let fx = if both { Effects::new().of(&book.cube.customers[customer], p0, p1) } else { Money::ZERO };
    book.movement(customer, p0, &c0, &c1, fx)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign(local: i64, net: i64) -> Foreign {
        Foreign { period: 0, currency: 1, local: Money::from_raw(local), net: Money::from_raw(net) }
    }

    #[test]
    fn the_effect_is_this_periods_amount_at_the_difference_of_the_effective_rates() {
        for (before, now, raw) in [
            // 100 at 7.00, then 200 at 7.20: 200 x 0.20.
            ((1_000_000, 7_000_000), (2_000_000, 14_400_000), 400_000),
            // Falling rates, and a credit that leaves less than zero.
            ((1_000_000, 7_000_000), (2_000_000, 13_000_000), -1_000_000),
            ((1_000_000, 7_000_000), (-500_000, -3_600_000), -100_000),
            ((-1_000_000, -7_000_000), (500_000, 3_600_000), 100_000),
            // A net of zero as written has no rate.
            ((0, 12), (500_000, 3_600_000), 0),
            ((1_000_000, 7_000_000), (0, 12), 0),
            // Halves go to the even neighbour: 3 - 1 x 1/2 = 2.5 and 2 - 1 x 1/2 = 1.5.
            ((2, 1), (1, 3), 2),
            ((2, 1), (1, 2), 2),
        ] {
            assert_eq!(effect(&foreign(before.0, before.1), &foreign(now.0, now.1)), raw, "{before:?} {now:?}");
        }
    }

    #[test]
    fn a_rate_beyond_all_amounts_is_none() {
        let most = i64::MAX >> 4;
        let now = Foreign { period: 1, ..foreign(most, 5) };
        let wild = Customer { foreign: vec![foreign(1, most), now], ..Customer::default() };
        let tame = Customer { foreign: vec![foreign(most, most), now], ..Customer::default() };
        let mut effects = Effects::new();
        assert_eq!(effects.of(&wild, 0, 1), Money::ZERO);
        assert_eq!(effects.of(&tame, 0, 1), Money::from_raw(5 - most));
    }
}
