//! What a workbook says of a sheet beside its values: which rows are hidden, and which cells are merged.
//!
//! The library hands over neither of xlsb and ods, and of xls the merged cells alone. Only what decides that is read here; what is
//! not written as the formats say is nothing, since nothing but a remark and the filling of blanks depends on it.

mod ods;
#[cfg(any(test, fuzzing))]
pub mod properties;
mod xls;
mod xlsb;

use std::fs::File;
use std::path::Path;

use super::rows::{COLUMNS, ROWS};
use super::{Area, Kind, bare};
use crate::read::Format;

/// What a sheet says: rows and cells from 0.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// The hidden rows, ascending.
    pub hidden: Vec<u32>,
    /// The merged cells of xlsb and ods.
    pub merged: Vec<Area>,
}

/// Reads the shape of a sheet, by its name and its place among all sheets.
pub(super) fn of(path: &Path, kind: Kind, name: &str, place: usize) -> Shape {
    let read = || -> Option<Shape> {
        let mut file = File::open(path).ok()?;
        if kind.bare {
            file = bare::wrapped(&mut file).ok()?;
        }
        match kind.format {
            Format::Xls => xls::read(file, place).ok(),
            Format::Xlsb => xlsb::read(file, name),
            Format::Ods => ods::read(file, name),
            _ => None,
        }
    };
    read().unwrap_or_default().within()
}

impl Shape {
    /// Drops what lies beyond any sheet, and what is merged with nothing.
    fn within(mut self) -> Shape {
        self.hidden.retain(|row| *row < ROWS);
        self.hidden.sort_unstable();
        self.hidden.dedup();
        self.merged.retain(|(top, bottom, left, right)| {
            top <= bottom && *bottom < ROWS && left <= right && *right < COLUMNS && (top, left) != (bottom, right)
        });
        self
    }
}

#[cfg(test)]
mod tests;
