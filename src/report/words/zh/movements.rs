//! 变动、分级与矩阵。

use super::Zh;
use super::spacing::after;
use crate::analyse::{Bridge, Classes, Movement, Partial};
use crate::model::{Day, Limits, Money, Period, Tally};
use crate::report::happened::Happened;
use crate::report::words::{MovementWords, Terms};
use crate::report::{ClassMoves, Text};

impl MovementWords for Zh {
    fn movements_finding(&self, bridge: &Bridge, again: usize, as_of: Day) -> String {
        let lost = match bridge.n_lost {
            0 => "没有一家流失".to_owned(),
            n => format!("流失的 {} 家带走 {}", self.0.count(n), self.0.amount(-bridge.lost)),
        };
        let rest = match (bridge.n_lost, again) {
            (0, _) => format!("；回流 {} 家", self.0.count(bridge.n_returned)),
            (_, 0) if as_of > bridge.period1.last_day() => format!("；到 {as_of} 一家也没有回来"),
            (_, 0) => String::new(),
            (_, n) => format!("；到 {as_of} 有 {} 家回来", self.0.count(n)),
        };
        format!("{lost}{rest}")
    }

    fn nobody(&self, kind: Movement, bridge: &Bridge) -> Text {
        Text::plain(match kind {
            Movement::New => format!("{} 没有新增客户。", bridge.period1),
            Movement::Returned => format!("{} 没有回流客户。", bridge.period1),
            Movement::Lost => format!("没有客户流失：{} 的客户都再次下了单。", bridge.period0),
            Movement::Up => "没有一家买得更多。".to_owned(),
            _ => "没有一家买得更少。".to_owned(),
        })
    }

    fn list_finding(&self, kind: Movement, customers: usize, sum: Money) -> String {
        format!("{} {} 家，{}", self.movement(kind), self.0.count(customers), self.0.signed(sum))
    }

    fn list_subtitle(&self, kind: Movement, bridge: &Bridge, gap: Option<f64>) -> String {
        let (before, now) = (bridge.period0, bridge.period1);
        match kind {
            Movement::Lost => format!("{before} 下单、{now} 未下单"),
            Movement::Returned => {
                let gap = gap.map_or_else(String::new, |gap| format!("；相隔中位数 {} 天", self.0.days(gap)));
                format!("{before} 未下单、此前下过单{gap}")
            }
            Movement::New => format!("数据中的首单在 {now}"),
            Movement::Down => format!("两期都下单，{now} 少于 {before}"),
            _ => format!("两期都下单，{now} 多于 {before}"),
        }
    }

    fn mover_line(&self, what: &Happened) -> String {
        match what {
            Happened::Silent { since, silence, not_yet_due, cadence, seasonal } => {
                let mark = match (not_yet_due, cadence) {
                    _ if *seasonal => "，季节性",
                    (true, _) => "，未到期",
                    (false, false) => "，周期不明",
                    (false, true) => "",
                };
                format!("末单 {since}，静默 {silence} 天{mark}")
            }
            Happened::Back { before, after, .. } => format!("前次 {before}，相隔 {after} 天"),
            other => self.happened(other),
        }
    }

    fn newcomers_finding(&self, history: &[&Bridge]) -> String {
        let Some(last) = history.last() else { return String::new() };
        let without = history.iter().rev().take_while(|bridge| bridge.n_new == 0).count();
        match (without, last.n_new) {
            (1, _) if history[..history.len() - 1].iter().all(|bridge| bridge.n_new > 0) => {
                format!("新增 0 家，{}以来第一次", self.periods(history.len()))
            }
            (1, _) => "新增 0 家".to_owned(),
            (n @ 2.., _) => format!("连续 {}新增 0 家", self.periods(n)),
            (_, n) => {
                let before = history.len().checked_sub(2).map(|at| history[at].n_new);
                let before = before.map_or_else(String::new, |before| {
                    format!("，{} {} 家", self.before_period(), self.0.count(before))
                });
                format!("新增 {} 家{before}", self.0.count(n))
            }
        }
    }

    fn newcomers_subtitle(&self) -> String {
        format!("每{}新客户数（此前从未下单）", self.noun())
    }

    fn latest_new(&self, name: &str, day: Day) -> String {
        format!("最近一家新客户是{}，首单 {day}。", after(name))
    }

    fn register_finding(&self, bridge: &Bridge) -> String {
        format!("{} 到 {} 的全部变动，按类别", bridge.period0, bridge.period1)
    }

    fn unverified_mark(&self) -> String {
        "未核实".to_owned()
    }

    fn classes_finding(&self, moves: &ClassMoves, compared: bool) -> String {
        match (compared, moves.was_a) {
            (false, _) | (_, 0) => format!("A 类 {} 家；没有一年前可比", moves.stayed_a + moves.joined_a),
            (_, was) if moves.stayed_a == was => format!("一年前的 {was} 家 A 类客户都还是 A 类"),
            (_, was) => format!("一年前的 {was} 家 A 类客户，{} 家还是 A 类", moves.stayed_a),
        }
    }

    fn no_migration(&self) -> String {
        "没有一年前的窗口，因此没有级间迁移。".to_owned()
    }

    fn abc_finding(&self, a: Tally, whole: Tally) -> String {
        match a.amount.share_of(whole.amount) {
            Some(share) => format!("A 类 {} 家占 {} 的收入", self.0.count(a.n as usize), self.0.share(share)),
            None => "没有分级：窗口内没有大于零的收入".to_owned(),
        }
    }

    fn abc_subtitle(&self, limits: &Limits, currency: Option<&str>) -> String {
        format!(
            "A 到 {}，B 到 {}，其余为 C{}",
            self.0.about(limits.class_a),
            self.0.about(limits.class_b),
            self.unit(currency)
        )
    }

    fn of_customers(&self) -> String {
        "占客户数".to_owned()
    }

    fn from_to(&self) -> String {
        "从 \\ 到".to_owned()
    }

    fn migration_finding(&self, moves: &ClassMoves) -> String {
        format!("{} 家离开 A 类，{} 家进入", moves.left_a, moves.joined_a)
    }

    fn migration_money_finding(&self, moves: &ClassMoves, gained: Money, gone: Money) -> String {
        match (moves.from_nothing, moves.to_nothing) {
            (0, 0) => "没有一家从零做到 A 类，也没有 A 类客户完全停单".to_owned(),
            (0, n) => format!("一年前的 A 类客户有 {n} 家此后没有下单：{}", self.0.signed(gone)),
            (n, _) => format!("A 类客户有 {n} 家一年前没有下单：{}", self.0.signed(gained)),
        }
    }

    fn migration_subtitle(&self, money: bool, classes: &Classes, currency: Option<&str>) -> String {
        let before = classes.before.map_or_else(String::new, |before| format!("{before} → "));
        if money {
            format!("窗口收入的变化{}，{before}{}", self.unit(currency), classes.period)
        } else {
            format!("客户数，{before}{}；一色升、一色降", classes.period)
        }
    }

    fn matrix_nav(&self) -> String {
        format!("客户 × {}", self.grain_heading(None))
    }

    fn matrix_finding(&self, customers: usize, periods: usize, always: &[&str]) -> String {
        let number = self.0.count(customers);
        let every = format!("近 {}每{}", self.periods(periods), self.noun());
        match always {
            [] => format!("{number} 家客户中，没有一家{every}都下单"),
            [one] => format!("{number} 家客户中，{every}都下单的只有{}", after(one)),
            all if all.len() == customers => format!("{number} 家客户{every}都下单"),
            all => format!("{number} 家客户中，{every}都下单的有 {} 家", self.0.count(all.len())),
        }
    }

    fn matrix_title(&self, average: f64, most: Option<(usize, Period)>) -> String {
        let most = most.map_or_else(String::new, |(n, period)| format!("，最多在 {period}，{} 家", self.0.count(n)));
        format!("平均每{} {} 家下单{most}", self.noun(), self.0.number(average, u8::from(average < 10.0)))
    }

    fn matrix_subtitle(&self, shown: usize, of: usize, partial: Option<&Partial>, currency: Option<&str>) -> String {
        let which = if of > shown { format!("，窗口内最大的 {shown} 家在前") } else { String::new() };
        let star = partial.map_or_else(String::new, |partial| format!("；* {} 只到 {}", partial.period, partial.to));
        format!("每{}收入{}{which}；颜色越浓金额越大{star}", self.noun(), self.unit(currency))
    }
}
