//! The bridge.

use super::En;
use crate::analyse::{Bridge, Partial};
use crate::model::{Day, Grain, Money, Period};
use crate::report::words::{BridgeWords, Terms};
use crate::report::{Text, changes, relative, tell};

impl En {
    /// Gives the two largest steps of a bridge in words.
    fn largest_steps(&self, bridge: &Bridge) -> String {
        let mut lines = changes(bridge);
        lines.retain(|(_, amount, _)| !amount.is_zero());
        lines.sort_by_key(|(_, amount, _)| std::cmp::Reverse(amount.abs()));
        let parts: Vec<String> =
            lines.iter().take(2).map(|(id, amount, _)| format!("{id} {}", self.0.signed(*amount))).collect();
        parts.join(", ")
    }
}

impl BridgeWords for En {
    fn no_bridge(&self, period: Period) -> String {
        format!("No bridge: {period} is the first {} of the data", self.noun())
    }

    fn only_sums(&self, sums: Grain) -> String {
        let sums = match sums {
            Grain::Week => "week",
            Grain::Month => "month",
            Grain::Quarter => "quarter",
            Grain::Half => "half-year",
            Grain::Year => "year",
        };
        format!(
            "The file holds sums by {sums}, no orders: the number and the days of orders, average orders, cadence and silence, the \
             payment basis and who is not yet due are not known."
        )
    }

    fn no_bridge_why(&self) -> String {
        format!("A bridge needs {} to compare with; add earlier exports.", self.the_before())
    }

    fn bridge_finding(&self, bridge: &Bridge, year: Option<&Bridge>) -> String {
        let lines = changes(bridge);
        let gain = lines[..3].iter().max_by_key(|(_, amount, _)| *amount).filter(|(_, amount, _)| amount.is_positive());
        let loss =
            lines[3..5].iter().min_by_key(|(_, amount, _)| *amount).filter(|(_, amount, _)| amount.is_negative());
        let verb = match bridge.change() {
            change if change.is_positive() => "outweigh",
            change if change.is_negative() => "do not make up for",
            _ => "balance",
        };
        let first = match (gain, loss) {
            (Some((id, _, n)), Some((other, _, m))) => format!("{} {verb} {}", self.who(id, *n), self.who(other, *m)),
            (Some((id, amount, n)), None) => {
                format!("{} brought {}, and nobody fell", self.who(id, *n), self.0.signed(*amount))
            }
            (None, Some((id, amount, n))) => {
                format!("{} took {}, and nothing was gained", self.who(id, *n), self.0.amount(-*amount))
            }
            (None, None) if !bridge.fx.is_zero() => "Only rates of exchange moved revenue".to_owned(),
            (None, None) => "No customer's revenue changed".to_owned(),
        };
        let on_year = year.and_then(|year| relative(year.closing, year.opening));
        let rate = relative(bridge.closing, bridge.opening);
        match (on_year, rate) {
            (Some(on_year), Some(rate)) if on_year * rate < 0.0 => {
                format!("{first}; but on the year revenue is {}", self.0.percent(on_year))
            }
            (Some(on_year), Some(rate)) if on_year.abs() < rate.abs() / 2.0 => {
                format!("{first}; on the year revenue is only {}", self.0.percent(on_year))
            }
            (Some(on_year), _) => format!("{first}; on the year revenue is {}", self.0.percent(on_year)),
            _ => first,
        }
    }

    fn season(&self, before: &Bridge, rate: f64, bridge: &Bridge, on_year: Option<f64>) -> Text {
        let year = on_year.map_or_else(String::new, |rate| {
            format!(" Against {}, {} is {}.", before.period1, bridge.period1, self.0.percent(rate))
        });
        tell![format!("Season: the same step a year ago was {}.{year}", self.0.percent(rate))]
    }

    fn short_opening(&self, bridge: &Bridge) -> String {
        format!("{} is short, the data begin in it: the bridge from it says little.", bridge.period0)
    }

    fn waterfall(&self, bridge: &Bridge) -> String {
        let steps = self.largest_steps(bridge);
        let from = format!("From {} to {}", self.0.amount(bridge.opening), self.0.amount(bridge.closing));
        if steps.is_empty() { format!("{from}: nothing moved") } else { format!("{from}: {steps}") }
    }

    fn year_waterfall(&self, year: &Bridge, bridge: Option<&Bridge>) -> String {
        let rate = |bridge: &Bridge| relative(bridge.closing, bridge.opening);
        let less = bridge.and_then(rate).zip(rate(year)).is_some_and(|(now, year)| year.abs() < now.abs() / 2.0);
        let rate = rate(year).map_or_else(String::new, |rate| format!(" ({})", self.0.percent(rate)));
        format!("{}{}{rate} on the year", if less { "Only " } else { "" }, self.0.signed(year.change()))
    }

    fn waterfall_subtitle(&self, bridge: &Bridge, year: bool, currency: Option<&str>) -> String {
        let (what, scale) = if year { ("year", ", same scale") } else { (self.noun(), "") };
        let below = if year { "" } else { "; customers below the bars" };
        format!("Bridge on the {what}{scale}{}, {} → {}{below}", self.unit(currency), bridge.period0, bridge.period1)
    }

    fn waterfall_description(&self, bridge: &Bridge) -> String {
        let steps: Vec<String> =
            changes(bridge).iter().map(|(id, amount, _)| format!("{id} {}", self.0.exact_change(*amount))).collect();
        format!(
            "Opening {}, {}, closing {}",
            self.0.exact(bridge.opening),
            steps.join(", "),
            self.0.exact(bridge.closing)
        )
    }

    fn three_part(&self, bridge: &Bridge) -> Text {
        let [new, lost, existing] = bridge.three_part();
        tell![
            "Three parts: new and returned ",
            self.0.delta(new),
            ", lost ",
            self.0.delta(lost),
            ", existing ",
            self.0.delta(existing),
            "; together ",
            self.0.delta(bridge.change()),
            ".",
        ]
    }

    fn lines_finding(&self, parts: usize, change: Money) -> String {
        let parts = ["Five", "Six", "Seven"][parts.clamp(5, 7) - 5];
        format!("{parts} lines add up to {}", self.0.exact_change(change))
    }

    fn lines_subtitle(&self, beyond: &[&str], currency: Option<&str>) -> String {
        let unit = currency.map_or_else(String::new, |code| format!("{code}; "));
        let beyond: String = beyond.iter().map(|id| format!(" + {id}")).collect();
        format!("{unit}opening + new + returned + up + down + lost{beyond} = closing, exactly")
    }

    fn unverified(&self, bridge: &Bridge, begins: Day) -> Text {
        let tally = bridge.new_unverified;
        let of = if tally.n as usize == bridge.n_new {
            self.many(bridge.n_new, "new customer is", "new customers are")
        } else {
            format!(
                "{} of {} are",
                self.0.count(tally.n as usize),
                self.many(bridge.n_new, "new customer", "new customers")
            )
        };
        tell![
            format!("{of} unverified ("),
            self.0.delta(tally.amount),
            format!("): rows begin only on {begins}, less than 12 months before; they may have ordered earlier."),
        ]
    }

    fn not_yet_due(&self, bridge: &Bridge) -> Text {
        let tally = bridge.lost_not_yet_due;
        let are = if tally.n == 1 { "is" } else { "are" };
        tell![
            format!("{} of the {} lost (", self.0.count(tally.n as usize), self.0.count(bridge.n_lost)),
            self.0.delta(tally.amount),
            format!(") {are} not yet due at their usual pace."),
        ]
    }

    fn seasonal(&self, bridge: &Bridge) -> Text {
        let tally = bridge.lost_seasonal;
        let (are, were) = if tally.n == 1 { ("is", "it was") } else { ("are", "they were") };
        tell![
            format!("{} of the {} lost (", self.0.count(tally.n as usize), self.0.count(bridge.n_lost)),
            self.0.delta(tally.amount),
            format!(") {are} seasonal: {were} silent in the same months of earlier years, and came back."),
        ]
    }

    fn level(&self, customers: usize) -> Text {
        Text::plain(format!("{} bought exactly as much as before.", self.customers(customers)))
    }

    fn fx(&self, bridge: &Bridge) -> Text {
        let (before, more) = (bridge.period0, if bridge.fx.is_positive() { "less" } else { "more" });
        tell![
            "FX, ",
            self.0.delta(bridge.fx),
            format!(
                ": at the rates of {before}, what customers of both periods bought would be so much {more}; up and down are without it."
            ),
        ]
    }

    fn retention_finding(&self, bridge: &Bridge) -> String {
        match bridge.retention.nrr {
            Some(nrr) if nrr >= 1.0 => {
                format!("The customers of {} brought {} of their revenue then", self.the_before(), self.0.share(nrr))
            }
            Some(nrr) => {
                let only = if nrr < 0.6 { "Only " } else { "" };
                format!("{only}{} of {}'s revenue stayed with its customers", self.0.share(nrr), bridge.period0)
            }
            None => format!("No retention: {} had no revenue above zero", bridge.period0),
        }
    }

    fn retention_subtitle(&self, currency: Option<&str>) -> String {
        format!("Of opening revenue; below, the change in three parts{}", self.unit(currency))
    }

    fn payment_finding(&self, bridge: &Bridge) -> String {
        format!("Rule of thumb, first and last orders: {}", self.0.signed(bridge.payment.unwrap_or_default().total))
    }

    fn payment_subtitle(&self, currency: Option<&str>) -> String {
        format!(
            "Payment basis{}: first orders of the new, last orders of the lost, existing in full",
            self.unit(currency)
        )
    }

    fn payment_sign(&self, bridge: &Bridge) -> Option<Text> {
        let (total, change) = (bridge.payment.unwrap_or_default().total, bridge.change());
        (total.raw().signum() * change.raw().signum() < 0).then(|| {
            tell![
                "The two bases differ in sign: the payment basis says ",
                self.0.delta(total),
                ", the period basis ",
                self.0.delta(change),
                "; the rest between them is ",
                self.0.delta(bridge.payment.unwrap_or_default().rest),
                ".",
            ]
        })
    }

    fn history_finding(&self, history: &[&Bridge]) -> String {
        let recent = &history[history.len().saturating_sub(5)..];
        let numbers: Vec<String> = recent.iter().map(|bridge| self.0.count(bridge.n_new)).collect();
        let falling = recent.len() >= 3
            && recent.windows(2).all(|two| two[1].n_new <= two[0].n_new)
            && recent.first().map(|b| b.n_new) > recent.last().map(|b| b.n_new);
        let rising = recent.len() >= 3
            && recent.windows(2).all(|two| two[1].n_new >= two[0].n_new)
            && recent.first().map(|b| b.n_new) < recent.last().map(|b| b.n_new);
        let list = numbers.join(", ");
        match (falling, rising) {
            (true, _) => format!("New customers dry up: {list}"),
            (_, true) => format!("More and more new customers: {list}"),
            _ => format!("New customers, {} by {}: {list}", self.noun(), self.noun()),
        }
    }

    fn history_subtitle(&self, currency: Option<&str>, partial: Option<&Partial>) -> String {
        let hatched =
            partial.map_or_else(String::new, |partial| format!("; hatched: {} has not ended", partial.period));
        format!(
            "Bridges {} on {}{}, one scale; the coloured number counts new customers{hatched}",
            self.noun(),
            self.noun(),
            self.unit(currency)
        )
    }

    fn history_description(&self, history: &[&Bridge]) -> String {
        let parts: Vec<String> = history
            .iter()
            .map(|bridge| format!("{} {}", bridge.period1, self.0.exact_change(bridge.change())))
            .collect();
        parts.join(", ")
    }

    fn partial(&self, partial: &Partial) -> Text {
        let days = partial.to.since(partial.from) + 1;
        let before_days = partial.before_to.since(partial.before_from) + 1;
        let rate = relative(partial.amount, partial.before_amount)
            .map_or_else(String::new, |rate| format!(" ({})", self.0.percent(rate)));
        Text::plain(format!(
            "{} has not ended: {} in its first {days} days, {} in the first {before_days} days of {}{rate}; nobody counts as lost \
             for it.",
            partial.period,
            self.0.amount(partial.amount),
            self.0.amount(partial.before_amount),
            partial.period.before(),
        ))
    }

    fn retention_history_finding(&self, history: &[&Bridge]) -> String {
        let known: Vec<(&Bridge, f64)> =
            history.iter().filter_map(|bridge| bridge.retention.nrr.map(|nrr| (*bridge, nrr))).collect();
        let best = known.iter().max_by(|a, b| a.1.total_cmp(&b.1));
        let last = known.last();
        match (best, last) {
            (Some((bridge, nrr)), Some((now, share))) if now.period1 != bridge.period1 => {
                format!("Net retention {}, at best {} ({})", self.0.share(*share), self.0.share(*nrr), bridge.period1)
            }
            (_, Some((now, share))) => {
                format!("Net retention {} in {}, the best so far", self.0.share(*share), now.period1)
            }
            _ => "No retention can be told yet".to_owned(),
        }
    }

    fn retention_history_subtitle(&self) -> String {
        "Customers; opening + new + returned - lost = closing".to_owned()
    }

    fn payment_history_finding(&self, history: &[&Bridge]) -> String {
        let differ = history
            .iter()
            .filter(|bridge| {
                bridge.payment.unwrap_or_default().total.raw().signum() * bridge.change().raw().signum() < 0
            })
            .count();
        match differ {
            0 => "The payment basis and the period basis agree in sign throughout".to_owned(),
            n => format!("In {} of {} the payment basis differs in sign", self.0.count(n), self.periods(history.len())),
        }
    }

    fn years_finding(&self, last: &Bridge) -> String {
        format!("Year against year: {} in {}", self.0.signed(last.change()), last.period1)
    }

    fn years_note(&self) -> String {
        format!("The bridges of the {}s do not add up to that of the year by line, only in total.", self.noun())
    }

    fn bridge_verdict(&self, bridge: &Bridge) -> Text {
        let change = bridge.change();
        if change.is_zero() {
            return Text::plain(format!("Revenue did not change from {} to {}.", bridge.period0, bridge.period1));
        }
        let verb = if change.is_positive() { "rose" } else { "fell" };
        let rate = relative(bridge.closing, bridge.opening)
            .map_or_else(String::new, |rate| format!(" ({})", self.0.percent(rate)));
        Text::plain(format!(
            "Revenue {verb} by {}{rate} from {} to {}.",
            self.0.exact(change.abs()),
            bridge.period0,
            bridge.period1
        ))
    }

    fn bridge_who(&self, bridge: &Bridge) -> Text {
        let mut parts = Vec::new();
        if bridge.n_returned > 0 {
            parts.push(format!("{} came back", self.customers(bridge.n_returned)));
        }
        let first = parts.is_empty();
        match bridge.n_lost {
            0 => parts.push(if first {
                "No customer stopped ordering".to_owned()
            } else {
                "none stopped ordering".to_owned()
            }),
            n if first => parts.push(format!("{} stopped ordering", self.customers(n))),
            n => parts.push(format!("{} stopped ordering", self.0.count(n))),
        }
        parts.push(match bridge.n_new {
            0 => "none was new".to_owned(),
            1 => "1 was new".to_owned(),
            n => format!("{} were new", self.0.count(n)),
        });
        Text::plain(format!("{}.", parts.join(", ")))
    }

    fn payment_verdict(&self, bridge: &Bridge) -> Text {
        Text::plain(format!(
            "On the payment basis {} is {} against {}; on the period basis it is {}.",
            bridge.period1,
            self.0.exact_change(bridge.payment.unwrap_or_default().total),
            bridge.period0,
            self.0.exact_change(bridge.change())
        ))
    }

    fn history_verdict(&self, last: &Bridge, year: Option<f64>, without_new: usize) -> Text {
        let mut brackets = Vec::new();
        brackets.extend(relative(last.closing, last.opening).map(|rate| self.0.percent(rate)));
        brackets.extend(year.map(|rate| format!("a year before {}", self.0.percent(rate))));
        let brackets = if brackets.is_empty() { String::new() } else { format!(" ({})", brackets.join("; ")) };
        let none = match without_new {
            0 => String::new(),
            1 => "; no customer was new".to_owned(),
            n => format!("; no new customer for {}", self.periods(n)),
        };
        Text::plain(format!(
            "{} revenue is {} on {}{brackets}{none}.",
            last.period1,
            self.0.exact_change(last.change()),
            self.the_before()
        ))
    }
}
