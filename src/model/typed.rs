//! A sheet as people typed it: what comes back filled in, and the log that it goes into.

use super::Day;

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Typed {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    /// A true date.
    Day(Day),
}

impl Typed {
    /// Gives the cell as text, without the white space around it; a date in its ISO form.
    pub fn text(&self) -> String {
        match self {
            Typed::Empty => String::new(),
            Typed::Text(text) => text.trim().to_owned(),
            Typed::Number(number) => format!("{number}"),
            Typed::Day(day) => day.to_string(),
        }
    }

    /// Says whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        match self {
            Typed::Empty => true,
            Typed::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// Gives the day that a cell names, year first: `2025-09-30`, `2025/9/30`, `2025年9月30日`, with a time or without.
    pub fn day(&self) -> Option<Day> {
        let text = match self {
            Typed::Day(day) => return Some(*day),
            // A date that lost its format.
            Typed::Number(number) if (36_526.0..73_051.0).contains(number) => {
                return Some(Day::from_number(number.floor() as i32 - 25_569));
            }
            Typed::Text(text) => text.trim(),
            _ => return None,
        };
        let text = text.split([' ', 'T']).next().unwrap_or_default();
        let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
        let [year, month, day] = parts[..] else { return None };
        let year = year.parse().ok().filter(|year| (1990..=2200).contains(year))?;
        Day::from_ymd(year, month.parse().ok()?, day.parse().ok()?)
    }
}

/// The rows of a sheet, each with its number as the spreadsheet shows it.
pub type Grid = Vec<(u32, Vec<Typed>)>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_year_first_and_nothing_else_is_taken_for_one() {
        let day = |text: &str| Typed::Text(text.into()).day().map(|day| day.to_string());
        for text in
            ["2025-09-30", "2025/9/30", "2025.9.30", "2025年9月30日", "2025-09-30 00:00:00", " 2025-09-30T08:00 "]
        {
            assert_eq!(day(text).as_deref(), Some("2025-09-30"), "{text}");
        }
        for text in ["09-30", "30/9/2025", "下周一", "2025-13-01", "call 2025", ""] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(Typed::Number(45_930.0).day().map(|day| day.to_string()).as_deref(), Some("2025-09-30"));
        assert_eq!(Typed::Number(12.0).day(), None);
    }
}
