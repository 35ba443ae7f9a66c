//! Whether total rows agree with the rows above them.
//!
//! A total may sum everything above it or what lies below any earlier total (subtotals of subtotals), so it agrees if it
//! equals the rows from any earlier total on.

use rustc_hash::FxHashMap;

use crate::model::{Money, Reason};

/// A total row that disagrees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    pub row: u32,
    pub column: usize,
    pub word: String,
    pub says: Money,
    pub adds: Money,
    /// Rows set aside whose money is the difference.
    pub missing: Vec<(u32, Reason)>,
    /// Whether it sums the cells of its row, as a column of a cross-tab does.
    pub across: bool,
}

/// The running sums of one sheet.
#[derive(Default)]
pub struct Totals {
    sum: i128,
    /// Rows that are set aside for what is wrong with them, and the money read from them.
    missing: Vec<(u32, Reason, i64)>,
    missing_sum: i128,
    /// Where sums may begin: the sum before, and that of the missing rows.
    starts: Vec<(i128, i128, usize)>,
    /// The same sums, each with the rows that lie above where it first stood.
    sums: FxHashMap<i128, u64>,
    rows: u64,
    /// The first total that disagrees.
    pub first: Option<Disagreement>,
}

impl Totals {
    /// Adds a row that counts, or that the user left out.
    pub fn add(&mut self, money: i64) {
        self.sum += i128::from(money);
        self.rows += 1;
    }

    /// Adds so many rows that count.
    pub fn add_rows(&mut self, rows: u64, money: i128) {
        self.sum += money;
        self.rows += rows;
    }

    /// Says whether an amount is the sum of at least two rows above, up to an earlier total or all of them.
    pub fn is_sum(&self, says: i64) -> bool {
        let before = self.sum - i128::from(says);
        let start = if self.starts.is_empty() && before == 0 { Some(&0) } else { self.sums.get(&before) };
        says != 0 && start.is_some_and(|rows| self.rows - rows >= 2)
    }

    /// Adds a row that is set aside for what is wrong with it.
    pub fn missing(&mut self, row: u32, reason: Reason, money: i64) {
        self.missing_sum += i128::from(money);
        if money != 0 {
            self.missing.push((row, reason, money));
        }
    }

    /// Compares a total row with what lies above; one without a figure says nothing.
    pub fn total(&mut self, row: u32, column: usize, word: &str, says: i64) {
        if self.starts.is_empty() {
            self.starts.push((0, 0, 0));
            self.sums.insert(0, 0);
        }
        let says = i128::from(says);
        let above = self.sum != 0 || self.missing_sum != 0;
        if says != 0 && above && !self.sums.contains_key(&(self.sum - says)) && self.first.is_none() {
            let explains =
                |(sum, missing, _): &&(i128, i128, usize)| self.sum - sum + (self.missing_sum - missing) == says;
            let start = self.starts.iter().rev().find(explains);
            let from = match start {
                Some(start) => *start,
                None if super::total::says_part(word) => self.starts[self.starts.len() - 1],
                None => self.starts[0],
            };
            let missing = if start.is_some() { &self.missing[from.2..] } else { &[] };
            self.first = Some(Disagreement {
                row,
                column,
                word: word.into(),
                says: money(says),
                adds: money(self.sum - from.0),
                missing: missing.iter().map(|(row, reason, _)| (*row, *reason)).collect(),
                across: false,
            });
        }
        self.starts.push((self.sum, self.missing_sum, self.missing.len()));
        self.sums.entry(self.sum).or_insert(self.rows);
    }
}

fn money(sum: i128) -> Money {
    Money::from_raw(sum.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_may_sum_all_or_a_part() {
        let mut totals = Totals::default();
        totals.add(10);
        totals.add(20);
        totals.total(3, 0, "小计", 30);
        totals.add(5);
        totals.total(5, 0, "小计", 5);
        totals.total(6, 0, "合计", 35);
        assert_eq!(totals.first, None);
    }

    #[test]
    fn an_amount_is_a_sum_of_two_rows_or_more_up_to_an_earlier_total() {
        let mut totals = Totals::default();
        totals.add(10);
        assert!(!totals.is_sum(10) && !totals.is_sum(0));
        totals.add(20);
        assert!(totals.is_sum(30) && !totals.is_sum(20));
        totals.total(3, 0, "", 30);
        totals.add(5);
        assert!(totals.is_sum(35) && !totals.is_sum(5));
        totals.add(-5);
        assert!(totals.is_sum(30) && !totals.is_sum(-5));
    }

    #[test]
    fn a_total_that_disagrees_names_the_rows_that_explain_it() {
        let mut totals = Totals::default();
        totals.add(100);
        totals.missing(3, Reason::BadDate, 7);
        totals.total(4, 6, "合计", 107);
        let found = totals.first.unwrap();
        assert_eq!((found.says.raw(), found.adds.raw()), (107, 100));
        assert_eq!(found.missing, [(3, Reason::BadDate)]);
    }
}
