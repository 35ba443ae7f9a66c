//! A column of numbers that is not yet decided.
//!
//! Values go in as cells, in the order of the rows, and are kept as integers in the reading that fits most of them; beside
//! each stands its form, so that the whole column can be read the other way at the end. Texts that need more than that are
//! kept as they stand, once each. Here the column is filled; [`evidence`] weighs it once its rows are known, and [`decided`]
//! reads it when its decimal sign is settled.

mod decided;
mod evidence;
mod plain;

pub use self::plain::plain;
use crate::clean::amount::{Rounded, ten_thousandths};
use crate::clean::column::push;
use crate::clean::dictionary::Dictionary;
use crate::clean::number::{self, Decimal, Exact, Readings};
use crate::clean::packed::Packed;
use crate::clean::uniform::Uniform;
use crate::read::Cell;

pub use self::decided::Value;
pub use self::evidence::Evidence;

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

/// The values of one block.
pub struct NumberColumn {
    /// Keeps every decimal, for factors of a product; else ten-thousandths.
    exact: bool,
    lean: Option<Decimal>,
    /// The power of ten by which the numbers count.
    power: u32,
    values: Packed,
    forms: Uniform<Form>,
    /// Per row the decimals, where `exact`.
    scales: Uniform<u8>,
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
            power: 0,
            values: Packed::default(),
            forms: Uniform::default(),
            scales: Uniform::default(),
            currencies: Vec::new(),
            texts: Dictionary::default(),
            rounded: Vec::new(),
            unsaved: Vec::new(),
            decided: Decimal::Point,
            read_amounts: Vec::new(),
            read_exacts: Vec::new(),
        }
    }

    /// Counts by a power of ten.
    #[must_use]
    pub fn counting_by(mut self, power: u32) -> NumberColumn {
        self.power = power;
        self
    }

    /// Takes the next row's cell.
    #[inline]
    pub fn push(&mut self, cell: Cell<'_>) {
        match cell {
            Cell::Text(text) => match plain(text.as_bytes()) {
                Some((mantissa, scale, whole)) if scale <= 4 && whole <= 14 && self.power == 0 => {
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
                self.push_text(&format!("={}", text.trim_start_matches('=')));
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
        self.forms.push(form);
        if self.exact {
            self.scales.push(scale);
        }
        if !self.currencies.is_empty() {
            push(&mut self.currencies, 0);
        }
    }

    /// Takes no more rows, and gives back the memory that they do not need.
    pub fn close(&mut self) {
        self.values.close();
        self.texts.close();
        self.forms.close();
        self.scales.close();
        self.currencies.shrink_to_fit();
    }

    #[inline]
    fn form(&self, row: usize) -> Form {
        self.forms.get(row)
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
        let Some(exact) = exact.multiplied(self.power) else { return self.push_text(&text()) };
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
}

const POWERS: [i64; 5] = [1, 10, 100, 1_000, 10_000];

#[cfg(test)]
mod tests;
