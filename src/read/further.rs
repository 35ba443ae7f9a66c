//! The rows around a header that `--header-row` names below the first rows of a sheet.
//!
//! The first rows tell what a sheet holds; another table may begin thousands of rows further down. It is looked for only where it is
//! asked for, since the sheet is then read once more.

use super::{Book, Cell, HEAD_ROWS, OwnedCell, RowSink};
use crate::model::{Failure, Progress};

/// Rows above a header that may belong to it.
const ABOVE: u32 = 3;

/// Keeps the rows from some row on, as many as a head has.
struct Further {
    /// The first row that is kept, 0-based.
    from: u32,
    rows: Vec<(u32, Vec<OwnedCell>)>,
}

impl RowSink for Further {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        if row >= self.from && self.rows.len() < HEAD_ROWS && cells.iter().any(|cell| *cell != Cell::Empty) {
            self.rows.push((row, cells.iter().copied().map(Cell::to_owned).collect()));
        }
        Ok(())
    }
}

impl Book {
    /// Adds the rows around a header to the heads of sheets that go so far.
    pub(super) fn look_further(&mut self, header: Option<u32>, progress: &dyn Progress) -> Result<(), Failure> {
        let Some(wanted) = header else { return Ok(()) };
        for sheet in 0..self.sheets.len() {
            let rows = &self.sheets[sheet].rows;
            let Some(last) = rows.last().map(|(row, _)| *row).filter(|last| *last < wanted) else { continue };
            if rows.len() < HEAD_ROWS {
                continue;
            }
            let from = last.max(wanted.saturating_sub(ABOVE + 1));
            let blocks = self.fold_in_order(sheet, &|| Further { from, rows: Vec::new() }, progress)?;
            for block in blocks {
                let rows = block.sink.rows.into_iter().map(|(row, cells)| (block.first_row.saturating_add(row), cells));
                self.sheets[sheet].rows.extend(rows.filter(|(row, _)| *row > last));
            }
        }
        Ok(())
    }
}
