//! How often a customer orders, and whether it is silent for longer than usual (rule 6).

use crate::cube::Customer;
use crate::model::Day;

use super::seasonal;
use super::{Cadence, CadenceClass};

/// Gives a customer's cadence as of a day; `begins` is the data's first day.
pub fn cadence(customer: &Customer, begins: Day, as_of: Day) -> Cadence {
    Room::default().cadence(customer, begins, as_of)
}

/// Room for the order days of one customer after the other, and the intervals between them.
#[derive(Default)]
pub struct Room {
    days: Vec<Day>,
    gaps: Vec<i32>,
}

impl Room {
    /// Gives a customer's cadence as of a day; `begins` is the data's first day.
    pub fn cadence(&mut self, customer: &Customer, begins: Day, as_of: Day) -> Cadence {
        let Room { days, gaps } = self;
        days.clear();
        days.extend(customer.order_days(as_of));
        gaps.clear();
        gaps.extend(days.windows(2).map(|pair| pair[1].since(pair[0])));
        let (order_days, last) = (days.len(), days.last().copied());
        let median = (order_days >= 3).then(|| median(gaps)).flatten();
        let silence = last.map(|last| as_of.since(last));
        let ratio = silence.zip(median).map(|(silence, median)| f64::from(silence) / median);
        let class = match ratio {
            None => CadenceClass::TooFew,
            Some(ratio) if ratio <= 1.0 => CadenceClass::OnTime,
            Some(ratio) if ratio <= 2.0 => CadenceClass::Late,
            Some(_) => CadenceClass::Overdue,
        };
        let seasonal = class == CadenceClass::Overdue
            && median.is_some_and(|median| seasonal::repeats(days, median, begins, as_of));
        Cadence {
            order_days: Some(order_days),
            last_order: last,
            silence,
            median_interval: median,
            ratio,
            class,
            seasonal,
        }
    }
}

impl Cadence {
    /// Gives the cadence of rows that are sums of periods: none can be told.
    pub fn unknown() -> Cadence {
        Cadence {
            order_days: None,
            last_order: None,
            silence: None,
            median_interval: None,
            ratio: None,
            class: CadenceClass::NoOrders,
            seasonal: false,
        }
    }
}

impl Cadence {
    /// Says whether a customer with at least three order days is silent for at most twice its median interval.
    pub fn not_yet_due(&self) -> bool {
        matches!(self.class, CadenceClass::OnTime | CadenceClass::Late)
    }
}

/// Gives the median, nothing of nothing.
pub fn median(gaps: &mut [i32]) -> Option<f64> {
    let (middle, even) = (gaps.len() / 2, gaps.len().is_multiple_of(2));
    if gaps.is_empty() {
        return None;
    }
    let (below, &mut upper, _) = gaps.select_nth_unstable(middle);
    let lower = if even { below.iter().max().copied().unwrap_or(upper) } else { upper };
    Some((f64::from(lower) + f64::from(upper)) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::DayFact;
    use crate::model::Money;

    fn customer(days: &[i32]) -> Customer {
        let fact = |&day: &i32| DayFact { day: Day::from_number(day), net: Money::from_raw(1), order_day: true };
        Customer { days: days.iter().map(fact).collect(), ..Customer::default() }
    }

    #[test]
    fn the_median_of_an_even_number_of_intervals_lies_between_the_middle_two() {
        for (days, median) in [
            (vec![0, 10, 30], Some(15.0)),
            (vec![0, 10, 30, 31], Some(10.0)),
            (vec![0, 7, 8, 20, 40], Some(9.5)),
            (vec![1, 9], None),
        ] {
            assert_eq!(
                cadence(&customer(&days), Day::from_number(0), Day::from_number(50)).median_interval,
                median,
                "{days:?}"
            );
        }
    }

    #[test]
    fn silence_is_on_time_late_or_overdue_by_the_median_interval() {
        for (as_of, class) in [
            (30, CadenceClass::OnTime),
            (31, CadenceClass::Late),
            (40, CadenceClass::Late),
            (41, CadenceClass::Overdue),
        ] {
            assert_eq!(
                cadence(&customer(&[0, 10, 20]), Day::from_number(0), Day::from_number(as_of)).class,
                class,
                "{as_of}"
            );
        }
        assert_eq!(cadence(&customer(&[0, 10]), Day::from_number(0), Day::from_number(30)).class, CadenceClass::TooFew);
    }
}
