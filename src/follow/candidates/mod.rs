//! Which customers could move, and which not: those that could move up a class, class B shrinking, class C too few or left alone,
//! customers that have fallen silent for long and what would bring them back, and those to let go.
//!
//! In: results, the rows for what they bought, profits where they are known, and the tables beside the orders. Out: lists with the
//! figures that led to each; whom to work on is for people to decide, so every one says why it is listed.

mod let_go;
mod moving;
mod silent;
#[cfg(test)]
mod tests;
mod together;

use std::collections::BTreeMap;

use serde::Serialize;

pub use self::let_go::{Burden, LetGo};
pub use self::moving::{MoveUp, Shrinking};
pub use self::silent::{Dormant, LeftAlone};
pub use self::together::Together;
use crate::analyse::{Analysis, Profits, Standings};
use crate::cube::Cube;
use crate::model::companion::{Companions, MasterRow};
use crate::model::{Day, Money, Orders};

/// What the next class takes: the least window money of a customer that is in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Lines {
    pub a: Option<Money>,
    pub b: Option<Money>,
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
    /// Customers with a class that the customer table rates.
    pub rated: usize,
    #[serde(skip)]
    pub together: Vec<Together>,
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
    let (rated, together) = together::together(scene, lines);
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
        rated,
        together,
        up: moving::up(scene, lines),
        shrinking: moving::shrinking(scene),
        alone: silent::alone(scene, &contacts),
        dormant: silent::dormant(scene, lines, &contacts),
        let_go: let_go::let_go(scene, &contacts),
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
