//! What the terminal says of itself: where a problem lies, how far reading has come, what was written.

use crate::model::{Place, Severity, Span};
use crate::report::words::figures::{Minus, count};

/// Gives the word before a message.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error: ",
        Severity::Warning => "warning: ",
        Severity::Note => "note: ",
    }
}

/// The word before what to do.
pub const HINT: &str = "hint: ";

/// Names a file; `-` is what it stands for.
pub fn named(file: &str) -> &str {
    if file == "-" { "standard input" } else { file }
}

/// Names a place: `orders.xlsx, sheet 2025, cell D418: `; a settings file has lines, a table has rows.
pub fn place(place: &Place, settings: bool) -> String {
    let mut parts: Vec<String> = place.file.iter().map(|file| named(file).to_owned()).collect();
    parts.extend(place.sheet.iter().map(|sheet| format!("sheet {sheet}")));
    parts.extend(place.column.iter().map(|column| format!("column {column}")));
    parts.extend(place.cell.iter().map(|cell| match cell.contains(':') {
        true => format!("cells {cell}"),
        false => format!("cell {cell}"),
    }));
    let row = place.row.filter(|_| place.cell.is_none());
    parts.extend(row.map(|row| format!("{} {row}", if settings { "line" } else { "row" })));
    if parts.is_empty() { String::new() } else { parts.join(", ") + ": " }
}

/// Says from which day the reports speak and why, and which settings file was used.
pub fn basis(span: &Span, settings: Option<&str>) -> String {
    let why = match (span.as_of_given, span.ends_early) {
        (true, _) => "as was asked for".to_owned(),
        (_, true) => format!("the last row; its period ends later than the longest silence, {} days", span.longest_gap),
        _ => format!("the end of the period of the last row, {}, or today", span.last_day),
    };
    format!("as of {}, {why}; settings file: {}", span.as_of, settings.unwrap_or("none"))
}

/// Says how far reading has come.
pub fn reading(file: &str, nth: usize, of: usize, rows: u64, share: f64) -> String {
    let which = if of > 1 { format!(" ({nth} of {of})") } else { String::new() };
    let file = named(file);
    let rows = count(i64::try_from(rows).unwrap_or(i64::MAX), Minus::Ascii);
    format!("Reading {file}{which}  {rows} rows  {:.0}%", share * 100.0)
}

/// Says what was written into a folder.
pub fn wrote_pack(folder: &str, files: &[&str]) -> String {
    format!("Wrote {folder}/: {}", files.join(" "))
}

/// Says that a file was written.
pub fn wrote(file: &str) -> String {
    format!("Wrote {file}")
}

/// What to do about a mistake of mingxi.
pub const REPORT_BUG: &str =
    "please report it with mingxi-bug.txt, just written: version, rules and sums, no names and no amounts per row";

/// What is said of a mistake of mingxi that broke off the run.
pub const CRASH: &str = "this is a mistake of mingxi, not of your data: it stopped in the middle; nothing was written";
