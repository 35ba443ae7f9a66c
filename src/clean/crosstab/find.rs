//! Which columns of a sheet are periods, and what stands in them.
//!
//! The header row is the one with most names of periods. A row right above it may hold their years, or what is measured (金额 over
//! its months); a row right below it what is measured in each. A sheet is taken for a cross-tab by itself only where at least
//! three periods stand in a sequence, no column holds dates, and nothing says that the figures are no amounts.

use std::collections::{BTreeMap, BTreeSet};

use super::band::{Column, Head};
use super::{Across, Crosstab, TotalColumn};
use crate::clean::header::{self, fold};
use crate::clean::layout::{self, Layout, Mapped, words};
use crate::model::problem::{CleanProblem, Unclear};
use crate::model::{Failure, Feature, Field, Grain, InputOptions, Period, Place};
use crate::read::{OwnedCell, SheetHead};

/// What stands beside the periods and is no label of a row.
const NO_LABELS: [Field; 10] = [
    Field::Amount,
    Field::Quantity,
    Field::Price,
    Field::Discount,
    Field::Profit,
    Field::Cost,
    Field::Date,
    Field::ShipDate,
    Field::PaidDate,
    Field::Order,
];
/// Finds the periods of a sheet; nothing where there are none, an error where there are but not all is clear. `forced` where
/// the user says that there are.
pub fn find(head: &SheetHead, input: &InputOptions, place: &Place, forced: bool) -> Option<Result<Layout, Failure>> {
    let band = Head::find(head, input)?;
    let (columns, totals, others) = band.columns(input)?;
    let fail = |why: Unclear| {
        let place = Place { row: Some(band.row().0), ..place.clone() };
        Some(Err(Failure::new(place, CleanProblem::Unclear(why))))
    };
    let grain = columns.iter().map(|column| column.named.grain).min()?;
    let fewest = if grain == Grain::Month || band.bare { 3 } else { 2 };
    if !forced && columns.len() < fewest {
        return None;
    }
    let others_that_are_dates = others.iter().any(|at| {
        let cell = band.cell(*at);
        matches!(cell, Some(OwnedCell::Serial(_) | OwnedCell::Iso(_))) || cell.is_some_and(|cell| is_day(&words(cell)))
    });
    if others_that_are_dates {
        return None;
    }
    let dated = match band.dated(&columns, input, place) {
        Ok(dated) => dated,
        Err(_) if !forced && !in_sequence_of_parts(&columns) => return None,
        Err(why) => return fail(why),
    };
    if !forced && !is_sequence(&dated, grain) {
        return None;
    }
    // What the columns beside the periods are called decides whose figures they are.
    let header = band.header();
    let names = band.names(&columns, &totals);
    let mut layout = match layout::plain(header, names, input, place) {
        Ok(layout) => layout,
        Err(failure) => return Some(Err(failure)),
    };
    let mapped = |field| layout.of(field);
    if let Some(date) = mapped(Field::Date).filter(|date| !forced && !date.given) {
        return fail(Unclear::DateBeside { header: date.header.clone(), periods: dated.len() as u64 });
    }
    let given = |field| mapped(field).is_some_and(|at| at.given);
    if given(Field::Date) || (!forced && given(Field::Amount)) {
        return None;
    }
    if let Some((header, values)) = band.kinds(&layout, input) {
        return fail(Unclear::Kinds { header, values });
    }
    let priced = mapped(Field::Price).map(|price| price.header.clone());
    let beside = mapped(Field::Amount).map(|amount| (amount.index, amount.header.clone()));
    let (short, long): (Vec<_>, Vec<_>) = dated.into_iter().partition(|(_, period)| period.calendar.grain == grain);
    let measures = match band.measures(&short, input) {
        Ok(measures) => measures,
        Err(why) => return fail(why),
    };
    if !forced && let Some(said) = band.unit().filter(|_| input.unit.is_none() && !band.unit_is_known(&measures)) {
        return fail(Unclear::Unit { said });
    }
    if !forced && let Some(said) = band.quantities(&measures).or(priced) {
        return fail(Unclear::Quantities { said });
    }
    let mut across: BTreeMap<i32, Across> = BTreeMap::new();
    for (column, period) in &short {
        let Some(field) = measures.get(&column.label).copied().flatten() else { continue };
        let day = period.first_day().to_string();
        let entry = across.entry(period.index).or_insert_with(|| Across { period: *period, day, columns: Vec::new() });
        if let Some((_, other)) = entry.columns.iter().find(|(found, _)| *found == field) {
            let columns = (header::letters(*other), header::letters(column.at));
            return fail(Unclear::Twice { period: period.label(), columns });
        }
        entry.columns.push((field, column.at));
    }
    let calendar = short.first()?.1.calendar;
    if short.iter().any(|(_, period)| period.calendar != calendar) {
        return None;
    }
    let periods: Vec<Across> = across.into_values().collect();
    let amount = |across: &Across| across.columns.iter().find(|(field, _)| *field == Field::Amount).map(|(_, at)| *at);
    let amounts: Vec<usize> = periods.iter().filter_map(amount).collect();
    let fields: BTreeSet<Field> = periods.iter().flat_map(|across| &across.columns).map(|(field, _)| *field).collect();
    let width = band.width;
    let mut tab = Crosstab {
        header,
        calendar,
        totals: Vec::new(),
        headings: band.headings(),
        labels: Vec::new(),
        beside: band.beside_periods(&layout, input),
        date: width,
        measures: fields.iter().copied().zip(width + 1..).collect(),
        periods,
    };
    let is_amount = |label: &str| measures.get(label).copied().flatten() == Some(Field::Amount) || measures.len() < 2;
    let sum_columns: Vec<usize> = totals.iter().map(|(at, ..)| *at).collect();
    let summed = |at: usize| band.summed(at, &tab, &amounts, &sum_columns);
    let mut sums: Vec<TotalColumn> = totals
        .iter()
        .filter(|(_, _, label)| is_amount(label))
        .map(|(at, name, _)| TotalColumn { at: *at, name: name.clone(), of: summed(*at) })
        .collect();
    let mut beyond = Vec::new();
    for (column, period) in long.iter().filter(|(column, _)| is_amount(&column.label)) {
        let within = |across: &&Across| {
            period.first_day() <= across.period.first_day() && across.period.last_day() <= period.last_day()
        };
        let of: Vec<usize> = tab.periods.iter().filter(within).filter_map(amount).collect();
        let name = period.label();
        if of.is_empty() {
            beyond.push(format!("{} {name}", header::letters(column.at)));
        } else {
            sums.push(TotalColumn { at: column.at, name, of: vec![of] });
        }
    }
    if let Some((at, name)) = beside.filter(|(at, _)| sums.iter().all(|sum| sum.at != *at)) {
        sums.push(TotalColumn { at, name, of: vec![amounts.clone()] });
    }
    sums.sort_by_key(|sum| sum.at);
    tab.totals = sums;
    let left_out: Vec<String> = others
        .iter()
        .filter(|at| {
            layout.mapped.iter().all(|mapped| mapped.index != **at) && tab.totals.iter().all(|sum| sum.at != **at)
        })
        .map(|at| format!("{} {}", header::letters(*at), band.name(*at)))
        .chain(
            short
                .iter()
                .filter(|(column, _)| measures.get(&column.label).copied().flatten().is_none())
                .map(|(column, _)| format!("{} {}", header::letters(column.at), column.label)),
        )
        .collect();
    layout.mapped.retain(|mapped| !NO_LABELS.contains(&mapped.field));
    // Nothing but the periods could be amounts or dates.
    layout.others.clear();
    let of_amounts = |feature: &Feature| {
        matches!(
            feature,
            Feature::OnlyDate { .. }
                | Feature::BooksCurrency { .. }
                | Feature::NamedCurrency { .. }
                | Feature::EachOrdersCurrency { .. }
        )
    };
    layout.features.retain(|feature| !of_amounts(feature));
    tab.labels = layout
        .mapped
        .iter()
        .filter(|mapped| matches!(mapped.field, Field::Customer | Field::CustomerId))
        .map(|mapped| (mapped.index, fold(&band.text(mapped.index)).name))
        .collect();
    let (low, high) = (*amounts.iter().min()?, *amounts.iter().max()?);
    let shown = format!("{}:{}", header::letters(low), header::letters(high));
    for (field, index) in std::iter::once((Field::Date, width)).chain(tab.measures.iter().copied()) {
        layout.mapped.push(Mapped { field, index, header: shown.clone(), given: false });
    }
    layout.mapped.sort_by_key(|mapped| Field::ALL.iter().position(|field| *field == mapped.field));
    let label = measures.iter().find(|(_, field)| **field == Some(Field::Amount)).map(|(label, _)| label.as_str());
    layout.currency = label.and_then(|label| fold(label).currency).or(layout.currency);
    let (start, end) = (tab.periods.first()?.period, tab.periods.last()?.period);
    layout.features.push(Feature::Crosstab {
        columns: (header::letters(low), header::letters(high)),
        periods: (start.label(), end.label()),
        days: (start.first_day(), end.last_day()),
        count: tab.periods.len() as u64,
        grain,
        measures: tab.measures.iter().map(|(field, _)| *field).collect(),
        totals: tab.totals.iter().map(|sum| format!("{} {}", header::letters(sum.at), sum.name)).collect(),
        left_out,
        beyond,
        rows: 0,
        cells: 0,
    });
    // The columns of tables that are joined begin behind those that lines are given.
    layout.headers.resize(width, String::new());
    layout.headers.push(shown.clone());
    // What is measured says by what its figures count: 金额(万元).
    for (field, _) in &tab.measures {
        let label = measures.iter().find(|(label, found)| **found == Some(*field) && !label.is_empty());
        layout.headers.push(label.map_or_else(|| shown.clone(), |(label, _)| label.clone()));
    }
    layout.crosstab = Some(tab);
    Some(Ok(layout))
}

/// Says whether a text is a date that heads no column of a month.
fn is_day(text: &str) -> bool {
    crate::clean::date::read(text).is_day()
}

/// Says whether periods follow each other, as far as their number allows.
fn is_sequence(dated: &[(&Column, Period)], grain: Grain) -> bool {
    let periods: BTreeSet<i32> =
        dated.iter().filter(|(_, period)| period.calendar.grain == grain).map(|(_, period)| period.index).collect();
    let periods: Vec<i32> = periods.into_iter().collect();
    let next = periods.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
    periods.len() >= 2 && next * 2 >= periods.len() - 1
}

/// Says the same of parts of a year that is not known.
fn in_sequence_of_parts(columns: &[Column]) -> bool {
    let next = columns.windows(2).filter(|pair| pair[1].named.part == pair[0].named.part + 1).count();
    columns.len() >= 3 && next >= 2
}
