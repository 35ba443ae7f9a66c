//! The customer master against the orders: what it lacks, leads, how leads became customers, and what wants mending.

use super::data;
use super::part::{Part, Told};
use super::telling::{Telling, count, date, plain_column, table, text};
use super::words::labels::Label;
use super::{Block, Column, Kind, Row, Table, TableRole, Text, Value};
use crate::follow::{Lead, MasterCheck, master_check};
use crate::model::companion::TableKind;
use crate::model::{Failure, Money, Wants};

/// The part.
pub const PART: Part = Part::new("master", Wants { orders: true, customers: true, rows: true, ..Wants::NONE }, |t| {
    Ok::<Told, Failure>(tell(t))
})
.after("classes")
.only_where(|t| t.subject.companions.customers.is_some());

/// How many rows of a list a page shows at first.
const SHOWN: usize = 10;

fn tell(t: &Telling<'_>) -> Told {
    let subject = &t.subject;
    let Some(check) = master_check(subject.cube, subject.analysis, subject.companions) else {
        return Told::nothing(PART.id, (t.words.master_nav(), t.words.master_none()), t.words.full_stop());
    };
    let mut told = Told::begin(PART.id, t.words.master_nav(), t.words.master_finding(&check));
    told.verdict = t.words.master_verdict(&check);
    let section = &mut told.section;
    if t.speech.full {
        told.findings = vec![Text::plain(t.words.master_finding(&check)).ended(t.words.full_stop())];
    } else {
        section.lead.push(told.verdict.clone());
    }
    let tables = [missing(t, &check), leads(t, &check), became(t, &check), faults(t, &check)];
    let filled = tables.into_iter().filter(|table| !table.rows.is_empty());
    let most = t.top(SHOWN);
    section.blocks.extend(filled.map(|table| {
        // A page unfolds the rest.
        let cut = t.speech.full && table.rows.len() > most;
        let finding = if cut { t.words.some_of(&table.finding, most, table.rows.len()) } else { table.finding };
        Block::Table(Table { show: Some(most), finding, ..table })
    }));
    section.blocks.push(Block::Note(t.words.master_rule()));
    section.blocks.extend(t.wanting(&[TableKind::FollowUps]));
    told.primary = tidy(t, &check);
    told.data = json(t, &check);
    told
}

fn list(id: &'static str, finding: &str, columns: Vec<Column>) -> Table {
    Table { finding: finding.to_owned(), columns, ..table(id, TableRole::Secondary) }
}

fn missing(t: &Telling<'_>, check: &MasterCheck) -> Table {
    let labels = t.words.master_labels();
    let columns = vec![
        t.column("customer", Label::Customer, Kind::Name),
        plain_column("window", t.words.a_year(), Kind::Money),
        t.column("first_order", Label::FirstOrder, Kind::Date),
        t.column("last_order", Label::LastOrder, Kind::Date),
    ];
    let mut table = list("master_missing", labels.missing, columns);
    table.rows.extend(check.missing.iter().map(|one| {
        Row::body(vec![t.name_cell(one.customer), Value::Money(one.window), date(one.first), date(one.last)])
    }));
    table
}

fn leads(t: &Telling<'_>, check: &MasterCheck) -> Table {
    let labels = t.words.master_labels();
    let columns = vec![
        t.column("customer", Label::Customer, Kind::Name),
        plain_column("owner", labels.owner, Kind::Text),
        plain_column("status", labels.status, Kind::Mark),
        plain_column("since", labels.since, Kind::Date),
        plain_column("age", labels.age, Kind::Count),
        plain_column("contacts", labels.contacts, Kind::Count),
        plain_column("last_contact", labels.last_contact, Kind::Date),
    ];
    let mut table = list("master_leads", labels.leads, columns);
    let row = |one: &Lead| {
        Row::body(vec![
            text(one.name.as_str()),
            text(one.owner.as_deref().unwrap_or(labels.no_owner)),
            one.status.map_or(Value::Empty, |status| text(t.words.status(status))),
            date(one.since),
            one.age.map_or(Value::Empty, |age| Value::Count(i64::from(age))),
            one.contacts.map_or(Value::Empty, count),
            date(one.last_contact),
        ])
    };
    table.rows.extend(check.leads.iter().map(row));
    table
}

fn became(t: &Telling<'_>, check: &MasterCheck) -> Table {
    let labels = t.words.master_labels();
    let columns = vec![
        t.column("customer", Label::Customer, Kind::Name),
        plain_column("owner", labels.owner, Kind::Text),
        plain_column("first_contact", labels.first_contact, Kind::Date),
        t.column("first_order", Label::FirstOrder, Kind::Date),
        plain_column("days", labels.days, Kind::Count),
        plain_column("contacts", labels.contacts, Kind::Count),
        plain_column("window", t.words.a_year(), Kind::Money),
    ];
    let mut table = list("master_became", labels.became, columns);
    table.rows.extend(check.became.iter().map(|one| {
        Row::body(vec![
            t.name_cell(one.customer),
            text(one.owner.as_deref().unwrap_or(labels.no_owner)),
            date(Some(one.first_contact)),
            date(Some(one.first_order)),
            Value::Count(i64::from(one.days)),
            count(one.contacts),
            Value::Money(one.window),
        ])
    }));
    table
}

/// Gives what wants mending: the kind, who it is about, what it is, the money of the window.
fn mended(t: &Telling<'_>, check: &MasterCheck) -> Vec<(&'static str, String, String, Option<Money>)> {
    let words = &t.words;
    let twice = check.twice.iter().map(|one| ("twice", one.names.join(" / "), words.twice(one), Some(one.window)));
    let contradicted = check.contradicted.iter();
    let contradicted = contradicted
        .map(|one| ("contradicted", one.name.clone(), words.contradicted(one.status, one.last), Some(one.window)));
    let unowned =
        check.unowned.iter().map(|one| ("no_owner", one.name.clone(), words.no_owner(one.lead), Some(one.window)));
    let shared = check.shared.iter();
    let shared =
        shared.map(|one| ("shared", one.names.join(" / "), words.shared(&one.text, one.email, one.one_group), None));
    twice.chain(contradicted).chain(unowned).chain(shared).collect()
}

fn faults(t: &Telling<'_>, check: &MasterCheck) -> Table {
    let labels = t.words.master_labels();
    let columns = vec![
        t.column("customer", Label::Customer, Kind::Text),
        plain_column("window", t.words.a_year(), Kind::Money),
        plain_column("what", labels.what, Kind::Text),
    ];
    let mut table = list("master_faults", labels.faults, columns);
    table.rows.extend(mended(t, check).into_iter().map(|(_, name, what, window)| {
        Row::body(vec![text(name), window.map_or(Value::Empty, Value::Money), text(what)])
    }));
    table
}

/// Gives all findings in one table, a kind and a customer a row.
fn tidy(t: &Telling<'_>, check: &MasterCheck) -> Table {
    let mut table = table("master_checks", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("kind", Kind::Text),
        ("customer", Kind::Name),
        ("owner", Kind::Text),
        ("since", Kind::Date),
        ("days", Kind::Count),
        ("contacts", Kind::Count),
        ("first_order", Kind::Date),
        ("window", Kind::Money),
        ("what", Kind::Text),
    ]
    .map(id)
    .into();
    let row = |cells: [Value; 9]| Row::body(cells.into());
    let owner = |owner: &Option<String>| owner.as_deref().map_or(Value::Empty, text);
    let none = || Value::Empty;
    for one in &check.missing {
        let (name, window) = (t.name_cell(one.customer), Value::Money(one.window));
        table.rows.push(row([text("missing"), name, none(), none(), none(), none(), date(one.first), window, none()]));
    }
    for one in &check.leads {
        let days = one.age.map_or(Value::Empty, |age| Value::Count(i64::from(age)));
        let (name, contacts) = (text(one.name.as_str()), one.contacts.map_or(Value::Empty, count));
        table.rows.push(row([
            text("lead"),
            name,
            owner(&one.owner),
            date(one.since),
            days,
            contacts,
            none(),
            none(),
            none(),
        ]));
    }
    for one in &check.became {
        table.rows.push(row([
            text("became"),
            t.name_cell(one.customer),
            owner(&one.owner),
            date(Some(one.first_contact)),
            Value::Count(i64::from(one.days)),
            count(one.contacts),
            date(Some(one.first_order)),
            Value::Money(one.window),
            none(),
        ]));
    }
    for (kind, name, what, window) in mended(t, check) {
        let window = window.map_or(Value::Empty, Value::Money);
        table.rows.push(row([text(kind), text(name), none(), none(), none(), none(), none(), window, text(what)]));
    }
    table
}

fn json(t: &Telling<'_>, check: &MasterCheck) -> serde_json::Value {
    let mut found = data::found(check);
    if let Some(fields) = found.as_object_mut() {
        let missing = check.missing.iter().map(|one| data::of_customer(t, one.customer, one)).collect();
        let became = check.became.iter().map(|one| data::of_customer(t, one.customer, one)).collect();
        fields.insert("missing".to_owned(), missing);
        fields.insert("became".to_owned(), became);
        fields.insert("median_contacts".to_owned(), check.median_contacts().into());
        fields.insert("median_days".to_owned(), check.median_days().into());
    }
    found
}
