//! All wording, one folder per language; both say the same.

pub mod book;
pub mod en;
pub mod figures;
pub mod follow;
pub mod help;
pub mod labels;
pub mod ledger;
pub mod page;
pub mod pivot;
pub mod speech;
pub mod write;
pub mod zh;
/// The Chinese wording in traditional characters, as the build writes it.
pub mod zh_hant {
    include!(concat!(env!("OUT_DIR"), "/zh_hant.rs"));
}

mod activity;
mod audit;
mod bridge;
mod candidates;
mod check;
mod classify;
mod companion;
mod concentration;
mod drivers;
mod findings;
mod master;
mod movements;
mod names;
mod newcomers;
mod orders;
mod overview;
pub mod owners;
mod price_volume;
mod product_trends;
mod profit;
mod questions;
mod reasons;
mod retention;
mod rules_compared;
mod slices;
mod stopped;
mod targets;
mod terms;
mod top;
mod trend;
pub mod watch;

pub use activity::ActivityWords;
pub use audit::{AuditWords, typed};
pub use bridge::BridgeWords;
pub use candidates::CandidateWords;
pub use check::CheckWords;
pub use classify::ClassifyWords;
pub use companion::CompanionWords;
pub use concentration::ConcentrationWords;
pub use drivers::DriverWords;
pub use findings::FindingWords;
pub use follow::FollowWords;
pub use help::HelpWords;
pub use ledger::LedgerWords;
pub use master::{MasterLabels, MasterWords};
pub use movements::MovementWords;
pub use names::NamesWords;
pub use newcomers::NewcomerWords;
pub use orders::OrdersWords;
pub use overview::OverviewWords;
pub use owners::OwnerWords;
pub use price_volume::PriceVolumeWords;
pub use product_trends::ProductTrendWords;
pub use profit::ProfitWords;
pub use questions::QuestionWords;
pub use reasons::ReasonWords;
pub use retention::RetentionWords;
pub use rules_compared::RulesComparedWords;
pub use slices::SliceWords;
pub use speech::Speech;
pub use stopped::StoppedWords;
pub use targets::TargetWords;
pub use terms::Terms;
pub use top::TopWords;
pub use trend::TrendWords;
pub use watch::WatchWords;

/// Says something in the language: `said!(lang, cli::wrote(&path))`.
macro_rules! said {
    ($lang:expr, $($what:tt)*) => {
        match $lang {
            $crate::model::Lang::En => $crate::report::words::en::$($what)*,
            $crate::model::Lang::Zh => $crate::report::words::zh::$($what)*,
            $crate::model::Lang::ZhHant => $crate::report::words::zh_hant::$($what)*,
        }
    };
}
pub(crate) use said;

use crate::model::problem::Kind;
use crate::model::{Lang, Problem};

/// A problem in words: where and what; what qualifies it, on lines of its own; what to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// What stood there and what was expected, without the place.
    pub text: String,
    pub detail: Option<String>,
    /// The hint, without the word “hint”.
    pub hint: Option<String>,
}

impl Message {
    /// Makes a message without a hint.
    pub fn new(text: impl Into<String>) -> Message {
        Message { text: text.into(), ..Message::default() }
    }

    /// Adds what qualifies it.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Message {
        self.detail = Some(detail.into());
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Message {
        self.hint = Some(hint.into());
        self
    }
}

/// Everything that reports say; a language is complete when it says all of it, and does not compile before.
pub trait Words:
    Sync
    + Terms
    + OverviewWords
    + BridgeWords
    + TopWords
    + DriverWords
    + FindingWords
    + ConcentrationWords
    + TrendWords
    + ActivityWords
    + RetentionWords
    + StoppedWords
    + ProductTrendWords
    + FollowWords
    + MovementWords
    + MasterWords
    + NamesWords
    + AuditWords
    + CheckWords
    + CompanionWords
    + WatchWords
    + LedgerWords
    + PriceVolumeWords
    + RulesComparedWords
    + SliceWords
    + ClassifyWords
    + ProfitWords
    + QuestionWords
    + NewcomerWords
    + CandidateWords
    + OrdersWords
    + OwnerWords
    + ReasonWords
    + TargetWords
{
}

impl Words for en::En {}
impl Words for zh::Zh {}
impl Words for zh_hant::Zh {}

/// Gives the words of the report's language.
pub fn words(speech: Speech) -> Box<dyn Words> {
    match speech.lang {
        Lang::En => Box::new(en::En(speech)),
        Lang::Zh => Box::new(zh::Zh(speech)),
        Lang::ZhHant => Box::new(zh_hant::Zh(speech)),
    }
}

/// Words a problem.
pub fn message(problem: &Problem, lang: Lang) -> Message {
    match (&problem.kind, lang) {
        (Kind::Read(kind), Lang::En) => en::read::message(kind, &problem.place),
        (Kind::Read(kind), Lang::Zh) => zh::read::message(kind, &problem.place),
        (Kind::Read(kind), Lang::ZhHant) => zh_hant::read::message(kind, &problem.place),
        (Kind::Clean(kind), Lang::En) => en::clean::message(kind, &problem.place),
        (Kind::Clean(kind), Lang::Zh) => zh::clean::message(kind, &problem.place),
        (Kind::Clean(kind), Lang::ZhHant) => zh_hant::clean::message(kind, &problem.place),
        (Kind::Companion(kind), Lang::En) => en::companion::message(kind),
        (Kind::Companion(kind), Lang::Zh) => zh::companion::message(kind),
        (Kind::Companion(kind), Lang::ZhHant) => zh_hant::companion::message(kind),
        (Kind::Analyse(kind), Lang::En) => en::analyse::message(kind),
        (Kind::Analyse(kind), Lang::Zh) => zh::analyse::message(kind),
        (Kind::Analyse(kind), Lang::ZhHant) => zh_hant::analyse::message(kind),
        (Kind::Settings(kind), Lang::En) => en::settings::message(kind, &problem.place),
        (Kind::Settings(kind), Lang::Zh) => zh::settings::message(kind, &problem.place),
        (Kind::Settings(kind), Lang::ZhHant) => zh_hant::settings::message(kind, &problem.place),
        (Kind::Follow(kind), Lang::En) => en::follow_log::message(kind),
        (Kind::Follow(kind), Lang::Zh) => zh::follow_log::message(kind),
        (Kind::Follow(kind), Lang::ZhHant) => zh_hant::follow_log::message(kind),
        (Kind::State(kind), Lang::En) => en::state::message(kind),
        (Kind::State(kind), Lang::Zh) => zh::state::message(kind),
        (Kind::State(kind), Lang::ZhHant) => zh_hant::state::message(kind),
        (Kind::Write(kind), Lang::En) => en::write::message(kind),
        (Kind::Write(kind), Lang::Zh) => zh::write::message(kind),
        (Kind::Write(kind), Lang::ZhHant) => zh_hant::write::message(kind),
        (Kind::Identity { what, left, right, at }, Lang::En) => Message::new(format!(
            "this is a mistake of mingxi, not of your data: {what} does not add up; nothing was written"
        ))
        .detail(format!("{left} against {right}, at {at}")),
        (Kind::Identity { what, left, right, at }, Lang::Zh) => zh::identity(what, left, right, at),
        (Kind::Identity { what, left, right, at }, Lang::ZhHant) => zh_hant::identity(what, left, right, at),
    }
}
