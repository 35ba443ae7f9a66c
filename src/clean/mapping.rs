//! Which column each field takes.
//!
//! A field takes the column with its best known header; `--map` comes before all, and a file's own header before the settings'.

use std::collections::BTreeMap;

use super::export::Export;
use super::header::{self, fold};
use super::id_names;
use super::layout::{Layout, Mapped, unknown_column};
use super::named_currency;
use super::preferred::{self, Candidate};
use crate::model::problem::CleanProblem;
use crate::model::{Failure, Feature, Field, InputOptions, Mapping, Place, may_be_each_orders};

/// What the columns are called.
pub(super) struct Names {
    /// All words of each column.
    pub joined: Vec<String>,
    /// The lowest alone, where the header has several rows; else empty.
    pub lowest: Vec<String>,
}

impl Names {
    /// Takes the words of a header of one row.
    pub fn plain(headers: Vec<String>) -> Names {
        Names { joined: headers, lowest: Vec::new() }
    }
}

/// What becomes of a needed field whose header stands above two columns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Twice {
    Refused,
    /// Their values must be the same, which is seen when the rows are read.
    Compared,
}

/// Maps the columns of a table; a needed field whose header stands above two columns is refused.
pub(super) fn map(
    header_row: Option<u32>,
    names: Names,
    input: &InputOptions,
    place: &Place,
) -> Result<Layout, Failure> {
    map_as(header_row, names, Twice::Refused, input, place)
}

/// Maps the columns of a table.
pub(super) fn map_as(
    header_row: Option<u32>,
    names: Names,
    twice: Twice,
    input: &InputOptions,
    place: &Place,
) -> Result<Layout, Failure> {
    let Names { joined: headers, lowest } = names;
    let mut folded: Vec<header::Folded> = headers.iter().map(|header| fold(header)).collect();
    let away = |field: Field| input.map.iter().any(|mapping| mapping.field == field && is_none(mapping));
    if header_row.is_some() && !away(Field::Currency) {
        named_currency::mark(&headers, &mut folded, input);
    }
    let lowest: Vec<header::Folded> = lowest.iter().map(|header| fold(header)).collect();
    let mut taken: BTreeMap<usize, Field> = BTreeMap::new();
    let mut found: BTreeMap<Field, (usize, bool)> = BTreeMap::new();
    for mapping in input.map.iter().filter(|mapping| !is_none(mapping)) {
        let wanted = fold(&mapping.column).name;
        let by_lowest = || one(&lowest, &wanted, |header| &header.name);
        let by_bare = || one(&folded, &wanted, |header| header.known_as());
        let by_name = || by_header(&headers, &mapping.column).or_else(by_lowest).or_else(by_bare);
        let by_name = if header_row.is_some() { by_name() } else { None };
        match by_name.or_else(|| by_position(&headers, &mapping.column)) {
            Some(index) => {
                found.insert(mapping.field, (index, true));
            }
            // Another file may have that column; here the field's own headers serve.
            None if header_row.is_some()
                && folded.iter().chain(&lowest).any(|header| mapping.field.headers().contains(&header.known_as())) => {}
            None => {
                return Err(unknown_column(
                    &format!("--map {}", mapping.field.name()),
                    &mapping.column,
                    &headers,
                    place,
                ));
            }
        }
    }
    for (&field, &(index, _)) in &found {
        if let Some(other) = taken.insert(index, field) {
            let kind = CleanProblem::OneColumnTwice { header: headers[index].clone(), fields: (other, field) };
            return Err(Failure::new(place.clone(), kind));
        }
    }
    let known = header_row.and_then(|_| Export::known(&folded));
    if let Some(export) = known {
        for (field, index) in export.columns(&folded) {
            let said = input.map.iter().any(|mapping| mapping.field == field) || input.synonyms.contains_key(&field);
            if !said && !found.contains_key(&field) && !taken.contains_key(&index) {
                found.insert(field, (index, false));
                taken.insert(index, field);
            }
        }
    }
    if header_row.is_some() {
        for field in Field::ALL {
            let lacks = known.is_some_and(|export| export.lacks(field) && !input.synonyms.contains_key(&field));
            if found.contains_key(&field) || away(field) || lacks {
                continue;
            }
            let free = |index: usize| !taken.contains_key(&index);
            let candidates = preferred::candidates(field, &folded, &lowest, input, &free);
            let Some(best) = candidates.first() else { continue };
            let said = |one: &Candidate| (one.name.clone(), one.lowest, one.qualified, one.own.is_some());
            if let Some(second) = candidates[1..].iter().find(|other| said(other) == said(best))
                && preferred::is_needed(field)
                && (!preferred::is_compared(field) || twice == Twice::Refused)
            {
                if field == Field::CustomerId && best.qualified && found.contains_key(&Field::Customer) {
                    // Which number is the customer's is open; the name says who it is.
                    continue;
                }
                let columns = (best.index, second.index);
                let headers = (headers[columns.0].clone(), headers[columns.1].clone());
                return Err(Failure::new(place.clone(), CleanProblem::TwoColumns { field, headers, columns }));
            }
            found.insert(field, (best.index, best.sense.is_none() && best.given));
            taken.insert(best.index, field);
        }
    }
    let says_no_name = input.map.iter().any(|mapping| mapping.field == Field::Customer)
        || found.contains_key(&Field::Customer)
        || !found.contains_key(&Field::CustomerId);
    let may_hold = || id_names::may_hold(&folded, &|index| !taken.contains_key(&index));
    let name = if header_row.is_none() || known.is_some() || says_no_name { None } else { may_hold() };
    let mut features: Vec<Feature> =
        known.map(|export| Feature::Export { system: export.system }).into_iter().collect();
    if let Some(is) = found.get(&Field::Date).filter(|(_, given)| !given).and_then(|(index, _)| {
        let tiers = Field::Date.tiers().iter().filter(|(sense, _)| Field::Date.borrows(*sense));
        let name = folded[*index].known_as();
        tiers.filter(|(_, headers)| headers.contains(&name)).map(|(sense, _)| *sense).next()
    }) {
        features.push(Feature::OnlyDate { column: headers[found[&Field::Date].0].clone(), is });
    }
    let others = preferred::others(&found, &taken, (&folded, &lowest, &headers), input);
    if let Some((amount, false)) = found.get(&Field::Amount).copied()
        && let Some((currency, false)) = found.get(&Field::Currency).copied()
        && preferred::is_local(folded[amount].known_as())
    {
        let names = (headers[amount].clone(), headers[currency].clone());
        // Amounts of the documents beside them tell that these are those of the books.
        let open = may_be_each_orders(folded[amount].known_as())
            && !folded.iter().any(|header| preferred::is_foreign(header.known_as()));
        features.push(match (open, names) {
            (true, (amount, currency)) => Feature::EachOrdersCurrency { amount, currency },
            (false, (amount, currency)) => Feature::BooksCurrency { amount, currency },
        });
        if !open {
            // The column of currencies says what the documents are in; these amounts are in that of the books.
            found.remove(&Field::Currency);
        }
    }
    // What the header says of all rows of one of several amounts, the column of currencies does not say.
    if let Some((amount, _)) = found.get(&Field::Amount).copied()
        && let Some((currency, false)) = found.get(&Field::Currency).copied()
        && let Some(is) = folded[amount].own
    {
        let namesakes = (0..headers.len()).filter(|&other| folded[other].name == folded[amount].name);
        let documents =
            namesakes.filter(|&other| folded[other].currency.is_none()).map(|other| headers[other].clone()).next();
        features.push(Feature::NamedCurrency {
            amount: headers[amount].clone(),
            is: is.into(),
            currency: headers[currency].clone(),
            documents,
        });
        found.remove(&Field::Currency);
    }
    let currency =
        found.get(&Field::Amount).or_else(|| found.get(&Field::Price)).and_then(|(index, _)| folded[*index].currency);
    let mapped = found.into_iter().map(|(field, (index, given))| {
        let header = if headers[index].is_empty() { header::letters(index) } else { headers[index].clone() };
        Mapped { field, index, header, given }
    });
    let export_rows = known.and_then(|export| export.rows(&folded));
    Ok(Layout {
        header_row,
        mapped: mapped.collect(),
        others,
        name,
        headers,
        currency,
        features,
        export: known,
        export_rows,
        ..Layout::default()
    })
}

/// Gives the column of that header, as it stands or else but for spelling.
pub(super) fn by_header(headers: &[String], name: &str) -> Option<usize> {
    let exact = headers.iter().position(|header| header == name.trim());
    exact.or_else(|| {
        let wanted = fold(name);
        let is = |header: &String| !header.is_empty() && fold(header).name == wanted.name;
        // Of `订单金额` and `订单金额(RMB)`, the one of the currency that is named, or of none.
        let same = headers.iter().position(|header| is(header) && fold(header).currency == wanted.currency);
        same.or_else(|| headers.iter().position(is))
    })
}

/// Gives the one column of that folded name.
fn one(names: &[header::Folded], name: &str, of: impl Fn(&header::Folded) -> &str) -> Option<usize> {
    let mut at = names.iter().enumerate().filter(|(_, header)| of(header) == name).map(|(index, _)| index);
    at.next().filter(|_| at.next().is_none() && !name.is_empty())
}

/// Gives the column of that letter or number.
pub(super) fn by_position(headers: &[String], name: &str) -> Option<usize> {
    header::position(name).filter(|&index| index < headers.len())
}

/// Says whether a mapping takes a field away: `--map currency=none`.
pub(super) fn is_none(mapping: &Mapping) -> bool {
    mapping.column.trim().eq_ignore_ascii_case("none")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_but_for_spelling_is_the_column_of_its_currency() {
        let headers = ["订单金额", "订单金额(RMB)", "订单金额(美元)"].map(String::from);
        for (name, column) in [
            ("订单金额（RMB）", 1),
            ("订单金额 (人民币)", 1),
            ("订单金额(USD)", 2),
            ("订单 金额", 0),
            ("订单金额(EUR)", 0),
        ] {
            assert_eq!(by_header(&headers, name), Some(column), "{name}");
        }
        assert_eq!(by_header(&["Amount (USD)".to_owned()], "amount"), Some(0));
    }
}
