//! What takes the records of a text: a closure one by one, a sink also many lines at once.

use super::{Wrong, wide};
use crate::read::{Cell, EvenLines, RowSink};

/// What takes records, and lines that have as many cells each.
pub(super) trait Take<E> {
    fn record(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), E>;
    fn even(&mut self, row: u32, lines: &EvenLines<'_>) -> Result<(), E>;
}

impl<E, F: FnMut(u32, &[Cell<'_>]) -> Result<(), E>> Take<E> for F {
    #[inline]
    fn record(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), E> {
        self(row, cells)
    }

    fn even(&mut self, row: u32, lines: &EvenLines<'_>) -> Result<(), E> {
        lines.each(row, self)
    }
}

/// Takes rows into a sink.
pub(super) struct IntoSink<'s, S>(pub &'s mut S);

impl<S: RowSink> Take<Wrong> for IntoSink<'_, S> {
    #[inline]
    fn record(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Wrong> {
        wide(row, cells)?;
        self.0.row(row, cells).map_err(Wrong::Sink)
    }

    fn even(&mut self, row: u32, lines: &EvenLines<'_>) -> Result<(), Wrong> {
        self.0.even(row, lines).map_err(Wrong::Sink)
    }
}
