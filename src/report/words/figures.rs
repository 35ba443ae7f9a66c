//! Figures as people read them: thousands, signs, shares, short amounts. The same in every format but for the minus.

use crate::model::{Lang, Money, div_half_even};

/// The minus sign: ASCII where figures are copied (terminal, csv, workbook cells), U+2212 where they are only read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Minus {
    Ascii,
    True,
}

impl Minus {
    fn sign(self) -> &'static str {
        match self {
            Minus::Ascii => "-",
            Minus::True => "\u{2212}",
        }
    }
}

/// Puts commas between the thousands of a plain number such as `-1234.50`.
fn grouped(plain: &str, minus: Minus) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| (minus.sign(), rest));
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let mut text = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(part) = part {
        text.push('.');
        text.push_str(part);
    }
    text
}

/// Gives `1,234.50`.
pub fn money(amount: Money, decimals: u8, minus: Minus) -> String {
    grouped(&amount.plain(decimals), minus)
}

/// Gives `+1,234.50`; zero has no sign.
pub fn change(amount: Money, decimals: u8, minus: Minus) -> String {
    let text = money(amount, decimals, minus);
    if amount.is_positive() && text.chars().any(|c| c.is_ascii_digit() && c != '0') { format!("+{text}") } else { text }
}

/// Gives `1,234`.
pub fn count(number: i64, minus: Minus) -> String {
    grouped(&number.to_string(), minus)
}

/// Gives `+12`; zero has no sign.
pub fn count_change(number: i64, minus: Minus) -> String {
    let text = count(number, minus);
    if number > 0 { format!("+{text}") } else { text }
}

/// Gives a number with so many decimals and thousands, half to even as the nearest double has it.
pub fn number(value: f64, decimals: u8, minus: Minus) -> String {
    let text = format!("{value:.*}", usize::from(decimals));
    let zero = !text.chars().any(|c| c.is_ascii_digit() && c != '0');
    grouped(if zero { text.trim_start_matches('-') } else { &text }, minus)
}

/// Gives `10.4%` of 0.104.
pub fn share(ratio: f64, minus: Minus) -> String {
    format!("{}%", number(ratio * 100.0, 1, minus))
}

/// Gives `+10.4%` of 0.104; zero has no sign.
pub fn percent(ratio: f64, minus: Minus) -> String {
    signed(ratio, share(ratio, minus))
}

/// Gives `+3.1` of 0.031, a difference of shares in points, without the unit.
pub fn points(ratio: f64, minus: Minus) -> String {
    signed(ratio, number(ratio * 100.0, 1, minus))
}

fn signed(ratio: f64, text: String) -> String {
    if ratio > 0.0 && text.chars().any(|c| c.is_ascii_digit() && c != '0') { format!("+{text}") } else { text }
}

/// Gives a short amount: 万 / 亿 in Chinese, k / M in English; 亿 and M with two decimals, the others with one; in full below
/// 10,000 (without decimals).
pub fn short(amount: Money, lang: Lang, minus: Minus) -> String {
    shortened(amount, lang, minus, 0)
}

/// Gives a short amount with its sign and one decimal less, for cells that have no room; zero has no sign.
pub fn brief_change(amount: Money, lang: Lang, minus: Minus) -> String {
    with_sign(amount, shortened(amount, lang, minus, 1))
}

/// Shortens with so many decimals less than usual.
fn shortened(amount: Money, lang: Lang, minus: Minus, less: u32) -> String {
    let units = div_half_even(i128::from(amount.raw()), 10_000);
    let (step, decimals, unit) = match (lang, units.unsigned_abs()) {
        (_, 0..10_000) => return grouped(&units.to_string(), minus),
        (Lang::Zh | Lang::ZhHant, 10_000..100_000_000) => (10_000, 1, lang.script("万", "萬")),
        (Lang::Zh | Lang::ZhHant, _) => (100_000_000, 2, lang.script("亿", "億")),
        (Lang::En, 10_000..1_000_000) => (1_000, 1, "k"),
        (Lang::En, _) => (1_000_000, 2, "M"),
    };
    let decimals: u32 = decimals - less;
    let scale = 10_i128.pow(decimals);
    let scaled = div_half_even(i128::from(amount.raw()) * scale, step * 10_000);
    let plain = format!(
        "{}{}{}",
        if scaled < 0 { "-" } else { "" },
        scaled.abs() / scale,
        match decimals {
            0 => String::new(),
            _ => format!(".{:0width$}", scaled.abs() % scale, width = decimals as usize),
        }
    );
    format!("{}{unit}", grouped(&plain, minus))
}

/// Gives a short amount with its sign; zero has none.
pub fn short_change(amount: Money, lang: Lang, minus: Minus) -> String {
    with_sign(amount, short(amount, lang, minus))
}

fn with_sign(amount: Money, text: String) -> String {
    if amount.is_positive() && text != "0" { format!("+{text}") } else { text }
}

/// Gives names as a list shows them: of an endless one its beginning.
pub fn beginnings(names: &[String]) -> Vec<String> {
    const LONGEST: usize = 60;
    let cut = |name: &String| match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.clone(),
    };
    names.iter().map(cut).collect()
}

/// Gives bytes as people say them, such as `12.4 MiB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_figures_as_the_reports_print_them() {
        let amount = |units: i64| Money::from_raw(units * 10_000);
        assert_eq!(money(Money::from_raw(-12_345_678_900), 2, Minus::Ascii), "-1,234,567.89");
        assert_eq!(change(amount(905_378), 2, Minus::True), "+905,378.00");
        assert_eq!(change(Money::ZERO, 2, Minus::True), "0.00");
        assert_eq!(percent(-0.048, Minus::Ascii), "-4.8%");
        assert_eq!(percent(0.0001, Minus::Ascii), "0.0%");
        assert_eq!(short(amount(2_014_775), Lang::Zh, Minus::True), "201.5万");
        assert_eq!(short(amount(2_014_775), Lang::En, Minus::True), "2.01M");
        assert_eq!(short_change(amount(-656_092), Lang::En, Minus::True), "\u{2212}656.1k");
        assert_eq!(brief_change(amount(436_720), Lang::Zh, Minus::True), "+44万");
        assert_eq!(brief_change(amount(-1_260_000), Lang::En, Minus::Ascii), "-1.3M");
        assert_eq!(short(amount(9_999), Lang::Zh, Minus::True), "9,999");
        assert_eq!(short(amount(123_456_789), Lang::Zh, Minus::True), "1.23亿");
    }
}
