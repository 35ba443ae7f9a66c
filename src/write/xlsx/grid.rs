//! A table as cells: headings, rows, rules between them, formulas, colours by sign.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Sparkline, SparklineType, XlsxError};

use super::formulas::{self, Origin};
use super::helper::{Cell, Helper};
use super::look::{AXIS, GAIN_INK, GRID, INK2, INK3, LOSS_INK, OTHER, SURFACE, Size, TOTAL};
use super::number::{Plain, align, is_number, kind_of, plain};
use super::sheet::{Sheet, cut};
use crate::report::{Column, Kind, RowRole, Series, Table, Tone, Value};

/// The most that a text column of a table may take, in pixels; longer texts run on or are wrapped.
const WIDEST: u32 = 480;

/// Gives a column's heading; periods stand as they are.
pub fn heading(column: &Column) -> &str {
    match (&column.period, column.label.is_empty()) {
        (Some(period), true) => period,
        _ => &column.label,
    }
}

/// Gives the pixels that a column needs, from its heading (which may take two lines) and its values.
pub fn width(sheet: &Sheet, table: &Table, column: usize) -> u32 {
    let look = sheet.look();
    let kind = table.columns[column].kind;
    let values =
        table.rows.iter().take(2_000).filter_map(|row| row.cells.get(column)).map(|value| match plain(value, kind) {
            Plain::Blank => 0,
            Plain::Old(_) => 80,
            Plain::Text(text) => look.pixels(text, Size::Body),
            Plain::Number(number) => {
                let digits = match kind {
                    Kind::Date => 10,
                    Kind::Money | Kind::Change => {
                        let whole = number.abs().log10().max(0.0) as usize + 1;
                        whole + (whole - 1) / 3 + 2 + usize::from(look.decimals) + usize::from(number < 0.0)
                    }
                    Kind::Share | Kind::Percent => (number.abs() * 100.0).log10().max(0.0) as usize + 5,
                    Kind::Points => 9,
                    _ => number.abs().log10().max(0.0) as usize + 3,
                };
                look.pixels(&"0".repeat(digits), Size::Body)
            }
        });
    let least = match kind {
        Kind::Series => 112,
        Kind::Bar => 0,
        Kind::Money | Kind::Change => 84,
        Kind::Date => 86,
        _ => 48,
    };
    let text = look.pixels(heading(&table.columns[column]), Size::Small);
    let lines = if text > 110 { text / 2 + 26 } else { text };
    // The filter button stands at the right of a register's heading, below its text.
    (values.max().unwrap_or(0).max(lines) + 14).clamp(least, WIDEST)
}

/// Sets a left-aligned column off from numbers right before it.
pub fn indented(format: Format, columns: &[Column], column: &Column) -> Format {
    let at = columns.iter().position(|other| std::ptr::eq(other, column)).unwrap_or(0);
    let after_number = at > 0 && is_number(columns[at - 1].kind);
    if after_number && !is_number(column.kind) { format.set_indent(1) } else { format }
}

/// Gives the columns that a sheet shows: bars are for terminals.
pub fn shown(table: &Table) -> Vec<usize> {
    (0..table.columns.len()).filter(|&at| !matches!(table.columns[at].kind, Kind::Bar)).collect()
}

/// Gives a table without the columns that no sheet shows, and without empty ones of small charts.
pub fn without_bars(table: &Table) -> Table {
    let keep = shown(table);
    let mut copy = table.clone();
    copy.columns = keep.iter().map(|&at| table.columns[at].clone()).collect();
    for row in &mut copy.rows {
        row.cells = keep.iter().map(|&at| row.cells.get(at).cloned().unwrap_or_default()).collect();
    }
    copy
}

/// Gives the look of a row by its role.
pub fn row_format(format: Format, role: RowRole, edge: bool) -> Format {
    match role {
        RowRole::Total => format.set_bold().set_border_top(FormatBorder::Thin).set_border_top_color(AXIS),
        RowRole::Subtotal => format
            .set_bold()
            .set_background_color(SURFACE)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(GRID),
        RowRole::Group => format.set_bold().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(AXIS),
        role => {
            let color = if edge { AXIS } else { GRID };
            let format = format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(color);
            match role {
                RowRole::Muted => format.set_font_color(AXIS),
                RowRole::Rest => format.set_font_color(INK2),
                _ => format,
            }
        }
    }
}

/// Gives the format of a cell of that column.
pub fn cell_format(sheet: &Sheet, kind: Kind, dot: bool) -> Format {
    let look = sheet.look();
    let format = look.text(Size::Body).set_align(align(kind));
    match look.number(kind, dot) {
        Some(number) => format.set_num_format(number),
        None => format,
    }
}

/// Colours a change that stands among levels by its sign; a column of changes has a conditional format.
fn coloured(format: Format, sign: i64) -> Format {
    match sign {
        0 => format,
        1.. => format.set_font_color(GAIN_INK),
        _ => format.set_font_color(LOSS_INK),
    }
}

/// Writes a value, or the formula that gives it.
pub fn put(
    sheet: &mut Sheet,
    at: (u32, u16),
    value: &Value,
    kind: Kind,
    formula: Option<String>,
    format: &Format,
) -> Result<(), XlsxError> {
    let ws = &mut sheet.ws;
    match (plain(value, kind), formula) {
        (Plain::Blank, _) => ws.write_blank(at.0, at.1, format)?,
        (Plain::Text(text), _) => ws.write_string_with_format(at.0, at.1, cut(text), format)?,
        (Plain::Old(text), _) => ws.write_string_with_format(at.0, at.1, cut(&text), format)?,
        (Plain::Number(number), None) => ws.write_number_with_format(at.0, at.1, number, format)?,
        (Plain::Number(number), Some(formula)) => {
            let formula = Formula::new(formula).set_result(number.to_string());
            ws.write_formula_with_format(at.0, at.1, formula, format)?
        }
    };
    Ok(())
}

/// Writes a table with its headings at a row and column; gives the row below it. The figures of small charts go to the helper
/// sheet: such a table is short and not for sorting.
pub fn write(sheet: &mut Sheet, helper: &mut Helper, table: &Table, row: u32, column: u16) -> Result<u32, XlsxError> {
    let look = sheet.look();
    for (at, head) in table.columns.iter().enumerate() {
        let format = look.heading(align(head.kind)).set_align(FormatAlign::Bottom);
        let format = indented(format, &table.columns, head);
        sheet.ws.write_string_with_format(row, column + at as u16, cut(heading(head)), &format)?;
    }
    let two_lines = table
        .columns
        .iter()
        .enumerate()
        .any(|(at, head)| look.pixels(heading(head), Size::Small) + 10 > sheet.width(column + at as u16));
    sheet.height(row, if two_lines { 32.0 } else { 22.0 })?;
    let origin = Origin { row: row + 1, column };
    let rules = formulas::rules(table);
    let counting = |row: &crate::report::Row| matches!(row.role, RowRole::Body | RowRole::Rest);
    let first = table.rows.iter().position(counting).unwrap_or(0);
    let last = table.rows.iter().rposition(counting).unwrap_or(0);
    let contiguous = table.rows.get(first..=last).is_some_and(|rows| rows.iter().all(counting));
    for (below, line) in table.rows.iter().enumerate() {
        for (at, head) in table.columns.iter().enumerate() {
            let value = line.cells.get(at).unwrap_or(&Value::Empty);
            let kind = kind_of(value, head.kind);
            let mut format = row_format(cell_format(sheet, kind, false), line.role, false).set_align(align(head.kind));
            format = indented(format, &table.columns, head);
            if let (RowRole::Body | RowRole::Subtotal | RowRole::Total, Value::Change(amount)) = (line.role, value)
                && head.kind != Kind::Change
            {
                format = coloured(format, amount.raw());
            }
            if !is_number(head.kind) && line.tone == Tone::Dim {
                format = format.set_font_color(INK3);
            }
            let by_column = rules[at].filter(|rule| match rule {
                formulas::Rule::Share(_) => contiguous,
                formulas::Rule::Together(_) => contiguous && counting(line),
                _ => true,
            });
            let formula = formulas::of_total(table, origin, below, at)
                .or_else(|| by_column.map(|rule| formulas::in_row(rule, origin, below, (first, last))));
            put(sheet, (origin.row + below as u32, column + at as u16), value, kind, formula, &format)?;
        }
    }
    let end = origin.row + table.rows.len() as u32;
    colour_signs(sheet, table, origin, end)?;
    small_charts(sheet, helper, table, origin)?;
    Ok(end)
}

/// Draws each row's series as small columns, the last one dark; a point that has not ended is left out.
fn small_charts(sheet: &mut Sheet, helper: &mut Helper, table: &Table, origin: Origin) -> Result<(), XlsxError> {
    for (at, _) in table.columns.iter().enumerate().filter(|(_, head)| head.kind == Kind::Series) {
        for (below, line) in table.rows.iter().enumerate() {
            let Some(Value::Series(series)) = line.cells.get(at) else { continue };
            let place = (origin.row + below as u32, origin.column + at as u16);
            small_chart(sheet, helper, series, place)?;
            sheet.height(place.0, 21.0)?;
        }
    }
    Ok(())
}

/// Draws a series in a cell from figures on the helper sheet.
pub fn small_chart(sheet: &mut Sheet, helper: &mut Helper, series: &Series, at: (u32, u16)) -> Result<(), XlsxError> {
    let ended = series.points.len() - usize::from(series.last_partial).min(series.points.len());
    let end = series.strong.map_or(ended, |strong| (strong + 1).min(ended));
    let points = &series.points[..end];
    let Some(first) = points.iter().position(Option::is_some) else { return Ok(()) };
    let cells: Vec<Cell> = points[first..].iter().map(|&point| Cell::from(point)).collect();
    let ranges = helper.columns(&[("series", cells)])?;
    let values = || points.iter().flatten().copied();
    let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    if low == 0.0 && high == 0.0 {
        return Ok(());
    }
    let round = |limit: f64| (limit * 1e6).round() / 1e6;
    let mut sparkline = Sparkline::new()
        .set_range(ranges[0].chart())
        .set_type(SparklineType::Column)
        .set_sparkline_color(OTHER)
        .show_last_point(true)
        .set_last_point_color(TOTAL)
        .set_custom_min(if low < 0.0 { round(low * 1.06) } else { 0.0 });
    if high > 0.0 {
        sparkline = sparkline.set_custom_max(round(high * 1.06));
    }
    sheet.ws.add_sparkline(at.0, at.1, &sparkline)?;
    Ok(())
}

/// Colours the columns of changes by their sign; shares are neither good nor bad.
pub fn colour_signs(sheet: &mut Sheet, table: &Table, origin: Origin, end: u32) -> Result<(), XlsxError> {
    if end <= origin.row {
        return Ok(());
    }
    for (at, head) in table.columns.iter().enumerate() {
        if matches!(head.kind, Kind::Change | Kind::Percent | Kind::RankChange) {
            let column = origin.column + at as u16;
            sheet.signs((origin.row, column), (end - 1, column))?;
        }
    }
    Ok(())
}
