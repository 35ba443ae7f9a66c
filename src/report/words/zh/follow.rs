//! 该跟进谁，以及由人填写的表。

use super::Zh;
use crate::follow::{Contact, FollowList, Why};
use crate::model::{Day, Frequency, Interval, Money, Period};
use crate::report::words::follow::FormWords;
use crate::report::words::help::CommandWords;
use crate::report::words::{FollowWords, Terms};
use crate::report::{Kind, Piece, Text, tell, told};

/// 命令的帮助。
pub const HELP: CommandWords = CommandWords {
    name: "follow",
    about: "列出现在该联系哪些客户、为什么，写成可填写的表，再收回来",
    examples: &[
        ("mingxi follow orders.xlsx", "今天该联系的客户"),
        ("mingxi follow orders.xlsx -o 跟进表.xlsx", "可填写，每位业务员一张"),
        ("mingxi follow orders.xlsx -o 跟进.ics", "给日历软件"),
        ("mingxi follow orders.xlsx --log 跟进表.xlsx", "收回来，并入记录"),
    ],
    explanation: "列出的客户：逾期、流失、骤降、连续下降、新客户、约好的日期、欠款过期；\n\
        记录里约好的日期优先。按涉及金额 × 紧急程度排序，两者都列出。\n\
        填好的表用 --log 并入 --follow-ups 的记录；要重写一份填过的表之前也先并入：\n\
        填过的内容不会丢，也不会重复",
};

/// 可填写的表。
pub static FORM: FormWords = FormWords {
    hint: "填好右边六列后交还：mingxi follow … --log 本文件 --follow-ups 跟进记录.csv。可以排序、移动、加行；按隐藏的 A 列认客户",
    customer: "客户",
    class: "级",
    owner: "业务员",
    inputs: [
        ("contacted", "联系日期", Kind::Date),
        ("channel", "渠道", Kind::Text),
        ("reason", "原因", Kind::Text),
        ("note", "备注", Kind::Text),
        ("next", "下次联系", Kind::Date),
        ("outcome", "结果", Kind::Text),
    ],
    yours: "由你填写",
    contacted: "已联系",
    channels: &["电话", "微信", "邮件", "WhatsApp", "拜访", "展会"],
    outcomes: &["已下单", "承诺下单", "询价中", "再跟进", "暂无需求", "确认流失"],
    done: ["已下单", "确认流失"],
    day_title: "联系日期",
    day_hint: "按 Ctrl+; 填今天",
    day_wrong: "请填日期，如 2025-09-30",
    next_wrong: "请填这份表之后的日期，如 2025-10-08",
    list_title: "请从列表选择",
    list_wrong: "列表以外的内容写在备注里",
    log: ["联系日期", "客户编号", "客户", "跟进人", "渠道", "原因", "跟进内容", "结果", "下次联系"],
    nobody: "无人负责",
    calendar: "客户跟进",
};

impl FollowWords for Zh {
    fn follow_nav(&self) -> &'static str {
        "跟进"
    }

    fn follow_finding(&self, list: &FollowList) -> String {
        match list.due.len() {
            0 => "现在没有该联系的客户".into(),
            n => format!("该联系 {} 家，涉及一年收入 {}", self.0.count(n), self.0.amount(list.stake())),
        }
    }

    fn follow_verdict(&self, list: &FollowList) -> Text {
        let who = match list.owners()[..] {
            [Some(owner)] => format!("{}：", told(owner)),
            _ => String::new(),
        };
        if list.due.is_empty() {
            return Text::plain(format!("{who}到 {} 没有该联系的客户。", list.as_of));
        }
        let late = match list.late() {
            (0, _) => "，都没有过期".to_owned(),
            (many, most) if many == list.due.len() => format!("，都已过期，最久 {most} 天"),
            (many, most) => format!("，其中 {} 家过期，最久 {} 天", self.0.count(many), most),
        };
        let soon = match list.soon.len() {
            0 => String::new(),
            n => format!("；{} 天内还有 {} 家", list.ahead, self.0.count(n)),
        };
        tell![
            format!("{who}到 {} ", list.as_of),
            Piece::strong(format!("该联系 {} 家", self.0.count(list.due.len()))),
            format!("{late}{soon}。涉及一年收入 {}。", self.0.amount(list.stake())),
        ]
    }

    fn follow_beside(&self, list: &FollowList) -> Option<Text> {
        let mut parts = Vec::new();
        let mut add = |many: usize, told: &str| {
            if many > 0 {
                parts.push(format!("{} 家{told}", self.0.count(many)));
            }
        };
        add(list.later.len(), "约好了以后的日期");
        add(list.put_off, "刚联系过，还没到下一次");
        add(list.settled, "的事已有结果");
        add(list.dormant, "一年多没有下单，不在表里");
        (!parts.is_empty()).then(|| Text::plain(format!("另有 {}。", parts.join("，"))))
    }

    fn follow_more(&self, reasons: usize) -> String {
        format!("另有 {reasons} 条")
    }

    fn follow_why(&self, why: &Why, period: Period, as_of: Day, spoken: bool) -> String {
        let (now, then) = (period.label(), period.before().label());
        match why {
            Why::Promised { next } => format!("约好 {next}，过了 {} 天没有记录", as_of.since(*next)),
            Why::Reached { next } => format!("约好 {next} 联系"),
            Why::Payment { due, amount } => {
                format!("{} 未付，最早的过期 {} 天", self.0.amount(*amount), as_of.since(*due))
            }
            Why::Overdue { silence, usual, .. } => format!("{silence} 天没下单，平常 {} 天", self.0.days(*usual)),
            Why::Lost { before, .. } => {
                format!("{now} 没有下单，{then} 有 {}", self.0.amount(*before))
            }
            Why::Plunge { change, .. } => {
                format!("骤降：{now} 比 {then} {}", self.0.signed(*change))
            }
            Why::Streak { periods, .. } => format!("连续 {}下降", self.periods(*periods)),
            Why::New { days, .. } if spoken => format!("新客户，首单后 {days} 天"),
            Why::New { days, .. } => format!("首单后 {days} 天，未再联系"),
            Why::Quiet { days, .. } => format!("{days} 天没有联系"),
        }
    }

    fn follow_between(&self) -> &'static str {
        "；"
    }

    fn follow_ask(&self, why: &Why) -> &'static str {
        match why {
            Why::Promised { .. } => "约好的事办了吗？改到哪天？",
            Why::Reached { .. } => "上次说的有结果了吗？",
            Why::Payment { .. } => "款哪天付？对货或单据有什么不满意？",
            Why::Overdue { .. } => "库存还能卖多久？下一批何时要？是否换了供应商？",
            Why::Lost { .. } => "项目结束，还是转给别家？报价差多少？",
            Why::Plunge { .. } => "少的是需求、价格还是交期？别的产品能补吗？",
            Why::Streak { .. } => "是客户自己的市场，还是有人在替代？",
            Why::New { .. } => "货收到了吗，满意吗？下一单要什么，什么时候？",
            Why::Quiet { .. } => "最近有什么计划？我们能报什么？",
        }
    }

    fn follow_contact(&self, contact: &Contact) -> String {
        let said = [&contact.said, &contact.outcome, &contact.reason].into_iter().find(|text| !text.is_empty());
        let said = said.map_or("", String::as_str);
        match contact.day {
            Some(day) => format!("{day} {}", told(said)).trim_end().to_owned(),
            None => told(said).into_owned(),
        }
    }

    fn follow_rule(&self, every: &Frequency) -> Text {
        let days = |interval: Interval| match (interval.from, interval.to) {
            (1, 1) => "每天".to_owned(),
            (from, to) if from == to => format!("隔 {from} 天"),
            (from, to) => format!("隔 {from} 到 {to} 天"),
        };
        Text::plain(format!(
            "联系之后，事情没有结果的，A 类{}、B 类{}、C 类{}再联系；约好的日期优先。分 = 涉及金额 × 急：涉及金额是到末单为止的 12 个月收入，\
             过期欠款更多时取欠款；急：失约或欠款 3，流失、骤降、约好当天 2，逾期是平常间隔的倍数（2 到 4），连降 1.5，其余 1，每多一条加 0.5。",
            days(every.a),
            days(every.b),
            days(every.c)
        ))
    }

    fn follow_missing(&self, list: &FollowList) -> Option<Text> {
        let log = "没有跟进记录：用 --follow-ups 跟进.csv 给出，谈过的、约好的就会算进来";
        let owed = "没有应收账款：用 --receivables 给出，过期未付的也会列出";
        let told = match (list.has_log, list.has_receivables) {
            (false, false) => format!("{log}；{owed}。"),
            (false, true) => format!("{log}。"),
            (true, false) => format!("{owed}。"),
            (true, true) => return None,
        };
        Some(Text::plain(told))
    }

    fn follow_subtitle(&self, as_of: Day, currency: Option<&str>) -> String {
        format!("到 {as_of}；按分排序，快到的在后{}", self.unit(currency))
    }

    fn follow_form_finding(&self, customers: usize, stake: Money) -> String {
        format!("跟进 {} 家，涉及一年收入 {}", self.0.count(customers), self.0.amount(stake))
    }

    fn follow_due(&self) -> &'static str {
        "应联系"
    }

    fn follow_owner(&self) -> &'static str {
        "业务员"
    }

    fn follow_why_heading(&self) -> &'static str {
        "为什么"
    }

    fn follow_ask_heading(&self) -> &'static str {
        "要问的"
    }

    fn follow_record(&self) -> &'static str {
        "上次记录"
    }

    fn follow_stake(&self) -> &'static str {
        "涉及金额"
    }

    fn follow_urgency(&self) -> &'static str {
        "急"
    }

    fn follow_score(&self) -> &'static str {
        "分"
    }

    fn follow_order(&self) -> &'static str {
        "顺序怎么来的"
    }
}
