//! What a text can mean as a calendar day.
//!
//! Most forms name one day. `03/04/2024` names two, `03/04/05` three: such a text keeps its three groups, and the column
//! decides which order they stand in ([`super::date_column`]). `2024-10` names a month, and no day of it: whether that serves,
//! the column says too. Days lie between 1900 and 2299; a year outside is a slip.

use unicode_normalization::UnicodeNormalization;

use super::han_date;
use super::month_names::{is_letter, month_of, weekday};
use super::wrapped::{is_invisible, unwrapped};
use crate::model::Day;

/// The order of day, month and year in a date of three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateOrder {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}

impl DateOrder {
    /// All orders.
    pub const ALL: [DateOrder; 3] = [DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay];

    /// Gives the name used in `--date-format` and in output.
    pub fn name(self) -> &'static str {
        match self {
            DateOrder::DayMonthYear => "day/month/year",
            DateOrder::MonthDayYear => "month/day/year",
            DateOrder::YearMonthDay => "year/month/day",
        }
    }

    /// Gives the order of that name; `d/m/y` and `dd.mm.yyyy` name it too.
    pub fn named(name: &str) -> Option<DateOrder> {
        let parts =
            name.split(['/', '-', '.', ' ']).map(|part| part.trim().chars().next().map(|c| c.to_ascii_lowercase()));
        match parts.collect::<Option<Vec<char>>>()?.as_slice() {
            ['d', 'm', 'y'] | ['日', '月', '年'] => Some(DateOrder::DayMonthYear),
            ['m', 'd', 'y'] | ['月', '日', '年'] => Some(DateOrder::MonthDayYear),
            ['y', 'm', 'd'] | ['年', '月', '日'] => Some(DateOrder::YearMonthDay),
            _ => None,
        }
    }
}

/// Three numbers whose order is open, and the shape they stand in: the separator, and whether the year has four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    pub parts: [u16; 3],
    pub shape: Shape,
}

/// What dates must share to be decided together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shape {
    pub separator: char,
    pub long_year: bool,
}

/// A month of which no day is named: its first day, and the year where two digits say it, as in `Oct-24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    pub first: i32,
    pub short: Option<u16>,
}

/// What a text means as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateText {
    Day(i32),
    Open(Open),
    Month(Month),
    Not,
}

impl DateText {
    /// Says whether it names a day, in whatever order.
    pub fn is_day(self) -> bool {
        matches!(self, DateText::Day(_) | DateText::Open(_))
    }
}

impl Open {
    /// Gives the day in that order, where the calendar has it.
    pub fn day(self, order: DateOrder) -> Option<i32> {
        let [a, b, c] = self.parts;
        let (year, month, day) = match order {
            DateOrder::DayMonthYear => (c, b, a),
            DateOrder::MonthDayYear => (c, a, b),
            DateOrder::YearMonthDay if self.shape.long_year => return None,
            DateOrder::YearMonthDay => (a, b, c),
        };
        if self.shape.long_year || year <= 99 {
            day_of(full_year(year, self.shape.long_year), month, day)
        } else {
            None
        }
    }
}

/// Gives the year of two digits: 00 to 68 are of this century, as POSIX has it.
pub fn full_year(year: u16, long: bool) -> u16 {
    match year {
        year if long => year,
        0..=68 => 2000 + year,
        year => 1900 + year,
    }
}

/// Gives the day number, from 1900 to 2299.
fn day_of(year: u16, month: u16, day: u16) -> Option<i32> {
    if !(1900..2300).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    Day::from_ymd(i32::from(year), i32::from(month), i32::from(day)).map(Day::number)
}

/// Days between 1899-12-30 and 1970-01-01.
const EPOCH_1900: i32 = 25_569;

/// Gives the day of a date serial of a spreadsheet: days since 1899-12-30.
pub fn serial_day(serial: f64) -> Option<i32> {
    (1.0..146_465.0).contains(&serial).then(|| serial.floor() as i32 - EPOCH_1900)
}

/// Gives the serial of a day.
pub fn day_serial(day: i32) -> f64 {
    f64::from(day + EPOCH_1900)
}

/// Days between the epochs of 1900 and 1904.
const EPOCH_1904: f64 = 1462.0;

/// Gives the day of a plain number in a date column: `20240105`, `20240105101112`, or a serial from 1954 to 2119 (four years
/// on where the workbook counts its days from 1904).
pub fn number_day(number: f64, epoch_1904: bool) -> Option<i32> {
    if number.fract() == 0.0 && (19_000_101.0..23_000_000.0).contains(&number) {
        let digits = number as u32;
        return day_of((digits / 10_000) as u16, (digits / 100 % 100) as u16, (digits % 100) as u16);
    }
    if number.fract() == 0.0 && (19e12..23e12).contains(&number) {
        return moment_day(&format!("{number}"));
    }
    let serial = number + if epoch_1904 { EPOCH_1904 } else { 0.0 };
    (20_000.0..80_000.0).contains(&number).then(|| serial_day(serial)).flatten()
}

/// Gives the day of `20240105101112` or `202401051011`, digits that end with a time of day.
fn moment_day(digits: &str) -> Option<i32> {
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u16>().ok();
    let second = if digits.len() == 14 { number(12..14)? } else { 0 };
    let is_time = matches!(digits.len(), 12 | 14) && number(8..10)? < 24 && number(10..12)? < 60 && second < 60;
    if is_time { day_of(number(0..4)?, number(4..6)?, number(6..8)?) } else { None }
}

/// Gives the day of `2024-01-05`, alone or with a time behind it; the form that most exports have, without detours.
#[inline]
pub fn iso_day(bytes: &[u8]) -> Option<i32> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = bytes else { return None };
    if !rest.is_empty() && !is_time(rest) {
        return None;
    }
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2];
    if !digits.iter().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let two = |a: &u8, b: &u8| u16::from(a - b'0') * 10 + u16::from(b - b'0');
    day_of(two(y1, y2) * 100 + two(y3, y4), two(m1, m2), two(d1, d2))
}

/// Says whether a time of day follows a date: a space or `T`, a digit, and a colon.
#[inline]
pub fn is_time(rest: &[u8]) -> bool {
    matches!(rest, [b' ' | b'T', b'0'..=b'9', b':', ..] | [b' ' | b'T', b'0'..=b'9', b'0'..=b'9', b':', ..])
}

/// Gives a date's text without the time of day behind it.
pub fn without_time(text: &str) -> &str {
    let text = text.trim();
    let bytes = text.as_bytes();
    let start = (1..bytes.len()).find(|&at| bytes[at - 1].is_ascii_alphanumeric() && is_time(&bytes[at..]));
    match start {
        Some(at) => &text[..at],
        None => match text.rsplit_once(char::is_whitespace) {
            // 2024年1月5日 上午10:30, 2024/1/5 星期五, 2024-01-05 Fri
            Some((date, rest)) if is_beside(rest) && date.contains(|c: char| c.is_ascii_digit() || c == '年') => {
                without_time(date)
            }
            // 2024年1月5日下午3:04
            _ => match text.find(['上', '下', '星', '周', '中', '凌', '晚']) {
                Some(at) if is_beside(&text[at..]) && text[..at].ends_with(['日', '号']) => &text[..at],
                _ => text,
            },
        },
    }
}

/// Says whether what follows a date is a time or a weekday.
fn is_beside(rest: &str) -> bool {
    let word = rest.trim_matches(['(', ')', ',', '（', '）']);
    rest.contains(':') || rest.contains('：') || word.starts_with("星期") || word.starts_with('周') || weekday(word)
}

/// Reads a text.
pub fn read(text: &str) -> DateText {
    read_of(text, false)
}

/// Reads a text of a workbook that may count its days from 1904.
pub fn read_of(text: &str, epoch_1904: bool) -> DateText {
    let plain: String = without_time(unwrapped(text)).nfkc().filter(|c| !is_invisible(*c)).collect();
    let plain = plain.trim();
    if let Some(day) = iso_day(plain.as_bytes()) {
        return DateText::Day(day);
    }
    if plain.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && let Some(day) = moment_day(plain).or_else(|| number_day(plain.parse().ok()?, epoch_1904))
    {
        return DateText::Day(day);
    }
    let settled = |year, month, day| day_of(year, month, day).map_or(DateText::Not, DateText::Day);
    if let Some(han) = han_date::read(plain) {
        return match han.day {
            Some(day) => settled(han.year, han.month, day),
            None => month(han.year, han.month, None),
        };
    }
    if let Some(month) = month_alone(plain) {
        return month;
    }
    let Some(groups) = groups(plain) else { return DateText::Not };
    let number = |group: &str| match group.len() {
        1..=4 => group.parse::<u16>().ok(),
        _ => None,
    };
    match groups.as_slice() {
        [(a, first), (b, second), (c, ' ')] => {
            // 5-Jan-24, 5 January 2024, Jan 5, 2024
            if let (Some(d), Some(m), Some(y)) = (number(a), month_of(b), number(c)) {
                // 2024-Jan-05
                if a.len() == 4 {
                    return settled(d, m, y);
                }
                return settled(full_year(y, c.len() == 4), m, d);
            }
            if let (Some(m), Some(d), Some(y)) = (month_of(a), number(b), number(c)) {
                return settled(full_year(y, c.len() == 4), m, d);
            }
            let (Some(one), Some(two), Some(three)) = (number(a), number(b), number(c)) else { return DateText::Not };
            if first != second || !matches!(first, '/' | '-' | '.') {
                return DateText::Not;
            }
            match (a.len(), b.len(), c.len()) {
                (4, 1..=2, 1..=2) => settled(one, two, three),
                (1..=2, 1..=2, 2 | 4) => {
                    let shape = Shape { separator: *first, long_year: c.len() == 4 };
                    let open = Open { parts: [one, two, three], shape };
                    match DateOrder::ALL.iter().any(|&order| open.day(order).is_some()) {
                        true => DateText::Open(open),
                        false => DateText::Not,
                    }
                }
                (2, 1..=2, 1) => settled(full_year(one, false), two, three),
                _ => DateText::Not,
            }
        }
        _ => DateText::Not,
    }
}

/// Gives a month by its first day.
fn month(year: u16, month: u16, short: Option<u16>) -> DateText {
    day_of(year, month, 1).map_or(DateText::Not, |first| DateText::Month(Month { first, short }))
}

/// Reads a month without a day: `2024-10`, `10/2024`, `202410`, `Oct 2024`, `Oct-24`.
///
/// `2024.1` may be October that a spreadsheet has shortened, `201112` a day of 2020, `24-Oct` a day of any year.
fn month_alone(text: &str) -> Option<DateText> {
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let two = |text: &str| text.parse::<u16>().ok().filter(|_| (1..=2).contains(&text.len()));
    if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
        let year = text[..4].parse().ok().filter(|year| (2013..2100).contains(year))?;
        return Some(month(year, two(&text[4..])?, None));
    }
    let (head, behind) = text.split_at(text.find(['-', '/', ' ', '.', ','])?);
    let rest = behind.trim_start_matches(['-', '/', ' ', '.', ',', '\'']);
    let sign = &behind[..behind.len() - rest.len()];
    let marked = matches!(sign, "-" | "/");
    Some(match (is_year(head), is_year(rest), month_of(head)) {
        (true, false, None) => match two(rest).filter(|_| marked) {
            Some(number) => month(head.parse().ok()?, number, None),
            None => month(head.parse().ok()?, month_of(rest.trim_end_matches('.'))?, None),
        },
        (false, true, None) => month(rest.parse().ok()?, two(head).filter(|_| marked)?, None),
        (false, true, Some(named)) => month(rest.parse().ok()?, named, None),
        // May 10 would be a day.
        (false, false, Some(named)) if rest.len() == 2 && sign.contains(['-', '\'']) => {
            let short = two(rest)?;
            month(full_year(short, false), named, Some(short))
        }
        _ => return None,
    })
}

/// Why a text that looks like a date names no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay {
    /// It names a month.
    Month,
    /// Its year has three digits, as those of the Republic have: the year, and which it would be.
    Republic(u16, u16),
}

/// Says why a text that looks like a date names no day.
pub fn no_day(text: &str) -> Option<NoDay> {
    if let DateText::Month(_) = read(text) {
        return Some(NoDay::Month);
    }
    let year = text.trim().get(..3)?.parse::<u16>().ok().filter(|year| (100..200).contains(year))?;
    let behind = text.trim()[3..].trim_start();
    behind.starts_with(['/', '-', '.', '年']).then_some(NoDay::Republic(year, year + han_date::BEFORE))
}

/// Splits into three groups of digits or letters, each with the sign behind it; the last one's is a space where it has none.
fn groups(text: &str) -> Option<Vec<(&str, char)>> {
    let text = text.strip_suffix('.').unwrap_or(text);
    let words = |c: char| c.is_ascii_digit() || is_letter(c);
    let mut groups = Vec::with_capacity(3);
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !words(c)).unwrap_or(rest.len());
        // A group of letters and digits such as `5Jan2024` splits where the kind changes.
        let digits = rest.as_bytes().first()?.is_ascii_digit();
        let end = rest[..end].find(|c: char| c.is_ascii_digit() != digits).unwrap_or(end);
        if end == 0 {
            return None;
        }
        let (group, behind) = rest.split_at(end);
        let mut signs = behind.chars().take_while(|&c| !words(c) && c != ' ');
        let sign = signs.next().filter(|_| signs.next().is_none());
        let length: usize = behind.chars().take_while(|&c| !words(c)).map(char::len_utf8).sum();
        // Of a comma and a space, or a space alone, the kind does not matter.
        groups.push((group, sign.filter(|&c| c != ',').unwrap_or(' ')));
        rest = &behind[length..];
        if groups.len() > 6 {
            return None;
        }
    }
    // 5 de marzo de 2024
    groups.retain(|(group, _)| *group != "de");
    // 5th January 2024
    let is_ordinal = |at: &usize| {
        let (before, word) = (groups[at - 1].0, groups[*at].0);
        before.len() <= 2 && before.parse::<u8>().is_ok() && matches!(word, "st" | "nd" | "rd" | "th" | "er")
    };
    if let Some(at) = (1..groups.len()).find(is_ordinal) {
        groups.remove(at);
    }
    // Friday, 5 January 2024
    if groups.len() == 4 && weekday(groups[0].0) {
        groups.remove(0);
    }
    (groups.len() == 3).then_some(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> DateText {
        let part: Vec<i32> = text.split('-').map(|p| p.parse().unwrap()).collect();
        DateText::Day(Day::from_ymd(part[0], part[1], part[2]).unwrap().number())
    }

    #[test]
    fn reads_forms_that_name_one_day() {
        for text in [
            "2024-01-05",
            "2024-1-5",
            "2024/1/5",
            "2024.01.05",
            "20240105",
            "2024年1月5日",
            "2024年01月05日 10:30",
            "2024年1月5号",
            "2024-01-05 08:26:00",
            "2024-01-05T08:26:00Z",
            "2024/1/5 8:26",
            "2024/1/5 上午8:26",
            "2024-01-05 星期五",
            "5-Jan-24",
            "5 January 2024",
            "05Jan2024",
            "Jan 5, 2024",
            "January 5 2024",
            "Friday, 5 January 2024",
            "2024-01-05 Fri",
            "5 January 2024 (Friday)",
            "5th January 2024",
            "January 5th, 2024",
            "2024年1月5日下午3:04",
            "2024年1月5日 星期五",
            "2024年1月5日星期五",
            "20240105101112",
            "202401051011",
            "=\"2024-01-05\"",
            "'2024-01-05",
            "\u{feff}2024-01-05",
            "2024-Jan-05",
            "45296",
            "45296.5",
            "２０２４－０１－０５",
            "二〇二四年一月五日",
            "二零二四年一月五号 10:30",
            "民國113年1月5日",
            "民国一一三年一月五日",
            "民國113/01/05",
            "5 janvier 2024",
            "5 janv. 2024",
            "05-janv-24",
            "vendredi 5 janvier 2024",
            "5. Januar 2024",
            "5. Jän. 2024",
            "Freitag, 5. Januar 2024",
            "5 de enero de 2024",
            "viernes, 5 de enero de 2024",
        ] {
            assert_eq!(read(text), day("2024-01-05"), "{text}");
        }
        assert_eq!(read("7-Sept-1999"), day("1999-09-07"));
        for (text, month) in
            [("1er mars 2024", 3), ("1. März 2024", 3), ("01-août-24", 8), ("1 Mrz 2024", 3), ("1 dic 2024", 12)]
        {
            assert_eq!(read(text), day(&format!("2024-{month}-1")), "{text}");
        }
    }

    #[test]
    fn keeps_the_order_open_where_it_is() {
        let DateText::Open(open) = read("03/04/2024 10:30") else { panic!() };
        assert_eq!(open.day(DateOrder::DayMonthYear).map(DateText::Day), Some(day("2024-04-03")));
        assert_eq!(open.day(DateOrder::MonthDayYear).map(DateText::Day), Some(day("2024-03-04")));
        assert_eq!(open.day(DateOrder::YearMonthDay), None);
        let DateText::Open(open) = read("02.24.03") else { panic!() };
        let days: Vec<_> = DateOrder::ALL.iter().map(|&order| open.day(order).map(DateText::Day)).collect();
        assert_eq!(days, [None, Some(day("2003-02-24")), None]);
    }

    #[test]
    fn a_month_without_a_day_is_no_day() {
        let DateText::Day(first) = day("2024-10-1") else { panic!() };
        for text in [
            "2024-10",
            "2024/10",
            "10/2024",
            "202410",
            "2024年10月",
            "二〇二四年十月",
            "民國113年10月",
            "Oct 2024",
            "Oct. 2024",
            "October-2024",
            "2024 Oct",
            "2024-Oct",
            "octobre 2024",
            "Oktober 2024",
        ] {
            assert_eq!(read(text), DateText::Month(Month { first, short: None }), "{text}");
        }
        for text in ["Oct-24", "oct.-24", "Okt-24", "Oct '24"] {
            assert_eq!(read(text), DateText::Month(Month { first, short: Some(24) }), "{text}");
        }
        assert!(!read("2024-10").is_day() && read("2024-10-01").is_day() && read("03/04/2024").is_day());
    }

    #[test]
    fn refuses_what_the_calendar_does_not_have() {
        for text in [
            "20240105106112",
            "20241305101112",
            "123456789012",
            "5xy January 2024",
            "13/25/2024",
            "",
            "2024-02-30",
            "0204-01-01",
            "合计",
            "12",
            "1.5",
            "2024-13",
            "2024.10",
            "201112",
            "24-Oct",
            "May 10",
            "10/24",
            "113/03/05",
            "113年3月5日",
            "jui 5 2024",
            "1/2-2024",
            "Total 5 2024",
        ] {
            assert_eq!(read(text), DateText::Not, "{text}");
        }
    }

    #[test]
    fn knows_an_order_by_its_short_names() {
        for name in ["day/month/year", "d/m/y", "dd.mm.yyyy", "DD-MM-YY", "日/月/年"] {
            assert_eq!(DateOrder::named(name), Some(DateOrder::DayMonthYear), "{name}");
        }
        assert_eq!(DateOrder::named("year/day/month"), None);
    }
}
