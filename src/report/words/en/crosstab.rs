//! Cross-tabs: what was made of them, and what is not clear.

use super::clean::{amount_of, list, number, rows_of};
use crate::model::problem::Unclear;
use crate::model::{Calendar, Day, Feature, Field, Grain, Money};
use crate::report::words::Message;
use crate::report::words::audit::typed;

/// Says what was made of a cross-tab.
pub fn sentence(feature: &Feature) -> String {
    let Feature::Crosstab {
        columns: (first, last),
        periods: (from, to),
        days: (start, end),
        count,
        grain,
        measures,
        totals,
        left_out,
        beyond,
        rows,
        cells,
    } = feature
    else {
        return String::new();
    };
    let range = if first == last { format!("column {first}") } else { format!("columns {first} to {last}") };
    let with = if measures.contains(&Field::Quantity) { " and their quantities" } else { "" };
    let mut text = format!(
        "a cross-tab: amounts{with} by {}, {} {}, {from} to {to}, in {range}; {} with {} filled cells, each a line dated the first day \
         of its {} ({start} to {end}); orders and their days are not known",
        unit(*grain),
        number(*count),
        if *count == 1 { unit(*grain).to_owned() } else { units(*grain) },
        rows_of(*rows),
        number(*cells),
        unit(*grain),
    );
    if !totals.is_empty() {
        text += &format!(
            "; {} only {} others, and {} compared with them",
            list(totals),
            if totals.len() == 1 { "sums" } else { "sum" },
            are(totals.len())
        );
    }
    if !left_out.is_empty() {
        text += &format!("; left out: {}", list(left_out));
    }
    if !beyond.is_empty() {
        text += &format!(
            "; {} of longer periods, whose money stands nowhere else, {} left out",
            list(beyond),
            are(beyond.len())
        );
    }
    text
}

/// Words what is not clear about a sheet with periods across.
pub fn unclear(why: &Unclear) -> Message {
    match why {
        Unclear::NoYear { headings: (first, last), years } => {
            let found = match years.as_slice() {
                [] => "no title and no sheet name gives it".to_owned(),
                [year] => format!("the months go beyond one year, and only {year} is named"),
                years => {
                    let years: Vec<String> = years.iter().map(i32::to_string).collect();
                    format!("titles and the sheet's name give {}", list(&years))
                }
            };
            let year = years.first().copied().unwrap_or(2025);
            Message::new(format!("a cross-tab from {first} to {last}, but of which year is not said: {found}"))
                .hint(format!("`--year {year}` names the year of {first}; or write the years into the headings"))
        }
        Unclear::Fiscal { headings: (first, last) } => {
            Message::new(format!("a cross-tab of fiscal years, {first} to {last}, but when these begin is not said"))
                .hint("`--fiscal-start 4` names the month; 1 where they are calendar years")
        }
        Unclear::Twice { period, columns: (first, second) } => Message::new(format!(
            "a cross-tab in which {period} stands twice, in columns {first} and {second}: counting both may count money twice"
        ))
        .hint("delete the column that is not wanted, or write above or below the headings what each holds"),
        Unclear::Amounts { labels } => Message::new(format!(
            "a cross-tab with {} for each period: which of them is the amount is not clear",
            list(labels)
        ))
        .hint(format!("`--map amount={}` names it", typed(labels.first().map_or("…", String::as_str)))),
        Unclear::Quantities { said } => Message::new(format!(
            "looks like a cross-tab, but \"{said}\" says that its figures may be quantities and no amounts"
        ))
        .hint("`--layout crosstab` counts them as amounts all the same"),
        Unclear::Kinds { header, values } => Message::new(format!(
            "a cross-tab whose rows are of several kinds, by column {header}: {}; together they would be no revenue",
            list(values)
        ))
        .hint(format!("`--only {}={}` keeps one of them", typed(header), typed(values.last().map_or("…", String::as_str)))),
        Unclear::Unit { said } => Message::new(format!(
            "a cross-tab, but \"{said}\" says that its figures are no single units of money"
        ))
        .hint("`--layout crosstab` reads them as they stand: all amounts are then in that unit"),
        Unclear::DateBeside { header, periods } => Message::new(format!(
            "could be a cross-tab of {} periods or a table with dates in column {header}",
            number(*periods)
        ))
        .hint("`--layout crosstab` or `--layout table` says which"),
    }
}

/// Words the warning of a column of totals that says something else than the cells of its row.
pub fn disagrees(word: &str, says: Money, adds: Money) -> Message {
    let difference = amount_of((says - adds).abs());
    let (says, adds) = (amount_of(says), amount_of(adds));
    Message::new(format!("{word} says {says}, the cells of its row add up to {adds}"))
        .hint(format!("the difference is {difference}; look for columns that are missing or left out"))
}

/// Words the error of a day amid a period of which only the sum is known.
pub fn parts(option: &str, day: Day, (first, last): (Day, Day), before: Day) -> Message {
    Message::new(format!(
        "`{option} {day}` lies amid {first} to {last}, of which the cross-tab holds one sum: how much of it came before, nothing says"
    ))
    .hint(format!("`{option} {last}` counts the whole sum, `{option} {before}` none of it"))
}

/// Words the error of periods that sums cannot be parted into.
pub fn finer(asked: Calendar, sums: Grain) -> Message {
    let fiscal = if asked.fiscal_start == 1 { "" } else { " of these fiscal years" };
    let whole = asked.grain >= sums;
    let why = if whole { "do not fall together with its" } else { "are shorter than its" };
    Message::new(format!(
        "the file holds sums by {}, no orders: the {}{fiscal} {why} {}",
        unit(sums),
        units(asked.grain),
        units(sums)
    ))
    .hint(if whole {
        "leave out `--fiscal-start`".to_owned()
    } else {
        format!("`--by {}`, or longer", if sums == Grain::Half { "half" } else { unit(sums) })
    })
}

/// Words the error of an option that needs orders.
pub fn no_orders(option: &str, sums: Grain) -> Message {
    Message::new(format!(
        "`{option}` needs orders with their days, and the file holds sums by {}, no orders",
        unit(sums)
    ))
    .hint(format!("leave out `{option}`, or export the orders themselves"))
}

fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// Gives the noun of the periods that rows are sums of.
pub fn unit(grain: Grain) -> &'static str {
    match grain {
        Grain::Week => "week",
        Grain::Month => "month",
        Grain::Quarter => "quarter",
        Grain::Half => "half-year",
        Grain::Year => "year",
    }
}

/// Gives the noun of several of them.
pub fn units(grain: Grain) -> String {
    format!("{}s", unit(grain))
}
