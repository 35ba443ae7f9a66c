//! What can be wrong with a file before anyone asks what its columns mean.

/// A problem of opening or decoding an input.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadProblem {
    /// Nothing has that name; the nearest name there is, if any.
    NotFound { similar: Option<String> },
    /// The system refused to read it; its words.
    Unreadable { why: String },
    /// The file holds nothing.
    Empty,
    /// Expected a table, found something else, such as a PDF document; how it begins.
    NotATable { found: &'static str, begins: Option<String> },
    /// The workbook is protected by a password.
    Password,
    /// The file is damaged; its size and what is wrong.
    Damaged { bytes: u64, why: String },
    /// There is no such sheet; the sheets that there are, with their rows.
    NoSheet { wanted: String, sheets: Vec<(String, u64)> },
    /// No encoding of that name is known.
    UnknownEncoding { name: String },
    /// Bytes that the encoding cannot hold; the first place, in bytes.
    BadBytes { encoding: String, at: u64 },
    /// The encoding that was chosen for a text file (a note).
    Encoding { name: String, how: &'static str },
}

impl ReadProblem {
    /// Gives the exit code of the error.
    pub fn exit_code(&self) -> u8 {
        match self {
            ReadProblem::NotFound { .. } | ReadProblem::NoSheet { .. } | ReadProblem::UnknownEncoding { .. } => 2,
            _ => 1,
        }
    }
}
