//! Weeks, months, quarters, half-years and years, in calendar or fiscal years.

use super::Day;

/// The length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    Week,
    Month,
    Quarter,
    Half,
    Year,
}

impl Grain {
    /// Gives the name that is typed.
    pub fn name(self) -> &'static str {
        match self {
            Grain::Week => "week",
            Grain::Month => "month",
            Grain::Quarter => "quarter",
            Grain::Half => "half",
            Grain::Year => "year",
        }
    }

    /// Gives how many periods make a year; of weeks, those of most years.
    pub fn per_year(self) -> usize {
        match self {
            Grain::Week => 52,
            Grain::Month => 12,
            Grain::Quarter => 4,
            Grain::Half => 2,
            Grain::Year => 1,
        }
    }

    /// Gives the length in months; a week has none.
    pub fn months(self) -> Option<i32> {
        match self {
            Grain::Week => None,
            Grain::Month => Some(1),
            Grain::Quarter => Some(3),
            Grain::Half => Some(6),
            Grain::Year => Some(12),
        }
    }
}

/// How days fall into periods: the grain and the first month of the fiscal year (1 for calendar years).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Calendar {
    pub grain: Grain,
    pub fiscal_start: u8,
}

impl Calendar {
    /// Gives the period that holds the day.
    pub fn period_of(self, day: Day) -> Period {
        let index = match self.grain.months() {
            None => (day.number() + 3).div_euclid(7),
            Some(length) => {
                let (year, month, _) = day.ymd();
                (year * 12 + i32::from(month) - i32::from(self.fiscal_start)).div_euclid(length)
            }
        };
        Period { calendar: self, index }
    }

    /// Gives the period with this running number.
    pub fn period(self, index: i32) -> Period {
        Period { calendar: self, index }
    }
}

/// One period; the next one has the index plus one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    pub calendar: Calendar,
    pub index: i32,
}

impl Period {
    /// Gives the period so many periods later.
    pub fn plus(self, periods: i32) -> Period {
        Period { index: self.index + periods, ..self }
    }

    /// Gives the period before.
    pub fn before(self) -> Period {
        self.plus(-1)
    }

    /// Gives the same period of the year before; for a week, the same ISO week (week 53 has week 52 or 53 before it).
    pub fn year_before(self) -> Period {
        match self.calendar.grain.months() {
            Some(length) => self.plus(-12 / length),
            None => {
                let (year, week) = self.iso_week();
                let first = iso_week_one(year - 1);
                let wanted = self.calendar.period(first + week - 1);
                if wanted.iso_week().0 == year - 1 { wanted } else { wanted.before() }
            }
        }
    }

    /// Gives the first day.
    pub fn first_day(self) -> Day {
        match self.calendar.grain.months() {
            None => Day::from_number(self.index * 7 - 3),
            Some(length) => {
                let months = self.index * length + i32::from(self.calendar.fiscal_start) - 1;
                Day::from_ymd(months.div_euclid(12), months.rem_euclid(12) + 1, 1).unwrap_or(Day::from_number(0))
            }
        }
    }

    /// Gives the last day.
    pub fn last_day(self) -> Day {
        self.plus(1).first_day().plus_days(-1)
    }

    /// Gives the number of days in it.
    pub fn days(self) -> i32 {
        self.plus(1).first_day().since(self.first_day())
    }

    /// Gives the label: `2025`, `2025H1`, `2025Q3`, `2025-09`, `2025-W36`, `FY2026Q1`.
    pub fn label(self) -> String {
        let fiscal = self.calendar.fiscal_start != 1;
        match self.calendar.grain {
            Grain::Week => {
                let (year, week) = self.iso_week();
                format!("{year:04}-W{week:02}")
            }
            Grain::Month => {
                let (year, month, _) = self.first_day().ymd();
                format!("{year:04}-{month:02}")
            }
            grain => {
                let per_year = 12 / grain.months().unwrap_or(12);
                let year = self.index.div_euclid(per_year) + i32::from(fiscal);
                let part = self.index.rem_euclid(per_year) + 1;
                let prefix = if fiscal { "FY" } else { "" };
                match grain {
                    Grain::Year => format!("{prefix}{year:04}"),
                    Grain::Half => format!("{prefix}{year:04}H{part}"),
                    _ => format!("{prefix}{year:04}Q{part}"),
                }
            }
        }
    }

    /// Reads a label; the label settles the grain.
    pub fn parse(label: &str, fiscal_start: u8) -> Option<Period> {
        let label = label.trim().to_ascii_uppercase();
        let fiscal = fiscal_start != 1;
        let (year, rest) = match label.strip_prefix("FY") {
            Some(rest) if fiscal => (rest.get(..4)?, rest.get(4..)?),
            Some(_) => return None,
            None => (label.get(..4)?, label.get(4..)?),
        };
        let year: i32 = year.parse().ok()?;
        let calendar = |grain| Calendar { grain, fiscal_start };
        let start = year - i32::from(fiscal);
        let within = |text: &str, most: i32| text.parse::<i32>().ok().filter(|n| (1..=most).contains(n));
        let period = match rest.as_bytes().first() {
            None => calendar(Grain::Year).period(start),
            Some(b'H') => calendar(Grain::Half).period(start * 2 + within(&rest[1..], 2)? - 1),
            Some(b'Q') => calendar(Grain::Quarter).period(start * 4 + within(&rest[1..], 4)? - 1),
            Some(b'-') if rest.as_bytes().get(1) == Some(&b'W') => {
                let week = within(&rest[2..], 53)?;
                let period = calendar(Grain::Week).period(iso_week_one(year) + week - 1);
                (period.iso_week() == (year, week)).then_some(period)?
            }
            Some(b'-') => calendar(Grain::Month).period_of(Day::from_ymd(year, within(&rest[1..], 12)?, 1)?),
            Some(_) => return None,
        };
        Some(period)
    }

    /// Gives ISO year and week of a week's period.
    fn iso_week(self) -> (i32, i32) {
        let thursday = Day::from_number(self.index * 7);
        let year = thursday.ymd().0;
        (year, self.index - iso_week_one(year) + 1)
    }
}

/// Gives the index of the week that holds 4 January, the first week of an ISO year.
fn iso_week_one(year: i32) -> i32 {
    Day::from_ymd(year, 1, 4).map_or(0, |day| (day.number() + 3).div_euclid(7))
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.label())
    }
}

impl serde::Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        let part: Vec<i32> = text.split('-').map(|p| p.parse().unwrap()).collect();
        Day::from_ymd(part[0], part[1], part[2]).unwrap()
    }

    #[test]
    fn labels_and_bounds_agree_with_the_calendar() {
        for (grain, start, on, label, first, last) in [
            (Grain::Quarter, 1, "2025-09-30", "2025Q3", "2025-07-01", "2025-09-30"),
            (Grain::Quarter, 4, "2025-04-01", "FY2026Q1", "2025-04-01", "2025-06-30"),
            (Grain::Year, 4, "2026-03-31", "FY2026", "2025-04-01", "2026-03-31"),
            (Grain::Half, 1, "2025-07-01", "2025H2", "2025-07-01", "2025-12-31"),
            (Grain::Month, 4, "2025-02-10", "2025-02", "2025-02-01", "2025-02-28"),
            (Grain::Week, 1, "2021-01-03", "2020-W53", "2020-12-28", "2021-01-03"),
            (Grain::Week, 1, "2025-12-31", "2026-W01", "2025-12-29", "2026-01-04"),
        ] {
            let period = Calendar { grain, fiscal_start: start }.period_of(day(on));
            assert_eq!(period.label(), label);
            assert_eq!((period.first_day(), period.last_day()), (day(first), day(last)), "{label}");
            assert_eq!(Period::parse(label, start), Some(period), "{label}");
        }
        assert_eq!(Period::parse("2021-W53", 1), None);
        assert_eq!(Period::parse("2025Q5", 1), None);
    }

    #[test]
    fn the_year_before_a_week_is_the_same_iso_week() {
        let week = |label| Period::parse(label, 1).unwrap();
        assert_eq!(week("2026-W10").year_before().label(), "2025-W10");
        assert_eq!(week("2020-W53").year_before().label(), "2019-W52");
        assert_eq!(week("2021-W52").year_before().label(), "2020-W52");
    }
}
