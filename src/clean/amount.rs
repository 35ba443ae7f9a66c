//! Exact decimals → ten-thousandths, and the account of what rounding cut.
//!
//! More than four decimals are rounded half to even. Only digits within the first 15 significant ones are said to be cut:
//! the others are the noise of a binary float, such as 125.43999999999998 for 125.44.

use super::number::Exact;
use crate::model::div_half_even;

/// A number in ten-thousandths, with what rounding did to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounded {
    pub raw: i64,
    /// What rounding added, in 10^-18, where it cut significant digits.
    pub moved_e18: Option<i128>,
}

/// Rounds to ten-thousandths; nothing where the number does not fit.
pub fn ten_thousandths(exact: Exact) -> Option<Rounded> {
    if exact.scale <= 4 {
        if let Ok(short) = i64::try_from(exact.mantissa)
            && let Some(raw) = short.checked_mul(10_i64.pow(4 - exact.scale))
        {
            return Some(Rounded { raw, moved_e18: None });
        }
        let raw = exact.mantissa.checked_mul(10_i128.pow(4 - exact.scale))?;
        return Some(Rounded { raw: i64::try_from(raw).ok()?, moved_e18: None });
    }
    let Some(cut) = 10_i128.checked_pow(exact.scale - 4) else {
        return Some(Rounded { raw: 0, moved_e18: None }).filter(|_| exact.mantissa == 0);
    };
    let rounded = div_half_even(exact.mantissa, cut);
    let raw = i64::try_from(rounded).ok()?;
    let moved_e18 = if significant(exact) {
        let moved = rounded.checked_mul(cut)?.checked_sub(exact.mantissa)?;
        match exact.scale {
            scale @ ..=18 => moved.checked_mul(10_i128.pow(18 - scale)),
            scale => Some(div_half_even(moved, 10_i128.checked_pow(scale - 18)?)),
        }
    } else {
        None
    };
    Some(Rounded { raw, moved_e18 })
}

/// Says whether the number, at 15 significant digits, still has more than four decimals.
fn significant(exact: Exact) -> bool {
    let digits = exact.mantissa.unsigned_abs().checked_ilog10().map_or(1, |log| log + 1);
    let noise = digits.saturating_sub(15);
    let (mantissa, scale) =
        (div_half_even(exact.mantissa, 10_i128.pow(noise)), i64::from(exact.scale) - i64::from(noise));
    match u32::try_from(scale - 4) {
        Ok(cut @ 1..) => 10_i128.checked_pow(cut).is_none_or(|cut| mantissa % cut != 0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::number::{Readings, read};

    fn rounded(text: &str) -> Rounded {
        match read(text).readings {
            Readings::Same(exact) | Readings::Point(exact) | Readings::Either { point: exact, .. } => {
                ten_thousandths(exact).unwrap()
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn rounds_half_to_even_and_counts_the_money_moved() {
        for (text, raw, moved) in [
            ("2.5", 25_000, None),
            ("0.12345", 1_234, Some(-50_000_000_000_000)),
            ("0.12355", 1_236, Some(50_000_000_000_000)),
            ("-0.123456", -1_235, Some(-44_000_000_000_000)),
            ("0.12340000", 1_234, None),
        ] {
            assert_eq!(rounded(text), Rounded { raw, moved_e18: moved }, "{text}");
        }
    }

    #[test]
    fn takes_binary_noise_for_no_digits() {
        assert_eq!(rounded("125.43999999999998"), Rounded { raw: 1_254_400, moved_e18: None });
        assert_eq!(rounded("-60.70400000000001"), Rounded { raw: -607_040, moved_e18: None });
        assert_eq!(rounded("0.30000000000000004").moved_e18, None);
    }
}
