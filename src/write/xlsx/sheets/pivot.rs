//! A pivot as a sheet: one column for each group, the total frozen under the headings, lines folding under their groups, heat by size.

use rust_xlsxwriter::{
    ConditionalFormat3ColorScale, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatType, Format,
    FormatAlign, XlsxError,
};

use super::super::grid;
use super::super::look::{HEAT, INK3, OTHER, SURFACE, Size};
use super::super::number::{Plain, align, is_number, kind_of, plain};
use super::super::sheet::{Sheet, cut};
use super::notes;
use crate::model::Heat;
use crate::report::words::pivot::pivot as words_of;
use crate::report::{Row, RowRole, Shape, Table, Text, Value};

/// The row of the columns' names, above that of their values.
const GROUPS: u32 = 2;
const HEADER: u32 = 3;
/// So many rules of colour are quick to draw.
const MOST_RULES: usize = 2_000;
/// Excel folds so deep.
const DEEPEST: usize = 7;

/// Fills a sheet with a pivot; `title` and `subtitle` say what it is.
pub fn fill(sheet: &mut Sheet, title: &str, subtitle: &str, table: &Table, shape: Shape) -> Result<(), XlsxError> {
    let axes = usize::from(shape.axes).clamp(1, table.columns.len());
    let values = usize::from(shape.values).max(1);
    let (totals, lines): (Vec<&Row>, Vec<&Row>) = table.rows.iter().partition(|row| row.role == RowRole::Total);
    let first = HEADER + 1 + totals.len() as u32;
    let widths: Vec<u32> = (0..table.columns.len())
        .map(|at| match at < axes {
            true => grid::width(sheet, table, at).clamp(110, 280),
            false => grid::width(sheet, table, at).max(72) + 8,
        })
        .collect();
    sheet.widths(&widths)?;
    let back = (table.columns.len() as u16).saturating_sub(1).min(8);
    sheet.head(title, subtitle, 0, (GROUPS, 0))?;
    let several = values > 1 && table.columns.iter().any(|column| column.period.is_some());
    headings(sheet, table, (axes, values), several)?;
    for (nth, total) in totals.iter().enumerate() {
        let at = HEADER + 1 + nth as u32;
        sheet.height(at, 22.0)?;
        line(sheet, table, total, at, axes, values)?;
    }
    for (nth, row) in lines.iter().enumerate() {
        line(sheet, table, row, first + nth as u32, axes, values)?;
    }
    fold(sheet, &lines, first)?;
    heat(sheet, table, shape, (axes, values), (&lines, first))?;
    let end = first + lines.len() as u32;
    let mut told = table.notes.clone();
    if lines.iter().any(|row| row.role == RowRole::Subtotal) {
        told.push(Text::plain(words_of(sheet.look().lang).folds));
    }
    notes(sheet, &told, end + 1, 0)?;
    sheet.ws.set_freeze_panes(first, axes as u16)?.set_repeat_rows(GROUPS, first - 1)?;
    sheet.ws.set_repeat_columns(0, axes as u16 - 1)?;
    let last = table.columns.len() as u16 - 1;
    sheet.named.push((table.id, (HEADER, 0), (end.max(first + 1) - 1, last.max(back))));
    Ok(())
}

/// Writes the headings, in two rows where several values stand below one column.
fn headings(sheet: &mut Sheet, table: &Table, (axes, values): (usize, usize), several: bool) -> Result<(), XlsxError> {
    let look = sheet.look();
    sheet.ws.set_row_height_pixels(HEADER, 24)?;
    if several {
        sheet.ws.set_row_height_pixels(GROUPS, 24)?;
        let format = look.text(Size::Body).set_bold().set_align(FormatAlign::Left);
        for (nth, group) in table.columns[axes..].chunks(values).enumerate() {
            // Not merged: a merged cell keeps columns from being moved.
            let label = group[0].period.as_deref().unwrap_or_default();
            sheet.ws.write_string_with_format(GROUPS, (axes + nth * values) as u16, cut(label), &format)?;
        }
    }
    for (at, head) in table.columns.iter().enumerate() {
        let format = look.heading(align(head.kind)).set_align(FormatAlign::Bottom);
        sheet.ws.write_string_with_format(HEADER, at as u16, cut(grid::heading(head)), &format)?;
    }
    Ok(())
}

/// Writes a line: its own name last, those of the groups above it in grey, so that a lookup finds them.
fn line(sheet: &mut Sheet, table: &Table, row: &Row, at: u32, axes: usize, values: usize) -> Result<(), XlsxError> {
    let own = usize::from(row.depth).max(1) - 1;
    for (nth, head) in table.columns.iter().enumerate() {
        let value = row.cells.get(nth).unwrap_or(&Value::Empty);
        let kind = kind_of(value, head.kind);
        let mut format = grid::row_format(grid::cell_format(sheet, kind, false), row.role, false);
        if row.role == RowRole::Total {
            format = format.set_background_color(SURFACE);
        }
        if nth < own {
            format = format.set_font_color(INK3);
        }
        let partial = head.period.as_deref().is_some_and(|label| label.ends_with('*'));
        if is_number(head.kind) && partial {
            format = format.set_italic();
        }
        if nth >= axes && (nth - axes).is_multiple_of(values) && values > 1 {
            format = format.set_border_left(rust_xlsxwriter::FormatBorder::Thin).set_border_left_color(HEAT[1]);
        }
        grid::put(sheet, (at, nth as u16), value, kind, None, &format)?;
    }
    let (first, last) = ((at, axes as u16), (at, table.columns.len() as u16 - 1));
    let signed = table.columns[axes..]
        .iter()
        .any(|column| matches!(column.kind, crate::report::Kind::Change | crate::report::Kind::Percent));
    // One rule a column is enough, laid once at the total.
    if signed && row.role == RowRole::Total {
        for nth in first.1..=last.1 {
            let kind = table.columns[usize::from(nth)].kind;
            if matches!(kind, crate::report::Kind::Change | crate::report::Kind::Percent) {
                sheet.signs((at, nth), (at + table.rows.len() as u32 - 1, nth))?;
            }
        }
    }
    Ok(())
}

/// Folds the lines below each group under it.
fn fold(sheet: &mut Sheet, lines: &[&Row], first: u32) -> Result<(), XlsxError> {
    sheet.ws.group_symbols_above(true);
    for (nth, row) in lines.iter().enumerate().filter(|(_, row)| row.role == RowRole::Subtotal) {
        let below = lines[nth + 1..].iter().take_while(|line| line.depth > row.depth).count() as u32;
        if below > 0 && usize::from(row.depth) < DEEPEST {
            sheet.ws.group_rows(first + nth as u32 + 1, first + nth as u32 + below)?;
        }
    }
    Ok(())
}

/// Tints the lines by size, one hue; zero and below in grey.
fn heat(
    sheet: &mut Sheet,
    table: &Table,
    shape: Shape,
    (axes, values): (usize, usize),
    (lines, first): (&[&Row], u32),
) -> Result<(), XlsxError> {
    let many = table.columns.len() - axes;
    let own = many - if shape.total { values.min(many) } else { 0 };
    if shape.heat == Heat::None || own <= values {
        return Ok(());
    }
    let columns: Vec<usize> = (axes..axes + own).step_by(values).collect();
    let size = |row: &Row, at: usize| match plain(row.cells.get(at).unwrap_or(&Value::Empty), table.columns[at].kind) {
        Plain::Number(number) => number,
        _ => 0.0,
    };
    let is_body = |row: &&Row| row.role == RowRole::Body;
    let most_of = |rows: &[&Row], columns: &[usize]| {
        let sizes = rows.iter().filter(|row| is_body(row)).flat_map(|row| columns.iter().map(|at| size(row, *at)));
        sizes.fold(0.0, f64::max)
    };
    // Unbroken runs of lines, so that groups keep their own ground.
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let run = lines[at..].iter().take_while(|row| is_body(row)).count();
        if run > 0 {
            match shape.heat {
                Heat::Rows => runs.extend((at..at + run).map(|row| (row, row + 1))),
                _ => runs.push((at, at + run)),
            }
        }
        at += run.max(1);
    }
    // Side by side, one rule serves all columns.
    let blocks: Vec<Vec<usize>> = match (values, shape.heat) {
        (1, Heat::All | Heat::Rows) => vec![columns.clone()],
        _ => columns.iter().map(|at| vec![*at]).collect(),
    };
    if runs.len() * blocks.len() > MOST_RULES {
        return Ok(());
    }
    let none = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::LessThanOrEqualTo(0))
        .set_format(Format::new().set_font_color(OTHER))
        .set_stop_if_true(true);
    let all = most_of(lines, &columns);
    for (from, to) in runs {
        for block in &blocks {
            let most = match shape.heat {
                Heat::All => all,
                Heat::Rows => most_of(&lines[from..to], &columns),
                _ => most_of(lines, block),
            };
            if most <= 0.0 {
                continue;
            }
            let scale = ConditionalFormat3ColorScale::new()
                .set_minimum(ConditionalFormatType::Number, 0)
                .set_midpoint(ConditionalFormatType::Number, rounded(most * 0.15))
                .set_maximum(ConditionalFormatType::Number, rounded(most * 0.85))
                .set_minimum_color(HEAT[0])
                .set_midpoint_color(HEAT[1])
                .set_maximum_color(HEAT[2]);
            let (top, bottom) = (first + from as u32, first + to as u32 - 1);
            let (left, right) = (block[0] as u16, block[block.len() - 1] as u16);
            sheet.ws.add_conditional_format(top, left, bottom, right, &none)?;
            sheet.ws.add_conditional_format(top, left, bottom, right, &scale)?;
        }
    }
    Ok(())
}

/// Gives a limit with few digits, so that the file holds no binary noise.
fn rounded(limit: f64) -> f64 {
    let step = 10_f64.powi(limit.abs().max(1e-9).log10().floor() as i32 - 3);
    (limit / step).round() * step
}
