//! A column of numbers that is not yet decided.
//!
//! Values go in as cells, in the order of the rows, and are kept as integers in the reading that fits most of them; beside
//! each stands its form, so that the whole column can be read the other way at the end. Texts that need more than that are
//! kept as they stand, once each. The evidence ([`Evidence`]) is counted over the rows that count, never while reading.

use super::amount::{Rounded, ten_thousandths};
use super::column::push;
use super::dictionary::Dictionary;
use super::number::{self, Decimal, Exact, Readings};
use super::packed::Packed;
use crate::read::Cell;

/// How a value stands in its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Form {
    /// The same either way.
    Plain,
    /// Only possible in the reading that the column leans to.
    Leaning,
    /// `1.234`: kept as 1.234, or 1234 with decimal commas.
    Point,
    /// `1,234`: kept as 1234, or 1.234 with decimal commas.
    Comma,
    /// The integer is a place among the texts.
    Text,
    Blank,
}

/// A value of a decided column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<T> {
    Blank,
    Bad,
    Is(T),
}

/// What a column's values say about its decimal sign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Values that are a number only with decimal points, and only with decimal commas.
    pub point: u64,
    pub comma: u64,
    /// Values with two readings, and the first of them: row and text.
    pub either: u64,
    pub first: Option<(u32, String)>,
    /// All values that are not blank.
    pub values: u64,
}

/// The values of one block.
pub struct NumberColumn {
    /// Keeps every decimal, for factors of a product; else ten-thousandths.
    exact: bool,
    lean: Option<Decimal>,
    values: Packed,
    forms: Vec<Form>,
    /// The form of all rows, where they have the same and the column is closed; then none is kept for each.
    same: Option<Form>,
    /// Per row the decimals, where `exact`.
    scales: Vec<u8>,
    /// Per row the currency sign plus one, from the first row on that has one.
    currencies: Vec<u8>,
    texts: Dictionary,
    /// Rows where rounding cut digits.
    rounded: Vec<(u32, i128)>,
    /// Rows with a formula that has no saved result.
    pub unsaved: Vec<u32>,
    decided: Decimal,
    /// By place among the texts, after the decision.
    read_amounts: Vec<Option<Rounded>>,
    read_exacts: Vec<Option<Exact>>,
}

impl NumberColumn {
    /// Makes an empty column of amounts, or of factors whose every decimal counts.
    pub fn new(exact: bool) -> NumberColumn {
        NumberColumn {
            exact,
            lean: None,
            values: Packed::default(),
            forms: Vec::new(),
            same: None,
            scales: Vec::new(),
            currencies: Vec::new(),
            texts: Dictionary::default(),
            rounded: Vec::new(),
            unsaved: Vec::new(),
            decided: Decimal::Point,
            read_amounts: Vec::new(),
            read_exacts: Vec::new(),
        }
    }

    /// Takes the next row's cell.
    #[inline]
    pub fn push(&mut self, cell: Cell<'_>) {
        match cell {
            Cell::Text(text) => match plain(text.as_bytes()) {
                Some((mantissa, scale, whole)) if scale <= 4 && whole <= 14 => {
                    let form = match (scale, whole) {
                        (0, _) => Form::Plain,
                        (3, 1..=3) if !text.trim_start_matches('-').starts_with('0') => Form::Point,
                        _ if self.lean == Some(Decimal::Comma) => return self.push_text(text),
                        _ => Form::Leaning,
                    };
                    if form == Form::Leaning {
                        self.lean = Some(Decimal::Point);
                    }
                    self.push_exact(mantissa, scale, form);
                }
                _ => self.push_slow(text),
            },
            Cell::Empty => self.put(0, 0, Form::Blank),
            Cell::Number(float) => match Exact::from_float(float) {
                Some(exact) => self.push_sound(exact, Form::Plain, &|| float.to_string()),
                None => self.push_text(&float.to_string()),
            },
            Cell::Unsaved(text) => {
                self.unsaved.push(self.values.len() as u32);
                self.push_text(text);
            }
            Cell::Serial(days) | Cell::Duration(days) => self.push_text(&format!("{days} d")),
            Cell::Iso(text) | Cell::Error(text) => self.push_text(text),
            Cell::Bool(truth) => self.push_text(if truth { "TRUE" } else { "FALSE" }),
        }
    }

    #[inline]
    fn push_exact(&mut self, mantissa: i64, scale: u8, form: Form) {
        let value = if self.exact { mantissa } else { mantissa * POWERS[4 - usize::from(scale)] };
        self.put(value, scale, form);
    }

    #[inline]
    fn put(&mut self, value: i64, scale: u8, form: Form) {
        self.values.push(value);
        push(&mut self.forms, form);
        if self.exact {
            push(&mut self.scales, scale);
        }
        if !self.currencies.is_empty() {
            push(&mut self.currencies, 0);
        }
    }

    /// Makes room for so many rows.
    pub fn reserve(&mut self, rows: usize) {
        self.values.reserve(rows);
        self.forms.reserve_exact(rows);
        if self.exact {
            self.scales.reserve_exact(rows);
        }
    }

    /// Takes no more rows, and gives back the memory that they do not need.
    pub fn close(&mut self) {
        self.values.close();
        self.texts.close();
        self.same = self.forms.first().copied().filter(|first| self.forms.iter().all(|form| form == first));
        if self.same.is_some() {
            self.forms = Vec::new();
        }
        self.forms.shrink_to_fit();
        self.scales.shrink_to_fit();
        self.currencies.shrink_to_fit();
    }

    #[inline]
    fn form(&self, row: usize) -> Form {
        match self.same {
            Some(form) => form,
            None => self.forms[row],
        }
    }

    /// Keeps a text as it stands.
    fn push_text(&mut self, text: &str) {
        let code = self.texts.code(text.trim());
        self.put(i64::from(code), 0, Form::Text);
    }

    fn push_slow(&mut self, text: &str) {
        if text.trim().is_empty() {
            return self.put(0, 0, Form::Blank);
        }
        let found = number::read(text);
        if found.percent && !self.exact {
            return self.push_text(text);
        }
        let percent = |exact: Exact| Exact { scale: exact.scale + if found.percent { 2 } else { 0 }, ..exact };
        let (form, exact) = match found.readings {
            Readings::Not => return self.push_text(text),
            Readings::Same(exact) => (Form::Plain, exact),
            Readings::Point(exact) if self.lean != Some(Decimal::Comma) => {
                self.lean = Some(Decimal::Point);
                (Form::Leaning, exact)
            }
            Readings::Comma(exact) if self.lean != Some(Decimal::Point) => {
                self.lean = Some(Decimal::Comma);
                (Form::Leaning, exact)
            }
            Readings::Point(_) | Readings::Comma(_) => return self.push_text(text),
            Readings::Either { point, .. } if point.scale > 0 => (Form::Point, point),
            Readings::Either { point, .. } => (Form::Comma, point),
        };
        self.push_sound(percent(exact), form, &|| text.into());
        if let Some(currency) = found.currency {
            self.currencies.resize(self.values.len(), 0);
            if let Some(last) = self.currencies.last_mut() {
                *last = currency + 1;
            }
        }
    }

    fn push_sound(&mut self, exact: Exact, form: Form, text: &dyn Fn() -> String) {
        if self.exact {
            match (i64::try_from(exact.mantissa), u8::try_from(exact.scale)) {
                (Ok(mantissa), Ok(scale)) if scale <= 30 => self.put(mantissa, scale, form),
                _ => self.push_text(&text()),
            }
            return;
        }
        match ten_thousandths(exact) {
            Some(Rounded { raw, moved_e18 }) if form != Form::Comma || raw % 10_000_000 == 0 => {
                if let Some(moved) = moved_e18 {
                    self.rounded.push((self.values.len() as u32, moved));
                }
                self.put(raw, 0, form);
            }
            _ => self.push_text(&text()),
        }
    }

    /// Adds what the rows from `skip` on say about the decimal sign; `counts` tells which rows count.
    pub fn weigh(&self, skip: usize, counts: impl Fn(u32) -> bool, evidence: &mut Evidence) {
        let mut readings: Vec<Option<Readings>> = vec![None; self.texts.len()];
        for row in (skip..self.values.len()).filter(|&row| counts(row as u32)) {
            let form = self.form(row);
            evidence.values += u64::from(form != Form::Blank);
            match (form, self.lean) {
                (Form::Plain | Form::Blank, _) => {}
                (Form::Leaning, Some(Decimal::Comma)) => evidence.comma += 1,
                (Form::Leaning, _) => evidence.point += 1,
                (Form::Point | Form::Comma, _) => evidence.take_either(row as u32, || self.standing(row)),
                (Form::Text, _) => {
                    let code = self.values.get(row) as u32;
                    let reading =
                        readings[code as usize].get_or_insert_with(|| number::read(self.texts.get(code)).readings);
                    match reading {
                        Readings::Point(_) => evidence.point += 1,
                        Readings::Comma(_) => evidence.comma += 1,
                        Readings::Either { .. } => evidence.take_either(row as u32, || self.standing(row)),
                        Readings::Not | Readings::Same(_) => {}
                    }
                }
            }
        }
    }

    /// Settles the decimal sign.
    pub fn decide(&mut self, decimal: Decimal) {
        self.decided = decimal;
        let exacts = self.texts.iter().map(|text| {
            let found = number::read(text);
            let exact = match (found.readings, decimal) {
                (Readings::Same(exact), _) => exact,
                (Readings::Point(exact) | Readings::Either { point: exact, .. }, Decimal::Point) => exact,
                (Readings::Comma(exact) | Readings::Either { comma: exact, .. }, Decimal::Comma) => exact,
                _ => return None,
            };
            match found.percent {
                false => Some(exact),
                true => self.exact.then_some(Exact { scale: exact.scale + 2, ..exact }),
            }
        });
        self.read_exacts = exacts.collect();
        self.read_amounts = self.read_exacts.iter().map(|exact| exact.and_then(ten_thousandths)).collect();
    }

    fn fits(&self) -> bool {
        self.lean.is_none_or(|lean| lean == self.decided)
    }

    /// Gives a row's value in ten-thousandths.
    #[inline]
    pub fn amount(&self, row: usize) -> Value<i64> {
        if self.exact {
            return match self.exact(row) {
                Value::Is(exact) => ten_thousandths(exact).map_or(Value::Bad, |rounded| Value::Is(rounded.raw)),
                Value::Blank => Value::Blank,
                Value::Bad => Value::Bad,
            };
        }
        let value = self.values.get(row);
        match self.form(row) {
            Form::Plain => Value::Is(value),
            Form::Leaning if self.fits() => Value::Is(value),
            Form::Leaning => Value::Bad,
            Form::Blank => Value::Blank,
            Form::Point if self.decided == Decimal::Comma => value.checked_mul(1000).map_or(Value::Bad, Value::Is),
            Form::Comma if self.decided == Decimal::Comma => Value::Is(value / 1000),
            Form::Point | Form::Comma => Value::Is(value),
            Form::Text => self.read_amounts[value as usize].map_or(Value::Bad, |rounded| Value::Is(rounded.raw)),
        }
    }

    /// Gives a row's value with all its decimals; only for a column made so.
    pub fn exact(&self, row: usize) -> Value<Exact> {
        let exact = Exact { mantissa: i128::from(self.values.get(row)), scale: u32::from(self.scales[row]) };
        let thousand = |exact: Exact| Exact { mantissa: exact.mantissa * 1000, ..exact };
        match self.form(row) {
            Form::Plain => Value::Is(exact),
            Form::Leaning if self.fits() => Value::Is(exact),
            Form::Leaning => Value::Bad,
            Form::Blank => Value::Blank,
            Form::Point if self.decided == Decimal::Comma => Value::Is(thousand(exact)),
            Form::Comma if self.decided == Decimal::Comma => Value::Is(Exact { scale: exact.scale + 3, ..exact }),
            Form::Point | Form::Comma => Value::Is(exact),
            Form::Text => self.read_exacts[self.values.get(row) as usize].map_or(Value::Bad, Value::Is),
        }
    }

    /// Gives the rows whose amount was rounded, with the money that moved.
    pub fn rounded(&self) -> impl Iterator<Item = (u32, i128)> + '_ {
        let numbers = self.rounded.iter().copied().filter(|_| self.fits());
        let any = self.read_amounts.iter().any(|rounded| rounded.is_some_and(|rounded| rounded.moved_e18.is_some()));
        let rows = if any { self.values.len() } else { 0 };
        numbers.chain((0..rows).filter_map(|row| match self.form(row) {
            Form::Text => Some((row as u32, self.read_amounts[self.values.get(row) as usize]?.moved_e18?)),
            _ => None,
        }))
    }

    /// Gives the currency that stood beside a row's number.
    pub fn currency(&self, row: usize) -> Option<u8> {
        self.currencies.get(row)?.checked_sub(1)
    }

    /// Gives the currencies that stood beside numbers, row by row.
    pub fn currencies(&self) -> impl Iterator<Item = u8> + '_ {
        self.currencies.iter().filter_map(|sign| sign.checked_sub(1))
    }

    /// Says whether any number had a currency beside it.
    pub fn has_currencies(&self) -> bool {
        !self.currencies.is_empty()
    }

    /// Gives a row's text as it stood; of a number that was understood, its plain form.
    pub fn standing(&self, row: usize) -> String {
        let scale = if self.exact { u32::from(self.scales[row]) } else { 4 };
        let value = self.values.get(row);
        let plain = |sign: char, decimals: Option<usize>| {
            let digits = format!("{:0width$}", value.unsigned_abs(), width = scale as usize + 1);
            let (whole, part) = digits.split_at(digits.len() - scale as usize);
            let part = match decimals {
                Some(decimals) => &part[..decimals.min(part.len())],
                None => part.trim_end_matches('0'),
            };
            let minus = if value < 0 { "-" } else { "" };
            if part.is_empty() { format!("{minus}{whole}") } else { format!("{minus}{whole}{sign}{part}") }
        };
        match (self.form(row), self.lean) {
            (Form::Blank, _) => String::new(),
            (Form::Text, _) => self.texts.get(value as u32).into(),
            (Form::Point, _) => plain('.', Some(3)),
            (Form::Comma, _) => {
                let text = plain('.', None);
                let (head, tail) = text.split_at(text.len().saturating_sub(3));
                format!("{head},{tail}")
            }
            (Form::Leaning, Some(Decimal::Comma)) => plain(',', None),
            _ => plain('.', None),
        }
    }
}

impl Evidence {
    fn take_either(&mut self, row: u32, text: impl Fn() -> String) {
        self.either += 1;
        self.first.get_or_insert_with(|| (row, text()));
    }
}

const POWERS: [i64; 5] = [1, 10, 100, 1_000, 10_000];

/// Reads `-123.45`: mantissa, decimals, digits before the point. At most 18 digits; nothing for any other form.
#[inline]
fn plain(bytes: &[u8]) -> Option<(i64, u8, usize)> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    if digits.is_empty() || digits.len() > 19 {
        return None;
    }
    let (mut mantissa, mut point) = (0_i64, None);
    for (at, &byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => mantissa = mantissa.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?,
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let (whole, scale) = match point {
        None => (digits.len(), 0),
        Some(at) => (at, digits.len() - at - 1),
    };
    if whole == 0 || (point.is_some() && scale == 0) {
        return None;
    }
    Some((if negative { -mantissa } else { mantissa }, scale as u8, whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(texts: &[&str]) -> (NumberColumn, Evidence) {
        let mut column = NumberColumn::new(false);
        texts.iter().for_each(|text| column.push(Cell::Text(text)));
        let mut evidence = Evidence::default();
        column.weigh(0, |_| true, &mut evidence);
        (column, evidence)
    }

    #[test]
    fn one_value_settles_the_column() {
        let (mut column, evidence) = column(&["1.234", "12", "1,234", "0,5", "x"]);
        assert_eq!((evidence.point, evidence.comma, evidence.either), (0, 1, 2));
        assert_eq!(evidence.first, Some((0, "1.234".into())));
        column.decide(Decimal::Comma);
        let values: Vec<Value<i64>> = (0..5).map(|row| column.amount(row)).collect();
        let is = Value::Is;
        assert_eq!(values, [is(12_340_000), is(120_000), is(12_340), is(5_000), Value::Bad]);
        column.decide(Decimal::Point);
        let values: Vec<Value<i64>> = (0..5).map(|row| column.amount(row)).collect();
        assert_eq!(values, [is(12_340), is(120_000), is(12_340_000), Value::Bad, Value::Bad]);
    }

    #[test]
    fn gives_back_what_stood_there() {
        let texts = ["1.234", "-12", "1,234", "12.50", "-1.2.3", "12,5"];
        let (column, _) = column(&texts);
        let standing: Vec<String> = (0..6).map(|row| column.standing(row)).collect();
        assert_eq!(standing, ["1.234", "-12", "1,234", "12.5", "-1.2.3", "12,5"]);
    }

    #[test]
    fn counts_what_rounding_cut() {
        let (mut column, _) = column(&["0.12345", "125.43999999999998", "3.5"]);
        column.decide(Decimal::Point);
        assert_eq!(column.rounded().collect::<Vec<_>>(), [(0, -50_000_000_000_000)]);
        assert_eq!(column.amount(1), Value::Is(1_254_400));
    }

    #[test]
    fn keeps_every_decimal_of_a_factor() {
        let mut column = NumberColumn::new(true);
        ["0.142857142857143", "15%", "2"].iter().for_each(|text| column.push(Cell::Text(text)));
        column.decide(Decimal::Point);
        let is = |mantissa, scale| Value::Is(Exact { mantissa, scale });
        assert_eq!(column.exact(0), is(142_857_142_857_143, 15));
        assert_eq!(column.exact(1), is(15, 2));
        assert_eq!(column.exact(2), is(2, 0));
    }
}
