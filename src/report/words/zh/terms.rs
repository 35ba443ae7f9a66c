//! 名词、单位与短标记。

use super::Zh;
use crate::analyse::{Cadence, CadenceClass, Direction, Movement, Signal, Trend};
use crate::model::{Conversion, Day, Grain, Period};
use crate::report::happened::{Cause, Happened};
use crate::report::words::Terms;
use crate::report::words::labels::Label;

impl Zh {
    /// Gives the period's short noun: 季, 月.
    pub(super) fn noun(&self) -> &'static str {
        match self.0.grain {
            Grain::Week => "周",
            Grain::Month => "月",
            Grain::Quarter => "季",
            Grain::Half => "半年",
            Grain::Year => "年",
        }
    }

    /// Gives the same period of the year before in words.
    pub(super) fn year_before(&self) -> &'static str {
        match self.0.grain {
            Grain::Week => "上年同周",
            Grain::Month => "上年同月",
            Grain::Quarter => "上年同季",
            Grain::Half => "上年同期",
            Grain::Year => "上年",
        }
    }

    /// Gives a currency's name.
    pub(super) fn currency(&self, code: &str) -> String {
        match code.to_ascii_uppercase().as_str() {
            "USD" => "美元",
            "CNY" | "RMB" => "人民币",
            "EUR" => "欧元",
            "GBP" => "英镑",
            "JPY" => "日元",
            "HKD" => "港元",
            "TWD" => "新台币",
            "SGD" => "新加坡元",
            "AUD" => "澳元",
            "CAD" => "加元",
            "KRW" => "韩元",
            _ => code,
        }
        .to_owned()
    }

    /// Gives “，美元” or nothing.
    pub(super) fn unit(&self, currency: Option<&str>) -> String {
        currency.map_or_else(String::new, |code| format!("，{}", self.currency(code)))
    }
}

impl Terms for Zh {
    fn label(&self, label: Label) -> &'static str {
        super::labels::label(label)
    }

    fn movement(&self, movement: Movement) -> &'static str {
        match movement {
            Movement::New => "新增",
            Movement::Returned => "回流",
            Movement::Up => "增长",
            Movement::Level => "持平",
            Movement::Down => "下滑",
            Movement::Lost => "流失",
            Movement::Inactive => "未活跃",
        }
    }

    fn direction(&self, direction: Direction) -> &'static str {
        match direction {
            Direction::Rising => "上升",
            Direction::Falling => "下降",
            Direction::Steady => "平稳",
            Direction::Irregular => "不规则",
            Direction::TooFew => "期数不足",
        }
    }

    fn signal(&self, signal: Signal) -> Option<&'static str> {
        match signal {
            Signal::Surge => Some("突增"),
            Signal::Plunge => Some("骤降"),
            Signal::None | Signal::TooFew => None,
        }
    }

    fn cadence(&self, class: CadenceClass) -> &'static str {
        match class {
            CadenceClass::OnTime => "准时",
            CadenceClass::Late => "偏晚",
            CadenceClass::Overdue => "逾期",
            CadenceClass::TooFew => "单数不足",
            CadenceClass::NoOrders => "不详",
        }
    }

    fn cadence_mark(&self, cadence: &Cadence) -> String {
        format!("{}{}", self.cadence(cadence.class), if cadence.seasonal { "（季节性）" } else { "" })
    }

    fn trend_marks(&self, trend: &Trend) -> String {
        let first = match (self.signal(trend.signal), trend.direction) {
            (Some(signal), _) => signal.to_owned(),
            (None, direction) => self.direction(direction).to_owned(),
        };
        match trend.cadence.class {
            CadenceClass::Late => format!("{first}，偏晚"),
            CadenceClass::Overdue if trend.cadence.seasonal => format!("{first}，逾期（季节性）"),
            CadenceClass::Overdue => format!("{first}，逾期"),
            _ => first,
        }
    }

    fn happened(&self, what: &Happened) -> String {
        match what {
            Happened::First { on, orders, verified: true } => format!("首单 {on}，{orders} 单"),
            Happened::First { on, orders, .. } => format!("数据中首单 {on}，{orders} 单"),
            Happened::Back { after, orders, .. } => format!("隔 {after} 天又下单，{orders} 单"),
            Happened::Both(pair) => {
                let told = format!("{} 单，{} {} 单", pair.orders1, self.before_period(), pair.orders0);
                match pair.cause() {
                    Some(Cause::More) => format!("{told}：单数多了"),
                    Some(Cause::Fewer) => format!("{told}：单数少了"),
                    Some(Cause::Larger) => format!("{told}：单子大了"),
                    Some(Cause::Smaller) => format!("{told}：单子小了"),
                    None => told,
                }
            }
            Happened::Silent { since, not_yet_due: true, .. } => format!("{since} 之后没有下单，未到期"),
            Happened::Silent { since, seasonal: true, .. } => {
                format!("{since} 之后没有下单，季节性：往年这几个月也没有")
            }
            Happened::Silent { since, .. } => format!("{since} 之后没有下单"),
            Happened::Again { on } => format!("已于 {on} 再次下单"),
            Happened::OnlyCredits => "只有退货或其他行，没有订单".to_owned(),
            Happened::FirstSum { verified: true } => "此前没有".to_owned(),
            Happened::FirstSum { .. } => "数据中此前没有".to_owned(),
            Happened::SumInBoth => String::new(),
            Happened::BackSince { last } => format!("回来了，前次在 {last}"),
            Happened::NoneSince { last } => format!("{last} 之后没有"),
            Happened::AgainIn { period } => format!("{period} 又有了"),
        }
    }

    fn customers(&self, number: usize) -> String {
        format!("{} 家客户", self.0.count(number))
    }

    fn customers_short(&self, number: usize) -> String {
        format!("{} 家", self.0.count(number))
    }

    fn customer_unit(&self) -> String {
        "家".to_owned()
    }

    fn order_unit(&self) -> String {
        "单".to_owned()
    }

    fn rows(&self, number: usize) -> String {
        format!("{} 行", self.0.count(number))
    }

    fn periods(&self, number: usize) -> String {
        let unit = match self.0.grain {
            Grain::Week => "周",
            Grain::Month => "个月",
            Grain::Quarter => "个季度",
            Grain::Half => "个半年",
            Grain::Year => "年",
        };
        format!("{} {unit}", self.0.count(number))
    }

    fn grain_heading(&self, grain: Option<Grain>) -> String {
        match grain.unwrap_or(self.0.grain) {
            Grain::Week => "周",
            Grain::Month => "月份",
            Grain::Quarter => "季度",
            Grain::Half => "半年",
            Grain::Year => "年度",
        }
        .to_owned()
    }

    fn this_period(&self) -> &'static str {
        match self.0.grain {
            Grain::Week => "本周",
            Grain::Month => "本月",
            Grain::Quarter => "本季",
            Grain::Half => "本半年",
            Grain::Year => "本年",
        }
    }

    fn before_period(&self) -> &'static str {
        match self.0.grain {
            Grain::Week => "上周",
            Grain::Month => "上月",
            Grain::Quarter => "上季",
            Grain::Half => "上个半年",
            Grain::Year => "上年",
        }
    }

    fn on_period_short(&self) -> &'static str {
        if self.0.grain == Grain::Year { "同比" } else { "环比" }
    }

    fn on_year_short(&self) -> &'static str {
        "同比"
    }

    fn against(&self, period: Period, year: bool) -> String {
        let with = if year { self.year_before() } else { self.before_period() };
        format!("比{with} {period}")
    }

    fn points(&self, difference: f64) -> String {
        format!("{} 个百分点", self.0.points(difference))
    }

    fn points_short(&self, difference: f64) -> String {
        format!("{} 点", self.0.points(difference))
    }

    fn vs_period(&self) -> String {
        format!("比{}", self.before_period())
    }

    fn vs_year(&self) -> String {
        "比上年".to_owned()
    }

    fn no_base(&self) -> String {
        "无可比".to_owned()
    }

    fn no_value(&self) -> String {
        "无".to_owned()
    }

    fn sentence_gap(&self) -> &'static str {
        ""
    }

    fn full_stop(&self) -> &'static str {
        "。"
    }

    fn list(&self, items: &[String]) -> String {
        items.join("、")
    }

    fn unit_line(&self, currency: Option<&str>) -> String {
        currency.map_or_else(String::new, |code| self.currency(code))
    }

    fn range(&self, from: Day, to: Day) -> String {
        format!("{from} 至 {to}")
    }

    fn others(&self, number: usize) -> String {
        format!("其余 {} 家", self.0.count(number))
    }

    fn these(&self, number: usize) -> String {
        format!("这 {} 家", self.0.count(number))
    }

    fn all_moved(&self, number: usize) -> String {
        format!("全部 {} 家", self.0.count(number))
    }

    fn entered(&self) -> &'static str {
        "新进"
    }

    fn last_periods(&self, number: usize) -> String {
        self.periods(number)
    }

    fn this_column(&self, period: Period) -> String {
        format!("{} {period}", self.this_period())
    }

    fn before_column(&self, period: Period) -> String {
        format!("{} {period}", self.before_period())
    }

    fn year_column(&self, period: Period) -> String {
        format!("{} {period}", self.year_before())
    }

    fn window_column(&self, months: i32) -> String {
        format!("近 {months} 个月")
    }

    fn share_of_period(&self, period: Period) -> String {
        format!("占 {period}")
    }

    fn as_of(&self, day: Day) -> String {
        format!("截至 {day}")
    }

    fn converted_by(&self, conversion: &Conversion) -> String {
        let others: Vec<&str> = conversion.currencies.iter().map(|one| one.currency.as_str()).collect();
        let others: Vec<&str> = others.into_iter().filter(|name| *name != conversion.base).collect();
        match others.as_slice() {
            [] => format!("全部是 {}", conversion.base),
            others => format!("{} 折成 {}，按 {}", others.join("、"), conversion.base, conversion.file_name()),
        }
    }

    fn settings_file(&self, file: &str) -> String {
        format!("设置：{file}")
    }
}
