//! The rows of all sheets, gathered in order, with all that is counted as they pass.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::choices::Choices;
use super::crosstab::Sums;
use super::currency::Currencies;
use super::discounts::Discounts;
use super::join;
use super::ledger::Ledger;
use super::lines::Lines;
use super::overlong::Overlong;
use super::repeats::Repeats;
use super::rows::Rows;
use super::seen::Seen;
use super::sheet::Folded;
use super::sink::{Key, Kind};
use super::span::Days;
use super::totals::Totals;
use super::view::View;
use crate::model::{Calendar, Field, Grain, InputOptions, Wants};

/// The rows of all sheets, and what was said of them.
pub struct Gathered {
    pub rows: Rows,
    pub ledger: Ledger,
    pub days: Days,
    pub currencies: Currencies,
    pub seen: Seen,
    pub choices: Choices,
    pub repeats: Repeats,
    pub discounts: Discounts,
    pub overlong: Overlong,
    /// Per sheet, the first total row that disagrees.
    pub totals: Vec<Totals>,
    pub looked_up: join::Account,
}

/// Takes the rows of all sheets, in order. Blocks are given back as they are done, unless `keep`.
pub fn gather(sheets: &mut [Folded], input: &InputOptions, wants: Wants, keep: bool) -> Gathered {
    let has = |field| sheets.iter().any(|sheet| sheet.chosen.plan.place(Key::Field(field)).is_some());
    let beyond = |key: &(Key, usize, Kind)| match key {
        (Key::Field(Field::Customer | Field::CustomerId | Field::Date | Field::Amount), ..)
        | (Key::Name | Key::Filter(_) | Key::Other(_) | Key::Says(_) | Key::Asked(_), ..) => None,
        (Key::Field(Field::Status | Field::Currency), ..) if !wants.detail => None,
        (Key::Field(field), _, kind) => Some((*field, *kind)),
    };
    let fields: BTreeMap<Field, Kind> =
        sheets.iter().flat_map(|sheet| sheet.chosen.plan.columns.iter().filter_map(beyond)).collect();
    let fields: Vec<(Field, Kind)> = fields.into_iter().collect();
    let names = has(Field::CustomerId) && has(Field::Customer);
    let hint = sheets.iter().flat_map(|sheet| &sheet.blocks).map(|block| block.sink.len()).sum();
    let mut gathered = Gathered {
        rows: Rows::new(&fields, names, sheets.len() > 1, hint).asking(&input.columns, hint),
        ledger: Ledger::new(sheets.len()),
        days: Days::default(),
        currencies: Currencies::new(sheets, input.rates.is_some() && input.base.is_some()),
        seen: Seen::new(input),
        choices: Choices::default(),
        repeats: Repeats::default(),
        discounts: Discounts::default(),
        overlong: Overlong::default(),
        totals: Vec::with_capacity(sheets.len()),
        looked_up: join::Account::default(),
    };
    let side_by_side = rayon::current_num_threads();
    for (source, sheet) in sheets.iter_mut().enumerate() {
        let source = source as u16;
        let mut totals = Totals::default();
        let mut sums = Sums::default();
        let mut next = sheet.chosen.layout.header_row.map(|row| row + 1);
        for start in (0..sheet.blocks.len()).step_by(side_by_side) {
            let blocks = start..(start + side_by_side).min(sheet.blocks.len());
            let read = blocks.clone().into_par_iter().map(|block| Lines::read(&View::new(sheet, block), input));
            let read: Vec<Lines> = read.collect();
            for (block, mut lines) in blocks.zip(read) {
                let view = View::new(sheet, block);
                let Gathered {
                    rows,
                    ledger,
                    days,
                    currencies,
                    seen,
                    looked_up,
                    choices,
                    repeats,
                    discounts,
                    overlong,
                    ..
                } = &mut gathered;
                lines.filter(&view, input, currencies);
                seen.take(&view);
                looked_up.take(&view, &lines, usize::from(source));
                choices.take(&view, &lines, source);
                repeats.take(&view, &lines, source);
                discounts.take(&view, &lines, source);
                overlong.take(&view, &lines, source);
                if let Some(tab) = &view.layout().crosstab {
                    sums.take(tab, &view, &lines);
                    days.add_sums(tab.calendar, &lines);
                } else if view.layout().by_month {
                    days.add_sums(Calendar { grain: Grain::Month, fiscal_start: 1 }, &lines);
                }
                let account = || {
                    ledger.gaps(&view, source, &mut next);
                    ledger.take(&view, &lines, source, &mut totals, keep);
                    days.add_lines(&lines);
                };
                rayon::join(account, || rows.add(&view, &lines, source));
                if !keep {
                    sheet.blocks[block].sink.clear();
                }
            }
        }
        if sheet.chosen.layout.crosstab.is_some() {
            totals.first = sums.first();
        }
        gathered.totals.push(totals);
    }
    gathered
}
