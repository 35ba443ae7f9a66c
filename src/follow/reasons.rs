//! Why customers left and shrank, by what the log says: what was lost for each reason, what nobody has explained, and what to learn.
//!
//! Each loss of a bridge (a customer that is *lost* or *down* in it) has the reason that the log states for it: the last one stated
//! from the first day of the period before up to the customer's next order after a loss, or to the end of the next period after a fall.
//! A stated *unknown* gives way to any other. So the sums by reason are the bridge's own lines, to the cent, and are checked on every run.

use std::collections::BTreeMap;

use serde::Serialize;

use super::holders::holders;
use crate::analyse::{Bridge, LossKind, Movement, losses};
use crate::cube::Cube;
use crate::model::companion::{Companions, FollowUp, RowPlace};
use crate::model::problem::Kind;
use crate::model::{CauseRule, Day, Failure, Money, Orders, Period, Place, Recoverable, Rules, Stated, Tally};

/// Until how many days after its last order an unexplained loss is young, and the steps after that.
pub const AGES: [i32; 3] = [90, 180, 365];

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

/// What can be learned of a customer that is gone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lesson {
    #[serde(skip)]
    pub customer: usize,
    pub owner: Option<String>,
    pub period: Period,
    pub kind: LossKind,
    pub last_order: Option<Day>,
    /// What it bought in the 12 months up to its last order.
    pub a_year: Money,
    /// What its rows below zero took in those months, above zero.
    pub credits: Money,
    /// Nothing where there is no table of it.
    pub receivables: Option<Money>,
    pub claims: Option<Money>,
    pub stock: Option<Money>,
    /// The other customers of its group, and those that it brought: how many, and what they bought in those 12 months.
    pub related: Option<Tally>,
    pub reason: Option<Stated>,
    pub recoverable: Recoverable,
    /// What was tried: the number of talks since the period before it was lost, and the last of them.
    pub talks: usize,
    pub tried: Option<String>,
    pub outcome: Option<String>,
}

/// A customer that was lost and ordered again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WonBack {
    #[serde(skip)]
    pub customer: usize,
    pub period: Period,
    pub back: Day,
    /// Days without an order before that.
    pub away: Option<i32>,
    /// What it has bought from that day on.
    pub amount: Money,
    pub reason: Option<Stated>,
    /// The talks while it was away, and the last of them.
    pub talks: usize,
    pub talked: Option<Day>,
    pub who: Option<String>,
    pub said: Option<String>,
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
        add(recoverable.entry(fate).or_default(), cut.amount);
    }
    let unexplained = unexplained(scene, standing.values().copied(), &talks, &owners);
    let mut found = Reasons {
        lost: sum(&cuts, true),
        down: sum(&cuts, false),
        periods,
        by_reason,
        recoverable,
        owners: gaps(&unexplained),
        unexplained,
        lessons: standing.values().filter_map(|cut| lesson(scene, cut, &talks, &owners)).collect(),
        won_back: cuts.iter().filter_map(|cut| won_back(scene, cut, &talks)).collect(),
        cuts: Vec::new(),
    };
    let key = |customer: usize| scene.cube.customers[customer].key.as_str();
    found.lessons.sort_by(|a, b| b.a_year.cmp(&a.a_year).then_with(|| key(a.customer).cmp(key(b.customer))));
    found.won_back.sort_by(|a, b| b.back.cmp(&a.back).then_with(|| key(a.customer).cmp(key(b.customer))));
    found.cuts = cuts;
    Ok(found)
}

fn add(tally: &mut Tally, amount: Money) {
    tally.add(amount);
}

fn sum(cuts: &[Cut], lost: bool) -> Tally {
    let mut tally = Tally::default();
    cuts.iter().filter(|cut| cut.lost == lost).for_each(|cut| add(&mut tally, cut.amount));
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
        add(if cut.lost { &mut sum.lost } else { &mut sum.down }, cut.amount);
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

/// The talks of the log by customer of the orders, in their order.
struct Talks<'a>(BTreeMap<usize, Vec<&'a FollowUp>>);

impl<'a> Talks<'a> {
    fn new(rows: impl Iterator<Item = &'a FollowUp>) -> Talks<'a> {
        let mut talks: BTreeMap<usize, Vec<&FollowUp>> = BTreeMap::new();
        for row in rows {
            if let Some(client) = row.customer.client {
                talks.entry(client as usize).or_default().push(row);
            }
        }
        // Of one day, the later row is the later talk.
        talks.values_mut().for_each(|rows| rows.sort_by_key(|row| row.day));
        Talks(talks)
    }

    /// Gives a customer's talks from a day to a day.
    fn between(&self, customer: usize, (from, to): (Day, Day)) -> impl DoubleEndedIterator<Item = &'a FollowUp> + '_ {
        let all = self.0.get(&customer).into_iter().flatten().copied();
        all.filter(move |talk| (from..=to).contains(&talk.day))
    }

    /// Gives the last reason that was stated in those days; one that explains nothing only where no other was.
    fn stated(&self, customer: usize, days: (Day, Day), rules: &[CauseRule]) -> Option<Stated> {
        let stated = self.between(customer, days).rev();
        let mut stated = stated.filter_map(|talk| Stated::of(talk.reason.as_deref()?, rules)).peekable();
        let last = stated.peek().cloned();
        stated.find(Stated::explains).or(last)
    }
}

/// Gives the losses that nobody has explained, the oldest step last, in each by money.
fn unexplained<'a>(
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
fn gaps(unexplained: &[Unexplained]) -> Vec<OwnerGap> {
    let mut owners: BTreeMap<Option<&str>, OwnerGap> = BTreeMap::new();
    for one in unexplained {
        let gap = owners.entry(one.owner.as_deref()).or_default();
        gap.owner.clone_from(&one.owner);
        add(&mut gap.by_age[step(one.age)], one.amount);
    }
    let mut gaps: Vec<OwnerGap> = owners.into_values().collect();
    gaps.sort_by(|a, b| {
        (a.owner.is_none(), b.all().amount, &a.owner).cmp(&(b.owner.is_none(), a.all().amount, &b.owner))
    });
    gaps
}

/// Tells what can be learned of a customer that is gone.
fn lesson(scene: &Scene<'_>, cut: &Cut, talks: &Talks<'_>, owners: &[Option<String>]) -> Option<Lesson> {
    let (cube, tables) = (scene.cube, scene.companions);
    let customer = cube.customers.get(cut.customer)?;
    let client = u32::try_from(cut.customer).ok();
    let last = last_order(cube, cut.customer, cut.period.first_day());
    let end = last.unwrap_or_else(|| cut.period.before().last_day());
    let from = end.plus_days(1).plus_months(-12);
    let of = |who: &crate::model::companion::Who| who.client.is_some() && who.client == client;
    let total = |amounts: &mut dyn Iterator<Item = Money>| amounts.sum::<Money>();
    let receivables = tables
        .receivables
        .as_ref()
        .map(|table| total(&mut table.rows.iter().filter(|row| of(&row.customer)).map(|row| row.amount)));
    let claims = tables
        .claims
        .as_ref()
        .map(|table| total(&mut table.rows.iter().filter(|row| of(&row.customer)).filter_map(|row| row.amount)));
    let stock = tables
        .stock
        .as_ref()
        .map(|table| total(&mut table.rows.iter().filter(|row| of(&row.customer)).filter_map(|row| row.amount)));
    let days = (cut.period.before().first_day(), cube.span.as_of);
    let own: Vec<&FollowUp> = talks.between(cut.customer, days).collect();
    let latest = |text: fn(&FollowUp) -> Option<&String>| own.iter().rev().find_map(|talk| text(talk)).cloned();
    Some(Lesson {
        customer: cut.customer,
        owner: owners.get(cut.customer).cloned().flatten(),
        period: cut.period,
        kind: cut.kind?,
        last_order: last,
        a_year: customer.net_between(from, end).unwrap_or_default(),
        credits: credits(scene.orders, cut.customer, (from, cube.span.as_of)),
        receivables,
        claims,
        stock,
        related: related(scene, cut.customer, (from, end)),
        reason: cut.reason.clone(),
        recoverable: cut.reason.as_ref().map_or(Recoverable::Unknown, |reason| reason.recoverable(&scene.rules.causes)),
        talks: own.len(),
        tried: latest(|talk| talk.said.as_ref()),
        outcome: latest(|talk| talk.outcome.as_ref()),
    })
}

/// Gives what a customer's rows below zero took, above zero.
fn credits(orders: &Orders, customer: usize, (from, to): (Day, Day)) -> Money {
    let within = from.number()..=to.number();
    let rows = orders.client.iter().zip(&orders.day).zip(&orders.amount);
    let own =
        rows.filter(|((client, day), amount)| **client as usize == customer && **amount < 0 && within.contains(day));
    own.map(|(_, amount)| Money::from_raw(-*amount)).sum()
}

/// Gives the other customers of a customer's group and those that it brought, with what they bought; nothing without a master.
fn related(scene: &Scene<'_>, customer: usize, (from, to): (Day, Day)) -> Option<Tally> {
    let master = scene.companions.customers.as_ref()?;
    let key = &scene.cube.customers[customer].key;
    let own = master.rows.iter().find(|row| &row.customer.key == key);
    let group = own.and_then(|row| row.parent.as_ref()).map_or(key, |parent| &parent.key);
    let belongs = |who: Option<&crate::model::companion::Who>| who.is_some_and(|who| &who.key == group);
    let brought = |who: Option<&crate::model::companion::Who>| who.is_some_and(|who| &who.key == key);
    let mut tally = Tally::default();
    let mut seen: Vec<&str> = Vec::new();
    for row in master.rows.iter().filter(|row| &row.customer.key != key) {
        let own = &row.customer.key;
        if !(own == group || belongs(row.parent.as_ref()) || brought(row.referred_by.as_ref()))
            || seen.contains(&own.as_str())
        {
            continue;
        }
        seen.push(own);
        let place = row.customer.client.map(|client| client as usize);
        let net = place.and_then(|place| scene.cube.customers.get(place)?.net_between(from, to));
        add(&mut tally, net.unwrap_or_default());
    }
    Some(tally)
}

/// Tells how a lost customer came back.
fn won_back(scene: &Scene<'_>, cut: &Cut, talks: &Talks<'_>) -> Option<WonBack> {
    let (cube, back) = (scene.cube, cut.back.filter(|_| cut.lost)?);
    let last = last_order(cube, cut.customer, cut.period.first_day());
    let from = last.unwrap_or_else(|| cut.period.before().last_day()).plus_days(1);
    let away: Vec<&FollowUp> = talks.between(cut.customer, (from, back)).collect();
    let talk = away.last();
    Some(WonBack {
        customer: cut.customer,
        period: cut.period,
        back,
        away: last.map(|last| back.since(last)),
        amount: cube.customers[cut.customer].net_between(back, cube.span.as_of).unwrap_or_default(),
        reason: cut.reason.clone(),
        talks: away.len(),
        talked: talk.map(|talk| talk.day),
        who: talk.and_then(|talk| talk.who.clone()),
        said: talk.and_then(|talk| talk.said.clone()),
    })
}

/// A reason of the log that is none of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlisted {
    /// As it was typed first.
    pub text: String,
    pub rows: u64,
    /// The first row that has it.
    pub at: RowPlace,
}

/// Gives the reasons of the log that are none of the list, in their order.
pub fn unlisted(companions: &Companions, rules: &[CauseRule]) -> Vec<Unlisted> {
    let mut found: Vec<Unlisted> = Vec::new();
    for row in companions.follow_ups.iter().flat_map(|log| &log.rows) {
        let Some(Stated::Unlisted(text)) = row.reason.as_deref().and_then(|text| Stated::of(text, rules)) else {
            continue;
        };
        match found.iter_mut().find(|known| known.text.to_lowercase() == text.to_lowercase()) {
            Some(known) => known.rows += 1,
            None => found.push(Unlisted { text, rows: 1, at: row.at.clone() }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analyse::bridges;
    use crate::cube::fixture::{book, by, day, lines};
    use crate::model::companion::{Companion, TableAudit, TableKind, Who};
    use crate::model::{Cause, Grain};

    /// Quarters of 2023: b is lost in Q3 and back in Q4, c falls in Q2 and is lost in Q3, d is lost in Q4, e falls in Q4.
    const ORDERS: &str = "a,2023-01-10,1000\na,2023-04-10,1000\na,2023-07-10,1000\na,2023-10-10,1000\n\
        b,2023-01-10,500\nb,2023-04-10,500\nb,2023-11-05,300\nc,2023-01-20,800\nc,2023-04-20,600\n\
        d,2023-01-10,400\nd,2023-04-10,400\nd,2023-07-10,400\n\
        e,2023-01-10,700\ne,2023-04-10,700\ne,2023-07-10,700\ne,2023-10-10,450";

    fn orders() -> Orders {
        book(&lines(ORDERS), day("2023-12-31"))
    }

    /// Makes a log of customer, day, reason, and what was said.
    fn log(orders: &Orders, rows: &[(&str, Day, &str, &str)]) -> Companions {
        let row = |(key, day, reason, said): &(&str, Day, &str, &str)| FollowUp {
            at: RowPlace::default(),
            day: *day,
            customer: Who {
                text: (*key).into(),
                id: None,
                key: (*key).into(),
                client: orders.clients.iter().position(|client| client.key == *key).map(|at| at as u32),
            },
            who: None,
            channel: None,
            said: Some((*said).to_owned()).filter(|said| !said.is_empty()),
            reason: Some((*reason).to_owned()).filter(|reason| !reason.is_empty()),
            outcome: None,
            next: None,
            other: Vec::new(),
        };
        Companions {
            follow_ups: Some(Companion {
                rows: rows.iter().map(row).collect(),
                audit: TableAudit::empty(TableKind::FollowUps),
            }),
            ..Default::default()
        }
    }

    fn told(rows: &[(&str, Day, &str, &str)], rules: &[CauseRule]) -> (Reasons, Vec<Bridge>, Cube) {
        let orders = orders();
        let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        let companions = log(&orders, rows);
        let bridges = bridges(&cube, &Rules::default(), 1..4).unwrap();
        let rules = Rules { causes: rules.to_vec(), ..Rules::default() };
        let scene = Scene { cube: &cube, orders: &orders, companions: &companions, rules: &rules };
        (reasons(&scene, &bridges).unwrap(), bridges, cube)
    }

    fn units(units: i64) -> Money {
        Money::from_raw(units * Money::PER_UNIT)
    }

    /// By hand, as the golden case has it.
    #[test]
    fn each_loss_has_the_last_reason_that_was_stated_and_unknown_gives_way() {
        let rows = [
            ("b", day("2023-08-01"), "Price", "offered 5%"),
            ("c", day("2023-05-20"), "unknown", ""),
            ("c", day("2023-07-15"), "交期", "air freight"),
            ("c", day("2023-09-01"), "unknown", "no answer"),
            ("e", day("2023-12-20"), "far away", ""),
        ];
        let (found, ..) = told(&rows, &[]);
        let by: Vec<_> = found
            .by_reason
            .iter()
            .map(|one| (one.reason.clone(), one.lost.amount.raw() / 10_000, one.down.amount.raw() / 10_000))
            .collect();
        let expected = [
            (Some(Stated::Listed(Cause::Delivery)), 600, 200),
            (Some(Stated::Listed(Cause::Price)), 500, 0),
            (Some(Stated::Unlisted("far away".into())), 0, 250),
            (None, 400, 0),
        ];
        assert_eq!(by, expected);
        assert_eq!((found.lost.amount, found.down.amount), (units(1_500), units(450)));
        let yes = found.recoverable[&Recoverable::Yes];
        assert_eq!((yes.n, yes.amount), (1, units(600)), "b is back, so it is not gone any more");
        let [open] = found.unexplained.as_slice() else { panic!("{:?}", found.unexplained) };
        assert_eq!((open.amount, open.age, step(open.age)), (units(400), 174, 1));
        let [back] = found.won_back.as_slice() else { panic!("{:?}", found.won_back) };
        assert_eq!((back.back, back.away, back.amount, back.talks), (day("2023-11-05"), Some(209), units(300), 1));
        assert_eq!(back.said.as_deref(), Some("offered 5%"));
        let lessons: Vec<_> = found.lessons.iter().map(|one| (one.a_year, one.talks, one.tried.as_deref())).collect();
        assert_eq!(lessons, [(units(1_400), 3, Some("no answer")), (units(1_200), 0, None)]);
        assert_eq!(found.lessons[0].receivables, None, "there is no table of it");
    }

    #[test]
    fn a_talk_after_the_return_explains_no_loss_before_it() {
        let (found, ..) = told(&[("b", day("2023-12-01"), "price", "")], &[]);
        assert_eq!(found.won_back[0].reason, None);
        let (found, ..) = told(&[("b", day("2023-03-31"), "price", "")], &[]);
        assert_eq!(found.won_back[0].reason, None, "nor does one before the period that it was lost from");
    }

    proptest! {
        /// Whatever the log says, the reasons add up to the bridges.
        #[test]
        fn reasons_add_up_to_the_lost_and_shrunk_revenue(
            rows in proptest::collection::vec((0_usize..6, 0_i32..400, 0_usize..6), 0..40)
        ) {
            let keys = ["a", "b", "c", "d", "e", "nobody"];
            let texts = ["Price", "unknown", "", "太远", "price、quality", "tariff"];
            let first = day("2022-12-20");
            let rows: Vec<_> =
                rows.iter().map(|(key, days, text)| (keys[*key], first.plus_days(*days), texts[*text], "")).collect();
            let (found, bridges, _) = told(&rows, &[CauseRule::parse("tariff:no").unwrap()]);
            let sum = |of: fn(&ByReason) -> Money| found.by_reason.iter().map(of).sum::<Money>();
            prop_assert_eq!(sum(|one| one.lost.amount), units(1_500));
            prop_assert_eq!(sum(|one| one.down.amount), units(450));
            for (at, bridge) in bridges.iter().enumerate() {
                let own: Money = found.by_reason.iter().map(|one| one.periods[at]).sum();
                prop_assert_eq!(own, -(bridge.lost + bridge.down));
            }
            let gone: Money = found.recoverable.values().map(|tally| tally.amount).sum();
            prop_assert_eq!(gone, units(1_000));
        }
    }
}
