//! 目标与实际。

use super::Zh;
use crate::follow::{Aim, Frame, From};
use crate::model::{Day, Money, Period};
use crate::report::Text;
use crate::report::words::{TargetWords, Terms};

impl Zh {
    /// Says what was reached of what is due.
    fn reached(&self, aim: &Aim) -> String {
        match (aim.actual, aim.share(), aim.ahead()) {
            (Some(actual), Some(share), Some(ahead)) => {
                format!("完成 {}（{}），{}", self.0.exact(actual), self.0.share(share), self.0.exact_change(ahead))
            }
            (Some(actual), ..) => format!("完成 {}", self.0.exact(actual)),
            _ => "完成多少无从得知".to_owned(),
        }
    }

    fn days(&self, gaps: &[(Day, Day)]) -> String {
        gaps.iter().map(|(from, to)| self.range(*from, *to)).collect::<Vec<_>>().join("、")
    }
}

impl TargetWords for Zh {
    fn targets_nav(&self) -> &'static str {
        "目标"
    }

    fn targets_none(&self) -> String {
        "没有给目标：`--targets 文件`，列出期间、业务员或客户、金额".to_owned()
    }

    fn targets_finding(&self, frame: &Frame) -> String {
        match frame.book() {
            Some(aim) => match (aim.share(), aim.ahead()) {
                (Some(share), Some(ahead)) if ahead.is_negative() => {
                    format!("{} 完成目标的 {}，差 {}", frame.period, self.0.share(share), self.0.amount(-ahead))
                }
                (Some(share), _) => format!("{} 达到目标：完成 {}", frame.period, self.0.share(share)),
                _ => format!("{} 的目标与实际", frame.period),
            },
            None => {
                let behind = frame.aims.iter().filter(|aim| aim.lags(0.0)).count();
                format!("{}：{} 项目标中有 {behind} 项没有达到", frame.period, frame.aims.len())
            }
        }
    }

    fn targets_not_here(&self, period: Period) -> String {
        format!("{period} 没有目标")
    }

    fn targets_book(&self, from: From) -> &'static str {
        match from {
            From::Own => "全部",
            From::Owners => "各业务员合计",
            From::Customers => "这些客户合计",
        }
    }

    fn targets_frame(&self, frame: &Frame) -> String {
        if frame.ended() {
            format!("{} 的目标与实际", frame.period)
        } else {
            format!("{} 到 {} 的目标与实际", frame.period, frame.to)
        }
    }

    fn targets_subtitle(&self, frame: &Frame, currency: Option<&str>) -> String {
        format!("{}{}", self.range(frame.period.first_day(), frame.to), self.unit(currency))
    }

    fn targets_of(&self) -> &'static str {
        "谁的目标"
    }

    fn targets_target(&self) -> &'static str {
        "目标"
    }

    fn targets_due(&self, to: Day) -> String {
        format!("到 {to} 应完成")
    }

    fn targets_actual(&self) -> &'static str {
        "完成"
    }

    fn targets_ahead(&self) -> &'static str {
        "相差"
    }

    fn targets_gap(&self, gaps: &[(Day, Day)], names: &[String]) -> String {
        format!("{} 没有目标（{}）：其间完成的不计在内。", self.days(gaps), names.join("、"))
    }

    fn targets_unknown(&self, owners: &[String]) -> String {
        format!("没有一行是{}的。", super::spacing::among(&owners.join("、")))
    }

    fn targets_no_owner(&self) -> String {
        "没有哪一列说明客户归谁，业务员完成多少无从得知：`--map owner=列名`。".to_owned()
    }

    fn targets_owners_sum(&self, sum: Money, more: Money) -> String {
        format!("各业务员的目标合计 {}，比全部的目标 {}。", self.0.exact(sum), self.0.exact_change(more))
    }

    fn targets_history(&self, reached: usize, of: usize) -> String {
        format!("{}中有 {reached} 期达到目标", self.periods(of))
    }

    fn targets_rule(&self) -> String {
        "较短各期的目标相加。期末之前，应完成的部分按已过的天数算。".to_owned()
    }

    fn targets_line(&self, frame: &Frame, aim: &Aim) -> Text {
        Text::plain(format!("目标 {}。", self.targets_short(frame, aim)))
    }

    fn targets_short(&self, frame: &Frame, aim: &Aim) -> String {
        let due = if aim.due == aim.target {
            String::new()
        } else {
            format!("，到 {} 应完成 {}", frame.to, self.0.exact(aim.due))
        };
        let gap = if aim.gaps.is_empty() { String::new() } else { format!("；{} 没有目标", self.days(&aim.gaps)) };
        format!("{}：{}{due}；{}{gap}", frame.period, self.0.exact(aim.target), self.reached(aim))
    }
}
