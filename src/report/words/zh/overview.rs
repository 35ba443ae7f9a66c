//! 报告开头。

use super::Zh;
use crate::analyse::{Bridge, Concentration, Partial, Swing, Verdict};
use crate::model::{Day, Grain, Money, Period, Reason, Tally};
use crate::report::words::{FindingWords, OverviewWords, Terms};
use crate::report::{Piece, Text, relative, tell};

impl Zh {
    /// Gives “2004 年第四季度”, “2025 年 9 月”, “2026 财年第一季度”.
    pub(super) fn period_name(&self, period: Period) -> String {
        let label = period.label();
        let (fiscal, rest) = label.strip_prefix("FY").map_or((false, label.as_str()), |rest| (true, rest));
        let year = format!("{} {}", rest.get(..4).unwrap_or_default(), if fiscal { "财年" } else { "年" });
        match period.calendar.grain {
            Grain::Quarter => {
                let part = match rest.get(5..) {
                    Some("1") => "一",
                    Some("2") => "二",
                    Some("3") => "三",
                    _ => "四",
                };
                format!("{year}第{part}季度")
            }
            Grain::Half => format!("{year}{}", if rest.ends_with('1') { "上半年" } else { "下半年" }),
            Grain::Month => format!("{year} {} 月", period.first_day().ymd().1),
            Grain::Week => format!("{year}第 {} 周", rest.get(6..).unwrap_or_default()),
            Grain::Year => year,
        }
    }

    /// Gives a signed amount with its rate in brackets.
    pub(super) fn change_with_rate(&self, bridge: &Bridge) -> Vec<Piece> {
        let mut pieces = vec![self.0.delta(bridge.change())];
        if let Some(rate) = relative(bridge.closing, bridge.opening) {
            pieces.extend([Piece::from("（"), self.0.rate(rate), Piece::from("）")]);
        }
        pieces
    }

    /// Says where a change comes from that no order made, before its amount; nothing where revenue did not change.
    pub(super) fn only_adjusted(&self, bridge: &Bridge) -> Option<String> {
        let (change, adjusted) = (bridge.change().raw().signum(), bridge.adjustments.raw().signum());
        if change != 0 && bridge.fx.raw().signum() == change && adjusted != change {
            return Some(format!("{}来自汇率：", if change < 0 { "减少" } else { "增加" }));
        }
        let from = match (change, adjusted) {
            (0, _) => return None,
            (-1, -1) => "下降来自没有下单的客户的贷项",
            (-1, _) => "下降来自贷项多于购买的客户",
            (_, 1) => "增加是因为没有下单的客户不再有贷项",
            _ => "增加不是来自买得更多的客户",
        };
        Some(format!("{from}："))
    }

    /// Gives the period's full noun: 季度, 月份.
    fn full_noun(&self) -> &'static str {
        match self.0.grain {
            Grain::Week => "周",
            Grain::Month => "月份",
            Grain::Quarter => "季度",
            Grain::Half => "半年",
            Grain::Year => "年度",
        }
    }

    /// Says who is in a line: “33 家回流客户”.
    pub(super) fn who(&self, id: &str, customers: usize) -> String {
        let number = self.0.count(customers);
        match id {
            "new" => format!("{number} 家新客户"),
            "returned" => format!("{number} 家回流客户"),
            "up" => format!("{number} 家买得更多的客户"),
            "down" => format!("{number} 家买得更少的客户"),
            _ => format!("{number} 家流失客户"),
        }
    }
}

impl OverviewWords for Zh {
    fn title(&self, period: Period) -> String {
        format!("{}客户收入报告", self.period_name(period))
    }

    fn compared_with(&self, before: Option<Period>, year: Option<Period>) -> String {
        match (before, year) {
            (None, _) => "无：这是数据的第一期".to_owned(),
            (Some(before), None) => format!("{} {before}", self.before_period()),
            (Some(before), Some(year)) => format!("{} {before}，{} {year}", self.before_period(), self.year_before()),
        }
    }

    fn currency_fact(&self, code: &str) -> String {
        let name = self.currency(code);
        if name == code { name } else { format!("{name} {code}") }
    }

    fn files(&self, files: &[&str]) -> String {
        match files {
            [] => "无".to_owned(),
            [one] => (*one).to_owned(),
            [first, .., last] if files.len() > 3 => format!("{} 个文件，{first} 至 {last}", files.len()),
            _ => files.join("、"),
        }
    }

    fn rows_fact(&self, read: usize, used: usize, aside: usize) -> String {
        format!("读入 {}，采用 {}，搁置 {}", self.0.count(read), self.0.count(used), self.0.count(aside))
    }

    fn verdict_first(&self, period: Period, revenue: Money, customers: usize) -> Text {
        tell![
            format!("{period} 收入 "),
            Piece::strong(self.0.amount(revenue)),
            format!("，来自 {}。这是数据的第一期，没有可比的期间。", self.customers(customers)),
        ]
    }

    fn verdict_so_far(&self, revenue: Money, customers: usize, to: Day) -> Text {
        tell![
            format!("还没有结束的{}：到 {to} 为止 ", self.full_noun()),
            Piece::strong(self.0.amount(revenue)),
            format!("，来自 {}。", self.customers(customers)),
        ]
    }

    fn so_far(&self, heading: &str) -> String {
        format!("{heading}（未结束）")
    }

    fn tiles_so_far(&self, period: Period, to: Day) -> String {
        format!("{period} 还没有结束：各项数字到 {to} 为止。")
    }

    fn credits_apart(&self, apart: Money) -> Text {
        tell!["平均每单不含没有订单的金额（如贷项）：", self.0.delta(apart), "。"]
    }

    fn verdict_level(&self, bridge: &Bridge, year: Option<&Bridge>, swing: Option<&Swing>) -> Text {
        let mut pieces =
            vec![Piece::from(format!("{} 收入 ", bridge.period1)), Piece::strong(self.0.amount(bridge.closing))];
        if bridge.change().is_zero() {
            pieces.push(Piece::from(format!("，与{}相同", self.before_period())));
        } else {
            pieces.push(Piece::from(format!("，比{} ", self.before_period())));
            pieces.extend(self.change_with_rate(bridge));
        }
        if let Some(year) = year {
            pieces.push(Piece::from(format!("，比{} ", self.year_before())));
            pieces.extend(self.change_with_rate(year));
        }
        let swing = swing.filter(|_| !bridge.change().is_zero());
        pieces.extend(swing.map(|swing| Piece::from(self.said_swing(swing))));
        pieces.push(Piece::from("。"));
        pieces.into_iter().map(|piece| (piece.0, piece.1)).collect::<Vec<_>>().into()
    }

    fn verdict_why(&self, bridge: &Bridge) -> Option<Text> {
        let Some(verdict) = bridge.explain.verdict else {
            let only = self.only_adjusted(bridge)?;
            return Some(tell![only, self.0.delta(bridge.change()), "。"]);
        };
        let fall = bridge.change().is_negative();
        let side = if fall { &bridge.explain.decline } else { &bridge.explain.gain };
        let thing = if fall { "下降" } else { "增加" };
        let customers = if fall { bridge.customers0 } else { bridge.customers1 };
        let many = format!("{} 家客户中 {} 家{thing}", self.0.count(customers), self.0.count(side.customers));
        let breadth = side.breadth.map_or_else(String::new, |breadth| {
            format!("，占{}收入的 {}", if fall { "期初" } else { "期末" }, self.0.share(breadth))
        });
        let largest = match side.customers {
            1 => format!("；全部{thing}额来自这一家"),
            _ => {
                side.top1.map_or_else(String::new, |top1| format!("；最大一家占全部{thing}额的 {}", self.0.share(top1)))
            }
        };
        let three = match verdict {
            // Of three or fewer it is all of them.
            Verdict::Concentrated if side.customers > 3 => {
                side.top3.map_or_else(String::new, |top3| format!("，前三家占 {}", self.0.share(top3)))
            }
            _ => String::new(),
        };
        let word = match verdict {
            Verdict::Broad => "普遍",
            Verdict::Concentrated => "集中",
            Verdict::Mixed => "混合",
        };
        if (side.customers, customers) == (1, 1) {
            return Some(tell![format!("{thing}属于"), Piece::strong(word), format!("型：唯一的客户{thing}。")]);
        }
        Some(tell![format!("{thing}属于"), Piece::strong(word), format!("型：{many}{breadth}{largest}{three}。")])
    }

    fn no_new(&self, periods: usize, of: usize, earlier_too: bool) -> Text {
        Text::plain(match periods {
            n if n == of && n > 1 => format!("{}都没有新客户。", self.periods(n)),
            1 if of > 2 && !earlier_too => "没有新客户，有记录以来第一次。".to_owned(),
            0 | 1 => "没有新客户。".to_owned(),
            n => format!("没有新客户，已连续 {}如此。", self.periods(n)),
        })
    }

    fn cancelled_counted(&self, status: &str, rows: Tally) -> Text {
        tell![
            format!("状态为「{status}」的 "),
            Piece::strong(self.rows(rows.n as usize)),
            format!("（{}）计入收入：没有设置状态规则。", self.0.amount(rows.amount)),
        ]
    }

    fn cr5_row(&self, months: i32) -> String {
        format!("前五大，{months} 个月")
    }

    fn nrr_row(&self) -> String {
        "老客户净留存 NRR".to_owned()
    }

    fn customers_row(&self) -> String {
        "下单客户".to_owned()
    }

    fn cr5_tile(&self, months: i32) -> String {
        format!("前五大占比，{months} 个月")
    }

    fn tiles_note(&self, periods: &[Period], partial: Option<&Partial>) -> String {
        let shown = match periods {
            [] => "小图".to_owned(),
            [one] => format!("小图为 {one}"),
            [first, .., last] => format!("小图为 {first} 至 {last} 的 {}", self.periods(periods.len())),
        };
        let hatched = partial
            .map_or_else(String::new, |partial| format!("；斜纹为未结束的 {}（至 {}）", partial.period, partial.to));
        format!("{shown}，加重的一根为{}{hatched}。折线为比率。", self.this_period())
    }

    fn set_aside_notice(&self, reasons: &[(Reason, Tally)], read: Tally) -> Text {
        let mut all = Tally::default();
        reasons.iter().for_each(|(_, tally)| all += *tally);
        let parts: Vec<String> = reasons
            .iter()
            .map(|(reason, tally)| {
                format!(
                    "{} {} 行（{}）",
                    self.reason(*reason),
                    self.0.count(tally.n as usize),
                    self.0.amount(tally.amount)
                )
            })
            .collect();
        let part = all.n as f64 / (read.n.max(1)) as f64;
        tell![
            Piece::strong(format!("{}已搁置", self.rows(all.n as usize))),
            format!("，占读入行数的 {}：{}。它们不计入任何数字。", self.0.share(part), self.list(&parts)),
        ]
    }

    fn future_notice(&self, later: Tally, read: Tally, as_of: Day) -> Text {
        let part = later
            .amount
            .share_of(read.amount)
            .map_or_else(String::new, |share| format!("，占读入金额的 {}", self.0.share(share)));
        tell![
            Piece::strong(self.rows(later.n as usize)),
            format!("（{}{part}）的日期晚于报告日 {as_of}，已搁置，不计入任何数字。", self.0.amount(later.amount)),
        ]
    }

    fn more_warnings(&self, number: usize) -> String {
        format!("另有 {number} 条警告，`mingxi check` 会列出。")
    }

    fn reason(&self, reason: Reason) -> &'static str {
        super::aside::reason(reason)
    }

    fn not_complete(&self, period: Period, as_of: Day) -> String {
        format!("{period} 到 {as_of} 还没有结束，此前也没有结束的期间：各项数字只到目前为止。")
    }

    fn ends_early(&self, last: Day, partial: Period, gap: i32) -> String {
        format!(
            "数据到 {last} 为止，早于 {partial} 的结束，而此前最长的静默是 {gap} 天：报告截至 {last}，{partial} 视为未结束。"
        )
    }

    fn short_first(&self, first: Period, begins: Day) -> String {
        format!("第一期 {first} 不完整：数据从 {begins} 开始。它不作趋势点。")
    }

    fn window_partial(&self, window: &Concentration, begins: Day) -> String {
        format!("占比的窗口从 {} 起，数据从 {begins} 才开始。", window.from)
    }
}
