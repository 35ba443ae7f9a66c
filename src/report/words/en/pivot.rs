//! The pivot.

use super::clean::word;
use crate::analyse::Label;
use crate::model::{Axis, Base, By, DatePart, Dated, Every, Field, Grain, Measure, Whole};
use crate::report::text::capital;
use crate::report::words::figures::{Minus, count};
use crate::report::words::pivot::PivotWords;

/// In English.
pub static WORDS: PivotWords = PivotWords {
    nav: "Pivot",
    total: "Total",
    saved: |names| match names {
        [one] => format!("Your own pivot: {one}"),
        names => format!("Your own pivots: {}", names.join(", ")),
    },
    axis,
    measure,
    label,
    title: |values, rows, cols| {
        let mut title = capital(&and(&values.iter().map(|value| lower(value)).collect::<Vec<_>>()));
        for (axes, by) in [(rows, " by"), (cols, if rows.is_empty() { " by" } else { ", per" })] {
            if !axes.is_empty() {
                let axes: Vec<String> = axes.iter().map(|axis| lower(axis)).collect();
                title.push_str(&format!("{by} {}", and(&axes)));
            }
        }
        title
    },
    verdict: |title, periods, amount, rows| {
        let time = match periods {
            Some((first, last)) if first == last => format!(", {first}"),
            Some((first, last)) => format!(", {first} to {last}"),
            None => String::new(),
        };
        format!("{title}{time}: {amount} in {rows}.")
    },
    largest: |axis, name, share| format!("The largest {}, {name}, makes {share}.", lower(axis)),
    named: |name| format!("The pivot {name} of the settings file."),
    partial: |period, compared, plans| {
        let with = match (compared, plans) {
            (false, _) => "",
            (true, false) => "; changes compare it with as many days of the period before",
            (true, true) => "; its dates go on after that day, so that changes compare whole periods",
        };
        format!("* {period} has not ended{with}.")
    },
    short: |period, day| format!("The data begin on {day}, so that {period} is short."),
    overlap: "Orders, customers and products count once in each line and column, so that parts may add up to more than their total.",
    units: |units| {
        format!(
            "Quantities are in {} units ({}), added as they stand; `--rows unit,…` or `--only unit={}` keeps them apart.",
            units.len(),
            super::clean::list(units),
            units.first().map_or("", String::as_str)
        )
    },
    left_out: |number, earlier| {
        let what = if earlier { "earlier " } else { "" };
        let columns = if number == 1 { "column is" } else { "columns are" };
        format!(
            "{number} {what}{columns} not shown: a wider terminal, longer periods, or `-o pivot.xlsx` has them all."
        )
    },
    lines_left: |number| {
        format!("{} more lines: the workbook and the csv file have them all", count(number as i64, Minus::Ascii))
    },
    folds: "groups fold by the − and + at the left",
};

/// Gives a heading as it stands within a sentence; a column's own header stays as it is.
fn lower(text: &str) -> String {
    let known = text.chars().skip(1).all(|c| !c.is_uppercase()) && text.is_ascii();
    if known { text.to_lowercase() } else { text.to_owned() }
}

fn and(words: &[String]) -> String {
    match words {
        [head @ .., last] if !head.is_empty() => format!("{} and {last}", head.join(", ")),
        words => words.concat(),
    }
}

fn axis(axis: &Axis) -> String {
    let (time, dated) = match &axis.by {
        By::Customer => return "Customer".into(),
        By::Column(name) => return Field::named(name).map_or_else(|| name.clone(), |field| capital(word(field))),
        By::Every(every, dated) => (
            match every {
                Every::Day => "Day",
                Every::Period(Grain::Week) => "Week",
                Every::Period(Grain::Month) => "Month",
                Every::Period(Grain::Quarter) => "Quarter",
                Every::Period(Grain::Half) => "Half-year",
                Every::Period(Grain::Year) => "Year",
            },
            dated,
        ),
        By::Part(part, dated) => (
            match part {
                DatePart::MonthOfYear => "Month of the year",
                DatePart::QuarterOfYear => "Quarter of the year",
                DatePart::Weekday => "Weekday",
            },
            dated,
        ),
    };
    match dated {
        Dated::Ordered => time.into(),
        Dated::Column(name) => {
            format!("{time} ({})", Field::named(name).map_or(name.as_str(), |field| word(field)))
        }
    }
}

fn measure(measure: &Measure) -> String {
    match measure {
        Measure::Amount => "Amount",
        Measure::Quantity => "Quantity",
        Measure::Lines => "Lines",
        Measure::Orders => "Orders",
        Measure::Customers => "Customers",
        Measure::Products => "Products",
        Measure::Average => "Average order",
        Measure::Price => "Price",
        Measure::Profit => "Profit",
        Measure::Margin => "Margin",
        Measure::Share(Whole::All) => "Share",
        Measure::Share(Whole::Row) => "Share of line",
        Measure::Share(Whole::Column) => "Share of column",
        Measure::Share(Whole::Parent) => "Share of group",
        Measure::Change(Base::Before) => "Change",
        Measure::Rate(Base::Before) => "Change %",
        Measure::Change(Base::YearBefore) => "On the year",
        Measure::Rate(Base::YearBefore) => "On the year %",
        Measure::Sum(column) => return column.clone(),
    }
    .into()
}

fn label(label: &Label) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    match label {
        Label::Text(text) => text.clone(),
        Label::Month(month) => MONTHS[usize::from(month.clamp(&1, &12) - 1)].into(),
        Label::Quarter(quarter) => format!("Q{quarter}"),
        Label::Weekday(day) => DAYS[usize::from(*day) % 7].into(),
        Label::Others(number) => format!("{} others", count(*number as i64, Minus::Ascii)),
        Label::Blank => "(blank)".into(),
    }
}
