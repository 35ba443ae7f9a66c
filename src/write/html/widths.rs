//! How wide a table wants to be, so that it takes as many columns of the grid as it needs, and on paper the size that fits.

use super::table::{Look, MOST_ROWS, begins_group, right};
use super::text::{kept, value};
use crate::report::{Kind, Row, RowRole, Table, TableRole, Value};
use crate::write::svg::measure::width;

/// The least room that names are given before a table takes one more column of the grid, and the most they get.
pub const NAME: (f64, f64) = (130.0, 260.0);
/// The least room of a heading to sort by.
const SORTED: f64 = 58.0;
/// The widest a column of words is reckoned; beyond, it wraps.
pub const WORDS: f64 = 260.0;

/// Estimates how wide a table is without breaking lines, to choose its columns of the grid; names may be cut.
pub fn natural_width(table: &Table, look: Look, whole_names: bool) -> f64 {
    // The names of a tree are set in, so that they need more room.
    let tree =
        table.rows.iter().any(|row| matches!(row.cells.first(), Some(Value::Text(text)) if text.starts_with("    ")));
    let names = if whole_names || tree { NAME.1 } else { NAME.0 };
    (0..table.columns.len()).map(|at| column_width(table, at, look, names)).sum::<f64>() - 20.0
}

/// The smallest size, as a part of the full one, at which a table is printed.
const LEAST_PRINT: f64 = 0.8;

/// Chooses the columns for a page of paper, from the first on, and gives the part of its size at which they fit.
///
/// A column of sentences wraps there before figures become small.
pub fn printed(table: &Table, look: Look, page: f64) -> (Vec<bool>, f64) {
    let column = |at: usize| {
        let wide = column_width(table, at, look, NAME.0);
        if table.columns[at].kind == Kind::Text { wide.min(110.0) } else { wide }
    };
    let mut kept = Vec::with_capacity(table.columns.len());
    let mut taken = -20.0;
    for at in 0..table.columns.len() {
        // Columns of one row, or nothing: after the first that is left out, all are.
        let fits = kept.iter().all(|kept| *kept) && taken + column(at) <= page / LEAST_PRINT;
        kept.push(fits || at < 2);
        taken += if fits || at < 2 { column(at) } else { 0.0 };
    }
    (kept, (page / taken).clamp(0.5, 1.0))
}

/// Estimates how wide the figures of a chart are, which are set smaller and closer.
pub fn data_width(table: &Table, look: Look) -> f64 {
    let column = |at: usize| (column_width(table, at, look, NAME.0) - 20.0) * 12.0 / 13.0 + 12.0;
    (0..table.columns.len()).map(column).sum::<f64>() - 12.0
}

/// Gives the room that all other columns leave to one with names.
pub fn name_room(table: &Table, look: Look, room: f64) -> f64 {
    let names: Vec<usize> = (0..table.columns.len()).filter(|at| table.columns[*at].kind == Kind::Name).collect();
    let others = (0..table.columns.len()).filter(|at| !names.contains(at));
    let taken = others.map(|at| column_width(table, at, look, 0.0)).sum::<f64>();
    (room - taken) / names.len().max(1) as f64 - 20.0
}

fn column_width(table: &Table, at: usize, look: Look, names: f64) -> f64 {
    let column = &table.columns[at];
    let cell = |row: &Row| match row.cells.get(at) {
        None | Some(Value::Empty) => 0.0,
        Some(Value::Series(_)) => 100.0,
        Some(Value::Bar { .. }) => 90.0,
        Some(cell) => {
            let bold = matches!(row.role, RowRole::Total | RowRole::Subtotal);
            let wide = width(&value(cell, column.kind, look.decimals), 13.0, bold);
            wide.min(if column.kind == Kind::Name { names } else { WORDS })
        }
    };
    // A heading may break at its spaces; where a click sorts by it, there is room for an arrow.
    let list = matches!(table.role, TableRole::Register | TableRole::ChartData);
    let heading = if list { kept(&column.label, look.lang) } else { column.label.clone() };
    let heading = heading.split(' ').map(|word| width(word, 12.0, false)).fold(0.0, f64::max);
    let heading = if table.role == TableRole::Register && right(column.kind) { heading.max(SORTED) } else { heading };
    let widest = table.rows.iter().take(MOST_ROWS).map(cell).fold(heading, f64::max);
    match (table.role, begins_group(table, at)) {
        // A matrix is set closer.
        (TableRole::Matrix, _) => widest * 12.0 / 13.0 + 16.0,
        (_, true) => widest + 46.0,
        (_, false) => widest + 20.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Lang, Money};
    use crate::write::sample::{column, table, words};

    #[test]
    fn paper_leaves_out_the_last_columns_before_it_sets_figures_small() {
        let look = Look { lang: Lang::En, decimals: 2, period: "2004Q4" };
        let wide = |many: usize| {
            let mut columns = vec![column("customer", "Customer", Kind::Name)];
            columns.extend((0..many).map(|_| column("amount", "Amount", Kind::Money)));
            let mut cells = vec![words("Euro Shopping Channel")];
            cells.extend((0..many).map(|_| Value::Money(Money::from_raw(12_345_678_900))));
            table("wide", String::new(), TableRole::Register, columns, vec![Row::body(cells)])
        };
        let (kept, size) = printed(&wide(4), look, 1120.0);
        assert!(kept.iter().all(|kept| *kept) && size == 1.0, "{kept:?} {size}");
        let (kept, size) = printed(&wide(30), look, 1120.0);
        let last = kept.iter().position(|kept| !kept).unwrap();
        assert!(last > 8 && kept[last..].iter().all(|kept| !kept), "{kept:?}");
        assert!((LEAST_PRINT..1.0).contains(&size), "{size}");
    }
}
