//! 预警的状态文件出了什么问题。

use crate::model::problem::StateProblem;
use crate::report::words::Message;

/// What to do where a state is of no use.
const ANEW: &str = "把它移走：下次运行会全部重报一遍，从头记起";

/// Words a problem.
pub fn message(kind: &StateProblem) -> Message {
    match kind {
        StateProblem::Unreadable { why } => {
            Message::new(format!("状态文件读不出：{why}")).hint("看看它是不是文件，是否可以读写")
        }
        StateProblem::NotState => Message::new("不是 `mingxi watch` 的状态文件；什么也没有改动")
            .hint("用 `--state` 指定另一个文件；还没有的文件会新建"),
        StateProblem::Damaged => Message::new("状态文件已损坏：内容不全或加不平；什么也没有改动").hint(ANEW),
        StateProblem::Newer { version, known, mingxi } => Message::new(format!(
            "状态文件由较新的 mingxi {mingxi} 写成（状态版本 {version}，本程序只认到 {known}）；什么也没有改动"
        ))
        .hint("用那个版本的 mingxi，或用 `--state` 指定另一个文件"),
        StateProblem::OtherRules { option, then, now } => {
            let told = |value: &str| if value.is_empty() { "没有".to_owned() } else { format!("`{value}`") };
            Message::new(format!(
                "状态文件是用另一个 `--{option}` 写的：当时{}，现在{}；无从比较",
                super::spacing::after(&told(then)),
                super::spacing::after(&told(now))
            ))
            .hint("用同样的选项运行，或为这些选项另存一个状态：`--state FILE`")
        }
        StateProblem::Locked { process, since } => {
            let who = match (process, since) {
                (Some(process), Some(since)) => format!("（进程 {process}，{since} 起）"),
                (Some(process), None) => format!("（进程 {process}）"),
                _ => String::new(),
            };
            Message::new(format!("另一个 mingxi{who}正在用这个状态文件；什么也没有报，什么也没有改动"))
                .hint("等它结束，或各用一个状态文件：`--state FILE`")
        }
    }
}
