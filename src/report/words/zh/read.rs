//! Problems of the room `read`.

use crate::model::Place;
use crate::model::problem::{ByWhat, Damage, Excess, Found, Limit, ReadProblem};
use crate::report::words::Message;
use crate::report::words::figures::{Minus, count};

/// Words a problem.
pub fn message(kind: &ReadProblem, place: &Place) -> Message {
    match kind {
        ReadProblem::NoInput => Message::new("没有要读的文件").hint("请写出文件、文件夹或通配符；`-` 表示标准输入"),
        ReadProblem::NotFound { similar } => {
            let message = Message::new("这里没有这个文件");
            match similar {
                Some(similar) => message.hint(format!("是不是 {similar}？")),
                None => message.hint("检查文件名，以及 mingxi 是在哪个文件夹里运行的"),
            }
        }
        ReadProblem::NoFiles { folder: true } => {
            Message::new("文件夹里没有表格文件（xlsx、xlsm、xlsb、xls、ods、csv、tsv 或 txt）")
                .hint("请写出放有表格的文件夹；不会往下层文件夹里找")
        }
        ReadProblem::NoFiles { folder: false } => {
            Message::new("没有文件符合这个通配符").hint("检查通配符，以及 mingxi 是在哪个文件夹里运行的")
        }
        ReadProblem::GivenTwice { first } => Message::new(format!("与 {first} 是同一个文件，只读一次")),
        ReadProblem::Unreadable { why } => {
            Message::new(format!("无法读取：{why}")).hint("检查它是不是文件、有没有读取权限、是否被别的程序锁住")
        }
        ReadProblem::Empty => Message::new("文件是空的").hint("重新导出订单，或不要列入这个文件"),
        ReadProblem::EmptySheets { sheets: 1 } => {
            Message::new("工作簿唯一的工作表是空的").hint("重新导出订单，或不要列入这个文件")
        }
        ReadProblem::EmptySheets { sheets } => Message::new(format!("工作簿的 {} 个工作表都是空的", number(*sheets)))
            .hint("重新导出订单，或不要列入这个文件"),
        ReadProblem::PassedOver { text } => {
            let what = if *text { "没有订单列的文本" } else { "不是表格" };
            Message::new(format!("{what}，已跳过")).hint("如果里面有订单，请单独写出这个文件，看看哪里不对")
        }
        ReadProblem::NotATable { found, begins } => not_a_table(*found, begins.as_deref(), place),
        ReadProblem::Password => Message::new("工作簿有密码保护，mingxi 不打开有密码的工作簿")
            .hint("在 Excel 里打开，另存一份不带密码的，再用那一份"),
        ReadProblem::Damaged { bytes, damage } => damaged(*bytes, damage),
        ReadProblem::OpenQuote { row } => {
            Message::new(format!("第 {} 行有一个引号没有收尾，其后的行会全部并成一行", number(u64::from(*row))))
                .hint("用文本编辑器补上或删去这个引号；引号内的引号要写两个")
        }
        ReadProblem::TooMuch { of, most } => too_much(*of, *most),
        ReadProblem::Over { limit, most } => over(*limit, *most),
        ReadProblem::ZeroByte { at, zeros } => {
            let others = match zeros {
                1 => String::new(),
                zeros => format!("（开头部分共 {} 个，这是第一个）", number(*zeros)),
            };
            Message::new(format!("第 {} 个字节是零{others}；文本里没有这样的字节，文件已损坏", number(at + 1)))
                .hint("请重新导出；`--encoding utf-8` 仍按它读完，每个这样的字节换成一个记号")
        }
        ReadProblem::Device => Message::new("是设备，不是文件").hint("请写出订单文件"),
        ReadProblem::NoReader { why } => Message::new(format!("读这种工作簿要另起一个进程，而它启动不了：{why}"))
            .hint("mingxi 会把自己再启动一次；检查是否允许，或把工作簿另存为 .xlsx 或 csv"),
        ReadProblem::Parts { tables } => {
            Message::new(format!("网页里这张表按打印页分成 {} 段，合起来当作一张表读", number(*tables)))
        }
        ReadProblem::Unclosed { rows } => {
            Message::new(format!("读了 {} 行文件就完了，而表格没有收尾，可能被截断", number(*rows)))
                .hint("把最后几行与系统里的对一对；如有缺失，请重新导出或下载")
        }
        ReadProblem::NoSheet { wanted, sheets } => no_sheet(wanted, sheets),
        ReadProblem::UnknownEncoding { name, similar } => {
            let message = Message::new(format!("没有叫 `{name}` 的编码"));
            match similar {
                Some(similar) => message.hint(format!("是不是 `--encoding {similar}`？")),
                None => message.hint("例如 utf-8、gb18030、big5、windows-1252、cp850、utf-16le"),
            }
        }
        ReadProblem::BadBytes { encoding, at } => {
            Message::new(format!("第 {} 个字节不可能是 {encoding}，而此前都按它读", number(*at))).hint(format!(
                "写明编码，例如 `--encoding gb18030`；`--encoding {}` 仍按它读完，每个这样的字节换成一个记号",
                encoding.to_lowercase()
            ))
        }
        ReadProblem::WrongEncoding { asked, found, at } => {
            let is = found.as_ref().map(|found| format!("，而是 {found}")).unwrap_or_default();
            let other = found.as_ref().map(|found| format!("；或写明 `--encoding {}`", found.to_lowercase()));
            let message = Message::new(format!("文件不是 `--encoding` 指定的 {asked}{is}"));
            let message = match at {
                Some(at) => message.detail(format!("第 {} 个字节起不可能是 {asked}", number(*at))),
                None => message,
            };
            message.hint(format!("去掉 `--encoding`，编码会自动认出{}", other.unwrap_or_default()))
        }
        ReadProblem::Replaced { encoding, characters } => {
            Message::new(format!("{} 个字符按 {encoding} 读不出，显示为 \u{FFFD}；这一行是第一处", number(*characters)))
                .hint("只差这种字符的名称会算作同一个客户；请重新导出文件")
        }
        ReadProblem::Encoding { name, how } => Message::new(format!("按 {name} 读，{}", by(*how))),
    }
}

fn number(figure: u64) -> String {
    count(i64::try_from(figure).unwrap_or(i64::MAX), Minus::Ascii)
}

fn too_much(of: Excess, most: u64) -> Message {
    let (what, unit) = match of {
        Excess::Columns => ("这一行的列数超过任何表格", "列"),
        Excess::Cells => ("工作表自称的单元格多得装不下", "个这种工作簿的单元格"),
        Excess::Rows => ("这一行的行号超过任何表格", "行"),
        Excess::Row => ("这一行比任何表格的行都长", "字节"),
        Excess::Tables => ("网页里的表格多得无法分辨", "个"),
        Excess::Depth => ("表格里套表格，层数超过任何网页", "层"),
    };
    Message::new(format!("{what}；mingxi 最多读 {} {unit}", number(most)))
        .hint("检查文件是什么程序写的；或在 Excel 或 LibreOffice 里打开，把订单表另存为 .xlsx")
}

fn over(limit: Limit, most: u64) -> Message {
    let more = most.saturating_mul(2);
    let (what, flag) = match limit {
        Limit::Memory => {
            (format!("读它要用的内存超过允许的 {}", size(most)), format!("--max-memory {}", size_typed(more)))
        }
        Limit::Unpacked => (
            format!("解压后超过 {}，远多于这样大小的工作簿", size(most.saturating_mul(2))),
            format!("--max-memory {}", size_typed(more)),
        ),
        Limit::Dense => (
            format!("解压后超过 {}，且超过原大小的 100 倍，订单工作簿不会这样", size(most / 4)),
            format!("--max-memory {}", size_typed(most.saturating_mul(8))),
        ),
        Limit::Cells => {
            (format!("工作表超过 {} 个单元格（有内容的格之前的空格也算）", number(most)), format!("--max-cells {more}"))
        }
        Limit::Time => (format!("读了 {} 秒没有读出任何东西", number(most)), format!("--max-time {}", more.max(60))),
    };
    Message::new(what).hint(format!("这样的文件多半已损坏，或是有意害人；信得过就放宽：`{flag}`"))
}

/// Gives bytes as people say them.
fn size(bytes: u64) -> String {
    match bytes {
        bytes if bytes >= 1 << 30 && bytes % (1 << 30) == 0 => format!("{} GiB", number(bytes >> 30)),
        bytes if bytes >= 1 << 20 => format!("{} MiB", number(bytes >> 20)),
        bytes => format!("{} 字节", number(bytes)),
    }
}

/// Gives bytes as `--max-memory` takes them.
fn size_typed(bytes: u64) -> String {
    if bytes >= 1 << 30 { format!("{}G", bytes.div_ceil(1 << 30)) } else { format!("{}M", bytes.div_ceil(1 << 20)) }
}

fn by(how: ByWhat) -> &'static str {
    match how {
        ByWhat::Option => "这是指定的",
        ByWhat::Mark => "文件开头有它的标记",
        ByWhat::Declared => "这是它自己声明的",
        ByWhat::Zeros => "由零字节看出",
        ByWhat::Headers => "这样表头是认得的词",
        ByWhat::Characters => "这样文字合乎常理",
        ByWhat::Statistics => "由字母看最像；可用 `--encoding` 另指定",
    }
}

fn not_a_table(found: Found, begins: Option<&str>, place: &Place) -> Message {
    let begins = begins.map(|begins| format!("（开头是「{begins}」）")).unwrap_or_default();
    let export = "从系统里重新导出订单，选 Excel 或 CSV";
    let (what, hint) = match found {
        Found::Pdf => ("PDF 文档", export),
        Found::Picture => ("图片", export),
        Found::WebPage => ("没有表格的网页", "表格也许在它旁边的文件里；在 Excel 里打开，另存为 .xlsx，或导出 CSV"),
        Found::WebArchive => ("网页存档", "在 Excel 里打开，另存为 .xlsx，或导出 CSV"),
        Found::Xml => ("XML 文档", export),
        Found::Json => ("JSON", export),
        Found::RichText | Found::WordDocument => ("文字文档", export),
        Found::Archive => ("没有工作簿的压缩包", "先解压，再写出里面的文件"),
        Found::Presentation => ("演示文稿", export),
        Found::AppleNumbers => ("Apple Numbers 文档", "在 Numbers 里导出为 Excel 或 CSV"),
        Found::OldDocument => ("别的办公软件的文档", export),
        Found::Database => ("数据库", export),
        Found::Parquet => ("Parquet 文件", export),
        Found::AncientWorkbook => {
            ("Excel 4 或更早的工作簿", "在 LibreOffice 或 Excel 里打开，另存为 .xlsx，再用那一份")
        }
        Found::Binary => ("不是文字的字节", export),
    };
    if matches!(found, Found::WebPage | Found::WebArchive) && has_ending(place, "xls") {
        return Message::new(format!("应是 Excel 工作簿，实际是{}{what}{begins}", gap(what))).hint(hint);
    }
    Message::new(format!(
        "应是表格，实际是{}{what}{begins}；mingxi 读 xlsx、xlsm、xlsb、xls、ods、csv、tsv、txt、html 和 Excel 的 xml",
        gap(what)
    ))
    .hint(hint)
}

/// Gives the space that stands between Chinese and a Latin letter.
fn gap(word: &str) -> &'static str {
    if word.starts_with(|first: char| first.is_ascii_alphanumeric()) { " " } else { "" }
}

fn has_ending(place: &Place, ending: &str) -> bool {
    place.file.as_deref().is_some_and(|file| file.to_lowercase().contains(&format!(".{ending}")))
}

fn damaged(bytes: u64, damage: &Damage) -> Message {
    let cut = "多半是传送时断了；请重新下载或导出";
    let (what, hint) = match damage {
        Damage::NoContents => ("缺少工作簿末尾的目录".to_string(), cut),
        Damage::NoSheets => ("里面没有带单元格的工作表".to_string(), "在 Excel 里打开，另存为 .xlsx"),
        Damage::CutOff { rows } => (format!("断在一行中间，此前读了 {} 行", number(*rows)), cut),
        Damage::Index => {
            ("这一行或其中一格的序号比前面的还小".to_string(), "在 Excel 或 LibreOffice 里打开，另存为 .xlsx")
        }
        Damage::Crashed => (
            "读取程序库读到一半崩溃了".to_string(),
            "用 Excel 或 LibreOffice 打开（也许能修复），另存为 .xlsx；或重新导出",
        ),
        Damage::Library(words) => (
            format!("读取程序库报告「{words}」"),
            "用 Excel 或 LibreOffice 打开（也许能修复），另存为 .xlsx；或重新导出",
        ),
    };
    Message::new(format!("文件已损坏：共 {} 字节，{what}", number(bytes))).hint(hint)
}

fn no_sheet(wanted: &str, sheets: &[(String, u64)]) -> Message {
    let listed: Vec<String> = sheets
        .iter()
        .map(|(name, rows)| match rows {
            0 => format!("「{name}」（空）"),
            rows => format!("「{name}」（{} 行）", number(*rows)),
        })
        .collect();
    if sheets.is_empty() {
        return Message::new(format!("没有工作表「{wanted}」；文本文件没有工作表")).hint("去掉 `--sheet`");
    }
    let message = Message::new(format!("没有工作表「{wanted}」；有{}", listed.join("、")));
    match sheets.iter().max_by_key(|(_, rows)| *rows) {
        Some((name, _)) if name.contains(char::is_whitespace) => message.hint(format!("`--sheet \"{name}\"`")),
        Some((name, _)) => message.hint(format!("`--sheet {name}`")),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_say_where_and_what_to_do() {
        let text = |kind, file: &str| {
            let message = message(&kind, &Place::file(file));
            (message.text, message.hint.unwrap_or_default())
        };
        let (what, hint) = text(ReadProblem::Damaged { bytes: 18_432, damage: Damage::NoContents }, "a.xlsx");
        assert_eq!(what, "文件已损坏：共 18,432 字节，缺少工作簿末尾的目录");
        assert_eq!(hint, "多半是传送时断了；请重新下载或导出");
        let (what, _) = text(ReadProblem::NotATable { found: Found::Pdf, begins: None }, "a.pdf");
        assert_eq!(
            what,
            "应是表格，实际是 PDF 文档；mingxi 读 xlsx、xlsm、xlsb、xls、ods、csv、tsv、txt、html 和 Excel 的 xml"
        );
        let (_, hint) = text(ReadProblem::NotFound { similar: Some("订单.xlsx".into()) }, "订.xlsx");
        assert_eq!(hint, "是不是 订单.xlsx？");
    }
}
