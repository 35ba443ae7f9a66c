//! Referrals and groups: what customers bring beside what they buy, and the book by company.

use super::bridge::line_label;
use super::data;
use super::part::{Part, Told};
use super::telling::{Telling, count, plain_column, ratio, table, text, total_row};
use super::words::labels::Label;
use super::{Block, Kind, Row, RowRole, Table, TableRole, Text, Value};
use crate::analyse::RuleCounts;
use crate::follow::{ByCompany, Referrals, names_any, referrals};
use crate::model::companion::TableKind;
use crate::model::{Failure, Money, Wants};

/// The part.
pub const PART: Part =
    Part::new("referrals", Wants { orders: true, rows: true, ..Wants::NONE }, tell).after("classes").only_where(named);

/// How many rows of a list a page shows at first.
const SHOWN: usize = 10;

fn named(t: &Telling<'_>) -> bool {
    t.subject.companions.customers.as_ref().is_some_and(names_any)
}

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    let subject = &t.subject;
    let told_by = referrals(subject.cube, subject.analysis, subject.companions, t.rules())?;
    let Some(told_by) = told_by else {
        return Ok(Told::nothing(PART.id, (t.words.referrals_nav(), t.words.referrals_none()), t.words.full_stop()));
    };
    let mut told = Told::begin(PART.id, t.words.referrals_nav(), t.words.referrals_finding(&told_by));
    told.verdict = t.words.referrals_verdict(&told_by, t.period());
    let section = &mut told.section;
    let says = told.verdict != Text::default() && told.verdict != Text::plain("");
    if t.speech.full {
        let finding = Text::plain(t.words.referrals_finding(&told_by)).ended(t.words.full_stop());
        told.findings.extend(says.then(|| std::mem::replace(&mut told.verdict, finding.clone())));
        told.verdict = finding;
    } else if says {
        section.lead.push(told.verdict.clone());
    }
    if !told_by.bringers.is_empty() {
        section.blocks.push(Block::Table(bringers(t, &told_by)));
    }
    if !told_by.groups.is_empty() {
        section.blocks.push(Block::Table(groups(t, &told_by)));
    }
    section.blocks.extend(told_by.by_company.as_ref().map(|both| Block::Table(by_company(t, both))));
    section.blocks.extend(told_by.circles.iter().map(|names| Block::Note(t.words.circle(names))));
    section.blocks.push(Block::Note(t.words.referrals_rule()));
    section.blocks.extend(t.wanting(&[TableKind::Costs]));
    told.primary = tree(&told_by);
    told.data = data::found(&told_by);
    if let (Some(fields), groups) =
        (told.data.get_mut("groups").and_then(serde_json::Value::as_array_mut), &told_by.groups)
    {
        for (json, group) in fields.iter_mut().zip(groups) {
            json["customers"] = group.members.iter().map(|at| t.name(*at)).collect();
        }
    }
    Ok(told)
}

fn bringers(t: &Telling<'_>, told: &Referrals) -> Table {
    let labels = t.words.master_labels();
    let mut table = table("referrals", TableRole::Secondary);
    table.show = Some(t.top(SHOWN));
    // A terminal has room for what it comes to.
    let page = !t.speech.full;
    table.columns = vec![
        plain_column("customer", labels.bringer, Kind::Name),
        t.column("class", Label::Class, Kind::Mark),
        plain_column("own", labels.own, Kind::Money),
    ];
    table.columns.extend(page.then(|| plain_column("direct", labels.direct, Kind::Money)));
    table.columns.extend([
        plain_column("tree", labels.tree, Kind::Money),
        plain_column("brought", labels.brought, Kind::Count),
        plain_column("below", labels.below, Kind::Count),
    ]);
    table.columns.extend(page.then(|| plain_column("note", labels.small, Kind::Text)));
    for one in &told.bringers {
        let mut cells = vec![
            text(one.name.as_str()),
            one.class.map_or(Value::Empty, |class| text(class.to_string())),
            Value::Money(one.own),
        ];
        cells.extend(page.then_some(Value::Money(one.direct)));
        cells.extend([Value::Money(one.tree), count(one.brought), count(one.below)]);
        let note = one.more_than_it_buys.then(|| text(t.words.small_brings_much(one)));
        cells.extend(page.then(|| note.unwrap_or(Value::Empty)));
        table.rows.push(Row::body(cells));
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
        t.column("movement", Label::Movement, Kind::Mark),
    ];
    let page = !t.speech.full;
    table.columns.extend(page.then(|| plain_column("window", t.words.a_year(), Kind::Money)));
    table.columns.push(t.column("share", Label::Share, Kind::Share));
    let place = t.place();
    let before = place.checked_sub(1).map_or(Money::ZERO, |place| t.total(place));
    let positive = t.subject.analysis.concentration.amount;
    let all = (
        before,
        t.total(place),
        t.subject.analysis.concentration.others.iter().map(|(_, amount)| *amount).sum::<Money>() + positive,
    );
    let sum = |of: fn(&crate::follow::Group) -> Money| told.groups.iter().map(of).sum::<Money>();
    let row =
        |role, name: String, (members, moved): (String, Value), (opening, closing, window): (Money, Money, Money)| {
            let mut cells = vec![
                text(name),
                text(members),
                Value::Money(opening),
                Value::Money(closing),
                Value::Money(closing - opening),
                moved,
            ];
            cells.extend(page.then_some(Value::Money(window)));
            cells.push(ratio(window.share_of(positive)));
            Row::of(role, cells)
        };
    for group in &told.groups {
        let members: Vec<String> = group.members.iter().map(|at| t.name(*at).to_owned()).collect();
        let money = (group.opening, group.closing, group.window);
        let moved = group.movement.map_or(Value::Empty, |movement| text(t.words.movement(movement)));
        table.rows.push(row(RowRole::Body, group.name.clone(), (t.words.list(&members), moved), money));
    }
    let rest = (all.0 - sum(|one| one.opening), all.1 - sum(|one| one.closing), all.2 - sum(|one| one.window));
    table.rows.push(row(RowRole::Rest, labels.ungrouped.to_owned(), (String::new(), Value::Empty), rest));
    let total = row(RowRole::Total, t.label(Label::Total), (String::new(), Value::Empty), all);
    table.rows.push(total_row(total.cells));
    table
}

/// Gives the lines of the bridge by customer, and with each group as one.
fn by_company(t: &Telling<'_>, both: &ByCompany) -> Table {
    let labels = t.words.master_labels();
    let mut table = table("groups_bridge", TableRole::Secondary);
    table.finding = t.words.groups_bridge_finding(both);
    table.columns = vec![
        t.column("line", Label::Line, Kind::Name),
        plain_column("by_customer", labels.by_customer, Kind::Money),
        plain_column("customers", t.label(Label::Customers), Kind::Count),
        plain_column("by_group", labels.by_group, Kind::Money),
        plain_column("groups", labels.companies, Kind::Count),
    ];
    for ((id, own), (_, one)) in both.customers.lines.named().into_iter().zip(both.groups.lines.named()) {
        let level = matches!(id, "opening" | "closing");
        if matches!(id, "adjustments" | "fx" | "rest") && own.is_zero() && one.is_zero() {
            continue;
        }
        let money = |amount| if level { Value::Money(amount) } else { Value::Change(amount) };
        let number = |moved: &RuleCounts| moved.of_line(id).map_or(Value::Empty, count);
        let (n, m) = (number(&both.customers.moved), number(&both.groups.moved));
        let cells = vec![text(t.label(line_label(id))), money(own), n, money(one), m];
        let role = if level { RowRole::Total } else { RowRole::Body };
        table.rows.push(Row { group: (!level).then_some(id), ..Row::of(role, cells).named(id) });
    }
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
