//! Everything as data: `--format json` and `report.json`.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

use crate::report::Report;

/// What stands first, so that a reader sees at once what the rest is.
const FIRST: [&str; 4] = ["schema", "schema_version", "period", "as_of"];

/// Writes the report's data, two spaces an indent: what it is first, then by name.
pub fn json(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(&Headed(&report.data)).unwrap_or_else(|_| String::from("null"));
    text.push('\n');
    text
}

/// Data whose outermost names are put in order.
struct Headed<'a>(&'a Value);

impl Serialize for Headed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Value::Object(entries) = self.0 else { return self.0.serialize(serializer) };
        let mut map = serializer.serialize_map(Some(entries.len()))?;
        for name in FIRST {
            if let Some(value) = entries.get(name) {
                map.serialize_entry(name, value)?;
            }
        }
        for (name, value) in entries.iter().filter(|(name, _)| !FIRST.contains(&name.as_str())) {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
