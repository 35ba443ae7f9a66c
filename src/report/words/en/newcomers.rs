//! New customers after their first order.

use super::En;
use crate::follow::{Newcomers, Promise, Step};
use crate::model::Tally;
use crate::report::words::help::CommandWords;
use crate::report::words::{NewcomerWords, Terms};
use crate::report::{Piece, Text, tell};

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "newcomers",
    about: "Tell which new customers order again, and which should have",
    examples: &[
        ("mingxi newcomers orders.xlsx", "stalled ones first"),
        ("mingxi newcomers orders.xlsx --only owner=Li --top 50", "50, of one owner"),
    ],
    explanation: "New is who ordered first in the 12 months to the day of the report, with a\n\
        year of data before. A second order is due after the days that half of the\n\
        earlier customers took; after twice as many a customer stalls",
};

impl NewcomerWords for En {
    fn newcomers_nav(&self) -> &'static str {
        "New customers"
    }

    fn newcomers_unknown(&self) -> &'static str {
        "Whether new customers order again cannot be told: the rows are sums of periods"
    }

    fn new_after_finding(&self, found: &Newcomers) -> String {
        let of = |wanted: Step| {
            found.steps.iter().find(|(step, _)| *step == wanted).map_or(0, |(_, tally)| tally.n as usize)
        };
        if found.list.is_empty() {
            return "No customer is new in the last 12 months".to_owned();
        }
        let all = self.many(found.list.len(), "new customer", "new customers");
        let stalled = match of(Step::Stalled) {
            0 => String::new(),
            n => format!(", {} should have by now", self.0.count(n)),
        };
        format!("{} of {all} ordered again{stalled}", self.0.count(of(Step::Again)))
    }

    fn newcomers_verdict(&self, found: &Newcomers) -> Text {
        if found.list.is_empty() {
            let old = match found.unverified {
                0 => String::new(),
                n => format!(
                    " {} first in the data, which reach back too little to call {} new.",
                    self.many(n, "customer ordered", "customers ordered"),
                    if n == 1 { "it" } else { "them" }
                ),
            };
            return Text::plain(format!(
                "No customer is known to be new between {} and {}.{old}",
                found.from, found.to
            ));
        }
        let told: Vec<String> = found
            .steps
            .iter()
            .filter(|(_, tally)| tally.n > 0)
            .map(|(step, tally)| {
                let what = match step {
                    Step::Again => "ordered again",
                    Step::Waiting => "not due yet",
                    Step::Due => "due",
                    Step::Stalled => "stalled",
                    Step::Unknown => "without a second order",
                };
                format!("{} {what} ({})", self.0.count(tally.n as usize), self.0.amount(tally.amount))
            })
            .collect();
        let promising = match found.promising.n {
            0 => String::new(),
            1 => " 1 without a second order promises more.".to_owned(),
            n => format!(" {} without a second order promise more.", self.0.count(n as usize)),
        };
        tell![
            Piece::strong(self.many(found.list.len(), "new customer", "new customers")),
            format!(" between {} and {}: {}.{promising}", found.from, found.to, self.list(&told)),
        ]
    }

    fn newcomers_habit(&self, found: &Newcomers) -> Text {
        let habit = &found.habit;
        if habit.customers == 0 {
            return Text::plain(
                "No customer's first order lies 12 months back: nobody can say when a second order is due.",
            );
        }
        let who = if habit.unverified {
            "Of the {} whose first order in the data lies at least 12 months back"
        } else {
            "Of the {} known to be new whose first order lies at least 12 months back"
        };
        let who = who.replace("{}", &self.customers(habit.customers));
        Text::plain(match habit.days {
            Some(days) => format!(
                "{who}, {} ordered again, half of them within {} days.",
                self.0.count(habit.again),
                self.0.days(days)
            ),
            None => format!(
                "{who}, {} ordered again: too few to say when a second order is due.",
                self.0.count(habit.again)
            ),
        })
    }

    fn newcomers_rule(&self) -> Text {
        Text::plain(
            "Due: the first order plus those days; stalled: after twice as many. Promise: a first order above three quarters of all \
             first orders, a last order above the first, class A or B already, or a high potential in the customer table.",
        )
    }

    fn newcomers_list(&self, shown: usize, of: usize) -> String {
        if shown == of { "New customer".into() } else { format!("New customer, {} of {}", shown, self.0.count(of)) }
    }

    fn new_after_subtitle(&self, found: &Newcomers, currency: Option<&str>) -> String {
        format!("First order from {} to {}, those that stall first{}", found.from, found.to, self.unit(currency))
    }

    fn step(&self, step: Step) -> &'static str {
        match step {
            Step::Again => "again",
            Step::Waiting => "not due yet",
            Step::Due => "due",
            Step::Stalled => "stalled",
            Step::Unknown => "one order",
        }
    }

    fn promise(&self, promise: Promise) -> &'static str {
        match promise {
            Promise::LargeFirst => "large first order",
            Promise::Growing => "grows",
            Promise::Class => "class A or B",
            Promise::Master => "rated high",
        }
    }

    fn first_order(&self) -> &'static str {
        "First order"
    }

    fn first_amount(&self) -> &'static str {
        "Its amount"
    }

    fn days_ordered(&self) -> &'static str {
        "Order days"
    }

    fn amount_so_far(&self) -> &'static str {
        "So far"
    }

    fn step_heading(&self) -> &'static str {
        "Second order"
    }

    fn second_order(&self) -> &'static str {
        "It came"
    }

    fn due_heading(&self) -> &'static str {
        "It is due"
    }

    fn last_amount(&self) -> &'static str {
        "Last order"
    }

    fn products_first(&self) -> &'static str {
        "Products first"
    }

    fn products_all(&self) -> &'static str {
        "Products in all"
    }

    fn promise_heading(&self) -> &'static str {
        "Promise"
    }

    fn owner_heading(&self) -> &'static str {
        "Owner"
    }

    fn said_stalled(&self, stalled: Tally, all: usize, days: f64) -> Text {
        tell![
            Piece::strong(format!(
                "{} of {} stalled",
                self.0.count(stalled.n as usize),
                self.many(all, "new customer", "new customers")
            )),
            format!(
                " after the first order ({}): half of the earlier ones took {} days to the second.",
                self.0.amount(stalled.amount),
                self.0.days(days)
            ),
        ]
    }
}
