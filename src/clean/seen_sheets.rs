//! The sheets of a file and why each is read or not: what a person asks first where a workbook holds several.

use super::layout::{Layout, lay_out};
use super::sheet::rows;
use super::table::Table;
use crate::model::{Field, InputOptions, Place};

/// One sheet of a workbook, read or not.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SeenSheet {
    pub name: String,
    /// The rows below its header.
    pub rows: u64,
    pub hidden: bool,
    pub read: bool,
    pub why: Why,
    /// What its header names of what is needed: customer, date, amount.
    pub names: Vec<Field>,
}

/// Why a sheet is read, or is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// `--sheet` names it.
    Asked,
    /// `--sheet` names others.
    NotAsked,
    /// It is the only one whose header names what is needed.
    Only,
    /// Several could be read; it has the most rows, or is the first of those that have.
    MostRows,
    /// It could be read as well, and has no more rows.
    FewerRows,
    /// Its header does not name all that is needed.
    Incomplete,
    /// Hidden sheets are never read by themselves.
    Hidden,
    /// Nothing stands in it.
    Empty,
}

/// Tells of each sheet of a workbook, in its order; nothing of a text file.
pub fn seen_sheets<T: Table>(book: &T, input: &InputOptions, read: &[usize]) -> Vec<SeenSheet> {
    let heads = book.sheets();
    let layouts: Vec<Option<Layout>> = heads.iter().map(|head| lay_out(head, input, &Place::default()).ok()).collect();
    let full = |at: usize| layouts[at].as_ref().is_some_and(|layout| layout.missing().is_none());
    let others = |at: usize| (0..heads.len()).any(|other| other != at && !heads[other].hidden && full(other));
    let asked = !input.sheets.is_empty();
    let seen = heads.iter().enumerate().filter_map(|(at, head)| {
        let is_read = read.contains(&at);
        let why = match is_read {
            true if asked => Why::Asked,
            true if others(at) => Why::MostRows,
            true => Why::Only,
            false if head.rows.is_empty() => Why::Empty,
            false if asked => Why::NotAsked,
            false if head.hidden => Why::Hidden,
            false if full(at) => Why::FewerRows,
            false => Why::Incomplete,
        };
        let name = head.name.clone()?;
        let rows = if head.rows.is_empty() { 0 } else { rows(head, input) };
        let names = layouts[at].as_ref().map(needed).unwrap_or_default();
        Some(SeenSheet { name, rows, hidden: head.hidden, read: is_read, why, names })
    });
    seen.collect()
}

/// Gives the needed fields that a layout has columns for.
fn needed(layout: &Layout) -> Vec<Field> {
    let has = |field| layout.of(field).is_some();
    let named = [
        (Field::Customer, has(Field::Customer) || has(Field::CustomerId)),
        (Field::Date, has(Field::Date)),
        (Field::Amount, has(Field::Amount) || has(Field::Quantity) && has(Field::Price)),
    ];
    named.into_iter().filter(|(_, has)| *has).map(|(field, _)| field).collect()
}
