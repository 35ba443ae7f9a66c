//! Headers that name a period: `2024-01`, `2024年1月`, `Jan 24`, `1月` below a year, `2024Q1`, `上半年`, `2024`.

use unicode_normalization::UnicodeNormalization;

use crate::clean::{date, month_names};
use crate::model::{Calendar, Day, Grain, Period};
use crate::read::OwnedCell;

/// A period as a header names it; the year may stand elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    pub grain: Grain,
    pub year: Option<i32>,
    /// The number within the year, from 1.
    pub part: i32,
    /// Whether it is of a fiscal year: `FY2024`, `FY24Q1`.
    pub fiscal: bool,
}

const HAN: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

impl Named {
    /// Makes a part of a year that is not known.
    pub fn of(grain: Grain, part: i32) -> Named {
        Named { grain, year: None, part, fiscal: false }
    }

    /// Gives the period, where the year is known; of fiscal years, by the month in which they begin.
    pub fn period(self, year: Option<i32>, fiscal_start: u8) -> Option<Period> {
        let fiscal_start = if self.fiscal { fiscal_start } else { 1 };
        // A fiscal year is called by the year in which it ends.
        let year = self.year.or(year)? - i32::from(fiscal_start != 1);
        let length = self.grain.months()?;
        Some(Calendar { grain: self.grain, fiscal_start }.period(year * 12 / length + self.part - 1))
    }

    /// Gives a part of a year with the year that stands in another row of the header.
    pub fn of_year(self, other: Named) -> Option<Named> {
        match (self.grain, other.grain) {
            (Grain::Year, Grain::Year) => None,
            (_, Grain::Year) if self.year.is_none() => {
                Some(Named { year: other.year, fiscal: self.fiscal || other.fiscal, ..self })
            }
            (Grain::Year, _) if other.year.is_none() => other.of_year(self),
            _ => None,
        }
    }
}

/// Reads a header cell.
pub fn named(cell: &OwnedCell) -> Option<Named> {
    match cell {
        OwnedCell::Text(text) => named_text(text),
        OwnedCell::Number(number) if number.fract() == 0.0 => named_text(&format!("{number}")),
        OwnedCell::Serial(serial) => of_month(date::serial_day(*serial)?),
        OwnedCell::Iso(text) => match date::read(text) {
            date::DateText::Day(day) => of_month(day),
            _ => None,
        },
        _ => None,
    }
}

/// Gives the month whose first or last day it is, as spreadsheets head columns of months.
fn of_month(day: i32) -> Option<Named> {
    let (year, month, first) = Day::from_number(day).ymd();
    let last = Day::from_number(day + 1).ymd().2 == 1;
    (first == 1 || last).then_some(Named { year: Some(year), ..Named::of(Grain::Month, i32::from(month)) })
}

fn named_text(text: &str) -> Option<Named> {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 20 {
        return None;
    }
    if let date::DateText::Day(day) = date::read(text)
        && text.len() >= 8
    {
        return of_month(day);
    }
    // The year in front, or behind.
    let squeezed: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '/' | '.' | '\'' | '_')).collect();
    // FY24, FY2024Q1, Q1FY24; a month of a fiscal year may lie in either calendar year.
    if let Some((head, tail)) = squeezed.split_once("fy") {
        let (digits, rest) = tail.split_at(tail.bytes().take_while(u8::is_ascii_digit).count());
        let rest = if head.is_empty() { rest } else { head };
        let year = year(digits)?;
        if !head.is_empty() && !tail.ends_with(digits) {
            return None;
        }
        let found = if rest.is_empty() { Named::of(Grain::Year, 1) } else { part(rest, None)? };
        return (found.grain != Grain::Month).then_some(Named { year: Some(year), fiscal: true, ..found });
    }
    if let Some((head, tail)) = text.split_once(['-', '/', '.'])
        && let Some(year) = year(tail.trim()).filter(|_| tail.trim().len() == 4)
        && head.trim().bytes().all(|b| b.is_ascii_digit())
    {
        return month(year, head.trim());
    }
    if squeezed.len() == 6 && squeezed.bytes().all(|b| b.is_ascii_digit()) {
        return month(year(&squeezed[..4])?, &squeezed[4..]);
    }
    if let Some((head, rest)) = squeezed.split_once('年') {
        let year = year(head)?;
        return if rest.is_empty() {
            Some(Named { year: Some(year), ..Named::of(Grain::Year, 1) })
        } else {
            part(rest, Some(year))
        };
    }
    if let Some(year) = year(&squeezed).filter(|_| squeezed.len() == 4) {
        return Some(Named { year: Some(year), ..Named::of(Grain::Year, 1) });
    }
    if let Some((head, rest)) = text.split_once(['-', '/', '.'])
        && let Some(year) = year(head.trim()).filter(|_| head.trim().len() == 4)
        && rest.trim().bytes().all(|b| b.is_ascii_digit())
    {
        return month(year, rest.trim());
    }
    if let Some(found) = part(&squeezed, None) {
        return Some(found);
    }
    for size in [4, 2] {
        let Some(at) = squeezed.len().checked_sub(size).filter(|at| *at > 0 && squeezed.is_char_boundary(*at)) else {
            continue;
        };
        let (head, tail) = squeezed.split_at(at);
        if let (Some(year), Some(found)) = (year(tail), part(head, None)) {
            return Some(Named { year: Some(year), ..found });
        }
        let (head, tail) = if squeezed.is_char_boundary(size) { squeezed.split_at(size) } else { continue };
        if let (Some(year), Some(found)) = (year(head), part(tail, None)) {
            return Some(Named { year: Some(year), ..found });
        }
    }
    None
}

fn year(text: &str) -> Option<i32> {
    let number: i32 = text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))?;
    match text.len() {
        4 => (1980..2100).contains(&number).then_some(number),
        2 => Some(if number < 70 { 2000 } else { 1900 } + number),
        _ => None,
    }
}

fn month(year: i32, text: &str) -> Option<Named> {
    let part: i32 = text.parse().ok().filter(|part| (1..=12).contains(part))?;
    Some(Named { year: Some(year), ..Named::of(Grain::Month, part) })
}

/// Reads a part of a year, without spaces.
fn part(text: &str, year: Option<i32>) -> Option<Named> {
    let found = |grain, part: usize| Some(Named { year, ..Named::of(grain, part as i32) });
    let at = |names: &[&str], text: &str| names.iter().position(|name| *name == text).map(|at| at + 1);
    let number = |text: &str, most: usize| {
        text.parse::<usize>().ok().or_else(|| at(&HAN, text)).filter(|part| (1..=most).contains(part))
    };
    // Part of a name is none here: a column may be headed Marc.
    let named = month_names::MONTHS.iter().position(|month| *month == text || month[..3] == *text);
    if let Some(at) = named.map(|at| at + 1).or_else(|| (text == "sept").then_some(9)) {
        return found(Grain::Month, at);
    }
    if let Some(head) = text.strip_suffix("月份").or_else(|| text.strip_suffix('月')) {
        return found(Grain::Month, number(head, 12)?);
    }
    let quarter = text.strip_suffix("季度").or_else(|| text.strip_suffix('季'));
    if let Some(head) = quarter {
        return found(Grain::Quarter, number(head.trim_start_matches('第'), 4)?);
    }
    for (sign, grain, most) in [('q', Grain::Quarter, 4), ('h', Grain::Half, 2)] {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return found(grain, number(rest, most).filter(|_| rest.len() == 1)?);
        }
    }
    match text {
        "上半年" => found(Grain::Half, 1),
        "下半年" => found(Grain::Half, 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str, year: Option<i32>) -> Option<String> {
        Some(named_text(text)?.period(year, 1)?.label())
    }

    #[test]
    fn months_quarters_halves_and_years_are_known_in_many_forms() {
        for text in [
            "2024-01",
            "2024/1",
            "2024.01",
            "202401",
            "2024年1月",
            "24年1月",
            "2024年01月份",
            "2024年一月",
            "Jan 24",
            "Jan-24",
            "Jan'24",
            "jan 2024",
            "January 2024",
            "2024 Jan",
            "２０２４年１月",
            "01/2024",
            "1-2024",
            "2024-01-01",
            "2024-01-31",
        ] {
            assert_eq!(label(text, None).as_deref(), Some("2024-01"), "{text}");
        }
        for (text, expected) in [
            ("2024Q3", "2024Q3"),
            ("Q3 2024", "2024Q3"),
            ("3Q24", "2024Q3"),
            ("2024年第三季度", "2024Q3"),
            ("2024年3季度", "2024Q3"),
            ("2024H2", "2024H2"),
            ("2024年下半年", "2024H2"),
            ("2024", "2024"),
            ("2024年", "2024"),
        ] {
            assert_eq!(label(text, None).as_deref(), Some(expected), "{text}");
        }
        for (text, expected) in
            [("1月", "2023-01"), ("十二月", "2023-12"), ("Sept", "2023-09"), ("Q1", "2023Q1"), ("二季度", "2023Q2")]
        {
            assert_eq!((label(text, None), label(text, Some(2023)).as_deref()), (None, Some(expected)), "{text}");
        }
        assert_eq!(
            named(&OwnedCell::Serial(45_292.0)).and_then(|found| found.period(None, 1)).map(|p| p.label()).as_deref(),
            Some("2024-01")
        );
        assert_eq!(named(&OwnedCell::Number(2024.0)).map(|found| found.grain), Some(Grain::Year));
    }

    #[test]
    fn fiscal_years_are_called_by_the_year_in_which_they_end() {
        for (text, expected, first) in [
            ("FY2025", "FY2025", "2024-04-01"),
            ("FY25 Q1", "FY2025Q1", "2024-04-01"),
            ("4Q FY25", "FY2025Q4", "2025-01-01"),
        ] {
            let period = named_text(text).unwrap().period(None, 4).unwrap();
            assert_eq!((period.label().as_str(), period.first_day().to_string().as_str()), (expected, first), "{text}");
        }
        assert_eq!(named_text("FY25 Jan"), None);
        // A part takes its year from another row, whichever of the two stands above.
        let (month, year) = (named_text("1月").unwrap(), named_text("2023年").unwrap());
        assert_eq!(month.of_year(year), year.of_year(month));
        assert_eq!(month.of_year(year).unwrap().year, Some(2023));
        assert_eq!(month.of_year(month), None);
    }

    #[test]
    fn other_headers_and_days_are_none() {
        for text in [
            "客户",
            "金额",
            "2024-01-05",
            "12",
            "100",
            "Total",
            "13月",
            "Q5",
            "1",
            "Mayer",
            "march madness",
            "2024-13",
            "",
        ] {
            assert_eq!(named_text(text), None, "{text}");
        }
        assert_eq!(named(&OwnedCell::Number(350.0)), None);
    }
}
