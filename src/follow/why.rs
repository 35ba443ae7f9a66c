//! Why a customer is to be contacted now: what its orders say, and the day on which it came to be so.
//!
//! In: facts and results of one customer. Out: the reasons, the weightiest first. That day decides whether a contact has already
//! dealt with a reason: one that arose after the last contact is open again.

use serde::Serialize;

use crate::analyse::{Analysis, CadenceClass, Movement, Mover, Signal, Trend};
use crate::cube::Cube;
use crate::model::{Day, Money};

/// How many days after its first order a customer is newly won.
pub const NEWLY: i32 = 90;
/// After how many days of silence a customer is dormant, and no longer overdue.
pub const DORMANT: i32 = 365;
/// From how many falls in a row on a streak is told.
pub const STREAK: usize = 3;

/// A reason to contact a customer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Why {
    /// A next date was agreed and has passed without a contact.
    Promised { next: Day },
    /// A next date is today.
    #[serde(rename = "next_date")]
    Reached { next: Day },
    /// Payments are past their day: the earliest of them, and what they add up to.
    Payment { due: Day, amount: Money },
    /// Silent for more than twice its usual gap.
    Overdue { silence: i32, usual: f64, ratio: f64, since: Day },
    /// Bought in the period before, and not in the report's; nobody has confirmed that it left.
    Lost { before: Money, since: Day },
    /// The report's period is far below what was usual.
    Plunge { change: Money, since: Day },
    /// So many periods in a row, each below the one before.
    Streak { periods: usize, since: Day },
    /// Its first order lies so many days back.
    New { days: i32, since: Day },
    /// Nobody has talked to it for longer than its status allows.
    Quiet { days: i32, since: Day },
}

impl Why {
    /// Gives the name in machine-readable output.
    pub fn name(&self) -> &'static str {
        match self {
            Why::Promised { .. } => "promised",
            Why::Reached { .. } => "next_date",
            Why::Payment { .. } => "payment",
            Why::Overdue { .. } => "overdue",
            Why::Lost { .. } => "lost",
            Why::Plunge { .. } => "plunge",
            Why::Streak { .. } => "streak",
            Why::New { .. } => "new",
            Why::Quiet { .. } => "quiet",
        }
    }

    /// Gives the day on which it came to be so.
    pub fn since(&self) -> Day {
        match *self {
            Why::Promised { next } | Why::Reached { next } => next,
            Why::Payment { due, .. } => due,
            Why::Overdue { since, .. }
            | Why::Lost { since, .. }
            | Why::Plunge { since, .. }
            | Why::Streak { since, .. }
            | Why::New { since, .. }
            | Why::Quiet { since, .. } => since,
        }
    }

    /// Gives how pressing it is, in tenths: 30 for a broken promise or a late payment, 20 for a loss, a plunge or an agreed day,
    /// how many times the usual gap for a silence (at most 40), 15 for a streak, 10 for the rest.
    pub fn weight(&self) -> i64 {
        match self {
            Why::Promised { .. } | Why::Payment { .. } => 30,
            Why::Overdue { ratio, .. } => (ratio * 10.0).round().clamp(20.0, 40.0) as i64,
            Why::Lost { .. } | Why::Plunge { .. } | Why::Reached { .. } => 20,
            Why::Streak { .. } => 15,
            Why::New { .. } | Why::Quiet { .. } => 10,
        }
    }
}

/// Gives what the orders of a customer say against leaving it alone, the weightiest first. What may be the season is no reason.
pub fn standing(cube: &Cube, analysis: &Analysis, trend: &Trend, mover: Option<&Mover>) -> Vec<Why> {
    let (as_of, cadence) = (cube.span.as_of, &trend.cadence);
    let mut found = Vec::new();
    if let (Some(silence), Some(usual), Some(ratio), Some(last)) =
        (cadence.silence, cadence.median_interval, cadence.ratio, cadence.last_order)
        && cadence.class == CadenceClass::Overdue
        && !cadence.seasonal
        && silence <= DORMANT
    {
        // The first day on which the silence is more than twice the usual gap.
        let since = last.plus_days((2.0 * usual).floor() as i32 + 1);
        found.push(Why::Overdue { silence, usual, ratio, since });
    }
    // The day on which a period is known to be over; none lies ahead.
    let closed = analysis.period.last_day().plus_days(1).min(as_of);
    if let Some(mover) = mover.filter(|mover| mover.movement == Movement::Lost) {
        let spared = mover.not_yet_due == Some(true) || mover.seasonal == Some(true);
        // It may have come back in the period that has not ended.
        let back = cadence.last_order.is_some_and(|last| last >= analysis.period.first_day());
        if !spared && !back {
            found.push(Why::Lost { before: mover.r0, since: closed });
        }
    } else if analysis.complete {
        if trend.signal == Signal::Plunge
            && let [.., before, last] = trend.series[..]
        {
            found.push(Why::Plunge { change: last - before, since: closed });
        }
        if trend.streak >= STREAK {
            found.push(Why::Streak { periods: trend.streak, since: closed });
        }
    }
    let mut days = cube.customers[trend.customer].order_days(as_of);
    if let Some(first) = days.next()
        && as_of.since(first) <= NEWLY
        && first.since(cube.span.first_day) >= NEWLY
        && cube.span.has_orders()
    {
        found.push(Why::New { days: as_of.since(first), since: first });
    }
    found.sort_by_key(|why| std::cmp::Reverse(why.weight()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::analyse;
    use crate::cube::fixture::{book, by, day, lines};
    use crate::model::{Grain, Rules};

    /// Gives the reasons of each customer of a book by month.
    fn found(text: &str, as_of: &str) -> Vec<(String, Vec<Why>)> {
        let rules = Rules { calendar: by(Grain::Month), ..Rules::default() };
        let cube = Cube::new(&book(&lines(text), day(as_of)), rules.calendar).unwrap();
        let analysis = analyse(&cube, &rules).unwrap();
        let movers = analysis.bridge.as_ref().map_or(&[][..], |bridge| &bridge.movers);
        let one = |trend: &Trend| {
            let mover = movers.iter().find(|mover| mover.customer == trend.customer);
            (cube.customers[trend.customer].key.clone(), standing(&cube, &analysis, trend, mover))
        };
        analysis.trends.customers.iter().map(one).collect()
    }

    #[test]
    fn a_silent_lost_falling_or_new_customer_has_a_reason_and_a_steady_one_none() {
        let mut text = String::new();
        for month in 1..=9 {
            // steady: always; falls: less each month from June; gone: stops in July.
            text += &format!("steady,2025-0{month}-05,100\n");
            text += &format!("falls,2025-0{month}-05,{}\n", if month < 6 { 900 } else { 1000 - 10 * month * month });
            if month <= 8 {
                text += &format!("gone,2025-0{month}-0{},50\n", if month % 2 == 0 { 1 } else { 2 });
            }
        }
        text += "fresh,2025-08-27,70\n";
        let found = found(&text, "2025-09-30");
        let of = |name: &str| &found.iter().find(|(key, _)| key == name).unwrap().1;
        assert_eq!(of("steady"), &[]);
        // 1,000 − 360, − 490, − 640, − 810: June is below May's 900 too.
        assert_eq!(of("falls")[1..], [Why::Streak { periods: 4, since: day("2025-09-30") }]);
        assert!(matches!(of("falls")[0], Why::Plunge { change, .. } if change == Money::from_raw(-170 * 10_000)));
        // Last on 1 August, gaps of 29 to 32 days: 60 days are at most twice 30, so it is neither overdue nor due as lost.
        assert_eq!(of("gone"), &[]);
        assert!(of("fresh").contains(&Why::New { days: 34, since: day("2025-08-27") }));
    }

    #[test]
    fn a_silence_is_a_reason_from_the_day_on_which_it_is_more_than_twice_the_usual_gap() {
        let text = "a,2025-06-01,5\na,2025-06-11,5\na,2025-06-21,5\nb,2025-06-01,9\nb,2025-07-09,9\nb,2025-07-12,9\n";
        let at = |as_of: &str| found(text, as_of).into_iter().find(|(key, _)| key == "a").unwrap().1;
        assert!(!at("2025-07-11").iter().any(|why| matches!(why, Why::Overdue { .. })));
        let late = at("2025-07-12");
        let since = day("2025-07-12");
        assert!(late.contains(&Why::Overdue { silence: 21, usual: 10.0, ratio: 2.1, since }), "{late:?}");
    }
}
