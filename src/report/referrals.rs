//! Referrals and groups: what customers bring beside what they buy, and the book by company.

use super::data;
use super::part::{Part, Told};
use super::telling::{Telling, count, plain_column, ratio, table, text, total_row};
use super::words::labels::Label;
use super::{Block, Kind, Row, RowRole, Table, TableRole, Value};
use crate::follow::{Referrals, referrals};
use crate::model::{Failure, Money, Wants};

/// The part.
pub const PART: Part =
    Part::new("referrals", Wants { orders: true, rows: true, ..Wants::NONE }, |t| Ok::<Told, Failure>(tell(t)))
        .after("classes")
        .only_where(|t| found(t).is_some());

/// How many rows of a list a page shows at first.
const SHOWN: usize = 10;

fn found(t: &Telling<'_>) -> Option<Referrals> {
    referrals(t.subject.cube, t.subject.analysis, t.subject.companions)
}

fn tell(t: &Telling<'_>) -> Told {
    let told_by = found(t).unwrap_or_default();
    let mut told = Told::begin(PART.id, t.words.referrals_nav(), t.words.referrals_finding(&told_by));
    told.verdict = t.words.referrals_verdict(&told_by, t.period());
    let section = &mut told.section;
    if told.verdict != super::Text::default() && told.verdict != super::Text::plain("") {
        section.lead.push(told.verdict.clone());
    }
    if !told_by.bringers.is_empty() {
        section.blocks.push(Block::Table(bringers(t, &told_by)));
    }
    if !told_by.groups.is_empty() {
        section.blocks.push(Block::Table(groups(t, &told_by)));
    }
    section.blocks.extend(told_by.circles.iter().map(|names| Block::Note(t.words.circle(names))));
    section.blocks.push(Block::Note(t.words.referrals_rule()));
    told.primary = tree(&told_by);
    told.data = data::found(&told_by);
    if let (Some(fields), groups) =
        (told.data.get_mut("groups").and_then(serde_json::Value::as_array_mut), &told_by.groups)
    {
        for (json, group) in fields.iter_mut().zip(groups) {
            json["customers"] = group.members.iter().map(|at| t.name(*at)).collect();
        }
    }
    told
}

fn bringers(t: &Telling<'_>, told: &Referrals) -> Table {
    let labels = t.words.master_labels();
    let mut table = table("referrals", TableRole::Secondary);
    table.show = Some(SHOWN);
    table.columns = vec![
        plain_column("customer", labels.bringer, Kind::Name),
        t.column("class", Label::Class, Kind::Mark),
        plain_column("own", labels.own, Kind::Money),
        plain_column("direct", labels.direct, Kind::Money),
        plain_column("tree", labels.tree, Kind::Money),
        plain_column("brought", labels.brought, Kind::Count),
        plain_column("below", labels.below, Kind::Count),
        plain_column("note", labels.small, Kind::Text),
    ];
    for one in &told.bringers {
        let note = one.more_than_it_buys.then(|| t.words.small_brings_much(one));
        table.rows.push(Row::body(vec![
            text(one.name.as_str()),
            one.class.map_or(Value::Empty, |class| text(class.to_string())),
            Value::Money(one.own),
            Value::Money(one.direct),
            Value::Money(one.tree),
            count(one.brought),
            count(one.below),
            note.map_or(Value::Empty, text),
        ]));
    }
    table
}

/// Gives the groups, with all other customers in a line, so that it adds up to the book.
fn groups(t: &Telling<'_>, told: &Referrals) -> Table {
    let labels = t.words.master_labels();
    let mut table = table("groups", TableRole::Secondary);
    table.finding = t.words.groups_finding(&told.groups);
    table.columns = vec![
        plain_column("group", labels.group, Kind::Name),
        plain_column("customers", labels.members, Kind::Text),
        t.column("opening", Label::Opening, Kind::Money),
        t.column("closing", Label::Closing, Kind::Money),
        t.column("change", Label::Change, Kind::Change),
        plain_column("window", t.words.a_year(), Kind::Money),
        t.column("share", Label::Share, Kind::Share),
    ];
    let place = t.place();
    let before = place.checked_sub(1).map_or(Money::ZERO, |place| t.total(place));
    let positive = t.subject.analysis.concentration.amount;
    let all = (
        before,
        t.total(place),
        t.subject.analysis.concentration.others.iter().map(|(_, amount)| *amount).sum::<Money>() + positive,
    );
    let sum = |of: fn(&crate::follow::Group) -> Money| told.groups.iter().map(of).sum::<Money>();
    let row = |role, name: String, members: String, (opening, closing, window): (Money, Money, Money)| {
        Row::of(
            role,
            vec![
                text(name),
                text(members),
                Value::Money(opening),
                Value::Money(closing),
                Value::Money(closing - opening),
                Value::Money(window),
                ratio(window.share_of(positive)),
            ],
        )
    };
    for group in &told.groups {
        let members: Vec<String> = group.members.iter().map(|at| t.name(*at).to_owned()).collect();
        let money = (group.opening, group.closing, group.window);
        table.rows.push(row(RowRole::Body, group.name.clone(), t.words.list(&members), money));
    }
    let rest = (all.0 - sum(|one| one.opening), all.1 - sum(|one| one.closing), all.2 - sum(|one| one.window));
    table.rows.push(row(RowRole::Rest, labels.ungrouped.to_owned(), String::new(), rest));
    let total = row(RowRole::Total, t.label(Label::Total), String::new(), all);
    table.rows.push(total_row(total.cells));
    table
}

/// Gives the tree, a customer that was brought a row.
fn tree(told: &Referrals) -> Table {
    let mut table = table("referral_tree", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("by_key", Kind::Text),
        ("by", Kind::Name),
        ("level", Kind::Count),
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("window", Kind::Money),
    ]
    .map(id)
    .into();
    for one in &told.bringers {
        for below in &one.customers {
            table.rows.push(Row::body(vec![
                text(one.key.as_str()),
                text(one.name.as_str()),
                count(below.level),
                text(below.key.as_str()),
                text(below.name.as_str()),
                Value::Money(below.window),
            ]));
        }
    }
    table
}
