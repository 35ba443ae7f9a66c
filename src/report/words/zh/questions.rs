//! 买得少了的客户该问什么。

use super::Zh;
use super::spacing::{after, before as at_start};
use crate::analyse::{Gone, Question, Sign, Topic};
use crate::model::Money;
use crate::report::words::QuestionWords;
use crate::report::words::speech::rounded;
use crate::report::{Text, tell, told};

/// How many products a sentence names.
const NAMED: usize = 2;

impl Zh {
    fn gone(&self, gone: &[Gone]) -> String {
        let names: Vec<String> = gone.iter().take(NAMED).map(|one| told(&one.product).into_owned()).collect();
        let amount: Money = gone.iter().map(|one| one.amount).sum();
        let names = names.join("、");
        let these = match gone.len() {
            n if n > NAMED => format!("{}等 {} 项", at_start(&names), self.0.count(n)),
            _ => names,
        };
        format!("{these}（之前 {}）没有再买", self.0.amount(amount))
    }
}

impl QuestionWords for Zh {
    fn topic(&self, topic: Topic) -> &'static str {
        match topic {
            Topic::Products => "产品",
            Topic::Price => "价格",
            Topic::Quality => "质量",
            Topic::Delivery => "交期",
            Topic::Capacity => "我方产能",
            Topic::Contact => "联系人",
            Topic::Competitor => "竞争对手",
            Topic::Market => "对方的市场",
        }
    }

    fn sign(&self, sign: &Sign) -> String {
        match sign {
            Sign::Silent { silence, usual } => {
                let usual = usual.map_or_else(String::new, |usual| format!("，平常每 {} 天一单", self.0.days(usual)));
                format!("{silence} 天没有订单{usual}")
            }
            Sign::FewerOrders { before, now } => format!("{now} 单，之前 {before} 单"),
            Sign::SmallerOrders { before, now } => {
                let amount = |units: f64| self.0.amount(rounded(units));
                format!("平均每单 {}，之前 {}", amount(*now), amount(*before))
            }
            Sign::LongerGaps { before, now } => {
                format!("两单之间 {} 天，之前 {} 天", self.0.days(*now), self.0.days(*before))
            }
            Sign::FewerProducts { before, now, by_category, gone } => {
                let unit = if *by_category { "类" } else { "种产品" };
                format!(
                    "买了 {} {unit}，之前 {} {unit}：{}",
                    self.0.count(*now),
                    self.0.count(*before),
                    self.gone(gone)
                )
            }
            Sign::MoreCredits { before, now, .. } => {
                format!("贷项占所买金额的 {}，之前 {}", self.0.share(*now), self.0.share(*before))
            }
            Sign::Dearer { rate, products } => {
                format!("两期都买的 {} 种产品单价高了 {}", self.0.count(*products), self.0.share(*rate))
            }
            Sign::Slower { before, now } => {
                format!("它的订单 {} 天才发货，之前 {} 天", self.0.days(*now), self.0.days(*before))
            }
            Sign::BookSlower { before, now } => {
                format!("全部订单 {} 天才发货，之前 {} 天", self.0.days(*now), self.0.days(*before))
            }
            Sign::OtherOwner { before, now, since } => {
                format!("自 {since} 起由{}跟进，之前是{}", at_start(&after(&told(now))), after(&told(before)))
            }
        }
    }

    fn ask(&self, question: &Question) -> &'static str {
        match (question.topic, &question.because) {
            (Topic::Products, _) => "换成了什么？",
            (Topic::Price, _) => "是不是因为价格丢了单？",
            (Topic::Quality, _) => "货有什么问题？",
            (Topic::Delivery, _) => "是不是等得太久？",
            (Topic::Capacity, _) => "是不是我们做不过来？",
            (Topic::Contact, Sign::OtherOwner { .. }) => "对方的采购知道现在找谁吗？",
            (Topic::Contact, _) => "对方的联系人还在吗？",
            (Topic::Competitor, _) => "是不是转到别家买了？",
            (Topic::Market, _) => "是不是对方自己卖得少了？",
        }
    }

    fn asked(&self, sign: &str, asks: &[&'static str]) -> String {
        format!("{sign}。{}", asks.concat())
    }

    fn questions_about(&self, name: &str, change: Option<Money>) -> Text {
        match change {
            Some(change) => tell![format!("该问{}（", after(name)), self.0.delta(change), "）："],
            None => Text::plain(format!("该问{}：", after(name))),
        }
    }

    fn asked_without_rows(&self) -> &'static str {
        "文件较大，这里只按订单和贷项提问；`mingxi report` 还看产品、价格、发货和业务员。"
    }

    fn questions_title(&self) -> &'static str {
        "下降最多的客户该问什么"
    }

    fn questions_subtitle(&self) -> String {
        format!(
            "客户自己的数字在两个{}之间显示的变化；没有再下单的，比较最后一单之前的一年与更早的一年；是要核实的线索，不是原因",
            self.noun()
        )
    }

    fn sign_heading(&self) -> &'static str {
        "数字显示"
    }

    fn ask_heading(&self) -> &'static str {
        "要问的"
    }
}
