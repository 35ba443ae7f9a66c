//! The report pack: the folder of one period, whole or not at all.
//!
//! Everything is written into a hidden folder beside the period's and swapped in by renaming, so that a reader never sees half a
//! pack and an older one survives a failed run. A lock keeps two runs apart; `latest` leads to the pack that was written last.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::{atomic, latest, manifest};
use crate::model::problem::WriteProblem;
use crate::model::{Failure, Place, Problem};
use crate::report::{self, Block, Chart, Report, Subject, Table};

/// What the folder holds, in the order in which it is named.
pub const CONTENTS: &[&str] = &["report.html", "report.xlsx", "charts", "data", "manifest.json"];

/// Above so many rows, rows are no sheet of the workbook: a spreadsheet would crawl, and it ends at a million anyway.
const MOST_ROWS: usize = 200_000;

/// The lock's file, beside the periods.
const LOCK: &str = ".mingxi.lock";

/// The run that writes, as another run is told of it.
#[derive(Clone, Debug)]
pub struct Writer {
    pub process: u32,
    /// The time of day at which it began.
    pub since: String,
}

/// A pack that stands.
#[derive(Clone, Debug)]
pub struct Written {
    pub folder: PathBuf,
    /// What could not be done as well as it should.
    pub problems: Vec<Problem>,
}

/// Writes the pack of a report into its period's folder below `parent`.
pub fn write(parent: &Path, report: &Report, subject: &Subject, writer: &Writer) -> Result<Written, Failure> {
    let folder = parent.join(&report.period);
    fs::create_dir_all(parent).map_err(|error| atomic::refusal(parent, &error))?;
    let _lock = lock(parent, &folder, writer)?;
    let prefix = format!(".{}.", report.period);
    remove_leftovers(parent, &prefix);
    let fresh = tempfile::Builder::new()
        .prefix(&prefix)
        .suffix(".tmp")
        .tempdir_in(parent)
        .map_err(|error| atomic::refusal(&folder, &error))?;
    let mut problems = fill(fresh.path(), &folder, report, subject)?;
    open_to_all(fresh.path());
    swap(fresh, &folder)?;
    problems.extend(latest::point(parent, &report.period));
    Ok(Written { folder, problems })
}

/// Writes everything into a folder; failures name the place where it would have stood.
fn fill(fresh: &Path, folder: &Path, report: &Report, subject: &Subject) -> Result<Vec<Problem>, Failure> {
    let save = |name: &str, bytes: &[u8]| {
        let path = fresh.join(name);
        let saved = File::create(&path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
        saved.map_err(|error| atomic::refusal(&folder.join(name), &error))
    };
    for name in ["charts", "data"] {
        fs::create_dir(fresh.join(name)).map_err(|error| atomic::refusal(&folder.join(name), &error))?;
    }
    let mut problems = Vec::new();
    let mut names = BTreeSet::new();
    for chart in charts(report) {
        let name = unique(chart.id, &mut names);
        let Some(svg) = super::svg(chart, report.lang) else { continue };
        let (png, said) = super::png(&svg)?;
        save(&format!("charts/{name}.svg"), svg.as_bytes())?;
        save(&format!("charts/{name}.png"), &png)?;
        for problem in said {
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
    }
    let few = subject.audit.read().n as usize <= MOST_ROWS;
    let detail = few.then(|| report::detail(subject));
    let mut names = BTreeSet::new();
    for table in tables(report).chain(detail.as_ref()) {
        let name = unique(table.id, &mut names);
        let path = format!("data/{name}.csv");
        let bytes = super::table_csv(table, None, report.decimals);
        save(&path, &bytes.map_err(|error| atomic::refusal(&folder.join(&path), &error))?)?;
    }
    save("data/report.json", super::json(report).as_bytes())?;
    save("report.html", super::html(report)?.as_bytes())?;
    if !few {
        let path = "data/detail.csv";
        let written = File::create(fresh.join(path)).map(std::io::BufWriter::new);
        let written =
            written.and_then(|file| super::parts_csv(report::detail_parts(subject), file, None, report.decimals));
        written.map_err(|error| atomic::refusal(&folder.join(path), &error))?;
    }
    save("report.xlsx", &super::xlsx(report, detail.as_ref())?)?;
    save("manifest.json", manifest::manifest(report, subject).as_bytes())?;
    Ok(problems)
}

/// Puts the new folder in the old one's place. The old one is moved aside first and comes back if the new one cannot take its
/// place.
fn swap(fresh: tempfile::TempDir, folder: &Path) -> Result<(), Failure> {
    let refused = |error: &std::io::Error| atomic::refusal(folder, error);
    let old = fresh.path().with_extension("old");
    let had_old = match fs::rename(folder, &old) {
        Ok(()) => true,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err(refused(&error)),
    };
    if let Err(error) = fs::rename(fresh.path(), folder) {
        if had_old {
            // Nothing better can be done where even this fails; the old pack is whole beside its place.
            let _ = fs::rename(&old, folder);
        }
        return Err(refused(&error));
    }
    let _ = fresh.keep();
    if had_old {
        // What is left behind is removed by the next run.
        let _ = fs::remove_dir_all(&old);
    }
    Ok(())
}

/// Keeps other runs out until the file is dropped.
fn lock(parent: &Path, folder: &Path, writer: &Writer) -> Result<File, Failure> {
    let path = parent.join(LOCK);
    let refused = |error: &std::io::Error| atomic::refusal(parent, error);
    let options = File::options().read(true).write(true).create(true).truncate(false).open(&path);
    let mut file = options.map_err(|error| refused(&error))?;
    match file.try_lock() {
        Ok(()) => {
            let told = file.set_len(0).and_then(|()| writeln!(file, "{} {}", writer.process, writer.since));
            told.map_err(|error| refused(&error))?;
            Ok(file)
        }
        Err(TryLockError::WouldBlock) => {
            let mut text = String::new();
            let _ = file.read_to_string(&mut text);
            let mut words = text.split_whitespace().map(str::to_owned);
            let kind = WriteProblem::Locked { process: words.next(), since: words.next() };
            Err(Failure::new(Place::file(shown(folder)), kind))
        }
        Err(TryLockError::Error(error)) => Err(refused(&error)),
    }
}

/// Removes what killed runs left; the lock says that nobody writes there.
fn remove_leftovers(parent: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(prefix) && (name.ends_with(".tmp") || name.ends_with(".old")) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Gives the folder the rights of any new folder: a temporary one is closed to others, but a web server must read the pack.
fn open_to_all(folder: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A folder made by plain means beside it shows what the system gives.
        let probe = folder.join("data");
        if let Ok(rights) = fs::metadata(probe).map(|data| data.permissions().mode()) {
            let _ = fs::set_permissions(folder, fs::Permissions::from_mode(rights));
        }
    }
    #[cfg(not(unix))]
    let _ = folder;
}

fn charts(report: &Report) -> impl Iterator<Item = &Chart> {
    report.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        _ => None,
    })
}

/// Gives all tables: those of the sections and those below charts.
fn tables(report: &Report) -> impl Iterator<Item = &Table> {
    report.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Chart(chart) => chart.table.as_ref(),
        Block::Note(_) => None,
    })
}

/// Gives a file name that no other has.
fn unique(id: &str, names: &mut BTreeSet<String>) -> String {
    let mut name = id.to_owned();
    let mut number = 2;
    while !names.insert(name.clone()) {
        name = format!("{id}-{number}");
        number += 1;
    }
    name
}

fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
