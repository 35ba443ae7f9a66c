//! Which of several columns a field took, and why.

use super::clean::{amount_of, letters, number, rows_of, word};
use crate::model::{Choice, Money, Sense};
use crate::report::words::Message;
use crate::report::words::audit::typed;

/// Words what was chosen; the columns may be named by `--map`, which makes it no question.
pub fn chosen(choice: &Choice) -> Message {
    let Choice { field, chosen, other, .. } = choice;
    let name = field.name();
    Message::new(sentence(choice)).hint(format!(
        "`--map {name}={}` takes the other; `--map {name}={}` says that this one is meant",
        typed(other),
        typed(chosen)
    ))
}

/// Says what was chosen in one sentence without its full stop.
pub fn sentence(choice: &Choice) -> String {
    let Choice { field, chosen, chosen_is, other, other_is, .. } = choice;
    format!(
        "the {} is {chosen}{}, not {other}{}: {}",
        word(*field),
        said(*chosen_is),
        said(*other_is),
        difference(choice)
    )
}

/// Words the error of two columns that say the same and differ.
pub fn tie(choice: &Choice, (one, two): (usize, usize)) -> Message {
    let Choice { field, chosen, other, .. } = choice;
    let map = |header: &str, at: usize| {
        let column = if chosen == other { letters(at) } else { typed(header) };
        format!("`--map {}={column}`", field.name())
    };
    let text = match chosen == other {
        true => format!(
            "columns {} and {} are both called {chosen}, and either can be the {}",
            letters(one),
            letters(two),
            word(*field)
        ),
        false => format!("{chosen} and {other} can both be the {}", word(*field)),
    };
    Message::new(format!("{text}: {}", difference(choice))).hint(format!("{} or {}", map(chosen, one), map(other, two)))
}

/// Says how far apart the two columns are.
fn difference(choice: &Choice) -> String {
    let Choice { rows, differ, missing, .. } = *choice;
    let blank = match missing {
        0 => String::new(),
        missing => format!(" ({} blank or not to be read)", number(missing)),
    };
    let rows = match differ {
        0 => format!("the same in {}", if rows == 1 { "the row".into() } else { format!("all {}", rows_of(rows)) }),
        _ => format!("{} of {} {}{blank}", number(differ), rows_of(rows), if rows == 1 { "differs" } else { "differ" }),
    };
    let named = |currency: &Option<String>, sum: Money| match currency {
        Some(currency) => format!("{currency} {}", amount_of(sum)),
        None => amount_of(sum),
    };
    match (choice.totals, choice.spans) {
        (Some((one, two)), _) if choice.chosen_in != choice.other_in => {
            let (one, two) = (named(&choice.chosen_in, one), named(&choice.other_in, two));
            format!("{one} against {two}; {rows}")
        }
        (Some((one, two)), _) if one == two => format!("both add up to {}; {rows}", amount_of(one)),
        (Some((one, two)), _) => format!("{} against {}; {rows}", amount_of(one), amount_of(two)),
        (None, Some(((first, last), (other_first, other_last)))) => {
            format!("{first} to {last} against {other_first} to {other_last}; {rows}")
        }
        (None, None) => rows,
    }
}

/// Says in brackets what a column says of its field.
fn said(sense: Sense) -> String {
    let words = match sense {
        Sense::Plain => return String::new(),
        Sense::LocalNet => "net, in the currency of the books",
        Sense::Local => "in the currency of the books",
        Sense::LocalGross => "with tax, in the currency of the books",
        Sense::Net => "net",
        Sense::Line => "of the line",
        Sense::Subtotal => "before tax and freight",
        Sense::Total => "may hold tax and freight",
        Sense::Gross => "gross",
        Sense::ForeignNet => "net, in the currency of the document",
        Sense::Foreign => "in the currency of the document",
        Sense::ForeignGross => "with tax, in the currency of the document",
        Sense::Order => "of the order",
        Sense::Ordered => "ordered",
        Sense::Document => "of the document",
        Sense::Created => "entered",
        Sense::Invoiced => "invoiced",
        Sense::Shipped => "shipped",
        Sense::Paid => "paid",
        Sense::Name => "name",
        Sense::FullName => "full name",
        Sense::ShortName => "short name",
        Sense::SoldTo => "sold to",
        Sense::BillTo => "billed to",
        Sense::Buyer => "buyer",
        Sense::Party => "party",
    };
    format!(" ({words})")
}
