//! Words of rows set aside: the reason, the first such cell, what to do; and of an input without a row that counts.

use super::clean::{amount_of, list, number, reading};
use crate::clean::{NoDay, names_unit, no_day};
use crate::model::problem::FirstAside;
use crate::model::{Money, Place, Reason};
use crate::report::words::Message;

/// Says why rows are set aside, after their number.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::TotalRow => "合计行",
        Reason::RepeatedHeader => "重复表头",
        Reason::Blank => "空行或表尾",
        Reason::NoCustomer => "缺客户",
        Reason::NoDate => "缺日期",
        Reason::BadDate => "日期读不出",
        Reason::NoAmount => "缺金额",
        Reason::BadAmount => "金额读不出",
        Reason::Filtered => "被筛除",
        Reason::Cancelled => "已取消",
        Reason::Duplicate => "另一文件或工作表中已有",
        Reason::FutureDate => "晚于报告日",
    }
}

/// What is known of rows set aside.
pub struct Aside<'a> {
    pub reason: Reason,
    pub rows: u64,
    pub amount: Money,
    pub text: &'a str,
    pub read_as: &'a str,
    pub fits: u64,
    pub of: u64,
}

/// Words a warning of rows set aside.
pub fn set_aside(aside: &Aside<'_>, place: &Place) -> Message {
    let Aside { reason, rows, amount, text, read_as, fits, of } = *aside;
    let which = match rows {
        1 => format!("该行（{}）已搁置", amount_of(amount)),
        _ => format!("连它在内 {} 行（{}）已搁置", number(rows), amount_of(amount)),
    };
    let bare = match rows {
        1 => "该行已搁置".to_string(),
        _ => format!("连它在内 {} 行已搁置", number(rows)),
    };
    let column = place.column.as_deref().unwrap_or_default();
    let detail = format!("「{column}」列按{}读：{} 个值中 {} 个相符", reading(read_as), number(of), number(fits));
    let see = "用 `--rejects rejects.csv` 列出所有这样的行；加 `--strict` 则报错";
    match reason {
        Reason::NoCustomer => Message::new(format!("没有客户，{which}"))
            .hint(format!("补上客户，或用 `--blank-customer keep` 把这些行归为一个客户；{}{see}", merged(rows, of))),
        Reason::NoDate => Message::new(format!("没有日期，{which}")).hint(format!("补上日期；{see}")),
        Reason::BadDate => {
            let mend = mend_date(text).unwrap_or_else(|| "改正该单元格".to_owned());
            Message::new(format!("「{text}」不是日期，{which}")).detail(detail).hint(format!("{mend}；{see}"))
        }
        Reason::NoAmount if column.is_empty() => {
            Message::new(format!("没有金额，{bare}")).hint(format!("补上金额；{see}"))
        }
        Reason::NoAmount => Message::new(format!("没有{column}，{bare}")).hint(format!("补上{column}；{see}")),
        Reason::BadAmount if read_as == "share" => Message::new(format!("折扣「{text}」不是单价的比例，{bare}"))
            .hint(format!("{}；{see}", mend_discount(column))),
        Reason::BadAmount => Message::new(format!("「{text}」不是数字，{bare}"))
            .detail(detail)
            .hint(format!("{}；{see}", mend_amount(text).unwrap_or("改正该单元格"))),
        Reason::FutureDate => Message::new(format!("{text} 在报告的截止日 {read_as} 之后，{which}"))
            .hint("检查年份；用 `--as-of` 可以截至更晚的一天"),
        _ => Message::new(which),
    }
}

/// Words a total that disagrees with the rows above it.
pub fn total(word: &str, (says, adds): (Money, Money), missing: &[(u32, Reason)], cell: Option<&str>) -> Message {
    let (word, says_told) = (super::spacing::before(word), amount_of(says));
    let message = Message::new(format!("{word}写的是 {says_told}，以上各行相加是 {}", amount_of(adds)));
    let difference = amount_of((says - adds).abs());
    match missing {
        [] => message.hint(format!("差额 {difference}；看看有没有漏掉、重复或隐藏的行")),
        [(row, reason)] => {
            let mend = cell.map_or_else(String::new, |cell| format!("；改正单元格 {cell}"));
            message.hint(format!("差额 {difference} 就是第 {row} 行，因{}而搁置{mend}", fault(*reason)))
        }
        [(row, _), ..] => message.hint(format!(
            "差额 {difference} 就是从第 {row} 行起搁置的 {} 行；用 `--rejects rejects.csv` 列出",
            number(missing.len() as u64)
        )),
    }
}

/// Words an input of which no row counts.
pub fn no_rows(read: u64, reasons: &[(Reason, u64)], first: Option<&FirstAside>, place: &Place) -> Message {
    if read == 0 {
        return Message::new("标题行以下没有数据").hint("重新导出订单，或用 `--sheet` 指定有数据的工作表");
    }
    let why: Vec<String> = reasons
        .iter()
        .map(|(reason, rows)| format!("{} {} 行（{}）", self::reason(*reason), number(*rows), reason.name()))
        .collect();
    let message = Message::new(format!("{} 行中没有一行可用：{}", number(read), list(&why)));
    let Some(FirstAside { reason, text, discount, asked, there }) = first else {
        return message.hint("重新导出订单，或用 `--sheet` 指定有数据的工作表");
    };
    let options = || asked.iter().map(|option| format!("`{option}`")).collect::<Vec<_>>().join("、");
    match reason {
        Reason::BadAmount if *discount => message
            .detail(format!("这里是「{text}」；应为单价的比例，例如 0.1 或 10%"))
            .hint(mend_discount(place.column.as_deref().unwrap_or_default())),
        Reason::BadAmount => message
            .detail(format!("这里是「{text}」；应为数字，例如 1,234.50"))
            .hint(mend_amount(text).unwrap_or("用 `--map amount=…` 指定另一列；1.234,50 这样的数用 `--decimal comma`")),
        Reason::BadDate => message.detail(format!("这里是「{text}」；应为日期，例如 2024-03-31")).hint(
            mend_date(text)
                .unwrap_or_else(|| "用 `--map date=…` 指定另一列；用 `--date-format` 写明年月日的次序".to_owned()),
        ),
        Reason::NoCustomer => {
            message.hint("用 `--map customer=…` 指定另一列；或用 `--blank-customer keep` 把这些行归为一个客户")
        }
        Reason::NoDate => message.hint("用 `--map date=…` 指定另一列"),
        Reason::NoAmount => message.hint("用 `--map amount=…` 指定另一列"),
        Reason::FutureDate => message
            .detail(format!("这里是 {text}，在报告的截止日之后"))
            .hint("用 `--as-of` 可以截至更晚的一天；请检查年份"),
        _ if there.is_empty() => message.hint(format!("被 {} 排除", options())),
        _ => message.hint(format!("被 {} 排除；该列有：{}", options(), list(there))),
    }
}

/// Asks about merged cells where so many rows have no customer that it is no slip.
fn merged(rows: u64, of: u64) -> &'static str {
    if rows > 1 && rows * 4 >= of { "如果是合并单元格，请取消合并并逐行填上；" } else { "" }
}

/// Says how to mend an amount that cannot be computed for its discount.
fn mend_discount(column: &str) -> String {
    format!(
        "折扣应为比例，如 0.1 或 10%：如果「{column}」是百分数，请加 % 或除以 100；如果是金额，请用 `--map amount=…` 指定折后金额；用 `--map discount=none` 则不计折扣"
    )
}

/// Says how to mend a date that names no day.
fn mend_date(text: &str) -> Option<String> {
    no_day(text).map(|why| match why {
        NoDay::Month => format!("「{text}」最多只是月份，全列都是月份才能按月计：请写到日"),
        NoDay::Republic(year, common) => format!("民国年份要写明：民國{year}年……，或写公历 {common} 年"),
    })
}

/// Says how to mend an amount whose unit is not its own.
fn mend_amount(text: &str) -> Option<&'static str> {
    if text.starts_with('=') {
        return Some("公式没有保存结果：请用 Excel 打开文件保存一次");
    }
    names_unit(text).then_some(
        "没写单位的值也可能以它为单位：请每格都写单位或都不写（1.5万 写作 15000），或用 `--amounts-in 1` 说明没写单位的按原样计",
    )
}

fn fault(reason: Reason) -> &'static str {
    match reason {
        Reason::NoCustomer => "没有客户",
        Reason::NoDate => "没有日期",
        Reason::BadDate => "日期读不出",
        _ => "金额读不出",
    }
}
