//! Values as they are typed: days, numbers, sizes and amounts, and the words where there are several for one, in either script.

use super::given::Options;
use crate::model::problem::Expected;
use crate::model::{Day, Failure, Lang, Money};

/// The languages by the names that are typed.
pub const LANGUAGES: [(&str, Lang); 5] =
    [("zh", Lang::Zh), ("zh-Hant", Lang::ZhHant), ("zh-TW", Lang::ZhHant), ("zh-HK", Lang::ZhHant), ("en", Lang::En)];

/// What amounts may count in, by the names that are typed, as powers of ten.
pub const UNITS: [(&str, u32); 10] = [
    ("1", 0),
    ("k", 3),
    ("千", 3),
    ("万", 4),
    ("百万", 6),
    ("million", 6),
    ("亿", 8),
    ("萬", 4),
    ("百萬", 6),
    ("億", 8),
];

/// Reads the month in which the fiscal year begins.
pub fn fiscal_start(options: &Options) -> Result<Option<u8>, Failure> {
    let start = options.read("fiscal-start", Expected::Whole(1, 12), |text| within(text, 1, 12))?;
    Ok(start.and_then(|start| u8::try_from(start).ok()))
}

/// Reads the day of an option.
pub fn day(options: &Options, name: &'static str) -> Result<Option<Day>, Failure> {
    options.read(name, Expected::Day, iso_day)
}

/// Reads `2025-09-30`.
pub fn iso_day(text: &str) -> Option<Day> {
    Day::parse_iso(text)
}

/// Reads a whole number between two.
pub fn within(text: &str, least: i64, most: i64) -> Option<i64> {
    text.parse().ok().filter(|number| (least..=most).contains(number))
}

/// Reads `2G` or `512M` as bytes.
pub fn size(text: &str) -> Option<u64> {
    let plain = text.trim().to_ascii_lowercase();
    let plain = plain.trim_end_matches("ib").trim_end_matches('b');
    let (digits, shift) = match plain.strip_suffix(['k', 'm', 'g', 't']) {
        Some(digits) => (digits, [('k', 10), ('m', 20), ('g', 30), ('t', 40)]),
        None => return None,
    };
    let unit = shift.into_iter().find(|(letter, _)| plain.ends_with(*letter)).map(|(_, shift)| shift)?;
    digits.trim_end().parse::<u64>().ok().filter(|number| *number > 0)?.checked_mul(1 << unit)
}

/// Reads an amount of at most four decimals into ten-thousandths.
pub fn amount(text: &str) -> Option<i64> {
    let plain = text.replace(',', "");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    (!whole.is_empty() && digits(whole) && digits(part) && part.len() <= 4).then_some(())?;
    let part: i64 = format!("{part:0<4}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(Money::PER_UNIT)?.checked_add(part)
}
