//! Customers to let go: little revenue, no growth, and a burden.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Scene, master, money};
use crate::analyse::CustomerProfit;
use crate::model::companion::Grade;
use crate::model::{Day, Money};

/// How old a customer must be, in months.
const OLD: i32 = 24;
/// From what share of what was bought on credits are many.
const CREDITS: f64 = 0.10;
/// An order below this part of the book's average is small, of at least so many orders in the window.
const SMALL: f64 = 0.25;
const ORDERS: usize = 3;
/// From how many contacts an order takes much effort.
const CONTACTS: usize = 3;

/// Why a customer is a candidate to be let go.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Burden {
    /// What is left after costs to serve is nothing or less.
    Loses {
        contribution: Money,
    },
    /// Its margin is below half of the book's.
    ThinMargin {
        margin: f64,
        book: f64,
    },
    /// Small orders, as the book's go.
    SmallOrders {
        orders: usize,
        average: f64,
        book: f64,
    },
    Credits {
        share: f64,
    },
    /// So many contacts for so many orders.
    Contacts {
        contacts: usize,
        orders: usize,
    },
}

/// A customer to let go: little revenue, no growth, and a burden.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LetGo {
    #[serde(skip)]
    pub customer: usize,
    pub first_order: Day,
    pub window: Money,
    pub before: Money,
    pub burdens: Vec<Burden>,
}

/// Those of class C that are old, do not grow, and are a burden.
pub fn let_go(scene: &Scene<'_>, contacts: &BTreeMap<u32, Vec<Day>>) -> Vec<LetGo> {
    let Scene { cube, analysis, .. } = *scene;
    if !cube.span.has_orders() || analysis.classes.before.is_none() {
        return Vec::new();
    }
    let (from, to) = (analysis.concentration.from, analysis.concentration.to);
    let days_in = |customer: usize| cube.customers[customer].order_days(to).filter(|day| *day >= from).count();
    let all: usize = scene.standings.customers.iter().map(|one| days_in(one.customer)).sum();
    let book = analysis.concentration.amount.units() / all.max(1) as f64;
    let master = master(scene);
    let profits: BTreeMap<usize, &CustomerProfit> =
        scene.profits.iter().flat_map(|profits| &profits.customers).map(|one| (one.customer, one)).collect();
    let mut found: Vec<LetGo> = Vec::new();
    for one in scene.standings.customers.iter().filter(|one| one.class == Some('C')) {
        let own = &cube.customers[one.customer];
        let (window, before) = (money(one.window), money(one.window_before));
        let Some(first_order) = own.order_days(to).next().filter(|first| first.plus_months(OLD) <= to) else {
            continue;
        };
        let rated = master.get(&(one.customer as u32)).and_then(|row| row.potential.as_ref());
        if window > before || rated.is_some_and(|rating| rating.grade == Some(Grade::High)) {
            continue;
        }
        let mut burdens = Vec::new();
        if let Some((profit, all)) = profits.get(&one.customer).zip(scene.profits.map(|profits| &profits.window)) {
            match (profit.window.contribution, profit.window.margin.zip(all.margin)) {
                (Some(contribution), _) if !contribution.is_positive() => burdens.push(Burden::Loses { contribution }),
                (_, Some((margin, book))) if margin < book / 2.0 => burdens.push(Burden::ThinMargin { margin, book }),
                _ => {}
            }
        }
        let orders = days_in(one.customer);
        let average = window.units() / orders.max(1) as f64;
        if orders >= ORDERS && average < SMALL * book {
            burdens.push(Burden::SmallOrders { orders, average, book });
        }
        let cells = own.cells.iter().filter(|(at, _)| {
            let period = cube.periods[*at as usize];
            from <= period.first_day() && period.last_day() <= to
        });
        let (gross, net) =
            cells.fold((Money::ZERO, Money::ZERO), |(gross, net), (_, cell)| (gross + cell.gross, net + cell.net));
        if let Some(share) = (gross - net).share_of(gross).filter(|share| *share > CREDITS) {
            burdens.push(Burden::Credits { share });
        }
        let talks = contacts
            .get(&(one.customer as u32))
            .map_or(0, |days| days.iter().filter(|day| from <= **day && **day <= to).count());
        if talks >= CONTACTS && talks >= CONTACTS * orders.max(1) {
            burdens.push(Burden::Contacts { contacts: talks, orders });
        }
        if !burdens.is_empty() {
            found.push(LetGo { customer: one.customer, first_order, window, before, burdens });
        }
    }
    found.sort_by(|a, b| {
        b.burdens.len().cmp(&a.burdens.len()).then(a.window.cmp(&b.window)).then(a.customer.cmp(&b.customer))
    });
    found
}
