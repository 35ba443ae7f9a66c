//! Classes, deal cycles and RFM.

use super::En;
use crate::analyse::{Classes, Cycle, Standing, Standings};
use crate::model::{Day, Tally};
use crate::report::classes::moves;
use crate::report::words::help::CommandWords;
use crate::report::words::{ClassifyWords, MovementWords, Terms};
use crate::report::{Text, tell};

/// The help of `classify`.
pub const HELP: CommandWords = CommandWords {
    name: "classify",
    about: "Show ABC classes and moves between them, deal cycles and RFM",
    examples: &[
        ("mingxi classify orders.xlsx", "by the last 12 months"),
        ("mingxi classify orders.xlsx -o classes.csv", "every customer, a row each"),
        ("mingxi classify orders.xlsx --map class=Grade", "with classes of your own"),
    ],
    explanation: "What it shows:\n\
                  \x20 Class       A makes 80% of the window's revenue, B the next 15%, C the rest; a\n\
                  \x20             column of classes (客户等级, customer class) counts instead where\n\
                  \x20             it says A, B or C: marked *\n\
                  \x20 from \\ to   who moved between classes in a year, in customers and in money\n\
                  \x20 Deal cycle  the usual gap between order days: to 31, 62, 93 days, slow\n\
                  \x20 R F M       recency, frequency, money of the whole history; 5 is the best\n\
                  \x20             fifth\n\
                  \x20 Notes       class B shrinking; class C without an order for --quiet-after days",
};

impl ClassifyWords for En {
    fn classify_nav(&self) -> &'static str {
        "RFM and cycle"
    }

    fn classify_finding(&self, found: &Standings) -> String {
        if found.scored == 0 {
            return "Deal cycle and RFM need order lines with their days".to_owned();
        }
        match (found.cooling.n as usize, found.quiet.n as usize) {
            (0, 0) => "No good customer has stopped ordering".to_owned(),
            (0, quiet) => format!(
                "{} no order for more than {} days",
                self.many(quiet, "class-C customer had", "class-C customers had"),
                found.quiet_days
            ),
            (n, _) => format!(
                "{} not ordered for long; so far {} brought {}",
                self.many(n, "good customer has", "good customers have"),
                if n == 1 { "it" } else { "they" },
                self.0.amount(found.cooling.amount)
            ),
        }
    }

    fn class_moves(&self, classes: &Classes) -> String {
        format!("{}.", self.classes_finding(&moves(classes), classes.before.is_some()))
    }

    fn classify_line(&self, found: &Standings) -> String {
        match found.scored {
            0 => "Deal cycle and RFM cannot be told: the rows are sums of periods, not orders.".to_owned(),
            n => {
                format!("{}; {} scored by recency, frequency and money.", self.cycle_finding(found), self.customers(n))
            }
        }
    }

    fn classify_notes(&self, found: &Standings) -> Vec<Text> {
        let mut notes = Vec::new();
        if let Some(before) = found.b_before {
            let head = if found.b_shrinks { "Class B shrinks: " } else { "Class B: " };
            let fell = match found.fell_from_b.n {
                0 => tell![" Nobody fell out of it."],
                n => tell![
                    format!(
                        " {} from B to C or to nothing, ",
                        self.many(n as usize, "customer fell", "customers fell")
                    ),
                    self.0.delta(found.fell_from_b.amount),
                    "."
                ],
            };
            let now = self.customers(found.b as usize);
            notes.push(Text::join([tell![format!("{head}{now}, {before} a year before.")], fell], ""));
        }
        if found.quiet.n > 0 {
            let seasonal = match found.quiet_seasonal {
                0 => String::new(),
                n => format!("; {n} of them in their season's silence"),
            };
            notes.push(tell![format!(
                "{} ({} in the window) had no order for more than {} days{seasonal}.",
                self.many(found.quiet.n as usize, "class-C customer", "class-C customers"),
                self.0.amount(found.quiet.amount),
                found.quiet_days
            )]);
        }
        if found.given > 0 {
            let other = match found.given_other_words {
                0 => String::new(),
                n => format!("; for {} the word is none of A, B and C, so that by money counts", self.customers(n)),
            };
            notes.push(Text::plain(format!(
                "The data give {} a class; for {} it is another than by money, and counts (*){other}.",
                self.customers(found.given),
                self.0.count(found.given_otherwise)
            )));
        }
        notes
    }

    fn moves_in_money(&self) -> String {
        format!("{}, change", self.from_to())
    }

    fn cycle_finding(&self, found: &Standings) -> String {
        let of: u64 = found.cycles.iter().map(|one| one.tally.n).sum();
        let fast = |cycle: &Cycle| matches!(cycle, Cycle::One | Cycle::Two | Cycle::Three);
        let n: u64 = found.cycles.iter().filter(|one| fast(&one.cycle)).map(|one| one.tally.n).sum();
        format!(
            "{} of {} ordered at least every 93 days while they ordered",
            self.0.count(n as usize),
            self.customers(of as usize)
        )
    }

    fn cycle_subtitle(&self, as_of: Day, currency: Option<&str>) -> String {
        format!("Median gap between order days to {as_of}{}", self.unit(currency))
    }

    fn cycle_heading(&self) -> &'static str {
        "Deal cycle"
    }

    fn cycle(&self, cycle: Cycle) -> &'static str {
        match cycle {
            Cycle::One => "1 month, to 31 days",
            Cycle::Two => "2 months, to 62 days",
            Cycle::Three => "3 months, to 93 days",
            Cycle::Slow => "slow, longer",
            Cycle::NotYet => "no cycle yet, under 3 order days",
        }
    }

    fn cycle_mark(&self, cycle: Cycle) -> &'static str {
        match cycle {
            Cycle::One => "1",
            Cycle::Two => "2",
            Cycle::Three => "3",
            Cycle::Slow => "slow",
            Cycle::NotYet => "none yet",
        }
    }

    fn scores_finding(&self, scored: usize) -> String {
        format!("{} by score", self.customers(scored))
    }

    fn scores_subtitle(&self) -> &'static str {
        "Against all others over the whole history; 5: fewer than a fifth are better, equal ones share a score"
    }

    fn scores_heading(&self) -> &'static str {
        "Customers with score"
    }

    fn measure(&self, id: &str) -> &'static str {
        match id {
            "recency" => "Recency: days since the last order",
            "frequency" => "Frequency: orders",
            _ => "Money: net revenue",
        }
    }

    fn cooling_finding(&self, cooling: Tally) -> String {
        format!("{} R ≤ 2 with F and M ≥ 4", self.many(cooling.n as usize, "customer has", "customers have"))
    }

    fn cooling_subtitle(&self, as_of: Day, currency: Option<&str>) -> String {
        format!("Often and for much, but not lately, to {as_of}{}", self.unit(currency))
    }

    fn cooling_head(&self, shown: usize, of: usize) -> String {
        match shown == of {
            true => "Good, not lately".to_owned(),
            false => format!("Good, not lately, {shown} of {of}"),
        }
    }

    fn all_time(&self) -> &'static str {
        "All time"
    }

    fn classify_list(&self, number: usize) -> String {
        format!("All {}", self.customers(number))
    }

    fn classify_list_subtitle(&self, found: &Standings, currency: Option<&str>) -> String {
        let given = if found.given_otherwise > 0 { "; * given by the data, not by money" } else { "" };
        format!("By class and revenue of the window{}{given}", self.unit(currency))
    }

    fn class_before(&self) -> &'static str {
        "Year ago"
    }

    fn class_given(&self) -> &'static str {
        "Given"
    }

    fn flag_heading(&self) -> &'static str {
        "Flag"
    }

    fn class_flag(&self, one: &Standing) -> Option<String> {
        let quiet = if one.seasonal { "no contact (seasonal)" } else { "no contact" };
        let flags: Vec<&str> = [(one.fell_from_b, "fell from B"), (one.quiet, quiet)]
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, it)| it)
            .collect();
        (!flags.is_empty()).then(|| flags.join(", "))
    }
}
