//! What customers buy more and more, or less and less of.

use super::En;
use crate::analyse::ProductTrends;
use crate::report::product_trends::ProductMove;
use crate::report::words::speech::rounded;
use crate::report::words::{ProductTrendWords, Terms};
use crate::report::{Piece, Text, tell};

impl ProductTrendWords for En {
    fn product_trends_nav(&self) -> &'static str {
        "Product trends"
    }

    fn product_trends_unknown(&self) -> &'static str {
        "What customers buy more and more of cannot be told: no column holds products"
    }

    fn product_trends_finding(&self, found: &ProductTrends) -> String {
        match (found.certain, found.list.len()) {
            (0, 0) => "No product rises or falls inside a customer".into(),
            (0, n) => format!(
                "{} inside a customer, and each may be chance",
                self.many(n, "product rises or falls", "products rise or fall")
            ),
            (n, _) => {
                format!("{} inside a customer by hardly chance", self.many(n, "product moves", "products move"))
            }
        }
    }

    fn product_trends_verdict(&self, found: &ProductTrends) -> Text {
        if found.tested == 0 {
            return Text::plain(format!(
                "No product was bought by one customer on 5 days or more over 5 {}s or more.",
                self.noun()
            ));
        }
        let of = format!(
            "Of {} that {} bought on 5 days or more",
            self.many(found.tested, "product", "products"),
            self.customers(found.customers)
        );
        if found.list.is_empty() {
            return Text::plain(format!("{of}, not one rises or falls."));
        }
        let first = format!(
            "{of}, {} and {}; about {} would seem to by chance alone. ",
            self.many(found.rising, "rises", "rise"),
            self.many(found.falling, "falls", "fall"),
            self.0.number(found.tested as f64 / 20.0, 0)
        );
        match found.certain {
            0 => Text::plain(format!("{first}Not one of them is certain.")),
            n => tell![
                first,
                Piece::strong(self.many(n, "is certain", "are certain")),
                " (false discovery rate 10%): up to one in ten of these may be chance."
            ],
        }
    }

    fn product_trends_subtitle(&self, currency: Option<&str>) -> String {
        format!(
            "Each product's {}s inside one customer{}, the certain ones first; beside it, where the customer as a whole goes",
            self.noun(),
            self.unit(currency)
        )
    }

    fn product_trends_own(&self) -> &'static str {
        "Customer"
    }

    fn product_trends_heading(&self, number: usize) -> String {
        self.many(number, "product moves", "products move")
    }

    fn said_product_trends(&self, certain: usize, tested: usize, first: &ProductMove) -> Text {
        let more = if certain > 1 { ", above all" } else { ":" };
        tell![
            Piece::strong(format!(
                "{} inside a customer by hardly chance",
                self.many(certain, "product moves", "products move")
            )),
            format!(
                " (of {} tested){more} {} at {}, {} by {} a {} over {}.",
                self.0.count(tested),
                first.product,
                first.customer,
                if first.rises { "up" } else { "down" },
                self.0.amount(rounded(first.slope.abs())),
                self.noun(),
                self.periods(first.periods)
            ),
        ]
    }
}
