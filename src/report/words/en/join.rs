//! Words of tables that orders look something up in.

use super::clean::{amount_of, list, number, rows_of, word};
use crate::model::problem::JoinProblem;
use crate::model::{Field, Lookup};
use crate::report::words::Message;
use crate::report::words::audit::typed;

/// Words a problem with a table.
pub fn message(kind: &JoinProblem) -> Message {
    use JoinProblem as P;
    match kind {
        P::NoSheet { wanted, sheets } if sheets.is_empty() => {
            Message::new(format!("there is no sheet {wanted} to look up in"))
                .hint("name a sheet that holds a table: `--join FILE#SHEET:KEY=KEY`")
        }
        P::NoSheet { wanted, sheets } => Message::new(format!("there is no sheet {wanted} to look up in"))
            .hint(format!("the sheets are {}", list(sheets))),
        P::ManyFiles { files } => Message::new(format!(
            "expected one table to look up in, found {}",
            match files.len() {
                0 => "none".to_owned(),
                _ => list(files),
            }
        ))
        .hint("name one file; each table has a `--join` of its own"),
        P::ManySheets { key, sheets, example } => {
            Message::new(format!("{key} stands in the sheets {}, and the table can be any of them", list(sheets)))
                .hint(format!("name the sheet: `--join {}`", typed(example)))
        }
        P::NoKey { option, wanted, ours, similar, columns, turned } => {
            let what = if *ours { "the orders have no such column" } else { "the table has no such column" };
            let message = Message::new(format!("`--join {}` names the key {wanted}; {what}", typed(option)));
            message.hint(match similar {
                _ if *turned => {
                    "the orders' column comes first, then the table's: `--join FILE:THEIRS=ITS`; turn the two round"
                        .to_owned()
                }
                Some(similar) => format!("did you mean {similar}? The columns are {}", list(columns)),
                None => format!("the columns are {}", list(columns)),
            })
        }
        P::TwoKeys { key, columns: (one, two) } => {
            Message::new(format!("columns {one} and {two} are both called {key}, and either can be the key"))
                .hint(format!("name the key by its letter, {one} or {two}"))
        }
        P::KeyTwice { key, rows: (one, two), column, values: (first, second) } => {
            let said = |text: &str| if text.is_empty() { "nothing".to_owned() } else { format!("\"{text}\"") };
            Message::new(format!(
                "the key {key} stands in rows {one} and {two}, with {} and {} as {column}; looking it up would double its lines",
                said(first),
                said(second)
            ))
            .hint(format!(
                "keep one row for each key, or add a column that tells the two apart: `--join FILE:KEY=KEY,OTHER=OTHER`; `--map …=none` leaves {column} out"
            ))
        }
        P::CountedTwice { field, column, key, lines, keys } => {
            let also = match keys {
                1 => String::new(),
                _ => format!(", and those of {} more keys too", number(keys - 1)),
            };
            let what = word(*field);
            Message::new(format!("the {what} in column {column} for {key} would count in each of its {} lines{also}", number(*lines)))
                .hint(match field {
                    Field::Amount => "use an amount, or quantity and price, of the lines; `--map amount=none` leaves the looked-up one out. If the table holds the orders whole, read it instead of the lines".to_owned(),
                    _ => format!("`--map {}=none` leaves it out, or name a column of the lines", field.name()),
                })
        }
        P::Missing { table, lines, keys, first, near, aside, of } => {
            let more = if *keys > first.len() as u64 {
                format!(" and {} more", number(keys - first.len() as u64))
            } else {
                String::new()
            };
            let (verb, s) = if lines.n == 1 { ("names", "") } else { ("name", "s") };
            let rest = match (*aside, lines.n) {
                (0, 1) => "it counts, without what the table says".to_owned(),
                (0, _) => "they count, without what the table says".to_owned(),
                (aside, all) if aside == all && all == 1 => "it is set aside for what it lacks".to_owned(),
                (aside, all) if aside == all => "they are set aside for what they lack".to_owned(),
                (aside, _) => format!("{} are set aside for what they lack, the others count", number(aside)),
            };
            let table = table.as_deref().unwrap_or("the table");
            let message = Message::new(format!(
                "{} line{s} of {} ({}) {verb} a key that {table} has not: {}{more}; {rest}",
                number(lines.n),
                number(*of),
                amount_of(lines.amount),
                list(first)
            ));
            message.hint(match near {
                Some(near) => format!("{table} has {near}; write the key alike in both, or add the missing ones"),
                None if *aside > 0 => {
                    format!("add them to {table}, or export it again; see the rows with `--rejects rejects.csv`")
                }
                None => format!("add them to {table}, or export it again"),
            })
        }
        P::Unused { column, rows, key } => Message::new(format!(
            "{} of {column} {} counted, since no line names the key; the first is {key}",
            rows_of(*rows),
            if *rows == 1 { "is not" } else { "are not" }
        ))
        .hint("export the lines and their orders of the same days"),
        P::Ends { row } => {
            Message::new(format!("another table begins in row {row}; nothing from there on is looked up"))
                .hint("put each table into a sheet of its own")
        }
        P::Taken { keys, columns, own, rows } => {
            let taken = match columns.len() {
                0 => "a key".to_owned(),
                _ => list(
                    &columns.iter().map(|(field, column)| format!("{} ({column})", word(*field))).collect::<Vec<_>>(),
                ),
            };
            Message::new(format!("looked up {} in {} by {}{}", taken, rows_of(*rows), by(keys), kept(own)))
        }
        P::NothingTaken { own, columns } => Message::new(format!("nothing is taken from this table{}", kept(own)))
            .hint(format!("`--map FIELD=COLUMN` takes one of its columns: {}", list(columns))),
        P::NotOrders => {
            Message::new("is looked up in, and not read as orders").hint("name the file of the orders beside it")
        }
    }
}

fn by(keys: &[(String, String)]) -> String {
    let key =
        |(ours, theirs): &(String, String)| if ours == theirs { ours.clone() } else { format!("{ours} = {theirs}") };
    list(&keys.iter().map(key).collect::<Vec<_>>())
}

fn kept(own: &[(Field, String)]) -> String {
    match own.len() {
        0 => String::new(),
        _ => {
            let own: Vec<String> = own.iter().map(|(field, column)| format!("{} ({column})", word(*field))).collect();
            format!("; the orders' own {} count{}", list(&own), if own.len() == 1 { "s" } else { "" })
        }
    }
}

/// Says what was looked up, as a sentence of `check` and a rule of the report.
pub fn told(lookup: &Lookup) -> String {
    let columns: Vec<String> =
        lookup.columns.iter().map(|(field, column)| format!("{} ({column})", word(*field))).collect();
    let taken = if columns.is_empty() { String::new() } else { format!("{} ", list(&columns)) };
    let missing = match lookup.missing.n {
        0 => String::new(),
        n => format!(
            "; {} of {} lines ({}) name a key that is not there",
            number(n),
            number(lookup.lines),
            amount_of(lookup.missing.amount)
        ),
    };
    format!("{taken}by {} in {}{}{missing}", by(&lookup.keys), rows_of(lookup.rows), kept(&lookup.own))
}
