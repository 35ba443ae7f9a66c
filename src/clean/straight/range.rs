//! One range of a regular file: its lines, read and folded one by one; and what all ranges are together.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Wanted;
use super::whom::Whom;
use crate::clean::date;
use crate::clean::dictionary::Dictionary;
use crate::clean::id::is_doubtful;
use crate::clean::ledger::Sum;
use crate::clean::number_column::plain;
use crate::clean::rows::Rows;
use crate::clean::span::Days;
use crate::clean::text_column::{is_shortened, trim};
use crate::clean::total;
use crate::model::{LineFold, Money, Part, Parts, Texts};
use crate::read::LineSink;

/// The lines of a range, folded.
pub struct Range<F> {
    wanted: Arc<Wanted>,
    /// Customers as they are written, and the customer that each one is, by key.
    who: Whom,
    customer: Vec<u32>,
    keys: FxHashMap<String, u32>,
    names: Dictionary,
    /// By code of what is written, the latest day and the name there.
    latest: Vec<(i32, u32)>,
    date: [u8; 10],
    day: i32,
    /// Lines of that day which the days have not counted yet.
    pending: u32,
    money: i64,
    days: Days,
    by_day: BTreeMap<i32, i64>,
    /// The order number at hand, the first, and how many came before it.
    number: String,
    first: String,
    order: u32,
    /// The orders whose numbers are longer than the one before.
    longer: Vec<u32>,
    currency: String,
    sum: Sum,
    absolute: u64,
    decimals: u8,
    fold: F,
}

impl<F: LineFold> Range<F> {
    pub fn new(wanted: Arc<Wanted>, fold: F) -> Range<F> {
        Range {
            wanted,
            who: Whom::default(),
            customer: Vec::new(),
            keys: FxHashMap::default(),
            names: Dictionary::default(),
            latest: Vec::new(),
            date: [0; 10],
            day: 0,
            pending: 0,
            money: 0,
            days: Days::default(),
            by_day: BTreeMap::new(),
            number: String::new(),
            first: String::new(),
            order: 0,
            longer: Vec::new(),
            currency: String::new(),
            sum: Sum::default(),
            absolute: 0,
            decimals: 2,
            fold,
        }
    }

    /// Reads a date, of which most are that of the line before.
    #[inline]
    fn read_day(&mut self, text: &str) -> Option<()> {
        let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
        if *bytes != self.date {
            let day = date::iso_day(bytes)?;
            self.count_day();
            (self.date, self.day) = (*bytes, day);
        }
        Some(())
    }

    fn count_day(&mut self) {
        if self.pending > 0 {
            self.days.add_rows(self.day, std::mem::take(&mut self.pending));
            *self.by_day.entry(self.day).or_default() += std::mem::take(&mut self.money);
        }
    }

    /// Reads an order number; one that stands before another ends the straight way, since its order may have been seen.
    #[inline]
    fn read_order(&mut self, text: &str) -> Option<()> {
        if text != self.number {
            self.next_order(text)?;
        }
        Some(())
    }

    fn next_order(&mut self, text: &str) -> Option<()> {
        if text.is_empty() || trim(text) != text || is_shortened(text) || is_doubtful(text) {
            return None;
        }
        if self.number.is_empty() {
            self.first.push_str(text);
        } else {
            if !follows(text, &self.number) {
                return None;
            }
            self.order = self.order.checked_add(1)?;
            if text.len() > self.number.len() {
                self.longer.push(self.order);
                self.fold.longer(self.order);
            }
        }
        self.number.clear();
        self.number.push_str(text);
        Some(())
    }

    /// Reads who the customer is, and what it is called.
    #[inline]
    fn read_customer(&mut self, cells: &[&str]) -> Option<u32> {
        let text = cells[self.wanted.who];
        let code = self.who.code(text);
        if code as usize == self.latest.len() {
            let doubtful = self.wanted.by_id && is_doubtful(text);
            (is_name(text) && !doubtful).then(|| self.latest.push((i32::MIN, Texts::NONE)))?;
            let next = self.keys.len() as u32;
            self.customer.push(*self.keys.entry(self.wanted.key(text)).or_insert(next));
        }
        let latest = &mut self.latest[code as usize];
        match self.wanted.name {
            None => latest.0 = latest.0.max(self.day),
            Some(name) => {
                let name = cells[name];
                let known = self.names.len();
                let coded = self.names.code(name);
                if self.names.len() > known && !is_name(name) {
                    return None;
                }
                let names = &self.names;
                if self.day > latest.0
                    || self.day == latest.0 && coded != latest.1 && names.get(coded) < names.get(latest.1)
                {
                    *latest = (self.day, coded);
                }
            }
        }
        Some(self.customer[code as usize])
    }

    /// Reads an amount that can be read in one way only, in ten-thousandths.
    #[inline]
    fn read_amount(&mut self, text: &str) -> Option<i64> {
        let (mantissa, scale, whole) = plain(text.as_bytes())?;
        // Three decimals may be thousands; and what is cut off by rounding is told of, with its rows.
        if scale > 4 || scale == 3 || whole > 14 {
            return None;
        }
        let raw = mantissa * [10_000, 1_000, 100, 10, 1][usize::from(scale)];
        if scale > 2 {
            self.decimals = self.decimals.max(Money::from_raw(raw).decimals());
        }
        self.absolute = self.absolute.checked_add(raw.unsigned_abs())?;
        self.sum.rows += 1;
        self.sum.money += i128::from(raw);
        Some(raw)
    }

    #[inline]
    fn take(&mut self, cells: &[&str]) -> Option<()> {
        self.read_day(cells[self.wanted.date])?;
        if let Some(order) = self.wanted.order {
            self.read_order(cells[order])?;
        }
        if let Some(currency) = self.wanted.currency
            && cells[currency] != self.currency
        {
            (self.currency.is_empty() && is_name(cells[currency])).then(|| self.currency.push_str(cells[currency]))?;
        }
        let amount = self.read_amount(cells[self.wanted.amount])?;
        let customer = self.read_customer(cells)?;
        // Beyond the limit sums could overflow; the long way says so.
        (i128::from(self.absolute) <= Money::LIMIT).then_some(())?;
        self.pending += 1;
        self.money += amount;
        self.fold.line(customer, self.day, self.order, amount).then_some(())
    }
}

impl<F: LineFold> LineSink for Range<F> {
    #[inline]
    fn line(&mut self, cells: &[&str]) -> bool {
        self.take(cells).is_some()
    }

    fn end(&mut self) {
        self.count_day();
        self.fold.end();
    }
}

/// Says whether a number stands behind another: the longer one, so that 10 stands behind 9, else the greater one.
fn follows(text: &str, other: &str) -> bool {
    (text.len(), text.as_bytes()) > (other.len(), other.as_bytes())
}

/// Says whether a text names something as it stands, and no total.
fn is_name(text: &str) -> bool {
    !text.is_empty() && trim(text) == text && !is_shortened(text) && !total::says_total(text, true)
}

/// All ranges of a file.
pub struct Together<F> {
    pub parts: Parts<F>,
    /// By range and customer, the place among the rows of one way in which it is written.
    pub codes: Vec<Vec<u32>>,
    /// A row for each customer as it is written, with its latest day and name.
    pub rows: Rows,
    pub days: Days,
    pub currency: Option<String>,
    pub sum: Sum,
    pub absolute: i128,
    pub decimals: u8,
}

impl<F> Together<F> {
    /// Puts the ranges together; nothing where they are no regular file as a whole. `by_id` where customers have ids.
    pub fn new(ranges: Vec<Range<F>>, by_id: bool) -> Option<Together<F>> {
        let numbered = ranges.first()?.wanted.order.is_some();
        let parts = Parts { parts: Vec::new(), longer: Vec::new(), numbered, total: Money::ZERO, by_day: Vec::new() };
        let mut by_day: BTreeMap<i32, i64> = BTreeMap::new();
        let (rows, days, currency, sum) = (Rows::default(), Days::default(), None, Sum::default());
        let mut all = Together { parts, codes: Vec::new(), rows, days, currency, sum, absolute: 0, decimals: 2 };
        let (mut next, mut number) = (0_u32, String::new());
        for range in ranges {
            if range.sum.rows == 0 {
                continue;
            }
            // An order across two ranges is left to the long way; ranges mostly begin with an order.
            if numbered && !number.is_empty() {
                follows(&range.first, &number).then_some(())?;
                next = next.checked_add(1)?;
                if range.first.len() > number.len() {
                    all.parts.longer.push(next);
                }
            }
            all.parts.longer.extend(range.longer.iter().map(|order| order + next));
            all.add_customers(&range, by_id);
            let currency = all.currency.get_or_insert_with(|| range.currency.clone());
            (*currency == range.currency).then_some(())?;
            all.days.join(&range.days);
            // Each range stays below the limit; the sums of a day over many of them could overflow beyond it.
            all.absolute += i128::from(range.absolute);
            (all.absolute <= Money::LIMIT).then_some(())?;
            range.by_day.iter().for_each(|(day, net)| *by_day.entry(*day).or_default() += net);
            all.sum.rows += range.sum.rows;
            all.sum.money += range.sum.money;
            all.decimals = all.decimals.max(range.decimals);
            all.parts.parts.push(Part { fold: range.fold, clients: Vec::new(), orders: next });
            next = next.checked_add(range.order)?;
            number = range.number;
        }
        all.parts.by_day = by_day.into_iter().collect();
        all.currency = all.currency.filter(|currency| !currency.is_empty());
        Some(all)
    }

    fn add_customers(&mut self, range: &Range<F>, by_id: bool) {
        let rows = &mut self.rows;
        let mut codes = vec![0; range.keys.len()];
        for ((text, &(day, name)), customer) in range.who.iter().zip(&range.latest).zip(&range.customer) {
            let code = if by_id { rows.ids.code(text) } else { rows.names.code(text) };
            let name = by_id.then_some(name).filter(|name| *name != Texts::NONE).map(|name| range.names.get(name));
            let name = name.map_or(Texts::NONE, |name| rows.names.code(name));
            let place = code as usize;
            if place == rows.who.len() {
                rows.who.push(code << 1 | u32::from(!by_id));
                rows.day.push(day);
                rows.name.push(name);
                rows.money.push(0);
            } else {
                let earlier = |name: u32, other: u32| rows.names.get(name) < rows.names.get(other);
                let (known, called) = (rows.day[place], rows.name[place]);
                if day > known || day == known && name != called && earlier(name, called) {
                    (rows.day[place], rows.name[place]) = (day, name);
                }
            }
            codes[*customer as usize] = code;
        }
        self.codes.push(codes);
    }
}
