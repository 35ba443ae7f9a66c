//! The log of follow-ups as a file that a person opens: csv with a byte order mark, or a workbook of one plain sheet.

use std::io;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

use super::csv::MARK;
use super::fields::harmless;
use crate::model::Typed;

/// Writes the rows of a log as csv.
pub fn log_csv(rows: &[Vec<Typed>], separator: char) -> io::Result<Vec<u8>> {
    let mut bytes = MARK.as_bytes().to_vec();
    let separator = u8::try_from(separator).unwrap_or(b',');
    let mut writer = csv::WriterBuilder::new().delimiter(separator).flexible(true).from_writer(&mut bytes);
    for row in rows {
        // A line of nothing would be no line.
        let empty = row.is_empty();
        let cells = row.iter().map(|cell| match cell {
            Typed::Text(text) => harmless(text),
            cell => cell.text(),
        });
        if empty { writer.write_record([""])? } else { writer.write_record(cells)? }
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

/// Writes the rows of a log as a workbook; true dates and numbers stay such.
pub fn log_xlsx(rows: &[Vec<Typed>], header: usize) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (bold, date) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    let sheet = book.add_worksheet();
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let (row, column) = (at as u32, column as u16);
            match cell {
                Typed::Empty => continue,
                Typed::Text(text) if at == header => sheet.write_string_with_format(row, column, text, &bold)?,
                Typed::Text(text) => sheet.write_string(row, column, text)?,
                Typed::Number(number) => sheet.write_number(row, column, *number)?,
                Typed::Day(day) => {
                    let (year, month, day) = day.ymd();
                    let day = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(1900), month, day)?;
                    sheet.write_datetime_with_format(row, column, &day, &date)?
                }
            };
        }
    }
    sheet.set_freeze_panes(header as u32 + 1, 0)?;
    sheet.autofit();
    book.save_to_buffer()
}
