//! What cleaning asks of an input: its name, the heads of its sheets, and a fold over its rows.
//!
//! [`Book`](crate::read::Book) is one; tests bring their own rows.

use super::fill::Merged;
use super::join::HeldSink;
use super::sink::Sink;
use crate::model::{Failure, Problem, Progress};
use crate::read::{Block, Book, SheetHead};

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
}
