//! 最大的客户。

use super::Zh;
use super::spacing::after;
use crate::analyse::{Bridge, Movement, Verdict};
use crate::model::{Day, Money, Period};
use crate::report::words::{Terms, TopWords};
use crate::report::{Text, TopSummary, tell};

impl TopWords for Zh {
    fn nav_top(&self, number: usize) -> String {
        format!("前 {number} 大客户")
    }

    fn top_finding(&self, summary: &TopSummary) -> String {
        let Some(share) = summary.share.filter(|_| summary.shown > 0) else { return self.no_revenue(summary.period) };
        let who = if summary.shown == 1 { "最大客户".to_owned() } else { format!("前 {} 名", summary.shown) };
        let absent = match summary.without_before {
            Some(n) if n > 0 => format!("，其中 {} 家{}没有下单", self.0.count(n), self.before_period()),
            Some(_) => format!("，{}都下过单", self.before_period()),
            None => String::new(),
        };
        format!("{who}占 {} 收入的 {}{absent}", summary.period, self.0.share(share))
    }

    fn nobody_moved(&self) -> String {
        "没有一家客户的收入有变化".to_owned()
    }

    fn top_change_finding(&self, name: &str, movement: Movement, change: Money, whole: Money) -> String {
        let against = if change.raw().signum() * whole.raw().signum() < 0 { "，与总体方向相反" } else { "" };
        format!("变化最大的是{}（{}），{}{against}", after(name), self.movement(movement), self.0.signed(change))
    }

    fn top_change_subtitle(&self, bridge: &Bridge, currency: Option<&str>) -> String {
        format!("按变化大小排列{}，{} → {}", self.unit(currency), bridge.period0, bridge.period1)
    }

    fn top_revenue_finding(&self, name: &str, amount: Money, share: Option<f64>, period: Period) -> String {
        let share = share.map_or_else(String::new, |share| format!("，占 {period} 收入的 {}", self.0.share(share)));
        format!("最大的是{}，{}{share}", after(name), self.0.amount(amount))
    }

    fn no_revenue(&self, period: Period) -> String {
        format!("{period} 没有一家客户的收入大于零")
    }

    fn top_revenue_subtitle(&self, period: Period, shown: &(String, String), currency: Option<&str>) -> String {
        format!(
            "按 {period} 收入排列{}；占比为占 {period}；名次与{}相比；小图为 {} 至 {}，各行自成刻度",
            self.unit(currency),
            self.before_period(),
            shown.0,
            shown.1
        )
    }

    fn top_sum(&self, number: usize) -> String {
        format!("前 {number} 名合计")
    }

    fn customers_finding(&self, number: usize) -> String {
        format!("全部 {}，按变化大小排列", self.customers(number))
    }

    fn customers_subtitle(&self, period: Period, as_of: Day, currency: Option<&str>) -> String {
        format!("变化截至 {period}{}；静默天数截至 {as_of}", self.unit(currency))
    }

    fn top_verdict(&self, bridge: &Bridge) -> Text {
        let change = bridge.change();
        if change.is_zero() {
            return Text::plain(format!("{} 与 {} 的收入相同。", bridge.period1, bridge.period0));
        }
        let fall = change.is_negative();
        let side = if fall { &bridge.explain.decline } else { &bridge.explain.gain };
        let (more, thing, of) = if fall { ("少", "减少", "期初收入") } else { ("多", "增加", "收入") };
        let first = format!("{} 比 {} {more} {}。", bridge.period1, bridge.period0, self.0.exact(change.abs()));
        let kind = match bridge.explain.verdict {
            Some(Verdict::Broad) => "普遍",
            Some(Verdict::Concentrated) => "集中",
            Some(Verdict::Mixed) => "混合",
            None => {
                let only = self.only_adjusted(bridge).unwrap_or_default();
                return tell![first, only, self.0.delta(change), "。"];
            }
        };
        let breadth = side.breadth.map_or_else(String::new, |breadth| {
            format!("{of}的 {} 来自比{}买得{more}的客户，其中", self.0.share(breadth), self.before_period())
        });
        let one = side.customers == 1;
        let largest = side.top1.map_or_else(String::new, |top1| {
            if one {
                return format!("全部{thing}额来自一家");
            }
            let only = if top1 < 0.3 { "只" } else { "" };
            format!("最大一家{only}占全部{thing}额的 {}", self.0.share(top1))
        });
        Text::plain(format!("{first}{thing}属于{kind}型：{breadth}{largest}。"))
    }
}
