//! What a column's values say about its decimal sign, counted over the rows that count, never while reading.

use super::{Form, NumberColumn};
use crate::clean::number::{self, Decimal, Readings};

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
}

impl NumberColumn {
    /// Adds what the rows from `skip` on say about the decimal sign; `counts` tells which rows count.
    pub fn weigh(&self, skip: usize, counts: impl Fn(u32) -> bool, evidence: &mut Evidence) {
        let mut readings: Vec<Option<Readings>> = vec![None; self.texts.len()];
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
                    let reading =
                        readings[code as usize].get_or_insert_with(|| number::read(self.texts.get(code)).readings);
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

impl Evidence {
    fn take_either(&mut self, row: u32, text: impl Fn() -> String) {
        self.either += 1;
        self.first.get_or_insert_with(|| (row, text()));
    }
}
