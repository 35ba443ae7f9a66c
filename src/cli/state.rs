//! The state of `watch`: one file, held by one run at a time, replaced whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::settings::Settings;
use crate::analyse::watch::Memory;
use crate::model::problem::{Kind, StateProblem, WriteProblem};
use crate::model::{Active, Credits, Failure, Field, Place};
use crate::write::{atomic, lock, target};

/// The state's file while a run holds it.
pub struct State {
    path: PathBuf,
    /// What the last run left; nothing on the first.
    pub before: Option<Memory>,
    rules: BTreeMap<String, String>,
    _lock: lock::Held,
}

/// What tells a state from other files, and its version.
#[derive(Deserialize)]
struct Head {
    schema: String,
    schema_version: u64,
    #[serde(default)]
    mingxi: String,
}

impl State {
    /// Takes hold of the state that the settings name, and reads what the last run left.
    pub fn hold(settings: &Settings, since: String) -> Result<Option<State>, Failure> {
        let Some(path) = &settings.state else { return Ok(None) };
        let problem = |kind: StateProblem| Failure::new(Place::file(path.display().to_string()), kind);
        let writer = lock::Writer { process: std::process::id(), since };
        let place = target::resolved(path);
        let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if target::is_stream(path) || place.is_dir() || name.is_empty() {
            return Err(problem(StateProblem::NotState));
        }
        // A file that is something else gets no lock beside it.
        if place.exists() {
            head(&place).map_err(&problem)?;
        }
        let held = match lock::hold(&target::folder_of(&place).join(format!(".{name}.lock")), &writer) {
            Ok(Ok(held)) => held,
            Ok(Err(other)) => {
                return Err(problem(StateProblem::Locked { process: other.process, since: other.since }));
            }
            Err(error) => return Err(unwritable(atomic::refusal(path, &error))),
        };
        let rules = rules(settings);
        let before = read(&place).map_err(&problem)?;
        if let Some((option, then, now)) = before.as_ref().and_then(|before| differing(&before.rules, &rules)) {
            return Err(problem(StateProblem::OtherRules { option, then, now }));
        }
        Ok(Some(State { path: path.clone(), before, rules, _lock: held }))
    }

    /// Replaces the state; only its owner may read it, for it names customers and amounts.
    pub fn save(&self, memory: Memory) -> Result<(), Failure> {
        let memory = Memory { rules: self.rules.clone(), ..memory };
        let why = |error: serde_json::Error| atomic::refusal(&self.path, &std::io::Error::other(error));
        let mut bytes = serde_json::to_vec(&memory).map_err(|error| unwritable(why(error)))?;
        bytes.push(b'\n');
        atomic::write_private(&self.path, &bytes).map_err(unwritable)
    }
}

/// Reads what tells a state from other files.
fn head(path: &Path) -> Result<Vec<u8>, StateProblem> {
    let bytes = fs::read(path).map_err(|error| StateProblem::Unreadable { why: error.to_string() })?;
    match serde_json::from_slice::<Head>(&bytes) {
        Ok(head) if head.schema != Memory::SCHEMA => Err(StateProblem::NotState),
        Ok(head) if head.schema_version > u64::from(Memory::VERSION) => {
            let (version, known) = (head.schema_version, Memory::VERSION);
            Err(StateProblem::Newer { version, known, mingxi: head.mingxi })
        }
        Ok(_) => Ok(bytes),
        // A state that was cut off begins as one.
        Err(_) if begins_as_state(&bytes) => Err(StateProblem::Damaged),
        Err(_) => Err(StateProblem::NotState),
    }
}

/// Reads a state; nothing where there is none yet.
fn read(path: &Path) -> Result<Option<Memory>, StateProblem> {
    if !path.exists() {
        return Ok(None);
    }
    let memory: Memory = serde_json::from_slice(&head(path)?).map_err(|_| StateProblem::Damaged)?;
    if memory.adds_up() { Ok(Some(memory)) } else { Err(StateProblem::Damaged) }
}

fn begins_as_state(bytes: &[u8]) -> bool {
    let start = format!("{{\"schema\":\"{}\"", Memory::SCHEMA);
    bytes.starts_with(start.as_bytes())
}

fn unwritable(failure: Failure) -> Failure {
    let problem = *failure.0;
    match problem.kind {
        Kind::Write(kind) => Failure::new(problem.place, WriteProblem::State(Box::new(kind))),
        kind => Failure::new(problem.place, kind),
    }
}

/// Gives the options that the figures depend on, as they are typed; those at their default have no value.
fn rules(settings: &Settings) -> BTreeMap<String, String> {
    let (input, rules) = (&settings.input, &settings.rules);
    let active = match rules.active {
        Active::Purchase => "purchase",
        Active::Any => "any",
        Active::Net => "net",
    };
    let filters = |keep: bool| {
        let kept = input.filters.iter().filter(|filter| filter.keep == keep);
        let mut all: Vec<String> =
            kept.flat_map(|filter| filter.values.iter().map(|value| format!("{}={value}", filter.column))).collect();
        all.sort();
        all.join("; ")
    };
    // Of the columns that are named, those that figures are made of.
    const FIGURES: [Field; 9] = [
        Field::Customer,
        Field::CustomerId,
        Field::Date,
        Field::Amount,
        Field::Order,
        Field::Quantity,
        Field::Price,
        Field::Discount,
        Field::Currency,
    ];
    let named = input.map.iter().filter(|one| FIGURES.contains(&one.field));
    let mut named: Vec<String> = named.map(|one| format!("{}={}", one.field.name(), one.column)).collect();
    named.sort();
    let unit = input.unit.map_or_else(String::new, |power| 10_u64.saturating_pow(power).to_string());
    let mut cancelled = input.cancelled.clone();
    cancelled.sort();
    let all = [
        ("by", rules.calendar.grain.name().to_owned()),
        ("fiscal-start", rules.calendar.fiscal_start.to_string()),
        ("active", active.to_owned()),
        ("only", filters(true)),
        ("exclude", filters(false)),
        ("cancelled", cancelled.join("; ")),
        ("credits", if input.credits == Credits::Origin { "origin".to_owned() } else { String::new() }),
        ("currency", input.currency.clone().unwrap_or_default()),
        ("base", input.base.clone().unwrap_or_default()),
        ("map", named.join("; ")),
        ("sheet", input.sheets.join("; ")),
        ("amounts-in", unit),
        ("decimal", input.decimal.map(String::from).unwrap_or_default()),
        ("date-format", input.date_format.clone().unwrap_or_default()),
        ("rates-are", input.rates_are.map(|quote| quote.name().to_owned()).unwrap_or_default()),
        ("blank-customer", if input.keep_blank_customers { "keep".to_owned() } else { String::new() }),
    ];
    all.into_iter().map(|(option, value)| (option.to_owned(), value)).collect()
}

/// Gives the first option that is another now, with both values; of those that the last run knew.
fn differing(then: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Option<(String, String, String)> {
    let value = |map: &BTreeMap<String, String>, option: &str| map.get(option).cloned().unwrap_or_default();
    let option = now.keys().find(|option| then.contains_key(*option) && value(then, option) != value(now, option))?;
    Some((option.clone(), value(then, option), value(now, option)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_that_an_earlier_version_did_not_keep_are_not_another() {
        let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            pairs.iter().map(|(option, value)| ((*option).to_owned(), (*value).to_owned())).collect()
        };
        let now = map(&[("amounts-in", "10000"), ("by", "month")]);
        assert_eq!(differing(&map(&[("by", "month")]), &now), None);
        let other = differing(&map(&[("amounts-in", ""), ("by", "month")]), &now);
        assert_eq!(other, Some(("amounts-in".into(), String::new(), "10000".into())));
    }
}
