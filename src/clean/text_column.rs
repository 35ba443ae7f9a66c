//! A column of texts: a code per row, each distinct text once.

use std::fmt::Write;
use std::ops::Range;

use super::dictionary::Dictionary;
use super::number::Exact;
use super::packed::Packed;
use super::wrapped::unwrapped;
use crate::model::Day;
use crate::read::Cell;

/// The values of one block.
#[derive(Default)]
pub struct TextColumn {
    codes: Packed,
    pub texts: Dictionary,
    /// Whether a row has no text.
    blanks: bool,
    scratch: String,
    /// Numbers with more than 15 digits, of which a spreadsheet keeps 15: how many, and the first row.
    pub long: (u64, Option<u32>),
}

impl TextColumn {
    /// The code of a row without a text.
    pub const BLANK: u32 = u32::MAX;

    /// Takes the next row's cell.
    #[inline]
    pub fn push(&mut self, cell: Cell<'_>) {
        let code = match cell {
            Cell::Text(text) => match trim(text) {
                "" => TextColumn::BLANK,
                text => self.texts.code(text),
            },
            Cell::Empty | Cell::Error(_) => TextColumn::BLANK,
            cell => {
                if let Cell::Number(number) = cell
                    && number.abs() >= 1e15
                {
                    self.long.0 += 1;
                    self.long.1.get_or_insert(self.codes.len() as u32);
                }
                self.scratch.clear();
                write_cell(cell, &mut self.scratch);
                self.texts.code(&self.scratch)
            }
        };
        self.blanks |= code == TextColumn::BLANK;
        // Blank is kept as −1, beside the codes that count from zero.
        self.codes.push(i64::from(code as i32));
    }

    /// Gives how many of the first rows hold a number of which a spreadsheet kept only the first digits, and the first of
    /// them: more than 15 digits in a workbook, `2.02509E+17` in a text that one wrote.
    pub fn cut(&self, rows: usize) -> (u64, Option<u32>) {
        let shortened: Vec<u32> = match self.texts.lacks("E+") {
            true => Vec::new(),
            false => {
                (0..).zip(self.texts.iter()).filter(|(_, text)| is_shortened(text)).map(|(code, _)| code).collect()
            }
        };
        let mut found = self.long;
        if !shortened.is_empty() {
            for row in (0..rows).filter(|&row| shortened.binary_search(&self.code(row)).is_ok()) {
                found.0 += 1;
                found.1 = Some(found.1.map_or(row as u32, |first| first.min(row as u32)));
            }
        }
        found
    }

    /// Takes no more rows, and gives back the memory that they do not need.
    pub fn close(&mut self) {
        self.codes.close();
        self.texts.close();
    }

    /// Gives the codes of all rows.
    pub fn codes(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.codes.len()).map(|row| self.code(row))
    }

    /// Hands over the codes of some rows, in their order.
    pub fn each_code(&self, rows: Range<usize>, mut take: impl FnMut(u32)) {
        self.codes.each_part(rows, |part| part.iter().for_each(|&code| take(code as u32)));
    }

    /// Says whether a row has no text.
    pub fn has_blanks(&self) -> bool {
        self.blanks
    }

    /// Gives a row's code.
    #[inline]
    pub fn code(&self, row: usize) -> u32 {
        self.codes.get(row) as u32
    }

    /// Gives a row's text, empty where it has none.
    pub fn standing(&self, row: usize) -> &str {
        match self.code(row) {
            TextColumn::BLANK => "",
            code => self.texts.get(code),
        }
    }
}

/// Cuts outer white space and what keeps a spreadsheet from reckoning; in most cells there is neither.
#[inline]
pub fn trim(text: &str) -> &str {
    let plain = |byte: u8| byte > b'=' && byte < 0x80 || byte.is_ascii_digit();
    // Most characters between U+4000 and U+9FFF are Han, and none of them is white space.
    let han = |byte: u8| (0xe4..=0xe9).contains(&byte);
    let bytes = text.as_bytes();
    let begins = bytes.first().is_some_and(|&byte| plain(byte) || han(byte));
    let ends = bytes.last().is_some_and(|&byte| plain(byte)) || bytes.iter().nth_back(2).is_some_and(|&byte| han(byte));
    if begins && ends { text } else { unwrapped(text) }
}

/// Says whether a text is a number of at least 12 digits as a spreadsheet shows it: `2.02509E+17`.
pub fn is_shortened(text: &str) -> bool {
    let Some((digits, power)) = text.split_once("E+") else { return false };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    whole.len() == 1
        && part.len() < 15
        && plain(whole)
        && plain(part)
        && power.len() == 2
        && plain(power)
        && power >= "11"
}

/// Writes a cell as a text column has it; a whole float without its `.0`, as a spreadsheet shows it.
pub fn write_cell(cell: Cell<'_>, text: &mut String) {
    let written = match cell {
        Cell::Empty => Ok(()),
        Cell::Text(cell) | Cell::Iso(cell) | Cell::Error(cell) | Cell::Unsaved(cell) => text.write_str(cell.trim()),
        Cell::Number(number) => match Exact::from_float(number) {
            Some(Exact { mantissa, scale: 0 }) => write!(text, "{mantissa}"),
            _ => write!(text, "{number}"),
        },
        Cell::Serial(serial) | Cell::Duration(serial) => match super::date::serial_day(serial) {
            Some(day) => write!(text, "{}", Day::from_number(day)),
            None => write!(text, "{serial}"),
        },
        Cell::Bool(truth) => text.write_str(if truth { "TRUE" } else { "FALSE" }),
    };
    // Writing to a string cannot fail.
    debug_assert!(written.is_ok());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_texts_as_they_stand_and_whole_floats_without_decimals() {
        let mut column = TextColumn::default();
        let cells = [Cell::Text(" 17850.0 "), Cell::Number(17_850.0), Cell::Text("\u{3000}"), Cell::Number(1.5)];
        cells.into_iter().for_each(|cell| column.push(cell));
        let texts: Vec<&str> = (0..4).map(|row| column.standing(row)).collect();
        assert_eq!(texts, ["17850.0", "17850", "", "1.5"]);
        column.push(Cell::Number(2_025_091_200_012_340_000.0));
        assert_eq!(column.cut(5), (1, Some(4)));
        for text in ["2.02509E+17", "E+", "2E+5", "A1E+22", "1.5E+9"] {
            column.push(Cell::Text(text));
        }
        assert_eq!(column.cut(10), (2, Some(4)));
        assert_eq!(column.cut(5), (1, Some(4)));
    }
}
