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

/// What a column tells of months without a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Months {
    pub months: u64,
    /// Values that name a day.
    pub days: u64,
    /// The first and the last year of two digits, as in `Oct-24`, and the first such value.
    pub short: Option<(u16, u16)>,
    pub first_short: Option<String>,
}

impl Months {
    /// Years of two digits that lie further apart are days of a month.
    const APART: u16 = 10;

    /// Says whether all values are months, and can be nothing else.
    pub fn are_all(&self) -> bool {
        self.months > 0 && self.days == 0 && self.short.is_none_or(|(low, high)| high - low <= Months::APART)
    }

    /// Adds those of another part of the column.
    pub fn add(&mut self, other: Months) {
        self.months += other.months;
        self.days += other.days;
        let both = self.short.zip(other.short).map(|(one, two)| (one.0.min(two.0), one.1.max(two.1)));
        self.short = both.or(self.short).or(other.short);
        self.first_short = self.first_short.take().or(other.first_short);
    }
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
            DateText::Open(_) | DateText::Month(_) => self.put(TEXT | code, Pushed::Date),
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

    /// Counts the months without a day among the rows from `skip` on; `counts` tells which rows count.
    pub fn months(&self, skip: usize, counts: impl Fn(u32) -> bool) -> Months {
        let mut found = Months::default();
        let rows = skip..self.codes.len();
        for code in rows.filter(|row| counts(*row as u32)).map(|row| self.code(row)).filter(|code| *code != BLANK) {
            let Some(place) = text_place(code) else {
                found.days += 1;
                continue;
            };
            match self.meanings[place] {
                DateText::Month(month) => {
                    found.months += 1;
                    if let Some(year) = month.short {
                        let (low, high) = found.short.unwrap_or((year, year));
                        found.short = Some((low.min(year), high.max(year)));
                        found.first_short.get_or_insert_with(|| self.texts.get(place as u32).into());
                    }
                }
                DateText::Day(_) | DateText::Open(_) => found.days += 1,
                DateText::Not => {}
            }
        }
        found
    }

    /// Says whether some value is a month without a day.
    pub fn has_months(&self) -> bool {
        self.meanings.iter().any(|meaning| matches!(meaning, DateText::Month(_)))
    }

    /// Settles the orders, and whether months without a day stand for their first.
    pub fn decide(&mut self, orders: &Orders, months: bool) {
        let day = |meaning: &DateText| match meaning {
            DateText::Day(day) => Some(*day),
            DateText::Open(open) => orders.get(&open.shape).and_then(|&order| open.day(order)),
            DateText::Month(month) => months.then_some(month.first),
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
        column.decide(&Orders::new(), false);
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
        column.decide(&Orders::from([(shape, DateOrder::DayMonthYear)]), false);
        let is = |y, m, d| Value::Is(Day::from_ymd(y, m, d).unwrap().number());
        let days: Vec<Value<i32>> = (0..5).map(|row| column.day(row)).collect();
        assert_eq!(days, [is(2024, 4, 3), is(2024, 12, 25), is(2024, 1, 5), Value::Blank, Value::Bad]);
    }

    #[test]
    fn a_column_is_of_months_where_all_its_values_are() {
        let of = |texts: &[&str]| {
            let mut column = DateColumn::default();
            texts.iter().for_each(|text| {
                column.push(Cell::Text(text));
            });
            column.months(0, |_| true)
        };
        assert!(of(&["2024-10", "Oct 2024", "", "合计"]).are_all());
        assert!(of(&["Oct-24", "Jan-15"]).are_all());
        assert!(!of(&["Oct-24", "Oct-31", "Nov-02"]).are_all(), "days of a month lie further apart than years do");
        for day in ["2024-10-05", "03/04/2024"] {
            assert!(!of(&["2024-10", day]).are_all());
        }
        let mut all = of(&["Oct-24"]);
        all.add(of(&["Oct-02"]));
        assert!(!all.are_all() && all.first_short.as_deref() == Some("Oct-24"));
        let mut column = DateColumn::default();
        column.push(Cell::Text("2024-10"));
        column.decide(&Orders::new(), true);
        assert_eq!(column.day(0), Value::Is(Day::from_ymd(2024, 10, 1).unwrap().number()));
        column.decide(&Orders::new(), false);
        assert_eq!(column.day(0), Value::Bad);
    }
}
