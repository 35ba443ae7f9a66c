//! 客户为什么流失和减少。

use super::Zh;
use crate::follow::{AGES, OwnerGap, Reasons};
use crate::model::{Cause, Money, Period, Recoverable, Stated, Tally};
use crate::report::Text;
use crate::report::words::ReasonWords;
use crate::report::words::help::CommandWords;

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "reasons",
    about: "流失原因：按跟进记录说明客户为什么流失和减少",
    examples: &[
        ("mingxi reasons orders.xlsx --follow-ups 跟进.csv", "最近两年"),
        ("mingxi reasons orders.xlsx --reasons 关税:no", "自定的原因"),
    ],
    explanation: "每笔流失取记录里最后写明的原因，从上一期起，到客户再下单为止。各原因相加就是收\n\
        入桥的流失和下滑，一分不差。然后是：哪些有望挽回；还没有人说明的流失，按业务员\n\
        和时间；流失客户的教训；回流的客户，以及之前做过什么",
};

/// Says whether somebody has stated more than that it is unknown.
fn explains(one: &crate::follow::ByReason) -> bool {
    one.reason.as_ref().is_some_and(Stated::explains)
}

impl Zh {
    fn stated(&self, reason: Option<&Stated>) -> String {
        match reason {
            None => self.reasons_none().to_owned(),
            Some(Stated::Listed(cause)) => self.cause(*cause).to_owned(),
            Some(Stated::Own(text)) => text.clone(),
            Some(Stated::Unlisted(text)) => self.reasons_unlisted(text),
        }
    }

    fn listed(&self, what: &str, shown: usize, of: usize) -> String {
        if shown < of { format!("{what}（{of} 家中的 {shown} 家）") } else { what.to_owned() }
    }
}

impl ReasonWords for Zh {
    fn cause(&self, cause: Cause) -> &'static str {
        match cause {
            Cause::Price => "价格",
            Cause::Service => "服务",
            Cause::Delivery => "交期",
            Cause::Quality => "质量",
            Cause::ProductFit => "产品不合",
            Cause::Capacity => "产能",
            Cause::Market => "客户市场",
            Cause::Strategy => "客户战略",
            Cause::Competitor => "竞争对手",
            Cause::Salesperson => "业务员离职",
            Cause::Credit => "信用与承诺",
            Cause::NaturalEnd => "自然结束",
            Cause::Unknown => "不明",
        }
    }

    fn recoverable(&self, fate: Recoverable) -> &'static str {
        match fate {
            Recoverable::Yes => "有望挽回",
            Recoverable::No => "不在我方",
            Recoverable::Unknown => "说不清",
        }
    }

    fn reasons_reason(&self) -> &'static str {
        "原因"
    }

    fn reasons_nav(&self) -> &'static str {
        "流失原因"
    }

    fn reasons_no_log(&self) -> String {
        "不知道客户为什么流失：`--follow-ups 文件` 给出跟进记录（日期、客户、原因）就能说明。".to_owned()
    }

    fn reasons_no_loss(&self) -> String {
        "所看各期没有客户流失或减少。".to_owned()
    }

    fn reasons_finding(&self, found: &Reasons) -> String {
        let open: Money = found.by_reason.iter().filter(|one| !explains(one)).map(|one| one.lost.amount).sum();
        let open = open.share_of(found.lost.amount).unwrap_or(0.0);
        let first = found.by_reason.iter().filter(|one| explains(one)).max_by_key(|one| one.lost.amount);
        match first.and_then(|one| Some((one, one.lost.amount.share_of(found.lost.amount)?))) {
            Some((one, share)) if open <= 0.5 => format!(
                "流失的收入以{}最多，占 {}",
                super::spacing::among(&self.stated(one.reason.as_ref())),
                self.0.share(share)
            ),
            _ => format!("流失的收入有 {} 没有说明原因", self.0.share(open)),
        }
    }

    fn reasons_verdict(&self, found: &Reasons) -> Text {
        let whole = found.lost.amount + found.down.amount;
        let (first, last) = (found.periods.first(), found.periods.last());
        let between = first.zip(last).map(|(first, last)| format!("{first} 至 {last}")).unwrap_or_default();
        let top: Vec<String> = found
            .by_reason
            .iter()
            .filter(|one| explains(one))
            .take(3)
            .filter_map(|one| {
                let (reason, share) = (self.stated(one.reason.as_ref()), one.amount().share_of(whole)?);
                let gap = if reason.ends_with('）') { "" } else { " " };
                Some(format!("{reason}{gap}{}", self.0.share(share)))
            })
            .collect();
        let open = |of: fn(&crate::follow::ByReason) -> Money, whole: Money| {
            let open: Money = found.by_reason.iter().filter(|one| !explains(one)).map(of).sum();
            self.0.share(open.share_of(whole).unwrap_or(0.0))
        };
        let top = if top.is_empty() { String::new() } else { format!("写明最多的：{}。", top.join("，")) };
        Text::plain(format!(
            "{between}：流失 {}，其中 {} 没有说明；少买 {}，{} 没有说明。{top}",
            self.0.amount(found.lost.amount),
            open(|one| one.lost.amount, found.lost.amount),
            self.0.amount(found.down.amount),
            open(|one| one.down.amount, found.down.amount)
        ))
    }

    fn reasons_none(&self) -> &'static str {
        "没有写原因"
    }

    fn reasons_unlisted(&self, typed: &str) -> String {
        format!("「{typed}」（不在表上）")
    }

    fn reasons_chart(&self, first: &str) -> String {
        format!("{}最多", super::spacing::before(first))
    }

    fn reasons_subtitle(&self, periods: &[Period], currency: Option<&str>) -> String {
        let between = periods.first().zip(periods.last()).map(|(first, last)| format!("{first} 至 {last}"));
        format!("流失和少买的收入，{}{}", between.unwrap_or_default(), self.unit(currency))
    }

    fn reasons_rest(&self, number: usize, amount: Money) -> String {
        format!("其余 {} 种原因：{}", self.0.count(number), self.0.signed(amount))
    }

    fn reasons_table(&self) -> String {
        "流失和少买的收入，按原因".to_owned()
    }

    fn reasons_over_time(&self) -> String {
        "流失和少买的收入，按原因和时间".to_owned()
    }

    fn reasons_times(&self) -> &'static str {
        "次"
    }

    fn reasons_together(&self) -> &'static str {
        "累计"
    }

    fn reasons_recoverable(&self, yes: Tally, of: Money) -> String {
        let share = yes.amount.share_of(of).map(|share| format!("（{}）", self.0.share(share))).unwrap_or_default();
        format!("还没回来的有 {} 家、{} 有望挽回{share}", self.0.count(yes.n as usize), self.0.amount(yes.amount))
    }

    fn reasons_fate(&self) -> &'static str {
        "还没回来的"
    }

    fn reasons_owners(&self, gaps: &[OwnerGap]) -> String {
        match gaps.first() {
            Some(OwnerGap { owner: Some(owner), .. }) => {
                format!("没有说明的以{}名下最多", super::spacing::among(owner))
            }
            _ => "没有说明的流失，按业务员".to_owned(),
        }
    }

    fn reasons_open_by(&self) -> &'static str {
        "没有说明的，按业务员"
    }

    fn reasons_age(&self, step: usize) -> String {
        match (step.checked_sub(1).map(|before| AGES[before] + 1), AGES.get(step)) {
            (None, Some(most)) => format!("{most} 天以内"),
            (Some(least), Some(most)) => format!("{least}–{most} 天").replace('–', "-"),
            (Some(least), None) => format!("{least} 天以上"),
            (None, None) => String::new(),
        }
    }

    fn reasons_age_heading(&self) -> &'static str {
        "没下单"
    }

    fn reasons_nobody(&self) -> &'static str {
        "无人负责"
    }

    fn reasons_owner(&self) -> &'static str {
        "业务员"
    }

    fn reasons_unexplained(&self, number: usize) -> String {
        format!("还有 {} 家流失没有说明", self.0.count(number))
    }

    fn reasons_unexplained_head(&self, shown: usize, of: usize) -> String {
        self.listed("还没有说明的", shown, of)
    }

    fn reasons_lessons(&self, number: usize) -> String {
        format!("{} 家流失客户的教训", self.0.count(number))
    }

    fn reasons_lessons_head(&self, shown: usize, of: usize) -> String {
        self.listed("流失的教训", shown, of)
    }

    fn reasons_won_back(&self, number: usize) -> String {
        format!("{} 家流失客户回来了", self.0.count(number))
    }

    fn reasons_won_back_head(&self, shown: usize, of: usize) -> String {
        self.listed("回来的客户", shown, of)
    }

    fn reasons_lost_in(&self) -> &'static str {
        "流失于"
    }

    fn reasons_talked(&self) -> &'static str {
        "最近联系"
    }

    fn reasons_talks(&self) -> &'static str {
        "联系次数"
    }

    fn reasons_credits(&self) -> &'static str {
        "退款"
    }

    fn reasons_receivables(&self) -> &'static str {
        "应收未收"
    }

    fn reasons_claims(&self) -> &'static str {
        "索赔"
    }

    fn reasons_stock(&self) -> &'static str {
        "备货库存"
    }

    fn reasons_related(&self) -> &'static str {
        "关联客户"
    }

    fn reasons_related_amount(&self) -> &'static str {
        "关联客户收入"
    }

    fn reasons_tried(&self) -> &'static str {
        "做过什么"
    }

    fn reasons_outcome(&self) -> &'static str {
        "结果"
    }

    fn reasons_back(&self) -> &'static str {
        "再下单"
    }

    fn reasons_away(&self) -> &'static str {
        "隔了"
    }

    fn reasons_since(&self) -> &'static str {
        "此后"
    }

    fn reasons_who(&self) -> &'static str {
        "跟进人"
    }

    fn reasons_rule(&self) -> String {
        "每笔流失取记录里最后写明的原因：从上一期起，到客户再下单为止；减少的到下一期末为止。关联客户：同一集团的，或由它介绍来的。".to_owned()
    }
}
