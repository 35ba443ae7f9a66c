//! A sentence with its emphasis, so that writers colour it without knowing the words.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// How a piece of a sentence is to stand out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    #[default]
    Plain,
    /// The figure that matters.
    Strong,
    Gain,
    Loss,
    Dim,
}

/// Gives a text as a line or a sentence begins with it.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A sentence or a few, as pieces with a tone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<(Tone, String)>);

impl Text {
    /// Makes a sentence without emphasis.
    pub fn plain(text: impl Into<String>) -> Text {
        Text(vec![(Tone::Plain, text.into())])
    }

    /// Adds a piece.
    #[must_use]
    pub fn with(mut self, tone: Tone, text: impl Into<String>) -> Text {
        self.0.push((tone, text.into()));
        self
    }

    /// Says whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, text)| text.is_empty())
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|(_, text)| f.write_str(text))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text::plain(text)
    }
}

/// The most columns that a name takes in a sentence: no company's own name is so long, a cell filled by mistake is.
const NAME: usize = 80;

/// Gives a name as a sentence holds it: a very long one is cut in the middle.
pub(crate) fn told(name: &str) -> Cow<'_, str> {
    let width = |c: char| c.width().unwrap_or(0);
    // Many characters take no width of their own; a name is not long by its width alone.
    if name.chars().map(width).sum::<usize>() <= NAME && name.chars().count() <= 4 * NAME {
        return Cow::Borrowed(name);
    }
    let half = |chars: &mut dyn Iterator<Item = char>| -> Vec<char> {
        let mut used = 0;
        let fits = |&c: &char| {
            used += width(c);
            used <= NAME / 2
        };
        chars.take(2 * NAME).take_while(fits).collect()
    };
    let head: String = half(&mut name.chars()).into_iter().collect();
    let tail: String = half(&mut name.chars().rev()).into_iter().rev().collect();
    Cow::Owned(format!("{}…{}", head.trim_end(), tail.trim_start()))
}

/// A piece of a sentence: words, or a figure with its tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece(pub Tone, pub String);

impl Piece {
    /// Makes a piece that stands out.
    pub fn strong(text: impl Into<String>) -> Piece {
        Piece(Tone::Strong, text.into())
    }
}

impl From<&str> for Piece {
    fn from(text: &str) -> Piece {
        Piece(Tone::Plain, text.to_owned())
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Piece {
        Piece(Tone::Plain, text)
    }
}

impl From<Vec<(Tone, String)>> for Text {
    fn from(pieces: Vec<(Tone, String)>) -> Text {
        Text(pieces)
    }
}

impl From<Piece> for Text {
    fn from(piece: Piece) -> Text {
        Text(vec![(piece.0, piece.1)])
    }
}

impl Text {
    /// Adds a full stop to a title that stands as a sentence.
    #[must_use]
    pub fn ended(self, stop: &str) -> Text {
        self.with(Tone::Plain, stop)
    }

    /// Joins sentences; `between` stands between them.
    pub fn join(texts: impl IntoIterator<Item = Text>, between: &str) -> Text {
        let mut whole = Text::default();
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            if !whole.0.is_empty() && !between.is_empty() {
                whole.0.push((Tone::Plain, between.to_owned()));
            }
            whole.0.extend(text.0);
        }
        whole
    }
}

/// Makes a [`Text`] of pieces: words and figures in reading order.
macro_rules! tell {
    ($($piece:expr),* $(,)?) => {{
        let pieces = [$($crate::report::Piece::from($piece)),*];
        $crate::report::Text(pieces.into_iter().map(|piece| (piece.0, piece.1)).collect())
    }};
}
pub(crate) use tell;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_holds_whole_names_and_the_ends_of_endless_ones() {
        let usual = "Scandinavian Gift Ideas and Collectables Holding (Deutschland) GmbH & Co. KG";
        assert_eq!(told(usual), usual);
        let latin = format!("Nord{}Werk", "x".repeat(1_000_000));
        assert_eq!(told(&latin), format!("Nord{}…{}Werk", "x".repeat(36), "x".repeat(36)));
        assert_eq!(told(&"汉".repeat(40_000)), format!("{0}…{0}", "汉".repeat(20)));
        // A letter under a million accents.
        let accents = told(&format!("e{}e", "\u{301}".repeat(1_000_000))).chars().count();
        assert!(accents <= 4 * NAME + 1, "{accents}");
    }
}
