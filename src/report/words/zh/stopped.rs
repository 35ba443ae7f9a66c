//! 客户停购了什么。

use super::Zh;
use crate::analyse::StoppedProducts;
use crate::model::Day;
use crate::report::words::StoppedWords;
use crate::report::words::help::CommandWords;
use crate::report::{Piece, Text, tell};

/// 命令的帮助。
pub const HELP: CommandWords = CommandWords {
    name: "stopped",
    about: "列出还在下单的客户停购了哪些产品",
    examples: &[
        ("mingxi stopped orders.xlsx", "一年损失最大的 10 项"),
        ("mingxi stopped orders.xlsx --only owner=李强 --top 50", "一位业务员，50 项"),
    ],
    explanation: "列出的条件：客户至少在 3 个日子买过这个产品，静默超过平常间隔的 2 倍，\n到期之后还下过别的单",
};

impl StoppedWords for Zh {
    fn stopped_nav(&self) -> &'static str {
        "停购产品"
    }

    fn stopped_unknown(&self, has_orders: bool) -> String {
        if has_orders {
            "看不出客户停购了什么：没有产品列".into()
        } else {
            "看不出客户停购了什么：数据是按期汇总的".into()
        }
    }

    fn stopped_finding(&self, found: &StoppedProducts) -> String {
        match (found.certain, found.list.len()) {
            (0, 0) => "还在下单的客户没有停购经常买的产品".into(),
            (0, n) => format!("没有一项确定停购；还在下单的客户有 {} 项经常买的产品逾期", self.0.count(n)),
            (n, _) => format!(
                "还在下单的客户确定停购了 {} 项经常买的产品：一年 {}",
                self.0.count(n),
                self.0.amount(found.certain_amount)
            ),
        }
    }

    fn stopped_verdict(&self, found: &StoppedProducts) -> Text {
        if found.regular == 0 {
            return Text::plain("还在下单的客户没有一家在 3 个以上的日子买过同一产品。");
        }
        let first = format!(
            "还在下单的 {} 家客户经常买的 {} 项产品中，{} 项按自己的周期已经逾期；单凭偶然也会有约 {} 项看似如此。",
            self.0.count(found.customers),
            self.0.count(found.regular),
            self.0.count(found.list.len()),
            self.0.number(found.by_chance, 0)
        );
        let seasonal = match found.seasonal {
            0 => String::new(),
            n => format!("{} 项可能是季节性的：往年同样的月份也没有买。", self.0.count(n)),
        };
        match found.certain {
            0 => Text::plain(format!("{first}没有一项是确定的。{seasonal}")),
            n => tell![
                first,
                Piece::strong(format!("{} 项确定停购", self.0.count(n))),
                format!("（错误发现率 10%）：各自最后一年共 {}。{seasonal}", self.0.amount(found.certain_amount)),
            ],
        }
    }

    fn stopped_rule(&self, as_of: Day) -> Text {
        Text::plain(format!(
            "列出：至少在 3 个日子买过，到 {as_of} 静默超过平常间隔的 2 倍，而客户在它到期之后还下过别的单；确定的在前。\
             偶然：客户若仍按自己的快慢随机地买，静默这么久的机会。一年：到最后一次购买为止的 12 个月。"
        ))
    }

    fn stopped_list(&self, shown: usize, of: usize) -> String {
        if shown == of { "停购".into() } else { format!("停购，{} 项中 {shown} 项", self.0.count(of)) }
    }

    fn stopped_subtitle(&self, as_of: Day, currency: Option<&str>) -> String {
        format!("静默到 {as_of}；一年：到最后一次购买为止的 12 个月{}", self.unit(currency))
    }

    fn stopped_heading(&self, number: usize) -> String {
        format!("停购 {} 项", self.0.count(number))
    }

    fn product_heading(&self, by_category: bool) -> &'static str {
        if by_category { "类别" } else { "产品" }
    }

    fn last_bought(&self) -> &'static str {
        "最近一次"
    }

    fn a_year(&self) -> &'static str {
        "一年"
    }

    fn orders_since(&self) -> &'static str {
        "到期后下单"
    }

    fn by_chance(&self) -> &'static str {
        "偶然"
    }

    fn certain_mark(&self) -> &'static str {
        "确定"
    }

    fn seasonal_mark(&self) -> &'static str {
        "季节性"
    }
}
