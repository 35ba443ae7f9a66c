//! 新客户下了第一单之后。

use super::Zh;
use crate::follow::{Newcomers, Promise, Step};
use crate::model::Tally;
use crate::report::words::NewcomerWords;
use crate::report::words::help::CommandWords;
use crate::report::{Piece, Text, tell};

/// 命令的帮助。
pub const HELP: CommandWords = CommandWords {
    name: "newcomers",
    about: "列出新客户：谁再下了单，谁该下而没下",
    examples: &[
        ("mingxi newcomers orders.xlsx", "停下来的在前"),
        ("mingxi newcomers orders.xlsx --only owner=李强 --top 50", "一位业务员，50 家"),
    ],
    explanation: "新客户：到报告日为止 12 个月内下第一单，而且此前有一年的数据。第二单的\n到期日按以前的客户：其中一半在这么多天内再下单；超过 2 倍就是停下来了",
};

impl NewcomerWords for Zh {
    fn newcomers_nav(&self) -> &'static str {
        "新客户"
    }

    fn newcomers_unknown(&self) -> &'static str {
        "看不出新客户有没有再下单：数据是按期汇总的"
    }

    fn new_after_finding(&self, found: &Newcomers) -> String {
        let of = |wanted: Step| {
            found.steps.iter().find(|(step, _)| *step == wanted).map_or(0, |(_, tally)| tally.n as usize)
        };
        if found.list.is_empty() {
            return "最近 12 个月没有新客户".to_owned();
        }
        let stalled = match of(Step::Stalled) {
            0 => String::new(),
            n => format!("，{} 家早该再下", self.0.count(n)),
        };
        format!("{} 家新客户中 {} 家再下了单{stalled}", self.0.count(found.list.len()), self.0.count(of(Step::Again)))
    }

    fn newcomers_verdict(&self, found: &Newcomers) -> Text {
        if found.list.is_empty() {
            let old = match found.unverified {
                0 => String::new(),
                n => format!("{} 家是数据里第一次下单，但数据太短，不能说是新客户。", self.0.count(n)),
            };
            return Text::plain(format!("{} 至 {} 没有可以确定的新客户。{old}", found.from, found.to));
        }
        let told: Vec<String> = found
            .steps
            .iter()
            .filter(|(_, tally)| tally.n > 0)
            .map(|(step, tally)| {
                let what = match step {
                    Step::Again => "再下了单",
                    Step::Waiting => "还没到期",
                    Step::Due => "到期未下",
                    Step::Stalled => "停下来了",
                    Step::Unknown => "只有一单",
                };
                format!("{} 家{what}（{}）", self.0.count(tally.n as usize), self.0.amount(tally.amount))
            })
            .collect();
        let promising = match found.promising.n {
            0 => String::new(),
            n => format!("还没有第二单的客户中，{} 家看来有潜力。", self.0.count(n as usize)),
        };
        tell![
            Piece::strong(format!("{} 家新客户", self.0.count(found.list.len()))),
            format!("（{} 至 {}）：{}。{promising}", found.from, found.to, told.join("，")),
        ]
    }

    fn newcomers_habit(&self, found: &Newcomers) -> Text {
        let habit = &found.habit;
        if habit.customers == 0 {
            return Text::plain("没有一家客户的第一单在 12 个月以前：说不出第二单该在什么时候。");
        }
        let known = if habit.unverified { "数据里的第一单" } else { "第一单（确定是新客户）" };
        let who = format!(
            "{known}在 12 个月以前的 {} 家客户中，{} 家再下了单",
            self.0.count(habit.customers),
            self.0.count(habit.again)
        );
        Text::plain(match habit.days {
            Some(days) => format!("{who}，其中一半在 {} 天之内。", self.0.days(days)),
            None => format!("{who}：太少，说不出第二单该在什么时候。"),
        })
    }

    fn newcomers_rule(&self) -> Text {
        Text::plain(
            "到期：第一单之后这么多天；停下来：超过 2 倍。潜力：第一单大于四分之三的首单，最近一单大于第一单，已是 A 类或 B 类，或客户表里评为高。",
        )
    }

    fn newcomers_list(&self, shown: usize, of: usize) -> String {
        if shown == of { "新客户".into() } else { format!("新客户，{} 家中 {shown} 家", self.0.count(of)) }
    }

    fn new_after_subtitle(&self, found: &Newcomers, currency: Option<&str>) -> String {
        format!("第一单在 {} 至 {}，停下来的在前{}", found.from, found.to, self.unit(currency))
    }

    fn step(&self, step: Step) -> &'static str {
        match step {
            Step::Again => "已下",
            Step::Waiting => "未到期",
            Step::Due => "到期",
            Step::Stalled => "停下",
            Step::Unknown => "仅一单",
        }
    }

    fn promise(&self, promise: Promise) -> &'static str {
        match promise {
            Promise::LargeFirst => "首单大",
            Promise::Growing => "在增长",
            Promise::Class => "A 类或 B 类",
            Promise::Master => "评为高",
        }
    }

    fn first_order(&self) -> &'static str {
        "第一单"
    }

    fn first_amount(&self) -> &'static str {
        "首单金额"
    }

    fn days_ordered(&self) -> &'static str {
        "下单天数"
    }

    fn amount_so_far(&self) -> &'static str {
        "至今"
    }

    fn step_heading(&self) -> &'static str {
        "第二单"
    }

    fn second_order(&self) -> &'static str {
        "下单日"
    }

    fn due_heading(&self) -> &'static str {
        "到期日"
    }

    fn last_amount(&self) -> &'static str {
        "最近一单"
    }

    fn products_first(&self) -> &'static str {
        "首单产品"
    }

    fn products_all(&self) -> &'static str {
        "产品合计"
    }

    fn promise_heading(&self) -> &'static str {
        "潜力"
    }

    fn owner_heading(&self) -> &'static str {
        "业务员"
    }

    fn said_stalled(&self, stalled: Tally, all: usize, days: f64) -> Text {
        tell![
            Piece::strong(format!(
                "{} 家新客户中 {} 家停在第一单",
                self.0.count(all),
                self.0.count(stalled.n as usize)
            )),
            format!("（{}）：以前的客户一半在 {} 天内再下单。", self.0.amount(stalled.amount), self.0.days(days)),
        ]
    }
}
