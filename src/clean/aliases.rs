//! `--aliases FILE`: two columns, the name or id as written and the customer meant; further columns are for people.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::customer::normalise;
use super::text_column::write_cell;
use crate::model::problem::CleanProblem;
use crate::model::{Failure, InputOptions, Place, Progress};
use crate::read::{Cell, RowSink, open as open_books};

/// Names as written → the customer meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases {
    /// By normalised name.
    meant: BTreeMap<String, String>,
    /// The lines in their order, as they stand.
    pub lines: Vec<(String, String)>,
}

impl Aliases {
    /// Gives the customer that a name stands for, one step on.
    pub fn of(&self, name: &str) -> Option<&str> {
        self.meant.get(&normalise(name)).map(String::as_str)
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.meant.is_empty()
    }
}

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
    from_pairs(pairs).map_err(|kind| Failure::new(Place::file(&file), *kind))
}

/// Takes the pairs. A header is taken for one too: it does no harm, and a file without one loses nothing. A line that leads to
/// itself says nothing.
pub fn from_pairs(pairs: Vec<(String, String)>) -> Result<Aliases, Box<CleanProblem>> {
    let mut aliases = Aliases::default();
    let mut any = false;
    for (from, to) in pairs {
        let (from, to) = (plain(&from).to_owned(), plain(&to).to_owned());
        any |= !to.is_empty();
        if from.is_empty() || to.is_empty() || normalise(&from) == normalise(&to) {
            continue;
        }
        match aliases.meant.insert(normalise(&from), to.clone()) {
            Some(before) if normalise(&before) != normalise(&to) => {
                return Err(Box::new(CleanProblem::AliasTwice { name: from, first: before, second: to }));
            }
            Some(_) => {}
            None => aliases.lines.push((from, to)),
        }
    }
    match any {
        true => aliases.without_circles(),
        false => Err(Box::new(CleanProblem::BadAliases)),
    }
}

/// Takes the apostrophe away that keeps a spreadsheet from taking a name for a formula; our own files have it.
fn plain(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => text,
    }
}

impl Aliases {
    /// Refuses lines that lead back to where they begin: whom they mean is then open.
    fn without_circles(self) -> Result<Aliases, Box<CleanProblem>> {
        // What is known to end, so that a long chain is walked once.
        let mut ends: std::collections::BTreeSet<String> = Default::default();
        for (from, _) in &self.lines {
            let mut path: Vec<(String, &str)> = vec![(normalise(from), from)];
            while let Some(next) = self.of(path[path.len() - 1].1) {
                let key = normalise(next);
                if ends.contains(&key) {
                    break;
                }
                if let Some(start) = path.iter().position(|(seen, _)| *seen == key) {
                    let mut names: Vec<String> = path[start..].iter().map(|(_, name)| (*name).to_owned()).collect();
                    names.push(names[0].clone());
                    return Err(Box::new(CleanProblem::AliasCircle { names }));
                }
                path.push((key, next));
            }
            ends.extend(path.into_iter().map(|(key, _)| key));
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[(&str, &str)]) -> Result<Aliases, Box<CleanProblem>> {
        from_pairs(lines.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect())
    }

    #[test]
    fn lines_that_lead_in_a_circle_are_refused_with_all_their_names() {
        let circle = lines(&[("A", "B"), ("X", "a."), ("b", "C"), ("C", "A")]);
        let names = ["A", "B", "C", "A"].map(String::from).to_vec();
        assert_eq!(circle, Err(Box::new(CleanProblem::AliasCircle { names })));
        let chain = lines(&[("name", "customer"), ("A", "B"), ("B", "C"), ("D", "B"), ("E", "e.")]).unwrap();
        assert_eq!((chain.of(" a "), chain.lines.len()), (Some("B"), 4));
    }

    #[test]
    fn a_name_that_a_spreadsheet_would_run_is_the_name() {
        let aliases = lines(&[("'=Acme", "'Tis Ltd")]).unwrap();
        assert_eq!(aliases.of("=Acme"), Some("'Tis Ltd"));
    }
}
