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

/// Finds orders whose lines in two files are not the same nor merely more; of `dropped` lines another copy counts.
///
/// Of files that overlap each night, two versions of an order stand in several files each, so that whole versions are compared.
pub fn split(rows: &Rows, dropped: &[u32]) -> Split {
    let mut split = Split::default();
    let Some(orders) = rows.texts.get(&Field::Order) else { return split };
    let each = || orders.codes.iter().zip(&rows.who).zip(rows.positions()).enumerate();
    // Per order and customer the first file, and whether a later one was found.
    let mut firsts: FxHashMap<(u32, u32), (u16, bool)> = FxHashMap::default();
    for (_, ((&order, &who), (source, _))) in each().filter(|(_, ((order, _), _))| **order != Texts::NONE) {
        let first = firsts.entry((order, who)).or_insert((source, false));
        first.1 |= first.0 != source;
    }
    firsts.retain(|_, (_, several)| *several);
    let mut lines: Vec<(u32, u32, u16, u64, u32)> = each()
        .filter(|(_, ((order, who), _))| firsts.contains_key(&(**order, **who)))
        .map(|(place, ((&order, &who), (source, _)))| (order, who, source, line(rows, place), place as u32))
        .collect();
    lines.sort_unstable();
    for order in lines.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let mut versions: Vec<&[Version]> = order.chunk_by(|a, b| a.2 == b.2).collect();
        let first = versions[0][0].2;
        versions.sort_by_key(|version| version.len());
        let Some(pair) = versions.windows(2).find(|pair| !is_part(pair[0], pair[1])) else { continue };
        let files = (pair[0][0].2.min(pair[1][0].2), pair[0][0].2.max(pair[1][0].2));
        split.files = Some(split.files.map_or(files, |known| known.min(files)));
        split.orders += 1;
        for (.., place) in order.iter().filter(|one| one.2 != first && dropped.binary_search(&one.4).is_err()) {
            split.rows += 1;
            split.money += Money::from_raw(rows.money[*place as usize]);
        }
    }
    split
}

/// A line of an order: its order, customer, file, what it is equal by, and its place.
type Version = (u32, u32, u16, u64, u32);

/// Says whether all lines of one version stand in another, as often.
fn is_part(part: &[Version], whole: &[Version]) -> bool {
    let mut whole = whole.iter().map(|line| line.3);
    part.iter().all(|line| whole.any(|other| other == line.3))
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
