//! One input, opened and understood: what it is, its sheets with their first rows, and the way to all its rows.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempPath;

use super::files::{Input, unreadable};
use super::format::{self, Nature};
use super::markup::{self, Markup};
use super::text::{Sample, Text, Wrong};
use super::workbook::Workbook;
use super::{Block, Format, LineSink, RowSink, SheetHead};
use crate::model::problem::{ByWhat, ReadProblem};
use crate::model::{Failure, Place, Problem, Progress, Severity};

/// A file that was understood. Its rows are read again whenever they are asked for.
#[derive(Debug)]
pub struct Book {
    /// The name as given; `-` for the standard input.
    pub file: String,
    pub format: Format,
    /// The encoding of a text file.
    pub encoding: Option<String>,
    /// The separator of a text file, unless it is aligned by spaces.
    pub separator: Option<char>,
    /// The sheets with cells in them, in the workbook's order; one for text files; the tables of a web page.
    pub sheets: Vec<SheetHead>,
    /// Found in a folder, and not named by the user.
    pub found: bool,
    path: PathBuf,
    /// The pages of a web archive.
    pages: Option<TempPath>,
    /// Keeps the spooled standard input.
    _spool: Option<TempPath>,
    content: Content,
    /// The file's number among all, from 1, and how many there are.
    nth: (usize, usize),
}

#[derive(Debug)]
enum Content {
    Text(Text),
    Markup(Markup),
    Workbook(Workbook),
}

/// What opening needs to know beside the file.
#[derive(Clone, Copy)]
pub(super) struct Opening<'o> {
    pub encoding: Option<&'o str>,
    /// The file's number among all, from 1, and how many there are.
    pub nth: (usize, usize),
    /// Workbooks stay open until their rows are read.
    pub keep: bool,
}

impl Book {
    /// Gives where the file lies; the standard input lies in a temporary one.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens an input; what is worth saying about it comes with it.
    pub(super) fn open(input: Input, opening: Opening<'_>) -> Result<(Book, Vec<Problem>), Failure> {
        let place = || Place::file(&input.shown);
        let told = |wrong| failure(&input.shown, None, wrong);
        let refused = |error| unreadable(&input.shown, &error);
        let mut file = File::open(&input.path).map_err(refused)?;
        let length = file.metadata().map_err(refused)?.len();
        let mut head = Vec::new();
        (&mut file).take(4096).read_to_end(&mut head).map_err(refused)?;
        let nature = format::nature(&mut file, &head, length).map_err(refused)?;
        let mut problems = Vec::new();
        let (format, encoding, separator, sheets, content);
        let mut pages = None;
        match nature.map_err(|problem| Failure::new(place(), problem))? {
            Nature::Text => {
                let mut sample = Sample::read(&mut file, opening.encoding).map_err(told)?;
                if format::is_archive(&sample.text) {
                    pages = markup::pages(&mut file).map_err(refused)?;
                }
                if let Some(path) = &pages {
                    let mut page = File::open(path).map_err(refused)?;
                    sample = Sample::read(&mut page, opening.encoding).map_err(told)?;
                }
                let (charset, by) = (sample.charset, sample.by);
                if !charset.is_utf8() || by == ByWhat::Option {
                    let kind = ReadProblem::Encoding { name: charset.name().to_string(), how: by };
                    problems.push(Problem::note(place(), kind));
                }
                encoding = Some(charset.name().to_string());
                if let Some(kind) = format::markup(&sample.text) {
                    let path = pages.as_deref().unwrap_or(&input.path);
                    let (markup, (heads, said)) = Markup::open(path, kind, &sample).map_err(told)?;
                    for (sheet, problem) in said {
                        let severity = match problem {
                            ReadProblem::Parts { .. } => Severity::Note,
                            _ => Severity::Warning,
                        };
                        problems.push(Problem { severity, place: Place { sheet, ..place() }, kind: problem.into() });
                    }
                    (format, separator) = (markup.format(), None);
                    (sheets, content) = (heads, Content::Markup(markup));
                } else {
                    let (text, head) = Text::open(sample).map_err(told)?;
                    (format, separator) = (text.format(), text.separator());
                    (sheets, content) = (vec![head], Content::Text(text));
                }
            }
            Nature::Workbook(kind) => {
                let (workbook, (heads, wrong)) = Workbook::open(&input.path, kind, opening.keep).map_err(told)?;
                for (sheet, problem) in wrong {
                    problems.push(Problem::warning(Place { sheet: Some(sheet), ..place() }, problem));
                }
                (format, encoding, separator) = (kind.format, None, None);
                (sheets, content) = (heads, Content::Workbook(workbook));
            }
        }
        let Input { shown: file, path, found, spool } = input;
        let book = Book {
            file,
            format,
            encoding,
            separator,
            sheets,
            found,
            path,
            pages,
            _spool: spool,
            content,
            nth: opening.nth,
        };
        Ok((book, problems))
    }

    /// Reads all rows of a sheet into sinks, one a block, and gives them in the file's order.
    ///
    /// Text files are read in blocks on all cores; a workbook's sheet is one block. The call may be repeated, and run for
    /// several books at once.
    pub fn fold<S: RowSink>(
        &self,
        sheet: usize,
        make: &(dyn Fn() -> S + Sync),
        progress: &dyn Progress,
    ) -> Result<Vec<Block<S>>, Failure> {
        self.fold_by(sheet, false, make, progress)
    }

    /// Reads all rows of a sheet into one sink, in their order.
    pub fn fold_in_order<S: RowSink>(
        &self,
        sheet: usize,
        make: &(dyn Fn() -> S + Sync),
        progress: &dyn Progress,
    ) -> Result<Vec<Block<S>>, Failure> {
        self.fold_by(sheet, true, make, progress)
    }

    /// Hands the wanted cells of all lines below the header to sinks, one a range, where the file is a regular text file; gives
    /// nothing where it is not, and all that was handed over is void. `columns`, 0-based, ascend; a sink's lines begin where the
    /// cell in the column `apart` is another than before. No line may have more than `widest` cells.
    pub fn lines<S: LineSink>(
        &self,
        columns: (&[usize], usize, usize),
        header: u32,
        make: &(dyn Fn() -> S + Sync),
        progress: &dyn Progress,
    ) -> Result<Option<Vec<S>>, Failure> {
        let Content::Text(text) = &self.content else { return Ok(None) };
        let told = |rows, share| progress.reading(&self.file, self.nth.0, self.nth.1, rows, share);
        let read = text.lines(&self.path, columns, header, make, &told);
        read.map_err(|wrong| failure(&self.file, None, wrong))
    }

    /// Gives a cell of the last line of a text file.
    pub fn last_cell(&self, column: usize) -> Result<Option<String>, Failure> {
        let Content::Text(text) = &self.content else { return Ok(None) };
        text.last_cell(&self.path, column).map_err(|wrong| failure(&self.file, None, wrong))
    }

    fn fold_by<S: RowSink>(
        &self,
        sheet: usize,
        in_order: bool,
        make: &(dyn Fn() -> S + Sync),
        progress: &dyn Progress,
    ) -> Result<Vec<Block<S>>, Failure> {
        let told = |rows, share| progress.reading(&self.file, self.nth.0, self.nth.1, rows, share);
        let folded = match &self.content {
            Content::Text(text) => text.fold(&self.path, in_order, make, &told),
            Content::Markup(markup) => markup.fold(self.pages.as_deref().unwrap_or(&self.path), sheet, make, &told),
            Content::Workbook(workbook) => workbook.fold(&self.path, sheet, in_order, make, &told),
        };
        let name = || self.sheets.get(sheet).and_then(|sheet| sheet.name.clone());
        folded.map_err(|wrong| failure(&self.file, name(), wrong))
    }

    /// Gives the merged cells of a sheet: first and last row, 1-based, first and last column, 0-based; none where the format
    /// does not tell.
    pub fn merged(&self, sheet: usize) -> Result<Vec<(u32, u32, usize, usize)>, Failure> {
        let name = || self.sheets.get(sheet).and_then(|sheet| sheet.name.clone());
        match &self.content {
            Content::Workbook(workbook) => {
                workbook.merged(&self.path, sheet).map_err(|wrong| failure(&self.file, name(), wrong))
            }
            Content::Text(_) | Content::Markup(_) => Ok(Vec::new()),
        }
    }

    /// Warns of characters that the encoding named by the user could not hold; known after [`Book::fold`].
    pub fn replaced(&self) -> Option<Problem> {
        let ((characters, row), encoding) = match &self.content {
            Content::Text(text) => (text.replaced()?, text.encoding()),
            Content::Markup(markup) => (markup.replaced()?, markup.encoding()),
            Content::Workbook(_) => return None,
        };
        let place = Place { row: Some(row), ..Place::file(&self.file) };
        Some(Problem::warning(place, ReadProblem::Replaced { encoding: encoding.to_string(), characters }))
    }

    /// Gives the SHA-256 of the file's bytes in hexadecimal. Reads the file for it, so that those who do not ask do not wait.
    pub fn hash(&self) -> Result<String, Failure> {
        let hash = || -> std::io::Result<String> {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(0))?;
            let mut hasher = Sha256::new();
            let mut bytes = vec![0; 1 << 18];
            loop {
                match file.read(&mut bytes)? {
                    0 => break,
                    read => hasher.update(&bytes[..read]),
                }
            }
            Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
        };
        hash().map_err(|error| unreadable(&self.file, &error))
    }
}

/// Puts the place to what went wrong.
fn failure(file: &str, sheet: Option<String>, wrong: Wrong) -> Failure {
    match wrong {
        Wrong::Io(error) => unreadable(file, &error),
        Wrong::Problem(problem) => Failure::new(Place { sheet, ..Place::file(file) }, problem),
        Wrong::InRow(problem, row) => Failure::new(Place { sheet, row: Some(row), ..Place::file(file) }, problem),
        Wrong::InSheet(problem, sheet, row) => {
            Failure::new(Place { sheet, row: Some(row), ..Place::file(file) }, problem)
        }
        Wrong::Sink(failure) => failure,
    }
}
