//! Which period each heading of a cross-tab names, where the year may stand above it, in the sheet's name or in an option.

use std::collections::{BTreeMap, BTreeSet};

use super::band::{Column, Head};
use super::years::years_of;
use crate::clean::layout::{is_value, words};
use crate::model::problem::Unclear;
use crate::model::{Grain, InputOptions, Period, Place};
use crate::read::OwnedCell;

impl Head<'_> {
    /// Gives each column its period; a part of a year takes the year from what stands above or the name of the sheet.
    pub fn dated<'c>(
        &self,
        columns: &'c [Column],
        input: &InputOptions,
        place: &Place,
    ) -> Result<Vec<(&'c Column, Period)>, Unclear> {
        let years = self.years(place);
        let heading = |at: usize| Self::text_in(Some(self.row()), at);
        let between = || (heading(columns[0].at), columns.last().map(|last| heading(last.at)).unwrap_or_default());
        if columns.iter().any(|column| column.named.fiscal) && input.fiscal_start.is_none() {
            return Err(Unclear::Fiscal { headings: between() });
        }
        let start = input.fiscal_start.unwrap_or(1);
        // By what is measured, the parts come once in their order, from the year that is known on.
        let mut before: BTreeMap<(&str, Grain), (i32, i32)> = BTreeMap::new();
        // `2025年1月`, `2月`, `3月`: what follows directly on a heading with its year goes on from there.
        let mut said: BTreeMap<(&str, Grain), (i32, i32)> = BTreeMap::new();
        let mut dated = Vec::with_capacity(columns.len());
        for column in columns {
            let named = column.named;
            let kind = (column.label.as_str(), named.grain);
            let follows = said.get(&kind).filter(|_| input.year.is_none()).and_then(|&(part, year)| match named.part {
                next if next == part + 1 => Some(year),
                1 if part == parts_of(named.grain) => Some(year + 1),
                _ => None,
            });
            if let Some(year) = named.year.or(follows) {
                said.insert(kind, (named.part, year));
            }
            let year = match (named.year.or(follows), input.year, years.iter().next()) {
                (Some(year), ..) => Some(year),
                (None, Some(year), _) => Some(year),
                (None, None, Some(year)) if years.len() == 1 => Some(*year),
                _ => None,
            };
            let unclear = || Unclear::NoYear { headings: between(), years: years.iter().copied().collect() };
            let mut year = year.ok_or_else(unclear)?;
            if named.year.or(follows).is_none() {
                let (part, running) = before.get(&kind).copied().unwrap_or((0, year));
                year = running + i32::from(named.part <= part);
                // Which of two years a title means, only the user can say.
                if named.part <= part && (input.year.is_none() || named.part == part) {
                    return Err(unclear());
                }
                before.insert(kind, (named.part, year));
            }
            dated.push((column, named.period(Some(year), start).ok_or_else(unclear)?));
        }
        Ok(dated)
    }

    /// Gives the years that stand above the header, and in the sheet's name.
    pub fn years(&self, place: &Place) -> BTreeSet<i32> {
        let mut years: BTreeSet<i32> = place.sheet.iter().flat_map(|name| years_of(name)).collect();
        for (_, cells) in self.rows[..self.at].iter().rev() {
            if cells.iter().filter(|cell| !matches!(cell, OwnedCell::Text(_)) && is_value(cell)).count() > 1 {
                break;
            }
            years.extend(cells.iter().flat_map(|cell| years_of(&words(cell))));
        }
        years
    }
}

/// Gives how many parts a year has.
fn parts_of(grain: Grain) -> i32 {
    grain.months().map_or(1, |months| 12 / months)
}
