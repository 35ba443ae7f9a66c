//! The values of a column whose decimal sign is settled, and what stood in its cells.

use std::ops::Range;

use super::{Form, NumberColumn};
use crate::clean::amount::ten_thousandths;
use crate::clean::number::{self, Decimal, Exact, Readings};
use crate::clean::unit;

/// A value of a decided column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<T> {
    Blank,
    Bad,
    Is(T),
}

impl NumberColumn {
    /// Settles the decimal sign, and whether texts that name their own unit, such as `1.5万`, are numbers.
    pub fn decide(&mut self, decimal: Decimal, own_units: bool) {
        self.decided = decimal;
        let mut beside: Vec<Option<u8>> = vec![None; self.texts.len()];
        let exacts = self.texts.iter().zip(&mut beside).map(|(text, currency)| {
            let mut found = number::read(text);
            let mut power = self.power;
            if own_units && found.readings == Readings::Not {
                (found, power) = (unit::in_cell(text)?.0, 0);
            }
            *currency = found.currency;
            let exact = match (found.readings, decimal) {
                (Readings::Same(exact), _) => exact,
                (Readings::Point(exact) | Readings::Either { point: exact, .. }, Decimal::Point) => exact,
                (Readings::Comma(exact) | Readings::Either { comma: exact, .. }, Decimal::Comma) => exact,
                _ => return None,
            };
            match found.percent {
                false => exact.multiplied(power),
                true if self.exact => Exact { scale: exact.scale + 2, ..exact }.multiplied(power),
                true => None,
            }
        });
        self.read_exacts = exacts.collect();
        if beside.iter().any(Option::is_some) {
            let rows = (0..self.values.len()).filter(|row| self.form(*row) == Form::Text);
            let named: Vec<(usize, u8)> =
                rows.filter_map(|row| Some((row, beside[self.values.get(row) as usize]? + 1))).collect();
            self.currencies.resize(self.values.len(), 0);
            for (row, currency) in named {
                self.currencies[row] = currency;
            }
        }
        self.read_amounts = self.read_exacts.iter().map(|exact| exact.and_then(ten_thousandths)).collect();
    }

    fn fits(&self) -> bool {
        self.lean.is_none_or(|lean| lean == self.decided)
    }

    /// Says that every row is sure to hold a number that fits, so that none need be looked at.
    pub fn is_sound(&self) -> bool {
        const MOST: u64 = i64::MAX.unsigned_abs() / 10_000;
        self.is_plain() && (!self.exact || self.values.is_within(MOST) && self.scales.all(|scale| scale <= 4))
    }

    /// Says that every row holds a number that fits.
    fn is_plain(&self) -> bool {
        match self.forms.same() {
            Some(Form::Plain) => true,
            Some(Form::Leaning) => self.fits(),
            _ => false,
        }
    }

    /// Gives the values of some rows as integers and how many of their digits are decimals, at most four, where every row of the
    /// column holds a number that fits, all with as many; in ten-thousandths no value overflows.
    pub fn plain_values(&self, rows: Range<usize>) -> Option<(Vec<i64>, u32)> {
        let scale = if self.exact { self.scales.same()? } else { 4 };
        if !self.is_sound() {
            return None;
        }
        let mut values = Vec::with_capacity(rows.len());
        self.values.each_part(rows, |part| values.extend_from_slice(part));
        Some((values, scale.into()))
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
        let exact = Exact { mantissa: i128::from(self.values.get(row)), scale: u32::from(self.scales.get(row)) };
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

    /// Gives a row's text as it stood; of a number that was understood, its plain form.
    pub fn standing(&self, row: usize) -> String {
        let scale = self.power + if self.exact { u32::from(self.scales.get(row)) } else { 4 };
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
