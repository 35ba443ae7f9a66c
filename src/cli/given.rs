//! Options as given, with where each came from: flag before environment before file.

use std::collections::BTreeMap;

use super::options::{OPTIONS, Opt, Takes};
use crate::model::problem::{Expected, SettingsProblem};
use crate::model::{Failure, Place, Problem};

/// Where a value came from, as messages name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Flag,
    Variable,
    /// The settings file, as shown, and the line.
    File(String, usize),
}

/// One option's values, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub values: Vec<String>,
    pub origin: Origin,
}

/// All options of a run, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    given: BTreeMap<&'static str, Given>,
}

impl Options {
    /// Sets an option, unless something stronger has set it already. Mappings add up: a flag for one field leaves the
    /// settings file's others alone.
    pub fn add(&mut self, option: &'static Opt, values: Vec<String>, origin: Origin) {
        let field = |mapping: &str| mapping.split('=').next().unwrap_or_default().trim().to_owned();
        match self.given.get_mut(option.name) {
            None => {
                self.given.insert(option.name, Given { values, origin });
            }
            Some(given) if option.name == "map" => {
                let fields: Vec<String> = given.values.iter().map(|mapping| field(mapping)).collect();
                given.values.extend(values.into_iter().filter(|mapping| !fields.contains(&field(mapping))));
            }
            Some(_) => {}
        }
    }

    /// Takes what the environment sets; several values are separated by `;`.
    pub fn add_environment(&mut self, variable: impl Fn(&str) -> Option<String>) {
        for option in OPTIONS.iter().filter(|option| option.has_variable()) {
            let Some(value) = variable(&option.variable()).filter(|value| !value.is_empty()) else { continue };
            let values = match option.takes {
                Takes::Many => value.split(';').map(|part| part.trim().to_owned()).collect(),
                _ => vec![value],
            };
            self.add(option, values, Origin::Variable);
        }
    }

    /// Gives an option's only value.
    pub fn text(&self, name: &'static str) -> Option<&str> {
        self.given.get(name).and_then(|given| given.values.last()).map(String::as_str)
    }

    /// Gives all values of an option.
    pub fn texts(&self, name: &'static str) -> &[String] {
        self.given.get(name).map_or(&[], |given| &given.values)
    }

    /// Gives an option as it was given.
    pub fn given(&self, name: &'static str) -> Option<&Given> {
        self.given.get(name)
    }

    /// Gives all values of the option with that key in the settings file, where it was given.
    pub fn texts_of_key(&self, key: &str) -> Option<&[String]> {
        let option = OPTIONS.iter().find(|option| option.key() == key)?;
        self.given.get(option.name).map(|given| given.values.as_slice())
    }

    /// Says whether a flag on the command line set it.
    pub fn typed(&self, name: &'static str) -> bool {
        self.given.get(name).is_some_and(|given| given.origin == Origin::Flag)
    }

    /// Says whether the settings file set it.
    pub fn from_file(&self, name: &'static str) -> bool {
        self.given.get(name).is_some_and(|given| matches!(given.origin, Origin::File(..)))
    }

    /// Says whether a switch is on.
    pub fn on(&self, name: &'static str) -> Result<bool, Failure> {
        match self.text(name) {
            None => Ok(false),
            Some("true" | "1" | "yes" | "on") => Ok(true),
            Some("false" | "0" | "no" | "off") => Ok(false),
            Some(_) => Err(self.bad(name, Expected::Truth, None)),
        }
    }

    /// Reads an option's value, or says what was expected.
    pub fn read<T>(
        &self,
        name: &'static str,
        expected: Expected,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Failure> {
        let Some(text) = self.text(name) else { return Ok(None) };
        match read(text.trim()) {
            Some(value) => Ok(Some(value)),
            None => Err(self.bad(name, expected, None)),
        }
    }

    /// Reads one of some words.
    pub fn word<T: Copy>(&self, name: &'static str, words: &[(&'static str, T)]) -> Result<Option<T>, Failure> {
        let expected = || Expected::OneOf(words.iter().map(|(word, _)| *word).collect());
        self.read(name, expected(), |text| words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value))
    }

    /// Makes the failure of a value that cannot be read; `value` where it is not the option's only one.
    pub fn bad(&self, name: &'static str, expected: Expected, value: Option<&str>) -> Failure {
        let value = value.or(self.text(name)).unwrap_or_default().to_owned();
        let similar = match &expected {
            Expected::OneOf(words) => nearest(&value, words.iter().copied()),
            _ => None,
        };
        let (place, option) = self.named(name);
        Failure::new(place, SettingsProblem::BadValue { option, value, expected, similar })
    }

    /// Gives the place of an option and its name as it was given: a flag, a variable, or a key of the file.
    pub fn named(&self, name: &'static str) -> (Place, String) {
        let option = Opt::named(name);
        match self.given.get(name).map(|given| &given.origin) {
            Some(Origin::File(file, line)) => {
                let place = Place { file: Some(file.clone()), row: u32::try_from(*line).ok(), ..Place::default() };
                (place, option.map(Opt::key).unwrap_or_default())
            }
            Some(Origin::Variable) => (Place::default(), option.map(Opt::variable).unwrap_or_default()),
            _ => (Place::default(), format!("--{name}")),
        }
    }
}

/// Variables that are no options: the day on which a run is repeated, and those of the tests.
const OTHER_VARIABLES: [&str; 3] = ["MINGXI_TODAY", "MINGXI_BLESS", "MINGXI_REAL_DATA"];

/// Warns of the environment's variables that are ours by name and set nothing, in the order of their names.
pub fn unknown_variables(mut names: Vec<String>) -> Vec<Problem> {
    let known: Vec<String> = OPTIONS.iter().filter(|option| option.has_variable()).map(Opt::variable).collect();
    let is_known = |name: &str| known.iter().any(|one| one == name) || OTHER_VARIABLES.contains(&name);
    names.retain(|name| name.starts_with("MINGXI_") && !is_known(name));
    names.sort();
    let warning = |name: String| {
        let short = |name: &str| name.trim_start_matches("MINGXI_").to_lowercase();
        let options = OPTIONS.iter().filter(|option| option.has_variable()).map(|option| option.name);
        let similar = nearest(&short(&name), options).and_then(|name| Opt::named(&name)).map(Opt::variable);
        Problem::warning(Place::default(), SettingsProblem::UnknownVariable { name, similar })
    };
    names.into_iter().map(warning).collect()
}

/// Gives the candidate nearest to a word, if it is near enough to have been meant.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let folded = word.to_lowercase().replace('_', "-");
    let near = |candidate: &str| strsim::jaro_winkler(&folded, &candidate.to_lowercase().replace('_', "-"));
    candidates
        .map(|candidate| (near(candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate.to_owned())
}
