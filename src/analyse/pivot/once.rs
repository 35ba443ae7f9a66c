//! What is counted once in a cell, however many rows it has there: orders, customers, products.
//!
//! Counts of parts do not add up to that of the whole, so the pairs of cell and thing are kept, and counted anew at each level.

use rayon::prelude::*;

use crate::model::{Active, Field, Measure, Orders, Pivot, Texts};

/// What is counted once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// The rows of one customer that share an order number; without one, those of a day (rule 4).
    Order,
    Customer,
    Product,
}

impl Thing {
    /// Gives what a pivot counts once.
    pub fn of(asked: &Pivot) -> Vec<Thing> {
        let any = |measures: &[Measure]| asked.values.iter().any(|value| measures.contains(value));
        let all = [
            (Thing::Order, any(&[Measure::Orders, Measure::Average])),
            (Thing::Customer, any(&[Measure::Customers])),
            (Thing::Product, any(&[Measure::Products])),
        ];
        all.into_iter().filter(|(_, wanted)| *wanted).map(|(thing, _)| thing).collect()
    }
}

/// A thing in a cell: the net amount of its rows there, and whether one of them is above zero.
#[derive(Clone, Copy, Debug)]
struct Pair {
    cell: u32,
    bought: bool,
    thing: u64,
    net: i64,
}

/// The things of all cells.
pub struct Pairs {
    pub thing: Thing,
    /// What stands for no product.
    none: u64,
    pairs: Vec<Pair>,
}

/// How many things a cell has, and what the rows of those that count add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub things: u64,
    pub amount: i64,
}

impl Pairs {
    /// Begins to count.
    pub fn new(thing: Thing, orders: &Orders) -> Pairs {
        Pairs { thing, none: u64::MAX, pairs: Vec::with_capacity(orders.len()) }
    }

    /// Takes a row.
    pub fn add(&mut self, cell: u32, orders: &Orders, row: usize) {
        let thing = match self.thing {
            Thing::Customer => u64::from(orders.client[row]),
            Thing::Product => {
                let code = orders.texts.get(Field::Product.name()).and_then(|texts| texts.codes.get(row));
                code.filter(|code| **code != Texts::NONE).map_or(self.none, |code| u64::from(*code))
            }
            Thing::Order => {
                let number = orders.order.codes.get(row).filter(|code| **code != Texts::NONE);
                // A number and a day never meet: one bit tells them apart.
                let (tag, number) = match number {
                    Some(number) => (0, *number),
                    None => (1, orders.day[row] as u32),
                };
                u64::from(orders.client[row]) << 33 | tag << 32 | u64::from(number)
            }
        };
        if thing != self.none {
            let net = orders.amount[row];
            self.pairs.push(Pair { cell, bought: net > 0, thing, net });
        }
    }

    /// Joins the rows of each thing in each cell.
    pub fn merge(&mut self) {
        join(&mut self.pairs);
        self.pairs.shrink_to_fit();
    }

    /// Counts the things of each of so many cells, to which the cells of the pairs lead.
    pub fn count(&self, cells: usize, active: Active, lead: impl Fn(u32) -> Option<u32> + Sync) -> Vec<Counted> {
        let moved = self.pairs.par_iter().filter_map(|pair| Some(Pair { cell: lead(pair.cell)?, ..*pair }));
        let mut pairs: Vec<Pair> = moved.collect();
        join(&mut pairs);
        let mut counted = vec![Counted::default(); cells];
        for pair in pairs {
            let counts = match (self.thing, active) {
                (Thing::Customer, Active::Any) => true,
                (Thing::Customer, Active::Net) => pair.net > 0,
                _ => pair.bought,
            };
            if counts {
                let cell = &mut counted[pair.cell as usize];
                *cell = Counted { things: cell.things + 1, amount: cell.amount + pair.net };
            }
        }
        counted
    }
}

/// Puts the pairs in order and joins those of the same thing and cell.
fn join(pairs: &mut Vec<Pair>) {
    pairs.par_sort_unstable_by_key(|pair| (pair.cell, pair.thing));
    pairs.dedup_by(|later, first| {
        let same = (later.cell, later.thing) == (first.cell, first.thing);
        if same {
            first.bought |= later.bought;
            first.net += later.net;
        }
        same
    });
}
