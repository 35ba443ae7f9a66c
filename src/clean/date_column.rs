//! A column of dates that is not yet decided.
//!
//! A cell that names one day is kept as its number. All others are kept as their text without the time, once each; what
//! they mean is settled when all files are read.

use std::collections::BTreeMap;
use std::ops::Range;

use super::date::{self, DateOrder, DateText, Shape};
use super::dictionary::Dictionary;
use super::number_column::Value;
use super::packed::Packed;
use super::wrapped::unwrapped;
use crate::read::Cell;

const BLANK: u32 = u32::MAX;
/// Marks the place of a text; below it lie day numbers, shifted to be above zero.
const TEXT: u32 = 1 << 31;
const SHIFT: i32 = 1 << 30;

/// How many values of one shape fit each order, and the first value that fits more than one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fits {
    pub values: u64,
    /// By place in [`DateOrder::ALL`].
    pub fits: [u64; 3],
    pub first: Option<(u32, String)>,
    /// Whether the orders make different days of it.
    pub differ: bool,
}

/// The orders that a source's shapes were decided to have.
pub type Orders = BTreeMap<Shape, DateOrder>;

/// What a pushed cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pushed {
    Date,
    Blank,
    Other,
}

/// The values of one block.
#[derive(Default)]
pub struct DateColumn {
    codes: Packed,
    /// Whether a row is blank, or its day lies among the texts.
    other: bool,
    texts: Dictionary,
    /// By place among the texts.
    meanings: Vec<DateText>,
    days: Vec<Option<i32>>,
    last_iso: ([u8; 10], u32),
    /// Rows with a formula that has no saved result.
    pub unsaved: Vec<u32>,
    /// Plain numbers count days from 1904, as the workbook's dates do.
    epoch_1904: bool,
}

impl DateColumn {
    /// Makes an empty column of a workbook that counts days from 1904, or from 1900 as all other files do.
    pub fn new(epoch_1904: bool) -> DateColumn {
        DateColumn { epoch_1904, ..DateColumn::default() }
    }

    /// Takes the next row's cell and says whether it looks like a date.
    #[inline]
    pub fn push(&mut self, cell: Cell<'_>) -> Pushed {
        match cell {
            Cell::Text(text) => self.push_text(text),
            Cell::Empty => self.put(BLANK, Pushed::Blank),
            Cell::Serial(serial) => self.push_number(serial, date::serial_day(serial)),
            Cell::Number(number) => self.push_number(number, date::number_day(number, self.epoch_1904)),
            Cell::Iso(text) => self.push_text(text),
            Cell::Unsaved(text) => {
                self.unsaved.push(self.codes.len() as u32);
                self.push_slow(text)
            }
            Cell::Duration(days) => self.push_slow(&format!("{days} d")),
            Cell::Error(text) => self.push_slow(text),
            Cell::Bool(truth) => self.push_slow(if truth { "TRUE" } else { "FALSE" }),
        }
    }

    #[inline]
    fn put(&mut self, code: u32, pushed: Pushed) -> Pushed {
        self.other |= code & TEXT != 0;
        self.codes.push(i64::from(code));
        pushed
    }

    /// Takes no more rows, and gives back the memory that they do not need.
    pub fn close(&mut self) {
        self.codes.close();
        self.texts.close();
    }

    #[inline]
    fn code(&self, row: usize) -> u32 {
        self.codes.get(row) as u32
    }

    #[inline]
    fn push_text(&mut self, text: &str) -> Pushed {
        let bytes = text.as_bytes();
        if let Some(head) = bytes.first_chunk::<10>() {
            if *head == self.last_iso.0 && (bytes.len() == 10 || date::is_time(&bytes[10..])) {
                return self.put(self.last_iso.1, Pushed::Date);
            }
            if let Some(day) = date::iso_day(bytes) {
                self.last_iso = (*head, (day + SHIFT) as u32);
                return self.put(self.last_iso.1, Pushed::Date);
            }
        }
        self.push_slow(text)
    }

    fn push_number(&mut self, number: f64, day: Option<i32>) -> Pushed {
        match day {
            Some(day) => self.put((day + SHIFT) as u32, Pushed::Date),
            None => self.push_slow(&number.to_string()),
        }
    }

    fn push_slow(&mut self, text: &str) -> Pushed {
        let text = date::without_time(unwrapped(text));
        if text.is_empty() {
            return self.put(BLANK, Pushed::Blank);
        }
        let code = self.texts.code(text);
        if code as usize == self.meanings.len() {
            self.meanings.push(date::read_of(text, self.epoch_1904));
        }
        match self.meanings[code as usize] {
            DateText::Day(day) => self.put((day + SHIFT) as u32, Pushed::Date),
            DateText::Open(_) => self.put(TEXT | code, Pushed::Date),
            DateText::Not => self.put(TEXT | code, Pushed::Other),
        }
    }

    /// Adds how many values of the rows from `skip` on fit each order; `counts` tells which rows count.
    pub fn weigh(&self, skip: usize, counts: impl Fn(u32) -> bool, shapes: &mut BTreeMap<Shape, Fits>) {
        if self.texts.len() == 0 {
            return;
        }
        for row in skip..self.codes.len() {
            let Some(place) = text_place(self.code(row)) else { continue };
            let DateText::Open(open) = self.meanings[place] else { continue };
            if !counts(row as u32) {
                continue;
            }
            let fits = shapes.entry(open.shape).or_default();
            fits.values += 1;
            let (mut ways, mut days) = (0, [None; 3]);
            for ((order, fit), day) in DateOrder::ALL.iter().zip(&mut fits.fits).zip(&mut days) {
                *day = open.day(*order);
                *fit += u64::from(day.is_some());
                ways += u64::from(day.is_some());
            }
            // 3 April or 4 March shows what is open; the first of January does not.
            let mut found = days.iter().flatten();
            let differ = found.next().is_some_and(|first| found.any(|day| day != first));
            if ways > 1 && (fits.first.is_none() || differ && !fits.differ) {
                fits.first = Some((row as u32, self.texts.get(place as u32).into()));
                fits.differ = differ;
            }
        }
    }

    /// Settles the orders.
    pub fn decide(&mut self, orders: &Orders) {
        let day = |meaning: &DateText| match meaning {
            DateText::Day(day) => Some(*day),
            DateText::Open(open) => orders.get(&open.shape).and_then(|&order| open.day(order)),
            DateText::Not => None,
        };
        self.days = self.meanings.iter().map(day).collect();
    }

    /// Gives a row's day number.
    #[inline]
    pub fn day(&self, row: usize) -> Value<i32> {
        match self.code(row) {
            BLANK => Value::Blank,
            code if code & TEXT == 0 => Value::Is(code as i32 - SHIFT),
            code => self.days[(code ^ TEXT) as usize].map_or(Value::Bad, Value::Is),
        }
    }

    /// Says whether each row's cell names one day.
    pub fn is_plain(&self) -> bool {
        !self.other
    }

    /// Gives the day numbers of some rows, where each row's cell names one.
    pub fn plain_days(&self, rows: Range<usize>) -> Option<Vec<i32>> {
        if self.other {
            return None;
        }
        let mut days = Vec::with_capacity(rows.len());
        self.codes.each_part(rows, |part| days.extend(part.iter().map(|&code| plain_day(code))));
        Some(days)
    }

    /// Gives the first and the last of these.
    pub fn plain_range(&self, rows: Range<usize>) -> Option<(i32, i32)> {
        let mut range: Option<(i64, i64)> = None;
        self.codes.each_part(rows, |part| {
            let (first, last) = range.unwrap_or((i64::MAX, i64::MIN));
            range = Some(part.iter().fold((first, last), |(first, last), &code| (first.min(code), last.max(code))));
        });
        range.filter(|_| !self.other).map(|(first, last)| (plain_day(first), plain_day(last)))
    }

    /// Gives a row's text as it stood, without the time; of a date that could mean only one day, its ISO form.
    pub fn standing(&self, row: usize) -> String {
        match self.code(row) {
            BLANK => String::new(),
            code if code & TEXT == 0 => crate::model::Day::from_number(code as i32 - SHIFT).to_string(),
            code => self.texts.get(code ^ TEXT).into(),
        }
    }
}

/// Gives the day of a code that stands for one.
fn plain_day(code: i64) -> i32 {
    (code as i32).wrapping_sub(SHIFT)
}

fn text_place(code: u32) -> Option<usize> {
    (code != BLANK && code & TEXT != 0).then_some((code ^ TEXT) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;

    #[test]
    fn plain_numbers_of_a_workbook_of_1904_count_from_there() {
        let mut column = DateColumn::new(true);
        let cells = [Cell::Number(43_834.0), Cell::Text("43834"), Cell::Serial(45_296.0), Cell::Number(20_240_105.0)];
        for cell in cells.into_iter().chain([Cell::Text("2024-01-05"), Cell::Text("20240105")]) {
            column.push(cell);
        }
        column.decide(&Orders::new());
        let day = Day::from_ymd(2024, 1, 5).unwrap().number();
        assert!((0..6).all(|row| column.day(row) == Value::Is(day)));
    }

    #[test]
    fn a_column_decides_the_order_of_its_dates() {
        let mut column = DateColumn::default();
        for text in ["03/04/2024", "25/12/2024", "2024-01-05 10:00", "", "合计"] {
            column.push(Cell::Text(text));
        }
        let mut shapes = BTreeMap::new();
        column.weigh(0, |_| true, &mut shapes);
        let (shape, fits) = shapes.pop_first().unwrap();
        assert_eq!((fits.values, fits.fits), (2, [2, 1, 0]));
        assert_eq!(fits.first, Some((0, "03/04/2024".into())));
        column.decide(&Orders::from([(shape, DateOrder::DayMonthYear)]));
        let is = |y, m, d| Value::Is(Day::from_ymd(y, m, d).unwrap().number());
        let days: Vec<Value<i32>> = (0..5).map(|row| column.day(row)).collect();
        assert_eq!(days, [is(2024, 4, 3), is(2024, 12, 25), is(2024, 1, 5), Value::Blank, Value::Bad]);
    }
}
