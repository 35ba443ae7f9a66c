//! 透视表。

use super::clean::word;
use crate::analyse::Label;
use crate::model::{Axis, Base, By, DatePart, Dated, Every, Field, Grain, Measure, Whole};
use crate::report::words::figures::{Minus, count};
use crate::report::words::pivot::PivotWords;

/// 中文。
pub static WORDS: PivotWords = PivotWords {
    nav: "透视表",
    total: "合计",
    saved: |names| format!("自定的透视表：{}", names.join("、")),
    axis,
    measure,
    label,
    title: |values, rows, cols| {
        let axes: Vec<String> =
            [rows, cols].iter().filter(|axes| !axes.is_empty()).map(|axes| axes.join("、")).collect();
        let by = if axes.is_empty() {
            String::new()
        } else {
            format!("按{}：", super::spacing::after(&axes.join(" × ")))
        };
        format!("{by}{}", values.join("、"))
    },
    verdict: |title, periods, amount, rows| {
        let time = match periods {
            Some((first, last)) if first == last => format!("，{first}"),
            Some((first, last)) => format!("，{first} 至 {last}"),
            None => String::new(),
        };
        format!("{title}{time}，{rows}共 {amount}。")
    },
    largest: |axis, name, share| format!("最大的{axis}是{}，占 {share}。", super::spacing::after(name)),
    named: |name| format!("设置文件里的透视表「{name}」。"),
    partial: |period, compared, plans| {
        let with = match (compared, plans) {
            (false, _) => "",
            (true, false) => "；增减与上一期同样的天数相比",
            (true, true) => "；日期排到了此后，增减按整期相比",
        };
        format!("* {period} 还没有结束{with}。")
    },
    short: |period, day| format!("数据从 {day} 开始，{period} 不是完整的一期。"),
    overlap: "订单、客户、产品在每行每列各算一次，分项相加可能大于合计。",
    units: |units| {
        format!(
            "数量有 {} 种单位（{}），照原样相加；要分开看：`--rows unit,…` 或 `--only unit={}`。",
            units.len(),
            super::clean::list(units),
            units.first().map_or("", String::as_str)
        )
    },
    left_out: |number, earlier| {
        let what = if earlier { "较早的 " } else { "" };
        format!("还有{what}{number} 列没有显示：终端加宽、期间取长一些，或用 `-o 透视表.xlsx` 看全部。")
    },
    lines_left: |number| format!("还有 {} 行，见工作簿和 csv 文件", count(number as i64, Minus::Ascii)),
    folds: "点左边的 − 和 + 收起、展开各组",
};

fn axis(axis: &Axis) -> String {
    let (time, dated) = match &axis.by {
        By::Customer => return "客户".into(),
        By::Column(name) => return Field::named(name).map_or_else(|| name.clone(), |field| word(field).to_owned()),
        By::Every(every, dated) => (
            match every {
                Every::Day => "日",
                Every::Period(Grain::Week) => "周",
                Every::Period(Grain::Month) => "月",
                Every::Period(Grain::Quarter) => "季",
                Every::Period(Grain::Half) => "半年",
                Every::Period(Grain::Year) => "年",
            },
            dated,
        ),
        By::Part(part, dated) => (
            match part {
                DatePart::MonthOfYear => "月份",
                DatePart::QuarterOfYear => "季度",
                DatePart::Weekday => "星期",
            },
            dated,
        ),
    };
    match dated {
        Dated::Ordered => time.into(),
        Dated::Column(name) => format!("{time}（{}）", Field::named(name).map_or(name.as_str(), |field| word(field))),
    }
}

fn measure(measure: &Measure) -> String {
    match measure {
        Measure::Amount => "金额",
        Measure::Quantity => "数量",
        Measure::Lines => "行数",
        Measure::Orders => "订单",
        Measure::Customers => "客户数",
        Measure::Products => "产品数",
        Measure::Average => "每单平均",
        Measure::Price => "均价",
        Measure::Profit => "利润",
        Measure::Margin => "利润率",
        Measure::Share(Whole::All) => "占比",
        Measure::Share(Whole::Row) => "占本行",
        Measure::Share(Whole::Column) => "占本列",
        Measure::Share(Whole::Parent) => "占本组",
        Measure::Change(Base::Before) => "环比增减",
        Measure::Rate(Base::Before) => "环比",
        Measure::Change(Base::YearBefore) => "同比增减",
        Measure::Rate(Base::YearBefore) => "同比",
        Measure::Sum(column) => return column.clone(),
    }
    .into()
}

fn label(label: &Label) -> String {
    const DAYS: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    match label {
        Label::Text(text) => text.clone(),
        Label::Month(month) => format!("{month}月"),
        Label::Quarter(quarter) => format!("{quarter}季度"),
        Label::Weekday(day) => DAYS[usize::from(*day) % 7].into(),
        Label::Others(number) => format!("其余 {} 个", count(*number as i64, Minus::Ascii)),
        Label::Blank => "（空）".into(),
    }
}
