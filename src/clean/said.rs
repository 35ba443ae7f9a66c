//! What is said of the columns beside the rows set aside: readings, formulas without results, numbers cut short.

use super::decide::{self, Decided};
use super::ledger::Ledger;
use super::sheet::Folded;
use super::sink::{Column, Key};
use crate::model::problem::{CleanProblem, Kind, StrictFault};
use crate::model::{Failure, Feature, Field, Place, Problem};

/// Gives how a field of a sheet is read, as in `Understood`.
pub fn read_as(sheet: &Folded, decided: &Decided, field: Field) -> String {
    match sheet.chosen.plan.place(Key::Field(field)) {
        Some(at) => decide::read_as(field, decided, at),
        None => "text".into(),
    }
}

/// Notes how dates and numbers are read where another reading would have been possible, and that amounts are computed.
pub fn readings(sheets: &[Folded], decided: &[Decided], ledger: &Ledger) -> Vec<Problem> {
    let mut notes = Vec::new();
    let mut told = false;
    for (at, (sheet, decided)) in sheets.iter().zip(decided).enumerate() {
        let layout = &sheet.chosen.layout;
        for (field, (of, bad)) in [(Field::Date, ledger.dates[at]), (Field::Amount, ledger.amounts[at])] {
            let Some(mapped) = layout.of(field) else { continue };
            let read_as = read_as(sheet, decided, field);
            if matches!(read_as.as_str(), "number" | "number.point" | "date.iso") {
                continue;
            }
            let place = Place { column: Some(mapped.header.clone()), ..sheet.chosen.place.clone() };
            notes.push(Problem::note(place, CleanProblem::ReadAs { read_as, fits: of - bad, of }));
        }
        if layout.of(Field::Amount).is_none() && !told {
            told = true;
            let header = |field| layout.of(field).map(|mapped| mapped.header.clone());
            let (quantity, price) =
                (header(Field::Quantity).unwrap_or_default(), header(Field::Price).unwrap_or_default());
            let kind = CleanProblem::Computed { quantity, price, discount: header(Field::Discount) };
            notes.push(Problem::note(sheet.chosen.place.clone(), kind));
        }
    }
    notes
}

/// Refuses a needed column that holds mostly formulas without saved results.
pub fn unsaved(sheets: &[Folded]) -> Result<(), Failure> {
    for sheet in sheets {
        for (at, (key, index, _)) in sheet.chosen.plan.columns.iter().enumerate() {
            if matches!(key, Key::Other(_)) {
                continue;
            }
            let (mut rows, mut all) = (Vec::new(), 0);
            let mut first = None;
            for (nth, block) in sheet.blocks.iter().enumerate() {
                let skip = sheet.skip(nth);
                all += block.sink.len() - skip;
                let found = match &block.sink.columns[at] {
                    Column::Text(_) => continue,
                    Column::Date(column) => &column.unsaved,
                    Column::Number(column) => &column.unsaved,
                };
                for &place in found.iter().filter(|place| (skip..block.sink.len()).contains(&(**place as usize))) {
                    first.get_or_insert_with(|| match &block.sink.columns[at] {
                        Column::Date(column) => column.standing(place as usize),
                        Column::Number(column) => column.standing(place as usize),
                        Column::Text(column) => column.standing(place as usize).into(),
                    });
                    rows.push(block.first_row + block.sink.number(place as usize));
                }
            }
            if let (Some(formula), [first_row, .., last_row]) = (first, rows.as_slice())
                && rows.len() * 2 > all
            {
                let column = sheet.chosen.layout.letters(*index);
                // Of a cross-tab, the column is a range of them.
                let range = sheet.chosen.layout.crosstab.as_ref().filter(|tab| tab.is_given(*index));
                let (low, high) = range.map_or((column.clone(), column), |tab| tab.range());
                let cell = Some(format!("{low}{first_row}:{high}{last_row}"));
                let field = if let Key::Field(field) = key { Some(*field) } else { None };
                let kind = CleanProblem::Unsaved { field, formula, rows: rows.len() as u64 };
                return Err(Failure::new(Place { cell, ..sheet.chosen.place.clone() }, kind));
            }
        }
    }
    Ok(())
}

/// Says what is unusual about the sheets' shapes; warns where rows are left out for it.
pub fn features(sheets: &[Folded]) -> Vec<Problem> {
    let mut said = Vec::new();
    for sheet in sheets {
        for feature in sheet.features() {
            let row = if let Feature::SecondTable { row, .. } = feature { Some(row) } else { None };
            let place = Place { row, ..sheet.chosen.place.clone() };
            let warns = feature.leaves_out();
            let kind = CleanProblem::Shape(feature);
            said.push(if warns { Problem::warning(place, kind) } else { Problem::note(place, kind) });
        }
    }
    said
}

/// Warns of order and customer numbers that a spreadsheet has cut to 15 digits.
pub fn long_numbers(sheets: &[Folded]) -> Vec<Problem> {
    let mut warnings = Vec::new();
    for sheet in sheets {
        for (at, (key, index, _)) in sheet.chosen.plan.columns.iter().enumerate() {
            let Key::Field(field @ (Field::Order | Field::CustomerId)) = *key else { continue };
            let (mut rows, mut first) = (0, None);
            for block in &sheet.blocks {
                let Column::Text(column) = &block.sink.columns[at] else { continue };
                let (cut, place) = column.cut(block.sink.len());
                rows += cut;
                if let (None, Some(place)) = (&first, place) {
                    let row = block.first_row + block.sink.number(place as usize);
                    first = Some((
                        format!("{}{row}", sheet.chosen.layout.letters(*index)),
                        column.standing(place as usize).to_string(),
                    ));
                }
            }
            if let Some((cell, text)) = first {
                let column = sheet.chosen.layout.of(field).map(|mapped| mapped.header.clone());
                let place = Place { column, ..sheet.chosen.place.clone() };
                let kind = CleanProblem::LongNumbers { field, rows, cell, first: text };
                warnings.push(Problem::warning(place, kind));
            }
        }
    }
    warnings
}

/// Gives what `--strict` refuses: rows that are set aside for what is wrong with them, and a sheet that is one of several.
pub fn refused(said: &[Problem], warnings: &[Problem]) -> Option<Failure> {
    let faults = warnings.iter().filter_map(|problem| match &problem.kind {
        Kind::Clean(CleanProblem::SetAside { reason, rows, amount, text, .. }) => {
            let (reason, rows, amount, text) = (*reason, *rows, *amount, text.clone());
            Some(StrictFault { place: problem.place.clone(), reason, rows, amount, text })
        }
        _ => None,
    });
    let faults: Vec<StrictFault> = faults.collect();
    let sheets = said.iter().find_map(|problem| match &problem.kind {
        Kind::Clean(CleanProblem::OtherSheets { others, chosen }) => Some((problem, others, chosen)),
        _ => None,
    });
    let place = match (&sheets, faults.as_slice()) {
        (Some((problem, ..)), _) => problem.place.clone(),
        (None, []) => return None,
        (None, [one]) => one.place.clone(),
        // Of several, what they have in common.
        (None, [first, rest @ ..]) => {
            let same = |part: fn(&Place) -> &Option<String>| {
                part(&first.place).clone().filter(|_| rest.iter().all(|one| part(&one.place) == part(&first.place)))
            };
            let file = same(|place| &place.file);
            let sheet = same(|place| &place.sheet).filter(|_| file.is_some());
            Place { file, sheet, ..Place::default() }
        }
    };
    let sheets = sheets.map(|(_, others, chosen)| (chosen.clone(), others.clone()));
    Some(Failure::new(place, CleanProblem::Strict { sheets, faults }))
}
