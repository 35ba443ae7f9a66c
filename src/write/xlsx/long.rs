//! The rows of a long register, written straight into the part of its sheet.
//!
//! The library holds each cell until it saves, and looks up each cell's format: most of the time of a workbook with registers of tens
//! of thousands of rows. So it gets only the rows at both ends, those that bring a format for the first time and those with a text
//! that must be escaped. The others are written from the register, with the numbers of formats that the library gave.

use std::io::{self, Write};
use std::ops::Range;

use super::formulas::{self, Origin, Rule};
use super::native::Register;
use super::number::{Plain, plain};
use super::package::Strings;
use super::sheet::CELL;
use super::worn::{Formats, Worn};
use crate::report::{Kind, Row, Value};
use crate::write::fields::{put_count, put_money};

/// Registers with fewer rows are left to the library.
pub const LONG: usize = 256;

/// So many rows share what the library says of the columns they span.
const BLOCK: u32 = 16;

/// So many bytes are handed on at once.
const PIECE: usize = 1 << 16;

/// Gives the rows of a register, by their place in it, that need not be the library's: whole blocks behind a first one, and never the
/// last row, which says how far the sheet goes.
pub fn inner(row: u32, rows: usize) -> Range<usize> {
    let start = (row.div_ceil(BLOCK) + 1) * BLOCK;
    let end = (row + rows as u32).saturating_sub(1) / BLOCK * BLOCK;
    (start - row) as usize..end.saturating_sub(row) as usize
}

/// Says whether a value is written as it is: a number, nothing, or a text without what the library escapes.
pub fn is_plain(value: &Value, kind: Kind) -> bool {
    match plain(value, kind) {
        Plain::Blank | Plain::Number(_) => true,
        Plain::Text(text) => is_plain_text(text),
        Plain::Old(_) => false,
    }
}

fn is_plain_text(text: &str) -> bool {
    let bytes = text.as_bytes();
    let plain = |(at, byte): (usize, &u8)| match byte {
        ..0x20 => false,
        // Such as _x0041_, which is another way to say A.
        b'_' => bytes.get(at + 1) != Some(&b'x'),
        // The two that are no characters, U+FFFE and U+FFFF.
        0xEF => bytes.get(at + 1) != Some(&0xBF) || bytes.get(at + 2) < Some(&0xBE),
        _ => true,
    };
    bytes.len() <= CELL && !text.starts_with([' ', '<']) && !text.ends_with(' ') && bytes.iter().enumerate().all(plain)
}

/// What is known of the rows that were left out.
pub struct Left {
    pub origin: Origin,
    pub rules: Vec<Option<Rule>>,
    /// The first and the last row, by their place.
    pub ends: (usize, usize),
    pub formats: Formats,
    /// By the place of a row, whether it was left out.
    pub out: Vec<bool>,
}

/// A register whose sheet lacks rows.
pub struct Long<'t> {
    pub register: Register<'t>,
    pub left: Left,
}

impl Long<'_> {
    /// Writes the part of the sheet: what the library wrote, and the rows that it lacks.
    pub fn write<'s>(&'s self, part: &str, strings: &mut Strings<'s>, out: &mut impl Write) -> io::Result<()> {
        let lost = || io::Error::other("a row of a register was not found again");
        let rows = Rows::of(part).ok_or_else(lost)?;
        let model = inner(self.left.origin.row, self.left.out.len()).start as u32 + self.left.origin.row - BLOCK;
        let (_, model) = rows.found.iter().find(|(row, _)| *row == model).ok_or_else(lost)?;
        let (_, shared) = model.get("<row r=\"".len()..).and_then(|rest| rest.split_once('"')).ok_or_else(lost)?;
        let (shared, _) = shared.split_once('>').ok_or_else(lost)?;
        let begins = self.begins(&rows);
        let mut left = (0..self.left.out.len()).filter(|&below| self.left.out[below]).peekable();
        let mut bytes = rows.before.as_bytes().to_vec();
        for (row, written) in &rows.found {
            while let Some(below) = left.next_if(|&below| self.left.origin.row + (below as u32) < *row) {
                self.row(below, shared, &begins, strings, &mut bytes);
                if bytes.len() >= PIECE {
                    out.write_all(&bytes)?;
                    bytes.clear();
                }
            }
            bytes.extend_from_slice(written.as_bytes());
        }
        bytes.extend_from_slice(rows.behind.as_bytes());
        out.write_all(&bytes)
    }

    /// Gives what stands around the row's number at the beginning of a cell, by column and format.
    fn begins(&self, rows: &Rows) -> Vec<(String, Vec<String>)> {
        let columns = self.left.formats.0.iter().enumerate();
        let begins = columns.map(|(at, made)| {
            let letters = rust_xlsxwriter::utility::column_number_to_name(self.left.origin.column + at as u16);
            let style = |(row, _): (u32, u16)| match rows.style(row, &letters) {
                0 => "\"".to_owned(),
                style => format!("\" s=\"{style}\""),
            };
            let styles = made.iter().map(|made| style(made.first)).collect();
            (format!("<c r=\"{letters}"), styles)
        });
        begins.collect()
    }

    /// Writes one row.
    fn row<'s>(
        &'s self,
        below: usize,
        shared: &str,
        begins: &[(String, Vec<String>)],
        strings: &mut Strings<'s>,
        bytes: &mut Vec<u8>,
    ) {
        let table = &self.register.table;
        let (line, number): (&Row, _) = (&table.rows[below], i64::from(self.left.origin.row) + below as i64 + 1);
        let edge = self.register.is_edge(below);
        bytes.extend_from_slice(b"<row r=\"");
        put_count(bytes, number);
        bytes.push(b'"');
        bytes.extend_from_slice(shared.as_bytes());
        bytes.push(b'>');
        for (at, head) in table.columns.iter().enumerate() {
            let value = line.cells.get(at).unwrap_or(&Value::Empty);
            let worn = Worn::of(value, head, line, edge);
            let (cell, styles) = &begins[at];
            // A row with a format that is new was not left out.
            let style = self.left.formats.find(at, worn).map_or("\"", |made| styles[made].as_str());
            let content = plain(value, worn.kind);
            if matches!(content, Plain::Blank) && style == "\"" {
                continue;
            }
            bytes.extend_from_slice(cell.as_bytes());
            put_count(bytes, number);
            bytes.extend_from_slice(style.as_bytes());
            match content {
                Plain::Blank => {
                    bytes.extend_from_slice(b"/>");
                    continue;
                }
                Plain::Text(text) => {
                    bytes.extend_from_slice(b" t=\"s\"><v>");
                    put_count(bytes, i64::from(strings.number(text)));
                }
                Plain::Number(number) => {
                    bytes.push(b'>');
                    if let Some(rule) = self.left.rules[at] {
                        let formula = formulas::in_row(rule, self.left.origin, below, self.left.ends);
                        bytes.extend_from_slice(b"<f>");
                        bytes.extend_from_slice(formula.trim_start_matches('=').as_bytes());
                        bytes.extend_from_slice(b"</f>");
                    }
                    bytes.extend_from_slice(b"<v>");
                    put_number(bytes, value, number);
                }
                Plain::Old(_) => {}
            }
            bytes.extend_from_slice(b"</v></c>");
        }
        bytes.extend_from_slice(b"</row>");
    }
}

/// The largest number of ten-thousandths that the nearest double tells again digit by digit.
const EXACT: u64 = 1_000_000_000_000_000;

/// Writes a number as the shortest text that gives it again.
fn put_number(bytes: &mut Vec<u8>, value: &Value, number: f64) {
    match value {
        Value::Money(amount) | Value::Change(amount) if amount.raw().unsigned_abs() < EXACT => {
            put_money(bytes, *amount, amount.decimals());
        }
        Value::Count(count) | Value::CountChange(count) if count.unsigned_abs() < EXACT => put_count(bytes, *count),
        // Bytes in memory take all that is written.
        _ => write!(bytes, "{number}").unwrap_or_default(),
    }
}

/// The rows of a part, as the library wrote them, by their number from zero.
struct Rows<'p> {
    before: &'p str,
    found: Vec<(u32, &'p str)>,
    behind: &'p str,
}

impl<'p> Rows<'p> {
    fn of(part: &'p str) -> Option<Rows<'p>> {
        let start = part.find("<sheetData>")? + "<sheetData>".len();
        let end = part.rfind("</sheetData>")?;
        let (before, data, behind) = (&part[..start], part.get(start..end)?, &part[end..]);
        let starts: Vec<usize> = memchr::memmem::find_iter(data.as_bytes(), "<row r=\"").collect();
        let mut found = Vec::with_capacity(starts.len());
        for (at, &from) in starts.iter().enumerate() {
            let row = &data[from..starts.get(at + 1).copied().unwrap_or(data.len())];
            let (number, _) = row.get("<row r=\"".len()..)?.split_once('"')?;
            found.push((number.parse::<u32>().ok()?.checked_sub(1)?, row));
        }
        Some(Rows { before, found, behind })
    }

    /// Gives the number of a cell's format; a cell without one, and a blank one that is not there, has the usual.
    fn style(&self, row: u32, letters: &str) -> u32 {
        let found = self.found.iter().find(|(number, _)| *number == row);
        let style = found.and_then(|(_, written)| {
            let (_, cell) = written.split_once(&format!("<c r=\"{letters}{}\"", row + 1))?;
            cell.strip_prefix(" s=\"")?.split_once('"')?.0.parse().ok()
        });
        style.unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Money;

    #[test]
    fn numbers_are_written_as_the_nearest_double_prints() {
        for raw in [0, 1, -1, 10, 12_340, -70_000, 123_456_789_012_345, 999_999_999_999_999, i64::MAX] {
            let value = Value::Money(Money::from_raw(raw));
            let number = Money::from_raw(raw).units();
            let mut bytes = Vec::new();
            put_number(&mut bytes, &value, number);
            assert_eq!(String::from_utf8(bytes).unwrap(), number.to_string(), "{raw}");
        }
    }

    #[test]
    fn whole_blocks_between_the_ends_are_left_out() {
        // Rows 4 to 303: the block of rows 16 to 31 is the library's, and so is that of the last row.
        assert_eq!(inner(4, 300), 28..284);
        assert!(inner(16, 17).is_empty() && inner(0, 3).is_empty());
    }

    #[test]
    fn texts_that_must_be_escaped_are_left_to_the_library() {
        for text in ["收入（上海）", "A_1 & Co <x>", "x\u{ffe5}"] {
            assert!(is_plain_text(text), "{text}");
        }
        for text in ["tab\t", " x", "x ", "_x0041_", "\u{ffff}", "\u{fffe}x", "<r>x</r>"] {
            assert!(!is_plain_text(text), "{text}");
        }
    }
}
