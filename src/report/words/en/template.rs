//! Empty tables to fill in.

use crate::model::companion::{TableField, TableKind};
use crate::report::template::TemplateWords;

/// The sheet that explains the columns.
pub const HELP: (&str, [&str; 3]) = ("Notes", ["Column", "What belongs there", "Such as"]);

/// Gives the name of a table's file and sheet.
pub fn name(table: TableKind) -> &'static str {
    match table {
        TableKind::Customers => "customers",
        TableKind::FollowUps => "follow-ups",
        TableKind::Costs => "costs",
        TableKind::Receivables => "receivables",
        TableKind::Claims => "claims",
        TableKind::Stock => "stock",
        TableKind::Targets => "targets",
    }
}

/// Gives what stands above the headings.
pub fn note(table: TableKind) -> &'static str {
    match table {
        TableKind::Customers => {
            "# One customer a row, leads without orders too. The id or the name is needed; all else may stay empty. Further columns are kept."
        }
        TableKind::FollowUps => "# One talk a row: when, with whom. Dates as 2025-09-30. Further columns are kept.",
        TableKind::Costs => "# One cost a row: what serving or winning a customer cost, in the currency of the orders.",
        TableKind::Receivables => "# One open amount a row, with the day on which it is due.",
        TableKind::Claims => "# One complaint or claim a row; the amount may stay empty.",
        TableKind::Stock => "# What is held for a customer: a quantity, an amount, or both.",
        TableKind::Targets => {
            "# One target a row. Without owner and customer it is for all. A period is 2025, 2025H1, 2025Q3 or 2025-09."
        }
    }
}

/// Says what belongs into a column.
pub fn column(table: TableKind, field: TableField) -> TemplateWords {
    use TableField as F;
    let of = |meaning, example| TemplateWords { meaning, example, choices: &[] };
    let choose = |meaning, example, choices| TemplateWords { meaning, example, choices };
    match (table, field) {
        (_, F::CustomerId) => of("as in the orders, where they have ids", "C0017"),
        (_, F::Customer) => of("as in the orders; dots and spaces at the end do not matter", "Nordlicht Handels GmbH"),
        (TableKind::Targets, F::Owner) => of("the salesperson", "Wang Fang"),
        (_, F::Owner) => of("the salesperson whose customer it is: one", "Wang Fang"),
        (_, F::Merchandiser) => of("who handles the orders", "Chen Jing"),
        (_, F::Country) => of("", "Germany"),
        (TableKind::FollowUps, F::Channel) => {
            choose("how", "phone", &["phone", "e-mail", "WhatsApp", "WeChat", "visit", "fair"])
        }
        (_, F::Channel) => of("where the customer came from", "Canton Fair"),
        (_, F::Status) => choose(
            "won: has ordered; engaged: one owner works on it; shared: open to all",
            "won",
            &["won", "engaged", "shared"],
        ),
        (_, F::Registered) => of("the day on which the owner claimed it", "2025-03-01"),
        (_, F::RegisteredBy) => of("who claimed it", "Wang Fang"),
        (_, F::Class) => choose("only where the class by revenue is not to count", "A", &["A", "B", "C"]),
        (_, F::Potential) => choose("what it could become, or an amount a year", "high", &["high", "medium", "low"]),
        (_, F::Satisfaction) => choose("", "good", &["good", "fair", "poor"]),
        (_, F::Parent) => of("the company or group that it belongs to", "Nordlicht Holding AG"),
        (_, F::ReferredBy) => {
            of("the customer that brought it, as it is called in this table", "Bluegum Trading Pty Ltd")
        }
        (_, F::Contact) => of("", "Mrs Krüger"),
        (_, F::Phone) => of("", "+49 40 123456"),
        (_, F::Email) => of("", "krueger@example.com"),
        (_, F::Terms) => of("of payment", "30 days"),
        (_, F::FirstContact) => of("the day of the first talk", "2025-02-14"),
        (_, F::Memo) => of("", ""),
        (TableKind::FollowUps, F::Date) => of("the day of the talk", "2025-09-12"),
        (_, F::Date) => of("the day", "2025-09-12"),
        (_, F::Who) => of("who spoke to them", "Wang Fang"),
        (_, F::Said) => of("what was said", "waits for the new price list"),
        (_, F::Reason) => of("why they buy less or left: price, service, delivery, quality …", "price"),
        (_, F::Outcome) => of("what came of it", "sample sent"),
        (_, F::Next) => of("when to speak to them next; a day, not \"next week\"", "2025-09-26"),
        (TableKind::Claims, F::Kind) => of("", "colour"),
        (_, F::Kind) => {
            of("freight, travel, samples, exhibition …; what wins customers is told by its name", "freight")
        }
        (_, F::Due) => of("the day on which it is due", "2025-10-15"),
        (_, F::Product) => of("", "steel lunch box"),
        (_, F::Quantity) => of("", "600"),
        (_, F::Period) => of("2025, 2025H1, 2025Q3 or 2025-09", "2025Q4"),
        (_, F::Amount) => of("in the currency of the orders", "1250.00"),
    }
}

/// Says what was written, and what to put into the settings file.
pub fn wrote(written: &[String], kept: &[String], lines: &[String]) -> String {
    let mut text = match written {
        [] => "Nothing was written.".to_owned(),
        files => format!("Wrote {}.", files.join(", ")),
    };
    if !kept.is_empty() {
        text.push_str(&format!("\nLeft as they are, since they were there: {}.", kept.join(", ")));
    }
    format!(
        "{text}\n\nFill in what you have, delete the others, and name them in mingxi.toml:\n\n[tables]\n{}",
        lines.join("\n")
    )
}
