//! A column of integers that takes, once it is full, only the bytes that its values need.
//!
//! All blocks of a file are held until its columns are decided. Within one block values are of a kind: one currency, some
//! days, some thousand customers; so most columns close to one or two bytes a row.

use super::column::push;

/// The integers of one block.
#[derive(Default)]
pub struct Packed {
    open: Vec<i64>,
    /// What a closed column's cells count from.
    base: i64,
    closed: Closed,
}

#[derive(Default)]
enum Closed {
    #[default]
    Not,
    /// So many rows with the same value.
    Same(usize),
    Bytes(Box<[u8]>),
    Shorts(Box<[u16]>),
    Ints(Box<[u32]>),
}

impl Packed {
    /// Makes room for so many rows.
    pub fn reserve(&mut self, rows: usize) {
        self.open.reserve_exact(rows);
    }

    /// Adds a value to a column that is not closed.
    #[inline]
    pub fn push(&mut self, value: i64) {
        debug_assert!(matches!(self.closed, Closed::Not));
        push(&mut self.open, value);
    }

    /// Gives the number of rows.
    pub fn len(&self) -> usize {
        match &self.closed {
            Closed::Not => self.open.len(),
            Closed::Same(rows) => *rows,
            Closed::Bytes(cells) => cells.len(),
            Closed::Shorts(cells) => cells.len(),
            Closed::Ints(cells) => cells.len(),
        }
    }

    /// Gives a row's value.
    #[inline]
    pub fn get(&self, row: usize) -> i64 {
        let above = match &self.closed {
            Closed::Not => return self.open[row],
            Closed::Same(_) => 0,
            Closed::Bytes(cells) => i64::from(cells[row]),
            Closed::Shorts(cells) => i64::from(cells[row]),
            Closed::Ints(cells) => i64::from(cells[row]),
        };
        self.base.wrapping_add(above)
    }

    /// Says whether a closed column's values are sure to lie between a limit and its negative.
    pub fn is_within(&self, limit: u64) -> bool {
        let above = match &self.closed {
            Closed::Not => return false,
            Closed::Same(_) => 0,
            Closed::Bytes(_) => u64::from(u8::MAX),
            Closed::Shorts(_) => u64::from(u16::MAX),
            Closed::Ints(_) => u64::from(u32::MAX),
        };
        self.base.unsigned_abs().checked_add(above).is_some_and(|most| most <= limit)
    }

    /// Takes no more values, and gives back the memory that they do not need.
    pub fn close(&mut self) {
        let (Some(&least), Some(&most)) = (self.open.iter().min(), self.open.iter().max()) else { return };
        let above = self.open.iter().map(|value| value.abs_diff(least));
        self.closed = match most.abs_diff(least) {
            0 => Closed::Same(self.open.len()),
            1..=0xff => Closed::Bytes(above.map(|above| above as u8).collect()),
            0x100..=0xffff => Closed::Shorts(above.map(|above| above as u16).collect()),
            0x1_0000..=0xffff_ffff => Closed::Ints(above.map(|above| above as u32).collect()),
            _ => return self.open.shrink_to_fit(),
        };
        self.base = least;
        self.open = Vec::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_column_gives_what_was_pushed() {
        let wide = [i64::MIN, i64::MAX, 0];
        let columns: [&[i64]; 7] =
            [&[], &[7, 7], &[-1, 254], &[-1, 255, 3], &[-5, 65_530], &[1 << 40, (1 << 40) + 0xffff_ffff], &wide];
        for values in columns {
            let mut column = Packed::default();
            values.iter().for_each(|&value| column.push(value));
            column.close();
            assert_eq!(column.len(), values.len());
            assert_eq!((0..values.len()).map(|row| column.get(row)).collect::<Vec<_>>(), values);
        }
    }

    #[test]
    fn a_closed_column_says_when_no_value_lies_beyond_a_limit() {
        for (values, limit, within) in [
            ([-3, -3], 3, true),
            ([-3, -3], 2, false),
            ([1, 200], 256, true),
            ([1, 200], 199, false),
            ([i64::MIN, 0], 9, false),
        ] {
            let mut column = Packed::default();
            values.into_iter().for_each(|value| column.push(value));
            assert!(!column.is_within(u64::MAX));
            column.close();
            assert_eq!(column.is_within(limit), within, "{values:?} {limit}");
        }
    }

    #[test]
    fn a_closed_column_takes_the_bytes_that_its_values_need() {
        let closed = |values: [i64; 2]| {
            let mut column = Packed::default();
            values.into_iter().for_each(|value| column.push(value));
            column.close();
            column.closed
        };
        assert!(matches!(closed([9, 9]), Closed::Same(2)));
        assert!(matches!(closed([-1, 254]), Closed::Bytes(_)));
        assert!(matches!(closed([-1, 255]), Closed::Shorts(_)));
        assert!(matches!(closed([0, 65_536]), Closed::Ints(_)));
    }
}
