//! 谁还会下单，能指望多少。

use super::Zh;
use crate::analyse::{Activity, Alive, Backtest, Refusal};
use crate::model::ActivityModel;
use crate::report::activity::Gone;
use crate::report::words::ActivityWords;
use crate::report::{Piece, Text, tell};

impl Zh {
    fn why_refused(&self, refused: &Refusal) -> String {
        match *refused {
            Refusal::Sums => "数据是按期汇总的，不知道下单的日子".into(),
            Refusal::FewRepeaters { customers, needed } => {
                format!("有复购的客户只有 {} 家，模型至少要 {needed} 家", self.0.count(customers))
            }
            Refusal::NoConvergence => "没有找到最优的拟合".into(),
            Refusal::NobodyLeaves { lowest } => format!(
                "最优的拟合是谁都不会走（活跃概率都不低于 {}）；数据里的沉默，用各家下单快慢不同就能解释",
                self.0.share(lowest)
            ),
            Refusal::NoAmounts => "没有保留每天的金额".into(),
            Refusal::Dependent { correlation, limit } => format!(
                "每次买多少与买得多勤有关（秩相关 {}，模型最多容许 {}）",
                self.0.signed_number(correlation, 2),
                self.0.number(limit, 2)
            ),
            Refusal::NoMean { q } => format!("金额太分散，模型没有均值（q {}）", self.0.number(q, 2)),
        }
    }
}

impl ActivityWords for Zh {
    fn activity_nav(&self) -> &'static str {
        "活跃度"
    }

    fn activity_finding(&self, activity: &Activity, gone: &Gone) -> String {
        let all = self.0.count(activity.customers);
        match (activity.expected_alive, gone.customers) {
            (None, _) => "判断不了谁还会下单".into(),
            (Some(alive), 0) => {
                format!("{all} 家客户中约 {} 家还会下单；没有一家多半已走", self.0.number(alive, 0))
            }
            (Some(alive), n) => format!(
                "{all} 家客户中约 {} 家还会下单；{} 家多半已走，占窗口收入 {}",
                self.0.number(alive, 0),
                self.0.count(n),
                gone.amount.share_of(gone.of).map_or_else(|| "0.0%".into(), |share| self.0.share(share))
            ),
        }
    }

    fn activity_refused(&self, refused: &Refusal) -> Text {
        Text::plain(format!("判断不了谁还会下单：{}。", self.why_refused(refused)))
    }

    fn value_refused(&self, refused: &Refusal) -> Text {
        Text::plain(format!("不估计这些订单值多少：{}。", self.why_refused(refused)))
    }

    fn activity_verdict(&self, activity: &Activity, gone: &Gone) -> Text {
        let worth = activity.expected_value.map_or_else(String::new, |value| format!("，约值 {}", self.0.units(value)));
        let first = format!(
            "下过单的 {} 家客户中约 {} 家还会下单；到 {} 预计有约 {} 个下单日{worth}。",
            self.0.count(activity.customers),
            self.0.number(activity.expected_alive.unwrap_or_default(), 0),
            activity.horizon,
            self.0.number(activity.expected_orders.unwrap_or_default(), 0),
        );
        if gone.customers == 0 {
            return tell![first, "没有一家多半已走。"];
        }
        let share = gone.amount.share_of(gone.of);
        tell![
            first,
            Piece::strong(format!("{} 家多半已走", self.0.count(gone.customers))),
            format!(
                "：窗口收入 {}{}。",
                self.0.amount(gone.amount),
                share.map_or_else(String::new, |share| format!("（{}）", self.0.share(share)))
            ),
        ]
    }

    fn activity_backtest(&self, back: &Backtest, activity: &Activity) -> Text {
        let off = (back.expected_orders > 0.0).then(|| back.orders as f64 / back.expected_orders - 1.0);
        Text::plain(format!(
            "同一模型只看到 {} 的数据时，预计其后 {} 天有 {} 个下单日，实际 {} 个{}。{}",
            back.known_to,
            activity.horizon_days,
            self.0.number(back.expected_orders, 0),
            self.0.count(back.orders),
            off.map_or_else(String::new, |off| format!("（{}）", self.0.percent(off))),
            if off.is_some_and(|off| off.abs() > 0.25) { "所以这些数只供参考。" } else { "" }
        ))
    }

    fn activity_regularity(&self, k: f64) -> Text {
        Text::plain(format!(
            "下单比随机更有规律（k {}，模型当作 1）：按自己的周期已经逾期的客户，活跃概率偏高。",
            self.0.number(k, 1)
        ))
    }

    fn activity_model(&self, activity: &Activity) -> String {
        let Some(fit) = activity.fit else { return String::new() };
        let name = match activity.model {
            ActivityModel::MbgNbd => "MBG/NBD",
            ActivityModel::BgNbd => "BG/NBD",
        };
        let number = |value: f64| self.0.number(value, 3);
        let value = activity.value_fit.map_or_else(String::new, |value| {
            format!(
                "；gamma-gamma：p {}，q {}，gamma {}，秩相关 {}",
                number(value.p),
                number(value.q),
                number(value.gamma),
                activity.correlation.map_or_else(|| "无".into(), |found| self.0.signed_number(found, 2))
            )
        });
        let edge = match fit.edge {
            None => "",
            Some("r" | "alpha") => "拟合落在边缘：视各客户下单的快慢相同。",
            Some(_) => "拟合落在边缘：视各客户每单之后离开的可能相同。",
        };
        format!(
            "{name} 极大似然，{} 家客户，其中 {} 家有复购：r {}，alpha {}，a {}，b {}{value}。{edge}",
            self.0.count(activity.customers),
            self.0.count(activity.repeaters),
            number(fit.r),
            number(fit.alpha),
            number(fit.a),
            number(fit.b)
        )
    }

    fn activity_customer(&self, one: &Alive, activity: &Activity) -> Text {
        let worth = one.expected_value.map_or_else(String::new, |value| format!("，约值 {}", self.0.units(value)));
        let orders = one.expected_orders.map_or_else(String::new, |orders| {
            format!("；到 {} 预计有 {} 个下单日{worth}", activity.horizon, self.0.number(orders, 1))
        });
        Text::plain(format!("活跃概率  {}{orders}。", self.0.share(one.p_alive)))
    }

    fn activity_list(&self, shown: usize, of: usize) -> String {
        if self.0.full {
            format!("风险最大的 {shown} 家，共 {} 家", self.0.count(of))
        } else {
            "谁走了损失最大".into()
        }
    }

    fn activity_subtitle(&self, activity: &Activity, currency: Option<&str>) -> String {
        format!("预计到 {}；风险金额：窗口收入 × 已走的概率{}", activity.horizon, self.unit(currency))
    }

    fn activity_bands(&self, gone: &Gone) -> String {
        match gone.amount.share_of(gone.of) {
            Some(share) => format!("{} 的收入来自多半已走的客户", self.0.share(share)),
            None => "窗口内没有收入".into(),
        }
    }

    fn activity_bands_subtitle(&self, currency: Option<&str>) -> String {
        format!("窗口收入，按客户的活跃概率{}", self.unit(currency))
    }

    fn p_alive(&self) -> &'static str {
        "活跃概率"
    }

    fn order_days(&self) -> &'static str {
        "下单日"
    }

    fn expected_orders(&self) -> &'static str {
        "预计下单"
    }

    fn expected_value(&self) -> &'static str {
        "预计金额"
    }

    fn at_stake(&self) -> &'static str {
        "风险金额"
    }
}
