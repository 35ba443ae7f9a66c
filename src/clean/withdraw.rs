//! Rows set aside when all are known: duplicates of other files, and days after as-of.

use super::duplicate::{Repeated, repeated, split};
use super::ledger::{Ledger, raw_fields};
use super::number_column::Value;
use super::orders::Settling;
use super::rows::Rows;
use super::table::Table;
use super::view::View;
use crate::model::problem::CleanProblem;
use crate::model::{Day, Field, Money, Problem, Reason, SetAside, Span, Tally};

impl<T: Table> Settling<'_, T> {
    /// Sets aside what only all rows together show.
    pub(super) fn withdraw(&self, rows: &mut Rows, ledger: &mut Ledger, span: &Span, problems: &mut Vec<Problem>) {
        let mut dropped: Vec<bool> = Vec::new();
        if !rows.hashes.is_empty() {
            let (duplicates, overlap) = repeated(rows);
            let told = |found: &Repeated| {
                let (earlier, later) = found.files?;
                let place = self.sheets[usize::from(later)].chosen.place.clone();
                let other = place.other(&self.sheets[usize::from(earlier)].chosen.place);
                Some((place, other, found.places.len() as u64))
            };
            if let Some((place, other, rows)) = told(&duplicates) {
                let kind = CleanProblem::Duplicates { other, rows, amount: duplicates.money };
                problems.push(Problem::note(place, kind));
            }
            if let Some((place, other, rows)) = told(&overlap) {
                let kind = CleanProblem::Overlap { other, rows, amount: overlap.money };
                problems.push(Problem::warning(place, kind));
            }
            if !duplicates.places.is_empty() {
                dropped.resize(rows.len(), false);
            }
            for &place in &duplicates.places {
                dropped[place as usize] = true;
                self.withdraw_row(rows, ledger, place as usize, Reason::Duplicate);
            }
            let split = split(rows, &duplicates.places);
            if let Some((earlier, later)) = split.files {
                let place_of = |source: u16| self.sheets[usize::from(source)].chosen.place.clone();
                let (other, orders) = (place_of(earlier), split.orders);
                let status = self.sheets.iter().find_map(|sheet| sheet.chosen.layout.of(Field::Status));
                let status = status.filter(|_| self.input.cancelled.is_empty()).map(|mapped| mapped.header.clone());
                let kind = CleanProblem::SplitOrders { other, orders, rows: split.rows, amount: split.money, status };
                problems.push(Problem::warning(place_of(later), kind));
            }
        }
        rows.hashes = Vec::new();
        let until = self.input.until.map_or(span.as_of, |until| until.min(span.as_of)).number();
        let mut future: Option<(usize, Tally)> = None;
        for place in (0..rows.len()).filter(|&place| rows.day[place] > until) {
            dropped.resize(rows.len(), false);
            if std::mem::replace(&mut dropped[place], true) {
                continue;
            }
            self.withdraw_row(rows, ledger, place, Reason::FutureDate);
            let (_, tally) = future.get_or_insert((place, Tally::default()));
            tally.add(Money::from_raw(rows.money[place]));
            if !span.as_of_given {
                ledger.wrong.rows += 1;
                ledger.wrong.money += i128::from(rows.money[place].unsigned_abs());
            }
        }
        if let Some((place, tally)) = future.filter(|_| !span.as_of_given) {
            let (source, row) = rows.at(place);
            let kind = CleanProblem::SetAside {
                reason: Reason::FutureDate,
                rows: tally.n,
                amount: tally.amount,
                text: Day::from_number(rows.day[place]).to_string(),
                read_as: span.as_of.to_string(),
                fits: rows.len() as u64 - tally.n,
                of: rows.len() as u64,
            };
            problems.push(Problem::warning(self.place_of(source, row, Day::from_number(rows.day[place])), kind));
        }
        if !dropped.is_empty() {
            rows.drop_rows(&dropped);
        }
    }

    fn withdraw_row(&self, rows: &Rows, ledger: &mut Ledger, place: usize, reason: Reason) {
        let (source, row) = rows.at(place);
        let cell = match reason {
            Reason::FutureDate => {
                let day = Day::from_number(rows.day[place]);
                self.place_of(source, row, day).cell.map(|cell| (cell, day.to_string()))
            }
            _ => None,
        };
        let amount = Money::from_raw(rows.money[place]);
        let fields = self.fields(source, row, rows.day[place]);
        ledger.withdraw(SetAside { source, row, reason, amount, cell, fields });
    }

    /// Gives what stood in a row, where blocks were kept.
    fn fields(&self, source: u16, row: u32, day: i32) -> Vec<(Field, String)> {
        let sheet = &self.sheets[usize::from(source)];
        let block = sheet.blocks.partition_point(|block| block.first_row <= row).saturating_sub(1);
        match sheet.blocks.get(block).map(|block| (block, block.sink.len())) {
            None | Some((_, 0)) => Vec::new(),
            Some((found, _)) => {
                let view = View::new(sheet, block);
                let first = found.sink.place_after(i64::from(row) - i64::from(found.first_row) - 1);
                // Of a cross-tab, a row has several lines.
                let of_day =
                    |place: &usize| view.dates(Field::Date).is_some_and(|days| days.day(*place) == Value::Is(day));
                let lines = (first..found.sink.len()).take_while(|place| view.row(*place) == row);
                let place = lines.into_iter().find(of_day).unwrap_or(first);
                raw_fields(&view, place)
            }
        }
    }
}
