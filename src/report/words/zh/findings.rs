//! 报告开头的几句话。

use super::Zh;
use super::spacing::before as at_start;
use crate::analyse::{Movement, Signal, Split, Sums, Swing, Times};
use crate::model::{Money, Period};
use crate::report::findings::{Directions, Group, Hangs, Moved, Overdue, Season};
use crate::report::happened::Happened;
use crate::report::words::speech::rounded;
use crate::report::words::{FindingWords, Terms};
use crate::report::{Piece, Text, relative, tell};

impl Zh {
    /// Gives a customer of a group, with its amount unless it is the only one, and what is to be known of it.
    fn one_of(&self, moved: &Moved, only: bool) -> String {
        let mut more: Vec<String> = if only { Vec::new() } else { vec![self.0.signed(moved.amount)] };
        match &moved.happened {
            Happened::Back { after, .. } if moved.same_season => {
                more.push(format!("隔了 {} 天，上年同一时候也是", self.0.count(*after as usize)));
            }
            Happened::Back { after, .. } => more.push(format!("隔了 {} 天", self.0.count(*after as usize))),
            _ => {}
        }
        if more.is_empty() { moved.name.clone() } else { format!("{}（{}）", moved.name, more.join("，")) }
    }

    fn first_of(&self, group: &Group) -> String {
        let named: Vec<String> = group.named.iter().map(|moved| self.one_of(moved, group.customers == 1)).collect();
        match (named.len(), group.customers) {
            (0, _) => String::new(),
            (n, all) if n == all => format!("：{}", named.join("、")),
            _ if group.led => format!("，金额最大的是{}", super::spacing::after(&named.join("、"))),
            _ => format!("，包括{}", super::spacing::after(&named.join("、"))),
        }
    }
}

impl FindingWords for Zh {
    fn said_swing(&self, swing: &Swing) -> String {
        let noun = self.noun();
        match (swing.mean, swing.usual) {
            (Some(mean), Some(usual)) => format!(
                "；相邻两{noun}平均相差 {}，这次{}平常的波动",
                self.0.units(mean),
                if usual { "没有超出" } else { "超出了" }
            ),
            _ => match swing.changes {
                0 => format!("；此前没有别的{noun}可以比较，不知道是否平常"),
                n => format!("；此前只有 {} 次变化，还看不出是否平常", self.0.count(n)),
            },
        }
    }

    fn said_largest(&self, moved: &Moved, periods: [Period; 2]) -> Text {
        let fell = moved.mover.change.is_negative();
        let thing = if fell { "下降" } else { "增加" };
        let why = match &moved.happened {
            Happened::Both(pair) => {
                let average = pair.average1.zip(pair.average0).map_or_else(String::new, |(now, before)| {
                    format!("，平均每单 {}，之前 {}", self.0.units(now), self.0.units(before))
                });
                format!("：{} 单，之前 {} 单{average}", pair.orders1, pair.orders0)
            }
            _ => String::new(),
        };
        let sure = match moved.signal {
            Signal::Plunge | Signal::Surge => "；超出了它平常的范围".to_owned(),
            Signal::None => "；没有超出它平常的范围".to_owned(),
            Signal::TooFew => format!("；只有 {}，还看不出是否平常", self.periods(moved.periods)),
        };
        tell![
            Piece::strong(at_start(&moved.name)),
            format!(
                "从 {} 到 {} {thing} {}{why}{sure}。",
                periods[0],
                periods[1],
                self.0.amount(moved.mover.change.abs())
            ),
        ]
    }

    fn said_group(&self, group: &Group) -> Text {
        let n = group.customers;
        let who = match group.movement {
            Movement::Lost => format!("{} 下单的客户有 {} 家没有再下单", group.period0, self.0.count(n)),
            Movement::Returned => format!("{}回流", self.customers(n)),
            _ => format!("新增 {}", self.customers(n)),
        };
        let mut rest = self.first_of(group);
        let (due, season) = (group.not_yet_due, group.seasonal);
        if due.n > 0 {
            rest.push_str(&format!("；其中 {} 家（{}）按平常间隔还没到该下单的时候", due.n, self.0.signed(due.amount)));
        }
        if season.n > 0 {
            rest.push_str(&format!("；其中 {} 家（{}）往年这几个月也不买", season.n, self.0.signed(season.amount)));
        }
        if group.unverified > 0 {
            let of =
                if group.unverified == n { "它们".to_owned() } else { format!("其中 {} 家", group.unverified) };
            rest.push_str(&format!("；{of}可能早就是客户，数据从 {} 才开始", group.begins));
        }
        if let Some((periods, usual)) = group.usual {
            let brought = if usual.is_zero() {
                "没有新客户".to_owned()
            } else {
                format!("的新客户平均每{}带来 {}", self.noun(), self.0.amount(usual))
            };
            rest.push_str(&format!("；此前 {}{brought}", self.periods(periods)));
        }
        if let Some((one, other)) = &group.alias {
            rest.push_str(&format!("；{}可能和{}是同一家", at_start(one), super::spacing::among(other)));
        }
        tell![Piece::strong(who), "（", self.0.delta(group.amount), "）", rest, "。"]
    }

    fn said_season(&self, season: &Season) -> Text {
        let thing = if season.rises { "增加" } else { "下降" };
        let years = match (season.alike, season.years) {
            (_, 1) => "可比的只有这一年".to_owned(),
            (alike, years) if alike == years => format!("此前 {years} 年每年都{thing}"),
            (alike, years) => format!("此前 {years} 年中有 {alike} 年{thing}"),
        };
        tell![
            format!("上年同期（{} 到 {}）也{thing}：", season.periods[0], season.periods[1]),
            Piece::strong(self.0.percent(season.rate)),
            format!("，这次{thing}的大部分可能是季节性的；{years}。"),
        ]
    }

    fn said_hangs(&self, hangs: &Hangs) -> Text {
        let partial = if hangs.partial { Some(format!("数据不满 {} 个月", hangs.months)) } else { None };
        let before = hangs.before.map(|before| match before {
            0.0 => "一年前没有".to_owned(),
            before => format!("一年前 {}", self.0.share(before)),
        });
        let more: Vec<String> = partial.into_iter().chain(before).collect();
        let more = if more.is_empty() { String::new() } else { format!("（{}）", more.join("，")) };
        let without = hangs.without.map_or_else(String::new, |(change, base)| {
            let rate =
                relative(base + change, base).map_or_else(String::new, |rate| format!("（{}）", self.0.percent(rate)));
            format!("；不算它，{}比{} {}{rate}", self.this_period(), self.before_period(), self.0.signed(change))
        });
        tell![
            Piece::strong(format!(
                "{}占近 {} 个月收入的 {}",
                at_start(&hangs.name),
                hangs.months,
                self.0.share(hangs.share)
            )),
            format!("{more}，超过 {} 的界限{without}。", self.0.about(hangs.limit)),
        ]
    }

    fn said_overdue(&self, overdue: &Overdue) -> Text {
        let named: Vec<String> = overdue
            .named
            .iter()
            .map(|(name, silence, usual)| format!("{name}（{silence} 天，平常 {} 天）", self.0.days(*usual)))
            .collect();
        let first = match named.len() == overdue.customers {
            true => format!("：{}", named.join("、")),
            false => format!("，金额最大的是{}", super::spacing::after(&named.join("、"))),
        };
        tell![
            Piece::strong(format!("另有 {}没下单的天数超过平常间隔的 2 倍", self.customers(overdue.customers))),
            format!(
                "（截至 {}，近 {} 个月共 {}）{first}；只是征兆，还不算流失。",
                overdue.as_of,
                overdue.months,
                self.0.amount(overdue.window)
            ),
        ]
    }

    fn said_directions(&self, told: &Directions) -> Text {
        let named: Vec<String> = told
            .named
            .iter()
            .map(|(name, rises, slope, periods)| {
                let thing = if *rises { "升" } else { "降" };
                format!(
                    "{}{}来每{}{thing} {}",
                    at_start(name),
                    self.periods(*periods),
                    self.noun(),
                    self.0.amount(rounded(slope.abs()))
                )
            })
            .collect();
        let first = if named.len() == told.certain { "" } else { "变化最大的是" };
        let named = named.join("、");
        let named = if first.is_empty() { named } else { super::spacing::after(&named) };
        tell![
            Piece::strong(format!("{}的走势不大可能是偶然", self.customers(told.certain))),
            format!("（检验了 {} 家）：{first}{named}。", self.0.count(told.tested)),
        ]
    }

    fn said_too_few_periods(&self, periods: usize) -> Text {
        Text::plain(format!("只有 {}，还说不上走势：一家客户至少要 5 期。", self.periods(periods)))
    }

    fn said_few(&self, customers: usize) -> Text {
        Text::plain(format!("只有 {}下单：一张单就能左右所有的占比和变化。", self.customers(customers)))
    }

    fn said_price_volume(&self, split: &Split, customers: usize) -> Text {
        let range = split.cross_sold + split.dropped;
        let made = |what: &str, amount: Money| match amount {
            Money::ZERO => format!("{what}没有影响"),
            amount => format!("{what} {}", self.0.signed(amount)),
        };
        let mut parts = vec![made("数量", split.volume), made("价格", split.price)];
        if !range.is_zero() {
            parts.push(made("产品增减", range));
        }
        parts.sort_by_key(|part| part.ends_with("没有影响"));
        if !split.unallocated.is_zero() {
            parts.push(format!("无法拆分的 {}", self.0.signed(split.unallocated)));
        }
        tell![
            format!("两{}都下单的 {}合计 ", self.noun(), self.customers(customers)),
            self.0.delta(split.sum()),
            format!("：{}。", parts.join("，")),
        ]
    }

    fn said_stopped(&self, certain: usize, amount: Money, by_category: bool) -> Text {
        let what = if by_category { "类产品" } else { "项经常买的产品" };
        tell![
            Piece::strong(format!("还在下单的客户确定停购了 {} {what}", self.0.count(certain))),
            format!("，一年 {}；其中至多一成可能是偶然。", self.0.amount(amount)),
        ]
    }

    fn said_profit(&self, sums: &[Sums; 2], change: Money) -> Text {
        let margins = sums[0].margin.zip(sums[1].margin).map_or_else(String::new, |(before, now)| {
            format!("：毛利率 {}，之前 {}", self.0.share(now), self.0.share(before))
        });
        tell![
            "毛利 ",
            Piece::strong(self.0.amount(sums[1].profit)),
            "，",
            self.0.delta(sums[1].profit - sums[0].profit),
            "，而收入 ",
            self.0.delta(change),
            format!("{margins}。"),
        ]
    }

    fn said_slower(&self, before: &Times, now: &Times) -> Text {
        let days = |times: &Times| times.median.map_or_else(String::new, |median| self.0.days(median));
        tell![
            "订单发货用了 ",
            Piece::strong(format!("{} 天", days(now))),
            format!(
                "，{} {} 天：{} 单和 {} 单已发货订单的中位数。",
                self.before_period(),
                days(before),
                self.0.count(now.shipped),
                self.0.count(before.shipped)
            ),
        ]
    }
}
