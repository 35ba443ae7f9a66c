//! Columns that a field could have been as well: how far they are from the one that was taken.
//!
//! Over the rows that count, before duplicates and days after as-of are set aside. Of two columns that say the same, such as
//! 下单日期 and 订单日期, neither is better, so that a difference between them is an error.

use std::collections::BTreeMap;

use super::customer::normalise;
use super::date_column::DateColumn;
use super::header;
use super::lines::Lines;
use super::number_column::Value;
use super::preferred::Other;
use super::product::Factors;
use super::sheet::Folded;
use super::sink::{Column, Key};
use super::view::View;
use crate::model::problem::CleanProblem;
use crate::model::{Choice, Day, Failure, Field, Money, Place, Problem};

/// What was counted of one column.
#[derive(Clone, Debug, Default)]
struct Compared {
    rows: u64,
    differ: u64,
    missing: u64,
    /// The first row that differs, as the spreadsheet shows it.
    first: Option<u32>,
    chosen: i128,
    other: i128,
    spans: (Option<(i32, i32)>, Option<(i32, i32)>),
}

/// What was counted, by sheet and place among [`Layout::others`](super::layout::Layout::others).
#[derive(Default)]
pub struct Choices(BTreeMap<(u16, usize), Compared>);

impl Choices {
    /// Compares the rows of a block.
    pub fn take(&mut self, view: &View<'_>, lines: &Lines, source: u16) {
        for (at, other) in view.layout().others.iter().enumerate() {
            let Some(column) = view.column(Key::Other(at)) else { continue };
            let compared = self.0.entry((source, at)).or_default();
            for row in (0..lines.reason.len()).filter(|row| lines.reason[*row].is_none()) {
                let place = view.skip + row;
                compared.rows += 1;
                let same = match column {
                    Column::Date(column) => compared.take_day(lines.day[row], column, place),
                    Column::Text(column) => {
                        let text = column.standing(place);
                        compared.missing += u64::from(text.is_empty());
                        let own = view.texts(Key::Field(other.field)).map(|column| column.standing(place));
                        own.is_some_and(|own| own == text || normalise(own) == normalise(text))
                    }
                    Column::Number(_) => {
                        let value = amount(view, other, at, place);
                        compared.take_money(lines.money[row], value)
                    }
                };
                if !same {
                    compared.differ += 1;
                    compared.first.get_or_insert_with(|| view.row(place));
                }
            }
        }
    }

    /// Gives the choices that were made on a sheet.
    pub fn of(&self, source: usize, sheet: &Folded) -> Vec<Choice> {
        self.each(source, sheet).map(|(_, choice)| choice).collect()
    }

    /// Gives the choices that were made on a sheet, with the columns that were not taken.
    fn each<'a>(&'a self, source: usize, sheet: &'a Folded) -> impl Iterator<Item = (&'a Other, Choice)> {
        let counted = move |at: usize| self.0.get(&(source as u16, at)).filter(|compared| compared.rows > 0);
        let layout = &sheet.chosen.layout;
        let others = layout.others.iter().enumerate();
        others.filter_map(move |(at, other)| Some((other, counted(at)?.choice(other, &layout.of(other.field)?.header))))
    }

    /// Refuses columns that say the same and differ.
    pub fn check(&self, sheets: &[Folded]) -> Result<(), Failure> {
        for ((source, at), compared) in &self.0 {
            let sheet = &sheets[usize::from(*source)];
            let layout = &sheet.chosen.layout;
            let other = &layout.others[*at];
            let Some(mapped) = layout.of(other.field) else { continue };
            if other.is_tie() && (compared.differ > 0 || other.is_in_another()) {
                let choice = compared.choice(other, &mapped.header);
                let cell = compared.first.map(|row| format!("{}{row}", header::letters(other.index)));
                let place = Place { cell, ..sheet.chosen.place.clone() };
                let columns = (mapped.index, other.index);
                return Err(Failure::new(place, CleanProblem::Tie { choice: Box::new(choice), columns }));
            }
        }
        Ok(())
    }

    /// Says which columns were taken, once for sheets that are alike; warns where another one adds up to other money.
    pub fn problems(&self, sheets: &[Folded]) -> Vec<Problem> {
        // Of a known export the choice is known too, and only told.
        let export = sheets.iter().all(|sheet| sheet.chosen.layout.export.is_some());
        let mut told: Vec<(Place, Choice)> = Vec::new();
        for (source, sheet) in sheets.iter().enumerate() {
            for (other, choice) in self.each(source, sheet) {
                if !other.is_tie() && !told.iter_mut().any(|(_, sum)| sum.absorb(&choice)) {
                    told.push((sheet.chosen.place.clone(), choice));
                }
            }
        }
        let problem = |(place, choice): (Place, Choice)| match !export
            && choice.is_money()
            && choice.chosen_in == choice.other_in
            && choice.chosen_is.is_near(choice.other_is)
        {
            true => Problem::warning(place, CleanProblem::Chosen(Box::new(choice))),
            false => Problem::note(place, CleanProblem::Chosen(Box::new(choice))),
        };
        told.into_iter().map(problem).collect()
    }
}

/// Gives the row's amount by another column of amounts, prices or quantities.
fn amount(view: &View<'_>, other: &Other, at: usize, place: usize) -> Value<i64> {
    let Some(Column::Number(column)) = view.column(Key::Other(at)) else { return Value::Blank };
    let own = |field: Field| view.numbers(field);
    let factors = match other.field {
        Field::Quantity => own(Field::Price).map(|price| (column, price)),
        Field::Price => own(Field::Quantity).map(|quantity| (quantity, column)),
        _ => return column.amount(place),
    };
    let Some((quantity, price)) = factors else { return Value::Blank };
    match (Factors { quantity, price, discount: own(Field::Discount) }).amount(place) {
        Value::Is(rounded) => Value::Is(rounded.raw),
        Value::Blank => Value::Blank,
        Value::Bad => Value::Bad,
    }
}

impl Compared {
    fn take_day(&mut self, day: i32, column: &DateColumn, place: usize) -> bool {
        let wider = |span: Option<(i32, i32)>, day: i32| {
            Some(span.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
        };
        self.spans.0 = wider(self.spans.0, day);
        match column.day(place) {
            Value::Is(other) => {
                self.spans.1 = wider(self.spans.1, other);
                other == day
            }
            Value::Blank | Value::Bad => {
                self.missing += 1;
                false
            }
        }
    }

    fn take_money(&mut self, money: i64, value: Value<i64>) -> bool {
        self.chosen += i128::from(money);
        match value {
            Value::Is(other) => {
                self.other += i128::from(other);
                other == money
            }
            Value::Blank | Value::Bad => {
                self.missing += 1;
                false
            }
        }
    }

    fn choice(&self, other: &Other, header: &str) -> Choice {
        // What the other column holds is only told; it is not made sure that it fits.
        let money = |sum: i128| Money::from_raw(sum.clamp(-Money::LIMIT, Money::LIMIT) as i64);
        let is_money = matches!(other.field, Field::Amount | Field::Price | Field::Quantity);
        let span = |(first, last): (i32, i32)| (Day::from_number(first), Day::from_number(last));
        Choice {
            field: other.field,
            chosen: header.into(),
            chosen_is: other.taken,
            other: other.header.clone(),
            other_is: other.sense,
            chosen_in: other.own.0.map(String::from),
            other_in: other.own.1.map(String::from),
            rows: self.rows,
            differ: self.differ,
            missing: self.missing,
            totals: is_money.then(|| (money(self.chosen), money(self.other))),
            spans: self.spans.0.zip(self.spans.1).map(|(own, other)| (span(own), span(other))),
        }
    }
}
