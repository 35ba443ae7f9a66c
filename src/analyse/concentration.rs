//! How much of revenue hangs on how few customers (rule 7), over one window of months.

use crate::cube::Cube;
use crate::model::{Day, Limits, Money, Period, Span, Tally};

use super::{Concentration, Flag, Holder};

/// The fewest customers that have a Gini coefficient.
const GINI: usize = 5;

/// The net amount of each customer in some months that end with a day; nothing where no row lies in them.
pub struct Window {
    pub from: Day,
    pub to: Day,
    pub nets: Vec<Option<Money>>,
}

impl Window {
    /// Sums the months that end with the period, or with as-of where that is earlier.
    pub fn ending(cube: &Cube, period: Period, months: i32) -> Window {
        let to = period.last_day().min(cube.span.as_of);
        let from = to.plus_days(1).plus_months(-months);
        Window { from, to, nets: cube.nets_between(from, to) }
    }

    /// Leaves out what the customers bought in these months, for whoever does not tell of it.
    pub fn unasked(cube: &Cube, period: Period) -> Window {
        let to = period.last_day().min(cube.span.as_of);
        Window { from: to, to, nets: vec![None; cube.customers.len()] }
    }
}

/// Measures the concentration in a window.
pub fn concentration(window: &Window, span: &Span, limits: &Limits) -> Concentration {
    let (mut largest, mut others) = (Vec::new(), Vec::new());
    for (customer, net) in window.nets.iter().enumerate() {
        match net {
            Some(net) if net.is_positive() => largest.push((customer, *net)),
            Some(net) => others.push((customer, *net)),
            None => {}
        }
    }
    // Customers stand by key, so their place breaks ties.
    largest.sort_unstable_by_key(|&(customer, net)| (std::cmp::Reverse(net), customer));
    others.sort_unstable_by_key(|&(customer, net)| (net, customer));
    let amounts: Vec<Money> = largest.iter().map(|&(_, net)| net).collect();
    let total: Money = amounts.iter().sum();
    let top = |n: usize| top(&amounts, n);
    let squares = squares(&amounts);
    let holders = holders(&largest, total, limits);
    let mut not_positive = Tally::default();
    others.iter().for_each(|&(_, net)| not_positive.add(net));
    let cr1 = top(1);
    Concentration {
        from: window.from,
        to: window.to,
        partial_window: span.first_day.since(window.from) > span.longest_gap,
        amount: total,
        customers: amounts.len(),
        not_positive,
        cr1,
        cr3: top(3),
        cr5: top(5),
        cr10: top(10),
        cr20: top(20),
        hhi: squares.map(|squares| squares * 10_000.0),
        effective_customers: squares.map(|squares| 1.0 / squares),
        gini: gini(&amounts),
        above_named: holders.iter().filter(|holder| holder.share > limits.named).count(),
        make_80_percent: make_80_percent(&amounts),
        flag_top1: match cr1 {
            Some(share) if share > limits.top1_high => Some(Flag::High),
            Some(share) if share > limits.top1_watch => Some(Flag::Watch),
            _ => None,
        },
        flag_top5: top(5).is_some_and(|share| share > limits.top5),
        holders,
        others,
    }
}

/// Gives the share of the n largest, of amounts above zero and descending.
pub fn top(amounts: &[Money], n: usize) -> Option<f64> {
    amounts.iter().take(n).sum::<Money>().share_of(amounts.iter().sum())
}

/// Gives the sum of the squared shares.
pub fn squares(amounts: &[Money]) -> Option<f64> {
    let total = amounts.iter().sum::<Money>().raw() as f64;
    (!amounts.is_empty()).then(|| amounts.iter().map(|amount| (amount.raw() as f64 / total).powi(2)).sum())
}

/// Gives the Gini coefficient of amounts descending, in the form that divides by n.
fn gini(amounts: &[Money]) -> Option<f64> {
    let n = amounts.len() as i128;
    let total: i128 = amounts.iter().map(|amount| i128::from(amount.raw())).sum();
    let weighted = amounts.iter().zip(0_i128..).map(|(amount, rank)| (n - 1 - 2 * rank) * i128::from(amount.raw()));
    (amounts.len() >= GINI).then(|| weighted.sum::<i128>() as f64 / (n * total) as f64)
}

/// Gives how many of the largest make 80 % together.
fn make_80_percent(amounts: &[Money]) -> usize {
    let total: i128 = amounts.iter().map(|amount| i128::from(amount.raw())).sum();
    let mut together = 0;
    let open = amounts.iter().take_while(|amount| {
        let open = together * 10 < total * 8;
        together += i128::from(amount.raw());
        open
    });
    open.count()
}

fn holders(largest: &[(usize, Money)], total: Money, limits: &Limits) -> Vec<Holder> {
    let mut together = Money::ZERO;
    let share = |amount: Money| amount.share_of(total).unwrap_or(0.0);
    let each = largest.iter().map(|&(customer, amount)| {
        let before = share(together);
        together += amount;
        let class = match before {
            before if before < limits.class_a => 'A',
            before if before < limits.class_b => 'B',
            _ => 'C',
        };
        Holder { customer, amount, share: share(amount), together: share(together), class }
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(values: &[i64]) -> Vec<Money> {
        let mut amounts: Vec<Money> = values.iter().map(|&value| Money::from_raw(value * 10_000)).collect();
        amounts.sort_by(|a, b| b.cmp(a));
        amounts
    }

    /// The examples of the R packages ineq and phylotools.
    #[test]
    fn gini_has_the_published_values() {
        let ineq = gini(&units(&[541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261])).unwrap();
        assert!((ineq - 0.462_091_130_3).abs() < 1e-10);
        assert_eq!(gini(&units(&[1, 3, 2, 1, 1, 1, 4])), Some(4.0 / 13.0));
        assert_eq!(gini(&units(&[1, 2, 3, 4])), None);
    }

    #[test]
    fn the_customer_that_reaches_80_percent_is_one_of_them() {
        for (amounts, n) in [(vec![80, 20], 1), (vec![79, 21], 2), (vec![1; 10], 8), (vec![], 0)] {
            assert_eq!(make_80_percent(&units(&amounts)), n, "{amounts:?}");
        }
    }

    #[test]
    fn classes_look_at_the_share_before_the_customer() {
        let largest: Vec<(usize, Money)> = units(&[80, 10, 5, 3, 2]).into_iter().enumerate().collect();
        let classes: String = holders(&largest, units(&[100])[0], &Limits::default()).iter().map(|h| h.class).collect();
        assert_eq!(classes, "ABBCC");
    }
}
