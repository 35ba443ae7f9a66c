//! Customers to move.

use super::En;
use crate::follow::{Burden, Candidates, MoveUp};
use crate::model::Money;
use crate::report::words::help::CommandWords;
use crate::report::words::speech::rounded;
use crate::report::words::{CandidateWords, Terms};
use crate::report::{Piece, Text, relative, tell};

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "candidates",
    about: "List customers that could move up, win back, or be let go",
    examples: &[
        ("mingxi candidates orders.xlsx", "five of each list"),
        ("mingxi candidates orders.xlsx --customers c.xlsx", "with potential and ratings"),
    ],
    explanation: "Each list says why: class B and C that grow into the next class, class B that\n\
        lost a quarter, class C left alone, customers silent for a year with what\n\
        brings them back to class B, and small ones that cost more than they bring",
};

impl CandidateWords for En {
    fn candidates_nav(&self) -> &'static str {
        "Candidates"
    }

    fn candidates_finding(&self, found: &Candidates) -> String {
        let parts = [
            (found.up.len(), "could move up"),
            (found.shrinking.len(), "of class B shrank"),
            (found.dormant.len(), if found.dormant.len() == 1 { "sleeps" } else { "sleep" }),
            (found.let_go.len(), "could be let go"),
        ];
        let told: Vec<String> = parts
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .enumerate()
            .map(|(at, (n, what))| match at {
                0 => format!("{} {what}", self.customers(n)),
                _ => format!("{} {what}", self.0.count(n)),
            })
            .collect();
        if told.is_empty() { "No customer stands out to be moved".to_owned() } else { self.list(&told) }
    }

    fn candidates_lines(&self, found: &Candidates) -> String {
        let line = |line: Option<Money>| line.map(|line| self.0.amount(line));
        let lines = match (line(found.lines.a), line(found.lines.b)) {
            (Some(a), Some(b)) => format!("Class A begins at {a} in the 12 months, class B at {b}."),
            (Some(a), None) => format!("Class A begins at {a}; nobody is in class B."),
            _ => String::new(),
        };
        let few = match (found.c_before, found.c_too_few) {
            (Some(before), true) => {
                format!(" Class C has {} customers, {before} a year before: too few grow after.", found.c)
            }
            _ => String::new(),
        };
        format!("{lines}{few}")
    }

    fn candidates_verdict(&self, found: &Candidates) -> Text {
        let lines = self.candidates_lines(found);
        let gap = if lines.is_empty() || lines.starts_with(' ') { "" } else { " " };
        tell![Piece::strong(self.candidates_finding(found)), format!(".{gap}{lines}")]
    }

    fn candidates_without(&self, found: &Candidates) -> Vec<Text> {
        let mut told = Vec::new();
        if !found.contacts {
            told.push(Text::plain("Contacts are not known: `--follow-ups FILE` names the log."));
        }
        if found.rated == 0 {
            told.push(Text::plain("No rating is known: potential and satisfaction are columns of `--customers FILE`."));
        }
        if !found.profits {
            told.push(Text::plain("Margins are not known: the orders have no column of profit or cost."));
        }
        told
    }

    fn candidates_rule(&self, found: &Candidates) -> Text {
        let ratings = match found.rated {
            0 => "",
            _ => {
                "With ratings: the class by revenue, the potential and the satisfaction count the same (A or high 3, B or middle 2, C or \
                 low 1); the mean from 2.5 on is A, from 1.5 on B. "
            }
        };
        Text::plain(format!(
            "{ratings}Up: as much growth again reaches the next class, or the customer table rates the potential high and no low satisfaction. \
             Class B shrank: a quarter less than the year before. Left alone: class C without an order or a contact for longer than \
             `--quiet-after`. Sleeping: silent for more than 365 days; needed: how many of its own orders a year make class B. Let go: \
             class C for two years, no growth, and a reason in its figures.",
        ))
    }

    fn candidates_list(&self, id: &str, shown: usize, of: usize) -> String {
        let what = match id {
            "candidates_up" => "Could move up",
            "candidates_together" => "Another class with ratings",
            "candidates_shrinking" => "Class B, shrank",
            "candidates_alone" => "Class C, left alone",
            "candidates_dormant" => "Sleeping",
            _ => "Could be let go",
        };
        if shown == of { what.to_owned() } else { format!("{what}, {shown} of {}", self.0.count(of)) }
    }

    fn potential(&self) -> &'static str {
        "Potential"
    }

    fn satisfaction(&self) -> &'static str {
        "Satisfaction"
    }

    fn class_to(&self) -> &'static str {
        "Class"
    }

    fn class_now(&self) -> &'static str {
        "Class"
    }

    fn year_ago(&self) -> &'static str {
        "Year ago"
    }

    fn missing(&self) -> &'static str {
        "Missing"
    }

    fn candidate_why(&self) -> &'static str {
        "Why"
    }

    fn last_order(&self) -> &'static str {
        "Last order"
    }

    fn last_contact(&self) -> &'static str {
        "Last contact"
    }

    fn last_year(&self) -> &'static str {
        "Last year"
    }

    fn orders_needed(&self) -> &'static str {
        "Needed"
    }

    fn bought_most(&self) -> &'static str {
        "Bought most"
    }

    fn why_up(&self, one: &MoveUp) -> String {
        let growth = relative(one.window, one.before).map(|rate| self.0.percent(rate)).filter(|_| one.grows);
        match (growth, one.rated) {
            (Some(rate), true) => format!("{rate}, rated high"),
            (Some(rate), false) => rate,
            (None, _) => "rated high".to_owned(),
        }
    }

    fn burden(&self, burden: &Burden) -> String {
        match burden {
            Burden::Loses { contribution } => format!("leaves {} after costs", self.0.signed(*contribution)),
            Burden::ThinMargin { margin, book } => {
                format!("margin {}, the book {}", self.0.share(*margin), self.0.share(*book))
            }
            Burden::SmallOrders { orders, average, book } => format!(
                "{} orders of {}, the book {}",
                self.0.count(*orders),
                self.0.amount(rounded(*average)),
                self.0.amount(rounded(*book))
            ),
            Burden::Credits { share } => format!("credits {}", self.0.share(*share)),
            Burden::Contacts { contacts, orders } => {
                format!("{} for {}", self.many(*contacts, "contact", "contacts"), self.many(*orders, "order", "orders"))
            }
        }
    }

    fn said_shrinking(&self, customers: usize, before: u64, lost: Money) -> Text {
        tell![
            Piece::strong(format!("{customers} of {before} class B customers of a year before lost a quarter or more")),
            " (",
            self.0.delta(lost),
            " in the year).",
        ]
    }
}
