//! `--strict` 不接受的内容。

use super::aside::reason;
use super::clean::{amount_of, list, number, sheet};
use crate::model::problem::StrictFault;
use crate::model::{Money, Place};
use crate::report::words::Message;

/// Words the error; nothing is set aside, since no report is written.
pub fn message(sheets: Option<&(String, Vec<(String, u64)>)>, faults: &[StrictFault], place: &Place) -> Message {
    let told: Vec<String> = faults.iter().map(|fault| told(fault, place)).collect();
    if let Some((chosen, others)) = sheets {
        let names: Vec<String> = std::iter::once(chosen)
            .chain(others.iter().map(|(name, _)| name))
            .map(|name| format!("「{name}」"))
            .collect();
        let all: Vec<String> =
            std::iter::once(chosen).chain(others.iter().map(|(name, _)| name)).map(|name| sheet(name)).collect();
        let message = Message::new(format!("`--strict` 不替人在工作表{}之间挑选；没有写出报告", list(&names)));
        let message = if told.is_empty() { message } else { message.detail(told.join("\n")) };
        return message.hint(format!("写明要哪一张，或全都要：`{}`", all.join(" ")));
    }
    let (rows, amount) = sum(faults);
    let hint =
        "改正这些单元格，或用 `--rejects rejects.csv` 看全部这样的行；不加 `--strict` 则不计入这些行，并给出警告";
    let text = format!("`--strict` 不接受 {} 行（{}）", number(rows), amount_of(amount));
    match faults {
        [one] => Message::new(format!("{text}：{}；没有写出报告", what(one))).hint(hint),
        _ => Message::new(format!("{text}，原因有 {} 种；没有写出报告", number(faults.len() as u64)))
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
        false => format!("{}「{}」", reason(fault.reason), fault.text),
    }
}

fn told(fault: &StrictFault, place: &Place) -> String {
    let StrictFault { place: at, rows, amount, .. } = fault;
    let mut first: Vec<String> = Vec::new();
    if at.file != place.file || at.sheet != place.sheet {
        first.extend(at.file.iter().cloned());
        first.extend(at.sheet.iter().map(|sheet| format!("工作表「{sheet}」")));
    }
    first.extend(at.column.iter().map(|column| format!("{column} 列")));
    first.extend(at.cell.iter().map(|cell| format!("单元格 {cell}")));
    let first = if first.is_empty() { String::new() } else { format!("{}：", first.join("，")) };
    format!("{first}{} 行（{}），{}", number(*rows), amount_of(*amount), what(fault))
}
