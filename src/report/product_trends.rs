//! Which products customers buy more and more, or less and less of; and the same of one customer, for `trend --customer`.

use super::data;
use super::findings::Candidate;
use super::part::{Part, Told};
use super::telling::{Telling, count, number, period_column, plain_column, table, text};
use super::words::Words;
use super::words::labels::Label;
use super::words::speech::rounded;
use super::{Block, Column, Kind, Row, Series, Table, TableRole, Text, Value};
use crate::analyse::{ProductTrend, ProductTrends, product_trends, products};
use crate::model::{Failure, Money, Wants};

/// The part: it has no command of its own, `trend --customer` tells it of one customer.
pub const PART: Part =
    Part::new("product_trends", Wants { products: true, rows: true, ..Wants::NONE }, |t| Ok::<Told, Failure>(tell(t)))
        .after("trend");

/// How many a page lists at first, and how many of one customer a terminal does.
const SHOWN: usize = 20;
const OF_ONE: usize = 10;

/// A product that moves inside a customer, as a sentence tells it.
#[derive(Clone, Debug)]
pub struct ProductMove {
    pub customer: String,
    pub product: String,
    pub rises: bool,
    /// The slope a period, in currency units, and the number of periods.
    pub slope: f64,
    pub periods: usize,
}

fn find(t: &Telling<'_>) -> Option<ProductTrends> {
    product_trends(t.subject.cube, t.by_product()?, t.period())
}

fn tell(t: &Telling<'_>) -> Told {
    let Some(found) = find(t) else {
        let why = t.words.product_trends_unknown();
        let mut told = Told::begin(PART.id, t.words.product_trends_nav(), why);
        told.verdict = Text::plain(why).ended(t.words.full_stop());
        return told;
    };
    let mut told = Told::begin(PART.id, t.words.product_trends_nav(), t.words.product_trends_finding(&found));
    told.verdict = t.words.product_trends_verdict(&found);
    told.candidates.extend(offered(t, &found));
    told.data = json(t, &found);
    told.primary = tidy(t, &found);
    told.section.lead.push(told.verdict.clone());
    if !found.list.is_empty() {
        told.section.blocks.push(Block::Table(list(t, &found)));
    }
    told
}

/// Offers the certain ones: what they move in a year.
fn offered(t: &Telling<'_>, found: &ProductTrends) -> Option<Candidate> {
    let certain: Vec<&ProductTrend> = found.list.iter().filter(|one| one.certain).collect();
    let first = certain.first()?;
    let a_year: f64 =
        certain.iter().map(|one| one.test.slope.abs()).sum::<f64>() * 365.0 / f64::from(t.period().days());
    let (many, tested) = (certain.len(), found.tested);
    let moved = ProductMove {
        customer: t.told(first.customer).into_owned(),
        product: product(t, first).to_owned(),
        rises: first.test.slope > 0.0,
        slope: first.test.slope,
        periods: first.series.len(),
    };
    let say = move |words: &dyn Words| words.said_product_trends(many, tested, &moved);
    Some(Candidate::new((PART.id, PART.id), rounded(a_year), 0.5, say))
}

fn product<'a>(t: &Telling<'a>, one: &ProductTrend) -> &'a str {
    products(t.subject.orders).map_or("", |(texts, _)| texts.values.get(one.product))
}

/// The columns of a product's trend, and what is in a row of them.
fn facts(t: &Telling<'_>) -> [Column; 4] {
    [
        t.column("direction", Label::Trend, Kind::Mark),
        t.column("slope", Label::PerPeriod, Kind::Change),
        period_column("amount", t.period(), t.period().label(), Kind::Money),
        plain_column("series", t.words.span(&t.recent_labels()), Kind::Series),
    ]
}

fn values(t: &Telling<'_>, one: &ProductTrend) -> [Value; 4] {
    let places = t.recent();
    let at =
        |place: &usize| place.checked_sub(one.start).and_then(|at| one.series.get(at)).map(|amount| amount.units());
    let strong = places.len().checked_sub(1);
    let series = Series { points: places.iter().map(at).collect(), line: false, last_partial: false, strong };
    [
        text(t.words.moving(one.direction, one.certain)),
        Value::Change(rounded(one.test.slope)),
        Value::Money(one.series.last().copied().unwrap_or(Money::ZERO)),
        Value::Series(series.into()),
    ]
}

fn list(t: &Telling<'_>, found: &ProductTrends) -> Table {
    let mut table = table("products_moving", TableRole::Register);
    table.show = Some(t.top(SHOWN));
    table.subtitle = t.words.product_trends_subtitle(t.subject.orders.currency.as_deref());
    table.columns = vec![
        t.column("customer", Label::Customer, Kind::Name),
        plain_column("product", t.words.product_heading(found.by_category), Kind::Text),
        plain_column("own", t.words.product_trends_own(), Kind::Mark),
    ];
    table.columns.extend(facts(t));
    for one in &found.list {
        let own = t.trend(one.customer);
        let own =
            own.map_or(Value::Empty, |own| text(t.words.moving(own.direction, own.certain || !own.direction.moves())));
        let mut cells = vec![t.name_cell(one.customer), text(product(t, one)), own];
        cells.extend(values(t, one));
        table.rows.push(Row::body(cells));
    }
    table
}

/// Gives which products of one customer rise or fall, for `trend --customer`; nothing where none does, or it cannot be known.
pub(crate) fn of_customer(t: &Telling<'_>, customer: usize) -> Option<Block> {
    let found = find(t)?;
    let own: Vec<&ProductTrend> = found.list.iter().filter(|one| one.customer == customer).collect();
    if own.is_empty() {
        return None;
    }
    let mut table = table("products_moving", TableRole::Secondary);
    table.columns = vec![plain_column("product", t.words.product_trends_heading(own.len()), Kind::Name)];
    table.columns.extend(facts(t));
    for one in own.iter().take(t.top(OF_ONE)) {
        let mut cells = vec![text(product(t, one))];
        cells.extend(values(t, one));
        table.rows.push(Row::body(cells));
    }
    Some(Block::Table(table))
}

/// Gives the same as data; nothing where it cannot be known.
pub(crate) fn json_of_customer(t: &Telling<'_>, customer: usize) -> serde_json::Value {
    let Some(found) = find(t) else { return serde_json::Value::Null };
    found.list.iter().filter(|one| one.customer == customer).map(|one| line(t, one)).collect()
}

/// Gives every product that rises or falls inside a customer as a tidy table.
fn tidy(t: &Telling<'_>, found: &ProductTrends) -> Table {
    let mut table = table("product_trends", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("product", Kind::Text),
        ("order_days", Kind::Count),
        ("periods", Kind::Count),
        ("direction", Kind::Mark),
        ("certain", Kind::Mark),
        ("s", Kind::Count),
        ("p", Kind::Number(6)),
        ("slope", Kind::Money),
        ("amount", Kind::Money),
    ]
    .map(id)
    .into();
    for one in &found.list {
        table.rows.push(Row::body(vec![
            t.key_cell(one.customer),
            t.name_cell(one.customer),
            text(product(t, one)),
            count(one.order_days),
            count(one.series.len()),
            text(if one.test.s > 0 { "rising" } else { "falling" }),
            text(if one.certain { "true" } else { "false" }),
            Value::Count(one.test.s),
            number(Some(one.test.p)),
            Value::Money(rounded(one.test.slope)),
            Value::Money(one.series.last().copied().unwrap_or(Money::ZERO)),
        ]));
    }
    table
}

fn line(t: &Telling<'_>, one: &ProductTrend) -> serde_json::Value {
    let mut line = data::of_customer(t, one.customer, one);
    if let Some(fields) = line.as_object_mut() {
        fields.insert("product".to_owned(), product(t, one).into());
    }
    line
}

fn json(t: &Telling<'_>, found: &ProductTrends) -> serde_json::Value {
    let mut data = data::found(found);
    if let Some(fields) = data.as_object_mut() {
        fields.insert("products".to_owned(), found.list.iter().map(|one| line(t, one)).collect());
    }
    data
}
