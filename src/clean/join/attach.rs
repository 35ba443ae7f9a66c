//! The columns of tables behind those of a sheet of orders: the keys of the sheet, and which fields its lines take from where.
//!
//! The sheet's own columns win; what `--map` names wins over all. Of several tables, the one that is named first.

use std::sync::Arc;

use super::head::Head;
use super::{Joins, is_shared};
use crate::clean::header::{self, Folded, fold};
use crate::clean::id_names;
use crate::clean::layout::{Layout, Mapped};
use crate::clean::number;
use crate::clean::sheet::Chosen;
use crate::clean::sink::{Key, Kind, kind};
use crate::clean::unit;
use crate::model::problem::{CleanProblem, JoinProblem};
use crate::model::{Failure, Feature, Field, InputOptions, Place};

/// The tables behind a sheet's own columns.
#[derive(Clone, Debug)]
pub struct Attached {
    /// How many columns the sheet has.
    pub own: usize,
    pub steps: Vec<Step>,
}

/// One table.
#[derive(Clone, Debug)]
pub struct Step {
    pub head: Arc<Head>,
    /// Where its columns begin.
    pub at: usize,
    /// The columns that the key stands in, of the sheet or of a table before.
    pub keys: Vec<usize>,
    /// The fields that it has too, and the columns that count.
    pub left: Vec<(Field, String)>,
}

impl Step {
    fn end(&self) -> usize {
        self.at + self.head.headers.len()
    }
}

impl Attached {
    /// Gives the column of the sheet by whose value a looked-up column is found.
    pub fn key_of(&self, index: usize) -> Option<usize> {
        let step = self.steps.iter().find(|step| step.at <= index && index < step.end())?;
        let key = *step.keys.first()?;
        // A key lies before its table, so that this ends.
        if key < self.own { Some(key) } else { (key < step.at).then(|| self.key_of(key)).flatten() }
    }

    /// Gives the tables that are sheets of the orders' own workbook.
    pub fn own_sheets(&self) -> impl Iterator<Item = usize> {
        self.steps.iter().filter(|step| step.head.book.is_some()).map(|step| step.head.sheet)
    }

    /// Gives the column that a name with its table means: `customers.xlsx:Name`.
    pub fn column(&self, name: &str) -> Option<usize> {
        let named = |step: &Step| {
            name.trim().starts_with(&step.head.prefix).then(|| step.head.names(name).map(|at| step.at + at)).flatten()
        };
        self.steps.iter().find_map(named)
    }
}

/// Puts the tables' columns behind a sheet's, and lets its lines take from them the fields that it has not.
pub fn attach(
    mut layout: Layout,
    heads: &[Arc<Head>],
    joins: &Joins,
    input: &InputOptions,
    place: &Place,
) -> Result<Layout, Failure> {
    if heads.is_empty() {
        return Ok(layout);
    }
    // Lines of grouped reports and cross-tabs have columns behind those that the sheet has.
    let behind = layout.mapped.iter().map(|mapped| mapped.index + 1).max().unwrap_or(0);
    let own = layout.headers.len().max(behind);
    layout.headers.resize(own, String::new());
    let mut attached = Attached { own, steps: Vec::new() };
    for head in heads {
        let join = &joins.0[head.join].join;
        layout.joined = Some(attached.clone());
        let key = |(ours, _): &(String, String)| key_column(&layout, attached.own, ours, place, &join.typed());
        let keys = join.keys.iter().map(key).collect::<Result<Vec<usize>, Failure>>()?;
        rename_key(&mut layout, head, &keys);
        let step = Step { head: Arc::clone(head), at: layout.headers.len(), keys, left: Vec::new() };
        for header in &head.headers {
            let taken = !header.is_empty() && layout.headers.contains(header);
            layout.headers.push(if taken { format!("{}{header}", head.prefix) } else { header.clone() });
        }
        attached.steps.push(step);
    }
    for mapping in input.map.iter().filter(|mapping| !mapping.column.trim().eq_ignore_ascii_case("none")) {
        if layout.of(mapping.field).is_none_or(|mapped| !mapped.given)
            && let Some((step, column)) =
                attached.steps.iter().find_map(|step| Some((step, step.head.names(&mapping.column)?)))
        {
            layout.mapped.retain(|mapped| mapped.field != mapping.field);
            layout.mapped.push(looked_up(step, mapping.field, column, true));
        }
    }
    for nth in 0..attached.steps.len() {
        take(&mut layout, &mut attached.steps[nth], attached.own, input);
    }
    layout.mapped.sort_by_key(|mapped| mapped.field);
    layout.name =
        layout.name.or_else(|| name_beside_id(&layout, &attached)).filter(|_| layout.of(Field::Customer).is_none());
    count_by(&mut layout, &attached, input);
    layout.joined = Some(attached);
    Ok(layout)
}

/// Says by what looked-up numbers count, and in which currency: as their own table does.
fn count_by(layout: &mut Layout, attached: &Attached, input: &InputOptions) {
    let source = layout.of(Field::Amount).or_else(|| layout.of(Field::Price)).map(|mapped| mapped.index);
    for mapped in layout.mapped.clone().iter().filter(|mapped| mapped.index >= attached.own) {
        let holds = |step: &&Step| (step.at..step.end()).contains(&mapped.index);
        let Some(step) = attached.steps.iter().find(holds) else { continue };
        let header = step.head.headers[mapped.index - step.at].as_str();
        let noted = step.head.noted.as_ref();
        let power = unit::power(mapped.field, header, noted.map(|(unit, _)| unit), input);
        if power > 0 {
            layout.units.insert(mapped.index, power);
            let above = noted.filter(|(unit, _)| unit.power == power).map(|(_, text)| text.clone());
            layout.features.push(Feature::Unit { columns: vec![mapped.header.clone()], power, above });
        }
        if source == Some(mapped.index) {
            let by_note = || noted.filter(|_| power > 0).and_then(|(unit, _)| unit.currency);
            let by_note = || by_note().map(|at| number::CURRENCIES[usize::from(at)].0);
            layout.currency = fold(header).currency.or_else(by_note);
        }
    }
}

/// Gives the column of a table of the customers' ids that may hold their names.
fn name_beside_id(layout: &Layout, attached: &Attached) -> Option<usize> {
    let id = layout.of(Field::CustomerId)?.index;
    let step = attached.steps.iter().find(|step| step.keys == [id])?;
    let folded: Vec<Folded> = step.head.headers.iter().map(|header| fold(header)).collect();
    let free = |column: usize| step.head.mapped.iter().all(|mapped| mapped.index != column);
    Some(step.at + id_names::may_hold(&folded, &free)?)
}

fn looked_up(step: &Step, field: Field, column: usize, given: bool) -> Mapped {
    let header = match step.head.headers[column].as_str() {
        "" => header::letters(column),
        header => header.to_owned(),
    };
    Mapped { field, index: step.at + column, header: format!("{}{header}", step.head.prefix), given }
}

/// Takes the fields that the lines have not yet.
fn take(layout: &mut Layout, step: &mut Step, own_width: usize, input: &InputOptions) {
    let away = |field| input.map.iter().any(|one| one.field == field && one.column.trim().eq_ignore_ascii_case("none"));
    for mapped in &step.head.mapped {
        let field = mapped.field;
        let here = layout.of(field).is_some_and(|own| own.index == step.at + mapped.index);
        if away(field) || here || (step.head.keys.contains(&mapped.index) && layout.of(field).is_some()) {
            continue;
        }
        // A list price beside an amount would only seem to contradict it.
        if field == Field::Price && layout.of(Field::Amount).is_some() {
            continue;
        }
        // What lines reckon from their own columns is their own amount.
        let own_amount = match (layout.of(Field::Quantity), layout.of(Field::Price)) {
            (Some(quantity), Some(price)) if field == Field::Amount => {
                Some(format!("{} × {}", quantity.header, price.header))
            }
            _ => None,
        };
        // Lines that name their customer are not told apart by a number that only some of them would have.
        let named = layout.of(Field::Customer).filter(|own| field == Field::CustomerId && own.index < own_width);
        let own_name = named.map(|own| own.header.clone());
        let own = layout.of(field).map(|own| own.header.clone()).or(own_amount).or(own_name);
        match own {
            Some(own) => step.left.push((field, own)),
            None if is_shared(field) => layout.mapped.push(looked_up(step, field, mapped.index, false)),
            None => {}
        }
    }
}

/// Takes a column of customers that is the key of a table with their names for what it is: their numbers.
fn rename_key(layout: &mut Layout, head: &Head, keys: &[usize]) {
    let names = head.mapped.iter().any(|mapped| mapped.field == Field::Customer && !head.keys.contains(&mapped.index));
    if !names || layout.of(Field::CustomerId).is_some() {
        return;
    }
    let own = layout.mapped.iter_mut().find(|mapped| mapped.field == Field::Customer && !mapped.given);
    if let Some(own) = own.filter(|mapped| keys == [mapped.index]) {
        own.field = Field::CustomerId;
    }
}

fn key_column(layout: &Layout, own: usize, name: &str, place: &Place, option: &str) -> Result<usize, Failure> {
    let fail = |kind| Err(Failure::new(place.clone(), CleanProblem::Join(kind)));
    let by_field = Field::named(name.trim()).and_then(|field| layout.of(field));
    if let (None, Some(first), Some(second)) = (by_field, twice(layout, own, name, 0), twice(layout, own, name, 1)) {
        let columns = (header::letters(first), header::letters(second));
        return fail(JoinProblem::TwoKeys { key: name.into(), columns });
    }
    match layout.column(name) {
        Some(column) => Ok(column),
        None => {
            let columns: Vec<String> = layout.headers.iter().filter(|header| !header.is_empty()).cloned().collect();
            let similar = header::nearest(name, columns.iter().map(String::as_str)).map(String::from);
            let (option, wanted) = (option.into(), name.into());
            fail(JoinProblem::NoKey { option, wanted, ours: true, similar, columns, turned: false })
        }
    }
}

/// Gives the own columns that are called exactly so, or, where none is, so but for spelling.
fn twice(layout: &Layout, own: usize, name: &str, nth: usize) -> Option<usize> {
    let headers = &layout.headers[..own.min(layout.headers.len())];
    let exact = headers.iter().any(|header| header == name.trim());
    let folded = fold(name).name;
    let is = |header: &String| match exact {
        true => header == name.trim(),
        false => !header.is_empty() && fold(header).name == folded,
    };
    headers.iter().enumerate().filter(|(_, header)| is(header)).map(|(at, _)| at).nth(nth)
}

/// Gives the columns of a table that a sheet needs, and whether they hold dates: those of its fields and filters, and the keys of
/// further tables.
pub fn needed(chosen: &Chosen, table: (usize, Option<usize>)) -> Vec<(usize, bool)> {
    let Some(attached) = &chosen.layout.joined else { return Vec::new() };
    let filters = chosen.plan.columns.iter().filter(|(key, ..)| matches!(key, Key::Filter(_)));
    let asked = chosen.plan.columns.iter().filter(|(key, ..)| matches!(key, Key::Asked(_)));
    let wanted = filters
        .map(|(_, index, _)| (*index, false))
        .chain(asked.map(|(_, index, kind)| (*index, *kind == Kind::Date)))
        .chain(chosen.layout.mapped.iter().map(|mapped| (mapped.index, kind(mapped.field) == Kind::Date)))
        .chain(chosen.layout.name.map(|index| (index, false)))
        .chain(attached.steps.iter().flat_map(|step| step.keys.iter().map(|key| (*key, false))));
    let of = attached.steps.iter().filter(|step| (step.head.join, step.head.book) == table);
    let ranges: Vec<(usize, usize)> = of.map(|step| (step.at, step.end())).collect();
    let within = |index: usize| ranges.iter().find(|(at, end)| (*at..*end).contains(&index)).map(|(at, _)| index - at);
    wanted.filter_map(|(index, date)| Some((within(index)?, date))).collect()
}
