//! 价格、销量与结构。

use super::Zh;
use crate::analyse::{Bought, Bridge, Movement, PriceVolume};
use crate::model::Period;
use crate::report::price_volume::effects;
use crate::report::words::{PriceVolumeWords, Terms};
use crate::report::{Text, tell};

impl PriceVolumeWords for Zh {
    fn price_volume_nav(&self) -> &'static str {
        "价格与销量"
    }

    fn node(&self, id: &str) -> &'static str {
        match id {
            "price" => "价格",
            "volume" => "销量",
            "pure_volume" => "纯销量",
            "mix" => "结构",
            "mix_between" => "客户间结构",
            "mix_within" => "产品间结构",
            "cross_sold" => "交叉销售",
            "dropped" => "停购",
            "unallocated" => "未分配",
            "existing" => "老客户",
            _ => "客户",
        }
    }

    fn price_volume_finding(&self, found: &PriceVolume) -> String {
        let change = found.split.sum();
        let mut parts = effects(found);
        parts.retain(|(_, amount)| !amount.is_zero());
        parts.sort_by_key(|(_, amount)| std::cmp::Reverse(amount.abs()));
        let said: Vec<String> =
            parts.iter().take(2).map(|(id, amount)| format!("{} {}", self.node(id), self.0.signed(*amount))).collect();
        match (found.customers.len(), found.has_products, found.has_quantities) {
            (0, ..) => format!("{} 和 {} 没有一家客户都下单", found.period0, found.period1),
            (_, false, _) => "价格和销量分不开：没有产品列".to_owned(),
            (_, _, false) => "价格和销量分不开：没有数量列".to_owned(),
            _ if said.is_empty() => "老客户以同样的价格买了同样的量".to_owned(),
            _ => format!("老客户 {}：{}", self.0.signed(change), said.join("，")),
        }
    }

    fn price_volume_no_bridge(&self, period: Period) -> String {
        format!("没有价格与销量：{period} 是数据的第一个{}", self.noun())
    }

    fn price_volume_subtitle(&self, found: &PriceVolume, currency: Option<&str>) -> String {
        format!(
            "两期都活跃的 {}的收入{}，{} → {}",
            self.customers(found.customers.len()),
            self.unit(currency),
            found.period0,
            found.period1
        )
    }

    fn price_volume_notes(&self, found: &PriceVolume) -> Vec<Text> {
        let mut notes = Vec::new();
        if !found.has_products || !found.has_quantities {
            notes.push("每行都要有产品和数量才能拆分，所以变化全部列为未分配。".to_owned());
            return notes.into_iter().map(Text::plain).collect();
        }
        notes.push(match (found.units.as_slice(), found.mix) {
            ([], Some(_)) => "没有单位列：各产品视为同一单位（若不是，用 --units several）。".into(),
            (units, Some(_)) if units.len() > 1 => format!("按 --units one，{}的数量相加。", self.list(units)),
            ([unit], Some(_)) => format!("数量的单位都是{unit}。"),
            (units, _) if units.len() > 1 => {
                format!("数量有几种单位（{}），所以销量不拆成纯销量和结构。", self.list(units))
            }
            _ => "按 --units several，销量不拆成纯销量和结构。".to_owned(),
        });
        if !found.fx.is_zero() {
            notes.push(format!("价格里含汇率的影响：{}。", self.0.signed(found.fx)));
        }
        notes.into_iter().map(Text::plain).collect()
    }

    fn price_volume_verdict(&self, bridge: &Bridge, found: &PriceVolume) -> Text {
        tell![
            format!("{} → {} 变化 ", bridge.period0, bridge.period1),
            self.0.delta(bridge.change()),
            "，其中老客户 ",
            self.0.delta(found.split.sum()),
            "：",
            {
                let parts = effects(found).into_iter().filter(|(_, amount)| !amount.is_zero());
                let said: Vec<String> =
                    parts.map(|(id, amount)| format!("{} {}", self.node(id), self.0.signed(amount))).collect();
                if said.is_empty() { "没有变化".to_owned() } else { said.join("，") }
            },
            "。"
        ]
    }

    fn price_volume_customers(&self, number: usize) -> String {
        if number == 1 {
            "唯一的老客户".to_owned()
        } else {
            format!("全部 {number} 家老客户，按变化大小")
        }
    }

    fn price_volume_customers_subtitle(&self, found: &PriceVolume, currency: Option<&str>) -> String {
        format!("每家的变化由什么组成{}，{} → {}", self.unit(currency), found.period0, found.period1)
    }

    fn other_products(&self, number: usize) -> String {
        format!("其他 {} 种产品", self.0.count(number))
    }

    fn no_product(&self) -> &'static str {
        "（无产品）"
    }

    fn bought(&self, bought: Bought) -> &'static str {
        match bought {
            Bought::Both => "两期都买",
            Bought::CrossSold => "交叉销售",
            Bought::Dropped => "停购",
            Bought::Unallocated => "未分配",
        }
    }

    fn not_existing(&self, movement: Movement) -> Text {
        Text::plain(format!("这家客户属于{}，变化全部在客户账的那一行，不再拆分。", self.movement(movement)))
    }

    fn quantity_heading(&self, period: Period) -> String {
        format!("{period} 数量")
    }

    fn price_heading(&self, period: Period) -> String {
        format!("{period} 单价")
    }
}
