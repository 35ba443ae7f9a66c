//! 客户和收入留下了多少。

use super::Zh;
use crate::analyse::{Known, Retained, WhatIf};
use crate::model::{Day, Grain, Period};
use crate::report::words::help::CommandWords;
use crate::report::words::{RetentionWords, Terms};
use crate::report::{Piece, Text, tell};

/// 命令的帮助。
pub const HELP: CommandWords = CommandWords {
    name: "retention",
    about: "客户和收入留下多少，按同期群看",
    examples: &[
        ("mingxi retention orders.xlsx", "按季，多留 5 个点"),
        ("mingxi retention orders.xlsx --by year --what-if 2", "按年，多留 2 个点"),
    ],
    explanation: "词语：\n  \
        净留存率 NRR  上期客户本期的收入，占其上期收入\n  \
        毛留存率 GRR  同上，但不算他们多买的\n  \
        同期群        数据中首单落在同一期的客户\n  \
        what-if       上期收入多留住几个点；不超过实际流失的",
};

impl Zh {
    fn share_of(&self, share: Option<f64>) -> String {
        share.map_or_else(|| self.no_value(), |share| self.0.share(share))
    }
}

impl RetentionWords for Zh {
    fn retention_nav(&self) -> &'static str {
        "留存"
    }

    fn no_retention(&self, period: Period) -> String {
        format!("算不了留存：{period} 之前没有上一{}", self.noun())
    }

    fn stay_finding(&self, last: &Retained) -> String {
        let before = &last.before;
        if before.customers == 0 {
            return format!("留存没有数：{} 没有客户下单", before.from);
        }
        format!(
            "{} 的收入在 {} 留住 {}，连同老客户多买的为 {}；{} 家中走了 {} 家",
            before.from,
            last.period,
            self.share_of(before.grr),
            self.share_of(before.nrr),
            self.0.count(before.customers),
            self.0.count(before.lost)
        )
    }

    fn retention_verdict(&self, last: &Retained) -> Text {
        let before = &last.before;
        if before.customers == 0 {
            return Text::plain(format!("留存没有数：{} 没有客户下单。", before.from));
        }
        let first = tell![
            before.from.label(),
            " 的收入在 ",
            last.period.label(),
            " 留住 ",
            Piece::strong(self.share_of(before.grr)),
            format!(
                "（毛留存率 GRR），连同这些客户多买的为 {}（净留存率 NRR）。{} 家中 {} 家没有再下单（{}）。",
                self.share_of(before.nrr),
                self.0.count(before.customers),
                self.0.count(before.lost),
                self.share_of(before.logo_churn)
            ),
        ];
        match &last.year_before {
            Some(year) if year.from != before.from && year.customers > 0 => Text::join(
                [
                    first,
                    Text::plain(format!(
                        "与 {} 比：GRR {}，NRR {}，{} 家中 {} 家没有再下单。",
                        year.from,
                        self.share_of(year.grr),
                        self.share_of(year.nrr),
                        self.0.count(year.customers),
                        self.0.count(year.lost)
                    )),
                ],
                "",
            ),
            _ => first,
        }
    }

    fn what_if(&self, more: &WhatIf) -> Text {
        let points = self.0.number(more.points * 100.0, 0);
        let last = more.periods.last().map(|one| one.period.label()).unwrap_or_default();
        let share =
            more.kept.share_of(more.revenue).map_or_else(String::new, |share| format!("（{}）", self.0.percent(share)));
        let when = match more.periods.len() {
            1 => format!(" {last} "),
            n => format!("到 {last} 的 {}每期都", self.periods(n)),
        };
        let carried = if more.periods.len() > 1 {
            format!("；留住的钱若照本账自己的 NRR 继续，为 {}", self.0.signed(more.carried))
        } else {
            String::new()
        };
        tell![
            format!("如果{when}多留住 {points} 个点，收入会多 "),
            Piece::strong(self.0.signed(more.kept)),
            format!("{share}{carried}。"),
        ]
    }

    fn what_if_assumes(&self) -> Text {
        Text::plain(
            "「如果」的算法：点数按每期客户上一期的收入算，不超过其中实际流失的；新增和回流的客户、价格和成本照旧。这不是预测。",
        )
    }

    fn on_year(&self, what: String) -> String {
        format!("{what} 同比")
    }

    fn short_period(&self) -> &'static str {
        "* 数据没有覆盖完的首期"
    }

    fn short_before(&self) -> &'static str {
        "* 上一期是数据没有覆盖完的首期"
    }

    fn retention_lines(&self, last: &Retained, first: &Retained) -> String {
        format!(
            "毛留存率 {} {}，{} {}",
            last.period,
            self.share_of(last.before.grr),
            first.period,
            self.share_of(first.before.grr)
        )
    }

    fn stay_subtitle(&self) -> String {
        "上期客户本期的收入，占其上期收入".into()
    }

    fn cohort(&self) -> String {
        "首单".into()
    }

    fn cohort_heading(&self, shown: usize, of: usize) -> String {
        if shown == of { "首单".into() } else { format!("首单，{of} 群中 {shown} 群") }
    }

    fn age(&self, age: usize) -> String {
        format!("+{age}")
    }

    fn known(&self, known: Known, first_day: Day) -> String {
        match known {
            Known::BeforeData => format!("** 数据之前：数据始于 {first_day}，这些客户多半早就下过单"),
            _ => format!("* 未核实：离 {first_day} 不满 12 个月，其中有的可能在数据之前就下过单"),
        }
    }

    fn ages_finding(&self, later: Option<(usize, usize)>) -> String {
        match later {
            Some((active, of)) => {
                let when = match self.0.grain {
                    Grain::Year => "下一年".to_owned(),
                    _ => format!("一年后的同{}", self.noun()),
                };
                format!(
                    "一年前或更早来的 {} 家客户，{when}有 {} 活跃",
                    self.0.count(of),
                    self.0.share(active as f64 / of as f64)
                )
            }
            None => "还没有在数据之内开始、又满一年的同期群".into(),
        }
    }

    fn ages_subtitle(&self) -> String {
        format!("首单之后第几个{}仍下单的客户，占该同期群", self.noun())
    }

    fn ages_note(&self) -> String {
        format!("+1：其中下一{}下单的占比，余类推", self.noun())
    }

    fn revenue_by_cohort(&self) -> String {
        "收入按同期群".into()
    }

    fn earlier_cohorts(&self, number: usize) -> String {
        format!("更早的 {number} 群")
    }

    fn outside_cohorts(&self) -> String {
        "从未活跃".into()
    }

    fn money_finding(&self, share: Option<f64>) -> String {
        match share {
            Some(share) => format!("一年的收入中 {} 来自这一年里来的客户", self.0.share(share)),
            None => "收入，按客户是哪一期来的".into(),
        }
    }

    fn money_subtitle(&self, currency: Option<&str>) -> String {
        format!("各期净额按同期群；每列相加即该期收入{}", self.unit(currency))
    }
}
