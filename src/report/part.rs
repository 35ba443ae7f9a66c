//! A part of the report: one analysis, told as a section of the page, a sheet of the workbook, a key of the JSON and, where a
//! command bears its name, alone on the terminal.
//!
//! A new analysis is a file in `analyse`, a file here that words it as a [`Part`], and a line in [`PARTS`](super::parts::PARTS).
//! What the book cannot carry is told by the part in a plain sentence; an error stops the whole report, so it is kept for
//! identities that do not hold.

use rayon::prelude::*;

use super::data;
use super::findings::Candidate;
use super::telling::Telling;
use super::{Block, Report, Section, Subject, Table, TableRole, Text, View};
use crate::model::{Failure, Wants};

/// One analysis of the report.
pub struct Part {
    /// The section's id, the key in the JSON, and the name of the command that tells it, where there is one.
    pub id: &'static str,
    /// The columns that it needs.
    pub wants: Wants,
    pub(crate) tell: fn(&Telling<'_>) -> Result<Told, Failure>,
    /// Whether the report shows it; its command always does.
    pub(crate) shown: fn(&Telling<'_>) -> bool,
    /// The id of the section that it comes after on the page.
    pub(crate) after: &'static str,
}

/// What a part has to tell, by [`Telling`] in the manner of the page or of the terminal (`t.speech.full`).
pub(crate) struct Told {
    /// The section; its finding is the heading on the page. A terminal shows its tables (not those of charts) and notes.
    pub section: Section,
    /// The command's first sentences.
    pub verdict: Text,
    /// Further sentences of the command.
    pub findings: Vec<Text>,
    /// The command's csv; also beside the other tables of the pack, where no table of the section has its id.
    pub primary: Table,
    /// What it would say on the opening page, in competition with all others.
    pub candidates: Vec<Candidate>,
    /// The fields of the command's JSON beside those that all have, and of the part's key in the report's: an object.
    pub data: serde_json::Value,
}

impl Part {
    /// Makes a part that the report always shows, after the classes.
    pub(crate) const fn new(id: &'static str, wants: Wants, tell: fn(&Telling<'_>) -> Result<Told, Failure>) -> Part {
        Part { id, wants, tell, shown: |_| true, after: "classes" }
    }

    /// Puts it after another section.
    pub(crate) const fn after(self, id: &'static str) -> Part {
        Part { after: id, ..self }
    }

    /// Shows it in the report only where something holds, such as that its option is given.
    pub(crate) const fn only_where(self, shown: fn(&Telling<'_>) -> bool) -> Part {
        Part { shown, ..self }
    }
}

impl Told {
    /// Begins what a part tells: its section with heading and lead, to which blocks are added.
    pub fn begin(id: &'static str, nav: impl Into<String>, finding: impl Into<String>) -> Told {
        let section = Section { id, nav: nav.into(), finding: finding.into(), lead: Vec::new(), blocks: Vec::new() };
        Told {
            section,
            verdict: Text::default(),
            findings: Vec::new(),
            primary: super::telling::table("empty", TableRole::Primary),
            candidates: Vec::new(),
            data: serde_json::Value::Object(serde_json::Map::new()),
        }
    }

    /// Tells that there is nothing to tell, and why: the words of the navigation, and the sentence without its stop.
    pub fn nothing(id: &'static str, (nav, why): (&str, String), stop: &str) -> Told {
        Told { verdict: Text::plain(why.clone()).ended(stop), ..Told::begin(id, nav, why) }
    }

    /// Gives the section as the report shows it, with the primary table where no other has its id.
    fn page(self) -> Section {
        let mut section = self.section;
        let has = |block: &Block| matches!(block, Block::Table(table) if table.id == self.primary.id);
        if !self.primary.columns.is_empty() && !section.blocks.iter().any(has) {
            section.blocks.push(Block::Table(Table { role: TableRole::Data, ..self.primary }));
        }
        section
    }
}

/// Tells a part alone: its command.
pub fn part(part: &'static Part, subject: &Subject<'_>, view: &View) -> Result<Report, Failure> {
    let t = Telling::terminal(subject, view);
    let mut report = t.begin(part.id, t.words.title(t.period()));
    let told = (part.tell)(&t)?;
    report.verdict = told.verdict;
    report.findings = told.findings;
    report.primary = Table { role: TableRole::Primary, ..told.primary };
    report.sections.push(told.section);
    report.data = data::part(&t, part.id, &told.data);
    Ok(report)
}

/// What a part adds to the report: its section, its JSON by key, and what it offers for the opening page.
pub(crate) struct Page {
    /// The id of the section that it comes after.
    pub after: &'static str,
    pub id: &'static str,
    pub section: Section,
    pub data: serde_json::Value,
    pub candidates: Vec<Candidate>,
}

/// Tells the parts that the report shows, side by side, in their order.
pub(crate) fn pages(t: &Telling<'_>, parts: &[&'static Part]) -> Result<Vec<Page>, Failure> {
    let shown: Vec<&&'static Part> = parts.iter().filter(|part| (part.shown)(t)).collect();
    let told = shown.par_iter().map(|part| {
        let mut told = (part.tell)(t)?;
        let (data, candidates) = (told.data.take(), std::mem::take(&mut told.candidates));
        Ok(Page { after: part.after, id: part.id, section: told.page(), data, candidates })
    });
    // The first failure by the order of the page, whichever part was done first.
    told.collect::<Vec<Result<_, Failure>>>().into_iter().collect()
}
