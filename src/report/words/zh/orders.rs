//! 流失方式、交期与样品单。

use super::Zh;
use crate::analyse::{Bridge, LeadTimes, LossKind, Losses, Sampled, Samples};
use crate::model::Day;
use crate::report::orders::Found;
use crate::report::words::OrdersWords;
use crate::report::words::help::CommandWords;
use crate::report::{Text, tell};

/// `orders` 的帮助。
pub const HELP: CommandWords = CommandWords {
    name: "orders",
    about: "流失是渐渐的还是突然的、交期快慢、样品单后来怎样",
    examples: &[
        ("mingxi orders orders.xlsx", "流失方式；有发货日期时看交期"),
        ("mingxi orders orders.xlsx --samples 类型=样品", "按某一列的值认样品单"),
        ("mingxi orders orders.xlsx --samples amount<500", "小额订单算样品单"),
    ],
    explanation: "说明：\n\
                  \x20 渐渐流失  流失前连跌两期，或者最后一期不到平常的一半\n\
                  \x20 突然流失  没有这样的先兆，此前多数期都下单；不足三期的说不准\n\
                  \x20 交期      从下单到最后一批发货的天数，按下单的期\n\
                  \x20 样品单    --samples 所指的订单，以及之后的第一单",
};

impl Zh {
    fn lead_line(&self, times: &LeadTimes) -> Option<Text> {
        let now = times.periods.last()?;
        let median = now.times.median?;
        let before = times.periods.len().checked_sub(2).map(|at| &times.periods[at]);
        let then = before.and_then(|before| Some((before.period, before.times.median?)));
        let was = then.map_or_else(String::new, |(period, was)| format!("，{period} 是 {} 天", self.0.days(was)));
        let early = match times.before_order {
            0 => String::new(),
            n => format!("有 {} 单发货早于下单，未计入。", self.0.count(n)),
        };
        let (period, days) = (now.period, self.0.days(median));
        // Those that are not shipped are in no median: the sentence is of the others alone.
        let first = match now.times.orders - now.times.shipped {
            0 => format!("{period} 有一半订单在 {days} 天内发货{was}。"),
            open => format!(
                "{period} 已发货的 {} 单有一半在 {days} 天内发货{was}；还有 {} 单未发。",
                self.0.count(now.times.shipped),
                self.0.count(open)
            ),
        };
        Some(Text::plain(format!("{first}{early}")))
    }

    fn sample_line(&self, samples: &Samples) -> Text {
        if samples.customers == 0 {
            return Text::plain("按 --samples 没有一单是样品单。");
        }
        if samples.new_customers == 0 {
            return Text::plain(format!(
                "{} 个样品单发给 {} 家客户，都是此前下过单的。",
                self.0.count(samples.samples.n as usize),
                self.0.count(samples.customers)
            ));
        }
        let days =
            samples.median_days.map_or_else(String::new, |days| format!("，其中一半在 {} 天以内", self.0.days(days)));
        tell![
            format!(
                "{} 个样品单发给 {} 家客户；此前没有下过单的 {} 家中，{} 家后来下单{days}，至今 ",
                self.0.count(samples.samples.n as usize),
                self.0.count(samples.customers),
                self.0.count(samples.new_customers),
                self.0.count(samples.ordered.n as usize)
            ),
            self.0.amount(samples.ordered.amount),
            "。",
        ]
    }
}

fn all(losses: &Losses) -> usize {
    losses.list.len()
}

impl OrdersWords for Zh {
    fn orders_nav(&self) -> &'static str {
        "流失与交期"
    }

    fn orders_finding(&self, found: &Found) -> String {
        match &found.losses {
            Some(losses) if all(losses) > 0 => format!(
                "流失的 {} 家中，{} 家此前就在下滑",
                self.0.count(all(losses)),
                self.0.count(losses.gradual.n as usize)
            ),
            Some(_) => "没有一家流失".to_owned(),
            None => "没有上一期，谈不上流失".to_owned(),
        }
    }

    fn orders_verdict(&self, found: &Found) -> Text {
        let Some(losses) = &found.losses else { return Text::plain("没有上一期，谈不上流失。") };
        match all(losses) {
            0 => Text::plain("没有一家流失。"),
            n => {
                let parts = [
                    (losses.gradual, "家渐渐流失"),
                    (losses.sudden, "家突然停单"),
                    (losses.occasional, "家本来就是偶尔下单"),
                    (losses.too_short, "家期数太少、说不准"),
                ];
                let parts = parts.into_iter().filter(|(tally, _)| tally.n > 0).map(|(tally, what)| {
                    let number = self.0.count(tally.n as usize);
                    tell![format!("{number} {what}（"), self.0.delta(tally.amount), "）"]
                });
                let head = Text::plain(format!("流失的 {} 家中，", self.0.count(n)));
                Text::join([head, Text::join(parts, "，")], "").ended("。")
            }
        }
    }

    fn orders_findings(&self, found: &Found) -> Vec<Text> {
        let times = match &found.times {
            Some(times) => self.lead_line(times),
            None => Some(Text::plain("看交期要有发货日期一列：--map ship_date=列。")),
        };
        let samples = match &found.samples {
            Some(samples) => self.sample_line(samples),
            None => Text::plain("看样品单要用 --samples 说明哪些是：类型=样品、amount<500、product=样品*。"),
        };
        times.into_iter().chain([samples]).collect()
    }

    fn orders_list(&self, id: &str, number: usize) -> String {
        let n = self.0.count(number);
        match id {
            "loss_kinds" => "怎样流失的".to_owned(),
            "losses" => format!("流失的 {n} 家，大的在前"),
            "lead_times" => "从下单到发货的天数".to_owned(),
            "slower" => format!("{n} 家客户等得比上一期久"),
            "sample_periods" => "样品单后来怎样，按首个样品单的期".to_owned(),
            _ => format!("{n} 家客户拿过样品"),
        }
    }

    fn orders_list_subtitle(&self, id: &str, bridge: Option<&Bridge>, as_of: Day) -> String {
        match (id, bridge) {
            ("loss_kinds" | "losses", Some(bridge)) => format!("{} 下单、{} 未下单", bridge.period0, bridge.period1),
            ("slower", Some(bridge)) => format!("天数的中位数，{} → {}", bridge.period0, bridge.period1),
            ("lead_times", _) => "按下单的期；最后一行发货才算发完".to_owned(),
            ("sample_periods", _) => "首个样品单之前没有下过单的客户".to_owned(),
            _ => format!("还没有下单的在前；到下一单的天数，没有的到 {as_of}"),
        }
    }

    fn orders_head(&self, id: &str, shown: usize, of: usize) -> String {
        let what = match id {
            "losses" => "流失",
            "slower" => "等得更久",
            _ => "拿过样品",
        };
        if shown == of { what.to_owned() } else { format!("{what}，{of} 家中 {shown} 家") }
    }

    fn loss_heading(&self) -> &'static str {
        "怎样流失"
    }

    fn loss_kind(&self, kind: LossKind) -> &'static str {
        match kind {
            LossKind::Gradual => "渐渐流失，此前就在下滑",
            LossKind::Sudden => "突然流失",
            LossKind::Occasional => "偶尔下单的客户",
            LossKind::TooShort => "期数太少，说不准",
        }
    }

    fn loss_mark(&self, kind: LossKind) -> &'static str {
        match kind {
            LossKind::Gradual => "渐渐",
            LossKind::Sudden => "突然",
            LossKind::Occasional => "偶尔",
            LossKind::TooShort => "太短",
        }
    }

    fn shipped(&self) -> &'static str {
        "已发货"
    }

    fn median_days(&self) -> &'static str {
        "天数中位数"
    }

    fn mean_days(&self) -> &'static str {
        "平均"
    }

    fn longest_days(&self) -> &'static str {
        "最长"
    }

    fn days_before(&self) -> &'static str {
        "上期天数"
    }

    fn days_now(&self) -> &'static str {
        "本期天数"
    }

    fn sampled_new(&self) -> &'static str {
        "新客户拿样"
    }

    fn ordered_later(&self) -> &'static str {
        "后来下单"
    }

    fn revenue_since(&self) -> &'static str {
        "此后收入"
    }

    fn sample_orders(&self) -> &'static str {
        "样品单"
    }

    fn first_sample(&self) -> &'static str {
        "首个样品单"
    }

    fn next_order(&self) -> &'static str {
        "下一单"
    }

    fn days_after(&self) -> &'static str {
        "天数"
    }

    fn sample_mark(&self, one: &Sampled) -> Option<&'static str> {
        match (one.was_customer, one.next_order.is_some()) {
            (true, _) => Some("原有客户"),
            (false, false) => Some("还没下单"),
            (false, true) => None,
        }
    }
}
