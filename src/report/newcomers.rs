//! New customers after their first order: whether they order again, by when they should, and which of them promise more.

use super::data;
use super::findings::Candidate;
use super::part::{Part, Told};
use super::telling::{Telling, count, date, number, plain_column, table, text};
use super::words::Words;
use super::words::labels::Label;
use super::{Block, Kind, Row, Table, TableRole, Text, Value};
use crate::follow::{Newcomer, Newcomers, Promise, Step, newcomers};
use crate::model::companion::TableKind;
use crate::model::{Failure, Wants};

/// The part, and its command.
pub const PART: Part = Part::new("newcomers", Wants { orders: true, products: true, rows: true, ..Wants::NONE }, |t| {
    Ok::<Told, Failure>(tell(t))
})
.after("movements");

/// How many a terminal and a page list at first.
const SHOWN: [usize; 2] = [10, 20];

fn tell(t: &Telling<'_>) -> Told {
    let subject = &t.subject;
    let found = newcomers(subject.cube, subject.orders, subject.companions, subject.analysis, t.rules());
    let Some(found) = found else {
        let why = t.words.newcomers_unknown();
        let mut told = Told::begin(PART.id, t.words.newcomers_nav(), why);
        told.verdict = Text::plain(why).ended(t.words.full_stop());
        return told;
    };
    let mut told = Told::begin(PART.id, t.words.newcomers_nav(), t.words.new_after_finding(&found));
    told.verdict = t.words.newcomers_verdict(&found);
    told.findings.push(t.words.newcomers_habit(&found));
    told.data = json(t, &found);
    told.primary = tidy(t, &found);
    told.candidates.extend(offered(&found));
    let section = &mut told.section;
    if !t.speech.full {
        section.lead.push(told.verdict.clone());
        section.lead.extend(told.findings.iter().cloned());
    }
    if !found.list.is_empty() {
        section.blocks.push(Block::Table(list(t, &found)));
        section.blocks.push(Block::Note(t.words.newcomers_rule()));
        section.blocks.extend(t.wanting(&[TableKind::Customers]));
    }
    told
}

/// Offers that new customers do not come back: what those that should have ordered again brought so far.
fn offered(found: &Newcomers) -> Option<Candidate> {
    let stalled = found.steps.iter().find(|(step, _)| *step == Step::Stalled).map(|(_, tally)| *tally)?;
    let (all, days) = (found.list.len(), found.habit.days?);
    let say = move |words: &dyn Words| words.said_stalled(stalled, all, days);
    (stalled.n > 0).then(|| Candidate::new((PART.id, PART.id), stalled.amount, 0.8, say))
}

fn list(t: &Telling<'_>, found: &Newcomers) -> Table {
    let page = !t.speech.full;
    let mut table = table("new_after", if page { TableRole::Register } else { TableRole::Secondary });
    let shown = t.top(SHOWN[usize::from(page)]);
    let mut all: Vec<&Newcomer> = found.list.iter().collect();
    let of = all.len();
    if page {
        table.show = Some(shown);
        table.finding = t.words.newcomers_list(of, of);
        table.subtitle = t.words.new_after_subtitle(found, t.subject.orders.currency.as_deref());
    } else {
        all.truncate(shown);
    }
    let name = if page { t.label(Label::Customer) } else { t.words.newcomers_list(all.len(), of) };
    table.columns = vec![
        plain_column("customer", name, Kind::Name),
        plain_column("first", t.words.first_order(), Kind::Date),
        plain_column("first_amount", t.words.first_amount(), Kind::Money),
        plain_column("order_days", t.words.days_ordered(), Kind::Count),
        plain_column("amount", t.words.amount_so_far(), Kind::Money),
        plain_column("step", t.words.step_heading(), Kind::Mark),
    ];
    if page {
        table.columns.extend([
            plain_column("second", t.words.second_order(), Kind::Date),
            plain_column("due", t.words.due_heading(), Kind::Date),
            plain_column("last_amount", t.words.last_amount(), Kind::Money),
            plain_column("products", t.words.products_first(), Kind::Count),
            plain_column("products_all", t.words.products_all(), Kind::Count),
            plain_column("promise", t.words.promise_heading(), Kind::Text),
        ]);
    }
    let owner = page && found.list.iter().any(|one| one.owner.is_some());
    if owner {
        table.columns.push(plain_column("owner", t.words.owner_heading(), Kind::Text));
    }
    for one in all {
        let mut cells = vec![
            t.name_cell(one.customer),
            date(Some(one.first)),
            Value::Money(one.first_amount),
            count(one.order_days),
            Value::Money(one.amount),
            text(t.words.step(one.step)),
        ];
        if page {
            cells.extend([
                date(one.second),
                date(one.due),
                one.last_amount.map_or(Value::Empty, Value::Money),
                one.products.map_or(Value::Empty, |(first, _)| count(first)),
                one.products.map_or(Value::Empty, |(_, all)| count(all)),
                promises(t, &one.promises),
            ]);
        }
        if owner {
            cells.push(one.owner.as_deref().map_or(Value::Empty, text));
        }
        let hot = if one.step == Step::Stalled { vec!["step"] } else { Vec::new() };
        table.rows.push(Row::body(cells).hot(hot));
    }
    table
}

fn promises(t: &Telling<'_>, promises: &[Promise]) -> Value {
    let words: Vec<String> = promises.iter().map(|promise| t.words.promise(*promise).to_owned()).collect();
    if words.is_empty() { Value::Empty } else { text(t.words.list(&words)) }
}

fn step_id(step: Step) -> &'static str {
    match step {
        Step::Again => "again",
        Step::Waiting => "waiting",
        Step::Due => "due",
        Step::Stalled => "stalled",
        Step::Unknown => "unknown",
    }
}

/// Gives every new customer as a tidy table.
fn tidy(t: &Telling<'_>, found: &Newcomers) -> Table {
    let mut table = table("new_customers", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("first", Kind::Date),
        ("first_amount", Kind::Money),
        ("order_days", Kind::Count),
        ("amount", Kind::Money),
        ("step", Kind::Mark),
        ("second", Kind::Date),
        ("days", Kind::Count),
        ("due", Kind::Date),
        ("last", Kind::Date),
        ("last_amount", Kind::Money),
        ("products_first", Kind::Count),
        ("products", Kind::Count),
        ("habit_days", Kind::Number(1)),
    ]
    .map(id)
    .into();
    for one in &found.list {
        table.rows.push(Row::body(vec![
            t.key_cell(one.customer),
            t.name_cell(one.customer),
            date(Some(one.first)),
            Value::Money(one.first_amount),
            count(one.order_days),
            Value::Money(one.amount),
            text(step_id(one.step)),
            date(one.second),
            Value::Count(i64::from(one.days)),
            date(one.due),
            date(Some(one.last)),
            one.last_amount.map_or(Value::Empty, Value::Money),
            one.products.map_or(Value::Empty, |(first, _)| count(first)),
            one.products.map_or(Value::Empty, |(_, all)| count(all)),
            number(found.habit.days),
        ]));
    }
    table
}

fn json(t: &Telling<'_>, found: &Newcomers) -> serde_json::Value {
    let mut data = data::found(found);
    if let Some(fields) = data.as_object_mut() {
        let steps = found.steps.iter().map(|(step, tally)| (step_id(*step).to_owned(), data::found(tally)));
        fields.insert("steps".to_owned(), serde_json::Value::Object(steps.collect()));
        let list = found.list.iter().map(|one| data::of_customer(t, one.customer, one));
        fields.insert("customers".to_owned(), list.collect());
    }
    data
}
