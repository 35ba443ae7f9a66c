//! 变化的原因。

use super::Zh;
use super::spacing::{after, among};
use crate::analyse::{Analysis, Bridge, ProductMove, Side, Verdict};
use crate::model::Money;
use crate::report::words::DriverWords;
use crate::report::{changes, deciding};

fn thing(fall: bool) -> &'static str {
    if fall { "跌幅" } else { "涨幅" }
}

fn part_of(fall: bool) -> &'static str {
    if fall { "减少额" } else { "增加额" }
}

impl DriverWords for Zh {
    fn drivers_finding(&self, bridge: &Bridge, leader: Option<&str>, one: f64) -> String {
        let fall = bridge.change().is_negative();
        let side = deciding(bridge);
        let thing = thing(fall);
        match (bridge.explain.verdict, leader) {
            (None, _) => match self.only_adjusted(bridge) {
                Some(only) => format!("{only}{}", self.0.signed(bridge.change())),
                None => "收入总额没有变化；下面是其中的变动".to_owned(),
            },
            (Some(Verdict::Broad), _) => format!("{thing}是普遍的：不由某一家决定"),
            (Some(Verdict::Concentrated), Some(name)) if side.customers == 1 => {
                format!("{thing}只来自{}一家", among(name))
            }
            (Some(Verdict::Concentrated), Some(name)) if side.top1.is_some_and(|top1| top1 >= one) => {
                format!(
                    "{thing}系于{}：占{}的 {}",
                    after(name),
                    part_of(fall),
                    self.0.share(side.top1.unwrap_or_default())
                )
            }
            (Some(Verdict::Concentrated), _) => {
                let top3 = side
                    .top3
                    .map_or_else(String::new, |top3| format!("：占{}的 {}", part_of(fall), self.0.share(top3)));
                format!("{thing}系于三家客户{top3}")
            }
            (Some(Verdict::Mixed), _) => format!("{thing}不由某一家决定，也算不上普遍"),
        }
    }

    fn side_finding(&self, side: &Side, change: Money) -> String {
        let whole = part_of(change.is_negative());
        match (side.customers, side.top3) {
            (0, _) | (_, None) if change.is_zero() => format!("没有{whole}"),
            (0, _) | (_, None) => format!("{whole}不来自任何客户的订单"),
            (1, _) => format!("{whole}全部来自一家"),
            (n @ 2..=3, _) => format!("{whole}全部来自 {n} 家"),
            (_, Some(top3)) => {
                let half = if side.n50 == 1 {
                    "一家就凑成一半".to_owned()
                } else {
                    format!("{} 家凑成一半", self.0.count(side.n50))
                };
                format!("前三名占{whole}的 {}，{half}", self.0.share(top3))
            }
        }
    }

    fn drivers_subtitle(&self, bridge: &Bridge, each: usize, currency: Option<&str>) -> String {
        format!("客户对变化的贡献{}，{} → {}，每边最多 {each} 家", self.unit(currency), bridge.period0, bridge.period1)
    }

    fn drivers_description(&self, gains: usize, gained: Money, declines: usize, declined: Money) -> String {
        format!("增加 {gains} 家 {}，减少 {declines} 家 {}", self.0.exact_change(gained), self.0.exact_change(declined))
    }

    fn moved_head(&self, customers: usize, amount: Money, up: bool) -> String {
        let what = if up { "增加" } else { "减少" };
        format!("{what}：{} 家，合计 {}", self.0.count(customers), self.0.signed(amount))
    }

    fn rest_moved(&self, customers: usize, amount: Money, up: bool) -> String {
        let what = if up { "增加" } else { "减少" };
        format!("其余 {} 家{what}，合计 {}", self.0.count(customers), self.0.signed(amount))
    }

    fn verdict_word(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Broad => "普遍",
            Verdict::Mixed => "混合",
            Verdict::Concentrated => "集中",
        }
    }

    fn verdict_title(&self, bridge: &Bridge) -> String {
        match bridge.explain.verdict {
            Some(verdict) => format!("判定：{}", self.verdict_word(verdict)),
            None if bridge.change().is_zero() => "没有判定：收入没有变化".to_owned(),
            None => "没有判定：变化不来自订单".to_owned(),
        }
    }

    fn evidence_subtitle(&self, fall: bool) -> String {
        format!("{}的三项证据与界线", thing(fall))
    }

    fn evidence_description(&self, side: &Side) -> String {
        let share = |value: Option<f64>| value.map_or_else(|| "无".to_owned(), |value| self.0.share(value));
        format!(
            "广度 {}，第一名 {}，前三名 {}，{} 家凑成一半",
            share(side.breadth),
            share(side.top1),
            share(side.top3),
            side.n50
        )
    }

    fn evidence_note(&self, bridge: &Bridge, analysis: &Analysis) -> Option<String> {
        let fall = bridge.change().is_negative();
        let returned = changes(bridge)[..2].iter().map(|(_, amount, _)| *amount).sum::<Money>();
        let opening_rose = analysis.bridge.as_ref().and_then(|bridge| bridge.explain.rise_on_opening);
        match (bridge.explain.verdict?, fall) {
            (Verdict::Broad, true) => Some("下降的客户多：看市场、产品与价格。".to_owned()),
            (Verdict::Broad, false) => Some(match opening_rose.filter(|rose| *rose < 0.5 && returned > bridge.up) {
                Some(rose) => {
                    format!("涨的是新来和回来的客户；期初收入中只有 {} 属于上升的客户。", self.0.share(rose))
                }
                None => "上升的客户多，不靠某一家。".to_owned(),
            }),
            (Verdict::Concentrated, _) => Some("逐家看这几家客户。".to_owned()),
            (Verdict::Mixed, _) => Some("既不普遍，也不系于一家：从上表第一行看起。".to_owned()),
        }
    }

    fn breadth_label(&self, fall: bool) -> String {
        if fall {
            "广度：下降的客户占期初收入".to_owned()
        } else {
            "广度：上升的客户占期末收入".to_owned()
        }
    }

    fn top1_label(&self, fall: bool) -> String {
        format!("第一名占{}", part_of(fall))
    }

    fn top3_label(&self, fall: bool) -> String {
        format!("前三名占{}", part_of(fall))
    }

    fn n50_label(&self, fall: bool) -> String {
        format!("N50：凑成{}一半的客户数", part_of(fall))
    }

    fn broad_from(&self, limit: f64) -> String {
        format!("≥ {} 为普遍", self.0.about(limit))
    }

    fn broad_below(&self, limit: f64) -> String {
        format!("普遍须 < {}", self.0.about(limit))
    }

    fn concentrated_from(&self, limit: f64) -> String {
        format!("≥ {} 为集中", self.0.about(limit))
    }

    fn products_finding(&self, products: &[ProductMove], year: bool) -> String {
        let count = products.len();
        let fell: Vec<&ProductMove> = products.iter().filter(|product| product.change.is_negative()).collect();
        let rose = products.iter().filter(|product| product.change.is_positive()).count();
        let first = match (fell.as_slice(), rose) {
            ([], 0) => "没有一类产品变动".to_owned(),
            ([], n) if n == count => format!("{count} 类产品环比全升"),
            ([one], n) if n > 0 && count > 2 => format!("环比只有{}下降", among(&one.name)),
            (all, 0) if all.len() == count => format!("{count} 类产品环比全降"),
            (all, n) => format!("{count} 类产品环比 {n} 升 {} 降", all.len()),
        };
        if !year {
            return first;
        }
        let down: Vec<&ProductMove> =
            products.iter().filter(|product| product.year_change.is_some_and(Money::is_negative)).collect();
        match down.as_slice() {
            [] => format!("{first}；同比没有下降的"),
            [one] => format!("{first}；同比只有{}下降", among(&one.name)),
            all => format!("{first}；同比 {} 类下降", all.len()),
        }
    }

    fn products_subtitle(&self, bridge: &Bridge, year: Option<&Bridge>, currency: Option<&str>) -> String {
        let beside = year.map_or_else(String::new, |year| format!("；右侧为与 {} 相比", year.period0));
        format!("各类产品收入变化{}，{} → {}{beside}", self.unit(currency), bridge.period0, bridge.period1)
    }

    fn products_description(&self, products: &[ProductMove]) -> String {
        let parts: Vec<String> =
            products.iter().take(6).map(|p| format!("{} {}", p.name, self.0.exact_change(p.change))).collect();
        parts.join("，")
    }

    fn rest_products(&self, number: usize, change: Money) -> String {
        format!("其余 {number} 类，合计 {}", self.0.signed(change))
    }
}
