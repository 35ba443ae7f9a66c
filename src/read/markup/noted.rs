//! What the tag of a web page's cell notes about its value, as Excel, LibreOffice and Google Sheets write it → the cell.

use super::style::Styles;
use super::tags::Tag;
use super::value::{EPOCH_1904, Shown, Slot, is_long, number, seems_a_date, shown};

/// What a cell's tag notes about its value.
#[derive(Default)]
pub(super) struct Noted {
    number: Option<String>,
    shown: Option<Shown>,
    truth: Option<bool>,
    error: bool,
    text: bool,
}

impl Noted {
    /// Reads what a cell's tag notes.
    pub fn read(tag: &Tag, styles: &Styles) -> Noted {
        let mut noted =
            Noted { shown: styles.of(tag.attribute(b"class"), tag.attribute(b"style")), ..Noted::default() };
        // Most tags have no such note, and one look tells.
        for (name, value) in tag.attributes() {
            let value = || String::from_utf8_lossy(value).trim().to_string();
            match name {
                b"x:num" | b"sdval" => noted.number = Some(value()).filter(|value| !value.is_empty()),
                b"data-sheets-value" => {
                    let value = value();
                    let is_number = between(&value, "\"1\":") == Some("3");
                    noted.number = between(&value, "\"3\":").filter(|_| is_number).map(str::to_string);
                }
                // LibreOffice notes `language;;pattern`.
                b"sdnum" => noted.shown = noted.shown.or_else(|| value().splitn(3, ';').nth(2).map(shown)),
                b"data-sheets-numberformat" => {
                    let pattern = between(&value(), "\"2\":").map(|pattern| shown(pattern.trim_matches('"')));
                    noted.shown = noted.shown.or(pattern);
                }
                b"x:bool" => noted.truth = Some(["1", "true"].contains(&value().to_ascii_lowercase().as_str())),
                b"x:err" => noted.error = true,
                b"x:str" => noted.text = true,
                _ => {}
            }
        }
        noted
    }

    /// Gives the number that is noted, where it has more digits than a binary float holds.
    pub fn long(&self, text: &str) -> Option<&str> {
        let plain = || !self.text && !matches!(self.shown, Some(Shown::Text | Shown::Date)) && !seems_a_date(text);
        self.number.as_deref().filter(|raw| is_long(raw) && plain())
    }

    /// Gives the cell; its text lies there.
    pub fn slot(&self, text: &str, epoch_1904: bool, (start, end): (u32, u32)) -> Slot {
        let as_text = if text.is_empty() { Slot::Empty } else { Slot::Text(start, end) };
        if self.text || self.shown == Some(Shown::Text) {
            return as_text;
        }
        if self.error && !text.is_empty() {
            return Slot::Error(start, end);
        }
        if let Some(truth) = self.truth {
            return Slot::Bool(truth);
        }
        let Some(raw) = &self.number else { return as_text };
        let Some(value) = number(raw) else { return as_text };
        match self.shown {
            Some(Shown::Date) => Slot::Serial(value + if epoch_1904 { EPOCH_1904 } else { 0.0 }),
            _ if seems_a_date(text) => as_text,
            _ => Slot::Number(value),
        }
    }
}

/// Gives what stands behind a key of a small JSON object, up to the next.
fn between<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let dense = text.find(key).map(|at| &text[at + key.len()..])?;
    let end = dense.find([',', '}']).unwrap_or(dense.len());
    Some(dense[..end].trim())
}
