//! The periods of a book, without a hole, and the place of each day in them.

use crate::model::{Calendar, Day, Period, Span};

/// The periods and what is known of them before any row is counted.
pub struct Timeline {
    pub periods: Vec<Period>,
    /// How many, from the first, have ended by as-of.
    pub complete: usize,
    pub short_first: bool,
}

impl Timeline {
    /// Lays out the periods from that of the first row to that of as-of; rows before the data begin (strays) and after as-of
    /// have their periods too, so that no money falls beside them.
    pub fn new(span: &Span, rows: (Day, Day), calendar: Calendar) -> Timeline {
        let first = calendar.period_of(span.first_day.min(rows.0));
        let last = calendar.period_of(span.as_of.max(rows.1));
        let periods: Vec<Period> = (first.index..=last.index).map(|index| calendar.period(index)).collect();
        let complete = periods.iter().take_while(|period| period.last_day() <= span.as_of).count();
        let begins = first == calendar.period_of(span.first_day);
        let short_first = begins && span.first_day.since(first.first_day()) > span.longest_gap;
        Timeline { periods, complete, short_first }
    }
}

/// The place of each day among some periods, looked up in a table: asked once a row.
pub struct Places {
    first: i32,
    places: Vec<u32>,
}

impl Places {
    /// Makes the table for the days from the first period to the last.
    pub fn new(periods: &[Period]) -> Places {
        let first = periods.first().map_or(0, |period| period.first_day().number());
        let each = periods.iter().enumerate();
        let places = each.flat_map(|(at, period)| std::iter::repeat_n(at as u32, period.days() as usize)).collect();
        Places { first, places }
    }

    /// Gives how many places there are.
    pub fn len(&self) -> usize {
        self.places.last().map_or(0, |place| *place as usize + 1)
    }

    /// Gives the place of a day; the day must lie in the periods.
    pub fn of(&self, day: i32) -> u32 {
        self.places[(day - self.first) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Grain;

    fn day(year: i32, month: i32, day: i32) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    fn span(first: Day, as_of: Day, longest_gap: i32) -> Span {
        Span {
            first_day: first,
            last_day: as_of,
            as_of,
            as_of_given: true,
            ends_early: false,
            longest_gap,
            sums: Vec::new(),
        }
    }

    #[test]
    fn the_first_period_is_short_only_beyond_the_longest_gap() {
        let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
        let rows = (day(2024, 1, 5), day(2024, 8, 1));
        for (gap, short) in [(3, true), (4, false)] {
            let line = Timeline::new(&span(rows.0, rows.1, gap), rows, calendar);
            assert_eq!((line.periods.len(), line.complete, line.short_first), (3, 2, short), "gap {gap}");
        }
    }

    #[test]
    fn a_stray_row_has_its_period_and_makes_none_short() {
        let calendar = Calendar { grain: Grain::Year, fiscal_start: 1 };
        let rows = (day(2014, 3, 1), day(2024, 8, 1));
        let line = Timeline::new(&span(day(2023, 6, 1), day(2024, 12, 31), 3), rows, calendar);
        assert_eq!((line.periods.len(), line.complete, line.short_first), (11, 11, false));
        let places = Places::new(&line.periods);
        assert_eq!(places.of(day(2014, 1, 1).number()), 0);
        assert_eq!(places.of(day(2024, 12, 31).number()), 10);
    }
}
