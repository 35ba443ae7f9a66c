//! Who still buys, and what is to be expected.

use super::En;
use crate::analyse::{Activity, Alive, Backtest, Refusal};
use crate::model::ActivityModel;
use crate::report::activity::Gone;
use crate::report::words::ActivityWords;
use crate::report::{Piece, Text, tell};

impl En {
    fn why_refused(&self, refused: &Refusal) -> String {
        match *refused {
            Refusal::Sums => "the rows are sums of periods, and the days of orders are not known".into(),
            Refusal::FewRepeaters { customers, needed } => format!(
                "{} in the data, and the model needs {needed}",
                self.many(customers, "customer with a repeat order is", "customers with a repeat order are")
            ),
            Refusal::NoConvergence => "no best fit was found".into(),
            Refusal::NobodyLeaves { lowest } => format!(
                "the best fit is that nobody ever leaves (every P(alive) is at least {}); the silences in the data are no longer than \
                 the different paces of the customers make them",
                self.0.share(lowest)
            ),
            Refusal::NoAmounts => "the amounts of the days were not kept".into(),
            Refusal::Dependent { correlation, limit } => format!(
                "how much customers buy at a time hangs on how often they do (rank correlation {}, at most {} is borne)",
                self.0.signed_number(correlation, 2),
                self.0.number(limit, 2)
            ),
            Refusal::NoMean { q } => {
                format!("amounts scatter so widely that the model has no mean (q {})", self.0.number(q, 2))
            }
        }
    }
}

impl ActivityWords for En {
    fn activity_nav(&self) -> &'static str {
        "Who still buys"
    }

    fn activity_finding(&self, activity: &Activity, gone: &Gone) -> String {
        match (activity.expected_alive, gone.customers) {
            (None, _) => "Who still buys cannot be told".into(),
            (Some(alive), 0) => format!(
                "About {} of {} still buy; none is more likely gone than not",
                self.0.number(alive, 0),
                self.many(activity.customers, "customer", "customers")
            ),
            (Some(alive), n) => format!(
                "About {} of {} still buy; {} more likely gone than not hold {} of the window's revenue",
                self.0.number(alive, 0),
                self.many(activity.customers, "customer", "customers"),
                self.0.count(n),
                gone.amount.share_of(gone.of).map_or_else(|| "none".into(), |share| self.0.share(share))
            ),
        }
    }

    fn activity_refused(&self, refused: &Refusal) -> Text {
        Text::plain(format!("Who still buys cannot be told: {}.", self.why_refused(refused)))
    }

    fn value_refused(&self, refused: &Refusal) -> Text {
        Text::plain(format!("What the orders will be worth is not told: {}.", self.why_refused(refused)))
    }

    fn activity_verdict(&self, activity: &Activity, gone: &Gone) -> Text {
        let worth =
            activity.expected_value.map_or_else(String::new, |value| format!(", worth about {}", self.0.units(value)));
        let first = format!(
            "Of {} with an order, about {} still buy; about {} order days are to be expected from them by {}{worth}.",
            self.many(activity.customers, "customer", "customers"),
            self.0.number(activity.expected_alive.unwrap_or_default(), 0),
            self.0.number(activity.expected_orders.unwrap_or_default(), 0),
            activity.horizon,
        );
        if gone.customers == 0 {
            return tell![first, " Nobody is more likely gone than not."];
        }
        tell![
            first,
            " ",
            Piece::strong(format!(
                "{} more likely gone than not",
                self.many(gone.customers, "customer is", "customers are")
            )),
            format!(
                ": {} of the window's revenue{}.",
                self.0.amount(gone.amount),
                gone.amount.share_of(gone.of).map_or_else(String::new, |share| format!(" ({})", self.0.share(share)))
            ),
        ]
    }

    fn activity_backtest(&self, back: &Backtest, activity: &Activity) -> Text {
        let off = (back.expected_orders > 0.0).then(|| back.orders as f64 / back.expected_orders - 1.0);
        Text::plain(format!(
            "The same model, knowing the data to {} alone, expected {} order days in the {} days after it; {} came{}.{}",
            back.known_to,
            self.0.number(back.expected_orders, 0),
            activity.horizon_days,
            self.0.count(back.orders),
            off.map_or_else(String::new, |off| format!(" ({})", self.0.percent(off))),
            if off.is_some_and(|off| off.abs() > 0.25) { " So take the figures with care." } else { "" }
        ))
    }

    fn activity_regularity(&self, k: f64) -> Text {
        Text::plain(format!(
            "Orders come more regularly than at random (k {}; the models take 1): of a customer who is overdue by its own cadence, \
             P(alive) says too much.",
            self.0.number(k, 1)
        ))
    }

    fn activity_model(&self, activity: &Activity) -> String {
        let Some(fit) = activity.fit else { return String::new() };
        let name = match activity.model {
            ActivityModel::MbgNbd => "MBG/NBD",
            ActivityModel::BgNbd => "BG/NBD",
        };
        let number = |value: f64| self.0.number(value, 3);
        let value = activity.value_fit.map_or_else(String::new, |value| {
            format!(
                "; gamma-gamma: p {}, q {}, gamma {}, rank correlation {}",
                number(value.p),
                number(value.q),
                number(value.gamma),
                activity.correlation.map_or_else(|| "none".into(), |found| self.0.signed_number(found, 2))
            )
        });
        let edge = match fit.edge {
            None => "",
            Some("r" | "alpha") => " The fit lies at an edge: customers are taken to order at one rate.",
            Some(_) => " The fit lies at an edge: customers are taken to be equally likely to leave after an order.",
        };
        format!(
            "{name} by maximum likelihood over {}, {} with a repeat order: r {}, alpha {}, a {}, b {}{value}.{edge}",
            self.many(activity.customers, "customer", "customers"),
            self.0.count(activity.repeaters),
            number(fit.r),
            number(fit.alpha),
            number(fit.a),
            number(fit.b)
        )
    }

    fn activity_customer(&self, one: &Alive, activity: &Activity) -> Text {
        let worth =
            one.expected_value.map_or_else(String::new, |value| format!(", worth about {}", self.0.units(value)));
        let orders = one.expected_orders.map_or_else(String::new, |orders| {
            format!("; {} order days are to be expected by {}{worth}", self.0.number(orders, 1), activity.horizon)
        });
        Text::plain(format!("Still buys with a probability of {}{orders}.", self.0.share(one.p_alive)))
    }

    fn activity_list(&self, shown: usize, of: usize) -> String {
        if self.0.full {
            format!("Most at stake, {shown} of {}", self.0.count(of))
        } else {
            "Whose silence costs most".into()
        }
    }

    fn activity_subtitle(&self, activity: &Activity, currency: Option<&str>) -> String {
        format!(
            "Expected by {}; at stake: the window's revenue × the probability that the customer is gone{}",
            activity.horizon,
            self.unit(currency)
        )
    }

    fn activity_bands(&self, gone: &Gone) -> String {
        match gone.amount.share_of(gone.of) {
            Some(share) => format!("{} of revenue is from customers who are more likely gone", self.0.share(share)),
            None => "No revenue in the window".into(),
        }
    }

    fn activity_bands_subtitle(&self, currency: Option<&str>) -> String {
        format!("Revenue of the window by P(alive) of its customers{}", self.unit(currency))
    }

    fn p_alive(&self) -> &'static str {
        "P(alive)"
    }

    fn order_days(&self) -> &'static str {
        "Order days"
    }

    fn expected_orders(&self) -> &'static str {
        "Expected"
    }

    fn expected_value(&self) -> &'static str {
        "Expected value"
    }

    fn at_stake(&self) -> &'static str {
        "At stake"
    }
}
