//! 退货方面的文字。

use super::clean::{amount_of, list, number};
use crate::model::problem::CreditProblem;
use crate::report::words::Message;

/// Words a problem with credits.
pub fn message(kind: &CreditProblem) -> Message {
    match kind {
        CreditProblem::NoOrders { columns } => Message::new("`--credits origin` 需要订单号一列，而没有认出哪一列是")
            .hint(match columns.is_empty() {
                true => "用 `--map order=…` 指明".to_owned(),
                false => format!("用 `--map order=…` 指明其中一列：{}", list(columns)),
            }),
        CreditProblem::NotFound { credits, orders, first } => {
            let more = match *orders - first.len() as u64 {
                0 => String::new(),
                _ => format!(" 等 {} 个", number(*orders)),
            };
            Message::new(format!(
                "{} 行负数（{}）所写的订单，这家客户此前没有：{}{more}；仍记在本身日期的期间",
                number(credits.n),
                amount_of(credits.amount),
                list(first)
            ))
            .hint("请把有这些订单的导出也加进来，或核对两边的订单号和客户写法是否一致")
        }
        CreditProblem::AboveZero { rows } => Message::new(format!(
            "名称是退货，而其中没有负数：{} 行（{}）会计入收入",
            number(rows.n),
            amount_of(rows.amount)
        ))
        .hint("退货应写成负数；如果本来就是销售，就没有问题"),
    }
}
