//! Keeps outputs off the files that a run is made from, and off each other.

use std::path::{Path, PathBuf};

use super::options::Command;
use super::settings::Settings;
use crate::clean::{join_file, path_of};
use crate::model::problem::{SettingsProblem, Taken};
use crate::model::{Failure, Place};
use crate::write::target;

/// Refuses an output that would replace an input, the names of `--aliases`, the rates, the settings, or the other output.
pub fn check(settings: &Settings, inputs: &[PathBuf]) -> Result<(), Failure> {
    let mut taken = taken(settings, inputs);
    if settings.command == Command::Init {
        // It is asked before that file is replaced.
        taken.retain(|(_, by)| *by != Taken::Settings);
    }
    // The output of `report` is a folder; what would be lost in it is known with its period.
    let output = settings.output.as_deref().filter(|_| settings.command != Command::Report);
    let outputs = [
        ("--output", output),
        ("--rejects", settings.input.rejects.as_deref()),
        ("--write-aliases", settings.write_aliases.as_deref()),
        ("--state", settings.state.as_deref()),
        ("--calendar", settings.calendar.as_deref()),
    ];
    let files = outputs.into_iter().filter_map(|(option, path)| Some((option, path?)));
    let files: Vec<(&'static str, &Path)> = files.filter(|(_, path)| !target::is_stream(path)).collect();
    for (at, (option, path)) in files.iter().enumerate() {
        if let Some((_, by)) = taken.iter().find(|(other, _)| target::same(path, other)) {
            return Err(refusal(option, path, *by));
        }
        if files[..at].iter().any(|(_, other)| target::same(path, other)) {
            return Err(refusal(option, path, Taken::Output));
        }
    }
    Ok(())
}

/// Refuses to replace a folder in which a file lies that the run is made from.
pub fn check_folder(folder: &Path, settings: &Settings, books: &[PathBuf]) -> Result<(), Failure> {
    let folder = target::resolved(folder);
    let inside = |path: &Path| std::fs::canonicalize(path).is_ok_and(|path| path.starts_with(&folder));
    let own = own(settings);
    let books = books.iter().map(|path| (path.clone(), Taken::Input));
    match own.into_iter().chain(books).find(|(path, _)| inside(path)) {
        Some((path, by)) => Err(refusal("--output", &path, by)),
        None => Ok(()),
    }
}

fn taken(settings: &Settings, inputs: &[PathBuf]) -> Vec<(PathBuf, Taken)> {
    let mut taken: Vec<(PathBuf, Taken)> = inputs.iter().map(|path| (path.clone(), Taken::Input)).collect();
    if cfg!(unix) && settings.input.files.iter().any(|file| file == "-") {
        // The standard input may be a file too.
        taken.push(("/dev/stdin".into(), Taken::Input));
    }
    taken.extend(own(settings));
    taken
}

fn own(settings: &Settings) -> Vec<(PathBuf, Taken)> {
    let aliases = settings.input.aliases.clone().map(|path| (path, Taken::Aliases));
    let rates = settings.input.rates.clone().map(|path| (path, Taken::Rates));
    let tables = settings.input.tables.iter();
    let tables = tables.map(|(table, named)| (path_of(named).0.into(), Taken::Table(*table)));
    let joins = settings.input.joins.iter().filter_map(|join| Some((join_file(&join.table).0?, Taken::Join)));
    aliases
        .into_iter()
        .chain(rates)
        .chain(tables)
        .chain(joins)
        .chain(settings.file.as_ref().map(|path| (path.into(), Taken::Settings)))
        .collect()
}

fn refusal(option: &'static str, path: &Path, by: Taken) -> Failure {
    let kind = SettingsProblem::OutputTaken { option, by };
    Failure::new(Place::file(path.display().to_string()), kind)
}
