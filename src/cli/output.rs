//! Where a report goes: stdout, a file, or the folder of a pack; and the lines that account for every row with it.

use std::path::{Path, PathBuf};

use super::options::Command;
use super::settings::{Format, Settings};
use super::terminal::Terminal;
use crate::model::problem::{SettingsProblem, WriteProblem};
use crate::model::{Failure, Lang, Place};
use crate::report::words::{en, said, zh, zh_hant};
use crate::report::{self, Report, Subject};
use crate::write::{self, atomic, lock, pack};

/// The folder above the periods where none is named.
const PARENT: &str = "mingxi-report";

/// Writes a report to stdout or to the file that was named.
pub fn report(report: &Report, settings: &Settings, terminal: &Terminal) -> Result<(), Failure> {
    let bytes = form(report, "", settings.format, terminal, settings.output.is_some())?;
    match &settings.output {
        Some(path) => {
            // A pivot in a file is opened in a spreadsheet.
            let marked = settings.format == Format::Csv && settings.command == Command::Pivot;
            let bytes = if marked { [write::MARK.as_bytes(), &bytes].concat() } else { bytes };
            atomic::write_file(path, &bytes)?;
            let shown = path.display().to_string();
            terminal.aside(&said!(terminal.lang, cli::wrote(&shown)));
        }
        None => stdout(terminal, &bytes, None)?,
    }
    if settings.format == Format::Csv {
        terminal.aside(write::account(report, &terminal.text_style(true)).trim_end());
    }
    Ok(())
}

/// Refuses to fill a screen with the bytes of a workbook.
pub fn check_screen(settings: &Settings, terminal: &Terminal) -> Result<(), Failure> {
    // The output of `report` is a folder; its format is what it prints.
    let printed = settings.output.is_none() || settings.command == Command::Report;
    if settings.format == Format::Xlsx && printed && terminal.is_screen() {
        return Err(Failure::new(Place::default(), SettingsProblem::NotForScreens));
    }
    Ok(())
}

/// Writes the customers that may be one, and the draft of an alias file where one is asked for.
pub fn names(told: &Report, subject: &Subject, settings: &Settings, terminal: &Terminal) -> Result<(), Failure> {
    report(told, settings, terminal)?;
    let Some(path) = &settings.write_aliases else { return Ok(()) };
    let table = report::aliases(subject);
    atomic::write_file(path, &write::aliases(&table, told.decimals).map_err(|error| atomic::refusal(path, &error))?)?;
    let (shown, lines) = (path.display().to_string(), table.rows.len());
    terminal.aside(&report::wrote_aliases(subject, &shown, lines));
    Ok(())
}

/// Writes the follow-up list, and the calendar of its days where one is asked for.
pub fn follow(told: &Report, settings: &Settings, terminal: &Terminal) -> Result<(), Failure> {
    report(told, settings, terminal)?;
    let Some(path) = &settings.calendar else { return Ok(()) };
    atomic::write_file(path, &write::ics(told)?)?;
    let shown = path.display().to_string();
    terminal.aside(&said!(terminal.lang, cli::wrote(&shown)));
    Ok(())
}

/// Gives the folder above the periods.
pub fn folder(settings: &Settings) -> PathBuf {
    settings.output.clone().unwrap_or_else(|| PathBuf::from(PARENT))
}

/// Writes the whole pack into its folder, then tells its head on stdout; as json, everything.
pub fn pack(
    report: &Report,
    whole: &Report,
    subject: &Subject,
    settings: &Settings,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let parent = folder(settings);
    let writer = lock::Writer { process: std::process::id(), since: since() };
    let written = pack::write(&parent, whole, subject, &writer)?;
    terminal.problems(&written.problems);
    let folder = shown(&written.folder);
    let line = match terminal.lang {
        Lang::En => en::cli::wrote_pack(&folder, pack::CONTENTS),
        Lang::Zh => zh::cli::wrote_pack(&folder, pack::CONTENTS),
        Lang::ZhHant => zh_hant::cli::wrote_pack(&folder, pack::CONTENTS),
    };
    match settings.format {
        Format::Text | Format::Md => {
            stdout(terminal, &form(report, &line, settings.format, terminal, false)?, Some(&folder))
        }
        Format::Csv | Format::Json | Format::Html | Format::Xlsx | Format::Ics => {
            let bytes = match settings.format {
                Format::Csv => form(report, "", settings.format, terminal, false)?,
                Format::Json => form(whole, "", settings.format, terminal, false)?,
                // The page and the workbook are those of the pack.
                Format::Html => packed(&written.folder, "report.html")?,
                _ => packed(&written.folder, "report.xlsx")?,
            };
            stdout(terminal, &bytes, Some(&folder))?;
            terminal.aside(&line);
            if settings.format == Format::Csv {
                terminal.aside(write::account(report, &terminal.text_style(true)).trim_end());
            }
            Ok(())
        }
    }
}

/// Gives a file of a pack that was just written.
fn packed(folder: &Path, name: &str) -> Result<Vec<u8>, Failure> {
    let path = folder.join(name);
    std::fs::read(&path).map_err(|error| atomic::refusal(&path, &error))
}

/// Gives the report in a format; a line may stand between it and its account.
fn form(report: &Report, line: &str, format: Format, terminal: &Terminal, into_file: bool) -> Result<Vec<u8>, Failure> {
    let line = if line.is_empty() { String::new() } else { format!("{line}\n") };
    let style = terminal.text_style(into_file);
    let text = match format {
        Format::Text => {
            let account = write::account(report, &style);
            let gap = if account.is_empty() { "" } else { "\n" };
            format!("{}{line}{gap}{account}", write::text(report, &style))
        }
        Format::Md => {
            let gap = if line.is_empty() { "" } else { "\n" };
            format!("{}{gap}{line}\n{}", write::markdown(report), write::markdown_account(report))
        }
        Format::Csv => return write::csv(report).map_err(|error| atomic::refusal(Path::new("csv"), &error)),
        Format::Json => write::json(report),
        Format::Html => write::html(report)?,
        Format::Xlsx => return write::xlsx(report, None),
        Format::Ics => return write::ics(report),
    };
    Ok(text.into_bytes())
}

/// Prints a result; `pack` is the folder that was written before it.
fn stdout(terminal: &Terminal, bytes: &[u8], pack: Option<&str>) -> Result<(), Failure> {
    terminal.result(bytes).map_err(|error| {
        let full = error.kind() == std::io::ErrorKind::StorageFull;
        let kind = WriteProblem::Unprinted { full, why: error.to_string(), pack: pack.map(str::to_owned) };
        Failure::new(Place::file("stdout"), kind)
    })
}

/// Gives a path as people write it, with `/`.
pub fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// Gives the time of day, for a second run that finds this one at work.
pub fn since() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}
