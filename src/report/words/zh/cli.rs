//! 终端自己要说的话：问题在哪里，读到哪里，写了什么。

use crate::model::{Place, Severity, Span};
use crate::report::words::figures::{Minus, count};

/// Gives the word before a message.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误：",
        Severity::Warning => "警告：",
        Severity::Note => "说明：",
    }
}

/// The word before what to do.
pub const HINT: &str = "提示：";

/// Names a file; `-` is what it stands for.
pub fn named(file: &str) -> &str {
    if file == "-" { "标准输入" } else { file }
}

/// Names a place: `orders.xlsx，工作表「明细」，单元格 D418：`; a settings file and a table both have 行.
pub fn place(place: &Place, _settings: bool) -> String {
    let mut parts: Vec<String> = place.file.iter().map(|file| named(file).to_owned()).collect();
    parts.extend(place.sheet.iter().map(|sheet| format!("工作表「{sheet}」")));
    parts.extend(place.column.iter().map(|column| match column.is_ascii() {
        true => format!("{column} 列"),
        false => format!("「{column}」列"),
    }));
    parts.extend(place.cell.iter().map(|cell| format!("单元格 {cell}")));
    parts.extend(place.row.filter(|_| place.cell.is_none()).map(|row| format!("第 {row} 行")));
    if parts.is_empty() { String::new() } else { parts.join("，") + "：" }
}

/// Says from which day the reports speak and why, and which settings file was used.
pub fn basis(span: &Span, settings: Option<&str>) -> String {
    let why = match (span.as_of_given, span.ends_early) {
        (true, _) => "这是指定的".to_owned(),
        (_, true) => format!("即最后一行；到期末的空白超过了最长的间隔 {} 天", span.longest_gap),
        _ => format!("即最后一行（{}）所在期的末日，或今天", span.last_day),
    };
    format!("截至 {}，{why}；设置文件：{}", span.as_of, settings.unwrap_or("无"))
}

/// Says how far reading has come.
pub fn reading(file: &str, nth: usize, of: usize, rows: u64, share: f64) -> String {
    let which = if of > 1 { format!("（第 {nth} 个，共 {of} 个）") } else { String::new() };
    let file = named(file);
    let rows = count(i64::try_from(rows).unwrap_or(i64::MAX), Minus::Ascii);
    format!("正在读取 {file}{which}  {rows} 行  {:.0}%", share * 100.0)
}

/// Says what was written into a folder.
pub fn wrote_pack(folder: &str, files: &[&str]) -> String {
    format!("写入 {folder}/：{}", files.join(" "))
}

/// Says that a file was written.
pub fn wrote(file: &str) -> String {
    format!("写入 {file}")
}

/// What to do about a mistake of mingxi.
pub const REPORT_BUG: &str =
    "请附上刚写出的 mingxi-bug.txt 告诉我们：其中有版本、规则和合计，没有名称，也没有逐行的金额";

/// What is said of a mistake of mingxi that broke off the run.
pub const CRASH: &str = "这是 mingxi 的错误，不是数据的问题：运行中途停止；没有写出任何文件";
