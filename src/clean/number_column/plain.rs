//! The fast way: numbers as most files write them, without signs beside or between.

/// Reads `-123.45`: mantissa, decimals, digits before the point. At most 18 digits; nothing for any other form.
#[inline]
pub fn plain(bytes: &[u8]) -> Option<(i64, u8, usize)> {
    match short(bytes) {
        None => long(bytes),
        found => found,
    }
}

fn long(bytes: &[u8]) -> Option<(i64, u8, usize)> {
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
            // Eighteen digits always fit.
            b'0'..=b'9' if at < 18 => mantissa = mantissa.wrapping_mul(10).wrapping_add(i64::from(byte - b'0')),
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

/// Reads a number without a sign in at most eight bytes, all of them at once; nothing for any other form.
#[inline]
fn short(bytes: &[u8]) -> Option<(i64, u8, usize)> {
    let length = bytes.len();
    if length == 0 {
        return None;
    }
    let text = match (bytes.first_chunk::<8>(), bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(eight), ..) if length == 8 => u64::from_le_bytes(*eight),
        (None, Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << (8 * (length - 4))
        }
        (None, ..) => {
            let byte = |at: usize| u64::from(bytes[at]) << (8 * at);
            byte(0) | byte(length / 2) | byte(length - 1)
        }
        _ => return None,
    };
    // The text stands at the upper end, zeros in front of it, and of each byte what it has beyond a zero.
    let empty = 8 * (8 - length as u32);
    let text = (text << empty) ^ 0x3030_3030_3030_3030_u64 << empty;
    // A byte above nine reaches the highest bit.
    let others = (text.wrapping_add(0x7676_7676_7676_7676) | text) & 0x8080_8080_8080_8080;
    if others == 0 {
        return Some((eight_digits(text), 0, length));
    }
    let place = others.trailing_zeros() / 8;
    let whole = (place - empty / 8) as usize;
    let is_point = others & (others - 1) == 0 && (text >> (8 * place)) as u8 == b'.' ^ b'0';
    if !is_point || place == 7 || whole == 0 {
        return None;
    }
    // What stands before the point moves up by its byte.
    let before = text & ((1 << (8 * place)) - 1);
    let behind = text & (u64::MAX << (8 * (place + 1)));
    Some((eight_digits(before << 8 | behind), 7 - place as u8, whole))
}

/// Gives the number that eight digits are, the first of them the lowest byte.
#[inline]
fn eight_digits(digits: u64) -> i64 {
    // Two digits at a time, then four, then eight.
    let twos = digits.wrapping_mul(10 << 8 | 1) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = twos.wrapping_mul(100 << 16 | 1) >> 16 & 0x0000_ffff_0000_ffff;
    (fours.wrapping_mul(10_000 << 32 | 1) >> 32) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_number_is_read_as_a_long_one() {
        let signs = b"0059.-x\xe5 9";
        let mut read = 0;
        for length in 0..=8_usize {
            for seed in 0..40_000_u32 {
                let mut next = seed.wrapping_mul(2_654_435_761) ^ length as u32;
                let text: Vec<u8> = (0..length)
                    .map(|_| {
                        next = next.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        signs[(next >> 24) as usize % if seed % 2 == 0 { 5 } else { signs.len() }]
                    })
                    .collect();
                let (found, long) = (short(&text), long(&text));
                assert!(found == long || found.is_none() && long.is_none_or(|(value, ..)| value <= 0), "{text:?}");
                read += u32::from(found.is_some());
            }
        }
        assert!(read > 50_000, "{read}");
        for (text, read) in [
            ("162.87", Some((16_287, 2, 3))),
            ("49186.74", Some((4_918_674, 2, 5))),
            ("302", Some((302, 0, 3))),
            ("0", Some((0, 0, 1))),
            ("12345678", Some((12_345_678, 0, 8))),
            ("5.", None),
            (".5", None),
            ("", None),
            ("1.2.3", None),
            ("123456.789", Some((123_456_789, 3, 6))),
            ("-1.5", Some((-15, 1, 1))),
            ("1234567890123456789", Some((1_234_567_890_123_456_789, 0, 19))),
            ("9999999999999999999", None),
        ] {
            assert_eq!(plain(text.as_bytes()), read, "{text}");
        }
    }
}
