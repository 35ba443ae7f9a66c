//! Which row of a sheet is its header, and what its cells can mean.
//!
//! The header is the row, among the first, that names most fields; titles, notes and blank rows may lie above it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::header::{self, fold};
use super::layout::missing;
use super::mapping::is_none;
use super::sink::is_blank;
use super::{date, number};
use crate::model::problem::CleanProblem;
use crate::model::{Failure, Field, InputOptions, Place};
use crate::read::{Cell, OwnedCell, SheetHead};

/// Finds the header row; an error where two rows could be it, or none.
pub(super) fn header_row<'a>(
    head: &'a SheetHead,
    input: &InputOptions,
    place: &Place,
) -> Result<&'a (u32, Vec<OwnedCell>), Failure> {
    let meanings = meanings(input);
    let known = |cells: &[OwnedCell]| {
        let mut fields: Vec<Field> =
            cells.iter().filter_map(folded).filter_map(|name| meaning(&name, &meanings)).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    };
    let rows: Vec<(&(u32, Vec<OwnedCell>), Vec<Field>)> =
        head.rows.iter().take(50).map(|row| (row, known(&row.1))).collect();
    let most = rows.iter().map(|(_, fields)| fields.len()).max().unwrap_or(0);
    let by_position = input.map.iter().filter(|mapping| header::position(&mapping.column).is_some()).count();
    // One known word among dates and numbers stands in a line, as 货款 in a statement, and is no header.
    let is_line = |cells: &[OwnedCell]| most == 1 && cells.iter().any(is_value);
    let mut best = rows.iter().filter(|(row, fields)| fields.len() == most && !is_line(&row.1));
    if let Some((first, fields)) = best.next().filter(|_| most >= 2 || (most == 1 && by_position == 0)) {
        // Above a table that names more columns, there may be one that names all that is needed, with rows of its own.
        let is_full = |fields: &[Field]| missing(&|field| fields.contains(&field)).is_none();
        let parted = |upper: u32, lower: u32| {
            let between = head.rows.iter().filter(|(row, _)| *row > upper && *row < lower);
            between.flat_map(|(_, cells)| cells).any(is_value)
        };
        if let Some((above, _)) = rows.iter().find(|(row, fields)| row.0 < first.0 && is_full(fields))
            && parted(above.0, first.0)
        {
            return Ok(above);
        }
        let full = is_full(fields);
        let other = best.find(|(row, _)| {
            row.1.iter().map(|cell| fold(&words(cell)).name).ne(first.1.iter().map(|cell| fold(&words(cell)).name))
        });
        // Two rows of the same columns, one directly below the other, are one header in two languages.
        let columns = |cells: &[OwnedCell]| -> Vec<Option<Field>> {
            cells.iter().filter_map(folded).map(|name| meaning(&name, &meanings)).collect()
        };
        let bilingual =
            |other: &(u32, Vec<OwnedCell>)| other.0 == first.0 + 1 && columns(&other.1) == columns(&first.1);
        return match other.filter(|(other, _)| full && !parted(first.0, other.0) && !bilingual(other)) {
            Some((other, _)) => Err(Failure::new(
                place.clone(),
                CleanProblem::TwoHeaders { rows: (first.0, other.0), fields: fields.clone() },
            )),
            None => Ok(first),
        };
    }
    // No header is known. Where columns are mapped by their place, the first row is one if nothing in it is a date or a number.
    let first = head.rows.iter().find(|(_, cells)| cells.iter().filter(|cell| **cell != OwnedCell::Empty).count() > 1);
    match first.or(head.rows.first()) {
        Some(row) if row.1.iter().all(|cell| !is_value(cell)) => Ok(row),
        Some((row, _)) => Err(Failure::new(place.clone(), CleanProblem::NoHeader { row: *row })),
        None => Err(Failure::new(place.clone(), CleanProblem::NoRows { read: 0, reasons: Vec::new(), first: None })),
    }
}

/// Gives what a folded header may mean by the options: what `--map` gives it, and the settings' names.
fn meanings(input: &InputOptions) -> BTreeMap<String, Field> {
    let settings =
        input.synonyms.iter().flat_map(|(&field, names)| names.iter().map(move |name| (fold(name).name, field)));
    settings
        .chain(
            input
                .map
                .iter()
                .filter(|mapping| !is_none(mapping))
                .map(|mapping| (fold(&mapping.column).name, mapping.field)),
        )
        .collect()
}

/// Gives the field that a header means, by the options or as it is known: as a whole, or else by what stands behind its point.
fn meaning(header: &header::Folded, meanings: &BTreeMap<String, Field>) -> Option<Field> {
    let given = |name: &str| meanings.get(name).copied();
    given(&header.name).or_else(|| given(header.known_as())).or_else(|| synonym(header.known_as()))
}

/// Gives the field that is known by a folded header.
pub(super) fn synonym(name: &str) -> Option<Field> {
    static FIELDS: LazyLock<FxHashMap<&'static str, Field>> = LazyLock::new(|| {
        // The first field that knows a header has it.
        Field::ALL.into_iter().rev().flat_map(|field| field.headers().iter().map(move |name| (*name, field))).collect()
    });
    FIELDS.get(name).copied()
}

/// Folds what could be a header: words, not too many.
fn folded(cell: &OwnedCell) -> Option<header::Folded> {
    match cell {
        OwnedCell::Text(text) if text.len() <= 80 && text.chars().any(char::is_alphabetic) => {
            Some(fold(text)).filter(|header| !header.name.is_empty())
        }
        _ => None,
    }
}

/// Says whether a text is how headers call the customer.
pub(super) fn names_customer(text: &str) -> bool {
    matches!(synonym(fold(text).known_as()), Some(Field::Customer | Field::CustomerId))
}

/// Gives what a row says where it looks like a header: words alone, at least half of them known names of two fields.
pub fn names_columns(cells: &[Cell<'_>]) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut fields = std::collections::BTreeSet::new();
    for cell in cells.iter().filter(|cell| !is_blank(**cell)) {
        let Cell::Text(text) = cell else { return None };
        let text = text.trim();
        // What ends with a colon is the label of the cell beside it.
        if text.len() > 80 || text.ends_with([':', '：']) || !text.chars().any(char::is_alphabetic) {
            return None;
        }
        fields.extend(synonym(fold(text).known_as()));
        names.push(text.to_owned());
    }
    (fields.len() >= 2 && fields.len() * 2 >= names.len()).then_some(names)
}

/// Gives the words of a cell as a header has them.
pub fn words(cell: &OwnedCell) -> String {
    match cell {
        OwnedCell::Text(text) | OwnedCell::Iso(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        OwnedCell::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Says whether a cell is a value, such as a date or a number, that no header is.
pub fn is_value(cell: &OwnedCell) -> bool {
    match cell {
        OwnedCell::Text(text) => is_value_text(text),
        OwnedCell::Empty => false,
        _ => true,
    }
}

/// Says whether a text is a date or a number.
pub fn is_value_text(text: &str) -> bool {
    date::read(text).is_day() || number::read(text).readings != number::Readings::Not
}
