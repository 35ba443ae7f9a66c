//! Cells → every level: subtotals and totals, the order of lines and columns, the first N and the others.
//!
//! Sums of the levels are sums of the cells; what counts once is counted anew. The others are a line like any: their cells are led
//! to it before anything is added up or counted, so it is exact too.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::axes::{Along, Axes};
use super::cells::{Cells, Facts, Further};
use super::once::{Counted, Thing};
use super::table::{Figure, Label, LineKind};
use super::tree::{Node, Tree};
use crate::model::{Active, Measure, Pivot, Sorting};

/// All levels of a pivot.
pub struct Leveled<'a> {
    pub cells: &'a Cells,
    /// The tree down, with the nodes of the others.
    pub down: Tree,
    index: FxHashMap<u64, u32>,
    pub facts: Facts,
    /// The further columns of the facts.
    further: Vec<Further>,
    /// By thing, by cell.
    counts: Vec<(Thing, Vec<Counted>)>,
    /// The lines in the order in which they stand: node, kind, and how many nodes the others are.
    pub lines: Vec<(u32, LineKind, usize)>,
    /// The columns in their order: nodes, the root last where there are axes across.
    pub heads: Vec<u32>,
}

/// The code of the others.
pub const OTHERS: u32 = u32::MAX;

/// Works out all levels.
pub fn leveled<'a>(cells: &'a Cells, asked: &Pivot, axes: &Axes<'_>, active: Active) -> Leveled<'a> {
    let whole: Vec<u32> = (0..cells.down.nodes.len() as u32).collect();
    let mut leveled = Leveled::of(cells, cells.down.paths(), &whole, asked, active);
    let mut others = FxHashMap::default();
    if !asked.top.is_empty() {
        let (down, lead, found) = leveled.limited(asked, axes);
        others = found;
        if !others.is_empty() {
            leveled = Leveled::of(cells, down, &lead, asked, active);
        }
    }
    leveled.lay_out(asked, axes, &others);
    leveled
}

impl<'a> Leveled<'a> {
    /// Adds up and counts; `lead` gives by node down the node that it counts with.
    fn of(cells: &'a Cells, down: Tree, lead: &[u32], asked: &Pivot, active: Active) -> Leveled<'a> {
        let compares = !cells.facts.bases.is_empty();
        let mut leveled = Leveled {
            cells,
            down,
            index: FxHashMap::default(),
            facts: Facts::new(cells.facts.further.len()),
            further: Further::of(asked),
            counts: Vec::new(),
            lines: Vec::new(),
            heads: Vec::new(),
        };
        for (cell, (node, across)) in cells.at.iter().enumerate() {
            let up: Vec<u32> = leveled.down.up(lead[*node as usize]).collect();
            for node in up {
                // Below several axes across, only the deepest columns and the total are shown.
                let own = leveled.make(node, *across, compares);
                leveled.facts.add(own, &cells.facts, cell);
                if *across != 0 {
                    let total = leveled.make(node, 0, compares);
                    leveled.facts.add(total, &cells.facts, cell);
                }
            }
        }
        let number = leveled.facts.lines.len();
        let deepest = asked.rows.len() as u8;
        for pairs in &cells.once {
            let mut counted = vec![Counted::default(); number];
            for (depth, total) in (0..=deepest).flat_map(|depth| [(depth, false), (depth, true)]) {
                if total && asked.cols.is_empty() {
                    continue;
                }
                let lead = |cell: u32| {
                    let (node, across) = cells.at[cell as usize];
                    let node = leveled.down.at_depth(lead[node as usize], depth)?;
                    leveled.place(node, if total { 0 } else { across }).map(|place| place as u32)
                };
                let level = pairs.count(number, active, lead);
                counted.iter_mut().zip(level).filter(|(_, new)| new.things > 0).for_each(|(all, new)| *all = new);
            }
            leveled.counts.push((pairs.thing, counted));
        }
        leveled
    }

    fn make(&mut self, node: u32, across: u32, compares: bool) -> usize {
        let next = self.facts.lines.len() as u32;
        let found = *self.index.entry(u64::from(node) << 32 | u64::from(across)).or_insert(next);
        if found == next {
            self.facts.push(compares);
        }
        found as usize
    }

    /// Gives the place of a cell among the facts.
    pub fn place(&self, node: u32, across: u32) -> Option<usize> {
        self.index.get(&(u64::from(node) << 32 | u64::from(across))).map(|place| *place as usize)
    }

    /// Gives the place of a further column among those of the facts.
    pub fn further_at(&self, wanted: &Further) -> Option<usize> {
        self.further.iter().position(|further| further == wanted)
    }

    /// Gives what was counted once in a cell.
    pub fn counted(&self, thing: Thing, place: usize) -> Counted {
        let of = self.counts.iter().find(|(known, _)| *known == thing);
        of.map_or(Counted::default(), |(_, counted)| counted[place])
    }

    /// Gives the tree in which each level has its first N nodes, the others gathered in one; where each node leads to; and how many
    /// nodes each of the others is.
    fn limited(&self, asked: &Pivot, axes: &Axes<'_>) -> (Tree, Vec<u32>, FxHashMap<u32, usize>) {
        let mut tree = self.down.paths();
        let mut lead: Vec<u32> = (0..tree.nodes.len() as u32).collect();
        let mut others = FxHashMap::default();
        let children = self.down.children();
        let mut open = vec![0_u32];
        while let Some(node) = open.pop() {
            let depth = usize::from(self.down.nodes[node as usize].depth);
            let (Some(axis), of) = (axes.down.get(depth), &children[node as usize]) else { continue };
            let ordered = self.ordered(of, axis, false, asked);
            // One that is left is listed: the others are several.
            let most = asked.top.get(depth).copied().filter(|most| ordered.len() > most + 1);
            let (kept, rest) = ordered.split_at(most.unwrap_or(ordered.len()));
            open.extend(kept);
            if let Some(first) = rest.first() {
                let depth = self.down.nodes[*first as usize].depth;
                let gathered = tree.nodes.len() as u32;
                tree.nodes.push(Node { parent: node, code: OTHERS, depth });
                others.insert(gathered, rest.len());
                let mut below: Vec<u32> = rest.to_vec();
                while let Some(node) = below.pop() {
                    lead[node as usize] = gathered;
                    below.extend(&children[node as usize]);
                }
            }
        }
        (tree, lead, others)
    }

    /// Puts nodes of one parent in their order.
    fn ordered(&self, nodes: &[u32], axis: &Along<'_>, across: bool, asked: &Pivot) -> Vec<u32> {
        let tree = if across { &self.cells.across } else { &self.down };
        let code = |node: u32| tree.nodes[node as usize].code;
        let blank = axis.labels.len() as u32 - 1;
        let name = |node: u32| -> (&Label, &str) {
            let code = code(node).min(blank) as usize;
            (&axis.labels[code], &axis.keys[code])
        };
        let figure = |node: u32| -> Option<i128> {
            let Sorting::Value { at, .. } = asked.sort else { return None };
            let (node, column) = if across { (0, node) } else { (node, 0) };
            rank(&self.figure(node, column, &asked.values[at], Some(true)))
        };
        let mut keyed: Vec<(u32, Option<i128>)> = nodes.iter().map(|&node| (node, figure(node))).collect();
        keyed.sort_by(|(a, one), (b, other)| {
            let (rest_a, rest_b) = (code(*a) == OTHERS, code(*b) == OTHERS);
            if rest_a != rest_b {
                return rest_a.cmp(&rest_b);
            }
            let by_name = || name(*a).cmp(&name(*b)).then_with(|| code(*a).cmp(&code(*b)));
            match asked.sort {
                _ if axis.is_time => code(*a).cmp(&code(*b)),
                Sorting::Name { ascending } => {
                    let last = (code(*a) == blank).cmp(&(code(*b) == blank));
                    last.then_with(|| if ascending { by_name() } else { by_name().reverse() })
                }
                Sorting::Value { ascending, .. } => {
                    // What has no figure comes last either way.
                    let order = match (one, other) {
                        (Some(one), Some(other)) if ascending => one.cmp(other),
                        (Some(one), Some(other)) => other.cmp(one),
                        (Some(_), None) => Ordering::Less,
                        (None, Some(_)) => Ordering::Greater,
                        (None, None) => Ordering::Equal,
                    };
                    order.then_with(by_name)
                }
            }
        });
        keyed.into_iter().map(|(node, _)| node).collect()
    }

    /// Lists lines and columns in their order.
    fn lay_out(&mut self, asked: &Pivot, axes: &Axes<'_>, others: &FxHashMap<u32, usize>) {
        let shown = |leveled: &Leveled<'_>, node: u32| leveled.place(node, 0).is_some();
        let mut lines = Vec::new();
        let children = self.down.children();
        let mut open: Vec<u32> = vec![0];
        while let Some(node) = open.pop() {
            let depth = usize::from(self.down.nodes[node as usize].depth);
            let is_others = self.down.nodes[node as usize].code == OTHERS && node != 0;
            let below: Vec<u32> = match axes.down.get(depth).filter(|_| !is_others) {
                // Periods without rows stand between those with some; others that lost their rows to the rest do not.
                Some(axis) => {
                    let own = children[node as usize].iter().copied();
                    let kept: Vec<u32> =
                        own.filter(|&child| shown(self, child) || (axis.every.is_some() && depth == 0)).collect();
                    self.ordered(&kept, axis, false, asked)
                }
                None => Vec::new(),
            };
            if node != 0 {
                let kind = match (is_others, depth == asked.rows.len()) {
                    (true, _) => LineKind::Others,
                    (false, true) => LineKind::Line,
                    (false, false) => LineKind::Subtotal,
                };
                lines.push((node, kind, others.get(&node).copied().unwrap_or(0)));
            }
            open.extend(below.into_iter().rev());
        }
        lines.push((0, LineKind::Total, 0));
        let mut heads = Vec::new();
        let children = self.cells.across.children();
        let mut open: Vec<u32> = vec![0];
        while let Some(node) = open.pop() {
            let depth = usize::from(self.cells.across.nodes[node as usize].depth);
            match axes.across.get(depth) {
                Some(axis) => {
                    let ordered = self.ordered(&children[node as usize], axis, true, asked);
                    open.extend(ordered.into_iter().rev());
                }
                None => heads.push(node),
            }
        }
        if !asked.cols.is_empty() {
            heads.push(0);
        }
        (self.lines, self.heads) = (lines, heads);
    }

    /// Gives a figure of a cell; `reached` says whether the data reach the base of a change, asked only for changes.
    pub fn figure(&self, node: u32, column: u32, measure: &Measure, reached: Option<bool>) -> Figure {
        super::table::figure(self, node, column, measure, reached)
    }
}

/// Gives what a figure is sorted by.
fn rank(figure: &Figure) -> Option<i128> {
    match figure {
        Figure::None => None,
        Figure::Money(amount) => Some(i128::from(amount.raw())),
        Figure::Quantity(quantity) => Some(*quantity),
        Figure::Count(count) => Some(i128::from(*count)),
        Figure::Ratio(ratio) | Figure::Price(ratio) => Some((ratio * 1e15) as i128),
    }
}
