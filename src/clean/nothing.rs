//! Why no row counts: the account by reason, the first row set aside for the most frequent, and what would mend it.

use std::collections::BTreeMap;

use super::header;
use super::ledger::Ledger;
use super::orders::Settling;
use super::seen::Seen;
use super::sink::Key;
use super::table::Table;
use crate::model::problem::{CleanProblem, FirstAside};
use crate::model::{Failure, Field, Place, Reason, Span};

impl<T: Table> Settling<'_, T> {
    /// Tells why all rows are set aside.
    pub(super) fn no_rows(&self, ledger: &Ledger, seen: &Seen) -> Failure {
        let read = ledger.accounts.iter().map(|account| account.read.rows).sum();
        let mut reasons: BTreeMap<Reason, u64> = BTreeMap::new();
        for (&reason, sum) in ledger.accounts.iter().flat_map(|account| &account.set_aside) {
            *reasons.entry(reason).or_default() += sum.rows;
        }
        let (place, first) = self.first_aside(ledger, &reasons, seen);
        let reasons = reasons.into_iter().collect();
        Failure::new(place, CleanProblem::NoRows { read, reasons, first })
    }

    /// Blames the option that ends the data before they begin.
    pub(super) fn before_all(&self, span: &Span) -> Option<Failure> {
        let given = [("--until", self.input.until), ("--as-of", self.input.as_of)];
        let days = given.into_iter().filter_map(|(option, day)| Some((option, day?)));
        let (option, day) = days.min_by_key(|(_, day)| *day).filter(|(_, day)| *day < span.first_day)?;
        let kind = CleanProblem::BeforeAll { option: option.into(), day, first: span.first_day };
        Some(Failure::new(self.place(), kind))
    }

    /// Gives the first row set aside for the reason for which most rows are, and where it stands.
    fn first_aside(
        &self,
        ledger: &Ledger,
        reasons: &BTreeMap<Reason, u64>,
        seen: &Seen,
    ) -> (Place, Option<Box<FirstAside>>) {
        let line = |reason: &Reason| !matches!(reason, Reason::TotalRow | Reason::RepeatedHeader | Reason::Blank);
        let most = reasons.iter().filter(|(reason, _)| line(reason)).max_by_key(|(reason, rows)| (**rows, *reason));
        let Some(&reason) = most.map(|(reason, _)| reason) else { return (self.place(), None) };
        let Some(row) = ledger.set_aside.iter().find(|row| row.reason == reason) else { return (self.place(), None) };
        let chosen = &self.sheets[usize::from(row.source)].chosen;
        let (cell, text) = row.cell.clone().unzip();
        let index =
            cell.as_deref().and_then(|cell| header::position(cell.trim_end_matches(|c: char| c.is_ascii_digit())));
        let column =
            index.and_then(|index| chosen.layout.headers.get(index)).filter(|header| !header.is_empty()).cloned();
        let input = self.input;
        let (mut asked, mut there) = (Vec::new(), Vec::new());
        match reason {
            Reason::Filtered => {
                for (at, filter) in input.filters.iter().enumerate() {
                    let option = if filter.keep { "--only" } else { "--exclude" };
                    asked.extend(filter.values.iter().map(|value| format!("{option} {}={value}", filter.column)));
                    there.extend(seen.of(Key::Filter(at)).into_iter().map(|(name, _)| name));
                }
                asked.extend(input.currency.iter().map(|code| format!("--currency {code}")));
            }
            Reason::Cancelled => asked.extend(input.cancelled.iter().map(|status| format!("--cancelled {status}"))),
            _ => {}
        }
        let of_discount = chosen.layout.of(Field::Discount).map(|mapped| mapped.index);
        let discount = reason == Reason::BadAmount && index.is_some() && index == of_discount;
        let place = if cell.is_some() { Place { cell, column, ..chosen.place.clone() } } else { self.place() };
        (place, Some(Box::new(FirstAside { reason, text: text.unwrap_or_default(), discount, asked, there })))
    }
}
