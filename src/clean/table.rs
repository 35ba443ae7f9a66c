//! What cleaning asks of an input: its name, the heads of its sheets, and a fold over its rows.
//!
//! [`Book`](crate::read::Book) is one; tests bring their own rows.

use super::fill::Merged;
use super::join::HeldSink;
use super::sink::Sink;
use crate::model::{Failure, Problem, Progress};
use crate::read::{Block, Book, LineSink, SheetHead};

/// An input with sheets.
pub trait Table: Sync {
    /// Gives the file's name as messages show it.
    fn file(&self) -> &str;
    /// Says whether it was found in a folder, and not named by the user.
    fn found(&self) -> bool {
        false
    }
    /// Gives the format's name, such as `csv`.
    fn format(&self) -> String;
    /// Gives the encoding of a text file.
    fn encoding(&self) -> Option<String>;
    /// Warns of characters that could not be decoded; known once the rows were read.
    fn replaced(&self) -> Option<Problem> {
        None
    }
    /// Gives the separator of a text file.
    fn separator(&self) -> Option<char>;
    /// Gives the SHA-256 of the file's bytes, hexadecimal.
    ///
    /// # Errors
    /// What keeps the file from being read.
    fn hash(&self) -> Result<String, Failure>;
    /// Gives the first rows of each sheet.
    fn sheets(&self) -> &[SheetHead];
    /// Gives the merged cells of a sheet, where the format tells them apart.
    ///
    /// # Errors
    /// What keeps the file from being read.
    fn merged(&self, _sheet: usize) -> Result<Merged, Failure> {
        Ok(Merged::new())
    }
    /// Gives where the file lies.
    fn path(&self) -> Option<&std::path::Path> {
        None
    }
    /// Holds the rows of a sheet that is looked up in, in their order from row 1.
    ///
    /// # Errors
    /// What reading finds wrong with the file, and keys that stand twice.
    fn fold_held(
        &self,
        sheet: usize,
        make: &(dyn Fn() -> HeldSink + Sync),
        progress: &dyn Progress,
    ) -> Result<Vec<Block<HeldSink>>, Failure>;
    /// Folds the rows of a sheet, block by block; where they are asked for in their order, in one block from row 1.
    ///
    /// # Errors
    /// What reading finds wrong with the file.
    fn fold_rows(
        &self,
        sheet: usize,
        in_order: bool,
        make: &(dyn Fn() -> Sink + Sync),
        progress: &dyn Progress,
    ) -> Result<Vec<Block<Sink>>, Failure>;
    /// Gives a cell of the last line of a text file.
    ///
    /// # Errors
    /// What keeps the file from being read.
    fn last_cell(&self, _column: usize) -> Result<Option<String>, Failure> {
        Ok(None)
    }
    /// Hands over the wanted cells of all lines below the header, where the file is regular; else nothing. The second of the
    /// columns is the one whose cells part the ranges.
    ///
    /// # Errors
    /// What keeps the file from being read.
    fn lines<S: LineSink>(
        &self,
        _columns: (&[usize], usize, usize),
        _header: u32,
        _make: &(dyn Fn() -> S + Sync),
        _progress: &dyn Progress,
    ) -> Result<Option<Vec<S>>, Failure>
    where
        Self: Sized,
    {
        Ok(None)
    }
}

impl Table for Book {
    fn file(&self) -> &str {
        &self.file
    }

    fn found(&self) -> bool {
        self.found
    }

    fn format(&self) -> String {
        self.format.name().into()
    }

    fn encoding(&self) -> Option<String> {
        self.encoding.clone()
    }

    fn replaced(&self) -> Option<Problem> {
        Book::replaced(self)
    }

    fn separator(&self) -> Option<char> {
        self.separator
    }

    fn hash(&self) -> Result<String, Failure> {
        Book::hash(self)
    }

    fn sheets(&self) -> &[SheetHead] {
        &self.sheets
    }

    fn path(&self) -> Option<&std::path::Path> {
        Some(Book::path(self))
    }

    fn fold_held(
        &self,
        sheet: usize,
        make: &(dyn Fn() -> HeldSink + Sync),
        progress: &dyn Progress,
    ) -> Result<Vec<Block<HeldSink>>, Failure> {
        self.fold_in_order(sheet, make, progress)
    }

    fn merged(&self, sheet: usize) -> Result<Merged, Failure> {
        Book::merged(self, sheet)
    }

    fn fold_rows(
        &self,
        sheet: usize,
        in_order: bool,
        make: &(dyn Fn() -> Sink + Sync),
        progress: &dyn Progress,
    ) -> Result<Vec<Block<Sink>>, Failure> {
        match in_order {
            true => self.fold_in_order(sheet, make, progress),
            false => self.fold(sheet, make, progress),
        }
    }

    fn lines<S: LineSink>(
        &self,
        columns: (&[usize], usize, usize),
        header: u32,
        make: &(dyn Fn() -> S + Sync),
        progress: &dyn Progress,
    ) -> Result<Option<Vec<S>>, Failure> {
        Book::lines(self, columns, header, make, progress)
    }

    fn last_cell(&self, column: usize) -> Result<Option<String>, Failure> {
        Book::last_cell(self, column)
    }
}
