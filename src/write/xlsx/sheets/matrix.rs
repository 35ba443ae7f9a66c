//! Customer × period, the pivot that people made by hand: heat by amount, rows of a class fold under it, the total frozen.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    ConditionalFormat3ColorScale, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatType, Format,
    XlsxError,
};

use super::super::grid;
use super::super::look::{HEAT, INK3, OTHER, SURFACE};
use super::super::number::{is_number, kind_of};
use super::super::sheet::{Sheet, cut};
use super::notes;
use crate::model::{Lang, Money};
use crate::report::words::book::Words;
use crate::report::{Kind, Row, RowRole, Section, Table, Value};

/// The row of the headings; the totals stand right under them.
const HEADER: u32 = 2;

/// Fills a sheet with a matrix.
pub fn fill(sheet: &mut Sheet, section: &Section, table: &Table) -> Result<(), XlsxError> {
    let mut plain = grid::without_bars(table);
    let totals: Vec<Row> = plain.rows.extract_if(.., |row| row.role == RowRole::Total).collect();
    // The first total is frozen under the headings; further ones, such as counts, stay below.
    let mut below = totals;
    let top = if below.is_empty() { None } else { Some(below.remove(0)) };
    classed(&mut plain, sheet.setting.words, sheet.look().lang);
    let many = plain.rows.len() as u32;
    let first = HEADER + 1 + u32::from(top.is_some());
    let widths: Vec<u32> = (0..plain.columns.len())
        .map(|at| match plain.columns[at].kind {
            Kind::Name => grid::width(sheet, table, at).clamp(180, 260),
            _ => grid::width(sheet, &plain, at).max(70) + 8,
        })
        .collect();
    sheet.widths(&widths)?;
    let title = if table.finding.is_empty() { &section.finding } else { &table.finding };
    let back = (plain.columns.len() as u16).saturating_sub(2);
    sheet.head(title, &table.subtitle, 0, (0, back))?;
    let look = sheet.look();
    for (at, head) in plain.columns.iter().enumerate() {
        let format =
            look.heading(super::super::number::align(head.kind)).set_align(rust_xlsxwriter::FormatAlign::Bottom);
        sheet.ws.write_string_with_format(HEADER, at as u16, cut(grid::heading(head)), &format)?;
    }
    sheet.ws.set_row_height_pixels(HEADER, 34)?;
    let mut formats = Formats::default();
    if let Some(total) = &top {
        sheet.ws.set_row_height(HEADER + 1, 22)?;
        line(sheet, &mut formats, &plain, total, HEADER + 1, first, Some((first, first + many)))?;
    }
    sheet.ws.group_symbols_above(true);
    let mut opened: Option<u32> = None;
    for (at, row) in plain.rows.iter().enumerate() {
        let number = first + at as u32;
        let heads = matches!(row.role, RowRole::Group | RowRole::Subtotal);
        if heads || row.role == RowRole::Rest {
            fold(sheet, opened.take(), number)?;
        }
        if heads {
            opened = Some(number + 1);
        }
        // The rows of a class right below its line.
        let run = plain.rows[at + 1..].iter().take_while(|row| row.role == RowRole::Body).count() as u32;
        let over = (row.role == RowRole::Subtotal && run > 0).then_some((number + 1, number + 1 + run));
        line(sheet, &mut formats, &plain, row, number, first, over)?;
    }
    fold(sheet, opened, first + many)?;
    heat(sheet, &plain, first, many)?;
    for (at, row) in below.iter().enumerate() {
        line(sheet, &mut formats, &plain, row, first + many + at as u32, first, None)?;
    }
    notes(sheet, &table.notes, first + many + below.len() as u32 + 1, 0)?;
    sheet.ws.set_freeze_panes(first, 1)?.set_repeat_rows(HEADER, first - 1)?;
    Ok(())
}

/// Sorts the rows into their classes, where a column holds them, and puts a line with the sums above each class.
fn classed(table: &mut Table, words: &Words, lang: Lang) {
    let Some(class) = table.columns.iter().position(|column| column.id == "class") else { return };
    if table.rows.iter().any(|row| row.role != RowRole::Body) || table.rows.len() < 2 {
        return;
    }
    let of = |row: &Row| match row.cells.get(class) {
        Some(Value::Text(class)) => class.to_string(),
        _ => String::new(),
    };
    // Rows without a class come last.
    let mut groups: BTreeMap<(bool, String), Vec<Row>> = BTreeMap::new();
    for row in table.rows.drain(..) {
        let class = of(&row);
        groups.entry((class.is_empty(), class)).or_default().push(row);
    }
    for ((none, class), rows) in groups {
        let label = match (none, lang) {
            (true, _) => words.no_class.to_owned(),
            (false, Lang::Zh | Lang::ZhHant) => format!("{class} {}", words.class),
            (false, Lang::En) => format!("{} {class}", words.class),
        };
        let mut head = Row::of(RowRole::Subtotal, vec![Value::Text(format!("{label} · {}", rows.len()).into())]);
        for (at, column) in table.columns.iter().enumerate().skip(1) {
            let money = rows.iter().filter_map(|row| match row.cells.get(at) {
                Some(Value::Money(money)) => Some(*money),
                _ => None,
            });
            head.cells.push(if column.kind == Kind::Money { Value::Money(money.sum()) } else { Value::Empty });
        }
        table.rows.push(head);
        table.rows.extend(rows);
    }
}

/// Folds the rows of a class under its line.
fn fold(sheet: &mut Sheet, from: Option<u32>, to: u32) -> Result<(), XlsxError> {
    if let Some(from) = from.filter(|from| *from < to) {
        sheet.ws.group_rows(from, to - 1)?;
    }
    Ok(())
}

/// Writes a line; a total adds up the body rows that are shown, where they add up to it.
fn line(
    sheet: &mut Sheet,
    formats: &mut Formats,
    table: &Table,
    row: &Row,
    number: u32,
    body: u32,
    over: Option<(u32, u32)>,
) -> Result<(), XlsxError> {
    for (at, head) in table.columns.iter().enumerate() {
        let value = row.cells.get(at).unwrap_or(&Value::Empty);
        let kind = kind_of(value, head.kind);
        let open = is_number(head.kind) && grid::heading(head).ends_with('*');
        let format = formats.of(sheet, kind, row.role, open, at == 0);
        let start = body;
        let formula = over.and_then(|(first, end)| {
            let letter = rust_xlsxwriter::utility::column_number_to_name(at as u16);
            let sum = |value: &Value| match value {
                Value::Money(money) | Value::Change(money) => Some(*money),
                _ => None,
            };
            let (top, bottom) = (first.saturating_sub(start) as usize, end.saturating_sub(start) as usize);
            let under =
                table.rows.get(top..bottom)?.iter().filter(|row| matches!(row.role, RowRole::Body | RowRole::Rest));
            let all: Option<Money> =
                under.filter(|row| row.cells[at] != Value::Empty).map(|row| sum(&row.cells[at])).sum();
            // Lines of classes in between do not count twice: SUBTOTAL leaves other subtotals out.
            let whole = end > first && sum(value).is_some() && all == sum(value);
            whole.then(|| format!("=SUBTOTAL(9,{letter}{}:{letter}{end})", first + 1))
        });
        grid::put(sheet, (number, at as u16), value, kind, formula, format)?;
    }
    Ok(())
}

/// The formats of the cells, each made once: by kind and role, of a period that has not ended, of the first column.
#[derive(Default)]
struct Formats(Vec<((Kind, RowRole, bool, bool), Format)>);

impl Formats {
    fn of(&mut self, sheet: &Sheet, kind: Kind, role: RowRole, open: bool, first: bool) -> &Format {
        let wanted = (kind, role, open, first);
        let known = self.0.iter().position(|(known, _)| *known == wanted);
        let at = known.unwrap_or_else(|| {
            let mut format = grid::row_format(grid::cell_format(sheet, kind, true), role, false);
            if open {
                format = format.set_italic().set_font_color(INK3);
            }
            if role == RowRole::Total {
                format = format.set_background_color(SURFACE);
            }
            if first && role == RowRole::Body {
                format = format.set_indent(1);
            }
            self.0.push((wanted, format));
            self.0.len() - 1
        });
        &self.0[at].1
    }
}

/// Tints the body by amount, one hue; zero and below in grey.
fn heat(sheet: &mut Sheet, table: &Table, first: u32, many: u32) -> Result<(), XlsxError> {
    let periods: Vec<usize> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| matches!(column.kind, Kind::Money | Kind::Share) && column.period.is_some())
        .map(|(at, _)| at)
        .collect();
    let (Some(&left), Some(&right)) = (periods.first(), periods.last()) else { return Ok(()) };
    let bodies = || table.rows.iter().filter(|row| row.role == RowRole::Body);
    let most = bodies()
        .flat_map(|row| periods.iter().filter_map(|&at| row.cells.get(at)))
        .map(|value| match value {
            Value::Money(money) => money.units(),
            Value::Ratio(share) => *share,
            _ => 0.0,
        })
        .fold(0.0, f64::max);
    // Shares lie below one, where rounding to units would leave nothing.
    let level = |part: f64| if most > 10.0 { (most * part).round() } else { most * part };
    if most <= 0.0 || many == 0 {
        return Ok(());
    }
    let scale = ConditionalFormat3ColorScale::new()
        .set_minimum(ConditionalFormatType::Number, 0)
        .set_midpoint(ConditionalFormatType::Number, level(0.15))
        .set_maximum(ConditionalFormatType::Number, level(0.85))
        .set_minimum_color(HEAT[0])
        .set_midpoint_color(HEAT[1])
        .set_maximum_color(HEAT[2]);
    let none = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::LessThanOrEqualTo(0))
        .set_format(Format::new().set_font_color(OTHER))
        .set_stop_if_true(true);
    // One range per unbroken run of body rows, so that class rows keep their own ground.
    let mut at = 0;
    while at < table.rows.len() {
        let run = table.rows[at..].iter().take_while(|row| row.role == RowRole::Body).count();
        if run > 0 {
            let (top, end) = (first + at as u32, first + (at + run) as u32 - 1);
            sheet.ws.add_conditional_format(top, left as u16, end, right as u16, &none)?;
            sheet.ws.add_conditional_format(top, left as u16, end, right as u16, &scale)?;
        }
        at += run.max(1);
    }
    Ok(())
}
