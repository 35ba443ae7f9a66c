//! One range of a regular file: its lines, read and folded some at a time.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Wanted;
use super::whom::{Known, Whom, hash};
use crate::clean::date;
use crate::clean::dictionary::{Dictionary, same};
use crate::clean::id::is_doubtful;
use crate::clean::ledger::Sum;
use crate::clean::nobody::says_nobody;
use crate::clean::number_column::plain;
use crate::clean::span::Days;
use crate::clean::text_column::{is_shortened, trim};
use crate::clean::total;
use crate::model::{FoldLine, LineFold, Money, Texts};
use crate::read::{LineCells, LineSink};

/// The lines of a range, folded.
pub struct Range<F> {
    pub(super) wanted: Arc<Wanted>,
    /// Customers as they are written, and the keys of the customers that they mean.
    pub(super) who: Whom,
    pub(super) keys: Dictionary,
    pub(super) names: Dictionary,
    date: [u8; 10],
    day: i32,
    /// Lines of that day which the days have not counted yet, and their amounts.
    pending: u32,
    money: i128,
    pub(super) days: Days,
    pub(super) by_day: BTreeMap<i32, i64>,
    /// The order number at hand, the first, and how many came before it.
    pub(super) number: Vec<u8>,
    pub(super) first: Vec<u8>,
    pub(super) order: u32,
    /// Whether the number at hand ends with eight digits.
    counted: bool,
    /// The orders whose numbers are longer than the one before.
    pub(super) longer: Vec<u32>,
    pub(super) currency: String,
    pub(super) sum: Sum,
    pub(super) absolute: u128,
    pub(super) decimals: u8,
    /// How many of the lines at hand are added up.
    tallied: usize,
    /// The lines at hand, the hashes of their customers, and where these likely stand.
    lines: Vec<FoldLine>,
    hashes: Vec<u32>,
    likely: Vec<u32>,
    pub(super) fold: F,
}

impl<F: LineFold> Range<F> {
    pub fn new(wanted: Arc<Wanted>, fold: F) -> Range<F> {
        Range {
            wanted,
            who: Whom::default(),
            keys: Dictionary::default(),
            names: Dictionary::default(),
            date: [0; 10],
            day: 0,
            pending: 0,
            money: 0,
            days: Days::default(),
            by_day: BTreeMap::new(),
            number: Vec::new(),
            first: Vec::new(),
            order: 0,
            counted: false,
            longer: Vec::new(),
            currency: String::new(),
            sum: Sum::default(),
            absolute: 0,
            decimals: 2,
            tallied: 0,
            lines: Vec::new(),
            hashes: Vec::new(),
            likely: Vec::new(),
            fold,
        }
    }

    /// Reads a date, of which most are that of the line before.
    #[inline]
    fn read_day(&mut self, text: &[u8]) -> Option<i32> {
        let bytes: &[u8; 10] = text.try_into().ok()?;
        if *bytes == self.date {
            return Some(self.day);
        }
        let day = date::iso_day(bytes)?;
        self.count_day()?;
        (self.date, self.day) = (*bytes, day);
        Some(day)
    }

    /// Adds the lines of the day at hand to it.
    fn count_day(&mut self) -> Option<()> {
        self.tally();
        if self.pending > 0 {
            self.days.add_rows(self.day, std::mem::take(&mut self.pending));
            let money = i64::try_from(std::mem::take(&mut self.money)).ok()?;
            let sum = self.by_day.entry(self.day).or_default();
            *sum = sum.checked_add(money)?;
        }
        Some(())
    }

    /// Adds up what has not been added up of the lines at hand, all of one day: together, since a line that waited for the sums
    /// of the line before would be slow.
    fn tally(&mut self) {
        let lines = &self.lines[self.tallied..];
        let money: i128 = lines.iter().map(|line| i128::from(line.amount)).sum();
        self.absolute += lines.iter().map(|line| u128::from(line.amount.unsigned_abs())).sum::<u128>();
        self.pending += lines.len() as u32;
        self.money += money;
        self.sum.rows += lines.len() as u64;
        self.sum.money += money;
        self.tallied = self.lines.len();
    }

    /// Reads an order number; one that stands before another ends the straight way, since its order may have been seen.
    #[inline]
    fn read_order(&mut self, text: &[u8]) -> Option<u32> {
        if same(text, &self.number) { Some(self.order) } else { self.next_order(text) }
    }

    #[inline]
    fn next_order(&mut self, text: &[u8]) -> Option<u32> {
        let counted = text.last_chunk().copied().is_some_and(is_digits);
        // A number that counts on from one that can be told apart from others can be so too.
        if counted && self.counted && text.len() == self.number.len() {
            let (tail, last) = (text.last_chunk::<8>()?, *self.number.last_chunk::<8>()?);
            if same_but_eight(text, &self.number) && *tail > last {
                let order = self.order.checked_add(1)?;
                self.order = order;
                *self.number.last_chunk_mut::<8>()? = *tail;
                return Some(order);
            }
        }
        self.counted = counted;
        self.other_order(text)
    }

    #[cold]
    fn other_order(&mut self, text: &[u8]) -> Option<u32> {
        let number = std::str::from_utf8(text).ok()?;
        if number.is_empty() || trim(number) != number || is_shortened(number) || is_doubtful(number) {
            return None;
        }
        if self.number.is_empty() {
            self.first.extend_from_slice(text);
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
        self.number.extend_from_slice(text);
        Some(self.order)
    }

    /// Reads an amount that can be read in one way only, in ten-thousandths.
    #[inline]
    fn read_amount(&mut self, text: &[u8], place: usize, amount: &[u8]) -> Option<i64> {
        if let Some(hundredths) = cents(text, place, amount.len()) {
            return Some(hundredths * 100);
        }
        let (mantissa, scale, whole) = plain(amount)?;
        // Three decimals may be thousands; and what is cut off by rounding is told of, with its rows.
        if scale > 4 || scale == 3 || whole > 14 {
            return None;
        }
        let raw = mantissa * [10_000, 1_000, 100, 10, 1][usize::from(scale)];
        if scale > 2 {
            self.decimals = self.decimals.max(Money::from_raw(raw).decimals());
        }
        Some(raw)
    }

    /// Reads all of a line but its customer.
    #[inline]
    fn take(&mut self, text: &[u8], cells: &LineCells) -> Option<()> {
        let cell = |at: usize| &text[cells[at].0 as usize..cells[at].1 as usize];
        let day = self.read_day(cell(self.wanted.date))?;
        let order = match self.wanted.order {
            Some(order) => self.read_order(cell(order))?,
            None => 0,
        };
        if let Some(currency) = self.wanted.currency {
            let text = cell(currency);
            if !same(text, self.currency.as_bytes()) {
                let text = std::str::from_utf8(text).ok()?;
                (self.currency.is_empty() && is_name(text)).then(|| self.currency.push_str(text))?;
            }
        }
        let at = self.wanted.amount;
        let amount = self.read_amount(text, cells[at].0 as usize, cell(at))?;
        self.lines.push(FoldLine { customer: 0, day, order, amount });
        self.hashes.push(hash(cell(self.wanted.who)));
        Some(())
    }

    /// Reads who a line's customer is, and what it is called.
    #[inline]
    fn customer(&mut self, text: &str, cells: &LineCells, at: usize) -> Option<u32> {
        let cell = |at: usize| &text.as_bytes()[cells[at].0 as usize..cells[at].1 as usize];
        let (who, hash, day) = (cell(self.wanted.who), self.hashes[at], self.lines[at].day);
        if self.wanted.name.is_none()
            && let Some(known) = self.who.known(who, self.likely[at])
        {
            known.day = known.day.max(day);
            return Some(known.customer);
        }
        let Some(known) = self.who.find(who, hash) else { return self.new_customer(text, cells, hash, day) };
        if self.wanted.name.is_none() {
            known.day = known.day.max(day);
            return Some(known.customer);
        }
        let before = *known;
        let name = self.name(text, cells)?;
        let names = &self.names;
        if day > before.day || day == before.day && name != before.name && names.get(name) < names.get(before.name) {
            *self.who.find(who, hash)? = Known { day, name, ..before };
        }
        Some(before.customer)
    }

    #[cold]
    fn new_customer(&mut self, text: &str, cells: &LineCells, hash: u32, day: i32) -> Option<u32> {
        let (start, end) = cells[self.wanted.who];
        let who = &text[start as usize..end as usize];
        let doubtful = self.wanted.by_id && is_doubtful(who);
        (is_name(who) && !doubtful).then_some(())?;
        let name = if self.wanted.name.is_some() { self.name(text, cells)? } else { Texts::NONE };
        let customer = self.keys.code(&self.wanted.key(who));
        self.who.add(who, hash, Known { customer, day, name })?;
        Some(customer)
    }

    /// Reads the name beside an id.
    fn name(&mut self, text: &str, cells: &LineCells) -> Option<u32> {
        let (start, end) = cells[self.wanted.name?];
        let name = &text[start as usize..end as usize];
        let known = self.names.len();
        let coded = self.names.code(name);
        (self.names.len() == known || is_name(name)).then_some(coded)
    }

    fn take_all(&mut self, text: &str, lines: &[LineCells]) -> Option<()> {
        self.lines.clear();
        self.tallied = 0;
        self.hashes.clear();
        for cells in lines {
            self.take(text.as_bytes(), cells)?;
        }
        self.likely.clear();
        self.likely.extend(self.hashes.iter().map(|hash| self.who.likely(*hash)));
        let seen = self.likely.iter().map(|likely| self.who.glance(*likely));
        std::hint::black_box(seen.fold(0, |all, one| all | one));
        for (at, cells) in lines.iter().enumerate() {
            self.lines[at].customer = self.customer(text, cells, at)?;
        }
        self.tally();
        // Beyond the limit sums could overflow; the long way says so.
        (self.absolute <= Money::LIMIT.unsigned_abs()).then_some(())?;
        self.fold.lines(&self.lines).then_some(())
    }
}

impl<F: LineFold> LineSink for Range<F> {
    fn lines(&mut self, text: &str, lines: &[LineCells]) -> bool {
        self.take_all(text, lines).is_some()
    }

    fn end(&mut self) {
        // Within the limit no sum overflows.
        let _ = self.count_day();
        self.fold.end();
    }
}

/// Says whether two texts of one length, at least eight bytes, are the same before the last eight.
#[inline]
fn same_but_eight(one: &[u8], two: &[u8]) -> bool {
    let before = one.len() - 8;
    match (one.first_chunk::<8>(), two.first_chunk::<8>()) {
        (Some(one), Some(two)) if before <= 8 => {
            let differ = u64::from_le_bytes(*one) ^ u64::from_le_bytes(*two);
            // The bytes at hand are the lowest.
            before == 0 || differ << (8 * (8 - before)) == 0
        }
        _ => one[..before] == two[..before],
    }
}

/// Says whether eight bytes are digits.
#[inline]
fn is_digits(bytes: [u8; 8]) -> bool {
    let digits = u64::from_le_bytes(bytes);
    let high = |number: u64| number & 0xf0f0_f0f0_f0f0_f0f0 == 0x3030_3030_3030_3030;
    high(digits) && high(digits.wrapping_add(0x0606_0606_0606_0606))
}

/// Reads an amount with two decimals and at most eight digits before them, as most amounts are, in hundredths; `place` is where
/// it begins in the text. Others give nothing.
#[inline]
fn cents(text: &[u8], place: usize, length: usize) -> Option<i64> {
    let whole = length.checked_sub(3).filter(|whole| (1..=8).contains(whole))?;
    let point = place + whole;
    // What stands in front of the amount makes up the eight bytes, and is then taken for zeros.
    let before: [u8; 8] = text.get(point.checked_sub(8)?..point)?.try_into().ok()?;
    let [b'.', tens, ones] = text[point..point + 3] else { return None };
    let kept = u64::MAX << (8 * (8 - whole));
    let digits = u64::from_le_bytes(before) & kept | 0x3030_3030_3030_3030 & !kept;
    (is_digits(digits.to_le_bytes()) && tens.is_ascii_digit() && ones.is_ascii_digit()).then_some(())?;
    // Two digits at a time, then four, then eight: the first stands lowest.
    let twos = (digits & 0x0f0f_0f0f_0f0f_0f0f).wrapping_mul(10 << 8 | 1) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = twos.wrapping_mul(100 << 16 | 1) >> 16 & 0x0000_ffff_0000_ffff;
    let eight = fours.wrapping_mul(10_000 << 32 | 1) >> 32;
    Some(eight as i64 * 100 + i64::from((tens - b'0') * 10 + (ones - b'0')))
}

/// Says whether a number stands behind another: the longer one, so that 10 stands behind 9, else the greater one.
pub(super) fn follows(text: &[u8], other: &[u8]) -> bool {
    (text.len(), text) > (other.len(), other)
}

/// Says whether a text names something as it stands, and no total.
fn is_name(text: &str) -> bool {
    let other = total::says_total(text, true) || says_nobody(text);
    !text.is_empty() && trim(text) == text && !is_shortened(text) && !other
}
