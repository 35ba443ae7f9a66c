//! 可以调整的客户。

use super::Zh;
use crate::follow::{Burden, Candidates, MoveUp};
use crate::model::Money;
use crate::report::words::CandidateWords;
use crate::report::words::help::CommandWords;
use crate::report::words::speech::rounded;
use crate::report::{Piece, Text, relative, tell};

/// 命令的帮助。
pub const HELP: CommandWords = CommandWords {
    name: "candidates",
    about: "列出可以升级、唤回或放手的客户",
    examples: &[
        ("mingxi candidates orders.xlsx", "每份名单 5 家"),
        ("mingxi candidates orders.xlsx --customers 客户.xlsx", "带潜力和评价"),
    ],
    explanation: "每份名单都说明理由：快要升级的 B 类和 C 类，少了四分之一的 B 类，没人管的\nC 类，静默一年以上的客户和回到 B 类要多少单，以及得不偿失的小客户",
};

impl CandidateWords for Zh {
    fn candidates_nav(&self) -> &'static str {
        "候选客户"
    }

    fn candidates_finding(&self, found: &Candidates) -> String {
        let parts = [
            (found.up.len(), "可以升级"),
            (found.shrinking.len(), "B 类在萎缩"),
            (found.dormant.len(), "沉睡"),
            (found.let_go.len(), "可以放手"),
        ];
        let told: Vec<String> = parts
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| format!("{} 家{}{what}", self.0.count(n), if what.starts_with('B') { " " } else { "" }))
            .collect();
        if told.is_empty() { "没有特别需要调整的客户".to_owned() } else { told.join("，") }
    }

    fn candidates_lines(&self, found: &Candidates) -> String {
        let line = |line: Option<Money>| line.map(|line| self.0.amount(line));
        let lines = match (line(found.lines.a), line(found.lines.b)) {
            (Some(a), Some(b)) => format!("12 个月内 {a} 以上为 A 类，{b} 以上为 B 类。"),
            (Some(a), None) => format!("{a} 以上为 A 类；没有 B 类客户。"),
            _ => String::new(),
        };
        let few = match (found.c_before, found.c_too_few) {
            (Some(before), true) => format!("C 类 {} 家，一年前 {before} 家：后备太少。", found.c),
            _ => String::new(),
        };
        format!("{lines}{few}")
    }

    fn candidates_verdict(&self, found: &Candidates) -> Text {
        tell![Piece::strong(self.candidates_finding(found)), format!("。{}", self.candidates_lines(found))]
    }

    fn candidates_without(&self, found: &Candidates) -> Vec<Text> {
        let mut told = Vec::new();
        if !found.contacts {
            told.push(Text::plain("不知道联系记录：用 `--follow-ups 文件` 给出跟进记录。"));
        }
        if found.rated == 0 {
            told.push(Text::plain("不知道评价：潜力、满意度是 `--customers 文件` 里的两列。"));
        }
        if !found.profits {
            told.push(Text::plain("不知道毛利：订单里没有利润或成本列。"));
        }
        told
    }

    fn candidates_rule(&self, found: &Candidates) -> Text {
        let ratings = match found.rated {
            0 => "",
            _ => {
                "连同评价：按收入的类别、潜力、满意度一样重（A 或高 3 分，B 或中 2 分，C 或低 1 分），平均 2.5 分以上为 A，1.5 分以上为 B。"
            }
        };
        Text::plain(format!(
            "{ratings}升级：再增长同样多就到上一类，或客户表里潜力评为高、满意度不低。B 类萎缩：比一年前少四分之一以上。没人管：C 类，没有订单也没有联系的天数超过 \
             `--quiet-after`。沉睡：静默超过 365 天；所需：按它自己的每单，一年多少单够到 B 类。放手：满两年的 C 类，没有增长，而且数字里有理由。",
        ))
    }

    fn candidates_list(&self, id: &str, shown: usize, of: usize) -> String {
        let what = match id {
            "candidates_up" => "可以升级",
            "candidates_together" => "连同评价，类别不同",
            "candidates_shrinking" => "B 类，在萎缩",
            "candidates_alone" => "C 类，没人管",
            "candidates_dormant" => "沉睡",
            _ => "可以放手",
        };
        if shown == of { what.to_owned() } else { format!("{what}，{} 家中 {shown} 家", self.0.count(of)) }
    }

    fn potential(&self) -> &'static str {
        "潜力"
    }

    fn satisfaction(&self) -> &'static str {
        "满意度"
    }

    fn class_to(&self) -> &'static str {
        "类别"
    }

    fn class_now(&self) -> &'static str {
        "类别"
    }

    fn year_ago(&self) -> &'static str {
        "一年前"
    }

    fn missing(&self) -> &'static str {
        "还差"
    }

    fn candidate_why(&self) -> &'static str {
        "理由"
    }

    fn last_order(&self) -> &'static str {
        "最近一单"
    }

    fn last_contact(&self) -> &'static str {
        "最近联系"
    }

    fn last_year(&self) -> &'static str {
        "最后一年"
    }

    fn orders_needed(&self) -> &'static str {
        "所需单数"
    }

    fn bought_most(&self) -> &'static str {
        "买得最多"
    }

    fn why_up(&self, one: &MoveUp) -> String {
        let growth = relative(one.window, one.before).map(|rate| self.0.percent(rate)).filter(|_| one.grows);
        match (growth, one.rated) {
            (Some(rate), true) => format!("{rate}，评为高"),
            (Some(rate), false) => rate,
            (None, _) => "评为高".to_owned(),
        }
    }

    fn burden(&self, burden: &Burden) -> String {
        match burden {
            Burden::Loses { contribution } => format!("扣除成本后 {}", self.0.signed(*contribution)),
            Burden::ThinMargin { margin, book } => {
                format!("毛利率 {}，全部 {}", self.0.share(*margin), self.0.share(*book))
            }
            Burden::SmallOrders { orders, average, book } => format!(
                "{} 单，每单 {}，全部平均 {}",
                self.0.count(*orders),
                self.0.amount(rounded(*average)),
                self.0.amount(rounded(*book))
            ),
            Burden::Credits { share } => format!("贷项 {}", self.0.share(*share)),
            Burden::Contacts { contacts, orders } => format!("联系 {contacts} 次，{orders} 单"),
        }
    }

    fn said_shrinking(&self, customers: usize, before: u64, lost: Money) -> Text {
        tell![
            Piece::strong(format!("一年前的 {before} 家 B 类客户中 {customers} 家少买了四分之一以上")),
            "（一年 ",
            self.0.delta(lost),
            "）。",
        ]
    }
}
