//! xlsx workbooks written as nearly every program writes them: their sheets on all cores, without a library in the way.
//!
//! What is written otherwise in any respect is [`Irregular`] and left to calamine, which understands all that the standard
//! allows; so nothing here has to guess. What is read here equals what calamine reads, which the tests check on all files at
//! hand. A sheet is inflated a block of rows at a time, under a lock, and each block is read by whoever inflated it.

mod blocks;
mod markup;
mod package;
#[cfg(any(test, fuzzing))]
pub(in crate::read) mod properties;
mod rows;
mod strings;
mod styles;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, BufReader};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

use zip::ZipArchive;

use self::blocks::{Blocks, side_by_side};
use self::package::{Package, Part};
use self::rows::{RowHead, Rows};
use crate::model::{Failure, Words};
use crate::read::limits::Budget;
use crate::read::{Block, Cell, HEAD_CELLS, HEAD_ROWS, RowSink, SheetHead};

/// The workbook is not written as this reader expects.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Irregular;

impl From<io::Error> for Irregular {
    fn from(_: io::Error) -> Irregular {
        Irregular
    }
}

/// Why reading ended before the sheet did.
#[derive(Debug)]
pub(super) enum Stop {
    Irregular,
    Sink(Failure),
}

impl From<Irregular> for Stop {
    fn from(_: Irregular) -> Stop {
        Stop::Irregular
    }
}

type Archive = ZipArchive<BufReader<File>>;

/// Cells that are counted in one go.
const COUNTED: u64 = 1 << 16;

/// Bytes of a block, inflated.
const BLOCK: std::ops::RangeInclusive<u64> = 1 << 18..=8 << 20;

/// A workbook whose sheets can be read here.
pub(super) struct Regular {
    archive: Archive,
    package: Package,
    strings: Words,
}

impl Regular {
    /// Opens a workbook: its sheets, its texts, and which of its formats show dates.
    pub fn open(file: File, budget: &Budget) -> Result<Regular, Irregular> {
        let mut archive = ZipArchive::new(BufReader::with_capacity(1 << 16, file)).map_err(|_| Irregular)?;
        let package = Package::read(&mut archive)?;
        let strings = match package.strings {
            true => strings::read(&mut archive, budget)?,
            false => Words::default(),
        };
        Ok(Regular { archive, package, strings })
    }

    /// Gives the work sheets with their first rows.
    pub fn heads(&mut self, budget: &Budget) -> Result<Vec<SheetHead>, Irregular> {
        let Regular { archive, package, strings } = self;
        let head = |part: &Part| {
            let (name, epoch_1904) = (Some(part.name.clone()), package.epoch_1904);
            let mut head = SheetHead { name, hidden: part.hidden, rows: Vec::new(), rows_hint: 0, epoch_1904 };
            let entry = archive.by_name(&part.entry).map_err(|_| Irregular)?;
            // Not anew for each sheet: ten thousand may share one part.
            let packed = entry.compressed_size();
            let mut blocks = Blocks::of_sheet(budget.unpacking(entry, packed), *BLOCK.start() as usize)?;
            let claimed = rows::claimed(&blocks.preamble)?;
            let rows = Rows { strings, package };
            let mut bytes = Vec::new();
            let (mut full, mut seen) = (false, 0);
            while !full && blocks.next(&mut bytes)?.is_some() {
                let read = rows.each(blocks::text(&bytes)?, &mut |RowHead { row, .. }, cells: &[Cell<'_>]| {
                    head.rows.push((row + 1, cells.iter().copied().map(Cell::to_owned).collect()));
                    seen += cells.len();
                    full = head.rows.len() == HEAD_ROWS || seen >= HEAD_CELLS;
                    if full { ControlFlow::Break(None) } else { ControlFlow::Continue(()) }
                });
                match read {
                    Ok(_) => {}
                    Err(Stop::Irregular | Stop::Sink(_)) => return Err(Irregular),
                }
            }
            if !budget.resident() {
                return Err(Irregular);
            }
            let seen = head.rows.len() as u64;
            head.rows_hint = if full { seen.max(claimed) } else { seen };
            Ok(head)
        };
        package.sheets.iter().map(head).collect()
    }

    /// Gives the hidden rows of a sheet, counted from 0: of those that say so in the usual words.
    pub fn hidden_rows(file: File, name: &str, budget: &Budget) -> Result<Vec<u32>, Irregular> {
        let mut archive = ZipArchive::new(BufReader::with_capacity(1 << 16, file)).map_err(|_| Irregular)?;
        let package = Package::read(&mut archive)?;
        let part = package.sheets.iter().find(|part| part.name == name).ok_or(Irregular)?;
        let entry = archive.by_name(&part.entry).map_err(|_| Irregular)?;
        let packed = entry.compressed_size();
        let mut blocks = Blocks::of_sheet(budget.unpacking(entry, packed), *BLOCK.end() as usize)?;
        let (mut bytes, mut hidden) = (Vec::new(), Vec::new());
        while blocks.next(&mut bytes)?.is_some() {
            hidden.extend(rows::hidden(blocks::text(&bytes)?));
        }
        Ok(hidden)
    }

    /// Hands all rows of a sheet to sinks, one a block, and gives them in order; `told` hears of the rows and the share done.
    pub fn fold<S: RowSink>(
        &mut self,
        name: &str,
        make: &(dyn Fn() -> S + Sync),
        told: &(dyn Fn(u64, f64) + Sync),
        budget: &Budget,
    ) -> Result<Vec<Block<S>>, Stop> {
        let Regular { archive, package, strings } = self;
        let part = package.sheets.iter().find(|part| part.name == name).ok_or(Irregular)?;
        let entry = archive.by_name(&part.entry).map_err(|_| Irregular)?;
        let (length, packed) = (entry.size().max(1), entry.compressed_size());
        let size = (length / 16).clamp(*BLOCK.start(), *BLOCK.end()) as usize;
        budget.renew();
        let blocks = Blocks::of_sheet(budget.unpacking(entry, packed), size)?;
        let (rows, done) = (AtomicU64::new(0), AtomicU64::new(0));
        let reader = Rows { strings, package };
        let folded = side_by_side(blocks, &|text: &str| {
            let mut sink = make();
            let mut first = None;
            let (mut count, mut width) = (0, 0);
            let last = reader.each(text, &mut |RowHead { row, hidden }, cells: &[Cell<'_>]| {
                count += 1;
                width += cells.len() as u64;
                if width >= COUNTED && !budget.cells(std::mem::take(&mut width)) {
                    return ControlFlow::Break(None);
                }
                let number = row - *first.get_or_insert(row);
                match sink.row(number, cells) {
                    Ok(()) => {
                        if hidden {
                            sink.hidden(number);
                        }
                        ControlFlow::Continue(())
                    }
                    Err(failure) => ControlFlow::Break(Some(failure)),
                }
            })?;
            if budget.over().is_some() || !budget.cells(width) || !budget.resident() {
                return Err(Stop::Irregular);
            }
            sink.end();
            let share = done.fetch_add(text.len() as u64, Ordering::Relaxed) as f64 / length as f64;
            told(rows.fetch_add(count, Ordering::Relaxed) + count, share.min(1.0));
            Ok(first.zip(last).map(|(first, last)| (Block { sink, first_row: first + 1 }, last)))
        })?;
        let mut after = None;
        let mut sheet = Vec::with_capacity(folded.len());
        for (block, last) in folded.into_iter().flatten() {
            if after.is_some_and(|before| block.first_row <= before) {
                return Err(Stop::Irregular);
            }
            after = Some(last + 1);
            sheet.push(block);
        }
        if sheet.is_empty() {
            let mut sink = make();
            sink.end();
            sheet.push(Block { sink, first_row: 1 });
        }
        Ok(sheet)
    }
}
