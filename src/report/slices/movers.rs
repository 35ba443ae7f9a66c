//! What the customers of each slice did: the slices that moved most, customers that changed slice, the largest movers.

use super::{SHOWN, capital, name, shown};
use crate::analyse::{Changed, Slice, SliceLines, SliceMover, Slices};
use crate::model::Money;
use crate::report::telling::{Telling, count, plain_column, ratio, table, text};
use crate::report::words::labels::Label;
use crate::report::{Chart, Kind, Ranked, RankedRow, Row, RowRole, Size, Spec, Table, TableRole, Value};

/// How many slices a chart shows on each side.
const CHARTED: usize = 8;

/// How many customers a slice's csv rows of `top` are, where nothing is asked for.
const CUSTOMERS: usize = 10;

/// Draws the slices that moved most.
pub fn ranked(t: &Telling<'_>, by: &str, found: &Slices) -> Chart {
    let mut all: Vec<&Slice> = found.slices.iter().filter(|slice| !slice.lines.change().is_zero()).collect();
    all.sort_by_key(|slice| std::cmp::Reverse(slice.lines.change().abs()));
    let rest: Money = all.iter().skip(2 * CHARTED).map(|slice| slice.lines.change()).sum();
    let others = all.len().saturating_sub(2 * CHARTED);
    all.truncate(2 * CHARTED);
    all.sort_by_key(|slice| (slice.lines.change().is_negative(), std::cmp::Reverse(slice.lines.change().abs())));
    let rate = |slice: &Slice| slice.lines.change().share_of(slice.lines.opening);
    let row = |slice: &&Slice| RankedRow {
        name: name(t, slice),
        mark: String::new(),
        amount: slice.lines.change(),
        beside: Some(rate(slice).map_or_else(|| t.words.no_base(), |rate| t.speech.percent(rate))),
        neutral: false,
    };
    let mut data = table("slices_change", TableRole::ChartData);
    data.columns = vec![
        plain_column("slice", capital(by), Kind::Name),
        t.column("change", Label::Change, Kind::Change),
        t.column("rate", Label::ChangeRate, Kind::Percent),
    ];
    data.rows = all
        .iter()
        .map(|slice| Row::body(vec![text(name(t, slice)), Value::Change(slice.lines.change()), ratio(rate(slice))]))
        .collect();
    let said: Vec<String> =
        all.iter().map(|slice| format!("{} {}", name(t, slice), t.speech.exact_change(slice.lines.change()))).collect();
    Chart {
        id: "slices",
        finding: t.words.slices_chart(found),
        subtitle: t.words.slices_chart_subtitle(by, found, t.subject.orders.currency.as_deref()),
        size: Size::TwoThirds,
        spec: Spec::Ranked(Ranked {
            rows: all.iter().map(row).collect(),
            rest: (others > 0).then(|| format!("{} {}", t.words.other_slices(others), t.speech.signed(rest))),
            ..Ranked::default()
        }),
        table: Some(data),
        description: t.words.list(&said),
        notes: Vec::new(),
    }
}

/// Gives the customers that went from one slice to another.
pub fn changed(t: &Telling<'_>, by: &str, found: &Slices) -> Table {
    let mut table = table("slices_changed", TableRole::Secondary);
    table.finding = t.words.slices_changed_finding(by, found.changed.len());
    if !t.speech.full {
        table.subtitle = t.words.slices_changed_subtitle(by);
    }
    table.columns = vec![
        t.column("customer", Label::Customer, Kind::Name),
        plain_column("from", t.words.slice_from(), Kind::Text),
        plain_column("to", t.words.slice_to(), Kind::Text),
        plain_column("amount_before", found.period0.label(), Kind::Money),
        plain_column("amount", found.period1.label(), Kind::Money),
    ];
    let slice = |at: usize| text(found.slices.get(at).map(|slice| name(t, slice)).unwrap_or_default());
    // A page folds away what a terminal adds up.
    let (listed, rest) = if t.speech.full { shown(t, &found.changed) } else { (&found.changed[..], &[][..]) };
    table.show = (!t.speech.full).then_some(SHOWN);
    for one in listed {
        let names = [t.name_cell(one.customer), slice(one.from), slice(one.to)];
        table.rows.push(Row::body(names.into_iter().chain([Value::Money(one.r0), Value::Money(one.r1)]).collect()));
    }
    if !rest.is_empty() {
        let sum = |amount: fn(&Changed) -> Money| Value::Money(rest.iter().map(amount).sum());
        let cells =
            vec![text(t.words.others(rest.len())), Value::Empty, Value::Empty, sum(|one| one.r0), sum(|one| one.r1)];
        table.rows.push(Row::of(RowRole::Rest, cells));
    }
    table
}

/// Gives, slice by slice, the change and the customer that moved most.
pub fn largest_movers(t: &Telling<'_>, by: &str, found: &Slices) -> Table {
    let mut table = table("slices_top", TableRole::Secondary);
    if !t.speech.full {
        table.finding = t.words.slices_top_finding(by);
    }
    table.columns = vec![
        plain_column("slice", capital(by), Kind::Name),
        t.column("change", Label::Change, Kind::Change),
        t.column("rate", Label::ChangeRate, Kind::Percent),
        plain_column("customer", t.words.slice_most(), Kind::Name),
        plain_column("customer_change", t.words.slice_largest_change(), Kind::Change),
        t.column("movement", Label::Movement, Kind::Mark),
    ];
    let mut order: Vec<&Slice> = found.slices.iter().collect();
    order.sort_by_key(|slice| std::cmp::Reverse(slice.lines.change().abs()));
    let cells = |label: String, lines: &SliceLines, first: Option<&SliceMover>| {
        let change = lines.change();
        let mut cells = vec![text(label), Value::Change(change), ratio(change.share_of(lines.opening))];
        cells.extend(match first {
            Some(one) => {
                [t.name_cell(one.customer), Value::Change(one.lines.change()), text(t.words.movement(one.movement))]
            }
            None => [Value::Empty, Value::Empty, Value::Empty],
        });
        cells
    };
    let (listed, rest) = shown(t, &order);
    for slice in listed {
        table.rows.push(Row::body(cells(name(t, slice), &slice.lines, slice.movers.first())));
    }
    if !rest.is_empty() {
        let mut sum = SliceLines::default();
        rest.iter().for_each(|slice| sum.join(&slice.lines));
        table.rows.push(Row::of(RowRole::Rest, cells(t.words.other_slices(rest.len()), &sum, None)));
    }
    table.rows.push(Row::of(RowRole::Total, cells(t.label(Label::Total), &found.whole, None)));
    table
}

/// Gives the customers of each slice by size of change: the csv of `top`.
pub fn movers(t: &Telling<'_>, found: &Slices) -> Table {
    let mut table = table("slices_customers", TableRole::Primary);
    let column = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("slice", Kind::Text),
        ("period", Kind::Text),
        ("period_before", Kind::Text),
        ("rank", Kind::Count),
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("movement", Kind::Text),
        ("amount_before", Kind::Money),
        ("amount", Kind::Money),
        ("change", Kind::Money),
        ("transfers_in", Kind::Money),
        ("transfers_out", Kind::Money),
    ]
    .map(column)
    .into();
    for slice in &found.slices {
        for (at, one) in slice.movers.iter().enumerate().take(t.top(CUSTOMERS)) {
            table.rows.push(Row::body(vec![
                text(slice.name.clone()),
                text(found.period1.label()),
                text(found.period0.label()),
                count(at + 1),
                t.key_cell(one.customer),
                t.name_cell(one.customer),
                text(movement(one)),
                Value::Money(one.lines.opening),
                Value::Money(one.lines.closing),
                Value::Money(one.lines.change()),
                Value::Money(one.lines.transfers_in),
                Value::Money(one.lines.transfers_out),
            ]));
        }
    }
    table
}

/// Gives a movement's name in machine-readable output.
fn movement(one: &SliceMover) -> String {
    serde_json::to_value(one.movement).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
