//! Looking up: a row of a sheet with what the tables say behind its own cells.

use std::sync::Arc;

use super::Tables;
use super::attach::Attached;
use super::held::Held;
use crate::clean::dictionary::Dictionary;
use crate::clean::sink::is_blank;
use crate::clean::text_column::write_cell;
use crate::read::Cell;

/// Stands between the parts of a key of several columns.
pub const BETWEEN: char = '\u{1f}';

/// Writes a key as it is compared: as text, outer white space cut, whole numbers without decimals; says whether no part is blank.
pub fn push_key<'c>(key: &mut String, parts: impl Iterator<Item = Cell<'c>>) -> bool {
    key.clear();
    for (nth, cell) in parts.enumerate() {
        if is_blank(cell) || matches!(cell, Cell::Error(_)) {
            return false;
        }
        if nth > 0 {
            key.push(BETWEEN);
        }
        let start = key.len();
        match cell {
            Cell::Text(text) => key.push_str(text.trim()),
            cell => write_cell(cell, key),
        }
        // `1001.0`, as numbers that were floats for a while are written.
        if let Some((whole, zeros)) = key[start..].split_once('.')
            && !whole.is_empty()
            && whole.bytes().all(|byte| byte.is_ascii_digit())
            && !zeros.is_empty()
            && zeros.bytes().all(|byte| byte == b'0')
        {
            let end = start + whole.len();
            key.truncate(end);
        }
    }
    true
}

/// The tables that the rows of one sheet look up.
#[derive(Debug)]
pub struct Joined {
    own: usize,
    width: usize,
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    held: Arc<Held>,
    /// The columns of the key among the cells so far.
    keys: Vec<usize>,
    /// Where each kept column of the table goes.
    columns: Vec<(usize, usize)>,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Held").field("keys", &self.len()).finish_non_exhaustive()
    }
}

/// What the rows of a block looked up in vain.
#[derive(Default)]
pub struct Looked {
    /// The row, the table among the sheet's, the key.
    pub missing: Vec<(u32, u8, u32)>,
    pub keys: Dictionary,
    key: String,
}

impl Joined {
    /// Makes the way from a sheet's rows to its tables.
    pub fn new(attached: &Attached, tables: &Tables) -> Joined {
        let step = |step: &super::attach::Step| {
            let held = Arc::clone(tables.of(&step.head)?);
            let columns =
                (0..step.head.headers.len()).filter_map(|at| Some((held.column(at)?, step.at + at))).collect();
            Some(Step { held, keys: step.keys.clone(), columns })
        };
        let width = attached.steps.iter().map(|step| step.head.headers.len()).sum::<usize>() + attached.own;
        Joined { own: attached.own, width, steps: attached.steps.iter().filter_map(step).collect() }
    }

    /// Gives a row's cells with those of the tables; `place` is the row's among those of its block.
    pub fn look_up<'c>(&'c self, cells: &[Cell<'c>], place: u32, looked: &mut Looked) -> Vec<Cell<'c>> {
        let mut all = Vec::with_capacity(self.width);
        all.extend_from_slice(&cells[..cells.len().min(self.own)]);
        all.resize(self.width, Cell::Empty);
        for (nth, step) in self.steps.iter().enumerate() {
            if !push_key(&mut looked.key, step.keys.iter().map(|&at| all[at])) {
                continue;
            }
            match step.held.find(&looked.key) {
                Some(row) => step.columns.iter().for_each(|&(column, at)| all[at] = step.held.cell(column, row)),
                None => {
                    let key = looked.keys.code(&looked.key);
                    looked.missing.push((place, nth as u8, key));
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_compared_as_text_without_white_space_and_decimals_of_whole_numbers() {
        let key = |cells: &[Cell<'_>]| {
            let mut key = String::new();
            push_key(&mut key, cells.iter().copied()).then_some(key)
        };
        let same = |one: Cell<'_>, other: Cell<'_>| assert_eq!(key(&[one]), key(&[other]), "{one:?} {other:?}");
        same(Cell::Text(" 1001 "), Cell::Number(1001.0));
        same(Cell::Text("1001.0"), Cell::Number(1001.0));
        same(Cell::Text("\u{3000}A-7"), Cell::Text("A-7"));
        assert_ne!(key(&[Cell::Text("007")]), key(&[Cell::Number(7.0)]));
        assert_ne!(key(&[Cell::Text("1.50")]), key(&[Cell::Text("1.5")]));
        assert_ne!(key(&[Cell::Text("a"), Cell::Text("bc")]), key(&[Cell::Text("ab"), Cell::Text("c")]));
        assert_eq!(key(&[Cell::Text("a"), Cell::Text(" ")]), None);
        assert_eq!(key(&[Cell::Error("#N/A")]), None);
    }
}
