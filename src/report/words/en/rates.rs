//! Problems with rates of exchange.

use super::clean::{amount_of, list, rows_of};
use crate::model::problem::CleanProblem;
use crate::report::words::Message;
use crate::report::words::audit::typed;

const AS_THEY_ARE: &str = "without `--rates` and `--base` amounts stand as they are";

/// Words a problem with rates; all others have no words here.
pub fn message(kind: &CleanProblem) -> Message {
    use CleanProblem as P;
    match kind {
        P::RatesUnread { columns } => {
            let seen = if columns.is_empty() { "no header".to_owned() } else { list(columns) };
            Message::new(format!(
                "expected the columns date, currency and rate, or date and one for each currency; found {seen}"
            ))
            .hint("name the columns so in the file of `--rates`; currencies as codes, such as USD")
        }
        P::RatesEither { currency, rate, day, base } => {
            let unit = format!("1 {currency} = {rate} {base}");
            let units = format!("1 {base} = {rate} {currency}");
            Message::new(format!("{rate} for {currency} on {day} can mean {unit} or {units}"))
                .hint(format!("`--rates-are base-per-unit` reads {unit}, `--rates-are units-per-base` reads {units}"))
        }
        P::BadRate { currency, text } => {
            let of = if currency.is_empty() { String::new() } else { format!(" for {currency}") };
            Message::new(format!("expected a rate above zero{of}, found \"{text}\""))
                .hint("correct the cell, or leave it empty where the day has no rate; the latest earlier one serves for 7 days")
        }
        P::BadRateDay { text } if text.is_empty() => {
            Message::new("a rate stands beside no date").hint("give the row its date, or take it out")
        }
        P::BadRateDay { text } => Message::new(format!("expected the date of a rate, found \"{text}\""))
            .hint("write it as 2024-03-31, or take the row out"),
        P::RateOfNone { rate } => Message::new(format!("the rate {rate} stands beside no currency"))
            .hint("give the row its currency, such as USD"),
        P::RateTwice { currency, day, first, second } => {
            Message::new(format!("{currency} has two rates on {day}, {first} and {second}")).hint("keep one of the two")
        }
        P::NoBaseRate { base, one, there } => Message::new(format!(
            "the rates are in {one}, which is 1 on all days, and there are none for {base} to convert to; there are {}",
            list(there)
        ))
        .hint(format!("`--base {one}`, or add the rates of {base}")),
        P::NoRates { currencies, there, base } => {
            let named: Vec<String> = currencies
                .iter()
                .map(|(name, rows, amount)| format!("{name} ({}, {})", rows_of(*rows), amount_of(*amount)))
                .collect();
            Message::new(format!("there are no rates for {}; there are some for {}", list(&named), list(there))).hint(
                format!(
                    "add them; a currency that the rates are in is added with the rate 1, and then {base} with its own"
                ),
            )
        }
        P::NoRate { currency, day, before, days, of, rows, amount, file } => {
            let before = match before {
                Some(before) => format!("the latest before is of {before}, and one of more than 7 days ago is none"),
                None => "there is none before".to_owned(),
            };
            let more = match days - 1 {
                0 => String::new(),
                1 => " and 1 more day".to_owned(),
                more => format!(" and {more} more days"),
            };
            Message::new(format!("{file} has no rate of {currency} for {day}{more}; {before}"))
                .detail(format!("{} in {of} ({}) cannot be converted", rows_of(*rows), amount_of(*amount)))
                .hint("add the rates of these days; no later rate and no guess stands in")
        }
        P::RateDigits { currency } => {
            Message::new(format!("the rate of {currency} has too many digits")).hint("give it with at most 15 digits")
        }
        P::NoCurrency { rows, amount, base, by_column, documents } => {
            let verb = if *rows == 1 { "names" } else { "name" };
            let message = Message::new(format!(
                "{} ({}) {verb} no currency, so that nobody knows what to convert to {base}",
                rows_of(*rows),
                amount_of(*amount)
            ));
            message.hint(match (by_column, documents) {
                (true, _) => "name their currency in the file, or leave them out with `--exclude currency=`".to_owned(),
                (false, Some(column)) => format!(
                    "if they are in the currency that {column} names, add `--map currency={}`; {AS_THEY_ARE}",
                    typed(column)
                ),
                (false, None) => format!("`--map currency=…` names the column; {AS_THEY_ARE}"),
            })
        }
        _ => Message::new(String::new()),
    }
}
