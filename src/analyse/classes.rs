//! ABC classes of the window, and who moved between them since a year before (rule 8).

use crate::model::{Money, Period, Tally};

use super::concentration::Window;
use super::{Classes, Concentration};

/// Gives the classes of a window, and the moves from those of the window a year before where there is one.
pub fn classes(
    period: Period,
    now: (&Window, &Concentration),
    before: Option<(Period, &Window, &Concentration)>,
) -> Classes {
    let customers = now.0.nets.len();
    let class = class_of_each(customers, now.1);
    let class_before =
        before.map_or_else(|| vec![None; customers], |(.., measured)| class_of_each(customers, measured));
    let mut migration = [[Tally::default(); 4]; 4];
    if let Some((_, window, _)) = before {
        for (customer, (from, to)) in class_before.iter().zip(&class).enumerate() {
            if from.is_some() || to.is_some() {
                let net = |window: &Window| window.nets[customer].unwrap_or(Money::ZERO);
                migration[place(*from)][place(*to)].add(net(now.0) - net(window));
            }
        }
    }
    let mut sums = [Tally::default(); 4];
    for (customer, class) in class.iter().enumerate() {
        if let Some(net) = now.0.nets[customer] {
            sums[place(*class)].add(net);
        }
    }
    let [a, b, c, _] = sums;
    Classes { period, before: before.map(|(period, ..)| period), a, b, c, class, class_before, migration }
}

/// Gives A, B or C for each customer with rows in the window; what is not above zero is in C.
fn class_of_each(customers: usize, measured: &Concentration) -> Vec<Option<char>> {
    let mut class = vec![None; customers];
    measured.holders.iter().for_each(|holder| class[holder.customer] = Some(holder.class));
    measured.others.iter().for_each(|(customer, _)| class[*customer] = Some('C'));
    class
}

/// Gives the row or column of a class in the migration matrix.
fn place(class: Option<char>) -> usize {
    match class {
        Some('A') => 0,
        Some('B') => 1,
        Some(_) => 2,
        None => 3,
    }
}
