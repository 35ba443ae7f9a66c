//! The settings file that `mingxi init` writes.

use crate::model::{Field, Money, Tally};
use crate::report::words::figures::{Minus, count, money};

/// Above the columns.
pub const COLUMNS: &str = "Which column holds what: a column by its header, its letter or its number. A field without a line is found by its header; \"none\" takes none.";

/// Above the further headers.
pub const PIVOTS: &str = "Pivots that are asked for by name: `mingxi pivot monthly orders.xlsx`. Each takes any option of `pivot`; one whose `report` is true is shown by the report too.";

pub const SYNONYMS: &str = "Further headers that a field is known by; a file's own header wins.";

/// Behind the day that reports speak from.
pub const AS_OF: &str = "now; left open, since it moves with the data";

/// Begins the file.
pub fn head(files: &[String]) -> String {
    let of = match files {
        [] => "Settings of mingxi: a template.".to_owned(),
        files => format!("Settings of mingxi, written by `mingxi init` from {}.", files.join(", ")),
    };
    format!(
        "{of}\nLines that begin with # are comments: each option with its meaning and its default, or an example. Take the # away to set it.\n\
         A flag beats a variable of the environment (--by, MINGXI_BY), and a variable beats this file. A key that no option has is refused, not ignored.\n\
         This file is found by itself in the folder where mingxi runs; --config names another, --no-config reads none."
    )
}

/// Says what was written and what to look at.
pub fn wrote(file: &str, marked: usize) -> String {
    match marked {
        0 => format!("Wrote {file}."),
        1 => format!("Wrote {file}; 1 line in it is marked `check`."),
        _ => format!("Wrote {file}; {marked} lines in it are marked `check`."),
    }
}

/// Names the sheets that are not read.
pub fn other_sheets(others: &[String]) -> String {
    format!("not read: {}", others.join(", "))
}

/// Says what a status that looks like cancelled does.
pub fn counted(column: &str, rows: u64, amount: Money, decimals: u8) -> String {
    format!("{column}, {}, {}, counted now", rows_of(rows), money(amount, decimals, Minus::Ascii))
}

/// Says what becomes of rows without a customer.
pub fn blank(rows: Tally, decimals: u8) -> String {
    format!("{} ({}) without a customer, set aside now", rows_of(rows.n), money(rows.amount, decimals, Minus::Ascii))
}

/// Says what stands in a column.
pub fn column(field: Field, distinct: Option<u64>, examples: &[String]) -> String {
    let (one, more) = match field {
        Field::Customer | Field::CustomerId => ("customer", "customers"),
        Field::Order => ("order", "orders"),
        Field::Product => ("product", "products"),
        _ => ("value", "values"),
    };
    let number = distinct.map(|number| format!("{} {}", counted_of(number), if number == 1 { one } else { more }));
    let example = examples.first().map(|example| format!("such as {}", crate::report::brief(example)));
    number.into_iter().chain(example).collect::<Vec<_>>().join(", ")
}

/// Adds the column that could be meant as well.
pub fn or(note: &str, other: &str) -> String {
    format!("{note}; or {other}")
}

/// Says that files name a column differently.
pub fn headers(headers: &[String]) -> String {
    format!("each file by its own header: {}", headers.join(", "))
}

fn rows_of(rows: u64) -> String {
    format!("{} {}", counted_of(rows), if rows == 1 { "row" } else { "rows" })
}

fn counted_of(number: u64) -> String {
    count(i64::try_from(number).unwrap_or(i64::MAX), Minus::Ascii)
}
