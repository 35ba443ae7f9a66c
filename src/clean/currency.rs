//! Which currency each row is in: its currency column, the sign beside its number, or the unit in the header.

use super::lines::Lines;
use super::number::{self, CURRENCIES};
use super::sink::Key;
use super::text_column::TextColumn;
use super::view::View;
use crate::model::{Field, Money, Reason};

/// The currencies of the rows that count, with their totals; the empty name is that of rows without one.
#[derive(Default)]
pub struct Currencies {
    names: Vec<String>,
    /// Rows and money, by place among the names.
    totals: Vec<(u64, i128)>,
}

impl Currencies {
    fn code(&mut self, name: &str) -> usize {
        let name = match number::currency(name) {
            Some(known) => CURRENCIES[usize::from(known)].0.to_string(),
            None => name.trim().to_uppercase(),
        };
        if let Some(code) = self.names.iter().position(|known| *known == name) {
            return code;
        }
        self.names.push(name);
        self.totals.push((0, 0));
        self.names.len() - 1
    }

    /// Sets aside the rows of a block in other currencies than `wanted`, and adds up the others.
    pub fn filter(&mut self, view: &View<'_>, lines: &mut Lines, wanted: Option<&str>) {
        let wanted = wanted.map(|name| self.code(name));
        let header = self.code(view.layout().currency.unwrap_or_default());
        let column = view.texts(Key::Field(Field::Currency));
        let amounts = view.numbers(Field::Amount).or_else(|| view.numbers(Field::Price));
        let signs = amounts.filter(|column| column.has_currencies());
        let by_code: Vec<usize> = match column {
            Some(column) => column.texts.iter().map(|text| self.code(text)).collect(),
            None => Vec::new(),
        };
        let by_sign: Vec<usize> = match signs {
            Some(_) => CURRENCIES.iter().map(|(name, _)| self.code(name)).collect(),
            None => Vec::new(),
        };
        for row in 0..lines.reason.len() {
            if lines.reason[row].is_some() {
                continue;
            }
            let place = view.skip + row;
            let by_column = column.map(|column| column.codes[place]).filter(|&code| code != TextColumn::BLANK);
            let code = match (by_column, signs.and_then(|column| column.currency(place))) {
                (Some(code), _) => by_code[code as usize],
                (None, Some(sign)) => by_sign[usize::from(sign)],
                (None, None) => header,
            };
            if wanted.is_some_and(|wanted| wanted != code) {
                lines.set_aside(row, Reason::Filtered);
                continue;
            }
            let total = &mut self.totals[code];
            total.0 += 1;
            total.1 += i128::from(lines.money[row]);
        }
    }

    /// Gives the currencies that rows are in, with their totals, largest first.
    pub fn found(&self) -> Vec<(String, Money)> {
        let money = |sum: i128| Money::from_raw(sum.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64);
        let used = self.names.iter().zip(&self.totals).filter(|(_, (rows, _))| *rows > 0);
        let mut found: Vec<(String, Money)> = used.map(|(name, (_, sum))| (name.clone(), money(*sum))).collect();
        found.sort_by(|a, b| b.1.abs().cmp(&a.1.abs()).then_with(|| a.0.cmp(&b.0)));
        found
    }

    /// Gives all names that stood anywhere.
    pub fn names(&self) -> Vec<String> {
        self.names.iter().filter(|name| !name.is_empty()).cloned().collect()
    }
}
