//! Trends and alerts.

use super::En;
use crate::analyse::{Cadence, CadenceClass, Direction, Partial, Signal, SignalRule, Trend};
use crate::model::{Day, Money, Period};
use crate::report::alerts::AlertKind;
use crate::report::happened::{Cause, OrderPair};
use crate::report::words::{Terms, TrendWords};
use crate::report::{Text, TrendCounts, usual_limit};

impl En {
    fn cause(&self, orders: &OrderPair) -> String {
        let what = match orders.cause() {
            Some(Cause::More) => "more orders",
            Some(Cause::Fewer) => "fewer orders",
            Some(Cause::Larger) => "larger orders",
            Some(Cause::Smaller) => "smaller orders",
            None => return String::new(),
        };
        let (Some(average0), Some(average1)) = (orders.average0, orders.average1) else { return String::new() };
        format!(
            "; {what}: {} of {} on average, {} of {} {}",
            orders.orders1,
            self.0.units(average1),
            orders.orders0,
            self.0.units(average0),
            self.the_before()
        )
    }
}

impl TrendWords for En {
    fn trend_finding(&self, counts: &TrendCounts) -> String {
        let first = match (counts.tested, counts.certain) {
            (0, _) => format!("No customer has the five {}s that a direction needs", self.noun()),
            (_, 0) => "No customer's trend is more than chance".to_owned(),
            (_, 1) => "One customer's trend is more than chance".to_owned(),
            (_, n) => format!("{n} customers' trends are more than chance"),
        };
        let mut rest = Vec::new();
        if counts.surges > 0 {
            rest.push(self.many(counts.surges, "surge", "surges"));
        }
        if counts.plunges > 0 {
            rest.push(self.many(counts.plunges, "plunge", "plunges"));
        }
        if counts.overdue > 0 {
            rest.push(format!("{} overdue", self.0.count(counts.overdue)));
        } else if counts.cadence {
            rest.push("nobody overdue".to_owned());
        } else if rest.is_empty() {
            rest.push("no surge, no plunge".to_owned());
        }
        format!("{first}; {}", self.list(&rest))
    }

    fn trend_verdict(&self, counts: &TrendCounts) -> Text {
        if counts.tested == 0 {
            return Text::plain(format!("No direction can be told: no customer has five {}s yet.", self.noun()));
        }
        let moving = counts.rising + counts.falling;
        let names = if counts.moving.is_empty() {
            String::new()
        } else {
            let more = if moving > counts.moving.len() { " and more" } else { "" };
            format!(" ({}{more})", counts.moving.join(", "))
        };
        let what = match (counts.rising, counts.falling) {
            (0, 0) => {
                format!("none of {} rises or falls", self.many(counts.tested, "tested customer", "tested customers"))
            }
            (n, 0) => format!(
                "{n} of {} {}{names}",
                self.many(counts.tested, "tested customer", "tested customers"),
                if n == 1 { "rises" } else { "rise" }
            ),
            (0, n) => format!(
                "{n} of {} {}{names}",
                self.many(counts.tested, "tested customer", "tested customers"),
                if n == 1 { "falls" } else { "fall" }
            ),
            (up, down) => format!(
                "of {}, {up} {} and {down} {}{names}",
                self.many(counts.tested, "tested customer", "tested customers"),
                if up == 1 { "rises" } else { "rise" },
                if down == 1 { "falls" } else { "fall" }
            ),
        };
        let chance = counts.tested as f64 * 0.05;
        let chance = format!(
            "about {} of {} would seem to rise or fall by chance alone",
            self.0.number(chance, u8::from(chance < 1.0)),
            self.0.count(counts.tested)
        );
        Text::plain(match counts.certain {
            0 => format!("No direction is certain: {what}, and {chance}."),
            n => format!(
                "{} certain at 10% false discoveries: {what}; {chance}.",
                if n == 1 { "1 direction is".to_owned() } else { format!("{n} directions are") }
            ),
        })
    }

    fn direction_line(&self, counts: &TrendCounts) -> String {
        let parts = [
            (counts.rising, "rising".to_owned()),
            (counts.falling, "falling".to_owned()),
            (counts.steady, "steady".to_owned()),
            (counts.irregular, "irregular".to_owned()),
            (counts.too_few, format!("with fewer than 5 {}s", self.noun())),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", self.0.count(*n))).collect();
        format!("Direction: {}.", if parts.is_empty() { "no customers".to_owned() } else { parts.join(", ") })
    }

    fn cadence_line(&self, counts: &TrendCounts) -> String {
        let parts = [
            (counts.on_time, "on time"),
            (counts.late, "late"),
            (counts.overdue, "overdue"),
            (counts.few_days, "with fewer than 3 order days"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", self.0.count(*n))).collect();
        let seasonal = match counts.seasonal {
            0 => String::new(),
            n => {
                format!(" Of the overdue, {} silent in the same months of earlier years.", self.many(n, "was", "were"))
            }
        };
        format!("Cadence: {}.{seasonal}", if parts.is_empty() { "no customers".to_owned() } else { parts.join(", ") })
    }

    fn multiples_head(&self, number: usize, up: bool) -> String {
        let what = if up { "rise" } else { "fall" };
        if number == 1 { format!("The largest {what}") } else { format!("The {number} largest {what}s") }
    }

    fn multiples_finding(&self, shown: usize, came_or_left: usize) -> String {
        match came_or_left {
            0 => format!(
                "The {} are customers who stayed and bought more or less",
                self.many(shown, "largest move", "largest moves")
            ),
            n if n == shown => format!(
                "The {} are customers who came or left, not trends",
                self.many(shown, "largest move", "largest moves")
            ),
            n => format!(
                "Of the {}, {n} are customers who came or left, not trends",
                self.many(shown, "largest move", "largest moves")
            ),
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
            partial.map_or_else(String::new, |partial| format!("; hatched: {} to {}", partial.period, partial.to));
        let scale = highest.map_or_else(
            || "each on its own scale".to_owned(),
            |highest| format!("one scale for all (highest {})", self.0.amount(highest)),
        );
        format!("Revenue per {}{}, {scale}; coloured: {period}{hatched}", self.noun(), self.unit(currency))
    }

    fn moving_head(&self, shown: usize, of: usize) -> String {
        if shown == of { "Rising or falling".to_owned() } else { format!("Rising or falling, {shown} of {of}") }
    }

    fn moving(&self, direction: Direction, certain: bool) -> String {
        let word = self.direction(direction);
        if certain { word.to_owned() } else { format!("{word}, may be chance") }
    }

    fn signal_rule(&self, signal: Signal, rule: SignalRule) -> &'static str {
        match (signal, rule) {
            (Signal::Surge, SignalRule::Limits) => "limit, at most",
            (_, SignalRule::Limits) => "limit, at least",
            (Signal::Surge, SignalRule::Plain) => "twice the usual",
            (_, SignalRule::Plain) => "half the usual",
        }
    }

    fn streak_head(&self, shown: usize, of: usize) -> String {
        if shown == of { "Falling in a row".to_owned() } else { format!("Falling in a row, {shown} of {of}") }
    }

    fn signal_head(&self, signal: Signal, period: Period, shown: usize, of: usize) -> String {
        let what = if signal == Signal::Surge { "Surged" } else { "Plunged" };
        if shown == of { format!("{what} in {period}") } else { format!("{what} in {period}, {shown} of {of}") }
    }

    fn overdue_head(&self, as_of: Day, shown: usize, of: usize) -> String {
        if shown == of { format!("Overdue on {as_of}") } else { format!("Overdue on {as_of}, {shown} of {of}") }
    }

    fn span(&self, labels: &(String, String)) -> String {
        format!("{} to {}", labels.0, labels.1)
    }

    fn overdue_by(&self, ratio: f64, seasonal: bool) -> String {
        format!("{} times{}", self.0.number(ratio, 1), if seasonal { ", seasonal" } else { "" })
    }

    fn alerts_finding(&self, number: usize) -> String {
        if number == 0 { "No alerts".to_owned() } else { self.many(number, "alert", "alerts") }
    }

    fn alerts_subtitle(&self, as_of: Day, counts: &[(String, usize)], currency: Option<&str>) -> String {
        let none: Vec<String> = counts.iter().filter(|(_, n)| *n == 0).map(|(label, _)| label.to_lowercase()).collect();
        let none = if none.is_empty() { String::new() } else { format!("; none: {}", none.join(", ")) };
        format!("Silence to {as_of}{}{none}", self.unit(currency))
    }

    fn alert_reason(&self, kind: AlertKind, trend: &Trend, orders: &OrderPair) -> String {
        let last = trend.series.last().copied().unwrap_or(Money::ZERO);
        match kind {
            AlertKind::Overdue | AlertKind::Late => {
                let cadence = &trend.cadence;
                let season = if cadence.seasonal { "; seasonal: these months were silent before" } else { "" };
                format!(
                    "orders about every {} days; silent for {}, {} times that{season}",
                    self.0.days(cadence.median_interval.unwrap_or_default()),
                    cadence.silence.unwrap_or_default(),
                    self.0.number(cadence.ratio.unwrap_or_default(), 1)
                )
            }
            AlertKind::Surge | AlertKind::Plunge => {
                let side = if kind == AlertKind::Surge { "above" } else { "below" };
                let limit = self.0.units(usual_limit(trend).unwrap_or_default());
                let first = match trend.signal_rule {
                    Some(SignalRule::Plain) => format!(
                        "{} {}, {} the usual {}",
                        self.0.amount(last),
                        self.this_period(),
                        if kind == AlertKind::Surge { "at least twice" } else { "at most half" },
                        self.0.units(trend.usual.unwrap_or_default())
                    ),
                    _ => format!(
                        "{} {}, {side} the normal limit {limit} of the {} before (average {})",
                        self.0.amount(last),
                        self.this_period(),
                        self.periods(trend.series.len().saturating_sub(1)),
                        self.0.units(trend.mean_before.unwrap_or_default())
                    ),
                };
                format!("{first}{}", self.cause(orders))
            }
            AlertKind::Streak => {
                let from = trend.series.len().saturating_sub(trend.streak + 1);
                format!(
                    "down {} {}s in a row, from {} to {}{}",
                    trend.streak,
                    self.noun(),
                    self.0.amount(trend.series.get(from).copied().unwrap_or(last)),
                    self.0.amount(last),
                    self.cause(orders)
                )
            }
            AlertKind::Rising | AlertKind::Falling => {
                let test = trend.test.as_ref();
                format!(
                    "{} a {} over {}, p {}: {}",
                    self.0.signed_units(test.map_or(0.0, |test| test.slope)),
                    self.noun(),
                    self.periods(trend.series.len()),
                    self.0.share(test.map_or(1.0, |test| test.p)),
                    if trend.certain { "firm among all tested" } else { "may be chance among all tested" }
                )
            }
        }
    }

    fn floor_note(&self, floor: f64) -> String {
        format!("A surge or plunge is at least {} away from what is usual.", self.0.units(floor))
    }

    fn customer_without_orders(&self, name: &str) -> String {
        format!("{name} has no order up to the end of the period.")
    }

    fn customer_verdict(&self, name: &str, trend: &Trend) -> Text {
        let many = self.periods(trend.series.len());
        let test = trend.test.as_ref();
        let p = self.0.share(test.map_or(1.0, |test| test.p));
        Text::plain(match trend.direction {
            Direction::Rising | Direction::Falling => {
                let word = if trend.direction == Direction::Rising { "rising" } else { "falling" };
                let slope = self.0.signed_units(test.map_or(0.0, |test| test.slope));
                let certain = if trend.certain { "" } else { " Among all customers tested it may be chance." };
                format!(
                    "{name}: {word} over {many}, by about {slope} a {}.\nWithout any trend, figures in such an order come up \
                     with a probability of {p}; at 5% or less it is called {word}.{certain}",
                    self.noun()
                )
            }
            Direction::Steady => format!("{name}: steady over {many}.\nNeither rise nor fall can be told (p {p})."),
            Direction::Irregular => {
                format!("{name}: irregular over {many}.\nNeither rise nor fall can be told (p {p}).")
            }
            Direction::TooFew => {
                format!("{name}: too few {}s for a direction, {} of 5.", self.noun(), trend.series.len())
            }
        })
    }

    fn customer_signal(&self, trend: &Trend, period: Period) -> Text {
        let last = self.0.amount(trend.series.last().copied().unwrap_or(Money::ZERO));
        let limits = || match (trend.lower, trend.upper) {
            (Some(lower), Some(upper)) if lower <= 0.0 => format!(", usually at most {}", self.0.units(upper)),
            (Some(lower), Some(upper)) => {
                format!(", usually {} to {}", self.0.units(lower.max(0.0)), self.0.units(upper))
            }
            _ => trend.usual.map_or_else(String::new, |usual| format!(", usually about {}", self.0.units(usual))),
        };
        Text::plain(match trend.signal {
            Signal::Surge => format!("Surge: {period} is {last}{}.", limits()),
            Signal::Plunge => format!("Plunge: {period} is {last}{}.", limits()),
            Signal::None => format!("No surge or plunge: {period} is {last}{}.", limits()),
            Signal::TooFew => format!("Surge, plunge: too few {}s, {} of 4.", self.noun(), trend.series.len()),
        })
    }

    fn customer_cadence(&self, cadence: &Cadence) -> Text {
        let last = cadence.last_order.map_or_else(String::new, |day| {
            let silence = self.many(cadence.silence.unwrap_or_default().max(0) as usize, "day", "days");
            format!("; the last order was on {day}, {silence} ago")
        });
        Text::plain(match (cadence.class, cadence.median_interval) {
            (CadenceClass::TooFew, _) | (_, None) => {
                format!(
                    "Cadence: too few orders, {}{last}.",
                    self.many(cadence.order_days.unwrap_or_default(), "order day", "order days")
                )
            }
            (class, Some(interval)) => {
                let word = self.cadence(class).to_lowercase();
                let season = if cadence.seasonal { "; in earlier years it was silent in these months too" } else { "" };
                format!("Cadence: {word}: usually an order every {} days{last}{season}.", self.0.days(interval))
            }
        })
    }

    fn customer_streak(&self, streak: usize) -> Text {
        Text::plain(format!("Falling streak: {}.", self.periods(streak)))
    }

    fn customer_cause(&self, orders: &OrderPair, periods: usize) -> Text {
        let what = match orders.cause() {
            Some(Cause::More) => "more orders",
            Some(Cause::Fewer) => "fewer orders",
            Some(Cause::Larger) => "larger orders",
            Some(Cause::Smaller) => "smaller orders",
            None => "neither number nor size of orders decides",
        };
        let average = |value: Option<f64>| value.map_or_else(|| "no order".to_owned(), |value| self.0.units(value));
        Text::plain(format!(
            "Cause: {what}: {} in the last {}, {} before; average order {}, before {}.",
            self.many(orders.orders1 as usize, "order", "orders"),
            self.periods(periods),
            orders.orders0,
            average(orders.average1),
            average(orders.average0)
        ))
    }

    fn customer_partial(&self, partial: &Partial) -> String {
        format!("* not ended, to {}; takes no part in the judgement", partial.to)
    }
}
