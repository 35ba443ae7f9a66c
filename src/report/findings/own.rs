//! What the sections that every report has would say first: who moved revenue, who left, came back and came, on whom the book hangs,
//! who is silent, what is rising and falling, the season, and how far the figures carry.

use std::collections::BTreeSet;

use super::{About, Candidate};
use crate::analyse::{Bridge, CadenceClass, Direction, Flag, Movement, Mover, Signal, Swing, Trend, swing};
use crate::model::{Day, Money, Period, Tally};
use crate::report::happened::{Happened, happened};
use crate::report::telling::{Telling, relative};
use crate::report::words::Words;
use crate::report::words::speech::rounded;

/// A customer that moved, as a sentence tells it.
#[derive(Clone, Debug)]
pub struct Moved {
    pub name: String,
    pub mover: Mover,
    /// What it is of its line: without what it had while not active, which is an adjustment.
    pub amount: Money,
    pub happened: Happened,
    pub signal: Signal,
    /// How many complete periods it has been there for.
    pub periods: usize,
    /// Whether it came back after as long a silence a year before, too.
    pub same_season: bool,
}

/// What several customers of one line of the bridge did.
#[derive(Clone, Debug)]
pub struct Group {
    pub movement: Movement,
    pub period0: Period,
    pub period1: Period,
    pub customers: usize,
    pub amount: Money,
    /// The largest ones, by amount, but for those in doubt.
    pub named: Vec<Moved>,
    /// Whether the first of them is the largest of all.
    pub led: bool,
    /// Of lost ones, those that are not yet due, and those that are silent at this time of every year.
    pub not_yet_due: Tally,
    pub seasonal: Tally,
    /// Of new ones, those that may have been there before the data begin.
    pub unverified: usize,
    /// Of new ones: how many periods came before, and what new customers brought in each on average.
    pub usual: Option<(usize, Money)>,
    /// Of new ones: a customer that may be another one that was there; with their ids, where both bear one name.
    pub alias: Option<(String, String)>,
    pub begins: Day,
}

/// How much hangs on the largest customer.
#[derive(Clone, Debug)]
pub struct Hangs {
    pub name: String,
    pub share: f64,
    /// A year before, where the data reach back.
    pub before: Option<f64>,
    pub months: i32,
    pub partial: bool,
    pub limit: f64,
    /// The change of the period without it, and the revenue before it would have had.
    pub without: Option<(Money, Money)>,
}

/// Customers silent for longer than twice their usual gap, beside those that the bridge calls lost.
#[derive(Clone, Debug)]
pub struct Overdue {
    pub customers: usize,
    pub window: Money,
    pub months: i32,
    pub named: Vec<(String, i32, f64)>,
    pub as_of: Day,
}

/// Customers whose trend is more than chance.
#[derive(Clone, Debug)]
pub struct Directions {
    pub tested: usize,
    pub certain: usize,
    /// Name, whether it rises, slope a period in currency units, and the number of periods.
    pub named: Vec<(String, bool, f64, usize)>,
}

/// What the same step was in the years before.
#[derive(Clone, Copy, Debug)]
pub struct Season {
    /// The step of the year before, and its rate.
    pub periods: [Period; 2],
    pub rate: f64,
    pub rises: bool,
    /// How many years before hold the step, and in how many of them it went the same way.
    pub years: usize,
    pub alike: usize,
}

/// How many customers a sentence names.
const NAMED: usize = 2;

/// Gives everything that may be said.
pub(super) fn offered(t: &Telling<'_>) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    if let Some(bridge) = &t.subject.analysis.bridge {
        all.extend(largest(t, bridge));
        all.extend(season(t, bridge));
        all.extend(
            [Movement::Lost, Movement::Returned, Movement::New].into_iter().filter_map(|kind| group(t, bridge, kind)),
        );
        all.extend(nobody_new(t, bridge));
        all.extend(few(bridge));
    }
    all.extend(hangs(t));
    all.extend(overdue(t));
    all.extend(directions(t));
    all.extend(partial(t));
    all
}

/// Gives how the report's period lies to those before it, for the verdict.
pub(crate) fn usual(t: &Telling<'_>) -> Option<Swing> {
    t.subject.analysis.bridge.as_ref()?;
    let periods = t.subject.analysis.periods.iter().filter(|one| !one.short && one.period <= t.period());
    let amounts: Vec<Money> = periods.map(|one| one.amount).collect();
    Some(swing(&amounts))
}

fn moved(t: &Telling<'_>, bridge: &Bridge, mover: &Mover) -> Moved {
    let trend = t.trend(mover.customer);
    Moved {
        name: t.told(mover.customer).into_owned(),
        mover: mover.clone(),
        amount: match mover.movement {
            Movement::New | Movement::Returned => mover.r1,
            Movement::Lost => -mover.r0,
            _ => mover.change,
        },
        happened: happened(t, bridge, mover),
        signal: trend.map_or(Signal::TooFew, |trend| trend.signal),
        periods: trend.map_or(0, |trend| trend.series.len()),
        same_season: same_season(t, bridge, mover),
    }
}

/// Says whether a returned customer came back after about as long a silence at about the same time of the year before.
fn same_season(t: &Telling<'_>, bridge: &Bridge, mover: &Mover) -> bool {
    const DAYS: i32 = 45;
    if mover.movement != Movement::Returned || !t.has_orders() {
        return false;
    }
    let days: Vec<Day> = t.subject.cube.customers[mover.customer].order_days(t.as_of()).collect();
    let at = days.partition_point(|day| *day < bridge.period1.first_day());
    let (Some(&back), Some(before)) = (days.get(at), at.checked_sub(1)) else { return false };
    let (gap, then) = (back.since(days[before]), back.plus_months(-12));
    let as_long = |pair: &[Day]| 4 * pair[1].since(pair[0]) >= 3 * gap && pair[1].since(then).abs() <= DAYS;
    days[..at].windows(2).any(as_long)
}

/// The customer that moved revenue most in the direction of its change.
fn largest(t: &Telling<'_>, bridge: &Bridge) -> Option<Candidate> {
    let sign = bridge.change().raw().signum();
    let mover = bridge.movers.iter().find(|mover| mover.change.raw().signum() == sign)?;
    if !matches!(mover.movement, Movement::Up | Movement::Down) {
        return None;
    }
    let told = moved(t, bridge, mover);
    let periods = [bridge.period0, bridge.period1];
    let say = move |words: &dyn Words| words.said_largest(&told, periods);
    Some(Candidate::new(("largest", "top"), mover.change, 1.0, say).about([About::Customer(mover.customer)]))
}

/// Lost, returned or new customers, with the largest of them.
fn group(t: &Telling<'_>, bridge: &Bridge, movement: Movement) -> Option<Candidate> {
    let movers: Vec<&Mover> = bridge.movers.iter().filter(|mover| mover.movement == movement).collect();
    let amount = match movement {
        Movement::Lost => bridge.lost,
        Movement::Returned => bridge.returned,
        _ => bridge.new,
    };
    if movers.is_empty() || amount.is_zero() {
        return None;
    }
    let lost = movement == Movement::Lost;
    let doubtful = |mover: &Mover| lost && (mover.not_yet_due == Some(true) || mover.seasonal == Some(true));
    let certain = movers.iter().filter(|mover| !doubtful(mover));
    let named: Vec<Moved> = certain.take(NAMED).map(|mover| moved(t, bridge, mover)).collect();
    let is_new = movement == Movement::New;
    let alias = is_new.then(|| alias(t, &movers)).flatten();
    let usual = usual_new(t).filter(|_| is_new);
    let (not_yet_due, seasonal) = match lost {
        true => (bridge.lost_not_yet_due, bridge.lost_seasonal),
        false => (Tally::default(), Tally::default()),
    };
    let (id, weighed, surprise) = match movement {
        Movement::Lost => ("lost", amount - not_yet_due.amount - seasonal.amount, 0.9),
        Movement::Returned => ("returned", amount, 0.8),
        // That fewer come than usual is as much news as that many do.
        _ => ("new", usual.map_or(amount, |(_, usual)| amount.max(usual)), if alias.is_some() { 1.0 } else { 0.8 }),
    };
    let group = Group {
        movement,
        period0: bridge.period0,
        period1: bridge.period1,
        customers: movers.len(),
        amount,
        led: movers.first().is_some_and(|mover| !doubtful(mover)),
        named,
        not_yet_due,
        seasonal,
        unverified: movers.iter().filter(|mover| is_new && mover.verified == Some(false)).count(),
        usual,
        alias,
        begins: t.subject.cube.span.first_day,
    };
    let say = move |words: &dyn Words| words.said_group(&group);
    Some(Candidate::new((id, "movements"), weighed, surprise, say))
}

/// Over how many periods before the report's new customers are averaged.
const BEFORE: usize = 4;

/// Gives what new customers brought a period in the four before the report's; nothing where fewer are known.
fn usual_new(t: &Telling<'_>) -> Option<(usize, Money)> {
    let mut before: Vec<&Bridge> = t.subject.analysis.history.iter().filter(|past| past.period1 < t.period()).collect();
    before.sort_by_key(|past| past.period1);
    let before = &before[before.len().checked_sub(BEFORE)?..];
    let sum: Money = before.iter().map(|past| past.new).sum();
    Some((BEFORE, Money::from_raw(sum.raw() / BEFORE as i64)))
}

/// A new customer that may be another one under another name.
fn alias(t: &Telling<'_>, new: &[&Mover]) -> Option<(String, String)> {
    let names = t.subject.names?;
    let is_new = |customer: usize| new.iter().any(|mover| mover.customer == customer);
    let pair = names.pairs.iter().find(|pair| is_new(pair.first.customer) != is_new(pair.second.customer))?;
    let (one, other) = match is_new(pair.first.customer) {
        true => (pair.first.customer, pair.second.customer),
        false => (pair.second.customer, pair.first.customer),
    };
    let named = |customer: usize| match t.name(one) == t.name(other) {
        true => format!("{} ({})", t.told(customer), t.key(customer)),
        false => t.told(customer).into_owned(),
    };
    Some((named(one), named(other)))
}

/// That nobody is new, where new customers usually come.
fn nobody_new(t: &Telling<'_>, bridge: &Bridge) -> Option<Candidate> {
    if bridge.n_new > 0 {
        return None;
    }
    let history = t.history();
    let without = history.iter().rev().take_while(|past| past.n_new == 0).count();
    let (_, usual) = usual_new(t)?;
    let (of, earlier_too) = (history.len(), history[..history.len() - without].iter().any(|past| past.n_new == 0));
    let say = move |words: &dyn Words| words.no_new(without, of, earlier_too);
    Some(Candidate::new(("new", "movements"), usual, 1.0, say))
}

/// What the same step was a year before, where it was as large in the same direction.
fn season(t: &Telling<'_>, bridge: &Bridge) -> Option<Candidate> {
    t.year_bridge()?;
    // Against a period that the data begin within, every step is a rise.
    let cube = t.subject.cube;
    let whole = |step: &&Bridge| !(cube.short_first && cube.periods.first() == Some(&step.period0));
    let step_to = |period: Period| t.bridge_to(period).filter(whole);
    let before = step_to(bridge.period1.year_before())?;
    let (rate, now) = (relative(before.closing, before.opening)?, relative(bridge.closing, bridge.opening)?);
    if rate * now <= 0.0 || rate.abs() < now.abs() / 2.0 {
        return None;
    }
    let earlier = std::iter::successors(Some(before), |later| step_to(later.period1.year_before()));
    let rates: Vec<f64> = earlier.filter_map(|step| relative(step.closing, step.opening)).collect();
    let alike = rates.iter().filter(|rate| **rate * now > 0.0).count();
    let (years, periods) = (rates.len(), [before.period0, before.period1]);
    let season = Season { periods, rate, rises: now > 0.0, years, alike };
    // One year alone says little.
    let surprise = if years > 1 { 0.8 } else { 0.5 };
    let say = move |words: &dyn Words| words.said_season(&season);
    Some(Candidate::new(("season", "bridge"), bridge.change(), surprise * alike as f64 / years.max(1) as f64, say))
}

/// That the book hangs on one customer.
fn hangs(t: &Telling<'_>) -> Option<Candidate> {
    let analysis = t.subject.analysis;
    let (window, limits) = (&analysis.concentration, &t.rules().limits);
    let flag = window.flag_top1?;
    let largest = window.holders.first()?;
    let before = analysis.concentration_year_before.as_ref();
    let share_of = |holders: &[crate::analyse::Holder]| {
        holders.iter().find(|holder| holder.customer == largest.customer).map_or(0.0, |holder| holder.share)
    };
    let before = before.map(|before| share_of(&before.holders));
    let without = analysis.without_largest.as_ref().zip(analysis.bridge.as_ref());
    let hangs = Hangs {
        name: t.told(largest.customer).into_owned(),
        share: largest.share,
        before,
        months: limits.window_months,
        partial: window.partial_window,
        limit: if flag == Flag::High { limits.top1_high } else { limits.top1_watch },
        without: without.map(|(without, _)| (without.change, without.period - without.change)),
    };
    let surprise = match flag {
        Flag::High => 0.5,
        Flag::Watch => 0.25,
    };
    let at_stake = t.net(largest.customer, t.place());
    let say = move |words: &dyn Words| words.said_hangs(&hangs);
    let about = About::Customer(largest.customer);
    Some(Candidate::new(("hangs", "concentration"), at_stake, surprise, say).about([about]))
}

/// Customers overdue by their own cadence that the bridge does not call lost.
fn overdue(t: &Telling<'_>) -> Option<Candidate> {
    let movers = t.subject.analysis.bridge.iter().flat_map(|bridge| &bridge.movers);
    let lost = movers.filter(|mover| mover.movement == Movement::Lost).map(|mover| mover.customer);
    let lost: BTreeSet<usize> = lost.collect();
    let trends = &t.subject.analysis.trends.customers;
    let late = |trend: &&Trend| trend.cadence.class == CadenceClass::Overdue && !trend.cadence.seasonal;
    let mut found: Vec<(&Trend, Money)> = trends
        .iter()
        .filter(late)
        .filter_map(|trend| Some((trend, t.window_amount(trend.customer).filter(|amount| amount.is_positive())?)))
        .collect();
    found.retain(|(trend, _)| !lost.contains(&trend.customer));
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| t.key(a.0.customer).cmp(t.key(b.0.customer))));
    let named = found.iter().take(NAMED);
    let told = Overdue {
        customers: found.len(),
        window: found.iter().map(|(_, amount)| *amount).sum(),
        months: t.rules().limits.window_months,
        named: named
            .clone()
            .filter_map(|(trend, _)| {
                let cadence = &trend.cadence;
                Some((t.told(trend.customer).into_owned(), cadence.silence?, cadence.median_interval?))
            })
            .collect(),
        as_of: t.as_of(),
    };
    let about: Vec<About> = named.take(1).map(|(trend, _)| About::Customer(trend.customer)).collect();
    // A year's money, of which a period's is at stake now; half of those come back without a word.
    let a_period = t.period().days() as f64 / (f64::from(told.months.max(1)) * 30.4);
    let money = told.window;
    let say = move |words: &dyn Words| words.said_overdue(&told);
    let offered = Candidate::new(("overdue", "trend"), money, 0.5 * a_period.min(1.0), say);
    (!about.is_empty()).then(|| offered.about(about))
}

/// Customers that rise or fall for more than chance; or that there are too few periods to tell.
fn directions(t: &Telling<'_>) -> Option<Candidate> {
    let trends = &t.subject.analysis.trends;
    let revenue = t.figures(t.period()).map_or(Money::ZERO, |figures| figures.amount);
    if trends.tested == 0 {
        let periods = t.subject.analysis.periods.iter().filter(|one| !one.short).count();
        let say = move |words: &dyn Words| words.said_too_few_periods(periods);
        return Some(Candidate::new(("trend", "trend"), revenue, 0.02, say));
    }
    let mut found: Vec<(&Trend, f64)> = trends
        .customers
        .iter()
        .filter(|trend| trend.certain && matches!(trend.direction, Direction::Rising | Direction::Falling))
        .filter_map(|trend| Some((trend, trend.test.as_ref()?.slope)))
        .collect();
    found.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| t.key(a.0.customer).cmp(t.key(b.0.customer))));
    let money: f64 = found.iter().map(|(_, slope)| slope.abs()).sum();
    let named = found.iter().take(NAMED).map(|(trend, slope)| {
        (t.told(trend.customer).into_owned(), trend.direction == Direction::Rising, *slope, trend.series.len())
    });
    let told = Directions { tested: trends.tested, certain: found.len(), named: named.collect() };
    let year = 365.0 / f64::from(t.period().days().max(1));
    let say = move |words: &dyn Words| words.said_directions(&told);
    let (first, _) = found.first()?;
    let offered = Candidate::new(("trend", "trend"), rounded(money * year), 0.5, say);
    Some(offered.about([About::Customer(first.customer)]))
}

/// The period that has not ended against as many days of the one before.
fn partial(t: &Telling<'_>) -> Option<Candidate> {
    let partial = t.partial()?.clone();
    let change = partial.amount - partial.before_amount;
    let say = move |words: &dyn Words| words.partial(&partial);
    Some(Candidate::new(("partial", "bridge"), change, 0.4, say))
}

/// The fewest customers of whom shares and changes are more than single orders.
const FEW: usize = 5;

/// That so few customers ordered that one order decides.
fn few(bridge: &Bridge) -> Option<Candidate> {
    let customers = bridge.customers0.max(bridge.customers1);
    let say = move |words: &dyn Words| words.said_few(customers);
    let revenue = bridge.opening.abs().max(bridge.closing.abs());
    (customers < FEW).then(|| Candidate::new(("few", "bridge"), revenue, 0.5, say))
}
