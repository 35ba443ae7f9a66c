//! What the messages about fonts have in common: which characters a picture lacks.

/// At most so many characters are named.
const NAMED: usize = 5;

/// What no installed font has, with a few of the characters.
pub enum Lacking {
    Everything,
    Chinese(String),
    Other(String),
}

/// Sorts the characters that a picture lacks by the font that would have them.
pub fn lacking(missing: &[char]) -> Lacking {
    let han = |c: &char| ('\u{2e80}'..='\u{9fff}').contains(c) || ('\u{f900}'..='\u{ffef}').contains(c);
    let some = |of: &dyn Fn(&char) -> bool| {
        let named: String = missing.iter().filter(|c| of(c)).take(NAMED).collect();
        if missing.iter().filter(|c| of(c)).count() > NAMED { format!("{named}...") } else { named }
    };
    if missing.iter().any(char::is_ascii) {
        Lacking::Everything
    } else if missing.iter().any(han) {
        Lacking::Chinese(some(&han))
    } else {
        Lacking::Other(some(&|_| true))
    }
}
