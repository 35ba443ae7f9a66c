//! Why customers left and shrank, by what the log says: what was lost for each reason, what nobody has explained, and what to learn.
//!
//! Each loss of a bridge (a customer that is *lost* or *down* in it) has the reason that the log states for it: the last one stated
//! from the first day of the period before up to the customer's next order after a loss, or to the end of the next period after a fall.
//! A stated *unknown* gives way to any other. So the sums by reason are the bridge's own lines, to the cent, and are checked on every run.

mod back;
mod lessons;
mod open;
mod talks;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Serialize;

pub use self::back::WonBack;
pub use self::lessons::Lesson;
pub use self::open::{AGES, OwnerGap, Unexplained};
use self::talks::Talks;
pub use self::talks::{Unlisted, unlisted};
use super::holders::holders;
use crate::analyse::{Bridge, LossKind, Movement, losses};
use crate::cube::Cube;
use crate::model::companion::Companions;
use crate::model::problem::Kind;
use crate::model::{CauseRule, Day, Failure, Money, Orders, Period, Place, Recoverable, Rules, Stated, Tally};

/// One customer's loss in one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cut {
    #[serde(skip)]
    pub customer: usize,
    pub period: Period,
    /// Whether the customer was lost in it; else it bought less.
    pub lost: bool,
    /// What that took off revenue, above zero.
    pub amount: Money,
    /// The reason; nothing where the log states none.
    pub reason: Option<Stated>,
    /// Its first order after the period in which it was lost.
    pub back: Option<Day>,
    pub kind: Option<LossKind>,
}

/// What was lost for one reason.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ByReason {
    /// Nothing for what nobody has given a reason for.
    pub reason: Option<Stated>,
    pub recoverable: Recoverable,
    pub lost: Tally,
    pub down: Tally,
    /// By place among the periods told, lost and down together.
    pub periods: Vec<Money>,
}

impl ByReason {
    /// Gives lost and down together.
    pub fn amount(&self) -> Money {
        self.lost.amount + self.down.amount
    }
}

/// Everything that the log says of losses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reasons {
    /// The periods told, up to the report's.
    pub periods: Vec<Period>,
    pub lost: Tally,
    pub down: Tally,
    /// By money, the unexplained last.
    pub by_reason: Vec<ByReason>,
    /// Of customers that are still gone: what may be won back, what may not, and what nobody knows; by [`Recoverable`].
    pub recoverable: BTreeMap<Recoverable, Tally>,
    pub unexplained: Vec<Unexplained>,
    pub owners: Vec<OwnerGap>,
    pub lessons: Vec<Lesson>,
    pub won_back: Vec<WonBack>,
    #[serde(skip)]
    pub cuts: Vec<Cut>,
}

/// What losses are explained with.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub cube: &'a Cube,
    pub orders: &'a Orders,
    pub companions: &'a Companions,
    pub rules: &'a Rules,
}

/// Explains the losses of some bridges, oldest first, each with its movers; they end with the report's.
///
/// # Errors
/// Reasons that do not add up to the bridges: a mistake of mingxi.
pub fn reasons(scene: &Scene<'_>, bridges: &[Bridge]) -> Result<Reasons, Failure> {
    let talks = Talks::new(scene.companions.follow_ups.iter().flat_map(|log| &log.rows));
    let mut cuts: Vec<Cut> = Vec::new();
    for bridge in bridges {
        let kinds = losses(scene.cube, bridge);
        let kinds: BTreeMap<usize, LossKind> = kinds.list.iter().map(|loss| (loss.customer, loss.kind)).collect();
        let own = bridge.movers.iter().filter_map(|mover| {
            let (lost, amount) = match mover.movement {
                Movement::Lost => (true, mover.r0),
                Movement::Down => (false, -mover.own_change()),
                _ => return None,
            };
            let back = lost.then(|| next_order(scene.cube, mover.customer, bridge.period1.last_day())).flatten();
            let until = match (lost, back) {
                (true, Some(back)) => back,
                (true, None) => scene.cube.span.as_of,
                (false, _) => bridge.period1.plus(1).last_day(),
            };
            let stated = talks.stated(mover.customer, (bridge.period0.first_day(), until), &scene.rules.causes);
            let kind = kinds.get(&mover.customer).copied().filter(|_| lost);
            Some(Cut { customer: mover.customer, period: bridge.period1, lost, amount, reason: stated, back, kind })
        });
        cuts.extend(own);
    }
    let periods: Vec<Period> = bridges.iter().map(|bridge| bridge.period1).collect();
    let by_reason = by_reason(&cuts, &periods, &scene.rules.causes);
    check(bridges, &by_reason)?;
    // Of a customer that was lost more than once, the last loss is the one that stands.
    let mut standing: BTreeMap<usize, &Cut> = BTreeMap::new();
    for cut in cuts.iter().filter(|cut| cut.lost && cut.back.is_none()) {
        standing.insert(cut.customer, cut);
    }
    let owners = holders(scene.orders, scene.companions, scene.rules);
    let mut recoverable: BTreeMap<Recoverable, Tally> = BTreeMap::new();
    for cut in standing.values() {
        let fate = cut.reason.as_ref().map_or(Recoverable::Unknown, |reason| reason.recoverable(&scene.rules.causes));
        recoverable.entry(fate).or_default().add(cut.amount);
    }
    let unexplained = open::unexplained(scene, standing.values().copied(), &talks, &owners);
    Ok(Reasons {
        lost: sum(&cuts, true),
        down: sum(&cuts, false),
        periods,
        by_reason,
        recoverable,
        owners: open::gaps(&unexplained),
        unexplained,
        lessons: lessons::lessons(scene, standing.values().copied(), &talks, &owners),
        won_back: back::won_back(scene, &cuts, &talks),
        cuts,
    })
}

fn sum(cuts: &[Cut], lost: bool) -> Tally {
    let mut tally = Tally::default();
    cuts.iter().filter(|cut| cut.lost == lost).for_each(|cut| tally.add(cut.amount));
    tally
}

/// Gives a customer's first order day after a day.
fn next_order(cube: &Cube, customer: usize, day: Day) -> Option<Day> {
    cube.customers[customer].order_days(cube.span.as_of).find(|order| *order > day)
}

/// Gives a customer's last order day up to a day, among all that it had before it was lost.
fn last_order(cube: &Cube, customer: usize, day: Day) -> Option<Day> {
    cube.customers[customer].order_days(day).last()
}

/// Adds up the losses of each reason, of all periods and of each.
fn by_reason(cuts: &[Cut], periods: &[Period], rules: &[CauseRule]) -> Vec<ByReason> {
    let places: BTreeMap<Period, usize> = periods.iter().enumerate().map(|(at, period)| (*period, at)).collect();
    let mut sums: BTreeMap<Option<&Stated>, ByReason> = BTreeMap::new();
    for cut in cuts {
        let sum = sums.entry(cut.reason.as_ref()).or_insert_with(|| ByReason {
            reason: cut.reason.clone(),
            recoverable: cut.reason.as_ref().map_or(Recoverable::Unknown, |reason| reason.recoverable(rules)),
            lost: Tally::default(),
            down: Tally::default(),
            periods: vec![Money::ZERO; periods.len()],
        });
        let tally = if cut.lost { &mut sum.lost } else { &mut sum.down };
        tally.add(cut.amount);
        if let Some(place) = places.get(&cut.period) {
            sum.periods[*place] += cut.amount;
        }
    }
    let mut all: Vec<ByReason> = sums.into_values().collect();
    let last = |one: &ByReason| one.reason.is_none();
    all.sort_by(|a, b| {
        last(a).cmp(&last(b)).then_with(|| b.amount().cmp(&a.amount())).then_with(|| a.reason.cmp(&b.reason))
    });
    all
}

/// Checks that the reasons of each period are what its bridge lost, and of all together too.
fn check(bridges: &[Bridge], by_reason: &[ByReason]) -> Result<(), Failure> {
    let fail = |what: &str, left: Money, right: Money, at: String| {
        let kind = Kind::Identity { what: what.to_owned(), left: left.to_string(), right: right.to_string(), at };
        Err(Failure::new(Place::default(), kind))
    };
    for (at, bridge) in bridges.iter().enumerate() {
        let left: Money = by_reason.iter().map(|one| one.periods[at]).sum();
        let right = -(bridge.lost + bridge.down);
        if left != right {
            return fail("lost and shrunk revenue by reason", left, right, bridge.period1.label());
        }
    }
    let lost: Money = by_reason.iter().map(|one| one.lost.amount).sum();
    let right: Money = bridges.iter().map(|bridge| -bridge.lost).sum();
    if lost != right {
        return fail("lost revenue by reason", lost, right, "all periods".to_owned());
    }
    Ok(())
}
