//! How one report says its figures: language, minus, decimals and the word for its periods.

use super::figures::{self, Minus};
use crate::model::{Grain, Lang, Money};
use crate::report::{Piece, Tone};

/// The settings of all sentences of one report.
#[derive(Clone, Copy, Debug)]
pub struct Speech {
    pub lang: Lang,
    pub minus: Minus,
    /// How many decimals amounts have in tables and in full sentences.
    pub decimals: u8,
    pub grain: Grain,
    /// Amounts in full, as the terminal says them, not as 201.5万 or 2.01M.
    pub full: bool,
}

impl Speech {
    /// Gives an amount as sentences say it.
    pub fn amount(&self, amount: Money) -> String {
        if self.full {
            figures::money(amount, self.decimals, self.minus)
        } else {
            figures::short(amount, self.lang, self.minus)
        }
    }

    /// Gives an amount with its sign as sentences say it.
    pub fn signed(&self, amount: Money) -> String {
        if self.full {
            figures::change(amount, self.decimals, self.minus)
        } else {
            figures::short_change(amount, self.lang, self.minus)
        }
    }

    /// Gives an amount with its sign as a narrow cell says it.
    pub fn brief(&self, amount: Money) -> String {
        if self.full {
            figures::change(amount, self.decimals, self.minus)
        } else {
            figures::brief_change(amount, self.lang, self.minus)
        }
    }

    /// Gives an amount to the last decimal.
    pub fn exact(&self, amount: Money) -> String {
        figures::money(amount, self.decimals, self.minus)
    }

    /// Gives a change to the last decimal.
    pub fn exact_change(&self, amount: Money) -> String {
        figures::change(amount, self.decimals, self.minus)
    }

    /// Gives an amount in currency units that statistics gave.
    pub fn units(&self, units: f64) -> String {
        self.amount(rounded(units))
    }

    /// Gives an amount in currency units with its sign.
    pub fn signed_units(&self, units: f64) -> String {
        self.signed(rounded(units))
    }

    /// Gives a signed amount with the tone of its sign.
    pub fn delta(&self, amount: Money) -> Piece {
        Piece(sign_tone(amount.raw()), self.signed(amount))
    }

    /// Gives a relative change with the tone of its sign.
    pub fn rate(&self, ratio: f64) -> Piece {
        let text = self.percent(ratio);
        let zero = !text.chars().any(|c| c.is_ascii_digit() && c != '0');
        Piece(if zero { Tone::Plain } else { sign_tone(if ratio < 0.0 { -1 } else { 1 }) }, text)
    }

    /// Gives a count with thousands.
    pub fn count(&self, number: usize) -> String {
        figures::count(i64::try_from(number).unwrap_or(i64::MAX), self.minus)
    }

    /// Gives a count with its sign.
    pub fn count_change(&self, number: i64) -> String {
        figures::count_change(number, self.minus)
    }

    /// Gives a share, `10.4%`.
    pub fn share(&self, ratio: f64) -> String {
        figures::share(ratio, self.minus)
    }

    /// Gives a share in whole percent, `82%`; with a decimal where it would say 0% or 100% of a part.
    pub fn about(&self, ratio: f64) -> String {
        let whole = ratio * 100.0;
        if (0.5..99.5).contains(&whole) || ratio == 0.0 || ratio == 1.0 {
            format!("{}%", figures::number(whole, 0, self.minus))
        } else {
            self.share(ratio)
        }
    }

    /// Gives a relative change, `+8.3%`.
    pub fn percent(&self, ratio: f64) -> String {
        figures::percent(ratio, self.minus)
    }

    /// Gives a difference of shares in points, without the unit.
    pub fn points(&self, ratio: f64) -> String {
        figures::points(ratio, self.minus)
    }

    /// Gives a quantity, held as money is, with the decimals it has.
    pub fn quantity(&self, raw: Money) -> String {
        figures::money(raw, raw.decimals(), self.minus)
    }

    /// Gives a plain number.
    pub fn number(&self, value: f64, decimals: u8) -> String {
        figures::number(value, decimals, self.minus)
    }

    /// Gives a plain number with its sign.
    pub fn signed_number(&self, value: f64, decimals: u8) -> String {
        let text = self.number(value, decimals);
        if value > 0.0 && text.chars().any(|c| c.is_ascii_digit() && c != '0') { format!("+{text}") } else { text }
    }

    /// Gives a number of days, with a half where it has one.
    pub fn days(&self, days: f64) -> String {
        self.number(days, u8::from(days.fract() != 0.0))
    }
}

/// Gives money from statistics in currency units, rounded to its smallest step.
pub fn rounded(units: f64) -> Money {
    Money::from_raw((units * Money::PER_UNIT as f64).round() as i64)
}

/// Gives the tone of a sign.
pub fn sign_tone(sign: i64) -> Tone {
    match sign.signum() {
        1 => Tone::Gain,
        -1 => Tone::Loss,
        _ => Tone::Plain,
    }
}
