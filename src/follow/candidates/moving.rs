//! Customers that could move up a class, and those of class B that shrink.

use serde::Serialize;

use super::{Lines, Scene, master, money};
use crate::model::companion::{Grade, Rating};
use crate::model::{Day, Money};

/// By how much a customer of class B must have lost.
const SHRUNK: f64 = 0.25;

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

/// Those of classes B and C that would be in the next one if they grew by as much again, or whose potential is rated high.
pub fn up(scene: &Scene<'_>, lines: Lines) -> Vec<MoveUp> {
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
        let grade = |rating: Option<&Rating>| rating.and_then(|rating| rating.grade);
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

pub fn shrinking(scene: &Scene<'_>) -> Vec<Shrinking> {
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
