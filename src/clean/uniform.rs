//! A column of which most rows hold the same: kept once, and row by row only from the first that differs.

use super::column::push;

/// A value per row.
pub struct Uniform<T> {
    /// What all rows hold, while they do.
    same: Option<T>,
    rows: usize,
    /// Of each row, once they differ.
    each: Vec<T>,
}

impl<T> Default for Uniform<T> {
    fn default() -> Uniform<T> {
        Uniform { same: None, rows: 0, each: Vec::new() }
    }
}

impl<T: Copy + PartialEq> Uniform<T> {
    /// Adds a row.
    #[inline]
    pub fn push(&mut self, value: T) {
        if self.same == Some(value) {
            self.rows += 1;
        } else {
            self.other(value);
        }
    }

    #[inline(never)]
    fn other(&mut self, value: T) {
        match self.same.take() {
            None if self.rows == 0 => self.same = Some(value),
            None => push(&mut self.each, value),
            Some(same) => {
                self.each = vec![same; self.rows];
                push(&mut self.each, value);
            }
        }
        self.rows += 1;
    }

    /// Gives a row's value.
    #[inline]
    pub fn get(&self, row: usize) -> T {
        match self.same {
            Some(same) => same,
            None => self.each[row],
        }
    }

    /// Gives what all rows hold, where it is the same.
    pub fn same(&self) -> Option<T> {
        self.same
    }

    /// Says whether something holds for all rows.
    pub fn all(&self, holds: impl Fn(T) -> bool) -> bool {
        self.same.iter().chain(&self.each).all(|&value| holds(value))
    }

    /// Takes no more rows, and gives back the memory that they do not need.
    pub fn close(&mut self) {
        self.each.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_what_was_pushed_the_same_or_not() {
        for values in [&[][..], &[1], &[2, 2, 2], &[1, 2], &[3, 3, 1, 3], &[1, 2, 2, 2]] {
            let mut column = Uniform::default();
            values.iter().for_each(|&value| column.push(value));
            column.close();
            assert_eq!((0..values.len()).map(|row| column.get(row)).collect::<Vec<i32>>(), values);
            assert_eq!(column.same(), values.first().copied().filter(|first| values.iter().all(|one| one == first)));
            assert_eq!(column.all(|value| value < 3), values.iter().all(|value| *value < 3));
        }
    }
}
