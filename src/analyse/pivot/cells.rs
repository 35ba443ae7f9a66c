//! The sums of each path down and path across that meet in a row.
//!
//! Columns of integers side by side, one entry a cell; what must be counted once is kept as pairs of a cell and an order, a
//! customer or a product ([`super::once`]).

use rustc_hash::FxHashMap;

use super::axes::{Along, Axes};
use super::clock::{Clock, days};
use super::once::{Pairs, Thing};
use super::tree::Tree;
use crate::analyse::RowProfits;
use crate::model::problem::{AnalyseProblem, NoProfit, ProfitSource};
use crate::model::{Dated, Measure, Money, Orders, Pivot};

/// The cells of the deepest paths.
pub struct Cells {
    pub down: Tree,
    pub across: Tree,
    /// By cell, the node down and the node across.
    pub at: Vec<(u32, u32)>,
    pub facts: Facts,
    /// By thing that is counted once.
    pub once: Vec<Pairs>,
    /// How many rows are shown.
    pub rows: u64,
    /// What profit is made of, where it is asked for.
    pub profit: Option<ProfitSource>,
}

/// What is added up, by cell.
#[derive(Default)]
pub struct Facts {
    /// Rows that are shown.
    pub lines: Vec<u32>,
    /// Ten-thousandths.
    pub amount: Vec<i64>,
    /// Rows and amounts of the period before, and of the year before; empty where nothing is compared.
    pub bases: Vec<[(u32, i64); 2]>,
    /// By further column.
    pub further: Vec<Vec<Sum>>,
}

/// The sum of a further column: of the rows that have a value, how many, their values and their amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub rows: u32,
    pub total: i128,
    pub amount: i64,
}

/// A further column that is added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Further {
    Quantity,
    Profit,
    Column(String),
}

impl Further {
    /// Gives the columns that a pivot adds up, each once.
    pub fn of(asked: &Pivot) -> Vec<Further> {
        let mut all = Vec::new();
        for value in &asked.values {
            let further = match value {
                Measure::Quantity | Measure::Price => Further::Quantity,
                Measure::Profit | Measure::Margin => Further::Profit,
                Measure::Sum(column) => Further::Column(column.clone()),
                _ => continue,
            };
            if !all.contains(&further) {
                all.push(further);
            }
        }
        all
    }

    /// Finds the rows' values; or says why they cannot be added up.
    pub fn values<'a>(&self, orders: &'a Orders) -> Result<Values<'a>, AnalyseProblem> {
        match self {
            Further::Quantity => Ok(Values::Raw(&orders.quantity)),
            Further::Profit => RowProfits::of(orders).map(Values::Profit).map_err(|why| {
                AnalyseProblem::NoProfit(match why {
                    // A column that is asked for and is not there is kept as blanks.
                    NoProfit::Empty(_) => NoProfit::NoColumn,
                    why => why,
                })
            }),
            Further::Column(name) => match &orders.local {
                // Whether it holds money at all is not known: weights must not be converted.
                Some(local) => {
                    Err(AnalyseProblem::SumOfCurrencies { column: name.clone(), currencies: local.currencies.clone() })
                }
                None => Ok(Values::Raw(orders.moneys.get(name).map_or(&[], Vec::as_slice))),
            },
        }
    }
}

/// The values of a further column, by row.
pub enum Values<'a> {
    Raw(&'a [i64]),
    Profit(RowProfits<'a>),
}

impl Values<'_> {
    fn source(&self) -> Option<ProfitSource> {
        match self {
            Values::Profit(known) => Some(known.source),
            Values::Raw(_) => None,
        }
    }

    fn of(&self, row: usize) -> Option<i64> {
        match self {
            Values::Raw(values) => values.get(row).copied().filter(|value| *value != Orders::NO_QUANTITY),
            Values::Profit(known) => known.profit(row).map(Money::raw),
        }
    }
}

impl Facts {
    /// Makes facts with so many further columns.
    pub fn new(further: usize) -> Facts {
        Facts { further: vec![Vec::new(); further], ..Facts::default() }
    }

    /// Adds an empty cell.
    pub fn push(&mut self, compares: bool) {
        self.lines.push(0);
        self.amount.push(0);
        if compares {
            self.bases.push([(0, 0); 2]);
        }
        self.further.iter_mut().for_each(|sums| sums.push(Sum::default()));
    }

    /// Adds a cell of others to one of these.
    pub fn add(&mut self, at: usize, others: &Facts, from: usize) {
        self.lines[at] += others.lines[from];
        self.amount[at] += others.amount[from];
        if let (Some(bases), Some(more)) = (self.bases.get_mut(at), others.bases.get(from)) {
            for (base, more) in bases.iter_mut().zip(more) {
                *base = (base.0 + more.0, base.1 + more.1);
            }
        }
        for (sums, more) in self.further.iter_mut().zip(&others.further) {
            let (sum, more) = (&mut sums[at], more[from]);
            sum.rows += more.rows;
            sum.total += more.total;
            sum.amount += more.amount;
        }
    }
}

/// Finds the cells of rows.
struct Finder {
    down: Tree,
    across: Tree,
    index: FxHashMap<u64, u32>,
    at: Vec<(u32, u32)>,
    facts: Facts,
    compares: bool,
}

impl Finder {
    fn cell(&mut self, down: u32, across: u32) -> usize {
        let next = self.at.len() as u32;
        let found = *self.index.entry(u64::from(down) << 32 | u64::from(across)).or_insert(next);
        if found == next {
            self.at.push((down, across));
            self.facts.push(self.compares);
        }
        found as usize
    }
}

impl Cells {
    /// Gathers the rows; nothing where there are more than `most` cells.
    pub fn gather(
        orders: &Orders,
        asked: &Pivot,
        axes: &Axes<'_>,
        clock: &Clock,
        further: &[Values<'_>],
        most: usize,
    ) -> Option<Cells> {
        let tree = |axes: &[Along<'_>]| Tree::new(axes.first().map_or(0, |axis| axis.labels.len()));
        let mut finder = Finder {
            down: tree(&axes.down),
            across: tree(&axes.across),
            index: FxHashMap::default(),
            at: Vec::new(),
            facts: Facts::new(further.len()),
            compares: clock.compares(),
        };
        let mut things: Vec<Pairs> = Thing::of(asked).into_iter().map(|thing| Pairs::new(thing, orders)).collect();
        let time = clock.of.as_ref().map_or(&orders.day[..], |(_, dated)| days(orders, dated));
        let every = clock.of.as_ref().map(|(every, _)| *every);
        let (mut rows, mut begun) = (0, Begun { number: i32::MIN, day: 0 });
        for row in 0..orders.len() {
            let day = time.get(row).copied().unwrap_or(i32::MIN);
            let amount = orders.amount[row];
            if clock.shows(day) {
                let down = axes.down.iter().fold(0, |node, axis| finder.down.child(node, axis.code(row)));
                let across = axes.across.iter().fold(0, |node, axis| finder.across.child(node, axis.code(row)));
                let cell = finder.cell(down, across);
                let facts = &mut finder.facts;
                facts.lines[cell] += 1;
                facts.amount[cell] += amount;
                for (sums, further) in facts.further.iter_mut().zip(further) {
                    if let Some(value) = further.of(row) {
                        let sum = &mut sums[cell];
                        *sum = Sum {
                            rows: sum.rows + 1,
                            total: sum.total + i128::from(value),
                            amount: sum.amount + amount,
                        };
                    }
                }
                things.iter_mut().for_each(|pairs| pairs.add(cell as u32, orders, row));
                rows += 1;
            }
            let Some(every) = every.filter(|_| finder.compares) else { continue };
            for base in 0..2 {
                for number in clock.compared(base, day) {
                    if begun.number != number {
                        begun = Begun { number, day: clock.first_day(every, number).number() };
                    }
                    let code = |axis: &Along<'_>| axis.code_as_base(row, begun.day);
                    let down = axes.down.iter().fold(0, |node, axis| finder.down.child(node, code(axis)));
                    let across = axes.across.iter().fold(0, |node, axis| finder.across.child(node, code(axis)));
                    let cell = finder.cell(down, across);
                    let (lines, sum) = &mut finder.facts.bases[cell][base];
                    (*lines, *sum) = (*lines + 1, *sum + amount);
                }
            }
            if finder.at.len() > most {
                return None;
            }
        }
        fill(&mut finder.down, &axes.down, asked.rows.len(), clock);
        fill(&mut finder.across, &axes.across, asked.cols.len(), clock);
        things.iter_mut().for_each(Pairs::merge);
        let Finder { down, across, at, facts, .. } = finder;
        let profit = further.iter().find_map(Values::source);
        Some(Cells { down, across, at, facts, once: things, rows, profit })
    }

    /// Says whether no row is shown.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }
}

/// The first day of the period that was asked for last: neighbours mostly share it.
struct Begun {
    number: i32,
    day: i32,
}

/// Adds the periods without rows between those that have some, where periods are all that is gone by: time has no holes.
fn fill(tree: &mut Tree, axes: &[Along<'_>], number: usize, clock: &Clock) {
    let ([axis], 1) = (axes, number) else { return };
    let of_clock = clock.of.as_ref().is_some_and(|(every, dated)| {
        axis.every == Some(*every) && *every != crate::model::Every::Day && *dated == Dated::Ordered
    });
    let last = axis.labels.len() as u32 - 1;
    let codes = || tree.nodes.iter().skip(1).map(|node| node.code).filter(|code| *code != last);
    if let (true, Some(low), Some(high)) = (of_clock, codes().min(), codes().max()) {
        for code in low..=high {
            tree.child(0, code);
        }
    }
}
