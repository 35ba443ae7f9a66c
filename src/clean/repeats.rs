//! Totals of orders that stand beside each of their lines, and would count as often.
//!
//! Only where the header allows it, such as 订单金额 or `Total`. Lines of an order follow each other in nearly every export; one
//! order whose lines differ shows that the column is the lines'.

use std::collections::BTreeMap;

use super::header::fold;
use super::layout::Layout;
use super::lines::Lines;
use super::sheet::Folded;
use super::sink::Key;
use super::text_column::TextColumn;
use super::view::View;
use crate::model::problem::CleanProblem;
use crate::model::{Field, Money, Place, Problem, Sense};

/// What was seen of one sheet.
#[derive(Default)]
struct Seen {
    /// An order has lines that differ.
    disproved: bool,
    /// Orders of several lines that are the same, their lines, and the money beyond one line each.
    orders: u64,
    lines: u64,
    beyond: i128,
}

/// What was seen, by sheet.
#[derive(Default)]
pub struct Repeats(BTreeMap<u16, Seen>);

/// Says whether a sheet's amounts may be totals of orders, by the header.
pub fn may_repeat(layout: &Layout) -> bool {
    let amount = layout.of(Field::Amount).filter(|mapped| !mapped.given);
    layout.of(Field::Order).is_some() && amount.is_some_and(|mapped| enough(&mapped.header).is_some())
}

/// Gives how many orders must be so, where a header could stand above totals of orders.
fn enough(header: &str) -> Option<u64> {
    let folded = fold(header);
    let sense = Field::Amount.tiers().iter().find(|(_, headers)| headers.contains(&folded.known_as()))?.0;
    match sense {
        Sense::Order => Some(1),
        Sense::Total | Sense::Subtotal | Sense::Invoiced | Sense::Paid => Some(3),
        _ => None,
    }
}

impl Repeats {
    /// Looks at the lines of a block.
    pub fn take(&mut self, view: &View<'_>, lines: &Lines, source: u16) {
        let Some(mapped) = view.layout().of(Field::Amount).filter(|mapped| !mapped.given) else { return };
        let Some(orders) = view.texts(Key::Field(Field::Order)) else { return };
        if enough(&mapped.header).is_none() {
            return;
        }
        let seen = self.0.entry(source).or_default();
        let mut before: Option<(u32, i64)> = None;
        let mut run = 1;
        for row in (0..lines.reason.len()).filter(|row| lines.reason[*row].is_none()) {
            if seen.disproved {
                return;
            }
            let (order, money) = (orders.code(view.skip + row), lines.money[row]);
            match before {
                Some((same, first)) if same == order && order != TextColumn::BLANK => {
                    run += 1;
                    seen.disproved = first != money;
                    seen.orders += u64::from(run == 2);
                    seen.lines += if run == 2 { 2 } else { 1 };
                    seen.beyond += i128::from(money);
                }
                _ => run = 1,
            }
            before = Some((order, money));
        }
    }

    /// Warns of columns that look like totals of orders.
    pub fn problems(&self, sheets: &[Folded]) -> Vec<Problem> {
        let told = |(source, seen): (&u16, &Seen)| {
            let chosen = &sheets[usize::from(*source)].chosen;
            let header = &chosen.layout.of(Field::Amount)?.header;
            if seen.disproved || seen.orders < enough(header)? || seen.beyond == 0 {
                return None;
            }
            let beyond = Money::from_raw(seen.beyond.clamp(-Money::LIMIT, Money::LIMIT) as i64);
            let kind = CleanProblem::RepeatedTotal { orders: seen.orders, lines: seen.lines, beyond };
            Some(Problem::warning(Place { column: Some(header.clone()), ..chosen.place.clone() }, kind))
        };
        self.0.iter().filter_map(told).collect()
    }
}
