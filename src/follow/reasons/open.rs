//! Losses that nobody has explained: how old each is, and whose it is to ask.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Cut, Scene, Talks, last_order};
use crate::model::{Day, Money, Period, Stated, Tally};

/// Until how many days after its last order an unexplained loss is young, and the steps after that.
pub const AGES: [i32; 3] = [90, 180, 365];

/// A loss that nobody has explained, of a customer that has not come back.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unexplained {
    #[serde(skip)]
    pub customer: usize,
    pub owner: Option<String>,
    pub period: Period,
    pub amount: Money,
    pub last_order: Option<Day>,
    /// Days from its last order to as-of; from the end of the period before it was lost where orders are not known.
    pub age: i32,
    /// The last talk with it.
    pub talked: Option<Day>,
}

/// What one owner has not explained.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OwnerGap {
    pub owner: Option<String>,
    /// By the steps of [`AGES`], the last one beyond them.
    pub by_age: [Tally; 4],
}

impl OwnerGap {
    /// Gives all ages together.
    pub fn all(&self) -> Tally {
        self.by_age.iter().fold(Tally::default(), |mut sum, one| {
            sum += *one;
            sum
        })
    }
}

/// Gives the losses that nobody has explained, the oldest step last, in each by money.
pub fn unexplained<'a>(
    scene: &Scene<'_>,
    standing: impl Iterator<Item = &'a Cut>,
    talks: &Talks<'_>,
    owners: &[Option<String>],
) -> Vec<Unexplained> {
    let as_of = scene.cube.span.as_of;
    let open = standing.filter(|cut| !cut.reason.as_ref().is_some_and(Stated::explains));
    let mut open: Vec<Unexplained> = open
        .map(|cut| {
            let last = last_order(scene.cube, cut.customer, cut.period.first_day());
            let since = last.unwrap_or_else(|| cut.period.before().last_day());
            Unexplained {
                customer: cut.customer,
                owner: owners.get(cut.customer).cloned().flatten(),
                period: cut.period,
                amount: cut.amount,
                last_order: last,
                age: as_of.since(since),
                talked: talks
                    .between(cut.customer, (Day::from_number(i32::MIN / 2), as_of))
                    .next_back()
                    .map(|talk| talk.day),
            }
        })
        .collect();
    let key = |customer: usize| scene.cube.customers[customer].key.as_str();
    open.sort_by(|a, b| b.amount.cmp(&a.amount).then_with(|| key(a.customer).cmp(key(b.customer))));
    open
}

/// Gives the step of [`AGES`] that an age lies in.
pub fn step(age: i32) -> usize {
    AGES.iter().position(|most| age <= *most).unwrap_or(AGES.len())
}

/// Adds the unexplained losses up by owner, by money; those of nobody last.
pub fn gaps(unexplained: &[Unexplained]) -> Vec<OwnerGap> {
    let mut owners: BTreeMap<Option<&str>, OwnerGap> = BTreeMap::new();
    for one in unexplained {
        let gap = owners.entry(one.owner.as_deref()).or_default();
        gap.owner.clone_from(&one.owner);
        gap.by_age[step(one.age)].add(one.amount);
    }
    let mut gaps: Vec<OwnerGap> = owners.into_values().collect();
    gaps.sort_by(|a, b| {
        (a.owner.is_none(), b.all().amount, &a.owner).cmp(&(b.owner.is_none(), a.all().amount, &b.owner))
    });
    gaps
}
