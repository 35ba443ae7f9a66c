//! How much of the customers and of their revenue stays: period by period, by the period in which customers first bought (cohorts),
//! and what more of it would have been worth.

use rayon::prelude::*;
use serde::Serialize;

use super::book::Book;
use super::identities::equal;
use crate::cube::Cube;
use crate::model::{Failure, Grain, Money, Period, Rules, div_half_even};

/// What became of the customers active in one period, until another (rule 4: over those with revenue above zero there).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Stayed {
    pub from: Period,
    /// Active customers of that period, and how many of them are not active in the later one.
    pub customers: usize,
    pub lost: usize,
    /// Σ r₀, Σ r₁ and Σ min(max(r₁, 0), r₀) over those with r₀ above zero.
    pub base: Money,
    pub now: Money,
    pub kept: Money,
    pub nrr: Option<f64>,
    pub grr: Option<f64>,
    pub logo_churn: Option<f64>,
}

/// One period: against the one before, and against the same of the year before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Retained {
    pub period: Period,
    /// Whether the period before is short.
    pub short: bool,
    pub before: Stayed,
    pub year_before: Option<Stayed>,
    /// The revenue of the period, and the part of it that is not from new customers.
    pub amount: Money,
    pub repeat_share: Option<f64>,
}

/// What is known of when a cohort's customers came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// The data begin in its period: most of its customers may have bought long before.
    BeforeData,
    /// Less than 12 months of data lie before some of its customers' first orders.
    Unverified,
    Verified,
}

/// A cohort in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Remaining {
    /// Its customers that are active.
    pub customers: usize,
    /// The net amount of all of them.
    pub amount: Money,
}

/// The customers that were first active in one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cohort {
    pub period: Period,
    pub known: Known,
    pub customers: usize,
    /// From its own period to the report's.
    pub periods: Vec<Remaining>,
}

/// What so many points more retention would have been worth in one period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct More {
    pub period: Period,
    pub base: Money,
    pub grr: Option<f64>,
    pub nrr: Option<f64>,
    /// The points of the base that could have been kept: never more than were lost.
    pub kept: Money,
    /// With what was kept before and went on at the book's own NRR.
    pub carried: Money,
}

/// What more retention would have been worth over the last year of periods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhatIf {
    /// As a share: 0.05 for five points.
    pub points: f64,
    pub periods: Vec<More>,
    pub kept: Money,
    pub carried: Money,
    /// The revenue of those periods.
    pub revenue: Money,
}

/// Retention over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RetentionOverTime {
    /// From the second period to the report's.
    pub periods: Vec<Retained>,
    /// By period; periods in which nobody was first active are left out.
    pub cohorts: Vec<Cohort>,
    /// Per period from the first to the report's, the amounts outside of all cohorts: of customers that were never active, and of
    /// rows before a customer was.
    pub outside: Vec<Money>,
    pub what_if: Option<WhatIf>,
}

/// Gives retention over the complete periods up to the report's; nothing where none is complete.
pub fn retention_over_time(cube: &Cube, rules: &Rules, period: Period) -> Result<Option<RetentionOverTime>, Failure> {
    let Some(end) = cube.place_of(period).filter(|place| *place < cube.complete).map(|place| place + 1) else {
        return Ok(None);
    };
    let book = Book::new(cube, rules);
    let totals = totals(&book, end);
    let (cohorts, outside) = cohorts(&book, end);
    for (place, total) in totals.iter().enumerate() {
        let within = cohorts.iter().filter_map(|cohort| cohort.at(cube.periods[place]));
        let within: Remaining = within.fold(outside[place].into(), Remaining::and);
        let at = cube.periods[place].label();
        equal("a period's revenue = its cohorts' and what is outside", total.amount, within.amount, &at)?;
        equal("a period's customers = its cohorts'", total.customers, within.customers, &at)?;
    }
    let periods: Vec<Retained> =
        (1..end).into_par_iter().map(|place| retained(&book, place, totals[place].amount)).collect();
    let what_if = what_if(rules, &periods);
    Ok(Some(RetentionOverTime { periods, cohorts, outside, what_if }))
}

impl RetentionOverTime {
    /// Gives how many customers of the cohorts that began within the data are active a year after their first period, of how many.
    pub fn year_later(&self, grain: Grain) -> Option<(usize, usize)> {
        let old = self.cohorts.iter().filter(|one| one.known != Known::BeforeData);
        let old = old.filter_map(|one| Some((one.periods.get(grain.per_year())?.customers, one.customers)));
        old.reduce(|sum, one| (sum.0 + one.0, sum.1 + one.1))
    }

    /// Gives the part of the last year's revenue that is from cohorts that began in it; nothing where the data do not reach further.
    pub fn of_new_in_year(&self, grain: Grain) -> Option<f64> {
        let last = &self.periods[self.periods.len().checked_sub(grain.per_year())?..];
        let first = last.first()?.period;
        let new = self.cohorts.iter().filter(|one| one.period >= first).flat_map(|one| &one.periods);
        let new: Money = new.map(|one| one.amount).sum();
        new.share_of(last.iter().map(|one| one.amount).sum())
    }
}

impl Cohort {
    /// Gives what is left of it in a period; nothing before its own.
    pub fn at(&self, period: Period) -> Option<Remaining> {
        usize::try_from(period.index - self.period.index).ok().and_then(|age| self.periods.get(age).copied())
    }
}

impl From<Money> for Remaining {
    fn from(amount: Money) -> Remaining {
        Remaining { customers: 0, amount }
    }
}

impl Remaining {
    fn and(self, more: Remaining) -> Remaining {
        Remaining { customers: self.customers + more.customers, amount: self.amount + more.amount }
    }
}

/// Gives the active customers and the revenue of each period.
fn totals(book: &Book<'_>, end: usize) -> Vec<Remaining> {
    let mut totals = vec![Remaining::default(); end];
    for (place, cell) in book.cube.customers.iter().flat_map(|customer| &customer.cells) {
        if let Some(total) = totals.get_mut(*place as usize) {
            total.customers += usize::from(book.active(cell));
            total.amount += cell.net;
        }
    }
    totals
}

fn cohorts(book: &Book<'_>, end: usize) -> (Vec<Cohort>, Vec<Money>) {
    let cube = book.cube;
    let mut all: Vec<Vec<Remaining>> = (0..end).map(|place| vec![Remaining::default(); end - place]).collect();
    let (mut sizes, mut unverified) = (vec![0; end], vec![false; end]);
    let mut outside = vec![Money::ZERO; end];
    let verified_from = cube.span.first_day.plus_months(12);
    for (at, customer) in cube.customers.iter().enumerate() {
        let first = book.first_active(at).filter(|first| *first < end);
        if let Some(first) = first {
            sizes[first] += 1;
            unverified[first] |= book.first_order(at).is_none_or(|day| day < verified_from);
        }
        for (place, cell) in customer.cells.iter().filter(|(place, _)| (*place as usize) < end) {
            let place = *place as usize;
            match first.filter(|first| *first <= place) {
                None => outside[place] += cell.net,
                Some(first) => {
                    let cohort = &mut all[first][place - first];
                    cohort.customers += usize::from(book.active(cell));
                    cohort.amount += cell.net;
                }
            }
        }
    }
    let known = |place: usize| match (place, unverified[place]) {
        (0, _) => Known::BeforeData,
        (_, true) => Known::Unverified,
        _ => Known::Verified,
    };
    let made = all.into_iter().enumerate().filter(|(place, _)| sizes[*place] > 0);
    let made = made.map(|(place, periods)| Cohort {
        period: cube.periods[place],
        known: known(place),
        customers: sizes[place],
        periods,
    });
    (made.collect(), outside)
}

fn retained(book: &Book<'_>, place: usize, amount: Money) -> Retained {
    let period = book.cube.periods[place];
    let year_before = book.cube.place_of(period.year_before());
    let new = book.pairs(place - 1, place).filter(|(at, ..)| book.first_active(*at) == Some(place));
    let new: Money = new.map(|(_, _, now)| now.net).sum();
    Retained {
        period,
        short: place == 1 && book.cube.short_first,
        before: stayed(book, place - 1, place),
        year_before: year_before.map(|before| stayed(book, before, place)),
        amount,
        repeat_share: (amount - new).share_of(amount),
    }
}

fn stayed(book: &Book<'_>, p0: usize, p1: usize) -> Stayed {
    let zero = Money::ZERO;
    let (mut customers, mut lost, mut base, mut now, mut kept) = (0, 0, zero, zero, zero);
    for (_, before, after) in book.pairs(p0, p1).filter(|(_, before, _)| before.active) {
        customers += 1;
        lost += usize::from(!after.active);
        if before.net.is_positive() {
            base += before.net;
            now += after.net;
            kept += after.net.positive_part().min(before.net);
        }
    }
    Stayed {
        from: book.cube.periods[p0],
        customers,
        lost,
        base,
        now,
        kept,
        nrr: now.share_of(base),
        grr: kept.share_of(base),
        logo_churn: (customers > 0).then(|| lost as f64 / customers as f64),
    }
}

/// Asks what more retention would have been worth in each of the last year's periods that have a period before to keep from.
fn what_if(rules: &Rules, periods: &[Retained]) -> Option<WhatIf> {
    let many = rules.calendar.grain.per_year();
    let last = &periods[periods.len().saturating_sub(many)..];
    let last: Vec<&Retained> = last.iter().filter(|one| !one.short && one.before.base.is_positive()).collect();
    // In ten-thousandths, as amounts are.
    let points = (rules.what_if * 10_000.0).round() as i128;
    let mut carried = Money::ZERO;
    let each = last.iter().map(|one| {
        let Stayed { base, now, kept, nrr, grr, .. } = one.before;
        let more = rounded(i128::from(base.raw()) * points, 10_000).min(base - kept);
        // What was kept goes on as the others did: never below nothing, and never beyond all that the period has.
        let goes_on = i128::from(carried.raw()) * i128::from(now.positive_part().raw());
        carried = more + rounded(goes_on, base.raw().into()).min(one.amount.positive_part());
        More { period: one.period, base, grr, nrr, kept: more, carried }
    });
    let periods: Vec<More> = each.collect();
    (!periods.is_empty()).then(|| WhatIf {
        points: rules.what_if,
        kept: periods.iter().map(|one| one.kept).sum(),
        carried: periods.iter().map(|one| one.carried).sum(),
        revenue: last.iter().map(|one| one.amount).sum(),
        periods,
    })
}

fn rounded(value: i128, by: i128) -> Money {
    Money::from_raw(i64::try_from(div_half_even(value, by)).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analyse::analyse;
    use crate::cube::fixture::{any_lines, book, by, day, lines, period};
    use crate::model::Active;

    #[test]
    fn what_credits_leave_over_carries_nothing_beyond_what_is_there() {
        // Half of 1,000,007 in the second quarter; in the third half of 3.0001, rounded to even, and what was kept before, grown as
        // those 3.0001 grew to 90,000,000: beyond all that the quarter has.
        let mut lines =
            lines("a,2024-01-05,1000000\na,2024-04-05,5\na,2024-07-05,90000000\nb,2024-01-05,7\nb,2024-04-06,3");
        lines[1].amount = 1;
        let orders = book(&lines, day("2024-12-31"));
        let rules = Rules { what_if: 0.5, ..Rules::default() };
        let cube = Cube::new(&orders, by(Grain::Quarter)).unwrap();
        let found = retention_over_time(&cube, &rules, cube.periods[2]).unwrap().unwrap().what_if.unwrap();
        let carried: Vec<f64> = found.periods.iter().map(|one| one.carried.units()).collect();
        assert_eq!(carried, [500_003.5, 90_000_001.5]);
    }

    fn told(text: &str, as_of: &str) -> RetentionOverTime {
        let rules = Rules { calendar: by(Grain::Quarter), ..Rules::default() };
        let cube = Cube::new(&book(&lines(text), day(as_of)), rules.calendar).unwrap();
        let last = cube.periods[cube.complete - 1];
        retention_over_time(&cube, &rules, last).unwrap().unwrap()
    }

    /// By hand. Quarter 1: a 100, b 50, c 40. Quarter 2: a 120, c −10 (a credit), d 30. Quarter 3: a 60, b 20, d 45.
    const LEDGER: &str = "a,2023-01-01,100\nb,2023-02-01,50\nc,2023-03-01,40\na,2023-04-01,120\nc,2023-05-01,-10
                          d,2023-06-01,30\na,2023-07-01,60\nb,2023-08-01,20\nd,2023-09-01,45\ne,2023-08-08,-5";

    #[test]
    fn what_stayed_is_counted_by_hand() {
        let found = told(LEDGER, "2023-09-30");
        let units = |amount: i64| Money::from_raw(amount * 10_000);
        let second = found.periods[0].before;
        assert_eq!((second.customers, second.lost), (3, 2));
        // 190 before; 120 − 10 now; of it at most what was bought before: 100.
        assert_eq!((second.base, second.now, second.kept), (units(190), units(110), units(100)));
        let third = found.periods[1].before;
        assert_eq!((third.base, third.now, third.kept), (units(150), units(105), units(90)));
        assert_eq!((third.nrr, third.grr, third.logo_churn), (Some(0.7), Some(0.6), Some(0.0)));
        // 140 and 120, without what is new.
        assert_eq!(found.periods[0].repeat_share, Some(110.0 / 140.0));
        assert_eq!(found.periods[1].repeat_share, Some(1.0));
        let cohorts: Vec<(String, Known, usize)> =
            found.cohorts.iter().map(|one| (one.period.label(), one.known, one.customers)).collect();
        assert_eq!(cohorts, [("2023Q1".to_owned(), Known::BeforeData, 3), ("2023Q2".to_owned(), Known::Unverified, 1)]);
        let cells: Vec<(usize, Money)> =
            found.cohorts[0].periods.iter().map(|one| (one.customers, one.amount)).collect();
        assert_eq!(cells, [(3, units(190)), (1, units(110)), (2, units(80))]);
        assert_eq!(found.cohorts[1].at(period("2023Q3")).unwrap().amount, units(45));
        assert_eq!(found.cohorts[1].at(period("2023Q1")), None);
        // e never bought.
        assert_eq!(found.outside, [units(0), units(0), units(-5)]);
        // 5% of 190 is 9.50; 5% of 150 is 7.50, and 9.50 goes on at 105/150.
        let more = found.what_if.unwrap();
        assert_eq!((more.kept, more.carried), (Money::from_raw(170_000), Money::from_raw(170_000 + 66_500)));
        assert_eq!(more.revenue, units(140 + 120));
    }

    #[test]
    fn no_more_can_be_kept_than_was_lost() {
        let found = told("a,2023-01-01,100\nb,2023-01-01,2\na,2023-04-01,100", "2023-06-30");
        assert_eq!(found.what_if.unwrap().kept, Money::from_raw(20_000));
    }

    proptest! {
        /// The ratios are those of the bridges; that the cohorts add up is checked on the way.
        #[test]
        fn retention_over_time_is_that_of_the_bridges(lines in any_lines(), active in 0..3_usize) {
            let active = [Active::Purchase, Active::Any, Active::Net][active];
            let rules = Rules { calendar: by(Grain::Quarter), active, ..Rules::default() };
            let cube = Cube::new(&book(&lines, day("2025-03-31")), rules.calendar).unwrap();
            let analysis = analyse(&cube, &rules).unwrap();
            let found = retention_over_time(&cube, &rules, analysis.period).unwrap().unwrap();
            prop_assert_eq!(found.periods.len(), analysis.history.len());
            for (ours, bridge) in found.periods.iter().zip(&analysis.history) {
                prop_assert_eq!(ours.period, bridge.period1);
                prop_assert_eq!((ours.before.nrr, ours.before.grr), (bridge.retention.nrr, bridge.retention.grr));
                prop_assert_eq!(ours.before.logo_churn, bridge.retention.logo_churn);
                prop_assert_eq!(ours.repeat_share, bridge.retention.repeat_share);
                prop_assert_eq!((ours.before.customers, ours.before.lost), (bridge.customers0, bridge.n_lost));
            }
        }
    }
}
