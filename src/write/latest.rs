//! `latest`, beside the periods: leads to the pack of the latest period there is, whichever was written last.

use std::path::Path;

use crate::model::problem::WriteProblem;
use crate::model::{Period, Place, Problem};

/// Gives the folder of the pack whose period ends last; of several, the one just written.
pub fn newest(parent: &Path, written: &str, fiscal_start: u8) -> String {
    let end = |name: &str| Period::parse(name, fiscal_start).map(Period::last_day);
    let names = std::fs::read_dir(parent).into_iter().flatten().flatten();
    let names = names.filter(|entry| entry.path().join("report.html").is_file());
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let later = names.filter(|name| end(name) > end(written));
    later.max_by(|a, b| end(a).cmp(&end(b)).then(a.cmp(b))).unwrap_or_else(|| written.to_owned())
}

/// Points `latest` to a period's folder; says where something that is no link stands in its place.
#[cfg(unix)]
pub fn point(parent: &Path, period: &str) -> Option<Problem> {
    let latest = parent.join("latest");
    let place = || Place::file(latest.display().to_string());
    match std::fs::symlink_metadata(&latest) {
        Ok(data) if !data.file_type().is_symlink() => {
            return Some(Problem::warning(place(), WriteProblem::LatestTaken));
        }
        _ => {}
    }
    // A link cannot be changed, so a new one takes the old one's place.
    let fresh = parent.join(format!(".latest.{}.tmp", std::process::id()));
    let _ = std::fs::remove_file(&fresh);
    let done = std::os::unix::fs::symlink(period, &fresh).and_then(|()| std::fs::rename(&fresh, &latest));
    done.err().map(|error| Problem::warning(place(), WriteProblem::Unwritable { why: error.to_string() }))
}

/// Writes `latest.html`, which leads on to the period's page: links need rights that people here do not have.
#[cfg(not(unix))]
pub fn point(parent: &Path, period: &str) -> Option<Problem> {
    let page = format!(
        "<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0; url={period}/report.html\">\
         <a href=\"{period}/report.html\">{period}</a>\n"
    );
    super::atomic::write_file(&parent.join("latest.html"), page.as_bytes())
        .err()
        .map(|failure| Problem { severity: crate::model::Severity::Warning, ..*failure.0 })
}
