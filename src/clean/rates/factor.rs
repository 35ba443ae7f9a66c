//! A rate as a fraction, so that an amount is converted exactly and rounded once.

use crate::clean::number::Exact;
use crate::model::div_half_even;

/// A number above zero as a fraction in its lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    num: i128,
    den: i128,
}

/// An amount converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// In ten-thousandths, rounded half to even.
    pub raw: i64,
    /// What rounding added, as a multiple of a ten-thousandth over [`Factor::parts`].
    pub moved: i128,
}

impl Factor {
    /// Below this, a remainder can be doubled and added to without overflow.
    const MOST: i128 = i128::MAX >> 2;

    /// Gives `above ÷ below`, both above zero; nothing where that has too many digits.
    pub fn new(above: Exact, below: Exact) -> Option<Factor> {
        let power = |more: u32, less: u32| 10_i128.checked_pow(more.saturating_sub(less));
        let num = above.mantissa.checked_mul(power(below.scale, above.scale)?)?;
        let den = below.mantissa.checked_mul(power(above.scale, below.scale)?)?;
        let (mut a, mut b) = (num, den);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let fits = num > 0 && den > 0;
        let factor = Factor { num: num.checked_div(a)?, den: den.checked_div(a)? };
        (fits && factor.num < Factor::MOST && factor.den < Factor::MOST).then_some(factor)
    }

    /// Gives into how many parts a ten-thousandth is divided.
    pub fn parts(self) -> i128 {
        self.den
    }

    /// Gives the nearest double.
    pub fn value(self) -> f64 {
        self.num as f64 / self.den as f64
    }

    /// Converts an amount in ten-thousandths; nothing where the result does not fit.
    pub fn convert(self, raw: i64) -> Option<Product> {
        match i128::from(raw).checked_mul(self.num) {
            Some(product) => {
                let rounded = div_half_even(product, self.den);
                Some(Product { raw: i64::try_from(rounded).ok()?, moved: rounded * self.den - product })
            }
            None => self.convert_long(raw),
        }
    }

    /// Converts bit by bit, where the product itself does not fit.
    fn convert_long(self, raw: i64) -> Option<Product> {
        let (whole, part) = (self.num / self.den, self.num % self.den);
        let (mut quotient, mut rest) = (0_i128, 0_i128);
        for bit in (0..64).rev() {
            (quotient, rest) = (quotient.checked_mul(2)?, rest * 2);
            if raw.unsigned_abs() >> bit & 1 == 1 {
                (quotient, rest) = (quotient.checked_add(whole)?, rest + part);
            }
            while rest >= self.den {
                (quotient, rest) = (quotient.checked_add(1)?, rest - self.den);
            }
        }
        let up = rest * 2 > self.den || (rest * 2 == self.den && quotient & 1 == 1);
        let sign = if raw < 0 { -1 } else { 1 };
        let (rounded, moved) = if up { (quotient + 1, self.den - rest) } else { (quotient, -rest) };
        Some(Product { raw: i64::try_from(rounded * sign).ok()?, moved: moved * sign })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn exact(mantissa: i128, scale: u32) -> Exact {
        Exact { mantissa, scale }
    }

    #[test]
    fn an_amount_is_converted_exactly_and_rounded_half_to_even_once() {
        let seven = Factor::new(exact(71_234, 4), exact(1, 0)).unwrap();
        assert_eq!(seven.convert(1_000_000).unwrap(), Product { raw: 7_123_400, moved: 0 });
        // 0.0005 x 0.5 = 0.00025, and 0.0003 x 0.5 = 0.00015.
        let half = Factor::new(exact(5, 1), exact(1, 0)).unwrap();
        assert_eq!([5, 3, -5, -3].map(|raw| half.convert(raw).unwrap().raw), [2, 2, -2, -2]);
        assert_eq!(half.convert(5).unwrap().moved, -1);
        // 94.41 CAD at 1.3884 CAD per USD: 67.9991... USD.
        let through = Factor::new(exact(1, 0), exact(13_884, 4)).unwrap();
        assert_eq!(through.convert(944_100).unwrap().raw, 679_991);
    }

    #[test]
    fn rates_with_as_many_digits_as_a_float_has_still_convert() {
        let cross = Factor::new(exact(3_937_007_874_015_748, 20), exact(6_172_839_506_172_839, 20)).unwrap();
        // 10^14 x 3937007874015748 / 6172839506172839, by long division elsewhere.
        assert_eq!(cross.convert(100_000_000_000_000).unwrap().raw, 63_779_527_559_055);
        assert_eq!(Factor::new(exact(1, 0), exact(0, 0)), None);
        assert_eq!(Factor::new(exact(i128::from(i64::MAX), 0), exact(1, 30)), None);
    }

    proptest! {
        #[test]
        fn bit_by_bit_is_the_same_as_at_once(raw in any::<i32>(), above in 1..1_000_000_i128, below in 1..1_000_000_i128) {
            let factor = Factor::new(exact(above, 3), exact(below, 4)).unwrap();
            prop_assert_eq!(factor.convert(i64::from(raw)), factor.convert_long(i64::from(raw)));
        }
    }
}
