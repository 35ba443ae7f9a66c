//! Values as fields of csv, straight into the bytes of a file: tables have millions of them.
//!
//! In: a value. Out: bytes, in quotes where a field needs them, with an apostrophe before what a spreadsheet would run.

use std::io::Write;

use crate::model::{Digits, Money};
use crate::report::{Kind, Value};

/// Writes one value for a machine.
pub fn put(bytes: &mut Vec<u8>, value: &Value, kind: Kind, decimals: u8) {
    match value {
        Value::Empty | Value::Word(_) | Value::Series(_) | Value::Bar { .. } => {}
        Value::Text(text) => put_text(bytes, text),
        Value::Money(amount) | Value::Change(amount) => put_money(bytes, *amount, decimals.max(amount.decimals())),
        Value::Ratio(ratio) => put_significant(bytes, *ratio),
        Value::Number(number) => match kind {
            Kind::Number(places) => told(write!(bytes, "{number:.*}", usize::from(places))),
            _ => put_significant(bytes, *number),
        },
        Value::Count(number) | Value::CountChange(number) => put_count(bytes, *number),
        Value::Date(day) => told(write!(bytes, "{day}")),
    }
}

/// Bytes in memory take all that is written.
fn told(_: std::io::Result<()>) {}

fn put_significant(bytes: &mut Vec<u8>, number: f64) {
    if number.is_finite() {
        told(write!(bytes, "{number}"));
    }
}

/// Writes a text, after an apostrophe where a spreadsheet would run it.
pub fn put_text(bytes: &mut Vec<u8>, text: &str) {
    if is_harmful(text) { put_quoted(bytes, &format!("'{text}")) } else { put_quoted(bytes, text) }
}

/// Puts an apostrophe before a text that a spreadsheet would run.
pub fn harmless(text: &str) -> String {
    if is_harmful(text) { format!("'{text}") } else { text.to_owned() }
}

/// Says whether a spreadsheet would run a text.
pub fn is_harmful(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Writes a text, in quotes where it holds what parts cells or lines.
pub fn put_quoted(bytes: &mut Vec<u8>, text: &str) {
    if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n')) {
        return bytes.extend_from_slice(text.as_bytes());
    }
    bytes.push(b'"');
    for byte in text.bytes() {
        bytes.push(byte);
        if byte == b'"' {
            bytes.push(byte);
        }
    }
    bytes.push(b'"');
}

/// Writes an amount with so many decimals.
pub fn put_money(bytes: &mut Vec<u8>, amount: Money, decimals: u8) {
    bytes.extend_from_slice(amount.digits(decimals, &mut Digits::default()));
}

/// Writes a whole number.
pub fn put_count(bytes: &mut Vec<u8>, number: i64) {
    let mut digits = [0; 20];
    let (mut at, mut rest) = (digits.len(), number.unsigned_abs());
    while rest > 0 || at == digits.len() {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    if number < 0 {
        at -= 1;
        digits[at] = b'-';
    }
    bytes.extend_from_slice(&digits[at..]);
}

/// Ends a record whose fields each end with a comma; one of a single empty field is told from an empty line.
pub fn end_record(bytes: &mut Vec<u8>, from: usize) {
    if bytes.len() > from {
        bytes.pop();
    }
    if bytes.len() == from {
        bytes.extend_from_slice(b"\"\"");
    }
    bytes.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_written_as_they_print() {
        for number in [0, 7, -120, i64::MAX, i64::MIN] {
            let mut bytes = Vec::new();
            put_count(&mut bytes, number);
            assert_eq!(String::from_utf8(bytes).unwrap(), number.to_string());
        }
    }

    #[test]
    fn records_are_those_that_the_csv_library_writes() {
        for texts in [&[""][..], &["", ""], &["a,b", "c"], &["say \"so\"", "line\nline", "", "收入"], &["\r", "x"]] {
            let mut bytes = Vec::new();
            for text in texts {
                put_quoted(&mut bytes, text);
                bytes.push(b',');
            }
            end_record(&mut bytes, 0);
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(texts).unwrap();
            assert_eq!(bytes, writer.into_inner().unwrap());
        }
    }
}
