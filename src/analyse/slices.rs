//! The bridge by slice: by salesperson, country, product group or any column of the rows.
//!
//! In: the rows of the two periods and of the window, the column, and the bridge of the whole. Out: a bridge a slice. A customer
//! counts in every slice as what it is in the whole (new, lost …), with the rows that it has there. What a customer of both periods
//! has less of in one slice and more of in another did not come or go: it is *transferred*. So the slices' bridges add up
//! to the whole, line by line, and transfers to nothing.

mod check;
mod divide;
mod lines;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

use self::check::check;
use self::divide::divide;
pub use self::lines::SliceLines;
use super::{Bridge, Concentration, Movement};
use crate::model::{Failure, Money, Orders, Period, Texts};

/// One customer's part of a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SliceMover {
    /// The place in [`Cube::customers`](crate::cube::Cube::customers).
    pub customer: usize,
    /// Its movement in the whole.
    pub movement: Movement,
    pub lines: SliceLines,
}

/// One slice.
#[derive(Clone, Debug, PartialEq)]
pub struct Slice {
    /// The text of the column; empty for rows that have none.
    pub name: String,
    pub lines: SliceLines,
    /// Active customers with rows in it, in each period. One with rows in several slices counts in each.
    pub customers0: usize,
    pub customers1: usize,
    /// By |change| descending, ties by key.
    pub movers: Vec<SliceMover>,
    pub share: SliceShare,
}

/// What a slice holds of the window, and on how many customers it hangs.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SliceShare {
    pub amount: Money,
    /// Of the book's.
    pub share: Option<f64>,
    /// With a net amount above zero in it.
    pub customers: usize,
    pub cr1: Option<f64>,
    pub cr5: Option<f64>,
    pub hhi: Option<f64>,
    /// The largest of them.
    #[serde(skip)]
    pub largest: Option<usize>,
}

/// A customer active in both periods that has rows in no slice of both: a new salesperson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub customer: usize,
    /// The slice with most of its amount, before and now.
    pub from: usize,
    pub to: usize,
    pub r0: Money,
    pub r1: Money,
}

/// The bridge by slice.
#[derive(Clone, Debug, PartialEq)]
pub struct Slices {
    /// The column, as it was asked for.
    pub column: String,
    pub period0: Period,
    pub period1: Period,
    /// By closing revenue descending, ties by name.
    pub slices: Vec<Slice>,
    pub whole: SliceLines,
    /// By the larger amount descending, ties by key.
    pub changed: Vec<Changed>,
}

/// What a customer has in a slice.
#[derive(Clone, Copy, Default)]
pub struct Part {
    r: [Money; 2],
    rows: [bool; 2],
    window: Option<Money>,
}

/// Rows with the slice of each; all vectors are as long as one another.
#[derive(Clone, Copy, Debug)]
pub struct SliceRows<'a> {
    pub client: &'a [u32],
    /// Day numbers.
    pub day: &'a [i32],
    /// Ten-thousandths.
    pub amount: &'a [i64],
    pub slice: &'a Texts,
}

/// Slices the bridge of a period, whose movers are known, by a column of texts among the orders; nothing where the column was
/// not kept. Fails where a sum does not hold.
pub fn slices(
    orders: &Orders,
    column: &str,
    (bridge, window): (&Bridge, &Concentration),
) -> Result<Option<Slices>, Failure> {
    let Some(slice) = orders.texts.get(column).filter(|texts| !texts.codes.is_empty() || orders.is_empty()) else {
        return Ok(None);
    };
    let rows = SliceRows { client: &orders.client, day: &orders.day, amount: &orders.amount, slice };
    slices_of(rows, column, (bridge, window)).map(Some)
}

/// Slices the bridge of a period by the slice that each row has; what rows of a customer there add up to is the customer's.
pub fn slices_of(
    rows: SliceRows<'_>,
    column: &str,
    (bridge, window): (&Bridge, &Concentration),
) -> Result<Slices, Failure> {
    let (names, code) = names(rows.slice);
    let parts = gather(rows, &code, bridge, window);
    let mut all: Vec<Slice> = names
        .into_iter()
        .map(|name| Slice {
            name,
            lines: SliceLines::default(),
            customers0: 0,
            customers1: 0,
            movers: Vec::new(),
            share: SliceShare::default(),
        })
        .collect();
    let mut changed = Vec::new();
    for mover in &bridge.movers {
        let Some(parts) = parts.get(&(mover.customer as u32)) else { continue };
        let parts = parts.iter().map(|(slice, part)| (*slice as usize, *part));
        let parts: Vec<(usize, Part)> = parts.filter(|(_, part)| part.rows != [false; 2]).collect();
        let active = |movement, at: usize| match movement {
            Movement::New | Movement::Returned => at == 1,
            Movement::Lost => at == 0,
            Movement::Inactive => false,
            Movement::Up | Movement::Level | Movement::Down => true,
        };
        for ((slice, part), lines) in parts.iter().zip(divide(mover, &parts)) {
            let into = &mut all[*slice];
            into.lines.join(&lines);
            into.customers0 += usize::from(part.rows[0] && active(mover.movement, 0));
            into.customers1 += usize::from(part.rows[1] && active(mover.movement, 1));
            into.movers.push(SliceMover { customer: mover.customer, movement: mover.movement, lines });
        }
        changed.extend(change_of(mover, &parts, active(mover.movement, 0) && active(mover.movement, 1)));
    }
    for slice in &mut all {
        slice.movers.sort_by_key(|one| (std::cmp::Reverse(one.lines.change().abs()), one.customer));
    }
    shares(&mut all, &parts, window);
    // A slice without rows in the two periods and in the window says nothing.
    let told = |slice: &Slice| !slice.movers.is_empty() || !slice.share.amount.is_zero();
    let mut order: Vec<usize> = (0..all.len()).filter(|&at| told(&all[at])).collect();
    order.sort_by(|&a, &b| {
        let size = |at: usize| std::cmp::Reverse(all[at].lines.closing.max(all[at].lines.opening));
        let closing = |at: usize| std::cmp::Reverse(all[at].lines.closing);
        closing(a).cmp(&closing(b)).then_with(|| size(a).cmp(&size(b))).then_with(|| all[a].name.cmp(&all[b].name))
    });
    let mut place = vec![0; all.len()];
    order.iter().enumerate().for_each(|(new, &old)| place[old] = new);
    changed.iter_mut().for_each(|one| (one.from, one.to) = (place[one.from], place[one.to]));
    changed.sort_by_key(|one| (std::cmp::Reverse(one.r0.abs().max(one.r1.abs())), one.customer));
    let mut sorted: Vec<Option<Slice>> = all.into_iter().map(Some).collect();
    let slices: Vec<Slice> = order.into_iter().filter_map(|at| sorted[at].take()).collect();
    let mut whole = SliceLines::default();
    slices.iter().for_each(|slice| whole.join(&slice.lines));
    let (period0, period1) = (bridge.period0, bridge.period1);
    let found = Slices { column: column.to_owned(), period0, period1, slices, whole, changed };
    check(&found, bridge)?;
    Ok(found)
}

/// Gives the names of the slices, and of each text its slice; texts that differ by outer white space alone are one.
fn names(texts: &Texts) -> (Vec<String>, Vec<u32>) {
    let mut names: Vec<String> = Vec::new();
    let mut known: BTreeMap<String, u32> = BTreeMap::new();
    // The last code is that of a row without a text.
    let code = texts.values.iter().chain([""]).map(|text| {
        *known.entry(text.trim().to_owned()).or_insert_with(|| {
            names.push(text.trim().to_owned());
            names.len() as u32 - 1
        })
    });
    let code = code.collect();
    (names, code)
}

/// Adds up the rows of both periods and of the window by customer and slice.
fn gather(
    rows: SliceRows<'_>,
    code: &[u32],
    bridge: &Bridge,
    window: &Concentration,
) -> FxHashMap<u32, BTreeMap<u32, Part>> {
    let days = [bridge.period0, bridge.period1].map(|period| period.first_day().number()..=period.last_day().number());
    let window = window.from.number()..=window.to.number();
    let mut parts: FxHashMap<u32, BTreeMap<u32, Part>> = FxHashMap::default();
    let all = [&days[0], &days[1], &window];
    let (Some(from), Some(to)) =
        (all.map(|days| *days.start()).into_iter().min(), all.map(|days| *days.end()).into_iter().max())
    else {
        return parts;
    };
    for (row, &day) in rows.day.iter().enumerate() {
        // Most rows of a long book are older.
        if day < from || day > to {
            continue;
        }
        let at = days.iter().position(|days| days.contains(&day));
        let in_window = window.contains(&day);
        if at.is_none() && !in_window {
            continue;
        }
        let text = rows.slice.codes.get(row).copied().unwrap_or(Texts::NONE) as usize;
        let slice = code[text.min(code.len() - 1)];
        let part = parts.entry(rows.client[row]).or_default().entry(slice).or_default();
        let amount = Money::from_raw(rows.amount[row]);
        if let Some(at) = at {
            part.r[at] += amount;
            part.rows[at] = true;
        }
        if in_window {
            part.window = Some(part.window.unwrap_or_default() + amount);
        }
    }
    parts
}

/// Says from which slice to which a customer went that has no slice in both periods.
fn change_of(mover: &super::Mover, parts: &[(usize, Part)], both: bool) -> Option<Changed> {
    let stays = parts.iter().any(|(_, part)| part.rows == [true; 2]);
    let most = |at: usize| {
        let there = parts.iter().filter(|(_, part)| part.rows[at]);
        there.max_by_key(|(slice, part)| (part.r[at], std::cmp::Reverse(*slice))).map(|(slice, _)| *slice)
    };
    let (from, to) = (most(0).filter(|_| both && !stays)?, most(1)?);
    Some(Changed { customer: mover.customer, from, to, r0: mover.r0, r1: mover.r1 })
}

/// Measures the window of each slice.
fn shares(all: &mut [Slice], parts: &FxHashMap<u32, BTreeMap<u32, Part>>, window: &Concentration) {
    let mut nets: Vec<Vec<(Money, u32)>> = vec![Vec::new(); all.len()];
    for (customer, parts) in parts {
        for (slice, part) in parts {
            nets[*slice as usize].extend(part.window.map(|net| (net, *customer)));
        }
    }
    let whole = window.amount + window.not_positive.amount;
    for (slice, mut nets) in all.iter_mut().zip(nets) {
        let amount: Money = nets.iter().map(|(net, _)| *net).sum();
        nets.retain(|(net, _)| net.is_positive());
        nets.sort_unstable_by_key(|(net, customer)| (std::cmp::Reverse(*net), *customer));
        let positive: Money = nets.iter().map(|(net, _)| *net).sum();
        let top = |n: usize| nets.iter().take(n).map(|(net, _)| *net).sum::<Money>().share_of(positive);
        let squares = || nets.iter().filter_map(|(net, _)| net.share_of(positive)).map(|share| share * share);
        slice.share = SliceShare {
            amount,
            share: amount.share_of(whole),
            customers: nets.len(),
            cr1: top(1),
            cr5: top(5),
            hhi: (!nets.is_empty()).then(|| squares().sum::<f64>() * 10_000.0),
            largest: nets.first().map(|(_, customer)| *customer as usize),
        };
    }
}
