//! Columns of plain values ⇄ bytes, each value at its full width: millions of them are copied, not parsed.

use crate::model::Words;

/// A value of fixed width.
pub trait Plain: Copy {
    /// Adds its bytes, the lowest first.
    fn put(self, to: &mut Vec<u8>);

    /// Takes values from bytes; none where they are cut short.
    fn column(bytes: &[u8]) -> Option<Vec<Self>>;
}

macro_rules! plain {
    ($($kind:ty),*) => {$(
        impl Plain for $kind {
            fn put(self, to: &mut Vec<u8>) {
                to.extend_from_slice(&self.to_le_bytes());
            }

            fn column(bytes: &[u8]) -> Option<Vec<$kind>> {
                let (values, rest) = bytes.as_chunks::<{ size_of::<$kind>() }>();
                rest.is_empty().then(|| values.iter().map(|value| <$kind>::from_le_bytes(*value)).collect())
            }
        }
    )*};
}

plain!(u8, u32, u64, i32, i64);

/// Bytes that columns are laid into.
#[derive(Debug, Default)]
pub struct Flat(pub Vec<u8>);

impl Flat {
    /// Adds a number.
    pub fn number(&mut self, number: impl Into<i64>) {
        number.into().put(&mut self.0);
    }

    /// Adds a column.
    pub fn column<T: Plain>(&mut self, values: impl Iterator<Item = T>) {
        let head = self.0.len();
        self.0.extend_from_slice(&[0; 8]);
        values.for_each(|value| value.put(&mut self.0));
        let bytes = (self.0.len() - head - 8) as u64;
        self.0[head..head + 8].copy_from_slice(&bytes.to_le_bytes());
    }

    /// Adds texts.
    pub fn texts<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        let (mut all, mut ends) = (String::new(), Vec::new());
        for text in texts {
            all.push_str(text);
            ends.push(all.len() as u64);
        }
        self.number(all.len() as u32);
        self.0.extend_from_slice(all.as_bytes());
        self.column(ends.into_iter());
    }
}

/// Bytes that columns are taken from, in the order in which they were laid.
#[derive(Debug)]
pub struct Laid<'a>(pub &'a [u8]);

impl Laid<'_> {
    /// Takes a number.
    pub fn number(&mut self) -> Option<i64> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(i64::from_le_bytes(*head))
    }

    /// Takes a column.
    pub fn column<T: Plain>(&mut self) -> Option<Vec<T>> {
        let bytes = usize::try_from(self.number()?).ok()?;
        let (head, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        T::column(head)
    }

    /// Takes texts.
    pub fn texts(&mut self) -> Option<Words> {
        let text = String::from_utf8(self.column()?).ok()?;
        let ends: Vec<u64> = self.column()?;
        let sound = ends.is_sorted() && ends.iter().all(|&end| text.is_char_boundary(end as usize));
        (sound && ends.last().map_or(0, |&end| end as usize) == text.len())
            .then(|| Words::new(text, ends.into_iter().map(|end| end as u32).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_laid_is_taken_and_what_is_cut_short_is_refused() {
        let mut flat = Flat::default();
        flat.number(-7);
        flat.column([1_u32, u32::MAX].into_iter());
        flat.column([i64::MIN, 0].into_iter());
        flat.texts(["甲", "", "b"].into_iter());
        let take = |bytes: &[u8]| {
            let mut laid = Laid(bytes);
            Some((laid.number()?, laid.column::<u32>()?, laid.column::<i64>()?, laid.texts()?))
        };
        let words = ["甲", "", "b"].into_iter().collect::<Words>();
        assert_eq!(take(&flat.0), Some((-7, vec![1, u32::MAX], vec![i64::MIN, 0], words)));
        for cut in 0..flat.0.len() {
            assert_eq!(take(&flat.0[..cut]), None, "{cut}");
        }
    }
}
