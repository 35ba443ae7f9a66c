//! Amounts in several currencies → amounts in one, at the rate of each row's day.
//!
//! Every converted amount is exact but for one rounding to ten-thousandths, and what rounding moved is told. All rates that are
//! missing are told at once, and nothing is converted without them. The account of the input is moved with the rows: what is
//! used stands in the report's currency, what is set aside as it was written.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::currency::Currencies;
use super::ledger::Ledger;
use super::rates::{At, Factor, Found, Missing, Rates, plain};
use super::rows::Rows;
use crate::model::problem::CleanProblem;
use crate::model::{Conversion, Converted, Day, Local, Money, Rounding, UsedRate, div_half_even};

/// Why amounts cannot be converted, and the row to show, where one is.
pub struct Unconverted {
    pub row: Option<usize>,
    pub kind: Box<CleanProblem>,
}

/// Rows at a time.
const PIECE: usize = 1 << 16;

/// The rows of one currency and day.
struct Slot {
    currency: u16,
    day: i32,
    /// The first of them.
    first: usize,
    rows: u64,
    written: i128,
}

/// Converts the rows that count; gives the account of it, and what the amounts were where any needed a rate.
pub fn convert(
    rows: &mut Rows,
    ledger: &mut Ledger,
    currencies: &Currencies,
    rates: &Rates,
) -> Result<(Conversion, Option<Local>), Unconverted> {
    let names = name(rows, currencies, rates)?;
    let (slots, slot_of) = slots(rows);
    let found = find(&slots, &names, rates)?;
    let factors: Vec<Factor> = found.iter().map(|found| found.factor).collect();
    let limit = || {
        let limit = Money::from_raw(i64::try_from(Money::LIMIT).unwrap_or(i64::MAX));
        Unconverted { row: None, kind: Box::new(CleanProblem::TooMuch { limit }) }
    };
    let mut money = rows.money.clone();
    let pieces = money.par_chunks_mut(PIECE).zip(slot_of.par_chunks(PIECE));
    let pieces: Option<Vec<Vec<Sum>>> = pieces.map(|(money, slots)| converted(money, slots, &factors)).collect();
    let mut sums = vec![Sum::default(); slots.len()];
    for piece in pieces.ok_or_else(limit)? {
        sums.iter_mut().zip(piece).for_each(|(sum, more)| sum.add(&more));
    }
    let absolute: i128 = money.par_iter().map(|raw| i128::from(raw.unsigned_abs())).sum();
    if absolute > Money::LIMIT {
        return Err(limit());
    }
    for ((source, _), (before, after)) in rows.positions().zip(rows.money.iter().zip(&money)) {
        let account = &mut ledger.accounts[usize::from(source)];
        let moved = i128::from(*after) - i128::from(*before);
        account.used.money += moved;
        account.read.money += moved;
    }
    let told = account(rows, &names, &slots, &found, &sums, rates);
    let written = std::mem::replace(&mut rows.money, money);
    let currency = std::mem::take(&mut rows.currency);
    let local = (!slots.is_empty()).then_some(Local { currencies: names, currency, amount: written });
    Ok((told, local))
}

/// Codes the rows' currencies anew, the base first, then by name; gives their names.
fn name(rows: &mut Rows, currencies: &Currencies, rates: &Rates) -> Result<Vec<String>, Unconverted> {
    let known = currencies.names();
    let mut seen = vec![(0_u64, 0_i128, 0_usize); known.len()];
    for (row, (&code, &raw)) in rows.currency.iter().zip(&rows.money).enumerate() {
        let seen = &mut seen[usize::from(code)];
        if seen.0 == 0 {
            seen.2 = row;
        }
        (seen.0, seen.1) = (seen.0 + 1, seen.1 + i128::from(raw));
    }
    let used = || known.iter().zip(&seen).filter(|(_, (rows, ..))| *rows > 0).map(|(name, _)| name);
    let named: BTreeSet<&String> = used().filter(|name| !name.is_empty()).collect();
    // As without rates: where all others name one currency, rows that name none are taken to be in it, and that is said.
    let sole = named.first().filter(|_| named.len() == 1).map(|name| (*name).clone());
    let others = named.iter().filter(|name| ***name != rates.base).map(|name| (*name).clone());
    let names: Vec<String> = std::iter::once(rates.base.clone()).chain(others).collect();
    let mut recode = Vec::with_capacity(known.len());
    for (name, &(count, sum, row)) in known.iter().zip(&seen) {
        let name = if name.is_empty() { sole.as_ref() } else { Some(name) };
        let code = name.and_then(|name| names.iter().position(|other| other == name));
        if code.is_none() && count > 0 {
            let (amount, base) = (raw(sum), rates.base.clone());
            let kind = CleanProblem::NoCurrency { rows: count, amount, base, by_column: false, documents: None };
            return Err(Unconverted { row: Some(row), kind: Box::new(kind) });
        }
        recode.push(code.unwrap_or_default() as u16);
    }
    rows.currency.iter_mut().for_each(|code| *code = recode[usize::from(*code)]);
    Ok(names)
}

/// Stands for a row that needs no rate.
const NO_SLOT: u32 = u32::MAX;

/// Puts the rows that need a rate together by currency and day; gives the place of each row's.
fn slots(rows: &Rows) -> (Vec<Slot>, Vec<u32>) {
    let mut slots: Vec<Slot> = Vec::new();
    let mut places: FxHashMap<(u16, i32), u32> = FxHashMap::default();
    let mut last = (Local::BASE, 0, NO_SLOT);
    let each =
        rows.currency.iter().zip(&rows.day).zip(&rows.money).enumerate().map(|(row, ((&currency, &day), &raw))| {
            if currency == Local::BASE {
                return NO_SLOT;
            }
            if (last.0, last.1) != (currency, day) {
                let place = *places.entry((currency, day)).or_insert_with(|| {
                    slots.push(Slot { currency, day, first: row, rows: 0, written: 0 });
                    slots.len() as u32 - 1
                });
                last = (currency, day, place);
            }
            let slot = &mut slots[last.2 as usize];
            (slot.rows, slot.written) = (slot.rows + 1, slot.written + i128::from(raw));
            last.2
        });
    let slot_of = each.collect();
    (slots, slot_of)
}

/// Finds the rate of each slot.
fn find(slots: &[Slot], names: &[String], rates: &Rates) -> Result<Vec<Found>, Unconverted> {
    let found = slots.iter().map(|slot| rates.find(&names[usize::from(slot.currency)], slot.day));
    let found: Vec<Result<Found, Missing>> = found.collect();
    if found.iter().any(Result::is_err) {
        return Err(missing(slots, names, &found, rates));
    }
    Ok(found.into_iter().filter_map(Result::ok).collect())
}

/// Tells what is missing: first currencies without any rate, all of them, then the days of the first currency.
fn missing(slots: &[Slot], names: &[String], found: &[Result<Found, Missing>], rates: &Rates) -> Unconverted {
    let name = |slot: &Slot| names[usize::from(slot.currency)].clone();
    let missing = || slots.iter().zip(found).filter_map(|(slot, found)| Some((slot, found.as_ref().err()?)));
    let mut none: BTreeMap<String, (u64, i128)> = BTreeMap::new();
    for (slot, _) in missing().filter(|(_, why)| **why == Missing::Currency) {
        let sum = none.entry(name(slot)).or_default();
        *sum = (sum.0 + slot.rows, sum.1 + slot.written);
    }
    if !none.is_empty() {
        let currencies = none.into_iter().map(|(name, (rows, sum))| (name, rows, raw(sum))).collect();
        let kind = CleanProblem::NoRates { currencies, there: rates.currencies(), base: rates.base.clone() };
        return Unconverted { row: None, kind: Box::new(kind) };
    }
    let mut days: Vec<(String, i32, String, Option<i32>, &Slot)> = Vec::new();
    for (slot, why) in missing() {
        match why {
            Missing::Day(currency, before) => days.push((name(slot), slot.day, currency.clone(), *before, slot)),
            Missing::Digits(currency) => {
                let kind = CleanProblem::RateDigits { currency: currency.clone() };
                return Unconverted { row: Some(slot.first), kind: Box::new(kind) };
            }
            Missing::Currency => {}
        }
    }
    days.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let of = days[0].0.clone();
    let same = || days.iter().filter(|one| one.0 == of);
    let (_, day, currency, before, slot) = &days[0];
    let kind = CleanProblem::NoRate {
        currency: currency.clone(),
        day: Day::from_number(*day),
        before: before.map(Day::from_number),
        days: same().count() as u64,
        rows: same().map(|one| one.4.rows).sum(),
        amount: raw(same().map(|one| one.4.written).sum()),
        of: of.clone(),
        file: rates.file.clone(),
    };
    Unconverted { row: Some(slot.first), kind: Box::new(kind) }
}

/// What the rows of a slot make.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    converted: i128,
    /// In parts of the slot's factor.
    moved: i128,
    rounded: u64,
}

impl Sum {
    fn add(&mut self, more: &Sum) {
        self.converted += more.converted;
        self.moved = self.moved.saturating_add(more.moved);
        self.rounded += more.rounded;
    }
}

/// Converts a piece of the rows, and adds up by slot; nothing where an amount does not fit.
fn converted(money: &mut [i64], slots: &[u32], factors: &[Factor]) -> Option<Vec<Sum>> {
    let mut sums = vec![Sum::default(); factors.len()];
    for (raw, &slot) in money.iter_mut().zip(slots).filter(|(_, slot)| **slot != NO_SLOT) {
        let product = factors[slot as usize].convert(*raw)?;
        *raw = product.raw;
        let (converted, moved) = (i128::from(product.raw), product.moved);
        sums[slot as usize].add(&Sum { converted, moved, rounded: u64::from(moved != 0) });
    }
    Some(sums)
}

/// Gives the account of the conversion; the rows still have the amounts as written.
fn account(rows: &Rows, names: &[String], slots: &[Slot], found: &[Found], sums: &[Sum], rates: &Rates) -> Conversion {
    let own = rows.currency.iter().zip(&rows.money).filter(|(code, _)| **code == Local::BASE);
    let (own_rows, own_sum) = own.fold((0, 0), |(rows, sum), (_, raw)| (rows + 1, sum + i128::from(*raw)));
    let mut rounded = Rounding::default();
    let mut currencies: Vec<Converted> = Vec::new();
    for (code, name) in names.iter().enumerate() {
        let mut used: Vec<UsedRate> = Vec::new();
        for ((slot, found), sum) in
            slots.iter().zip(found).zip(sums).filter(|((slot, _), _)| usize::from(slot.currency) == code)
        {
            rounded += Rounding { rows: sum.rounded, moved_e18: e18(sum.moved, found.factor.parts()) };
            used.push(UsedRate {
                day: Day::from_number(slot.day),
                rate_day: Day::from_number(found.unit.day),
                rate: plain(found.unit.rate),
                base_rate_day: found.base.map(|At { day, .. }| Day::from_number(day)),
                base_rate: found.base.map(|At { rate, .. }| plain(rate)),
                rows: slot.rows,
                amount: raw(slot.written),
                converted: raw(sum.converted),
                factor: found.factor.value(),
            });
        }
        used.sort_by_key(|rate| rate.day);
        let of_base = if code == usize::from(Local::BASE) { (own_rows, raw(own_sum)) } else { (0, Money::ZERO) };
        let earlier =
            |rate: &&UsedRate| rate.rate_day < rate.day || rate.base_rate_day.is_some_and(|day| day < rate.day);
        currencies.push(Converted {
            currency: name.clone(),
            rows: of_base.0 + used.iter().map(|rate| rate.rows).sum::<u64>(),
            amount: of_base.1 + used.iter().map(|rate| rate.amount).sum(),
            converted: of_base.1 + used.iter().map(|rate| rate.converted).sum(),
            rows_at_earlier_rate: used.iter().filter(earlier).map(|rate| rate.rows).sum(),
            rates: used,
        });
    }
    currencies.retain(|one| one.rows > 0);
    currencies.sort_by(|a, b| a.currency.cmp(&b.currency));
    Conversion {
        base: rates.base.clone(),
        file: rates.file.clone(),
        sha256: rates.hash.clone(),
        rates_are: rates.quote,
        currencies,
        rounded,
    }
}

/// Gives parts of a ten-thousandth in 10^-18, rounded half to even.
fn e18(moved: i128, parts: i128) -> i128 {
    const E14: i128 = 100_000_000_000_000;
    match moved.checked_mul(E14) {
        Some(scaled) => div_half_even(scaled, parts),
        None => div_half_even(moved, (parts / E14).max(1)),
    }
}

/// Gives a sum as money; sums of a book's amounts fit.
fn raw(sum: i128) -> Money {
    Money::from_raw(sum.clamp(-i128::from(i64::MAX), i128::from(i64::MAX)) as i64)
}
