//! The bridge by slice: slices down, lines across; and what each slice's customers did and make of it.

mod movers;

use self::movers::{changed, largest_movers, movers, ranked};
use super::bridge::line_label;
use super::part::{Part, Told};
use super::targets;
use super::telling::{Telling, count, plain_column, ratio, table, text};
use super::text::capital;
use super::words::labels::Label;
use super::{Block, Kind, Report, Row, RowRole, Subject, Table, TableRole, Text, Value, View, data};
use crate::analyse::{Slice, SliceLines, SliceMover, Slices, slices};
use crate::follow::Aim;
use crate::model::{Failure, Field, Money, Wants};

/// The part; the report shows it where `--slice` names a column.
pub const PART: Part = Part::new("slices", Wants { orders: true, rows: true, ..Wants::NONE }, tell)
    .after("drivers")
    .only_where(|t| t.rules().slice.is_some());

/// How many slices a table shows at first.
const SHOWN: usize = 15;

/// Tells `bridge`, `top` or `share` by slice.
pub fn sliced(command: &'static str, subject: &Subject<'_>, view: &View) -> Result<Report, Failure> {
    let t = Telling::terminal(subject, view);
    let mut report = t.begin(command, t.words.title(t.period()));
    let told = told(&t, command)?;
    report.verdict = told.verdict;
    report.primary = told.primary;
    report.sections.push(told.section);
    report.data = data::sliced(&t, command, &told.data);
    Ok(report)
}

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    told(t, "report")
}

fn told(t: &Telling<'_>, command: &str) -> Result<Told, Failure> {
    let column = t.rules().slice.clone().unwrap_or_default();
    let by = Field::named(&column).map_or_else(|| column.clone(), |field| t.words.field(field).to_lowercase());
    let begin = |finding: String| Told::begin(PART.id, t.words.slices_nav(&by), finding);
    let analysis = t.subject.analysis;
    let Some(bridge) = &analysis.bridge else {
        let mut told = begin(t.words.no_bridge(t.period()));
        told.verdict = Text::plain(t.words.no_bridge(t.period()));
        told.section.lead.push(Text::plain(t.words.no_bridge_why()));
        return Ok(told);
    };
    let Some(found) = slices(t.subject.orders, &column, (bridge, &analysis.concentration))? else {
        let mut told = begin(t.words.slices_none(&by));
        told.verdict = Text::plain(t.words.slices_none(&by));
        return Ok(told);
    };
    let most = found.slices.iter().rev().max_by_key(|slice| slice.lines.change().abs());
    let most = most.filter(|slice| !slice.lines.change().is_zero()).map(|slice| (name(t, slice), slice));
    let largest = found.slices.iter().rev().max_by_key(|slice| slice.share.amount).map(|slice| (name(t, slice), slice));
    let named = |of: &Option<(String, &'_ Slice)>| of.as_ref().map(|(name, _)| name.clone()).unwrap_or_default();
    let (most_name, largest_name) = (named(&most), named(&largest));
    let most = most.as_ref().map(|(_, slice)| (most_name.as_str(), *slice));
    let largest = largest.as_ref().map(|(_, slice)| (largest_name.as_str(), *slice));
    let mut told = begin(t.words.slices_finding(&by, &found, most));
    told.data = json(t, &found);
    told.verdict = match command {
        "share" => t.words.slices_share_verdict(&by, &found, largest),
        _ => t.words.slices_verdict(&by, bridge, &found, most),
    };
    told.primary = match command {
        "top" => movers(t, &found),
        "share" => Table { role: TableRole::Primary, ..shares(t, &by, &found, true) },
        _ => Table { role: TableRole::Primary, ..lines(t, &by, &found, true) },
    };
    let blocks = &mut told.section.blocks;
    let page = command == "report";
    if page {
        blocks.push(Block::Chart(ranked(t, &by, &found)));
    }
    if page || command == "bridge" {
        if !found.changed.is_empty() && page {
            blocks.push(Block::Table(changed(t, &by, &found)));
        }
        blocks.push(Block::Table(lines(t, &by, &found, false)));
        if !found.changed.is_empty() && !page {
            blocks.push(Block::Table(changed(t, &by, &found)));
        }
    }
    if page || command == "top" {
        blocks.push(Block::Table(largest_movers(t, &by, &found)));
    }
    if page || command == "share" {
        blocks.push(Block::Table(shares(t, &by, &found, false)));
    }
    if command == "bridge" || page {
        let note = t.words.slices_note(&found);
        if !note.is_empty() {
            blocks.push(Block::Note(note));
        }
    }
    Ok(told)
}

/// Gives the name of a slice as it is shown.
fn name(t: &Telling<'_>, slice: &Slice) -> String {
    if slice.name.is_empty() { t.words.no_slice().to_owned() } else { slice.name.clone() }
}

/// Gives the heading of a line.
fn heading(t: &Telling<'_>, id: &str, found: &Slices) -> String {
    match id {
        "opening" => found.period0.label(),
        "closing" => found.period1.label(),
        "transfers_in" => t.words.transfers_in().to_owned(),
        "transfers_out" => t.words.transfers_out().to_owned(),
        id => t.label(line_label(id)),
    }
}

/// Gives slices down and lines across; `whole` for machines, with all slices and lines.
fn lines(t: &Telling<'_>, by: &str, found: &Slices, whole: bool) -> Table {
    let mut table = table("slices", TableRole::Secondary);
    if !t.speech.full {
        table.finding = t.words.slices_lines_finding(by, found.slices.len());
        table.subtitle = t.words.slices_lines_subtitle(found, t.subject.orders.currency.as_deref());
    }
    // Lines in which every slice is zero are left out, but for machines.
    let is_zero = |at: usize| found.slices.iter().all(|slice| slice.lines.named()[at].1.is_zero());
    let kept: Vec<usize> = (0..11).filter(|&at| whole || at == 0 || at == 10 || !is_zero(at)).collect();
    let names = found.whole.named();
    table.columns = vec![plain_column("slice", if whole { "slice".to_owned() } else { capital(by) }, Kind::Name)];
    table.columns.extend(kept.iter().map(|&at| {
        let (id, _) = names[at];
        let kind = if whole || matches!(id, "opening" | "closing") { Kind::Money } else { Kind::Change };
        plain_column(id, heading(t, id, found), kind)
    }));
    let cells = |label: String, lines: &SliceLines| {
        let named = lines.named();
        let mut cells = vec![text(label)];
        cells.extend(kept.iter().map(|&at| Value::Money(named[at].1)));
        cells
    };
    if whole {
        table.columns.insert(1, plain_column("period", "period", Kind::Text));
        table.columns.insert(2, plain_column("period_before", "period_before", Kind::Text));
        table.columns.push(plain_column("change", "change", Kind::Money));
        table.columns.push(plain_column("customers_before", "customers_before", Kind::Count));
        table.columns.push(plain_column("customers", "customers", Kind::Count));
        for slice in &found.slices {
            let mut row = cells(slice.name.clone(), &slice.lines);
            row.splice(1..1, [text(found.period1.label()), text(found.period0.label())]);
            row.extend([Value::Money(slice.lines.change()), count(slice.customers0), count(slice.customers1)]);
            table.rows.push(Row::body(row));
        }
        table.id = "slices_lines";
        return table;
    }
    // Salespeople have targets of their own; a slice gives a row that two share to the first alone.
    let by_owner = t.rules().slice.as_deref().and_then(Field::named) == Some(Field::Owner);
    let by_owner = by_owner && t.rules().co_owner.is_none();
    let aims: Vec<_> =
        found.slices.iter().map(|slice| targets::of_owner(t, &slice.name).filter(|_| by_owner)).collect();
    let aimed = aims.iter().any(Option::is_some);
    if aimed {
        table.columns.push(plain_column("target", t.words.targets_target(), Kind::Money));
        table.columns.push(plain_column("target_share", t.words.targets_actual(), Kind::Share));
    }
    let with = |mut cells: Vec<Value>, aim: Option<&Aim>| {
        if aimed {
            cells.push(aim.map_or(Value::Empty, |aim| Value::Money(aim.target)));
            cells.push(ratio(aim.and_then(Aim::share)));
        }
        cells
    };
    let (shown, rest) = shown(t, &found.slices);
    for (slice, aim) in shown.iter().zip(&aims) {
        table.rows.push(Row::body(with(cells(name(t, slice), &slice.lines), *aim)));
    }
    if !rest.is_empty() {
        let mut sum = SliceLines::default();
        rest.iter().for_each(|slice| sum.join(&slice.lines));
        table.rows.push(Row::of(RowRole::Rest, with(cells(t.words.other_slices(rest.len()), &sum), None)));
    }
    let book = t.subject.aims.and_then(|aims| aims.period.as_ref()?.book());
    table.rows.push(Row::of(RowRole::Total, with(cells(t.label(Label::Total), &found.whole), book)));
    table
}

/// Divides slices in those that are listed and the rest; a single other is listed too.
fn shown<'a, T>(t: &Telling<'_>, slices: &'a [T]) -> (&'a [T], &'a [T]) {
    let most = if t.speech.full { t.top(SHOWN) } else { SHOWN };
    slices.split_at(if slices.len() <= most + 1 { slices.len() } else { most })
}

/// Gives what each slice makes of the window, and on how many customers it hangs.
fn shares(t: &Telling<'_>, by: &str, found: &Slices, whole: bool) -> Table {
    let mut table = table(if whole { "slices_shares" } else { "slices_share" }, TableRole::Secondary);
    if !t.speech.full {
        table.finding = t.words.slices_share_finding(by);
        let months = t.rules().limits.window_months;
        table.subtitle = t.words.slices_share_subtitle(months, t.subject.orders.currency.as_deref());
    }
    table.columns = vec![
        plain_column("slice", capital(by), Kind::Name),
        t.column("amount", Label::Amount, Kind::Money),
        t.column("share", Label::Share, Kind::Share),
        t.column("customers", Label::Customers, Kind::Count),
        plain_column("cr1", "CR1", Kind::Share),
        plain_column("cr5", "CR5", Kind::Share),
        t.column("hhi", Label::Hhi, Kind::Number(0)),
        plain_column("largest", t.words.slice_largest(), Kind::Name),
    ];
    let mut order: Vec<&Slice> = found.slices.iter().collect();
    order.sort_by_key(|slice| std::cmp::Reverse(slice.share.amount));
    let (listed, rest) = if whole { (&order[..], &[][..]) } else { shown(t, &order) };
    for slice in listed {
        let share = &slice.share;
        let label = if whole { slice.name.clone() } else { name(t, slice) };
        table.rows.push(Row::body(vec![
            text(label),
            Value::Money(share.amount),
            ratio(share.share),
            count(share.customers),
            ratio(share.cr1),
            ratio(share.cr5),
            share.hhi.map_or(Value::Empty, Value::Number),
            share.largest.map_or(Value::Empty, |customer| t.name_cell(customer)),
        ]));
    }
    if !whole {
        let all: Money = order.iter().map(|slice| slice.share.amount).sum();
        let sum = |role, label: String, amount: Money| {
            let mut cells = vec![text(label), Value::Money(amount), ratio(amount.share_of(all))];
            cells.extend(vec![Value::Empty; 5]);
            Row::of(role, cells)
        };
        if !rest.is_empty() {
            let amount = rest.iter().map(|slice| slice.share.amount).sum();
            table.rows.push(sum(RowRole::Rest, t.words.other_slices(rest.len()), amount));
        }
        table.rows.push(sum(RowRole::Total, t.label(Label::Total), all));
    }
    table
}

fn json(t: &Telling<'_>, found: &Slices) -> serde_json::Value {
    use serde_json::json;
    // The report holds the slices; the commands their customers too.
    let slice = |slice: &Slice| {
        let mut what = json!({
            "slice": slice.name, "lines": slice.lines, "change": slice.lines.change(),
            "customers0": slice.customers0, "customers1": slice.customers1, "share": slice.share,
            "largest": slice.share.largest.map(|customer| json!({ "key": t.key(customer), "name": t.name(customer) })),
        });
        if t.speech.full {
            let of = |one: &SliceMover| {
                data::of_customer(t, one.customer, json!({ "movement": one.movement, "lines": one.lines }))
            };
            what["customers"] = slice.movers.iter().map(of).collect();
        }
        what
    };
    let changed = found.changed.iter().map(|one| {
        let name = |at: usize| found.slices.get(at).map(|slice| slice.name.as_str());
        let what = json!({ "from": name(one.from), "to": name(one.to), "r0": one.r0, "r1": one.r1 });
        data::of_customer(t, one.customer, what)
    });
    json!({
        "column": found.column, "period": found.period1, "period_before": found.period0,
        "slices": found.slices.iter().map(slice).collect::<Vec<_>>(), "whole": found.whole,
        "changed": changed.collect::<Vec<_>>(),
    })
}
