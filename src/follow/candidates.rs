//! Which customers could move, and which not: those that could move up a class, class B shrinking, class C too few or left alone,
//! customers that have fallen silent for long and what would bring them back, and those to let go.
//!
//! In: results, the rows for what they bought, profits where they are known, and the tables beside the orders. Out: lists with the
//! figures that led to each; whom to work on is for people to decide, so every one says why it is listed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::why::DORMANT;
use crate::analyse::{Analysis, Profits, Standing, Standings, products};
use crate::cube::Cube;
use crate::model::companion::{Companions, Grade, MasterRow};
use crate::model::{Day, Money, Orders, Texts};

/// By how much a customer of class B must have lost.
const SHRUNK: f64 = 0.25;
/// How old a customer must be to be let go, in months.
const OLD: i32 = 24;
/// From what share of what was bought on credits are many.
const CREDITS: f64 = 0.10;
/// An order below this part of the book's average is small, of at least so many orders in the window.
const SMALL: f64 = 0.25;
const ORDERS: usize = 3;
/// From how many contacts an order takes much effort.
const CONTACTS: usize = 3;
/// How many products are named.
const NAMED: usize = 3;

/// What the next class takes: the least window money of a customer that is in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Lines {
    pub a: Option<Money>,
    pub b: Option<Money>,
}

/// A customer that could move up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MoveUp {
    #[serde(skip)]
    pub customer: usize,
    pub class: char,
    pub to: char,
    pub window: Money,
    pub before: Money,
    /// What the class takes, and what is missing to it.
    pub line: Money,
    pub missing: Money,
    /// Whether as much growth again would reach it, and whether the customer master rates its potential high.
    pub grows: bool,
    pub rated: bool,
    pub satisfaction: Option<String>,
}

/// A customer of class B of a year before that has lost a quarter or more.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shrinking {
    #[serde(skip)]
    pub customer: usize,
    pub class: Option<char>,
    pub window: Money,
    pub before: Money,
    pub last_order: Option<Day>,
    pub silence: Option<i32>,
}

/// A customer of class C without an order, and without a contact that is known, for longer than the limit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeftAlone {
    #[serde(skip)]
    pub customer: usize,
    pub window: Money,
    pub last_order: Option<Day>,
    pub silence: Option<i32>,
    pub last_contact: Option<Day>,
}

/// A customer that has been silent for a year or more.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dormant {
    #[serde(skip)]
    pub customer: usize,
    pub last_order: Day,
    pub silence: i32,
    /// What it bought in the 12 months that end with its last order, on how many days, and the products that made most of it.
    pub year: Money,
    pub order_days: usize,
    pub products: Vec<(String, Money)>,
    /// How many of its own average orders a year class B takes; nothing where nobody is in class B.
    pub orders_needed: Option<u32>,
    /// Whether its last year would be class B.
    pub was_enough: bool,
    pub last_contact: Option<Day>,
}

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

/// All candidates.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidates {
    pub lines: Lines,
    /// Customers in the classes now and a year before; nothing before where the data do not reach back.
    pub b: u64,
    pub b_before: Option<u64>,
    pub c: u64,
    pub c_before: Option<u64>,
    /// Whether there are at least a tenth fewer of class C: too few grow after.
    pub c_too_few: bool,
    /// Whether contacts and profits are known.
    pub contacts: bool,
    pub profits: bool,
    #[serde(skip)]
    pub up: Vec<MoveUp>,
    #[serde(skip)]
    pub shrinking: Vec<Shrinking>,
    #[serde(skip)]
    pub alone: Vec<LeftAlone>,
    #[serde(skip)]
    pub dormant: Vec<Dormant>,
    #[serde(skip)]
    pub let_go: Vec<LetGo>,
}

/// What the candidates are made from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub cube: &'a Cube,
    pub orders: &'a Orders,
    pub companions: &'a Companions,
    pub analysis: &'a Analysis,
    pub standings: &'a Standings,
    pub profits: Option<&'a Profits>,
}

/// Gives the candidates; the lists are empty of what needs a year before, or orders and their days, where these are not known.
pub fn candidates(scene: &Scene<'_>) -> Candidates {
    let Scene { analysis, standings, companions, .. } = *scene;
    let contacts = contacts(companions);
    let lines = lines(standings);
    let classes = &analysis.classes;
    let before =
        |class: usize| classes.before.map(|_| classes.migration[class].iter().map(|tally| tally.n).sum::<u64>());
    let (c, c_before) = (classes.c.n, before(2));
    Candidates {
        lines,
        b: classes.b.n,
        b_before: before(1),
        c,
        c_before,
        c_too_few: c_before.is_some_and(|before| before > 0 && c * 10 <= before * 9),
        contacts: companions.follow_ups.is_some(),
        profits: scene.profits.is_some(),
        up: up(scene, lines),
        shrinking: shrinking(scene),
        alone: alone(scene, &contacts),
        dormant: dormant(scene, lines, &contacts),
        let_go: let_go(scene, &contacts),
    }
}

/// Gives by customer the days on which somebody spoke to it.
fn contacts(companions: &Companions) -> BTreeMap<u32, Vec<Day>> {
    let mut contacts: BTreeMap<u32, Vec<Day>> = BTreeMap::new();
    for row in companions.follow_ups.iter().flat_map(|table| &table.rows) {
        if let Some(client) = row.customer.client {
            contacts.entry(client).or_default().push(row.day);
        }
    }
    contacts.values_mut().for_each(|days| days.sort_unstable());
    contacts
}

fn lines(standings: &Standings) -> Lines {
    let least = |class: char| {
        let of = standings.customers.iter().filter(|one| one.class == Some(class));
        of.filter_map(|one| one.window).filter(|window| window.is_positive()).min()
    };
    Lines { a: least('A'), b: least('B') }
}

fn money(amount: Option<Money>) -> Money {
    amount.unwrap_or(Money::ZERO)
}

fn master<'a>(scene: &Scene<'a>) -> BTreeMap<u32, &'a MasterRow> {
    scene.companions.customers.as_ref().map(|master| master.by_client()).unwrap_or_default()
}

/// Those of classes B and C that would be in the next one if they grew by as much again, or whose potential is rated high.
fn up(scene: &Scene<'_>, lines: Lines) -> Vec<MoveUp> {
    let master = master(scene);
    let compared = scene.analysis.classes.before.is_some();
    let mut found: Vec<MoveUp> = Vec::new();
    for one in &scene.standings.customers {
        let (Some(class @ ('B' | 'C')), Some(window)) = (one.class, one.window.filter(|window| window.is_positive()))
        else {
            continue;
        };
        let (to, line) = if class == 'B' { ('A', lines.a) } else { ('B', lines.b) };
        let Some(line) = line else { continue };
        let before = money(one.window_before);
        // Without money a year before there is no growth to go on.
        let grows = compared && before.is_positive() && window > before && window + (window - before) >= line;
        let row = master.get(&(one.customer as u32));
        let grade = |rating: Option<&crate::model::companion::Rating>| rating.and_then(|rating| rating.grade);
        let rated = row.is_some_and(|row| {
            grade(row.potential.as_ref()) == Some(Grade::High) && grade(row.satisfaction.as_ref()) != Some(Grade::Low)
        });
        if grows || rated {
            let satisfaction = row.and_then(|row| row.satisfaction.as_ref()).map(|rating| rating.text.clone());
            let missing = (line - window).positive_part();
            let customer = one.customer;
            found.push(MoveUp { customer, class, to, window, before, line, missing, grows, rated, satisfaction });
        }
    }
    found.sort_by(|a, b| b.window.cmp(&a.window).then(a.customer.cmp(&b.customer)));
    found
}

fn shrinking(scene: &Scene<'_>) -> Vec<Shrinking> {
    let of_b = scene.standings.customers.iter().filter(|one| one.class_before == Some('B'));
    let mut found: Vec<Shrinking> = of_b
        .filter(|one| money(one.window).units() <= (1.0 - SHRUNK) * money(one.window_before).units())
        .map(|one| Shrinking {
            customer: one.customer,
            class: one.class,
            window: money(one.window),
            before: money(one.window_before),
            last_order: one.last_order,
            silence: one.silence,
        })
        .collect();
    found.sort_by(|a, b| (a.window - a.before).cmp(&(b.window - b.before)).then(a.customer.cmp(&b.customer)));
    found
}

/// Those of class C that are quiet, and that nobody spoke to in that time, as far as a log tells.
fn alone(scene: &Scene<'_>, contacts: &BTreeMap<u32, Vec<Day>>) -> Vec<LeftAlone> {
    let limit = scene.standings.quiet_days;
    let as_of = scene.cube.span.as_of;
    let left = |one: &&Standing| {
        let last = contacts.get(&(one.customer as u32)).and_then(|days| days.last());
        one.quiet && !one.seasonal && last.is_none_or(|last| as_of.since(*last) > limit)
    };
    let mut found: Vec<LeftAlone> = scene
        .standings
        .customers
        .iter()
        .filter(left)
        .map(|one| LeftAlone {
            customer: one.customer,
            window: money(one.window),
            last_order: one.last_order,
            silence: one.silence,
            last_contact: contacts.get(&(one.customer as u32)).and_then(|days| days.last().copied()),
        })
        .collect();
    found.sort_by(|a, b| b.window.cmp(&a.window).then(a.customer.cmp(&b.customer)));
    found
}

/// Those silent for more than a year, with what they bought in their last one.
fn dormant(scene: &Scene<'_>, lines: Lines, contacts: &BTreeMap<u32, Vec<Day>>) -> Vec<Dormant> {
    let cube = scene.cube;
    if !cube.span.has_orders() || cube.is_folded() {
        return Vec::new();
    }
    let silent = scene.standings.customers.iter().filter(|one| !one.seasonal);
    let silent =
        silent.filter_map(|one| Some((one.customer, one.last_order?, one.silence.filter(|days| *days > DORMANT)?)));
    let mut found: Vec<Dormant> = silent
        .map(|(customer, last_order, silence)| {
            let own = &cube.customers[customer];
            let from = last_order.plus_months(-12).plus_days(1);
            let year = money(own.net_between(from, last_order));
            let order_days = own.order_days(last_order).filter(|day| *day >= from).count();
            let line = lines.b.filter(|_| year.is_positive());
            Dormant {
                customer,
                last_order,
                silence,
                year,
                order_days,
                products: Vec::new(),
                orders_needed: line.map(|line| (line.units() * order_days as f64 / year.units()).ceil() as u32),
                was_enough: line.is_some_and(|line| year >= line),
                last_contact: contacts.get(&(customer as u32)).and_then(|days| days.last().copied()),
            }
        })
        .collect();
    found.sort_by(|a, b| b.year.cmp(&a.year).then(a.customer.cmp(&b.customer)));
    name_products(scene.orders, &mut found);
    found
}

/// Names what made most of a dormant customer's last year.
fn name_products(orders: &Orders, found: &mut [Dormant]) {
    let Some((texts, _)) = products(orders).filter(|_| orders.client.len() == orders.len()) else { return };
    let places: BTreeMap<u32, usize> = found.iter().enumerate().map(|(at, one)| (one.customer as u32, at)).collect();
    let mut sums: Vec<BTreeMap<u32, Money>> = vec![BTreeMap::new(); found.len()];
    for row in 0..orders.len() {
        let Some(&at) = places.get(&orders.client[row]) else { continue };
        let (code, day, last) = (texts.codes[row], Day::from_number(orders.day[row]), found[at].last_order);
        if code != Texts::NONE && last.plus_months(-12) < day && day <= last {
            *sums[at].entry(code).or_default() += Money::from_raw(orders.amount[row]);
        }
    }
    for (one, sums) in found.iter_mut().zip(sums) {
        let mut named: Vec<(String, Money)> =
            sums.into_iter().map(|(code, amount)| (texts.values.get(code).to_owned(), amount)).collect();
        named.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        named.truncate(NAMED);
        one.products = named;
    }
}

/// Those of class C that are old, do not grow, and are a burden.
fn let_go(scene: &Scene<'_>, contacts: &BTreeMap<u32, Vec<Day>>) -> Vec<LetGo> {
    let Scene { cube, analysis, .. } = *scene;
    if !cube.span.has_orders() || analysis.classes.before.is_none() {
        return Vec::new();
    }
    let (from, to) = (analysis.concentration.from, analysis.concentration.to);
    let days_in = |customer: usize| cube.customers[customer].order_days(to).filter(|day| *day >= from).count();
    let all: usize = scene.standings.customers.iter().map(|one| days_in(one.customer)).sum();
    let book = analysis.concentration.amount.units() / all.max(1) as f64;
    let master = master(scene);
    let profits: BTreeMap<usize, &crate::analyse::CustomerProfit> =
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
