//! A register as a sheet of its own: the table begins in column A, its header is frozen, its totals follow the filter.

use rust_xlsxwriter::XlsxError;

use super::super::charts::Pen;
use super::super::grid;
use super::super::long::Long;
use super::super::look::{GAIN_INK, LOSS_INK, Size};
use super::super::native::{self, Placed};
use super::super::sheet::{Sheet, scale};
use super::notes;
use crate::model::Money;
use crate::report::words::figures::{Minus, short_change};
use crate::report::{Kind, Section, Table, Value};

/// The header's row; above it title, subtitle and totals.
const HEADER: u32 = 3;

/// Fills a sheet with a register.
pub fn fill<'a>(
    sheet: &mut Sheet<'a>,
    pen: &mut Pen,
    section: &Section,
    table: &'a Table,
    period: &str,
) -> Result<(), XlsxError> {
    let register = native::register(table, period);
    let plain = &*register.table;
    let change = plain.columns.iter().position(|column| column.kind == Kind::Change);
    let widths: Vec<u32> = (0..plain.columns.len())
        .map(|at| {
            let width = grid::width(sheet, plain, at);
            match plain.columns[at].kind {
                Kind::Name => width.clamp(160, 230),
                // The bar behind the number needs room.
                Kind::Change if Some(at) == change => width.max(150),
                Kind::Text => width.max(200) + 24,
                _ => width + 6,
            }
        })
        .collect();
    sheet.widths(&widths)?;
    let title = if table.finding.is_empty() { &section.finding } else { &table.finding };
    let mut subtitle = table.subtitle.clone();
    if register.chart.is_some() {
        let words = sheet.setting.words;
        subtitle = match subtitle.is_empty() {
            true => words.fold_note.to_owned(),
            false => [subtitle.as_str(), words.fold_note].join(words.gap),
        };
    }
    sheet.head(title, &subtitle, 0, (2, 0))?;
    if plain.rows.is_empty() {
        grid::write(sheet, pen.helper, plain, HEADER, 0)?;
        return Ok(());
    }
    let long = sheet.setting.long;
    let mut placed = native::write(sheet, &native::name(table.id), &register, (HEADER, 0), long)?;
    if !links(sheet, plain, &placed)? {
        native::totals(sheet, &register, 2, &placed)?;
    }
    let names = plain.columns.iter().position(|column| column.kind == Kind::Name).map_or(1, |at| at as u16 + 1);
    sheet.ws.set_freeze_panes(HEADER + 1, names.min(3))?;
    notes(sheet, &table.notes, placed.last + 2, 0)?;
    let look = sheet.look();
    let mut last_printed = placed.columns.1;
    if let Some(folded) = &register.chart {
        let (from, to) = (folded.from as u16, folded.to as u16);
        sheet.ws.group_columns_collapsed(from, to)?;
        sheet.ws.set_column_format(to + 1, &look.text(Size::Body))?;
        last_printed = from - 1;
    }
    sheet.long = placed.left.take().map(|left| Long { register, left });
    print(sheet, &widths, last_printed, placed.last, title)
}

/// Writes links to the groups that the rows stand in, each with its number and money, in place of totals; says whether it did.
fn links(sheet: &mut Sheet, table: &Table, placed: &Placed) -> Result<bool, XlsxError> {
    let groups = native::groups(table);
    let place = |wanted: Kind| table.columns.iter().position(|column| column.kind == wanted);
    let (Some(mark), Some(change)) = (place(Kind::Mark), place(Kind::Change)) else { return Ok(false) };
    if groups.len() < 2 {
        return Ok(false);
    }
    let look = sheet.look();
    sheet.height(HEADER - 1, 22.0)?;
    // Behind the way back to the summary.
    let back = look.pixels(sheet.setting.words.back, Size::Small) + 20;
    let mut left = sheet.left(1).max(back);
    for (_, first, many) in groups {
        let rows = &table.rows[first..first + many];
        let sum: Money = rows
            .iter()
            .filter_map(|row| match row.cells[change] {
                Value::Money(money) | Value::Change(money) => Some(money),
                _ => None,
            })
            .sum();
        let Value::Text(label) = &rows[0].cells[mark] else { return Ok(false) };
        let text = format!("{label} {many} · {}", short_change(sum, look.lang, Minus::True));
        let column = sheet.column_at(left);
        let color = if sum.is_negative() { LOSS_INK } else { GAIN_INK };
        let format = look.link().set_bold().set_font_color(color);
        let name = sheet.name.clone();
        sheet.link(HEADER - 1, column, &name, placed.header + 2 + first as u32, &text, &format)?;
        left = sheet.left(column) + look.pixels(&text, Size::Small) + 24;
    }
    Ok(true)
}

/// Sets up the print: one page wide where that stays readable, else two, the names repeated and the title in the page header.
fn print(sheet: &mut Sheet, widths: &[u32], last: u16, last_row: u32, title: &str) -> Result<(), XlsxError> {
    let total: u32 = widths.iter().take(usize::from(last) + 1).sum();
    sheet.ws.set_repeat_rows(HEADER, HEADER)?;
    if total <= 1_500 {
        sheet.ws.set_print_area(0, 0, last_row, last)?;
        return Ok(());
    }
    let name = widths.first().copied().unwrap_or(0);
    let half = name + (total - name) / 2;
    let (mut left, mut at) = (0, 0_u16);
    for (column, width) in widths.iter().enumerate() {
        if left + width > half + 40 {
            break;
        }
        left += width;
        at = column as u16 + 1;
    }
    let right = name + total - left;
    let scale = scale(left.max(right));
    let title: String = title.replace('&', "&&").chars().take(120).collect();
    let face = sheet.look().face();
    sheet
        .ws
        .set_print_area(2, 0, last_row, last)?
        .set_repeat_columns(0, 0)?
        .set_print_scale(scale)
        .set_margins(0.45, 0.45, 0.75, 0.6, 0.3, 0.3)
        .set_header(format!("&L&\"{face},Bold\"&14 {title}"))
        .set_vertical_page_breaks(&[u32::from(at)])?;
    Ok(())
}
