//! 汇率方面的问题。

use super::clean::{amount_of, list, number};
use crate::model::problem::CleanProblem;
use crate::report::words::Message;
use crate::report::words::audit::typed;

const AS_THEY_ARE: &str = "不带 `--rates` 和 `--base` 时金额照原样计";

/// Words a problem with rates; all others have no words here.
pub fn message(kind: &CleanProblem) -> Message {
    use CleanProblem as P;
    match kind {
        P::RatesUnread { columns } => {
            let seen = if columns.is_empty() { "没有表头".to_owned() } else { list(columns) };
            Message::new(format!("应有日期、币种、汇率三列，或日期加每种货币一列；实际是：{seen}"))
                .hint("请在 `--rates` 的文件里这样写列名；货币写代码，如 USD")
        }
        P::RatesEither { currency, rate, day, base } => {
            let unit = format!("1 {currency} = {rate} {base}");
            let units = format!("1 {base} = {rate} {currency}");
            Message::new(format!("{day} {currency} 的 {rate} 可以是 {unit}，也可以是 {units}"))
                .hint(format!("`--rates-are base-per-unit` 读作 {unit}，`--rates-are units-per-base` 读作 {units}"))
        }
        P::BadRate { currency, text } => {
            let of = if currency.is_empty() { String::new() } else { format!(" {currency} 的") };
            Message::new(format!("应是{of}大于零的汇率，实际是「{text}」"))
                .hint("改正这个单元格；当天没有汇率就留空，7 天内最近的较早汇率会顶上")
        }
        P::BadRateDay { text } if text.is_empty() => Message::new("汇率旁边没有日期").hint("补上日期，或去掉这一行"),
        P::BadRateDay { text } => {
            Message::new(format!("应是汇率的日期，实际是「{text}」")).hint("写成 2024-03-31，或去掉这一行")
        }
        P::RateOfNone { rate } => Message::new(format!("汇率 {rate} 旁边没有币种")).hint("补上币种，如 USD"),
        P::RateTwice { currency, day, first, second } => {
            Message::new(format!("{currency} 在 {day} 有两个汇率：{first} 和 {second}")).hint("只留一个")
        }
        P::NoBaseRate { base, one, there } => {
            Message::new(format!("汇率以 {one} 计（每天都是 1），却没有要折成的 {base} 的汇率；有的是 {}", list(there)))
                .hint(format!("用 `--base {one}`，或补上 {base} 的汇率"))
        }
        P::NoRates { currencies, there, base } => {
            let named: Vec<String> = currencies
                .iter()
                .map(|(name, rows, amount)| format!("{name}（{} 行，{}）", number(*rows), amount_of(*amount)))
                .collect();
            Message::new(format!("没有这些货币的汇率：{}；有的是 {}", list(&named), list(there)))
                .hint(format!("请补上；如果其中一种就是汇率的计价货币，给它写上汇率 1，并补上 {base} 的汇率"))
        }
        P::NoRate { currency, day, before, days, of, rows, amount, file } => {
            let before = match before {
                Some(before) => format!("之前最近的是 {before} 的，超过 7 天不用"),
                None => "之前也没有".to_owned(),
            };
            let more = if *days > 1 { format!("等 {days} 天") } else { String::new() };
            Message::new(
                format!("{file} 里没有 {currency} 在 {day} {more}的汇率；{before}").replace(" 的汇率", "的汇率"),
            )
            .detail(format!("{of} 的 {} 行（{}）不能折算", number(*rows), amount_of(*amount)))
            .hint("补上这些天的汇率；不用更晚的汇率，也不猜")
        }
        P::RateDigits { currency } => Message::new(format!("{currency} 的汇率位数太多")).hint("最多写 15 位"),
        P::NoCurrency { rows, amount, base, by_column, documents } => {
            Message::new(format!("有 {} 行（{}）没写币种，不知道怎样折成 {base}", number(*rows), amount_of(*amount)))
                .hint(match (by_column, documents) {
                    (true, _) => "在文件里补上币种，或用 `--exclude currency=` 把它们排除".to_owned(),
                    (false, Some(column)) => format!(
                        "如果金额就是「{column}」所写的币种，加上 `--map currency={}`；{AS_THEY_ARE}",
                        typed(column)
                    ),
                    (false, None) => format!("用 `--map currency=…` 指出币种列；{AS_THEY_ARE}"),
                })
        }
        _ => Message::new(String::new()),
    }
}
