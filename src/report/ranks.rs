//! Customers by revenue, in the report's period and in the one before, and what is said of a rank or a change between them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Value;
use super::telling::{Telling, relative};
use crate::analyse::{Movement, Mover};
use crate::model::Money;

/// The customers by revenue in the report's period, with their rank in the period before.
pub(crate) struct Ranks {
    /// Descending by revenue, ties by key; those with revenue above zero first.
    pub(super) order: Vec<usize>,
    pub(super) now: BTreeMap<usize, usize>,
    pub(super) before: BTreeMap<usize, usize>,
    pub(super) movers: BTreeMap<usize, Mover>,
}

/// What the section's finding says about the largest customers.
pub struct TopSummary {
    pub shown: usize,
    pub share: Option<f64>,
    /// How many of them had no order in the period before; nothing where there is none.
    pub without_before: Option<usize>,
    pub period: crate::model::Period,
}

impl Ranks {
    pub(super) fn of(t: &Telling<'_>) -> Ranks {
        let place = t.place();
        let rank = |at: usize| {
            let mut order: Vec<usize> = (0..t.subject.cube.customers.len()).collect();
            // Customers stand by key, so their places break ties.
            order.sort_by_cached_key(|&customer| (Reverse(t.net(customer, at)), customer));
            let ranked = order.iter().take_while(|&&customer| t.net(customer, at).is_positive());
            let ranks: BTreeMap<usize, usize> =
                ranked.enumerate().map(|(rank, &customer)| (customer, rank + 1)).collect();
            (order, ranks)
        };
        let (order, now) = rank(place);
        let before = if place > 0 { rank(place - 1).1 } else { BTreeMap::new() };
        let movers = t.subject.analysis.bridge.iter().flat_map(|bridge| &bridge.movers);
        Ranks { order, now, before, movers: movers.map(|mover| (mover.customer, mover.clone())).collect() }
    }

    pub(super) fn summary(&self, t: &Telling<'_>, shown: usize) -> TopSummary {
        let shown = shown.min(self.now.len());
        let place = t.place();
        let sum: Money = self.order[..shown].iter().map(|&customer| t.net(customer, place)).sum();
        let absent = |&&customer: &&usize| place > 0 && t.subject.cube.customers[customer].cell(place - 1).orders == 0;
        TopSummary {
            shown,
            share: sum.share_of(t.total(place)),
            without_before: (place > 0).then(|| self.order[..shown].iter().filter(absent).count()),
            period: t.period(),
        }
    }

    /// Gives the rank's change: up is positive; a word where there is no rank before.
    pub(super) fn moved(&self, t: &Telling<'_>, customer: usize) -> Value {
        match (self.now.get(&customer), self.before.get(&customer)) {
            (Some(now), Some(before)) => Value::Count(*before as i64 - *now as i64),
            (Some(_), None) if !self.before.is_empty() => Value::Word(t.words.entered().into()),
            _ => Value::Empty,
        }
    }
}

/// Gives the change's rate, or the word that stands for it where there is no base.
pub(super) fn rate(t: &Telling<'_>, mover: Option<&Mover>, now: Money, before: Money) -> Value {
    match (relative(now, before), mover.map(|mover| mover.movement)) {
        (Some(rate), _) => Value::Ratio(rate),
        (None, Some(movement @ (Movement::New | Movement::Returned))) => Value::Word(t.words.movement(movement).into()),
        (None, _) if now.is_zero() && before.is_zero() => Value::Empty,
        (None, _) => Value::Word(t.words.no_base().into()),
    }
}
