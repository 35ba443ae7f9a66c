//! From which day the data begin, where they end, and from which day the reports speak.
//!
//! Looks at all rows with a customer, a day and an amount, those left out by the user too. Rows after today do not count
//! here, nor does a row more than 366 days away from all others at either end.

use std::collections::BTreeMap;

use super::lines::Lines;
use crate::model::{Calendar, Day, InputOptions, Reason, Span};

/// 1900-01-01, the first day that a date may be.
const FIRST: i32 = -25_567;
const DAYS: usize = 146_097;
const FAR: i32 = 366;

/// How many rows each day has.
pub struct Days {
    rows: Vec<u32>,
    /// Of rows that are sums of periods, the first and the last day of each, and their calendars.
    sums: BTreeMap<i32, i32>,
    calendars: Vec<Calendar>,
}

impl Default for Days {
    fn default() -> Days {
        Days { rows: vec![0; DAYS], sums: BTreeMap::new(), calendars: Vec::new() }
    }
}

impl Days {
    /// Counts a row.
    pub fn add(&mut self, day: i32) {
        if let Some(rows) = usize::try_from(day - FIRST).ok().and_then(|at| self.rows.get_mut(at)) {
            *rows = rows.saturating_add(1);
        }
    }

    /// Counts so many rows.
    pub fn add_rows(&mut self, day: i32, more: u32) {
        if let Some(rows) = usize::try_from(day - FIRST).ok().and_then(|at| self.rows.get_mut(at)) {
            *rows = rows.saturating_add(more);
        }
    }

    /// Counts the rows of another part of the book.
    pub fn join(&mut self, other: &Days) {
        self.rows.iter_mut().zip(&other.rows).for_each(|(rows, more)| *rows = rows.saturating_add(*more));
    }

    /// Gives the last day with rows.
    pub fn last(&self) -> Option<i32> {
        self.rows.iter().rposition(|rows| *rows > 0).map(|at| at as i32 + FIRST)
    }

    /// Counts the rows of a block that have a customer, a day and an amount.
    pub fn add_lines(&mut self, lines: &Lines) {
        if lines.all_count() {
            return lines.day.chunk_by(|one, next| one == next).for_each(|day| self.add_rows(day[0], day.len() as u32));
        }
        for (day, reason) in lines.day.iter().zip(&lines.reason) {
            if matches!(reason, None | Some(Reason::Filtered | Reason::Cancelled)) {
                self.add(*day);
            }
        }
    }

    /// Notes the periods that lines stand for, as those of a cross-tab do.
    pub fn add_sums(&mut self, calendar: Calendar, lines: &Lines) {
        for (day, reason) in lines.day.iter().zip(&lines.reason) {
            if matches!(reason, None | Some(Reason::Filtered | Reason::Cancelled)) {
                let last = calendar.period_of(Day::from_number(*day)).last_day().number();
                let known = self.sums.entry(*day).or_insert(last);
                *known = last.max(*known);
            }
        }
        if !self.calendars.contains(&calendar) {
            self.calendars.push(calendar);
        }
    }

    /// Gives the period of sums that a day parts, with rows behind it: how much lies before that day, nothing says.
    pub fn parted(&self, day: Day) -> Option<(Day, Day)> {
        let later = || self.list(i32::MAX).last().is_some_and(|(last, _)| *last > day.number());
        let (first, last) = self.sums.range(..=day.number()).next_back()?;
        (day.number() < *last && later()).then(|| (Day::from_number(*first), Day::from_number(*last)))
    }

    fn list(&self, to: i32) -> Vec<(i32, u32)> {
        let days =
            self.rows.iter().enumerate().filter(|(_, rows)| **rows > 0).map(|(at, rows)| (at as i32 + FIRST, *rows));
        days.take_while(|(day, _)| *day <= to).collect()
    }

    /// Gives the span of the data, and days that lie too far away to count for it.
    pub fn span(&self, input: &InputOptions, calendar: Calendar) -> Option<(Span, Vec<Day>)> {
        let today = input.today.map_or(i32::MAX, Day::number);
        let all = self.list(today);
        let (near, strays) = if self.sums.is_empty() { without_strays(&all) } else { (&*all, Vec::new()) };
        let (first, last) = (near.first()?.0, near.last()?.0);
        // A sum speaks of its whole period: where the last row is one, the data end with it, and no silence lies inside.
        let summed = self.sums.range(..=today).map(|(_, end)| (*end).min(today)).max().filter(|end| *end >= last);
        let longest_gap = match summed {
            Some(_) => 3,
            None => near.windows(2).map(|pair| pair[1].0 - pair[0].0).max().unwrap_or(0).max(3),
        };
        let given = input.as_of.or(input.until);
        let (as_of, ends_early) = match (given, summed) {
            (Some(day), _) => (day.number(), false),
            (None, Some(end)) => (end, false),
            (None, None) => {
                let end = calendar.period_of(Day::from_number(last)).last_day().number().min(today);
                if end - last > longest_gap { (last, true) } else { (end, false) }
            }
        };
        let shown = near.iter().map(|(day, _)| *day).take_while(|day| *day <= as_of).last().unwrap_or(first);
        let shown = self.sums.get(&shown).map_or(shown, |end| (*end).min(as_of).min(today));
        let span = Span {
            first_day: Day::from_number(first),
            last_day: Day::from_number(shown),
            as_of: Day::from_number(as_of),
            as_of_given: given.is_some(),
            ends_early,
            longest_gap,
            sums: self.calendars.clone(),
        };
        Some((span, strays))
    }
}

impl Days {
    /// Gives the day from which on no day is too early to be today: whoever asks then or later hears the same of these rows.
    pub fn settled(&self, calendar: Calendar) -> Option<Day> {
        let last = Day::from_number(self.list(i32::MAX).last()?.0);
        let summed = self.sums.values().max().map_or(last, |end| Day::from_number(*end));
        Some(calendar.period_of(last).last_day().max(summed))
    }
}

impl Span {
    /// Gives the span of no row at all.
    pub(super) fn of_no_row(input: &InputOptions) -> Span {
        let day = input.as_of.or(input.until).or(input.today).unwrap_or(Day::from_number(0));
        Span {
            first_day: day,
            last_day: day,
            as_of: day,
            as_of_given: input.as_of.or(input.until).is_some(),
            ends_early: false,
            longest_gap: 3,
            sums: Vec::new(),
        }
    }
}

/// Cuts single rows off both ends that lie far away from the others, unless that would leave nothing.
fn without_strays(days: &[(i32, u32)]) -> (&[(i32, u32)], Vec<Day>) {
    let (mut near, mut strays) = (days, Vec::new());
    loop {
        near = match near {
            [(first, 1), rest @ ..] if rest.first().is_some_and(|(next, _)| next - first > FAR) => {
                strays.push(Day::from_number(*first));
                rest
            }
            [rest @ .., (last, 1)] if rest.last().is_some_and(|(before, _)| last - before > FAR) => {
                strays.push(Day::from_number(*last));
                rest
            }
            _ => break,
        };
    }
    let rows: u32 = near.iter().map(|(_, rows)| rows).sum();
    if rows > 1 { (near, strays) } else { (days, Vec::new()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Grain;

    fn day(year: i32, month: i32, day: i32) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    fn span(days: &[Day], today: Day) -> (Span, Vec<Day>) {
        let mut all = Days::default();
        days.iter().for_each(|day| all.add(day.number()));
        let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
        all.span(&InputOptions { today: Some(today), ..InputOptions::default() }, calendar).unwrap()
    }

    #[test]
    fn as_of_is_the_last_days_end_unless_the_silence_is_longer_than_ever() {
        let today = day(2025, 1, 1);
        let early = span(&[day(2024, 1, 2), day(2024, 1, 20), day(2024, 2, 10)], today).0;
        assert_eq!((early.as_of, early.ends_early, early.longest_gap), (day(2024, 2, 10), true, 21));
        let late = span(&[day(2024, 1, 2), day(2024, 2, 10), day(2024, 3, 1)], today).0;
        assert_eq!((late.as_of, late.ends_early, late.longest_gap), (day(2024, 3, 31), false, 39));
        let now = span(&[day(2024, 1, 2), day(2024, 2, 10)], day(2024, 2, 12)).0;
        assert_eq!((now.as_of, now.ends_early), (day(2024, 2, 12), false));
    }

    #[test]
    fn rows_after_today_and_strays_do_not_count() {
        let days = [day(1900, 1, 1), day(2024, 1, 2), day(2024, 1, 5), day(2024, 1, 9), day(2031, 1, 1)];
        let (span, strays) = span(&days, day(2030, 1, 1));
        assert_eq!((span.first_day, span.last_day, span.longest_gap), (day(2024, 1, 2), day(2024, 1, 9), 4));
        assert_eq!(strays, [day(1900, 1, 1)]);
    }
}
