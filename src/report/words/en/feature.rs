//! What is unusual about a sheet's shape.

use super::clean::{list, number, rows_of};
use super::crosstab;
use crate::model::{Feature, LayoutKind, Sense, System};
use crate::report::words::Message;
use crate::report::words::audit::typed;

/// Words a feature as a note or a warning.
pub fn message(feature: &Feature) -> Message {
    let message = Message::new(sentence(feature));
    match feature {
        Feature::HeaderRows { .. } | Feature::Export { .. } | Feature::OwnUnits { .. } | Feature::HiddenRows { .. } => message,
        Feature::Unit { .. } => message.hint("`--amounts-in 1` takes them as they stand"),
        Feature::NamesOfIds { .. } => message.hint("`--map customer=none` shows the ids instead"),
        Feature::NotNames { column, .. } => {
            message.hint(format!("`--map customer={}` takes it for the names of the ids", typed(column)))
        }
        Feature::OnlyDate { .. } => message.hint("`--map date=…` names the column with the order date, if there is one"),
        Feature::BooksCurrency { currency, .. } => message.hint(format!(
            "`--map currency={}` says that the amounts are in it; `--rates` and `--currency` take those of the documents",
            typed(currency)
        )),
        Feature::NamedCurrency { documents: Some(documents), .. } => message.hint(format!(
            "`--map amount={}` takes the amounts of the documents; so do `--rates` and `--currency`",
            typed(documents)
        )),
        Feature::NamedCurrency { .. } => message,
        Feature::Months { .. } => {
            message.hint("`--map date=…` names a column with the days, if there is one")
        }
        Feature::EachOrdersCurrency { .. } => {
            message.hint("`--map currency=none` says that all amounts are in one currency, that of the books")
        }
        Feature::SideTable { .. } => message.hint("if they belong to the orders, close the empty column"),
        Feature::SecondTable { row, title: Some(_), .. } => message
            .hint(format!("`--header-row {row}` reads that table instead; `--layout table` reads both as one")),
        Feature::SecondTable { row, .. } => message
            .hint(format!("`--header-row {row}` reads that table instead; put it on a sheet of its own to read both")),
        Feature::Crosstab { .. } => message
            .hint("`--layout table` reads every row as it stands; `mingxi check` shows what was made of the columns"),
        Feature::Grouped { .. } | Feature::Filled { .. } => {
            message.hint("`--layout table` reads every row as it stands")
        }
    }
}

/// Words the error of a layout that a sheet has not.
pub fn not_that(wanted: LayoutKind) -> Message {
    let what = match wanted {
        LayoutKind::Grouped => "no row that names a customer alone stands above lines without a customer",
        LayoutKind::Crosstab => "no row names two or more months, quarters, half-years or years across",
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
        Feature::SecondTable { row, rows, title: Some(title), .. } => format!(
            "\"{title}\" names another table with the same header in row {row}; {} from there on {} not read",
            rows_of(*rows),
            if *rows == 1 { "is" } else { "are" }
        ),
        Feature::SecondTable { row, headers, rows, .. } => format!(
            "another table begins in row {row} ({}); {} from there on {} not read",
            list(headers),
            rows_of(*rows),
            if *rows == 1 { "is" } else { "are" }
        ),
        Feature::Unit { columns, power, above } => {
            let by = above.as_ref().map(|text| format!(", as \"{text}\" above says")).unwrap_or_default();
            let verb = if columns.len() == 1 { "is" } else { "are" };
            format!("{} {verb} multiplied by {}{by}", list(columns), number(10_u64.pow(*power)))
        }
        Feature::OwnUnits { column, units, cell, text } => {
            let by = |(power, values): &(u32, u64)| {
                format!("{} by {}", number(*values), number(10_u64.saturating_pow(*power)))
            };
            let units: Vec<String> = units.iter().map(by).collect();
            format!("values of {column} name their own units ({cell} \"{text}\") and are multiplied: {}", list(&units))
        }
        Feature::NamesOfIds { id, column, ids, shared } => {
            let shared = match shared {
                0 => "and no other has".to_owned(),
                shared => format!("and {} share it with another, which stay apart", number(*shared)),
            };
            format!(
                "{column} holds the names of the customers, whose ids are {id}: each of {} ids has one, {shared}",
                number(*ids)
            )
        }
        Feature::NotNames { id, column, ids, several, shared, example } => match example {
            Some((one, first, second)) => format!(
                "{column} is not taken for the customers' names: {} of {} {id} have several ({one}: {first}, {second})",
                number(*several),
                number(*ids),
            ),
            None if *shared > 0 => format!(
                "{column} is not taken for the customers' names: {} of {} {id} share theirs with another",
                number(*shared),
                number(*ids),
            ),
            None => format!("{column} is not taken for the customers' names: too few {id} have several rows to tell"),
        },
        Feature::HiddenRows { rows: 1 } => "1 row that is hidden in the sheet is read like the others".to_owned(),
        Feature::HiddenRows { rows } => {
            format!("{} that are hidden in the sheet are read like the others", rows_of(*rows))
        }
        Feature::Export { system } => export(*system).to_owned(),
        Feature::OnlyDate { column, is: Sense::Paid } => {
            format!("no column has the order date; orders count on the day of {column}, when they were paid")
        }
        Feature::OnlyDate { column, .. } => {
            format!("no column has the order date; orders count on the day of {column}, when they were shipped")
        }
        Feature::BooksCurrency { amount, currency } => {
            format!("{amount} is in the currency of the books; {currency}, that of the documents, is not used")
        }
        Feature::NamedCurrency { amount, is, currency, .. } => {
            format!("{amount} is in {is}, as its header says; {currency}, that of the documents, is not used")
        }
        Feature::Months { column, short } => {
            let short = short.as_ref().map(|short| format!(" ({short}: the number is the year)")).unwrap_or_default();
            format!(
                "{column} names months and no days{short}; each row stands for its month, without orders, cadence or weeks"
            )
        }
        Feature::EachOrdersCurrency { amount, currency } => {
            format!("{amount} is taken to be in the currency that {currency} names in each row")
        }
        Feature::Grouped { column, groups, first } => format!(
            "a grouped report: the customer stands in column {column} above its lines, {} {}, {first} first",
            number(*groups),
            if *groups == 1 { "group" } else { "groups" },
        ),
        Feature::Crosstab { .. } => crosstab::sentence(feature),
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

/// Says what is known of a system's export.
fn export(system: System) -> &'static str {
    match system {
        System::Shopify => {
            "looks like a Shopify orders export: the amount is each order's Subtotal (after discounts, before shipping and added tax) in its first line, whose further lines count as blank; orders cancelled, voided or refunded whole are set aside; partial refunds are not taken off, since the export does not date them"
        }
        System::QuickBooks => "looks like QuickBooks' Sales by Customer Detail",
        System::QuickBooksTransactions => {
            "looks like QuickBooks' Transaction List: only sales and credits count; payments, estimates, deposits, bills and the like are set aside as cancelled"
        }
        System::Xero => {
            "looks like a Xero invoice export: the amount is LineAmount, since Total stands beside each line; drafts and invoices to approve, voided or deleted are set aside as cancelled"
        }
        System::Odoo => {
            "looks like an Odoo sales order export: the amount is untaxed where it is there; quotations and cancelled orders are set aside as cancelled"
        }
        System::Amazon => {
            "looks like an Amazon order report: the amount is item-price, which is for the whole quantity; cancelled orders are set aside"
        }
        System::AmazonAllOrders => {
            "looks like Amazon's All Orders report: the amount is item-price, which is for the whole quantity; cancelled orders are set aside"
        }
        System::Kingdee => "looks like a sales list of Kingdee Cloud (金蝶云星空)",
    }
}
