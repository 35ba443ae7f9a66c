//! The fast way: numbers as most files write them, without signs beside or between.

/// Reads `-123.45`: mantissa, decimals, digits before the point. At most 18 digits; nothing for any other form.
#[inline]
pub fn plain(bytes: &[u8]) -> Option<(i64, u8, usize)> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    if digits.is_empty() || digits.len() > 19 {
        return None;
    }
    let (mut mantissa, mut point) = (0_i64, None);
    for (at, &byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => mantissa = mantissa.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?,
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let (whole, scale) = match point {
        None => (digits.len(), 0),
        Some(at) => (at, digits.len() - at - 1),
    };
    if whole == 0 || (point.is_some() && scale == 0) {
        return None;
    }
    Some((if negative { -mantissa } else { mantissa }, scale as u8, whole))
}
