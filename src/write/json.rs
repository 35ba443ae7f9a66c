//! Everything as data: `--format json` and `report.json`.

use std::collections::BTreeSet;
use std::io;

use serde_json::Value;

use crate::report::{Report, written};

/// What stands first, so that a reader sees at once what the rest is.
const FIRST: [&str; 4] = ["schema", "schema_version", "period", "as_of"];

/// Writes the report's data, two spaces an indent: what it is first, then by name.
pub fn json(report: &Report) -> String {
    let mut bytes = Vec::new();
    match json_to(report, &mut bytes) {
        Ok(()) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => String::from("null\n"),
    }
}

/// Writes it into a file, one of the outermost fields after the other.
pub fn json_to(report: &Report, file: &mut impl io::Write) -> io::Result<()> {
    let mut bytes = Vec::new();
    let refused = |error: written::Refused| io::Error::other(error);
    let Value::Object(entries) = &report.data else {
        written::write(&report.data, 0, &mut bytes).map_err(refused)?;
        bytes.push(b'\n');
        return file.write_all(&bytes);
    };
    let beside = report.written.iter().flat_map(|written| written.names());
    let names: BTreeSet<&str> = entries.keys().map(String::as_str).chain(beside).collect();
    let first = FIRST.iter().filter_map(|name| names.get(name));
    let mut before = "{\n  ";
    for name in first.chain(names.iter().filter(|name| !FIRST.contains(name))) {
        bytes.clear();
        bytes.extend_from_slice(before.as_bytes());
        written::write(name, 1, &mut bytes).map_err(refused)?;
        bytes.extend_from_slice(b": ");
        // What was put beside the text stands in its place.
        match (entries.get(*name), report.written.as_ref().and_then(|written| written.get(name))) {
            (None, Some(text)) => {
                file.write_all(&bytes)?;
                bytes.clear();
                file.write_all(text.as_bytes())?;
            }
            (value, _) => written::write(&value, 1, &mut bytes).map_err(refused)?,
        }
        file.write_all(&bytes)?;
        before = ",\n  ";
    }
    file.write_all(if names.is_empty() { b"{}\n" } else { b"\n}\n" })
}
