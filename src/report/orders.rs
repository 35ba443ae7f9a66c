//! What orders tell beside their money: whether lost customers faded or stopped, how long shipping takes, and what became of
//! samples.

use std::collections::BTreeMap;

use super::data;
use super::findings::Candidate;
use super::part::{Part, Told};
use super::telling::{Telling, count, date, number, plain_column, ratio, table, text, total_row};
use super::words::Words;
use super::words::labels::Label;
use super::{Block, Kind, Row, RowRole, Table, TableRole, Text, Value};
use crate::analyse::{
    CustomerTime, LeadTimes, Loss, LossKind, Losses, Sampled, Samples, groups, lead_times, losses, samples,
};
use crate::model::{Failure, Field, Tally, Wants};

/// The part.
pub const PART: Part =
    Part::new("orders", Wants { orders: true, rows: true, detail: true, ..Wants::NONE }, tell).after("movements");

/// How many customers a list shows at first.
const SHOWN: usize = 10;

/// Everything that the part knows; nothing where the book cannot carry it.
pub struct Found {
    pub losses: Option<Losses>,
    pub times: Option<LeadTimes>,
    pub samples: Option<Samples>,
}

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    let (cube, orders, rules) = (t.subject.cube, t.subject.orders, t.rules());
    let end = if t.subject.analysis.complete { t.place() + 1 } else { 0 };
    // Of sums of periods, nothing is known of orders and their days.
    let asked = !rules.samples.is_empty() || orders.dates.contains_key(Field::ShipDate.name());
    let groups = if asked && t.has_orders() { groups(orders) } else { Vec::new() };
    let found = Found {
        losses: t.subject.analysis.bridge.as_ref().map(|bridge| losses(cube, bridge)),
        times: lead_times(cube, orders, &groups, end, |period| t.shown(period)),
        samples: (!rules.samples.is_empty()).then(|| samples(cube, orders, &groups, &rules.samples)),
    };
    let mut told = Told::begin(PART.id, t.words.orders_nav(), t.words.orders_finding(&found));
    told.verdict = t.words.orders_verdict(&found);
    told.findings = t.words.orders_findings(&found);
    told.candidates.extend(found.times.as_ref().and_then(|times| offered(t, times)));
    told.data = json(t, &found);
    told.primary = tidy(t, &found);
    if !t.speech.full {
        told.section.lead = std::iter::once(told.verdict.clone()).chain(told.findings.iter().cloned()).collect();
    }
    let blocks = &mut told.section.blocks;
    if let Some(losses) = found.losses.as_ref().filter(|losses| !losses.list.is_empty()) {
        blocks.push(Block::Table(kinds(t, losses)));
        blocks.push(Block::Table(lost(t, losses)));
    }
    if let Some(times) = &found.times {
        blocks.push(Block::Table(by_period(t, times)));
        blocks.extend(slower(t, times).map(Block::Table));
    }
    if let Some(samples) = found.samples.as_ref().filter(|samples| samples.customers > 0) {
        if samples.new_customers > 0 {
            blocks.push(Block::Table(by_sample(t, samples)));
        }
        blocks.push(Block::Table(sampled(t, samples)));
    }
    Ok(told)
}

/// The fewest shipped orders of a period whose median is worth a sentence, and by how much it must grow.
const SHIPPED: usize = 10;
const SLOWER: f64 = 1.25;

/// Offers that orders take longer to be shipped than in the period before.
fn offered(t: &Telling<'_>, times: &LeadTimes) -> Option<Candidate> {
    let [.., before, now] = times.periods.as_slice() else { return None };
    let (before, now) = (before.times, now.times);
    let (then, median) = (before.median?, now.median?);
    let slower = before.shipped.min(now.shipped) >= SHIPPED && median >= SLOWER * then && median >= then + 2.0;
    let say = move |words: &dyn Words| words.said_slower(&before, &now);
    let revenue = t.figures(t.period())?.amount;
    slower.then(|| Candidate::new(("lead_time", PART.id), revenue, 0.1, say))
}

/// Gives the first column of a list: on a terminal its heading says what is listed.
fn head(t: &Telling<'_>, id: &str, shown: usize, of: usize) -> super::Column {
    match t.speech.full {
        true => plain_column("customer", t.words.orders_head(id, shown, of), Kind::Name),
        false => t.column("customer", Label::Customer, Kind::Name),
    }
}

/// Begins a list of customers, titled on the page.
fn begun(t: &Telling<'_>, id: &'static str, number: usize) -> Table {
    let mut table = table(id, TableRole::Secondary);
    if !t.speech.full {
        table.finding = t.words.orders_list(id, number);
        table.subtitle = t.words.orders_list_subtitle(id, t.subject.analysis.bridge.as_ref(), t.as_of());
        table.show = Some(t.top(SHOWN).min(number));
    }
    table
}

fn kinds(t: &Telling<'_>, losses: &Losses) -> Table {
    let mut table = begun(t, "loss_kinds", losses.list.len());
    table.show = None;
    table.columns = vec![
        plain_column("kind", t.words.loss_heading(), Kind::Name),
        t.column("customers", Label::Customers, Kind::Count),
        t.column("amount", Label::Amount, Kind::Change),
        t.column("share", Label::Share, Kind::Share),
    ];
    let mut whole = Tally::default();
    let all = [
        (LossKind::Gradual, losses.gradual),
        (LossKind::Sudden, losses.sudden),
        (LossKind::Occasional, losses.occasional),
        (LossKind::TooShort, losses.too_short),
    ];
    all.iter().for_each(|(_, tally)| whole += *tally);
    let cells = |name: String, tally: Tally| {
        let share = (-tally.amount).share_of(-whole.amount);
        vec![text(name), count(tally.n as usize), Value::Money(tally.amount), ratio(share)]
    };
    for (kind, tally) in all {
        table.rows.push(Row::body(cells(t.words.loss_kind(kind).to_owned(), tally)).named(kind_id(kind)));
    }
    table.rows.push(total_row(cells(t.label(Label::Total), whole)));
    table
}

fn lost(t: &Telling<'_>, losses: &Losses) -> Table {
    let many = losses.list.len();
    let shown = t.top(SHOWN).min(many);
    let mut table = begun(t, "losses", many);
    table.columns = vec![
        head(t, "losses", shown, many),
        t.column("amount", Label::Amount, Kind::Change),
        plain_column("kind", t.words.loss_heading(), Kind::Mark),
        t.column("usual", Label::Usual, Kind::Money),
        t.column("streak", Label::Falls, Kind::Count),
        plain_column("mark", "", Kind::Mark),
        plain_column("series", t.words.last_periods(t.recent().len()), Kind::Series),
    ];
    let rows = if t.speech.full { &losses.list[..shown] } else { &losses.list[..] };
    for one in rows {
        let mark = match one {
            Loss { seasonal: true, .. } => text(t.label(Label::Seasonal)),
            Loss { not_yet_due: true, .. } => text(t.label(Label::NotYetDue)),
            _ => Value::Empty,
        };
        let usual = one.usual.map_or(Value::Empty, |usual| Value::Money(super::words::speech::rounded(usual)));
        table.rows.push(Row::body(vec![
            t.name_cell(one.customer),
            Value::Money(-one.r0),
            text(t.words.loss_mark(one.kind)),
            usual,
            count(one.streak),
            mark,
            Value::Series(t.series(one.customer).into()),
        ]));
    }
    table
}

fn by_period(t: &Telling<'_>, times: &LeadTimes) -> Table {
    let mut table = begun(t, "lead_times", times.periods.len());
    table.show = None;
    let first = t.recent().first().map(|&at| t.subject.cube.periods[at]);
    table.columns = vec![
        t.column("period", Label::Period, Kind::Text),
        t.column("orders", Label::Orders, Kind::Count),
        plain_column("shipped", t.words.shipped(), Kind::Count),
        plain_column("median", t.words.median_days(), Kind::Number(1)),
        plain_column("mean", t.words.mean_days(), Kind::Number(1)),
        plain_column("longest", t.words.longest_days(), Kind::Count),
    ];
    for one in times.periods.iter().filter(|one| first.is_none_or(|first| one.period >= first)) {
        let label = if one.short { format!("{}*", one.period) } else { one.period.label() };
        let role = if one.short { RowRole::Muted } else { RowRole::Body };
        if one.short {
            table.notes.push(Text::plain(t.words.short_period()));
        }
        table.rows.push(Row::of(
            role,
            vec![
                text(label),
                count(one.times.orders),
                count(one.times.shipped),
                number(one.times.median),
                number(one.times.mean),
                one.times.longest.map_or(Value::Empty, |days| Value::Count(i64::from(days))),
            ],
        ));
    }
    table
}

/// Gives the customers that waited longer than before.
fn slower(t: &Telling<'_>, times: &LeadTimes) -> Option<Table> {
    let all: Vec<&CustomerTime> =
        times.customers.iter().filter(|one| one.change.is_some_and(|change| change > 0.0)).collect();
    if all.is_empty() {
        return None;
    }
    let (shown, many) = (t.top(SHOWN).min(all.len()), all.len());
    let mut table = begun(t, "slower", many);
    table.columns = vec![
        head(t, "slower", shown, many),
        plain_column("before", t.words.days_before(), Kind::Number(1)),
        plain_column("now", t.words.days_now(), Kind::Number(1)),
        t.column("change", Label::Change, Kind::Number(1)),
        plain_column("shipped", t.words.shipped(), Kind::Count),
    ];
    let rows = if t.speech.full { &all[..shown] } else { &all[..] };
    for one in rows {
        table.rows.push(Row::body(vec![
            t.name_cell(one.customer),
            number(one.before.median),
            number(one.now.median),
            number(one.change),
            count(one.now.shipped),
        ]));
    }
    Some(table)
}

fn by_sample(t: &Telling<'_>, samples: &Samples) -> Table {
    let mut table = begun(t, "sample_periods", samples.new_customers);
    table.show = None;
    table.columns = vec![
        t.column("period", Label::Period, Kind::Text),
        plain_column("customers", t.words.sampled_new(), Kind::Count),
        plain_column("ordered", t.words.ordered_later(), Kind::Count),
        t.column("share", Label::Share, Kind::Share),
        plain_column("median", t.words.median_days(), Kind::Number(1)),
        plain_column("revenue", t.words.revenue_since(), Kind::Money),
    ];
    let share = |ordered: usize, of: usize| ratio((of > 0).then(|| ordered as f64 / of as f64));
    for one in &samples.periods {
        table.rows.push(Row::body(vec![
            text(one.period.label()),
            count(one.customers),
            count(one.ordered),
            share(one.ordered, one.customers),
            number(one.median_days),
            Value::Money(one.revenue),
        ]));
    }
    table.rows.push(Row::of(
        RowRole::Total,
        vec![
            text(t.label(Label::Total)),
            count(samples.new_customers),
            count(samples.ordered.n as usize),
            share(samples.ordered.n as usize, samples.new_customers),
            number(samples.median_days),
            Value::Money(samples.ordered.amount),
        ],
    ));
    table
}

fn sampled(t: &Telling<'_>, samples: &Samples) -> Table {
    let many = samples.list.len();
    let shown = t.top(SHOWN).min(many);
    let mut table = begun(t, "sampled", many);
    table.columns = vec![
        head(t, "sampled", shown, many),
        plain_column("samples", t.words.sample_orders(), Kind::Count),
        plain_column("first", t.words.first_sample(), Kind::Date),
        plain_column("next", t.words.next_order(), Kind::Date),
        plain_column("days", t.words.days_after(), Kind::Days),
        plain_column("revenue", t.words.revenue_since(), Kind::Money),
        plain_column("mark", "", Kind::Mark),
    ];
    let rows = if t.speech.full { &samples.list[..shown] } else { &samples.list[..] };
    for one in rows {
        let days = one.days.or(one.waiting).map_or(Value::Empty, |days| Value::Count(i64::from(days)));
        table.rows.push(Row::body(vec![
            t.name_cell(one.customer),
            count(one.samples.n as usize),
            date(Some(one.first)),
            date(one.next_order),
            days,
            Value::Money(one.orders.amount),
            t.words.sample_mark(one).map_or(Value::Empty, text),
        ]));
    }
    table
}

fn kind_id(kind: LossKind) -> &'static str {
    match kind {
        LossKind::Gradual => "gradual",
        LossKind::Sudden => "sudden",
        LossKind::Occasional => "occasional",
        LossKind::TooShort => "too_short",
    }
}

/// Gives every customer of whom something is known: the csv.
fn tidy(t: &Telling<'_>, found: &Found) -> Table {
    let mut table = table("orders", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("period", Kind::Text),
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("loss", Kind::Mark),
        ("lost_amount", Kind::Money),
        ("orders_before", Kind::Count),
        ("lead_time_before", Kind::Number(1)),
        ("orders", Kind::Count),
        ("shipped", Kind::Count),
        ("lead_time", Kind::Number(1)),
        ("lead_time_change", Kind::Number(1)),
        ("samples", Kind::Count),
        ("sample_amount", Kind::Money),
        ("first_sample", Kind::Date),
        ("was_customer", Kind::Mark),
        ("next_order", Kind::Date),
        ("days", Kind::Count),
        ("orders_since", Kind::Count),
        ("revenue_since", Kind::Money),
    ]
    .map(id)
    .into();
    let losses = found.losses.iter().flat_map(|losses| &losses.list).map(|one: &Loss| (one.customer, one));
    let times = found.times.iter().flat_map(|times| &times.customers).map(|one: &CustomerTime| (one.customer, one));
    let samples = found.samples.iter().flat_map(|samples| &samples.list).map(|one: &Sampled| (one.customer, one));
    let losses: BTreeMap<usize, &Loss> = losses.collect();
    let times: BTreeMap<usize, &CustomerTime> = times.collect();
    let samples: BTreeMap<usize, &Sampled> = samples.collect();
    for at in 0..t.subject.cube.customers.len() {
        let (loss, time, sample) = (losses.get(&at), times.get(&at), samples.get(&at));
        if loss.is_none() && time.is_none() && sample.is_none() {
            continue;
        }
        let truth = |yes: bool| text(if yes { "true" } else { "false" });
        table.rows.push(Row::body(vec![
            text(t.period().label()),
            t.key_cell(at),
            t.name_cell(at),
            loss.map_or(Value::Empty, |one| text(kind_id(one.kind))),
            loss.map_or(Value::Empty, |one| Value::Money(-one.r0)),
            time.map_or(Value::Empty, |one| count(one.before.orders)),
            number(time.and_then(|one| one.before.median)),
            time.map_or(Value::Empty, |one| count(one.now.orders)),
            time.map_or(Value::Empty, |one| count(one.now.shipped)),
            number(time.and_then(|one| one.now.median)),
            number(time.and_then(|one| one.change)),
            sample.map_or(Value::Empty, |one| count(one.samples.n as usize)),
            sample.map_or(Value::Empty, |one| Value::Money(one.samples.amount)),
            date(sample.map(|one| one.first)),
            sample.map_or(Value::Empty, |one| truth(one.was_customer)),
            date(sample.and_then(|one| one.next_order)),
            sample.and_then(|one| one.days).map_or(Value::Empty, |days| Value::Count(i64::from(days))),
            sample.map_or(Value::Empty, |one| count(one.orders.n as usize)),
            sample.map_or(Value::Empty, |one| Value::Money(one.orders.amount)),
        ]));
    }
    if let Some(top) = t.view.top {
        table.rows.truncate(top);
    }
    table
}

fn json(t: &Telling<'_>, found: &Found) -> serde_json::Value {
    let customers = |list: Vec<serde_json::Value>| serde_json::Value::Array(list);
    let mut json = serde_json::json!({ "losses": null, "lead_times": null, "samples": null });
    if let Some(losses) = &found.losses {
        json["losses"] = data::found(losses);
        let each = losses.list.iter().map(|one| data::of_customer(t, one.customer, one));
        json["losses"]["customers"] = customers(each.collect());
    }
    if let Some(times) = &found.times {
        json["lead_times"] = data::found(times);
        let each = times.customers.iter().map(|one| data::of_customer(t, one.customer, one));
        json["lead_times"]["customers"] = customers(each.collect());
    }
    if let Some(samples) = &found.samples {
        json["samples"] = data::found(samples);
        let each = samples.list.iter().map(|one| data::of_customer(t, one.customer, one));
        json["samples"]["list"] = customers(each.collect());
    }
    json
}
