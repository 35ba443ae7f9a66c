//! The straight way through a regular text file: shares of its bytes side by side, the wanted cells of each line, no copies.
//!
//! Takes UTF-8 text with one separator, a record a line. What needs more than that (a quotation mark inside a cell, a line
//! break inside quotes, a line with too few cells or too many, bytes that are no UTF-8) gives the reading up, and [`Text::fold`] reads
//! the file instead. Which line begins where is known without what lies before, since a line break inside quotes would
//! leave a quotation mark that does not close in its line.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use memchr::{memchr, memrchr};
use rayon::prelude::*;
use wide::i8x16;

use super::layout::Cells;
use super::records::Dialect;
use super::shares::{Share, Shares};
use super::{Text, Wrong};
use crate::read::{LineCells, LineSink, PLAIN_CELLS};

/// Bytes that are read at once: few enough to stay near the core.
pub(super) const CHUNK: usize = 1 << 16;

/// No line of a regular file is longer.
pub(super) const LONGEST: usize = 1 << 20;

impl Text {
    /// Gives a cell of the last line.
    pub fn last_cell(&self, path: &Path, column: usize) -> Result<Option<String>, Wrong> {
        let Cells::Separated(dialect) = &self.layout.cells else { return Ok(None) };
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(self.length.saturating_sub(CHUNK as u64)))?;
        let mut chunk = vec![0; CHUNK];
        let read = filled(&mut file, &mut chunk)?;
        let text = chunk[..read].trim_ascii_end();
        let line = memrchr(b'\n', text).map_or(text, |end| &text[end + 1..]);
        let cell = nth(line, dialect.separator, column).and_then(|cell| std::str::from_utf8(cell).ok());
        Ok(cell.map(|cell| cell.trim_matches('"').to_string()))
    }

    /// Hands the wanted cells of all lines below the header to sinks, one a range, and gives them in the file's order; nothing
    /// where the file is not as regular as that. `columns` ascend; a range begins where the cell in the column `apart` is another
    /// than before; no line may have more than `widest` cells. `told` hears of the rows and the share done.
    pub fn lines<S: LineSink>(
        &self,
        path: &Path,
        (columns, apart, widest): (&[usize], usize, usize),
        header: u32,
        make: &(dyn Fn() -> S + Sync),
        told: &(dyn Fn(u64, f64) + Sync),
    ) -> Result<Option<Vec<S>>, Wrong> {
        let Cells::Separated(dialect) = &self.layout.cells else { return Ok(None) };
        let sorted = columns.is_sorted_by(|a, b| a < b) && !columns.is_empty() && columns.len() <= PLAIN_CELLS;
        if !self.charset.is_utf8() || self.lenient || self.layout.named || dialect.end != b'\n' || !sorted {
            return Ok(None);
        }
        let begins = |line: &[u8]| nth(line, dialect.separator, apart).map(<[u8]>::to_vec);
        let Some(start) = start(path, header)? else { return Ok(None) };
        let shares = Shares::new(path, start..self.length, &begins)?;
        let (given_up, rows, bytes) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
        let told = |more: u64, read: u64| {
            let rows = rows.fetch_add(more, Ordering::Relaxed) + more;
            told(rows, (bytes.fetch_add(read, Ordering::Relaxed) + read) as f64 / self.length.max(1) as f64);
            !given_up.load(Ordering::Relaxed)
        };
        let readers = (0..rayon::current_num_threads()).into_par_iter().map(|_| {
            let mut ranges = Vec::new();
            while let Some(share) = shares.take()? {
                let mut sink = make();
                let (marks, batch) = (Vec::new(), vec![LineCells::default(); BATCH]);
                let (dialect, rows, held) = (*dialect, 0, 0);
                let mut reading = Lines { dialect, columns, widest, sink: &mut sink, rows, marks, batch, held };
                if !reading.range(File::open(path)?, &share, &told)? {
                    given_up.store(true, Ordering::Relaxed);
                    break;
                }
                ranges.push((share.start, sink));
            }
            Ok(ranges)
        });
        let readers: Vec<Vec<(u64, S)>> = readers.collect::<io::Result<_>>()?;
        if given_up.into_inner() {
            return Ok(None);
        }
        let mut ranges: Vec<(u64, S)> = readers.into_iter().flatten().collect();
        ranges.sort_by_key(|(start, _)| *start);
        Ok(Some(ranges.into_iter().map(|(_, sink)| sink).collect()))
    }
}

/// Gives where the lines below the header begin.
fn start(path: &Path, header: u32) -> io::Result<Option<u64>> {
    let mut file = File::open(path)?;
    let mut head = vec![0; CHUNK];
    let mut held = 0;
    loop {
        held += filled(&mut file, &mut head[held..])?;
        let mut ends = memchr::memchr_iter(b'\n', &head[..held]);
        let mark = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        match (header as usize).checked_sub(1).map(|before| ends.nth(before)) {
            None => return Ok(Some(mark)),
            Some(Some(end)) => return Ok(Some(end as u64 + 1)),
            Some(None) if held == head.len() && held < LONGEST => head.resize(held * 2, 0),
            Some(None) => return Ok(None),
        }
    }
}

/// Gives a cell of a line without quotation marks.
fn nth(line: &[u8], separator: u8, column: usize) -> Option<&[u8]> {
    line.strip_suffix(b"\n").unwrap_or(line).split(|&byte| byte == separator).nth(column)
}

/// Fills as much of the bytes as the file has.
pub(super) fn filled(file: &mut File, bytes: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < bytes.len() {
        match file.read(&mut bytes[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// Lines that are handed over at once.
const BATCH: usize = 64;

/// Reads the lines of a range.
struct Lines<'a, S> {
    dialect: Dialect,
    columns: &'a [usize],
    widest: usize,
    sink: &'a mut S,
    rows: u64,
    /// Where separators and line ends stand in the text at hand.
    marks: Vec<u32>,
    /// The lines at hand, the first `held` of them.
    batch: Vec<LineCells>,
    held: usize,
}

impl<S: LineSink> Lines<'_, S> {
    /// Says whether all lines could be taken.
    fn range(&mut self, mut file: File, share: &Share, told: &dyn Fn(u64, u64) -> bool) -> io::Result<bool> {
        file.seek(SeekFrom::Start(share.start))?;
        let mut bytes = vec![0; CHUNK];
        let mut kept = 0;
        loop {
            let (room, last) = share.claim((bytes.len() - kept) as u64);
            let room = room as usize;
            let read = filled(&mut file, &mut bytes[kept..kept + room])?;
            // A file that shrinks while it is read is for the other way to tell of.
            if read < room {
                return Ok(false);
            }
            let held = kept + read;
            let end = match memrchr(b'\n', &bytes[..held]) {
                _ if last => held,
                Some(end) => end + 1,
                None if bytes.len() < LONGEST => {
                    bytes.resize(bytes.len() * 2, 0);
                    kept = held;
                    continue;
                }
                None => return Ok(false),
            };
            let before = self.rows;
            let Ok(text) = simdutf8::basic::from_utf8(&bytes[..end]) else { return Ok(false) };
            let taken = match memchr(b'"', text.as_bytes()).filter(|_| self.dialect.quotes) {
                None => self.unquoted(text),
                Some(_) => self.quoted(text),
            };
            if taken.and_then(|()| self.hand_over(text)).is_none() || !told(self.rows - before, read as u64) {
                return Ok(false);
            }
            if last {
                self.sink.end();
                return Ok(true);
            }
            bytes.copy_within(end..held, 0);
            kept = held - end;
        }
    }

    /// Takes lines without a quotation mark.
    fn unquoted(&mut self, text: &str) -> Option<()> {
        let bytes = text.as_bytes();
        let mut marks = std::mem::take(&mut self.marks);
        let mut lines = find(bytes, self.dialect.separator, &mut marks);
        // The last line of the file may have no end.
        if bytes.last().is_some_and(|&byte| byte != b'\n') {
            marks.push(bytes.len() as u32);
            lines += 1;
        }
        let ends = |mark: u32| bytes.get(mark as usize).is_none_or(|&byte| byte == b'\n');
        // Where every line has as many cells as the first, each so many marks stands a line end, and nowhere else.
        let width = marks.iter().position(|&mark| ends(mark)).unwrap_or(0) + 1;
        let even = marks.len() == lines * width && marks.chunks_exact(width).all(|line| ends(line[width - 1]));
        let (mut start, mut rest) = (0, &*marks);
        while !rest.is_empty() {
            let width = if even { width } else { rest.iter().position(|&mark| ends(mark))? + 1 };
            if width > self.widest {
                return None;
            }
            let (line, others) = rest.split_at(width);
            let cells = &mut self.batch[self.held];
            for (cell, &column) in cells.iter_mut().zip(self.columns) {
                let end = *line.get(column)?;
                *cell = (column.checked_sub(1).map_or(start, |before| line[before] + 1), end);
            }
            self.line(text, width - 1)?;
            (start, rest) = (line[width - 1] + 1, others);
        }
        self.marks = marks;
        Some(())
    }

    /// Takes lines in which a cell may be quoted.
    fn quoted(&mut self, text: &str) -> Option<()> {
        let bytes = text.as_bytes();
        let end_of = |start: usize, byte: u8| memchr(byte, &bytes[start..]).map(|at| start + at);
        let mut start = 0;
        while start < bytes.len() {
            let line_end = end_of(start, b'\n').unwrap_or(bytes.len());
            let trimmed = if line_end > start && bytes[line_end - 1] == b'\r' { line_end - 1 } else { line_end };
            let cells = &mut self.batch[self.held];
            let (mut column, mut found) = (0, 0);
            loop {
                let (from, to, next) = if bytes[start..trimmed].first() == Some(&b'"') {
                    let close = end_of(start + 1, b'"').filter(|&close| close < trimmed)?;
                    match bytes[close + 1..trimmed].first() {
                        None => (start + 1, close, None),
                        Some(&byte) if byte == self.dialect.separator => (start + 1, close, Some(close + 2)),
                        Some(_) => return None,
                    }
                } else {
                    match end_of(start, self.dialect.separator).filter(|&end| end < trimmed) {
                        None => (start, trimmed, None),
                        Some(end) => (start, end, Some(end + 1)),
                    }
                };
                if self.columns.get(found) == Some(&column) {
                    cells[found] = (from as u32, to as u32);
                    found += 1;
                }
                let Some(next) = next else { break };
                (start, column) = (next, column + 1);
            }
            (found == self.columns.len() && column < self.widest).then_some(())?;
            self.line(text, column)?;
            start = line_end + 1;
        }
        Some(())
    }

    /// Takes the line whose cells were put down last, and whose last one stands in `column`.
    #[inline]
    fn line(&mut self, text: &str, column: usize) -> Option<()> {
        // The last cell takes what Windows ends a line with.
        let last = self.columns.len() - 1;
        if self.columns[last] == column {
            let (start, end) = &mut self.batch[self.held][last];
            if end > start && text.as_bytes()[*end as usize - 1] == b'\r' {
                *end -= 1;
            }
        }
        self.rows += 1;
        self.held += 1;
        if self.held < BATCH { Some(()) } else { self.hand_over(text) }
    }

    fn hand_over(&mut self, text: &str) -> Option<()> {
        let held = std::mem::take(&mut self.held);
        (held == 0 || self.sink.lines(text, &self.batch[..held])).then_some(())
    }
}

/// Finds where separators and line ends stand in a text, and gives how many lines end there.
pub(super) fn find(bytes: &[u8], separator: u8, places: &mut Vec<u32>) -> usize {
    // How many lines end, and in each place of sixteen how many did lately: fewer than such a place can count.
    let (mut count, mut lines, mut lately) = (0, 0, i8x16::splat(0));
    let counted = |lately: i8x16| lately.to_array().iter().map(|&ended| ended as usize).sum::<usize>();
    let (blocks, rest) = bytes.as_chunks::<64>();
    let mut last = [0; 64];
    last[..rest.len()].copy_from_slice(rest);
    for (at, block) in (0..).zip(blocks.iter().chain(std::iter::once(&last))) {
        if places.len() < count + 64 {
            places.resize((count + 64) * 2, 0);
        }
        let mut bits = marks(block, separator, &mut lately);
        if at % 16 == 15 {
            lines += counted(std::mem::replace(&mut lately, i8x16::splat(0)));
        }
        let more = bits.count_ones() as usize;
        // Eight at a time without a look whether there are as many: what is too much is written over.
        let (eights, _) = places[count..count + 64].as_chunks_mut::<8>();
        for eight in eights.iter_mut().take(more.div_ceil(8)) {
            for place in eight {
                *place = at * 64 + (bits | 1 << 63).trailing_zeros();
                bits &= bits.wrapping_sub(1);
            }
        }
        count += more;
    }
    places.truncate(count);
    lines + counted(lately)
}

/// Gives the places of separators and line ends in a block, a bit each; counts the lines that end, by place of sixteen.
#[inline]
fn marks(block: &[u8; 64], separator: u8, ends: &mut i8x16) -> u64 {
    let (separator, end) = (i8x16::splat(separator as i8), i8x16::splat(b'\n' as i8));
    let mut marks = 0;
    for (at, sixteen) in block.as_chunks::<16>().0.iter().enumerate() {
        let bytes = i8x16::new(sixteen.map(|byte| byte as i8));
        let ended = bytes.simd_eq(end);
        let found = bytes.simd_eq(separator) | ended;
        marks |= u64::from(found.to_bitmask() & 0xffff) << (at * 16);
        // A place that is found holds -1.
        *ends -= ended;
    }
    marks
}
