//! Each salesperson's book: what it sold and how it changed, how it stands against its target, what hangs on few customers, what
//! would go with the person, and what became of customers that changed hands.
//!
//! In: the rows by salesperson ([`Credited`]), who holds each customer now ([`Holders`]), the results of the whole book and the
//! companion tables. The books' bridges are slices of the whole bridge, so they add up to it.

mod tally;
#[cfg(test)]
mod tests;
mod transfers;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use self::tally::Tallied;
pub use self::transfers::{AfterTransfer, Transfer};
use super::credit::{Credited, OwnerSource};
use super::holders::Holders;
use super::targets::{Aim, Aims, Frame, same};
use crate::analyse::{Analysis, CadenceClass, Slice, SliceLines, slices_of};
use crate::cube::Cube;
use crate::model::companion::{Companions, Grade};
use crate::model::{Day, Failure, Field, Money, Orders, Period, Rules, Tally};

/// What new customers have grown to: those whose first order lies in the 12 months before the report's period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Grown {
    pub customers: usize,
    /// Their revenue in the period of their first order, and in the report's.
    pub first: Money,
    pub now: Money,
    /// How many of them ordered in the report's period.
    pub active: usize,
}

/// What the customers held say of themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Satisfaction {
    /// Customers with a rating, the mean of those that are numbers, and how many are low.
    pub rated: usize,
    pub mean: Option<f64>,
    pub low: usize,
}

/// One salesperson's book.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnerBook {
    /// Empty for what is nobody's.
    pub name: String,
    /// Customers that it holds now, with rows in the window; and those of the customer table that never ordered.
    pub customers: usize,
    pub leads: usize,
    /// The bridge of the rows that are credited to it.
    pub lines: SliceLines,
    pub customers_before: usize,
    pub customers_now: usize,
    pub target: Option<Money>,
    /// What is credited to it on the days that have a target, over what is due of that.
    pub of_target: Option<f64>,
    /// That target in full.
    #[serde(skip)]
    pub aim: Option<Aim>,
    /// Revenue of customers not new, over revenue.
    pub repeat_share: Option<f64>,
    pub new: usize,
    pub grown: Grown,
    /// Credited in the window, and its part of the book's.
    pub window: Money,
    pub share: Option<f64>,
    /// The largest customer's part of that, and the concentration.
    pub cr1: Option<f64>,
    pub hhi: Option<f64>,
    #[serde(skip)]
    pub largest: Option<usize>,
    /// Gross profit of the window over the revenue of its rows; nothing without a column of profit or cost.
    pub margin: Option<f64>,
    /// Customers held that are overdue by their own cadence, with their revenue of the window.
    pub overdue: Tally,
    /// Customers held whose agreed next date has passed without a contact; nothing without a log.
    pub promises: Option<usize>,
    /// Customers of the window whom nobody else sold to, looks after or talked to, with their revenue in it.
    pub alone: Tally,
    /// Its part of the book's.
    pub alone_share: Option<f64>,
    pub transfers_in: usize,
    pub transfers_out: usize,
    /// Nothing without ratings in the customer table; nothing without a table of claims.
    pub satisfaction: Option<Satisfaction>,
    pub claims: Option<Tally>,
    /// Customers that others sold to in the window too.
    pub with_others: usize,
}

/// All salespeople.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Owners {
    pub source: OwnerSource,
    pub period_before: Period,
    pub period: Period,
    /// The window.
    pub from: Day,
    pub to: Day,
    /// By revenue descending, ties by name; what is nobody's last.
    pub books: Vec<OwnerBook>,
    pub whole: SliceLines,
    pub customers: usize,
    /// Customers that changed hands in the window, the most money first.
    #[serde(skip)]
    pub transfers: Vec<Transfer>,
    /// How many customers' latest rows name somebody else than the customer table.
    pub otherwise: usize,
    /// Rows whose credit two share; those whose share cannot be read.
    pub shared_credit: Tally,
    pub unread_credit: Tally,
}

/// Tells each salesperson's book; nothing where nobody is named, or where there is no bridge.
///
/// # Errors
/// Books that do not add up to the whole.
pub fn owners(
    (cube, orders): (&Cube, &Orders),
    analysis: &Analysis,
    companions: &Companions,
    (rules, aims): (&Rules, Option<&Aims>),
) -> Result<Option<Owners>, Failure> {
    let Some(credited) = Credited::of(orders, companions, rules) else { return Ok(None) };
    let Some(bridge) = &analysis.bridge else { return Ok(None) };
    let holders = Holders::of(&credited, companions, cube.customers.len());
    let window = &analysis.concentration;
    let sliced = slices_of(credited.rows(), Field::Owner.name(), (bridge, window))?;
    let others = others(companions, &holders, analysis, cube.customers.len());
    let tallied = Tallied::of((cube, orders), &credited, analysis, &others);
    let transfers = match credited.source {
        OwnerSource::Orders => transfers::transfers(cube, &tallied, analysis),
        // The customer table tells who holds a customer now, and not who did.
        OwnerSource::Customers => Vec::new(),
    };
    let slices: BTreeMap<&str, &Slice> = sliced.slices.iter().map(|slice| (slice.name.as_str(), slice)).collect();
    let mut names: BTreeSet<&str> = slices.keys().copied().collect();
    names.extend(holders.names());
    let leads = leads(companions);
    names.extend(leads.keys().copied());
    let targets = targets(aims.and_then(|aims| aims.of(bridge.period1)), &mut names);
    let scene = Scene { cube, analysis, companions, holders: &holders, tallied: &tallied };
    let mut held = scene.held();
    let mut books: Vec<OwnerBook> = names
        .iter()
        .map(|name| held.remove(name).unwrap_or_default())
        .zip(&names)
        .map(|(held, &name)| {
            let slice = slices.get(name);
            let lines = slice.map_or_else(SliceLines::default, |slice| slice.lines);
            let share = slice.map(|slice| &slice.share);
            let aim = targets.get(name).copied();
            let alone = tallied.alone.get(name).copied().unwrap_or_default();
            let gone = |pick: fn(&Transfer) -> &str| transfers.iter().filter(|one| pick(one) == name).count();
            OwnerBook {
                name: name.to_owned(),
                customers: held.customers,
                leads: leads.get(name).copied().unwrap_or_default(),
                customers_before: slice.map_or(0, |slice| slice.customers0),
                customers_now: slice.map_or(0, |slice| slice.customers1),
                target: aim.map(|aim| aim.target),
                of_target: aim.and_then(Aim::share),
                aim: aim.cloned(),
                repeat_share: (lines.closing - lines.new).share_of(lines.closing),
                new: slice.map_or(0, |slice| new_in(slice)),
                grown: tallied.grown.get(name).copied().unwrap_or_default(),
                window: share.map_or(Money::ZERO, |share| share.amount),
                share: share.and_then(|share| share.share),
                cr1: share.and_then(|share| share.cr1),
                hhi: share.and_then(|share| share.hhi),
                largest: share.and_then(|share| share.largest),
                margin: tallied.profit.get(name).and_then(|(known, profit)| profit.share_of(*known)),
                overdue: held.overdue,
                promises: companions.follow_ups.as_ref().map(|_| held.promises),
                alone,
                alone_share: alone.amount.share_of(window.amount + window.not_positive.amount),
                transfers_in: gone(|one| &one.to),
                transfers_out: gone(|one| &one.from),
                satisfaction: held.satisfaction(),
                claims: companions.claims.as_ref().map(|_| held.claims),
                with_others: tallied.with_others.get(name).copied().unwrap_or_default(),
                lines,
            }
        })
        .collect();
    books.retain(|book| book.says_something());
    books.sort_by(|a, b| {
        let nobody = |book: &OwnerBook| book.name.is_empty();
        nobody(a).cmp(&nobody(b)).then(b.lines.closing.cmp(&a.lines.closing)).then_with(|| a.name.cmp(&b.name))
    });
    Ok(Some(Owners {
        source: credited.source,
        period_before: bridge.period0,
        period: bridge.period1,
        from: window.from,
        to: window.to,
        whole: sliced.whole,
        customers: books.iter().map(|book| book.customers).sum(),
        books,
        transfers,
        otherwise: holders.otherwise.len(),
        shared_credit: credited.shared,
        unread_credit: credited.unread,
    }))
}

/// Gives the targets of a period by salesperson. One whom neither rows nor tables name so is added to the names; case is no difference.
fn targets<'a>(frame: Option<&'a Frame>, names: &mut BTreeSet<&'a str>) -> BTreeMap<&'a str, &'a Aim> {
    let mut found = BTreeMap::new();
    for (name, aim) in frame.iter().flat_map(|frame| frame.owners()) {
        let exact = names.get(name).copied();
        let name = exact.or_else(|| names.iter().copied().find(|one| same(one, name))).unwrap_or(name);
        names.insert(name);
        found.insert(name, aim);
    }
    found
}

fn new_in(slice: &Slice) -> usize {
    slice.movers.iter().filter(|mover| mover.movement == crate::analyse::Movement::New).count()
}

impl OwnerBook {
    fn says_something(&self) -> bool {
        self.customers + self.leads > 0
            || self.target.is_some()
            || self.lines != SliceLines::default()
            || !self.window.is_zero()
    }
}

/// Gives who else is known to have to do with each customer: its merchandiser, and whoever talked to it in the window.
fn others<'a>(
    companions: &'a Companions,
    holders: &Holders<'a>,
    analysis: &Analysis,
    customers: usize,
) -> BTreeMap<u32, BTreeSet<&'a str>> {
    let mut others: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    let told = |name: Option<&'a String>| name.map(|name| name.trim()).filter(|name| !name.is_empty());
    for customer in 0..customers {
        if let Some(name) = holders.row(customer).and_then(|row| told(row.merchandiser.as_ref())) {
            others.entry(customer as u32).or_default().insert(name);
        }
    }
    let window = &analysis.concentration;
    for row in companions.follow_ups.iter().flat_map(|log| &log.rows) {
        if let (Some(client), Some(name)) = (row.customer.client, told(row.who.as_ref()))
            && row.day >= window.from
        {
            others.entry(client).or_default().insert(name);
        }
    }
    others
}

/// Counts the customers of the customer table that never ordered, by salesperson; those of nobody under the empty name.
fn leads(companions: &Companions) -> BTreeMap<&str, usize> {
    let mut leads: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in companions.customers.iter().flat_map(|master| &master.rows).filter(|row| row.customer.client.is_none()) {
        leads.entry(super::holders::owner(row).unwrap_or_default()).or_default().insert(&row.customer.key);
    }
    leads.into_iter().map(|(owner, keys)| (owner, keys.len())).collect()
}

/// What the customers that somebody holds add up to.
#[derive(Default)]
struct Held {
    customers: usize,
    overdue: Tally,
    promises: usize,
    rated: usize,
    numbers: Vec<f64>,
    low: usize,
    claims: Tally,
}

impl Held {
    fn satisfaction(&self) -> Option<Satisfaction> {
        let mean = self.numbers.iter().sum::<f64>() / self.numbers.len().max(1) as f64;
        let mean = (!self.numbers.is_empty()).then_some(mean);
        (self.rated > 0).then_some(Satisfaction { rated: self.rated, mean, low: self.low })
    }
}

/// What is looked at, customer by customer.
struct Scene<'a> {
    cube: &'a Cube,
    analysis: &'a Analysis,
    companions: &'a Companions,
    holders: &'a Holders<'a>,
    tallied: &'a Tallied<'a>,
}

impl<'a> Scene<'a> {
    /// Adds up the customers by who holds them.
    fn held(&self) -> BTreeMap<&'a str, Held> {
        let mut all: BTreeMap<&str, Held> = BTreeMap::new();
        let broken = self.promises();
        for customer in 0..self.cube.customers.len() {
            let held = all.entry(self.holders.holder(customer).unwrap_or_default()).or_default();
            held.customers += usize::from(self.tallied.nets[customer].is_some());
            held.promises += usize::from(broken.contains(&(customer as u32)));
            if let Some(rating) = self.holders.row(customer).and_then(|row| row.satisfaction.as_ref()) {
                held.rated += 1;
                held.numbers.extend(rating.number.map(Money::units));
                held.low += usize::from(rating.grade == Some(Grade::Low));
            }
        }
        for trend in &self.analysis.trends.customers {
            let late = trend.cadence.class == CadenceClass::Overdue && !trend.cadence.seasonal;
            // One without a row in the window is long gone, and no longer overdue.
            let net = self.tallied.nets[trend.customer].filter(|_| late);
            if let (Some(net), Some(held)) = (net, all.get_mut(self.holders.holder(trend.customer).unwrap_or_default()))
            {
                held.overdue.add(net);
            }
        }
        let window = &self.analysis.concentration;
        for claim in self.companions.claims.iter().flat_map(|claims| &claims.rows) {
            let customer = claim.customer.client.filter(|_| window.from <= claim.day && claim.day <= window.to);
            let held = customer.and_then(|at| all.get_mut(self.holders.holder(at as usize).unwrap_or_default()));
            if let Some(held) = held {
                held.claims.add(claim.amount.unwrap_or_default());
            }
        }
        all
    }

    /// Gives the customers whose last contact agreed on a day that has passed.
    fn promises(&self) -> BTreeSet<u32> {
        let mut last: BTreeMap<u32, (Day, Option<Day>)> = BTreeMap::new();
        let as_of = self.cube.span.as_of;
        for row in self.companions.follow_ups.iter().flat_map(|log| &log.rows).filter(|row| row.day <= as_of) {
            let Some(client) = row.customer.client else { continue };
            let held = last.entry(client).or_insert((row.day, row.next));
            if row.day > held.0 {
                *held = (row.day, row.next);
            } else if row.day == held.0 {
                held.1 = held.1.max(row.next);
            }
        }
        last.retain(|_, (_, next)| next.is_some_and(|next| next < as_of));
        last.into_keys().collect()
    }
}
