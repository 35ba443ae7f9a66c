//! `report --each COLUMN`: a pack for each value of a column, each in a folder of its name.
//!
//! Each pack is that of `--only COLUMN=VALUE`: the same rules, the same day, and in it every row of the others is set aside as
//! filtered, so that it accounts for the whole input too.

use std::collections::{BTreeMap, BTreeSet};

use super::output;
use super::run::{self, Ended};
use super::settings::Settings;
use super::terminal::Terminal;
use super::understand::understood;
use crate::clean::normalise;
use crate::model::problem::SettingsProblem;
use crate::model::{Failure, Filter, Place};

/// Runs the report once for each value; what fails for one does not keep the others from being written.
pub fn run(settings: &Settings, column: &str, terminal: &Terminal) -> Result<Ended, Failure> {
    if settings.input.files.iter().any(|file| file == "-") {
        // What is piped in can be read but once.
        let problem = SettingsProblem::Conflict { one: format!("--each {column}"), other: "-".into() };
        return Err(Failure::new(Place::default(), problem));
    }
    let parent = output::folder(settings);
    let mut taken = BTreeSet::new();
    let mut failed = None;
    for value in values(settings, column, terminal)? {
        let mut own = Settings { each: None, ..settings.clone() };
        // The values are those that the user's own filters of the column left.
        own.input.filters.retain(|filter| filter.column != column || !filter.keep);
        own.input.filters.push(Filter { column: column.to_owned(), values: vec![value.clone()], keep: true });
        own.output = Some(parent.join(folder(&value, &mut taken)));
        if let Err(failure) = run::run(&own, terminal) {
            // The first is told when all are done, as the run's own failure.
            match failed {
                None => failed = Some(failure),
                Some(_) => terminal.failure(&failure),
            }
        }
    }
    failed.map_or(Ok(Ended::Done), Err)
}

/// Gives the values that the rows have, by name; rows without one make no pack.
fn values(settings: &Settings, column: &str, terminal: &Terminal) -> Result<Vec<String>, Failure> {
    let mut cleaned = understood(settings, terminal)?.cleaned;
    if let Some(refused) = cleaned.refused.take() {
        return Err(refused);
    }
    let texts = cleaned.orders.texts.get(column);
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    let used: BTreeSet<u32> = texts.iter().flat_map(|texts| &texts.codes).copied().collect();
    for text in used.into_iter().filter_map(|code| Some(texts?.values.get(code).trim())).filter(|text| !text.is_empty())
    {
        // Those that a filter takes for one.
        values.entry(normalise(text)).or_insert_with(|| text.to_owned());
    }
    if values.is_empty() {
        let problem = SettingsProblem::NoneOfEach { column: column.to_owned() };
        return Err(Failure::new(Place::default(), problem));
    }
    Ok(values.into_values().collect())
}

/// Gives a folder's name that every system takes and that no other value has.
fn folder(value: &str, taken: &mut BTreeSet<String>) -> String {
    const LONGEST: usize = 60;
    let plain = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        c if c.is_control() => '_',
        c => c,
    };
    let name: String = value.chars().take(LONGEST).map(plain).collect();
    let name = name.trim_matches(['.', ' ']);
    let name = if name.is_empty() { "_" } else { name };
    let mut unique = name.to_owned();
    let mut number = 2;
    // Some systems take two names for one that differ by case alone.
    while !taken.insert(unique.to_lowercase()) {
        unique = format!("{name}-{number}");
        number += 1;
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_lies_below_the_parent_whatever_the_value() {
        let mut taken = BTreeSet::new();
        for (value, name) in [
            ("王芳", "王芳"),
            ("../../etc", "_.._etc"),
            ("A/B", "A_B"),
            ("a_b", "a_b-2"),
            ("..", "_"),
            ("", "_-2"),
            ("x. ", "x"),
        ] {
            assert_eq!(folder(value, &mut taken), name, "{value}");
        }
    }
}
