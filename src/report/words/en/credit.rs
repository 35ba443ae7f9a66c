//! Words of credits.

use super::clean::{amount_of, list, number, rows_of};
use crate::model::problem::CreditProblem;
use crate::report::words::Message;

/// Words a problem with credits.
pub fn message(kind: &CreditProblem) -> Message {
    match kind {
        CreditProblem::NoOrders { columns } => {
            Message::new("`--credits origin` needs a column of order numbers, and no column is known to hold them")
                .hint(match columns.is_empty() {
                    true => "`--map order=…` names the column".to_owned(),
                    false => format!("`--map order=…` with one of these: {}", list(columns)),
                })
        }
        CreditProblem::NotFound { credits, orders, first } => {
            let more = match *orders - first.len() as u64 {
                0 => String::new(),
                more => format!(" and {} more", number(more)),
            };
            let (verb, stay) = if credits.n == 1 { ("names", "it stays") } else { ("name", "they stay") };
            Message::new(format!(
                "{} below zero ({}) {verb} an order that this customer has not had before: {}{more}; {stay} in the period of the own date",
                rows_of(credits.n),
                amount_of(credits.amount),
                list(first)
            ))
            .hint("add the export that has these orders; or check that both sides write the number and the customer alike")
        }
        CreditProblem::AboveZero { rows } => Message::new(format!(
            "is called after credits, and nothing in it is below zero: {} ({}) {} as revenue",
            rows_of(rows.n),
            amount_of(rows.amount),
            if rows.n == 1 { "counts" } else { "count" }
        ))
        .hint("credits must stand with a minus; if they are sales, all is well"),
    }
}
