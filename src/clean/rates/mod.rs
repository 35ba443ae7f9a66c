//! `--rates FILE --base CODE`: what an amount in a currency is worth in the report's, by day.
//!
//! The rate of a day is the file's for that day or the latest before it, at most [`OLDEST`] days old; never a later one, never
//! a guess. Where the file's own base is another currency, the rate goes through it, and only the converted amount is rounded.

mod factor;
mod file;
mod table;

use std::collections::{BTreeMap, BTreeSet};

pub use self::factor::Factor;
#[cfg(test)]
pub use self::file::from_table;
pub use self::file::open;
use super::number::Exact;
use crate::model::Quote;

/// How old a rate may be that serves for a day without one, in days.
pub const OLDEST: i32 = 7;

/// The rates of a file, and how they are meant.
#[derive(Clone, Debug)]
pub struct Rates {
    /// The currency to convert to.
    pub base: String,
    pub file: String,
    pub hash: String,
    /// Nothing where all rates are 1.
    pub quote: Option<Quote>,
    /// By currency and day number; without zeros at the end.
    days: BTreeMap<String, BTreeMap<i32, Exact>>,
    /// Whether rates go through the file's base, because that is another.
    cross: bool,
    /// The file's base, where it is listed: 1 on every day, listed or not.
    own: Option<String>,
}

/// A rate and its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    pub day: i32,
    pub rate: Exact,
}

/// What converts the amounts of one currency and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub factor: Factor,
    pub unit: At,
    /// The base's own rate, where rates go through another.
    pub base: Option<At>,
}

/// Why there is no rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The file has none for that currency.
    Currency,
    /// The currency (the row's or the base) has none for that day; the day of the latest before it.
    Day(String, Option<i32>),
    /// A rate and the base's together have more digits than can be reckoned with.
    Digits(String),
}

impl Rates {
    /// Gives the currencies that the file has rates for.
    pub fn currencies(&self) -> Vec<String> {
        self.days.keys().cloned().collect()
    }

    /// Gives what converts a currency's amounts of a day.
    pub fn find(&self, currency: &str, day: i32) -> Result<Found, Missing> {
        let unit = self.at(currency, day)?;
        let base = if self.cross { Some(self.at(&self.base, day)?) } else { None };
        let one = Exact { mantissa: 1, scale: 0 };
        let through = base.map_or(one, |base| base.rate);
        let factor = match self.quote {
            Some(Quote::UnitsPerBase) => Factor::new(through, unit.rate),
            Some(Quote::BasePerUnit) | None => Factor::new(unit.rate, through),
        };
        let factor = factor.ok_or_else(|| Missing::Digits(currency.into()))?;
        Ok(Found { factor, unit, base })
    }

    fn at(&self, currency: &str, day: i32) -> Result<At, Missing> {
        if self.own.as_deref() == Some(currency) {
            return Ok(At { day, rate: Exact { mantissa: 1, scale: 0 } });
        }
        let days = self.days.get(currency).ok_or(Missing::Currency)?;
        match days.range(..=day).next_back() {
            Some((&found, &rate)) if day - found <= OLDEST => Ok(At { day: found, rate }),
            before => Err(Missing::Day(currency.into(), before.map(|(day, _)| *day))),
        }
    }
}

/// Gives the currencies whose rates are all 1: the file's base is among them, where it is listed.
fn ones(days: &BTreeMap<String, BTreeMap<i32, Exact>>) -> BTreeSet<String> {
    let all_one = days.iter().filter(|(_, rates)| rates.values().all(|rate| *rate == Exact { mantissa: 1, scale: 0 }));
    all_one.map(|(name, _)| name.clone()).collect()
}

/// Writes a rate as a plain decimal.
pub fn plain(rate: Exact) -> String {
    let digits = format!("{:0width$}", rate.mantissa, width = rate.scale as usize + 1);
    let (whole, part) = digits.split_at(digits.len() - rate.scale as usize);
    if part.is_empty() { whole.into() } else { format!("{whole}.{part}") }
}
