//! Every row read as one table, ready for people's own pivots; rows set aside are grey and say why.

use std::ops::Range;

use super::telling::{plain_column, table, text};
use super::words::figures::Minus;
use super::words::labels::Label;
use super::words::{Speech, words};
use super::{Column, Kind, Row, RowRole, Subject, Table, TableRole, Value};
use crate::analyse::Mover;
use crate::model::{Day, Field, Grain, Money, Orders, Texts};

/// How many rows a part of a long table holds.
const PART: usize = 50_000;

/// Gives every row by source and row number.
pub fn detail(subject: &Subject<'_>) -> Table {
    part(subject, 0..subject.orders.len(), 0..subject.audit.rows.len())
}

/// Gives the same rows in parts of one table, so that a book of millions of rows need not be held as words at once.
pub fn detail_parts<'a>(subject: &'a Subject<'a>) -> impl Iterator<Item = Table> + 'a {
    let (orders, aside) = (subject.orders, &subject.audit.rows);
    let place = |at: usize| (orders.source.get(at).copied().unwrap_or(0), orders.row.get(at).copied().unwrap_or(0));
    // Rows in the order of the files can be cut anywhere; others are one part.
    let sorted = (0..orders.len()).map(place).is_sorted() && aside.is_sorted_by_key(|row| (row.source, row.row));
    let step = if sorted { PART } else { orders.len().max(1) };
    let mut aside_from = 0;
    let starts = (0..orders.len().max(1)).step_by(step);
    starts.map(move |from| {
        let to = (from + step).min(orders.len());
        let aside_to = if to < orders.len() {
            let next = (orders.source.get(to).copied().unwrap_or(0), orders.row.get(to).copied().unwrap_or(0));
            aside.partition_point(|row| (row.source, row.row) < next)
        } else {
            aside.len()
        };
        let table = part(subject, from..to, aside_from..aside_to);
        aside_from = aside_to;
        table
    })
}

fn part(subject: &Subject<'_>, some: Range<usize>, aside: Range<usize>) -> Table {
    let orders = subject.orders;
    let grain = subject.analysis.period.calendar.grain;
    let speech =
        Speech { lang: subject.lang, minus: Minus::Ascii, decimals: orders.decimals.clamp(2, 4), grain, full: true };
    let words = words(speech);
    let label = |label| words.label(label).to_owned();
    let mut table = table("detail", TableRole::Register);
    table.finding = words.detail_finding(subject.audit.read().n as usize);
    table.subtitle = words.detail_subtitle();
    let filled = |texts: &Texts| !texts.codes.is_empty();
    let mut columns: Vec<Column> = vec![
        plain_column("file", label(Label::File), Kind::Text),
        plain_column("sheet", label(Label::Sheet), Kind::Text),
        plain_column("row", label(Label::Row), Kind::Count),
        plain_column("date", words.field(Field::Date), Kind::Date),
        plain_column("period", words.grain_heading(Some(grain)), Kind::Text),
    ];
    if grain != Grain::Month {
        columns.push(plain_column("month", label(Label::Month), Kind::Text));
    }
    if grain != Grain::Year {
        columns.push(plain_column("year", label(Label::Year), Kind::Count));
    }
    columns.push(plain_column("customer", label(Label::Customer), Kind::Name));
    columns.push(plain_column("key", label(Label::Key), Kind::Text));
    columns.push(plain_column("movement", label(Label::Movement), Kind::Mark));
    columns.push(plain_column("class", label(Label::Class), Kind::Mark));
    let texts: Vec<(&'static str, String, &Texts, Option<Field>)> = [
        ("order", Field::Order, &orders.order),
        ("product", Field::Product, &orders.product),
        ("category", Field::Category, &orders.category),
    ]
    .into_iter()
    .filter(|(_, _, texts)| filled(texts))
    .map(|(id, field, texts)| (id, words.field(field), texts, Some(field)))
    .chain(orders.texts.iter().filter(|(_, texts)| filled(texts)).map(|(name, texts)| {
        let field = Field::named(name);
        ("text", field.map_or_else(|| name.clone(), |field| words.field(field)), texts, field)
    }))
    .collect();
    columns.extend(texts.iter().map(|(id, name, _, field)| Column {
        id,
        period: (*id == "text").then(|| field.map_or_else(|| name.clone(), |field| field.name().to_owned())),
        label: name.clone(),
        kind: Kind::Text,
    }));
    let dates: Vec<(&String, &Vec<i32>)> = orders.dates.iter().filter(|(_, days)| !days.is_empty()).collect();
    columns.extend(dates.iter().map(|(name, _)| Column {
        id: "further_date",
        period: Some((*name).clone()),
        label: match name.as_str() {
            Orders::OWN_DATE => label(Label::OwnDate),
            name => Field::named(name).map_or_else(|| name.to_owned(), |field| words.field(field)),
        },
        kind: Kind::Date,
    }));
    let has_quantity = !orders.quantity.is_empty();
    if has_quantity {
        columns.push(plain_column("quantity", label(Label::Quantity), Kind::Number(4)));
    }
    columns.push(plain_column("amount", label(Label::Amount), Kind::Money));
    let local = orders.local.as_ref().filter(|local| !local.amount.is_empty());
    // Where a column says the currency, it is among the texts already.
    let names_currency = local.is_some() && !texts.iter().any(|(_, _, _, field)| *field == Some(Field::Currency));
    if local.is_some() {
        if names_currency {
            columns.push(plain_column("written_currency", label(Label::Currency), Kind::Text));
        }
        columns.push(plain_column("written", label(Label::Written), Kind::Money));
    }
    let moneys: Vec<(&String, &Vec<i64>)> = orders.moneys.iter().filter(|(_, raws)| !raws.is_empty()).collect();
    columns.extend(moneys.iter().map(|(name, _)| Column {
        id: "further_money",
        period: Some((*name).clone()),
        label: Field::named(name).map_or_else(|| (*name).clone(), |field| words.field(field)),
        kind: Kind::Money,
    }));
    columns.push(plain_column("status", label(Label::Status), Kind::Mark));
    columns.push(plain_column("reason", label(Label::Reason), Kind::Text));
    table.columns = columns;

    let movers: std::collections::BTreeMap<&str, &Mover> = subject
        .analysis
        .bridge
        .iter()
        .flat_map(|bridge| &bridge.movers)
        .filter_map(|mover| subject.cube.customers.get(mover.customer).map(|customer| (customer.key.as_str(), mover)))
        .collect();
    let places: std::collections::BTreeMap<&str, usize> =
        subject.cube.customers.iter().enumerate().map(|(at, customer)| (customer.key.as_str(), at)).collect();
    let class = |key: &str| {
        let at = places.get(key)?;
        subject.analysis.classes.class.get(*at).copied().flatten()
    };
    let calendar = subject.analysis.period.calendar;
    let source = |at: u16, sources: &dyn Fn(usize) -> Option<crate::model::Source>| {
        let source = sources(usize::from(at));
        let sheet = source.as_ref().and_then(|source| source.sheet.clone()).map_or(Value::Empty, text);
        [source.map_or(Value::Empty, |source| text(source.file)), sheet]
    };
    // What a customer's rows share is said once and copied.
    struct Known {
        name: Value,
        key: Value,
        movement: Value,
        class: Value,
    }
    let known: Vec<Known> = orders
        .clients
        .iter()
        .map(|client| Known {
            name: text(client.name.as_str()),
            key: text(client.key.as_str()),
            movement: movers.get(client.key.as_str()).map_or(Value::Empty, |m| text(words.movement(m.movement))),
            class: class(&client.key).map_or(Value::Empty, |class| text(class.to_string())),
        })
        .collect();
    let names: Vec<Value> = local.iter().flat_map(|local| &local.currencies).map(|name| text(name.as_str())).collect();
    let used = text(label(Label::UsedRow));
    let mut lines: Vec<((u16, u32), Row)> = Vec::with_capacity(some.len() + aside.len());
    for at in some {
        let place = (orders.source.get(at).copied().unwrap_or(0), orders.row.get(at).copied().unwrap_or(0));
        let day = Day::from_number(orders.day[at]);
        let mut cells = Vec::with_capacity(table.columns.len());
        cells.extend(source(place.0, &|source| orders.sources.get(source).cloned()));
        cells.extend([Value::Count(i64::from(place.1)), Value::Date(day), text(calendar.period_of(day).label())]);
        push_calendar(&mut cells, grain, Some(day));
        if let Some(known) = known.get(orders.client[at] as usize) {
            cells.extend([known.name.clone(), known.key.clone(), known.movement.clone(), known.class.clone()]);
        } else {
            cells.extend([Value::Empty, Value::Empty, Value::Empty, Value::Empty]);
        }
        cells.extend(texts.iter().map(|(_, _, texts, _)| texts.get(at).map_or(Value::Empty, text)));
        cells.extend(dates.iter().map(|(_, days)| match days.get(at) {
            Some(&day) if day != i32::MIN => Value::Date(Day::from_number(day)),
            _ => Value::Empty,
        }));
        if has_quantity {
            let quantity = orders.quantity.get(at).copied().filter(|&raw| raw != Orders::NO_QUANTITY);
            cells.push(quantity.map_or(Value::Empty, |raw| Value::Number(Money::from_raw(raw).units())));
        }
        cells.push(Value::Money(Money::from_raw(orders.amount[at])));
        if let Some(local) = local {
            if names_currency {
                cells.push(names.get(usize::from(local.currency[at])).cloned().unwrap_or(Value::Empty));
            }
            cells.push(Value::Money(Money::from_raw(local.amount[at])));
        }
        cells.extend(moneys.iter().map(|(_, raws)| match raws.get(at) {
            Some(&raw) if raw != Orders::NO_QUANTITY => Value::Money(Money::from_raw(raw)),
            _ => Value::Empty,
        }));
        cells.extend([used.clone(), Value::Empty]);
        lines.push((place, Row::body(cells)));
    }
    let set_aside = text(label(Label::SetAside));
    for row in &subject.audit.rows[aside] {
        let raw = |field: Field| {
            row.fields.iter().find(|(found, _)| *found == field).map_or(Value::Empty, |(_, raw)| text(raw.as_str()))
        };
        let mut cells = Vec::with_capacity(table.columns.len());
        let sources = &subject.audit.sources;
        cells.extend(source(row.source, &|source| sources.get(source).map(|source| source.source.clone())));
        cells.extend([Value::Count(i64::from(row.row)), Value::Empty, Value::Empty]);
        push_calendar(&mut cells, grain, None);
        let customer = match raw(Field::Customer) {
            Value::Empty => raw(Field::CustomerId),
            name => name,
        };
        cells.extend([customer, raw(Field::CustomerId), Value::Empty, Value::Empty]);
        cells.extend(texts.iter().map(|(_, _, _, field)| field.map_or(Value::Empty, raw)));
        cells.extend(dates.iter().map(|_| Value::Empty));
        if has_quantity {
            cells.push(Value::Empty);
        }
        cells.push(Value::Money(row.amount));
        if local.is_some() {
            if names_currency {
                cells.push(Value::Empty);
            }
            cells.push(Value::Money(row.amount));
        }
        cells.extend(moneys.iter().map(|_| Value::Empty));
        cells.extend([set_aside.clone(), text(words.reason_name(row.reason))]);
        lines.push(((row.source, row.row), Row { group: Some(row.reason.name()), ..Row::of(RowRole::Muted, cells) }));
    }
    lines.sort_by_key(|(place, _)| *place);
    table.rows = lines.into_iter().map(|(_, row)| row).collect();
    table
}

fn push_calendar(cells: &mut Vec<Value>, grain: Grain, day: Option<Day>) {
    let ymd = day.map(Day::ymd);
    if grain != Grain::Month {
        cells.push(ymd.map_or(Value::Empty, |(year, month, _)| text(format!("{year:04}-{month:02}"))));
    }
    if grain != Grain::Year {
        cells.push(ymd.map_or(Value::Empty, |(year, _, _)| Value::Count(i64::from(year))));
    }
}
