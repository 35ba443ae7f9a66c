//! The time of a pivot: which rows are shown, and what each shown period is compared with.
//!
//! The clock ticks in the finest periods that the pivot goes by, or in those of the one period that it is of. A period that has not
//! ended is compared with as many elapsed days of the one before (rule 1).

use rustc_hash::FxHashMap;

use crate::model::{Base, By, Calendar, Dated, Day, Every, Orders, Period, Pivot, Rules, Within};

/// The clock of a pivot.
pub struct Clock {
    /// The length of its periods, and the date that they are of; nothing where the pivot knows no periods.
    pub of: Option<(Every, Dated)>,
    pub fiscal_start: u8,
    /// The first and the last period shown, by number; nothing where every row is shown.
    pub shown: Option<(i32, i32)>,
    /// The one period that is shown.
    pub within: Option<Period>,
    /// The day from which on rows are shown, where there are no periods.
    since: Option<i32>,
    /// Whether rows without a date are shown.
    blanks: bool,
    as_of: Day,
    /// Whether the date is one that is planned: it has days after as-of. Then periods are compared whole.
    pub plans: bool,
    /// By base and number of a period, the periods that are compared with it, each with its days that count, from its first one
    /// on, where not all of them do.
    bases: [FxHashMap<i32, Vec<(i32, Option<(i32, i32)>)>>; 2],
    /// The first period with rows, shown or not.
    pub first: i32,
}

impl Clock {
    /// Sets the clock.
    pub fn new(orders: &Orders, asked: &Pivot, rules: &Rules) -> Clock {
        let fiscal_start = rules.calendar.fiscal_start;
        let as_of = orders.span.as_of;
        let within = asked.within.map(|within| match within {
            Within::Period(period) => period,
            Within::Last(calendar) => last_ended(calendar, as_of),
            Within::Current(calendar) => calendar.period_of(as_of),
        });
        let axes = asked.axes().filter_map(|axis| match &axis.by {
            By::Every(every, dated) => Some((*every, dated.clone())),
            _ => None,
        });
        let own = within.map(|period| (Every::Period(period.calendar.grain), Dated::Ordered));
        // Of equal length, the axis is the clock, so that its date counts.
        let of = axes.chain(own).min_by_key(|(every, _)| *every);
        let mut clock = Clock {
            of,
            fiscal_start,
            shown: None,
            within,
            since: rules.since.map(Day::number),
            blanks: within.is_none() && rules.since.is_none() && asked.last.is_none(),
            as_of,
            plans: false,
            bases: Default::default(),
            first: 0,
        };
        clock.limit(orders, asked, rules);
        clock
    }

    /// Finds the periods that are shown, and their bases.
    fn limit(&mut self, orders: &Orders, asked: &Pivot, rules: &Rules) {
        let Some((every, dated)) = self.of.clone() else { return };
        let days = days(orders, &dated);
        let known = || days.iter().copied().filter(|day| *day != i32::MIN);
        let (Some(first), Some(last)) = (known().min(), known().max()) else { return };
        self.first = self.number(every, first);
        self.plans = last > self.as_of.number();
        let (mut low, mut high) = (self.first, self.number(every, last));
        if let Some(since) = rules.since {
            let number = self.number(every, since.number());
            low = low.max(number + i32::from(self.first_day(every, number) < since));
        }
        if let Some(period) = self.within {
            low = low.max(self.number(every, period.first_day().number()));
            high = high.min(self.number(every, period.last_day().number()));
        }
        if let Some(last) = asked.last {
            low = low.max(high.saturating_sub(i32::try_from(last).unwrap_or(i32::MAX) - 1));
        }
        self.shown = Some((low, high));
        let wanted = |base: Base| asked.values.iter().any(|value| value.base() == Some(base));
        for (base, of) in [Base::Before, Base::YearBefore].into_iter().zip(0..) {
            if !wanted(base) {
                continue;
            }
            for number in low..=high {
                let before = self.before(every, number, base);
                let counted = self.counted(every, number);
                self.bases[of].entry(before).or_default().push((number, counted));
            }
        }
    }

    /// Gives the days of a period that count, from its first one on, where not all do: it has not ended, or it reaches beyond the one
    /// period that is shown, as weeks do.
    fn counted(&self, every: Every, number: i32) -> Option<(i32, i32)> {
        let first = self.first_day(every, number);
        let last = self.period(every, number)?.last_day();
        let ended = if self.plans { last } else { last.min(self.as_of) };
        let (from, to) = match self.within {
            Some(within) => (first.max(within.first_day()), ended.min(within.last_day())),
            None => (first, ended),
        };
        ((from, to) != (first, last)).then(|| (from.since(first), to.since(first)))
    }

    /// Gives the number of the period that a day lies in.
    pub fn number(&self, every: Every, day: i32) -> i32 {
        match every {
            Every::Day => day,
            Every::Period(grain) => {
                Calendar { grain, fiscal_start: self.fiscal_start }.period_of(Day::from_number(day)).index
            }
        }
    }

    /// Gives the period of that number, where it is none of single days.
    pub fn period(&self, every: Every, number: i32) -> Option<Period> {
        match every {
            Every::Day => None,
            Every::Period(grain) => Some(Calendar { grain, fiscal_start: self.fiscal_start }.period(number)),
        }
    }

    /// Gives the first day of a period.
    pub fn first_day(&self, every: Every, number: i32) -> Day {
        self.period(every, number).map_or(Day::from_number(number), Period::first_day)
    }

    fn before(&self, every: Every, number: i32, base: Base) -> i32 {
        match (base, self.period(every, number)) {
            (Base::Before, _) => number - 1,
            (Base::YearBefore, Some(period)) => period.year_before().index,
            (Base::YearBefore, None) => Day::from_number(number).plus_months(-12).number(),
        }
    }

    /// Says whether a period of the clock has not ended.
    pub fn is_partial(&self, number: i32) -> bool {
        let Some((every, _)) = self.of else { return false };
        self.period(every, number).is_some_and(|period| period.last_day() > self.as_of)
    }

    /// Says whether a row of the clock's day is shown; the day is that of the order where there are no periods.
    pub fn shows(&self, day: i32) -> bool {
        if day == i32::MIN {
            return self.blanks;
        }
        match (&self.of, self.shown) {
            (Some((every, _)), Some((low, high))) => {
                let within = self
                    .within
                    .is_none_or(|period| (period.first_day().number()..=period.last_day().number()).contains(&day));
                within && (low..=high).contains(&self.number(*every, day))
            }
            _ => self.since.is_none_or(|since| day >= since),
        }
    }

    /// Gives the shown periods that a row of that day is the base of.
    pub fn compared(&self, base: usize, day: i32) -> impl Iterator<Item = i32> + '_ {
        let every =
            self.of.as_ref().map(|(every, _)| *every).filter(|_| day != i32::MIN && !self.bases[base].is_empty());
        let number = every.map(|every| self.number(every, day));
        let found = number.and_then(|number| self.bases[base].get(&number)).map_or(&[][..], Vec::as_slice);
        let into = every.zip(number).map_or(0, |(every, number)| day - self.first_day(every, number).number());
        let counts = move |days: &Option<(i32, i32)>| days.is_none_or(|(from, to)| (from..=to).contains(&into));
        found.iter().filter(move |(_, days)| counts(days)).map(|(number, _)| *number)
    }

    /// Says whether any row can be a base.
    pub fn compares(&self) -> bool {
        self.bases.iter().any(|bases| !bases.is_empty())
    }

    /// Says whether a period is shown, or the base of one that is.
    pub fn looks_at(&self, number: i32) -> bool {
        self.shown.is_some_and(|(low, high)| (low..=high).contains(&number))
            || self.bases.iter().any(|bases| bases.contains_key(&number))
    }

    /// Says whether the data reach back to the base of a period.
    pub fn reaches(&self, number: i32, base: Base) -> bool {
        self.of.as_ref().is_some_and(|(every, _)| self.before(*every, number, base) >= self.first)
    }

    /// Says whether they reach back to the bases of all that is shown.
    pub fn reaches_all(&self, base: Base) -> bool {
        self.shown.is_some_and(|(low, _)| self.reaches(low, base))
    }
}

/// Gives the days of a date.
pub fn days<'a>(orders: &'a Orders, dated: &Dated) -> &'a [i32] {
    match dated {
        Dated::Ordered => &orders.day,
        Dated::Column(name) => orders.dates.get(name).map_or(&[], Vec::as_slice),
    }
}

fn last_ended(calendar: Calendar, as_of: Day) -> Period {
    let period = calendar.period_of(as_of);
    if period.last_day() <= as_of { period } else { period.before() }
}
