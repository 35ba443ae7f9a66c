//! How wide a table wants to be, so that it takes as many columns of the grid as it needs, and on paper the size that fits.

use super::table::{Look, MOST_ROWS, begins_group};
use super::text::value;
use crate::report::{Kind, Row, RowRole, Table, TableRole, Value};
use crate::write::svg::measure::width;

/// The least room that names are given before a table takes one more column of the grid, and the most they get.
pub const NAME: (f64, f64) = (130.0, 260.0);
/// The widest a column of words is reckoned; beyond, it wraps.
pub const WORDS: f64 = 260.0;

/// Estimates how wide a table is without breaking lines, to choose its columns of the grid; names may be cut.
pub fn natural_width(table: &Table, look: Look, whole_names: bool) -> f64 {
    let names = if whole_names { NAME.1 } else { NAME.0 };
    (0..table.columns.len()).map(|at| column_width(table, at, look, names)).sum::<f64>() - 20.0
}

/// Estimates the same on paper, where sentences wrap before figures become small.
pub fn printed_width(table: &Table, look: Look) -> f64 {
    let column = |at: usize| {
        let wide = column_width(table, at, look, NAME.0);
        if table.columns[at].kind == Kind::Text { wide.min(110.0) } else { wide }
    };
    (0..table.columns.len()).map(column).sum::<f64>() - 20.0
}

/// Gives the room that all other columns leave to one with names.
pub fn name_room(table: &Table, look: Look, room: f64) -> f64 {
    let names: Vec<usize> = (0..table.columns.len()).filter(|at| table.columns[*at].kind == Kind::Name).collect();
    let others = (0..table.columns.len()).filter(|at| !names.contains(at));
    let taken = others.map(|at| column_width(table, at, look, 0.0)).sum::<f64>();
    (room - taken) / names.len().max(1) as f64 - 20.0
}

fn column_width(table: &Table, at: usize, look: Look, names: f64) -> f64 {
    let column = &table.columns[at];
    let cell = |row: &Row| match row.cells.get(at) {
        None | Some(Value::Empty) => 0.0,
        Some(Value::Series(_)) => 100.0,
        Some(Value::Bar { .. }) => 90.0,
        Some(cell) => {
            let bold = matches!(row.role, RowRole::Total | RowRole::Subtotal);
            let wide = width(&value(cell, column.kind, look.decimals), 13.0, bold);
            wide.min(if column.kind == Kind::Name { names } else { WORDS })
        }
    };
    // A heading may break at its spaces.
    let heading = column.label.split(' ').map(|word| width(word, 12.0, false)).fold(0.0, f64::max);
    let widest = table.rows.iter().take(MOST_ROWS).map(cell).fold(heading, f64::max);
    match (table.role, begins_group(table, at)) {
        // A matrix is set closer.
        (TableRole::Matrix, _) => widest * 12.0 / 13.0 + 16.0,
        (_, true) => widest + 46.0,
        (_, false) => widest + 20.0,
    }
}
