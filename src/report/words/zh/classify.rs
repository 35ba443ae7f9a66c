//! 客户分类、交易周期与 RFM。

use super::Zh;
use crate::analyse::{Classes, Cycle, Standing, Standings};
use crate::model::{Day, Tally};
use crate::report::classes::moves;
use crate::report::words::help::CommandWords;
use crate::report::words::{ClassifyWords, MovementWords};
use crate::report::{Text, tell};

/// `classify` 的帮助。
pub const HELP: CommandWords = CommandWords {
    name: "classify",
    about: "ABC 分类与级间迁移、交易周期、RFM",
    examples: &[
        ("mingxi classify orders.xlsx", "最近 12 个月的分类"),
        ("mingxi classify orders.xlsx -o classes.csv", "每个客户一行"),
        ("mingxi classify orders.xlsx --map class=等级", "用公司自己的等级"),
    ],
    explanation: "说明：\n\
                  \x20 级        A 占窗口收入的 80%，B 占其后的 15%，其余为 C；有客户等级一列且写着\n\
                  \x20           A、B 或 C 时以它为准，标 *\n\
                  \x20 从 \\ 到   一年里谁换了级，按家数，也按金额\n\
                  \x20 交易周期  平常隔多久一单：31、62、93 天以内为 1、2、3 个月，更长为慢\n\
                  \x20 R F M     全部历史的最近一单、单数、金额：5 是最好的五分之一\n\
                  \x20 提示      B 类萎缩；C 类超过 --quiet-after 天没有下单",
};

impl ClassifyWords for Zh {
    fn classify_nav(&self) -> &'static str {
        "RFM 与周期"
    }

    fn classify_finding(&self, found: &Standings) -> String {
        if found.scored == 0 {
            return "交易周期和 RFM 要有逐笔订单才能算".to_owned();
        }
        match (found.cooling.n as usize, found.quiet.n as usize) {
            (0, 0) => "没有好客户久未下单".to_owned(),
            (0, quiet) => format!("C 类客户有 {} 家超过 {} 天没有下单", self.0.count(quiet), found.quiet_days),
            (n, _) => {
                format!("{} 家好客户很久没有下单，历来共买了 {}", self.0.count(n), self.0.amount(found.cooling.amount))
            }
        }
    }

    fn class_moves(&self, classes: &Classes) -> String {
        format!("{}。", self.classes_finding(&moves(classes), classes.before.is_some()))
    }

    fn classify_line(&self, found: &Standings) -> String {
        match found.scored {
            0 => "交易周期和 RFM 无法判断：数据是各期的合计，不是订单。".to_owned(),
            n => format!("{}；按最近下单、单数和金额给 {} 家打了分。", self.cycle_finding(found), self.0.count(n)),
        }
    }

    fn classify_notes(&self, found: &Standings) -> Vec<Text> {
        let mut notes = Vec::new();
        if let Some(before) = found.b_before {
            let head = if found.b_shrinks { "B 类在萎缩：" } else { "B 类：" };
            let fell = match found.fell_from_b.n {
                0 => tell!["没有一家掉出 B 类。"],
                n => tell![
                    format!("{} 家从 B 掉到 C 或不再下单，", self.0.count(n as usize)),
                    self.0.delta(found.fell_from_b.amount),
                    "。"
                ],
            };
            let now = self.0.count(found.b as usize);
            notes.push(Text::join([tell![format!("{head}现有 {now} 家，一年前 {before} 家。")], fell], ""));
        }
        if found.quiet.n > 0 {
            let seasonal = match found.quiet_seasonal {
                0 => String::new(),
                n => format!("，其中 {n} 家正值往年也没有单的季节"),
            };
            notes.push(tell![format!(
                "C 类有 {} 家（窗口内 {}）超过 {} 天没有下单{seasonal}。",
                self.0.count(found.quiet.n as usize),
                self.0.amount(found.quiet.amount),
                found.quiet_days
            )]);
        }
        if found.given > 0 {
            let other = match found.given_other_words {
                0 => String::new(),
                n => format!("；{} 家写的不是 A、B、C，仍按金额分", self.0.count(n)),
            };
            notes.push(Text::plain(format!(
                "数据给了 {} 家客户等级；其中 {} 家与按金额分的不同，以数据为准（*）{other}。",
                self.0.count(found.given),
                self.0.count(found.given_otherwise)
            )));
        }
        notes
    }

    fn moves_in_money(&self) -> String {
        format!("{}，变化", self.from_to())
    }

    fn cycle_finding(&self, found: &Standings) -> String {
        let of: u64 = found.cycles.iter().map(|one| one.tally.n).sum();
        let fast = |cycle: &Cycle| matches!(cycle, Cycle::One | Cycle::Two | Cycle::Three);
        let n: u64 = found.cycles.iter().filter(|one| fast(&one.cycle)).map(|one| one.tally.n).sum();
        format!("{} 家客户中有 {} 家在下单期间平常至多 93 天一单", self.0.count(of as usize), self.0.count(n as usize))
    }

    fn cycle_subtitle(&self, as_of: Day, currency: Option<&str>) -> String {
        format!("下单日之间间隔的中位数，截至 {as_of}{}", self.unit(currency))
    }

    fn cycle_heading(&self) -> &'static str {
        "交易周期"
    }

    fn cycle(&self, cycle: Cycle) -> &'static str {
        match cycle {
            Cycle::One => "1 个月，至多 31 天",
            Cycle::Two => "2 个月，至多 62 天",
            Cycle::Three => "3 个月，至多 93 天",
            Cycle::Slow => "慢，更长",
            Cycle::NotYet => "还没有周期，下单日不足 3 个",
        }
    }

    fn cycle_mark(&self, cycle: Cycle) -> &'static str {
        match cycle {
            Cycle::One => "1 个月",
            Cycle::Two => "2 个月",
            Cycle::Three => "3 个月",
            Cycle::Slow => "慢",
            Cycle::NotYet => "还没有",
        }
    }

    fn scores_finding(&self, scored: usize) -> String {
        format!("{} 家客户的得分", self.0.count(scored))
    }

    fn scores_subtitle(&self) -> &'static str {
        "以全部历史与其他客户相比；5 是最好的五分之一，并列的同分"
    }

    fn scores_heading(&self) -> &'static str {
        "得分的家数"
    }

    fn measure(&self, id: &str) -> &'static str {
        match id {
            "recency" => "R 最近一单距今天数",
            "frequency" => "F 单数",
            _ => "M 净收入",
        }
    }

    fn cooling_finding(&self, cooling: Tally) -> String {
        format!("{} 家 R ≤ 2，而 F 和 M ≥ 4", self.0.count(cooling.n as usize))
    }

    fn cooling_subtitle(&self, as_of: Day, currency: Option<&str>) -> String {
        format!("下单多、金额大，但最近没有，截至 {as_of}{}", self.unit(currency))
    }

    fn cooling_head(&self, shown: usize, of: usize) -> String {
        match shown == of {
            true => "好客户，最近没有单".to_owned(),
            false => format!("好客户，最近没有单，{of} 家中 {shown} 家"),
        }
    }

    fn all_time(&self) -> &'static str {
        "历来"
    }

    fn classify_list(&self, number: usize) -> String {
        format!("全部 {} 家客户", self.0.count(number))
    }

    fn classify_list_subtitle(&self, found: &Standings, currency: Option<&str>) -> String {
        let given = if found.given_otherwise > 0 { "；* 以数据给的等级为准" } else { "" };
        format!("按类别和窗口收入排列{}{given}", self.unit(currency))
    }

    fn class_before(&self) -> &'static str {
        "一年前"
    }

    fn class_given(&self) -> &'static str {
        "数据给的"
    }

    fn flag_heading(&self) -> &'static str {
        "提示"
    }

    fn class_flag(&self, one: &Standing) -> Option<String> {
        let quiet = if one.seasonal { "久未下单（季节性）" } else { "久未下单" };
        let flags: Vec<&str> = [(one.fell_from_b, "掉出 B"), (one.quiet, quiet)]
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, it)| it)
            .collect();
        (!flags.is_empty()).then(|| flags.join("，"))
    }
}
