//! The bridge under the rules of other systems, side by side, and what each moves.

use super::bridge::line_label;
use super::part::{Part, Told};
use super::telling::{Telling, count, plain_column, table, text};
use super::words::labels::Label;
use super::{Block, Kind, Report, Row, RowRole, Subject, Table, TableRole, Text, Value, View, data};
use crate::analyse::{OtherRule, RulesCompared, Variant, rules_compared};
use crate::model::{Failure, Money, Wants};

/// The part.
pub const PART: Part =
    Part::new("rules_compared", Wants { orders: true, detail: true, rows: true, ..Wants::NONE }, tell).after("matrix");

/// How many customers that a rule counts otherwise are named.
const NAMED: usize = 3;

/// Tells `bridge --compare-rules`.
pub fn compare_rules(subject: &Subject<'_>, view: &View) -> Result<Report, Failure> {
    super::part(&PART, subject, view).map(|report| Report { command: "bridge", ..report })
}

/// Says whether no rule moves a line.
pub(crate) fn same(found: &RulesCompared) -> bool {
    found.variants.iter().all(|variant| variant.lines == found.variants[0].lines)
}

/// Gives the lowest and the highest amount of a line under the other rules.
pub(crate) fn range(found: &RulesCompared, line: &str) -> (Money, Money) {
    let amount = |variant: &Variant| {
        let line = variant.lines.named().into_iter().find(|(name, _)| *name == line);
        line.map_or(Money::ZERO, |(_, amount)| amount)
    };
    let mut amounts: Vec<Money> = found.variants.iter().skip(1).map(amount).collect();
    amounts.sort();
    (amounts.first().copied().unwrap_or_default(), amounts.last().copied().unwrap_or_default())
}

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    let Some(bridge) = &t.subject.analysis.bridge else {
        let finding = t.words.no_bridge(t.period());
        let mut told = Told::begin(PART.id, t.words.rules_compared_nav(), finding.clone());
        told.verdict = Text::plain(finding);
        told.section.lead.push(Text::plain(t.words.no_bridge_why()));
        return Ok(told);
    };
    let credits = t.subject.input.credits;
    let found = rules_compared(t.subject.cube, t.subject.orders, t.rules(), (bridge, credits))?;
    let mut told = Told::begin(PART.id, t.words.rules_compared_nav(), t.words.rules_compared_finding(&found));
    told.verdict = t.words.rules_compared_verdict(bridge, &found);
    told.primary = tidy(&found);
    told.data = json(t, &found);
    let blocks = &mut told.section.blocks;
    blocks.push(Block::Table(side_by_side(t, &found)));
    let moved = moved(t, &found);
    if !moved.rows.is_empty() {
        blocks.push(Block::Table(moved));
    }
    Ok(told)
}

/// Gives the name of a line of the bridge.
fn line(t: &Telling<'_>, id: &'static str, bridge: &RulesCompared) -> String {
    match id {
        "rest" => t.words.rest_line().to_owned(),
        "opening" => format!("{} {}", t.label(Label::Opening), bridge.period0),
        "closing" => format!("{} {}", t.label(Label::Closing), bridge.period1),
        id => t.label(line_label(id)),
    }
}

/// Gives the lines down and the rules across.
fn side_by_side(t: &Telling<'_>, found: &RulesCompared) -> Table {
    let mut table = table("rules_compared_lines", TableRole::Secondary);
    // A terminal has said it already.
    if !t.speech.full {
        table.subtitle = t.words.rules_compared_subtitle(found, t.subject.orders.currency.as_deref());
    }
    // What moves nothing is named below.
    let (shown, same): (Vec<&Variant>, Vec<&Variant>) =
        found.variants.iter().partition(|one| one.rule == OtherRule::InForce || one.lines != found.variants[0].lines);
    if !t.speech.full {
        table.finding = t.words.rules_compared_table(shown.len());
    }
    let heading = |one: &Variant| t.words.rule_heading(one.rule, found.new_after);
    table.columns = vec![plain_column("line", "", Kind::Name)];
    table.columns.extend(shown.iter().map(|one| plain_column(one.rule.name(), heading(one), Kind::Money)));
    for (at, (id, _)) in found.variants[0].lines.named().into_iter().enumerate() {
        let amounts: Vec<Money> = shown.iter().map(|one| one.lines.named()[at].1).collect();
        let level = matches!(id, "opening" | "closing");
        if matches!(id, "adjustments" | "fx" | "rest") && amounts.iter().all(|amount| amount.is_zero()) {
            continue;
        }
        let mut cells = vec![text(line(t, id, found))];
        cells
            .extend(amounts.into_iter().map(|amount| if level { Value::Money(amount) } else { Value::Change(amount) }));
        let role = if level { RowRole::Total } else { RowRole::Body };
        table.rows.push(Row { group: (!level).then_some(id), ..Row::of(role, cells).named(id) });
    }
    let active = t.rules().active;
    let meaning = |one: &Variant| Text::plain(t.words.rule_meaning(one.rule, found, active));
    table.notes.extend(found.variants.iter().map(meaning));
    if !same.is_empty() {
        let headings: Vec<String> = same.into_iter().map(heading).collect();
        table.notes.push(Text::plain(t.words.rules_same(&headings)));
    }
    table.notes.extend(found.not_tried.iter().map(|(rule, why)| Text::plain(t.words.not_tried(*rule, *why, found))));
    table
}

/// Gives each line that a rule moves, with the customers that it counts otherwise below.
fn moved(t: &Telling<'_>, found: &RulesCompared) -> Table {
    let mut table = table("rules_compared_moved", TableRole::Secondary);
    table.columns = vec![
        plain_column("rule", t.words.rule_column(), Kind::Name),
        t.column("line", Label::Line, Kind::Text),
        plain_column("moved", t.words.moved_column(), Kind::Change),
        t.column("customers", Label::Customers, Kind::CountChange),
    ];
    let base = &found.variants[0];
    for one in found.variants.iter().skip(1) {
        let heading = t.words.rule_heading(one.rule, found.new_after);
        for ((id, amount), (_, before)) in one.lines.named().into_iter().zip(base.lines.named()) {
            let customers = one.counts.of_line(id).zip(base.counts.of_line(id));
            let customers = customers.map_or(0, |(now, before)| now as i64 - before as i64);
            if amount == before && customers == 0 {
                continue;
            }
            let number = if customers == 0 { Value::Empty } else { Value::CountChange(customers) };
            table.rows.push(Row::body(vec![
                text(&*heading),
                text(line(t, id, found)),
                Value::Change(amount - before),
                number,
            ]));
        }
        if !one.recounted.is_empty() {
            let names: Vec<String> =
                one.recounted.iter().take(NAMED).map(|one| t.told(one.customer).into_owned()).collect();
            table.notes.push(t.words.recounted(&heading, &names, one.recounted.len() - names.len()));
        }
    }
    if !t.speech.full {
        table.finding = t.words.rules_moved_finding(table.rows.len());
        table.subtitle = t.words.rules_moved_subtitle();
    }
    table
}

/// Gives one row a rule and line: the csv.
fn tidy(found: &RulesCompared) -> Table {
    let mut table = table("rules_compared", TableRole::Primary);
    let column = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("period", Kind::Text),
        ("period_before", Kind::Text),
        ("rule", Kind::Text),
        ("line", Kind::Text),
        ("amount", Kind::Money),
        ("moved", Kind::Money),
        ("customers", Kind::Count),
        ("customers_moved", Kind::Count),
    ]
    .map(column)
    .into();
    let base = &found.variants[0];
    for one in &found.variants {
        for ((id, amount), (_, before)) in one.lines.named().into_iter().zip(base.lines.named()) {
            let customers = one.counts.of_line(id).zip(base.counts.of_line(id));
            table.rows.push(Row::body(vec![
                text(found.period1.label()),
                text(found.period0.label()),
                text(one.rule.name()),
                text(id),
                Value::Money(amount),
                Value::Money(amount - before),
                customers.map_or(Value::Empty, |(now, _)| count(now)),
                customers.map_or(Value::Empty, |(now, before)| Value::Count(now as i64 - before as i64)),
            ]));
        }
    }
    table
}

fn json(t: &Telling<'_>, found: &RulesCompared) -> serde_json::Value {
    use serde_json::json;
    let base = &found.variants[0];
    let variant = |one: &Variant| {
        let moved: serde_json::Map<String, serde_json::Value> = (one.lines.named().into_iter().zip(base.lines.named()))
            .filter(|((_, amount), (_, before))| amount != before)
            .map(|((id, amount), (_, before))| (id.to_owned(), json!(amount - before)))
            .collect();
        let customers: Vec<_> = one.recounted.iter().map(|other| data::of_customer(t, other.customer, other)).collect();
        json!({
            "rule": one.rule, "lines": one.lines, "customers": one.counts, "moved": moved, "recounted": customers,
            "after": (one.rule == OtherRule::NewAfter).then_some(found.new_after),
            "credits": matches!(one.rule, OtherRule::CreditsOrigin | OtherRule::CreditsPeriod).then_some(&found.credits),
        })
    };
    let not_tried = found.not_tried.iter().map(|(rule, why)| json!({ "rule": rule, "why": why }));
    json!({
        "period": found.period1, "period_before": found.period0,
        "rules": found.variants.iter().map(variant).collect::<Vec<_>>(),
        "not_tried": not_tried.collect::<Vec<_>>(),
    })
}
