//! What must hold for any text in a cell and any table; for the fuzz targets (`fuzz/`), and for the tests that keep what they
//! found.

use super::date::{self, DateText};
use super::header;
use super::number::{self, Decimal, Exact, Readings};
use crate::model::{Calendar, Day, Grain, InputOptions, NoProgress, Wants};

/// A plain decimal is the number that a plain parser reads; blanks and a minus change only what they mean; writing a number and
/// reading it again gives it back.
pub fn number(text: &str) {
    let found = number::read(text);
    if let Some(expected) = plain(text) {
        let read = found.readings.by(Decimal::Point);
        assert_eq!(read, Some(expected), "{text:?}");
        let minus = number::read(&format!("-{text}")).readings.by(Decimal::Point);
        assert_eq!(minus, Some(Exact { mantissa: -expected.mantissa, ..expected }), "-{text:?}");
        let brackets = number::read(&format!("({text})")).readings.by(Decimal::Point);
        assert_eq!(brackets, minus, "({text:?})");
        let comma = number::read(&text.replace('.', ",")).readings.by(Decimal::Comma);
        assert_eq!(comma, Some(expected), "{text:?} with a comma");
    }
    assert_eq!(number::read(&format!(" {text}\u{a0}")), found, "{text:?} between blanks");
    for exact in [found.readings.by(Decimal::Point), found.readings.by(Decimal::Comma)].into_iter().flatten() {
        let written = written(exact);
        if written.bytes().filter(u8::is_ascii_digit).count() <= 30 {
            assert_eq!(number::read(&written).readings.by(Decimal::Point), Some(exact), "{text:?} → {written:?}");
        }
    }
}

/// Reads digits with at most one point among them, not through the code under test.
fn plain(text: &str) -> Option<Exact> {
    let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b'.').collect();
    let points = text.len() - digits.len();
    let fits = points <= 1 && (1..=30).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    let mantissa = std::str::from_utf8(&digits).ok().filter(|_| fits)?.parse().ok()?;
    Some(Exact { mantissa, scale: text.find('.').map_or(0, |at| text.len() - at - 1) as u32 })
}

fn written(exact: Exact) -> String {
    let digits = format!("{:01$}", exact.mantissa.unsigned_abs(), exact.scale as usize + 1);
    let (whole, part) = digits.split_at(digits.len() - exact.scale as usize);
    let sign = if exact.mantissa < 0 { "-" } else { "" };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

impl Readings {
    /// Gives the number where the decimal sign is that one.
    fn by(self, decimal: Decimal) -> Option<Exact> {
        match (self, decimal) {
            (Readings::Same(exact), _)
            | (Readings::Point(exact) | Readings::Either { point: exact, .. }, Decimal::Point)
            | (Readings::Comma(exact) | Readings::Either { comma: exact, .. }, Decimal::Comma) => Some(exact),
            _ => None,
        }
    }
}

/// A day that a text names lies between 1900 and 2299 and is read again from each way of writing it; three numbers whose order is
/// open have the day that the calendar gives them in each order.
pub fn date(text: &str) {
    match date::read(text) {
        DateText::Not => {}
        DateText::Month(month) => {
            let first = Day::from_number(month.first);
            let (year, number, day) = first.ymd();
            assert!((1900..2300).contains(&year) && day == 1, "{text:?} became {first}");
            assert!(month.short.is_none_or(|short| i32::from(short) == year % 100), "{text:?} became {first}");
            for again in [format!("{year}-{number}"), format!("{number}/{year}"), format!("{year}年{number}月")] {
                let expected = DateText::Month(date::Month { short: None, ..month });
                assert_eq!(date::read(&again), expected, "{text:?} → {again:?}");
            }
        }
        DateText::Day(number) => {
            let day = Day::from_number(number);
            let iso = day.to_string();
            let calendar: Result<jiff::civil::Date, _> = iso.parse();
            let Ok(calendar) = calendar else { panic!("{text:?} became {iso}, which no calendar has") };
            assert!((1900..2300).contains(&calendar.year()), "{text:?} became {iso}");
            for form in ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d %B %Y", "%d-%b-%Y", "%Y年%m月%d日"] {
                let again = calendar.strftime(form).to_string();
                assert_eq!(date::read(&again), DateText::Day(number), "{text:?} → {again:?}");
            }
        }
        DateText::Open(open) => {
            let [a, b, c] = open.parts.map(|part| i16::try_from(part).unwrap_or(i16::MAX));
            for order in date::DateOrder::ALL {
                let (year, month, day) = match order {
                    date::DateOrder::DayMonthYear => (c, b, a),
                    date::DateOrder::MonthDayYear => (c, a, b),
                    date::DateOrder::YearMonthDay => (a, b, c),
                };
                let year = if open.shape.long_year { year } else { year + if year <= 68 { 2000 } else { 1900 } };
                let parts = i8::try_from(month).ok().zip(i8::try_from(day).ok());
                let expected = parts.and_then(|(month, day)| jiff::civil::Date::new(year, month, day).ok());
                if let Some(found) = open.day(order) {
                    assert_eq!(
                        Some(Day::from_number(found).to_string()),
                        expected.map(|day| day.to_string()),
                        "{text:?}"
                    );
                }
            }
        }
    }
}

/// Folding a header twice is folding it once, and its blanks and capitals do not matter.
pub fn header(text: &str) {
    let folded = header::fold(text);
    assert_eq!(header::fold(&format!(" {text}\t")), folded, "{text:?} between blanks");
    assert!(!folded.name.contains(char::is_whitespace), "{text:?}");
    if let Some(column) = header::position(text) {
        assert_eq!(header::position(&header::letters(column)), Some(column), "{text:?}");
    }
}

/// Whatever stands in a table: where it is understood, every row and amount read is used or set aside.
pub fn table(bytes: &[u8]) {
    let Some((_path, book)) = crate::read::properties::opened(bytes) else { return };
    let input = InputOptions { today: Day::from_ymd(2030, 1, 1), ..InputOptions::default() };
    let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
    let wants = Wants { orders: true, products: true, quantities: true, detail: true, ..Wants::default() };
    let Ok(cleaned) = super::clean(&[book], &input, calendar, wants, &NoProgress) else { return };
    for source in &cleaned.audit.sources {
        let mut sum = source.used;
        for tally in source.set_aside.values() {
            sum += *tally;
        }
        assert_eq!(sum, source.read, "read is used or set aside");
    }
}
