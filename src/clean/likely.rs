//! Which column looks as if it held what no header names; for the message that asks for `--map`.

use std::collections::BTreeSet;

use super::date::{self, DateText};
use super::layout::Layout;
use super::number::{self, Readings};
use super::table::Table;
use crate::model::problem::CleanProblem;
use crate::model::{Failure, Field, Place, System};
use crate::read::{Cell, OwnedCell};

/// Makes the error of a needed field without a column.
pub fn no_column<T: Table>(table: &T, sheet: usize, layout: &Layout, field: Field, place: &Place) -> Failure {
    if let (Field::Customer, Some(System::AmazonAllOrders)) = (field, layout.export.map(|export| export.system)) {
        let place = Place { row: layout.header_row, ..place.clone() };
        return Failure::new(place, CleanProblem::ExportWithout { system: System::AmazonAllOrders });
    }
    let head = &table.sheets()[sheet];
    let rows = head.rows.iter().filter(|(row, _)| layout.header_row.is_none_or(|header| *row > header));
    let rows: Vec<&[OwnedCell]> = rows.map(|(_, cells)| cells.as_slice()).collect();
    let free = |index: &usize| layout.mapped.iter().all(|mapped| mapped.index != *index);
    let score = |index: usize| {
        let cells: Vec<Cell<'_>> = rows.iter().filter_map(|cells| cells.get(index)).map(OwnedCell::as_cell).collect();
        looks_like(field, &layout.headers[index], &cells)
    };
    let scored = (0..layout.headers.len()).filter(free).filter(|&index| !layout.headers[index].is_empty());
    let scored: Vec<(usize, u32)> = scored.map(|index| (index, score(index))).collect();
    let best = scored
        .iter()
        .copied()
        .filter(|(_, score)| *score > 0)
        .max_by_key(|(at, score)| (*score, std::cmp::Reverse(*at)));
    let likely = best.map(|(index, _)| {
        let texts: BTreeSet<String> = rows
            .iter()
            .filter_map(|cells| cells.get(index))
            .map(|cell| format!("{cell:?}"))
            .filter(|text| text != "Empty")
            .collect();
        (layout.headers[index].clone(), texts.len() as u64, rows.len() as u64)
    });
    let others = scored.iter().filter(|(at, _)| best.is_none_or(|(best, _)| best != *at));
    let others = others.map(|(index, _)| layout.headers[*index].clone()).collect();
    let place = Place { row: layout.header_row, ..place.clone() };
    Failure::new(place, CleanProblem::NoColumn { field, likely, others })
}

/// Scores how much a column looks like a field; zero for not at all.
fn looks_like(field: Field, header: &str, cells: &[Cell<'_>]) -> u32 {
    let filled: Vec<Cell<'_>> = cells.iter().copied().filter(|cell| !matches!(cell, Cell::Empty)).collect();
    if filled.is_empty() || filled.len() * 2 < cells.len() {
        return 0;
    }
    let header = header.to_lowercase();
    let hinted = |hints: &[&str]| if hints.iter().any(|hint| header.contains(hint)) { 100 } else { 0 };
    let share =
        |is: &dyn Fn(Cell<'_>) -> bool| (filled.iter().filter(|cell| is(**cell)).count() * 10 / filled.len()) as u32;
    match field {
        Field::Date => match share(&is_date) {
            share @ 8.. => share + hinted(&["date", "time", "日期", "时间", "時間", "day"]),
            _ => 0,
        },
        Field::Amount => match share(&is_number) {
            share @ 8.. => {
                share + hinted(&["amount", "amt", "sales", "total", "value", "金额", "金額", "额", "額", "价", "合计"])
            }
            _ => 0,
        },
        _ => {
            let texts: BTreeSet<String> = filled.iter().map(|cell| format!("{cell:?}")).collect();
            let named = share(&|cell| {
                matches!(cell, Cell::Text(text) if text.chars().any(char::is_alphabetic)) && !is_date(cell)
            });
            let hint = hinted(&[
                "customer", "client", "company", "name", "buyer", "account", "客", "单位", "公司", "買", "买", "户",
                "戶",
            ]);
            match named {
                // A name comes back: neither always the same nor always another.
                8.. if texts.len() > 1 => named + hint + if texts.len() < filled.len() { 5 } else { 0 },
                _ => hint / 2,
            }
        }
    }
}

fn is_date(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Serial(_) | Cell::Iso(_) => true,
        Cell::Text(text) => date::read(text) != DateText::Not,
        _ => false,
    }
}

fn is_number(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Number(_) => true,
        Cell::Text(text) => number::read(text).readings != Readings::Not,
        _ => false,
    }
}
