//! Problems of flags, the environment and `mingxi.toml`.

use crate::model::Place;
use crate::model::problem::{Expected, SettingsProblem, Taken};
use crate::report::words::Message;
use crate::report::words::figures::{Minus, count};

/// Words a problem.
pub fn message(kind: &SettingsProblem, place: &Place) -> Message {
    use SettingsProblem as P;
    let meant = |message: Message, similar: &Option<String>| match similar {
        Some(similar) => message.hint(format!("did you mean `{similar}`?")),
        None => message,
    };
    match kind {
        P::UnknownKey { key, expected, similar } => {
            let message = Message::new(format!("unknown setting `{key}`; expected {}", any_of(expected)));
            match similar {
                Some(_) => meant(message, similar),
                None => message.hint("`mingxi help options` explains them"),
            }
        }
        P::WrongTable { key, table } => {
            Message::new(format!("`{key}` does not belong here")).hint(format!("put it under [{table}]"))
        }
        P::NotToml { why } if why.contains("unquoted key") => Message::new(format!("not a settings file: {why}"))
            .hint("a name with other letters stands in quotation marks: [pivot.\"Müller\"]"),
        P::NotToml { why } => Message::new(format!("not a settings file: {why}"))
            .hint("a line is a table, such as [rules], or a setting, such as active = \"net\""),
        P::NoConfig { why: None } => Message::new("there is no such settings file here")
            .hint("check the name; without `--config`, mingxi.toml in this folder is read if it is there"),
        P::NoConfig { why: Some(why) } => {
            Message::new(format!("cannot be read: {why}")).hint("check that it is a text file which you may open")
        }
        P::BadValue { option, value, expected, similar } => {
            let message = Message::new(format!("{option} cannot be \"{value}\"; expected {}", words(expected)));
            let message = meant(message, similar);
            match expected {
                Expected::Period { fiscal: false } if value.to_uppercase().starts_with("FY") => {
                    message.hint("FY labels need `--fiscal-start`, the first month of the fiscal year")
                }
                Expected::Texts if place.file.is_some() => message.hint("put a text in quotation marks"),
                _ if similar.is_some() => message,
                Expected::OneOf(_) => message.hint("`mingxi help options` explains them"),
                expected => message.hint(format!("write it so: `{}`", expected.example(option, place.file.is_some()))),
            }
        }
        P::UnknownFlag { flag, command, similar } => {
            let who = command.map_or("mingxi".to_owned(), |command| format!("mingxi {command}"));
            let message = Message::new(format!("{who} has no option {flag}"));
            match similar {
                Some(similar) => message.hint(format!("did you mean `{similar}`?")),
                None => message.hint(format!("`{who} --help` and `mingxi help options` list them all")),
            }
        }
        P::OtherCommand { flag, command, commands } => {
            let others: Vec<String> = commands.iter().map(|name| format!("`mingxi {name}`")).collect();
            Message::new(format!("mingxi {command} has no option {flag}")).hint(format!("{} {} it", all_of(&others), if others.len() == 1 { "has" } else { "have" }))
        }
        P::UnknownCommand { name, similar } => {
            let message = Message::new(format!("there is no command {name}"));
            match similar {
                Some(similar) => message.hint(format!("did you mean `mingxi {similar}`?")),
                None if name.contains(['.', '/', '*']) => {
                    message.hint(format!("the command comes first: `mingxi report {name}`"))
                }
                None => message.hint("`mingxi --help` lists the commands"),
            }
        }
        P::UnknownShell { name, known } => Message::new(format!("there are no completions for {name}"))
            .hint(format!("there are some for {}: `mingxi completions bash`", all_of(known))),
        P::NoValue { flag, value } => {
            Message::new(format!("{flag} needs a value, {value}")).hint("`mingxi help options` says which")
        }
        P::NeedlessValue { flag } => Message::new(format!("{flag} takes no value")).hint("leave out what follows `=`"),
        P::Misplaced { flag } => {
            Message::new(format!("{flag} does not fit here")).hint("`mingxi --help` shows how to begin")
        }
        P::NoFiles { command } => {
            Message::new("no file is given").hint(format!("`mingxi {command} orders.xlsx`; - reads from stdin"))
        }
        P::UnknownVariable { name, similar } => {
            let message = Message::new(format!("the variable {name} sets no option, and is ignored"));
            match similar {
                Some(_) => meant(message, similar),
                None => message.hint("a variable is MINGXI_ and an option, such as MINGXI_FISCAL_START"),
            }
        }
        P::Needs { option: "--since-last", .. } => Message::new("`--since-last` needs `--state FILE` beside it")
            .hint("`--state watch.json --since-last`: the file is made by the first run, and told against by the next"),
        P::Needs { option, other } if !["--rates", "--base", "--rates-are"].contains(option) => {
            Message::new(format!("`{option}` needs `{other}` beside it"))
                .hint(format!("add it: `mingxi bridge orders.xlsx --explain{}`", if *other == "--explain" { "" } else { " --customer NAME" }))
        }
        P::Needs { option, other } => Message::new(format!("`{option}` needs `{other}` beside it")).hint(
            "such as `--rates rates.csv --rates-are base-per-unit --base CNY`; `mingxi help options` explains them",
        ),
        P::NoneOfEach { column } => Message::new(format!("no row has a value of {column}, so there is nobody to make a report for"))
            .hint("where the customer table names the owners, bring them to the rows: `--join \"customers.xlsx:customer=customer\"`"),
        P::Conflict { one, other } => {
            Message::new(format!("{one} and {other} contradict each other")).hint("leave one out")
        }
        P::NoCustomer { name, similar } => {
            let message = Message::new(format!("no customer is called \"{name}\", by name or id"));
            match similar.as_slice() {
                [] => message.hint("`mingxi top` lists the customers"),
                [one] => message.hint(format!("did you mean \"{one}\"?")),
                several => {
                    let quoted: Vec<String> = several.iter().map(|name| format!("\"{name}\"")).collect();
                    message.hint(format!("did you mean {}?", any_of(&quoted)))
                }
            }
        }
        P::PartOfMany { part, names, of } => {
            let more = of - names.len();
            let names = crate::report::words::figures::beginnings(names);
            let listed = match more {
                0 => all_of(&names),
                more => format!("{} and {more} more", names.join(", ")),
            };
            Message::new(format!("{of} customers have \"{part}\" in their names"))
                .detail(listed)
                .hint("give the whole name, or more of it")
        }
        P::NobodyNamed { file } => Message::new("no customer is named")
            .hint(format!("the customer comes last: `mingxi ledger {file} \"Acme Ltd\"`, by name, a part of it, or id")),
        P::ManyCustomers { name, keys } => Message::new(format!("{} customers are called \"{name}\"", keys.len()))
            .hint(format!("give the id: {}", any_of(keys))),
        P::SinceAfter { since, last, as_of } if since > as_of => Message::new(format!(
            "`--since {since}` is after the last row, {last}, and after {as_of}, the day the reports speak from"
        ))
        .hint("nothing would be shown; name an earlier day"),
        P::SinceAfter { since, last, .. } => Message::new(format!("`--since {since}` is after the last row, {last}"))
            .hint("no row is as young; name an earlier day, or add later exports"),
        P::FarAhead { option, day, last, held, empty: (first, end), longest_gap } => {
            let empty = if first == end { format!("{first} has") } else { format!("{first} to {end} have") };
            Message::new(format!(
                "`{option} {day}` is {} after the last row, {last}; {empty} no row",
                days(day.since(*last))
            ))
            .detail(format!(
                "the longest silence before was {}; all customers of {held} count as lost in {first}",
                days(*longest_gap)
            ))
            .hint(format!("add the exports of that time, or leave `{option}` out to speak from the end of the data"))
        }
        P::OutputTaken { option, by } => {
            let what = match by {
                Taken::Input => "is read as orders",
                Taken::Aliases => "is the file of --aliases",
                Taken::Join => "is a file of --join",
                Taken::Table(table) => &format!("is the file of --{}", table.option()),
                Taken::Rates => "is the file of --rates",
                Taken::Settings => "is the settings file",
                Taken::Output => "is the file of --output",
                Taken::State => "is the file of --state",
            };
            Message::new(format!("{what}, and {option} would replace it; nothing was written"))
                .hint(format!("name another file with `{option}`"))
        }
        P::FileThere => Message::new("is there already; nothing was changed")
            .hint("`--force` replaces it and keeps what it sets (with `--no-config`: nothing of it); `-o FILE` writes another"),
        P::UnknownEnding { file } => {
            Message::new(format!("{file} names no format that is written: txt, md, csv, json, html or xlsx"))
                .hint("name one with `--format`")
        }
        P::AxisTwice { one, other } => {
            Message::new(format!("`{one}` and `{other}` go by the same thing")).hint("leave one out")
        }
        P::NoPeriods { what } => Message::new(format!("`{what}` is about periods, and the pivot has none"))
            .hint("`--cols month`, `--rows quarter`; or name one period: `--period 2025-09`"),
        P::TooManyAxes { option, given, most } => {
            Message::new(format!("`--{option}` names {given} columns or periods, more than a pivot has: {most}"))
                .hint("leave out those that say the same of a row as another one does")
        }
        P::WeeksAcross { change, week, longer } => Message::new(format!(
            "`--values {change}` cannot be told of {week} beside {longer}: a week may lie in two, and has no base in either"
        ))
        .hint(format!("leave out {week} or {longer}, or go by days: `--cols day`")),
        P::NoSuchValue { wanted, values } => {
            Message::new(format!("the pivot cannot be sorted by {wanted}; expected {}", any_of(values)))
                .hint(format!("show it too: `--values {wanted}`"))
        }
        P::NoSuchPivot { name, similar, pivots, file } => {
            let message = Message::new(format!("{name} is neither a file nor a pivot of the settings"));
            match (similar, pivots.as_slice(), file) {
                (Some(similar), ..) => message.hint(format!("did you mean `mingxi pivot {similar}`?")),
                (None, [], None) => message.hint(format!("there is no settings file here; a pivot stands in mingxi.toml: [pivot.{name}]")),
                (None, [], Some(file)) => message.hint(format!("{file} has no pivot; write one: [pivot.{name}]")),
                (None, pivots, _) => message.hint(format!("the pivots there are {}", all_of(pivots))),
            }
        }
        P::PivotOverFile { name, file } => Message::new(format!("{name} is the pivot of {file}, not the file of that name"))
            .hint(format!("the file is `./{name}`")),
        P::NotInReport { pivot, key } => Message::new(format!(
            "the pivot {pivot} stands in the report, so it cannot have `{key}` for itself: all parts of the report are of the same rows"
        ))
        .hint(format!("leave out `{key}`, or `report = true`; `mingxi pivot {pivot}` takes both")),
        P::NotForScreens => Message::new("a workbook is not for a screen").hint("name a file: `-o report.xlsx`"),
    }
}

/// Words what a value should have been.
fn words(expected: &Expected) -> String {
    match expected {
        Expected::OneOf(words) => any_of(words),
        Expected::Day => "a day such as 2025-09-30".into(),
        Expected::Period { fiscal: false } => {
            "a period such as 2025, 2025H1, 2025Q3, 2025-09 or 2025-W36, or last, last-month, this-quarter".into()
        }
        Expected::Period { fiscal: true } => {
            "a period such as FY2026, FY2026H1, FY2026Q1, 2025-09 or 2025-W36, or last, last-month, this-quarter".into()
        }
        Expected::Whole(least, most) => format!("a whole number from {least} to {most}"),
        Expected::Size => "an amount of memory such as 2G or 512M".into(),
        Expected::Share => "a share such as 20% or 0.2, from 0 to 1".into(),
        Expected::Amount => "an amount such as 10000 or 9999.99".into(),
        Expected::FieldColumn(fields) => format!("field=column, such as customer=B; the fields are {}", all_of(fields)),
        Expected::Every => "days by class or status, such as A=1,B=3,C=7-10,engaged=14".into(),
        Expected::Join => {
            "a table, a colon, and the columns that must be equal: of the orders, then of the table".into()
        }
        Expected::Causes => format!(
            "text=code, text, or text:no for one that cannot be mended; the codes are {}",
            all_of(&crate::model::Cause::ALL.map(crate::model::Cause::name))
        ),
        Expected::Samples => "column=text or amount<number, such as type=sample, amount<500".into(),
        Expected::ColumnValue => "column=value, such as owner=Li".into(),
        Expected::Truth => "true or false".into(),
        Expected::Texts => "a text".into(),
        Expected::Table => "a table, such as [rules]".into(),
    }
}

fn listed(words: &[impl AsRef<str>], last: &str) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}

fn any_of(words: &[impl AsRef<str>]) -> String {
    listed(words, "or")
}

fn all_of(words: &[impl AsRef<str>]) -> String {
    listed(words, "and")
}

fn days(days: i32) -> String {
    format!("{} days", count(i64::from(days), Minus::Ascii))
}
