//! Text files: sample → encoding and layout; then, as often as asked, all records in blocks, side by side.
//!
//! Blocks are read one after the other, under a lock, and divided into cells by whoever read them. So two blocks a core are
//! in memory at most, whatever the file's size.

mod aligned;
mod asked;
mod blocks;
mod charset;
mod codepages;
mod decode;
mod layout;
mod plain;
#[cfg(any(test, fuzzing))]
pub(super) mod properties;
mod records;
mod shares;
mod take;
mod unquoted;

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use self::blocks::{Blocks, Stop, Ticket};
use self::decode::BadBytes;
use self::layout::{Cells, Layout};
use self::take::{IntoSink, Take};
use super::format::{self, Format};
use super::{Block, COLUMNS, Cell, HEAD_CELLS, HEAD_ROWS, RowSink, SheetHead, limits};
use crate::model::Failure;
use crate::model::problem::{ByWhat, Excess, Limit, ReadProblem};

pub(super) use self::charset::Charset;
pub(super) use self::decode::checked;

/// Bytes at a file's beginning by which it is understood.
const SAMPLE: u64 = 1 << 20;

/// Bytes of a block: large enough that few sinks are made, small enough for the memory.
const BLOCK: std::ops::RangeInclusive<u64> = 1 << 18..=16 << 20;

/// A text file, understood.
#[derive(Debug)]
pub(super) struct Text {
    charset: Charset,
    /// Told by the user, who accepts what it cannot hold.
    lenient: bool,
    layout: Layout,
    length: u64,
    /// After all rows were read leniently: characters that became U+FFFD, and the first row with one, 1-based.
    replaced: OnceLock<(u64, u32)>,
}

/// What went wrong in one place.
pub(super) enum Wrong {
    Io(io::Error),
    Problem(ReadProblem),
    /// In that row, 1-based.
    InRow(ReadProblem, u32),
    /// In that row of a sheet, which may have no name.
    InSheet(ReadProblem, Option<String>, u32),
    Sink(Failure),
}

impl From<io::Error> for Wrong {
    fn from(error: io::Error) -> Wrong {
        Wrong::Io(error)
    }
}

impl From<ReadProblem> for Wrong {
    fn from(problem: ReadProblem) -> Wrong {
        Wrong::Problem(problem)
    }
}

/// Checks the name of an encoding before any file is opened.
pub(super) fn check_encoding(name: &str) -> Result<(), ReadProblem> {
    Charset::named(name).map(|_| ())
}

/// A text's beginning, decoded, and how it is written.
pub(super) struct Sample {
    pub charset: Charset,
    /// By what the encoding was chosen.
    pub by: ByWhat,
    pub text: String,
    /// The bytes of the file, and whether the sample holds all of them.
    pub length: u64,
    whole: bool,
}

impl Sample {
    /// Reads and decodes a file's beginning.
    pub fn read(file: &mut File, encoding: Option<&str>) -> Result<Sample, Wrong> {
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(0))?;
        // A byte more, so that the end is seen without growing.
        let mut sample = Vec::with_capacity(length.min(SAMPLE) as usize + 1);
        file.take(SAMPLE).read_to_end(&mut sample)?;
        // A mark at the beginning is surer than an option that is meant for the other files of a folder.
        let (charset, by) = match (charset::marked(&sample), encoding) {
            (Some(marked), _) => (marked, ByWhat::Mark),
            (None, Some(name)) => {
                let charset = Charset::named(name)?;
                asked::check(charset, &sample).map_err(|(problem, row)| match row {
                    Some(row) => Wrong::InRow(problem, row),
                    None => problem.into(),
                })?;
                (charset, ByWhat::Option)
            }
            (None, None) => {
                let telling = telling(file, &sample, length)?;
                charset::declared(&telling)
                    .or_else(|| charset::choose(&telling))
                    .ok_or_else(|| charset::zero(&sample))?
            }
        };
        Ok(Sample { charset, by, length, whole: sample.len() as u64 == length, text: charset.decoded(sample) })
    }

    /// The user told the encoding, and accepts what it cannot hold.
    pub fn lenient(&self) -> bool {
        self.by == ByWhat::Option
    }
}

/// Words what keeps a decoded text from being read.
pub(super) fn undecoded(error: io::Error, charset: Charset) -> Wrong {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<BadBytes>()) {
        Some(bad) => ReadProblem::BadBytes { encoding: charset.name().to_string(), at: bad.at }.into(),
        None => error.into(),
    }
}

impl Text {
    /// Understands a text file: its layout, its first rows.
    pub fn open(sample: Sample) -> Result<(Text, SheetHead), Wrong> {
        let lenient = sample.lenient();
        let Sample { charset, mut text, length, whole, .. } = sample;
        if let Some(problem) = format::not_a_table(&text) {
            return Err(problem.into());
        }
        if text.trim().is_empty() {
            return Err(ReadProblem::Empty.into());
        }
        if whole {
            text.truncate(text.trim_end_matches('\u{1A}').len());
        } else {
            let end = text.rfind(['\n', '\r']).map_or(text.len(), |at| at + 1);
            text.truncate(end);
        }
        let layout = layout::recognise(&text);
        let understood = Text { charset, lenient, layout, length, replaced: OnceLock::new() };
        limits::opened(length);
        understood.with_head(&text, whole)
    }

    fn with_head(self, sample: &str, whole: bool) -> Result<(Text, SheetHead), Wrong> {
        let mut text = sample;
        if self.layout.named {
            text = text.split_once(char::from(self.layout.dialect().end)).map_or("", |(_, rest)| rest);
        }
        let cut = records::cut(text.as_bytes(), self.layout.dialect());
        if let (Some(end), true) = (cut.at, cut.open) {
            text = &text[..end];
        }
        let mut head = SheetHead { name: None, hidden: false, rows: Vec::new(), rows_hint: 0, epoch_1904: false };
        let mut kept = 0;
        let count = self.each(text, |row, cells| {
            wide(row, cells)?;
            if head.rows.len() < HEAD_ROWS && kept < HEAD_CELLS && cells.iter().any(|cell| *cell != Cell::Empty) {
                kept += cells.len();
                head.rows.push((row + 1, cells.iter().copied().map(Cell::to_owned).collect()));
            }
            Ok::<(), Wrong>(())
        });
        let count = f64::from(count?);
        let scale = if whole { 1.0 } else { self.length as f64 / SAMPLE as f64 };
        head.rows_hint = (count * scale) as u64;
        Ok((self, head))
    }

    pub fn format(&self) -> Format {
        self.layout.format()
    }

    pub fn separator(&self) -> Option<char> {
        self.layout.separator()
    }

    pub fn encoding(&self) -> &'static str {
        self.charset.name()
    }

    /// Gives the characters that the encoding named could not hold, and the first row with one; known after [`Text::fold`].
    pub fn replaced(&self) -> Option<(u64, u32)> {
        self.replaced.get().copied()
    }

    fn each<E>(&self, text: &str, take: impl FnMut(u32, &[Cell<'_>]) -> Result<(), E>) -> Result<u32, E> {
        match &self.layout.cells {
            Cells::Separated(dialect) => records::each(text, *dialect, take),
            Cells::Aligned { columns, end } => columns.each(text, *end, take),
        }
    }

    /// Hands all rows to sinks, one a block (one in all where they must come in order), and gives them in order; `told` hears of the rows and the share done.
    pub fn fold<S: RowSink>(
        &self,
        path: &Path,
        in_order: bool,
        make: &(dyn Fn() -> S + Sync),
        told: &(dyn Fn(u64, f64) + Sync),
    ) -> Result<Vec<Block<S>>, Wrong> {
        let (count, length) = (AtomicU64::new(0), self.length.max(1));
        let counted = Counted { file: File::open(path)?, count: &count };
        // Rows in order are one block, held whole.
        if in_order && length > limits::memory() {
            return Err(ReadProblem::Over { limit: Limit::Memory, most: limits::memory() }.into());
        }
        let size = match in_order {
            // One block, though decoding may make three bytes of one.
            true if self.charset.is_utf8() => (length + 16) as usize,
            true => (length * 3 + 16) as usize,
            false => (length / 16).clamp(*BLOCK.start(), *BLOCK.end()) as usize,
        };
        let reader = decode::utf8(counted, self.charset, self.lenient)?;
        let mut blocks = Blocks::new(reader, self.layout.dialect(), size);
        if self.layout.named {
            blocks.skip_line()?;
        }
        let (blocks, stopped) = (Mutex::new(blocks), AtomicBool::new(false));
        let done: Mutex<Vec<(usize, Result<Folded<S>, Wrong>)>> = Mutex::new(Vec::new());
        let rows = AtomicU64::new(0);
        let work = || {
            let mut bytes = Vec::new();
            while !stopped.load(Ordering::Relaxed) {
                let (number, result) = {
                    let mut blocks = blocks.lock().unwrap_or_else(PoisonError::into_inner);
                    let upcoming = blocks.upcoming();
                    match blocks.next(&mut bytes) {
                        Ok(None) => break,
                        Ok(Some(ticket)) => (ticket.number, Ok(ticket)),
                        Err(stop) => (upcoming, Err(stop)),
                    }
                };
                let result =
                    result.map_err(|stop| self.stopped(stop)).and_then(|ticket| self.block(&bytes, ticket, make));
                match &result {
                    Ok(Folded { rows: more, .. }) => {
                        let rows = rows.fetch_add(u64::from(*more), Ordering::Relaxed) + u64::from(*more);
                        told(rows, count.load(Ordering::Relaxed) as f64 / length as f64);
                    }
                    Err(_) => stopped.store(true, Ordering::Relaxed),
                }
                done.lock().unwrap_or_else(PoisonError::into_inner).push((number, result));
            }
        };
        if length <= size as u64 {
            work();
        } else {
            rayon::scope(|scope| (0..rayon::current_num_threads()).for_each(|_| scope.spawn(|_| work())));
        }
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(number, _)| *number);
        let (mut first_row, mut replaced) = (1, None);
        let mut folded = Vec::with_capacity(done.len());
        for (_, result) in done {
            let Folded { sink, rows, replaced: in_block } = match result {
                Err(Wrong::Problem(ReadProblem::OpenQuote { row })) => {
                    return Err(ReadProblem::OpenQuote { row: row + first_row }.into());
                }
                Err(Wrong::Problem(problem @ ReadProblem::BadBytes { .. })) => {
                    return Err(match self.first_broken(path) {
                        Some(row) => Wrong::InRow(problem, row),
                        None => problem.into(),
                    });
                }
                Err(Wrong::InRow(problem @ ReadProblem::TooMuch { .. }, row)) => {
                    return Err(Wrong::InRow(problem, row - 1 + first_row));
                }
                result => result?,
            };
            if let Some((count, row)) = in_block {
                let (before, first) = replaced.unwrap_or((0, first_row + row));
                replaced = Some((before + count, first));
            }
            folded.push(Block { sink, first_row });
            first_row += rows;
        }
        if let Some(replaced) = replaced {
            // Every reading finds the same.
            let _ = self.replaced.set(replaced);
        }
        Ok(folded)
    }

    fn block<S: RowSink>(
        &self,
        bytes: &[u8],
        ticket: Ticket,
        make: &(dyn Fn() -> S + Sync),
    ) -> Result<Folded<S>, Wrong> {
        let text = match simdutf8::compat::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) if self.lenient => String::from_utf8_lossy(bytes),
            Err(error) => {
                let at = ticket.offset + error.valid_up_to() as u64;
                return Err(ReadProblem::BadBytes { encoding: self.encoding().to_string(), at }.into());
            }
        };
        let mut sink = make();
        let mut into = IntoSink(&mut sink);
        let rows = match &self.layout.cells {
            Cells::Separated(dialect) => records::each_into(&text, *dialect, &mut into)?,
            Cells::Aligned { columns, end } => columns.each(&text, *end, |row, cells| into.record(row, cells))?,
        };
        sink.end();
        let replaced = if self.lenient { self.replaced_in(&text) } else { None };
        Ok(Folded { sink, rows, replaced })
    }

    fn replaced_in(&self, text: &str) -> Option<(u64, u32)> {
        let count = memchr::memmem::find_iter(text.as_bytes(), "\u{FFFD}").count() as u64;
        if count == 0 {
            return None;
        }
        let mut broken = Broken::default();
        let _ = self.each(text, |row, cells| broken.row(row, cells));
        Some((count, broken.0.unwrap_or(0)))
    }

    /// Gives the first row, 1-based, with bytes that the encoding cannot hold; reads the file once more for it.
    fn first_broken(&self, path: &Path) -> Option<u32> {
        if self.lenient {
            return None;
        }
        let text = Text { lenient: true, layout: self.layout.clone(), replaced: OnceLock::new(), ..*self };
        let blocks = text.fold(path, false, &Broken::default, &|_, _| {}).ok()?;
        blocks.iter().find_map(|block| block.sink.0.map(|row| row + block.first_row))
    }

    fn stopped(&self, stop: Stop) -> Wrong {
        match stop {
            Stop::OpenQuote(row) => ReadProblem::OpenQuote { row }.into(),
            Stop::LongRow => Wrong::InRow(ReadProblem::TooMuch { of: Excess::Row, most: blocks::LONGEST as u64 }, 1),
            Stop::Io(error) => undecoded(error, self.charset),
        }
    }
}

/// Refuses a row, counted from 0, that is wider than any sheet's.
fn wide(row: u32, cells: &[Cell<'_>]) -> Result<(), Wrong> {
    match cells.len() > COLUMNS {
        true => Err(Wrong::InRow(ReadProblem::TooMuch { of: Excess::Columns, most: COLUMNS as u64 }, row + 1)),
        false => Ok(()),
    }
}

/// A block after it was read: its rows, and its characters that could not be decoded with the first row with one, from 0.
struct Folded<S> {
    sink: S,
    rows: u32,
    replaced: Option<(u64, u32)>,
}

/// The first row of a block that was not decoded whole.
#[derive(Default)]
struct Broken(Option<u32>);

impl RowSink for Broken {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        let broken = |cell: &Cell<'_>| matches!(cell, Cell::Text(text) if text.contains(char::REPLACEMENT_CHARACTER));
        if self.0.is_none() && cells.iter().any(broken) {
            self.0 = Some(row);
        }
        Ok(())
    }
}

/// Gives the bytes that tell the encoding: the sample, and where that is plain ASCII, the rest of the file's first bytes that are not.
fn telling<'a>(file: &mut File, sample: &'a [u8], length: u64) -> io::Result<Cow<'a, [u8]>> {
    if !sample.is_ascii() || sample.len() as u64 == length {
        return Ok(sample.into());
    }
    let mut telling = sample[..sample.len().min(1 << 16)].to_vec();
    let steps: Vec<u64> = (sample.len() as u64..length).step_by(SAMPLE as usize * 4).collect();
    let path = Mutex::new(file);
    let look = |start: &u64| -> Option<io::Result<Vec<u8>>> {
        let mut bytes = vec![0; SAMPLE as usize * 4];
        let read = read_at(&path, *start, &mut bytes);
        match read {
            Err(error) => Some(Err(error)),
            Ok(read) => {
                bytes.truncate(read);
                if bytes.is_ascii() { None } else { Some(Ok(bytes)) }
            }
        }
    };
    if let Some(found) = steps.par_iter().find_map_first(look) {
        let found = found?;
        let first = found.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
        let line = memchr::memrchr(b'\n', &found[..first]).map_or(0, |at| at + 1);
        telling.push(b'\n');
        telling.extend_from_slice(&found[line..found.len().min(line + SAMPLE as usize)]);
    }
    Ok(telling.into())
}

fn read_at(file: &Mutex<&mut File>, start: u64, bytes: &mut [u8]) -> io::Result<usize> {
    let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
    file.seek(SeekFrom::Start(start))?;
    let mut read = 0;
    while read < bytes.len() {
        match file.read(&mut bytes[read..])? {
            0 => break,
            more => read += more,
        }
    }
    Ok(read)
}

/// A file that counts the bytes it gave.
pub(super) struct Counted<'c> {
    pub file: File,
    pub count: &'c AtomicU64,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
