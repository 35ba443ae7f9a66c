//! Chance that falls the same way on every machine: SplitMix64 (Steele, Lea, Flood 2014), integers only.

/// A stream of numbers from a fixed seed.
pub struct Chance(u64);

impl Chance {
    /// Begins the stream of a seed.
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    /// Gives the next 64 bits.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Gives a number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low + 1) as u64) as i64
    }

    /// Gives the place of one of `count` things.
    pub fn pick(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }
}
