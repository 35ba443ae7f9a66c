//! Whether the days that were asked for fit the rows that there are.
//!
//! A wrong year is the likeliest slip, and a report without a row in it looks like one of a company without customers.

use super::options::Command;
use super::settings::Settings;
use crate::model::problem::{CleanProblem, SettingsProblem};
use crate::model::{Basis, Calendar, Day, Failure, InputOptions, Place, Problem, Severity, Span};

/// Gives the warnings about the days asked for.
///
/// # Errors
/// `--since` after as-of: nothing would be shown. `check`, which shows no period, warns of it too.
pub fn fit(settings: &Settings, span: &Span) -> Result<Vec<Problem>, Failure> {
    // A pivot goes by its own periods, and asks itself.
    if !matches!(settings.command, Command::Check | Command::Pivot) {
        whole_sums(settings.rules.calendar, settings.rules.basis, span)?;
    }
    let mut problems = Vec::new();
    if let Some(problem) = settings.rules.since.and_then(|since| since_after(since, span)) {
        if problem.severity == Severity::Error && settings.command != Command::Check {
            return Err(Failure(Box::new(problem)));
        }
        problems.push(Problem { severity: Severity::Warning, ..problem });
    }
    problems.extend(far_ahead(&settings.input, settings.rules.calendar, span));
    Ok(problems)
}

/// Refuses what sums of periods cannot tell: shorter periods, periods across them, and what needs orders.
fn whole_sums(calendar: Calendar, basis: Basis, span: &Span) -> Result<(), Failure> {
    for sums in &span.sums {
        let (asked, months) = (calendar.grain.months().unwrap_or(0), sums.grain.months().unwrap_or(0));
        let apart = (i32::from(calendar.fiscal_start) - i32::from(sums.fiscal_start)).rem_euclid(months.max(1));
        if asked < months || asked % months.max(1) != 0 || apart != 0 {
            let kind = CleanProblem::FinerThanSums { asked: calendar, sums: sums.grain };
            return Err(Failure::new(Place::default(), kind));
        }
        if basis == Basis::Payment {
            let kind = CleanProblem::NoOrders { option: "--basis payment".into(), sums: sums.grain };
            return Err(Failure::new(Place::default(), kind));
        }
    }
    Ok(())
}

fn since_after(since: Day, span: &Span) -> Option<Problem> {
    let kind = SettingsProblem::SinceAfter { since, last: span.last_day, as_of: span.as_of };
    let severity = if since > span.as_of { Severity::Error } else { Severity::Warning };
    (since > span.last_day).then(|| Problem { severity, ..Problem::warning(Place::default(), kind) })
}

/// Warns where at least one whole period without a row ends by an as-of that was given, and the silence is longer than any
/// inside the data: then all customers of the last period with rows are lost at once.
fn far_ahead(input: &InputOptions, calendar: Calendar, span: &Span) -> Option<Problem> {
    let (option, day) = match (input.as_of, input.until) {
        (Some(day), _) => ("--as-of", day),
        (None, Some(day)) => ("--until", day),
        (None, None) => return None,
    };
    let held = calendar.period_of(span.last_day);
    let first = held.plus(1);
    if day < first.last_day() || day.since(span.last_day) <= span.longest_gap {
        return None;
    }
    let end = calendar.period_of(day);
    let end = if day < end.last_day() { end.before() } else { end };
    let (last, longest_gap) = (span.last_day, span.longest_gap);
    let kind = SettingsProblem::FarAhead { option, day, last, held, empty: (first, end), longest_gap };
    Some(Problem::warning(Place::default(), kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Grain;
    use crate::model::problem::Kind;

    fn day(year: i32, month: i32, day: i32) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    fn span() -> Span {
        Span {
            first_day: day(2024, 1, 5),
            last_day: day(2024, 8, 5),
            as_of: day(2024, 9, 30),
            as_of_given: false,
            ends_early: false,
            longest_gap: 92,
            sums: Vec::new(),
        }
    }

    #[test]
    fn since_after_as_of_shows_nothing_and_after_the_last_row_little() {
        let severity = |since| since_after(since, &span()).map(|problem| problem.severity);
        assert_eq!(severity(day(2024, 8, 5)), None);
        assert_eq!(severity(day(2024, 8, 6)), Some(Severity::Warning));
        assert_eq!(severity(day(2024, 10, 1)), Some(Severity::Error));
    }

    #[test]
    fn an_as_of_behind_a_whole_empty_period_is_told() {
        let calendar = Calendar { grain: Grain::Quarter, fiscal_start: 1 };
        let empty = |as_of| {
            let input = InputOptions { as_of: Some(as_of), ..InputOptions::default() };
            far_ahead(&input, calendar, &span()).map(|problem| match problem.kind {
                Kind::Settings(SettingsProblem::FarAhead { empty: (first, end), .. }) => (first.label(), end.label()),
                other => panic!("{other:?}"),
            })
        };
        assert_eq!(empty(day(2024, 12, 30)), None);
        assert_eq!(empty(day(2024, 12, 31)), Some(("2024Q4".into(), "2024Q4".into())));
        assert_eq!(empty(day(2025, 7, 15)), Some(("2024Q4".into(), "2025Q2".into())));
    }

    #[test]
    fn a_silence_as_long_as_the_data_know_is_none_to_tell() {
        let calendar = Calendar { grain: Grain::Month, fiscal_start: 1 };
        let input = InputOptions { until: Some(day(2024, 10, 31)), ..InputOptions::default() };
        assert_eq!(far_ahead(&input, calendar, &span()), None);
        let input = InputOptions { until: Some(day(2024, 11, 30)), ..InputOptions::default() };
        assert!(far_ahead(&input, calendar, &span()).is_some());
    }
}
