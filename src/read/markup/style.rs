//! The number formats in a page's styles: `mso-number-format`, which Excel and the systems that imitate it write.

use std::collections::HashMap;

use super::value::{Shown, shown};

/// Bytes of style sheets that are kept, and classes.
const LONGEST: usize = 4 << 20;
const CLASSES: usize = 1 << 16;

/// What the classes of a page show.
#[derive(Default)]
pub(super) struct Styles {
    sheet: Vec<u8>,
    classes: HashMap<String, Shown>,
}

impl Styles {
    /// Takes text of a style sheet.
    pub fn push(&mut self, text: &[u8]) {
        let room = LONGEST.saturating_sub(self.sheet.len());
        self.sheet.extend_from_slice(&text[..text.len().min(room)]);
    }

    /// Understands the style sheet that was taken.
    pub fn end(&mut self) {
        let sheet = std::mem::take(&mut self.sheet);
        let sheet = String::from_utf8_lossy(&sheet);
        for rule in sheet.split('}') {
            let Some((selectors, body)) = rule.split_once('{') else { continue };
            let Some(shown) = number_format(body) else { continue };
            for selector in selectors.split(',') {
                let class = selector.trim().rsplit_once('.').map(|(_, class)| class.trim());
                if let Some(class) = class.filter(|_| self.classes.len() < CLASSES) {
                    self.classes.insert(class.to_lowercase(), shown);
                }
            }
        }
    }

    /// Gives what a cell with that class and style shows, where a format says so.
    pub fn of(&self, class: Option<&[u8]>, style: Option<&[u8]>) -> Option<Shown> {
        let own = style.and_then(|style| number_format(&String::from_utf8_lossy(style)));
        own.or_else(|| {
            let class = class.filter(|_| !self.classes.is_empty())?;
            let class = String::from_utf8_lossy(class).to_lowercase();
            class.split_whitespace().find_map(|class| self.classes.get(class).copied())
        })
    }
}

/// Reads the number format in the declarations of a style.
fn number_format(style: &str) -> Option<Shown> {
    const NAME: &str = "mso-number-format";
    let at = style.find(NAME).or_else(|| style.to_ascii_lowercase().find(NAME))?;
    let value = style.get(at + NAME.len()..)?.trim_start().strip_prefix(':')?.trim_start();
    // In quotes a semicolon is part of it; a backslash makes the next character plain, in the page and in the format.
    let quote = value.chars().next().filter(|first| *first == '"' || *first == '\'');
    let mut format = String::new();
    let mut characters = value.chars().skip(usize::from(quote.is_some()));
    while let Some(character) = characters.next() {
        match character {
            '\\' => format.extend(characters.next()),
            ';' if quote.is_none() => break,
            other if Some(other) == quote => break,
            other => format.push(other),
        }
    }
    Some(shown(&format))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_and_styles_tell_texts_and_dates() {
        let mut styles = Styles::default();
        styles.push(b"<!--table\n\t{mso-displayed-decimal-separator:\"\\.\";}\n.xl24 {mso-number-format:\"\\@\";}\n");
        styles.push(
            b"td.xl25, .xl26\n\t{mso-style-parent:style0;\n\tmso-number-format:\"yyyy\\\\-mm\\\\-dd\\;\\@\";}-->",
        );
        styles.end();
        assert_eq!(styles.of(Some(b"XL24"), None), Some(Shown::Text));
        assert_eq!(styles.of(Some(b"wide xl26"), None), Some(Shown::Date));
        assert_eq!(styles.of(Some(b"xl25"), Some(b"mso-number-format:'\\@'")), Some(Shown::Text));
        assert_eq!(styles.of(None, Some(b"color:red;mso-number-format:\\@;x:y")), Some(Shown::Text));
        assert_eq!(styles.of(None, Some(b"MSO-NUMBER-FORMAT: Short Date")), Some(Shown::Date));
        assert_eq!(styles.of(None, Some(b"mso-number-format:0\\.00_ ")), Some(Shown::Number));
        assert_eq!(styles.of(Some(b"other"), Some(b"color:red")), None);
    }
}
