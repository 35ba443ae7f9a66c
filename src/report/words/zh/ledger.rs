//! 一家客户的对账明细。

use super::Zh;
use crate::analyse::{Alive, CadenceClass, Concentration, Holder, Ledger, LedgerNamed, Trend};
use crate::model::{Money, Period, Reason, Tally};
use crate::report::Text;
use crate::report::words::help::CommandWords;
use crate::report::words::ledger::LedgerFact;
use crate::report::words::{LedgerWords, Terms};

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "ledger",
    about: "对账明细：列出一家客户的每一单，直到每一行",
    examples: &[
        ("mingxi ledger orders.xlsx 海川五金", "全部往来"),
        ("mingxi ledger orders.xlsx 海川五金 --period 2025Q3", "一个季度"),
        ("mingxi ledger orders.xlsx 海川五金 -o 对账.xlsx", "写成工作簿"),
    ],
    explanation: "客户写在最后：编号、名称的任何一种写法，或只有它才有的一段名称。先说它是谁，\n\
                  再列各期及其在收入桥里的类别、产品、订单和退货（带累计）；加 --lines 列出\n\
                  每一行。各项合计都与全书核对，加不平就不打印",
};

impl LedgerWords for Zh {
    fn ledger_other_products(&self, number: usize) -> String {
        format!("其余 {} 种产品", self.0.count(number))
    }

    fn ledger_nav(&self) -> &'static str {
        "对账明细"
    }

    fn ledger_verdict(&self, name: &str, ledger: &Ledger) -> Text {
        let rows = self.rows(ledger.lines.len());
        let since = ledger.periods.first().map_or_else(String::new, |first| format!("{} 以来", first.period));
        Text::plain(format!("{name}：{since} {rows}，共 {}。", self.0.exact(ledger.amount)))
    }

    fn ledger_period_verdict(&self, name: &str, ledger: &Ledger, period: Period, before: Option<Money>) -> Text {
        let before =
            before.map_or_else(String::new, |before| format!("，{} {}", self.before_period(), self.0.exact(before)));
        Text::plain(format!(
            "{name}：{} 至 {}，{}{before}。",
            period.first_day(),
            period.last_day(),
            self.0.exact(ledger.amount)
        ))
    }

    fn ledger_fact(&self, fact: LedgerFact) -> &'static str {
        match fact {
            LedgerFact::Id => "编号",
            LedgerFact::All => "合计",
            LedgerFact::FirstOrder => "首单",
            LedgerFact::LastOrder => "最近一单",
            LedgerFact::Pace => "复购周期",
            LedgerFact::Alive => "活跃概率",
            LedgerFact::Place => "级别",
            LedgerFact::Direction => "走势",
            LedgerFact::Owner => "业务员",
            LedgerFact::Country => "国家",
            LedgerFact::SetAside => "搁置",
            LedgerFact::Target => "目标",
        }
    }

    fn ledger_all(&self, amount: Money, rows: usize, share: Option<f64>) -> String {
        let share = share.map_or_else(String::new, |share| format!("，占全书 {}", self.0.share(share)));
        format!("{}，{}{share}", self.0.exact(amount), self.rows(rows))
    }

    fn ledger_pace(&self, trend: &Trend) -> String {
        let cadence = &trend.cadence;
        let silent = cadence.silence.map_or_else(String::new, |silence| format!("，已隔 {silence} 天"));
        match (cadence.class, cadence.median_interval) {
            (CadenceClass::TooFew, _) | (_, None) => {
                format!("单数太少，判断不了：{} 个下单日{silent}", cadence.order_days.unwrap_or_default())
            }
            (class, Some(interval)) => format!(
                "{}：平常隔 {} 天一单{silent}{}",
                self.cadence(class),
                self.0.days(interval),
                if cadence.seasonal { "（季节性）" } else { "" }
            ),
        }
    }

    fn ledger_alive(&self, one: &Alive) -> String {
        let orders = one
            .expected_orders
            .map_or_else(String::new, |orders| format!("，预计还有 {} 个下单日", self.0.number(orders, 1)));
        format!("{}{orders}", self.0.share(one.p_alive))
    }

    fn ledger_units(&self, units: &[String]) -> String {
        let names: Vec<String> =
            units.iter().map(|unit| if unit.is_empty() { "未写".to_owned() } else { unit.clone() }).collect();
        format!("数量有几种单位（{}），不相加。", names.join("、"))
    }

    fn ledger_place(
        &self,
        class: Option<char>,
        holder: Option<&Holder>,
        rank: Option<usize>,
        window: &Concentration,
    ) -> String {
        let span = format!("{} 至 {}", window.from, window.to);
        match (class, holder, rank) {
            (Some(class), Some(holder), Some(rank)) => format!(
                "{class}：{span} 占 {}，{}，{} 家中第 {rank}",
                self.0.share(holder.share),
                self.0.exact(holder.amount),
                self.0.count(window.customers)
            ),
            (Some(class), ..) => format!("{class}：{span} 没有正的收入"),
            _ => format!("无：{span} 没有行"),
        }
    }

    fn ledger_named(&self, named: &LedgerNamed, several: bool) -> String {
        if several {
            format!("{}（{} 至 {}，{}）", named.name, named.first, named.last, self.0.exact(named.amount))
        } else {
            named.name.clone()
        }
    }

    fn ledger_set_aside(&self, reason: Reason, tally: Tally) -> String {
        format!("{} {}（{}）", super::aside::reason(reason), self.rows(tally.n as usize), self.0.exact(tally.amount))
    }

    fn ledger_earlier(&self, periods: usize) -> String {
        format!("此前 {}", self.periods(periods))
    }

    fn ledger_products(&self, ledger: &Ledger) -> String {
        let many = format!("{} 种产品", self.0.count(ledger.products.len()));
        match ledger.products.first().filter(|first| first.amount.is_positive() && !first.name.is_empty()) {
            Some(first) => match first.amount.share_of(ledger.amount) {
                Some(share) => format!("{many}；{}占 {}", super::spacing::before(&first.name), self.0.share(share)),
                None => many,
            },
            None => many,
        }
    }

    fn ledger_no_product(&self) -> &'static str {
        "（没有写明）"
    }

    fn ledger_orders(&self, orders: usize, credits: usize) -> String {
        let orders = format!("{} 单", self.0.count(orders));
        match credits {
            0 => orders,
            n => format!("{orders}，退货 {} 笔", self.0.count(n)),
        }
    }

    fn ledger_lines(&self, ledger: &Ledger) -> String {
        format!("每一行，共 {}", self.rows(ledger.lines.len()))
    }

    fn ledger_credit(&self) -> &'static str {
        "退货"
    }

    fn ledger_running(&self) -> &'static str {
        "累计"
    }

    fn ledger_place_heading(&self) -> &'static str {
        "文件行号"
    }

    fn ledger_last_heading(&self) -> &'static str {
        "最近一次"
    }

    fn ledger_rows(&self, rows: &[String], more: bool) -> String {
        format!("{}{}", rows.join("、"), if more { " 等" } else { "" })
    }

    fn ledger_adds_up(&self, ledger: &Ledger, orders: usize, credits: usize) -> Text {
        let entries = match (orders, credits) {
            (0, 0) => String::new(),
            (orders, credits) => format!("、{}", self.ledger_orders(orders, credits)),
        };
        Text::plain(format!(
            "核对：{}{entries}，逐期加总都是 {}，与收入桥一致。",
            self.rows(ledger.lines.len()),
            self.0.exact(ledger.amount)
        ))
    }
}
