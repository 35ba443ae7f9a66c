//! What customers have stopped buying.

use super::En;
use crate::analyse::StoppedProducts;
use crate::model::Day;
use crate::report::words::StoppedWords;
use crate::report::words::help::CommandWords;
use crate::report::{Piece, Text, tell};

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "stopped",
    about: "List products that customers who still buy have stopped buying",
    examples: &[
        ("mingxi stopped orders.xlsx", "the 10 that cost most"),
        ("mingxi stopped orders.xlsx --only owner=Li --top 50", "50, of one owner"),
    ],
    explanation: "A product is listed where the customer bought it on at least 3 days, has not\n\
        for more than twice its usual gap, and has ordered something else since it\n\
        was due",
};

impl StoppedWords for En {
    fn stopped_nav(&self) -> &'static str {
        "Stopped products"
    }

    fn stopped_unknown(&self, has_orders: bool) -> String {
        if has_orders {
            "What customers have stopped buying cannot be told: no column holds products".into()
        } else {
            "What customers have stopped buying cannot be told: the rows are sums of periods".into()
        }
    }

    fn stopped_finding(&self, found: &StoppedProducts) -> String {
        match (found.certain, found.list.len()) {
            (0, 0) => "No customer that still buys has stopped buying a product that it bought regularly".into(),
            (0, n) => format!(
                "No product is stopped for certain; {} overdue at customers who still buy",
                self.many(n, "regular one is", "regular ones are")
            ),
            (n, _) => format!(
                "{} for certain by customers who still buy: {} a year",
                self.many(n, "regular product was stopped", "regular products were stopped"),
                self.0.amount(found.certain_amount)
            ),
        }
    }

    fn stopped_verdict(&self, found: &StoppedProducts) -> Text {
        if found.regular == 0 {
            return Text::plain("No customer that still buys has bought a product on 3 days or more.");
        }
        let first = format!(
            "Of {} that {} bought regularly, {} cadence; about {} would seem so by chance alone.",
            self.many(found.regular, "product", "products"),
            self.many(found.customers, "customer who still buys", "customers who still buy"),
            self.many(found.list.len(), "is overdue by its own", "are overdue by their own"),
            self.0.number(found.by_chance, 0)
        );
        let seasonal = match found.seasonal {
            0 => String::new(),
            n => format!(" {} may be seasonal: silent in the same months before.", self.0.count(n)),
        };
        match found.certain {
            0 => Text::plain(format!("{first} Of these, none is certain.{seasonal}")),
            n => tell![
                first,
                " ",
                Piece::strong(format!("{} certain", self.many(n, "is", "are"))),
                format!(
                    " at 10% false discoveries: {} in the last year {}.{seasonal}",
                    self.0.amount(found.certain_amount),
                    if n == 1 { "of it" } else { "of each" }
                ),
            ],
        }
    }

    fn stopped_rule(&self, as_of: Day) -> Text {
        Text::plain(format!(
            "Listed: bought on 3 days or more, then silent to {as_of} for more than twice the usual gap, while the customer \
             ordered something else after it was due; certain ones first. By chance: how likely so long a silence is while the \
             customer still buys it at random, at its own pace. A year: the 12 months to the last day it was bought."
        ))
    }

    fn stopped_list(&self, shown: usize, of: usize) -> String {
        if shown == of { "Stopped buying".into() } else { format!("Stopped buying, {} of {}", shown, self.0.count(of)) }
    }

    fn stopped_subtitle(&self, as_of: Day, currency: Option<&str>) -> String {
        format!("Silence to {as_of}; a year: the 12 months to the last day it was bought{}", self.unit(currency))
    }

    fn stopped_heading(&self, number: usize) -> String {
        format!("Has stopped buying {}", self.many(number, "product", "products"))
    }

    fn product_heading(&self, by_category: bool) -> &'static str {
        if by_category { "Category" } else { "Product" }
    }

    fn last_bought(&self) -> &'static str {
        "Last bought"
    }

    fn a_year(&self) -> &'static str {
        "A year"
    }

    fn orders_since(&self) -> &'static str {
        "Orders since due"
    }

    fn by_chance(&self) -> &'static str {
        "By chance"
    }

    fn certain_mark(&self) -> &'static str {
        "certain"
    }

    fn seasonal_mark(&self) -> &'static str {
        "seasonal"
    }
}
