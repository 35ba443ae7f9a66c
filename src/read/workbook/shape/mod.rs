//! What a workbook says of a sheet beside its values: which rows are hidden, and which cells are merged.
//!
//! The library hands over neither of xlsb and ods, and of xls the merged cells alone. Only what decides that is read here; what is
//! not written as the formats say is nothing, since nothing but a remark and the filling of blanks depends on it.

mod ods;
mod xls;
mod xlsb;

use std::fs::File;
use std::path::Path;

use super::rows::ROWS;
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
    let mut shape = read().unwrap_or_default();
    shape.hidden.retain(|row| *row < ROWS);
    shape.hidden.sort_unstable();
    shape.hidden.dedup();
    shape
}

#[cfg(test)]
mod tests;
