//! Targets against what was reached: the section, and the lines beside revenue wherever it is shown.

use super::data;
use super::part::{Part, Told};
use super::telling::{Telling, plain_column, ratio, table, text};
use super::words::labels::Label;
use super::{Block, Kind, Row, RowRole, Table, TableRole, Text, TileChange, Value};
use crate::follow::{Aim, Frame, Scope};
use crate::model::{Day, Failure, Wants};

/// The part; absent where no target is given.
pub const PART: Part = Part::new("targets", Wants { customers: true, rows: true, ..Wants::NONE }, tell)
    .after("bridge")
    .only_where(|t| t.subject.aims.is_some());

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    let Some(aims) = t.subject.aims else {
        return Ok(Told::nothing(PART.id, (t.words.targets_nav(), t.words.targets_none()), t.words.full_stop()));
    };
    let finding = match aims.period.as_ref().or(aims.running.as_ref()) {
        Some(frame) => t.words.targets_finding(frame),
        None => t.words.targets_not_here(t.period()),
    };
    let mut told = Told::begin(PART.id, t.words.targets_nav(), finding.clone());
    told.verdict = Text::plain(finding).ended(t.words.full_stop());
    told.data = data::found(aims);
    told.primary = tidy(t);
    let section = &mut told.section;
    for (id, frame) in frames(t) {
        section.blocks.push(Block::Table(frame_table(t, id, frame)));
    }
    if aims.history.len() > 1 {
        section.blocks.push(Block::Table(history(t)));
    }
    section.blocks.push(Block::Note(Text::plain(t.words.targets_rule())));
    Ok(told)
}

/// Gives the frames that there are: the report's period, the year, the period that has not ended.
fn frames<'a>(t: &Telling<'a>) -> Vec<(&'static str, &'a Frame)> {
    let Some(aims) = t.subject.aims else { return Vec::new() };
    let all = [("targets", &aims.period), ("targets_year", &aims.year), ("targets_running", &aims.running)];
    all.into_iter().filter_map(|(id, frame)| Some((id, frame.as_ref()?))).collect()
}

/// Gives the name of what a target is of.
fn name(t: &Telling<'_>, aim: &Aim) -> String {
    match &aim.scope {
        Scope::Book { from } => t.words.targets_book(*from).to_owned(),
        Scope::Owner { name, .. } | Scope::Customer { name, .. } => name.clone(),
    }
}

/// Gives what was reached, how far that is ahead and as a share, as cells.
fn reached(aim: &Aim) -> [Value; 3] {
    [aim.actual.map_or(Value::Empty, Value::Money), aim.ahead().map_or(Value::Empty, Value::Change), ratio(aim.share())]
}

fn frame_table(t: &Telling<'_>, id: &'static str, frame: &Frame) -> Table {
    let mut table = table(id, TableRole::Secondary);
    table.finding = t.words.targets_frame(frame);
    table.subtitle = t.words.targets_subtitle(frame, t.subject.orders.currency.as_deref());
    let whole = frame.aims.iter().all(|aim| aim.due == aim.target);
    table.columns = vec![
        plain_column("of", t.words.targets_of(), Kind::Name),
        plain_column("target", t.words.targets_target(), Kind::Money),
    ];
    if !whole {
        table.columns.push(plain_column("due", t.words.targets_due(frame.to), Kind::Money));
    }
    table.columns.extend([
        plain_column("actual", t.words.targets_actual(), Kind::Money),
        plain_column("ahead", t.words.targets_ahead(), Kind::Change),
        plain_column("share", t.label(Label::Share), Kind::Share),
    ]);
    for aim in &frame.aims {
        let mut cells = vec![text(name(t, aim)), Value::Money(aim.target)];
        if !whole {
            cells.push(Value::Money(aim.due));
        }
        cells.extend(reached(aim));
        let book = matches!(aim.scope, Scope::Book { .. });
        table.rows.push(if book { Row::of(RowRole::Subtotal, cells) } else { Row::body(cells) });
    }
    table.notes.extend(notes(t, frame).into_iter().map(Text::plain));
    table
}

/// Says what qualifies a frame: days without a target, owners whom no row names, sums that differ.
fn notes(t: &Telling<'_>, frame: &Frame) -> Vec<String> {
    let mut notes = gaps(t, frame.aims.iter().map(|aim| (aim, name(t, aim))));
    let unknown = frame.aims.iter().filter(|aim| matches!(&aim.scope, Scope::Owner { known: false, .. }));
    let unknown: Vec<String> = unknown.filter(|aim| aim.actual.is_some()).map(|aim| name(t, aim)).collect();
    if !unknown.is_empty() {
        notes.push(t.words.targets_unknown(&unknown));
    }
    if frame.aims.iter().any(|aim| aim.actual.is_none()) {
        notes.push(t.words.targets_no_owner());
    }
    let own = frame.book().zip(frame.owners_sum);
    notes.extend(own.map(|(book, owners)| t.words.targets_owners_sum(owners, owners - book.target)));
    notes
}

/// Says which days of the period have no target. Most targets have the same gaps: each set of them is told once.
pub(crate) fn gaps<'a>(t: &Telling<'_>, aims: impl Iterator<Item = (&'a Aim, String)>) -> Vec<String> {
    let mut gaps: Vec<(&[(Day, Day)], Vec<String>)> = Vec::new();
    for (aim, name) in aims.filter(|(aim, _)| !aim.gaps.is_empty()) {
        match gaps.iter_mut().find(|(known, _)| *known == aim.gaps.as_slice()) {
            Some((_, names)) => names.push(name),
            None => gaps.push((&aim.gaps, vec![name])),
        }
    }
    gaps.iter().map(|(gaps, names)| t.words.targets_gap(gaps, names)).collect()
}

/// Gives the book in each complete period.
fn history(t: &Telling<'_>) -> Table {
    let mut table = table("targets_history", TableRole::Secondary);
    let all = t.subject.aims.map(|aims| aims.history.as_slice()).unwrap_or_default();
    let reached_all = all.iter().filter(|(_, aim)| aim.ahead().is_some_and(|ahead| !ahead.is_negative())).count();
    table.finding = t.words.targets_history(reached_all, all.len());
    table.columns = vec![
        plain_column("period", t.label(Label::Period), Kind::Text),
        plain_column("target", t.words.targets_target(), Kind::Money),
        plain_column("actual", t.words.targets_actual(), Kind::Money),
        plain_column("ahead", t.words.targets_ahead(), Kind::Change),
        plain_column("share", t.label(Label::Share), Kind::Share),
    ];
    for (period, aim) in all {
        let mut cells = vec![text(period.label()), Value::Money(aim.target)];
        cells.extend(reached(aim));
        table.rows.push(Row::body(cells));
    }
    table
}

/// Gives every target of every frame, for machines.
fn tidy(t: &Telling<'_>) -> Table {
    let mut tidy = table("targets_all", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    tidy.columns = [
        ("period", Kind::Text),
        ("to", Kind::Date),
        ("of", Kind::Text),
        ("name", Kind::Name),
        ("target", Kind::Money),
        ("due", Kind::Money),
        ("actual", Kind::Money),
        ("ahead", Kind::Money),
        ("share", Kind::Share),
    ]
    .map(id)
    .into();
    for (_, frame) in frames(t) {
        for aim in &frame.aims {
            let (of, name) = match &aim.scope {
                Scope::Book { .. } => ("book", Value::Empty),
                Scope::Owner { name, .. } => ("owner", text(name.as_str())),
                Scope::Customer { name, .. } => ("customer", text(name.as_str())),
            };
            let [actual, ahead, share] = reached(aim);
            let money = |value: Value| if let Value::Change(amount) = value { Value::Money(amount) } else { value };
            tidy.rows.push(Row::body(vec![
                text(frame.period.label()),
                Value::Date(frame.to),
                text(of),
                name,
                Value::Money(aim.target),
                Value::Money(aim.due),
                actual,
                money(ahead),
                share,
            ]));
        }
    }
    tidy
}

/// Puts the targets beside what a command tells as data, where they are given.
pub(crate) fn into(t: &Telling<'_>, document: &mut serde_json::Value) {
    if let (Some(aims), Some(fields)) = (t.subject.aims, document.as_object_mut()) {
        fields.insert("targets".to_owned(), data::found(aims));
    }
}

/// Says how the book stands to its targets: the report's period, the year, the one that has not ended. Nothing without targets.
pub(crate) fn of_book(t: &Telling<'_>) -> Vec<Text> {
    let lines = frames(t).into_iter().filter_map(|(_, frame)| Some(t.words.targets_line(frame, frame.book()?)));
    lines.collect()
}

/// Gives how far revenue is from its target, as a key figure says it.
pub(crate) fn change(t: &Telling<'_>) -> Option<TileChange> {
    let aim = t.subject.aims?.period.as_ref()?.book()?;
    let ahead = aim.ahead()?;
    let relative = aim.share().map(|share| Text::plain(t.speech.share(share)));
    let label = t.words.targets_target().to_owned();
    Some(TileChange { label, difference: Text::from(t.speech.delta(ahead)), by: Value::Change(ahead), relative })
}

/// Says the same of one customer.
pub(crate) fn of_customer(t: &Telling<'_>, customer: usize) -> Vec<String> {
    let lines = frames(t).into_iter();
    let lines = lines.filter_map(|(_, frame)| Some(t.words.targets_short(frame, frame.customer(customer)?)));
    lines.collect()
}

/// Says the same of a salesperson, in the report's period.
pub(crate) fn of_owner<'a>(t: &Telling<'a>, owner: &str) -> Option<&'a Aim> {
    t.subject.aims?.period.as_ref()?.owner(owner)
}
