//! 写出结果时的问题。

use crate::model::problem::WriteProblem;
use crate::report::words::Message;
use crate::report::words::write::{Lacking, lacking};

/// Words a problem.
pub fn message(kind: &WriteProblem) -> Message {
    match kind {
        WriteProblem::Unwritable { why } => Message::new(format!("无法写入：{why}；什么都没有动")),
        WriteProblem::Full => Message::new("无法写入，磁盘已满；什么都没有动").hint("腾出空间，或写到别处：`-o`"),
        WriteProblem::Forbidden => Message::new("无法写入，没有写权限；什么都没有动").hint("写到别处：`-o`"),
        WriteProblem::NoFolder => Message::new("无法写入，没有这个文件夹").hint("先建文件夹，或写到别处：`-o`"),
        WriteProblem::NotAFolder => Message::new("无法写入，文件夹的位置上是一个文件").hint("写到别处：`-o`"),
        WriteProblem::Open => Message::new("无法替换，文件正被别的程序打开；旧报告没有动")
            .hint("在 Excel 里关闭它再运行，或写到别处：`-o 新报告`"),
        WriteProblem::Locked { process, since } => {
            let who = match (process, since) {
                (Some(process), Some(since)) => format!("（进程 {process}，{since} 起）"),
                (Some(process), None) => format!("（进程 {process}）"),
                _ => String::new(),
            };
            Message::new(format!("另一个 mingxi{who}正在写这里；什么都没有动"))
                .hint("等它结束，或写到别处：`-o 新报告`")
        }
        WriteProblem::Unprinted { full, why, pack } => {
            let why = if *full { "设备已满" } else { why.as_str() };
            match pack {
                Some(pack) => Message::new(format!("无法写入：{why}；报告本身已写好，在 {pack}")),
                None => Message::new(format!("无法写入：{why}")).hint("改写到文件：`-o 文件`"),
            }
        }
        WriteProblem::Rejects(problem) => {
            let inner = message(problem);
            let hint = inner.hint.map(|hint| {
                hint.replace("`-o`", "`--rejects 文件.csv`").replace("`-o 新报告`", "`--rejects 新文件.csv`")
            });
            Message { hint: hint.or(Some("写到别处：`--rejects 文件.csv`".into())), ..inner }
        }
        WriteProblem::State(problem) => {
            let inner = message(problem);
            let hint = inner.hint.map(|hint| hint.replace("`-o`", "`--state 文件`"));
            Message { hint: hint.or(Some("存到别处：`--state 文件`".into())), ..inner }
        }
        WriteProblem::NoFont { missing } => {
            let chinese = "中文字体：fonts-noto-cjk（Debian、Ubuntu）、google-noto-sans-cjk-fonts（Fedora）、\
                           noto-fonts-cjk（Arch）";
            let (what, font) = match lacking(missing) {
                Lacking::Everything => ("没有安装任何字体，png 图上没有字".to_owned(), chinese),
                Lacking::Chinese(some) => (format!("已安装的字体都没有 {some}，png 图上缺字"), chinese),
                Lacking::Other(some) => (
                    format!("已安装的字体都没有 {some}，png 图上缺字"),
                    "含这些字的字体，如 fonts-noto-core（Debian、Ubuntu）",
                ),
            };
            Message::new(what).hint(format!("安装{font}；svg 图和网页不受影响"))
        }
        WriteProblem::LatestTaken => {
            Message::new("不是链接，所以没有动它，它也不指向最新的报告").hint("把它移开再运行")
        }
    }
}
