//! 利润。

use super::Zh;
use crate::analyse::{CustomerProfit, NoProfit, ProfitBridge, ProfitSource, Profits};
use crate::model::{Money, Period, Tally};
use crate::report::words::ProfitWords;
use crate::report::words::help::CommandWords;
use crate::report::{Text, tell};

/// `profit` 的帮助。
pub const HELP: CommandWords = CommandWords {
    name: "profit",
    about: "毛利和毛利率、利润桥、瘦狗、卖得多赚得少和入不敷出的客户",
    examples: &[
        ("mingxi profit orders.xlsx", "要有利润或成本一列"),
        ("mingxi profit orders.xlsx --map cost=成本", "毛利 = 金额 - 成本"),
        ("mingxi profit orders.xlsx --costs 费用.csv", "连同服务客户的费用"),
    ],
    explanation: "说明：\n\
                  \x20 毛利      利润列，没有就用金额减成本；各行与收入桥相同，增长和下滑是每家毛利的\n\
                  \x20           增减\n\
                  \x20 毛利率    毛利 ÷ 知道利润的行的收入\n\
                  \x20 服务费用  --costs 文件：客户、日期、金额、类型\n\
                  \x20 贡献      毛利 - 服务费用\n\
                  \x20 瘦狗      服务费用比收入涨得快，贡献率又不到整体的一半",
};

fn column(source: ProfitSource) -> &'static str {
    if source == ProfitSource::Profit { "利润" } else { "成本" }
}

impl Zh {
    fn went(&self, before: Money, now: Money) -> String {
        match (now - before).share_of(before) {
            Some(rate) => self.0.percent(rate),
            None => self.0.signed(now - before),
        }
    }

    fn margin_of(&self, margin: Option<f64>) -> String {
        margin.map_or_else(|| "无".to_owned(), |margin| self.0.share(margin))
    }
}

impl ProfitWords for Zh {
    fn profit_nav(&self) -> &'static str {
        "利润"
    }

    fn no_profit_finding(&self) -> String {
        "不知道利润".to_owned()
    }

    fn no_profit(&self, why: &NoProfit) -> String {
        let field = |source: &ProfitSource| if *source == ProfitSource::Profit { "profit" } else { "cost" };
        match why {
            NoProfit::NoColumn => {
                "算利润要有利润（毛利、profit）或成本（cost）一列：用 --map profit=列 或 --map cost=列 指明。"
                    .to_owned()
            }
            NoProfit::Empty(source) => {
                format!("{}列是空的：用 --map {}=列 指明另一列。", column(*source), field(source))
            }
            NoProfit::Shares(source) => {
                format!("{}列里是比率，不是金额：用 --map {}=列 指明金额列。", column(*source), field(source))
            }
            NoProfit::TooMuch(source) => {
                format!("{}列加起来大得无法计算：用 --map {}=列 指明另一列。", column(*source), field(source))
            }
        }
    }

    fn profit_finding(&self, found: &Profits) -> String {
        let Some(bridge) = &found.bridge else {
            return format!("毛利率 {}", self.margin_of(found.window.margin));
        };
        let now = found.periods.last().and_then(|one| one.sums.margin);
        format!("毛利 {}；毛利率 {}", self.went(bridge.opening, bridge.closing), self.margin_of(now))
    }

    fn profit_verdict(&self, found: &Profits) -> Text {
        let Some(now) = found.periods.last() else {
            return tell![
                format!("{} 至 {} 的毛利 ", found.from, found.to),
                self.0.amount(found.window.profit),
                format!("，毛利率 {}。", self.margin_of(found.window.margin)),
            ];
        };
        let before =
            found.bridge.as_ref().and_then(|bridge| found.periods.iter().find(|one| one.period == bridge.period0));
        let first = tell![format!(
            "{} 毛利 {}，毛利率 {}",
            now.period,
            self.0.amount(now.sums.profit),
            self.margin_of(now.sums.margin)
        )];
        let then = before.map_or_else(
            || tell!["。"],
            |before| {
                tell![
                    format!("；与 {}（{}）相比 ", before.period, self.margin_of(before.sums.margin)),
                    self.0.delta(now.sums.profit - before.sums.profit),
                    format!("，收入 {}。", self.went(before.sums.revenue, now.sums.revenue)),
                ]
            },
        );
        let left = now.sums.contribution.map_or_else(Text::default, |left| {
            tell![format!(
                "扣除服务费用 {}，贡献 {}，占 {}。",
                self.0.amount(now.sums.cost_to_serve.unwrap_or_default()),
                self.0.amount(left),
                self.margin_of(now.sums.contribution_margin)
            )]
        });
        Text::join([first, then, left], "")
    }

    fn profit_notes(&self, found: &Profits) -> Vec<Text> {
        let mut notes: Vec<Text> = Vec::new();
        notes.extend(found.bridge.as_ref().map(|bridge| self.profit_effects(bridge)));
        if found.squeezed.n > 0 {
            notes.push(tell![
                format!("{} 家客户买得多了、毛利反而少了，合计 ", self.0.count(found.squeezed.n as usize)),
                self.0.delta(found.squeezed.amount),
                "。",
            ]);
        }
        if found.loses.n > 0 {
            let what = if found.costs.is_some() { "扣除服务费用后" } else { "毛利" };
            notes.push(tell![
                format!("窗口内 {} 家客户入不敷出，{what}合计 ", self.0.count(found.loses.n as usize)),
                self.0.delta(found.loses.amount),
                "。",
            ]);
        }
        if found.uncertain > 0 {
            notes.push(Text::plain(format!(
                "有 {} 家客户说不准是否亏钱或多买少赚：它们有的行没有{}。",
                self.0.count(found.uncertain),
                column(found.source)
            )));
        }
        match (found.thin, &found.costs) {
            (Some(thin), _) if thin.n > 0 => notes.push(Text::plain(format!(
                "{} 家瘦狗：服务费用涨得比收入快，剩下的不到平常毛利的一半。",
                self.0.count(thin.n as usize)
            ))),
            (Some(_), _) => notes.push(Text::plain("没有瘦狗。")),
            (None, None) => {
                notes.push(Text::plain("要看瘦狗，需要服务客户的费用：--costs 文件（客户、日期、金额、类型）。"))
            }
            (None, Some(_)) => notes.push(Text::plain("无法判断瘦狗：没有上一期，或者整体没有贡献。")),
        }
        if let Some(costs) = &found.costs {
            if costs.unmatched.n > 0 {
                let names: Vec<String> = costs
                    .unmatched_names
                    .iter()
                    .take(3)
                    .map(|one| {
                        let several = if one.several { "（几家同名）" } else { "" };
                        format!("{} {}{several}", crate::report::text::told(&one.name), self.0.amount(one.amount))
                    })
                    .collect();
                notes.push(Text::plain(format!(
                    "费用中有 {} 行（{}）在订单里找不到客户，没有计入：{}{}。",
                    self.0.count(costs.unmatched.n as usize),
                    self.0.amount(costs.unmatched.amount),
                    names.join("、"),
                    if costs.unmatched_names.len() > 3 { "等" } else { "" }
                )));
            }
            if costs.outside.n > 0 {
                notes.push(Text::plain(format!(
                    "费用中有 {} 行（{}）不在订单的各期之内。",
                    self.0.count(costs.outside.n as usize),
                    self.0.amount(costs.outside.amount)
                )));
            }
        }
        notes.extend(self.rows_without_profit(found.source, &found.unknown).map(Text::plain));
        if found.source == ProfitSource::Cost {
            notes.push(Text::plain("毛利是金额减成本列，成本按整行计。"));
        }
        notes
    }

    fn rows_without_profit(&self, source: ProfitSource, rows: &Tally) -> Option<String> {
        (rows.n > 0).then(|| {
            format!(
                "{} 行（{}）没有{}，不计入毛利和毛利率。",
                self.0.count(rows.n as usize),
                self.0.amount(rows.amount),
                column(source)
            )
        })
    }

    fn profit_bridge_finding(&self, bridge: &ProfitBridge) -> String {
        format!("毛利从 {} 到 {}", self.0.amount(bridge.opening), self.0.amount(bridge.closing))
    }

    fn profit_bridge_subtitle(&self, bridge: &ProfitBridge, currency: Option<&str>) -> String {
        format!("按客户去向分的毛利，{} → {}{}", bridge.period0, bridge.period1, self.unit(currency))
    }

    fn profit_effects(&self, bridge: &ProfitBridge) -> Text {
        let mut told = tell![
            "两期都买的客户：收入变了，按原毛利率算 ",
            self.0.delta(bridge.by_revenue),
            "；毛利率变了 ",
            self.0.delta(bridge.by_margin),
        ];
        if !bridge.fx.is_zero() {
            told = Text::join([told, tell!["汇率变了 ", self.0.delta(bridge.fx)]], "；");
        }
        Text::join([told, Text::plain("。")], "")
    }

    fn gross_profit(&self) -> &'static str {
        "毛利"
    }

    fn margin(&self) -> &'static str {
        "毛利率"
    }

    fn cost_to_serve(&self) -> &'static str {
        "服务费用"
    }

    fn contribution(&self) -> &'static str {
        "贡献"
    }

    fn contribution_margin(&self) -> &'static str {
        "贡献率"
    }

    fn share_of_profit(&self) -> &'static str {
        "占毛利"
    }

    fn profit_change(&self) -> &'static str {
        "毛利变化"
    }

    fn profit_of(&self, period: Period) -> String {
        format!("{period} 毛利")
    }

    fn class_in(&self, window: &str) -> String {
        format!("级，{window}")
    }

    fn bands_finding(&self, found: &Profits) -> String {
        let margins: Vec<String> = found
            .bands
            .iter()
            .filter_map(|band| Some(format!("{} {}", band.class, self.0.share(band.sums.margin?))))
            .collect();
        format!("各级毛利率：{}", if margins.is_empty() { "无".to_owned() } else { margins.join("，") })
    }

    fn bands_subtitle(&self, found: &Profits, currency: Option<&str>) -> String {
        format!("{} 至 {}{}", found.from, found.to, self.unit(currency))
    }

    fn profit_periods_finding(&self, found: &Profits) -> String {
        let margins =
            || found.periods.iter().filter(|one| !one.short).filter_map(|one| Some((one.period, one.sums.margin?)));
        let least = margins().min_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let most = margins().max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        match (least, most) {
            (Some(least), Some(most)) if least.0 != most.0 => format!(
                "毛利率最低在 {}（{}），最高在 {}（{}）",
                least.0,
                self.0.share(least.1),
                most.0,
                self.0.share(most.1)
            ),
            _ => "各期毛利".to_owned(),
        }
    }

    fn profit_periods_subtitle(&self, currency: Option<&str>) -> String {
        format!("毛利率 = 毛利 ÷ 收入{}", self.unit(currency))
    }

    fn profit_list(&self, id: &str, number: usize, _found: &Profits) -> String {
        let number = self.0.count(number);
        match id {
            "profit_squeezed" => format!("{number} 家客户卖得多了、赚得少了"),
            "profit_losing" => format!("{number} 家客户入不敷出"),
            _ => format!("{number} 家瘦狗：服务费用高，剩得少"),
        }
    }

    fn profit_list_subtitle(&self, id: &str, found: &Profits, currency: Option<&str>) -> String {
        match (id, &found.bridge) {
            ("profit_losing", _) | (_, None) => self.bands_subtitle(found, currency),
            (_, Some(bridge)) => format!("{} → {}{}", bridge.period0, bridge.period1, self.unit(currency)),
        }
    }

    fn profit_list_head(&self, id: &str, shown: usize, of: usize, window: &str) -> String {
        let what = match id {
            "profit_squeezed" => "卖得多，赚得少".to_owned(),
            "profit_losing" => format!("{window}入不敷出"),
            _ => "瘦狗".to_owned(),
        };
        if shown == of { what } else { format!("{what}，{of} 家中 {shown} 家") }
    }

    fn profit_customers(&self, number: usize) -> String {
        format!("全部 {} 家客户，剩得少的在前", self.0.count(number))
    }

    fn profit_customers_subtitle(&self, found: &Profits, currency: Option<&str>) -> String {
        format!("{} 至 {} 的收入和毛利{}", found.from, found.to, self.unit(currency))
    }

    fn profit_marks(&self, one: &CustomerProfit) -> Option<String> {
        let all = [(one.loses, "入不敷出"), (one.squeezed, "卖得多赚得少"), (one.thin, "瘦狗")];
        let marks: Vec<&str> = all.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect();
        (!marks.is_empty()).then(|| marks.join("；"))
    }
}
