//! Lines of a text that have as many cells each: given together, so that a sink can take them column by column.

use super::{Cell, RowSink};
use crate::model::Failure;

/// Such lines, at least two cells wide.
pub struct EvenLines<'b> {
    text: &'b str,
    /// Where the cells end, line by line.
    ends: &'b [u32],
    width: usize,
}

impl<'b> EvenLines<'b> {
    /// Looks at the lines of a text whose cells end there; the last one of a line may have what Windows ends lines with.
    pub fn new(text: &'b str, ends: &'b [u32], width: usize) -> EvenLines<'b> {
        debug_assert!(width > 1 && ends.len().is_multiple_of(width));
        EvenLines { text, ends, width }
    }

    /// Gives how many cells each line has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Gives the number of lines.
    pub fn count(&self) -> usize {
        self.ends.len() / self.width
    }

    /// Gives a cell; beyond the last column there are empty ones.
    #[inline]
    pub fn cell(&self, line: usize, column: usize) -> Cell<'b> {
        if column >= self.width {
            return Cell::Empty;
        }
        let at = line * self.width + column;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize + 1);
        let text = &self.text[start..self.ends[at] as usize];
        let text = if column + 1 == self.width { text.strip_suffix('\r').unwrap_or(text) } else { text };
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    /// Gives the cells of a line.
    pub fn cells(&self, line: usize) -> Vec<Cell<'b>> {
        (0..self.width).map(|column| self.cell(line, column)).collect()
    }

    /// Gives the cells of a column.
    #[inline]
    pub fn column(&self, column: usize) -> impl Iterator<Item = Cell<'b>> + '_ {
        (0..self.count()).map(move |line| self.cell(line, column))
    }

    /// Hands over the lines to a sink one by one, the first as that row.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn one_by_one<S: RowSink + ?Sized>(&self, row: u32, sink: &mut S) -> Result<(), Failure> {
        self.each(row, &mut |row, cells| sink.row(row, cells))
    }

    /// Takes the lines one by one, the first as that row, until one fails.
    pub(super) fn each<E>(&self, row: u32, take: &mut impl FnMut(u32, &[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
        let mut cells = Vec::with_capacity(self.width);
        for (line, row) in (0..self.count()).zip(row..) {
            cells.clear();
            cells.extend((0..self.width).map(|column| self.cell(line, column)));
            take(row, &cells)?;
        }
        Ok(())
    }
}
