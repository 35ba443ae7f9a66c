//! Retention: how much of customers and revenue stays from period to period, cohort by cohort, and what more of it would have been
//! worth.

use super::data;
use super::part::{Part, Told};
use super::telling::{Telling, count, period_column, plain_column, ratio, table, text, total_row};
use super::words::labels::Label;
use super::{Block, Chart, Column, Kind, Lines, Row, RowRole, Size, Spec, Table, TableRole, Text, Value};
use crate::analyse::{Cohort, Known, Retained, RetentionOverTime, Stayed, retention_over_time};
use crate::model::{Failure, Money, Period, Wants};

/// The part, and its command.
pub const PART: Part = Part::new("retention", Wants { orders: true, ..Wants::NONE }, tell).after("movements");

/// How many cohorts and ages a terminal shows, beside the periods that small charts show.
const NARROW: usize = 8;

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    let found = retention_over_time(t.subject.cube, t.rules(), t.period())?;
    let Some((found, last)) = found.as_ref().and_then(|found| Some((found, found.periods.last()?))) else {
        let mut told = Told::begin(PART.id, t.words.retention_nav(), t.words.no_retention(t.period()));
        told.verdict = Text::plain(t.words.no_retention(t.period())).ended(t.words.full_stop());
        told.section.lead.push(Text::plain(t.words.no_bridge_why()));
        return Ok(told);
    };
    let mut told = Told::begin(PART.id, t.words.retention_nav(), t.words.stay_finding(last));
    told.verdict = t.words.retention_verdict(last);
    told.findings.extend(found.what_if.as_ref().map(|more| t.words.what_if(more)));
    told.data = data::found(found);
    told.primary = tidy(found);
    let section = &mut told.section;
    let assumed = found.what_if.as_ref().map(|_| t.words.what_if_assumes());
    if t.speech.full {
        section.blocks.push(Block::Table(periods(t, found)));
        section.blocks.extend(triangles(t, found).map(Block::Table));
        section.blocks.extend(assumed.map(Block::Note));
        return Ok(told);
    }
    section.lead.push(told.verdict.clone());
    section.lead.extend(told.findings.iter().cloned());
    section.lead.extend(assumed);
    section.blocks.extend(chart(t, found).map(Block::Chart));
    section.blocks.extend(triangles(t, found).map(Block::Table));
    section.blocks.push(Block::Table(cohorts(t, found)));
    Ok(told)
}

/// Gives the cohorts in customers and in money; nothing where nobody was ever active.
fn triangles(t: &Telling<'_>, found: &RetentionOverTime) -> impl Iterator<Item = Table> {
    let both = (!found.cohorts.is_empty()).then(|| [ages(t, found), money(t, found)]);
    both.into_iter().flatten()
}

/// Gives the periods that are shown, the latest as many as there is room for.
fn shown<'a>(t: &Telling<'_>, found: &'a RetentionOverTime) -> Vec<&'a Retained> {
    let many = t.recent().len();
    let all: Vec<&Retained> = found.periods.iter().filter(|one| t.shown(one.period)).collect();
    all[all.len().saturating_sub(many)..].to_vec()
}

/// Gives the ratios of each period as the terminal's table.
fn periods(t: &Telling<'_>, found: &RetentionOverTime) -> Table {
    let mut table = table("retention_lines", TableRole::Secondary);
    let year = found.periods.iter().any(|one| one.year_before.is_some()) && t.year_bridge().is_some();
    table.columns = vec![
        plain_column("period", t.words.grain_heading(None), Kind::Text),
        t.column("nrr", Label::NrrShort, Kind::Share),
        t.column("grr", Label::GrrShort, Kind::Share),
        t.column("customers", Label::Customers, Kind::Count),
        t.column("lost", Label::Lost, Kind::Count),
        plain_column("logo_churn", t.words.of_customers(), Kind::Share),
    ];
    if year {
        table.columns.push(plain_column("nrr_year", t.words.on_year(t.label(Label::NrrShort)), Kind::Share));
        table.columns.push(plain_column("churn_year", t.words.on_year(t.label(Label::Lost)), Kind::Share));
    }
    for one in shown(t, found) {
        let Stayed { customers, lost, nrr, grr, logo_churn, .. } = one.before;
        let label = if one.short { format!("{}*", one.period) } else { one.period.label() };
        let mut cells = vec![text(label), ratio(nrr), ratio(grr), count(customers), count(lost), ratio(logo_churn)];
        if year {
            cells.push(ratio(one.year_before.and_then(|before| before.nrr)));
            cells.push(ratio(one.year_before.and_then(|before| before.logo_churn)));
        }
        table.rows.push(Row::of(if one.short { RowRole::Muted } else { RowRole::Body }, cells));
    }
    if shown(t, found).iter().any(|one| one.short) {
        table.notes.push(Text::plain(t.words.short_before()));
    }
    table
}

/// Gives NRR and GRR over time.
fn chart(t: &Telling<'_>, found: &RetentionOverTime) -> Option<Chart> {
    let shown = shown(t, found);
    let last = *shown.last()?;
    if shown.len() < 2 {
        return None;
    }
    let line = |label: Label, pick: fn(&Retained) -> Option<f64>| {
        (t.label(label), shown.iter().map(|one| pick(one)).collect::<Vec<_>>())
    };
    let finding = t.words.retention_lines(last, shown[0]);
    Some(Chart {
        id: "retention",
        description: finding.clone(),
        finding,
        subtitle: t.words.stay_subtitle(),
        size: Size::Third,
        spec: Spec::Lines(Lines {
            categories: shown.iter().map(|one| one.period.label()).collect(),
            lines: vec![line(Label::NrrShort, |one| one.before.nrr), line(Label::GrrShort, |one| one.before.grr)],
            limit: None,
        }),
        table: Some(Table { role: TableRole::ChartData, ..periods(t, found) }),
        notes: Vec::new(),
    })
}

/// Gives a cohort's name with the mark of what is known of it.
fn named(one: &Cohort) -> String {
    let mark = match one.known {
        Known::BeforeData => "**",
        Known::Unverified => "*",
        Known::Verified => "",
    };
    format!("{}{mark}", one.period)
}

/// Gives the notes that explain the marks of some cohorts.
fn marks(t: &Telling<'_>, shown: &[&Cohort]) -> Vec<Text> {
    let some = |known| shown.iter().any(|one| one.known == known);
    let marks = [Known::BeforeData, Known::Unverified].into_iter().filter(|known| some(*known));
    marks.map(|known| Text::plain(t.words.known(known, t.subject.cube.span.first_day))).collect()
}

/// Gives the latest cohorts, the last ones first to be cut where there are many.
fn latest<'a>(t: &Telling<'_>, found: &'a RetentionOverTime) -> (&'a [Cohort], &'a [Cohort]) {
    let many = if t.speech.full { NARROW } else { t.recent().len().max(NARROW) };
    found.cohorts.split_at(found.cohorts.len().saturating_sub(many))
}

/// Gives the part of each cohort's customers that is active so many periods later.
fn ages(t: &Telling<'_>, found: &RetentionOverTime) -> Table {
    let (_, shown) = latest(t, found);
    let shown: Vec<&Cohort> = shown.iter().filter(|one| t.shown(one.period)).collect();
    let mut table = table("cohorts_customers", TableRole::Matrix);
    let oldest = shown.iter().map(|one| one.periods.len()).max().unwrap_or(1);
    let most = oldest.min(if t.speech.full { NARROW } else { t.recent().len() + 1 });
    let heading = t.words.cohort_heading(shown.len(), found.cohorts.len());
    table.columns = vec![
        plain_column("cohort", if t.speech.full { heading.clone() } else { t.words.cohort() }, Kind::Name),
        t.column("customers", Label::Customers, Kind::Count),
    ];
    let age = |age: usize| Column {
        id: "active",
        period: Some(format!("+{age}")),
        label: t.words.age(age),
        kind: Kind::Share,
    };
    table.columns.extend((1..most).map(age));
    for one in &shown {
        let mut cells = vec![text(named(one)), count(one.customers)];
        let share = |customers: usize| Value::Ratio(customers as f64 / one.customers as f64);
        cells.extend((1..most).map(|age| one.periods.get(age).map_or(Value::Empty, |cell| share(cell.customers))));
        table.rows.push(Row::body(cells));
    }
    if !t.speech.full {
        table.finding = t.words.ages_finding(found.year_later(t.rules().calendar.grain));
        table.subtitle = t.words.ages_subtitle();
    }
    table.notes = marks(t, &shown);
    if t.speech.full && most > 1 {
        table.notes.insert(0, Text::plain(t.words.ages_note()));
    }
    table
}

/// Gives the revenue of each period by the cohort that it is from; the columns add up to the periods.
fn money(t: &Telling<'_>, found: &RetentionOverTime) -> Table {
    let cube = t.subject.cube;
    let places = t.recent();
    let places = if t.speech.full { &places[places.len().saturating_sub(4)..] } else { &places[..] };
    let (earlier, shown) = latest(t, found);
    let mut table = table("cohorts_amount", TableRole::Matrix);
    let heading = if t.speech.full { t.words.revenue_by_cohort() } else { t.words.cohort() };
    table.columns = vec![plain_column("cohort", heading, Kind::Name)];
    let column = |&at: &usize| period_column("net", cube.periods[at], cube.periods[at].label(), Kind::Money);
    table.columns.extend(places.iter().map(column));
    let of = |one: &Cohort, period: Period| one.at(period).map(|cell| cell.amount);
    let cell = |amount: Option<Money>| amount.map_or(Value::Empty, Value::Money);
    let line = |label: String, amount: &dyn Fn(usize) -> Option<Money>| {
        let mut cells = vec![text(label)];
        cells.extend(places.iter().map(|&at| cell(amount(at))));
        cells
    };
    if !earlier.is_empty() {
        let sum = |at: usize| earlier.iter().filter_map(|one| of(one, cube.periods[at])).reduce(|a, b| a + b);
        table.rows.push(Row::of(RowRole::Rest, line(t.words.earlier_cohorts(earlier.len()), &sum)));
    }
    for one in shown {
        table.rows.push(Row::body(line(named(one), &|at| of(one, cube.periods[at]))));
    }
    if places.iter().any(|&at| !found.outside[at].is_zero()) {
        let outside = |at: usize| Some(found.outside[at]);
        table.rows.push(Row::of(RowRole::Rest, line(t.words.outside_cohorts(), &outside)));
    }
    table.rows.push(total_row(line(t.label(Label::Total), &|at| Some(t.total(at)))));
    if !t.speech.full {
        table.finding = t.words.money_finding(found.of_new_in_year(t.rules().calendar.grain));
        table.subtitle = t.words.money_subtitle(t.subject.orders.currency.as_deref());
        table.notes = marks(t, &shown.iter().collect::<Vec<_>>());
    }
    table
}

/// Gives every cohort in every period as a tidy table.
fn cohorts(t: &Telling<'_>, found: &RetentionOverTime) -> Table {
    let mut table = table("cohorts", TableRole::Data);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("cohort", Kind::Text),
        ("known", Kind::Mark),
        ("customers", Kind::Count),
        ("period", Kind::Text),
        ("age", Kind::Count),
        ("active", Kind::Count),
        ("amount", Kind::Money),
    ]
    .map(id)
    .into();
    for one in &found.cohorts {
        for (age, cell) in one.periods.iter().enumerate() {
            table.rows.push(Row::body(vec![
                text(one.period.label()),
                text(known_id(one.known)),
                count(one.customers),
                text(one.period.plus(age as i32).label()),
                count(age),
                count(cell.customers),
                Value::Money(cell.amount),
            ]));
        }
    }
    for (place, amount) in found.outside.iter().enumerate().filter(|(_, amount)| !amount.is_zero()) {
        let period = t.subject.cube.periods[place].label();
        let mut cells = vec![text("none"), Value::Empty, Value::Empty, text(period), Value::Empty, Value::Empty];
        cells.push(Value::Money(*amount));
        table.rows.push(Row::body(cells));
    }
    table
}

fn known_id(known: Known) -> &'static str {
    match known {
        Known::BeforeData => "before_data",
        Known::Unverified => "unverified",
        Known::Verified => "verified",
    }
}

/// Gives the ratios of every period as a tidy table.
fn tidy(found: &RetentionOverTime) -> Table {
    let mut table = table("retention_periods", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("period", Kind::Text),
        ("short", Kind::Mark),
        ("against", Kind::Text),
        ("customers_before", Kind::Count),
        ("lost", Kind::Count),
        ("base", Kind::Money),
        ("now", Kind::Money),
        ("kept", Kind::Money),
        ("nrr", Kind::Share),
        ("grr", Kind::Share),
        ("logo_churn", Kind::Share),
        ("repeat_share", Kind::Share),
    ]
    .map(id)
    .into();
    for one in &found.periods {
        for (stayed, whole) in [(Some(one.before), true), (one.year_before, false)] {
            let Some(stayed) = stayed else { continue };
            table.rows.push(Row::body(vec![
                text(one.period.label()),
                text(if one.short && whole { "true" } else { "false" }),
                text(stayed.from.label()),
                count(stayed.customers),
                count(stayed.lost),
                Value::Money(stayed.base),
                Value::Money(stayed.now),
                Value::Money(stayed.kept),
                ratio(stayed.nrr),
                ratio(stayed.grr),
                ratio(stayed.logo_churn),
                ratio(one.repeat_share.filter(|_| whole)),
            ]));
        }
    }
    table
}
