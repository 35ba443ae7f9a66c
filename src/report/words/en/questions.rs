//! What to ask a customer that buys less.

use super::En;
use crate::analyse::{Gone, Question, Sign, Topic};
use crate::model::Money;
use crate::report::words::speech::rounded;
use crate::report::words::{QuestionWords, Terms};
use crate::report::{Text, tell, told};

/// How many products a sentence names.
const NAMED: usize = 2;

impl En {
    fn gone(&self, gone: &[Gone]) -> String {
        let mut names: Vec<String> = gone.iter().take(NAMED).map(|one| told(&one.product).into_owned()).collect();
        if gone.len() > NAMED {
            names.push(format!("{} more", self.0.count(gone.len() - NAMED)));
        }
        let amount: Money = gone.iter().map(|one| one.amount).sum();
        format!("{} ({} before) not bought again", self.list(&names), self.0.amount(amount))
    }
}

impl QuestionWords for En {
    fn topic(&self, topic: Topic) -> &'static str {
        match topic {
            Topic::Products => "products",
            Topic::Price => "price",
            Topic::Quality => "quality",
            Topic::Delivery => "delivery",
            Topic::Capacity => "our capacity",
            Topic::Contact => "contact",
            Topic::Competitor => "competitor",
            Topic::Market => "their market",
        }
    }

    fn sign(&self, sign: &Sign) -> String {
        let usual = |usual: &Option<f64>| match usual {
            Some(usual) => format!(", usually every {}", self.0.days(*usual)),
            None => String::new(),
        };
        match sign {
            Sign::Silent { silence, usual: gap } => format!("No order for {silence} days{}", usual(gap)),
            Sign::FewerOrders { before, now } => {
                format!("{} after {before}", self.many(*now as usize, "order", "orders"))
            }
            Sign::SmallerOrders { before, now } => {
                let amount = |units: f64| self.0.amount(rounded(units));
                format!("An order is {} on average, {} before", amount(*now), amount(*before))
            }
            Sign::LongerGaps { before, now } => {
                format!("{} days between orders, {} before", self.0.days(*now), self.0.days(*before))
            }
            Sign::FewerProducts { before, now, by_category, gone } => {
                let (one, many) = if *by_category { ("category", "categories") } else { ("product", "products") };
                format!("{} after {before}: {}", self.many(*now, one, many), self.gone(gone))
            }
            Sign::MoreCredits { before, now, .. } => {
                format!("Credits took back {} of what it bought, {} before", self.0.share(*now), self.0.share(*before))
            }
            Sign::Dearer { rate, products } => {
                let what = match products {
                    1 => "The product bought in both costs".to_owned(),
                    n => format!("The {} products bought in both cost", self.0.count(*n)),
                };
                format!("{what} {} more a unit", self.0.share(*rate))
            }
            Sign::Slower { before, now } => {
                format!("Its orders took {} days to ship, {} before", self.0.days(*now), self.0.days(*before))
            }
            Sign::BookSlower { before, now } => {
                format!("All orders took {} days to ship, {} before", self.0.days(*now), self.0.days(*before))
            }
            Sign::OtherOwner { before, now, since } => {
                format!("{} has sold to it since {since}, {} before that", told(now), told(before))
            }
        }
    }

    fn ask(&self, question: &Question) -> &'static str {
        match (question.topic, &question.because) {
            (Topic::Products, _) => "What has taken their place?",
            (Topic::Price, _) => "Did the price cost us orders?",
            (Topic::Quality, _) => "What was wrong with the goods?",
            (Topic::Delivery, _) => "Did they have to wait too long?",
            (Topic::Capacity, _) => "Could we not make what was wanted?",
            (Topic::Contact, Sign::OtherOwner { .. }) => "Does the buyer know whom to call now?",
            (Topic::Contact, _) => "Is our contact still there?",
            (Topic::Competitor, _) => "Do they buy elsewhere?",
            (Topic::Market, _) => "Do they sell less themselves?",
        }
    }

    fn asked(&self, sign: &str, asks: &[&'static str]) -> String {
        format!("{sign}. {}", asks.join(" "))
    }

    fn questions_about(&self, name: &str, change: Option<Money>) -> Text {
        match change {
            Some(change) => tell![format!("To ask about {name} ("), self.0.delta(change), "):"],
            None => Text::plain(format!("To ask about {name}:")),
        }
    }

    fn asked_without_rows(&self) -> &'static str {
        "Of files this large the questions go by orders and credits alone; `mingxi report` goes by products, prices, shipments and \
         owners too."
    }

    fn questions_title(&self) -> &'static str {
        "What to ask those who fell most"
    }

    fn questions_subtitle(&self) -> String {
        format!(
            "What their own figures show between the two {}s, or in the year before the last order against the year before that; \
             reasons to check, not causes",
            self.noun()
        )
    }

    fn sign_heading(&self) -> &'static str {
        "What the figures show"
    }

    fn ask_heading(&self) -> &'static str {
        "What to ask"
    }
}
