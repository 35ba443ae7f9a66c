//! What can be wrong with writing results.

/// A problem of an output.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteProblem {
    /// The system refused to write; its words.
    Unwritable { why: String },
    /// The disk is full.
    Full,
    /// Nobody may write there.
    Forbidden,
    /// The folder does not exist.
    NoFolder,
    /// A file stands where the folder belongs.
    NotAFolder,
    /// Another program holds the file open.
    Open,
    /// Another run is writing into the same folder: its process and since when, where known.
    Locked { process: Option<String>, since: Option<String> },
    /// The result could not be printed: whether the device is full, the system's words, and the folder of the pack that was
    /// written before.
    Unprinted { full: bool, why: String, pack: Option<String> },
    /// The file of `--rejects` could not be written.
    Rejects(Box<WriteProblem>),
    /// The state of `watch`, or its lock, could not be written.
    State(Box<WriteProblem>),
    /// No installed font has these characters, so that pictures lack labels (a warning).
    NoFont { missing: Vec<char> },
    /// Something that is not a link stands where `latest` belongs (a warning).
    LatestTaken,
}
