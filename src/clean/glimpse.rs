//! What can be told of files before their rows are read: for `check`, where something keeps them from being understood.

use super::header;
use super::layout::{Layout, lay_out};
use super::seen_sheets::seen_sheets;
use super::sheet::{named, rows};
use super::table::Table;
use super::{Cleaned, Understood, UnusedColumn, understood};
use crate::model::{Audit, Failure, InputOptions, Orders, Place, Span};
use crate::read::{OwnedCell, SheetHead};

/// How many values of a column are shown.
const EXAMPLES: usize = 3;

/// Tells of the files what their first rows show, and what keeps them from being understood.
pub fn glimpse<T: Table>(books: &[T], input: &InputOptions, refused: Failure) -> Cleaned {
    let understood = books.iter().filter_map(|book| one(book, input)).collect();
    Cleaned {
        orders: Orders::none(Span::of_no_row(input)),
        audit: Audit::default(),
        understood,
        aliases: Vec::new(),
        problems: Vec::new(),
        refused: Some(refused),
        settled: None,
    }
}

/// Gives the columns that no field took, with values of the first rows.
pub fn unused(head: &SheetHead, layout: &Layout) -> Vec<UnusedColumn> {
    let taken = |index: usize| layout.mapped.iter().any(|mapped| mapped.index == index);
    let free = layout.headers.iter().enumerate().filter(|(index, header)| !taken(*index) && !header.is_empty());
    let column = |(index, header): (usize, &String)| UnusedColumn {
        header: header.clone(),
        letter: layout.letters(index),
        examples: examples(head, layout.header_row, index),
    };
    free.map(column).collect()
}

fn one<T: Table>(book: &T, input: &InputOptions) -> Option<Understood> {
    let heads = book.sheets();
    let asked = input.sheets.iter().find_map(|wanted| named(heads, wanted));
    let laid = |sheet: usize| lay_out(&heads[sheet], input, &Place::default());
    let names = |sheet: usize| laid(sheet).map_or(0, |layout| layout.mapped.len());
    let best = (0..heads.len()).filter(|&sheet| !heads[sheet].rows.is_empty());
    let best = best
        .max_by_key(|&sheet| (!heads[sheet].hidden, names(sheet), heads[sheet].rows_hint, std::cmp::Reverse(sheet)));
    let sheet = asked.or(best)?;
    let head = &heads[sheet];
    let layout = laid(sheet).unwrap_or_else(|_| bare(head));
    let column = |mapped: &super::layout::Mapped| super::UnderstoodColumn {
        letter: Some(layout.letters(mapped.index)),
        given: mapped.given,
        read_as: String::new(),
        examples: examples(head, layout.header_row, mapped.index),
        ..understood::column(mapped.field, &mapped.header)
    };
    Some(Understood {
        file: book.file().into(),
        sheet: head.name.clone(),
        format: book.format(),
        separator: book.separator(),
        encoding: book.encoding(),
        header_row: layout.header_row,
        rows: rows(head, input),
        columns: layout.mapped.iter().map(column).collect(),
        unused: layout.unused(),
        unused_columns: unused(head, &layout),
        other_sheets: Vec::new(),
        sheets: seen_sheets(book, input, &[]),
        remarks: Vec::new(),
        features: layout.features.clone(),
        choices: Vec::new(),
    })
}

/// Names the columns of a sheet without a header that is known by what stands in its first row.
fn bare(head: &SheetHead) -> Layout {
    let width = head.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    Layout { headers: (0..width).map(header::letters).collect(), ..Layout::default() }
}

/// Gives values of a column that differ, as they stand below the header.
fn examples(head: &SheetHead, header: Option<u32>, index: usize) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    let rows = head.rows.iter().filter(|(row, _)| header.is_none_or(|header| *row > header));
    for text in rows.filter_map(|(_, cells)| cells.get(index)).map(shown) {
        if !text.is_empty() && !examples.contains(&text) && examples.len() < EXAMPLES {
            examples.push(text);
        }
    }
    examples
}

fn shown(cell: &OwnedCell) -> String {
    match cell {
        OwnedCell::Empty => String::new(),
        OwnedCell::Text(text) | OwnedCell::Iso(text) | OwnedCell::Error(text) | OwnedCell::Unsaved(text) => {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        }
        OwnedCell::Number(number) => number.to_string(),
        OwnedCell::Serial(serial) => super::date::serial_day(*serial)
            .map_or_else(|| serial.to_string(), |day| crate::model::Day::from_number(day).to_string()),
        OwnedCell::Duration(days) => format!("{days} d"),
        OwnedCell::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.into(),
    }
}
