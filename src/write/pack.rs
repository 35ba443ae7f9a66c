//! The report pack: the folder of one period, whole or not at all.
//!
//! Everything is written into a hidden folder beside the period's and swapped in by renaming, so that a reader never sees half a
//! pack and an older one survives a failed run. On Linux the two folders change places in one step; elsewhere the old one is moved
//! aside first, and a later run brings it back if this one is killed just then. A lock keeps two runs apart; `latest` leads to the
//! pack that was written last.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::SystemTime;

use rayon::prelude::*;

use super::lock::{self, Held, Other, Writer};
use super::{atomic, latest, manifest};
use crate::model::problem::WriteProblem;
use crate::model::{Failure, Place, Problem};
use crate::report::{self, Block, Chart, Detail, Report, Subject, Table, TableRole};

/// What the folder holds, in the order in which it is named.
pub const CONTENTS: &[&str] = &["report.html", "report.xlsx", "charts", "data", "manifest.json"];

/// Above so many rows, rows are no sheet of the workbook: a spreadsheet would crawl, and it ends at a million anyway.
const MOST_ROWS: usize = 200_000;

/// The table of every row.
const DETAIL: &str = "detail";

/// The lock's file, beside the periods.
const LOCK: &str = ".mingxi.lock";

/// The endings of a pack that is being made and of one that was moved aside.
const FRESH: &str = "tmp";
const OLD: &str = "old";

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
    let _lock = keep_out(parent, &folder, writer)?;
    restore(parent);
    let prefix = format!(".{}.", report.period);
    remove_leftovers(parent, &folder, &prefix);
    let fresh = tempfile::Builder::new()
        .prefix(&prefix)
        .suffix(&format!(".{FRESH}"))
        .tempdir_in(parent)
        .map_err(|error| atomic::refusal(&folder, &error))?;
    let mut problems = fill(fresh.path(), &folder, report, subject)?;
    open_to_all(fresh.path());
    swap(fresh, &folder)?;
    problems
        .extend(latest::point(parent, &latest::newest(parent, &report.period, subject.rules.calendar.fiscal_start)));
    Ok(Written { folder, problems })
}

/// Writes everything into a folder, side by side; failures name the place where it would have stood, the first of this order.
fn fill(fresh: &Path, folder: &Path, report: &Report, subject: &Subject) -> Result<Vec<Problem>, Failure> {
    for name in ["charts", "data"] {
        fs::create_dir(fresh.join(name)).map_err(|error| atomic::refusal(&folder.join(name), &error))?;
    }
    // The disk takes its time over each file, and nothing else need wait for it.
    let (written, to_sync) = mpsc::channel();
    let syncing = thread::spawn(move || sync(&to_sync));
    let pack = Filling { fresh, folder, report, written };
    let document = || {
        pack.save_by("data/report.json", |file| super::json_to(report, file))?;
        pack.save("report.html", super::html(report)?.as_bytes())?;
        pack.save("manifest.json", manifest::manifest(report, subject).as_bytes())
    };
    let book = || {
        let few = subject.audit.read().n as usize <= MOST_ROWS;
        let detail = few.then(|| report::detail(subject));
        pack.save("report.xlsx", &super::xlsx(report, detail.as_ref())?)
    };
    let rows = || pack.rows(&Detail::of(subject));
    let tables = || rayon::join(|| pack.charts(), || pack.tables());
    // The workbook is made by one core for the most part, and the others are at work on the rest meanwhile.
    let (book, ((missing, tables), (document, rows))) =
        rayon::join(book, || rayon::join(tables, || rayon::join(document, rows)));
    drop(pack.written);
    let synced = syncing.join().unwrap_or_default();
    let missing = missing?;
    for done in [tables, document, rows, book] {
        done?;
    }
    if let Some((name, error)) = synced.first() {
        return Err(atomic::refusal(&folder.join(name), error));
    }
    let problem =
        || Problem::warning(Place::default(), WriteProblem::NoFont { missing: missing.iter().copied().collect() });
    Ok((!missing.is_empty()).then(problem).into_iter().collect())
}

/// Waits until the disk has what is written, file after file as they come; gives those that it refused.
fn sync(written: &mpsc::Receiver<(String, File)>) -> Vec<(String, io::Error)> {
    let sync = |(name, file): (String, File)| file.sync_all().err().map(|error| (name, error));
    written.iter().filter_map(sync).collect()
}

/// A pack that is being filled: the folder it is made in, and the one it will stand in.
struct Filling<'a> {
    fresh: &'a Path,
    folder: &'a Path,
    report: &'a Report,
    /// Takes files that are to be on the disk before the pack takes its place.
    written: mpsc::Sender<(String, File)>,
}

impl Filling<'_> {
    fn save(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.save_by(name, |file| file.write_all(bytes))
    }

    fn save_by(&self, name: &str, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<(), Failure> {
        let saved = File::create(self.fresh.join(name)).and_then(|mut file| {
            write(&mut file)?;
            Ok(file)
        });
        let file = saved.map_err(|error| self.refused(name, &error))?;
        // The other end is there as long as this one.
        let _ = self.written.send((name.to_owned(), file));
        Ok(())
    }

    fn refused(&self, name: &str, error: &std::io::Error) -> Failure {
        atomic::refusal(&self.folder.join(name), error)
    }

    /// Draws the charts, and gives the characters that no font has.
    fn charts(&self) -> Result<BTreeSet<char>, Failure> {
        let mut names = BTreeSet::new();
        let charts: Vec<(String, &Chart)> =
            charts(self.report).map(|chart| (unique(chart.id, &mut names), chart)).collect();
        let drawn = charts.par_iter().map(|(name, chart)| {
            let Some(svg) = super::svg(chart, self.report.lang) else { return Ok(BTreeSet::new()) };
            let (png, missing) = super::png(&svg)?;
            self.save(&format!("charts/{name}.svg"), svg.as_bytes())?;
            self.save(&format!("charts/{name}.png"), &png)?;
            Ok(missing)
        });
        let drawn: Vec<Result<BTreeSet<char>, Failure>> = drawn.collect();
        drawn.into_iter().try_fold(BTreeSet::new(), |all, one| Ok(&all | &one?))
    }

    fn tables(&self) -> Result<(), Failure> {
        let mut names = BTreeSet::from([DETAIL.to_owned()]);
        let tables: Vec<(String, &Table)> =
            tables(self.report).map(|table| (unique(table.id, &mut names), table)).collect();
        let written = tables.par_iter().map(|(name, table)| {
            let path = format!("data/{name}.csv");
            let bytes = super::table_csv(table, None, self.report.decimals);
            self.save(&path, &bytes.map_err(|error| self.refused(&path, &error))?)
        });
        let written: Vec<Result<(), Failure>> = written.collect();
        written.into_iter().collect()
    }

    /// Writes every row read.
    fn rows(&self, detail: &Detail<'_>) -> Result<(), Failure> {
        let path = format!("data/{DETAIL}.csv");
        let written = File::create(self.fresh.join(&path));
        let written = written.and_then(|file| super::detail_csv(detail, file, self.report.decimals));
        written.map_err(|error| self.refused(&path, &error))
    }
}

/// Puts the new folder in the old one's place: in one step where the system can, so that the place is never empty.
fn swap(fresh: tempfile::TempDir, folder: &Path) -> Result<(), Failure> {
    let stands = fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir());
    if stands && exchange(fresh.path(), folder).is_ok() {
        // The old pack stands where the new one was made, and goes with it; what cannot be removed, the next run removes.
        let _ = fresh.close();
        return Ok(());
    }
    swap_by_renaming(fresh, folder)
}

/// Lets two folders change places in one step.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Moves the old folder aside first; it comes back if the new one cannot take its place, and by [`restore`] if the run is killed
/// in between.
fn swap_by_renaming(fresh: tempfile::TempDir, folder: &Path) -> Result<(), Failure> {
    let refused = |error: &std::io::Error| atomic::refusal(folder, error);
    let old = fresh.path().with_extension(OLD);
    let had_old = match fs::rename(folder, &old) {
        Ok(()) => true,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err(refused(&error)),
    };
    if let Err(error) = fs::rename(fresh.path(), folder) {
        if had_old {
            // Nothing better can be done where even this fails; the old pack is whole beside its place, and the next run
            // brings it back.
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

/// Brings back packs that a killed run had moved aside, where nothing took their place; the lock says that nobody writes there.
fn restore(parent: &Path) {
    let mut aside: Vec<(SystemTime, PathBuf, PathBuf)> = Vec::new();
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let middle = name.strip_prefix('.').and_then(|name| name.strip_suffix(OLD)?.strip_suffix('.'));
        let Some((period, _)) = middle.and_then(|middle| middle.rsplit_once('.')) else { continue };
        let time = entry.metadata().and_then(|found| found.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        if !period.is_empty() {
            aside.push((time, entry.path(), parent.join(period)));
        }
    }
    // Of several, the youngest; it stands then, and the others stay aside.
    aside.sort_by(|one, other| other.cmp(one));
    for (_, old, folder) in aside {
        if fs::symlink_metadata(&folder).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
            // What cannot be moved now stays for a later run.
            let _ = fs::rename(&old, &folder);
        }
    }
}

/// Keeps other runs out until the lock is dropped.
fn keep_out(parent: &Path, folder: &Path, writer: &Writer) -> Result<Held, Failure> {
    match lock::hold(&parent.join(LOCK), writer) {
        Ok(Ok(held)) => Ok(held),
        Ok(Err(Other { process, since })) => {
            Err(Failure::new(Place::file(shown(folder)), WriteProblem::Locked { process, since }))
        }
        Err(error) => Err(atomic::refusal(parent, &error)),
    }
}

/// Removes what killed runs left; the lock says that nobody writes there.
///
/// An old pack is kept as long as its place is empty: it is the only one.
fn remove_leftovers(parent: &Path, folder: &Path, prefix: &str) {
    let stands = fs::symlink_metadata(folder).is_ok();
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if name.starts_with(prefix) && (ending == FRESH || (ending == OLD && stands)) {
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
        // What people fill in stands in the workbook alone.
        Block::Table(table) if table.role == TableRole::Form => None,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(path: &Path, text: &str) {
        fs::create_dir(path).unwrap();
        fs::write(path.join("report.html"), text).unwrap();
    }

    fn names(parent: &Path) -> Vec<String> {
        let entries = fs::read_dir(parent).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_pack_takes_the_old_ones_place_by_either_way() {
        for way in [swap, swap_by_renaming] {
            for old in [false, true] {
                let parent = tempfile::tempdir().unwrap();
                let place = parent.path().join("2025Q1");
                if old {
                    folder(&place, "old");
                }
                let fresh =
                    tempfile::Builder::new().prefix(".2025Q1.").suffix(".tmp").tempdir_in(parent.path()).unwrap();
                fs::write(fresh.path().join("report.html"), "new").unwrap();
                way(fresh, &place).unwrap();
                assert_eq!(fs::read_to_string(place.join("report.html")).unwrap(), "new");
                assert_eq!(names(parent.path()), ["2025Q1"]);
            }
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn two_folders_change_places_in_one_step() {
        let parent = tempfile::tempdir().unwrap();
        let (one, other) = (parent.path().join("one"), parent.path().join("other"));
        folder(&one, "1");
        folder(&other, "2");
        exchange(&one, &other).unwrap();
        assert_eq!(fs::read_to_string(one.join("report.html")).unwrap(), "2");
        assert_eq!(fs::read_to_string(other.join("report.html")).unwrap(), "1");
    }

    #[test]
    fn a_pack_that_was_moved_aside_comes_back_where_its_place_is_empty() {
        let parent = tempfile::tempdir().unwrap();
        let at = |name: &str| parent.path().join(name);
        folder(&at(".2025Q1.a.old"), "first");
        fs::File::open(at(".2025Q1.a.old")).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        folder(&at(".2025Q1.b.old"), "second");
        folder(&at(".2024Q4.c.old"), "older");
        folder(&at("2024Q4"), "newer");
        folder(&at(".2024Q3.d.tmp"), "half");
        restore(parent.path());
        assert_eq!(fs::read_to_string(at("2025Q1/report.html")).unwrap(), "second");
        assert_eq!(fs::read_to_string(at("2024Q4/report.html")).unwrap(), "newer");
        assert!(!at("2024Q3").exists());
        remove_leftovers(parent.path(), &at("2024Q4"), ".2024Q4.");
        assert_eq!(names(parent.path()), [".2024Q3.d.tmp", ".2025Q1.a.old", "2024Q4", "2025Q1"]);
        remove_leftovers(parent.path(), &at("2024Q3"), ".2024Q3.");
        remove_leftovers(parent.path(), &at("2025Q1"), ".2025Q1.");
        assert_eq!(names(parent.path()), ["2024Q4", "2025Q1"]);
    }
}
