//! 交叉表：怎么理解的，哪里说不清。

use super::clean::{amount_of, list, number};
use crate::model::problem::Unclear;
use crate::model::{Calendar, Day, Feature, Field, Grain, Money};
use crate::report::words::Message;
use crate::report::words::audit::typed;

/// Says what was made of a cross-tab.
pub fn sentence(feature: &Feature) -> String {
    let Feature::Crosstab {
        columns: (first, last),
        periods: (from, to),
        days: (start, end),
        count,
        grain,
        measures,
        totals,
        left_out,
        beyond,
        rows,
        cells,
    } = feature
    else {
        return String::new();
    };
    let range = if first == last { format!("{first} 列") } else { format!("{first} 至 {last} 列") };
    let what = if measures.contains(&Field::Quantity) { "金额和数量" } else { "金额" };
    let mut text = format!(
        "交叉表：按{}横排的{what}，{range}，{from} 至 {to} 共 {} {}；{} 行有 {} 个数，每个数作一行，日期记为该{}的第一天（{start} 至 {end}）；\
         没有订单和下单日期",
        unit(*grain),
        number(*count),
        classed(*grain),
        number(*rows),
        number(*cells),
        unit(*grain),
    );
    if !totals.is_empty() {
        text += &format!("；合计列只用来核对：{}", list(totals));
    }
    if !left_out.is_empty() {
        text += &format!("；未读取：{}", list(left_out));
    }
    if !beyond.is_empty() {
        text += &format!("；{}的期间更长，别处没有这笔金额，未计入", list(beyond));
    }
    text
}

/// Words what is not clear about a sheet with periods across.
pub fn unclear(why: &Unclear) -> Message {
    match why {
        Unclear::NoYear { headings: (first, last), years } => {
            let found = match years.as_slice() {
                [] => "标题和工作表名里都没有".to_owned(),
                [year] => format!("各列跨了年，而只写了 {year} 年"),
                years => {
                    let years: Vec<String> = years.iter().map(i32::to_string).collect();
                    format!("标题和工作表名里有 {}", list(&years))
                }
            };
            let year = years.first().copied().unwrap_or(2025);
            Message::new(format!("{first} 至 {last} 横排的交叉表，没说是哪一年：{found}"))
                .hint(format!("`--year {year}` 指定 {first} 的年份；或在列名里写上年份"))
        }
        Unclear::Fiscal { headings: (first, last) } => {
            Message::new(format!("{first} 至 {last} 按财年横排的交叉表，没说财年从几月开始"))
                .hint("`--fiscal-start 4` 指定月份；就是日历年则写 1")
        }
        Unclear::Twice { period, columns: (first, second) } => {
            Message::new(format!("交叉表里 {period} 有两列（{first} 和 {second}），都算可能重复计钱"))
                .hint("请删掉不要的一列，或在列名上方或下方写明各是什么")
        }
        Unclear::Amounts { labels } => Message::new(format!("交叉表每期有{}，说不准哪个是金额", list(labels)))
            .hint(format!("用 `--map amount={}` 指定", typed(labels.first().map_or("…", String::as_str)))),
        Unclear::Quantities { said } => Message::new(format!("像是交叉表，但“{said}”说明数字可能是数量，不是金额"))
            .hint("`--layout crosstab` 仍按金额读取"),
        Unclear::Kinds { header, values } => {
            Message::new(format!("交叉表的“{header}”列里有{}，各行不是一回事，不能相加", list(values))).hint(format!(
                "用 `--only {}={}` 只留一种",
                typed(header),
                typed(values.last().map_or("…", String::as_str))
            ))
        }
        Unclear::Unit { said } => Message::new(format!("是交叉表，但“{said}”说明数字不是以元为单位"))
            .hint("`--layout crosstab` 按原数读取，所有金额都以那个单位计"),
        Unclear::DateBeside { header, periods } => {
            Message::new(format!("可以是 {} 期横排的交叉表，也可以是日期在“{header}”列的普通表", number(*periods)))
                .hint("用 `--layout crosstab` 或 `--layout table` 说明")
        }
    }
}

/// Words the warning of a column of totals that says something else than the cells of its row.
pub fn disagrees(word: &str, says: Money, adds: Money) -> Message {
    let difference = amount_of((says - adds).abs());
    let (says, adds) = (amount_of(says), amount_of(adds));
    Message::new(format!("{}写的是 {says}，本行各期相加是 {adds}", super::spacing::before(word)))
        .hint(format!("差额 {difference}；看看有没有漏掉或没读的列"))
}

/// Words the error of a day amid a period of which only the sum is known.
pub fn parts(option: &str, day: Day, (first, last): (Day, Day), before: Day) -> Message {
    Message::new(format!("`{option} {day}` 落在 {first} 至 {last} 中间，而交叉表只有这一期的合计，分不出前后"))
        .hint(format!("`{option} {last}` 计入整期，`{option} {before}` 都不计"))
}

/// Words the error of periods that sums cannot be parted into.
pub fn finer(asked: Calendar, sums: Grain) -> Message {
    let whole = asked.grain >= sums;
    let (sums, asked) = (unit(sums), unit(asked.grain));
    let why = if whole { format!("财年的{asked}和它的{sums}对不齐") } else { format!("分不出{asked}") };
    let message = Message::new(format!("文件里是按{sums}的合计，没有订单：{why}"));
    message.hint(if whole {
        "请去掉 `--fiscal-start`".to_owned()
    } else {
        format!("用 `--by {}`，或更长的期间", name(sums))
    })
}

/// Words the error of an option that needs orders.
pub fn no_orders(option: &str, sums: Grain) -> Message {
    Message::new(format!("`{option}` 要有订单和下单日期，而文件里是按{}的合计，没有订单", unit(sums)))
        .hint(format!("请去掉 `{option}`，或导出订单明细"))
}

/// Gives the noun of the periods that rows are sums of.
pub fn unit(grain: Grain) -> &'static str {
    match grain {
        Grain::Week => "周",
        Grain::Month => "月",
        Grain::Quarter => "季度",
        Grain::Half => "半年",
        Grain::Year => "年",
    }
}

fn name(unit: &str) -> &'static str {
    match unit {
        "周" => "week",
        "月" => "month",
        "季度" => "quarter",
        "半年" => "half",
        _ => "year",
    }
}

fn classed(grain: Grain) -> &'static str {
    match grain {
        Grain::Month => "个月",
        Grain::Quarter => "个季度",
        Grain::Half => "个半年",
        Grain::Week => "周",
        Grain::Year => "年",
    }
}
