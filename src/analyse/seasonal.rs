//! Whether a silence is that of a season: the same months were silent in earlier years, and the customer came back after them
//! (rule 8). Needs two years of data. It is a mark beside *lost* and *overdue*, and moves no money.

use crate::model::Day;

/// The longest time in days that a season lies still; who is away for longer had left.
const YEAR: i32 = 366;

/// Says whether the silence from the last of some order days, ascending, to a day repeats that of the same months of each
/// earlier year in which the customer had ordered before. `usual` is the median interval; `begins` the data's first day.
pub fn repeats(days: &[Day], usual: f64, begins: Day, until: Day) -> bool {
    let Some(&last) = days.last() else { return false };
    // Two years have 730 days at least; most books are told apart without a look into the calendar.
    if until.since(begins) < 729 {
        return false;
    }
    let from = next_month(last);
    if from > until || begins.plus_months(24) > until.plus_days(1) {
        return false;
    }
    let mut years = 0;
    loop {
        let back = -12 * (years + 1);
        let (from, until) = (from.plus_months(back), until.plus_months(back));
        let before = days.partition_point(|day| *day < from);
        let after = days.partition_point(|day| *day <= until);
        let (Some(left), Some(came)) = (before.checked_sub(1).map(|at| days[at]), days.get(after)) else { break };
        let gap = came.since(left);
        if before != after || gap > YEAR || f64::from(gap) <= 2.0 * usual {
            return false;
        }
        years += 1;
    }
    years > 0
}

/// Gives the first day of the month after a day.
fn next_month(day: Day) -> Day {
    let (_, _, of_month) = day.ymd();
    day.plus_days(1 - i32::from(of_month)).plus_months(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::fixture::day;

    fn told(days: &[&str], begins: &str, until: &str) -> bool {
        let days: Vec<Day> = days.iter().map(|text| day(text)).collect();
        // Half the orders of a season lie at most so far apart.
        repeats(&days, 20.0, day(begins), day(until))
    }

    const SEASON: [&str; 6] = ["2023-09-05", "2023-09-20", "2023-10-08", "2024-09-02", "2024-09-25", "2024-10-11"];

    #[test]
    fn a_silence_in_the_months_that_were_silent_the_year_before_is_a_season() {
        assert!(told(&SEASON, "2023-01-01", "2025-06-30"));
        // An order of the year before in these months, or not yet after them.
        assert!(!told(&["2023-09-05", "2023-10-08", "2024-03-01", "2024-10-11"], "2023-01-01", "2025-06-30"));
        assert!(!told(&SEASON, "2023-01-01", "2025-09-20"));
    }

    #[test]
    fn it_needs_two_years_of_data() {
        assert!(told(&SEASON, "2023-07-01", "2025-06-30"));
        assert!(!told(&SEASON, "2023-07-02", "2025-06-30"));
    }

    #[test]
    fn every_earlier_year_must_have_been_silent() {
        let with = |extra: &'static str| {
            let mut days = vec!["2022-09-15", extra];
            days.extend(SEASON);
            told(&days, "2022-01-01", "2025-06-30")
        };
        assert!(with("2022-10-02"));
        assert!(!with("2023-02-02"));
    }

    #[test]
    fn a_gap_that_was_usual_or_longer_than_a_year_is_none() {
        let days: Vec<Day> = SEASON.iter().map(|text| day(text)).collect();
        assert!(!repeats(&days, 165.0, day("2023-01-01"), day("2025-06-30")));
        assert!(!told(&["2022-02-01", "2022-02-20", "2024-09-02", "2024-09-25"], "2022-01-01", "2025-06-30"));
        assert!(!told(&["2025-06-02"], "2022-01-01", "2025-06-30"));
    }
}
