//! Cells as bytes and back, for the pipe between this program and the process that reads apart.
//!
//! Numbers are varints, floats eight bytes, texts their length and UTF-8; empty cells are counted. What comes out borrows from
//! the bytes; what is not written so is nothing, never a panic.

use super::cells::ERRORS;
use super::guard::Broken;
use crate::model::problem::{Excess, Limit};
use crate::read::{Cell, SheetHead};

/// What is written.
#[derive(Default)]
pub(super) struct Pack(pub Vec<u8>);

/// What is left to be read.
pub(super) struct Unpack<'b>(pub &'b [u8]);

const EMPTY: u8 = 0;
const TEXT: u8 = 1;
const NUMBER: u8 = 2;
const SERIAL: u8 = 3;
const DURATION: u8 = 4;
const ISO: u8 = 5;
const FALSE: u8 = 6;
const TRUE: u8 = 7;
const ERROR: u8 = 8;
const UNSAVED: u8 = 9;

impl Pack {
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn float(&mut self, tag: u8, float: f64) {
        self.0.push(tag);
        self.0.extend_from_slice(&float.to_le_bytes());
    }

    fn tagged(&mut self, tag: u8, text: &str) {
        self.0.push(tag);
        self.text(text);
    }

    /// Writes a row: its number, how many cells it has, and each.
    pub fn row(&mut self, row: u32, cells: &[Cell<'_>]) {
        self.number(u64::from(row));
        self.number(cells.len() as u64);
        let mut rest = cells;
        while let [cell, behind @ ..] = rest {
            rest = behind;
            match *cell {
                Cell::Empty => {
                    let more = rest.iter().take_while(|cell| **cell == Cell::Empty).count();
                    rest = &rest[more..];
                    self.0.push(EMPTY);
                    self.number(more as u64);
                }
                Cell::Text(text) => self.tagged(TEXT, text),
                Cell::Number(number) => self.float(NUMBER, number),
                Cell::Serial(serial) => self.float(SERIAL, serial),
                Cell::Duration(days) => self.float(DURATION, days),
                Cell::Iso(text) => self.tagged(ISO, text),
                Cell::Bool(truth) => self.0.push(if truth { TRUE } else { FALSE }),
                Cell::Error(text) => self.tagged(ERROR, text),
                Cell::Unsaved(text) => self.tagged(UNSAVED, text),
            }
        }
    }

    pub fn head(&mut self, head: &SheetHead) {
        self.text(head.name.as_deref().unwrap_or_default());
        self.number(u64::from(head.hidden));
        self.number(u64::from(head.epoch_1904));
        self.number(head.rows_hint);
        self.number(head.rows.len() as u64);
        for (row, cells) in &head.rows {
            let cells: Vec<Cell<'_>> = cells.iter().map(|cell| cell.as_cell()).collect();
            self.row(*row, &cells);
        }
    }

    pub fn broken(&mut self, broken: &Broken) {
        let (tag, number, words) = match broken {
            Broken::Password => (0, 0, ""),
            Broken::NoWorkbook => (1, 0, ""),
            Broken::Words(words) => (2, 0, words.as_str()),
            Broken::Crashed => (3, 0, ""),
            Broken::Over(Limit::Memory, most) => (4, *most, ""),
            Broken::Over(Limit::Unpacked, most) => (5, *most, ""),
            Broken::Over(Limit::Dense, most) => (6, *most, ""),
            Broken::Over(Limit::Cells, most) => (7, *most, ""),
            Broken::Over(Limit::Time, most) => (8, *most, ""),
            Broken::TooMuch(Excess::Columns, most) => (9, *most, ""),
            Broken::TooMuch(Excess::Rows, most) => (10, *most, ""),
            Broken::TooMuch(Excess::Cells, most) => (11, *most, ""),
            Broken::TooMuch(Excess::Row, most) => (12, *most, ""),
            Broken::TooMuch(Excess::Tables, most) => (13, *most, ""),
            Broken::TooMuch(Excess::Depth, most) => (14, *most, ""),
        };
        self.0.push(tag);
        self.number(number);
        self.text(words);
    }
}

impl<'b> Unpack<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    pub fn number(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0_u64, 0);
        loop {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
            shift += 7;
        }
    }

    pub fn text(&mut self) -> Option<&'b str> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        simdutf8::basic::from_utf8(text).ok()
    }

    fn float(&mut self) -> Option<f64> {
        let (float, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(f64::from_le_bytes(*float))
    }

    /// Reads a row into `cells` and gives its number.
    pub fn row(&mut self, cells: &mut Vec<Cell<'b>>) -> Option<u32> {
        let row = u32::try_from(self.number()?).ok()?;
        let count = usize::try_from(self.number()?).ok()?;
        cells.clear();
        while cells.len() < count {
            let cell = match self.byte()? {
                EMPTY => {
                    let more = usize::try_from(self.number()?).ok()?;
                    let end = cells.len().checked_add(more)?.checked_add(1).filter(|end| *end <= count)?;
                    cells.resize(end, Cell::Empty);
                    continue;
                }
                TEXT => Cell::Text(self.text()?),
                NUMBER => Cell::Number(self.float()?),
                SERIAL => Cell::Serial(self.float()?),
                DURATION => Cell::Duration(self.float()?),
                ISO => Cell::Iso(self.text()?),
                FALSE => Cell::Bool(false),
                TRUE => Cell::Bool(true),
                ERROR => {
                    let text = self.text()?;
                    Cell::Error(ERRORS.iter().find(|error| **error == text).copied().unwrap_or(text))
                }
                UNSAVED => Cell::Unsaved(self.text()?),
                _ => return None,
            };
            cells.push(cell);
        }
        Some(row)
    }

    pub fn head(&mut self) -> Option<SheetHead> {
        let name = Some(self.text()?.to_owned());
        let (hidden, epoch_1904) = (self.number()? != 0, self.number()? != 0);
        let (rows_hint, count) = (self.number()?, self.number()?);
        let mut head = SheetHead { name, hidden, rows: Vec::new(), rows_hint, epoch_1904 };
        let mut cells = Vec::new();
        for _ in 0..count {
            let row = self.row(&mut cells)?;
            head.rows.push((row, cells.iter().copied().map(Cell::to_owned).collect()));
        }
        Some(head)
    }

    pub fn broken(&mut self) -> Option<Broken> {
        let (tag, most, words) = (self.byte()?, self.number()?, self.text()?);
        Some(match tag {
            0 => Broken::Password,
            1 => Broken::NoWorkbook,
            2 => Broken::Words(words.to_owned()),
            4 => Broken::Over(Limit::Memory, most),
            5 => Broken::Over(Limit::Unpacked, most),
            6 => Broken::Over(Limit::Dense, most),
            7 => Broken::Over(Limit::Cells, most),
            8 => Broken::Over(Limit::Time, most),
            9 => Broken::TooMuch(Excess::Columns, most),
            10 => Broken::TooMuch(Excess::Rows, most),
            11 => Broken::TooMuch(Excess::Cells, most),
            12 => Broken::TooMuch(Excess::Row, most),
            13 => Broken::TooMuch(Excess::Tables, most),
            14 => Broken::TooMuch(Excess::Depth, most),
            _ => Broken::Crashed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_out_as_they_went_in_and_cut_ones_not_at_all() {
        let cells = [
            Cell::Empty,
            Cell::Empty,
            Cell::Text("深圳 Nord"),
            Cell::Number(-12.5),
            Cell::Serial(45_000.25),
            Cell::Duration(1.5),
            Cell::Iso("2024-01-05"),
            Cell::Bool(true),
            Cell::Bool(false),
            Cell::Error("#REF!"),
            Cell::Unsaved("A1+B1"),
            Cell::Empty,
        ];
        let mut pack = Pack::default();
        pack.row(1_048_575, &cells);
        pack.row(u32::MAX, &[]);
        let mut found = Vec::new();
        let mut unpack = Unpack(&pack.0);
        assert_eq!(unpack.row(&mut found), Some(1_048_575));
        assert_eq!(found, cells);
        assert_eq!(unpack.row(&mut found), Some(u32::MAX));
        assert!(found.is_empty() && unpack.0.is_empty());
        for end in 0..pack.0.len() - 6 {
            assert_eq!(Unpack(&pack.0[..end]).row(&mut found), None, "{end}");
        }
    }

    #[test]
    fn what_went_wrong_comes_out_as_it_went_in() {
        for broken in [
            Broken::Password,
            Broken::NoWorkbook,
            Broken::Words("index out of bounds".into()),
            Broken::Crashed,
            Broken::Over(Limit::Memory, 1 << 30),
            Broken::Over(Limit::Unpacked, 1 << 30),
            Broken::Over(Limit::Dense, 1 << 30),
            Broken::Over(Limit::Cells, 500_000_000),
            Broken::Over(Limit::Time, 5),
            Broken::TooMuch(Excess::Columns, 16_384),
            Broken::TooMuch(Excess::Rows, 1_048_576),
            Broken::TooMuch(Excess::Cells, 1),
            Broken::TooMuch(Excess::Row, 2),
            Broken::TooMuch(Excess::Tables, 3),
            Broken::TooMuch(Excess::Depth, 4),
        ] {
            let mut pack = Pack::default();
            pack.broken(&broken);
            assert_eq!(Unpack(&pack.0).broken(), Some(broken));
        }
    }
}
