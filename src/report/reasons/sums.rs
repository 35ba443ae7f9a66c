//! What was lost by reason, over time, and what of it may be won back.

use super::super::telling::{Telling, count, period_column, plain_column, ratio, table, text, total_row};
use super::super::words::labels::Label;
use super::super::{Chart, Kind, Ranked, RankedRow, Row, Size, Spec, Table, TableRole, Value};
use super::{SHOWN, reason};
use crate::follow::{ByReason, Reasons};
use crate::model::{Money, Recoverable, Tally};

/// How many periods stand side by side on a page.
const ACROSS: usize = 8;

pub fn ranked(t: &Telling<'_>, found: &Reasons) -> Chart {
    let whole = found.lost.amount + found.down.amount;
    let row = |one: &ByReason| RankedRow {
        name: reason(t, one.reason.as_ref()),
        mark: String::new(),
        amount: -one.amount(),
        beside: one.amount().share_of(whole).map(|share| t.speech.share(share)),
        neutral: false,
    };
    let mut all: Vec<&ByReason> = found.by_reason.iter().collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.amount()));
    let mut data = table("reasons_change", TableRole::ChartData);
    data.columns = vec![
        plain_column("reason", t.words.reasons_reason(), Kind::Name),
        t.column("amount", Label::Amount, Kind::Change),
        t.column("share", Label::Share, Kind::Share),
    ];
    data.rows = all
        .iter()
        .map(|one| {
            let share = ratio(one.amount().share_of(whole));
            Row::body(vec![text(reason(t, one.reason.as_ref())), Value::Money(-one.amount()), share])
        })
        .collect();
    let rest = all.len().saturating_sub(SHOWN);
    let others: Money = all.iter().skip(SHOWN).map(|one| -one.amount()).sum();
    Chart {
        id: "reasons",
        finding: t.words.reasons_chart(&reason(t, all.first().and_then(|one| one.reason.as_ref()))),
        subtitle: t.words.reasons_subtitle(&found.periods, t.subject.orders.currency.as_deref()),
        size: Size::TwoThirds,
        spec: Spec::Ranked(Ranked {
            rows: all.iter().take(SHOWN).map(|one| row(one)).collect(),
            rest: None,
            gains: None,
            rest_gains: None,
            declines: None,
            rest_declines: (rest > 0).then(|| t.words.reasons_rest(rest, others)),
        }),
        description: t.words.reasons_table(),
        table: Some(data),
        notes: Vec::new(),
    }
}

pub fn by_reason(t: &Telling<'_>, found: &Reasons) -> Table {
    let mut table = table("losses_by_reason", TableRole::Secondary);
    if !t.speech.full {
        table.finding = t.words.reasons_table();
        table.subtitle = t.words.reasons_subtitle(&found.periods, t.subject.orders.currency.as_deref());
    }
    table.columns = vec![
        plain_column("reason", t.words.reasons_reason(), Kind::Name),
        t.column("lost", Label::Lost, Kind::Money),
        plain_column("lost_n", t.words.reasons_times(), Kind::Count),
        t.column("down", Label::Down, Kind::Money),
        plain_column("down_n", t.words.reasons_times(), Kind::Count),
        t.column("share", Label::Share, Kind::Share),
        plain_column("together", t.words.reasons_together(), Kind::Share),
    ];
    let whole = found.lost.amount + found.down.amount;
    let mut sum = Money::ZERO;
    for one in &found.by_reason {
        sum += one.amount();
        table.rows.push(Row::body(vec![
            text(reason(t, one.reason.as_ref())),
            Value::Money(one.lost.amount),
            count(one.lost.n as usize),
            Value::Money(one.down.amount),
            count(one.down.n as usize),
            ratio(one.amount().share_of(whole)),
            ratio(sum.share_of(whole)),
        ]));
    }
    table.rows.push(total_row(vec![
        text(t.label(Label::Total)),
        Value::Money(found.lost.amount),
        count(found.lost.n as usize),
        Value::Money(found.down.amount),
        count(found.down.n as usize),
        ratio(whole.share_of(whole)),
        Value::Empty,
    ]));
    table
}

pub fn over_time(t: &Telling<'_>, found: &Reasons) -> Table {
    let mut table = table("reasons_over_time", TableRole::Secondary);
    table.finding = t.words.reasons_over_time();
    table.subtitle = t.words.reasons_subtitle(&found.periods, t.subject.orders.currency.as_deref());
    let first = found.periods.len().saturating_sub(ACROSS);
    table.columns = vec![plain_column("reason", t.words.reasons_reason(), Kind::Name)];
    let across = found.periods[first..].iter();
    table.columns.extend(across.map(|period| period_column("amount", *period, period.label(), Kind::Money)));
    for one in found.by_reason.iter().filter(|one| one.periods[first..].iter().any(|amount| !amount.is_zero())) {
        let mut cells = vec![text(reason(t, one.reason.as_ref()))];
        cells.extend(one.periods[first..].iter().map(|amount| Value::Money(*amount)));
        table.rows.push(Row::body(cells));
    }
    let mut cells = vec![text(t.label(Label::Total))];
    cells.extend(
        (first..found.periods.len()).map(|at| Value::Money(found.by_reason.iter().map(|one| one.periods[at]).sum())),
    );
    table.rows.push(total_row(cells));
    table
}

pub fn recoverable(t: &Telling<'_>, found: &Reasons) -> Table {
    let mut table = table("reasons_recoverable", TableRole::Secondary);
    let whole: Money = found.recoverable.values().map(|tally| tally.amount).sum();
    let yes = found.recoverable.get(&Recoverable::Yes).copied().unwrap_or_default();
    if !t.speech.full {
        table.finding = t.words.reasons_recoverable(yes, whole);
    }
    table.columns = vec![
        plain_column("recoverable", t.words.reasons_fate(), Kind::Name),
        t.column("customers", Label::Customers, Kind::Count),
        t.column("lost", Label::Lost, Kind::Money),
        t.column("share", Label::Share, Kind::Share),
    ];
    let mut all = Tally::default();
    for fate in [Recoverable::Yes, Recoverable::No, Recoverable::Unknown] {
        let tally = found.recoverable.get(&fate).copied().unwrap_or_default();
        all += tally;
        let name = text(t.words.recoverable(fate));
        table.rows.push(Row::body(vec![
            name,
            count(tally.n as usize),
            Value::Money(tally.amount),
            ratio(tally.amount.share_of(whole)),
        ]));
    }
    table.rows.push(total_row(vec![
        text(t.label(Label::Total)),
        count(all.n as usize),
        Value::Money(all.amount),
        ratio(all.amount.share_of(whole)),
    ]));
    table
}
