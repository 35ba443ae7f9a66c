//! Whether a column called no more than `Name` holds the names of the customers, whose ids stand in another.
//!
//! The heading does not say whose name it is. It is the customer's where the rows say so: every id has one name, seen on ids with
//! several rows, and nearly every id has one of its own. A salesperson's is shared by many ids, and a product's changes from row
//! to row of one. Who the customer is says the id in any case; a name is only shown, so that no figure depends on it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::customer::normalise;
use super::header::Folded;
use super::layout::{Layout, Mapped, unknown_column};
use super::sheet::Folded as Sheet;
use super::sink::{Column, Key};
use super::text_column::TextColumn;
use crate::model::{Failure, Feature, Field, InputOptions};

/// Headings that say a name and not whose.
const NAMES: [&str; 6] = ["name", "fullname", "名称", "姓名", "名字", "名稱"];

/// So many ids with several rows show that names go with ids.
const ENOUGH: u64 = 3;

/// Gives the one column that may hold the names of the customers, where there are ids alone.
pub fn may_hold(folded: &[Folded], free: &dyn Fn(usize) -> bool) -> Option<usize> {
    let called = folded.iter().enumerate().filter(|(_, header)| NAMES.contains(&header.name.as_str()));
    let mut called = called.map(|(index, _)| index);
    called.next().filter(|index| called.next().is_none() && free(*index))
}

/// What the rows say of one id.
struct Named {
    name: String,
    rows: u64,
    /// Another name that it has too.
    other: Option<String>,
}

/// Takes such columns for the customers' names where the rows of all sheets say that they are, and says what was found.
///
/// # Errors
/// A filter or an option that names the customer, where it turns out that nothing holds the names.
pub fn settle(sheets: &mut [Sheet], input: &InputOptions) -> Result<(), Failure> {
    let mut ids: BTreeMap<String, Named> = BTreeMap::new();
    for sheet in sheets.iter() {
        for (id, name, rows) in pairs(sheet) {
            let named = ids.entry(id).or_insert_with(|| Named { name: name.clone(), rows: 0, other: None });
            named.rows += rows;
            if named.name != name && normalise(&named.name) != normalise(&name) {
                named.other.get_or_insert(name);
            }
        }
    }
    let mut owners: BTreeMap<String, u64> = BTreeMap::new();
    for named in ids.values() {
        *owners.entry(normalise(&named.name)).or_default() += 1;
    }
    let shared = owners.values().filter(|ids| **ids > 1).sum();
    let all = ids.len() as u64;
    let several = ids.values().filter(|named| named.other.is_some()).count() as u64;
    let seen = ids.values().filter(|named| named.rows > 1).count() as u64;
    let holds = several == 0 && seen >= ENOUGH && owners.len() as u64 * 10 >= all * 9;
    let example = ids.into_iter().find_map(|(id, named)| Some((id, named.name, named.other?)));
    for sheet in sheets {
        let layout = &mut sheet.chosen.layout;
        let (Some(index), true) = (layout.name, sheet.chosen.plan.place(Key::Name).is_some()) else { continue };
        let Some(id) = layout.of(Field::CustomerId).map(|mapped| mapped.header.clone()) else { continue };
        let column = layout.headers[index].clone();
        layout.features.push(match holds {
            true => Feature::NamesOfIds { id, column: column.clone(), ids: all, shared },
            false => {
                Feature::NotNames { id, column: column.clone(), ids: all, several, shared, example: example.clone() }
            }
        });
        if holds {
            layout.mapped.push(Mapped { field: Field::Customer, index, header: column, given: false });
            layout.mapped.sort_by_key(|mapped| mapped.field);
            sheet.chosen.plan.take_names();
        } else if let Some(option) = asks_for_it(input) {
            return Err(unknown_column(option, Field::Customer.name(), &layout.headers, &sheet.chosen.place));
        }
    }
    Ok(())
}

/// Gives the option that means the column as the customer.
fn asks_for_it(input: &InputOptions) -> Option<&'static str> {
    let filter = input.filters.iter().find(|filter| Layout::means_customer(&filter.column));
    filter.map(|filter| if filter.keep { "--only" } else { "--exclude" })
}

/// Gives the ids of a sheet with the names beside them, each pair once, with its rows.
fn pairs(sheet: &Sheet) -> Vec<(String, String, u64)> {
    let plan = &sheet.chosen.plan;
    let (Some(id), Some(name)) = (plan.place(Key::Field(Field::CustomerId)), plan.place(Key::Name)) else {
        return Vec::new();
    };
    let mut all: BTreeMap<(String, String), u64> = BTreeMap::new();
    for (nth, block) in sheet.blocks.iter().enumerate() {
        let sink = &block.sink;
        let (Column::Text(ids), Column::Text(names)) = (&sink.columns[id], &sink.columns[name]) else { continue };
        let mut rows: FxHashMap<(u32, u32), u64> = FxHashMap::default();
        let mut marks = sink.marks.iter().map(|(place, _)| *place as usize).peekable();
        for place in sheet.skip(nth)..sink.len() {
            while marks.next_if(|marked| *marked < place).is_some() {}
            let pair = (ids.code(place), names.code(place));
            if marks.peek() != Some(&place) && pair.0 != TextColumn::BLANK && pair.1 != TextColumn::BLANK {
                *rows.entry(pair).or_default() += 1;
            }
        }
        for ((id, name), rows) in rows {
            *all.entry((ids.texts.get(id).to_owned(), names.texts.get(name).to_owned())).or_default() += rows;
        }
    }
    all.into_iter().map(|((id, name), rows)| (id, name, rows)).collect()
}
