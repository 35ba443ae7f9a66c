//! Results → [`Report`]: sections of findings, tables and chart specifications, in the reader's language.
//!
//! A report is a pure value. It knows no output format; every writer walks the same one, so a new section shows up in every
//! format without a line in `write`. All wording lies in [`words`], one place per language.

mod account;
mod activity;
mod alerts;
mod audit;
mod bridge;
mod candidates;
mod chart;
mod check;
mod classes;
mod classify;
mod commands;
mod concentration;
mod conversion;
mod customer;
mod data;
mod detail;
mod drivers;
mod explain;
pub mod findings;
#[cfg(test)]
pub(crate) mod fixture;
mod follow;
mod happened;
mod history;
mod ledger;
mod master;
mod matrix;
mod movements;
mod multiples;
mod names;
mod newcomers;
mod orders;
mod over_time;
mod overview;
mod owners;
mod part;
mod parts;
mod pivot;
mod price_volume;
pub(crate) mod product_trends;
mod profit;
mod questions;
mod quotas;
mod ranks;
mod reasons;
mod referrals;
mod register;
mod retention;
mod rules_compared;
mod saved;
mod shared;
mod slices;
mod stopped;
mod table;
mod targets;
mod telling;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod top;
mod trend;
mod trend_lists;
mod watch;
pub mod words;
pub mod written;

pub use chart::*;
pub use check::{Aside, Decided, Decision, Example, Values, check, decisions, with_tables};
pub use classes::ClassMoves;
pub use commands::{bridge, full, share, top, trend, whole};
pub use detail::{Cell, Detail, Keys, Line, Stretch, detail};
pub use explain::explain;
pub use ledger::ledger;
pub use names::{aliases, names, with_suspects, wrote_aliases};
pub use part::{Part, part};
pub use parts::{PARTS, part_named, wants};
pub use pivot::{PivotSubject, pivot};
pub use questions::QUESTIONS;
pub use ranks::TopSummary;
pub use rules_compared::compare_rules;
pub use slices::sliced;
pub use table::*;
pub use template::{Template, TemplateColumn, template};
pub(crate) use text::told;
pub use text::*;
pub use trend::TrendCounts;
pub use watch::watch;

pub(crate) use bridge::{changes, line_label};
pub(crate) use check::brief;
pub(crate) use drivers::deciding;
pub(crate) use telling::relative;
pub(crate) use trend::usual_limit;

use crate::analyse::{Analysis, Names, Pivoted};
use crate::clean::{Costs, Understood};
use crate::cube::Cube;
use crate::follow::Aims;
use crate::model::companion::Companions;
use crate::model::{Audit, Day, InputOptions, Lang, Orders, Pivot, Problem, Rules};

/// What a report is made from: results, the facts and rows below them, and the rules they were made with.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub analysis: &'a Analysis,
    pub cube: &'a Cube,
    pub orders: &'a Orders,
    pub audit: &'a Audit,
    pub understood: &'a [Understood],
    /// The customers that may be one, where they were looked for.
    pub names: Option<&'a Names>,
    /// The lines of the alias file in force, as they stand.
    pub aliases: &'a [(String, String)],
    /// Warnings and notes of reading and cleaning.
    pub problems: &'a [Problem],
    pub rules: &'a Rules,
    /// What it costs to serve customers, where a file of it is given.
    pub costs: Option<&'a Costs>,
    /// The tables beside the orders that are given.
    pub companions: &'a Companions,
    /// The targets of the report's period, set against what was reached, where a table of them is given.
    pub aims: Option<&'a Aims>,
    /// The pivots that the settings file marks for the report.
    pub pivots: &'a [(Pivot, Pivoted)],
    pub input: &'a InputOptions,
    /// The business, where the settings name it.
    pub company: Option<&'a str>,
    /// The settings file that was used.
    pub settings: Option<&'a str>,
    pub lang: Lang,
}

/// What a command is asked to show of it.
#[derive(Clone, Debug)]
pub struct View {
    /// How many customers a table lists; the others are one line. `None`: the command's default, and whole in csv.
    pub top: Option<usize>,
    /// How many periods a bridge shows, one a row.
    pub last: usize,
    /// The customer to tell about, for `--customer`: the place in the cube.
    pub customer: Option<usize>,
    /// Whether the rows below it are listed, for `bridge --explain --customer`.
    pub lines: bool,
    /// Whether [`Report::data`] is wanted; without it, that of a command whose tables a reader asked for may be empty.
    pub data: bool,
}

/// One fact of the head of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub label: String,
    pub value: String,
    /// Whether it names files: of a path only the end need be shown, of a figure nothing may be cut.
    pub names_files: bool,
}

impl Fact {
    /// Makes a fact that is no name of a file.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Fact {
        Fact { label: label.into(), value: value.into(), names_files: false }
    }

    /// Makes a fact that names files.
    pub fn files(label: impl Into<String>, value: impl Into<String>) -> Fact {
        Fact { names_files: true, ..Fact::new(label, value) }
    }
}

impl View {
    /// What is shown where nothing is asked for.
    pub const USUAL: View = View { top: None, last: 1, customer: None, lines: false, data: true };
}

/// Everything that one command tells.
///
/// The terminal and Markdown lay it out so: `alert`, `verdict` (its first sentence stands out) with `findings` right below it, unless they
/// are numbered; the sections' leads, tables and notes in order; numbered findings, `notices`, then `account` without its header.
/// Charts are not drawn there: a table's last column, `Kind::Bar` or `Kind::Series`, is the small chart. A line break inside a
/// text is kept.
#[derive(Clone, Debug)]
pub struct Report {
    pub lang: Lang,
    /// `report`, `bridge`, `top`, `trend`, `share`, `names` or `check`; names the JSON schema too.
    pub command: &'static str,
    pub title: String,
    /// The business, where the settings name it.
    pub company: Option<String>,
    /// For the head of the page: period, compared with, as of, currency, files, rows.
    pub facts: Vec<Fact>,
    pub period: String,
    pub as_of: Day,
    pub currency: Option<String>,
    /// How many decimals tables print amounts with, 2 to 4.
    pub decimals: u8,
    /// That a large share of the rows or money is set aside: above all else where no page says it.
    pub alert: Option<Text>,
    /// What an experienced analyst would say first.
    pub verdict: Text,
    /// Further findings, each a sentence. A terminal prints the verdict, then each section's lead and tables, then these (what
    /// qualifies the tables), then the notices and the account.
    pub findings: Vec<Text>,
    /// Of each finding, the id of the section where its numbers stand; empty where the findings are of the command itself.
    pub drawn_from: Vec<&'static str>,
    /// Whether a terminal numbers the findings (`report`, `check`).
    pub numbered: bool,
    pub tiles: Vec<Tile>,
    /// What the tiles' small charts show.
    pub tiles_note: Option<Text>,
    /// What the reader must know of the data before using the figures.
    pub notices: Vec<Text>,
    pub sections: Vec<Section>,
    /// The command's csv: tidy and whole (as many rows as `View::top` where that is given). Money has no thousands separators.
    pub primary: Table,
    /// Read, used, set aside: the three lines that account for every row and amount.
    pub account: Table,
    /// Everything as data, for `--format json` and `report.json`.
    pub data: serde_json::Value,
    /// Fields of it that are text already; one that is in both is that of the data.
    pub written: Option<written::Written>,
}

/// A key figure with its history.
#[derive(Clone, Debug)]
pub struct Tile {
    pub id: &'static str,
    pub label: String,
    pub value: Value,
    pub kind: Kind,
    /// The unit behind the value where it has one of its own: 家, 单, customers.
    pub unit: String,
    /// Each a label (against the period before, the year before), the difference and the relative change in words.
    pub changes: Vec<TileChange>,
    pub history: Series,
}

/// One comparison of a tile.
#[derive(Clone, Debug)]
pub struct TileChange {
    pub label: String,
    pub difference: Text,
    /// The difference as a figure, for writers that hold numbers: a change of money or of a count; of shares a ratio, 0.01
    /// for a point.
    pub by: Value,
    pub relative: Option<Text>,
}

/// One numbered part of the page, one or more sheets of the workbook.
#[derive(Clone, Debug)]
pub struct Section {
    /// Stable English name, for anchors and file names: `overview` (the tiles as the primary table, for terminal and csv; a page
    /// shows the tiles instead), `bridge`, `drivers`, `top`, `concentration`, `trend`, `movements`, `classes`, `matrix`, `audit`.
    pub id: &'static str,
    /// The short name for navigation.
    pub nav: String,
    /// The finding, as the heading.
    pub finding: String,
    pub lead: Vec<Text>,
    pub blocks: Vec<Block>,
}

/// A piece of a section, in reading order.
#[derive(Clone, Debug)]
pub enum Block {
    Chart(Chart),
    Table(Table),
    Note(Text),
}
