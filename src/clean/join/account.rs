//! The account of looking up: the lines whose key no table has, what was taken from where, and what would count twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

use super::attach::Step;
use super::held::{Held, shown_key};
use super::{Joins, Tables, is_counted};
use crate::clean::ledger::is_wrong;
use crate::clean::lines::Lines;
use crate::clean::sheet::{Chosen, Folded};
use crate::clean::sink::{self, Key};
use crate::clean::table::Table;
use crate::clean::view::View;
use crate::model::problem::{CleanProblem, JoinProblem, Kind};
use crate::model::{Failure, Field, Lookup, Money, Place, Problem, Reason, Tally};

/// How many keys that are not found are named.
const NAMED: usize = 3;

/// What the lines of one sheet looked up in one table.
#[derive(Default)]
struct Missing {
    lines: Tally,
    aside: u64,
    keys: FxHashSet<String>,
    /// The first keys.
    first: Vec<String>,
    place: Option<Place>,
}

/// What is counted while lines are read, by sheet and by table.
#[derive(Default)]
pub struct Account {
    lines: BTreeMap<usize, u64>,
    missing: BTreeMap<(usize, usize), Missing>,
}

impl Account {
    /// Takes a block's lines.
    pub fn take(&mut self, view: &View<'_>, lines: &Lines, source: usize) {
        let Some(attached) = &view.layout().joined else { return };
        let is_line = |reason: &Option<Reason>| {
            !matches!(reason, Some(Reason::TotalRow | Reason::RepeatedHeader | Reason::Blank))
        };
        *self.lines.entry(source).or_default() += lines.reason.iter().filter(|reason| is_line(reason)).count() as u64;
        for &(place, nth, key) in &view.sink.looked.missing {
            let Some(row) = (place as usize).checked_sub(view.skip) else { continue };
            if row >= lines.reason.len() || !is_line(&lines.reason[row]) {
                continue;
            }
            let missing = self.missing.entry((source, usize::from(nth))).or_default();
            missing.lines.add(Money::from_raw(lines.money[row]));
            missing.aside += u64::from(lines.reason[row].is_some_and(is_wrong));
            let key = view.sink.looked.keys.get(key);
            if missing.keys.insert(key.to_owned()) && missing.first.len() < NAMED {
                missing.first.push(key.to_owned());
            }
            missing.place.get_or_insert_with(|| {
                let step = &attached.steps[usize::from(nth)];
                let at = step.keys[0];
                let cell = Some(format!("{}{}", view.layout().letters(at), view.row(place as usize)));
                let column = view.layout().headers.get(at).filter(|header| !header.is_empty()).cloned();
                Place { cell, column, ..view.chosen.place.clone() }
            });
        }
    }
}

/// Each table with the sheets that look it up, and its step there.
fn by_table<'a>(chosen: &[&'a Chosen]) -> BTreeMap<(usize, Option<usize>), Vec<(usize, usize, &'a Step)>> {
    let mut tables: BTreeMap<_, Vec<(usize, usize, &Step)>> = BTreeMap::new();
    for (source, chosen) in chosen.iter().enumerate() {
        for (nth, step) in chosen.layout.joined.iter().flat_map(|attached| &attached.steps).enumerate() {
            tables.entry((step.head.join, step.head.book)).or_default().push((source, nth, step));
        }
    }
    tables
}

/// The columns that lines take from a table.
fn taken(chosen: &Chosen, step: &Step) -> Vec<(Field, String)> {
    let range = step.at..step.at + step.head.headers.len();
    let mapped = chosen.layout.mapped.iter().filter(|mapped| range.contains(&mapped.index));
    mapped.map(|mapped| (mapped.field, step.head.headers[mapped.index - step.at].clone())).collect()
}

/// The columns of money that an option takes from a table beside its fields.
fn asked(chosen: &Chosen, step: &Step) -> Vec<String> {
    let range = step.at..step.at + step.head.headers.len();
    let mapped = |index: usize| chosen.layout.mapped.iter().any(|mapped| mapped.index == index);
    let asked = chosen.plan.columns.iter().filter(|(key, index, kind)| {
        matches!(key, Key::Asked(_)) && *kind == sink::Kind::Amount && range.contains(index) && !mapped(*index)
    });
    asked.map(|(_, index, _)| step.head.headers[index - step.at].clone()).collect()
}

/// Refuses amounts that would count in several lines, and says what was taken; before lines are counted.
pub fn check(sheets: &[Folded], tables: &Tables, joins: &Joins, problems: &mut Vec<Problem>) -> Result<(), Failure> {
    let chosen: Vec<&Chosen> = sheets.iter().map(|sheet| &sheet.chosen).collect();
    for uses in by_table(&chosen).values() {
        let Some((source, _, step)) = uses.first() else { continue };
        let Some(held) = tables.of(&step.head) else { continue };
        let place = &step.head.place;
        let columns = taken(chosen[*source], step);
        for (field, column) in columns.iter().filter(|(field, _)| is_counted(*field)) {
            counted_once(held, *field, column, place, problems)?;
        }
        for column in asked(chosen[*source], step) {
            counted_once(held, Field::Amount, &column, place, problems)?;
        }
        if let Some(row) = held.ends {
            problems.push(warning(place, JoinProblem::Ends { row }));
        }
        let needed = uses.iter().any(|(source, _, step)| {
            let keys = chosen[*source].layout.joined.iter().flat_map(|attached| &attached.steps);
            let range = step.at..step.at + step.head.headers.len();
            let further = keys.flat_map(|step| &step.keys).any(|key| range.contains(key));
            let filters = chosen[*source].plan.columns.iter().any(|(_, index, _)| range.contains(index));
            further || filters || !taken(chosen[*source], step).is_empty()
        });
        if needed {
            let keys = joins.0[step.head.join].join.keys.clone();
            let kind = JoinProblem::Taken { keys, columns, own: step.left.clone(), rows: held.len() as u64 };
            problems.push(Problem::note(place.clone(), CleanProblem::Join(kind)));
        } else {
            let headers = step.head.headers.iter().filter(|header| !header.is_empty()).cloned().collect();
            problems.push(warning(place, JoinProblem::NothingTaken { own: step.left.clone(), columns: headers }));
        }
    }
    Ok(())
}

fn warning(place: &Place, kind: JoinProblem) -> Problem {
    Problem::warning(place.clone(), CleanProblem::Join(kind))
}

fn counted_once(
    held: &Held,
    field: Field,
    column: &str,
    place: &Place,
    problems: &mut Vec<Problem>,
) -> Result<(), Failure> {
    let many = || held.uses().filter(|(.., uses)| *uses > 1);
    if let Some((key, row, lines)) = many().next() {
        let (keys, lines, column) = (many().count() as u64, u64::from(lines), column.to_owned());
        let kind = JoinProblem::CountedTwice { field, column, key: shown_key(key), lines, keys };
        return Err(Failure::new(Place { row: Some(row), ..place.clone() }, CleanProblem::Join(kind)));
    }
    let unused = || held.uses().filter(|(.., uses)| *uses == 0);
    if let Some((key, row, _)) = unused().next().filter(|_| field == Field::Amount) {
        let (rows, key) = (unused().count() as u64, shown_key(key));
        let place = Place { row: Some(row), ..place.clone() };
        problems.push(warning(&place, JoinProblem::Unused { column: column.to_owned(), rows, key }));
    }
    Ok(())
}

impl Account {
    /// Warns of keys that no table has, once a table.
    pub fn warnings(&self, sheets: &[Folded], tables: &Tables) -> Vec<Problem> {
        let chosen: Vec<&Chosen> = sheets.iter().map(|sheet| &sheet.chosen).collect();
        let mut warnings = Vec::new();
        for uses in by_table(&chosen).values() {
            let found = uses.iter().filter_map(|(source, nth, _)| self.missing.get(&(*source, *nth)));
            let found: Vec<&Missing> = found.collect();
            let Some(first) = found.first() else { continue };
            let mut keys: FxHashSet<&str> = FxHashSet::default();
            found.iter().for_each(|missing| keys.extend(missing.keys.iter().map(String::as_str)));
            let held = uses.first().and_then(|(_, _, step)| tables.of(&step.head));
            let near = first.first.first().and_then(|key| held.and_then(|held| near(held, key)));
            let kind = JoinProblem::Missing {
                table: uses.first().map(|(_, _, step)| step.head.prefix.trim_end_matches(':').to_owned()),
                lines: found.iter().fold(Tally::default(), |mut sum, missing| {
                    sum += missing.lines;
                    sum
                }),
                keys: keys.len() as u64,
                first: first.first.iter().map(|key| shown_key(key)).collect(),
                near,
                aside: found.iter().map(|missing| missing.aside).sum(),
                of: uses.iter().filter_map(|(source, ..)| self.lines.get(source)).sum(),
            };
            warnings.push(warning(&first.place.clone().unwrap_or_default(), kind));
        }
        warnings
    }

    /// Gives the account of every table.
    pub fn lookups<T: Table>(
        &self,
        sheets: &[Folded],
        tables: &Tables,
        joins: &Joins,
        (books, detail): (&[T], bool),
    ) -> Result<Vec<Lookup>, Failure> {
        let chosen: Vec<&Chosen> = sheets.iter().map(|sheet| &sheet.chosen).collect();
        let mut lookups = Vec::new();
        for uses in by_table(&chosen).values() {
            let Some((source, _, step)) = uses.first() else { continue };
            let join = &joins.0[step.head.join].join;
            let missing = uses.iter().filter_map(|(source, nth, _)| self.missing.get(&(*source, *nth)));
            lookups.push(Lookup {
                table: join.table.clone(),
                file: step.head.place.file.clone().unwrap_or_default(),
                sheet: step.head.place.sheet.clone(),
                sha256: if detail { joins.hash(&step.head, books)? } else { String::new() },
                encoding: joins.encoding(&step.head, books),
                header_row: step.head.header_row,
                keys: join.keys.clone(),
                columns: taken(chosen[*source], step),
                own: step.left.clone(),
                rows: tables.of(&step.head).map_or(0, |held: &Arc<Held>| held.len() as u64),
                lines: uses.iter().filter_map(|(source, ..)| self.lines.get(source)).sum(),
                missing: missing.fold(Tally::default(), |mut sum, missing| {
                    sum += missing.lines;
                    sum
                }),
            });
        }
        Ok(lookups)
    }
}

/// Says whether a warning of keys that no table has tells all of another, of rows set aside for what they therefore lack.
pub fn explains(said: &Problem, warning: &Problem) -> bool {
    let (Kind::Clean(CleanProblem::Join(kind)), Kind::Clean(CleanProblem::SetAside { rows, .. })) =
        (&said.kind, &warning.kind)
    else {
        return false;
    };
    let JoinProblem::Missing { table: Some(table), aside, .. } = kind else { return false };
    let column = warning.place.column.as_deref().and_then(|column| column.strip_prefix(table));
    aside == rows && column.is_some_and(|column| column.starts_with(':'))
}

/// Gives a key of the table that differs from one only in case, width, white space or zeros at its head.
fn near(held: &Held, key: &str) -> Option<String> {
    let loose = |key: &str| -> String {
        let folded = key.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect::<String>();
        folded.trim_start_matches('0').to_owned()
    };
    let wanted = loose(key);
    held.keys().find(|other| !wanted.is_empty() && loose(other) == wanted).map(shown_key)
}
