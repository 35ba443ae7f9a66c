//! The identities that must hold exactly, checked on every run: a breach is a mistake of mingxi and stops it.

use rayon::prelude::*;

use crate::cube::{Cube, Customer};
use crate::model::problem::Kind;
use crate::model::{Day, Failure, Money, Place};

use super::bridge::Lines;
use super::{Bridge, Classes, Concentration, PeriodFigures};

/// Checks one equation.
pub fn equal<T: PartialEq + std::fmt::Display>(what: &str, left: T, right: T, at: &str) -> Result<(), Failure> {
    if left == right {
        return Ok(());
    }
    let kind = Kind::Identity { what: what.into(), left: left.to_string(), right: right.to_string(), at: at.into() };
    Err(Failure::new(Place::default(), kind))
}

/// Checks a bridge with its movers: in total, in customers, per customer, on the payment basis, and in its marks.
pub fn check_bridge(bridge: &Bridge) -> Result<(), Failure> {
    let at = format!("{} → {}", bridge.period0, bridge.period1);
    let lines = bridge.new + bridge.returned + bridge.up + bridge.down + bridge.lost + bridge.adjustments + bridge.fx;
    equal(
        "closing = opening + new + returned + up + down + lost + adjustments + fx",
        bridge.closing,
        bridge.opening + lines,
        &at,
    )?;
    equal(
        "customers at the end = customers before + new + returned − lost",
        bridge.customers1 + bridge.n_lost,
        bridge.customers0 + bridge.n_new + bridge.n_returned,
        &at,
    )?;
    for mover in &bridge.movers {
        let (change, lines) = (mover.r1 - mover.r0, Lines::of(mover.movement, mover.r0, mover.r1, mover.fx).sum());
        if change != lines {
            let at = format!("{at}, customer {}", mover.customer);
            equal("a customer's change = its part of the lines", change, lines, &at)?;
        }
    }
    let sum = |amount: fn(&super::Mover) -> Money| bridge.movers.iter().map(amount).sum::<Money>();
    equal("opening = the customers' amounts before", bridge.opening, sum(|mover| mover.r0), &at)?;
    equal("closing = the customers' amounts", bridge.closing, sum(|mover| mover.r1), &at)?;
    equal("fx = what rates made of the customers' amounts", bridge.fx, sum(|mover| mover.fx), &at)?;
    equal("change = the customers' changes", bridge.change(), sum(|mover| mover.change), &at)?;
    equal("the three-part line = the change", bridge.three_part().into_iter().sum(), bridge.change(), &at)?;
    if let Some(payment) = &bridge.payment {
        let sum = payment.new + payment.lost + payment.existing + payment.rest;
        equal("payment basis + rest = change", sum, bridge.change(), &at)?;
    }
    equal("new = verified + unverified", bridge.new, bridge.new_verified.amount + bridge.new_unverified.amount, &at)
}

/// Checks that each period's figures are those of its customers and of its days, and that the periods add up to the book.
pub fn check_periods(cube: &Cube, periods: &[PeriodFigures]) -> Result<(), Failure> {
    let ends: Vec<Day> = cube.periods.iter().map(|period| period.last_day()).collect();
    let mut of_days = vec![Money::ZERO; ends.len()];
    let by_day = cube.by_day();
    let mut place = 0;
    for (day, net) in &by_day {
        while ends.get(place).is_some_and(|end| end < day) {
            place += 1;
        }
        if let Some(sum) = of_days.get_mut(place) {
            *sum += *net;
        }
    }
    let none = || vec![Money::ZERO; ends.len()];
    let add = |mut sums: Vec<Money>, customer: &Customer| {
        customer.cells.iter().for_each(|(place, cell)| sums[*place as usize] += cell.net);
        sums
    };
    let both = |one: Vec<Money>, two: Vec<Money>| one.into_iter().zip(two).map(|(one, two)| one + two).collect();
    let of_cells = cube.customers.par_iter().with_min_len(1024).fold(none, add).reduce(none, both);
    for (place, period) in cube.periods.iter().enumerate() {
        equal("a period = its days", of_cells[place], of_days[place], &period.label())?;
    }
    for (figures, cells) in periods.iter().zip(&of_cells) {
        equal("a period = its customers", figures.amount, *cells, &figures.period.label())?;
    }
    let days: Money = by_day.iter().map(|(_, net)| *net).sum();
    equal("the periods add up to the book", of_cells.into_iter().sum(), days, "all periods")
}

/// Checks that the classes and the holders add up to the window.
pub fn check_window(measured: &Concentration, classes: &Classes) -> Result<(), Failure> {
    let at = format!("{} to {}", measured.from, measured.to);
    let holders: Money = measured.holders.iter().map(|holder| holder.amount).sum();
    equal("the window = its customers", measured.amount, holders, &at)?;
    let all = classes.a.amount + classes.b.amount + classes.c.amount;
    equal("the window = its classes", measured.amount + measured.not_positive.amount, all, &at)?;
    if classes.before.is_some() {
        let stayed = |to: usize| (0..4).map(|from| classes.migration[from][to].n).sum::<u64>();
        let now = [classes.a.n, classes.b.n, classes.c.n];
        for (to, n) in now.into_iter().enumerate() {
            equal("a class = those who moved into it", n, stayed(to), &at)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::{Analysis, analyse};
    use crate::cube::fixture::{book, by, day, lines};
    use crate::model::{Grain, Rules};

    fn told() -> (Cube, Analysis) {
        let lines = lines("a,2023-01-05,10\nb,2023-04-05,5\na,2023-05-05,20\nc,2023-01-06,7\nc,2023-05-01,-2");
        let cube = Cube::new(&book(&lines, day("2023-06-30")), by(Grain::Quarter)).unwrap();
        let analysis = analyse(&cube, &Rules::default()).unwrap();
        (cube, analysis)
    }

    /// A check that cannot fail would be worth nothing: each figure is moved by the smallest step.
    #[test]
    fn every_moved_figure_of_a_bridge_is_found() {
        let (_, analysis) = told();
        let bridge = analysis.bridge.unwrap();
        check_bridge(&bridge).unwrap();
        let step = Money::from_raw(1);
        let moves: [fn(&mut Bridge, Money); 13] = [
            |bridge, step| bridge.new += step,
            |bridge, step| bridge.lost += step,
            |bridge, step| bridge.adjustments += step,
            |bridge, step| bridge.fx += step,
            |bridge, step| (bridge.fx, bridge.down) = (bridge.fx + step, bridge.down - step),
            |bridge, step| bridge.closing += step,
            |bridge, _| bridge.n_new += 1,
            |bridge, _| bridge.customers0 += 1,
            |bridge, step| bridge.movers[0].r1 += step,
            |bridge, step| bridge.movers[0].change += step,
            |bridge, step| bridge.payment.iter_mut().for_each(|payment| payment.rest += step),
            |bridge, step| bridge.new_verified.amount += step,
            |bridge, step| (bridge.up, bridge.opening) = (bridge.up + step, bridge.opening - step),
        ];
        for (at, moved) in moves.into_iter().enumerate() {
            let mut wrong = bridge.clone();
            moved(&mut wrong, step);
            let failure = check_bridge(&wrong).unwrap_err();
            assert_eq!(failure.exit_code(), 70, "{at}");
        }
    }

    #[test]
    fn a_moved_figure_of_a_period_a_cell_or_a_class_is_found() {
        let (mut cube, analysis) = told();
        let mut periods = analysis.periods.clone();
        check_periods(&cube, &periods).unwrap();
        periods[1].amount += Money::from_raw(1);
        assert!(check_periods(&cube, &periods).is_err());
        cube.customers[0].cells[0].1.net += Money::from_raw(1);
        assert!(check_periods(&cube, &analysis.periods).is_err());
        let mut classes = analysis.classes;
        check_window(&analysis.concentration, &classes).unwrap();
        classes.a.amount += Money::from_raw(1);
        assert!(check_window(&analysis.concentration, &classes).is_err());
    }
}
