//! The days of a customer, a bit each: all that cadence asks of a book whose rows were not kept.

use crate::model::Day;

/// The order days of one customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The number of the first word: a word holds 64 days, word 0 those from day 0 on.
    base: i32,
    words: Vec<u64>,
}

impl Marks {
    /// Begins with room for the days from `first` to `last`.
    pub fn between(first: Day, last: Day) -> Marks {
        let words = (last.number() >> 6).saturating_sub(first.number() >> 6).max(-1) + 1;
        Marks { base: first.number() >> 6, words: Vec::with_capacity(words as usize) }
    }

    /// Marks days of one word, by its number.
    pub fn add(&mut self, word: i32, bits: u64) {
        if bits == 0 {
            return;
        }
        if self.words.is_empty() {
            self.base = word;
        }
        if word < self.base {
            self.words.splice(0..0, std::iter::repeat_n(0, (self.base - word) as usize));
            self.base = word;
        }
        let at = (word - self.base) as usize;
        if at >= self.words.len() {
            self.words.resize(at + 1, 0);
        }
        self.words[at] |= bits;
    }

    /// Marks the days that another one marks.
    pub fn join(&mut self, other: &Marks) {
        (other.base..).zip(&other.words).for_each(|(word, &bits)| self.add(word, bits));
    }

    /// Gives the days, ascending.
    pub fn days(&self) -> MarkedDays<'_> {
        MarkedDays { words: self.words.iter(), next: self.base * 64, first: 0, left: 0 }
    }
}

/// The days that are marked, ascending.
#[derive(Clone, Debug, Default)]
pub struct MarkedDays<'a> {
    words: std::slice::Iter<'a, u64>,
    /// The first day of the next word.
    next: i32,
    /// The first day of the word at hand, and what is left of it.
    first: i32,
    left: u64,
}

impl Iterator for MarkedDays<'_> {
    type Item = Day;

    #[inline]
    fn next(&mut self) -> Option<Day> {
        while self.left == 0 {
            self.left = *self.words.next()?;
            self.first = self.next;
            self.next += 64;
        }
        let bit = self.left.trailing_zeros();
        self.left &= self.left - 1;
        Some(Day::from_number(self.first + bit as i32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_days_in_any_order() {
        let mut marks = Marks::default();
        let days: [i32; 8] = [19_000, 19_064, 18_001, -3, 19_000, 25_000, -64, -65];
        days.iter().for_each(|day| marks.add(day >> 6, 1 << (day & 63)));
        let mut other = Marks::default();
        other.add(0, 1 << 7);
        marks.join(&other);
        let found: Vec<i32> = marks.days().map(Day::number).collect();
        assert_eq!(found, [-65, -64, -3, 7, 18_001, 19_000, 19_064, 25_000]);
    }
}
