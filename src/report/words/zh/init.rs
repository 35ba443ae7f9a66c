//! `mingxi init` 写的设置文件。

use crate::model::{Field, Money, Tally};
use crate::report::words::figures::{Minus, count, money};

/// Above the columns.
pub const COLUMNS: &str =
    "哪一列是什么：用表头、列号（字母）或第几列写明。没有写的字段按表头找；写 \"none\" 就是不用。";

/// Above the further headers.
pub const PIVOTS: &str = "用名称调用的透视表：`mingxi pivot monthly 订单.xlsx`。每张可写 `pivot` 的任何选项；`report` 写 true 的，报告里也放。";

pub const SYNONYMS: &str = "字段的其他表头写法；文件自己的表头优先。";

/// Behind the day that reports speak from.
pub const AS_OF: &str = "现在的截止日；不写死，随数据走";

/// Begins the file.
pub fn head(files: &[String]) -> String {
    let of = match files {
        [] => "mingxi 的设置：模板。".to_owned(),
        files => format!("mingxi 的设置，由 `mingxi init` 按 {} 写成。", files.join("、")),
    };
    format!(
        "{of}\n以 # 开头的行是注释：每个选项的含义和默认值，或一个例子。去掉 # 就生效。\n\
         命令行优先于环境变量（--by、MINGXI_BY），环境变量优先于本文件。写错的名称会报错，不会忽略。\n\
         在哪个文件夹里运行 mingxi，就自动读那里的这个文件；--config 指定另一个，--no-config 都不读。"
    )
}

/// Says what was written and what to look at.
pub fn wrote(file: &str, marked: usize) -> String {
    match marked {
        0 => format!("写好 {file}。"),
        _ => format!("写好 {file}；其中 {marked} 行标着「核对」。"),
    }
}

/// Names the sheets that are not read.
pub fn other_sheets(others: &[String]) -> String {
    format!("没有读：{}", others.join("、"))
}

/// Says what a status that looks like cancelled does.
pub fn counted(column: &str, rows: u64, amount: Money, decimals: u8) -> String {
    format!("{column} 列，{} 行，{}，目前计入", number(rows), money(amount, decimals, Minus::Ascii))
}

/// Says what becomes of rows without a customer.
pub fn blank(rows: Tally, decimals: u8) -> String {
    format!("{} 行（{}）没有客户，目前搁置", number(rows.n), money(rows.amount, decimals, Minus::Ascii))
}

/// Says what stands in a column.
pub fn column(field: Field, distinct: Option<u64>, examples: &[String]) -> String {
    let unit = match field {
        Field::Customer | Field::CustomerId => "家客户",
        Field::Order => "单",
        Field::Product => "种产品",
        _ => "个值",
    };
    let distinct = distinct.map(|distinct| format!("{} {unit}", number(distinct)));
    let example = examples.first().map(|example| format!("例如 {}", crate::report::brief(example)));
    distinct.into_iter().chain(example).collect::<Vec<_>>().join("，")
}

/// Adds the column that could be meant as well.
pub fn or(note: &str, other: &str) -> String {
    format!("{note}；或 {other}")
}

/// Says that files name a column differently.
pub fn headers(headers: &[String]) -> String {
    format!("各文件按各自的表头：{}", headers.join("、"))
}

fn number(figure: u64) -> String {
    count(i64::try_from(figure).unwrap_or(i64::MAX), Minus::Ascii)
}
