//! What a cell of markup holds: texts, and the values that Excel, LibreOffice and Google Sheets write beside what they show.

use crate::read::Cell;

/// Days between the epochs of 1900 and 1904.
pub(super) const EPOCH_1904: f64 = 1462.0;

/// A cell; texts lie in its row's text, from the one byte to before the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Slot {
    Empty,
    Text(u32, u32),
    Iso(u32, u32),
    Error(u32, u32),
    Unsaved(u32, u32),
    Number(f64),
    Serial(f64),
    Bool(bool),
}

impl Slot {
    /// Borrows the cell.
    pub fn cell(self, text: &str) -> Cell<'_> {
        let of = |start: u32, end: u32| text.get(start as usize..end as usize).unwrap_or_default();
        match self {
            Slot::Empty => Cell::Empty,
            Slot::Text(start, end) => Cell::Text(of(start, end)),
            Slot::Iso(start, end) => Cell::Iso(of(start, end)),
            Slot::Error(start, end) => Cell::Error(of(start, end)),
            Slot::Unsaved(start, end) => Cell::Unsaved(of(start, end)),
            Slot::Number(number) => Cell::Number(number),
            Slot::Serial(days) => Cell::Serial(days),
            Slot::Bool(truth) => Cell::Bool(truth),
        }
    }

    /// Moves the text by as many bytes.
    pub fn moved(self, by: u32) -> Slot {
        match self {
            Slot::Text(start, end) => Slot::Text(start + by, end + by),
            Slot::Iso(start, end) => Slot::Iso(start + by, end + by),
            Slot::Error(start, end) => Slot::Error(start + by, end + by),
            Slot::Unsaved(start, end) => Slot::Unsaved(start + by, end + by),
            other => other,
        }
    }
}

/// What a number format makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Text,
    Date,
    Number,
}

/// Gives what a number format shows: a name of Excel's, or a pattern.
pub(super) fn shown(format: &str) -> Shown {
    let format = format.trim();
    if format == "@" || format.eq_ignore_ascii_case("text") {
        return Shown::Text;
    }
    let lower = format.to_ascii_lowercase();
    if ["date", "time"].iter().any(|word| lower.ends_with(word)) {
        return Shown::Date;
    }
    let named = ["general", "standard", "fixed", "percent", "scientific", "currency", "yes/no", "true/false", "on/off"];
    if named.iter().any(|name| lower.ends_with(name)) {
        return Shown::Number;
    }
    // Letters of a pattern count, but for those in quotes or brackets, or behind a backslash.
    let mut characters = lower.chars();
    while let Some(character) = characters.next() {
        let close = match character {
            '\\' | '_' | '*' => {
                characters.next();
                continue;
            }
            '"' => '"',
            '[' => ']',
            'y' | 'd' | 'h' | 's' | 'm' => return Shown::Date,
            _ => continue,
        };
        characters.by_ref().find(|next| *next == close);
    }
    Shown::Number
}

/// Tells a text that shows a date or a time, where no format says so.
pub(super) fn seems_a_date(text: &str) -> bool {
    let digits = |part: &str| part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let amid = |mark: char| {
        let mut parts = text.splitn(3, mark);
        let (Some(first), Some(second), Some(third)) = (parts.next(), parts.next(), parts.next()) else { return false };
        let is_month = second.len() == digits(second) || second.bytes().all(|byte| byte.is_ascii_alphabetic());
        first.len() == digits(first) && is_month && [first, second, third].iter().all(|part| digits(part) != 3)
    };
    text.contains(['年', '月', '日', ':']) || ['/', '-', '.'].into_iter().any(amid)
}

/// Tells an integer of more digits than a binary float holds, which stays the text that it is.
pub(super) fn is_long(number: &str) -> bool {
    let digits = number.trim().trim_start_matches(['-', '+']).trim_start_matches('0');
    digits.len() > 15 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a number as programs write it, with a point.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    text.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_format_tells_dates_from_numbers_and_texts() {
        for date in
            ["Short Date", "General Date", "yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\"", "h:mm", "[$-409]d-mmm-yy;@"]
        {
            assert_eq!(shown(date), Shown::Date, "{date}");
        }
        for number in ["General", "0.00", "#,##0.00\\ [$kr-41D]", "0.00E+00", "\"days\" 0", "[Red]-0.00", "Percent", ""]
        {
            assert_eq!(shown(number), Shown::Number, "{number}");
        }
        assert_eq!(shown("@"), Shown::Text);
    }

    #[test]
    fn long_integers_are_no_numbers() {
        assert!(is_long("123456789012345678") && is_long("-1234567890123456"));
        assert!(!is_long("123456789012345") && !is_long("0.12345678901234567") && !is_long("000000000000000012"));
        assert_eq!(
            (number("-20.25"), number("1.5E+3"), number("inf"), number("1,5")),
            (Some(-20.25), Some(1500.0), None, None)
        );
    }

    #[test]
    fn what_shows_a_date_is_seen() {
        assert!(
            ["2024-01-05", "5/1/2024", "05.01.2024", "2024年1月5日", "10:30", "5-Jan-24"].into_iter().all(seems_a_date)
        );
        assert!(!["1234.5", "-20.25", "1.234.567,00", "1.234.567", "(5)", "10%"].into_iter().any(seems_a_date));
    }
}
