//! A calendar day without a time zone.

use std::fmt;

use jiff::civil::Date;

/// A day, counted from 1970-01-01 (day 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// Takes a count of days since 1970-01-01.
    pub const fn from_number(number: i32) -> Day {
        Day(number)
    }

    /// Gives the count of days since 1970-01-01.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Gives the day of year, month (1 to 12) and day of the month, where the calendar has it.
    pub fn from_ymd(year: i32, month: i32, day: i32) -> Option<Day> {
        let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        Some(Day::from_date(date))
    }

    /// Reads the ISO form, `2025-09-30`; years of four digits.
    pub fn parse_iso(text: &str) -> Option<Day> {
        let mut parts = text.split('-').map(|part| part.parse::<i32>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        (parts.next().is_none() && (1000..=9999).contains(&year)).then(|| Day::from_ymd(year, month, day)).flatten()
    }

    /// Gives year, month and day of the month.
    pub fn ymd(self) -> (i32, u8, u8) {
        let date = self.date();
        (i32::from(date.year()), date.month() as u8, date.day() as u8)
    }

    /// Gives the day so many calendar months later, at the month's end where that month is shorter.
    pub fn plus_months(self, months: i32) -> Day {
        self.date().checked_add(jiff::Span::new().months(months)).map_or(self, Day::from_date)
    }

    /// Gives the day so many days later.
    pub fn plus_days(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// Gives the number of days from `earlier` to this day.
    pub fn since(self, earlier: Day) -> i32 {
        self.0 - earlier.0
    }

    /// Gives the weekday, Monday 0 to Sunday 6.
    pub fn weekday(self) -> i32 {
        (self.0 + 3).rem_euclid(7)
    }

    fn from_date(date: Date) -> Day {
        let since = date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24;
        Day(since as i32)
    }

    fn date(self) -> Date {
        let epoch = Date::constant(1970, 1, 1);
        epoch.checked_add(jiff::Span::new().days(self.0)).unwrap_or(if self.0 < 0 { Date::MIN } else { Date::MAX })
    }
}

impl fmt::Display for Day {
    /// Writes the ISO form, `2025-09-30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    /// Reads the ISO form that [`serde::Serialize`] writes.
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        Day::parse_iso(&text).ok_or_else(|| serde::de::Error::custom("no ISO day"))
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_from_the_epoch_and_back() {
        for (text, number) in [((1970, 1, 1), 0), ((2000, 3, 1), 11_017), ((1969, 12, 31), -1), ((2026, 2, 28), 20_512)]
        {
            let day = Day::from_ymd(text.0, text.1, text.2).unwrap();
            assert_eq!(day.number(), number);
            assert_eq!(day.ymd(), (text.0, text.1 as u8, text.2 as u8));
        }
        assert_eq!(Day::from_ymd(2025, 2, 29), None);
    }

    #[test]
    fn adds_months_at_the_end_of_short_months() {
        let day = Day::from_ymd(2024, 1, 31).unwrap();
        assert_eq!(day.plus_months(1).to_string(), "2024-02-29");
        assert_eq!(day.plus_months(-12).to_string(), "2023-01-31");
    }

    #[test]
    fn knows_the_weekday() {
        assert_eq!(Day::from_ymd(2026, 11, 21).unwrap().weekday(), 5);
    }
}
