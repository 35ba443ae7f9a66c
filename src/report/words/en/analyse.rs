//! Problems of the room `analyse`.

use super::clean::number as figure;
use crate::model::problem::{AnalyseProblem, NoProfit, ProfitSource};
use crate::report::words::Message;

fn number(count: usize) -> String {
    figure(count as u64)
}

/// Words a problem.
pub fn message(kind: &AnalyseProblem) -> Message {
    match kind {
        AnalyseProblem::NoRows => Message::new("no row counts, so there is nothing to report")
            .hint("`mingxi check` shows how the files were read, `--rejects rejects.csv` why each row was set aside"),
        AnalyseProblem::NoSuchPeriod { wanted, first, last, ended } => {
            let message =
                Message::new(format!("there is no period {wanted} in the data, which run from {first} to {last}"));
            match ended {
                Some(ended) => message.hint(format!("`--period {ended}` is the last that has ended")),
                None => message.hint(format!("`--as-of {}`, if the data of {last} are complete", last.last_day())),
            }
        }
        AnalyseProblem::NothingWithin { period } => Message::new(format!("no row lies in {period}"))
            .hint("name another `--period`, or leave it out to see them all"),
        AnalyseProblem::NoProfit(why) => {
            let (text, source) = match why {
                NoProfit::NoColumn => {
                    return Message::new("no column is known to hold profit or cost")
                        .hint("say which one does: `--map profit=COLUMN` or `--map cost=COLUMN`");
                }
                NoProfit::Empty(source) => ("is empty", source),
                NoProfit::Shares(source) => ("holds shares and no money", source),
                NoProfit::TooMuch(source) => ("adds up to more than can be counted", source),
            };
            let field = if *source == ProfitSource::Profit { "profit" } else { "cost" };
            Message::new(format!("the column of {field} {text}"))
                .hint(format!("name a column of amounts: `--map {field}=COLUMN`"))
        }
        AnalyseProblem::SumOfCurrencies { column, currencies } => Message::new(format!(
            "`sum:{column}` would add up rows of several currencies ({}) as they stand",
            super::clean::list(currencies)
        ))
        .detail("rates convert amounts, and profit with them; of another column it is not known whether it holds money")
        .hint(format!(
            "leave `sum:{column}` out, or keep one currency: `--currency {}`",
            currencies.first().map_or("", String::as_str)
        )),
        AnalyseProblem::NotOfSums { what, sums } => Message::new(format!(
            "the file holds sums by {0}, no orders: `{what}` cannot be told of them",
            super::crosstab::unit(*sums)
        ))
        .hint(format!("go by whole {}, or export the orders themselves", super::crosstab::units(*sums))),
        AnalyseProblem::PivotTooLarge { rows, columns, values, most: (figures, across) } => Message::new(format!(
            "the pivot would have {} lines × {} columns × {values}, more than anybody reads",
            number(*rows),
            number(*columns)
        ))
        .detail(format!("at most {} figures, and {} columns", number(*figures), number(*across)))
        .hint("`--top 100`, longer periods (`--cols quarter`), or fewer rows (`--only`, `--since`)"),
        AnalyseProblem::PivotTooFine { most } => {
            Message::new(format!("the pivot would have more than {} figures, more than anybody reads", number(*most)))
                .hint(
                    "leave out what has a value of its own in every row, take longer periods, or fewer rows (`--only`)",
                )
        }
        AnalyseProblem::NotEnded { wanted, as_of, last } => {
            let text = format!("{wanted} ends on {}, and the reports speak from {as_of}", wanted.last_day());
            let message = Message::new(text).detail("a period that has not ended makes no customer lost and no trend");
            match last {
                Some(last) => message.hint(format!("`--period {last}`, or `--as-of {}`", wanted.last_day())),
                None => message.hint(format!("if the data are complete, say so: `--as-of {}`", wanted.last_day())),
            }
        }
    }
}
