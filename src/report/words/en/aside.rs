//! Words of rows set aside: the reason, the first such cell, what to do; and of an input without a row that counts.

use super::clean::{amount_of, list, number, reading, rows_of};
use crate::clean::{NoDay, names_unit, no_day};
use crate::model::problem::FirstAside;
use crate::model::{Money, Place, Reason};
use crate::report::words::Message;

/// Says why rows are set aside, after their number.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::TotalRow => "total rows",
        Reason::RepeatedHeader => "repeated headers",
        Reason::Blank => "blank, or a footer",
        Reason::NoCustomer => "without a customer",
        Reason::NoDate => "without a date",
        Reason::BadDate => "with a date that cannot be read",
        Reason::NoAmount => "without an amount",
        Reason::BadAmount => "with an amount that cannot be read",
        Reason::Filtered => "left out by the filter",
        Reason::Cancelled => "cancelled",
        Reason::Duplicate => "in another file or sheet too",
        Reason::FutureDate => "after the as-of day",
    }
}

/// What is known of rows set aside.
pub struct Aside<'a> {
    pub reason: Reason,
    pub rows: u64,
    pub amount: Money,
    pub text: &'a str,
    pub read_as: &'a str,
    pub fits: u64,
    pub of: u64,
}

/// Words a warning of rows set aside.
pub fn set_aside(aside: &Aside<'_>, place: &Place) -> Message {
    let Aside { reason, rows, amount, text, read_as, fits, of } = *aside;
    let which = match rows {
        1 => format!("the row ({}) is set aside", amount_of(amount)),
        _ => format!("with it {} ({}) are set aside", rows_of(rows), amount_of(amount)),
    };
    let bare = match rows {
        1 => "the row is set aside".to_string(),
        _ => format!("with it {} are set aside", rows_of(rows)),
    };
    let column = place.column.as_deref().unwrap_or_default();
    let detail =
        format!("column {column} was read as {}: {} of {} values fit", reading(read_as), number(fits), number(of));
    let see = "see all such rows with `--rejects rejects.csv`; `--strict` makes this an error";
    let cell = if rows == 1 { "the cell" } else { "the cells" };
    match reason {
        Reason::NoCustomer => Message::new(format!("no customer; {which}")).hint(format!(
            "fill in {cell}, or count such rows as one customer with `--blank-customer keep`; {}{see}",
            merged(rows, of)
        )),
        Reason::NoDate => Message::new(format!("no date; {which}")).hint(format!("fill in {cell}, or {see}")),
        Reason::BadDate => Message::new(format!("cannot read \"{text}\" as a date; {which}"))
            .detail(detail)
            .hint(mend_date(text).map_or_else(|| format!("fix {cell}, or {see}"), |mend| format!("{mend}; {see}"))),
        Reason::NoAmount => Message::new(format!("no amount; {bare}")).hint(format!("fill in {cell}, or {see}")),
        Reason::BadAmount if read_as == "share" => {
            Message::new(format!("a discount of \"{text}\" is no share of the price; {bare}"))
                .hint(format!("{}; {see}", mend_discount(column)))
        }
        Reason::BadAmount => Message::new(format!("cannot read \"{text}\" as a number; {bare}"))
            .detail(detail)
            .hint(mend_amount(text).map_or_else(|| format!("fix {cell}, or {see}"), |mend| format!("{mend}; {see}"))),
        Reason::FutureDate => {
            Message::new(format!("{text} is after {read_as}, the day the reports speak from; {which}"))
                .hint(format!("check the year in {cell}; `--as-of` speaks from a later day"))
        }
        _ => Message::new(which),
    }
}

/// Words a total that disagrees with the rows above it.
pub fn total(word: &str, (says, adds): (Money, Money), missing: &[(u32, Reason)], cell: Option<&str>) -> Message {
    let message =
        Message::new(format!("{word} says {}, the rows above it add up to {}", amount_of(says), amount_of(adds)));
    let difference = amount_of((says - adds).abs());
    match missing {
        [] => {
            message.hint(format!("the difference is {difference}; look for rows that are missing, doubled or hidden"))
        }
        [(row, reason)] => {
            let mend = cell.map_or_else(String::new, |cell| format!("; fix cell {cell}"));
            message.hint(format!(
                "the difference, {difference}, is row {row}, set aside because of its {}{mend}",
                fault(*reason)
            ))
        }
        [(row, _), ..] => message.hint(format!(
            "the difference, {difference}, is {} set aside, from row {row} on; `--rejects rejects.csv` lists them",
            rows_of(missing.len() as u64)
        )),
    }
}

/// Words an input of which no row counts.
pub fn no_rows(read: u64, reasons: &[(Reason, u64)], first: Option<&FirstAside>, place: &Place) -> Message {
    if read == 0 {
        return Message::new("there are no rows below the header")
            .hint("export the orders again, or name the sheet that holds them with `--sheet`");
    }
    let why: Vec<String> = reasons
        .iter()
        .map(|(reason, rows)| format!("{} {} ({})", number(*rows), self::reason(*reason), reason.name()))
        .collect();
    let message = Message::new(format!("none of the {} counts: {}", rows_of(read), list(&why)));
    let Some(FirstAside { reason, text, discount, asked, there }) = first else {
        return message.hint("export the orders again, or name the sheet that holds them with `--sheet`");
    };
    let options = || asked.iter().map(|option| format!("`{option}`")).collect::<Vec<_>>().join(", ");
    match reason {
        Reason::BadAmount if *discount => message
            .detail(format!("here stands \"{text}\"; a share of the price was expected, such as 0.1 or 10%"))
            .hint(mend_discount(place.column.as_deref().unwrap_or_default())),
        Reason::BadAmount => {
            message.detail(format!("here stands \"{text}\"; a number was expected, such as 1,234.50")).hint(
                mend_amount(text).unwrap_or("`--map amount=…` names another column; `--decimal comma` reads 1.234,50"),
            )
        }
        Reason::BadDate => message
            .detail(format!("here stands \"{text}\"; a date was expected, such as 2024-03-31"))
            .hint(mend_date(text).unwrap_or_else(|| {
                "`--map date=…` names another column; `--date-format` says the order of day, month and year".to_owned()
            })),
        Reason::NoCustomer => message
            .hint("`--map customer=…` names another column; `--blank-customer keep` counts such rows as one customer"),
        Reason::NoDate => message.hint("`--map date=…` names another column"),
        Reason::NoAmount => message.hint("`--map amount=…` names another column"),
        Reason::FutureDate => message
            .detail(format!("here stands {text}, after the day the reports speak from"))
            .hint("`--as-of` speaks from a later day; check the year"),
        _ if there.is_empty() => message.hint(format!("left out by {}", options())),
        _ => message.hint(format!("left out by {}; the column has {}", options(), list(there))),
    }
}

/// Asks about merged cells where so many rows have no customer that it is no slip.
fn merged(rows: u64, of: u64) -> &'static str {
    if rows > 1 && rows * 4 >= of { "where cells are merged, unmerge them and fill each row; " } else { "" }
}

/// Says how to mend a date that names no day.
fn mend_date(text: &str) -> Option<String> {
    no_day(text).map(|why| match why {
        NoDay::Month => {
            format!("\"{text}\" names a month at most, which serves only where all dates do: give the days")
        }
        NoDay::Republic(year, common) => {
            format!("a year of the Republic of China needs its mark: write 民國{year}年… or {common}")
        }
    })
}

/// Says how to mend an amount that cannot be computed for its discount.
fn mend_discount(column: &str) -> String {
    format!(
        "a discount is a share, 0.1 or 10%: if {column} is in percent, write the sign or divide it by 100; if it is money, map the net amount with `--map amount=…`; `--map discount=none` leaves it out"
    )
}

/// Says how to mend an amount whose unit is not its own.
fn mend_amount(text: &str) -> Option<&'static str> {
    if text.starts_with('=') {
        return Some("the formula has no saved result: open the file in Excel and save it once");
    }
    names_unit(text).then_some(
        "values without a unit may count in the same one: write it in every cell or in none (15,000 for 1.5万), or say with `--amounts-in 1` that those without count as they stand",
    )
}

fn fault(reason: Reason) -> &'static str {
    match reason {
        Reason::NoCustomer => "missing customer",
        Reason::NoDate | Reason::BadDate => "date",
        _ => "amount",
    }
}
