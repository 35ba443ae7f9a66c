//! How much of revenue hangs on few customers: now, over time, against the year before, and without the largest.

use super::over_time::over_time;
use super::telling::{Telling, count, plain_column, ratio, table, text, total_row};
use super::words::labels::Label;
use super::{
    BarTone, Block, Chart, Kind, Pareto, ParetoBar, Row, RowRole, Section, Size, Slice, Spec, Table, TableRole, Text,
    Value,
};
use crate::analyse::{Concentration, WithoutLargest};
use crate::model::Money;

/// How many customers the Pareto table shows at first, and how many slices the doughnut names.
const SHOWN: usize = 20;
const SLICES: usize = 5;

/// Gives the section.
pub(crate) fn section(t: &Telling<'_>) -> Section {
    let window = &t.subject.analysis.concentration;
    let mut section = Section {
        id: "concentration",
        nav: t.label(Label::NavConcentration),
        finding: finding(t),
        lead: vec![Text::plain(t.words.window_line(window, t.rules().limits.window_months))],
        blocks: Vec::new(),
    };
    section.lead.extend(qualify(t));
    if window.holders.is_empty() {
        return section;
    }
    section.blocks.push(Block::Chart(pareto(t, window)));
    section.blocks.push(Block::Chart(doughnut(t, window)));
    section.blocks.extend(over_time(t).map(Block::Chart));
    section.blocks.push(Block::Table(measures(t, window)));
    if let Some(without) = &t.subject.analysis.without_largest {
        section.blocks.push(Block::Table(without_table(t, window, without)));
    }
    section.blocks.push(Block::Table(tidy(t, TableRole::Data)));
    section
}

/// Says what stands out: the customers above the line, the warnings, or that revenue is spread.
pub(crate) fn finding(t: &Telling<'_>) -> String {
    let window = &t.subject.analysis.concentration;
    let limits = &t.rules().limits;
    let above = window.holders.iter().filter(|holder| holder.share > limits.named);
    let named: Vec<(String, f64)> = above.map(|holder| (t.told(holder.customer).into_owned(), holder.share)).collect();
    let first = window.holders.first();
    let name = first.map(|holder| t.told(holder.customer));
    let largest = name.as_deref().zip(first.map(|holder| holder.share));
    t.words.concentration_finding(window, &named, largest, limits)
}

/// Says what qualifies the shares: negatives apart, a window that the data do not fill, the five largest.
pub(crate) fn qualify(t: &Telling<'_>) -> Vec<Text> {
    let window = &t.subject.analysis.concentration;
    let mut notes = Vec::new();
    if window.not_positive.n > 0 {
        notes.push(t.words.not_positive(window));
    }
    if window.partial_window {
        notes.push(Text::plain(t.words.window_partial(window, t.subject.cube.span.first_day)));
    }
    notes
}

fn pareto(t: &Telling<'_>, window: &Concentration) -> Chart {
    let bars = window.holders.iter().map(|holder| ParetoBar {
        name: t.name(holder.customer).to_owned(),
        amount: holder.amount,
        share: holder.share,
        together: holder.together,
        class: holder.class,
    });
    let class = |wanted: char| window.holders.iter().filter(|holder| holder.class == wanted).count();
    Chart {
        id: "pareto",
        finding: t.words.pareto_finding(window),
        subtitle: t.words.pareto_subtitle(window, t.rules().limits.window_months),
        size: Size::TwoThirds,
        spec: Spec::Pareto(Pareto {
            bars: bars.collect(),
            make_80: window.make_80_percent,
            classes: [class('A'), class('B'), class('C')],
            label: t.words.pareto_label(window.make_80_percent),
        }),
        table: Some(holders(t, window)),
        description: t.words.pareto_finding(window),
        notes: Vec::new(),
    }
}

fn holders(t: &Telling<'_>, window: &Concentration) -> Table {
    let mut table = table("pareto", TableRole::ChartData);
    table.show = Some(SHOWN);
    table.columns = vec![
        plain_column("rank", "#", Kind::Count),
        t.column("customer", Label::Customer, Kind::Name),
        plain_column("amount", t.words.window_column(t.rules().limits.window_months), Kind::Money),
        t.column("share", Label::Share, Kind::Share),
        t.column("together", Label::Together, Kind::Share),
        t.column("class", Label::Class, Kind::Mark),
    ];
    for (at, holder) in window.holders.iter().enumerate() {
        table.rows.push(Row::body(vec![
            count(at + 1),
            t.name_cell(holder.customer),
            Value::Money(holder.amount),
            Value::Ratio(holder.share),
            Value::Ratio(holder.together),
            text(holder.class.to_string()),
        ]));
    }
    let whole = ratio((!window.holders.is_empty()).then_some(1.0));
    let cells =
        vec![Value::Empty, text(t.label(Label::Total)), Value::Money(window.amount), whole, Value::Empty, Value::Empty];
    table.rows.push(total_row(cells));
    table
}

fn doughnut(t: &Telling<'_>, window: &Concentration) -> Chart {
    let many = SLICES.min(window.holders.len());
    let mut slices: Vec<Slice> = window.holders[..many]
        .iter()
        .map(|holder| Slice { name: t.name(holder.customer).to_owned(), share: holder.share, rest: false })
        .collect();
    let others = window.holders.len() - many;
    if others > 0 {
        let share = window.holders[many..].iter().map(|holder| holder.share).sum();
        slices.push(Slice { name: t.words.others(others), share, rest: true });
    }
    let mut data = table("largest", TableRole::ChartData);
    data.columns =
        vec![t.column("customer", Label::Customer, Kind::Name), t.column("share", Label::Share, Kind::Share)];
    for slice in &slices {
        let role = if slice.rest { RowRole::Rest } else { RowRole::Body };
        data.rows.push(Row::of(role, vec![text(slice.name.clone()), Value::Ratio(slice.share)]));
    }
    let share: f64 = slices.iter().filter(|slice| !slice.rest).map(|slice| slice.share).sum();
    Chart {
        id: "doughnut",
        finding: t.words.doughnut_finding(many, share),
        subtitle: t.words.window_range(window, t.rules().limits.window_months),
        size: Size::Third,
        spec: Spec::Doughnut(slices),
        table: Some(data),
        description: t.words.doughnut_finding(many, share),
        notes: Vec::new(),
    }
}

fn without_table(t: &Telling<'_>, window: &Concentration, without: &WithoutLargest) -> Table {
    let mut table = table("without_largest", TableRole::Secondary);
    let name = t.told(without.customer);
    table.finding = t.words.without_finding(without.window - window.amount);
    table.subtitle = t.words.without_subtitle(&name, t.subject.orders.currency.as_deref());
    table.columns = vec![
        t.column("measure", Label::Measure, Kind::Name),
        t.column("now", Label::Now, Kind::Money),
        t.column("without", Label::Without, Kind::Money),
        t.column("difference", Label::Difference, Kind::Change),
    ];
    let mut money = |id, label: Label, now: Money, then: Money, signed: bool| {
        let level = |amount| if signed { Value::Change(amount) } else { Value::Money(amount) };
        let cells = vec![text(t.label(label)), level(now), level(then), Value::Change(then - now)];
        table.rows.push(Row::body(cells).named(id));
    };
    money("window_revenue", Label::WindowRevenue, window.amount, without.window, false);
    let period = t.figures(t.period()).map_or_else(|| t.total(t.place()), |figures| figures.amount);
    money("period_revenue", Label::PeriodRevenue, period, without.period, false);
    if let Some(bridge) = &t.subject.analysis.bridge {
        money("change", Label::Change, bridge.change(), without.change, true);
    }
    for (id, name, now, then) in [("cr1", "CR1", window.cr1, without.cr1), ("cr5", "CR5", window.cr5, without.cr5)] {
        let points =
            now.zip(then).map_or(Value::Empty, |(now, then)| Value::Word(t.words.points_short(then - now).into()));
        table.rows.push(Row::body(vec![text(name), ratio(now), ratio(then), points]).named(id));
    }
    let hhi = |value: Option<f64>| value.map_or(Value::Empty, |value| Value::Count(value.round() as i64));
    let change = match (hhi(window.hhi), hhi(without.hhi)) {
        (Value::Count(now), Value::Count(then)) => Value::CountChange(then - now),
        _ => Value::Empty,
    };
    table.rows.push(Row::body(vec![text(t.label(Label::Hhi)), hhi(window.hhi), hhi(without.hhi), change]).named("hhi"));
    table.notes.push(Text::plain(t.words.replaced_by(without)));
    if t.subject.analysis.bridge.is_some() {
        table.notes.push(t.words.change_without(without.change));
    }
    table
}

/// Gives the measures now and a year before.
fn measures(t: &Telling<'_>, window: &Concentration) -> Table {
    let before = t.subject.analysis.concentration_year_before.as_ref();
    let mut table = table("measures", TableRole::Secondary);
    table.finding = t.words.measures_finding(before.is_some());
    table.subtitle = t.words.measures_subtitle(t.rules().limits.window_months);
    table.columns =
        vec![t.column("measure", Label::Measure, Kind::Name), plain_column("now", window.to.to_string(), Kind::Share)];
    if let Some(before) = before {
        table.columns.push(plain_column("year_before", before.to.to_string(), Kind::Share));
        table.columns.push(t.column("change", Label::Change, Kind::Points));
    }
    type Pick = fn(&Concentration) -> Option<f64>;
    let shares: [(&str, &str, Pick); 5] = [
        ("cr1", "CR1", |w| w.cr1),
        ("cr3", "CR3", |w| w.cr3),
        ("cr5", "CR5", |w| w.cr5),
        ("cr10", "CR10", |w| w.cr10),
        ("cr20", "CR20", |w| w.cr20),
    ];
    for (id, name, pick) in shares {
        let mut cells = vec![text(name), ratio(pick(window))];
        if let Some(before) = before {
            cells.push(ratio(pick(before)));
            cells.push(ratio(pick(window).zip(pick(before)).map(|(now, then)| now - then)));
        }
        table.rows.push(Row::body(cells).named(id));
    }
    let numbers: [(&str, Label, u8, Pick); 3] = [
        ("hhi", Label::Hhi, 0, |w| w.hhi),
        ("effective_customers", Label::EffectiveCustomers, 1, |w| w.effective_customers),
        ("gini", Label::Gini, 3, |w| w.gini),
    ];
    for (id, label, decimals, pick) in numbers {
        let word = |value: Option<f64>| value.map_or(Value::Empty, |value| text(t.speech.number(value, decimals)));
        let mut cells = vec![text(t.label(label)), word(pick(window))];
        if let Some(before) = before {
            cells.push(word(pick(before)));
            let change = pick(window).zip(pick(before)).map(|(now, then)| t.speech.signed_number(now - then, decimals));
            cells.push(change.map_or(Value::Empty, text));
        }
        table.rows.push(Row::body(cells).named(id));
    }
    type Number = fn(&Concentration) -> usize;
    let counts: [(&str, String, Number); 3] = [
        ("customers", t.label(Label::Customers), |w| w.customers),
        ("make_80_percent", t.label(Label::Make80), |w| w.make_80_percent),
        ("above_named", t.words.above_named(t.rules().limits.named), |w| w.above_named),
    ];
    for (id, label, pick) in counts {
        let mut cells = vec![text(label), count(pick(window))];
        if let Some(before) = before {
            cells.push(count(pick(before)));
            cells.push(Value::CountChange(pick(window) as i64 - pick(before) as i64));
        }
        table.rows.push(Row::body(cells).named(id));
    }
    table
}

/// Gives the largest customers of the window with a bar each, the others in one line: what `share` shows.
pub(crate) fn largest(t: &Telling<'_>) -> Table {
    let window = &t.subject.analysis.concentration;
    let shown = t.top(10).min(window.holders.len());
    let mut table = table("share", TableRole::Secondary);
    table.columns = vec![
        plain_column("rank", "", Kind::Count),
        t.column("customer", Label::Customer, Kind::Name),
        plain_column("amount", t.words.window_column(t.rules().limits.window_months), Kind::Money),
        t.column("share", Label::Share, Kind::Share),
        t.column("together", Label::Together, Kind::Share),
        plain_column("bar", "", Kind::Bar),
    ];
    let whole = window.holders.first().map_or(1.0, |holder| holder.share);
    for (at, holder) in window.holders[..shown].iter().enumerate() {
        table.rows.push(Row::body(vec![
            count(at + 1),
            t.name_cell(holder.customer),
            Value::Money(holder.amount),
            Value::Ratio(holder.share),
            Value::Ratio(holder.together),
            Value::Bar { start: 0.0, end: holder.share / whole, tone: BarTone::Total },
        ]));
    }
    let rest = &window.holders[shown..];
    if !rest.is_empty() {
        let amount: Money = rest.iter().map(|holder| holder.amount).sum();
        let share = rest.iter().map(|holder| holder.share).sum();
        let cells = vec![
            Value::Empty,
            text(t.words.others(rest.len())),
            Value::Money(amount),
            Value::Ratio(share),
            Value::Ratio(1.0),
            Value::Empty,
        ];
        table.rows.push(Row::of(RowRole::Rest, cells));
    }
    if !window.holders.is_empty() {
        let name = text(t.words.customers(window.holders.len()));
        let cells =
            vec![Value::Empty, name, Value::Money(window.amount), Value::Ratio(1.0), Value::Empty, Value::Empty];
        table.rows.push(total_row(cells));
    }
    table
}

/// Gives every customer of the window as a tidy table; those with nothing positive have no share.
pub(crate) fn tidy(t: &Telling<'_>, role: TableRole) -> Table {
    let window = &t.subject.analysis.concentration;
    let mut table = table("share", role);
    let id = |id: &'static str, kind| plain_column(id, id, kind);
    table.columns = vec![
        id("from", Kind::Date),
        id("to", Kind::Date),
        id("rank", Kind::Count),
        id("key", Kind::Text),
        id("customer", Kind::Name),
        id("amount", Kind::Money),
        id("share", Kind::Share),
        id("together", Kind::Share),
        id("class", Kind::Mark),
    ];
    let many = t.view.top.filter(|_| role == TableRole::Primary).unwrap_or(usize::MAX);
    for (at, holder) in window.holders.iter().take(many).enumerate() {
        table.rows.push(Row::body(vec![
            Value::Date(window.from),
            Value::Date(window.to),
            count(at + 1),
            t.key_cell(holder.customer),
            t.name_cell(holder.customer),
            Value::Money(holder.amount),
            Value::Ratio(holder.share),
            Value::Ratio(holder.together),
            text(holder.class.to_string()),
        ]));
    }
    for (customer, amount) in window.others.iter().take(many.saturating_sub(window.holders.len())) {
        table.rows.push(Row::body(vec![
            Value::Date(window.from),
            Value::Date(window.to),
            Value::Empty,
            t.key_cell(*customer),
            t.name_cell(*customer),
            Value::Money(*amount),
            Value::Empty,
            Value::Empty,
            t.class(*customer).map_or(Value::Empty, |class| text(class.to_string())),
        ]));
    }
    table
}
