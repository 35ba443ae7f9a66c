//! What a column's values say about its decimal sign, counted over the rows that count, never while reading.

use std::collections::BTreeMap;

use super::{Form, NumberColumn};
use crate::clean::number::{self, Decimal, Readings};
use crate::clean::unit;

/// What a column's values say about its decimal sign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Values that are a number only with decimal points, and only with decimal commas.
    pub point: u64,
    pub comma: u64,
    /// Values with two readings, and the first of them: row and text.
    pub either: u64,
    pub first: Option<(u32, String)>,
    /// All values that are not blank.
    pub values: u64,
    /// By power of ten, the values that name their own unit, such as `1.5万`; and the first of them: row and text.
    pub units: BTreeMap<u32, u64>,
    pub first_unit: Option<(u32, String)>,
}

impl NumberColumn {
    /// Adds what the rows from `skip` on say about the decimal sign; `counts` tells which rows count.
    pub fn weigh(&self, skip: usize, counts: impl Fn(u32) -> bool, evidence: &mut Evidence) {
        if let Some(form @ (Form::Plain | Form::Leaning)) = self.forms.same() {
            let values = (skip..self.values.len()).filter(|&row| counts(row as u32)).count() as u64;
            evidence.values += values;
            match (form, self.lean) {
                (Form::Plain, _) => {}
                (_, Some(Decimal::Comma)) => evidence.comma += values,
                _ => evidence.point += values,
            }
            return;
        }
        let mut readings: Vec<Option<(Readings, u32)>> = vec![None; self.texts.len()];
        for row in (skip..self.values.len()).filter(|&row| counts(row as u32)) {
            let form = self.form(row);
            evidence.values += u64::from(form != Form::Blank);
            match (form, self.lean) {
                (Form::Plain | Form::Blank, _) => {}
                (Form::Leaning, Some(Decimal::Comma)) => evidence.comma += 1,
                (Form::Leaning, _) => evidence.point += 1,
                (Form::Point | Form::Comma, _) => evidence.take_either(row as u32, || self.standing(row)),
                (Form::Text, _) => {
                    let code = self.values.get(row) as u32;
                    let (reading, power) =
                        *readings[code as usize].get_or_insert_with(|| reading_of(self.texts.get(code)));
                    if power > 0 {
                        *evidence.units.entry(power).or_default() += 1;
                        evidence.first_unit.get_or_insert_with(|| (row as u32, self.texts.get(code).to_owned()));
                    }
                    match reading {
                        Readings::Point(_) => evidence.point += 1,
                        Readings::Comma(_) => evidence.comma += 1,
                        Readings::Either { .. } => evidence.take_either(row as u32, || self.standing(row)),
                        Readings::Not | Readings::Same(_) => {}
                    }
                }
            }
        }
    }
}

/// Gives the readings of a text, and the power of ten of its own unit.
fn reading_of(text: &str) -> (Readings, u32) {
    match number::read(text).readings {
        Readings::Not => unit::in_cell(text).map_or((Readings::Not, 0), |(found, power)| (found.readings, power)),
        readings => (readings, 0),
    }
}

impl NumberColumn {
    /// Counts the numbers from `skip` on, but for zeros, beside which no unit of their own stands.
    pub fn without_unit(&self, skip: usize, counts: impl Fn(u32) -> bool) -> u64 {
        let bare: Vec<bool> = self.texts.iter().map(|text| number::read(text).readings != Readings::Not).collect();
        let rows = (skip..self.values.len()).filter(|&row| counts(row as u32));
        let is_bare = |row: &usize| match self.form(*row) {
            Form::Blank => false,
            Form::Text => bare[self.values.get(*row) as usize],
            _ => self.values.get(*row) != 0,
        };
        rows.filter(is_bare).count() as u64
    }
}

impl Evidence {
    fn take_either(&mut self, row: u32, text: impl Fn() -> String) {
        self.either += 1;
        self.first.get_or_insert_with(|| (row, text()));
    }
}
