//! `--aliases FILE`: two columns, the name or id as written and the customer meant.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::customer::{Aliases, normalise};
use super::text_column::write_cell;
use crate::model::problem::CleanProblem;
use crate::model::{Failure, InputOptions, Place, Progress};
use crate::read::{Cell, RowSink, open as open_books};

struct Pairs<'a>(&'a Mutex<Vec<(String, String)>>);

impl RowSink for Pairs<'_> {
    fn row(&mut self, _row: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        let text = |at: usize| {
            let mut text = String::new();
            write_cell(cells.get(at).copied().unwrap_or(Cell::Empty), &mut text);
            text
        };
        if let Ok(mut pairs) = self.0.lock() {
            pairs.push((text(0), text(1)));
        }
        Ok(())
    }
}

/// Reads the file, where one is given.
pub fn open(input: &InputOptions, progress: &dyn Progress) -> Result<Aliases, Failure> {
    let Some(path) = &input.aliases else { return Ok(Aliases::default()) };
    let file = path.to_string_lossy().into_owned();
    let options = InputOptions { files: vec![file.clone()], ..InputOptions::default() };
    let (books, _) = open_books(&options, progress)?;
    let bad = || Failure::new(Place::file(&file), CleanProblem::BadAliases);
    let book = books.first().ok_or_else(bad)?;
    let sheet = book.sheets.iter().position(|head| !head.hidden && !head.rows.is_empty()).ok_or_else(bad)?;
    let pairs = Mutex::new(Vec::new());
    book.fold(sheet, &|| Pairs(&pairs), progress)?;
    let pairs = pairs.into_inner().map_err(|_| bad())?;
    from_pairs(&file, pairs)
}

/// Takes the pairs. A header is taken for one too: it does no harm, and a file without one loses nothing.
fn from_pairs(file: &str, pairs: Vec<(String, String)>) -> Result<Aliases, Failure> {
    let bad = || Failure::new(Place::file(file), CleanProblem::BadAliases);
    let mut aliases: BTreeMap<String, String> = BTreeMap::new();
    let mut any = false;
    for (from, to) in pairs {
        any |= !to.is_empty();
        if from.is_empty() || to.is_empty() {
            continue;
        }
        match aliases.insert(normalise(&from), to.clone()) {
            Some(before) if normalise(&before) != normalise(&to) => {
                let kind = CleanProblem::AliasTwice { name: from, first: before, second: to };
                return Err(Failure::new(Place::file(file), kind));
            }
            _ => {}
        }
    }
    if any { Ok(Aliases(aliases)) } else { Err(bad()) }
}
