//! A column of integers that takes only the bytes that its values need.
//!
//! All blocks of a file are held until its columns are decided. Rows that stand together hold values of a kind: one currency,
//! some days, order numbers that count on; so a few thousand of them are packed at a time, most to one or two bytes a row.
//! What is not packed yet stays near the core.

use std::ops::Range;

/// How many rows are packed at a time.
const ROWS: usize = 1 << 12;

/// How many values are unpacked at a time.
const PART: usize = 1 << 10;

/// The integers of one block.
#[derive(Default)]
pub struct Packed {
    packed: Vec<Piece>,
    /// The rows that are packed: a multiple of [`ROWS`] until the column is closed.
    rows: usize,
    open: Vec<i64>,
}

/// The values of some rows.
struct Piece {
    /// What the cells count from.
    base: i64,
    cells: Cells,
}

enum Cells {
    /// All rows have the same value.
    Same,
    Bytes(Box<[u8]>),
    Shorts(Box<[u16]>),
    Ints(Box<[u32]>),
    /// The values as they are.
    All(Box<[i64]>),
}

impl Piece {
    fn of(values: &[i64]) -> Piece {
        let (mut least, mut most) = (i64::MAX, i64::MIN);
        for &value in values {
            (least, most) = (least.min(value), most.max(value));
        }
        let above = values.iter().map(|value| value.wrapping_sub(least));
        let cells = match most.abs_diff(least) {
            0 => Cells::Same,
            1..=0xff => Cells::Bytes(above.map(|above| above as u8).collect()),
            0x100..=0xffff => Cells::Shorts(above.map(|above| above as u16).collect()),
            0x1_0000..=0xffff_ffff => Cells::Ints(above.map(|above| above as u32).collect()),
            _ => return Piece { base: 0, cells: Cells::All(values.into()) },
        };
        Piece { base: least, cells }
    }

    #[inline]
    fn get(&self, row: usize) -> i64 {
        let above = match &self.cells {
            Cells::Same => 0,
            Cells::Bytes(cells) => i64::from(cells[row]),
            Cells::Shorts(cells) => i64::from(cells[row]),
            Cells::Ints(cells) => i64::from(cells[row]),
            Cells::All(cells) => cells[row],
        };
        self.base.wrapping_add(above)
    }

    /// Unpacks the rows from `first` on.
    fn unpack(&self, first: usize, values: &mut [i64]) {
        fn add<T: Copy + Into<i64>>(base: i64, cells: &[T], values: &mut [i64]) {
            for (value, &above) in values.iter_mut().zip(cells) {
                *value = base.wrapping_add(above.into());
            }
        }
        match &self.cells {
            Cells::Same => values.fill(self.base),
            Cells::Bytes(cells) => add(self.base, &cells[first..], values),
            Cells::Shorts(cells) => add(self.base, &cells[first..], values),
            Cells::Ints(cells) => add(self.base, &cells[first..], values),
            Cells::All(cells) => add(self.base, &cells[first..], values),
        }
    }

    /// Says whether no value is sure to lie beyond a limit or its negative.
    fn is_within(&self, limit: u64) -> bool {
        let above = match &self.cells {
            Cells::Same => 0,
            Cells::Bytes(_) => u64::from(u8::MAX),
            Cells::Shorts(_) => u64::from(u16::MAX),
            Cells::Ints(_) => u64::from(u32::MAX),
            Cells::All(_) => return false,
        };
        self.base.unsigned_abs().checked_add(above).is_some_and(|most| most <= limit)
    }
}

impl Packed {
    /// Adds a value to a column that is not closed.
    #[inline]
    pub fn push(&mut self, value: i64) {
        debug_assert!(self.rows.is_multiple_of(ROWS));
        self.open.push(value);
        if self.open.len() == ROWS {
            self.pack();
        }
    }

    #[cold]
    fn pack(&mut self) {
        self.packed.push(Piece::of(&self.open));
        self.rows += self.open.len();
        self.open.clear();
    }

    /// Gives the number of rows.
    #[inline]
    pub fn len(&self) -> usize {
        self.rows + self.open.len()
    }

    /// Gives a row's value.
    #[inline]
    pub fn get(&self, row: usize) -> i64 {
        match self.packed.get(row / ROWS) {
            Some(piece) => piece.get(row % ROWS),
            None => self.open[row - self.rows],
        }
    }

    /// Hands over the values of some rows, a part at a time.
    pub fn each_part(&self, rows: Range<usize>, mut take: impl FnMut(&[i64])) {
        let mut values = [0; PART];
        let mut row = rows.start;
        while row < rows.end {
            let end = rows.end.min((row / PART + 1) * PART);
            let values = &mut values[..end - row];
            match self.packed.get(row / ROWS) {
                Some(piece) => piece.unpack(row % ROWS, values),
                None => values.copy_from_slice(&self.open[row - self.rows..end - self.rows]),
            }
            take(values);
            row = end;
        }
    }

    /// Says whether a closed column's values are sure to lie between a limit and its negative.
    pub fn is_within(&self, limit: u64) -> bool {
        self.open.is_empty() && self.packed.iter().all(|piece| piece.is_within(limit))
    }

    /// Takes no more values, and gives back the memory that they do not need.
    pub fn close(&mut self) {
        if !self.open.is_empty() {
            self.pack();
        }
        self.open = Vec::new();
        self.packed.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closed(values: &[i64]) -> Packed {
        let mut column = Packed::default();
        values.iter().for_each(|&value| column.push(value));
        column.close();
        column
    }

    #[test]
    fn a_closed_column_gives_what_was_pushed() {
        let wide = [i64::MIN, i64::MAX, 0];
        let columns: [&[i64]; 7] =
            [&[], &[7, 7], &[-1, 254], &[-1, 255, 3], &[-5, 65_530], &[1 << 40, (1 << 40) + 0xffff_ffff], &wide];
        for values in columns {
            let column = closed(values);
            assert_eq!(column.len(), values.len());
            assert_eq!((0..values.len()).map(|row| column.get(row)).collect::<Vec<_>>(), values);
        }
    }

    #[test]
    fn a_long_column_gives_any_rows_of_what_was_pushed_open_or_closed() {
        let value = |row: usize| match row / ROWS {
            0 => row as i64 * 7 % 200,
            1 => -5,
            2 => row as i64 * 1_000_003,
            _ => row as i64 * 1_000_003 % 70_000 - 35_000,
        };
        let values: Vec<i64> = (0..ROWS * 4 + 77).map(value).collect();
        let mut column = Packed::default();
        values.iter().for_each(|&value| column.push(value));
        for _ in 0..2 {
            assert_eq!(column.len(), values.len());
            for rows in [0..values.len(), 5..5, 1000..1030, ROWS - 1..3 * ROWS + 5, ROWS * 4 + 3..values.len()] {
                let mut found = Vec::new();
                column.each_part(rows.clone(), |part| found.extend_from_slice(part));
                assert_eq!(found, values[rows.clone()]);
                assert_eq!(rows.clone().map(|row| column.get(row)).collect::<Vec<_>>(), values[rows]);
            }
            column.close();
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
        let cells = |values: [i64; 2]| closed(&values).packed.remove(0).cells;
        assert!(matches!(cells([9, 9]), Cells::Same));
        assert!(matches!(cells([-1, 254]), Cells::Bytes(_)));
        assert!(matches!(cells([-1, 255]), Cells::Shorts(_)));
        assert!(matches!(cells([0, 65_536]), Cells::Ints(_)));
    }
}
