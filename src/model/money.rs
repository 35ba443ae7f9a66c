//! Money as an exact integer, so that every figure adds up to the cent.
//!
//! One unit is a ten-thousandth of the currency unit. Cleaning refuses a book whose absolute amounts add up to more than
//! [`Money::LIMIT`], so sums and differences of parts of one book never overflow.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An amount in ten-thousandths of the currency unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);
    /// How many of the integer's steps make one unit of the currency.
    pub const PER_UNIT: i64 = 10_000;
    /// The largest total of absolute amounts that a book may hold; leaves three bits for sums of its parts.
    pub const LIMIT: i128 = (i64::MAX >> 3) as i128;

    /// Takes an amount in ten-thousandths.
    pub const fn from_raw(raw: i64) -> Money {
        Money(raw)
    }

    /// Gives the amount in ten-thousandths.
    pub const fn raw(self) -> i64 {
        self.0
    }

    /// Gives the amount without its sign.
    pub fn abs(self) -> Money {
        Money(self.0.saturating_abs())
    }

    /// Says whether the amount is above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Says whether the amount is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Says whether the amount is zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Gives the part above zero, else zero.
    pub fn positive_part(self) -> Money {
        Money(self.0.max(0))
    }

    /// Gives the part below zero, else zero.
    pub fn negative_part(self) -> Money {
        Money(self.0.min(0))
    }

    /// Gives the amount in currency units as the nearest double; for charts, statistics and spreadsheets, never for sums.
    pub fn units(self) -> f64 {
        self.0 as f64 / Self::PER_UNIT as f64
    }

    /// Gives `self / base`, or nothing where the base is not above zero.
    pub fn share_of(self, base: Money) -> Option<f64> {
        base.is_positive().then(|| self.0 as f64 / base.0 as f64)
    }

    /// Gives how many decimals the amount needs, 0 to 4.
    pub fn decimals(self) -> u8 {
        match self.0 {
            n if n % 10_000 == 0 => 0,
            n if n % 1_000 == 0 => 1,
            n if n % 100 == 0 => 2,
            n if n % 10 == 0 => 3,
            _ => 4,
        }
    }

    /// Reads what [`Money::plain`] writes: digits, a point and up to four decimals, a minus before them.
    pub fn parse_plain(text: &str) -> Option<Money> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        (!whole.is_empty() && part.len() <= 4 && plain(whole) && plain(part)).then_some(())?;
        let part: i64 = format!("{part:0<4}").parse().ok()?;
        let raw = whole.parse::<i64>().ok()?.checked_mul(Self::PER_UNIT)?.checked_add(part)?;
        Some(Money(sign * raw))
    }

    /// Writes the amount with so many decimals (0 to 4), rounded half to even, without thousands separators.
    pub fn plain(self, decimals: u8) -> String {
        String::from_utf8_lossy(self.digits(decimals, &mut Digits::default())).into_owned()
    }

    /// Writes what [`Money::plain`] gives, in ASCII, into room that the caller has: for files with millions of amounts.
    pub fn digits(self, decimals: u8, room: &mut Digits) -> &[u8] {
        let decimals = decimals.min(4);
        let step = 10_i64.pow(4 - u32::from(decimals));
        let rounded = match self.0 % step {
            0 => self.0 / step,
            _ => div_half_even(i128::from(self.0), i128::from(step)) as i64,
        };
        let (mut rest, mut at, mut written) = (rounded.unsigned_abs(), room.len(), 0);
        // The point stands behind at least one digit.
        while written <= decimals || rest > 0 {
            if written == decimals && decimals > 0 {
                at -= 1;
                room[at] = b'.';
            }
            at -= 1;
            room[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            written += 1;
        }
        if rounded < 0 {
            at -= 1;
            room[at] = b'-';
        }
        &room[at..]
    }
}

/// Room for any amount: a sign, nineteen digits, a point.
pub type Digits = [u8; 24];

/// Divides, rounding halves to the even neighbour.
pub fn div_half_even(value: i128, by: i128) -> i128 {
    let (quotient, rest) = (value.div_euclid(by), value.rem_euclid(by));
    match (rest * 2).cmp(&by) {
        std::cmp::Ordering::Less => quotient,
        std::cmp::Ordering::Greater => quotient + 1,
        std::cmp::Ordering::Equal => quotient + (quotient & 1),
    }
}

impl fmt::Display for Money {
    /// Writes all four decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(ascii(self.digits(4, &mut Digits::default())))
    }
}

impl serde::Serialize for Money {
    /// Money is a decimal string in JSON, so that no reader turns it into a float by accident.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(ascii(self.digits(4, &mut Digits::default())))
    }
}

fn ascii(digits: &[u8]) -> &str {
    std::str::from_utf8(digits).unwrap_or_default()
}

impl<'de> serde::Deserialize<'de> for Money {
    /// Reads the decimal string that [`serde::Serialize`] writes.
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Money, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        Money::parse_plain(&text).ok_or_else(|| serde::de::Error::custom("no decimal amount"))
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        self.0 += other.0;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        self.0 -= other.0;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Money> for Money {
    fn sum<I: Iterator<Item = &'a Money>>(amounts: I) -> Money {
        amounts.copied().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_half_to_even_on_both_sides_of_zero() {
        for (raw, text) in [(25, "0.00"), (50, "0.00"), (150, "0.02"), (-50, "0.00"), (-150, "-0.02"), (12_345, "1.23")]
        {
            assert_eq!(Money::from_raw(raw).plain(2), text, "{raw}");
        }
    }

    #[test]
    fn what_is_written_plainly_is_read_again_and_nothing_else() {
        for raw in [0, 1, -1, 12_345, -12_345_678, i64::MAX, i64::MIN + 1] {
            assert_eq!(Money::parse_plain(&Money::from_raw(raw).to_string()), Some(Money::from_raw(raw)));
        }
        for text in ["", "-", ".5", "1.23456", "1,000", "1e3", "+1", "99999999999999999999"] {
            assert_eq!(Money::parse_plain(text), None, "{text}");
        }
    }

    #[test]
    fn digits_are_those_of_the_whole_number_with_a_point_before_the_last_four() {
        for raw in [0, 7, -1, 9_999, 10_000, -10_050, 12_345_678_901, i64::MAX, i64::MIN] {
            let whole = format!("{:05}", raw.unsigned_abs());
            let (units, part) = whole.split_at(whole.len() - 4);
            let sign = if raw < 0 { "-" } else { "" };
            assert_eq!(Money::from_raw(raw).plain(4), format!("{sign}{units}.{part}"));
            let even = raw / 10_000 * 10_000;
            let sign = if even < 0 { "-" } else { "" };
            assert_eq!(Money::from_raw(even).plain(2), format!("{sign}{units}.00"));
            assert_eq!(Money::from_raw(even).plain(0), format!("{sign}{units}"));
        }
    }

    #[test]
    fn writes_all_decimals_by_default() {
        assert_eq!(Money::from_raw(-12_345_678).to_string(), "-1234.5678");
    }
}
