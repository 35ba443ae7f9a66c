//! Traditional characters → simplified ones, by the table of the Unicode Consortium beside this file.
//!
//! Character by character: enough to see that two names may be one, not to write one in the other script. A table, since the
//! libraries that convert texts bring dictionaries of phrases of several megabytes.

use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("traditional.txt");

static FORMS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let lines: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
    let pairs = lines.chunks_exact(2);
    pairs.flat_map(|pair| pair[0].chars().zip(pair[1].chars())).collect()
});

/// Gives the simplified form of a character, or the character.
pub fn simplified(c: char) -> char {
    if c.is_ascii() { c } else { FORMS.get(&c).copied().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_have_their_simplified_form() {
        let text: String = "廣東恆達電子貿易股份有限責任公司 GmbH 杭州".chars().map(simplified).collect();
        assert_eq!(text, "广东恒达电子贸易股份有限责任公司 GmbH 杭州");
        assert!(FORMS.len() > 2000);
        assert!(FORMS.values().all(|simple| simplified(*simple) == *simple), "no form has another form");
    }
}
