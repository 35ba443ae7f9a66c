//! What customers who still buy have stopped buying: the list with its money, and the lines that `trend --customer` tells.

use super::data;
use super::findings::Candidate;
use super::part::{Part, Told};
use super::telling::{Telling, count, date, number, plain_column, ratio, table, text};
use super::words::Words;
use super::words::labels::Label;
use super::{Block, Kind, Row, Table, TableRole, Text, Value};
use crate::analyse::{Stopped, StoppedProducts, products, stopped};
use crate::model::{Failure, Wants};

/// The part, and its command.
pub const PART: Part = Part::new("stopped", Wants { orders: true, products: true, rows: true, ..Wants::NONE }, |t| {
    Ok::<Told, Failure>(tell(t))
})
.after("trend");

/// How many a terminal and a page list at first.
const SHOWN: [usize; 2] = [10, 20];

fn find(t: &Telling<'_>) -> Option<StoppedProducts> {
    stopped(t.subject.cube, t.by_product()?)
}

fn tell(t: &Telling<'_>) -> Told {
    let Some(found) = find(t) else {
        let why = t.words.stopped_unknown(t.has_orders());
        let mut told = Told::begin(PART.id, t.words.stopped_nav(), why.clone());
        told.verdict = Text::plain(why).ended(t.words.full_stop());
        return told;
    };
    let mut told = Told::begin(PART.id, t.words.stopped_nav(), t.words.stopped_finding(&found));
    told.verdict = t.words.stopped_verdict(&found);
    told.candidates.extend(offered(t, &found));
    told.data = json(t, &found);
    told.primary = tidy(t, &found);
    let section = &mut told.section;
    if !t.speech.full {
        section.lead.push(told.verdict.clone());
    }
    if !found.list.is_empty() {
        section.blocks.push(Block::Table(list(t, &found)));
    }
    if found.regular > 0 {
        section.blocks.push(Block::Note(t.words.stopped_rule(t.as_of())));
    }
    told
}

/// Offers those that are certain: what hangs on them in a period of the report's length.
fn offered(t: &Telling<'_>, found: &StoppedProducts) -> Option<Candidate> {
    let (certain, amount, by_category) = (found.certain, found.certain_amount, found.by_category);
    let say = move |words: &dyn Words| words.said_stopped(certain, amount, by_category);
    let part = f64::from(t.period().days()) / 365.0;
    (certain > 0).then(|| Candidate::new((PART.id, PART.id), amount, part.min(1.0), say))
}

/// Gives the name of the product.
fn product<'a>(t: &Telling<'a>, one: &Stopped) -> &'a str {
    products(t.subject.orders).map_or("", |(texts, _)| texts.values.get(one.product))
}

fn list(t: &Telling<'_>, found: &StoppedProducts) -> Table {
    let mut table = table("stopped", if t.speech.full { TableRole::Secondary } else { TableRole::Register });
    let shown = t.top(SHOWN[usize::from(!t.speech.full)]);
    let mut all: Vec<&Stopped> = found.list.iter().collect();
    let heading = t.words.stopped_list(shown.min(all.len()), all.len());
    if t.speech.full {
        all.truncate(shown);
    } else {
        table.show = Some(shown);
        table.subtitle = t.words.stopped_subtitle(t.as_of(), t.subject.orders.currency.as_deref());
    }
    let name = if t.speech.full { heading } else { t.label(Label::Customer) };
    table.columns = vec![
        plain_column("customer", name, Kind::Name),
        plain_column("product", t.words.product_heading(found.by_category), Kind::Text),
    ];
    if !t.speech.full {
        table.columns.push(t.column("class", Label::Class, Kind::Mark));
        table.columns.push(plain_column("order_days", t.words.order_days(), Kind::Count));
    }
    table.columns.extend(facts(t));
    if !t.speech.full {
        table.columns.push(plain_column("orders_since", t.words.orders_since(), Kind::Count));
        table.columns.push(plain_column("mark", t.label(Label::Note), Kind::Mark));
    }
    for one in all {
        let mut cells = vec![t.name_cell(one.customer), text(product(t, one))];
        if !t.speech.full {
            cells.push(t.class(one.customer).map_or(Value::Empty, |class| text(class.to_string())));
            cells.push(count(one.order_days));
        }
        cells.extend(values(one));
        if !t.speech.full {
            cells.push(count(one.orders_since));
            cells.push(mark(t, one));
        }
        table.rows.push(Row::body(cells));
    }
    table
}

/// The columns of a product's own cadence, and what is in a row of them.
fn facts(t: &Telling<'_>) -> [super::Column; 5] {
    [
        plain_column("last", t.words.last_bought(), Kind::Date),
        t.column("silence", Label::SilentFor, Kind::Days),
        t.column("interval", Label::UsualGap, Kind::Days),
        plain_column("chance", t.words.by_chance(), Kind::Share),
        plain_column("amount", t.words.a_year(), Kind::Money),
    ]
}

fn values(one: &Stopped) -> [Value; 5] {
    [
        date(Some(one.last)),
        Value::Count(i64::from(one.silence)),
        number(Some(one.median_interval)),
        ratio(Some(one.chance)),
        Value::Money(one.amount),
    ]
}

/// Gives the mark of one that is certain, or seasonal.
fn mark(t: &Telling<'_>, one: &Stopped) -> Value {
    match (one.certain, one.seasonal) {
        (true, _) => text(t.words.certain_mark()),
        (_, true) => text(t.words.seasonal_mark()),
        _ => Value::Empty,
    }
}

/// Gives what one customer has stopped buying, for `trend --customer`: a table, or a sentence that it is nothing; nothing where it
/// cannot be known.
pub(crate) fn of_customer(t: &Telling<'_>, customer: usize) -> Option<Block> {
    let found = find(t)?;
    let own: Vec<&Stopped> = found.list.iter().filter(|one| one.customer == customer).collect();
    if own.is_empty() {
        return None;
    }
    let mut table = table("stopped", TableRole::Secondary);
    table.columns = vec![plain_column("product", t.words.stopped_heading(own.len()), Kind::Name)];
    table.columns.extend(facts(t));
    for one in own.iter().take(t.top(SHOWN[0])) {
        let mut cells = vec![text(product(t, one))];
        cells.extend(values(one));
        table.rows.push(Row::body(cells));
    }
    Some(Block::Table(table))
}

/// Gives the same as data; nothing where it cannot be known.
pub(crate) fn json_of_customer(t: &Telling<'_>, customer: usize) -> serde_json::Value {
    let Some(found) = find(t) else { return serde_json::Value::Null };
    let own = found.list.iter().filter(|one| one.customer == customer);
    own.map(|one| line(t, one)).collect()
}

/// Gives every product that a customer has stopped buying as a tidy table.
fn tidy(t: &Telling<'_>, found: &StoppedProducts) -> Table {
    let mut table = table("stopped_products", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("product", Kind::Text),
        ("order_days", Kind::Count),
        ("last", Kind::Date),
        ("silence", Kind::Count),
        ("interval", Kind::Number(1)),
        ("silence_ratio", Kind::Share),
        ("orders_since", Kind::Count),
        ("chance", Kind::Number(6)),
        ("certain", Kind::Mark),
        ("amount", Kind::Money),
        ("seasonal", Kind::Mark),
    ]
    .map(id)
    .into();
    for one in &found.list {
        table.rows.push(Row::body(vec![
            t.key_cell(one.customer),
            t.name_cell(one.customer),
            text(product(t, one)),
            count(one.order_days),
            date(Some(one.last)),
            Value::Count(i64::from(one.silence)),
            number(Some(one.median_interval)),
            ratio(Some(one.ratio)),
            count(one.orders_since),
            number(Some(one.chance)),
            text(if one.certain { "true" } else { "false" }),
            Value::Money(one.amount),
            text(if one.seasonal { "true" } else { "false" }),
        ]));
    }
    table
}

fn line(t: &Telling<'_>, one: &Stopped) -> serde_json::Value {
    let mut line = data::of_customer(t, one.customer, one);
    if let Some(fields) = line.as_object_mut() {
        fields.insert("product".to_owned(), product(t, one).into());
    }
    line
}

fn json(t: &Telling<'_>, found: &StoppedProducts) -> serde_json::Value {
    let mut data = data::found(found);
    if let Some(fields) = data.as_object_mut() {
        fields.insert("products".to_owned(), found.list.iter().map(|one| line(t, one)).collect());
    }
    data
}
