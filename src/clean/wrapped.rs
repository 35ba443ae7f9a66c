//! Texts as programs wrap them, so that a spreadsheet takes no number or formula of them: `="00123"`, `'00123`.
//!
//! Exports write these for order numbers with leading zeros, for dates and for amounts; what stands inside is what is meant.

/// Gives what is meant by a text that may be wrapped; an apostrophe is a wrap only before a digit or a sign.
pub fn unwrapped(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let inside = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    if let Some(inside) = inside.filter(|inside| !inside.contains('"')) {
        return inside.trim();
    }
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '=' | '+' | '-' | '@')) => rest,
        _ => text,
    }
}

/// Says whether a character takes no room: a mark of byte order, a joiner, a mark of direction.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_off_what_only_keeps_a_spreadsheet_from_reckoning() {
        for (text, meant) in [
            ("=\"00123\"", "00123"),
            ("'00123", "00123"),
            ("'-5", "-5"),
            ("\u{feff}A\u{200b}", "A"),
            ("'s-Hertogenbosch BV", "'s-Hertogenbosch BV"),
            ("=\"a\"&\"b\"", "=\"a\"&\"b\""),
            ("=1+2", "=1+2"),
            ("=\"", "=\""),
        ] {
            assert_eq!(unwrapped(text), meant, "{text}");
        }
    }
}
