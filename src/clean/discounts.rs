//! Discounts that take off more than half of the price nearly throughout: `0.9` may be what is left to pay, as 九折 is.
//!
//! Only where amounts are computed and no option names the column; they count as shares that are taken off, with a word.

use std::collections::BTreeMap;

use super::lines::Lines;
use super::number_column::Value;
use super::sheet::Folded;
use super::view::View;
use crate::model::problem::CleanProblem;
use crate::model::{Field, Money, Place, Problem, Tally};

/// What was seen of one sheet.
#[derive(Default)]
struct Seen {
    /// Discounts that are not zero, and those among them beyond one half.
    given: u64,
    deep: Tally,
    /// The first of those as it stands.
    first: Option<String>,
}

/// What was seen, by sheet.
#[derive(Default)]
pub struct Discounts(BTreeMap<u16, Seen>);

impl Discounts {
    /// Looks at the lines of a block that count.
    pub fn take(&mut self, view: &View<'_>, lines: &Lines, source: u16) {
        let computed = view.numbers(Field::Amount).is_none();
        let mapped = view.layout().of(Field::Discount).filter(|mapped| computed && !mapped.given);
        let (Some(_), Some(column)) = (mapped, view.numbers(Field::Discount)) else { return };
        let seen = self.0.entry(source).or_default();
        for row in (0..lines.reason.len()).filter(|row| lines.reason[*row].is_none()) {
            let Value::Is(share) = column.exact(view.skip + row) else { continue };
            seen.given += u64::from(share.mantissa > 0);
            let half = 10_i128.checked_pow(share.scale);
            if half.is_some_and(|whole| share.mantissa.saturating_mul(2) > whole) {
                seen.deep.add(Money::from_raw(lines.money[row]));
                if seen.first.is_none() {
                    seen.first = view.standing(Field::Discount, view.skip + row);
                }
            }
        }
    }

    /// Warns of columns most of whose discounts are beyond one half.
    pub fn problems(self, sheets: &[Folded]) -> Vec<Problem> {
        let told = |(source, seen): (u16, Seen)| {
            let chosen = &sheets[usize::from(source)].chosen;
            let column = chosen.layout.of(Field::Discount)?.header.clone();
            let first = seen.first.filter(|_| seen.deep.n * 2 > seen.given)?;
            let kind =
                CleanProblem::DeepDiscounts { rows: seen.deep.n, of: seen.given, first, amount: seen.deep.amount };
            Some(Problem::warning(Place { column: Some(column), ..chosen.place.clone() }, kind))
        };
        self.0.into_iter().filter_map(told).collect()
    }
}
