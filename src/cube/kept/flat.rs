//! Plain values ⇄ bytes: numbers take as many bytes as they need, seven bits in each, the lowest first.

/// Bytes that values are laid into.
#[derive(Debug, Default)]
pub struct Flat(pub Vec<u8>);

impl Flat {
    /// Adds a number that is not below zero.
    pub fn whole(&mut self, number: impl Into<u64>) {
        let mut left = number.into();
        while left >= 0x80 {
            self.0.push(left as u8 | 0x80);
            left >>= 7;
        }
        self.0.push(left as u8);
    }

    /// Adds how many there are.
    pub fn count(&mut self, count: usize) {
        self.whole(count as u64);
    }

    /// Adds a number of either sign; near zero it is short.
    pub fn signed(&mut self, number: impl Into<i64>) {
        let number = number.into();
        self.whole((number << 1 ^ number >> 63) as u64);
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Adds bytes that were laid by themselves.
    pub fn block(&mut self, block: &Flat) {
        self.count(block.0.len());
        self.0.extend_from_slice(&block.0);
    }
}

/// Bytes that values are taken from, in the order in which they were laid; nothing where they are cut short.
#[derive(Debug)]
pub struct Laid<'a>(pub &'a [u8]);

impl<'a> Laid<'a> {
    /// Takes a number that is not below zero.
    #[inline]
    pub fn whole<T: TryFrom<u64>>(&mut self) -> Option<T> {
        let (mut number, mut shift) = (0_u64, 0);
        loop {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7F).checked_shl(shift)?;
            if byte < 0x80 {
                return T::try_from(number).ok();
            }
            shift += 7;
        }
    }

    /// Takes how many there are: each takes a byte at least.
    #[inline]
    pub fn count(&mut self) -> Option<usize> {
        self.whole().filter(|&count| count <= self.0.len())
    }

    /// Takes a number of either sign.
    #[inline]
    pub fn signed<T: TryFrom<i64>>(&mut self) -> Option<T> {
        let number: u64 = self.whole()?;
        T::try_from((number >> 1) as i64 ^ -((number & 1) as i64)).ok()
    }

    /// Takes a text.
    pub fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.block()?.0).ok()
    }

    /// Takes bytes that were laid by themselves.
    pub fn block(&mut self) -> Option<Laid<'a>> {
        let count = self.count()?;
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(Laid(head))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_laid_is_taken_and_what_is_cut_short_is_refused() {
        let wholes = [0, 1, 127, 128, 16_384, u64::from(u32::MAX), u64::MAX];
        let signed = [0, -1, 1, -64, 64, i64::MIN, i64::MAX];
        let mut flat = Flat::default();
        wholes.iter().for_each(|&number| flat.whole(number));
        signed.iter().for_each(|&number| flat.signed(number));
        flat.text("甲 & b");
        let take = |bytes: &'static [u8]| {
            let mut laid = Laid(bytes);
            let wholes: Vec<u64> = (0..7).map(|_| laid.whole()).collect::<Option<_>>()?;
            let signed: Vec<i64> = (0..7).map(|_| laid.signed()).collect::<Option<_>>()?;
            Some((wholes, signed, laid.text()?))
        };
        let bytes: &'static [u8] = flat.0.leak();
        assert_eq!(take(bytes), Some((wholes.to_vec(), signed.to_vec(), "甲 & b")));
        for cut in 0..bytes.len() {
            assert_eq!(take(&bytes[..cut]), None, "{cut}");
        }
        // Longer than any number is.
        assert_eq!(Laid(&[0xFF; 12]).whole::<u64>(), None);
        assert_eq!(Laid(&[0x80, 2]).whole::<u8>(), None);
    }
}
