//! What is said of a table: rows set aside, cells that cannot be read, customers that the orders do not have, and two owners.

use std::collections::BTreeMap;

use crate::model::companion::{Master, RowPlace, TableAudit, TableField, TableKind};
use crate::model::problem::{CompanionProblem, Kind};
use crate::model::{Place, Problem, Reason};

/// How many customers a message names.
const NAMED: usize = 3;

/// Warns of what is wrong with the rows of a table, once for each column and reason.
pub fn problems(audit: &TableAudit) -> Vec<Problem> {
    let table = audit.table;
    let mut said = Vec::new();
    let mut asides: BTreeMap<(Reason, Option<String>), (u64, usize)> = BTreeMap::new();
    for (at, row) in audit.set_aside.iter().enumerate().filter(|(_, row)| row.reason.is_fault()) {
        let column = row.cell.as_ref().map(|(cell, _)| letters(cell));
        asides.entry((row.reason, column)).or_insert((0, at)).0 += 1;
    }
    for ((reason, column), (rows, first)) in asides {
        let first = &audit.set_aside[first];
        let (cell, text) = first.cell.clone().unzip();
        let header = audit.columns.iter().find(|one| Some(&one.letter) == column.as_ref());
        let place = Place {
            cell: cell.clone(),
            row: if cell.is_none() { Some(first.at.row) } else { None },
            column: header.map(|one| one.header.clone()),
            ..place(&first.at)
        };
        let field = header.map(|one| one.field);
        let kind =
            CompanionProblem::Aside { table, reason, field, rows, of: audit.read, text: text.unwrap_or_default() };
        said.push(Problem::warning(place, kind));
    }
    let mut unread: BTreeMap<TableField, (u64, usize)> = BTreeMap::new();
    for (at, cell) in audit.unread.iter().enumerate() {
        unread.entry(cell.field).or_insert((0, at)).0 += 1;
    }
    for (field, (cells, first)) in unread {
        let first = &audit.unread[first];
        let column = audit.columns.iter().find(|one| one.field == field).map(|one| one.header.clone());
        let place = Place { cell: Some(first.cell.clone()), column, ..place(&first.at) };
        let kind = CompanionProblem::Unread { table, field, cells, text: first.text.clone() };
        said.push(Problem::warning(place, kind));
    }
    said.extend(unknown(audit));
    said
}

/// A table with fewer customers may well know none of the orders.
const BOOK: usize = 3;

/// Warns of customers that the orders do not have.
pub fn unknown(audit: &TableAudit) -> Option<Problem> {
    let table = audit.table;
    let rows: u64 = audit.unknown.iter().map(|one| one.rows).sum();
    if audit.unknown.len() >= BOOK && rows == audit.taken {
        let names = audit.unknown.iter().take(NAMED).map(|one| one.name.clone()).collect();
        let kind = CompanionProblem::OtherBook { table, names, customers: audit.unknown.len() as u64 };
        return Some(Problem::warning(Place { row: None, ..place(&audit.unknown[0].first) }, kind));
    }
    // A customer of the master without orders is a lead, unless it is nearly one that has them.
    let counts = |one: &&crate::model::companion::UnknownCustomer| {
        table != TableKind::Customers || one.similar.is_some() || one.several
    };
    let unknown: Vec<_> = audit.unknown.iter().filter(counts).collect();
    let first = unknown.first()?;
    let kind = CompanionProblem::Unknown {
        table,
        names: unknown.iter().take(NAMED).map(|one| one.name.clone()).collect(),
        customers: unknown.len() as u64,
        rows: unknown.iter().map(|one| one.rows).sum(),
        near: unknown.iter().find_map(|one| Some((one.name.clone(), one.similar.clone()?))),
        several: unknown.iter().find(|one| one.several).map(|one| one.name.clone()),
    };
    Some(Problem::warning(Place { row: Some(first.first.row), ..place(&first.first) }, kind))
}

/// Warns of customers that stand in two rows of the master; with two owners, nobody knows whose they are.
pub fn twice(master: &Master) -> Vec<Problem> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    // With one owner and with two: the first such row, and how many more there are.
    let mut said: [Option<(Problem, u64)>; 2] = [None, None];
    for (at, row) in master.rows.iter().enumerate() {
        let before = match first.get(row.customer.key.as_str()) {
            None => {
                first.insert(&row.customer.key, at);
                continue;
            }
            Some(before) => &master.rows[*before],
        };
        let owners = before.owner.clone().zip(row.owner.clone()).filter(|(one, other)| one != other);
        match &mut said[usize::from(owners.is_some())] {
            Some((_, more)) => *more += 1,
            none => {
                let kind = CompanionProblem::Twice {
                    names: (before.customer.text.clone(), row.customer.text.clone()),
                    rows: (before.at.row, row.at.row),
                    owners,
                    more: 0,
                };
                *none = Some((Problem::warning(place(&row.at), kind), 0));
            }
        }
    }
    let told = said.into_iter().flatten().map(|(mut problem, all)| {
        if let Kind::Companion(CompanionProblem::Twice { more, .. }) = &mut problem.kind {
            *more = all;
        }
        problem
    });
    told.collect()
}

fn place(at: &RowPlace) -> Place {
    Place { file: Some(at.file.clone()), sheet: at.sheet.clone(), ..Place::default() }
}

/// Gives the letters of a cell's name.
fn letters(cell: &str) -> String {
    cell.chars().take_while(char::is_ascii_alphabetic).collect()
}
