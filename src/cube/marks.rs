//! The days of a customer, a bit each: all that cadence asks of a book whose rows were not kept.

use crate::model::Day;

/// The order days of one customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The number of the first word: a word holds 64 days.
    base: i32,
    words: Vec<u64>,
}

impl Marks {
    /// Marks a day.
    #[inline]
    pub fn set(&mut self, day: i32) {
        let word = day.div_euclid(64);
        let at = word - self.base;
        match usize::try_from(at).ok().and_then(|at| self.words.get_mut(at)) {
            Some(bits) => *bits |= 1 << day.rem_euclid(64),
            None => self.grow(day, word),
        }
    }

    fn grow(&mut self, day: i32, word: i32) {
        if self.words.is_empty() {
            self.base = word;
        }
        if word < self.base {
            let missing = (self.base - word) as usize;
            self.words.splice(0..0, std::iter::repeat_n(0, missing));
            self.base = word;
        }
        let at = (word - self.base) as usize;
        if at >= self.words.len() {
            self.words.resize(at + 1, 0);
        }
        self.words[at] |= 1 << day.rem_euclid(64);
    }

    /// Marks the days that another one marks.
    pub fn join(&mut self, other: &Marks) {
        other.days().for_each(|day| self.set(day.number()));
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
        let days = [19_000, 19_064, 18_001, -3, 19_000, 25_000, -64, -65];
        days.iter().for_each(|day| marks.set(*day));
        let mut other = Marks::default();
        other.set(7);
        marks.join(&other);
        let found: Vec<i32> = marks.days().map(Day::number).collect();
        assert_eq!(found, [-65, -64, -3, 7, 18_001, 19_000, 19_064, 25_000]);
    }
}
