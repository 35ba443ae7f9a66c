//! Problems of the room `clean`.

use super::aside::{self, Aside};
use super::{choice, credit, crosstab, feature, join, no_sale, rates, strict};
use crate::model::problem::CleanProblem;
use crate::model::{Day, Field, Holds, Money, Place};
use crate::report::words::Message;
use crate::report::words::audit::typed;
use crate::report::words::figures::{Minus, beginnings, count, money};

/// Words a problem.
pub fn message(kind: &CleanProblem, place: &Place) -> Message {
    use CleanProblem as P;
    match kind {
        P::NoColumn { field, likely, others } => no_column(*field, likely.as_ref(), others),
        P::NoHeader { row } => Message::new(format!(
            "no row names the columns; row {row}, the first, already looks like an order line"
        ))
        .hint("name the row that does with `--header-row`, or say that there is none with `--no-header` and map columns by number, such as `--map customer=1 --map date=2 --map amount=3`"),
        P::NoSuchRow { wanted, first } => {
            Message::new(format!("row {wanted} cannot be the header: it is empty, or too far below the first row, {first}"))
                .hint("`--header-row` counts as the spreadsheet does; leave it out to have the header found")
        }
        P::TwoHeaders { rows: (one, two), fields } => {
            Message::new(format!("rows {one} and {two} can both be the header; each names {}", needed(fields)))
                .hint(format!("`--header-row {one}` or `--header-row {two}`"))
        }
        P::TwoColumns { field, headers: (one, two), .. } if one != two => {
            let (name, text) = (field.name(), format!("{one} and {two} can both be the {}", word(*field)));
            Message::new(text).hint(format!("`--map {name}={}` or `--map {name}={}`", typed(one), typed(two)))
        }
        P::TwoColumns { field, headers: (header, _), columns: (one, two) } => {
            let (one, two) = (letters(*one), letters(*two));
            Message::new(format!("columns {one} and {two} are both called {header}, and either can be the {}", word(*field)))
                .hint(format!("`--map {}={one}` or `--map {}={two}`", field.name(), field.name()))
        }
        P::Tie { choice, columns } => choice::tie(choice, *columns),
        P::Chosen(choice) => choice::chosen(choice),
        P::ExportWithout { system } => Message::new(format!(
            "this looks like a report of {} that names no customers", system.name()
        ))
        .hint("download the Order Report instead, which has buyer-name and buyer-email; or tell the story of regions with `--map customer=ship-state`"),
        P::RepeatedTotal { orders, lines, beyond } => Message::new(format!(
            "{} lines ({}), as an order's total is; if it is that, {} count too much",
            match orders {
                1 => "one order has the same amount on all its".to_owned(),
                orders => format!("{} orders have the same amount on all their", number(*orders)),
            },
            number(*lines),
            amount_of(*beyond)
        ))
        .hint("name the lines' own amount with `--map amount=…`, or export one line an order; `--map amount=…` with this column says that it is the lines'"),
        P::OneColumnTwice { header, fields: (one, two) } => {
            Message::new(format!("column {header} cannot be both the {} and the {}", word(*one), word(*two)))
                .hint(format!("change `--map {}=…` or `--map {}=…`", one.name(), two.name()))
        }
        P::UnknownColumn { option, wanted, similar, columns } => {
            let message = Message::new(format!("`{option}` names the column {wanted}, which is not there"));
            match similar {
                Some(similar) => message.hint(format!("did you mean {similar}? The columns are {}", list(columns))),
                None if columns.is_empty() => message.hint("name the column by its letter or its number"),
                None => message.hint(format!("the columns are {}", list(columns))),
            }
        }
        P::NoAsked { option, wanted, similar, columns, field } => {
            let message = Message::new(format!("`{option}` asks for {wanted}, and no column is that"));
            let there = format!("the columns are {}", list(columns));
            match (similar, field) {
                (_, true) => message.detail(there).hint(format!("say which column it is: `--map {wanted}=COLUMN`")),
                (Some(similar), _) => message.detail(there).hint(format!("did you mean {similar}?")),
                (None, _) => message.detail(there).hint(
                    "name one by its header, its letter or its number; a field (customer, product, owner); or day, week, month, quarter, half, year",
                ),
            }
        }
        P::AskedMissing { wanted } => Message::new(format!("there is no column {wanted}; its rows are blank there"))
            .hint("name the column in each file as the others do, or read this file alone"),
        P::AskedUnread { option, holds, rows, of, text } => {
            let what = if *holds == Holds::Day { "a date" } else { "a number" };
            let message = Message::new(format!("`{option}` needs {what} here, and cannot read \"{}\" as one", crate::report::brief(text)));
            match rows == of {
                true => message.detail(format!("none of {} values can be read so", number(*of)))
                    .hint(if *holds == Holds::Day { "name a column of dates, such as `month:ship_date`" } else { "name a column of amounts" }),
                false => message
                    .detail(format!("{} of {} values cannot; such rows are blank there", number(*rows), number(*of)))
                    .hint("fix the cells, or leave such rows out with `--exclude`"),
            }
        }
        P::UnknownValue { option, similar, values } => {
            let message = Message::new(format!("`{option}` matches no row"));
            match similar {
                Some(similar) => message.hint(format!("did you mean {similar}?")),
                None if values.is_empty() => message.hint("write the value as it stands in the file"),
                None => message.hint(format!("the column holds {}", list(values))),
            }
        }
        P::OnlyHidden { sheets } => {
            let named: Vec<String> = sheets.iter().map(|(name, rows)| format!("{name} ({})", rows_of(*rows))).collect();
            let ways: Vec<String> = sheets.iter().map(|(name, _)| format!("`--sheet {}`", typed(name))).collect();
            Message::new(format!("every sheet with something in it is hidden: {}", list(&named)))
                .hint(format!("{} reads it", ways.join(" or ")))
        }
        P::HiddenSheet { name, rows } => {
            Message::new(format!("sheet {name} ({}) is hidden and not read", rows_of(*rows)))
                .hint(format!("`{}` reads it", sheet(name)))
        }
        P::OtherSheets { others, chosen } => other_sheets(others, chosen),
        P::AmbiguousDates { text, readings, values } => {
            let days: Vec<String> = readings.iter().map(|(order, day)| spelled(order, *day)).collect();
            let ways = readings.iter().map(|(order, _)| format!("`--date-format {order}`")).collect::<Vec<_>>();
            Message::new(format!(
                "\"{text}\" is {}; all {} values can be read {} ways",
                days.join(" or "),
                number(*values),
                if readings.len() == 2 { "both" } else { "several" }
            ))
            .hint(ways.join(" or "))
        }
        P::MixedDates { values, fits } => {
            let fits = fits.iter().map(|(order, fits)| format!("{order} fits {}", number(*fits))).collect::<Vec<_>>();
            Message::new(format!("the dates are in more than one order; of {} values, {}", number(*values), fits.join(", ")))
                .hint("give all dates one order in the system that exports them, or export ISO dates (2024-03-31)")
        }
        P::AmbiguousNumbers { text, point, comma, values } => {
            let sign = if text.contains('.') { "point" } else { "comma" };
            Message::new(format!(
                "\"{text}\" is {comma} or {point}; all {} values with a {sign} are like it",
                number(*values)
            ))
            .hint(format!("`--decimal comma` reads {comma}, `--decimal point` reads {point}"))
        }
        P::MixedNumbers { point, comma } => Message::new(format!(
            "{} values have decimal points and {} decimal commas, so that neither can be taken for the column's",
            number(*point),
            number(*comma)
        ))
        .hint("`--decimal point` or `--decimal comma`; the values of the other kind are then set aside"),
        P::SetAside { reason, rows, amount, text, read_as, fits, of } => {
            aside::set_aside(&Aside { reason: *reason, rows: *rows, amount: *amount, text, read_as, fits: *fits, of: *of }, place)
        }
        P::TotalDisagrees { word, says, adds, across: true, .. } => crosstab::disagrees(word, *says, *adds),
        P::TotalDisagrees { word, says, adds, missing, cell, .. } => {
            aside::total(word, (*says, *adds), missing, cell.as_deref())
        }
        P::MixedCurrencies { totals, by_column } => {
            let named = |name: &str| if name.is_empty() { "no currency".to_string() } else { name.to_string() };
            let sums: Vec<String> = totals.iter().map(|(name, sum)| format!("{} {}", named(name), amount_of(*sum))).collect();
            let mut names = totals.iter().map(|(name, _)| name.as_str()).filter(|name| !name.is_empty());
            let first = names.clone().next().unwrap_or("USD");
            let base = names.find(|name| *name == "CNY").unwrap_or(first);
            Message::new(format!("cannot add up {}", and(&sums))).hint(format!(
                "keep one with `--currency {first}`, or convert with `--rates rates.csv --base {base}`{}{}",
                if *by_column { "; if all amounts are in one currency, leave the column out with `--map currency=none`" } else { "" },
                if totals.iter().any(|(name, _)| name == "¥") { "; beside JPY, ¥ alone can be yuan or yen" } else { "" },
            ))
        }
        P::RatesUnread { .. }
        | P::RatesEither { .. }
        | P::BadRate { .. }
        | P::BadRateDay { .. }
        | P::RateOfNone { .. }
        | P::RateTwice { .. }
        | P::NoBaseRate { .. }
        | P::NoRates { .. }
        | P::NoRate { .. }
        | P::RateDigits { .. }
        | P::NoCurrency { .. } => rates::message(kind),
        P::CostsCurrency { costs, orders } => {
            Message::new(format!("the costs are in {costs}, the orders in {orders}; they cannot be set against each other"))
                .hint(format!("give the costs in {orders}"))
        }
        P::UnnamedCurrency { currency, amount } => Message::new(format!(
            "some rows ({}) name no currency; they are taken to be in {currency}, as all others are",
            amount_of(*amount)
        ))
        .hint(format!("name their currency in the file, or leave them out with `--currency {currency}`")),
        P::NoSuchCurrency { wanted, there } => {
            Message::new(format!("no row is in {wanted}")).hint(match there.is_empty() {
                true => "no row names any currency; leave `--currency` out".to_string(),
                false => format!("the rows are in {}", and(&sums(there))),
            })
        }
        P::NoStatus { columns } => {
            let message = Message::new("`--cancelled` needs a column of statuses, and no column is known to hold them");
            message.hint(match columns.is_empty() {
                true => "`--map status=…` names the column".to_string(),
                false => format!("`--map status=…` with one of these: {}", list(columns)),
            })
        }
        P::NoSuchStatus { wanted, similar, there } => {
            let near = similar.as_ref().map(|name| format!("did you mean {name}? ")).unwrap_or_default();
            let there: Vec<String> = there.iter().map(|(name, rows)| format!("{name} ({})", rows_of(*rows))).collect();
            Message::new(format!("no row has the status {wanted}, so `--cancelled {wanted}` sets nothing aside")).hint(
                match there.is_empty() {
                    true => "no row has a status".to_string(),
                    false => format!("{near}{} rows have {}", if near.is_empty() { "the" } else { "The" }, list(&there)),
                },
            )
        }
        P::TooMuch { limit } => {
            Message::new(format!("the amounts, without their signs, add up to more than {}", money(*limit, 0, Minus::Ascii)))
                .hint("is the right column mapped to the amount? `--map amount=…` names another")
        }
        P::Unsaved { field, formula, .. } => {
            let expected = match field {
                Some(Field::Amount) => "amounts",
                Some(Field::Date | Field::ShipDate | Field::PaidDate) => "dates",
                _ => "numbers",
            };
            Message::new(format!("expected {expected}, found formulas ({formula}) without saved results"))
                .hint("open it in Excel and save it once; then run again")
        }
        P::NamedTotal { name, field, rows, amount } => Message::new(format!(
            "the customer is called {name}, as a total is, and the row counts for its date{}; {} in all",
            match rows {
                1 => String::new(),
                rows => format!(", with {} more", rows_of(*rows - 1)),
            },
            amount_of(*amount)
        ))
        .hint(format!("if it is a total, leave it out: `--exclude {}={}`", field.name(), typed(name))),
        P::NamedNobody { name, field, rows, amount } => Message::new(format!(
            "the customer is called {name}, as if there were none, and counts as one: {}, {}",
            rows_of(*rows),
            amount_of(*amount)
        ))
        .hint(format!("name the customers; `--exclude {}` leaves these rows out", typed(&format!("{}={name}", field.name())))),
        P::Overlong { columns, rows, amount } => Message::new(format!(
            "more cells than the {columns} columns of the header, as in {} in all ({}): values may stand in the wrong columns",
            rows_of(*rows),
            amount_of(*amount)
        ))
        .hint("a number or a name holds the separator without quotes, such as 3,245.27; export again with quotes, or as xlsx"),
        P::DeepDiscounts { rows, of, first, amount } => Message::new(format!(
            "{} of {} discounts take off more than half of the price, the first {first}; these rows count {}",
            number(*rows),
            number(*of),
            amount_of(*amount)
        ))
        .hint(format!(
            "if 0.9 is what is left to pay, write 0.1 or 10% in the file, or name the amounts after discount with `--map amount=…`; if all is right, `--map {}` says so",
            typed(&format!("discount={}", place.column.as_deref().unwrap_or_default()))
        )),
        P::NoSale { says, values, rows, amount } => no_sale::message(*says, values, (*rows, *amount), place),
        P::LongNumbers { field, rows, cell, first } => {
            let numbers = number(*rows);
            let what = match first.contains('E') {
                true => format!("{numbers} numbers were shortened by the spreadsheet that wrote them"),
                false => format!("{numbers} numbers have over 15 digits, of which Excel keeps 15"),
            };
            Message::new(what).hint(format!(
                "{}s that differed in the last digits are now one ({cell}: {first}); export as text or CSV instead",
                word(*field)
            ))
        }
        P::WholeIds { field, ids, first } => Message::new(format!(
            "{} {} such as {first} end in .0, as a program writes a number; they are read without it",
            number(*ids),
            if *field == Field::Order { "order numbers" } else { "customer ids" },
        )),
        P::LostZeros { one, other, ids } => Message::new(format!(
            "{one} and {other} count as two customers{}; a spreadsheet drops leading zeros",
            match ids {
                1 => String::new(),
                ids => format!(", and so do {} more pairs", number(ids - 1)),
            }
        ))
        .hint("if they are one, export the column as text, or join them with `--aliases`"),
        P::Stray { day, others: (first, last) } => Message::new(format!(
            "{day} is more than 366 days away from all other rows, {first} to {last}; it does not decide where the data begin or end"
        ))
        .hint("check the year; the row counts as it stands"),
        P::EndsEarly { last, period, end, longest_gap } => Message::new(format!(
            "the rows end on {last}, {} before {period} does",
            days(end.since(*last))
        ))
        .detail(format!(
            "the longest silence before was {}, so the reports speak from {last} and {period} has not ended",
            days(*longest_gap)
        ))
        .hint(format!("if nobody ordered after that, say so: `--as-of {end}`")),
        P::Overlap { other, rows, amount } => Message::new(format!(
            "{} ({}) {} in {} too, equal in every column, and {} twice",
            rows_of(*rows),
            amount_of(*amount),
            if *rows == 1 { "is" } else { "are" },
            source(other),
            if *rows == 1 { "counts" } else { "count" },
        ))
        .hint("map the order number with `--map order=…`, so that repeated lines are known; or leave one of the two out"),
        P::SplitOrders { other, orders, rows, amount, status } => Message::new(format!(
            "{orders} order{} here {} in {} too, with lines that differ; {} ({}) here count beside those",
            if *orders == 1 { "" } else { "s" },
            if *orders == 1 { "is" } else { "are" },
            source(other),
            rows_of(*rows),
            amount_of(*amount),
        ))
        .hint(match status {
            Some(status) => format!("where {status} alone has changed, `--map status=none` makes the lines one; of other versions leave the older file out; if they are further lines, all is well"),
            None => "if they are later versions of the same orders, leave the older file out; if they are further lines, all is well".to_owned(),
        }),
        P::Duplicates { other, rows, amount } => {
            Message::new(format!(
                "{} ({}) {} in {} too and {} once",
                rows_of(*rows),
                amount_of(*amount),
                if *rows == 1 { "is" } else { "are" },
                source(other),
                if *rows == 1 { "counts" } else { "count" },
            ))
        }
        P::Computed { quantity, price, discount } => {
            let discount = discount.as_ref().map(|discount| format!(" x (1 - {discount})")).unwrap_or_default();
            Message::new(format!("there is no amount column; the amount is {quantity} x {price}{discount}"))
        }
        P::ReadAs { read_as, fits, of } => {
            Message::new(format!("is {}, {} of {} fit", reading(read_as), number(*fits), number(*of)))
        }
        P::SettledBy { read_as, other } => {
            Message::new(format!("could be read in more than one way; is {}, as in {}", reading(read_as), source(other)))
        }
        P::Unclear(why) => crosstab::unclear(why),
        P::PartsSums { option, day, first, last, before } => crosstab::parts(option, *day, (*first, *last), *before),
        P::FinerThanSums { asked, sums } => crosstab::finer(*asked, *sums),
        P::NoOrders { option, sums } => crosstab::no_orders(option, *sums),
        P::NotThatLayout { wanted } => feature::not_that(*wanted),
        P::Shape(feature) => feature::message(feature),
        P::NoRows { read, reasons, first } => aside::no_rows(*read, reasons, first.as_deref(), place),
        P::BeforeAll { option, day, first } => {
            Message::new(format!("`{option} {day}` is before the first row, {first}, so that no row counts"))
                .hint(format!("name a day from {first} on, or leave `{option}` out"))
        }
        P::BadAliases => Message::new("expected two columns, the name or id as written and the customer meant")
            .hint("the first column holds what stands in the orders, the second what to count it as"),
        P::AliasTwice { name, first, second } => Message::new(format!("{name} stands for {first} and for {second}"))
            .hint("keep one of the two lines"),
        P::Join(kind) => join::message(kind),
        P::AliasCircle { names } => Message::new(format!("the lines lead in a circle: {}", names.join(" -> ")))
            .hint("strike out one of them, so that a name is left that all of them mean"),
        P::AliasesUnmatched { lines, of, first } => {
            let more = if *lines > first.len() { ", ..." } else { "" };
            let text = format!("{lines} of {of} lines stand for nobody in the orders: {}{more}", first.join(", "));
            Message::new(text).hint("write names and ids as the orders do, or strike the lines out; -q keeps quiet about it")
        }
        P::Credit(kind) => credit::message(kind),
        P::Strict { sheets, faults } => strict::message(sheets.as_ref(), faults, place),
    }
}

fn no_column(field: Field, likely: Option<&(String, u64, u64)>, others: &[String]) -> Message {
    let what = match field {
        Field::Amount => "amount, nor a quantity and a price".to_string(),
        field => word(field).to_string(),
    };
    let text = format!("no column is known to hold the {what}");
    match likely {
        Some((header, distinct, rows)) => {
            let value = match field {
                Field::Date => "date",
                Field::Amount => "number",
                _ => "name",
            };
            let values = if *distinct == 1 { value.to_owned() } else { format!("{value}s") };
            let text = format!("{text}; {header} looks likely, {} {values} in {}", number(*distinct), rows_of(*rows));
            let others =
                if others.is_empty() { String::new() } else { format!(", or another column: {}", list(others)) };
            Message::new(text).hint(format!("`--map {}`{others}", typed(&format!("{}={header}", field.name()))))
        }
        None if others.is_empty() => Message::new(text).hint(format!("`--map {}=…` names the column", field.name())),
        None => Message::new(text).hint(format!("`--map {}=…` with one of these: {}", field.name(), list(others))),
    }
}

fn other_sheets(others: &[(String, u64)], chosen: &str) -> Message {
    let named: Vec<String> = others.iter().map(|(name, rows)| format!("{name} ({})", rows_of(*rows))).collect();
    let (sheets, verb) = if others.len() == 1 { ("sheet", "is") } else { ("sheets", "are") };
    let all: Vec<String> =
        std::iter::once(chosen).chain(others.iter().map(|(name, _)| name.as_str())).map(sheet).collect();
    let ways = if others.len() == 1 { format!("`{}` or `{}`, or both", all[0], all[1]) } else { "one, or all".into() };
    Message::new(format!("sheet {chosen} is read, {sheets} {} could be read as well and {verb} not", and(&named)))
        .hint(format!("name what counts: {ways}: `{}`", all.join(" ")))
}

pub(super) fn sheet(name: &str) -> String {
    format!("--sheet {}", typed(name))
}

/// Names another file, or another sheet of the same file.
fn source(place: &Place) -> String {
    match &place.sheet {
        Some(sheet) => format!("sheet {sheet}"),
        None => place.file.clone().unwrap_or_default(),
    }
}

fn needed(fields: &[Field]) -> String {
    let words: Vec<String> = fields.iter().map(|field| word(*field).to_string()).take(6).collect();
    and(&words)
}

/// Spells a day in the order in which it was read, so that the two readings of `03/04/2024` look as different as they are.
fn spelled(order: &str, day: Day) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, date) = day.ymd();
    let month = MONTHS[usize::from(month.clamp(1, 12)) - 1];
    match order {
        "day/month/year" => format!("{date} {month}"),
        "month/day/year" => format!("{month} {date}"),
        _ => format!("{year} {month} {date}"),
    }
}

/// Gives how a column is read, in words.
pub(super) fn reading(read_as: &str) -> String {
    match read_as.split_once('.') {
        Some(("number", "point")) => "a number with decimal points".into(),
        Some(("number", "comma")) => "a number with decimal commas".into(),
        Some(("date", "iso")) => "a date, year first".into(),
        Some(("date", "month")) => "a month".into(),
        Some((_, order)) => order.replace('+', " and "),
        None if read_as == "number" => "a number".into(),
        None => read_as.into(),
    }
}

pub(super) fn word(field: Field) -> &'static str {
    match field {
        Field::Customer => "customer",
        Field::CustomerId => "customer id",
        Field::Date => "date",
        Field::ShipDate => "ship date",
        Field::PaidDate => "payment date",
        Field::Order => "order",
        Field::Origin => "original order",
        Field::Product => "product",
        Field::Category => "category",
        Field::Quantity => "quantity",
        Field::Unit => "unit",
        Field::Price => "price",
        Field::Discount => "discount",
        Field::Amount => "amount",
        Field::Profit => "profit",
        Field::Cost => "cost",
        Field::Currency => "currency",
        Field::Status => "status",
        Field::Owner => "salesperson",
        Field::Country => "country",
        Field::Phone => "phone",
        Field::TaxNumber => "tax number",
        Field::Class => "customer class",
    }
}

pub fn letters(mut column: usize) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b'A' + (column % 26) as u8));
        match (column / 26).checked_sub(1) {
            Some(next) => column = next,
            None => return text,
        }
    }
}

fn and(words: &[String]) -> String {
    match words {
        [head @ .., last] if !head.is_empty() => format!("{} and {last}", head.join(", ")),
        words => words.concat(),
    }
}

fn sums(totals: &[(String, Money)]) -> Vec<String> {
    totals.iter().map(|(name, sum)| format!("{name} {}", amount_of(*sum))).collect()
}

/// Lists names, not all of very many.
pub(super) fn list(names: &[String]) -> String {
    match names.len() {
        0..=12 => beginnings(names).join(", "),
        more => format!("{} and {} more", beginnings(&names[..12]).join(", "), more - 12),
    }
}

pub(super) fn number(figure: u64) -> String {
    count(i64::try_from(figure).unwrap_or(i64::MAX), Minus::Ascii)
}

pub(super) fn rows_of(rows: u64) -> String {
    if rows == 1 { "1 row".into() } else { format!("{} rows", number(rows)) }
}

fn days(days: i32) -> String {
    if days == 1 { "1 day".into() } else { format!("{} days", number(u64::from(days.unsigned_abs()))) }
}

pub(super) fn amount_of(amount: Money) -> String {
    money(amount, amount.decimals().max(2), Minus::Ascii)
}
