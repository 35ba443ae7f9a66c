//! What a text can mean as a number, exactly and without floats.
//!
//! `1.234` is 1234 or 1.234: a text has a reading with decimal points and one with decimal commas, and only the whole column
//! decides ([`super::number_column`]). Signs before and behind, brackets for minus, currency signs and codes, thousands by
//! comma, point, space or apostrophe, full-width digits and percent signs are understood.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::wrapped::{is_invisible, unwrapped};

/// A decimal number: mantissa ÷ 10^scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    pub mantissa: i128,
    pub scale: u32,
}

/// Which sign separates decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decimal {
    Point,
    Comma,
}

/// The readings that a text allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readings {
    /// No number.
    Not,
    /// The same number either way.
    Same(Exact),
    Point(Exact),
    Comma(Exact),
    Either {
        point: Exact,
        comma: Exact,
    },
}

/// A text as a number, with what stood beside the digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberText {
    pub readings: Readings,
    pub percent: bool,
    /// The place in [`CURRENCIES`], where a currency stood beside the number.
    pub currency: Option<u8>,
}

/// Currencies by code, with the signs and words that name them. `$` and `¥` name several and stand for themselves.
pub const CURRENCIES: &[(&str, &[&str])] = &[
    ("USD", &["usd", "us$", "美元"]),
    ("$", &["$"]),
    ("EUR", &["eur", "€", "euro", "欧元", "歐元"]),
    ("CNY", &["cny", "rmb", "元", "圆", "圓", "人民币", "人民幣", "人民币元", "人民幣元", "cn¥", "rmb¥", "人民币¥"]),
    ("¥", &["¥"]),
    ("GBP", &["gbp", "£", "英镑", "英鎊"]),
    ("JPY", &["jpy", "日元", "日圓", "円", "jp¥"]),
    ("HKD", &["hkd", "hk$", "港币", "港幣", "港元"]),
    ("TWD", &["twd", "nt$", "ntd", "新台币", "新台幣"]),
    ("KRW", &["krw", "₩"]),
    ("INR", &["inr", "₹", "rs"]),
    ("AUD", &["aud", "a$", "au$"]),
    ("CAD", &["cad", "c$", "ca$"]),
    ("NZD", &["nzd", "nz$"]),
    ("SGD", &["sgd", "s$"]),
    ("MYR", &["myr", "rm"]),
    ("THB", &["thb", "฿"]),
    ("VND", &["vnd", "₫"]),
    ("IDR", &["idr", "rp"]),
    ("PHP", &["php", "₱"]),
    ("CHF", &["chf", "sfr", "fr"]),
    ("SEK", &["sek"]),
    ("NOK", &["nok"]),
    ("DKK", &["dkk"]),
    ("KR", &["kr"]),
    ("PLN", &["pln", "zł"]),
    ("CZK", &["czk", "kč"]),
    ("HUF", &["huf", "ft"]),
    ("RUB", &["rub", "₽"]),
    ("TRY", &["try", "₺", "tl"]),
    ("AED", &["aed"]),
    ("SAR", &["sar"]),
    ("ILS", &["ils", "₪"]),
    ("ZAR", &["zar"]),
    ("BRL", &["brl", "r$"]),
    ("MXN", &["mxn", "mx$"]),
    ("MOP", &["mop", "mop$"]),
];

/// Words for currencies that are written with a full stop.
const SHORTENED: [&str; 5] = ["rs", "fr", "sfr", "kr", "rp"];

/// Gives the currency that a word or sign names.
pub fn currency(word: &str) -> Option<u8> {
    let word = word.trim().to_lowercase();
    CURRENCIES.iter().position(|(_, names)| names.contains(&word.as_str())).map(|at| at as u8)
}

/// Reads a text.
pub fn read(text: &str) -> NumberText {
    let not = NumberText { readings: Readings::Not, percent: false, currency: None };
    let text = unwrapped(text).chars().filter(|c| !is_invisible(*c));
    let plain: String = text.map(parted).nfkc().map(like_ascii).collect();
    let Some((body, marks)) = bare(&plain) else { return not };
    let (number, power) = match body.split_once(['e', 'E']) {
        Some((number, power)) => match power.parse::<i32>() {
            Ok(power) if power.abs() <= 30 => (number, power),
            _ => return not,
        },
        None => (body, 0),
    };
    let reading = |decimal| with_decimal(number, decimal).and_then(|exact| exact.shifted(power, marks.negative));
    let readings = match (reading('.'), reading(',')) {
        _ if body.is_empty() && marks.dash => Readings::Same(Exact { mantissa: 0, scale: 0 }),
        (None, None) => return not,
        (Some(point), None) => Readings::Point(point),
        (None, Some(comma)) => Readings::Comma(comma),
        (Some(point), Some(comma)) if point == comma => Readings::Same(point),
        (Some(point), Some(comma)) => Readings::Either { point, comma },
    };
    NumberText { readings, percent: marks.percent, currency: marks.currency }
}

/// Makes one sign of all blanks that never stand between thousands, such as the line break between two amounts.
fn parted(c: char) -> char {
    match c {
        ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        c if c.is_whitespace() => '\n',
        c => c,
    }
}

fn like_ascii(c: char) -> char {
    match c {
        '−' | '–' | '—' | '‐' | '‑' => '-',
        '’' | '‘' | '´' | '`' => '\'',
        c if c.is_whitespace() && c != '\n' => ' ',
        c => c,
    }
}

#[derive(Default)]
struct Marks {
    negative: bool,
    signed: bool,
    /// A lone dash, by which accounting formats show zero.
    dash: bool,
    percent: bool,
    currency: Option<u8>,
}

/// Gives the one currency that a sign before and a word behind name together, such as `￥5元`; nothing where they name two.
pub fn both(before: u8, word: &str) -> Option<u8> {
    let found = currency(word)?;
    let name = |known: u8| CURRENCIES[usize::from(known)].0;
    match (name(before), name(found)) {
        ("¥", "CNY" | "JPY") => Some(found),
        ("CNY" | "JPY", "¥") => Some(before),
        (one, other) if one == other => Some(before),
        ("USD" | "HKD" | "TWD" | "MOP", "CNY") if matches!(word, "元" | "圆" | "圓") => Some(before),
        ("$", "USD" | "HKD" | "TWD" | "AUD" | "CAD" | "NZD" | "SGD" | "MOP") => Some(found),
        _ => None,
    }
}

/// Takes off what stands around the digits; nothing where something unknown or twice the same stands there.
fn bare(text: &str) -> Option<(&str, Marks)> {
    let mut marks = Marks::default();
    let mut rest = text.trim();
    if !rest.contains(|c: char| c.is_ascii_digit()) {
        let beside = rest.replacen('-', "", 1);
        let known = beside.trim().is_empty() || currency(&beside).is_some();
        return (rest.contains('-') && known).then_some(("", Marks { dash: true, ..marks }));
    }
    loop {
        rest = rest.trim();
        let (first, last) = (rest.chars().next()?, rest.chars().next_back()?);
        if (first.is_ascii_digit() || matches!(first, '.' | ','))
            && (last.is_ascii_digit() || matches!(last, '.' | ','))
        {
            return Some((rest, marks));
        }
        let mut sign = |negative: bool| {
            let fresh = !marks.signed;
            (marks.signed, marks.negative) = (true, negative);
            fresh.then_some(())
        };
        if first == '(' && last == ')' {
            sign(true)?;
            rest = &rest[1..rest.len() - 1];
        } else if matches!(first, '-' | '+') {
            sign(first == '-')?;
            rest = &rest[1..];
        } else if let Some(whole) = without_cents(rest) {
            rest = whole;
        } else if matches!(last, '-' | '+') {
            sign(last == '-')?;
            rest = &rest[..rest.len() - 1];
        } else if last == '%' && !marks.percent {
            marks.percent = true;
            rest = &rest[..rest.len() - 1];
        } else {
            let beside = |c: char| !c.is_ascii_digit() && !matches!(c, '-' | '+' | '(' | ')' | '%' | '.' | ',' | ' ');
            let (word, left) = match beside(first) {
                true => rest.split_at(rest.find(|c| !beside(c)).unwrap_or(rest.len())),
                false => {
                    let start = rest.rfind(|c| !beside(c)).map_or(0, |at| at + 1);
                    (&rest[start..], &rest[..start])
                }
            };
            // `US $5`: the sign belongs to the letters before it.
            let letters = word.len();
            let signed = rest.strip_prefix(word).map(str::trim_start).filter(|rest| rest.starts_with(['$', '¥']));
            let (word, left) = match signed.map(|signed| (signed.chars().next().map_or(0, char::len_utf8), signed)) {
                Some((sign, signed)) if currency(&format!("{word}{}", &signed[..sign])).is_some() => {
                    (Cow::from(format!("{}{}", &rest[..letters], &signed[..sign])), &signed[sign..])
                }
                _ => (Cow::from(word), left),
            };
            let word = &*word;
            marks.currency = Some(match marks.currency {
                Some(before) => both(before, word)?,
                None => currency(word)?,
            });
            // `Rs. 500`
            rest = left.strip_prefix('.').filter(|_| SHORTENED.contains(&&*word.to_lowercase())).unwrap_or(left);
        }
    }
}

/// Takes off the dash that stands for no cents, as in `100,-` and `100.--`, which is no minus; the decimal sign stays.
fn without_cents(text: &str) -> Option<&str> {
    let whole = text.strip_suffix("--").or_else(|| text.strip_suffix('-'))?;
    let digits = whole.strip_suffix([',', '.'])?;
    digits.ends_with(|c: char| c.is_ascii_digit()).then_some(whole)
}

/// Reads digits with that decimal sign; all other separators must stand between thousands.
fn with_decimal(body: &str, decimal: char) -> Option<Exact> {
    let (whole, part) = body.split_once(decimal).unwrap_or((body, ""));
    if !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let separator = whole.chars().find(|c| !c.is_ascii_digit());
    let digits: String = match separator {
        None => whole.into(),
        Some(separator) if matches!(separator, ',' | '.' | ' ' | '\'') && separator != decimal => {
            let groups: Vec<&str> = whole.split(separator).collect();
            if !grouped(&groups) {
                return None;
            }
            groups.concat()
        }
        Some(_) => return None,
    };
    let all = digits.len() + part.len();
    if all == 0 || all > 30 {
        return None;
    }
    let mantissa = digits.bytes().chain(part.bytes()).fold(0_i128, |sum, b| sum * 10 + i128::from(b - b'0'));
    Some(Exact { mantissa, scale: part.len() as u32 })
}

/// Says whether digits stand in groups as thousands do: by three, or as in India by two before the last three.
fn grouped(groups: &[&str]) -> bool {
    let [first, middle @ .., last] = groups else { return false };
    let digits = |group: &&str| group.bytes().all(|b| b.is_ascii_digit());
    let by = |length: usize| middle.iter().all(|group| group.len() == length) && (1..=length).contains(&first.len());
    groups.iter().all(digits) && last.len() == 3 && !first.starts_with('0') && (by(3) || (!middle.is_empty() && by(2)))
}

impl Exact {
    /// Multiplies by a power of ten and gives the sign.
    fn shifted(self, power: i32, negative: bool) -> Option<Exact> {
        let mantissa = if negative { -self.mantissa } else { self.mantissa };
        let scale = self.scale as i32 - power;
        match u32::try_from(scale) {
            Ok(scale) => Some(Exact { mantissa, scale }),
            Err(_) => Some(Exact { mantissa: mantissa.checked_mul(10_i128.checked_pow(-scale as u32)?)?, scale: 0 }),
        }
    }

    /// Multiplies by a power of ten; nothing where the number has too many digits.
    pub fn multiplied(self, power: u32) -> Option<Exact> {
        match self.scale.checked_sub(power) {
            Some(scale) => Some(Exact { scale, ..self }),
            None => {
                let mantissa = self.mantissa.checked_mul(10_i128.checked_pow(power - self.scale)?)?;
                Some(Exact { mantissa, scale: 0 })
            }
        }
    }

    /// Multiplies exactly; nothing where the product has too many digits.
    pub fn times(self, other: Exact) -> Option<Exact> {
        Some(Exact { mantissa: self.mantissa.checked_mul(other.mantissa)?, scale: self.scale + other.scale })
    }

    /// Gives 1 less the number.
    pub fn from_one(self) -> Option<Exact> {
        Some(Exact { mantissa: 10_i128.checked_pow(self.scale)?.checked_sub(self.mantissa)?, scale: self.scale })
    }

    /// Takes a binary float at its shortest decimal form.
    pub fn from_float(float: f64) -> Option<Exact> {
        if !float.is_finite() {
            return None;
        }
        // A decimal of at most 15 digits that gives this very float is its shortest form, since no other such decimal does.
        for (scale, power) in [(0, 1.0), (2, 100.0), (4, 10_000.0)] {
            let mantissa = (float * power).round();
            if mantissa.abs() < 1e15 && mantissa / power == float {
                return Some(Exact { mantissa: mantissa as i128, scale });
            }
        }
        match read(&format!("{float}")).readings {
            Readings::Same(exact) | Readings::Point(exact) | Readings::Either { point: exact, .. } => Some(exact),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(mantissa: i128, scale: u32) -> Exact {
        Exact { mantissa, scale }
    }

    #[test]
    fn two_amounts_in_one_cell_are_no_number() {
        for text in ["100\n200", "100\r\n200", "100\t200", "1\u{3000}234", "¥100\n200"] {
            assert_eq!(read(text).readings, Readings::Not, "{text:?}");
        }
        for text in ["1 234", "1\u{a0}234", "1\u{2009}234", "1\u{202f}234", "\n1234\n", "1234\n元"] {
            assert_eq!(read(text).readings, Readings::Same(exact(1234, 0)), "{text:?}");
        }
    }

    #[test]
    fn reads_what_can_be_read_one_way() {
        for (text, mantissa, scale) in [
            ("1,234.50", 123_450, 2),
            ("-12.5", -125, 1),
            ("12.5-", -125, 1),
            ("=\"12.5\"", 125, 1),
            ("'-12.5", -125, 1),
            ("\u{feff}12.5", 125, 1),
            ("(1,234.5)", -12_345, 1),
            ("$ (1,234.5)", -12_345, 1),
            ("-$5.10", -510, 2),
            ("USD 5.10", 510, 2),
            ("Rs. 2,50,000.00", 25_000_000, 2),
            ("Rs.500.50", 50_050, 2),
            ("-Fr. 12.5", -125, 1),
            ("\"$6.62 \"".trim_matches('"'), 662, 2),
            ("１２．５", 125, 1),
            ("￥1,234.50", 123_450, 2),
            ("1'234.50", 123_450, 2),
            ("12,34,567.00", 123_456_700, 2),
            ("1,234,567", 1_234_567, 0),
            ("0.123", 123, 3),
            ("1234.567", 1_234_567, 3),
            (".5", 5, 1),
        ] {
            assert_eq!(read(text).readings, Readings::Point(exact(mantissa, scale)), "{text}");
        }
        for (text, mantissa, scale) in [("1.234,50", 123_450, 2), ("1 234,5 €", 12_345, 1), ("0,123", 123, 3)] {
            assert_eq!(read(text).readings, Readings::Comma(exact(mantissa, scale)), "{text}");
        }
        for (text, mantissa) in [("12", 12), ("1 234", 1234), ("5元", 5), ("-", 0), ("$ -", 0), ("+7", 7)] {
            assert_eq!(read(text).readings, Readings::Same(exact(mantissa, 0)), "{text}");
        }
        // No cents, as in Germany, Switzerland and the north; a minus stands before the number.
        for (text, mantissa) in [("100,-", 100), ("1.000,--", 1000), ("-100,-", -100), ("100,00-", -100)] {
            let found = read(text).readings;
            assert!(matches!(found, Readings::Comma(is) if is.mantissa == mantissa * 10_i128.pow(is.scale)), "{text}");
        }
        for (text, mantissa) in [("100.-", 100), ("CHF 1’000.–", 1000)] {
            assert_eq!(read(text).readings, Readings::Point(exact(mantissa, 0)), "{text}");
        }
        assert_eq!(read("100-").readings, Readings::Same(exact(-100, 0)));
        assert_eq!(read("1.5E+3").readings, Readings::Point(exact(1500, 0)));
        assert!(read("15%").percent);
    }

    #[test]
    fn keeps_both_readings_where_there_are_two() {
        let both = |point, comma| Readings::Either { point, comma };
        assert_eq!(read("1.234").readings, both(exact(1234, 3), exact(1234, 0)));
        assert_eq!(read("-1,234").readings, both(exact(-1234, 0), exact(-1234, 3)));
    }

    #[test]
    fn takes_a_sign_and_a_unit_for_one_currency() {
        let named = |text: &str| CURRENCIES[usize::from(read(text).currency.unwrap())].0;
        for (text, name) in [
            ("￥1,100.00元", "CNY"),
            ("1,100.00 元", "CNY"),
            ("人民币1,100.00元", "CNY"),
            ("US$1,100.00元", "USD"),
            ("US $1,100.00", "USD"),
            ("HK $ 1,100.00", "HKD"),
            ("USD 1,100.00", "USD"),
            ("¥1,100.00円", "JPY"),
            ("$1,100.00 USD", "USD"),
        ] {
            assert_eq!(read(text).readings, Readings::Point(exact(110_000, 2)), "{text}");
            assert_eq!(named(text), name, "{text}");
        }
        for text in ["1.5万", "3万元", "€5元", "¥5 USD"] {
            assert_eq!(read(text).readings, Readings::Not, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "abc", "12abc", "--5", "(-5)", "1.2.3", "1,23", "$€5", "1,2,3", "5 USD EUR", "12:30", "%"] {
            let found = read(text).readings;
            assert!(matches!(found, Readings::Not | Readings::Comma(_)), "{text} {found:?}");
        }
        assert_eq!(read("12/5").readings, Readings::Not);
    }

    #[test]
    fn takes_floats_at_their_shortest_form() {
        assert_eq!(Exact::from_float(0.1 + 0.2), Some(exact(30_000_000_000_000_004, 17)));
        assert_eq!(Exact::from_float(17_850.0), Some(exact(17_850, 0)));
        assert_eq!(Exact::from_float(129.696), Some(exact(1_296_960, 4)));
        assert_eq!(Exact::from_float(f64::NAN), None);
    }
}
