//! Text from data, made harmless for a terminal.
//!
//! A customer's name may hold an escape that clears the screen, or an override that turns the line around. Such characters
//! are shown, not obeyed.

use std::borrow::Cow;

/// Shows control characters as U+FFFD and bidirectional overrides as `\u{202e}`; all other text stays as it is.
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c.is_control() || is_override(c)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => shown.push(' '),
            c if is_override(c) => shown.extend(c.escape_unicode()),
            c if c.is_control() => shown.push('\u{fffd}'),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

fn is_override(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_escapes_and_overrides_instead_of_obeying_them() {
        assert_eq!(safe("宁波 Nord \"GmbH\""), "宁波 Nord \"GmbH\"");
        assert_eq!(safe("a\u{1b}[2Jb"), "a\u{fffd}[2Jb");
        assert_eq!(safe("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(safe("two\nlines"), "two lines");
        assert_eq!(safe("\u{9b}31m"), "\u{fffd}31m");
    }
}
