//! Everything as data: `--format json` and `report.json`.

use crate::report::Report;

/// Writes the report's data, keys in the order in which the report gives them, two spaces an indent.
pub fn json(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(&report.data).unwrap_or_else(|_| String::from("null"));
    text.push('\n');
    text
}
