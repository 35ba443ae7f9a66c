//! 价格、销量与结构。

use super::Zh;
use super::spacing::after;
use crate::analyse::{Bridge, Mix, Movement, Mover, PriceVolume, Shared, Split};
use crate::model::{Money, Period};
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
            _ if said.is_empty() && found.is_level() => "老客户以同样的价格买了同样的量".to_owned(),
            _ if said.is_empty() => "老客户之间的价格与销量变化相互抵消，合计为零".to_owned(),
            _ if change.is_zero() => format!("老客户买的金额不变：{}", said.join("，")),
            _ => {
                let less = if change.is_negative() { "少" } else { "多" };
                format!("老客户{less}买了 {}：{}", self.0.amount(change.abs()), said.join("，"))
            }
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
        let units = || match found.units.as_slice() {
            [] => String::new(),
            units => format!("（{}）", self.list(units)),
        };
        let shared = match found.shared {
            Shared::Nothing => None,
            Shared::Assumed => Some("没有单位列：各产品视为同一单位（若不是，用 --units several）。".to_owned()),
            Shared::OneUnit => Some(format!("数量都是同一单位{}。", units())),
            Shared::SeveralUnits => Some(format!("数量有几种单位{}，所以销量不拆成纯销量和结构。", units())),
            Shared::ToldOne => Some(format!("按 --units one，数量相加{}。", units())),
            Shared::ToldSeveral => Some("按 --units several，销量不拆成纯销量和结构。".to_owned()),
        };
        if let Some((mix, between)) = found.mix.zip(found.mix_between) {
            notes.push(format!(
                "销量 {} 中，纯销量 {}，客户间结构 {}，产品间结构 {}。",
                self.0.signed(found.split.volume),
                self.0.signed(mix.pure_volume),
                self.0.signed(between),
                self.0.signed(mix.mix - between)
            ));
        }
        notes.extend(shared);
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

    fn price_volume_left_out(&self, lines: usize) -> String {
        format!("客户 × 产品的 {} 行明细：`mingxi bridge --explain --format csv`。", self.0.count(lines))
    }

    fn price_volume_chart(&self, found: &PriceVolume) -> String {
        let Split { price, volume, cross_sold, dropped, .. } = found.split;
        format!(
            "价格 {}，销量 {}，产品增减 {}",
            self.0.signed(price),
            self.0.signed(volume),
            self.0.signed(cross_sold + dropped)
        )
    }

    fn behind_effect(&self, id: &str, name: &str, amount: Money, share: Option<f64>) -> String {
        let share = share.map_or_else(String::new, |share| format!("，占 {}", self.0.about(share)));
        format!("{}：最多的是{}，{}{share}", self.node(id), after(name), self.0.signed(amount))
    }

    fn behind_effect_subtitle(&self, id: &str, currency: Option<&str>) -> String {
        format!("各客户的{}{}", self.node(id), self.unit(currency))
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

    fn no_product(&self) -> &'static str {
        "（无产品）"
    }

    fn not_existing(&self, movement: Movement) -> Text {
        Text::plain(format!("这家客户属于{}，变化全部在客户账的那一行，不再拆分。", self.movement(movement)))
    }

    fn price_volume_no_rows(&self, name: &str, bridge: &Bridge) -> String {
        format!("{}在 {} 和 {} 都没有行。", after(name), bridge.period0, bridge.period1)
    }

    fn price_volume_customer(&self, name: &str, mover: &Mover, bridge: &Bridge) -> Text {
        let name = after(name);
        match mover.change.is_zero() {
            true => tell![format!("{name}没有变化：两期都是 {}。", self.0.amount(mover.r1))],
            false => tell![
                format!("{name}变化 "),
                self.0.delta(mover.change),
                format!(
                    "：{} {}，{} {}。",
                    bridge.period0,
                    self.0.amount(mover.r0),
                    bridge.period1,
                    self.0.amount(mover.r1)
                )
            ],
        }
    }

    fn price_volume_mix(&self, volume: Money, mix: Option<Mix>) -> Option<Text> {
        let mix = mix?;
        Some(tell![
            "销量 ",
            self.0.delta(volume),
            " 中，纯销量 ",
            self.0.delta(mix.pure_volume),
            "，结构 ",
            self.0.delta(mix.mix),
            "。"
        ])
    }

    fn price_volume_rows(&self, bridge: &Bridge, mover: &Mover) -> Text {
        tell![
            format!("{} 的行减去 {} 的行，就是变化 ", bridge.period1, bridge.period0),
            self.0.delta(mover.change),
            "。"
        ]
    }

    fn both_quantities(&self, [q0, q1, p0, p1]: [String; 4], unit: Option<&str>) -> String {
        let unit = unit.unwrap_or_default();
        format!("{q0}{unit} × {p0} -> {q1}{unit} × {p1}")
    }

    fn one_quantity(&self, quantity: String, price: String, unit: Option<&str>) -> String {
        let unit = unit.unwrap_or_default();
        format!("{quantity}{unit} × {price}")
    }

    fn net_quantities(&self, before: String, now: String, unit: Option<&str>) -> String {
        let unit = unit.unwrap_or_default();
        format!("净 {before} -> {now}{unit}")
    }
}
