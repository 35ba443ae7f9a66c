//! Which currency each row is in: its currency column, the sign beside its number, or the unit in the header.

use unicode_normalization::UnicodeNormalization;

use super::ledger::Sum;
use super::lines::Lines;
use super::number::{self, CURRENCIES};
use super::sheet::Folded;
use super::sink::{Column, Key};
use super::text_column::TextColumn;
use super::view::View;
use crate::model::{Field, Money, Reason};

/// The currencies of the rows that count, with their totals; the empty name is that of rows without one.
#[derive(Default)]
pub struct Currencies {
    names: Vec<String>,
    /// Rows and money, by place among the names: those that count, and those that `--currency` leaves out.
    totals: Vec<(u64, i128)>,
    left_out: Vec<(u64, i128)>,
    /// Whether the currency of each row is kept, so that amounts can be converted.
    keep: bool,
    /// Whether amounts in yen stand somewhere, so that `¥` alone can be either.
    yen: bool,
}

/// Gives the code of the currency that a word or sign names, else the word in capitals; `yen` where `¥` can be yen too.
pub fn name_of(name: &str, yen: bool) -> String {
    let plain: String = name.nfkc().collect();
    match number::currency(&plain).map(|known| CURRENCIES[usize::from(known)].0) {
        Some("¥") if !yen => "CNY".to_string(),
        Some(known) => known.to_string(),
        None => plain.trim().to_uppercase(),
    }
}

impl Currencies {
    /// Looks through the sheets for yen: beside them, `¥` is not taken for yuan.
    pub fn new(sheets: &[Folded], keep: bool) -> Currencies {
        let is_yen = |name: &str| number::currency(name).is_some_and(|known| CURRENCIES[usize::from(known)].0 == "JPY");
        let beside = |sheet: &Folded| {
            let column = sheet.chosen.plan.place(Key::Field(Field::Currency));
            sheet.chosen.layout.currency == Some("JPY")
                || sheet.blocks.iter().any(|block| {
                    let said = column.is_some_and(
                        |at| matches!(&block.sink.columns[at], Column::Text(column) if column.texts.iter().any(is_yen)),
                    );
                    said || block.sink.columns.iter().any(
                        |column| matches!(column, Column::Number(column) if column.currencies().any(|sign| CURRENCIES[usize::from(sign)].0 == "JPY")),
                    )
                })
        };
        Currencies { yen: sheets.iter().any(beside), keep, ..Currencies::default() }
    }

    /// Makes the account of rows that are all in one currency, or in none that is named.
    pub fn single(name: &str, sum: Sum) -> Currencies {
        let yen = number::currency(name).is_some_and(|known| CURRENCIES[usize::from(known)].0 == "JPY");
        let mut currencies = Currencies { yen, ..Currencies::default() };
        let code = currencies.code(name);
        currencies.totals[code] = (sum.rows, sum.money);
        currencies
    }

    fn code(&mut self, name: &str) -> usize {
        let name = name_of(name, self.yen);
        if let Some(code) = self.names.iter().position(|known| *known == name) {
            return code;
        }
        self.names.push(name);
        self.totals.push((0, 0));
        self.left_out.push((0, 0));
        self.names.len() - 1
    }

    /// Sets aside the rows of a block in other currencies than `wanted`, and adds up the others but for those that are cancelled.
    pub fn filter(&mut self, view: &View<'_>, lines: &mut Lines, wanted: Option<&str>, cancelled: &[bool]) {
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
        if !self.keep && wanted.is_none() && signs.is_none() && cancelled.is_empty() && lines.all_count() {
            return self.add_all(view, lines, header, column.zip(Some(&*by_code)));
        }
        if self.keep {
            lines.currency.resize(lines.reason.len(), 0);
        }
        for row in 0..lines.reason.len() {
            if lines.reason[row].is_some() {
                continue;
            }
            let place = view.skip + row;
            let by_column = column.map(|column| column.code(place)).filter(|&code| code != TextColumn::BLANK);
            let code = match (by_column, signs.and_then(|column| column.currency(place))) {
                (Some(code), _) => by_code[code as usize],
                (None, Some(sign)) => by_sign[usize::from(sign)],
                (None, None) => header,
            };
            if let Some(kept) = lines.currency.get_mut(row) {
                *kept = code as u16;
            }
            let out = wanted.is_some_and(|wanted| wanted != code);
            if out {
                lines.set_aside(row, Reason::Filtered);
            }
            if !out && cancelled.get(row).copied().unwrap_or(false) {
                continue;
            }
            let total = if out { &mut self.left_out[code] } else { &mut self.totals[code] };
            total.0 += 1;
            total.1 += i128::from(lines.money[row]);
        }
    }

    /// Adds up the rows of a block that all count, and whose currencies nothing but their column names.
    fn add_all(&mut self, view: &View<'_>, lines: &Lines, header: usize, column: Option<(&TextColumn, &[usize])>) {
        let mut money = lines.money.iter().map(|&money| i128::from(money));
        match column {
            Some((column, by_code)) if column.has_blanks() || by_code.len() > 1 => {
                column.each_code(view.skip..view.sink.len(), |code| {
                    let code = if code == TextColumn::BLANK { header } else { by_code[code as usize] };
                    self.totals[code].0 += 1;
                    self.totals[code].1 += money.next().unwrap_or(0);
                });
            }
            column => {
                let code = column.and_then(|(_, by_code)| by_code.first().copied()).unwrap_or(header);
                self.totals[code].0 += lines.money.len() as u64;
                self.totals[code].1 += money.sum::<i128>();
            }
        }
    }

    /// Gives the currencies that rows are in, with their totals, largest first.
    pub fn found(&self) -> Vec<(String, Money)> {
        self.named(&self.totals)
    }

    /// Gives the currencies that the rows left out are in, with their totals, largest first.
    pub fn others(&self) -> Vec<(String, Money)> {
        let mut found = self.named(&self.left_out);
        found.retain(|(name, _)| !name.is_empty());
        found
    }

    /// Gives the names by code, as rows keep them.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Says whether there was no row to have a currency.
    pub fn no_rows(&self) -> bool {
        self.totals.iter().chain(&self.left_out).all(|(rows, _)| *rows == 0)
    }

    fn named(&self, totals: &[(u64, i128)]) -> Vec<(String, Money)> {
        let used = self.names.iter().zip(totals).filter(|(_, (rows, _))| *rows > 0);
        let mut found: Vec<(String, Money)> = used.map(|(name, (_, sum))| (name.clone(), money(*sum))).collect();
        found.sort_by(|a, b| b.1.abs().cmp(&a.1.abs()).then_with(|| a.0.cmp(&b.0)));
        found
    }
}

fn money(sum: i128) -> Money {
    Money::from_raw(sum.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64)
}
