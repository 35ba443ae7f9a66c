//! Lines without a quotation mark, as nearly all are: where their cells end is found for many bytes at once.
//!
//! A stretch of whole lines is taken at a time, short enough to stay near the core, and handed over as one where its lines have as
//! many cells each; [`records`](super::records) reads one by one
//! the records in which a quotation mark stands, and what no line end follows.

use memchr::{memchr, memrchr};

use super::plain;
use super::records::{Dialect, cell, line_end_cut};
use super::take::Take;
use crate::read::{COLUMNS, Cell, EvenLines};

/// Bytes that are looked at together.
const STRETCH: usize = 1 << 14;

/// Finds stretches of such lines in a block, and hands them over.
pub(super) struct Unquoted<'b> {
    block: &'b str,
    dialect: Dialect,
    /// Where the next quotation mark stands; all bytes before it were looked at.
    quote: usize,
    /// The line that begins there is not taken: it is wider than any sheet's.
    wide: Option<usize>,
    /// Where separators and line ends stand in the stretch at hand.
    marks: Vec<u32>,
}

impl<'b> Unquoted<'b> {
    pub fn new(block: &'b str, dialect: Dialect) -> Unquoted<'b> {
        Unquoted { block, dialect, quote: 0, wide: None, marks: Vec::new() }
    }

    /// Gives where the whole lines end that can be taken from a record's beginning on, if there are any.
    fn end(&mut self, start: usize) -> Option<usize> {
        let bytes = self.block.as_bytes();
        if self.dialect.end != b'\n' || self.wide == Some(start) {
            return None;
        }
        if !self.dialect.quotes {
            self.quote = bytes.len();
        } else if self.quote < start || start == 0 {
            self.quote = memchr(b'"', &bytes[start..]).map_or(bytes.len(), |at| start + at);
        }
        let end = self.quote.min(start + STRETCH);
        memrchr(b'\n', &bytes[start..end]).map(|at| start + at + 1)
    }

    /// Hands over the lines of a stretch that begins with a record, counting `row` on, and gives where it ends; nothing where none
    /// can be taken so.
    pub fn take<E>(
        &mut self,
        start: usize,
        row: &mut u32,
        cells: &mut Vec<Cell<'b>>,
        take: &mut impl Take<E>,
    ) -> Result<Option<usize>, E> {
        let Some(end) = self.end(start) else { return Ok(None) };
        let stretch = &self.block[start..end];
        let lines = plain::find(stretch.as_bytes(), self.dialect.separator, &mut self.marks);
        let ends = |mark: &u32| stretch.as_bytes()[*mark as usize] == b'\n';
        let width = self.marks.iter().position(ends).map_or(0, |at| at + 1);
        let even =
            self.marks.len() == lines * width && self.marks.chunks_exact(width).all(|line| ends(&line[width - 1]));
        if even && (2..=COLUMNS).contains(&width) {
            take.even(*row, &EvenLines::new(stretch, &self.marks, width))?;
            *row += lines as u32;
            return Ok(Some(end));
        }
        let (mut line, mut begin) = (0, 0);
        for &mark in &self.marks {
            let mark = mark as usize;
            let text = &stretch[begin..mark];
            begin = mark + 1;
            if stretch.as_bytes()[mark] != b'\n' {
                cells.push(cell(text));
                continue;
            }
            cells.push(cell(line_end_cut(text, true)));
            if cells.len() > COLUMNS {
                cells.clear();
                self.wide = Some(start + line);
                break;
            }
            if cells.len() > 1 || cells[0] != Cell::Empty {
                take.record(*row, cells)?;
            }
            cells.clear();
            *row += 1;
            line = begin;
        }
        Ok((line > 0).then_some(start + line))
    }
}
