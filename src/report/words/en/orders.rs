//! Losses, lead times and samples.

use super::En;
use crate::analyse::{Bridge, LeadTimes, LossKind, Losses, Sampled, Samples};
use crate::model::Day;
use crate::report::orders::Found;
use crate::report::words::help::CommandWords;
use crate::report::words::{OrdersWords, Terms};
use crate::report::{Text, tell};

/// The help of `orders`.
pub const HELP: CommandWords = CommandWords {
    name: "orders",
    about: "Show how customers left, days to shipment, what samples led to",
    examples: &[
        ("mingxi orders orders.xlsx", "losses, days to shipment"),
        ("mingxi orders orders.xlsx --samples type=sample", "samples by a column's value"),
        ("mingxi orders orders.xlsx --samples amount<500", "small orders are samples"),
    ],
    explanation: "What it shows:\n\
                  \x20 Gradual    lost after two falls in a row, or at half of the usual or less\n\
                  \x20 Sudden     lost without that, having ordered in most periods before\n\
                  \x20 Lead time  days from the order to its last shipment, by the order's period\n\
                  \x20 Samples    orders that --samples names, and the first order after them",
};

impl En {
    fn lead_line(&self, times: &LeadTimes) -> Option<Text> {
        let now = times.periods.last()?;
        let median = now.times.median?;
        let before = times.periods.len().checked_sub(2).map(|at| &times.periods[at]);
        let then = before.and_then(|before| Some((before.period, before.times.median?)));
        let was = then.map_or_else(String::new, |(period, was)| format!(", in {period} {}", self.0.days(was)));
        let early = match times.before_order {
            0 => String::new(),
            n => format!(
                " {} before they were ordered: left out.",
                self.many(n, "order was shipped", "orders were shipped")
            ),
        };
        let (period, days) = (now.period, self.0.days(median));
        // Those that are not shipped are in no median: the sentence is of the others alone.
        let first = match now.times.orders - now.times.shipped {
            0 => format!("In {period} half of the orders were shipped within {days} days{was}."),
            open => format!(
                "Of the {} of {} shipped so far, half took up to {days} days{was}; {} not shipped yet.",
                self.many(now.times.shipped, "order", "orders"),
                period,
                self.many(open, "order is", "orders are")
            ),
        };
        Some(Text::plain(format!("{first}{early}")))
    }

    fn sample_line(&self, samples: &Samples) -> Text {
        if samples.customers == 0 {
            return Text::plain("No order is a sample by --samples.");
        }
        if samples.new_customers == 0 {
            return Text::plain(format!(
                "{} went to {}, and all of them had ordered before.",
                self.many(samples.samples.n as usize, "sample order", "sample orders"),
                self.customers(samples.customers)
            ));
        }
        let ordered = samples.ordered.n as usize;
        let days = samples
            .median_days
            .map_or_else(String::new, |days| format!(", half of them within {} days", self.0.days(days)));
        tell![
            format!(
                "{} went to {}; of {} without an order before, {} ordered later{days}, for ",
                self.many(samples.samples.n as usize, "sample order", "sample orders"),
                self.customers(samples.customers),
                self.0.count(samples.new_customers),
                self.0.count(ordered)
            ),
            self.0.amount(samples.ordered.amount),
            " so far.",
        ]
    }
}

fn all(losses: &Losses) -> usize {
    losses.list.len()
}

impl OrdersWords for En {
    fn orders_nav(&self) -> &'static str {
        "Losses, shipping"
    }

    fn orders_finding(&self, found: &Found) -> String {
        match &found.losses {
            Some(losses) if all(losses) > 0 => format!(
                "Of {} lost, {} had faded before",
                self.customers(all(losses)),
                self.0.count(losses.gradual.n as usize)
            ),
            Some(_) => "Nobody was lost".to_owned(),
            None => "No period before: nobody can be lost".to_owned(),
        }
    }

    fn orders_verdict(&self, found: &Found) -> Text {
        let Some(losses) = &found.losses else { return Text::plain("No period before: nobody can be lost yet.") };
        match all(losses) {
            0 => Text::plain("Nobody was lost."),
            n => {
                let parts = [
                    (losses.gradual, "had faded before"),
                    (losses.sudden, "stopped at once"),
                    (losses.occasional, "bought now and then anyway"),
                    (losses.too_short, "had too few periods to say"),
                ];
                let parts = parts.into_iter().filter(|(tally, _)| tally.n > 0).map(|(tally, what)| {
                    let number = self.0.count(tally.n as usize);
                    tell![format!("{number} {what} ("), self.0.delta(tally.amount), ")"]
                });
                let head = Text::plain(format!("Of {} lost, ", self.customers(n)));
                Text::join([head, Text::join(parts, ", ")], "").ended(".")
            }
        }
    }

    fn orders_findings(&self, found: &Found) -> Vec<Text> {
        let times = match &found.times {
            Some(times) => self.lead_line(times),
            None => Some(Text::plain("Lead times need a ship date: --map ship_date=COLUMN.")),
        };
        let samples = match &found.samples {
            Some(samples) => self.sample_line(samples),
            None => Text::plain(
                "Sample orders are told apart where --samples says which they are: type=sample, amount<500, product=SAMPLE*.",
            ),
        };
        times.into_iter().chain([samples]).collect()
    }

    fn orders_list(&self, id: &str, number: usize) -> String {
        match id {
            "loss_kinds" => "How they left".to_owned(),
            "losses" => format!("The {} lost, largest first", self.customers(number)),
            "lead_times" => "Days from order to shipment".to_owned(),
            "slower" => format!("{} longer than before", self.many(number, "customer waited", "customers waited")),
            "sample_periods" => "What became of samples, by period of the first".to_owned(),
            _ => format!("{} got samples", self.customers(number)),
        }
    }

    fn orders_list_subtitle(&self, id: &str, bridge: Option<&Bridge>, as_of: Day) -> String {
        match (id, bridge) {
            ("loss_kinds" | "losses", Some(bridge)) => {
                format!("Bought in {}, not in {}", bridge.period0, bridge.period1)
            }
            ("slower", Some(bridge)) => format!("Median days, {} → {}", bridge.period0, bridge.period1),
            ("lead_times", _) => "By the period of the order; shipped with the last of its rows".to_owned(),
            ("sample_periods", _) => "Customers without an order before their first sample".to_owned(),
            _ => format!("Those that have not ordered since first; days to the next order, or to {as_of}"),
        }
    }

    fn orders_head(&self, id: &str, shown: usize, of: usize) -> String {
        let what = match id {
            "losses" => "Lost",
            "slower" => "Waited longer",
            _ => "Got samples",
        };
        if shown == of { what.to_owned() } else { format!("{what}, {shown} of {of}") }
    }

    fn loss_heading(&self) -> &'static str {
        "How it left"
    }

    fn loss_kind(&self, kind: LossKind) -> &'static str {
        match kind {
            LossKind::Gradual => "gradually: fell before",
            LossKind::Sudden => "suddenly",
            LossKind::Occasional => "occasional buyers",
            LossKind::TooShort => "too short to say",
        }
    }

    fn loss_mark(&self, kind: LossKind) -> &'static str {
        match kind {
            LossKind::Gradual => "gradual",
            LossKind::Sudden => "sudden",
            LossKind::Occasional => "occasional",
            LossKind::TooShort => "too short",
        }
    }

    fn shipped(&self) -> &'static str {
        "Shipped"
    }

    fn median_days(&self) -> &'static str {
        "Median days"
    }

    fn mean_days(&self) -> &'static str {
        "Mean"
    }

    fn longest_days(&self) -> &'static str {
        "Longest"
    }

    fn days_before(&self) -> &'static str {
        "Days before"
    }

    fn days_now(&self) -> &'static str {
        "Days now"
    }

    fn sampled_new(&self) -> &'static str {
        "New, sampled"
    }

    fn ordered_later(&self) -> &'static str {
        "Ordered later"
    }

    fn revenue_since(&self) -> &'static str {
        "Revenue since"
    }

    fn sample_orders(&self) -> &'static str {
        "Samples"
    }

    fn first_sample(&self) -> &'static str {
        "First sample"
    }

    fn next_order(&self) -> &'static str {
        "Next order"
    }

    fn days_after(&self) -> &'static str {
        "Days"
    }

    fn sample_mark(&self, one: &Sampled) -> Option<&'static str> {
        match (one.was_customer, one.next_order.is_some()) {
            (true, _) => Some("was a customer"),
            (false, false) => Some("no order yet"),
            (false, true) => None,
        }
    }
}
