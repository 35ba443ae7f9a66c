//! The targets that make the target of a period: which of them count, and which days none of them covers.

use std::collections::BTreeMap;

use crate::model::companion::Target;
use crate::model::{Day, Money, Period, div_half_even};

/// Some targets that cover a part of a period without overlapping, and the days between them.
pub struct Cover {
    /// First and last day, and the amount.
    pieces: Vec<(Day, Day, Money)>,
    pub gaps: Vec<(Day, Day)>,
}

impl Cover {
    /// Covers a period with the longest targets that lie in it; of those that overlap with longer ones nothing is taken. Nothing where
    /// none lies in it.
    pub fn of<'a>(rows: impl Iterator<Item = &'a Target>, period: Period) -> Option<Cover> {
        let (first, last) = (period.first_day(), period.last_day());
        let mut sums: BTreeMap<(i32, Day, Day), Money> = BTreeMap::new();
        for row in rows {
            let (from, to) = (row.period.first_day(), row.period.last_day());
            if from >= first && to <= last {
                *sums.entry((-to.since(from), from, to)).or_default() += row.amount;
            }
        }
        let mut pieces: Vec<(Day, Day, Money)> = Vec::new();
        for ((_, from, to), amount) in sums {
            if pieces.iter().all(|piece| to < piece.0 || from > piece.1) {
                pieces.push((from, to, amount));
            }
        }
        pieces.sort();
        let mut gaps = Vec::new();
        let mut next = first;
        for (from, to, _) in &pieces {
            if *from > next {
                gaps.push((next, from.plus_days(-1)));
            }
            next = to.plus_days(1);
        }
        if next <= last {
            gaps.push((next, last));
        }
        (!pieces.is_empty()).then_some(Cover { pieces, gaps })
    }

    pub fn target(&self) -> Money {
        self.pieces.iter().map(|piece| piece.2).sum()
    }

    /// Gives what is due by a day: of a target that is under way as large a part as of its days, rounded half to even.
    pub fn due(&self, day: Day) -> Money {
        self.pieces.iter().map(|&(from, to, amount)| part(amount, day.since(from) + 1, to.since(from) + 1)).sum()
    }

    /// Gives the days that have a target, up to a day, each once.
    pub fn days(&self, to: Day) -> Vec<(Day, Day)> {
        let mut days: Vec<(Day, Day)> = Vec::new();
        for &(from, end, _) in self.pieces.iter().filter(|piece| piece.0 <= to) {
            let end = end.min(to);
            match days.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(end),
                _ => days.push((from, end)),
            }
        }
        days
    }
}

/// Gives `passed ÷ days` of an amount, rounded half to even.
pub fn part(amount: Money, passed: i32, days: i32) -> Money {
    if passed >= days {
        return amount;
    }
    let whole = i128::from(amount.raw()) * i128::from(passed.max(0));
    Money::from_raw(i64::try_from(div_half_even(whole, i128::from(days))).unwrap_or(i64::MAX))
}

/// Joins two covers of one period: amounts of equal days are added up; where their days differ, all days that either has count.
pub fn joined(one: Cover, other: Cover) -> Cover {
    let mut pieces = one.pieces;
    for (from, to, amount) in other.pieces {
        match pieces.iter_mut().find(|piece| (piece.0, piece.1) == (from, to)) {
            Some(piece) => piece.2 += amount,
            None => pieces.push((from, to, amount)),
        }
    }
    pieces.sort();
    let gaps = one.gaps.into_iter().flat_map(|(from, to)| {
        other
            .gaps
            .iter()
            .map(move |gap| (from.max(gap.0), to.min(gap.1)))
            .filter(|gap| gap.0 <= gap.1)
            .collect::<Vec<_>>()
    });
    let gaps = gaps.collect();
    Cover { pieces, gaps }
}
