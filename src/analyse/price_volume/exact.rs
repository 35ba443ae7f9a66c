//! Price and volume in exact arithmetic, whatever the quantities: rounded once, half to even.
//!
//! With p = r ÷ q, price = (p₁ − p₀)(q₀ + q₁)/2 is X/2q₀ + X/2q₁ of X = r₁q₀ − r₀q₁, and volume = (q₁ − q₀)(p₀ + p₁)/2 is
//! Y/2q₀ − Y/2q₁ of Y = r₁q₀ + r₀q₁. Taken apart like this no product is larger than 128 bits, and nothing is rounded on the way.

use crate::model::Money;

/// How many times what was bought in both periods an effect may be; beyond, a quantity is a placeholder. Effects of some hundred
/// times are real: a thousand bought for next to nothing, and then one at its price.
const MOST: i128 = 1_000_000;

/// Gives how many times what was bought an effect may be, so that the effects of all lines can be added up: fewer in a book near
/// the limit.
pub fn most(amounts: impl Iterator<Item = Money>) -> i128 {
    let whole: i128 = amounts.map(|amount| i128::from(amount.raw()).abs()).sum();
    MOST.min(2 * Money::LIMIT / whole.max(1))
}

/// Gives price and volume of what was bought for `r` in quantities `q` above zero; each rounded half to even, the remainder to the
/// larger, a tie to volume. Nothing where they are beyond reason.
pub fn effects(r: [Money; 2], q: [i64; 2], most: i128) -> Option<(Money, Money)> {
    let [a, b] = q.map(i128::from);
    let [r0, r1] = r.map(|amount| i128::from(amount.raw()));
    let x = r1 * a - r0 * b;
    let (price, volume) = (halves(x, a, b, true), volume_of(r0, r1, a, b));
    let rest = r1 - r0 - price - volume;
    let (price, volume) = if price.abs() > volume.abs() { (price + rest, volume) } else { (price, volume + rest) };
    let limit = most * (r0.abs() + r1.abs());
    (price.abs() <= limit && volume.abs() <= limit).then_some(())?;
    Some((money(price)?, money(volume)?))
}

/// Gives the volume of all that was bought as if it were one product; nothing where it is beyond reason.
pub fn volume_effect(r: [Money; 2], q: [i128; 2], most: i128) -> Option<Money> {
    let [mut a, mut b] = q;
    // Sums of many quantities: to 62 binary digits, which no amount has.
    while a.max(b) >= 1 << 62 {
        (a, b) = ((a / 2).max(1), (b / 2).max(1));
    }
    let [r0, r1] = r.map(|amount| i128::from(amount.raw()));
    let volume = volume_of(r0, r1, a, b);
    (volume.abs() <= most * (r0.abs() + r1.abs())).then(|| money(volume)).flatten()
}

fn volume_of(r0: i128, r1: i128, a: i128, b: i128) -> i128 {
    halves(r1 * a + r0 * b, a, b, false)
}

fn money(raw: i128) -> Option<Money> {
    i64::try_from(raw).ok().map(Money::from_raw)
}

/// Gives x/2a + x/2b, or x/2a − x/2b, rounded half to even, for a and b from 1 to 2⁶³ − 1.
fn halves(x: i128, a: i128, b: i128, plus: bool) -> i128 {
    let parts = |by: i128| (x.div_euclid(2 * by), x.rem_euclid(2 * by));
    let ((whole_a, rest_a), (whole_b, rest_b)) = (parts(a), parts(b));
    // What is over, in parts of 2ab: rest_a × b and rest_b × a, each below 2ab, which is below 2¹²⁷.
    let by = 2 * a.unsigned_abs() * b.unsigned_abs();
    let over_a = rest_a.unsigned_abs() * b.unsigned_abs();
    let over_b = rest_b.unsigned_abs() * a.unsigned_abs();
    let (whole, over) = match plus {
        true => (whole_a + whole_b, over_a + over_b),
        false if over_a >= over_b => (whole_a - whole_b, over_a - over_b),
        false => (whole_a - whole_b - 1, by - over_b + over_a),
    };
    let (whole, over) = (whole + (over / by) as i128, over % by);
    let up = over > by - over || (over == by - over && whole % 2 != 0);
    whole + i128::from(up)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::div_half_even;

    proptest! {
        /// Against the formula on small numbers, where its products fit.
        #[test]
        fn halves_are_those_of_the_formula(x in -1_i128 << 70..1_i128 << 70, a in 1..1_i128 << 25, b in 1..1_i128 << 25) {
            prop_assert_eq!(halves(x, a, b, true), div_half_even(x * (a + b), 2 * a * b));
            prop_assert_eq!(halves(x, a, b, false), div_half_even(x * (b - a), 2 * a * b));
        }

        #[test]
        fn no_quantity_and_no_amount_breaks_the_run_off(r in any::<[i64; 2]>(), q in any::<[i64; 2]>(), scale in 0..40_u32) {
            let r = r.map(|raw| Money::from_raw(raw >> 4 >> scale));
            let q = q.map(|quantity| (quantity & i64::MAX).max(1));
            if let Some((price, volume)) = effects(r, q, MOST) {
                prop_assert_eq!(price + volume, r[1] - r[0]);
            }
            volume_effect(r, q.map(i128::from), MOST);
        }
    }

    fn units(value: i64) -> Money {
        Money::from_raw(value * 10_000)
    }

    #[test]
    fn quantities_of_very_different_size_are_exact() {
        // 0.5001 for 1,000 and 1,000,000.0001 for 2,000,000,000, by fractions: X = 2·10¹³ × 5001 − 10⁷ × 10000000001.
        let r = [units(1_000), units(2_000_000_000)];
        let (price, volume) = effects(r, [5_001, 10_000_000_001], i128::MAX >> 70).unwrap();
        assert_eq!(price + volume, r[1] - r[0]);
        assert_eq!((price.raw(), volume.raw()), (1_999_600_080, 19_997_990_399_920));
    }

    #[test]
    fn a_quantity_that_is_a_placeholder_has_no_price() {
        let r = [units(2_000_000), units(2_000_000)];
        assert_eq!(effects(r, [1, 10_000_000_000], MOST), None);
        assert!(effects(r, [1, 100], MOST).is_some());
        assert_eq!(volume_effect(r, [1, 10_000_000_000], MOST), None);
    }
}
