//! 收入桥。

use super::Zh;
use crate::analyse::{Bridge, Partial};
use crate::model::{Day, Grain, Money, Period};
use crate::report::words::labels::Label;
use crate::report::words::{BridgeWords, Terms};
use crate::report::{Text, changes, line_label, relative, tell};

impl Zh {
    /// Gives the two largest steps of a bridge in words.
    fn largest_steps(&self, bridge: &Bridge) -> String {
        let mut lines = changes(bridge);
        lines.retain(|(_, amount, _)| !amount.is_zero());
        lines.sort_by_key(|(_, amount, _)| std::cmp::Reverse(amount.abs()));
        let parts: Vec<String> = lines
            .iter()
            .take(2)
            .map(|(id, amount, _)| format!("{} {}", self.label(line_label(id)), self.0.signed(*amount)))
            .collect();
        parts.join("，")
    }
}

impl BridgeWords for Zh {
    fn no_bridge(&self, period: Period) -> String {
        format!("没有收入桥：{period} 是数据的第一期")
    }

    fn only_sums(&self, sums: Grain) -> String {
        let sums = match sums {
            Grain::Week => "周",
            Grain::Month => "月",
            Grain::Quarter => "季度",
            Grain::Half => "半年",
            Grain::Year => "年",
        };
        format!(
            "文件里是按{sums}的合计，没有订单：单数、下单日期、均单、复购周期、静默、首单末单的算法和未到期都无从得知。"
        )
    }

    fn no_bridge_why(&self) -> String {
        format!("收入桥要有{}可比；请加入更早的导出文件。", self.before_period())
    }

    fn bridge_finding(&self, bridge: &Bridge, year: Option<&Bridge>) -> String {
        let lines = changes(bridge);
        let gain = lines[..3].iter().max_by_key(|(_, amount, _)| *amount).filter(|(_, amount, _)| amount.is_positive());
        let loss =
            lines[3..5].iter().min_by_key(|(_, amount, _)| *amount).filter(|(_, amount, _)| amount.is_negative());
        let verb = match bridge.change() {
            change if change.is_positive() => "盖过",
            change if change.is_negative() => "补不上",
            _ => "抵平",
        };
        let first = match (gain, loss) {
            (Some((id, _, n)), Some((other, _, m))) => format!("{}{verb} {}", self.who(id, *n), self.who(other, *m)),
            (Some((id, amount, n)), None) => {
                format!("{}带来 {}，没有一家下降", self.who(id, *n), self.0.signed(*amount))
            }
            (None, Some((id, amount, n))) => {
                format!("{}带走 {}，没有任何增加", self.who(id, *n), self.0.amount(-*amount))
            }
            (None, None) if !bridge.fx.is_zero() => "收入变动全部来自汇率".to_owned(),
            (None, None) => "没有一家客户的收入有变化".to_owned(),
        };
        let on_year = year.and_then(|year| relative(year.closing, year.opening));
        let rate = relative(bridge.closing, bridge.opening);
        match (on_year, rate) {
            (Some(on_year), Some(rate)) if on_year * rate < 0.0 => {
                format!("{first}；但同比 {}", self.0.percent(on_year))
            }
            (Some(on_year), Some(rate)) if on_year.abs() < rate.abs() / 2.0 => {
                format!("{first}，同比只有 {}", self.0.percent(on_year))
            }
            (Some(on_year), _) => format!("{first}，同比 {}", self.0.percent(on_year)),
            _ => first,
        }
    }

    fn season(&self, before: &Bridge, rate: f64, bridge: &Bridge, on_year: Option<f64>) -> Text {
        let year = on_year.map_or_else(String::new, |rate| {
            format!("与 {} 相比，{} 是 {}。", before.period1, bridge.period1, self.0.percent(rate))
        });
        tell![format!("季节：上年同期（{} 到 {}）是 {}。{year}", before.period0, before.period1, self.0.percent(rate))]
    }

    fn short_opening(&self, bridge: &Bridge) -> String {
        format!("{} 不完整：数据从期中才开始，以它为期初的收入桥说明不了多少。", bridge.period0)
    }

    fn waterfall(&self, bridge: &Bridge) -> String {
        let steps = self.largest_steps(bridge);
        let from = format!("从 {} 到 {}", self.0.amount(bridge.opening), self.0.amount(bridge.closing));
        if steps.is_empty() { format!("{from}：没有变动") } else { format!("{from}：{steps}") }
    }

    fn year_waterfall(&self, year: &Bridge, bridge: Option<&Bridge>) -> String {
        let rate = |bridge: &Bridge| relative(bridge.closing, bridge.opening);
        let less = bridge.and_then(rate).zip(rate(year)).is_some_and(|(now, year)| year.abs() < now.abs() / 2.0);
        let rate = rate(year).map_or_else(String::new, |rate| format!("（{}）", self.0.percent(rate)));
        format!("同比{} {}{rate}", if less { "仅" } else { "" }, self.0.signed(year.change()))
    }

    fn waterfall_subtitle(&self, bridge: &Bridge, year: bool, currency: Option<&str>) -> String {
        let what = if year { "同比收入桥，同一刻度" } else { "环比收入桥" };
        let below = if year { "" } else { "；柱下为客户数" };
        format!("{what}{}，{} → {}{below}", self.unit(currency), bridge.period0, bridge.period1)
    }

    fn waterfall_description(&self, bridge: &Bridge) -> String {
        let steps: Vec<String> = changes(bridge)
            .iter()
            .map(|(id, amount, _)| format!("{} {}", self.label(line_label(id)), self.0.exact_change(*amount)))
            .collect();
        format!("期初 {}，{}，期末 {}", self.0.exact(bridge.opening), steps.join("，"), self.0.exact(bridge.closing))
    }

    fn three_part(&self, bridge: &Bridge) -> Text {
        let [new, lost, existing] = bridge.three_part();
        tell![
            "三分法：新客户（新增＋回流）",
            self.0.delta(new),
            "，流失 ",
            self.0.delta(lost),
            "，老客户 ",
            self.0.delta(existing),
            "；合计 ",
            self.0.delta(bridge.change()),
            "。",
        ]
    }

    fn lines_finding(&self, parts: usize, change: Money) -> String {
        format!("{}项相加等于 {}", ["五", "六", "七"][parts.clamp(5, 7) - 5], self.0.exact_change(change))
    }

    fn lines_subtitle(&self, beyond: &[&str], currency: Option<&str>) -> String {
        let unit = currency.map_or_else(String::new, |code| format!("{}；", self.currency(code)));
        let beyond: String = beyond.iter().map(|id| if *id == "fx" { " + 汇率" } else { " + 调整" }).collect();
        format!("{unit}期初 + 新增 + 回流 + 增长 + 下滑 + 流失{beyond} = 期末，逐分相等")
    }

    fn unverified(&self, bridge: &Bridge, begins: Day) -> Text {
        let tally = bridge.new_unverified;
        let of = if tally.n as usize == bridge.n_new {
            format!("{} 家新客户", self.0.count(bridge.n_new))
        } else {
            format!("{} 家新客户中的 {} 家", self.0.count(bridge.n_new), self.0.count(tally.n as usize))
        };
        tell![
            format!("{of}未核实（"),
            self.0.delta(tally.amount),
            format!("）：数据从 {begins} 才开始，不足 12 个月，它们以前可能下过单。"),
        ]
    }

    fn not_yet_due(&self, bridge: &Bridge) -> Text {
        let tally = bridge.lost_not_yet_due;
        tell![
            format!("流失的 {} 家中有 {} 家（", self.0.count(bridge.n_lost), self.0.count(tally.n as usize)),
            self.0.delta(tally.amount),
            "）按平常的周期还没到期。",
        ]
    }

    fn seasonal(&self, bridge: &Bridge) -> Text {
        let tally = bridge.lost_seasonal;
        tell![
            format!("流失的 {} 家中有 {} 家（", self.0.count(bridge.n_lost), self.0.count(tally.n as usize)),
            self.0.delta(tally.amount),
            "）是季节性的：往年同样的月份也没有下单，后来又来了。",
        ]
    }

    fn level(&self, customers: usize) -> Text {
        Text::plain(format!("{}与{}一分不差。", self.customers(customers), self.before_period()))
    }

    fn fx(&self, bridge: &Bridge) -> Text {
        let more = if bridge.fx.is_positive() { "少" } else { "多" };
        let before = self.before_period();
        tell![
            "汇率 ",
            self.0.delta(bridge.fx),
            format!("：两期都有的客户所买的，按{before}的汇率算会{more}这么多；增长和下滑都不含它。"),
        ]
    }

    fn retention_finding(&self, bridge: &Bridge) -> String {
        match bridge.retention.nrr {
            Some(nrr) if nrr >= 1.0 => format!("{}的客户带来当时收入的 {}", self.before_period(), self.0.share(nrr)),
            Some(nrr) => {
                let only = if nrr < 0.6 { "只" } else { "" };
                format!("{}客户的收入{only}留住 {}", self.before_period(), self.0.share(nrr))
            }
            None => format!("没有留存率：{} 没有大于零的收入", bridge.period0),
        }
    }

    fn retention_subtitle(&self, currency: Option<&str>) -> String {
        format!("占期初客户收入；下半为三分法{}", self.unit(currency))
    }

    fn payment_finding(&self, bridge: &Bridge) -> String {
        format!("按首单末单的算法：{}", self.0.signed(bridge.payment.unwrap_or_default().total))
    }

    fn payment_subtitle(&self, currency: Option<&str>) -> String {
        format!("首末单口径{}：新客户算首单，流失客户算末单，老客户算全额", self.unit(currency))
    }

    fn payment_sign(&self, bridge: &Bridge) -> Option<Text> {
        let (total, change) = (bridge.payment.unwrap_or_default().total, bridge.change());
        (total.raw().signum() * change.raw().signum() < 0).then(|| {
            tell![
                "两种口径的方向相反：首末单口径 ",
                self.0.delta(total),
                "，期间口径 ",
                self.0.delta(change),
                "；差在其余 ",
                self.0.delta(bridge.payment.unwrap_or_default().rest),
                "。",
            ]
        })
    }

    fn history_finding(&self, history: &[&Bridge]) -> String {
        let recent = &history[history.len().saturating_sub(5)..];
        let numbers: Vec<String> = recent.iter().map(|bridge| self.0.count(bridge.n_new)).collect();
        let falling = recent.len() >= 3
            && recent.windows(2).all(|two| two[1].n_new <= two[0].n_new)
            && recent.first().map(|b| b.n_new) > recent.last().map(|b| b.n_new);
        let rising = recent.len() >= 3
            && recent.windows(2).all(|two| two[1].n_new >= two[0].n_new)
            && recent.first().map(|b| b.n_new) < recent.last().map(|b| b.n_new);
        let list = numbers.join("、");
        match (falling, rising) {
            (true, _) => format!("新客户逐{}减少：{list} 家", self.noun()),
            (_, true) => format!("新客户逐{}增多：{list} 家", self.noun()),
            _ => format!("各期新客户：{list} 家"),
        }
    }

    fn history_subtitle(&self, currency: Option<&str>, partial: Option<&Partial>) -> String {
        let hatched = partial.map_or_else(String::new, |partial| format!("；斜纹：{} 未结束", partial.period));
        format!("各期环比收入桥{}，同一刻度；彩色数字为新客户数{hatched}", self.unit(currency))
    }

    fn history_description(&self, history: &[&Bridge]) -> String {
        let parts: Vec<String> = history
            .iter()
            .map(|bridge| format!("{} {}", bridge.period1, self.0.exact_change(bridge.change())))
            .collect();
        parts.join("，")
    }

    fn partial(&self, partial: &Partial) -> Text {
        let days = partial.to.since(partial.from) + 1;
        let before_days = partial.before_to.since(partial.before_from) + 1;
        let rate = relative(partial.amount, partial.before_amount)
            .map_or_else(String::new, |rate| format!("（{}）", self.0.percent(rate)));
        Text::plain(format!(
            "{} 未结束：前 {days} 天 {}，{} 前 {before_days} 天 {}{rate}；还没下单的不算流失。",
            partial.period,
            self.0.amount(partial.amount),
            partial.period.before(),
            self.0.amount(partial.before_amount),
        ))
    }

    fn retention_history_finding(&self, history: &[&Bridge]) -> String {
        let known: Vec<(&Bridge, f64)> =
            history.iter().filter_map(|bridge| bridge.retention.nrr.map(|nrr| (*bridge, nrr))).collect();
        let best = known.iter().max_by(|a, b| a.1.total_cmp(&b.1));
        match (best, known.last()) {
            (Some((bridge, nrr)), Some((now, share))) if now.period1 != bridge.period1 => {
                format!("净留存 {}，最好时 {}（{}）", self.0.share(*share), self.0.share(*nrr), bridge.period1)
            }
            (_, Some((now, share))) => format!("{} 净留存 {}，为历来最好", now.period1, self.0.share(*share)),
            _ => "还算不出留存率".to_owned(),
        }
    }

    fn retention_history_subtitle(&self) -> String {
        "客户数；期初 + 新增 + 回流 - 流失 = 期末".to_owned()
    }

    fn payment_history_finding(&self, history: &[&Bridge]) -> String {
        let differ = history
            .iter()
            .filter(|bridge| {
                bridge.payment.unwrap_or_default().total.raw().signum() * bridge.change().raw().signum() < 0
            })
            .count();
        match differ {
            0 => "首末单口径与期间口径方向一致".to_owned(),
            n => format!("{}中有 {} 期，首末单口径方向相反", self.periods(history.len()), self.0.count(n)),
        }
    }

    fn years_finding(&self, last: &Bridge) -> String {
        format!("年对年：{} {}", last.period1, self.0.signed(last.change()))
    }

    fn years_note(&self) -> String {
        format!("各{}收入桥的分项相加不等于全年的分项，只有合计相等。", self.noun())
    }

    fn bridge_verdict(&self, bridge: &Bridge) -> Text {
        let change = bridge.change();
        if change.is_zero() {
            return Text::plain(format!("{} 与 {} 的收入相同。", bridge.period1, bridge.period0));
        }
        let rate = relative(bridge.closing, bridge.opening)
            .map_or_else(String::new, |rate| format!("（{}）", self.0.percent(rate)));
        Text::plain(format!(
            "{} 收入比{} {}{rate}。",
            bridge.period1,
            if bridge.period0 == bridge.period1.before() {
                self.before_period().to_owned()
            } else {
                format!(" {}", bridge.period0)
            },
            self.0.exact_change(change),
        ))
    }

    fn bridge_who(&self, bridge: &Bridge) -> Text {
        let part = |number: usize, label: Label| format!("{} {} 家", self.label(label), self.0.count(number));
        Text::plain(format!(
            "{}，{}，{}。",
            part(bridge.n_returned, Label::Returned),
            part(bridge.n_lost, Label::Lost),
            part(bridge.n_new, Label::New)
        ))
    }

    fn payment_verdict(&self, bridge: &Bridge) -> Text {
        Text::plain(format!(
            "按首末单口径，{} 比 {} {}；按期间口径是 {}。",
            bridge.period1,
            bridge.period0,
            self.0.exact_change(bridge.payment.unwrap_or_default().total),
            self.0.exact_change(bridge.change())
        ))
    }

    fn history_verdict(&self, last: &Bridge, year: Option<f64>, without_new: usize) -> Text {
        let mut brackets = Vec::new();
        brackets.extend(relative(last.closing, last.opening).map(|rate| self.0.percent(rate)));
        brackets.extend(year.map(|rate| format!("{} {}", self.year_before(), self.0.percent(rate))));
        let brackets = if brackets.is_empty() { String::new() } else { format!("（{}）", brackets.join("；")) };
        let none = match without_new {
            0 => String::new(),
            1 => "；没有新客户".to_owned(),
            n => format!("；连续 {}没有新客户", self.periods(n)),
        };
        Text::plain(format!(
            "{} 收入比{} {}{brackets}{none}。",
            last.period1,
            self.before_period(),
            self.0.exact_change(last.change())
        ))
    }
}
