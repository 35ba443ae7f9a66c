//! One file per kind of sheet.

pub mod audit;
pub mod detail;
pub mod form;
pub mod matrix;
pub mod pivot;
pub mod register;
pub mod section;
pub mod summary;

use rust_xlsxwriter::{Chart, XlsxError};

use super::look::Size;
use super::sheet::{Sheet, cut};
use crate::report::{Block, Section, Table, Text};

/// Gives the blocks of a section that a sheet of its own does not take away: neither those tables, nor parts of the register
/// that bears the section's name.
pub fn blocks<'a>(section: &'a Section, apart: &[&'static str]) -> Vec<&'a Block> {
    let mut tables = section.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let register = tables.find(|table| table.id == section.id && apart.contains(&table.id));
    let part = |table: &Table| {
        let holds = |id: &str| register.is_some_and(|register| register.columns.iter().any(|column| column.id == id));
        table.columns.iter().all(|column| holds(column.id))
    };
    let stays = |block: &&Block| !matches!(block, Block::Table(table) if apart.contains(&table.id) || part(table));
    section.blocks.iter().filter(stays).collect()
}

/// Puts a chart with its corner at a cell.
fn insert(sheet: &mut Sheet, mut chart: Chart, at: (u32, u16), description: &str) -> Result<(), XlsxError> {
    // Excel takes 255 characters.
    let told: String = description.chars().take(250).collect();
    chart.set_alt_text(told);
    chart.set_object_movement(rust_xlsxwriter::ObjectMovement::MoveButDontSizeWithCells);
    sheet.ws.insert_chart_with_offset(at.0, at.1, &chart, 0, 2)?;
    Ok(())
}

/// Writes sentences below each other in small grey; gives the row below them.
fn notes(sheet: &mut Sheet, notes: &[Text], mut row: u32, column: u16) -> Result<u32, XlsxError> {
    for note in notes.iter().filter(|note| !note.is_empty()) {
        let format = sheet.look().note();
        for line in note.to_string().lines() {
            if line == note.to_string() {
                sheet.sentence(row, column, note, Size::Small, &format)?;
            } else {
                sheet.ws.write_string_with_format(row, column, cut(line), &format)?;
            }
            row += 1;
        }
    }
    Ok(row)
}
