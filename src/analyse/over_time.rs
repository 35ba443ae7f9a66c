//! Concentration at the end of each period, with the change since a year before and the customer behind it (rule 7).

use rayon::prelude::*;

use super::book::Book;
use super::concentration::{Window, concentration};
use super::{Cause, Concentration, ConcentrationOverTime};
use crate::cube::Cube;

/// How many of the largest holders each window keeps.
const KEPT: usize = 20;

/// Measures the window of each period before place `end`.
pub fn over_time(book: &Book<'_>, end: usize) -> Vec<ConcentrationOverTime> {
    let cube = book.cube;
    let months = book.rules.limits.window_months;
    let measured = cube.periods[..end].par_iter().map(|period| {
        let mut window = concentration(&Window::ending(cube, *period, months), &cube.span, &book.rules.limits);
        window.holders.truncate(KEPT);
        window.holders.shrink_to_fit();
        window.others = Vec::new();
        window
    });
    let windows: Vec<Concentration> = measured.collect();
    let each = cube.periods[..end].iter().zip(&windows).map(|(period, window)| {
        let before = cube.place_of(period.year_before()).map(|place| &windows[place]);
        let change = before.and_then(|before| Some(window.cr5? - before.cr5?));
        let cause = before.zip(change).and_then(|(before, change)| cause(cube, (before, window), change));
        ConcentrationOverTime { period: *period, window: window.clone(), change, cause }
    });
    each.collect()
}

/// Among the five largest of both windows, finds the customer whose share moved most in the direction of the change.
fn cause(cube: &Cube, (before, now): (&Concentration, &Concentration), change: f64) -> Option<Cause> {
    // Whoever is no longer among the largest is not kept, and has a share all the same.
    let share = |window: &Concentration, customer: usize| {
        let holder = window.holders.iter().find(|holder| holder.customer == customer).map(|holder| holder.share);
        let net = || cube.net_in(window.from, window.to)(&cube.customers[customer]).filter(|net| net.is_positive());
        holder.or_else(|| net()?.share_of(window.amount)).unwrap_or(0.0)
    };
    let five = |window: &Concentration| window.holders.iter().take(5).map(|holder| holder.customer).collect::<Vec<_>>();
    let mut customers = [five(before), five(now)].concat();
    customers.sort_unstable();
    customers.dedup();
    let moved = customers.into_iter().map(|customer| {
        let (share_before, share) = (share(before, customer), share(now, customer));
        Cause { customer, share, share_before }
    });
    let along = |cause: &Cause| (cause.share - cause.share_before) * change.signum();
    // On equal moves the first by key: `max_by` would take the last.
    moved.rev().max_by(|a, b| along(a).total_cmp(&along(b))).filter(|cause| along(cause) > 0.0)
}
