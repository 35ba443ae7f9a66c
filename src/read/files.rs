//! Names as given (files, folders, patterns, `-`) → the files to read, each once, in a stable order.
//!
//! A folder stands for its own table files, sorted by name, without hidden files and the `~$` lock files of Excel. A pattern
//! is opened here too, for shells that leave that to the program. `-` is the standard input, which is spooled to a private
//! temporary file because files are read more than once.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use crate::model::problem::ReadProblem;
use crate::model::{Failure, Place, Problem};

/// The endings by which a folder's table files are known; files given by name may have any.
const ENDINGS: [&str; 8] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"];

/// A file to read.
#[derive(Debug)]
pub(super) struct Input {
    /// The name to show.
    pub shown: String,
    pub path: PathBuf,
    /// Found in a folder, and not named by the user.
    pub found: bool,
    /// The spooled standard input, deleted with the last user of it.
    pub spool: Option<TempPath>,
}

/// Gives the files that the names stand for, and a note for each that was given twice.
pub(super) fn inputs(given: &[String]) -> Result<(Vec<Input>, Vec<Problem>), Failure> {
    let mut found = Vec::new();
    let mut notes = Vec::new();
    for (at, name) in given.iter().enumerate() {
        // The standard input can be read once only.
        if name == "-" && given[..at].contains(name) {
            notes.push(Problem::note(Place::file(name), ReadProblem::GivenTwice { first: name.clone() }));
            continue;
        }
        expand(name, &mut found)?;
    }
    if found.is_empty() {
        return Err(Failure::new(Place::default(), ReadProblem::NoInput));
    }
    let mut seen: BTreeMap<PathBuf, String> = BTreeMap::new();
    let mut inputs: Vec<Input> = Vec::with_capacity(found.len());
    for input in found {
        let path = fs::canonicalize(&input.path).unwrap_or_else(|_| input.path.clone());
        match seen.get(&path) {
            Some(first) => {
                let kind = ReadProblem::GivenTwice { first: first.clone() };
                notes.push(Problem::note(Place::file(&input.shown), kind));
            }
            None => {
                seen.insert(path, input.shown.clone());
                inputs.push(input);
            }
        }
    }
    Ok((inputs, notes))
}

fn expand(name: &str, found: &mut Vec<Input>) -> Result<(), Failure> {
    let fail = |kind| Err(Failure::new(Place::file(name), kind));
    let path = Path::new(name);
    if name == "-" {
        found.push(spool(name, &mut std::io::stdin().lock())?);
    } else if path.is_dir() {
        let files = table_files(path).map_err(|error| unreadable(name, &error))?;
        if files.is_empty() {
            return fail(ReadProblem::NoFiles { folder: true });
        }
        found.extend(files.into_iter().map(|path| Input { found: true, ..named(path) }));
    } else if path.is_file() {
        found.push(named(path.to_path_buf()));
    } else if path.exists() {
        // A pipe, such as `<(command)` gives, can be read once only.
        let mut pipe = fs::File::open(path).map_err(|error| unreadable(name, &error))?;
        if is_endless(&mut pipe).map_err(|error| unreadable(name, &error))? {
            return fail(ReadProblem::Device);
        }
        found.push(spool(name, &mut pipe)?);
    } else if name.contains(['*', '?', '[']) {
        let files: Vec<PathBuf> = glob::glob(name)
            .map(|paths| paths.filter_map(Result::ok).filter(|path| path.is_file() && !is_aside(path)).collect())
            .unwrap_or_default();
        if files.is_empty() {
            return fail(ReadProblem::NoFiles { folder: false });
        }
        found.extend(files.into_iter().map(named));
    } else {
        return fail(ReadProblem::NotFound { similar: similar(path) });
    }
    Ok(())
}

/// Words a refusal of the system.
pub(super) fn unreadable(file: &str, error: &std::io::Error) -> Failure {
    Failure::new(Place::file(file), ReadProblem::Unreadable { why: error.to_string() })
}

fn named(path: PathBuf) -> Input {
    Input { shown: path.display().to_string(), path, found: false, spool: None }
}

/// Copies what can be read once only into a temporary file.
fn spool(name: &str, from: &mut dyn Read) -> Result<Input, Failure> {
    let copy = |from: &mut dyn Read| -> std::io::Result<TempPath> {
        let mut file = tempfile::Builder::new().prefix("mingxi-").tempfile()?;
        std::io::copy(from, &mut file)?;
        Ok(file.into_temp_path())
    };
    let spooled = copy(from).map_err(|error| unreadable(name, &error))?;
    Ok(Input { shown: name.into(), path: spooled.to_path_buf(), found: false, spool: Some(spooled) })
}

/// Tells a device that gives bytes without end; one that is empty, or a terminal, is read as the standard input is.
#[cfg(unix)]
fn is_endless(pipe: &mut fs::File) -> std::io::Result<bool> {
    use std::io::IsTerminal;
    use std::os::unix::fs::FileTypeExt;
    let kind = pipe.metadata()?.file_type();
    if kind.is_block_device() {
        return Ok(true);
    }
    Ok(kind.is_char_device() && !pipe.is_terminal() && pipe.read(&mut [0])? > 0)
}

#[cfg(not(unix))]
fn is_endless(_: &mut fs::File) -> std::io::Result<bool> {
    Ok(false)
}

fn table_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        if ENDINGS.contains(&ending.as_str()) && !is_aside(&path) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Tells a hidden file and a lock file of Excel.
fn is_aside(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.starts_with('.') || name.starts_with("~$")
}

/// Gives the name in the same folder that is nearest to one that is not there.
fn similar(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_string_lossy().to_lowercase();
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let mut names: Vec<String> = fs::read_dir(folder.unwrap_or(Path::new(".")))
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| !is_aside(Path::new(name)))
        .collect();
    names.sort();
    let nearest = names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&name.to_lowercase(), &wanted), name))
        .min_by_key(|(distance, _)| *distance)?;
    let allowed = (wanted.chars().count() / 3).max(1);
    let (distance, name) = nearest;
    (distance <= allowed).then(|| folder.map_or(name.clone(), |folder| folder.join(&name).display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            fs::write(folder.path().join(name), "a,b\n").unwrap();
        }
        folder
    }

    fn shown(given: &[String]) -> Vec<String> {
        let (inputs, _) = inputs(given).unwrap();
        inputs.iter().map(|input| Path::new(&input.shown).file_name().unwrap().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_folder_stands_for_its_own_table_files_by_name() {
        let folder = folder_with(&["b.CSV", "a.xlsx", "notes.md", ".hidden.csv", "~$a.xlsx"]);
        fs::create_dir(folder.path().join("deeper.csv")).unwrap();
        assert_eq!(shown(&[folder.path().display().to_string()]), ["a.xlsx", "b.CSV"]);
    }

    #[test]
    fn a_pattern_is_opened_here_and_a_file_given_twice_is_read_once() {
        let folder = folder_with(&["2.csv", "1.csv", "x.txt"]);
        let pattern = folder.path().join("*.csv").display().to_string();
        let first = folder.path().join("2.csv").display().to_string();
        let (files, notes) = inputs(&[first.clone(), pattern]).unwrap();
        assert_eq!(files.len(), 2);
        assert_eq!(files[0].shown, first);
        assert_eq!(notes.len(), 1);
    }

    #[test]
    fn the_standard_input_is_spooled_and_deleted_with_its_user() {
        let input = spool("-", &mut "a,b\n1,2\n".as_bytes()).unwrap();
        assert_eq!((input.shown.as_str(), fs::read_to_string(&input.path).unwrap().as_str()), ("-", "a,b\n1,2\n"));
        let path = input.path.clone();
        drop(input);
        assert!(!path.exists());
    }

    #[test]
    fn a_missing_file_is_told_with_the_nearest_name() {
        let folder = folder_with(&["orders-2025.xlsx", "other.csv"]);
        let missing = |name: &str| inputs(&[folder.path().join(name).display().to_string()]).unwrap_err().0.kind;
        let near = folder.path().join("orders-2025.xlsx").display().to_string();
        assert_eq!(missing("orders-2025.xslx"), ReadProblem::NotFound { similar: Some(near) }.into());
        assert_eq!(missing("quite different"), ReadProblem::NotFound { similar: None }.into());
        assert_eq!(missing("*.ods"), ReadProblem::NoFiles { folder: false }.into());
    }
}
