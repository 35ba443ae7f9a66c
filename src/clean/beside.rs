//! Tables that stand side by side, an empty column between them: which of them is the one that is read.
//!
//! An empty column alone says little: many exports have one. Another table stands behind it where it repeats a needed header,
//! or where its rows do not go along with those of the first, which then must have all that is needed. Columns that give a
//! field which the table lacks, such as its currency, stay with it.

use std::ops::Range;

use super::header;
use super::layout::{self, Layout};
use crate::model::problem::{CleanProblem, Kind};
use crate::model::{Failure, Feature, Field, InputOptions, Place};
use crate::read::{OwnedCell, SheetHead};

/// Leaves out what stands beside the table, if `found`, which looked at all columns, took it for a part of it.
pub fn without_side_tables(
    head: &SheetHead,
    (row, headers): (u32, &[String]),
    found: Result<Layout, Failure>,
    input: &InputOptions,
    place: &Place,
) -> Result<Layout, Failure> {
    let below: Vec<&[OwnedCell]> =
        head.rows.iter().filter(|(number, _)| *number > row).map(|(_, cells)| cells.as_slice()).collect();
    let parts = parts(headers, &below);
    if parts.len() < 2 {
        return found;
    }
    let twice =
        matches!(&found, Err(failure) if matches!(failure.0.kind, Kind::Clean(CleanProblem::TwoColumns { .. })));
    let complete = found.as_ref().is_ok_and(|layout| layout.missing().is_none());
    if !twice && !complete {
        return found;
    }
    let within = |part: &Range<usize>| {
        let names = (0..headers.len()).map(|at| if part.contains(&at) { headers[at].clone() } else { String::new() });
        let layout = layout::plain(row, names.collect(), input, place).ok()?;
        layout.missing().is_none().then_some(layout)
    };
    let Some((at, mut layout)) = parts.iter().enumerate().find_map(|(at, part)| Some((at, within(part)?))) else {
        return found;
    };
    let table = &parts[at];
    let named = |part: &Range<usize>| {
        let filtered = input.filters.iter().any(|filter| match Field::named(filter.column.trim()) {
            Some(field) => layout.of(field).is_none(),
            None => layout.column(&filter.column).is_none(),
        });
        let mapped = input.map.iter().any(|map| header::position(&map.column).is_some_and(|at| part.contains(&at)));
        filtered || mapped
    };
    let own: Vec<Field> = layout.mapped.iter().map(|mapped| mapped.field).collect();
    let fields = |part: &Range<usize>| -> Option<Vec<Field>> {
        let alone = || {
            let names =
                (0..headers.len()).map(|at| if part.contains(&at) { headers[at].clone() } else { String::new() });
            layout::plain(row, names.collect(), input, place).ok()
        };
        let layout = found.as_ref().ok().cloned().or_else(alone)?;
        Some(layout.mapped.iter().filter(|at| part.contains(&at.index)).map(|at| at.field).collect())
    };
    // A part that goes along with the table belongs to it, unless it has a second column for what is needed.
    let apart = |part: &&Range<usize>| {
        let names = (*part).clone().filter(|at| !headers[*at].is_empty()).count();
        let fields = fields(part);
        let repeats = fields.as_ref().is_none_or(|fields| fields.iter().any(|field| own.contains(field)));
        let gives = fields.iter().flatten().any(|field| !own.contains(field));
        *part != table && ((twice && repeats) || (!gives && stands_apart(table, part, &below, names)))
    };
    let out: Vec<&Range<usize>> = parts.iter().filter(apart).filter(|part| !named(part)).collect();
    if out.is_empty() || (!twice && out.iter().any(|part| part.start < table.start)) {
        return found;
    }
    let first = parts[..at].iter().rev().take_while(|part| !out.contains(part)).map(|part| part.start).min();
    let last = parts[at + 1..].iter().take_while(|part| !out.contains(part)).map(|part| part.end).max();
    let window = (first.unwrap_or(table.start), last.unwrap_or(table.end));
    if window != (table.start, table.end) {
        let names = (0..headers.len())
            .map(|at| if (window.0..window.1).contains(&at) { headers[at].clone() } else { String::new() });
        layout = layout::plain(row, names.collect(), input, place)?;
    }
    let rest = parts.iter().filter(|part| part.start < window.0 || part.end > window.1);
    layout.features.extend(rest.map(|part| Feature::SideTable {
        columns: (header::letters(part.start), header::letters(part.end - 1)),
        headers: part.clone().map(|at| headers[at].clone()).filter(|name| !name.is_empty()).collect(),
    }));
    layout.window = Some((if window.0 == parts[0].start { 0 } else { window.0 }, window.1));
    Ok(layout)
}

/// Gives the runs of columns with something in them.
fn parts(headers: &[String], below: &[&[OwnedCell]]) -> Vec<Range<usize>> {
    let filled = |at: usize| !headers[at].is_empty() || below.iter().any(|cells| is_filled(cells.get(at)));
    let mut parts: Vec<Range<usize>> = Vec::new();
    for at in (0..headers.len()).filter(|at| filled(*at)) {
        match parts.last_mut() {
            Some(part) if part.end == at => part.end += 1,
            _ => parts.push(at..at + 1),
        }
    }
    parts
}

fn is_filled(cell: Option<&OwnedCell>) -> bool {
    match cell {
        None | Some(OwnedCell::Empty) => false,
        Some(OwnedCell::Text(text)) => !text.trim().is_empty(),
        Some(_) => true,
    }
}

/// Says whether a part beside a table is one of its own: rows stand there alone, or several columns end far above it.
/// One cell alone is a remark.
fn stands_apart(table: &Range<usize>, part: &Range<usize>, below: &[&[OwnedCell]], names: usize) -> bool {
    let any = |columns: &Range<usize>, cells: &[OwnedCell]| columns.clone().any(|at| is_filled(cells.get(at)));
    let (mut rows, mut beside, mut last, mut alone) = (0, 0, 0, false);
    for cells in below {
        let (in_table, in_part) = (any(table, cells), any(part, cells));
        rows += usize::from(in_table);
        beside += usize::from(in_part);
        let cells = part.clone().filter_map(|at| cells.get(at)).filter(|cell| is_filled(Some(cell)));
        alone |= in_part && !in_table && cells.count() > 1;
        if in_part {
            last = rows;
        }
    }
    names > 1 && (alone || (beside == last && beside * 2 <= rows))
}
