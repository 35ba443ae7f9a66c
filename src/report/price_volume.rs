//! Price, volume and mix: the tree below the existing customers' line of the bridge.

use super::data;
use super::explain::EFFECTS;
use super::findings::Candidate;
use super::part::{Part, Told};
use super::telling::{Telling, plain_column, table, text, total_row};
use super::text::capital;
use super::words::Words;
use super::words::labels::Label;
use super::{Block, Chart, Kind, Ranked, RankedRow, Row, Size, Spec, Step, Table, TableRole, Text, Value, Waterfall};
use crate::analyse::{CustomerSplit, PriceVolume, ProductLine, Split, price_volume};
use crate::model::{Failure, Money, Texts, Wants};

/// The part.
pub const PART: Part = Part::new(
    "price_volume",
    Wants { orders: true, products: true, quantities: true, rows: true, ..Wants::NONE },
    tell,
)
.after("drivers");

/// Above so many lines of customers and products the pack leaves them out, whole, and says which command lists them.
const MOST_LINES: usize = 200_000;

/// How many customers stand beside the waterfall.
const BEHIND: usize = 8;

/// How many customers a page lists at first.
const SHOWN: usize = 10;

/// Gives the effects that add up to the existing customers' change, in the order of the tree.
pub(crate) fn effects(found: &PriceVolume) -> Vec<(&'static str, Money)> {
    let Split { price, volume, cross_sold, dropped, unallocated } = found.split;
    let mut effects = vec![("price", price)];
    match found.mix {
        Some(mix) => effects.extend([("pure_volume", mix.pure_volume), ("mix", mix.mix)]),
        None => effects.push(("volume", volume)),
    }
    effects.extend([("cross_sold", cross_sold), ("dropped", dropped), ("unallocated", unallocated)]);
    effects
}

/// Offers what price and quantity made, where prices or the range of products made more than a little.
fn offered(found: &PriceVolume) -> Option<Candidate> {
    let (split, customers) = (found.split, found.customers.len());
    // Which products are bought in which period is much chance.
    let range = split.cross_sold + split.dropped;
    let heard = split.price.abs() + Money::from_raw(range.abs().raw() / 2);
    let known = found.has_quantities && !(split.price.is_zero() && split.volume.is_zero());
    let say = move |words: &dyn Words| words.said_price_volume(&split, customers);
    known.then(|| Candidate::new((PART.id, PART.id), heard, 0.5, say))
}

fn tell(t: &Telling<'_>) -> Result<Told, Failure> {
    let Some(bridge) = &t.subject.analysis.bridge else {
        let finding = t.words.price_volume_no_bridge(t.period());
        let mut told = Told::begin(PART.id, t.words.price_volume_nav(), finding.clone());
        told.verdict = Text::plain(finding);
        told.section.lead.push(Text::plain(t.words.no_bridge_why()));
        return Ok(told);
    };
    let found = price_volume(t.subject.orders, t.rules(), bridge)?;
    let mut told = Told::begin(PART.id, t.words.price_volume_nav(), t.words.price_volume_finding(&found));
    told.verdict = t.words.price_volume_verdict(bridge, &found);
    told.candidates.extend(offered(&found));
    told.data = json(t, &found);
    let lines: usize = found.counts.values().sum();
    if t.speech.full || lines <= MOST_LINES {
        told.primary = products(t, &found);
    }
    let section = &mut told.section;
    let notes = t.words.price_volume_notes(&found);
    if found.customers.is_empty() {
        return Ok(told);
    }
    section.lead.extend(notes);
    if lines > MOST_LINES {
        section.lead.push(Text::plain(t.words.price_volume_left_out(lines)));
    }
    section.blocks.push(Block::Chart(waterfall(t, &found)));
    section.blocks.extend(behind(t, &found).map(Block::Chart));
    section.blocks.push(Block::Table(customers(t, &found)));
    Ok(told)
}

fn waterfall(t: &Telling<'_>, found: &PriceVolume) -> Chart {
    let total = |id, label: String, amount| Step { id, label, under: String::new(), amount, total: true };
    let mut steps = vec![total("opening", found.period0.label(), found.r0)];
    let (mut level, mut high, mut low) = (found.r0, found.r0.positive_part(), found.r0.negative_part());
    let mut data = table("price_volume_effects", TableRole::ChartData);
    data.columns = vec![plain_column("step", "", Kind::Name), t.column("amount", Label::Amount, Kind::Money)];
    data.rows.push(total_row(vec![text(found.period0.label()), Value::Money(found.r0)]).named("opening"));
    for (id, amount) in effects(found) {
        level += amount;
        (high, low) = (high.max(level), low.min(level));
        let label = capital(t.words.node(id));
        data.rows.push(Row::body(vec![text(label.clone()), Value::Change(amount)]).named(id));
        steps.push(Step { id, label, under: String::new(), amount, total: false });
    }
    steps.push(total("closing", found.period1.label(), found.r1));
    data.rows.push(total_row(vec![text(found.period1.label()), Value::Money(found.r1)]).named("closing"));
    let said: Vec<String> = effects(found)
        .iter()
        .map(|(id, amount)| format!("{} {}", t.words.node(id), t.speech.exact_change(*amount)))
        .collect();
    Chart {
        id: "price_volume",
        finding: t.words.price_volume_chart(found),
        subtitle: t.words.price_volume_subtitle(found, t.subject.orders.currency.as_deref()),
        size: Size::TwoThirds,
        spec: Spec::Waterfall(Waterfall { steps, scale: high, scale_low: low }),
        table: Some(data),
        description: t.words.list(&said),
        notes: Vec::new(),
    }
}

/// Gives the customers behind the effect that weighs most.
fn behind(t: &Telling<'_>, found: &PriceVolume) -> Option<Chart> {
    let (id, effect) = EFFECTS.into_iter().rev().max_by_key(|(_, effect)| effect(&found.split).abs())?;
    let mut all: Vec<(usize, Money)> = found.customers.iter().map(|one| (one.customer, effect(&one.split))).collect();
    all.retain(|(_, amount)| !amount.is_zero());
    all.sort_by_key(|(customer, amount)| (amount.is_negative(), std::cmp::Reverse(amount.abs()), *customer));
    let whole = effect(&found.split);
    let most = all
        .iter()
        .rev()
        .filter(|(_, amount)| amount.is_negative() == whole.is_negative())
        .max_by_key(|(_, a)| a.abs())?;
    let one_way = all.iter().all(|(_, amount)| amount.is_negative() == whole.is_negative());
    let share = most.1.abs().share_of(whole.abs()).filter(|_| one_way);
    let mut shown = all.clone();
    shown.sort_by_key(|(customer, amount)| (std::cmp::Reverse(amount.abs()), *customer));
    shown.truncate(BEHIND);
    shown.sort_by_key(|(customer, amount)| (amount.is_negative(), std::cmp::Reverse(amount.abs()), *customer));
    let rest = all.iter().map(|(_, amount)| *amount).sum::<Money>() - shown.iter().map(|(_, amount)| *amount).sum();
    let mut data = table("price_volume_behind", TableRole::ChartData);
    data.columns = vec![
        t.column("customer", Label::Customer, Kind::Name),
        plain_column(id, capital(t.words.node(id)), Kind::Change),
    ];
    data.rows = shown
        .iter()
        .map(|(customer, amount)| Row::body(vec![t.name_cell(*customer), Value::Change(*amount)]))
        .collect();
    let row = |(customer, amount): &(usize, Money)| RankedRow {
        name: t.name(*customer).to_owned(),
        mark: String::new(),
        amount: *amount,
        beside: None,
        neutral: false,
    };
    let others = all.len() - shown.len();
    Some(Chart {
        id: "price_volume_behind",
        finding: t.words.behind_effect(id, &t.told(most.0), most.1, share),
        subtitle: t.words.behind_effect_subtitle(id, t.subject.orders.currency.as_deref()),
        size: Size::Third,
        description: t.words.behind_effect(id, &t.told(most.0), most.1, share),
        spec: Spec::Ranked(Ranked {
            rows: shown.iter().map(row).collect(),
            rest: (others > 0).then(|| format!("{} {}", t.words.others(others), t.speech.signed(rest))),
            ..Ranked::default()
        }),
        table: Some(data),
        notes: Vec::new(),
    })
}

fn customers(t: &Telling<'_>, found: &PriceVolume) -> Table {
    let mut table = table("price_volume_customers", TableRole::Register);
    table.finding = t.words.price_volume_customers(found.customers.len());
    table.subtitle = t.words.price_volume_customers_subtitle(found, t.subject.orders.currency.as_deref());
    table.show = Some(t.top(SHOWN));
    table.columns = vec![
        t.column("customer", Label::Customer, Kind::Name),
        plain_column("amount_before", found.period0.label(), Kind::Money),
        plain_column("amount", found.period1.label(), Kind::Money),
        t.column("change", Label::Change, Kind::Change),
    ];
    let node = |id: &'static str| plain_column(id, capital(t.words.node(id)), Kind::Change);
    table.columns.extend(["price", "volume", "cross_sold", "dropped", "unallocated"].map(node));
    let cells = |name: String, r0: Money, r1: Money, split: &Split| {
        let Split { price, volume, cross_sold, dropped, unallocated } = *split;
        let mut cells = vec![text(name), Value::Money(r0), Value::Money(r1), Value::Money(r1 - r0)];
        cells.extend([price, volume, cross_sold, dropped, unallocated].map(Value::Money));
        cells
    };
    for one in &found.customers {
        table.rows.push(Row::body(cells(t.name(one.customer).to_owned(), one.r0, one.r1, &one.split)));
    }
    table.rows.push(total_row(cells(t.label(Label::Total), found.r0, found.r1, &found.split)));
    table
}

/// Gives the name of a line's product.
pub(crate) fn product<'a>(t: &Telling<'a>, line: &ProductLine) -> Option<&'a str> {
    (line.product != Texts::NONE).then(|| t.subject.orders.product.values.get(line.product))
}

/// Gives every product of every existing customer: the csv.
pub(crate) fn products(t: &Telling<'_>, found: &PriceVolume) -> Table {
    products_of(t, found, &found.customers)
}

/// Gives every product of some customers.
pub(crate) fn products_of(t: &Telling<'_>, found: &PriceVolume, some: &[CustomerSplit]) -> Table {
    let mut table = table("price_volume", TableRole::Primary);
    let column = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("period", Kind::Text),
        ("period_before", Kind::Text),
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("product", Kind::Text),
        ("unit", Kind::Text),
        ("bought", Kind::Text),
        ("amount_before", Kind::Money),
        ("amount", Kind::Money),
        ("quantity_before", Kind::Number(4)),
        ("quantity", Kind::Number(4)),
        ("change", Kind::Money),
        ("price", Kind::Money),
        ("volume", Kind::Money),
        ("cross_sold", Kind::Money),
        ("dropped", Kind::Money),
        ("unallocated", Kind::Money),
    ]
    .map(column)
    .into();
    let (period, before) = (text(found.period1.label()), text(found.period0.label()));
    let quantity = |raw: Option<i64>| raw.map_or(Value::Empty, |raw| Value::Number(raw as f64 / 10_000.0));
    for (one, line) in some.iter().flat_map(|one| one.lines.iter().map(move |line| (one, line))) {
        let Split { price, volume, cross_sold, dropped, unallocated } = line.split;
        let mut cells = Vec::with_capacity(table.columns.len());
        cells.extend([
            period.clone(),
            before.clone(),
            t.key_cell(one.customer),
            t.name_cell(one.customer),
            product(t, line).map_or(Value::Empty, text),
            found.unit_of(line).map_or(Value::Empty, text),
            text(line.bought.name()),
            Value::Money(line.r0),
            Value::Money(line.r1),
            quantity(line.q0),
            quantity(line.q1),
            Value::Money(line.r1 - line.r0),
        ]);
        cells.extend([price, volume, cross_sold, dropped, unallocated].map(Value::Money));
        table.rows.push(Row::body(cells));
    }
    table
}

/// Gives all that was found as data.
pub(crate) fn json(t: &Telling<'_>, found: &PriceVolume) -> serde_json::Value {
    json_where(t, found, |_| true)
}

/// Gives the same with one customer alone.
pub(crate) fn json_of(t: &Telling<'_>, found: &PriceVolume, customer: usize) -> serde_json::Value {
    json_where(t, found, |one| one.customer == customer)
}

fn json_where(t: &Telling<'_>, found: &PriceVolume, shown: impl Fn(&CustomerSplit) -> bool) -> serde_json::Value {
    use serde_json::json;
    let line = |line: &ProductLine| {
        json!({
            "product": product(t, line), "unit": found.unit_of(line), "bought": line.bought,
            "r0": line.r0, "r1": line.r1, "q0": line.q0.map(Money::from_raw), "q1": line.q1.map(Money::from_raw),
            "change": line.r1 - line.r0, "effects": line.split,
        })
    };
    // The report holds the customers; their products stand in its csv, and in the command's JSON.
    let customer = |one: &CustomerSplit| {
        let mut what = json!({
            "r0": one.r0, "r1": one.r1, "change": one.r1 - one.r0, "effects": one.split, "mix": one.mix,
        });
        if t.speech.full {
            what["products"] = one.lines.iter().map(line).collect();
        }
        data::of_customer(t, one.customer, what)
    };
    json!({
        "period": found.period1, "period_before": found.period0, "r0": found.r0, "r1": found.r1,
        "existing": found.split.sum(), "effects": found.split, "mix": found.mix, "mix_between_customers": found.mix_between,
        "fx": found.fx, "units": found.units, "share_a_unit": found.shared, "lines": found.counts,
        "customers": found.customers.iter().filter(|one| shown(one)).map(customer).collect::<Vec<_>>(),
    })
}
