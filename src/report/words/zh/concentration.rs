//! 集中度。

use super::Zh;
use super::spacing::{after, among, before as ahead};
use crate::analyse::{Concentration, Flag, WithoutLargest};
use crate::model::{Limits, Money};
use crate::report::words::{ConcentrationWords, Terms};
use crate::report::{Text, tell};

impl Zh {
    fn flags(&self, window: &Concentration, limits: &Limits) -> String {
        let mut flags = Vec::new();
        match window.flag_top1 {
            Some(Flag::High) => flags.push(format!("超过高危线 {}", self.0.about(limits.top1_high))),
            Some(Flag::Watch) => flags.push(format!("超过警戒线 {}", self.0.about(limits.top1_watch))),
            None => {}
        }
        if window.flag_top5 && window.customers > 5 {
            flags.push(format!("前五大合计超过 {}", self.0.about(limits.top5)));
        }
        if flags.is_empty() { String::new() } else { format!("；{}", flags.join("；")) }
    }
}

impl ConcentrationWords for Zh {
    fn concentration_finding(
        &self,
        window: &Concentration,
        named: &[(String, f64)],
        largest: Option<(&str, f64)>,
        limits: &Limits,
    ) -> String {
        let line = self.0.about(limits.named);
        let flags = self.flags(window, limits);
        match (named, largest) {
            (_, None) => "窗口内没有一家客户的收入大于零".to_owned(),
            ([], Some((name, share))) => {
                format!("收入分散：最大客户{}占 {}，没有一家超过 {line}{flags}", among(name), self.0.share(share))
            }
            ([(name, share)], _) => {
                format!("一家客户超过 {line}：{}占 {}{flags}", ahead(name), self.0.share(*share))
            }
            (many, _) => {
                let list: Vec<String> =
                    many.iter().take(3).map(|(name, share)| format!("{name} {}", self.0.share(*share))).collect();
                let more = if many.len() > 3 { " 等" } else { "" };
                format!("{} 家客户超过 {line}：{}{more}{flags}", many.len(), list.join("、"))
            }
        }
    }

    fn window_line(&self, window: &Concentration, months: i32) -> String {
        format!("以下占比都以 {} 至 {} 的 {months} 个月为窗口。", window.from, window.to)
    }

    fn window_range(&self, window: &Concentration, months: i32) -> String {
        format!("截至 {} 的 {months} 个月", window.to)
    }

    fn not_positive(&self, window: &Concentration) -> Text {
        let tally = window.not_positive;
        tell![
            format!("另有 {} 家有记录而收入不大于零（", self.0.count(tally.n as usize)),
            self.0.delta(tally.amount),
            "），不计入任何占比。",
        ]
    }

    fn pareto_finding(&self, window: &Concentration) -> String {
        format!("{} 家中的 {} 家做成 80% 的收入", self.0.count(window.customers), self.0.count(window.make_80_percent))
    }

    fn pareto_subtitle(&self, window: &Concentration, months: i32) -> String {
        format!("柱：每家占比；线：累计占比；{}", self.window_range(window, months))
    }

    fn pareto_label(&self, customers: usize) -> String {
        format!("{} 家占 80%", self.0.count(customers))
    }

    fn doughnut_finding(&self, customers: usize, share: f64) -> String {
        match customers {
            1 => format!("唯一的客户占 {}", self.0.share(share)),
            5 => format!("前五大合计 {}", self.0.share(share)),
            n => format!("{n} 家合计 {}", self.0.share(share)),
        }
    }

    fn over_time_finding(&self, change: Option<f64>, cr5: Option<f64>) -> String {
        match (change, cr5) {
            (Some(change), _) if self.0.points(change).trim_start_matches(['+', '-', '\u{2212}']) == "0.0" => {
                "前五大占比与一年前相同".to_owned()
            }
            (Some(change), _) => {
                let verb = if change > 0.0 { "上升" } else { "下降" };
                format!("前五大占比一年{verb} {} 个百分点", self.0.number(change.abs() * 100.0, 1))
            }
            (None, Some(cr5)) => format!("前五大占比 {}；没有一年前可比", self.0.share(cr5)),
            (None, None) => "没有前五大占比：没有一家的收入大于零".to_owned(),
        }
    }

    fn over_time_subtitle(&self, months: i32) -> String {
        format!("CR1、CR5、CR10，滚动 {months} 个月，截至各{}末", self.noun())
    }

    fn cr5_change_heading(&self) -> String {
        "CR5 同比".to_owned()
    }

    fn cause_heading(&self) -> String {
        "主要因为".to_owned()
    }

    fn cr5_cause(&self, name: &str, before: f64, now: f64) -> Text {
        Text::plain(format!("主要因为{}：从 {} 到 {}。", after(name), self.0.share(before), self.0.share(now)))
    }

    fn fewer_months(&self) -> String {
        "不足月数".to_owned()
    }

    fn fewer_months_note(&self) -> String {
        "最初几点的月数不足一个窗口。".to_owned()
    }

    fn without_finding(&self, difference: Money) -> String {
        format!("如果最大客户离开：收入 {}", self.0.signed(difference))
    }

    fn without_subtitle(&self, name: &str, currency: Option<&str>) -> String {
        format!("{name}{}", self.unit(currency))
    }

    fn replaced_by(&self, without: &WithoutLargest) -> String {
        match (without.replaced_by, without.average_new) {
            (Some(number), Some(average)) => format!(
                "要 {} 家新客户（按窗口内平均，每家 {}）才补得上它。",
                self.0.number(number, 1),
                self.0.units(average)
            ),
            _ => "窗口内没有新客户，算不出要几家才补得上。".to_owned(),
        }
    }

    fn change_without(&self, change: Money) -> Text {
        tell![format!("没有它，{}比{} ", self.this_period(), self.before_period()), self.0.delta(change), "。"]
    }

    fn measures_finding(&self, before: bool) -> String {
        if before { "各项指标与一年前".to_owned() } else { "各项指标；没有一年前可比".to_owned() }
    }

    fn measures_subtitle(&self, months: i32) -> String {
        format!("滚动 {months} 个月；差额为百分点或原单位")
    }

    fn above_named(&self, limit: f64) -> String {
        format!("超过 {} 的客户", self.0.about(limit))
    }

    fn share_verdict(
        &self,
        window: &Concentration,
        before: Option<f64>,
        named: &[(String, f64)],
        largest: Option<(&str, f64)>,
        limits: &Limits,
    ) -> Text {
        let line = self.0.about(limits.named);
        let of = format!("截至 {} 的 {} 个月", window.to, limits.window_months);
        let Some((name, share)) = largest else {
            return Text::plain(format!("{of}里没有一家客户的收入大于零。"));
        };
        let year_ago = |before: f64| format!("一年前占 {}", self.0.share(before));
        let first = match named {
            [] => {
                let then = before.map_or_else(String::new, |before| format!("（{}）", year_ago(before)));
                format!("收入分散：{of}里最大的{}占 {}{then}，没有一家超过 {line}", among(name), self.0.share(share))
            }
            [_] => format!("一家客户超过 {line}：{}占{of}的 {}", ahead(name), self.0.share(share)),
            many => format!("{} 家客户超过 {line}；最大的{}占{of}的 {}", many.len(), among(name), self.0.share(share)),
        };
        let before = before.filter(|_| !named.is_empty());
        let before = before.map_or_else(String::new, |before| format!("，{}", year_ago(before)));
        let lines = match window.flag_top1 {
            Some(Flag::High) => format!("已超过高危线 {}。", self.0.about(limits.top1_high)),
            Some(Flag::Watch) => format!("已超过警戒线 {}。", self.0.about(limits.top1_watch)),
            None => format!("警戒线是 {}。", self.0.about(limits.top1_watch)),
        };
        Text::plain(format!("{first}{before}。{lines}"))
    }

    fn share_five(&self, now: &Concentration, before: Option<&Concentration>) -> Option<Text> {
        let cr5 = now.cr5?;
        let year = before.and_then(|before| before.cr5);
        let was = year.map_or_else(String::new, |year| format!("，一年前 {}", self.0.share(year)));
        let then = before.map_or_else(String::new, |before| {
            if before.make_80_percent == now.make_80_percent {
                "，与一年前相同".to_owned()
            } else {
                format!("，一年前 {} 家", self.0.count(before.make_80_percent))
            }
        });
        let five = match now.customers {
            1 => "唯一的客户".to_owned(),
            n @ 2..=5 => format!("全部 {n} 家"),
            _ => "前五大".to_owned(),
        };
        let flag = if now.flag_top5 && now.customers > 5 { "已超过前五大的界线。" } else { "" };
        Some(Text::plain(format!(
            "{five}：{}{was}；{} 家做成 80%{then}。{flag}",
            self.0.share(cr5),
            self.0.count(now.make_80_percent)
        )))
    }

    fn share_without(&self, window: &Concentration, without: &WithoutLargest) -> Option<Text> {
        let rate = (without.window - window.amount).share_of(window.amount)?;
        let replace = without.replaced_by.map_or_else(
            || "；窗口内没有新客户".to_owned(),
            |number| format!("，相当于 {} 家平均水平的新客户", self.0.number(number, 1)),
        );
        Some(Text::plain(format!("没有最大客户，收入 {}{replace}。", self.0.percent(rate))))
    }
}
