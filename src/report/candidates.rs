//! Customers to move: up a class, back into one, or out; each with the figures that led to it.

use super::data;
use super::findings::Candidate;
use super::part::{Part, Told};
use super::telling::{Telling, count, date, plain_column, table, text};
use super::words::Words;
use super::words::labels::Label;
use super::{Block, Column, Kind, Row, Table, TableRole, Text, Value};
use crate::analyse::{classify, profits};
use crate::follow::{CandidateScene, Candidates, candidates};
use crate::model::{Failure, Money, Wants};

/// The part, and its command.
pub const PART: Part =
    Part::new("candidates", Wants { orders: true, products: true, rows: true, detail: true, ..Wants::NONE }, tell);

/// How many of each list a terminal and a page show at first.
const SHOWN: [usize; 2] = [5, 10];

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    let subject = &t.subject;
    let standings = classify(subject.cube, subject.analysis, t.rules());
    let costs = subject.costs.map(|costs| &costs.rows);
    let known = profits(subject.cube, subject.orders, costs, subject.analysis, t.rules())?.ok();
    let found = candidates(&CandidateScene {
        cube: subject.cube,
        orders: subject.orders,
        companions: subject.companions,
        analysis: subject.analysis,
        standings: &standings,
        profits: known.as_ref(),
    });
    let mut told = Told::begin(PART.id, t.words.candidates_nav(), t.words.candidates_finding(&found));
    told.verdict = t.words.candidates_verdict(&found);
    told.findings.extend(t.words.candidates_without(&found));
    told.data = json(t, &found);
    told.primary = tidy(t, &found);
    told.candidates.extend(offered(&found));
    let section = &mut told.section;
    if !t.speech.full {
        // The page has the rest of the verdict as its heading.
        let lines = t.words.candidates_lines(&found);
        section.lead.extend((!lines.is_empty()).then(|| Text::plain(lines.trim_start().to_owned())));
        section.lead.extend(told.findings.iter().cloned());
    }
    let tables = [
        up(t, &found),
        together(t, &found),
        shrinking(t, &found),
        alone(t, &found),
        dormant(t, &found),
        let_go(t, &found),
    ];
    section.blocks.extend(tables.into_iter().filter(|table| !table.rows.is_empty()).map(Block::Table));
    section.blocks.push(Block::Note(t.words.candidates_rule(&found)));
    Ok(told)
}

/// Offers that class B loses what it had: the ground that class A grows on.
fn offered(found: &Candidates) -> Option<Candidate> {
    let lost: Money = found.shrinking.iter().map(|one| one.window - one.before).sum();
    let (customers, before) = (found.shrinking.len(), found.b_before?);
    let say = move |words: &dyn Words| words.said_shrinking(customers, before, lost);
    (customers > 0).then(|| Candidate::new((PART.id, PART.id), lost, 0.1, say))
}

/// Begins one list: on a terminal the first column says what it lists, on the page its title does.
fn begun(t: &Telling<'_>, id: &'static str, of: usize) -> (Table, usize, Column) {
    let page = !t.speech.full;
    let mut table = table(id, if page { TableRole::Register } else { TableRole::Secondary });
    let shown = t.top(SHOWN[usize::from(page)]);
    if page {
        table.show = Some(shown);
        table.finding = t.words.candidates_list(id, of, of);
        (table, of, t.column("customer", Label::Customer, Kind::Name))
    } else {
        (table, shown.min(of), plain_column("customer", t.words.candidates_list(id, shown.min(of), of), Kind::Name))
    }
}

fn up(t: &Telling<'_>, found: &Candidates) -> Table {
    let (mut table, shown, first) = begun(t, "candidates_up", found.up.len());
    table.columns = vec![
        first,
        plain_column("class", t.words.class_to(), Kind::Mark),
        plain_column("window", t.words.window_column(t.rules().limits.window_months), Kind::Money),
        plain_column("before", t.words.year_ago(), Kind::Money),
        plain_column("missing", t.words.missing(), Kind::Money),
        plain_column("why", t.words.candidate_why(), Kind::Text),
    ];
    for one in &found.up[..shown] {
        table.rows.push(Row::body(vec![
            t.name_cell(one.customer),
            text(format!("{} {} {}", one.class, if t.speech.full { "->" } else { "→" }, one.to)),
            Value::Money(one.window),
            Value::Money(one.before),
            Value::Money(one.missing),
            text(t.words.why_up(one)),
        ]));
    }
    table
}

fn together(t: &Telling<'_>, found: &Candidates) -> Table {
    let (mut table, shown, first) = begun(t, "candidates_together", found.together.len());
    table.columns = vec![
        first,
        plain_column("class", t.words.class_to(), Kind::Mark),
        plain_column("window", t.words.window_column(t.rules().limits.window_months), Kind::Money),
        plain_column("potential", t.words.potential(), Kind::Text),
        plain_column("satisfaction", t.words.satisfaction(), Kind::Text),
    ];
    let rating = |rating: &Option<String>| rating.as_deref().map_or(Value::Empty, text);
    for one in &found.together[..shown] {
        table.rows.push(Row::body(vec![
            t.name_cell(one.customer),
            text(format!("{} → {}", one.class, one.together)),
            Value::Money(one.window),
            rating(&one.potential),
            rating(&one.satisfaction),
        ]));
    }
    table
}

fn shrinking(t: &Telling<'_>, found: &Candidates) -> Table {
    let (mut table, shown, first) = begun(t, "candidates_shrinking", found.shrinking.len());
    table.columns = vec![
        first,
        plain_column("class", t.words.class_now(), Kind::Mark),
        plain_column("window", t.words.window_column(t.rules().limits.window_months), Kind::Money),
        plain_column("before", t.words.year_ago(), Kind::Money),
        t.column("change", Label::Change, Kind::Change),
        plain_column("last_order", t.words.last_order(), Kind::Date),
    ];
    for one in &found.shrinking[..shown] {
        table.rows.push(Row::body(vec![
            t.name_cell(one.customer),
            one.class.map_or(Value::Empty, |class| text(class.to_string())),
            Value::Money(one.window),
            Value::Money(one.before),
            Value::Change(one.window - one.before),
            date(one.last_order),
        ]));
    }
    table
}

fn alone(t: &Telling<'_>, found: &Candidates) -> Table {
    let (mut table, shown, first) = begun(t, "candidates_alone", found.alone.len());
    table.columns = vec![
        first,
        plain_column("window", t.words.window_column(t.rules().limits.window_months), Kind::Money),
        plain_column("last_order", t.words.last_order(), Kind::Date),
        t.column("silence", Label::SilentFor, Kind::Days),
    ];
    if found.contacts {
        table.columns.push(plain_column("last_contact", t.words.last_contact(), Kind::Date));
    }
    for one in &found.alone[..shown] {
        let silence = one.silence.map_or(Value::Empty, |days| Value::Count(i64::from(days)));
        let mut cells = vec![t.name_cell(one.customer), Value::Money(one.window), date(one.last_order), silence];
        if found.contacts {
            cells.push(date(one.last_contact));
        }
        table.rows.push(Row::body(cells));
    }
    table
}

fn dormant(t: &Telling<'_>, found: &Candidates) -> Table {
    let (mut table, shown, first) = begun(t, "candidates_dormant", found.dormant.len());
    table.columns = vec![
        first,
        plain_column("last_order", t.words.last_order(), Kind::Date),
        plain_column("year", t.words.last_year(), Kind::Money),
        plain_column("order_days", t.words.days_ordered(), Kind::Count),
        plain_column("needed", t.words.orders_needed(), Kind::Count),
        plain_column("products", t.words.bought_most(), Kind::Text),
    ];
    if found.contacts {
        table.columns.push(plain_column("last_contact", t.words.last_contact(), Kind::Date));
    }
    for one in &found.dormant[..shown] {
        let products: Vec<String> = one.products.iter().map(|(name, _)| super::told(name).into_owned()).collect();
        let mut cells = vec![
            t.name_cell(one.customer),
            date(Some(one.last_order)),
            Value::Money(one.year),
            count(one.order_days),
            one.orders_needed.map_or(Value::Empty, |needed| Value::Count(i64::from(needed))),
            text(t.words.list(&products)),
        ];
        if found.contacts {
            cells.push(date(one.last_contact));
        }
        table.rows.push(Row::body(cells));
    }
    table
}

fn let_go(t: &Telling<'_>, found: &Candidates) -> Table {
    let (mut table, shown, first) = begun(t, "candidates_let_go", found.let_go.len());
    table.columns = vec![
        first,
        plain_column("window", t.words.window_column(t.rules().limits.window_months), Kind::Money),
        plain_column("before", t.words.year_ago(), Kind::Money),
        plain_column("why", t.words.candidate_why(), Kind::Text),
    ];
    for one in &found.let_go[..shown] {
        let why: Vec<String> = one.burdens.iter().map(|burden| t.words.burden(burden)).collect();
        table.rows.push(Row::body(vec![
            t.name_cell(one.customer),
            Value::Money(one.window),
            Value::Money(one.before),
            text(t.words.list(&why)),
        ]));
    }
    table
}

/// Gives all lists as one tidy table: which list, the customer, and the figures that all have.
fn tidy(t: &Telling<'_>, found: &Candidates) -> Table {
    let mut table = table("candidates", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("list", Kind::Mark),
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("class", Kind::Mark),
        ("window", Kind::Money),
        ("before", Kind::Money),
        ("missing", Kind::Money),
        ("year", Kind::Money),
        ("orders_needed", Kind::Count),
        ("last_order", Kind::Date),
        ("silence", Kind::Count),
    ]
    .map(id)
    .into();
    let mut row = |list: &str, customer: usize, figures: [Value; 7]| {
        let class = t.class(customer).map_or(Value::Empty, |class| text(class.to_string()));
        let mut cells = vec![text(list), t.key_cell(customer), t.name_cell(customer), class];
        cells.extend(figures);
        table.rows.push(Row::body(cells));
    };
    let days = |days: Option<i32>| days.map_or(Value::Empty, |days| Value::Count(i64::from(days)));
    const NONE: Value = Value::Empty;
    for one in &found.up {
        let missing = Value::Money(one.missing);
        row("up", one.customer, [Value::Money(one.window), Value::Money(one.before), missing, NONE, NONE, NONE, NONE]);
    }
    for one in &found.together {
        row("together", one.customer, [Value::Money(one.window), NONE, NONE, NONE, NONE, NONE, NONE]);
    }
    for one in &found.shrinking {
        let (window, before) = (Value::Money(one.window), Value::Money(one.before));
        row("shrinking", one.customer, [window, before, NONE, NONE, NONE, date(one.last_order), days(one.silence)]);
    }
    for one in &found.alone {
        let window = Value::Money(one.window);
        row("alone", one.customer, [window, NONE, NONE, NONE, NONE, date(one.last_order), days(one.silence)]);
    }
    for one in &found.dormant {
        let needed = one.orders_needed.map_or(NONE, |needed| Value::Count(i64::from(needed)));
        let (last, silence) = (date(Some(one.last_order)), days(Some(one.silence)));
        row("dormant", one.customer, [NONE, NONE, NONE, Value::Money(one.year), needed, last, silence]);
    }
    for one in &found.let_go {
        let (window, before) = (Value::Money(one.window), Value::Money(one.before));
        row("let_go", one.customer, [window, before, NONE, NONE, NONE, NONE, NONE]);
    }
    table
}

fn json(t: &Telling<'_>, found: &Candidates) -> serde_json::Value {
    let mut data = data::found(found);
    if let Some(fields) = data.as_object_mut() {
        let up = found.up.iter().map(|one| data::of_customer(t, one.customer, one)).collect();
        let together = found.together.iter().map(|one| data::of_customer(t, one.customer, one)).collect();
        let shrinking = found.shrinking.iter().map(|one| data::of_customer(t, one.customer, one)).collect();
        let alone = found.alone.iter().map(|one| data::of_customer(t, one.customer, one)).collect();
        let dormant = found.dormant.iter().map(|one| data::of_customer(t, one.customer, one)).collect();
        let let_go = found.let_go.iter().map(|one| data::of_customer(t, one.customer, one)).collect();
        for (key, list) in [
            ("up", up),
            ("together", together),
            ("shrinking", shrinking),
            ("left_alone", alone),
            ("dormant", dormant),
            ("let_go", let_go),
        ] {
            fields.insert(key.to_owned(), list);
        }
    }
    data
}
