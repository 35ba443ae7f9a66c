//! ods: the rows of a table with their visibility, and the cells that span others (OpenDocument 1.3, part 3, 9.1 and 19.754).

use std::fs::File;
use std::io::{BufRead, BufReader};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::super::rows::{COLUMNS, ROWS};
use super::Shape;

const TABLE: &str = "table:table";
const LINE: &str = "table:table-row";
const CELL: &str = "table:table-cell";
const COVERED: &str = "table:covered-table-cell";

/// Reads what a sheet says.
pub(super) fn read(file: File, name: &str) -> Option<Shape> {
    let mut archive = ZipArchive::new(BufReader::new(file)).ok()?;
    let content = BufReader::new(archive.by_name("content.xml").ok()?);
    Walk { wanted: name, within: 0, lines: 0, row: 0, times: 1, column: 0, shape: Shape::default() }.through(content)
}

/// A place in the wanted sheet.
struct Walk<'n> {
    wanted: &'n str,
    /// How many tables deep, from the sheet on.
    within: u32,
    /// How many rows deep in the sheet: a row within a row is none.
    lines: u32,
    row: u32,
    /// How often the row stands there.
    times: u32,
    column: u32,
    shape: Shape,
}

impl Walk<'_> {
    fn through(mut self, content: impl BufRead) -> Option<Shape> {
        let (mut reader, mut bytes) = (Reader::from_reader(content), Vec::new());
        loop {
            match reader.read_event_into(&mut bytes).ok()? {
                Event::Eof => return None,
                Event::Start(element) => self.begin(&element),
                Event::Empty(element) if element.name().as_ref() != TABLE => {
                    self.begin(&element);
                    self.end(element.name().as_ref());
                }
                Event::End(element) => {
                    self.end(element.name().as_ref());
                    if self.within == 0 && element.name().as_ref() == TABLE && self.row > 0 {
                        return Some(self.shape);
                    }
                }
                _ => {}
            }
            bytes.clear();
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>) {
        let said = |name| element.try_get_attribute(name).ok().flatten().map(|found| found.value);
        let number = |name, most: u32| {
            let number = said(name).and_then(|text| text.parse::<u32>().ok());
            number.unwrap_or(1).clamp(1, most)
        };
        let is = |name: &str| element.name().as_ref() == name;
        if is(TABLE) {
            let named = || said("table:name").is_some_and(|name| unescape(&name).is_ok_and(|name| name == self.wanted));
            if self.within > 0 || named() {
                self.within += 1;
            }
        } else if self.within != 1 || self.row >= ROWS {
            // Another sheet, a table within a cell, or beyond what a sheet can hold.
        } else if is(LINE) {
            self.lines += 1;
            if self.lines > 1 {
                return;
            }
            self.times = number("table:number-rows-repeated", ROWS);
            self.column = 0;
            if said("table:visibility").is_some_and(|visible| visible == "collapse" || visible == "filter") {
                self.shape.hidden.extend(self.row..self.row.saturating_add(self.times).min(ROWS));
            }
        } else if is(CELL) || is(COVERED) {
            let rows = number("table:number-rows-spanned", ROWS);
            let columns = number("table:number-columns-spanned", COLUMNS);
            if is(CELL) && (rows > 1 || columns > 1) {
                self.shape.merged.push((self.row, self.row + rows - 1, self.column, self.column + columns - 1));
            }
            self.column = self.column.saturating_add(number("table:number-columns-repeated", COLUMNS)).min(COLUMNS);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            TABLE => self.within = self.within.saturating_sub(1),
            LINE if self.within == 1 && self.lines > 0 => {
                self.lines -= 1;
                if self.lines == 0 {
                    self.row = self.row.saturating_add(self.times).min(ROWS);
                }
            }
            _ => {}
        }
    }
}
