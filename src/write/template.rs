//! Empty tables to fill in: a workbook with headings, lists to choose from and a sheet that explains the columns, or csv.

use std::path::Path;

use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, XlsxError};

use super::atomic::refusal;
use super::csv::MARK;
use crate::model::Failure;
use crate::model::companion::TableHolds;
use crate::report::Template;

/// How many rows have lists to choose from and formats of dates.
const ROWS: u32 = 2_000;

/// The row of the headings, 0-based; the note stands above.
const HEADINGS: u32 = 1;

/// Makes the workbook.
///
/// # Errors
/// What the workbook's limits refuse.
pub fn workbook(template: &Template) -> Result<Vec<u8>, Failure> {
    draw(template).map_err(|error| refusal(Path::new(template.name), &std::io::Error::other(error)))
}

fn draw(template: &Template) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2025, 1, 1)?));
    let (note, heading) = (
        Format::new().set_font_color("6B6B6B").set_italic(),
        Format::new().set_bold().set_background_color("E9EEF4").set_border_bottom(FormatBorder::Thin),
    );
    let (date, money) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("#,##0.00"));
    let sheet = book.add_worksheet();
    sheet.set_name(template.name)?.set_freeze_panes(HEADINGS + 1, 0)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.write_with_format(0, 0, template.note, &note)?;
    for (at, column) in (0..).zip(&template.columns) {
        sheet.write_with_format(HEADINGS, at, column.heading, &heading)?;
        sheet.set_column_width(at, width(column.heading, column.example))?;
        match column.holds {
            TableHolds::Day => sheet.set_column_format(at, &date)?,
            TableHolds::Money => sheet.set_column_format(at, &money)?,
            // Ids and telephone numbers keep their zeros.
            TableHolds::Text => sheet.set_column_format(at, &Format::new().set_num_format("@"))?,
            TableHolds::Number => sheet,
        };
        if !column.choices.is_empty() {
            // What is not on the list may still be typed: people know more than lists do.
            let list = DataValidation::new().allow_list_strings(column.choices)?.show_error_message(false);
            sheet.add_data_validation(HEADINGS + 1, at, ROWS, at, &list)?;
        }
    }
    let help = book.add_worksheet();
    help.set_name(template.help)?.set_freeze_panes(1, 0)?;
    help.set_landscape().set_print_fit_to_pages(1, 0);
    for (at, text) in (0..).zip(template.help_headings) {
        help.write_with_format(0, at, text, &heading)?;
        help.set_column_width(at, [18, 64, 30][usize::from(at)])?;
    }
    for (row, column) in (1..).zip(&template.columns) {
        let choices =
            if column.choices.is_empty() { String::new() } else { format!(" ({})", column.choices.join(" / ")) };
        help.write(row, 0, column.heading)?;
        help.write(row, 1, format!("{}{choices}", column.meaning).trim())?;
        help.write(row, 2, column.example)?;
    }
    book.save_to_buffer()
}

/// Gives a width in characters; Chinese ones take two.
fn width(heading: &str, example: &str) -> f64 {
    let wide = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
    f64::from(wide(heading).max(wide(example)).clamp(10, 34) + 2)
}

/// Makes the text file.
///
/// # Errors
/// What writing into memory cannot refuse.
pub fn csv(template: &Template) -> Result<Vec<u8>, Failure> {
    let refused = |error: csv::Error| refusal(Path::new(template.name), &std::io::Error::other(error));
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(MARK.as_bytes().to_vec());
    let headings: Vec<&str> = template.columns.iter().map(|column| column.heading).collect();
    let note = std::iter::once(template.note).chain(std::iter::repeat("")).take(headings.len());
    writer.write_record(note).map_err(refused)?;
    writer.write_record(&headings).map_err(refused)?;
    writer.into_inner().map_err(|error| refusal(Path::new(template.name), &std::io::Error::other(error.to_string())))
}
