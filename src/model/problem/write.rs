//! What can be wrong with writing results.

/// A problem of an output.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteProblem {
    /// The system refused to write; its words.
    Unwritable { why: String },
    /// Another run is writing into the same folder.
    Locked,
    /// No font with Chinese characters is installed, so pictures would lose their labels (a warning).
    NoFont,
}
