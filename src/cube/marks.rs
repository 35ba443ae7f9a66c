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
    pub fn days(&self) -> impl Iterator<Item = Day> + '_ {
        let bits = |(at, &word): (usize, &u64)| {
            let first = (self.base + at as i32) * 64;
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(Day::from_number(first + bit as i32))
            })
        };
        self.words.iter().enumerate().flat_map(bits)
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
