//! Concentration.

use super::En;
use crate::analyse::{Concentration, Flag, WithoutLargest};
use crate::model::{Limits, Money};
use crate::report::words::{ConcentrationWords, Terms};
use crate::report::{Text, tell};

impl En {
    fn flags(&self, window: &Concentration, limits: &Limits) -> String {
        let mut flags = Vec::new();
        match window.flag_top1 {
            Some(Flag::High) => flags.push(format!("above the high line of {}", self.0.about(limits.top1_high))),
            Some(Flag::Watch) => flags.push(format!("above the warning line of {}", self.0.about(limits.top1_watch))),
            None => {}
        }
        if window.flag_top5 && window.customers > 5 {
            flags.push(format!("the five largest are above {}", self.0.about(limits.top5)));
        }
        if flags.is_empty() { String::new() } else { format!("; {}", flags.join("; ")) }
    }
}

impl ConcentrationWords for En {
    fn concentration_finding(
        &self,
        window: &Concentration,
        named: &[(String, f64)],
        largest: Option<(&str, f64)>,
        limits: &Limits,
    ) -> String {
        let line = self.0.about(limits.named);
        let flags = self.flags(window, limits);
        match (named, largest) {
            (_, None) => "No customer has revenue above zero in the window".to_owned(),
            ([], Some((name, share))) => {
                format!(
                    "Revenue is spread: {name}, the largest, has {}, none is above {line}{flags}",
                    self.0.share(share)
                )
            }
            ([(name, share)], _) => format!("One customer is above {line}: {name} has {}{flags}", self.0.share(*share)),
            (many, _) => {
                let list: Vec<String> =
                    many.iter().take(3).map(|(name, share)| format!("{name} {}", self.0.share(*share))).collect();
                let more = if many.len() > 3 { " and more" } else { "" };
                format!("{} customers are above {line}: {}{more}{flags}", many.len(), list.join(", "))
            }
        }
    }

    fn window_line(&self, window: &Concentration, months: i32) -> String {
        format!("All shares here are of the {months} months from {} to {}.", window.from, window.to)
    }

    fn window_range(&self, window: &Concentration, months: i32) -> String {
        format!("{months} months to {}", window.to)
    }

    fn not_positive(&self, window: &Concentration) -> Text {
        let tally = window.not_positive;
        let number = self.many(tally.n as usize, "customer", "customers");
        let (have, are) = if tally.n == 1 { ("has", "is") } else { ("have", "are") };
        tell![
            format!("{number} with rows {have} nothing above zero ("),
            self.0.delta(tally.amount),
            format!(") and {are} in no share."),
        ]
    }

    fn pareto_finding(&self, window: &Concentration) -> String {
        let verb = if window.make_80_percent == 1 { "makes" } else { "make" };
        format!(
            "{} of {} {verb} 80% of revenue",
            self.0.count(window.make_80_percent),
            self.customers(window.customers)
        )
    }

    fn pareto_subtitle(&self, window: &Concentration, months: i32) -> String {
        format!("Bars: share of each customer; line: together; {}", self.window_range(window, months))
    }

    fn pareto_label(&self, customers: usize) -> String {
        format!("{} {} 80%", self.0.count(customers), if customers == 1 { "makes" } else { "make" })
    }

    fn doughnut_finding(&self, customers: usize, share: f64) -> String {
        match customers {
            1 => format!("The one customer has {}", self.0.share(share)),
            n if n >= 5 => format!("The five largest have {}", self.0.share(share)),
            n => format!("The {n} customers have {}", self.0.share(share)),
        }
    }

    fn over_time_finding(&self, change: Option<f64>, cr5: Option<f64>) -> String {
        match (change, cr5) {
            (Some(change), _) if self.0.points(change).trim_start_matches(['+', '-', '\u{2212}']) == "0.0" => {
                "The top-5 share is as a year before".to_owned()
            }
            (Some(change), _) => {
                let verb = if change > 0.0 { "rose" } else { "fell" };
                format!("The top-5 share {verb} {} points in a year", self.0.number(change.abs() * 100.0, 1))
            }
            (None, Some(cr5)) => {
                format!("The top-5 share is {}; there is no year before to compare with", self.0.share(cr5))
            }
            (None, None) => "No top-5 share: nobody has revenue above zero".to_owned(),
        }
    }

    fn over_time_subtitle(&self, months: i32) -> String {
        format!("CR1, CR5 and CR10, rolling {months} months to the end of each {}", self.noun())
    }

    fn cr5_change_heading(&self) -> String {
        "CR5 on year".to_owned()
    }

    fn cause_heading(&self) -> String {
        "Mainly".to_owned()
    }

    fn cr5_cause(&self, name: &str, before: f64, now: f64) -> Text {
        Text::plain(format!("Mainly {name}: from {} to {}.", self.0.share(before), self.0.share(now)))
    }

    fn fewer_months(&self) -> String {
        "fewer months".to_owned()
    }

    fn fewer_months_note(&self) -> String {
        "The first points have fewer months than the window.".to_owned()
    }

    fn without_finding(&self, difference: Money) -> String {
        format!("If the largest left: revenue {}", self.0.signed(difference))
    }

    fn without_subtitle(&self, name: &str, currency: Option<&str>) -> String {
        format!("{name}{}", self.unit(currency))
    }

    fn replaced_by(&self, without: &WithoutLargest) -> String {
        match (without.replaced_by, without.average_new) {
            (Some(number), Some(average)) => format!(
                "It would take {} average new customers of the window ({} each) to replace it.",
                self.0.number(number, 1),
                self.0.units(average)
            ),
            _ => "No new customer of the window could replace it: there was none.".to_owned(),
        }
    }

    fn change_without(&self, change: Money) -> Text {
        tell![
            format!("Without it {} would be ", self.this_period()),
            self.0.delta(change),
            format!(" on {}.", self.before_period())
        ]
    }

    fn measures_finding(&self, before: bool) -> String {
        if before {
            "The measures, now and a year before".to_owned()
        } else {
            "The measures; there is no year before".to_owned()
        }
    }

    fn measures_subtitle(&self, months: i32) -> String {
        format!("Rolling {months} months; differences in points or units")
    }

    fn above_named(&self, limit: f64) -> String {
        format!("Customers above {}", self.0.about(limit))
    }

    fn share_verdict(
        &self,
        window: &Concentration,
        before: Option<f64>,
        named: &[(String, f64)],
        largest: Option<(&str, f64)>,
        limits: &Limits,
    ) -> Text {
        let line = self.0.about(limits.named);
        let of = format!("of the {} months to {}", limits.window_months, window.to);
        let Some((name, share)) = largest else {
            return Text::plain(format!(
                "No customer has revenue above zero in the {} months to {}.",
                limits.window_months, window.to
            ));
        };
        let first = match named {
            [] => {
                let then =
                    before.map_or_else(String::new, |before| format!(" (a year before {})", self.0.share(before)));
                format!(
                    "Revenue is spread: {name}, the largest, has {} {of}{then}; none is above {line}",
                    self.0.share(share)
                )
            }
            [_] => format!("One customer is above {line}: {name} has {} {of}", self.0.share(share)),
            many => format!(
                "{} customers are above {line}; the largest, {name}, has {} {of}",
                many.len(),
                self.0.share(share)
            ),
        };
        let before = before.filter(|_| !named.is_empty());
        let before =
            before.map_or_else(String::new, |before| format!("; a year before it had {}", self.0.share(before)));
        let lines = match window.flag_top1 {
            Some(Flag::High) => format!("It is above the high line of {}.", self.0.about(limits.top1_high)),
            Some(Flag::Watch) => format!("It is above the warning line of {}.", self.0.about(limits.top1_watch)),
            None => format!("The warning line is {}.", self.0.about(limits.top1_watch)),
        };
        Text::plain(format!("{first}{before}. {lines}"))
    }

    fn share_five(&self, now: &Concentration, before: Option<&Concentration>) -> Option<Text> {
        let cr5 = now.cr5?;
        let year = before.and_then(|before| before.cr5);
        let was = year.map_or_else(String::new, |year| format!(", a year before {}", self.0.share(year)));
        let then = before.map_or_else(String::new, |before| {
            if before.make_80_percent == now.make_80_percent {
                ", as before".to_owned()
            } else {
                format!(", before {}", self.0.count(before.make_80_percent))
            }
        });
        let five = match now.customers {
            1 => "The one customer".to_owned(),
            n @ 2..=5 => format!("All {n} customers"),
            _ => "Five largest".to_owned(),
        };
        let flag = if now.flag_top5 && now.customers > 5 { " That is above the line for five." } else { "" };
        Some(Text::plain(format!(
            "{five}: {}{was}; {} {} 80%{then}.{flag}",
            self.0.share(cr5),
            self.customers(now.make_80_percent),
            if now.make_80_percent == 1 { "makes" } else { "make" },
        )))
    }

    fn share_without(&self, window: &Concentration, without: &WithoutLargest) -> Option<Text> {
        let rate = (without.window - window.amount).share_of(window.amount)?;
        let replace = without.replaced_by.map_or_else(
            || "; no customer of the window was new".to_owned(),
            |number| format!(": as much as {} average new customers", self.0.number(number, 1)),
        );
        Some(Text::plain(format!("Without the largest, revenue is {}{replace}.", self.0.percent(rate))))
    }
}
