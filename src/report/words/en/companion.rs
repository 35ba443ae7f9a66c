//! Words of the tables beside the orders.

use super::En;
use super::aside;
use super::clean::{list, rows_of};
use crate::model::Reason;
use crate::model::companion::{TableAudit, TableField, TableKind};
use crate::model::problem::CompanionProblem;
use crate::report::words::{AuditWords, CompanionWords, Message};
use crate::report::{Text, brief};

/// Gives what a table is called in a sentence.
pub fn table(table: TableKind) -> &'static str {
    match table {
        TableKind::Customers => "customer master",
        TableKind::FollowUps => "follow-up log",
        TableKind::Costs => "costs",
        TableKind::Receivables => "receivables",
        TableKind::Claims => "claims",
        TableKind::Stock => "stock",
        TableKind::Targets => "targets",
    }
}

/// Gives what a column is called: the heading of a template.
pub fn field(table: TableKind, field: TableField) -> &'static str {
    use TableField as F;
    match (table, field) {
        (TableKind::FollowUps, F::Date) => "Contacted on",
        (TableKind::Claims, F::Date) => "Claim date",
        (TableKind::Targets, F::Amount) => "Target",
        (_, F::CustomerId) => "Customer ID",
        (_, F::Customer) => "Customer",
        (_, F::Owner) => "Owner",
        (_, F::Merchandiser) => "Merchandiser",
        (_, F::Country) => "Country",
        (_, F::Channel) => "Channel",
        (_, F::Status) => "Status",
        (_, F::Registered) => "Registered on",
        (_, F::RegisteredBy) => "Registered by",
        (_, F::Class) => "Class",
        (_, F::Potential) => "Potential",
        (_, F::Satisfaction) => "Satisfaction",
        (_, F::Parent) => "Parent company",
        (_, F::ReferredBy) => "Referred by",
        (_, F::Contact) => "Contact",
        (_, F::Phone) => "Phone",
        (_, F::Email) => "E-mail",
        (_, F::Terms) => "Payment terms",
        (_, F::FirstContact) => "First contact",
        (_, F::Memo) => "Memo",
        (_, F::Date) => "Date",
        (_, F::Who) => "By",
        (_, F::Said) => "What was said",
        (_, F::Reason) => "Reason",
        (_, F::Outcome) => "Outcome",
        (_, F::Next) => "Next contact",
        (_, F::Kind) => "Kind",
        (_, F::Due) => "Due date",
        (_, F::Product) => "Product",
        (_, F::Quantity) => "Quantity",
        (_, F::Period) => "Period",
        (_, F::Amount) => "Amount",
    }
}

fn is(table: TableKind) -> &'static str {
    match table {
        TableKind::Customers | TableKind::FollowUps | TableKind::Stock => "is",
        _ => "are",
    }
}

fn fields(of: TableKind, needs: &[TableField]) -> String {
    let names: Vec<String> = needs.iter().map(|one| field(of, *one).to_lowercase()).collect();
    names.join(" or ")
}

fn like(other: Option<TableKind>) -> String {
    other.map_or(String::new(), |other| format!("; it looks like the {}", table(other)))
}

/// Words a problem.
pub fn message(kind: &CompanionProblem) -> Message {
    use CompanionProblem as P;
    match kind {
        P::Reason { text, rows, near } => {
            let near = near.unwrap_or("price");
            Message::new(format!("the reason \"{text}\" ({}) is not on the list", rows_of(*rows)))
                .detail("it counts under its own words, and nobody can say whether such a customer may be won back")
                .hint(format!(
                    "`--reasons \"{text}={near}\"` takes it for one of the list ({}), `--reasons \"{text}\"` for one of your own",
                    crate::model::Cause::ALL.map(crate::model::Cause::name).join(", ")
                ))
        }
        P::LeftOut { table: of, column, why } => {
            let inner = crate::report::words::message(why, crate::model::Lang::En);
            let what = match column {
                true => format!("the column of the {} is left out", table(*of)),
                false => format!("the {} {} left out, and the orders are told without", table(*of), is(*of)),
            };
            Message { text: format!("{}; {what}", inner.text), ..inner }
        }
        P::NoHeader { table: of, headers, like: other } => Message::new(format!(
            "no row names a column of the {}: expected {}{}",
            table(*of),
            of.needs().iter().map(|any| fields(*of, any)).collect::<Vec<_>>().join(", "),
            like(*other)
        ))
        .hint(match headers.is_empty() {
            true => "`mingxi init --templates` writes empty tables with the headings".to_owned(),
            false => format!(
                "the first row says {}; `--map {}.{}=COLUMN` names a column, `mingxi init --templates` writes empty tables",
                list(headers),
                of.name(),
                of.needs()[0][0].name()
            ),
        }),
        P::NoColumn { table: of, needs, headers, like: other } => Message::new(format!(
            "no column of the {} is known to hold the {}{}",
            table(*of),
            fields(*of, needs),
            like(*other)
        ))
        .hint(match other {
            Some(other) => format!("name it with `--{}`, or name the column: `--map {}.{}=COLUMN`; the columns are {}", other.option(), of.name(), needs[0].name(), list(headers)),
            None => format!("`--map {}.{}=COLUMN` names it; the columns are {}", of.name(), needs[0].name(), list(headers)),
        }),
        P::NoSheet { wanted, sheets } if sheets.is_empty() => {
            Message::new(format!("there is no sheet {wanted}; the file has no sheets")).hint("name the file alone")
        }
        P::NoSheet { wanted, sheets } => {
            Message::new(format!("there is no sheet {wanted}")).hint(format!("the sheets are {}", list(sheets)))
        }
        P::ManyFiles { table: of, files } => Message::new(format!(
            "expected one file of the {}, found {}",
            table(*of),
            if files.is_empty() { "none".to_owned() } else { list(files) }
        ))
        .hint("name one file"),
        P::OtherCurrency { table: of, theirs, ours } => {
            Message::new(format!("the {} {} in {theirs}, the orders in {ours}", table(*of), is(*of)))
                .hint(format!("give the amounts in {ours}, or convert the orders with `--rates FILE --base {theirs}`"))
        }
        P::Aside { table: of, reason, field: named, rows, of: all, text } => {
            let what = named.map_or(String::new(), |one| field(*of, one).to_lowercase());
            let rest = match rows {
                1 => "the row is set aside".to_owned(),
                _ => format!("with it {} of {all} are set aside", rows_of(*rows)),
            };
            let message = Message::new(match reason {
                Reason::BadDate if *named == Some(TableField::Period) => {
                    format!("cannot read \"{}\" as a period; {rest}", brief(text))
                }
                Reason::BadDate => format!("cannot read \"{}\" as a date ({what}); {rest}", brief(text)),
                Reason::BadAmount => format!("cannot read \"{}\" as an amount; {rest}", brief(text)),
                Reason::NoDate => format!("a row of the {} has no {what}; {rest}", table(*of)),
                Reason::NoAmount => format!("a row of the {} has no amount; {rest}", table(*of)),
                Reason::NoCustomer => format!("a row of the {} names no customer; {rest}", table(*of)),
                other => format!("{}: {rest}", aside::reason(*other)),
            });
            message.hint(match reason {
                Reason::BadDate if *named == Some(TableField::Period) => "write 2025Q3, 2025-09 or 2025",
                Reason::BadDate => "write the day as 2025-09-30; words such as \"next week\" are no day",
                _ => "fill in the cell; `mingxi check` lists all such rows",
            })
        }
        P::Unread { table: of, field: named, cells, text } => {
            let more = match cells {
                1 => "the row counts without it".to_owned(),
                _ => format!("with it {cells} cells; their rows count without"),
            };
            let what = field(*of, *named).to_lowercase();
            match named.holds() {
                crate::model::companion::TableHolds::Day => Message::new(format!(
                    "cannot read \"{}\" as a date ({what}); {more}",
                    brief(text)
                ))
                .hint("write the day as 2025-09-30; words such as \"next week\" are no day"),
                crate::model::companion::TableHolds::Text => {
                    Message::new(format!("\"{}\" is no {what} that is known; {more}", brief(text)))
                        .hint("the statuses are won (成交), engaged (紧密) and shared (普通)")
                }
                _ => Message::new(format!("cannot read \"{}\" as a number ({what}); {more}", brief(text)))
                    .hint("write digits"),
            }
        }
        P::OtherBook { table: of, names, customers } => {
            let more = customers - (names.len() as u64).min(*customers);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            Message::new(format!(
                "seems to be of another book: the orders have none of its {customers} customers ({}{more})",
                list(names)
            ))
            .hint(format!(
                "give the {} of these orders; where customers are only written otherwise, `--aliases FILE` says which is which",
                table(*of)
            ))
        }
        P::Unknown { table: of, names, customers, rows, near, several } => {
            let more = customers - (names.len() as u64).min(*customers);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let (has, s) = if *customers == 1 { ("has", "") } else { ("have", "s") };
            let message = match of {
                TableKind::Customers => Message::new(format!(
                    "{}{more} {has} no orders, and {} nearly the name of a customer that has",
                    list(names),
                    if *customers == 1 { "is" } else { "are" }
                )),
                _ => Message::new(format!(
                    "the orders do not have the customer{s} {}{more} ({})",
                    list(names),
                    rows_of(*rows)
                )),
            };
            message.hint(match (near, several) {
                (_, Some(name)) => format!("several customers are called {name}; add the customer's id"),
                (Some((name, other)), _) => {
                    format!("is {name} the customer {other}? Write it so, or add a line `{name},{other}` to the file of `--aliases`")
                }
                _ => "write the name or the id as the orders have it, or add a line to the file of `--aliases`".to_owned(),
            })
        }
        P::Orders { table: of } => Message::new(format!("these are order lines, and no {}", table(*of)))
            .hint("`mingxi init --templates` writes empty tables with the headings"),
        P::Twice { names: (one, other), rows, owners, more } => {
            let more = match more {
                0 => String::new(),
                n => format!("; so do {n} more rows"),
            };
            let who = if one == other { one.clone() } else { format!("{one} and {other} are one customer, which") };
            let message = match owners {
                Some((first, second)) => Message::new(format!(
                    "{who} stands in rows {} and {}, with two owners, {first} and {second}; the first counts{more}",
                    rows.0, rows.1
                )),
                None => Message::new(format!("{who} stands in rows {} and {}; the first counts{more}", rows.0, rows.1)),
            };
            message.hint("keep one row for each customer")
        }
    }
}

impl CompanionWords for En {
    fn companion(&self, kind: TableKind) -> &'static str {
        table(kind)
    }

    fn companion_field(&self, table: TableKind, one: TableField) -> &'static str {
        field(table, one)
    }

    fn companion_read(&self, audit: &TableAudit) -> String {
        let place = audit.sheet.as_ref().map_or(audit.file.clone(), |sheet| format!("{}, sheet {sheet}", audit.file));
        let aside = match audit.set_aside.len() {
            0 => String::new(),
            n => format!(", {} set aside", self.0.count(n)),
        };
        let unknown = match (audit.unknown.len(), audit.table) {
            (0, _) => String::new(),
            (n, TableKind::Customers) => format!(", {} without orders", self.0.count(n)),
            (1, _) => ", 1 customer not in the orders".to_owned(),
            (n, _) => format!(", {} customers not in the orders", self.0.count(n)),
        };
        format!(
            "{place}: the {}, header in row {}, {} taken of {}{aside}{unknown}.",
            table(audit.table),
            audit.header_row,
            self.0.count(audit.taken as usize),
            rows_of(audit.read)
        )
    }

    fn companion_others(&self, headers: &[String]) -> String {
        format!("Kept as they are: {}.", list(headers))
    }

    fn companion_label(&self) -> &'static str {
        "Table"
    }

    fn companion_taken(&self) -> &'static str {
        "Taken"
    }

    fn companion_unknown(&self) -> &'static str {
        "Not in the orders"
    }

    fn companion_filled(&self) -> &'static str {
        "Filled"
    }

    fn companions_finding(&self, tables: usize) -> String {
        match tables {
            1 => "The table beside the orders".to_owned(),
            _ => format!("The {} tables beside the orders", self.0.count(tables)),
        }
    }

    fn companions_absent(&self, tables: &[TableKind]) -> Text {
        let told = |table: &TableKind| match table {
            TableKind::Customers => "leads, owners, referrals and groups (`--customers`)",
            TableKind::FollowUps => "contacts, and why customers leave (`--follow-ups`)",
            TableKind::Costs => "what serving and winning customers costs (`--costs`)",
            TableKind::Receivables => "payments overdue (`--receivables`)",
            TableKind::Claims => "claims (`--claims`)",
            TableKind::Stock => "goods held for customers (`--stock`)",
            TableKind::Targets => "targets against actual (`--targets`)",
        };
        let told: Vec<String> = tables.iter().map(|table| told(table).to_owned()).collect();
        Text::plain(format!(
            "Not told, since no such table is given: {}. `mingxi init --templates` writes them empty, to fill in.",
            list(&told)
        ))
    }

    fn companion_read_as(&self, read_as: &str) -> String {
        self.read_as(read_as)
    }
}
