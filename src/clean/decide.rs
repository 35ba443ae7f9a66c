//! What the columns mean, decided on all their values.
//!
//! Each file's column is looked at by itself first. Where that leaves two readings, the same column of other files settles
//! it if they agree; for numbers, so do the other columns of the same sheet. What is still open is an error that names the
//! option which settles it: nothing is guessed.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::date::{DateOrder, Shape};
use super::date_column::{Fits, Months, Orders};
use super::header::fold;
use super::number::Decimal;
use super::number_column::Evidence;
use super::sheet::Folded;
use super::sink::{Column, Key, Sink};
use crate::model::problem::{CleanProblem, Expected, SettingsProblem};
use crate::model::{Day, Failure, Feature, Field, InputOptions, Place, Problem};
use crate::read::Block;

/// How the columns of one sheet are read.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    /// By place among the stored columns.
    pub dates: BTreeMap<usize, (Orders, BTreeMap<Shape, Fits>)>,
    pub numbers: BTreeMap<usize, (Decimal, Evidence)>,
    /// Those whose values name their own units, which are heeded.
    pub own_units: BTreeSet<usize>,
    /// Those of months without a day.
    pub months: BTreeSet<usize>,
}

/// Settles every column of every sheet.
pub fn decide(
    sheets: &mut [Folded],
    input: &InputOptions,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Decided>, Failure> {
    let given = match &input.date_format {
        None => None,
        Some(name) => Some(DateOrder::named(name).ok_or_else(|| {
            let expected = Expected::OneOf(DateOrder::ALL.map(DateOrder::name).to_vec());
            let kind = SettingsProblem::BadValue {
                option: "--date-format".into(),
                value: name.clone(),
                expected,
                similar: None,
            };
            Failure::new(Place::default(), kind)
        })?),
    };
    let decimal = input.decimal.map(|sign| if sign == ',' { Decimal::Comma } else { Decimal::Point });
    let weighed: Vec<Weighed> = sheets.iter().map(weigh).collect();
    let mut decided: Vec<Decided> = Vec::with_capacity(sheets.len());
    for (at, sheet) in sheets.iter().enumerate() {
        let mut one = Decided::default();
        for (&column, shapes) in &weighed[at].dates {
            let orders = match is_other(sheet, column) {
                false => dates(sheets, &weighed, (at, column), given, problems)?,
                true => dates(sheets, &weighed, (at, column), given, &mut Vec::new()).unwrap_or_default(),
            };
            one.dates.insert(column, (orders, shapes.clone()));
        }
        for (&column, evidence) in &weighed[at].numbers {
            let sign = match decimal {
                Some(sign) => sign,
                None if is_other(sheet, column) => numbers(sheets, &weighed, (at, column)).unwrap_or(Decimal::Point),
                None => numbers(sheets, &weighed, (at, column))?,
            };
            one.numbers.insert(column, (sign, evidence.clone()));
        }
        let heeded = |(column, (_, evidence)): (&usize, &(Decimal, Evidence))| {
            has_own_units(sheet, *column, evidence, input).then_some(*column)
        };
        let by_month = |(column, months): (&usize, &Months)| {
            (sheet.chosen.plan.columns[*column].0 == Key::Field(Field::Date) && months.are_all()).then_some(*column)
        };
        one.months = weighed[at].months.iter().filter_map(by_month).collect();
        one.own_units = one.numbers.iter().filter_map(heeded).collect();
        debug_assert_eq!(sheet.chosen.plan.columns.len(), weighed[at].columns);
        decided.push(one);
    }
    for ((sheet, decided), weighed) in sheets.iter_mut().zip(&decided).zip(&weighed) {
        for column in &decided.months {
            let header = place_of(sheet, *column, None).column.unwrap_or_default();
            let short = weighed.months[column].first_short.clone();
            sheet.chosen.layout.features.push(Feature::Months { column: header, short });
            sheet.chosen.layout.by_month = true;
        }
        let told = decided.own_units.iter().filter(|column| !is_other(sheet, **column));
        let told = told.filter_map(|&column| {
            let evidence = &decided.numbers[&column].1;
            let (row, text) = evidence.first_unit.clone()?;
            let place = place_of(sheet, column, Some(row));
            let units = evidence.units.iter().map(|(power, values)| (*power, *values)).collect();
            Some(Feature::OwnUnits { column: place.column?, units, cell: place.cell.unwrap_or_default(), text })
        });
        let told: Vec<Feature> = told.collect();
        for own in told.iter().filter(|_| input.unit.is_none()) {
            // What each value says of itself is not said of the column once more.
            sheet.chosen.layout.features.retain_mut(|feature| match (feature, own) {
                (Feature::Unit { columns, .. }, Feature::OwnUnits { column, .. }) => {
                    columns.retain(|other| other != column);
                    !columns.is_empty()
                }
                _ => true,
            });
        }
        sheet.chosen.layout.features.extend(told);
        for block in &mut sheet.blocks {
            for (at, column) in block.sink.columns.iter_mut().enumerate() {
                match column {
                    Column::Text(_) => {}
                    Column::Date(column) => column.decide(&decided.dates[&at].0, decided.months.contains(&at)),
                    Column::Number(column) => column.decide(decided.numbers[&at].0, decided.own_units.contains(&at)),
                }
            }
        }
    }
    Ok(decided)
}

/// Says whether nothing depends on how a column is read: it is only told, or compared with the one that was taken.
fn is_other(sheet: &Folded, column: usize) -> bool {
    matches!(sheet.chosen.plan.columns[column].0, Key::Other(_) | Key::Field(Field::ShipDate | Field::PaidDate))
}

/// Says whether values of a column name their own units, and can be meant in one way only: all of them do, and the heading says
/// nothing else; or the heading, as in `金额（元）`, or the option says what those count in that name none.
fn has_own_units(sheet: &Folded, column: usize, evidence: &Evidence, input: &InputOptions) -> bool {
    if evidence.units.is_empty() || input.unit.is_some() {
        return !evidence.units.is_empty();
    }
    let (_, index, _) = sheet.chosen.plan.columns[column];
    let heading = sheet.chosen.layout.units.get(&index);
    if heading.is_none() && sheet.chosen.layout.headers.get(index).is_some_and(|header| fold(header).currency.is_some())
    {
        return true;
    }
    let agrees = heading.is_none_or(|power| evidence.units.keys().all(|own| own == power));
    let bare = |(nth, block): (usize, &Block<Sink>)| match &block.sink.columns[column] {
        Column::Number(column) => column.without_unit(sheet.skip(nth), counts(&block.sink)),
        _ => 0,
    };
    agrees && sheet.blocks.iter().enumerate().map(bare).sum::<u64>() == 0
}

/// Says which places of a block hold lines.
fn counts(sink: &Sink) -> impl Fn(u32) -> bool + Copy + '_ {
    let end = sink.len() as u32;
    let unmarked = |row: u32| sink.marks.is_empty() || sink.marks.binary_search_by_key(&row, |(row, _)| *row).is_err();
    move |row: u32| row < end && unmarked(row)
}

/// What the columns of a sheet say.
#[derive(Default)]
struct Weighed {
    columns: usize,
    dates: BTreeMap<usize, BTreeMap<Shape, Fits>>,
    numbers: BTreeMap<usize, Evidence>,
    /// Of columns with months without a day.
    months: BTreeMap<usize, Months>,
}

fn weigh(sheet: &Folded) -> Weighed {
    let columns = sheet.chosen.plan.columns.len();
    let mut weighed = Weighed { columns, ..Weighed::default() };
    let dated = |block: &Block<Sink>| {
        let months = |column: &Column| matches!(column, Column::Date(column) if column.has_months());
        (0..columns).filter(|at| months(&block.sink.columns[*at])).collect::<Vec<_>>()
    };
    let of_months: BTreeSet<usize> = sheet.blocks.iter().flat_map(dated).collect();
    let block = |block| weigh_block(sheet, block, &of_months);
    let blocks: Vec<Weighed> = (0..sheet.blocks.len()).into_par_iter().map(block).collect();
    for block in blocks {
        for (at, shapes) in block.dates {
            let all = weighed.dates.entry(at).or_default();
            shapes.into_iter().for_each(|(shape, fits)| all.entry(shape).or_default().add(fits));
        }
        for (at, evidence) in block.numbers {
            weighed.numbers.entry(at).or_default().add(evidence);
        }
        block.months.into_iter().for_each(|(at, months)| weighed.months.entry(at).or_default().add(months));
    }
    weighed
}

fn weigh_block(sheet: &Folded, nth: usize, of_months: &BTreeSet<usize>) -> Weighed {
    let block = &sheet.blocks[nth];
    let (skip, counts) = (sheet.skip(nth), counts(&block.sink));
    let columns = block.sink.columns.len();
    let mut weighed = Weighed { columns, ..Weighed::default() };
    // The first value's row is kept as the sheet's, so that a message can name its cell.
    let rows = |place: u32| block.first_row + block.sink.number(place as usize);
    for (at, column) in block.sink.columns.iter().enumerate() {
        match column {
            Column::Text(_) => {}
            Column::Date(column) => {
                let shapes = weighed.dates.entry(at).or_default();
                column.weigh(skip, counts, shapes);
                if of_months.contains(&at) {
                    weighed.months.insert(at, column.months(skip, counts));
                }
                for fits in shapes.values_mut() {
                    fits.first = fits.first.take().map(|(place, text)| (rows(place), text));
                }
            }
            Column::Number(column) => {
                let evidence = weighed.numbers.entry(at).or_default();
                column.weigh(skip, counts, evidence);
                evidence.first = evidence.first.take().map(|(place, text)| (rows(place), text));
                evidence.first_unit = evidence.first_unit.take().map(|(place, text)| (rows(place), text));
            }
        }
    }
    weighed
}

impl Fits {
    fn add(&mut self, other: Fits) {
        self.values += other.values;
        self.fits.iter_mut().zip(other.fits).for_each(|(sum, fits)| *sum += fits);
        if self.first.is_none() || other.differ && !self.differ {
            self.first = other.first.or(self.first.take());
            self.differ |= other.differ;
        }
    }

    /// Gives the orders that fit most values.
    pub(super) fn best(&self) -> Vec<DateOrder> {
        let most = self.fits.iter().max().copied().unwrap_or(0);
        DateOrder::ALL.into_iter().zip(self.fits).filter(|(_, fits)| *fits == most).map(|(order, _)| order).collect()
    }

    /// Gives the order that fits nearly all values and more than any other does.
    pub(super) fn settled(&self) -> Option<DateOrder> {
        match self.best().as_slice() {
            &[order] if self.fits[order as usize] * 10 >= self.values * 9 => Some(order),
            _ => None,
        }
    }
}

impl Evidence {
    fn add(&mut self, other: Evidence) {
        self.point += other.point;
        self.comma += other.comma;
        self.either += other.either;
        self.values += other.values;
        self.first = self.first.take().or(other.first);
        for (power, values) in other.units {
            *self.units.entry(power).or_default() += values;
        }
        self.first_unit = self.first_unit.take().or(other.first_unit);
    }

    /// Gives the sign that the values settle; nothing where they say nothing, an error where they contradict each other.
    pub(super) fn settled(&self) -> Result<Option<Decimal>, ()> {
        match (self.point, self.comma) {
            (0, 0) => Ok(None),
            (point, comma) if point >= comma.saturating_mul(10) => Ok(Some(Decimal::Point)),
            (point, comma) if comma >= point.saturating_mul(10) => Ok(Some(Decimal::Comma)),
            _ => Err(()),
        }
    }
}

fn name_of(sheet: &Folded, column: usize) -> (Key, String) {
    let (key, index, _) = sheet.chosen.plan.columns[column];
    let header = sheet.chosen.layout.headers.get(index).map(String::as_str).unwrap_or_default();
    (key, fold(header).name)
}

fn place_of(sheet: &Folded, column: usize, row: Option<u32>) -> Place {
    let (key, index, _) = sheet.chosen.plan.columns[column];
    let header = match key {
        Key::Field(field) => sheet.chosen.layout.of(field).map(|mapped| mapped.header.clone()),
        Key::Other(at) => sheet.chosen.layout.others.get(at).map(|other| other.header.clone()),
        Key::Asked(_) | Key::Says(_) | Key::Name => sheet.chosen.layout.headers.get(index).cloned(),
        Key::Filter(_) => None,
    };
    let given = sheet.chosen.layout.crosstab.as_ref().is_some_and(|tab| tab.is_given(index));
    let cell = row.filter(|_| !given).map(|row| format!("{}{row}", sheet.chosen.layout.letters(index)));
    Place { column: header, cell, ..sheet.chosen.place.clone() }
}

fn dates(
    sheets: &[Folded],
    weighed: &[Weighed],
    (at, column): (usize, usize),
    given: Option<DateOrder>,
    problems: &mut Vec<Problem>,
) -> Result<Orders, Failure> {
    let name = name_of(&sheets[at], column);
    let mut orders = Orders::new();
    for (&shape, fits) in &weighed[at].dates[&column] {
        if let Some(order) = given.or_else(|| fits.settled()) {
            orders.insert(shape, order);
            continue;
        }
        let best = fits.best();
        let place = |row| place_of(&sheets[at], column, row);
        if fits.fits[best[0] as usize] * 10 < fits.values * 9 {
            let each = DateOrder::ALL.iter().zip(fits.fits).map(|(order, fits)| (order.name().into(), fits));
            let kind = CleanProblem::MixedDates { values: fits.values, fits: each.collect() };
            return Err(Failure::new(place(None), kind));
        }
        // The same column of other files, where they settle it by themselves and agree.
        let mut others = BTreeMap::new();
        for (other, sheet) in sheets.iter().enumerate() {
            for (&column, shapes) in &weighed[other].dates {
                if name_of(sheet, column) == name
                    && let Some(order) = shapes.get(&shape).and_then(Fits::settled)
                {
                    others.entry(order).or_insert(other);
                }
            }
        }
        match others.first_key_value() {
            Some((&order, &other)) if others.len() == 1 && best.contains(&order) => {
                orders.insert(shape, order);
                let other = place(None).other(&sheets[other].chosen.place);
                let kind = CleanProblem::SettledBy { read_as: format!("date.{}", order.name()), other };
                problems.push(Problem::note(place(None), kind));
            }
            _ => {
                let (row, text) = fits.first.clone().unwrap_or_default();
                let open = match super::date::read(&text) {
                    super::date::DateText::Open(open) => Some(open),
                    _ => None,
                };
                let day = |order: DateOrder| open.and_then(|open| open.day(order)).map(Day::from_number);
                let readings = best.iter().filter_map(|&order| Some((order.name().into(), day(order)?))).collect();
                let kind = CleanProblem::AmbiguousDates { text, readings, values: fits.values };
                return Err(Failure::new(Place { cell: None, ..place(Some(row)) }, kind));
            }
        }
    }
    Ok(orders)
}

fn numbers(sheets: &[Folded], weighed: &[Weighed], (at, column): (usize, usize)) -> Result<Decimal, Failure> {
    let name = name_of(&sheets[at], column);
    let evidence = &weighed[at].numbers[&column];
    match evidence.settled() {
        Ok(Some(sign)) => return Ok(sign),
        Ok(None) if evidence.either == 0 => return Ok(Decimal::Point),
        Ok(None) => {}
        Err(()) => {
            let kind = CleanProblem::MixedNumbers { point: evidence.point, comma: evidence.comma };
            return Err(Failure::new(place_of(&sheets[at], column, None), kind));
        }
    }
    let agreed = |signs: BTreeSet<Decimal>| if signs.len() == 1 { signs.into_iter().next() } else { None };
    let same_sheet = weighed[at].numbers.values().filter_map(|evidence| evidence.settled().ok().flatten());
    let same_column = sheets.iter().enumerate().flat_map(|(other, sheet)| {
        let name = &name;
        let columns = weighed[other].numbers.iter().filter(move |(column, _)| name_of(sheet, **column) == *name);
        columns.filter_map(|(_, evidence)| evidence.settled().ok().flatten())
    });
    if let Some(sign) = agreed(same_sheet.collect()).or_else(|| agreed(same_column.collect())) {
        return Ok(sign);
    }
    let (row, text) = evidence.first.clone().unwrap_or_default();
    let digits: String = text.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    let decimal = text.replace(',', ".");
    let (point, comma) = if text.contains('.') { (decimal, digits) } else { (digits, decimal) };
    let kind = CleanProblem::AmbiguousNumbers { text, point, comma, values: evidence.either };
    Err(Failure::new(place_of(&sheets[at], column, Some(row)), kind))
}

/// Gives how a column is read, machine-readable, as in `Understood`.
pub fn read_as(field: Field, decided: &Decided, at: usize) -> String {
    if let Some((sign, evidence)) = decided.numbers.get(&at) {
        return match (sign, evidence.point + evidence.comma + evidence.either) {
            (_, 0) => "number".into(),
            (Decimal::Point, _) => "number.point".into(),
            (Decimal::Comma, _) => "number.comma".into(),
        };
    }
    match decided.dates.get(&at) {
        Some(_) if decided.months.contains(&at) => "date.month".into(),
        Some((orders, _)) => {
            let names: BTreeSet<&str> = orders.values().map(|order| order.name()).collect();
            match names.len() {
                0 => "date.iso".into(),
                _ => format!("date.{}", names.into_iter().collect::<Vec<_>>().join("+")),
            }
        }
        None if super::sink::kind(field) == super::sink::Kind::Text => "text".into(),
        None => "number".into(),
    }
}
