//! A register as a native table: filters, totals above the header that follow them, and small charts whose data lie folded in
//! the same rows, so that sorting leaves no chart beside another customer.

use std::borrow::Cow;

use rust_xlsxwriter::{
    ConditionalFormatDataBar, ConditionalFormatDataBarAxisPosition, ConditionalFormatType, Formula, Note, Sparkline,
    SparklineType, Table as Native, TableColumn, TableStyle, XlsxError,
};

use super::formulas::{self, Origin};
use super::grid::{self, colour_signs};
use super::long::{self, Left};
use super::look::{BAR_GAIN, BAR_LOSS, OTHER, OTHER2, RULE, Size, TOTAL};
use super::sheet::Sheet;
use super::worn::{Formats, Worn};
use crate::model::{Money, Period};
use crate::report::{Column, Kind, Row, RowRole, Series, Table, Value};

/// More rows than this get no small charts: Excel draws each of them anew.
const CHARTED: usize = 5_000;

/// Where a native table came to stand.
pub struct Placed {
    /// The header's row.
    pub header: u32,
    /// The last row.
    pub last: u32,
    /// The first and the last column.
    pub columns: (u16, u16),
    /// What is known of rows that were left out, where there are such.
    pub left: Option<Left>,
}

/// A register with the figures of its small charts as columns of their own.
pub struct Register<'t> {
    pub table: Cow<'t, Table>,
    /// The column with the small chart, and its figures: first and last column, and the place of the report's period.
    pub chart: Option<Folded>,
    /// Whether its rows stand in groups.
    grouped: bool,
}

/// The folded figures of small charts.
pub struct Folded {
    pub column: usize,
    pub from: usize,
    pub to: usize,
    strong: Option<usize>,
}

/// Gives a register of a table: body rows only, figures of the small charts at the right end. `period` labels them.
pub fn register<'t>(table: &'t Table, period: &str) -> Register<'t> {
    let listed = |row: &Row| matches!(row.role, RowRole::Body | RowRole::Muted);
    let whole = |row: &Row| listed(row) && row.cells.len() == table.columns.len();
    let as_it_is = table.columns.iter().all(|column| column.kind != Kind::Bar) && table.rows.iter().all(whole);
    let mut plain = Cow::Borrowed(table);
    if !as_it_is {
        let mut without = grid::without_bars(table);
        without.rows.retain(listed);
        plain = Cow::Owned(without);
    }
    let chart = folded(&mut plain, period);
    let grouped = !groups(&plain).is_empty();
    Register { table: plain, chart, grouped }
}

impl Register<'_> {
    /// Says whether a group ends with a row.
    pub fn is_edge(&self, row: usize) -> bool {
        let rows = &self.table.rows;
        self.grouped && rows.get(row + 1).is_some_and(|next| next.group != rows[row].group)
    }
}

/// Finds the figures of the small charts, or adds them at the right end.
fn folded(plain: &mut Cow<'_, Table>, period: &str) -> Option<Folded> {
    let column = plain.columns.iter().position(|column| column.kind == Kind::Series)?;
    let series = |row: &Row| match row.cells.get(column) {
        Some(Value::Series(series)) => Some((**series).clone()),
        _ => None,
    };
    if let Some((from, to)) = periods_at_end(plain).filter(|(from, _)| *from > column) {
        let strong = plain.rows.iter().find_map(series).and_then(|series| series.strong);
        return Some(Folded { column, from, to, strong });
    }
    let longest = plain.rows.iter().filter_map(series).max_by_key(|series| series.points.len());
    let longest = longest.filter(|series| !series.points.is_empty())?;
    let many = longest.points.len();
    let money = plain.columns.iter().any(|column| column.kind == Kind::Money) && !longest.line;
    let kind = if money { Kind::Money } else { Kind::Number(1) };
    let from = plain.columns.len();
    let plain = plain.to_mut();
    for label in labels(&longest, period) {
        plain.columns.push(Column { id: "series", period: Some(label.clone()), label, kind });
    }
    for row in &mut plain.rows {
        let points = series(row).map(|series| series.points).unwrap_or_default();
        let missing = many - points.len().min(many);
        let cell = |point: Option<f64>| match point {
            Some(value) if money => Value::Money(Money::from_raw((value * Money::PER_UNIT as f64).round() as i64)),
            Some(value) => Value::Number(value),
            None => Value::Empty,
        };
        row.cells.extend((0..missing).map(|_| Value::Empty));
        row.cells.extend(points.into_iter().take(many).map(cell));
    }
    Some(Folded { column, from, to: from + many - 1, strong: longest.strong })
}

/// Gives the columns at the right end that hold one measure of several periods.
fn periods_at_end(table: &Table) -> Option<(usize, usize)> {
    let last = table.columns.last().filter(|last| last.period.is_some() && last.kind == Kind::Money)?;
    let run = table.columns.iter().rev().take_while(|column| column.period.is_some() && column.id == last.id).count();
    let to = table.columns.len() - 1;
    (run > 1).then(|| (to + 1 - run, to))
}

/// Gives the period of each point of a series, from that of the report.
pub fn labels(series: &Series, period: &str) -> Vec<String> {
    let many = series.points.len();
    let strong = series.strong.unwrap_or(many.saturating_sub(1 + usize::from(series.last_partial)));
    let fiscal_start = if period.starts_with("FY") { 2 } else { 1 };
    let known = Period::parse(period, fiscal_start);
    (0..many)
        .map(|at| {
            let star = if series.last_partial && at + 1 == many { "*" } else { "" };
            match known {
                Some(period) => format!("{}{star}", period.plus(at as i32 - strong as i32).label()),
                None => format!("{}{star}", at as i32 - strong as i32),
            }
        })
        .collect()
}

/// The most characters of a heading, so that a number behind it fits too, and those that count as two.
const HEADING: usize = 120;

/// Gives names that differ without regard to case, as a native table needs them.
pub fn unique(columns: &[Column]) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    columns
        .iter()
        .map(|column| {
            let base = grid::heading(column).replace(['\n', '\r'], " ");
            let base = if base.trim().is_empty() { column.id.to_owned() } else { base };
            // Excel takes 255 characters, and repairs a file that has more.
            let base =
                if base.chars().count() > HEADING { base.chars().take(HEADING).chain(['…']).collect() } else { base };
            let (mut name, mut number) = (base.clone(), 2);
            while seen.contains(&name.to_lowercase()) {
                name = format!("{base} {number}");
                number += 1;
            }
            seen.push(name.to_lowercase());
            name
        })
        .collect()
}

/// Gives the columns that a filter's totals make sense in: money, not averages of it.
fn summed(table: &Table, at: usize) -> bool {
    let column = &table.columns[at];
    let summable = matches!(column.kind, Kind::Money | Kind::Change);
    summable && !["average", "average_order", "usual", "price", "limit", "lower", "upper"].contains(&column.id)
}

/// Writes a register with its header at a row; gives where it stands. It has at least one row. Of `long` rows or more, those that the
/// library need not have are left out.
pub fn write(
    sheet: &mut Sheet,
    name: &str,
    register: &Register,
    (row, column): (u32, u16),
    long: usize,
) -> Result<Placed, XlsxError> {
    let table = &*register.table;
    let columns = table.columns.len() as u16;
    let (header, last) = (row, row + table.rows.len() as u32);
    let look = sheet.look();
    let heads: Vec<TableColumn> = unique(&table.columns)
        .into_iter()
        .zip(&table.columns)
        .map(|(name, head)| {
            let align = super::number::align(head.kind);
            let format = look.heading(align).set_align(rust_xlsxwriter::FormatAlign::Top);
            let format = grid::indented(format, &table.columns, head);
            TableColumn::new().set_header(name).set_header_format(format)
        })
        .collect();
    let native = Native::new().set_name(name).set_style(TableStyle::None).set_columns(&heads);
    sheet.ws.add_table(header, column, last, column + columns - 1, &native)?;
    sheet.height(header, 34.0)?;
    let origin = Origin { row: row + 1, column };
    let rules = formulas::rules(table);
    let ends = (0, table.rows.len().saturating_sub(1));
    let mut formats = Formats::new(table);
    let inner = if table.rows.len() < long { 0..0 } else { long::inner(origin.row, table.rows.len()) };
    let mut out = vec![false; table.rows.len()];
    for (below, line) in table.rows.iter().enumerate() {
        let edge = register.is_edge(below);
        let cell = |at: usize| line.cells.get(at).unwrap_or(&Value::Empty);
        let worn = |at: usize| Worn::of(cell(at), &table.columns[at], line, edge);
        let known = |at| formats.find(at, worn(at)).is_some() && long::is_plain(cell(at), worn(at).kind);
        if inner.contains(&below) && (0..table.columns.len()).all(known) {
            out[below] = true;
            continue;
        }
        if register.chart.is_some() {
            sheet.height(origin.row + below as u32, 21.0)?;
        }
        for (at, rule) in rules.iter().enumerate() {
            let (worn, place) = (worn(at), (origin.row + below as u32, column + at as u16));
            let formula = rule.map(|rule| formulas::in_row(rule, origin, below, ends));
            let format = formats.of(sheet, &table.columns, at, worn, place);
            grid::put(sheet, place, cell(at), worn.kind, formula, format)?;
        }
    }
    colour_signs(sheet, table, origin, last + 1)?;
    bars(sheet, table, origin, last)?;
    if let Some(folded) = &register.chart {
        sparklines(sheet, register, folded, origin)?;
    }
    let left = out.contains(&true).then_some(Left { origin, rules, ends, formats, out });
    Ok(Placed { header, last, columns: (column, column + columns - 1), left })
}

/// Gives the groups that the rows stand in, each with its first row and number of rows; nothing where a group comes twice.
pub fn groups(table: &Table) -> Vec<(&'static str, usize, usize)> {
    let mut groups: Vec<(&'static str, usize, usize)> = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        let Some(group) = row.group else { return Vec::new() };
        match groups.iter().position(|(known, ..)| *known == group) {
            None => groups.push((group, at, 1)),
            Some(place) if place + 1 == groups.len() => groups[place].2 += 1,
            Some(_) => return Vec::new(),
        }
    }
    groups
}

/// Writes the totals of the shown rows above the header.
pub fn totals(sheet: &mut Sheet, register: &Register, at: u32, placed: &Placed) -> Result<(), XlsxError> {
    let table = &register.table;
    let look = sheet.look();
    let bold = look.text(Size::Body).set_bold();
    sheet.ws.set_row_height(at, 22)?;
    let mut labelled = false;
    for (offset, head) in table.columns.iter().enumerate() {
        let column = placed.columns.0 + offset as u16;
        if !summed(table, offset) {
            continue;
        }
        let sum: Money = table
            .rows
            .iter()
            .filter_map(|row| match row.cells.get(offset) {
                Some(Value::Money(money) | Value::Change(money)) => Some(*money),
                _ => None,
            })
            .sum();
        if !labelled && offset > 0 {
            let words = sheet.setting.words;
            sheet.ws.write_string_with_format(at, column - 1, words.total, &bold)?;
            let note = Note::new(words.follows_filter).add_author_prefix(false);
            let note = note.set_font_name(look.face()).set_font_size(9).set_width(180).set_height(36);
            sheet.ws.insert_note(at, column - 1, &note)?;
            labelled = true;
        }
        let letter = rust_xlsxwriter::utility::column_number_to_name(column);
        let formula = format!("=SUBTOTAL(109,{letter}{}:{letter}{})", placed.header + 2, placed.last + 1);
        let format = bold.clone().set_num_format(look.number(head.kind, false).unwrap_or_default());
        let format = format.set_align(rust_xlsxwriter::FormatAlign::Right);
        let formula = Formula::new(formula).set_result(sum.units().to_string());
        sheet.ws.write_formula_with_format(at, column, formula, &format)?;
        if head.kind == Kind::Change {
            sheet.signs((at, column), (at, column))?;
        }
    }
    Ok(())
}

/// Lays bars behind the first column of changes, or behind the shares where there is none.
fn bars(sheet: &mut Sheet, table: &Table, origin: Origin, last: u32) -> Result<(), XlsxError> {
    let place = |kind: Kind| table.columns.iter().position(|column| column.kind == kind && column.period.is_none());
    let (at, signed) = match (place(Kind::Change), place(Kind::Share)) {
        (Some(at), _) => (at, true),
        (None, Some(at)) => (at, false),
        (None, None) => return Ok(()),
    };
    let bar = ConditionalFormatDataBar::new()
        .set_solid_fill(true)
        .set_border_off(true)
        .set_fill_color(if signed { BAR_GAIN } else { OTHER2 })
        .set_negative_fill_color(BAR_LOSS)
        .set_axis_color(RULE);
    let bar = match signed {
        true => bar,
        false => bar
            .set_axis_position(ConditionalFormatDataBarAxisPosition::None)
            .set_minimum(ConditionalFormatType::Number, 0),
    };
    let column = origin.column + at as u16;
    sheet.ws.add_conditional_format(origin.row, column, last, column, &bar)?;
    Ok(())
}

/// Draws each row's figures as small columns, the last one dark.
fn sparklines(sheet: &mut Sheet, register: &Register, folded: &Folded, origin: Origin) -> Result<(), XlsxError> {
    if register.table.rows.len() > CHARTED {
        return Ok(());
    }
    let name = sheet.name.clone();
    // The point that has not ended is not drawn: the last one is the report's period, dark.
    let to = folded.strong.map_or(folded.to, |strong| (folded.from + strong).min(folded.to));
    for (below, row) in register.table.rows.iter().enumerate() {
        let values = row.cells[folded.from..=to].iter().map(|value| match value {
            Value::Money(money) => money.units(),
            Value::Number(number) => *number,
            _ => 0.0,
        });
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        if low == 0.0 && high == 0.0 {
            continue;
        }
        let line = origin.row + below as u32;
        let (first, last) = (origin.column + folded.from as u16, origin.column + to as u16);
        let mut sparkline = Sparkline::new()
            .set_range((name.as_str(), line, first, line, last))
            .set_type(SparklineType::Column)
            .set_sparkline_color(OTHER)
            .show_last_point(true)
            .set_last_point_color(TOTAL)
            .show_hidden_data(true)
            .set_custom_max(if high > 0.0 { round(high * 1.12) } else { 1.0 });
        sparkline = sparkline.set_custom_min(if low < 0.0 { round(low * 1.12) } else { 0.0 });
        sheet.ws.add_sparkline(line, origin.column + folded.column as u16, &sparkline)?;
    }
    Ok(())
}

/// Gives a limit with two decimals, so that the file holds no binary noise.
fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// Gives a table's name in the workbook: letters, digits and underscores.
pub fn name(id: &str) -> String {
    let clean: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    format!("tbl_{clean}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_labelled_from_the_period_of_the_report() {
        let series = |many: usize, partial, strong| Series {
            points: vec![Some(1.0); many],
            line: false,
            last_partial: partial,
            strong,
        };
        assert_eq!(labels(&series(3, true, Some(1)), "2025Q1"), ["2024Q4", "2025Q1", "2025Q2*"]);
        assert_eq!(labels(&series(2, false, None), "FY2026Q1"), ["FY2025Q4", "FY2026Q1"]);
        assert_eq!(labels(&series(2, false, Some(1)), "2025-01"), ["2024-12", "2025-01"]);
    }

    #[test]
    fn headings_of_a_native_table_differ() {
        let column = |label: &str| Column { id: "amount", period: None, label: label.into(), kind: Kind::Money };
        assert_eq!(unique(&[column("Amount"), column("amount"), column("")]), ["Amount", "amount 2", "amount 3"]);
        let long = unique(&[column(&"😀".repeat(4_000)), column(&"😀".repeat(5_000))]);
        assert!(long.iter().all(|name| name.encode_utf16().count() <= 255) && long[0] != long[1], "{long:?}");
    }
}
