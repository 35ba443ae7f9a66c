//! Reading a file of rates as orders are read: any format and encoding, and dates and decimals decided on whole columns.
//!
//! A rate that cannot be read is an error with its cell, since every amount of that day would hang on what it was meant to be.
//! An empty cell is no rate.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::table::{self, Columns};
use super::{Rates, ones, plain};
use crate::clean::currency::name_of;
use crate::clean::decide::decide;
use crate::clean::header::letters;
use crate::clean::number::Exact;
use crate::clean::number_column::Value;
use crate::clean::said;
use crate::clean::sheet::{Chosen, Folded};
use crate::clean::sink::{Column, Mark, Plan};
use crate::clean::table::Table;
use crate::clean::view::View;
use crate::model::problem::CleanProblem;
use crate::model::{Day, Failure, Field, InputOptions, Place, Progress, Quote};
use crate::read::open as open_books;

/// Reads the file, where one is given together with the currency to convert to.
pub fn open(input: &InputOptions, progress: &dyn Progress) -> Result<Option<Rates>, Failure> {
    let (Some(path), Some(base)) = (&input.rates, &input.base) else { return Ok(None) };
    let file = path.to_string_lossy().into_owned();
    let options = InputOptions { files: vec![file.clone()], ..InputOptions::default() };
    let (books, _) = open_books(&options, progress)?;
    let book = books.first().ok_or_else(|| unread(&file, Vec::new()))?;
    from_table(book, input, base, progress).map(Some)
}

fn unread(file: &str, columns: Vec<String>) -> Failure {
    Failure::new(Place::file(file), CleanProblem::RatesUnread { columns })
}

/// Takes the rates of all sheets that hold any.
pub fn from_table<T: Table>(
    table: &T,
    input: &InputOptions,
    base: &str,
    progress: &dyn Progress,
) -> Result<Rates, Failure> {
    let file = table.file();
    let heads = table.sheets().iter().enumerate().filter(|(_, head)| !head.hidden);
    let mut columns = Vec::new();
    let mut sheets = Vec::new();
    for (sheet, head) in heads.clone() {
        let Some((found, mut layout)) = table::find(head) else { continue };
        layout.epoch_1904 = head.epoch_1904;
        let place = Place { sheet: head.name.clone(), ..Place::file(file) };
        let plan = Arc::new(Plan::of(found.kept(), &layout));
        sheets.push(Chosen { book: 0, sheet, place, layout, plan }.fold(table, progress)?);
        columns.push(found);
    }
    if sheets.is_empty() {
        let seen = heads.map(|(_, head)| table::seen(head)).find(|headers| !headers.is_empty());
        return Err(unread(file, seen.unwrap_or_default()));
    }
    said::unsaved(&sheets)?;
    settle(&mut sheets, input)?;
    let mut days = Days::default();
    for (sheet, columns) in sheets.iter().zip(&columns) {
        (0..sheet.blocks.len()).try_for_each(|block| days.take(&View::new(sheet, block), columns))?;
    }
    let days = days.0;
    if days.is_empty() {
        return Err(unread(file, Vec::new()));
    }
    let base = name_of(base, days.contains_key("JPY"));
    let quote = direction(file, &base, &days, input.rates_are)?;
    let ones = ones(&days);
    let listed = days.contains_key(&base);
    if let (false, Some(one)) = (listed, ones.first()) {
        let there = days.keys().cloned().collect();
        return Err(Failure::new(Place::file(file), CleanProblem::NoBaseRate { base, one: one.clone(), there }));
    }
    let cross = listed && !ones.contains(&base);
    let own = ones.first().filter(|_| ones.len() == 1).cloned();
    Ok(Rates { base, file: file.into(), hash: table.hash()?, quote, days, cross, own })
}

/// Decides dates and decimals on the file's own values; the options, which speak of the orders, where those leave two readings.
fn settle(sheets: &mut [Folded], input: &InputOptions) -> Result<(), Failure> {
    let mut problems = Vec::new();
    let own = decide(sheets, &InputOptions::default(), &mut problems);
    match own {
        Err(_) if input.date_format.is_some() || input.decimal.is_some() => {
            decide(sheets, input, &mut problems).map(drop)
        }
        own => own.map(drop),
    }
}

/// Gives what the rates say; an error where they could say either.
fn direction(
    file: &str,
    base: &str,
    days: &BTreeMap<String, BTreeMap<i32, Exact>>,
    given: Option<Quote>,
) -> Result<Option<Quote>, Failure> {
    let ones = ones(days);
    let other = days.iter().find(|(name, _)| !ones.contains(*name));
    let Some((name, rates)) = other.filter(|_| given.is_none()) else { return Ok(given) };
    let of = ones.first().map_or(base, String::as_str).to_owned();
    let Some((&day, &rate)) = rates.iter().find(|(_, rate)| **rate != Exact { mantissa: 1, scale: 0 }) else {
        return Ok(given);
    };
    let day = Day::from_number(day);
    let kind = CleanProblem::RatesEither { currency: name.clone(), rate: plain(rate), day, base: of };
    Err(Failure::new(Place::file(file), kind))
}

/// The rates so far, by currency and day.
#[derive(Default)]
struct Days(BTreeMap<String, BTreeMap<i32, Exact>>);

impl Days {
    fn take(&mut self, view: &View<'_>, columns: &Columns) -> Result<(), Failure> {
        let Some(dates) = view.dates(Field::Date) else { return Ok(()) };
        let marks: Vec<u32> =
            view.sink.marks.iter().filter(|(_, mark)| !matches!(mark, Mark::Total(..))).map(|(row, _)| *row).collect();
        for place in view.skip..view.sink.len() {
            if marks.binary_search(&(place as u32)).is_ok() {
                continue;
            }
            // Of a wide table each column has a name, of a long one each row.
            let kept = view.sink.columns.iter().zip(&view.chosen.plan.columns).skip(1);
            let row_name =
                view.texts(crate::clean::sink::Key::Field(Field::Currency)).map(|column| column.standing(place));
            let mut rates = Vec::new();
            for (nth, (column, (_, index, _))) in kept.enumerate() {
                let Column::Number(column) = column else { continue };
                let at = |header: Option<String>| Place {
                    cell: Some(format!("{}{}", letters(*index), view.row(place))),
                    column: header,
                    ..view.chosen.place.clone()
                };
                let name = match columns {
                    Columns::Wide { rates, .. } => rates.get(nth).map(|(_, name)| name.as_str()),
                    Columns::Long { .. } => row_name,
                };
                let name = name.unwrap_or_default();
                let rate = match column.exact(place) {
                    Value::Blank => continue,
                    Value::Is(rate) if rate.mantissa > 0 => Some(trimmed(rate)),
                    _ => None,
                };
                let Some(rate) = rate else {
                    let text = column.standing(place);
                    return Err(Failure::new(at(None), CleanProblem::BadRate { currency: name.into(), text }));
                };
                rates.push((name, rate, at(None)));
            }
            if rates.is_empty() {
                continue;
            }
            let Value::Is(day) = dates.day(place) else {
                let date = view.layout().of(Field::Date).map_or(0, |mapped| mapped.index);
                let cell = Some(format!("{}{}", letters(date), view.row(place)));
                let text = dates.standing(place);
                let at = Place { cell, ..view.chosen.place.clone() };
                return Err(Failure::new(at, CleanProblem::BadRateDay { text }));
            };
            for (name, rate, at) in rates {
                self.add(name, day, rate, at)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, name: &str, day: i32, rate: Exact, at: Place) -> Result<(), Failure> {
        let name = name_of(name, false);
        if name.is_empty() {
            return Err(Failure::new(at, CleanProblem::RateOfNone { rate: plain(rate) }));
        }
        match self.0.entry(name.clone()).or_default().entry(day) {
            Entry::Vacant(free) => drop(free.insert(rate)),
            Entry::Occupied(known) if *known.get() == rate => {}
            Entry::Occupied(known) => {
                let (first, second) = (plain(*known.get()), plain(rate));
                let kind = CleanProblem::RateTwice { currency: name, day: Day::from_number(day), first, second };
                return Err(Failure::new(at, kind));
            }
        }
        Ok(())
    }
}

/// Cuts the zeros at the end.
fn trimmed(mut rate: Exact) -> Exact {
    while rate.scale > 0 && rate.mantissa % 10 == 0 {
        rate = Exact { mantissa: rate.mantissa / 10, scale: rate.scale - 1 };
    }
    rate
}
