//! Lines that stand in two files because exports overlap.
//!
//! A line with an order number that is equal in every mapped column to lines of another file counts as often as it stands in
//! the file that has it most often. Inside one file nothing is dropped; without an order number nothing is either, and
//! the overlap is only told; as are orders whose lines differ between two files.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::rows::Rows;
use crate::model::{Field, Money, Texts};

/// Rows of two files that are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeated {
    /// Places among the rows, ascending, of the lines that an earlier file has too.
    pub places: Vec<u32>,
    /// Places of all lines that stand in more than one file, those that stay too.
    pub shared: Vec<u32>,
    /// The files of the first such line: the earlier, the later.
    pub files: Option<(u16, u16)>,
    pub money: Money,
}

/// Gives the lines to set aside, and those that are only told of.
pub fn repeated(rows: &Rows) -> (Repeated, Repeated) {
    let mut lines: Vec<(u64, u16, u32)> = rows
        .positions()
        .enumerate()
        .filter(|(place, _)| *place < rows.hashes.len())
        .map(|(place, (source, _))| (line(rows, place), source, place as u32))
        .collect();
    lines.sort_unstable();
    let (mut dropped, mut told) = (Repeated::default(), Repeated::default());
    for equal in lines.chunk_by(|a, b| a.0 == b.0) {
        if equal[0].1 == equal[equal.len() - 1].1 {
            continue;
        }
        let found = if rows.hashes[equal[0].2 as usize] & 1 == 1 { &mut dropped } else { &mut told };
        found.shared.extend(equal.iter().map(|(.., place)| *place));
        let mut most = 0;
        for copies in equal.chunk_by(|a, b| a.1 == b.1) {
            for (_, source, place) in &copies[..most.min(copies.len())] {
                found.places.push(*place);
                found.money += Money::from_raw(rows.money[*place as usize]);
                let pair = (equal[0].1, *source);
                found.files = Some(found.files.map_or(pair, |first| first.min(pair)));
            }
            most = most.max(copies.len());
        }
    }
    dropped.places.sort_unstable();
    told.places.sort_unstable();
    (dropped, told)
}

/// Orders of one customer that stand in two files with lines that differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// The files of the first such order: the earlier, the later.
    pub files: Option<(u16, u16)>,
    pub orders: u64,
    /// Lines in the later files, and their money.
    pub rows: u64,
    pub money: Money,
}

/// Finds orders with lines in several files; those that are `shared` say nothing, being in both.
pub fn split(rows: &Rows, shared: &[u32]) -> Split {
    let mut split = Split::default();
    let mut passed = vec![false; rows.len()];
    shared.iter().for_each(|&place| passed[place as usize] = true);
    let Some(orders) = rows.texts.get(&Field::Order) else { return split };
    // Per order and customer the first file, and whether a later one was found.
    let mut firsts: FxHashMap<(u32, u32), (u16, bool)> = FxHashMap::default();
    let each = orders.codes.iter().zip(&rows.who).zip(rows.positions()).enumerate();
    for (place, ((&order, &who), (source, _))) in each {
        if order == Texts::NONE || passed[place] {
            continue;
        }
        let first = firsts.entry((order, who)).or_insert((source, false));
        if first.0 != source {
            split.orders += u64::from(!std::mem::replace(&mut first.1, true));
            split.rows += 1;
            split.money += Money::from_raw(rows.money[place]);
            split.files.get_or_insert((first.0, source));
        }
    }
    split
}

/// Gives what two lines are equal by: the texts, and every date and number that is kept.
fn line(rows: &Rows, place: usize) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(rows.hashes[place]);
    hasher.write_u32(rows.who[place]);
    hasher.write_i32(rows.day[place]);
    hasher.write_i64(rows.money[place]);
    rows.numbers.values().for_each(|values| hasher.write_i64(values[place]));
    rows.dates.values().for_each(|days| hasher.write_i32(days[place]));
    hasher.finish()
}
