//! Any section as a sheet: charts side by side under their findings, tables below each other. A section that the writer has
//! never heard of is shown whole.
//!
//! Where a table is long, it stands at the left as a native table with its header frozen, and everything else at its right.

use rust_xlsxwriter::{FormatAlign, XlsxError};

use super::super::charts::Pen;
use super::super::formulas::Origin;
use super::super::grid;
use super::super::look::{GAIN_SOFT, INK3, LOSS_SOFT, Size};
use super::super::native;
use super::super::number::kind_of;
use super::super::sheet::{Sheet, cut};
use super::detail::Detail;
use super::{audit, insert, notes};
use crate::report::{Block, Chart, Column, Kind, Matrix, Section, Size as PageSize, Spec, Table, TableRole, Value};

/// The table that the detail sheet's rows and amounts stand beside.
const RECONCILIATION: &str = "reconciliation";
/// The height of a row, in pixels.
const ROW: u32 = 22;
/// Rows that a chart of the flow takes.
const CHART_ROWS: u32 = 15;
/// A table with more rows than this is long.
const LONG: usize = 24;
/// The width of all charts in a row.
const PAGE: u32 = 1_110;
const GUTTER: u32 = 20;

/// What stands on the sheet, in reading order.
struct Parts<'a> {
    charts: Vec<&'a Chart>,
    /// Each with the chart that it belongs to, where it is a chart's.
    tables: Vec<(&'a Table, Option<&'a Chart>)>,
    notes: Vec<&'a crate::report::Text>,
}

impl<'a> Parts<'a> {
    fn of(blocks: &[&'a Block]) -> Parts<'a> {
        let mut parts = Parts { charts: Vec::new(), tables: Vec::new(), notes: Vec::new() };
        for &block in blocks {
            match block {
                Block::Chart(chart) => {
                    parts.charts.push(chart);
                    // The steps and slices of these are figures of other tables already.
                    if !matches!(chart.spec, Spec::Waterfall(_) | Spec::Doughnut(_)) {
                        parts.tables.extend(chart.table.as_ref().map(|table| (table, Some(chart))));
                    }
                }
                Block::Table(table) if !matches!(table.role, TableRole::Data | TableRole::Form) => {
                    parts.tables.push((table, None))
                }
                Block::Table(_) => {}
                Block::Note(note) => parts.notes.push(note),
            }
        }
        let (tables, mut seen) = (std::mem::take(&mut parts.tables), Vec::new());
        for (table, chart) in tables {
            if !seen.contains(&table.id) && !table.columns.is_empty() {
                seen.push(table.id);
                parts.tables.push((table, chart));
            }
        }
        parts
    }
}

/// What a section's sheet says besides the section.
#[derive(Clone, Copy)]
pub struct Extra<'a> {
    /// The detail sheet's totals, for checks.
    pub detail: Option<&'a Detail>,
    /// The account of the input, where this is the sheet that reconciles it.
    pub account: Option<&'a Table>,
}

/// Fills a sheet with a section.
pub fn fill(
    sheet: &mut Sheet,
    pen: &mut Pen,
    section: &Section,
    blocks: &[&Block],
    period: &str,
    extra: Extra,
) -> Result<(), XlsxError> {
    let parts = Parts::of(blocks);
    let lead = section.lead.iter().map(ToString::to_string).collect::<Vec<_>>().join("  ");
    let title = if section.finding.is_empty() { &section.nav } else { &section.finding };
    let long = parts.tables.iter().position(|(table, _)| table.rows.len() > LONG && !parts.charts.is_empty());
    match long {
        Some(at) => beside(sheet, pen, (title, &lead), parts, at, period),
        None => flow(sheet, pen, (title, &lead), &parts, extra),
    }
}

/// Charts in rows, then the tables.
fn flow(sheet: &mut Sheet, pen: &mut Pen, head: (&str, &str), parts: &Parts, extra: Extra) -> Result<(), XlsxError> {
    let mut widths = column_widths(sheet, &parts.tables, 14);
    if extra.account.is_some() {
        for (width, least) in widths.iter_mut().zip([200, 124, 96, 124, 96]) {
            *width = (*width).max(least);
        }
    }
    let mut all = vec![GUTTER];
    all.extend(&widths);
    sheet.widths(&all)?;
    let back = sheet.column_at(GUTTER + PAGE - 100);
    sheet.head(head.0, head.1, 1, (0, back))?;
    let mut row = charts(sheet, pen, &parts.charts, Room { row: 2, column: 1, across: PAGE, thirds: 3 })?;
    let reconciled = parts.tables.iter().any(|(table, _)| table.id == RECONCILIATION);
    if let (Some(account), Some(detail), false) = (extra.account, extra.detail, reconciled) {
        row = audit::reconcile(sheet, account, detail, row, 1)?;
    }
    let row = tables(sheet, pen, &parts.tables, row, 1, extra.detail)?;
    let rest: Vec<_> = parts.notes.iter().map(|note| (*note).clone()).collect();
    let row = notes(sheet, &rest, row, 1)?;
    sheet.ws.set_freeze_panes(2, 0)?.set_print_center_horizontally(true);
    let widest = parts.tables.iter().map(|(table, _)| grid::shown(table).len() as u16 + 1).max().unwrap_or(0);
    let last = widest.max(sheet.column_at(GUTTER + PAGE)).min(all.len() as u16 - 1);
    sheet.paginate(row, last)?;
    Ok(())
}

/// A long table at the left, frozen; the rest at its right.
fn beside(
    sheet: &mut Sheet,
    pen: &mut Pen,
    head: (&str, &str),
    mut parts: Parts,
    long: usize,
    period: &str,
) -> Result<(), XlsxError> {
    let (table, _) = parts.tables.remove(long);
    let register = native::register(table, period);
    let left: Vec<u32> =
        (0..register.table.columns.len()).map(|at| grid::width(sheet, &register.table, at) + 12).collect();
    let right_column = 1 + left.len() as u16 + 1;
    let right = column_widths(sheet, &parts.tables, 10);
    let mut all = vec![GUTTER];
    all.extend(&left);
    all.push(24);
    all.extend(&right);
    sheet.widths(&all)?;
    let across = 740;
    let back = sheet.column_at(sheet.left(right_column) + across - 100);
    sheet.head(head.0, head.1, 1, (0, back))?;
    // Other cells stand beside its rows, so that all are the library's.
    let placed = native::write(sheet, &native::name(table.id), &register, (3, 1), usize::MAX)?;
    native::totals(sheet, &register, 2, &placed)?;
    let row = charts(sheet, pen, &parts.charts, Room { row: 4, column: right_column, across, thirds: 2 })?;
    let row = tables(sheet, pen, &parts.tables, row, right_column, None)?;
    let rest: Vec<_> = parts.notes.iter().map(|note| (*note).clone()).chain(table.notes.iter().cloned()).collect();
    let end = notes(sheet, &rest, row, right_column)?;
    sheet.ws.set_freeze_panes(4, 0)?.set_repeat_rows(3, 3)?;
    let last = sheet.column_at(sheet.left(right_column) + across).max(all.len() as u16) - 1;
    sheet.ws.set_print_area(0, 0, placed.last.max(end), last)?;
    Ok(())
}

/// Gives widths that suit all tables stacked in the same columns.
fn column_widths(sheet: &Sheet, tables: &[(&Table, Option<&Chart>)], least: usize) -> Vec<u32> {
    let mut widths = vec![0_u32; least];
    for (table, chart) in tables {
        let plain = pictured(grid::without_bars(table), *chart);
        for at in 0..plain.columns.len() {
            if at >= widths.len() {
                widths.push(0);
            }
            let last = at + 1 == plain.columns.len();
            // The last text may run on to the right.
            let wanted = match plain.columns[at].kind {
                Kind::Text if last => 104,
                _ => grid::width(sheet, &plain, at),
            };
            widths[at] = widths[at].max(wanted);
        }
    }
    widths.iter().map(|&width| if width == 0 { 92 } else { width.clamp(60, 300) }).collect()
}

/// Where charts go: the row and column to begin with, the width of all, and how many thirds of the page that is.
struct Room {
    row: u32,
    column: u16,
    across: u32,
    thirds: u32,
}

/// Writes charts with their findings, side by side by their size; gives the row below them.
fn charts(sheet: &mut Sheet, pen: &mut Pen, specs: &[&Chart], room: Room) -> Result<u32, XlsxError> {
    let start = sheet.left(room.column);
    let unit = room.across / room.thirds;
    let (label, note) = (sheet.look().label(), sheet.look().note());
    let (mut row, mut slot, mut tallest) = (room.row, 0, 0);
    for chart in specs {
        let thirds = match chart.size {
            PageSize::Third => 1,
            PageSize::TwoThirds => 2,
            PageSize::Full => 3,
        };
        let least = if matches!(chart.spec, Spec::Pareto(_) | Spec::History(_)) { 2 } else { 1 };
        let thirds = thirds.max(least).min(room.thirds);
        let rows = match &chart.spec {
            Spec::Ranked(spec) => (spec.rows.len() as u32 * 22 + 60).div_ceil(ROW).clamp(8, 26),
            _ => CHART_ROWS,
        };
        let Some(drawn) = pen.draw(&chart.spec, (thirds * unit - 10, rows * ROW - 8))? else { continue };
        if slot + thirds > room.thirds {
            (row, slot, tallest) = (row + tallest + 3, 0, 0);
        }
        let at = if slot == 0 { room.column } else { sheet.column_at(start + slot * unit) };
        if slot == 0 {
            sheet.block(row);
            sheet.height(row, 24.0)?;
        }
        let subtitle = pen.subtitle(chart);
        sheet.ws.write_string_with_format(row, at, cut(&chart.finding), &label)?;
        sheet.ws.write_string_with_format(row + 1, at, cut(&subtitle), &note)?;
        insert(sheet, drawn, (row + 2, at), &chart.description)?;
        slot += thirds;
        tallest = tallest.max(rows);
    }
    Ok(if slot > 0 { row + tallest + 3 } else { row })
}

/// Writes tables below each other under their findings; gives the row below them.
fn tables(
    sheet: &mut Sheet,
    pen: &mut Pen,
    tables: &[(&Table, Option<&Chart>)],
    mut row: u32,
    column: u16,
    detail: Option<&Detail>,
) -> Result<u32, XlsxError> {
    let (label, note) = (sheet.look().label(), sheet.look().note());
    for (table, chart) in tables {
        let mut plain = pictured(grid::without_bars(table), *chart);
        let mut traced = None;
        if let Some((wide, checks)) = detail
            .filter(|_| table.id == RECONCILIATION)
            .and_then(|detail| audit::extended(&plain, detail, sheet.setting.words))
        {
            plain = wide;
            traced = Some(checks);
        }
        sheet.block(row);
        // A chart's table without a finding of its own says what it measures.
        let (finding, subtitle) = match chart.filter(|_| table.finding.is_empty()) {
            // Where no chart shows it, the table has to say the finding.
            Some(chart) if undrawn(&chart.spec) => (&chart.finding, &chart.subtitle),
            Some(chart) => (&chart.subtitle, &table.subtitle),
            None => (&table.finding, &table.subtitle),
        };
        if !finding.is_empty() {
            sheet.height(row, 24.0)?;
            sheet.ws.write_string_with_format(row, column, cut(finding), &label)?;
            row += 1;
        }
        if !subtitle.is_empty() {
            sheet.ws.write_string_with_format(row, column, cut(subtitle), &note)?;
            row += 1;
        }
        let top = row + 1;
        row = grid::write(sheet, pen.helper, &plain, row, column)?;
        let right = column + plain.columns.len() as u16 - 1;
        sheet.named.push((table.id, (top - 1, column), (row - 1, right)));
        if let Some(Spec::Matrix(matrix)) = chart.map(|chart| &chart.spec) {
            tint(sheet, &plain, matrix, top, column)?;
        }
        if let (Some(checks), Some(detail)) = (&traced, detail) {
            let words = sheet.setting.words;
            let text = if detail.formulas { words.reconciliation_note } else { words.check_values };
            if detail.formulas {
                audit::trace(sheet, &plain, checks, top, column)?;
            }
            sheet.ws.write_string_with_format(row, column, text, &note)?;
            row += 1;
        }
        if let Some(detail) = detail
            && checks(sheet, &plain, detail, top, column)?
        {
            let words = sheet.setting.words;
            let text = if detail.formulas { words.check_note } else { words.check_values };
            sheet.ws.write_string_with_format(row, column, text, &note)?;
            row += 1;
        }
        row = notes(sheet, &table.notes, row, column)? + 1;
    }
    Ok(row)
}

/// Says whether a specification is shown as its table only.
fn undrawn(spec: &Spec) -> bool {
    matches!(spec, Spec::SmallMultiples(_) | Spec::Evidence(_) | Spec::Matrix(_))
}

/// Gives the table of small multiples with a small chart in each row; others as they are.
fn pictured(mut table: Table, chart: Option<&Chart>) -> Table {
    let Some(Spec::SmallMultiples(cells)) = chart.map(|chart| &chart.spec) else { return table };
    if cells.len() != table.rows.len() {
        return table;
    }
    table.columns.insert(1, Column { id: "series", period: None, label: String::new(), kind: Kind::Series });
    for (row, cell) in table.rows.iter_mut().zip(cells) {
        row.cells.insert(1.min(row.cells.len()), Value::Series(cell.series.clone().into()));
    }
    table
}

/// Tints the moves of a migration matrix: up blue, down orange.
fn tint(sheet: &mut Sheet, table: &Table, matrix: &Matrix, top: u32, column: u16) -> Result<(), XlsxError> {
    for (below, (line, senses)) in table.rows.iter().zip(&matrix.sense).enumerate() {
        for (at, &sense) in senses.iter().enumerate().filter(|(_, sense)| **sense != 0) {
            let (Some(value), Some(head)) = (line.cells.get(at + 1), table.columns.get(at + 1)) else { continue };
            let kind = kind_of(value, head.kind);
            let ground = if sense > 0 { GAIN_SOFT } else { LOSS_SOFT };
            let format = grid::row_format(grid::cell_format(sheet, kind, false), line.role, false);
            let place = (top + below as u32, column + at as u16 + 1);
            grid::put(sheet, place, value, kind, None, &format.set_background_color(ground))?;
        }
    }
    Ok(())
}

/// Writes, beside a table of bridges, what each closing differs from the rows of its period; says whether it did.
fn checks(sheet: &mut Sheet, table: &Table, detail: &Detail, top: u32, column: u16) -> Result<bool, XlsxError> {
    let named = |id: &str| table.columns.iter().position(|column| column.id == id);
    let (Some(_), Some(closing)) = (named("opening"), named("closing")) else { return Ok(false) };
    let origin = Origin { row: top, column };
    let at = column + table.columns.len() as u16;
    let look = sheet.look();
    let mut any = false;
    for (below, line) in table.rows.iter().enumerate() {
        let (Some(Value::Text(label)), Some(Value::Money(said))) = (line.cells.first(), line.cells.get(closing)) else {
            continue;
        };
        let (Some(found), Some(sum)) = (detail.period(label), detail.period_sum(&origin.cell(below, 0))) else {
            continue;
        };
        let format = grid::row_format(look.text(Size::Body), line.role, false).set_font_color(INK3);
        let format = format.set_num_format("0.00").set_align(FormatAlign::Right);
        let formula = detail.formulas.then(|| format!("=ROUND({}-{sum},4)", origin.cell(below, closing)));
        let value = Value::Money(*said - found.amount);
        grid::put(sheet, (top + below as u32, at), &value, Kind::Money, formula, &format)?;
        any = true;
    }
    if any {
        let format = look.heading(FormatAlign::Right).set_align(FormatAlign::Bottom);
        sheet.ws.write_string_with_format(top - 1, at, sheet.setting.words.check, &format)?;
    }
    Ok(any)
}
