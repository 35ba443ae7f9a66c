//! Whom to follow up: the list with its reasons, the arithmetic of its order, and the sheet that people fill in.

use std::collections::BTreeMap;

use super::data;
use super::part::{Part, Told};
use super::questions;
use super::telling::{Telling, count, date, plain_column, table, text};
use super::words::follow::form;
use super::words::labels::Label;
use super::{Block, Kind, Row, RowRole, Table, TableRole, Value};
use crate::follow::{Beside, Due, FollowList, FormField, Known, Why, due};
use crate::model::{Failure, Filter, Money, Wants};

/// The part, and its command.
pub const PART: Part = Part::new("follow", Wants { orders: true, customers: true, rows: true, ..Wants::NONE }, |t| {
    Ok::<Told, Failure>(tell(t))
})
.after("movements");

/// How many a terminal and a page list at first.
const SHOWN: usize = 20;
/// How many reasons a terminal tells.
const TOLD: usize = 2;

fn tell(t: &Telling<'_>) -> Told {
    let mut beside = Beside::of(t.subject.orders, t.subject.companions, t.rules(), t.as_of());
    // Whom the filter left out is no lead, though its orders are not at hand.
    let filters = &t.subject.input.filters;
    beside.leads.retain(|lead| filters.iter().all(|filter| keeps(filter, lead)));
    let list = due(t.subject.cube, t.subject.analysis, t.rules(), &beside);
    let mut told = Told::begin(PART.id, t.words.follow_nav(), t.words.follow_finding(&list));
    told.verdict = t.words.follow_verdict(&list);
    told.findings.extend(t.words.follow_beside(&list));
    let every = [&list.due, &list.soon, &list.later].into_iter().flatten();
    let customers: Vec<usize> = every.filter_map(|due| due.customer).collect();
    let asked = questions::of_customers(t, &customers);
    told.data = data::found(&list);
    told.primary = tidy(t, &list, &asked);
    let section = &mut told.section;
    if !t.speech.full {
        section.lead.push(told.verdict.clone());
        section.lead.extend(t.words.follow_beside(&list));
    }
    if !list.due.is_empty() || !list.soon.is_empty() {
        section.blocks.push(Block::Table(whom(t, &list, &asked)));
        if t.speech.full && !list.due.is_empty() {
            section.blocks.push(Block::Table(arithmetic(t, &list)));
        }
        section.blocks.push(Block::Note(t.words.follow_rule(&t.rules().every)));
    }
    let missing = t.words.follow_missing(&list);
    section.blocks.extend(missing.map(Block::Note));
    section.blocks.extend(forms(t, &list, &asked).into_iter().map(Block::Table));
    told
}

/// Says whether a filter of owners keeps a customer without orders; other filters know nothing of it, and keep none.
fn keeps(filter: &Filter, lead: &Known) -> bool {
    let owners = filter.column == "owner" || FormField::known(&filter.column) == Some(FormField::Owner);
    owners && filter.keep == lead.owner.as_ref().is_some_and(|owner| filter.values.contains(owner))
}

/// Gives the reasons of a customer in words, the weightiest first.
fn whys(t: &Telling<'_>, due: &Due, brief: bool) -> String {
    let spoken = due.last_contact.is_some();
    let mut words: Vec<String> =
        due.whys.iter().map(|why| t.words.follow_why(why, t.period(), t.as_of(), spoken)).collect();
    // A terminal has room for two.
    let more = words.len().saturating_sub(TOLD);
    if brief && more > 0 {
        words.truncate(TOLD);
        words.push(t.words.follow_more(more));
    }
    words.join(t.words.follow_between())
}

/// What to ask of customers that buy less, by what their own figures show.
type Asked = BTreeMap<usize, String>;

/// Gives what to ask: about what was agreed or is owed, and about what the figures show; a question a reason where they show
/// nothing.
fn asks(t: &Telling<'_>, due: &Due, asked: &Asked) -> String {
    let falls =
        |why: &&Why| matches!(why, Why::Overdue { .. } | Why::Lost { .. } | Why::Plunge { .. } | Why::Streak { .. });
    let own = due.whys.iter().filter(|why| !falls(why)).take(1).map(|why| t.words.follow_ask(why).to_owned());
    let figures = due.customer.and_then(|customer| asked.get(&customer)).cloned();
    let fall = || due.whys.iter().find(falls).map(|why| t.words.follow_ask(why).to_owned());
    let falling = due.whys.iter().any(|why| falls(&why));
    let told = if falling { figures.or_else(fall) } else { None };
    own.chain(told).collect::<Vec<_>>().join(t.words.sentence_gap())
}

fn class(due: &Due) -> Value {
    due.class.map_or(Value::Empty, |class| text(class.to_string()))
}

fn owner(due: &Due) -> Value {
    due.owner.as_deref().map_or(Value::Empty, text)
}

/// Says whether several people look after the customers of the list.
fn several(list: &FollowList) -> bool {
    list.owners().len() > 1
}

/// Gives the days from the last order to the day that the report speaks from, and that order's day.
fn silence(t: &Telling<'_>, due: &Due) -> [Value; 2] {
    let cadence = due.customer.and_then(|customer| t.trend(customer)).map(|trend| &trend.cadence);
    let silence = cadence.and_then(|cadence| cadence.silence);
    [
        date(cadence.and_then(|cadence| cadence.last_order)),
        silence.map_or(Value::Empty, |days| Value::Count(i64::from(days))),
    ]
}

/// Lists whom to contact, and below them whose day comes soon.
fn whom(t: &Telling<'_>, list: &FollowList, asked: &Asked) -> Table {
    let full = t.speech.full;
    let owners = !full && several(list);
    let mut table = table("follow", if full { TableRole::Secondary } else { TableRole::Register });
    let shown = t.top(SHOWN);
    let mut all: Vec<&Due> = list.due.iter().collect();
    if full {
        all.truncate(shown);
    } else {
        table.show = Some(shown);
        table.subtitle = t.words.follow_subtitle(t.as_of(), t.subject.orders.currency.as_deref());
    }
    let listed = all.len();
    all.extend(&list.soon);
    table.columns = vec![
        plain_column("due", t.words.follow_due(), Kind::Date),
        t.column("customer", Label::Customer, Kind::Name),
        t.column("class", Label::Class, Kind::Mark),
    ];
    if owners {
        table.columns.push(plain_column("owner", t.words.follow_owner(), Kind::Text));
    }
    table.columns.push(plain_column("why", t.words.follow_why_heading(), Kind::Text));
    if !full {
        table.columns.push(plain_column("ask", t.words.follow_ask_heading(), Kind::Text));
        table.columns.extend(sum_columns(t));
        table.columns.push(plain_column("series", t.words.last_periods(t.recent().len()), Kind::Series));
    }
    let recorded = all.iter().any(|due| due.last_contact.is_some());
    if recorded {
        table.columns.push(plain_column("record", t.words.follow_record(), Kind::Text));
    }
    for (at, due) in all.into_iter().enumerate() {
        if at == listed && listed < list.due.len() {
            table.rows.push(others(t, list.due.len() - listed, table.columns.len()));
        }
        let mut cells = vec![Value::Date(due.day), text(due.name.as_str()), class(due)];
        if owners {
            cells.push(owner(due));
        }
        cells.push(text(whys(t, due, full)));
        if !full {
            cells.push(text(asks(t, due, asked)));
            cells.extend(sums(due));
            cells.push(due.customer.map_or(Value::Empty, |customer| Value::Series(t.series(customer).into())));
        }
        if recorded {
            cells.push(due.last_contact.as_ref().map_or(Value::Empty, |last| text(t.words.follow_contact(last))));
        }
        table.rows.push(Row::body(cells));
    }
    if table.rows.len() == listed && listed < list.due.len() {
        table.rows.push(others(t, list.due.len() - listed, table.columns.len()));
    }
    // A small chart is the last column.
    if let Some(at) = table.columns.iter().position(|column| column.kind == Kind::Series) {
        let series = table.columns.remove(at);
        table.columns.push(series);
        for row in &mut table.rows {
            let cell = row.cells.remove(at);
            row.cells.push(cell);
        }
    }
    table
}

/// Says how many customers are due beyond those listed.
fn others(t: &Telling<'_>, many: usize, columns: usize) -> Row {
    let mut cells = vec![Value::Empty; columns];
    cells[1] = text(t.words.others(many));
    Row::of(RowRole::Rest, cells)
}

fn sum_columns(t: &Telling<'_>) -> [super::Column; 3] {
    [
        plain_column("stake", t.words.follow_stake(), Kind::Money),
        plain_column("urgency", t.words.follow_urgency(), Kind::Number(1)),
        plain_column("score", t.words.follow_score(), Kind::Money),
    ]
}

fn sums(due: &Due) -> [Value; 3] {
    [Value::Money(due.stake), Value::Number(due.urgency as f64 / 10.0), Value::Money(due.score)]
}

/// Shows what the order of the list comes from.
fn arithmetic(t: &Telling<'_>, list: &FollowList) -> Table {
    let mut table = table("follow_order", TableRole::Secondary);
    table.columns = vec![plain_column("customer", t.words.follow_order(), Kind::Name)];
    table.columns.extend(sum_columns(t));
    table.columns.push(t.column("last_order", Label::LastOrder, Kind::Date));
    let owners = several(list);
    if owners {
        table.columns.push(plain_column("owner", t.words.follow_owner(), Kind::Text));
    }
    let (shown, beyond) = list.due.split_at(list.due.len().min(t.top(SHOWN)));
    for due in shown {
        let mut cells = vec![text(due.name.as_str())];
        cells.extend(sums(due));
        let [last, _] = silence(t, due);
        cells.push(last);
        if owners {
            cells.push(owner(due));
        }
        table.rows.push(Row::body(cells));
    }
    if !beyond.is_empty() {
        let sum = |of: fn(&Due) -> Money| Value::Money(beyond.iter().map(of).sum());
        let mut cells =
            vec![text(t.words.others(beyond.len())), sum(|due| due.stake), Value::Empty, sum(|due| due.score)];
        cells.resize(table.columns.len(), Value::Empty);
        table.rows.push(Row::of(RowRole::Rest, cells));
    }
    table
}

/// Gives the sheets to fill in: one an owner, or, in a report, one.
fn forms(t: &Telling<'_>, list: &FollowList, asked: &Asked) -> Vec<Table> {
    let owners = if t.speech.full { list.owners() } else { Vec::new() };
    let of = |keep: &dyn Fn(&Due) -> bool| {
        let due: Vec<&Due> = list.due.iter().chain(&list.soon).filter(|due| keep(due)).collect();
        (!due.is_empty()).then(|| sheet(t, &due, asked))
    };
    match owners.len() {
        0 | 1 => of(&|_| true).into_iter().collect(),
        _ => owners.iter().filter_map(|owner| of(&|due| due.owner.as_deref() == *owner)).collect(),
    }
}

/// Gives one sheet to fill in; its first column tells the customers apart when it comes back.
fn sheet(t: &Telling<'_>, due: &[&Due], asked: &Asked) -> Table {
    let words = form(t.speech.lang);
    let mut table = table("followup", TableRole::Form);
    let stake = due.iter().map(|due| due.stake).sum();
    table.finding = t.words.follow_form_finding(due.len(), stake);
    table.subtitle = words.hint.to_owned();
    table.columns = vec![
        plain_column("key", crate::follow::KEY_HEADING, Kind::Text),
        plain_column("number", "#", Kind::Count),
        plain_column("customer", words.customer, Kind::Name),
        plain_column("class", words.class, Kind::Mark),
        plain_column("owner", words.owner, Kind::Text),
        plain_column("why", t.words.follow_why_heading(), Kind::Text),
        plain_column("stake", t.words.follow_stake(), Kind::Money),
        t.column("last_order", Label::LastOrder, Kind::Date),
        t.column("silence", Label::Silence, Kind::Days),
        plain_column("ask", t.words.follow_ask_heading(), Kind::Text),
    ];
    let recorded = due.iter().any(|due| due.last_contact.is_some());
    if recorded {
        table.columns.push(plain_column("record", t.words.follow_record(), Kind::Text));
    }
    let words_of = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    table.choices = vec![
        ("channel", words_of(words.channels)),
        ("reason", super::reasons::offered(&*t.words, &t.rules().causes)),
        ("outcome", words_of(words.outcomes)),
    ];
    let inputs = words.inputs.iter().map(|(id, label, kind)| plain_column(id, *label, *kind));
    table.columns.extend(inputs);
    for (at, due) in due.iter().enumerate() {
        let mut cells = vec![
            text(due.key.as_str()),
            count(at + 1),
            text(due.name.as_str()),
            class(due),
            owner(due),
            text(whys(t, due, false)),
            Value::Money(due.stake),
        ];
        cells.extend(silence(t, due));
        cells.push(text(asks(t, due, asked)));
        if recorded {
            cells.push(due.last_contact.as_ref().map_or(Value::Empty, |last| text(t.words.follow_contact(last))));
        }
        cells.resize(table.columns.len(), Value::Empty);
        table.rows.push(Row::body(cells));
    }
    table
}

/// Gives the whole list as a tidy table; the calendar is made from it.
fn tidy(t: &Telling<'_>, list: &FollowList, asked: &Asked) -> Table {
    let mut table = table("follow_list", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("when", Kind::Mark),
        ("due", Kind::Date),
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("owner", Kind::Text),
        ("class", Kind::Mark),
        ("why", Kind::Text),
        ("told", Kind::Text),
        ("ask", Kind::Text),
        ("stake", Kind::Money),
        ("urgency", Kind::Number(1)),
        ("score", Kind::Money),
        ("last_order", Kind::Date),
        ("silence", Kind::Count),
        ("last_contact", Kind::Date),
        ("last_said", Kind::Text),
        ("next", Kind::Date),
    ]
    .map(id)
    .into();
    let groups = [("due", &list.due), ("soon", &list.soon), ("later", &list.later)];
    for (when, due) in groups.into_iter().flat_map(|(when, all)| all.iter().map(move |due| (when, due))) {
        let names: Vec<&str> = due.whys.iter().map(|why| why.name()).collect();
        let last = due.last_contact.as_ref();
        let mut cells = vec![
            text(when),
            Value::Date(due.day),
            text(due.key.as_str()),
            text(due.name.as_str()),
            owner(due),
            class(due),
            text(names.join(" ")),
            text(whys(t, due, false)),
            text(asks(t, due, asked)),
        ];
        cells.extend(sums(due));
        cells.extend(silence(t, due));
        cells.push(date(last.and_then(|last| last.day)));
        cells.push(last.map_or(Value::Empty, |last| text(last.said.as_str())));
        cells.push(date(due.next));
        table.rows.push(Row::body(cells));
    }
    table
}
