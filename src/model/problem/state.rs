//! What can be wrong with the state that one run of `watch` leaves for the next.

/// A problem of the state's file.
#[derive(Clone, Debug, PartialEq)]
pub enum StateProblem {
    /// It cannot be read; the system's words.
    Unreadable { why: String },
    /// It is something else than a state.
    NotState,
    /// It is a state, but parts of it are missing or do not add up.
    Damaged,
    /// A later version of the program wrote it: its version of the state, the latest known here, the program's version.
    Newer { version: u64, known: u32, mingxi: String },
    /// It was written with another option, so that nothing can be compared: the option, as it was and as it is.
    OtherRules { option: String, then: String, now: String },
    /// Another run holds it: its process and since when, where known.
    Locked { process: Option<String>, since: Option<String> },
}

impl StateProblem {
    /// Gives the exit code of the error.
    pub fn exit_code(&self) -> u8 {
        match self {
            StateProblem::OtherRules { .. } => 2,
            _ => 1,
        }
    }
}
