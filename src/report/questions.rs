//! What to ask customers that buy less: a table of the largest fallers on the page, lines below the list on a terminal.
//!
//! Questions that the same figures lead to stand in one line.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::data;
use super::telling::{Telling, plain_column, table, text};
use super::words::labels::Label;
use super::{Block, Kind, Row, Table, TableRole, Text, Value};
use crate::analyse::{Bridge, CadenceClass, Movement, Mover, Questions, Sign, Signal, keeps_rows, questions};
use crate::model::{Money, Wants};

/// What tells all that is asked for: products, prices, shipments and owners, beside orders and credits.
pub const QUESTIONS: Wants =
    Wants { orders: true, products: true, quantities: true, customers: true, detail: true, rows: true, ..Wants::NONE };

/// How many customers are asked about: on a terminal, on a page.
const ASKED: [usize; 2] = [3, 5];
/// How many lines a customer has at most.
const LINES: usize = 4;

/// Gives the customers that fell most, those left out that are silent in the same months of every year.
fn fallers<'a>(t: &Telling<'_>, bridge: &'a Bridge) -> Vec<&'a Mover> {
    let fell = |mover: &&Mover| {
        matches!(mover.movement, Movement::Down | Movement::Lost)
            && mover.change.is_negative()
            && mover.seasonal != Some(true)
            && mover.not_yet_due != Some(true)
    };
    bridge.movers.iter().filter(fell).take(ASKED[usize::from(!t.speech.full)]).collect()
}

fn asked(t: &Telling<'_>, bridge: &Bridge, customers: &[usize]) -> Vec<Questions> {
    questions(t.subject.cube, t.subject.orders, customers, [bridge.period0, bridge.period1])
}

/// Gives the questions of one customer, a line for each thing that its figures show: what they show and what to ask.
fn lines(t: &Telling<'_>, one: &Questions) -> Vec<(String, Vec<&'static str>)> {
    let mut lines: Vec<(String, Vec<&'static str>)> = Vec::new();
    for question in &one.list {
        let (sign, ask) = (t.words.sign(&question.because), t.words.ask(question));
        match lines.iter_mut().find(|(told, _)| *told == sign) {
            Some((_, asks)) => asks.push(ask),
            None => lines.push((sign, vec![ask])),
        }
    }
    lines.truncate(LINES);
    lines
}

/// Gives the notes that a terminal shows below a list of changes.
pub(crate) fn notes(t: &Telling<'_>, bridge: &Bridge) -> Vec<Block> {
    let fell = fallers(t, bridge);
    let customers: Vec<usize> = fell.iter().map(|mover| mover.customer).collect();
    let told = asked(t, bridge, &customers);
    let each = fell.iter().zip(&told).filter_map(|(mover, one)| note(t, one, Some(mover.change)));
    let mut notes: Vec<Block> = each.map(Block::Note).collect();
    if !notes.is_empty() && !keeps_rows(t.subject.cube, t.subject.orders) {
        notes.push(Block::Note(Text::plain(t.words.asked_without_rows())));
    }
    notes
}

fn note(t: &Telling<'_>, one: &Questions, change: Option<Money>) -> Option<Text> {
    let lines = lines(t, one);
    let mut note = t.words.questions_about(&t.told(one.customer), change);
    for (sign, asks) in &lines {
        note = note.with(super::Tone::Plain, format!("\n  {}", t.words.asked(sign, asks)));
    }
    (!lines.is_empty()).then_some(note)
}

/// Gives the table of the page; nothing where nobody fell, or nothing can be asked.
pub(crate) fn asked_table(t: &Telling<'_>, bridge: &Bridge) -> Option<Table> {
    let fell = fallers(t, bridge);
    let customers: Vec<usize> = fell.iter().map(|mover| mover.customer).collect();
    let mut table = table("questions", TableRole::Secondary);
    table.finding = t.words.questions_title().to_owned();
    table.subtitle = t.words.questions_subtitle();
    table.columns = vec![
        t.column("customer", Label::Customer, Kind::Name),
        t.column("change", Label::Change, Kind::Change),
        plain_column("sign", t.words.sign_heading(), Kind::Text),
        plain_column("ask", t.words.ask_heading(), Kind::Text),
    ];
    for (mover, one) in fell.iter().zip(&asked(t, bridge, &customers)) {
        for (sign, asks) in lines(t, one) {
            table.rows.push(Row::body(vec![
                t.name_cell(mover.customer),
                Value::Change(mover.change),
                text(sign),
                text(asks.join(t.words.sentence_gap())),
            ]));
        }
    }
    (!table.rows.is_empty()).then_some(table)
}

/// Gives the questions about one customer: nothing of one that does not fall.
fn of_one(t: &Telling<'_>, customer: usize) -> Option<(Questions, Option<Money>)> {
    let bridge = t.subject.analysis.bridge.as_ref()?;
    let mover = bridge.movers.iter().find(|mover| mover.customer == customer);
    let fell = mover.filter(|mover| mover.change.is_negative() && mover.seasonal != Some(true));
    let trend = t.trend(customer);
    let silent = |trend: &&crate::analyse::Trend| {
        (trend.cadence.class == CadenceClass::Overdue && !trend.cadence.seasonal) || trend.signal == Signal::Plunge
    };
    if fell.is_none() && trend.filter(silent).is_none() {
        return None;
    }
    let told = asked(t, bridge, &[customer]).pop().filter(|one| !one.list.is_empty())?;
    Some((told, fell.map(|mover| mover.change)))
}

/// Gives what to ask about one customer, for the commands about it.
pub(crate) fn of_customer(t: &Telling<'_>, customer: usize) -> Option<Block> {
    let (told, change) = of_one(t, customer)?;
    note(t, &told, change).map(Block::Note)
}

/// Gives the same as data; nothing of a customer that does not fall.
pub(crate) fn json_of_customer(t: &Telling<'_>, customer: usize) -> Json {
    of_one(t, customer).map_or(Json::Null, |(told, _)| data::found(&told))
}

/// Gives what to ask about each of some customers, in a line or two; what the silence of one leads to stands without it.
pub(crate) fn of_customers(t: &Telling<'_>, customers: &[usize]) -> BTreeMap<usize, String> {
    let Some(bridge) = &t.subject.analysis.bridge else { return BTreeMap::new() };
    let each = asked(t, bridge, customers).into_iter().filter(|one| !one.list.is_empty()).map(|one| {
        let silent = one.list.iter().find(|question| matches!(question.because, Sign::Silent { .. }));
        let silent = silent.map(|question| t.words.sign(&question.because));
        let told = lines(t, &one).into_iter().take(2).map(|(sign, asks)| match Some(&sign) == silent.as_ref() {
            true => asks.join(t.words.sentence_gap()),
            false => t.words.asked(&sign, &asks),
        });
        (one.customer, told.collect::<Vec<_>>().join(t.words.sentence_gap()))
    });
    each.collect()
}

/// Gives the questions about the largest fallers as data.
pub(crate) fn json(t: &Telling<'_>) -> Json {
    let Some(bridge) = &t.subject.analysis.bridge else { return json!([]) };
    let customers: Vec<usize> = fallers(t, bridge).iter().map(|mover| mover.customer).collect();
    asked(t, bridge, &customers).iter().map(|one| data::of_customer(t, one.customer, one)).collect()
}
