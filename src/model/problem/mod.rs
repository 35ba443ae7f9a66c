//! What can be wrong with input, settings or output, as data; the words lie in `report::words`, one place per language.
//!
//! Each room has its own list of kinds. A problem says where, what stood there, what was expected and what to do.

mod analyse;
mod clean;
mod companion;
mod credit;
mod follow;
mod join;
mod read;
mod settings;
mod state;
mod write;

pub use analyse::{AnalyseProblem, NoProfit, ProfitSource};
pub use clean::{CleanProblem, FirstAside, SaysNoSale, StrictFault, Unclear};
pub use companion::CompanionProblem;
pub use credit::CreditProblem;
pub use follow::FollowProblem;
pub use join::JoinProblem;
pub use read::{ByWhat, Damage, Excess, Found, Limit, ReadProblem};
pub use settings::{Expected, SettingsProblem, Taken};
pub use state::StateProblem;
pub use write::WriteProblem;

/// Where a problem lies, as precisely as is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    pub file: Option<String>,
    pub sheet: Option<String>,
    /// The column's header.
    pub column: Option<String>,
    /// A cell or range as the spreadsheet names it, such as `D418`.
    pub cell: Option<String>,
    pub row: Option<u32>,
}

impl Place {
    /// Names another source of rows as seen from here: the sheet within the same file, else the file.
    pub fn other(&self, other: &Place) -> Place {
        let same = self.file == other.file;
        let file = other.file.clone().filter(|_| !same);
        Place { file, sheet: other.sheet.clone().filter(|_| same), ..Place::default() }
    }

    /// Names a file.
    pub fn file(file: impl Into<String>) -> Place {
        Place { file: Some(file.into()), ..Place::default() }
    }
}

/// How bad it is: an error stops the run, a warning can be mended, a note is a decision that `-v` shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

/// One thing that is wrong, or worth saying.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    pub severity: Severity,
    pub place: Place,
    pub kind: Kind,
}

/// The kinds, by room. Those of reading and cleaning can be kept with the facts that they were said of.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Kind {
    Read(ReadProblem),
    Clean(CleanProblem),
    #[serde(skip)]
    Companion(CompanionProblem),
    #[serde(skip)]
    Analyse(AnalyseProblem),
    #[serde(skip)]
    Settings(SettingsProblem),
    #[serde(skip)]
    Follow(FollowProblem),
    #[serde(skip)]
    State(StateProblem),
    #[serde(skip)]
    Write(WriteProblem),
    /// An identity that does not hold: a mistake of mingxi. Which identity, both sides, and where.
    #[serde(skip)]
    Identity {
        what: String,
        left: String,
        right: String,
        at: String,
    },
}

/// Stops a run; carries the problem to the one place that words it and picks the exit code.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{:?}: {:?}", .0.place, .0.kind)]
pub struct Failure(pub Box<Problem>);

impl Failure {
    /// Makes an error.
    pub fn new(place: Place, kind: impl Into<Kind>) -> Failure {
        Failure(Box::new(Problem { severity: Severity::Error, place, kind: kind.into() }))
    }

    /// Gives the exit code: 2 for what a flag or a setting would mend, 70 for a mistake of mingxi, else 1.
    pub fn exit_code(&self) -> u8 {
        match &self.0.kind {
            Kind::Read(kind) => kind.exit_code(),
            Kind::Clean(kind) => kind.exit_code(),
            Kind::Companion(kind) => kind.exit_code(),
            Kind::Analyse(kind) => kind.exit_code(),
            Kind::Settings(_) => 2,
            Kind::Follow(kind) => kind.exit_code(),
            Kind::State(kind) => kind.exit_code(),
            Kind::Write(_) => 1,
            Kind::Identity { .. } => 70,
        }
    }
}

impl Problem {
    /// Makes a warning.
    pub fn warning(place: Place, kind: impl Into<Kind>) -> Problem {
        Problem { severity: Severity::Warning, place, kind: kind.into() }
    }

    /// Makes a note.
    pub fn note(place: Place, kind: impl Into<Kind>) -> Problem {
        Problem { severity: Severity::Note, place, kind: kind.into() }
    }
}

impl From<ReadProblem> for Kind {
    fn from(kind: ReadProblem) -> Kind {
        Kind::Read(kind)
    }
}

impl From<CleanProblem> for Kind {
    fn from(kind: CleanProblem) -> Kind {
        Kind::Clean(kind)
    }
}

impl From<CompanionProblem> for Kind {
    fn from(kind: CompanionProblem) -> Kind {
        Kind::Companion(kind)
    }
}

impl From<AnalyseProblem> for Kind {
    fn from(kind: AnalyseProblem) -> Kind {
        Kind::Analyse(kind)
    }
}

impl From<SettingsProblem> for Kind {
    fn from(kind: SettingsProblem) -> Kind {
        Kind::Settings(kind)
    }
}

impl From<FollowProblem> for Kind {
    fn from(kind: FollowProblem) -> Kind {
        Kind::Follow(kind)
    }
}

impl From<StateProblem> for Kind {
    fn from(kind: StateProblem) -> Kind {
        Kind::State(kind)
    }
}

impl From<WriteProblem> for Kind {
    fn from(kind: WriteProblem) -> Kind {
        Kind::Write(kind)
    }
}
