//! How the files were understood, and what looks wrong; nothing is changed.
//!
//! The sheets and why one was chosen, the columns with what stands in them, every decision with what it rests on and what to type to
//! have it otherwise, what is set aside, and what a person should look at. A file of which no row counts, or that cannot be
//! understood at all, is shown as far as it was seen, with the reason.

mod aside;
mod columns;
mod decisions;
mod sheets;
mod tables;

pub use aside::{Aside, Example};
pub use decisions::{Decided, Decision, Values};
pub use tables::with_tables;

pub(super) use aside::asides;
use columns::Summed;

use super::telling::{count, plain_column, table, text};
use super::words::figures::Minus;
use super::words::{Speech, Words, message, words};
use super::{Block, Kind, Report, Row, Section, Table, TableRole, Text, Value, account};
use crate::clean::{self, Cleaned, Remark, Understood};
use crate::model::problem::{CleanProblem, Kind as ProblemKind, ReadProblem};
use crate::model::{Grain, InputOptions, Lang, Place, Problem, Severity};

/// How many columns that are not used are named.
const NAMED: usize = 2;

/// Tells how the input was understood; `verbose` shows every column that is not used and every note.
pub fn check(
    cleaned: &Cleaned,
    problems: &[Problem],
    input: &InputOptions,
    settings: Option<&str>,
    lang: Lang,
    verbose: bool,
) -> Report {
    let decimals = cleaned.orders.decimals.clamp(2, 4);
    let words = words(Speech { lang, minus: Minus::Ascii, decimals, grain: Grain::Quarter, full: true });
    let words = words.as_ref();
    let sheets = &cleaned.understood;
    // Where something kept the files from being understood, only their first rows were seen.
    let counted = !cleaned.audit.sources.is_empty();
    let groups = alike(sheets);
    let mut lines: Vec<String> = groups.iter().map(|group| words.understood(group, verbose, NAMED)).collect();
    lines.extend(cleaned.audit.credits.iter().map(|credits| {
        let (what, how) = words.credits_rule(credits);
        words.said_of(&what, &how)
    }));
    lines.extend(cleaned.audit.lookups.iter().map(|lookup| {
        let (what, how) = words.lookup_rule(lookup);
        words.said_of(&what, &how)
    }));
    if lines.is_empty() {
        lines.push(words.nothing_read());
    }
    if let Some(refused) = &cleaned.refused {
        lines.push(format!("{}{}", words.place(&refused.0.place), message(&refused.0, lang).text));
    }
    let mut blocks: Vec<Block> = sheets::sheets(words, sheets).into_iter().map(Block::Table).collect();
    for group in &groups {
        let mut table = columns::mapped(words, group, counted);
        if groups.len() > 1 {
            table.finding = name(words, group);
        }
        if !table.rows.is_empty() {
            blocks.push(Block::Table(table));
        }
        if (verbose || !counted) && !group[0].unused_columns.is_empty() {
            blocks.push(Block::Table(columns::unused(words, group[0])));
        }
        if counted {
            let mut decided = decisions::of_group(group, input);
            if groups.len() == 1 {
                decided.extend(decisions::of_all(cleaned, input));
            }
            blocks.push(Block::Table(changes(words, &decided)));
        }
    }
    if counted && groups.len() > 1 {
        blocks.push(Block::Table(changes(words, &decisions::of_all(cleaned, input))));
    }
    blocks.extend(sheets::sources(words, &cleaned.audit).map(Block::Table));
    let asides = asides(cleaned, input);
    if !asides.is_empty() {
        blocks.push(Block::Table(aside::table_of(words, &asides, &cleaned.audit)));
    }
    // Which of two columns was taken is always to be seen, and which tables were joined.
    let chosen = |problem: &Problem| {
        let joined = matches!(&problem.kind, ProblemKind::Read(ReadProblem::Parts { .. }));
        joined || matches!(&problem.kind, ProblemKind::Clean(CleanProblem::Chosen(_)))
    };
    let told = |problem: &&Problem| problem.severity != Severity::Note || verbose || chosen(problem);
    let mut shown: Vec<&Problem> = problems.iter().filter(told).filter(|problem| aside::tells_more(problem)).collect();
    // What should be mended comes first.
    shown.sort_by_key(|problem| problem.severity == Severity::Note && chosen(problem));
    let mut findings: Vec<Text> = groups.iter().flat_map(|group| remarks(words, group, groups.len() > 1)).collect();
    findings.extend(shown.iter().map(|problem| finding(words, problem, lang)));
    Report {
        lang,
        command: "check",
        title: words.check_title(),
        company: None,
        facts: Vec::new(),
        period: String::new(),
        as_of: cleaned.orders.span.as_of,
        currency: cleaned.orders.currency.clone(),
        decimals,
        alert: None,
        verdict: Text::plain(lines.join("\n")),
        findings,
        drawn_from: Vec::new(),
        numbered: true,
        tiles: Vec::new(),
        tiles_note: None,
        notices: Vec::new(),
        sections: vec![Section {
            id: "check",
            nav: words.check_title(),
            finding: String::new(),
            lead: Vec::new(),
            blocks,
        }],
        primary: tidy(sheets),
        account: if counted {
            account::lines(words, &cleaned.audit, cleaned.orders.span.as_of, settings)
        } else {
            table("account", TableRole::Facts)
        },
        written: None,
        data: super::data::check(cleaned, problems, &told_decisions(words, cleaned, &groups, input), &asides, lang),
    }
}

/// Gives a value as a sentence shows it: on one line, its end cut where it is long.
pub(crate) fn brief(text: &str) -> String {
    columns::cut(text, 24)
}

/// A decision with its words, for machines.
#[derive(Clone, Debug, serde::Serialize)]
pub(crate) struct ToldDecision {
    /// The first sheet of those that it is about; nothing where it is about all.
    file: Option<String>,
    sheet: Option<String>,
    option: &'static str,
    given: bool,
    what: String,
    decided: String,
    change: Vec<String>,
}

fn told_decisions(
    words: &dyn Words,
    cleaned: &Cleaned,
    groups: &[Vec<&Understood>],
    input: &InputOptions,
) -> Vec<ToldDecision> {
    if cleaned.audit.sources.is_empty() {
        return Vec::new();
    }
    let told = |of: Option<&Understood>, decision: &Decision| {
        let (what, decided) = words.decided(decision);
        ToldDecision {
            file: of.map(|sheet| sheet.file.clone()),
            sheet: of.and_then(|sheet| sheet.sheet.clone()),
            option: decision.option,
            given: decision.given,
            what,
            decided,
            change: decision.change.clone(),
        }
    };
    let mut all = Vec::new();
    for group in groups {
        all.extend(decisions::of_group(group, input).iter().map(|one| told(Some(group[0]), one)));
    }
    all.extend(decisions::of_all(cleaned, input).iter().map(|one| told(None, one)));
    all
}

/// Gives the table of decisions, and of what to type to have each otherwise.
fn changes(words: &dyn Words, decisions: &[Decision]) -> Table {
    let mut table = table("decisions", TableRole::Facts);
    table.columns = vec![
        plain_column("what", words.decided_label(), Kind::Text),
        plain_column("decided", "", Kind::Text),
        plain_column("change", words.change_label(), Kind::Text),
    ];
    for decision in decisions {
        let (what, decided) = words.decided(decision);
        table.rows.push(Row::body(vec![text(what), text(decided), text(decision.change.join(", "))]));
    }
    table
}

/// Gives one line a decision: how each file was read, which column each field is, and how its values are read.
pub fn decisions(cleaned: &Cleaned, lang: Lang) -> Vec<String> {
    let decimals = cleaned.orders.decimals.clamp(2, 4);
    let words = words(Speech { lang, minus: Minus::Ascii, decimals, grain: Grain::Quarter, full: true });
    let mut lines = Vec::new();
    for group in alike(&cleaned.understood) {
        let others = words.other_sheets(&group);
        lines.push(format!("{}{others}", words.understood(&group, true, NAMED)));
        for column in Summed::of(&group) {
            let read = words.column_read(column.first, column.distinct, column.range);
            let fits = words.fits_of(column.fits as usize, column.of as usize);
            lines.push(words.decision(column.first.field, &column.first.header, &read, &fits));
        }
    }
    lines
}

/// Gathers the sheets that were understood alike.
fn alike(sheets: &[Understood]) -> Vec<Vec<&Understood>> {
    let groups = clean::alike(sheets).into_iter();
    groups.map(|group| group.into_iter().map(|at| &sheets[at]).collect()).collect()
}

/// Names the first sheet of a group.
fn name(words: &dyn Words, group: &[&Understood]) -> String {
    let first = group[0];
    first.sheet.as_ref().map_or_else(|| first.file.clone(), |sheet| words.file_sheet(&first.file, sheet))
}

/// Gives what a person should look at in a group of sheets, with the group's first sheet where there are several groups.
fn remarks(words: &dyn Words, group: &[&Understood], named: bool) -> Vec<Text> {
    let mut sums: Vec<Remark> = Vec::new();
    for remark in group.iter().flat_map(|sheet| &sheet.remarks) {
        if !sums.iter_mut().any(|sum| sum.absorb(remark)) {
            sums.push(remark.clone());
        }
    }
    let place = |text| {
        if !named {
            return text;
        }
        let first = Place { file: Some(group[0].file.clone()), sheet: group[0].sheet.clone(), ..Place::default() };
        format!("{}{text}", words.place(&first))
    };
    sums.iter().map(|remark| Text::plain(place(words.remark(remark)))).collect()
}

fn finding(words: &dyn Words, problem: &Problem, lang: Lang) -> Text {
    let message = message(problem, lang);
    let place = words.place(&problem.place);
    let mut lines = vec![format!("{place}{}", message.text)];
    // Set in, so that they stand apart from where a long message goes on.
    let below = message.detail.iter().chain(&message.hint).flat_map(|text| text.lines());
    lines.extend(below.map(|line| format!("  {line}")));
    Text::plain(lines.join("\n"))
}

fn tidy(sheets: &[Understood]) -> Table {
    let mut table = table("check", TableRole::Primary);
    let id = |id: &'static str, kind| plain_column(id, id, kind);
    table.columns = vec![
        id("file", Kind::Name),
        id("sheet", Kind::Text),
        id("format", Kind::Text),
        id("encoding", Kind::Text),
        id("header_row", Kind::Count),
        id("rows", Kind::Count),
        id("field", Kind::Text),
        id("column", Kind::Text),
        id("read_as", Kind::Text),
        id("distinct", Kind::Count),
        id("first", Kind::Text),
        id("last", Kind::Text),
        id("fits", Kind::Count),
        id("of", Kind::Count),
        id("given", Kind::Mark),
        id("letter", Kind::Text),
        id("distinct_together", Kind::Count),
        id("examples", Kind::Text),
    ];
    for sheet in sheets {
        for column in &sheet.columns {
            let range = column.range.as_ref();
            table.rows.push(Row::body(vec![
                text(sheet.file.as_str()),
                sheet.sheet.as_deref().map_or(Value::Empty, text),
                text(sheet.format.as_str()),
                sheet.encoding.as_deref().map_or(Value::Empty, text),
                sheet.header_row.map_or(Value::Empty, |row| Value::Count(i64::from(row))),
                count(sheet.rows as usize),
                text(column.field.name()),
                text(column.header.as_str()),
                text(column.read_as.as_str()),
                column.distinct.map_or(Value::Empty, |distinct| count(distinct as usize)),
                range.map_or(Value::Empty, |range| text(range.0.as_str())),
                range.map_or(Value::Empty, |range| text(range.1.as_str())),
                count(column.fits as usize),
                count(column.of as usize),
                text(if column.given { "true" } else { "false" }),
                column.letter.as_deref().map_or(Value::Empty, text),
                column.together.map_or(Value::Empty, |distinct| count(distinct as usize)),
                text(column.examples.join("; ")),
            ]));
        }
    }
    table
}
