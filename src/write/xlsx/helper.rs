//! The hidden sheet that holds chart ranges as plain numbers.
//!
//! rust_xlsxwriter leaves a chart's cache empty over formula cells, and previews draw from the cache.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::look::{Look, Size};
use crate::report::told;

/// A value of a chart range.
#[derive(Clone, Debug)]
pub enum Cell {
    None,
    Number(f64),
    Text(String),
}

impl From<f64> for Cell {
    fn from(number: f64) -> Cell {
        if number.is_finite() { Cell::Number(number) } else { Cell::None }
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Cell {
        number.map_or(Cell::None, Cell::from)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::Text(text.clone())
    }
}

/// A column or row of the helper sheet.
#[derive(Clone, Debug)]
pub struct Range {
    pub sheet: String,
    pub rows: (u32, u32),
    pub columns: (u16, u16),
}

impl Range {
    /// Gives it as charts take it.
    pub fn chart(&self) -> (&str, u32, u16, u32, u16) {
        (&self.sheet, self.rows.0, self.columns.0, self.rows.1, self.columns.1)
    }
}

/// The sheet while it is being filled.
pub struct Helper {
    pub sheet: Worksheet,
    name: String,
    look: Look,
    row: u32,
}

impl Helper {
    /// Starts an empty sheet of that name.
    pub fn new(name: &str, look: Look) -> Result<Helper, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?.set_hidden(true);
        sheet.set_column_range_width_pixels(0, 20, 110)?;
        Ok(Helper { sheet, name: name.to_owned(), look, row: 0 })
    }

    /// Writes columns side by side under their heads; gives the range of each without its head.
    pub fn columns(&mut self, columns: &[(&str, Vec<Cell>)]) -> Result<Vec<Range>, XlsxError> {
        let (top, format) = (self.row, self.look.text(Size::Small));
        let most = columns.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0).max(1) as u32;
        let mut ranges = Vec::with_capacity(columns.len());
        for (at, (head, cells)) in columns.iter().enumerate() {
            let column = at as u16;
            self.sheet.write_string_with_format(top, column, *head, &format)?;
            for (below, cell) in cells.iter().enumerate() {
                let row = top + 1 + below as u32;
                match cell {
                    Cell::None => continue,
                    Cell::Number(number) => self.sheet.write_number_with_format(row, column, *number, &format)?,
                    Cell::Text(text) => {
                        self.sheet.write_string_with_format(row, column, told(text).as_ref(), &format)?
                    }
                };
            }
            let last = top + cells.len().max(1) as u32;
            ranges.push(Range { sheet: self.name.clone(), rows: (top + 1, last), columns: (column, column) });
        }
        self.row += most + 3;
        Ok(ranges)
    }
}
