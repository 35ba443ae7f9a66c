//! How much of customers and revenue stays.

use super::En;
use crate::analyse::{Known, Retained, WhatIf};
use crate::model::{Day, Grain, Period};
use crate::report::words::help::CommandWords;
use crate::report::words::{RetentionWords, Terms};
use crate::report::{Piece, Text, tell};

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "retention",
    about: "Show how many customers and how much revenue stay, by cohort",
    examples: &[
        ("mingxi retention orders.xlsx", "5 points, by quarter"),
        ("mingxi retention orders.xlsx --by year --what-if 2", "2 points, by year"),
    ],
    explanation: "What the words mean:\n  \
        NRR      revenue from the customers of the period before, as a part of theirs\n  \
        GRR      the same, without what they bought more\n  \
        cohort   the customers whose first order in the data lies in one period\n  \
        what-if  so many points of the revenue before, kept; never more than was lost",
};

impl En {
    fn share_of(&self, share: Option<f64>) -> String {
        share.map_or_else(|| self.no_value(), |share| self.0.share(share))
    }
}

impl RetentionWords for En {
    fn retention_nav(&self) -> &'static str {
        "Retention"
    }

    fn no_retention(&self, period: Period) -> String {
        format!("No retention: {period} has no {} before it", self.noun())
    }

    fn stay_finding(&self, last: &Retained) -> String {
        let before = &last.before;
        if before.customers == 0 {
            return format!("Retention has no value: nobody ordered in {}", before.from);
        }
        format!(
            "{} of {}'s revenue stayed in {}, {} with what the same customers bought more; {} of {} left",
            self.share_of(before.grr),
            before.from,
            last.period,
            self.share_of(before.nrr),
            self.0.count(before.lost),
            self.many(before.customers, "customer", "customers")
        )
    }

    fn retention_verdict(&self, last: &Retained) -> Text {
        let before = &last.before;
        if before.customers == 0 {
            return Text::plain(format!("Retention has no value: nobody ordered in {}.", before.from));
        }
        let first = tell![
            "Of the revenue of ",
            before.from.label(),
            ", ",
            Piece::strong(self.share_of(before.grr)),
            format!(
                " stayed in {} (GRR), {} with what the same customers bought more (NRR). {} of {} did not order ({}).",
                last.period,
                self.share_of(before.nrr),
                self.0.count(before.lost),
                self.many(before.customers, "customer", "customers"),
                self.share_of(before.logo_churn)
            ),
        ];
        match &last.year_before {
            Some(year) if year.from != before.from && year.customers > 0 => Text::join(
                [
                    first,
                    Text::plain(format!(
                        "Against {}: GRR {}, NRR {}, {} of {} did not order.",
                        year.from,
                        self.share_of(year.grr),
                        self.share_of(year.nrr),
                        self.0.count(year.lost),
                        self.0.count(year.customers)
                    )),
                ],
                " ",
            ),
            _ => first,
        }
    }

    fn what_if(&self, more: &WhatIf) -> Text {
        let points = self.0.number(more.points * 100.0, 0);
        let last = more.periods.last().map(|one| one.period.label()).unwrap_or_default();
        let share =
            more.kept.share_of(more.revenue).map_or_else(String::new, |share| format!(" ({})", self.0.percent(share)));
        let when = match more.periods.len() {
            1 => format!("in {last}"),
            n => format!("in each of the {} to {last}", self.periods(n)),
        };
        let carried = if more.periods.len() > 1 {
            format!("; {} where what was kept went on at the book's own NRR", self.0.signed(more.carried))
        } else {
            String::new()
        };
        tell![
            format!(
                "What if: {points} {} more retention {when} would have been worth ",
                if points == "1" { "point" } else { "points" }
            ),
            Piece::strong(self.0.signed(more.kept)),
            format!("{share}{carried}."),
        ]
    }

    fn what_if_assumes(&self) -> Text {
        Text::plain(
            "What if, as reckoned: the points are of the revenue that each period's customers had the period before, never \
             more than was lost of it; new and returning customers, prices and costs as they were. It is no forecast.",
        )
    }

    fn on_year(&self, what: String) -> String {
        format!("{what} on year")
    }

    fn short_period(&self) -> &'static str {
        "* a first period that the data do not cover whole"
    }

    fn short_before(&self) -> &'static str {
        "* against a first period that the data do not cover whole"
    }

    fn retention_lines(&self, last: &Retained, first: &Retained) -> String {
        format!(
            "Gross retention {} in {}, {} in {}",
            self.share_of(last.before.grr),
            last.period,
            self.share_of(first.before.grr),
            first.period
        )
    }

    fn stay_subtitle(&self) -> String {
        format!("Revenue of the customers of {}, as a part of theirs then", self.the_before())
    }

    fn cohort(&self) -> String {
        "First order in".into()
    }

    fn cohort_heading(&self, shown: usize, of: usize) -> String {
        if shown == of { "First order in".into() } else { format!("First order in, {shown} of {of}") }
    }

    fn age(&self, age: usize) -> String {
        format!("+{age}")
    }

    fn known(&self, known: Known, first_day: Day) -> String {
        match known {
            Known::BeforeData => {
                format!("** before the data: they begin on {first_day}; most of these may have bought long before")
            }
            _ => format!("* unverified: fewer than 12 months after {first_day}; some may have bought before the data"),
        }
    }

    fn ages_finding(&self, later: Option<(usize, usize)>) -> String {
        match later {
            Some((active, of)) => {
                let when = match self.0.grain {
                    Grain::Year => "the year after".to_owned(),
                    _ => format!("the same {} a year later", self.noun()),
                };
                let were = if active == 1 { "was" } else { "were" };
                format!(
                    "Of {} that came a year or more ago, {} {were} active in {when}",
                    self.many(of, "customer", "customers"),
                    self.0.share(active as f64 / of as f64)
                )
            }
            None => "No cohort is a year old that began within the data".into(),
        }
    }

    fn ages_subtitle(&self) -> String {
        format!("Active customers so many {}s after the first, as a part of the cohort", self.noun())
    }

    fn ages_note(&self) -> String {
        format!("+1: the part of them that ordered in the {} after, and so on", self.noun())
    }

    fn revenue_by_cohort(&self) -> String {
        "Revenue by cohort".into()
    }

    fn earlier_cohorts(&self, number: usize) -> String {
        self.many(number, "earlier cohort", "earlier cohorts")
    }

    fn outside_cohorts(&self) -> String {
        "Never active".into()
    }

    fn money_finding(&self, share: Option<f64>) -> String {
        match share {
            Some(share) => format!("{} of a year's revenue is from customers who came within it", self.0.share(share)),
            None => "Revenue by the period in which its customers came".into(),
        }
    }

    fn money_subtitle(&self, currency: Option<&str>) -> String {
        format!("Net amount by {} and cohort; the columns add up to revenue{}", self.noun(), self.unit(currency))
    }
}
