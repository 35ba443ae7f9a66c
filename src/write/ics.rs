//! The follow-up list as a calendar (RFC 5545): one whole-day event per customer, on its day, or on that of the report where that
//! day is over.
//!
//! An event's identity comes from the customer alone, so that a calendar that takes the file again moves the event instead of adding
//! one. Written here: a calendar of whole days is a page of text, and the libraries for it bring a clock and time zones along.

use sha2::{Digest, Sha256};

use crate::model::{Day, Failure, Lang};
use crate::report::words::follow::form;
use crate::report::{Report, Table, Value};

/// The most octets of a line, without its end.
const LINE: usize = 75;

/// Writes the events of a report whose primary table is a follow-up list; a calendar without events where it is another.
pub fn ics(report: &Report) -> Result<Vec<u8>, Failure> {
    let (words, stamp) = (form(report.lang), format!("{}T000000Z", plain(report.as_of)));
    let mut out = Lines::default();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mingxi//follow//EN", "CALSCALE:GREGORIAN"] {
        out.add(line);
    }
    out.add(&format!("X-WR-CALNAME:{}", escaped(words.calendar)));
    let table = &report.primary;
    let colon = if report.lang == Lang::Zh { "：" } else { ": " };
    for row in &table.rows {
        let text = |id: &str| column(table, &row.cells, id).map(words_of).unwrap_or_default();
        let Some(Value::Date(due)) = column(table, &row.cells, "due") else { continue };
        let day = (*due).max(report.as_of);
        out.add("BEGIN:VEVENT");
        out.add(&format!("UID:{}@mingxi", identity(&text("key"))));
        out.add(&format!("DTSTAMP:{stamp}"));
        out.add(&format!("DTSTART;VALUE=DATE:{}", plain(day)));
        out.add(&format!("DTEND;VALUE=DATE:{}", plain(day.plus_days(1))));
        out.add(&format!("SUMMARY:{}", escaped(&[text("customer"), text("told")].join(colon))));
        let said = [text("ask"), text("last_said"), text("owner")].into_iter().filter(|text| !text.is_empty());
        out.add(&format!("DESCRIPTION:{}", escaped(&said.collect::<Vec<_>>().join("\n"))));
        out.add("TRANSP:TRANSPARENT");
        out.add("END:VEVENT");
    }
    out.add("END:VCALENDAR");
    Ok(out.0.into_bytes())
}

fn column<'a>(table: &Table, cells: &'a [Value], id: &str) -> Option<&'a Value> {
    cells.get(table.columns.iter().position(|column| column.id == id)?)
}

fn words_of(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Word(text) => text.to_string(),
        _ => String::new(),
    }
}

/// Gives a day as calendars write it, `20250930`.
fn plain(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{year:04}{month:02}{day:02}")
}

/// Gives what tells a customer's event from others, whatever its name holds.
fn identity(key: &str) -> String {
    let hash = Sha256::digest(format!("mingxi follow {key}"));
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Puts a backslash before what parts values (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Lines with their ends, long ones folded (RFC 5545, 3.1) between characters.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, line: &str) {
        let mut used = 0;
        for c in line.chars() {
            if used + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads lines back as RFC 5545 says: unfolds, then takes the escapes off.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_read_back_whole() {
        let mut lines = Lines::default();
        let text = format!("SUMMARY:{}", escaped(&"宁波海川, 五金; a\\b\nnext ".repeat(9)));
        lines.add(&text);
        for line in lines.0.split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
        }
        assert_eq!(unfolded(&lines.0), [text.as_str(), ""]);
        assert_eq!(escaped("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
    }

    #[test]
    fn a_customer_has_one_identity_and_others_have_others() {
        assert_eq!(identity("al noor"), identity("al noor"));
        assert_ne!(identity("al noor"), identity("al nour"));
        assert_eq!(identity("x").len(), 32);
    }
}
