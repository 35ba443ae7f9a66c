//! Plain values ⇄ bytes: numbers take as many bytes as they need, seven bits in each, the lowest first; amounts are told their
//! length by the number before them.

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
        self.whole(zigzag(number.into()));
    }

    /// Adds a number of either sign, and a small one before it that tells how many bytes it takes.
    pub fn pair(&mut self, small: u64, number: i64) {
        let plain = zigzag(number);
        let bytes = 8 - (plain | 1).leading_zeros() as usize / 8;
        self.whole(small << 3 | (bytes as u64 - 1));
        self.0.extend_from_slice(&plain.to_le_bytes()[..bytes]);
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

/// Folds the numbers of either sign into those not below zero: 0, -1, 1, -2 become 0, 1, 2, 3.
pub fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

/// Gives the number that was folded.
pub fn unfold(plain: u64) -> i64 {
    (plain >> 1) as i64 ^ -((plain & 1) as i64)
}

/// Bytes that values are taken from, in the order in which they were laid; nothing where they are cut short.
#[derive(Debug)]
pub struct Laid<'a>(pub &'a [u8]);

impl<'a> Laid<'a> {
    /// Takes a number that is not below zero.
    #[inline]
    pub fn whole<T: TryFrom<u64>>(&mut self) -> Option<T> {
        let (&byte, rest) = self.0.split_first()?;
        if byte < 0x80 {
            self.0 = rest;
            return T::try_from(u64::from(byte)).ok();
        }
        self.long()
    }

    fn long<T: TryFrom<u64>>(&mut self) -> Option<T> {
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
        T::try_from(unfold(self.whole()?)).ok()
    }

    /// Takes a small number and one of either sign.
    #[inline]
    pub fn pair(&mut self) -> Option<(u64, i64)> {
        let small: u64 = self.whole()?;
        let bytes = (small & 7) as usize + 1;
        // Eight bytes at once, of which those that follow the number are left out.
        let plain = match self.0.first_chunk::<8>() {
            Some(chunk) => u64::from_le_bytes(*chunk) & u64::MAX >> (64 - 8 * bytes),
            None => self.0.get(..bytes)?.iter().rev().fold(0, |plain, &byte| plain << 8 | u64::from(byte)),
        };
        self.0 = &self.0[bytes..];
        Some((small >> 3, unfold(plain)))
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
        let pairs = signed.map(|number| (number as u64 >> 40, number));
        pairs.iter().for_each(|&(small, number)| flat.pair(small, number));
        flat.text("甲 & b");
        let take = |bytes: &'static [u8]| {
            let mut laid = Laid(bytes);
            let wholes: Vec<u64> = (0..7).map(|_| laid.whole()).collect::<Option<_>>()?;
            let signed: Vec<i64> = (0..7).map(|_| laid.signed()).collect::<Option<_>>()?;
            let pairs: Vec<(u64, i64)> = (0..7).map(|_| laid.pair()).collect::<Option<_>>()?;
            Some((wholes, signed, pairs, laid.text()?))
        };
        let bytes: &'static [u8] = flat.0.leak();
        assert_eq!(take(bytes), Some((wholes.to_vec(), signed.to_vec(), pairs.to_vec(), "甲 & b")));
        for cut in 0..bytes.len() {
            assert_eq!(take(&bytes[..cut]), None, "{cut}");
        }
        // Longer than any number is.
        assert_eq!(Laid(&[0xFF; 12]).whole::<u64>(), None);
        assert_eq!(Laid(&[0x80, 2]).whole::<u8>(), None);
    }
}
