//! Customers that need attention: lost, plunged, falling in a row, overdue, and not because of
//! their season; and those that surged, together. One fact is told once: a lost customer has plunged too,
//! and a plunge may end a streak.

use super::{Alert, Fact, Scene};
use crate::analyse::{CadenceClass, Movement, Mover, Signal, SignalRule, Trend};
use crate::model::{Day, Money, Period};

/// From how many falls in a row a streak is an alert.
pub const STREAK: usize = 3;

/// Gives the alerts of all customers.
pub fn alerts(scene: &Scene<'_>) -> Vec<Alert> {
    let analysis = scene.analysis;
    let mut lost = vec![false; scene.cube.customers.len()];
    let movers = analysis.bridge.iter().flat_map(|bridge| &bridge.movers);
    movers.filter(|mover| mover.movement == Movement::Lost).for_each(|mover| lost[mover.customer] = true);
    let nets = analysis.concentration.nets(scene.cube.customers.len());
    let mut found: Vec<Alert> = Vec::new();
    if let Some(bridge) = &analysis.bridge {
        found.extend(bridge.movers.iter().filter_map(|mover| gone(scene, mover, bridge.period1)));
    }
    for trend in analysis.trends.customers.iter().filter(|trend| !lost[trend.customer]) {
        if trend.signal == Signal::Plunge {
            found.extend(plunge(scene, trend));
        } else if trend.streak >= STREAK {
            found.extend(streak(scene, trend));
        }
        found.extend(overdue(scene, trend, nets[trend.customer]));
    }
    found.extend(surge(scene));
    found
}

/// Tells a lost customer that is silent until today, for longer than its pace and its season allow.
fn gone(scene: &Scene<'_>, mover: &Mover, period: Period) -> Option<Alert> {
    let customer = &scene.cube.customers[mover.customer];
    let end = period.last_day();
    let again = customer.order_days(scene.cube.span.as_of).any(|day| day > end);
    let usual = mover.not_yet_due == Some(true) || mover.seasonal == Some(true);
    if mover.movement != Movement::Lost || usual || again {
        return None;
    }
    let cadence = trend_of(scene, mover.customer).map(|trend| &trend.cadence);
    let fact = Fact::Lost {
        period,
        last_order: cadence.and_then(|cadence| cadence.last_order),
        silence: cadence.and_then(|cadence| cadence.silence),
        usual_gap: cadence.and_then(|cadence| cadence.median_interval),
    };
    Some(Alert { who: Some(scene.who(mover.customer)), stake: mover.r0, fact })
}

/// Gives a customer's trend; trends stand by customer, as the cube does.
pub fn trend_of<'a>(scene: &Scene<'a>, customer: usize) -> Option<&'a Trend> {
    let trends = &scene.analysis.trends.customers;
    trends.get(customer).filter(|trend| trend.customer == customer)
}

fn plunge(scene: &Scene<'_>, trend: &Trend) -> Option<Alert> {
    let (amount, signal_rule) = (*trend.series.last()?, trend.signal_rule?);
    let usual = trend.usual.filter(|_| signal_rule == SignalRule::Plain);
    let usual = usual.or(trend.mean_before)?;
    let stake = super::units(usual) - amount;
    let period = scene.analysis.period;
    let fact = Fact::Plunge { period, amount, usual, lower: trend.lower, signal_rule, streak: trend.streak };
    Some(Alert { who: Some(scene.who(trend.customer)), stake, fact })
}

/// Tells all customers that surged as one: good news needs no list of its own, and `trend` has it.
fn surge(scene: &Scene<'_>) -> Option<Alert> {
    let above = |trend: &Trend| {
        let (amount, signal_rule) = (*trend.series.last()?, trend.signal_rule?);
        let usual = trend.usual.filter(|_| signal_rule == SignalRule::Plain).or(trend.mean_before)?;
        Some((amount - super::units(usual), amount, usual, signal_rule))
    };
    let surged = scene.analysis.trends.customers.iter().filter(|trend| trend.signal == Signal::Surge);
    let surged: Vec<_> = surged.filter_map(|trend| Some((trend, above(trend)?))).collect();
    // Customers stand by key, so the first of the largest is the same on every run.
    let (trend, (_, amount, usual, signal_rule)) = surged.iter().rev().max_by_key(|(_, (more, ..))| *more)?;
    let fact = Fact::Surge {
        period: scene.analysis.period,
        customers: surged.len(),
        largest: scene.who(trend.customer),
        amount: *amount,
        usual: *usual,
        upper: trend.upper,
        signal_rule: *signal_rule,
    };
    Some(Alert { who: None, stake: surged.iter().map(|(_, (more, ..))| *more).sum(), fact })
}

fn streak(scene: &Scene<'_>, trend: &Trend) -> Option<Alert> {
    let amount = *trend.series.last()?;
    let amount_before = *trend.series.iter().rev().nth(trend.streak)?;
    let period = scene.analysis.period;
    let from = period.plus(-i32::try_from(trend.streak).ok()?);
    let fact = Fact::Streak { from, period, falls: trend.streak, amount_before, amount };
    Some(Alert { who: Some(scene.who(trend.customer)), stake: amount_before - amount, fact })
}

/// Tells an overdue customer that still has a class: whoever bought nothing in the whole window has been told of before.
fn overdue(scene: &Scene<'_>, trend: &Trend, window: Option<Money>) -> Option<Alert> {
    let cadence = &trend.cadence;
    let class = scene.analysis.classes.of(trend.customer)?;
    let late = cadence.class == CadenceClass::Overdue && !cadence.seasonal;
    let (silence, usual_gap, ratio) = (cadence.silence?, cadence.median_interval?, cadence.ratio?);
    let fact = Fact::Overdue { class, last_order: cadence.last_order, silence, usual_gap, ratio };
    late.then(|| Alert { who: Some(scene.who(trend.customer)), stake: window.unwrap_or_default(), fact })
}

/// Gives a customer's first order day after a day.
pub fn ordered_after(scene: &Scene<'_>, customer: usize, day: Day) -> Option<Day> {
    scene.cube.customers[customer].order_days(scene.cube.span.as_of).find(|order| *order > day)
}
