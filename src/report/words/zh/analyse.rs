//! Problems of the room `analyse`.

use super::clean::number as figure;
use crate::model::problem::{AnalyseProblem, NoProfit, ProfitSource};
use crate::report::words::Message;

fn number(count: usize) -> String {
    figure(count as u64)
}

/// Words a problem.
pub fn message(kind: &AnalyseProblem) -> Message {
    match kind {
        AnalyseProblem::NoRows => Message::new("没有一行计入，无从报告")
            .hint("`mingxi check` 说明文件是怎样读的；`--rejects rejects.csv` 列出每一行搁置的原因"),
        AnalyseProblem::NoSuchPeriod { wanted, first, last, ended } => {
            let message = Message::new(format!("数据中没有 {wanted}，只有 {first} 至 {last}"));
            match ended {
                Some(ended) => message.hint(format!("`--period {ended}` 是最后一个已结束的期")),
                None => message.hint(format!("如果 {last} 的数据已经齐全：`--as-of {}`", last.last_day())),
            }
        }
        AnalyseProblem::NothingWithin { period } => {
            Message::new(format!("{period} 里没有一行")).hint("换一个 `--period`，或不写，看全部")
        }
        AnalyseProblem::NoProfit(why) => {
            let (text, source) = match why {
                NoProfit::NoColumn => {
                    return Message::new("没有认出利润或成本列")
                        .hint("请指明是哪一列：`--map profit=列名` 或 `--map cost=列名`");
                }
                NoProfit::Empty(source) => ("是空的", source),
                NoProfit::Shares(source) => ("里是比率，不是金额", source),
                NoProfit::TooMuch(source) => ("加起来大得无法计算", source),
            };
            let (name, field) = match source {
                ProfitSource::Profit => ("利润", "profit"),
                ProfitSource::Cost => ("成本", "cost"),
            };
            Message::new(format!("{name}列{text}")).hint(format!("请指明金额列：`--map {field}=列名`"))
        }
        AnalyseProblem::SumOfCurrencies { column, currencies } => {
            Message::new(format!("`sum:{column}` 会把几种货币（{}）的行原样相加", super::clean::list(currencies)))
                .detail("汇率折算的是金额和利润；别的列里是不是金额并不知道")
                .hint(format!(
                    "去掉 `sum:{column}`，或只留一种货币：`--currency {}`",
                    currencies.first().map_or("", String::as_str)
                ))
        }
        AnalyseProblem::NotOfSums { what, sums } => {
            let unit = super::crosstab::unit(*sums);
            Message::new(format!("表里是每{unit}的合计，没有订单：`{what}` 算不出来"))
                .hint(format!("按整{unit}或更长的期间看，或导出订单本身"))
        }
        AnalyseProblem::PivotTooLarge { rows, columns, values, most: (figures, across) } => {
            Message::new(format!("透视表会有 {} 行 × {} 列 × {values} 项，没人看得完", number(*rows), number(*columns)))
                .detail(format!("最多 {} 个数字、{} 列", number(*figures), number(*across)))
                .hint("`--top 100`，或期间长一些（`--cols quarter`），或少读一些行（`--only`、`--since`）")
        }
        AnalyseProblem::PivotTooFine { most } => {
            Message::new(format!("透视表会超过 {} 个数字，没人看得完", number(*most)))
                .hint("去掉每行都不同的列，期间取长一些，或少读一些行（`--only`）")
        }
        AnalyseProblem::NotEnded { wanted, as_of, last } => {
            let text = format!("{wanted} 到 {} 才结束，而报告截至 {as_of}", wanted.last_day());
            let message = Message::new(text).detail("未结束的期间不算流失，也不参与趋势");
            match last {
                Some(last) => message.hint(format!("`--period {last}`，或 `--as-of {}`", wanted.last_day())),
                None => message.hint(format!("如果数据已经齐全：`--as-of {}`", wanted.last_day())),
            }
        }
    }
}
