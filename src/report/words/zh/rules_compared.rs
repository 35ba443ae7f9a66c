//! 其他系统口径下的客户账。

use super::Zh;
use crate::analyse::{Bridge, NotTried, OtherRule, RulesCompared};
use crate::model::Active;
use crate::report::rules_compared::{range, same};
use crate::report::words::{RulesComparedWords, Terms};
use crate::report::{Text, tell};

impl RulesComparedWords for Zh {
    fn rules_compared_nav(&self) -> &'static str {
        "其他口径"
    }

    fn rule_heading(&self, rule: OtherRule, new_after: usize) -> String {
        match rule {
            OtherRule::InForce => "现行口径".to_owned(),
            OtherRule::Purchase => "有采购".to_owned(),
            OtherRule::AnyRow => "有记录".to_owned(),
            OtherRule::Net => "净额为正".to_owned(),
            OtherRule::CreditsOrigin => "退货归原单".to_owned(),
            OtherRule::CreditsPeriod => "退货按日期".to_owned(),
            OtherRule::NewAfter => format!("隔 {new_after} 期算新"),
            OtherRule::Payment => "首末单".to_owned(),
        }
    }

    fn rule_meaning(&self, rule: OtherRule, found: &RulesCompared, active: Active) -> String {
        let heading = self.rule_heading(rule, found.new_after);
        let meaning = match rule {
            OtherRule::InForce => match active {
                Active::Purchase => "有采购（大于零的行）就算活跃".to_owned(),
                Active::Any => "有任何记录就算活跃".to_owned(),
                Active::Net => "净额大于零才算活跃".to_owned(),
            },
            OtherRule::Purchase => "有大于零的行就算活跃".to_owned(),
            OtherRule::AnyRow => "有任何记录就算活跃，只有退货也算".to_owned(),
            OtherRule::Net => "净额大于零才算活跃".to_owned(),
            OtherRule::CreditsOrigin => format!(
                "退货计入所指订单的那一期（{}，{}）",
                self.rows(found.credits.n as usize),
                self.0.amount(found.credits.amount)
            ),
            OtherRule::CreditsPeriod => format!(
                "退货按自己的日期计（{}在另一期，{}）",
                self.rows(found.credits.n as usize),
                self.0.amount(found.credits.amount)
            ),
            OtherRule::NewAfter => format!("隔了 {}或更久没有下单又回来的，算新客户", self.periods(found.new_after)),
            OtherRule::Payment => "新客户只计首单，流失客户只计末单，其余另列".to_owned(),
        };
        format!("{heading}：{meaning}。")
    }

    fn not_tried(&self, rule: OtherRule, why: NotTried, found: &RulesCompared) -> String {
        let why = match why {
            NotTried::NoOrderNumbers => "没有订单号列",
            NotTried::NoCreditNamesAnOrder => "没有一行退货指明了存在的订单",
            NotTried::NoOrders => "各行是按期合计，不是订单",
        };
        format!("{}：没有列出，因为{why}。", self.rule_heading(rule, found.new_after))
    }

    fn rules_compared_finding(&self, found: &RulesCompared) -> String {
        if same(found) {
            return "换成其他口径，结果一样".to_owned();
        }
        let said = |line: &str| {
            let (low, high) = range(found, line);
            match low == high {
                true => self.0.signed(low),
                false => format!("{} 到 {}", self.0.signed(low), self.0.signed(high)),
            }
        };
        format!("按其他口径，新增会是 {}，流失 {}", said("new"), said("lost"))
    }

    fn rules_compared_verdict(&self, bridge: &Bridge, found: &RulesCompared) -> Text {
        tell![
            format!("{} → {} 收入变化 ", bridge.period0, bridge.period1),
            self.0.delta(bridge.change()),
            format!("。{}。", self.rules_compared_finding(found))
        ]
    }

    fn rules_compared_subtitle(&self, found: &RulesCompared, currency: Option<&str>) -> String {
        format!("同一本客户账，各种口径{}，{} → {}", self.unit(currency), found.period0, found.period1)
    }

    fn rules_compared_table(&self, rules: usize) -> String {
        if rules == 1 { "各口径结果一样".to_owned() } else { format!("同一期，{rules} 种口径") }
    }

    fn rules_same(&self, headings: &[String]) -> String {
        format!("与现行口径相同：{}。", self.list(headings))
    }

    fn rules_moved_finding(&self, moved: usize) -> String {
        format!("{moved} 行不同")
    }

    fn rules_moved_subtitle(&self) -> String {
        "每种口径与现行口径相比动了什么".to_owned()
    }

    fn rest_line(&self) -> &'static str {
        "其余"
    }

    fn rule_column(&self) -> &'static str {
        "口径"
    }

    fn moved_column(&self) -> &'static str {
        "变动"
    }

    fn recounted(&self, rule: &str, names: &[String], others: usize) -> Text {
        let mut all = names.to_vec();
        if others > 0 {
            all.push(self.others(others));
        }
        Text::plain(format!("「{rule}」下归类不同的客户：{}。", self.list(&all)))
    }
}
