//! 趋势与提醒。

use super::Zh;
use super::spacing::before;
use crate::analyse::{Cadence, CadenceClass, Direction, Partial, Signal, SignalRule, Trend};
use crate::model::{Day, Money, Period};
use crate::report::alerts::AlertKind;
use crate::report::happened::{Cause, OrderPair};
use crate::report::words::{Terms, TrendWords};
use crate::report::{Text, TrendCounts, usual_limit};

impl Zh {
    fn cause_word(&self, orders: &OrderPair) -> Option<&'static str> {
        Some(match orders.cause()? {
            Cause::More => "单数多了",
            Cause::Fewer => "单数少了",
            Cause::Larger => "单子大了",
            Cause::Smaller => "单子小了",
        })
    }

    fn cause(&self, orders: &OrderPair) -> String {
        let (Some(what), Some(average0), Some(average1)) = (self.cause_word(orders), orders.average0, orders.average1)
        else {
            return String::new();
        };
        format!(
            "；{what}：{} 单，每单 {}，{} {} 单，每单 {}",
            orders.orders1,
            self.0.units(average1),
            self.before_period(),
            orders.orders0,
            self.0.units(average0)
        )
    }
}

impl TrendWords for Zh {
    fn trend_finding(&self, counts: &TrendCounts) -> String {
        let first = match (counts.tested, counts.certain) {
            (0, _) => "没有一家满 5 期，判断不了走势".to_owned(),
            (_, 0) => "没有一家的升降在统计上成立".to_owned(),
            (_, n) => format!("{n} 家走势明确"),
        };
        let mut rest = Vec::new();
        if counts.surges > 0 {
            rest.push(format!("{} 家突增", self.0.count(counts.surges)));
        }
        if counts.plunges > 0 {
            rest.push(format!("{} 家骤降", self.0.count(counts.plunges)));
        }
        if counts.overdue > 0 {
            rest.push(format!("{} 家逾期", self.0.count(counts.overdue)));
        } else if counts.cadence {
            rest.push("没有逾期".to_owned());
        } else if rest.is_empty() {
            rest.push("没有突增骤降".to_owned());
        }
        format!("{first}；{}", rest.join("，"))
    }

    fn trend_verdict(&self, counts: &TrendCounts) -> Text {
        if counts.tested == 0 {
            return Text::plain("判断不了走势：没有一家客户满 5 期。");
        }
        let moving = counts.rising + counts.falling;
        let names = if counts.moving.is_empty() {
            String::new()
        } else {
            let list = counts.moving.join("、");
            if moving > counts.moving.len() { format!("（{}等）", before(&list)) } else { format!("（{list}）") }
        };
        let tested = self.0.count(counts.tested);
        let what = match (counts.rising, counts.falling) {
            (0, 0) => format!("检验的 {tested} 家中没有一家升降"),
            (n, 0) => format!("检验的 {tested} 家中 {n} 家上升{names}"),
            (0, n) => format!("检验的 {tested} 家中 {n} 家下降{names}"),
            (up, down) => format!("检验的 {tested} 家中 {up} 家上升、{down} 家下降{names}"),
        };
        let chance = counts.tested as f64 * 0.05;
        let chance = format!("单凭偶然也会有约 {} 家看似升降", self.0.number(chance, u8::from(chance < 1.0)));
        Text::plain(match counts.certain {
            0 => format!("没有一家走势明确：{what}，而{chance}。"),
            n => format!("{n} 家走势明确（错误发现率 10%）：{what}；{chance}。"),
        })
    }

    fn direction_line(&self, counts: &TrendCounts) -> String {
        let parts = [
            (counts.rising, "上升"),
            (counts.falling, "下降"),
            (counts.steady, "平稳"),
            (counts.irregular, "不规则"),
            (counts.too_few, "不足 5 期"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{what} {} 家", self.0.count(*n))).collect();
        format!("走势：{}。", if parts.is_empty() { "没有客户".to_owned() } else { parts.join("，") })
    }

    fn cadence_line(&self, counts: &TrendCounts) -> String {
        let parts = [
            (counts.on_time, "准时"),
            (counts.late, "偏晚"),
            (counts.overdue, "逾期"),
            (counts.few_days, "下单日不足 3 个"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{what} {} 家", self.0.count(*n))).collect();
        let seasonal = match counts.seasonal {
            0 => String::new(),
            n => format!("逾期的客户中有 {} 家往年同样的月份也没有下单。", self.0.count(n)),
        };
        format!("复购周期：{}。{seasonal}", if parts.is_empty() { "没有客户".to_owned() } else { parts.join("，") })
    }

    fn multiples_head(&self, number: usize, up: bool) -> String {
        format!("{}最多的 {number} 家", if up { "增加" } else { "减少" })
    }

    fn multiples_finding(&self, shown: usize, came_or_left: usize) -> String {
        match came_or_left {
            0 => format!("变动最大的 {shown} 家都是一直在买的客户，只是买多买少"),
            n if n == shown => format!("变动最大的 {shown} 家都是来了或走了的客户，不是趋势"),
            n => format!("变动最大的 {shown} 家中有 {n} 家是来了或走了的客户，不是趋势"),
        }
    }

    fn multiples_subtitle(
        &self,
        highest: Option<Money>,
        period: Period,
        partial: Option<&Partial>,
        currency: Option<&str>,
    ) -> String {
        let hatched =
            partial.map_or_else(String::new, |partial| format!("，斜纹为 {} 至 {}", partial.period, partial.to));
        let scale = highest.map_or_else(
            || "各格自成刻度".to_owned(),
            |highest| format!("各格同一刻度（最高 {}）", self.0.amount(highest)),
        );
        format!("每{}收入{}，{scale}；彩色为 {period}{hatched}", self.noun(), self.unit(currency))
    }

    fn moving_head(&self, shown: usize, of: usize) -> String {
        if shown == of { "上升或下降".to_owned() } else { format!("上升或下降，{of} 家中 {shown} 家") }
    }

    fn moving(&self, direction: Direction, certain: bool) -> String {
        let word = self.direction(direction);
        if certain { word.to_owned() } else { format!("{word}，可能是偶然") }
    }

    fn signal_rule(&self, signal: Signal, rule: SignalRule) -> &'static str {
        match (signal, rule) {
            (Signal::Surge, SignalRule::Limits) => "界限，至多",
            (_, SignalRule::Limits) => "界限，至少",
            (Signal::Surge, SignalRule::Plain) => "平常的两倍",
            (_, SignalRule::Plain) => "平常的一半",
        }
    }

    fn streak_head(&self, shown: usize, of: usize) -> String {
        if shown == of { "连续下降".to_owned() } else { format!("连续下降，{of} 家中 {shown} 家") }
    }

    fn signal_head(&self, signal: Signal, period: Period, shown: usize, of: usize) -> String {
        let what = if signal == Signal::Surge { "突增" } else { "骤降" };
        if shown == of { format!("{period} {what}") } else { format!("{period} {what}，{of} 家中 {shown} 家") }
    }

    fn overdue_head(&self, as_of: Day, shown: usize, of: usize) -> String {
        if shown == of {
            format!("截至 {as_of} 逾期")
        } else {
            format!("截至 {as_of} 逾期，{of} 家中 {shown} 家")
        }
    }

    fn span(&self, labels: &(String, String)) -> String {
        format!("{} 至 {}", labels.0, labels.1)
    }

    fn overdue_by(&self, ratio: f64, seasonal: bool) -> String {
        format!("{} 倍{}", self.0.number(ratio, 1), if seasonal { "，季节性" } else { "" })
    }

    fn alerts_finding(&self, number: usize) -> String {
        if number == 0 { "没有提醒".to_owned() } else { format!("{} 条提醒", self.0.count(number)) }
    }

    fn alerts_subtitle(&self, as_of: Day, counts: &[(String, usize)], currency: Option<&str>) -> String {
        let none: Vec<&str> = counts.iter().filter(|(_, n)| *n == 0).map(|(label, _)| label.as_str()).collect();
        let none = if none.is_empty() { String::new() } else { format!("；没有的：{}", none.join("、")) };
        format!("静默天数截至 {as_of}{}{none}", self.unit(currency))
    }

    fn alert_reason(&self, kind: AlertKind, trend: &Trend, orders: &OrderPair) -> String {
        let last = trend.series.last().copied().unwrap_or(Money::ZERO);
        match kind {
            AlertKind::Overdue | AlertKind::Late => {
                let cadence = &trend.cadence;
                let season = if cadence.seasonal { "；季节性：往年这几个月也没有" } else { "" };
                format!(
                    "平常约 {} 天一单，已 {} 天没有下单，是平常的 {} 倍{season}",
                    self.0.days(cadence.median_interval.unwrap_or_default()),
                    cadence.silence.unwrap_or_default(),
                    self.0.number(cadence.ratio.unwrap_or_default(), 1)
                )
            }
            AlertKind::Surge | AlertKind::Plunge => {
                let surge = kind == AlertKind::Surge;
                let first = match trend.signal_rule {
                    Some(SignalRule::Plain) => format!(
                        "{} {}，{}平常 {} 的{}",
                        self.this_period(),
                        self.0.amount(last),
                        if surge { "至少是" } else { "不超过" },
                        self.0.units(trend.usual.unwrap_or_default()),
                        if surge { "两倍" } else { "一半" }
                    ),
                    _ => format!(
                        "{} {}，{}此前 {}的正常{} {}（平均 {}）",
                        self.this_period(),
                        self.0.amount(last),
                        if surge { "高出" } else { "低于" },
                        self.periods(trend.series.len().saturating_sub(1)),
                        if surge { "上限" } else { "下限" },
                        self.0.units(usual_limit(trend).unwrap_or_default()),
                        self.0.units(trend.mean_before.unwrap_or_default())
                    ),
                };
                format!("{first}{}", self.cause(orders))
            }
            AlertKind::Streak => {
                let from = trend.series.len().saturating_sub(trend.streak + 1);
                format!(
                    "连续 {}下滑，从 {} 到 {}{}",
                    self.periods(trend.streak),
                    self.0.amount(trend.series.get(from).copied().unwrap_or(last)),
                    self.0.amount(last),
                    self.cause(orders)
                )
            }
            AlertKind::Rising | AlertKind::Falling => {
                let test = trend.test.as_ref();
                format!(
                    "{}中每{}约 {}，p {}：{}",
                    self.periods(trend.series.len()),
                    self.noun(),
                    self.0.signed_units(test.map_or(0.0, |test| test.slope)),
                    self.0.share(test.map_or(1.0, |test| test.p)),
                    if trend.certain {
                        "放在全部客户里看也成立"
                    } else {
                        "放在全部客户里看可能是偶然"
                    }
                )
            }
        }
    }

    fn floor_note(&self, floor: f64) -> String {
        format!("突增与骤降须与平常相差至少 {}。", self.0.units(floor))
    }

    fn customer_without_orders(&self, name: &str) -> String {
        format!("{}到期末为止没有订单。", before(name))
    }

    fn customer_verdict(&self, name: &str, trend: &Trend) -> Text {
        let many = self.periods(trend.series.len());
        let test = trend.test.as_ref();
        let p = self.0.share(test.map_or(1.0, |test| test.p));
        Text::plain(match trend.direction {
            Direction::Rising | Direction::Falling => {
                let word = if trend.direction == Direction::Rising { "上升" } else { "下降" };
                let slope = self.0.signed_units(test.map_or(0.0, |test| test.slope));
                let certain =
                    if trend.certain { "" } else { "放在全部受检客户里看，这可能只是偶然。" };
                format!(
                    "{name}：{many}中逐步{word}，每{}约 {slope}。\n若本无升降，数字排成这样的机会是 {p}；不超过 5% \
                     才称「{word}」。{certain}",
                    self.noun()
                )
            }
            Direction::Steady => format!("{name}：{many}中平稳。\n看不出升降（p {p}）。"),
            Direction::Irregular => format!("{name}：{many}中不规则。\n看不出升降（p {p}）。"),
            Direction::TooFew => format!("{name}：期数不足，判断不了走势，只有 {many}，要 5 期。"),
        })
    }

    fn customer_signal(&self, trend: &Trend, period: Period) -> Text {
        let last = self.0.amount(trend.series.last().copied().unwrap_or(Money::ZERO));
        let limits = || match (trend.lower, trend.upper) {
            (Some(lower), Some(upper)) if lower <= 0.0 => format!("，平常上限 {}", self.0.units(upper)),
            (Some(lower), Some(upper)) => {
                format!("，平常 {} 至 {}", self.0.units(lower.max(0.0)), self.0.units(upper))
            }
            _ => trend.usual.map_or_else(String::new, |usual| format!("，平常约 {}", self.0.units(usual))),
        };
        Text::plain(match trend.signal {
            Signal::Surge => format!("突增：{period} 是 {last}{}。", limits()),
            Signal::Plunge => format!("骤降：{period} 是 {last}{}。", limits()),
            Signal::None => format!("没有突增或骤降：{period} 是 {last}{}。", limits()),
            Signal::TooFew => format!("突增、骤降：期数不足，只有 {}，要 4 期。", self.periods(trend.series.len())),
        })
    }

    fn customer_cadence(&self, cadence: &Cadence) -> Text {
        let last = cadence.last_order.map_or_else(String::new, |day| {
            format!("，最近一单在 {day}，隔了 {} 天", cadence.silence.unwrap_or_default())
        });
        Text::plain(match (cadence.class, cadence.median_interval) {
            (CadenceClass::TooFew, _) | (_, None) => {
                format!("复购周期：单数不足，只有 {} 个下单日{last}。", cadence.order_days.unwrap_or_default())
            }
            (class, Some(interval)) => {
                let season = if cadence.seasonal { "；往年同样的月份也没有下单" } else { "" };
                format!("复购周期：{}：平常隔 {} 天一单{last}{season}。", self.cadence(class), self.0.days(interval))
            }
        })
    }

    fn customer_streak(&self, streak: usize) -> Text {
        Text::plain(format!("连续下滑：{}。", self.periods(streak)))
    }

    fn customer_cause(&self, orders: &OrderPair, periods: usize) -> Text {
        let what = self.cause_word(orders).unwrap_or("单数与单子大小都不起决定作用");
        let average = |value: Option<f64>| value.map_or_else(|| "没有订单".to_owned(), |value| self.0.units(value));
        Text::plain(format!(
            "原因：{what}：近 {} {} 单，此前 {} 单；每单平均 {}，此前 {}。",
            self.periods(periods),
            orders.orders1,
            orders.orders0,
            average(orders.average1),
            average(orders.average0)
        ))
    }

    fn customer_partial(&self, partial: &Partial) -> String {
        format!("* 未结束，到 {}，不参与判断", partial.to)
    }
}
