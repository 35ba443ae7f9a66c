//! What the cells of a register wear: a column has few formats, and each is made once.

use rust_xlsxwriter::Format;

use super::grid::{self, cell_format, row_format};
use super::look::INK3;
use super::number::{is_number, kind_of};
use super::sheet::Sheet;
use crate::report::{Column, Kind, Row, RowRole, Table, Tone, Value};

/// What the format of a cell hangs on, within its column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Worn {
    pub kind: Kind,
    role: RowRole,
    edge: bool,
    dim: bool,
}

impl Worn {
    /// Finds it for a value of a row; `edge` says whether a group ends there.
    pub fn of(value: &Value, head: &Column, line: &Row, edge: bool) -> Worn {
        let dim = !is_number(head.kind) && line.tone == Tone::Dim;
        Worn { kind: kind_of(value, head.kind), role: line.role, edge, dim }
    }
}

/// A format, and the first cell that has it.
pub struct Made {
    worn: Worn,
    format: Format,
    pub first: (u32, u16),
}

/// The formats of a register's columns.
pub struct Formats(pub Vec<Vec<Made>>);

impl Formats {
    /// Starts without any.
    pub fn new(table: &Table) -> Formats {
        Formats(table.columns.iter().map(|_| Vec::new()).collect())
    }

    /// Gives the place of a column's format, where a cell has it already.
    pub fn find(&self, column: usize, worn: Worn) -> Option<usize> {
        self.0[column].iter().position(|made| made.worn == worn)
    }

    /// Gives the format of a cell, which is made where it is the first.
    pub fn of(&mut self, sheet: &Sheet, columns: &[Column], column: usize, worn: Worn, cell: (u32, u16)) -> &Format {
        let at = self.find(column, worn).unwrap_or_else(|| {
            let head = &columns[column];
            let dotted = matches!(head.kind, Kind::Money | Kind::Change | Kind::Share);
            let format = row_format(cell_format(sheet, worn.kind, dotted), worn.role, worn.edge);
            let format = grid::indented(format, columns, head);
            let format = if worn.dim { format.set_font_color(INK3) } else { format };
            self.0[column].push(Made { worn, format, first: cell });
            self.0[column].len() - 1
        });
        &self.0[column][at].format
    }
}
