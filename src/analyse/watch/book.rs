//! What needs attention in the book as a whole, and in the data themselves.

use super::{Alert, Fact, Memory, Scene};
use crate::analyse::{Bridge, Concentration, Flag};
use crate::model::problem::{CleanProblem, Kind};
use crate::model::{Money, Problem};

/// Gives the alerts of concentration, of new customers, of suspects and of the data.
pub fn alerts(scene: &Scene<'_>) -> Vec<Alert> {
    let mut found = concentration(scene);
    found.extend(no_new(scene));
    found.extend(suspects(scene));
    found.extend(late(scene));
    found.extend(set_aside(scene));
    found.extend(strays(scene));
    found
}

/// Gives the window of the period before, where there is one.
fn window_before<'a>(scene: &Scene<'a>) -> Option<&'a Concentration> {
    let before = scene.analysis.period.before();
    scene.analysis.over_time.iter().find(|point| point.period == before).map(|point| &point.window)
}

/// Gives all customers' shares of a window, of which the history keeps the largest alone.
fn shares(scene: &Scene<'_>, window: &Concentration) -> Vec<f64> {
    let nets = scene.cube.nets_between(window.from, window.to);
    let share = |net: Option<Money>| net.filter(|net| net.is_positive())?.share_of(window.amount);
    nets.into_iter().map(|net| share(net).unwrap_or(0.0)).collect()
}

fn concentration(scene: &Scene<'_>) -> Vec<Alert> {
    let (window, limits) = (&scene.analysis.concentration, &scene.rules.limits);
    let before = window_before(scene);
    let shares = before.map(|window| shares(scene, window));
    let mut found = Vec::new();
    let largest = window.holders.first().zip(window.flag_top1);
    if let Some((holder, flag)) = largest {
        let limit = if flag == Flag::High { limits.top1_high } else { limits.top1_watch };
        let before = shares.as_ref().map(|shares| shares[holder.customer]);
        let crossed = before.is_some_and(|before| before <= limit);
        let fact = Fact::Largest { share: holder.share, before, limit, flag, crossed };
        found.push(Alert { who: Some(scene.who(holder.customer)), stake: holder.amount, fact });
    }
    let told = usize::from(largest.is_some());
    for holder in window.holders.iter().skip(told).take_while(|holder| holder.share > limits.named) {
        let Some(before) = shares.as_ref().map(|shares| shares[holder.customer]) else { break };
        if before <= limits.named {
            let fact = Fact::Grown { share: holder.share, before, limit: limits.named };
            found.push(Alert { who: Some(scene.who(holder.customer)), stake: holder.amount, fact });
        }
    }
    if let Some(share) = window.cr5.filter(|_| window.flag_top5) {
        let before = before.and_then(|window| window.cr5);
        let crossed = before.is_some_and(|before| before <= limits.top5);
        let stake = window.holders.iter().take(5).map(|holder| holder.amount).sum();
        found.push(Alert { who: None, stake, fact: Fact::Five { share, before, limit: limits.top5, crossed } });
    }
    found
}

/// Tells that no customer was new for at least two periods, and for longer than ever before.
fn no_new(scene: &Scene<'_>) -> Option<Alert> {
    let period = scene.analysis.period;
    let history: Vec<&Bridge> = scene.analysis.history.iter().take_while(|bridge| bridge.period1 <= period).collect();
    let with = history.iter().rposition(|bridge| bridge.n_new > 0)?;
    let periods = history.len() - 1 - with;
    let longest = history[..=with].split(|bridge| bridge.n_new > 0).map(<[_]>::len).max().unwrap_or(0);
    (periods >= 2 && periods > longest).then_some(())?;
    let a_year = period.calendar.grain.months().map_or(52, |months| 12 / months.max(1) as usize);
    let before = &history[(with + 1).saturating_sub(a_year)..=with];
    let brought: f64 = before.iter().map(|bridge| bridge.new.units()).sum();
    let stake = super::units(brought / before.len() as f64 * periods as f64);
    Some(Alert { who: None, stake, fact: Fact::NoNew { last: history[with].period1, period, periods } })
}

fn suspects(scene: &Scene<'_>) -> Vec<Alert> {
    let pairs = scene.names.iter().flat_map(|names| &names.pairs);
    let each = pairs.map(|pair| {
        let other = scene.who(pair.second.customer);
        let fact = Fact::Suspects { other, evidence: pair.evidence.clone() };
        Alert { who: Some(scene.who(pair.first.customer)), stake: pair.stake, fact }
    });
    each.collect()
}

/// Tells that no row came for longer than was asked, or than the data were ever silent.
fn late(scene: &Scene<'_>) -> Option<Alert> {
    let span = &scene.cube.span;
    let (day, last_day) = (scene.day(), span.last_day);
    let limit = scene.rules.limits.late_after.unwrap_or(span.longest_gap);
    let days = day.since(last_day);
    (days > limit).then_some(())?;
    let window = &scene.analysis.concentration;
    let held = window.to.since(window.from.max(span.first_day)) + 1;
    let a_day = window.amount.units() / f64::from(held.max(1));
    let stake = super::units(a_day * f64::from(days.min(held)));
    let fact = Fact::Late { last_day, day, days, limit, file: file_of_last(scene) };
    Some(Alert { who: None, stake, fact })
}

/// Gives the file that holds the last row, where places are known.
fn file_of_last(scene: &Scene<'_>) -> Option<String> {
    let orders = scene.orders;
    let last = (0..orders.source.len()).max_by_key(|&at| (orders.day[at], at))?;
    orders.sources.get(usize::from(orders.source[last])).map(|source| source.file.clone())
}

fn set_aside(scene: &Scene<'_>) -> Option<Alert> {
    let (audit, limit) = (scene.audit, scene.rules.limits.watch_aside);
    let faults = audit.faults;
    let of = audit.read().n;
    let rows_share = faults.n as f64 / of.max(1) as f64;
    let amount_share = faults.amount.share_of(audit.absolute).unwrap_or(0.0);
    (faults.n > 0 && (rows_share > limit || amount_share > limit)).then_some(())?;
    let reasons = audit.by_reason().into_iter().filter(|(reason, tally)| reason.is_fault() && tally.n > 0).collect();
    let fact = Fact::SetAside { rows: faults.n, of, rows_share, amount_share, limit, reasons };
    Some(Alert { who: None, stake: faults.amount, fact })
}

fn strays(scene: &Scene<'_>) -> Option<Alert> {
    let stray = |problem: &Problem| match problem.kind {
        Kind::Clean(CleanProblem::Stray { day, .. }) => Some(day),
        _ => None,
    };
    let strays: Vec<_> = scene.problems.iter().filter_map(stray).collect();
    let first = scene.problems.iter().find(|problem| stray(problem).is_some())?;
    let span = &scene.cube.span;
    let file = first.place.file.clone();
    let fact = Fact::Strays { strays, first_day: span.first_day, last_day: span.last_day, file };
    Some(Alert { who: None, stake: Money::ZERO, fact })
}

/// Tells that the rows end earlier than last time.
pub fn shrunk(scene: &Scene<'_>, before: &Memory) -> Option<Alert> {
    let last_day = scene.cube.span.last_day;
    (last_day < before.last_day).then_some(())?;
    let now: Money = scene.cube.customers.iter().flat_map(|one| &one.cells).map(|(_, cell)| cell.net).sum();
    let stake = (before.total() - now).positive_part();
    Some(Alert { who: None, stake, fact: Fact::Shrunk { last_day, last_day_before: before.last_day } })
}
