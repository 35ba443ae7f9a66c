//! 预警：要留意的事。

use super::Zh;
use super::spacing::among;
use crate::analyse::watch::{Alert, Became, Fact, Over, Restated, Since, Status};
use crate::analyse::{Flag, SignalRule};
use crate::model::{Money, Period};
use crate::report::Text;
use crate::report::words::help::CommandWords;
use crate::report::words::watch::WatchCounts;
use crate::report::words::{NamesWords, Terms, WatchWords};

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "watch",
    about: "预警：只报要留意的事；有事时退出码为 3",
    examples: &[
        ("mingxi watch orders.xlsx", "要留意的事"),
        ("mingxi watch exports -q --state w.json --since-last", "每夜：只报变化"),
    ],
    explanation: "流失、骤降、逾期、连降、突增的客户，久无新客户，落后的目标，超过界限的集中度，\n\
                  疑似同一家的名称；以及数据本身：搁置的行、离群的日期、迟迟没有新行、少了的行。\n\
                  每条带数字、规则和涉及金额，大的在前。加 --state，还报上次报过而已解除的，以\n\
                  及哪些行改动了已报过的一期。退出码：3 有事，0 无事（加 -q 则什么也不写），1、2\n\
                  与各命令相同",
};

impl Zh {
    fn passed(&self, share: f64, before: Option<f64>, limit: f64, crossed: bool) -> String {
        let before =
            before.map_or_else(String::new, |before| format!("，{} {}", self.before_period(), self.0.share(before)));
        let how = if crossed { "越过" } else { "高于" };
        format!("{}{before}：{how} {}", self.0.share(share), self.0.share(limit))
    }

    fn silent(&self, silence: Option<i32>, gap: Option<f64>) -> String {
        match (silence, gap) {
            (Some(silence), Some(gap)) => format!("{silence} 天没下单，平常隔 {} 天", self.0.days(gap)),
            (Some(silence), None) => format!("{silence} 天没下单"),
            _ => String::new(),
        }
    }
}

impl WatchWords for Zh {
    fn watch_nav(&self) -> &'static str {
        "预警"
    }

    fn watch_verdict(&self, counts: &WatchCounts, since: Option<&Since>) -> Text {
        let of = |kind: &str, number: usize| {
            let number = self.0.count(number);
            match kind {
                "lost" => format!("流失 {number} 家"),
                "plunge" => format!("骤降 {number} 家"),
                "streak" => format!("连降 {number} 家"),
                "overdue" => format!("逾期 {number} 家"),
                "surge" => format!("突增 {number} 项"),
                "behind" => format!("目标落后 {number} 项"),
                "no_new" => format!("没有新客户 {number} 项"),
                "largest" | "grown" | "five" => format!("占比超限 {number} 项"),
                "suspects" => format!("疑似同一家 {number} 对"),
                _ => format!("数据问题 {number} 项"),
            }
        };
        let mut kinds: Vec<(&str, usize)> = Vec::new();
        for &(kind, number) in &counts.kinds {
            match kinds.iter_mut().find(|(one, _)| of(one, 1) == of(kind, 1)) {
                Some((_, sum)) => *sum += number,
                None => kinds.push((kind, number)),
            }
        }
        let kinds: Vec<String> = kinds.into_iter().map(|(kind, number)| of(kind, number)).collect();
        let Some(since) = since else {
            return Text::plain(match kinds.as_slice() {
                [] => "没有要留意的事。".to_owned(),
                kinds => format!("要留意：{}。", kinds.join("，")),
            });
        };
        let mut parts = Vec::new();
        for (number, word) in [(counts.new, "新出现"), (counts.worse, "加重"), (since.over.len(), "解除")] {
            if number > 0 {
                parts.push(format!("{word} {} 条", self.0.count(number)));
            }
        }
        if !since.restated.is_empty() {
            parts.push(format!("已报过的有 {} 期变了", self.0.count(since.restated.len())));
        }
        let standing = match counts.standing {
            0 => String::new(),
            n => format!("；{} 条仍如前", self.0.count(n)),
        };
        Text::plain(match parts.as_slice() {
            [] => format!("{} 以来没有新情况{standing}。", since.as_of),
            parts => format!("{} 以来：{}{standing}。", since.as_of, parts.join("，")),
        })
    }

    fn watch_kind(&self, kind: &str) -> &'static str {
        match kind {
            "lost" => "流失",
            "plunge" => "骤降",
            "streak" => "连降",
            "overdue" => "逾期",
            "surge" => "突增",
            "no_new" => "无新增",
            "behind" => "目标",
            "largest" | "grown" | "five" => "占比",
            "suspects" => "疑似",
            "set_aside" => "搁置",
            "strays" => "离群日期",
            "late" => "没有新行",
            _ => "少了行",
        }
    }

    fn watch_status(&self, status: Status) -> &'static str {
        match status {
            Status::New => "新",
            Status::Worse => "加重",
            Status::Standing => "",
        }
    }

    fn watch_about(&self, fact: &Fact) -> String {
        match fact {
            Fact::Five { .. } => "最大的五家".to_owned(),
            Fact::Surge { customers: 1, largest, .. } => largest.name.clone(),
            Fact::Surge { customers, .. } => format!("{} 家客户", self.0.count(*customers)),
            Fact::NoNew { periods, .. } => self.periods(*periods),
            Fact::Behind { owner: Some(owner), .. } => owner.clone(),
            Fact::Behind { .. } => "全部".to_owned(),
            Fact::Late { file: Some(file), .. } | Fact::Strays { file: Some(file), .. } => file.clone(),
            _ => "数据".to_owned(),
        }
    }

    fn watch_what(&self, alert: &Alert) -> String {
        match &alert.fact {
            Fact::Lost { period, silence, usual_gap, .. } => {
                let silent = self.silent(*silence, *usual_gap);
                if silent.is_empty() {
                    format!("{period} 没有下单")
                } else {
                    format!("{period} 没有下单，已 {silent}")
                }
            }
            Fact::Plunge { period, amount, usual, lower, signal_rule, streak } => {
                let usual = match (signal_rule, lower) {
                    (SignalRule::Limits, Some(lower)) => {
                        format!("平常至少 {}，平均 {}", self.0.units(*lower), self.0.units(*usual))
                    }
                    _ => format!("不到平常 {} 的一半", self.0.units(*usual)),
                };
                let falls = if *streak >= 3 { format!("；连降 {streak} 期") } else { String::new() };
                format!("{period} {}，{usual}{falls}", self.0.exact(*amount))
            }
            Fact::Streak { from, period, falls, amount_before, amount } => format!(
                "连降 {falls} 期，从 {from} 的 {} 到 {period} 的 {}",
                self.0.exact(*amount_before),
                self.0.exact(*amount)
            ),
            Fact::Overdue { class, silence, usual_gap, ratio, .. } => format!(
                "{class} 类，{}，已是 {} 倍",
                self.silent(Some(*silence), Some(*usual_gap)),
                self.0.number(*ratio, 1)
            ),
            Fact::Surge { period, customers, largest, amount, usual, upper, signal_rule } => {
                let usual = match (signal_rule, upper) {
                    (SignalRule::Limits, Some(upper)) => {
                        format!("平常至多 {}，平均 {}", self.0.units(*upper), self.0.units(*usual))
                    }
                    _ => format!("至少是平常 {} 的两倍", self.0.units(*usual)),
                };
                let of = match customers {
                    1 => String::new(),
                    _ => format!("最多的是{}，", super::spacing::after(&largest.name)),
                };
                format!("{of}{period} {}，{usual}", self.0.exact(*amount))
            }
            Fact::NoNew { last, period, .. } => {
                format!("最近的新客户是 {last} 来的，此后到 {period} 一家没有，此前从未这样久")
            }
            Fact::Behind { period, target, due, actual, share, .. } if due == target => {
                format!(
                    "{period} 目标 {}，完成 {}，{}",
                    self.0.exact(*target),
                    self.0.exact(*actual),
                    self.0.share(*share)
                )
            }
            Fact::Behind { period, to, target, due, actual, share, .. } => format!(
                "{period} 目标 {}，到 {to} 应完成 {}，完成 {}，{}",
                self.0.exact(*target),
                self.0.exact(*due),
                self.0.exact(*actual),
                self.0.share(*share)
            ),
            Fact::Largest { share, before, limit, flag, crossed } => {
                let flag = if *flag == Flag::High { "偏高" } else { "留意" };
                format!("{}（{flag}）", self.passed(*share, *before, *limit, *crossed))
            }
            Fact::Grown { share, before, limit } => self.passed(*share, Some(*before), *limit, true),
            Fact::Five { share, before, limit, crossed } => self.passed(*share, *before, *limit, *crossed),
            Fact::Suspects { other, evidence } => {
                let why: Vec<String> = evidence.iter().map(|one| self.evidence(one)).collect();
                let why = why.join("；");
                match alert.who.as_ref().filter(|who| who.name == other.name) {
                    Some(who) => format!("{} 和 {}：{why}", who.key, other.key),
                    None => format!("可能就是{}：{why}", super::spacing::after(&other.name)),
                }
            }
            Fact::SetAside { rows, of, rows_share, amount_share, reasons, .. } => {
                let reasons: Vec<String> = reasons
                    .iter()
                    .map(|(reason, tally)| {
                        format!("{} {} 行", super::aside::reason(*reason), self.0.count(tally.n as usize))
                    })
                    .collect();
                format!(
                    "{} 中的 {} 行（{}），占金额 {}：{}",
                    self.rows(*of as usize),
                    self.0.count(*rows as usize),
                    self.0.share(*rows_share),
                    self.0.share(*amount_share),
                    reasons.join("、")
                )
            }
            Fact::Strays { strays, first_day, last_day, .. } => {
                let days: Vec<String> = strays.iter().map(ToString::to_string).collect();
                format!("{} 离其他各行（{first_day} 至 {last_day}）太远", days.join("、"))
            }
            Fact::Late { last_day, day, days, limit, .. } => {
                format!("最后一行是 {last_day}，到 {day} 已 {days} 天；平常至多隔 {limit} 天")
            }
            Fact::Shrunk { last_day, last_day_before } => {
                format!("各行止于 {last_day}；上次止于 {last_day_before}")
            }
        }
    }

    fn watch_rule(&self, kind: &str, fact: &Fact, months: i32) -> String {
        match fact {
            Fact::Lost { period, .. } => format!(
                "{kind}：{} 下过单，此后没有，也不在平常间隔的两倍之内；涉及金额是它的 {}",
                period.before(),
                period.before()
            ),
            Fact::Plunge { .. } => format!("{kind}：低于此前各期的界限，或不到平常的一半；涉及金额是少了的部分"),
            Fact::Streak { .. } => format!("{kind}：至少连降 3 期；涉及金额是其间的降幅"),
            Fact::Overdue { .. } => format!("{kind}：超过平常间隔的两倍没下单；涉及金额是 {months} 个月的收入"),
            Fact::Surge { .. } => {
                format!("{kind}：高于此前各期的界限，或至少是平常的两倍；涉及金额是高出平常的部分")
            }
            Fact::NoNew { .. } => {
                format!("{kind}：至少连续两期没有新客户，且久过以往；涉及金额是此前一年里同样多的期数新客户带来的收入")
            }
            Fact::Behind { limit, .. } => {
                format!("{kind}：比按天数应完成的少 {} 以上；涉及金额是差的部分", self.0.share(*limit))
            }
            Fact::Largest { .. } | Fact::Grown { .. } | Fact::Five { .. } => {
                format!("{kind}：在 {months} 个月收入中高于界限；涉及金额就是这些收入")
            }
            Fact::Suspects { .. } => {
                format!("{kind}：名称可能是同一家客户（见 `mingxi names`）；涉及金额是较小一家的收入")
            }
            Fact::SetAside { limit, .. } => format!(
                "{kind}：有问题的行超过行数或金额的 {}（见 `mingxi check`）；涉及金额是它们的金额",
                self.0.share(*limit)
            ),
            Fact::Strays { .. } => format!("{kind}：离其他各行 366 天以上"),
            Fact::Late { .. } => format!("{kind}：超过 --late-after 的天数；涉及金额是这些天平常的收入"),
            Fact::Shrunk { .. } => format!("{kind}：补回之前，其他都不作比较；涉及金额是不见了的部分"),
        }
    }

    fn watch_below(&self, number: usize, most: Money, floor: Money) -> String {
        format!(
            "另有 {} 条没有报：涉及金额各不到 {}，最多 {}（--floor）。",
            self.0.count(number),
            self.0.exact(floor),
            self.0.exact(most)
        )
    }

    fn watch_over(&self, over: &Over) -> String {
        let told = &over.told;
        match &over.became {
            Became::Ordered { on, amount } if told.kind == "lost" => {
                format!("报过在 {} 流失：{on} 又下单，此后 {}", told.period, self.0.exact(*amount))
            }
            Became::Ordered { on, amount } => format!("{on} 下单，此后 {}", self.0.exact(*amount)),
            Became::Restated { movement, amount_before, amount } => format!(
                "报过在 {} 流失；按现有各行应是{}：{}，{} {}",
                told.period,
                self.movement(*movement),
                self.0.exact(*amount),
                self.before_period(),
                self.0.exact(*amount_before)
            ),
            Became::Amount { period, amount } => format!("{period} 是 {}", self.0.exact(*amount)),
            Became::Share { share } => format!("现在 {}", self.0.share(*share)),
            Became::NoClass => "整个窗口都没有收入：不再报".to_owned(),
            Became::OnTime => "按现有各行，仍在平常的节奏里".to_owned(),
            Became::Gone => "数据里不再有，或已合并".to_owned(),
            Became::NoStrays => "不再有离得很远的日期".to_owned(),
            Became::Rows { rows } => format!("现在搁置 {}", self.rows(*rows as usize)),
            Became::CaughtUp => "不再落后".to_owned(),
            Became::New { period, customers, amount } => {
                format!("{period} 有 {} 家新客户：{}", self.0.count(*customers), self.0.exact(*amount))
            }
            Became::Came { last_day } => format!("新行来了，到 {last_day}"),
        }
    }

    fn watch_more_rows(&self, number: usize) -> String {
        format!("其余 {} 行", self.0.count(number))
    }

    fn watch_restated(&self, one: &Restated, since: &Since, period: Period) -> String {
        let (then, now) = (self.0.exact(one.before), self.0.exact(one.now));
        let change = self.0.exact_change(one.change());
        match one.opening {
            true if since.period == one.period => format!(
                "{period} 的期初与上次报的期末相差 {change}：{} 在 {} 报的是 {then}，现在是 {now}。",
                one.period, since.as_of
            ),
            true => format!(
                "{period} 的期初与上次报的相差 {change}：{} 在 {} 报的是 {then}，现在是 {now}。",
                one.period, since.as_of
            ),
            false => format!(
                "{} 与上次报的相差 {change}：{} 报的是 {then}，现在是 {now}。",
                among(&one.period).trim_start(),
                since.as_of
            ),
        }
    }

    fn watch_rows(&self, one: &Restated) -> Option<String> {
        (!one.by_rows).then(|| "当时的各行没有留存，只能列到客户；--format json 列全。".to_owned())
    }

    fn watch_went(&self) -> &'static str {
        "不见了"
    }

    fn watch_alert_heading(&self) -> &'static str {
        "预警"
    }

    fn watch_stake_heading(&self) -> &'static str {
        "涉及金额"
    }

    fn watch_what_heading(&self) -> &'static str {
        "情况"
    }

    fn watch_over_heading(&self, since: &Since) -> String {
        format!("{} 以来解除的", since.as_of)
    }

    fn watch_was_heading(&self) -> &'static str {
        "原先"
    }
}
