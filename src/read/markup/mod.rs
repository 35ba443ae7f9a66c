//! Tables that lie in markup: web pages, which many systems name `.xls`, and the XML form of Excel 2003.
//!
//! The file is decoded as text files are, then cut into tags (`tags`), from which a grammar (`html`, `spreadsheet`) makes rows;
//! they are gathered (`gather`) into the heads of all tables, on opening, or into the rows of one. Nothing but the row at hand
//! and a few batches is in memory, whatever the file's size.

mod archive;
mod gather;
mod glance;
mod html;
mod noted;
mod pages;
mod spreadsheet;
mod style;
mod tags;
mod value;

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{OnceLock, mpsc};

use html5gum::{IoReader, Tokenizer};

pub(super) use self::archive::pages;
use self::gather::{Batch, Cut, Gather, Head, Part, Position, Step};
use self::html::Html;
use self::spreadsheet::Spreadsheet;
use self::tags::{Grammar, Tags};
use super::text::{Charset, Counted, Sample, Wrong, checked};
use super::{Block, Format, HEAD_ROWS, RowSink, SheetHead};
use crate::model::problem::{Damage, Found, ReadProblem};

/// Bytes of a file that is worth a glance before it is read to its end.
const LONG: u64 = 1 << 20;

/// Which markup it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Html,
    Spreadsheet,
}

/// A file of markup, understood.
#[derive(Debug)]
pub(super) struct Markup {
    kind: Kind,
    charset: Charset,
    /// Told by the user, who accepts what it cannot hold.
    lenient: bool,
    length: u64,
    /// The tables that are sheets, each in its parts.
    tables: Vec<Vec<Part>>,
    /// After a table was read leniently: characters that became U+FFFD, and the first row with one.
    replaced: OnceLock<(u64, u32)>,
}

/// The sheets' first rows, and what is to be said about the file.
pub(super) type Opened = (Vec<SheetHead>, Vec<(Option<String>, ReadProblem)>);

impl Markup {
    /// Reads the first rows of each table, and the file to its end.
    pub fn open(path: &Path, kind: Kind, sample: &Sample) -> Result<(Markup, Opened), Wrong> {
        let (charset, length, lenient) = (sample.charset, sample.length, sample.lenient());
        let mut markup = Markup { kind, charset, lenient, length, tables: Vec::new(), replaced: OnceLock::new() };
        let (heads, cut) = match markup.glance(path) {
            Some(glanced) => glanced,
            None => markup.heads(path)?,
        };
        let mut problems = Vec::new();
        let (sheets, tables) = sheets(kind, heads);
        for (sheet, parts) in sheets.iter().zip(&tables).filter(|(_, parts)| parts.len() > 1) {
            problems.push((sheet.name.clone(), ReadProblem::Parts { tables: parts.len() as u64 }));
        }
        if let Some(Cut { table, row, amid }) = cut {
            let sheet = tables
                .iter()
                .position(|parts| parts.iter().any(|part| part.table == table))
                .and_then(|at| sheets.get(at));
            let rows = sheet.map_or(0, |sheet| sheet.rows_hint);
            if amid {
                let damage = ReadProblem::Damaged { bytes: length, damage: Damage::CutOff { rows } };
                return Err(Wrong::InSheet(damage, sheet.and_then(|sheet| sheet.name.clone()), row));
            }
            if let Some(sheet) = sheet {
                problems.push((sheet.name.clone(), ReadProblem::Unclosed { rows }));
            }
        }
        match kind {
            Kind::Html if sheets.is_empty() => {
                let begins = super::format::begins(&sample.text);
                return Err(ReadProblem::NotATable { found: Found::WebPage, begins: Some(begins) }.into());
            }
            Kind::Spreadsheet if sheets.iter().all(|sheet| sheet.rows.is_empty()) => {
                return Err(ReadProblem::EmptySheets { sheets: sheets.len() as u64 }.into());
            }
            _ => {}
        }
        markup.tables = tables;
        Ok((markup, (sheets, problems)))
    }

    /// Reads the file to its end for the heads of its tables.
    fn heads(&self, path: &Path) -> Result<(Vec<Head>, Option<Cut>), Wrong> {
        let position = Position::default();
        let (mut found, mut problem) = (None, None);
        let run = self.run(path, Gather::new(None, &position), &AtomicU64::new(0), &mut |step| {
            match step {
                Step::Heads(heads, cut) => found = Some((heads, cut)),
                Step::Refused(refused, sheet) => problem = Some((refused, sheet)),
                Step::Rows(_) | Step::Full(_) | Step::Done => {}
            }
            problem.is_none()
        });
        let (_, row) = position.get();
        match (run, problem) {
            (Err(Wrong::Problem(problem)), _) if row > 0 => Err(Wrong::InRow(problem, row)),
            (Err(wrong), _) => Err(wrong),
            (Ok(()), Some((problem, sheet))) => Err(Wrong::InSheet(self.sized(problem), sheet, row)),
            (Ok(()), None) => Ok(found.unwrap_or_default()),
        }
    }

    /// Gives the heads of a long file that surely has one long table and its end, or none; what is wrong with it, reading it whole
    /// tells.
    fn glance(&self, path: &Path) -> Option<(Vec<Head>, Option<Cut>)> {
        if self.length < LONG {
            return None;
        }
        let position = Position::default();
        let (mut full, mut whole) = (None, None);
        let gather = Gather::glancing(&position);
        let run = self.run(path, gather, &AtomicU64::new(0), &mut |step| {
            match step {
                Step::Full(heads) => full = Some(heads),
                Step::Heads(heads, cut) => whole = Some((heads, cut)),
                Step::Rows(_) | Step::Refused(..) | Step::Done => {}
            }
            false
        });
        run.ok()?;
        if whole.is_some() {
            return whole;
        }
        let mut heads = full?;
        let count = AtomicU64::new(0);
        let reader =
            checked(Counted { file: File::open(path).ok()?, count: &count }, self.charset, self.lenient).ok()?;
        let tables = heads.len() as u64;
        let (alone, rows) = match self.kind {
            Kind::Html => {
                let [table, row] = glance::count(reader, [(b"table", b'b'), (b"tr", b'r')]).ok()?;
                (table == glance::Tags { starts: tables, ends: tables }, row.starts)
            }
            Kind::Spreadsheet => {
                let names: [(&[u8], u8); 4] =
                    [(b"worksheet", b'k'), (b"workbook", b'k'), (b"visible", b'v'), (b"row", b'w')];
                let [sheet, book, visible, row] = glance::count(reader, names).ok()?;
                let whole = book == glance::Tags { starts: 1, ends: 1 };
                (sheet.starts == tables && whole && visible.starts == 0, row.starts)
            }
        };
        let head = heads.iter_mut().find(|head| head.count > 0)?;
        head.count = head.count.max(rows);
        alone.then_some((heads, None))
    }

    pub fn format(&self) -> Format {
        match self.kind {
            Kind::Html => Format::Html,
            Kind::Spreadsheet => Format::Xml2003,
        }
    }

    /// Gives the characters that the encoding named could not hold, and the first row with one; known after [`Markup::fold`].
    pub fn replaced(&self) -> Option<(u64, u32)> {
        self.replaced.get().copied()
    }

    pub fn encoding(&self) -> &'static str {
        self.charset.name()
    }

    /// Hands all rows of a table to one sink; `told` hears of the rows and the share done.
    ///
    /// The file is read in this thread and the sink fed in another.
    pub fn fold<S: RowSink>(
        &self,
        path: &Path,
        sheet: usize,
        make: &(dyn Fn() -> S + Sync),
        told: &(dyn Fn(u64, f64) + Sync),
    ) -> Result<Vec<Block<S>>, Wrong> {
        let Some(parts) = self.tables.get(sheet) else { return Ok(Vec::new()) };
        let position = Position::default();
        let (sender, receiver) = mpsc::sync_channel::<Batch>(4);
        let count = AtomicU64::new(0);
        let mut sink = make();
        let (sink_, count_) = (&mut sink, &count);
        let mut problem = None;
        let (parsed, failure) = std::thread::scope(|scope| {
            let taking = scope.spawn(move || {
                let mut failure = None;
                let mut rows = 0;
                let mut replaced: Option<(u64, u32)> = None;
                for batch in receiver {
                    rows += batch.rows() as u64;
                    if let Some((count, row)) = batch.replaced().filter(|_| self.lenient) {
                        let (before, first) = replaced.unwrap_or((0, row));
                        replaced = Some((before + count, first));
                    }
                    let on = batch.each(|row, cells| {
                        failure = sink_.row(row - 1, cells).err();
                        failure.is_none()
                    });
                    if !on {
                        break;
                    }
                    told(rows, (count_.load(Ordering::Relaxed) as f64 / self.length.max(1) as f64).min(1.0));
                }
                if let Some(replaced) = replaced {
                    // Every reading finds the same.
                    let _ = self.replaced.set(replaced);
                }
                failure
            });
            let gather = Gather::new(Some(parts), &position);
            let parsed = self.run(path, gather, &count, &mut |step| match step {
                Step::Rows(batch) => sender.send(batch).is_ok(),
                Step::Refused(refused, _) => {
                    problem = Some(refused);
                    false
                }
                Step::Done | Step::Full(_) | Step::Heads(..) => false,
            });
            drop(sender);
            (parsed, taking.join())
        });
        match failure {
            Ok(Some(failure)) => return Err(Wrong::Sink(failure)),
            Ok(None) => {}
            Err(panic) => std::panic::resume_unwind(panic),
        }
        let (_, row) = position.get();
        match (parsed, problem) {
            (Err(Wrong::Problem(problem)), _) | (Ok(()), Some(problem)) => Err(Wrong::InRow(self.sized(problem), row)),
            (Err(wrong), _) => Err(wrong),
            (Ok(()), None) => {
                sink.end();
                Ok(vec![Block { sink, first_row: 1 }])
            }
        }
    }

    /// Reads the file until told to stop.
    fn run(
        &self,
        path: &Path,
        gather: Gather<'_>,
        count: &AtomicU64,
        take: &mut dyn FnMut(Step) -> bool,
    ) -> Result<(), Wrong> {
        let counted = Counted { file: File::open(path)?, count };
        let reader = checked(counted, self.charset, self.lenient)?;
        match self.kind {
            Kind::Html => self.steps(reader, Html::new(gather), take),
            Kind::Spreadsheet => self.steps(reader, Spreadsheet::new(gather), take),
        }
    }

    fn steps<G: Grammar<Step = Step>>(
        &self,
        reader: impl Read,
        grammar: G,
        take: &mut dyn FnMut(Step) -> bool,
    ) -> Result<(), Wrong> {
        for step in
            Tokenizer::new_with_emitter(IoReader::new_with_buffer_size::<{ 1 << 16 }>(reader), Tags::new(grammar))
        {
            let step = step.map_err(|error| super::text::undecoded(error, self.charset))?;
            if !take(step) {
                break;
            }
        }
        Ok(())
    }

    /// Puts the file's size to a damage.
    fn sized(&self, problem: ReadProblem) -> ReadProblem {
        match problem {
            ReadProblem::Damaged { damage, .. } => ReadProblem::Damaged { bytes: self.length, damage },
            other => other,
        }
    }
}

/// Makes sheets of tables, and gives the parts of each: of a page those with a filled cell, named by what the page calls them, or
/// else by their number.
fn sheets(kind: Kind, mut heads: Vec<Head>) -> (Vec<SheetHead>, Vec<Vec<Part>>) {
    let groups = match kind {
        Kind::Html => pages::parts(&heads),
        Kind::Spreadsheet => (0..heads.len()).map(|number| vec![number]).collect(),
    };
    let several = groups.len() > 1;
    let mut sheets: Vec<SheetHead> = Vec::with_capacity(groups.len());
    let mut tables = Vec::with_capacity(groups.len());
    for (at, group) in groups.into_iter().enumerate() {
        let mut sheet = SheetHead { name: None, hidden: false, rows: Vec::new(), rows_hint: 0, epoch_1904: false };
        let (mut parts, mut above) = (Vec::with_capacity(group.len()), 0_u32);
        for table in group {
            let Head { name, hidden, rows, count, epoch_1904, last, .. } = std::mem::take(&mut heads[table]);
            if parts.is_empty() {
                let named = name.filter(|name| !sheets.iter().any(|sheet| sheet.name.as_ref() == Some(name)));
                sheet.name = named.or_else(|| several.then(|| (at + 1).to_string()));
                (sheet.hidden, sheet.epoch_1904) = (hidden, epoch_1904);
            }
            let room = HEAD_ROWS.saturating_sub(sheet.rows.len());
            sheet.rows.extend(rows.into_iter().take(room).map(|(row, cells)| (row.saturating_add(above), cells)));
            sheet.rows_hint += count;
            parts.push(Part { table, above });
            above = above.saturating_add(last);
        }
        sheets.push(sheet);
        tables.push(parts);
    }
    (sheets, tables)
}

#[cfg(test)]
mod tests;
