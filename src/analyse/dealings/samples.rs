//! Sample orders, as the user says what they are, and what became of the customers that got them.

use serde::Serialize;

use super::{Group, median};
use crate::cube::Cube;
use crate::model::{Day, Money, Orders, Period, SampleRule, Tally};

/// A customer that got samples.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sampled {
    #[serde(skip)]
    pub customer: usize,
    /// Sample orders and their money.
    pub samples: Tally,
    pub first: Day,
    pub last: Day,
    /// Whether it had ordered up to the day of its first sample.
    pub was_customer: bool,
    /// The first order after that day that is no sample, and how many days later.
    pub next_order: Option<Day>,
    pub days: Option<i32>,
    /// The orders after that day that are no samples.
    pub orders: Tally,
    /// Days from the first sample to as-of, where no order followed.
    pub waiting: Option<i32>,
}

/// The customers whose first sample lies in one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodSamples {
    pub period: Period,
    pub customers: usize,
    pub ordered: usize,
    pub median_days: Option<f64>,
    pub revenue: Money,
}

/// All samples and what became of them. New customers are those that had not ordered before their first sample.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Samples {
    pub samples: Tally,
    pub customers: usize,
    pub new_customers: usize,
    /// Of the new ones, those that ordered later, with their revenue since.
    pub ordered: Tally,
    pub median_days: Option<f64>,
    /// New customers by the period of their first sample.
    pub periods: Vec<PeriodSamples>,
    /// Those that have not ordered since first, by the days they wait; then by revenue since; ties by key.
    #[serde(skip)]
    pub list: Vec<Sampled>,
}

/// Tells what became of the samples that some rules name: an order that one of them takes for a sample is one.
pub fn samples(cube: &Cube, orders: &Orders, groups: &[Group], rules: &[SampleRule]) -> Samples {
    let mut told = Samples {
        samples: Tally::default(),
        customers: 0,
        new_customers: 0,
        ordered: Tally::default(),
        median_days: None,
        periods: Vec::new(),
        list: Vec::new(),
    };
    for groups in groups.chunk_by(|a, b| a.customer == b.customer) {
        let (samples, others): (Vec<&Group>, Vec<&Group>) =
            groups.iter().partition(|group| rules.iter().any(|rule| is_sample(orders, group, rule)));
        let Some(first) = samples.first().map(|group| group.day) else { continue };
        let mut tally = Tally::default();
        samples.iter().for_each(|group| tally.add(group.net));
        told.samples += tally;
        let real = || others.iter().filter(|group| group.order);
        let mut after = Tally::default();
        real().filter(|group| group.day > first).for_each(|group| after.add(group.net));
        let next = real().map(|group| group.day).find(|day| *day > first);
        told.list.push(Sampled {
            customer: groups[0].customer,
            samples: tally,
            first,
            last: samples.last().map_or(first, |group| group.day),
            was_customer: real().any(|group| group.day <= first),
            next_order: next,
            days: next.map(|next| next.since(first)),
            orders: after,
            waiting: next.is_none().then(|| cube.span.as_of.since(first)),
        });
    }
    told.customers = told.list.len();
    let new = || told.list.iter().filter(|one| !one.was_customer);
    let mut days: Vec<i32> = new().filter_map(|one| one.days).collect();
    let mut ordered = Tally::default();
    new().filter(|one| one.days.is_some()).for_each(|one| ordered.add(one.orders.amount));
    (told.new_customers, told.ordered, told.median_days) = (new().count(), ordered, median(&mut days));
    let mut by_place: Vec<Vec<&Sampled>> = vec![Vec::new(); cube.periods.len()];
    for one in told.list.iter().filter(|one| !one.was_customer) {
        let place = cube.periods.partition_point(|period| period.last_day() < one.first);
        by_place.get_mut(place).into_iter().for_each(|of_period| of_period.push(one));
    }
    told.periods = cube.periods.iter().zip(by_place).filter_map(|(period, all)| in_period(*period, &all)).collect();
    told.list.sort_by_key(|one| {
        (one.next_order.is_some(), std::cmp::Reverse(one.waiting), std::cmp::Reverse(one.orders.amount), one.customer)
    });
    told
}

fn in_period(period: Period, all: &[&Sampled]) -> Option<PeriodSamples> {
    let mut days: Vec<i32> = all.iter().filter_map(|one| one.days).collect();
    (!all.is_empty()).then(|| PeriodSamples {
        period,
        customers: all.len(),
        ordered: days.len(),
        revenue: all.iter().map(|one| one.orders.amount).sum(),
        median_days: median(&mut days),
    })
}

/// Says whether a group of rows is a sample: nothing is given back, and all rows that are no credits hold what the rule names, or
/// all together cost less than it says.
fn is_sample(orders: &Orders, group: &Group, rule: &SampleRule) -> bool {
    if group.net.is_negative() {
        return false;
    }
    match rule {
        SampleRule::Below(limit) => group.net.raw() < *limit,
        SampleRule::Holds { column, text } => {
            let Some(texts) = orders.texts.get(column) else { return false };
            let mut goods = group.rows.iter().filter(|row| orders.amount[**row as usize] >= 0).peekable();
            goods.peek().is_some()
                && goods.all(|row| texts.get(*row as usize).is_some_and(|held| SampleRule::fits(text, held)))
        }
    }
}
