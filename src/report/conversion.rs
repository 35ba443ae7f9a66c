//! The account of a conversion: per currency the rows, the amounts as written and converted, and the rates; and every rate used.

use super::telling::{Telling, count, number, plain_column, table, text, total_row};
use super::words::labels::Label;
use super::{Kind, Row, Table, TableRole, Text, Value};
use crate::model::Conversion;

/// How many decimals rates are shown with.
const PLACES: u8 = 6;

/// Gives a line for each currency.
pub(crate) fn currencies(t: &Telling<'_>, conversion: &Conversion) -> Table {
    let mut table = table("conversion", TableRole::Secondary);
    table.finding = t.words.conversion_finding(conversion);
    table.subtitle = t.words.conversion_subtitle(conversion);
    table.columns = vec![
        t.column("currency", Label::Currency, Kind::Name),
        t.column("rows", Label::Rows, Kind::Count),
        t.column("written", Label::Written, Kind::Money),
        t.column("converted", Label::Converted, Kind::Money),
        t.column("rate", Label::Rate, Kind::Number(PLACES)),
        t.column("lowest_rate", Label::LowestRate, Kind::Number(PLACES)),
        t.column("highest_rate", Label::HighestRate, Kind::Number(PLACES)),
        t.column("rows_at_earlier_rate", Label::EarlierRates, Kind::Count),
    ];
    for one in &conversion.currencies {
        let range = one.range();
        table.rows.push(Row::body(vec![
            text(one.currency.as_str()),
            count(one.rows as usize),
            Value::Money(one.amount),
            Value::Money(one.converted),
            number(one.effective()),
            number(range.map(|(low, _)| low)),
            number(range.map(|(_, high)| high)),
            count(one.rows_at_earlier_rate as usize),
        ]));
    }
    let rows: u64 = conversion.currencies.iter().map(|one| one.rows).sum();
    let converted = conversion.currencies.iter().map(|one| one.converted).sum();
    let earlier: u64 = conversion.currencies.iter().map(|one| one.rows_at_earlier_rate).sum();
    let mut cells = vec![text(t.label(Label::Total)), count(rows as usize), Value::Empty, Value::Money(converted)];
    cells.extend([Value::Empty, Value::Empty, Value::Empty, count(earlier as usize)]);
    table.rows.push(total_row(cells));
    table.notes.push(Text::plain(t.words.conversion_note(conversion)));
    table
}

/// Gives every rate used, by currency and day: for machines, and for those who follow an amount back.
pub(crate) fn rates(t: &Telling<'_>, conversion: &Conversion) -> Table {
    let mut table = table("rates", TableRole::Data);
    let through = conversion.currencies.iter().flat_map(|one| &one.rates).any(|rate| rate.base_rate.is_some());
    table.columns = vec![
        plain_column("currency", t.label(Label::Currency), Kind::Text),
        plain_column("date", t.words.field(crate::model::Field::Date), Kind::Date),
        plain_column("rate_date", t.label(Label::RateDay), Kind::Date),
        plain_column("rate", t.label(Label::Rate), Kind::Text),
    ];
    if through {
        table.columns.push(plain_column("base_rate_date", t.label(Label::RateDay), Kind::Date));
        table.columns.push(plain_column("base_rate", t.label(Label::Rate), Kind::Text));
    }
    table.columns.extend([
        plain_column("rows", t.label(Label::Rows), Kind::Count),
        plain_column("written", t.label(Label::Written), Kind::Money),
        plain_column("converted", t.label(Label::Converted), Kind::Money),
    ]);
    for one in &conversion.currencies {
        for rate in &one.rates {
            let mut cells = vec![
                text(one.currency.as_str()),
                Value::Date(rate.day),
                Value::Date(rate.rate_day),
                text(rate.rate.as_str()),
            ];
            if through {
                cells.push(rate.base_rate_day.map_or(Value::Empty, Value::Date));
                cells.push(rate.base_rate.as_deref().map_or(Value::Empty, text));
            }
            cells.extend([count(rate.rows as usize), Value::Money(rate.amount), Value::Money(rate.converted)]);
            table.rows.push(Row::body(cells));
        }
    }
    table
}
