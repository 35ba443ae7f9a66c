//! The sheet that people fill in: what mingxi knows at the left, six yellow columns at the right, a hidden key in column A.
//!
//! It is read back by the key and by the headings, so nothing is protected: rows may be sorted, coloured, moved and added.

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, Table as Native, TableColumn, TableStyle, XlsxError,
};

use super::super::charts::Pen;
use super::super::grid::{self, cell_format};
use super::super::helper::{Cell, Range};
use super::super::look::{GRID, INK2, INK3, INPUT, INPUT_INK, INPUT_RULE, LOSS_INK, OTHER, Size};
use super::super::number::{align, kind_of};
use super::super::sheet::Sheet;
use crate::model::Day;
use crate::report::words::follow::{FormWords, form};
use crate::report::{Kind, Table, Value};

/// The header's row; above it title, how to fill in, and the band over the six columns.
const HEADER: u32 = 3;
/// How many columns are filled in; they are the last.
const INPUTS: u16 = 6;
/// The height of a line of small text, in points.
const LINE: f64 = 12.5;

/// The lists to choose from, on the helper sheet.
pub struct Lists {
    ranges: Vec<(&'static str, Range)>,
}

impl Lists {
    /// Writes what the columns of a form offer.
    pub fn write(pen: &mut Pen, table: &Table) -> Result<Lists, XlsxError> {
        let cells = |words: &[String]| words.iter().map(|word| Cell::from(word.as_str())).collect::<Vec<_>>();
        let columns: Vec<(&'static str, Vec<Cell>)> =
            table.choices.iter().map(|(id, words)| (*id, cells(words))).collect();
        let ranges = pen.helper.columns(&columns)?;
        Ok(Lists { ranges: table.choices.iter().map(|(id, _)| *id).zip(ranges).collect() })
    }

    /// Gives each list's name and cells, for the workbook to name.
    pub fn names(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.ranges.iter().map(|(name, range)| {
            let (first, last) = ((range.rows.0, range.columns.0), (range.rows.1, range.columns.1));
            let cells = rust_xlsxwriter::utility::cell_range_absolute(first.0, first.1, last.0, last.1);
            (format!("mingxi_{name}s"), format!("='{}'!{cells}", range.sheet.replace('\'', "''")))
        })
    }
}

/// Fills a sheet with a list to fill in; `nth` tells it from others of the workbook.
pub fn fill(sheet: &mut Sheet, table: &Table, nth: usize, as_of: Day) -> Result<(), XlsxError> {
    let (look, words) = (sheet.look(), form(sheet.look().lang));
    let columns = table.columns.len() as u16;
    let first_input = columns - INPUTS;
    let (first, last) = (HEADER + 1, HEADER + table.rows.len() as u32);
    let widths: Vec<u32> =
        table.columns.iter().enumerate().map(|(at, column)| width(sheet, table, at, column.id)).collect();
    sheet.widths(&widths)?;
    sheet.head(&table.finding, &table.subtitle, 2, (2, 2))?;
    sheet.height(2, 24.0)?;
    band(sheet, words, (first_input, columns - 1), (first, last))?;
    let heads: Vec<TableColumn> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let format = look.heading(align(column.kind)).set_align(FormatAlign::Top);
            let format = grid::indented(format, &table.columns, column);
            let format = if at as u16 >= first_input { format.set_background_color(INPUT) } else { format };
            TableColumn::new().set_header(&column.label).set_header_format(format)
        })
        .collect();
    let name = if nth == 0 { "tbl_followup".to_owned() } else { format!("tbl_followup_{}", nth + 1) };
    let native = Native::new().set_name(name).set_style(TableStyle::None).set_columns(&heads);
    sheet.ws.add_table(HEADER, 0, last, columns - 1, &native)?;
    sheet.height(HEADER, 34.0)?;
    for (below, line) in table.rows.iter().enumerate() {
        let row = first + below as u32;
        let lines = line.cells.iter().zip(&widths).skip(2).map(|(cell, width)| lines(sheet, cell, *width)).max();
        sheet.height(row, (f64::from(lines.unwrap_or(1)) * LINE + 8.0).max(34.0))?;
        for (at, column) in table.columns.iter().enumerate().take(usize::from(first_input)) {
            let value = line.cells.get(at).unwrap_or(&Value::Empty);
            let kind = kind_of(value, column.kind);
            let mut format = cell_format(sheet, kind, false);
            format = format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(GRID);
            format = grid::indented(format, &table.columns, column);
            format = match column.id {
                "customer" => format.set_bold().set_text_wrap(),
                "why" | "record" => format.set_text_wrap().set_font_size(look.points(Size::Small)),
                "ask" => format.set_text_wrap().set_font_size(look.points(Size::Small)).set_font_color(INK2),
                "number" => format.set_align(FormatAlign::Left).set_font_color(INK3),
                _ => format,
            };
            grid::put(sheet, (row, at as u16), value, kind, None, &format)?;
        }
        for at in first_input..columns {
            let format = input(sheet, table.columns[usize::from(at)].kind);
            sheet.ws.write_blank(row, at, &format)?;
        }
    }
    validations(sheet, table, first_input, (first, last), as_of)?;
    marks(sheet, words, first_input, (first, last))?;
    sheet.ws.set_column_hidden(0)?;
    sheet.ws.set_freeze_panes(HEADER + 1, 3)?;
    sheet.ws.set_repeat_rows(HEADER, HEADER)?;
    sheet.ws.set_print_area(0, 1, last, columns - 1)?;
    sheet.ws.set_selection(first, first_input, first, first_input)?;
    sheet.named.push((table.id, (HEADER, 0), (last, columns - 1)));
    Ok(())
}

/// Gives how many lines a text takes in a column of that width.
fn lines(sheet: &Sheet, cell: &Value, width: u32) -> u32 {
    match cell {
        // A line breaks before it is full.
        Value::Text(text) => sheet.look().pixels(text, Size::Small).div_ceil((width * 9 / 10).max(40)).min(9),
        _ => 1,
    }
}

fn width(sheet: &Sheet, table: &Table, at: usize, id: &str) -> u32 {
    match id {
        "key" => 60,
        "number" => 30,
        "customer" => 200,
        "why" | "ask" => 250,
        "class" => 46,
        "record" => 160,
        "owner" => grid::width(sheet, table, at).clamp(60, 110),
        "contacted" | "next" => 92,
        "channel" => 84,
        "reason" => 104,
        "note" => 190,
        "outcome" => 104,
        _ => grid::width(sheet, table, at) + 6,
    }
}

/// Gives the look of a cell to fill in.
fn input(sheet: &Sheet, kind: Kind) -> Format {
    let format = sheet.look().text(Size::Body).set_background_color(INPUT);
    let format = format.set_border(FormatBorder::Thin).set_border_color(INPUT_RULE).set_text_wrap();
    match kind {
        Kind::Date => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
        _ => format,
    }
}

/// Writes the band above the columns to fill in, with the count of rows that are.
fn band(sheet: &mut Sheet, words: &FormWords, columns: (u16, u16), rows: (u32, u32)) -> Result<(), XlsxError> {
    let look = sheet.look();
    let format = look.text(Size::Small).set_bold().set_background_color(INPUT_RULE).set_font_color(INPUT_INK);
    for at in columns.0..=columns.1 {
        sheet.ws.write_blank(2, at, &format)?;
    }
    sheet.ws.write_string_with_format(2, columns.0, words.yours, &format)?;
    let right = format.clone().set_align(FormatAlign::Right);
    sheet.ws.write_string_with_format(2, columns.1 - 1, words.contacted, &right)?;
    let letter = rust_xlsxwriter::utility::column_number_to_name(columns.0);
    let many = rows.1 + 1 - rows.0;
    let formula = format!("=COUNTA({letter}{}:{letter}{})&\" / {many}\"", rows.0 + 1, rows.1 + 1);
    let formula = Formula::new(formula).set_result(format!("0 / {many}"));
    sheet.ws.write_formula_with_format(2, columns.1, formula, &right)?;
    Ok(())
}

/// Says what the cells to fill in take: dates, and words of the lists; what is not on a list may be typed too, after a warning.
fn validations(
    sheet: &mut Sheet,
    table: &Table,
    first_input: u16,
    rows: (u32, u32),
    as_of: Day,
) -> Result<(), XlsxError> {
    let words = form(sheet.look().lang);
    let date = |day: Day| {
        let (year, month, day) = day.ymd();
        ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(2000), month, day)
    };
    for at in first_input..first_input + INPUTS {
        let rule = match table.columns[usize::from(at)].id {
            "contacted" => DataValidation::new()
                .allow_date(DataValidationRule::GreaterThanOrEqualTo(date(as_of.plus_days(-366))?))
                .set_input_title(words.day_title)?
                .set_input_message(words.day_hint)?
                .set_error_title(words.day_title)?
                .set_error_message(words.day_wrong)?,
            "next" => DataValidation::new()
                .allow_date(DataValidationRule::GreaterThan(date(as_of)?))
                .set_error_title(table.columns[usize::from(at)].label.as_str())?
                .set_error_message(words.next_wrong)?,
            id if table.choices.iter().any(|(column, _)| *column == id) => DataValidation::new()
                .allow_list_formula(Formula::new(format!("=mingxi_{id}s")))
                .set_error_title(words.list_title)?
                .set_error_message(words.list_wrong)?
                .set_error_style(DataValidationErrorStyle::Warning),
            _ => continue,
        };
        sheet.ws.add_data_validation(rows.0, at, rows.1, at, &rule)?;
    }
    Ok(())
}

/// Turns a next date that is over vermilion, and a row that is done grey.
fn marks(sheet: &mut Sheet, words: &FormWords, first_input: u16, rows: (u32, u32)) -> Result<(), XlsxError> {
    let letter = |at: u16| rust_xlsxwriter::utility::column_number_to_name(first_input + at);
    let (next, outcome, row) = (letter(4), letter(5), rows.0 + 1);
    let over = ConditionalFormatFormula::new()
        .set_rule(format!("=AND(${next}{row}<>\"\",${next}{row}<TODAY(),${outcome}{row}=\"\")").as_str())
        .set_format(Format::new().set_font_color(LOSS_INK).set_bold());
    sheet.ws.add_conditional_format(rows.0, first_input + 4, rows.1, first_input + 4, &over)?;
    let [ordered, lost] = words.done;
    let done = ConditionalFormatFormula::new()
        .set_rule(format!("=OR(${outcome}{row}=\"{ordered}\",${outcome}{row}=\"{lost}\")").as_str())
        .set_format(Format::new().set_font_color(OTHER));
    sheet.ws.add_conditional_format(rows.0, 2, rows.1, first_input - 1, &done)?;
    Ok(())
}

/// Gives what a sheet of several is called: whoever looks after its customers.
pub fn name(table: &Table, nobody: &str) -> String {
    let owner = table.columns.iter().position(|column| column.id == "owner");
    match owner.and_then(|at| table.rows.first()?.cells.get(at)) {
        Some(Value::Text(owner)) => owner.to_string(),
        _ => nobody.to_owned(),
    }
}
