//! The largest customers.

use super::En;
use crate::analyse::{Bridge, Movement, Verdict};
use crate::model::{Day, Money, Period};
use crate::report::words::{Terms, TopWords};
use crate::report::{Piece, Text, TopSummary, tell};

impl TopWords for En {
    fn nav_top(&self, number: usize) -> String {
        format!("Top {number}")
    }

    fn top_finding(&self, summary: &TopSummary) -> String {
        let Some(share) = summary.share.filter(|_| summary.shown > 0) else { return self.no_revenue(summary.period) };
        let who = if summary.shown == 1 {
            "The largest customer makes".to_owned()
        } else {
            format!("The {} largest customers make", summary.shown)
        };
        let absent = match summary.without_before {
            Some(n) if n > 0 => format!("; {} of them had no order {}", self.0.count(n), self.the_before()),
            Some(_) => format!("; all of them ordered {} too", self.the_before()),
            None => String::new(),
        };
        format!("{who} {} of {} revenue{absent}", self.0.share(share), summary.period)
    }

    fn nobody_moved(&self) -> String {
        "No customer's revenue changed".to_owned()
    }

    fn top_change_finding(&self, name: &str, movement: Movement, change: Money, whole: Money) -> String {
        let what = match movement {
            Movement::New => "new",
            Movement::Returned => "returned",
            Movement::Lost => "lost",
            Movement::Inactive => "not active",
            _ if change.is_negative() => "down",
            _ => "up",
        };
        let against = if change.raw().signum() * whole.raw().signum() < 0 { ", against the book" } else { "" };
        format!("The largest change is {name}, {what}: {}{against}", self.0.signed(change))
    }

    fn top_change_subtitle(&self, bridge: &Bridge, currency: Option<&str>) -> String {
        format!("By size of change{}, {} → {}", self.unit(currency), bridge.period0, bridge.period1)
    }

    fn top_revenue_finding(&self, name: &str, amount: Money, share: Option<f64>, period: Period) -> String {
        let share = share.map_or_else(String::new, |share| format!(", {} of {period} revenue", self.0.share(share)));
        format!("{name} is the largest with {}{share}", self.0.amount(amount))
    }

    fn no_revenue(&self, period: Period) -> String {
        format!("No customer has revenue above zero in {period}")
    }

    fn top_revenue_subtitle(&self, period: Period, shown: &(String, String), currency: Option<&str>) -> String {
        format!(
            "By revenue in {period}{}; shares are of {period}; rank against {}; small charts {} to {}, each on its own scale",
            self.unit(currency),
            self.the_before(),
            shown.0,
            shown.1
        )
    }

    fn top_sum(&self, number: usize) -> String {
        format!("Top {number}")
    }

    fn customers_finding(&self, number: usize) -> String {
        if number == 1 {
            "The one customer".to_owned()
        } else {
            format!("All {} by size of change", self.customers(number))
        }
    }

    fn customers_subtitle(&self, period: Period, as_of: Day, currency: Option<&str>) -> String {
        format!("Changes to {period}{}; silence to {as_of}", self.unit(currency))
    }

    fn top_verdict(&self, bridge: &Bridge) -> Text {
        let change = bridge.change();
        if change.is_zero() {
            return Text::plain(format!("{} revenue equals that of {}.", bridge.period1, bridge.period0));
        }
        let fall = change.is_negative();
        let side = if fall { &bridge.explain.decline } else { &bridge.explain.gain };
        let more = if fall { "less" } else { "more" };
        let first = format!("{} is {} {more} than {}.", bridge.period1, self.0.exact(change.abs()), bridge.period0);
        let (thing, parts, of) = if fall { ("fall", "falls", "opening") } else { ("rise", "rises", "closing") };
        let largest = match side.customers {
            1 => format!("all {parts} are one customer's"),
            _ => side.top1.map_or_else(String::new, |top1| {
                format!("the largest {thing} is {} of all {parts}", self.0.share(top1))
            }),
        };
        let breadth = side.breadth.map_or_else(String::new, |breadth| {
            format!("customers who bought {more} make {} of {of} revenue; ", self.0.share(breadth))
        });
        // Of three or fewer it is all of them.
        let three = side
            .top3
            .filter(|_| side.customers > 3)
            .map_or_else(String::new, |top3| format!(", the three largest {}", self.0.share(top3)));
        let kind = match bridge.explain.verdict {
            Some(Verdict::Broad) => "A broad",
            Some(Verdict::Concentrated) => "A concentrated",
            Some(Verdict::Mixed) => "A mixed",
            None => {
                let only = self.only_adjusted(bridge).unwrap_or_default();
                return tell![first, " ", only, self.0.delta(change), "."];
            }
        };
        tell![first, " ", Piece::from(format!("{kind} {thing}: {breadth}{largest}{three}."))]
    }
}
