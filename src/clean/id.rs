//! Ids that went through a program which took them for numbers: `17850.0`, and `017850` beside `17850`.
//!
//! A `.0` is taken off where every id of the field with a point ends so, in all files; `1001.1` beside `1001.0` keeps both as
//! they are. Lost leading zeros cannot be put back, so that two customers that differ in them are warned of.

use std::collections::BTreeMap;

use super::sheet::Folded;
use super::sink::{Column, Key};
use super::text_column::TextColumn;
use crate::model::problem::CleanProblem;
use crate::model::{Field, Place, Problem};

/// Settles the ids of all sheets, and says what was done and what looks wrong.
pub fn settle(sheets: &mut [Folded]) -> Vec<Problem> {
    let mut said = Vec::new();
    for field in [Field::CustomerId, Field::Order] {
        let may = |column: &&TextColumn| !column.texts.lacks(".");
        let texts =
            || columns(sheets, field).map(|(_, column)| column).filter(may).flat_map(|column| column.texts.iter());
        let with_point = || texts().filter(|text| is_decimal(text));
        let whole = with_point().next().is_some() && with_point().all(|text| without_zero(text).is_some());
        if whole {
            let first = with_point().next().map(str::to_owned).unwrap_or_default();
            let mut ids: Vec<&str> = with_point().collect();
            ids.sort_unstable();
            ids.dedup();
            let kind = CleanProblem::WholeIds { field, ids: ids.len() as u64, first };
            said.push(Problem::note(place(sheets, field), kind));
            for sheet in sheets.iter_mut() {
                let Some(at) = sheet.chosen.plan.place(Key::Field(field)) else { continue };
                for block in &mut sheet.blocks {
                    if let Column::Text(column) = &mut block.sink.columns[at] {
                        column.texts.rewrite(without_zero);
                    }
                }
            }
        }
    }
    said.extend(lost_zeros(sheets));
    said
}

/// Warns of customer ids that differ only in leading zeros.
fn lost_zeros(sheets: &[Folded]) -> Option<Problem> {
    let digits = |text: &&str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let ids = || columns(sheets, Field::CustomerId).flat_map(|(_, column)| column.texts.iter()).filter(digits);
    ids().find(|id| id.starts_with('0'))?;
    let mut spellings: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for id in ids() {
        let same = spellings.entry(id.trim_start_matches('0')).or_default();
        if !same.contains(&id) {
            same.push(id);
        }
    }
    let several = || spellings.values().filter(|same| same.len() > 1);
    let mut first = several().next()?.clone();
    first.sort_unstable();
    let kind = CleanProblem::LostZeros { one: first[0].into(), other: first[1].into(), ids: several().count() as u64 };
    Some(Problem::warning(place(sheets, Field::CustomerId), kind))
}

fn columns(sheets: &[Folded], field: Field) -> impl Iterator<Item = (&Folded, &TextColumn)> + '_ {
    sheets.iter().flat_map(move |sheet| {
        let at = sheet.chosen.plan.place(Key::Field(field));
        let blocks = sheet.blocks.iter().filter_map(move |block| match &block.sink.columns[at?] {
            Column::Text(column) => Some(column),
            _ => None,
        });
        blocks.map(move |column| (sheet, column))
    })
}

fn place(sheets: &[Folded], field: Field) -> Place {
    let found = sheets.iter().find_map(|sheet| Some((sheet, sheet.chosen.layout.of(field)?)));
    found.map_or_else(Place::default, |(sheet, mapped)| Place {
        column: Some(mapped.header.clone()),
        ..sheet.chosen.place.clone()
    })
}

/// Says whether an id may have gone through a program that took it for a number: it has a point, or a zero in front.
pub fn is_doubtful(text: &str) -> bool {
    is_decimal(text) || text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}

/// Says whether a text is digits with a point between them.
fn is_decimal(text: &str) -> bool {
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.split_once('.').is_some_and(|(whole, part)| plain(whole) && plain(part))
}

/// Gives a whole number without its `.0`.
fn without_zero(text: &str) -> Option<&str> {
    let whole = text.strip_suffix(".0")?;
    is_decimal(text).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_lose_their_zero() {
        assert_eq!(without_zero("17850.0"), Some("17850"));
        for text in ["17850", "17850.00", "v1.0", ".0", "1.2.0", "17850.1"] {
            assert_eq!(without_zero(text), None, "{text}");
        }
        assert!(is_decimal("17850.1") && !is_decimal("1.2.3") && !is_decimal("A1.0"));
    }
}
