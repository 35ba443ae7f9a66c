//! A sentence with its emphasis, so that writers colour it without knowing the words.

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
