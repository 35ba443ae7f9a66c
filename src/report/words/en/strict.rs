//! Words of what `--strict` refuses.

use super::aside::reason;
use super::clean::{amount_of, list, number, rows_of, sheet};
use crate::model::problem::StrictFault;
use crate::model::{Money, Place};
use crate::report::words::Message;

/// Words the error; nothing is set aside, since no report is written.
pub fn message(sheets: Option<&(String, Vec<(String, u64)>)>, faults: &[StrictFault], place: &Place) -> Message {
    let told: Vec<String> = faults.iter().map(|fault| told(fault, place)).collect();
    if let Some((chosen, others)) = sheets {
        let others: Vec<String> = others.iter().map(|(name, _)| name.clone()).collect();
        let all: Vec<String> = std::iter::once(chosen).chain(&others).map(|name| sheet(name)).collect();
        let message = Message::new(format!(
            "`--strict` does not choose between the sheets {chosen} and {}; no report is written",
            list(&others)
        ));
        let message = if told.is_empty() { message } else { message.detail(told.join("\n")) };
        return message.hint(format!("name one, or all: `{}`", all.join(" ")));
    }
    let (rows, amount) = sum(faults);
    let hint = "fix the cells, or see all such rows with `--rejects rejects.csv`; without `--strict` they are left out with a warning";
    let text = format!("`--strict` refuses {} ({})", rows_of(rows), amount_of(amount));
    match faults {
        [one] => Message::new(format!("{text} {}; no report is written", what(one))).hint(hint),
        _ => Message::new(format!("{text} for {} reasons; no report is written", number(faults.len() as u64)))
            .detail(told.join("\n"))
            .hint(hint),
    }
}

fn sum(faults: &[StrictFault]) -> (u64, Money) {
    (faults.iter().map(|fault| fault.rows).sum(), faults.iter().map(|fault| fault.amount).sum())
}

fn what(fault: &StrictFault) -> String {
    match fault.text.is_empty() {
        true => reason(fault.reason).to_owned(),
        false => format!("{}: \"{}\"", reason(fault.reason), fault.text),
    }
}

fn told(fault: &StrictFault, place: &Place) -> String {
    let StrictFault { place: at, rows, amount, .. } = fault;
    let mut first: Vec<String> = Vec::new();
    if at.file != place.file || at.sheet != place.sheet {
        first.extend(at.file.iter().cloned());
        first.extend(at.sheet.iter().map(|sheet| format!("sheet {sheet}")));
    }
    first.extend(at.column.iter().map(|column| format!("column {column}")));
    first.extend(at.cell.iter().map(|cell| format!("cell {cell}")));
    let first = if first.is_empty() { String::new() } else { format!("{}: ", first.join(", ")) };
    format!("{first}{} ({}) {}", rows_of(*rows), amount_of(*amount), what(fault))
}
