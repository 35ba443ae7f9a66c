//! Axes and the figures on them: round steps, short amounts that fit their room.

use crate::model::{Lang, Money};
use crate::report::words::figures::{self, Minus};

use super::measure::width;

/// No chart has more gridlines.
const MOST_LINES: f64 = 5.0;

/// Gives the round values between `low` and `high` (without zero, where the axis lies) in steps of 1, 2 or 5.
pub fn ticks(low: f64, high: f64) -> Vec<f64> {
    let extent = high - low;
    if !(extent.is_finite() && extent > 0.0) {
        return Vec::new();
    }
    let power = 10_f64.powf((extent / MOST_LINES).log10().floor());
    let lines = |step: f64| (high / step).floor() - (low / step).ceil() + 1.0 - f64::from(u8::from(low <= 0.0));
    let step = [1.0, 2.0, 5.0, 10.0, 20.0].map(|n| n * power).into_iter().find(|step| lines(*step) <= MOST_LINES);
    let step = step.unwrap_or(extent);
    let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
    (first..=last).filter(|n| *n != 0).map(|n| n as f64 * step).collect()
}

/// Gives money of a value in currency units.
pub fn money_of(units: f64) -> Money {
    Money::from_raw((units * Money::PER_UNIT as f64).round() as i64)
}

/// Writes the label of a gridline: `200万`, `2M`, without idle zeros.
pub fn tick(units: f64, lang: Lang) -> String {
    let amount = money_of(units);
    if lang == Lang::En && units.abs() >= 1e9 {
        return bare(&format!("{}B", figures::number(units / 1e9, 1, Minus::True)));
    }
    bare(&figures::short(amount, lang, Minus::True))
}

/// Cuts idle zeros after the point.
fn bare(text: &str) -> String {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = &text[digits.len()..];
    match digits.contains('.') {
        true => format!("{}{unit}", digits.trim_end_matches('0').trim_end_matches('.')),
        false => text.to_owned(),
    }
}

/// Writes an amount in full, for titles.
pub fn full(amount: Money, signed: bool) -> String {
    let decimals = amount.decimals().max(2);
    if signed { figures::change(amount, decimals, Minus::True) } else { figures::money(amount, decimals, Minus::True) }
}

/// Writes a short amount.
pub fn short(amount: Money, lang: Lang, signed: bool) -> String {
    let text = figures::short(amount, lang, Minus::True);
    if signed && amount.is_positive() && text != "0" { format!("+{text}") } else { text }
}

/// Writes a short amount that fits the room in bold 12 px: with fewer decimals where it must, and in the next larger unit.
pub fn fitted(amount: Money, lang: Lang, signed: bool, room: f64) -> String {
    let text = short(amount, lang, signed);
    if width(&text, 12.0, true) <= room {
        return text;
    }
    let (step, unit) = larger(amount, lang);
    let plus = if signed && amount.is_positive() { "+" } else { "" };
    let candidate = |decimals| format!("{plus}{}{unit}", figures::number(amount.units() / step, decimals, Minus::True));
    let one = candidate(1);
    if width(&one, 12.0, true) <= room { one } else { candidate(0) }
}

/// Writes a change without decimals.
pub fn whole(amount: Money, lang: Lang) -> String {
    if amount.units().abs() < 10_000.0 {
        return short(amount, lang, true);
    }
    let (step, unit) = larger(amount, lang);
    let decimals = u8::from(amount.units().abs() < step * 9.95);
    let plus = if amount.is_positive() { "+" } else { "" };
    format!("{plus}{}{unit}", figures::number(amount.units() / step, decimals, Minus::True))
}

/// The unit in which an amount is shortest.
fn larger(amount: Money, lang: Lang) -> (f64, &'static str) {
    match (lang, amount.units().abs()) {
        (Lang::Zh | Lang::ZhHant, 1e12..) => (1e12, lang.script("万亿", "萬億")),
        (Lang::Zh | Lang::ZhHant, 1e8..) => (1e8, lang.script("亿", "億")),
        (Lang::Zh | Lang::ZhHant, _) => (1e4, lang.script("万", "萬")),
        (Lang::En, 1e9..) => (1e9, "B"),
        (Lang::En, 1e6..) => (1e6, "M"),
        (Lang::En, _) => (1e3, "k"),
    }
}

/// Writes a share with one decimal.
pub fn share(ratio: f64) -> String {
    figures::share(ratio, Minus::True)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_few_and_never_zero() {
        assert_eq!(ticks(0.0, 3.4e6), [1e6, 2e6, 3e6]);
        assert_eq!(ticks(0.0, 0.41), [0.1, 0.2, 0.30000000000000004, 0.4]);
        assert_eq!(ticks(-30.0, 20.0), [-30.0, -20.0, -10.0, 10.0, 20.0]);
        assert!(ticks(0.0, 0.0).is_empty() && ticks(0.0, f64::NAN).is_empty());
        for high in [1.0, 7.0, 49.0, 51.0, 99.9, 1234.0, 9.9e9] {
            let found = ticks(0.0, high);
            assert!((2..=5).contains(&found.len()), "{high}: {found:?}");
        }
    }

    #[test]
    fn labels_have_no_idle_zeros() {
        assert_eq!(tick(2e6, Lang::Zh), "200万");
        assert_eq!(tick(2.5e6, Lang::En), "2.5M");
        assert_eq!(tick(1e8, Lang::Zh), "1亿");
        assert_eq!(tick(500.0, Lang::En), "500");
    }

    #[test]
    fn amounts_lose_decimals_before_they_overlap() {
        let amount = money_of(318_256.16);
        assert_eq!(fitted(amount, Lang::Zh, true, 80.0), "+31.8万");
        assert_eq!(fitted(amount, Lang::Zh, true, 44.0), "+32万");
        assert_eq!(fitted(money_of(-1_234_567_890.0), Lang::En, true, 50.0), "\u{2212}1.2B");
    }
}
