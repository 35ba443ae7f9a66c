//! Targets against what was reached.

use super::En;
use crate::follow::{Aim, Frame, From};
use crate::model::{Day, Money, Period};
use crate::report::Text;
use crate::report::words::{TargetWords, Terms};

impl En {
    /// Says what was reached of what is due.
    fn reached(&self, aim: &Aim) -> String {
        match (aim.actual, aim.share(), aim.ahead()) {
            (Some(actual), Some(share), Some(ahead)) => {
                format!("{} reached ({}), {}", self.0.exact(actual), self.0.share(share), self.0.exact_change(ahead))
            }
            (Some(actual), ..) => format!("{} reached", self.0.exact(actual)),
            _ => "what was reached cannot be told".to_owned(),
        }
    }

    fn days(&self, gaps: &[(Day, Day)]) -> String {
        let each: Vec<String> = gaps.iter().map(|(from, to)| self.range(*from, *to)).collect();
        self.list(&each)
    }
}

impl TargetWords for En {
    fn targets_nav(&self) -> &'static str {
        "Targets"
    }

    fn targets_none(&self) -> String {
        "No targets are given: `--targets FILE`, a table of period, owner or customer, and amount".to_owned()
    }

    fn targets_finding(&self, frame: &Frame) -> String {
        match frame.book() {
            Some(aim) => match (aim.share(), aim.ahead()) {
                (Some(share), Some(ahead)) if ahead.is_negative() => {
                    format!(
                        "{} is {} short of its target: {}",
                        frame.period,
                        self.0.amount(-ahead),
                        self.0.share(share)
                    )
                }
                (Some(share), _) => format!("{} reached its target: {}", frame.period, self.0.share(share)),
                _ => format!("{} against its target", frame.period),
            },
            None => {
                let behind = frame.aims.iter().filter(|aim| aim.lags(0.0)).count();
                format!("{}: {} of {} targets are not reached", frame.period, behind, frame.aims.len())
            }
        }
    }

    fn targets_not_here(&self, period: Period) -> String {
        format!("No target lies in {period}")
    }

    fn targets_book(&self, from: From) -> &'static str {
        match from {
            From::Own => "The book",
            From::Owners => "The salespeople together",
            From::Customers => "These customers together",
        }
    }

    fn targets_frame(&self, frame: &Frame) -> String {
        if frame.ended() {
            format!("{} against its targets", frame.period)
        } else {
            format!("{} to {} against its targets", frame.period, frame.to)
        }
    }

    fn targets_subtitle(&self, frame: &Frame, currency: Option<&str>) -> String {
        format!("{}{}", self.range(frame.period.first_day(), frame.to), self.unit(currency))
    }

    fn targets_of(&self) -> &'static str {
        "Target of"
    }

    fn targets_target(&self) -> &'static str {
        "Target"
    }

    fn targets_due(&self, to: Day) -> String {
        format!("Due by {to}")
    }

    fn targets_actual(&self) -> &'static str {
        "Reached"
    }

    fn targets_ahead(&self) -> &'static str {
        "Ahead"
    }

    fn targets_gap(&self, gaps: &[(Day, Day)], names: &[String]) -> String {
        format!("No target for {} ({}): what was reached then is left out.", self.days(gaps), self.list(names))
    }

    fn targets_unknown(&self, owners: &[String]) -> String {
        format!("No row is of {}.", self.list(owners))
    }

    fn targets_no_owner(&self) -> String {
        "No column says whose a customer is, so what salespeople reached cannot be told: `--map owner=COLUMN`."
            .to_owned()
    }

    fn targets_owners_sum(&self, sum: Money, more: Money) -> String {
        format!(
            "The salespeople's targets add up to {}, {} on the book's.",
            self.0.exact(sum),
            self.0.exact_change(more)
        )
    }

    fn targets_history(&self, reached: usize, of: usize) -> String {
        format!("The target was reached in {reached} of {}", self.periods(of))
    }

    fn targets_rule(&self) -> String {
        "Targets of shorter periods are added up. Before its end, as much of a target is due as of its days has passed."
            .to_owned()
    }

    fn targets_line(&self, frame: &Frame, aim: &Aim) -> Text {
        Text::plain(format!("Target of {}.", self.targets_short(frame, aim)))
    }

    fn targets_short(&self, frame: &Frame, aim: &Aim) -> String {
        let due = if aim.due == aim.target {
            String::new()
        } else {
            format!(", {} of it due by {}", self.0.exact(aim.due), frame.to)
        };
        let gap = if aim.gaps.is_empty() { String::new() } else { format!("; no target for {}", self.days(&aim.gaps)) };
        format!("{}: {}{due}; {}{gap}", frame.period, self.0.exact(aim.target), self.reached(aim))
    }
}
