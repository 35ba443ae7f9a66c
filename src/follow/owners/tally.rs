//! One pass over the rows: who sold to whom and when, what came of new customers, what only one person sells.

use std::collections::{BTreeMap, BTreeSet};

use super::Grown;
use crate::analyse::{Analysis, RowProfits};
use crate::cube::Cube;
use crate::follow::credit::Credited;
use crate::model::{Day, Money, Orders, Tally, Texts};

/// The days on which somebody sold to a customer.
#[derive(Clone, Copy, Debug)]
pub struct Sold {
    pub first: i32,
    pub last: i32,
    pub in_window: bool,
}

/// What the rows of salespeople add up to.
pub struct Tallied<'a> {
    /// By customer, whoever has rows of it, by name.
    pub sellers: Vec<Vec<(&'a str, Sold)>>,
    /// By customer, its revenue of the window; nothing without rows in it.
    pub nets: Vec<Option<Money>>,
    /// By name.
    pub grown: BTreeMap<&'a str, Grown>,
    /// The revenue of rows whose profit is known, and that profit, in the window.
    pub profit: BTreeMap<&'a str, (Money, Money)>,
    pub alone: BTreeMap<&'a str, Tally>,
    pub with_others: BTreeMap<&'a str, usize>,
}

impl<'a> Tallied<'a> {
    /// Goes over the rows.
    pub fn of(
        (cube, orders): (&Cube, &Orders),
        credited: &'a Credited<'_>,
        analysis: &Analysis,
        others: &BTreeMap<u32, BTreeSet<&str>>,
    ) -> Tallied<'a> {
        let window = &analysis.concentration;
        let (from, to) = (window.from.number(), window.to.number());
        let rows = credited.rows();
        // Texts that differ by outer white space alone are one name; the last is that of rows without one.
        let mut names: Vec<&str> = Vec::new();
        let mut known: BTreeMap<&str, u32> = BTreeMap::new();
        let places = rows.slice.values.iter().map(str::trim).chain([""]).map(|name| {
            *known.entry(name).or_insert_with(|| {
                names.push(name);
                names.len() as u32 - 1
            })
        });
        let places: Vec<u32> = places.collect();
        let place = |code: u32| places[(code as usize).min(places.len() - 1)];
        let profits = RowProfits::of(orders).ok();
        let first: Vec<Option<Day>> =
            cube.customers.iter().map(|customer| customer.order_days(cube.span.as_of).next()).collect();
        // Nearly every customer has one seller or two.
        let mut sold: Vec<Vec<(u32, Sold)>> = vec![Vec::new(); cube.customers.len()];
        let mut opened: Vec<Option<&str>> = vec![None; cube.customers.len()];
        let mut profit: BTreeMap<u32, (Money, Money)> = BTreeMap::new();
        for (at, (&client, &day)) in rows.client.iter().zip(rows.day).enumerate() {
            let seller = place(rows.slice.codes.get(at).copied().unwrap_or(Texts::NONE));
            let customer = client as usize;
            let spans = &mut sold[customer];
            let found = spans.iter().position(|(one, _)| *one == seller).unwrap_or_else(|| {
                spans.push((seller, Sold { first: day, last: day, in_window: false }));
                spans.len() - 1
            });
            let span = &mut spans[found].1;
            let in_window = (from..=to).contains(&day);
            *span =
                Sold { first: span.first.min(day), last: span.last.max(day), in_window: span.in_window || in_window };
            if rows.amount[at] > 0 && first[customer].is_some_and(|first| first.number() == day) {
                opened[customer].get_or_insert(names[seller as usize]);
            }
            let known = profits.as_ref().filter(|_| in_window).and_then(|profits| profits.profit(credited.row(at)));
            if let Some(whole) = known {
                let sums = profit.entry(seller).or_default();
                *sums = (sums.0 + Money::from_raw(rows.amount[at]), sums.1 + credited.part(at, whole));
            }
        }
        let profit = profit.into_iter().map(|(seller, sums)| (names[seller as usize], sums)).collect();
        let named =
            |spans: Vec<(u32, Sold)>| spans.into_iter().map(|(seller, span)| (names[seller as usize], span)).collect();
        let mut sellers: Vec<Vec<(&str, Sold)>> = sold.into_iter().map(named).collect();
        sellers.iter_mut().for_each(|sellers| sellers.sort_unstable_by_key(|(name, _)| *name));
        let nets = window.nets(cube.customers.len());
        let (mut alone, mut with_others) = (BTreeMap::<&str, Tally>::new(), BTreeMap::<&str, usize>::new());
        for (customer, sellers) in sellers.iter().enumerate() {
            let sellers: Vec<&str> = sellers.iter().filter(|(_, sold)| sold.in_window).map(|(name, _)| *name).collect();
            let named: Vec<&str> = sellers.iter().copied().filter(|name| !name.is_empty()).collect();
            if named.len() > 1 {
                named.iter().for_each(|name| *with_others.entry(name).or_default() += 1);
            }
            let ([seller], Some(net), 1) = (&named[..], nets[customer], sellers.len()) else { continue };
            let knows = others.get(&(customer as u32)).is_some_and(|others| others.iter().any(|one| one != seller));
            if !knows && net.is_positive() {
                alone.entry(*seller).or_default().add(net);
            }
        }
        let grown = grown(cube, analysis, &first, &opened);
        Tallied { sellers, nets, grown, profit, alone, with_others }
    }
}

/// Tells what became of the customers whose first order lies in the 12 months before the report's period, by who won them.
fn grown<'a>(
    cube: &Cube,
    analysis: &Analysis,
    first: &[Option<Day>],
    opened: &[Option<&'a str>],
) -> BTreeMap<&'a str, Grown> {
    let mut all: BTreeMap<&str, Grown> = BTreeMap::new();
    let begin = analysis.period.first_day();
    let Some(now) = cube.place_of(analysis.period) else { return all };
    for (customer, (first, seller)) in first.iter().zip(opened).enumerate() {
        let (Some(first), Some(seller)) = (*first, *seller) else { continue };
        if first >= begin || first < begin.plus_months(-12) {
            continue;
        }
        let place = cube.periods.partition_point(|period| period.last_day() < first);
        let cell = cube.customers[customer].cell(now);
        let grown = all.entry(seller).or_default();
        grown.customers += 1;
        grown.first += cube.customers[customer].cell(place).net;
        grown.now += cell.net;
        grown.active += usize::from(cell.gross.is_positive());
    }
    all
}
