//! 有列写明不算销售、却照样计入的行的文字。

use super::clean::{amount_of, list, number};
use crate::model::problem::SaysNoSale;
use crate::model::{Money, Place};
use crate::report::words::Message;
use crate::report::words::audit::typed;

/// Words that such rows count.
pub fn message(says: SaysNoSale, values: &[String], (rows, amount): (u64, Money), place: &Place) -> Message {
    let column = place.column.as_deref().unwrap_or_default();
    let written: Vec<String> = values.iter().map(|value| format!("「{value}」")).collect();
    let rows = format!("{} 行（{}）", number(rows), amount_of(amount));
    let each = |option: &dyn Fn(&String) -> String| values.iter().map(option).collect::<Vec<_>>().join(" ");
    let exclude = || each(&|value| format!("--exclude {}", typed(&format!("{column}={value}"))));
    match says {
        SaysNoSale::Status => Message::new(format!("{rows}写着{}，照样计入收入", list(&written))).hint(format!(
            "不算销售就用 `{}`；确是收入就用 `--map status=none`",
            each(&|value| format!("--cancelled {}", typed(value)))
        )),
        SaysNoSale::Mark => Message::new(format!("{rows}写着{}，照样计入收入", list(&written)))
            .hint(format!("不算销售就用 `{}`", exclude())),
        SaysNoSale::Back => Message::new(format!("{rows}写着{}，金额却是正数，照样计入收入", list(&written)))
            .hint(format!("退货在文件里应写成负数；也可以用 `{}` 整行不计，但原来的销售仍计入", exclude())),
        SaysNoSale::Refund => Message::new(format!("{rows}写有退款，没有从收入中扣除"))
            .hint("在文件里加一列扣除退款后的净额，再用 `--map amount=…` 指定；如果金额本来就已扣除，就没有问题"),
    }
}
