//! Why customers left and shrank: by reason and over time, what may be won back, what nobody has explained, what to learn.

mod data;
mod lists;
mod offered;
mod sums;

use self::data::{json, tidy};
use self::lists::{lessons, owners, unexplained, won_back};
pub(crate) use self::offered::offered;
use self::sums::{by_reason, over_time, ranked, recoverable};
use super::part::{Part, Told};
use super::telling::Telling;
use super::{Block, Text};
use crate::analyse::bridges;
use crate::follow::{self, ReasonScene};
use crate::model::companion::TableKind;
use crate::model::{Failure, Period, Stated, Wants};

/// The part, and its command; the report shows it where a log of talks is given.
pub const PART: Part = Part::new("reasons", Wants { orders: true, customers: true, rows: true, ..Wants::NONE }, tell)
    .after("movements")
    .only_where(|t| t.subject.companions.follow_ups.is_some());

/// Over how many months back reasons are told, where `--since` says nothing else.
const MONTHS: i32 = 24;
/// How many lines a list has at first.
const SHOWN: usize = 10;

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    // Their sentences are whole.
    let nothing = |why: String| Told::nothing(PART.id, (t.words.reasons_nav(), why), "");
    if t.subject.companions.follow_ups.is_none() {
        return Ok(nothing(t.words.reasons_no_log()));
    }
    let found = follow::reasons(&scene(t), &told_of(t)?)?;
    if found.lost.n + found.down.n == 0 {
        return Ok(nothing(t.words.reasons_no_loss()));
    }
    let mut told = Told::begin(PART.id, t.words.reasons_nav(), t.words.reasons_finding(&found));
    told.verdict = t.words.reasons_verdict(&found);
    told.data = json(t, &found);
    told.primary = tidy(t, &found);
    let section = &mut told.section;
    let page = !t.speech.full;
    if page {
        section.lead.push(told.verdict.clone());
        section.blocks.push(Block::Chart(ranked(t, &found)));
    }
    section.blocks.push(Block::Table(by_reason(t, &found)));
    if found.periods.len() > 1 && page {
        section.blocks.push(Block::Table(over_time(t, &found)));
    }
    section.blocks.push(Block::Table(recoverable(t, &found)));
    if !found.unexplained.is_empty() {
        section.blocks.push(Block::Table(owners(t, &found)));
        section.blocks.push(Block::Table(unexplained(t, &found)));
    }
    if !found.lessons.is_empty() {
        section.blocks.push(Block::Table(lessons(t, &found)));
    }
    if !found.won_back.is_empty() {
        section.blocks.push(Block::Table(won_back(t, &found)));
    }
    section.blocks.push(Block::Note(Text::plain(t.words.reasons_rule())));
    section.blocks.extend(t.wanting(&[
        TableKind::Customers,
        TableKind::Receivables,
        TableKind::Claims,
        TableKind::Stock,
    ]));
    Ok(told)
}

fn scene<'a>(t: &Telling<'a>) -> ReasonScene<'a> {
    ReasonScene { cube: t.subject.cube, orders: t.subject.orders, companions: t.subject.companions, rules: t.rules() }
}

/// Gives the bridges of the periods that reasons are told of, up to the report's.
fn told_of(t: &Telling<'_>) -> Result<Vec<crate::analyse::Bridge>, Failure> {
    let period = t.period();
    if !t.subject.analysis.complete {
        return Ok(Vec::new());
    }
    let from = t.rules().since.unwrap_or_else(|| period.last_day().plus_days(1).plus_months(-MONTHS));
    let within = |one: &Period| one.first_day() >= from;
    let first = t.subject.cube.periods.iter().position(within).unwrap_or(0).max(1);
    bridges(t.subject.cube, t.rules(), first..t.place() + 1)
}

/// Gives a reason in words.
fn reason(t: &Telling<'_>, reason: Option<&Stated>) -> String {
    match reason {
        None => t.words.reasons_none().to_owned(),
        Some(Stated::Listed(cause)) => t.words.cause(*cause).to_owned(),
        Some(Stated::Own(text)) => text.clone(),
        Some(Stated::Unlisted(text)) => t.words.reasons_unlisted(text),
    }
}
