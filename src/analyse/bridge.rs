//! The bridge from one period to another (rule 4): who came, came back, grew, shrank and left, and what that did to revenue.

use crate::model::{Money, Tally};

use super::book::Book;
use super::cadence::Room;
use super::drivers::explain;
use super::fx::Effects;
use super::retention::retention;
use super::{Bridge, Explain, Movement, Mover, Payment, Retention};

/// What one customer adds to each line of a bridge; signed as the lines add up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lines {
    pub new: Money,
    pub returned: Money,
    pub up: Money,
    pub down: Money,
    pub lost: Money,
    pub adjustments: Money,
    pub fx: Money,
}

impl Lines {
    /// Parts the change of one customer: the amounts of a period in which it was not active go to *adjustments*, and of a
    /// customer active in both what rates made goes to *fx*, which is zero for all others.
    pub fn of(movement: Movement, r0: Money, r1: Money, fx: Money) -> Lines {
        let none = Lines { fx, ..Lines::default() };
        match movement {
            Movement::New => Lines { new: r1, adjustments: -r0, ..none },
            Movement::Returned => Lines { returned: r1, adjustments: -r0, ..none },
            Movement::Up => Lines { up: r1 - r0 - fx, ..none },
            Movement::Level => none,
            Movement::Down => Lines { down: r1 - r0 - fx, ..none },
            Movement::Lost => Lines { lost: -r0, adjustments: r1, ..none },
            Movement::Inactive => Lines { adjustments: r1 - r0, ..none },
        }
    }

    /// Gives what all lines make together.
    pub fn sum(&self) -> Money {
        self.new + self.returned + self.up + self.down + self.lost + self.adjustments + self.fx
    }
}

/// Makes the bridge from the period at place `p0` to the one at place `p1`.
pub fn bridge(book: &Book<'_>, p0: usize, p1: usize) -> Bridge {
    let mut bridge = unsorted(book, p0, p1);
    bridge.explain = explain(&bridge, &book.rules.limits);
    // Customers stand by key, so their place breaks ties.
    bridge.movers.sort_unstable_by_key(|mover| (std::cmp::Reverse(mover.change.abs()), mover.customer));
    bridge
}

/// Makes a bridge that is not explained, and whose movers stand as the customers do.
pub fn unsorted(book: &Book<'_>, p0: usize, p1: usize) -> Bridge {
    let cube = book.cube;
    let mut bridge = empty(book, p0, p1);
    bridge.movers.reserve_exact(book.most_pairs(p0, p1));
    let mut effects = Effects::new();
    let mut room = Room::default();
    let mut payment = Payment::default();
    let verified_from = cube.span.first_day.plus_months(12);
    for (at, before, now) in book.pairs(p0, p1) {
        let fx = match before.active && now.active && !cube.currencies.is_empty() {
            true => effects.of(&cube.customers[at], p0, p1),
            false => Money::ZERO,
        };
        let movement = book.became(p0, &before, &now, fx);
        let (r0, r1) = (before.net, now.net);
        let lines = Lines::of(movement, r0, r1, fx);
        bridge.opening += r0;
        bridge.closing += r1;
        bridge.new += lines.new;
        bridge.returned += lines.returned;
        bridge.up += lines.up;
        bridge.down += lines.down;
        bridge.lost += lines.lost;
        bridge.adjustments += lines.adjustments;
        bridge.fx += lines.fx;
        bridge.customers0 += usize::from(before.active);
        bridge.customers1 += usize::from(now.active);
        let (mut verified, mut due, mut seasonal) = (None, None, None);
        match movement {
            Movement::New => {
                bridge.n_new += 1;
                let known = book.first_order(at).is_some_and(|first| verified_from <= first);
                let tally = if known { &mut bridge.new_verified } else { &mut bridge.new_unverified };
                tally.add(lines.new);
                verified = Some(known);
            }
            Movement::Lost => {
                bridge.n_lost += 1;
                let left = book.left(&before, p0, p1, &mut room);
                (due, seasonal) = (left.not_yet_due, left.seasonal);
                if due == Some(true) {
                    bridge.lost_not_yet_due.add(lines.lost);
                }
                if seasonal == Some(true) {
                    bridge.lost_seasonal.add(lines.lost);
                }
            }
            Movement::Returned => bridge.n_returned += 1,
            Movement::Up => bridge.n_up += 1,
            Movement::Level => bridge.n_level += 1,
            Movement::Down => bridge.n_down += 1,
            Movement::Inactive => {}
        }
        let change = r1 - r0;
        let mover = Mover { customer: at, movement, r0, r1, change, fx, verified, not_yet_due: due, seasonal };
        match movement {
            Movement::New => payment.new += book.first_amount(&now, p1),
            Movement::Returned => payment.returned_first_orders += book.first_amount(&now, p1),
            Movement::Lost => payment.lost -= book.last_amount(&before, p0),
            Movement::Up | Movement::Level | Movement::Down => payment.existing += change,
            Movement::Inactive => {}
        }
        bridge.movers.push(mover);
    }
    bridge.retention = retention(&bridge);
    bridge.payment = cube.span.has_orders().then(|| payment.with_rest(bridge.change()));
    bridge
}

fn empty(book: &Book<'_>, p0: usize, p1: usize) -> Bridge {
    let zero = Money::ZERO;
    Bridge {
        period0: book.cube.periods[p0],
        period1: book.cube.periods[p1],
        short: p0 == 0 && book.cube.short_first,
        opening: zero,
        new: zero,
        returned: zero,
        up: zero,
        down: zero,
        lost: zero,
        adjustments: zero,
        fx: zero,
        closing: zero,
        customers0: 0,
        customers1: 0,
        n_new: 0,
        n_returned: 0,
        n_up: 0,
        n_down: 0,
        n_level: 0,
        n_lost: 0,
        new_verified: Tally::default(),
        new_unverified: Tally::default(),
        lost_not_yet_due: Tally::default(),
        lost_seasonal: Tally::default(),
        retention: Retention::default(),
        payment: None,
        explain: Explain::default(),
        movers: Vec::new(),
    }
}
