//! Words of rows that count although a column says that they are no sales.

use super::clean::{amount_of, list, rows_of};
use crate::model::problem::SaysNoSale;
use crate::model::{Money, Place};
use crate::report::words::Message;
use crate::report::words::audit::typed;

/// Words that such rows count.
pub fn message(says: SaysNoSale, values: &[String], (rows, amount): (u64, Money), place: &Place) -> Message {
    let column = place.column.as_deref().unwrap_or_default();
    let (say, stand, count) = if rows == 1 { ("says", "stands", "counts") } else { ("say", "stand", "count") };
    let rows = format!("{} ({})", rows_of(rows), amount_of(amount));
    let said = list(values);
    let each = |option: &dyn Fn(&String) -> String| values.iter().map(option).collect::<Vec<_>>().join(" ");
    let exclude = || each(&|value| format!("--exclude {}", typed(&format!("{column}={value}"))));
    match says {
        SaysNoSale::Status => Message::new(format!("{rows} {say} {said} and {count} as revenue")).hint(format!(
            "`{}` if these are no sales, `--map status=none` if they are",
            each(&|value| format!("--cancelled {}", typed(value)))
        )),
        SaysNoSale::Mark => Message::new(format!("{rows} {say} {said} and {count} as revenue"))
            .hint(format!("`{}` if these are no sales", exclude())),
        SaysNoSale::Back => Message::new(format!("{rows} {say} {said}, {stand} above zero and {count} as revenue")).hint(
            format!("what is given back should stand below zero; `{}` leaves it out, but not its sale", exclude()),
        ),
        SaysNoSale::Refund => Message::new(format!("{rows} {say} that money was paid back, which is not taken off"))
            .hint("add a column of what is left and name it with `--map amount=…`; if the amounts are that already, all is well"),
    }
}
