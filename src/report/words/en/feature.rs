//! What is unusual about a sheet's shape.

use super::clean::{list, number, rows_of};
use crate::model::{Feature, Grain, LayoutKind};
use crate::report::words::Message;

/// Words a feature as a note or a warning.
pub fn message(feature: &Feature) -> Message {
    let message = Message::new(sentence(feature));
    match feature {
        Feature::HeaderRows { .. } => message,
        Feature::SideTable { .. } => message.hint("if they belong to the orders, close the empty column"),
        Feature::SecondTable { row, named: true, .. } => message
            .hint(format!("`--header-row {row}` reads that table instead; put it on a sheet of its own to read both")),
        Feature::SecondTable { .. } => message.hint("put that table on a sheet of its own, and name it with `--sheet`"),
        Feature::Crosstab { .. } | Feature::Grouped { .. } | Feature::Filled { .. } => {
            message.hint("`--layout table` reads every row as it stands")
        }
    }
}

/// Words the error of a layout that a sheet has not.
pub fn not_that(wanted: LayoutKind) -> Message {
    let what = match wanted {
        LayoutKind::Grouped => "no row that names a customer alone stands above lines without a customer",
        LayoutKind::Table => "the sheet holds no table",
    };
    Message::new(format!("`--layout {}` does not fit: {what}", wanted.name()))
        .hint("leave `--layout` out to have the layout found, or name the header with `--header-row`")
}

/// Says a feature in one sentence without its full stop.
pub fn sentence(feature: &Feature) -> String {
    match feature {
        Feature::HeaderRows { first, last } => {
            format!("the header has {} rows, {first} to {last}, which are read together", last - first + 1)
        }
        Feature::SideTable { columns: (first, last), headers } => {
            let headers = if headers.is_empty() { String::new() } else { format!(" ({})", list(headers)) };
            format!("columns {first} to {last}{headers} are another table, behind an empty column, and are left out")
        }
        Feature::SecondTable { row, headers, rows, .. } => format!(
            "another table begins in row {row} ({}); {} from there on {} not read",
            list(headers),
            rows_of(*rows),
            if *rows == 1 { "is" } else { "are" }
        ),
        Feature::Crosstab {
            columns: (first, last),
            periods: (from, to),
            count,
            grain,
            values,
            totals,
            left_out,
            rows,
            lines,
        } => {
            let values: Vec<String> = values
                .iter()
                .map(|(field, header)| match header.is_empty() {
                    true => field.name().to_string(),
                    false => format!("{} ({header})", field.name()),
                })
                .collect();
            let mut text = format!(
                "a cross-tab: columns {first} to {last} are {} {}, {from} to {to}, of {}; {} {} read as {} lines, each dated the first day of its {}",
                number(*count),
                units(*grain),
                values.join(" and "),
                rows_of(*rows),
                if *rows == 1 { "is" } else { "are" },
                number(*lines),
                unit(*grain),
            );
            if !totals.is_empty() {
                text.push_str(&format!("; totals are not added: {}", list(totals)));
            }
            if !left_out.is_empty() {
                text.push_str(&format!("; not read: {}", list(left_out)));
            }
            text
        }
        Feature::Grouped { column, groups, first } => format!(
            "a grouped report: the customer stands in column {column} above its lines, {} {}, {first} first",
            number(*groups),
            if *groups == 1 { "group" } else { "groups" },
        ),
        Feature::Filled { columns, rows, merged } => format!(
            "{} {} only in the first row of {}; {} {} it from above",
            list(columns),
            if columns.len() == 1 { "stands" } else { "stand" },
            if *merged { "merged cells" } else { "an order" },
            rows_of(*rows),
            if *rows == 1 { "takes" } else { "take" },
        ),
    }
}

/// Names a period of this length.
pub fn unit(grain: Grain) -> &'static str {
    match grain {
        Grain::Week => "week",
        Grain::Month => "month",
        Grain::Quarter => "quarter",
        Grain::Half => "half-year",
        Grain::Year => "year",
    }
}

fn units(grain: Grain) -> &'static str {
    match grain {
        Grain::Week => "weeks",
        Grain::Month => "months",
        Grain::Quarter => "quarters",
        Grain::Half => "half-years",
        Grain::Year => "years",
    }
}
