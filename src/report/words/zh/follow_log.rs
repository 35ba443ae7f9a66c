//! 收回填好的表时说的话。

use crate::model::problem::FollowProblem;
use crate::report::words::Message;

/// 说明并入了多少记录。
pub fn merged(from: &[String], log: &str, added: usize, there: usize) -> String {
    let there = if there == 0 { String::new() } else { format!("；{there} 条已经在里面") };
    format!("把 {} 的 {added} 条记录并入 {log}{there}", from.join("、"))
}

/// 问题的说法。
pub fn message(kind: &FollowProblem) -> Message {
    match kind {
        FollowProblem::NoForm => Message::new("没有可填写的表：找不到「联系日期」「原因」「备注」这样的列")
            .hint("给出 `mingxi follow -o 文件.xlsx` 或 `mingxi report` 写的工作簿"),
        FollowProblem::OtherBook { rows } => Message::new(format!(
            "像是另一本账的表：{rows} 行写了客户，这份订单里一家也没有；什么都没有动"
        ))
        .hint("用写出这张表的那份订单；`--only` 和 `--exclude` 会去掉客户"),
        FollowProblem::WouldReplace { records, example } => {
            Message::new(format!("已经填写：{records} 条还不在任何记录里（{example}）；没有覆盖它，什么都没有动"))
                .hint("给出收它们的记录，就会先并入：`--follow-ups 跟进.csv`；或用 `-o` 写到别处")
        }
        FollowProblem::ManySheets { sheets } => {
            Message::new(format!("有 {sheets} 张工作表；跟进记录会整份重写，只能是一张；什么都没有动"))
                .hint("把记录那张表另存为单独的 csv 或 xlsx")
        }
        FollowProblem::NotALog => Message::new("不能作跟进记录：要 csv 或 xlsx").hint("如 `--follow-ups 跟进.csv`"),
        FollowProblem::NoHeadings => Message::new(
            "有内容，但没有跟进记录的表头：客户、联系日期，以及渠道、原因、跟进内容、下次联系、结果中的几列；什么都没有动",
        )
        .hint("用 `--follow-ups` 给另一个文件；不存在的会新建"),
        FollowProblem::Locked { process, since } => {
            let who = match (process, since) {
                (Some(process), Some(since)) => format!("（进程 {process}，{since} 起）"),
                (Some(process), None) => format!("（进程 {process}）"),
                _ => String::new(),
            };
            Message::new(format!("另一个 mingxi{who} 正在用这份记录；什么都没有动")).hint("等它结束再运行")
        }
        FollowProblem::Unreadable { why } => {
            Message::new(format!("跟进记录写不了：{why}")).hint("看看是不是可以读写的文件")
        }
        FollowProblem::Differs { customer, day, one, other } => {
            Message::new(format!("{customer} 在 {day} 有两条说法不同的记录；都留着"))
                .detail(format!("{one} / {other}"))
                .hint("若有一条不对，在记录里删掉")
        }
        FollowProblem::NotADay { heading, typed } => {
            Message::new(format!("「{heading}」下的「{typed}」不是日期；已并入备注"))
                .hint("日期先写年，如 2025-09-30")
        }
        FollowProblem::Unknown { name } => Message::new(format!("订单里没有客户 {name}；记录留着"))
            .hint("若是某一家的另一种写法，写进 `--aliases`"),
        FollowProblem::KeyAndName { key, name } => {
            Message::new(format!("这一行隐藏的标识是 {key}，名称是 {name}；按 {name} 收"))
                .hint("排序时选整行，连隐藏列；若不对，改跟进记录")
        }
        FollowProblem::NobodyNamed => {
            Message::new("这一行填了内容，没有客户；已留在记录里").hint("在记录里补上客户")
        }
    }
}
