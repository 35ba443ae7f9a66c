//! Movements, classes, the matrix.

use super::En;
use crate::analyse::{Bridge, Classes, Movement, Partial};
use crate::model::{Day, Limits, Money, Period, Tally};
use crate::report::happened::Happened;
use crate::report::words::{MovementWords, Terms};
use crate::report::{ClassMoves, Text};

impl MovementWords for En {
    fn movements_finding(&self, bridge: &Bridge, again: usize, as_of: Day) -> String {
        let lost = match bridge.n_lost {
            0 => "No customer was lost".to_owned(),
            n => format!("{} took {}", self.many(n, "lost customer", "lost customers"), self.0.amount(-bridge.lost)),
        };
        let rest = match (bridge.n_lost, again) {
            (0, _) => format!("; {} came back", self.0.count(bridge.n_returned)),
            (_, 0) if as_of > bridge.period1.last_day() => format!("; none was back by {as_of}"),
            (_, 0) => String::new(),
            (_, n) => format!("; {} {} back by {as_of}", self.0.count(n), if n == 1 { "was" } else { "were" }),
        };
        format!("{lost}{rest}")
    }

    fn nobody(&self, kind: Movement, bridge: &Bridge) -> Text {
        Text::plain(match kind {
            Movement::New => format!("New: none in {}.", bridge.period1),
            Movement::Returned => format!("Returned: none in {}.", bridge.period1),
            Movement::Lost => format!("Lost: none; every customer of {} ordered again.", bridge.period0),
            Movement::Up => "Up: none bought more than before.".to_owned(),
            _ => "Down: none bought less than before.".to_owned(),
        })
    }

    fn list_finding(&self, kind: Movement, customers: usize, sum: Money) -> String {
        format!("{}: {}, {}", self.movement(kind), self.0.count(customers), self.0.signed(sum))
    }

    fn list_subtitle(&self, kind: Movement, bridge: &Bridge, gap: Option<f64>) -> String {
        let (before, now) = (bridge.period0, bridge.period1);
        match kind {
            Movement::Lost => format!("Ordered in {before}, not in {now}"),
            Movement::Returned => {
                let gap = gap.map_or_else(String::new, |gap| format!("; median gap {} days", self.0.days(gap)));
                format!("Not in {before}, but before it{gap}")
            }
            Movement::New => format!("First order in the data lies in {now}"),
            Movement::Down => format!("Orders in both, less in {now} than in {before}"),
            _ => format!("Orders in both, more in {now} than in {before}"),
        }
    }

    fn mover_line(&self, what: &Happened) -> String {
        match what {
            Happened::Silent { since, silence, not_yet_due, cadence, seasonal } => {
                let mark = match (not_yet_due, cadence) {
                    _ if *seasonal => ", seasonal",
                    (true, _) => ", not yet due",
                    (false, false) => ", no cadence yet",
                    (false, true) => "",
                };
                format!("last {since}, silent {}{mark}", self.many((*silence).max(0) as usize, "day", "days"))
            }
            Happened::Back { before, after, .. } => {
                format!("before: {before}, {} apart", self.many(*after as usize, "day", "days"))
            }
            other => self.happened(other),
        }
    }

    fn newcomers_finding(&self, history: &[&Bridge]) -> String {
        let Some(last) = history.last() else { return String::new() };
        let without = history.iter().rev().take_while(|bridge| bridge.n_new == 0).count();
        let noun = self.noun();
        match (without, last.n_new) {
            (1, _) if history[..history.len() - 1].iter().all(|bridge| bridge.n_new > 0) => {
                format!("New: none, the first time in {}", self.periods(history.len()))
            }
            (1, _) => "New: none".to_owned(),
            (n @ 2.., _) => format!("New: none for {n} {noun}s"),
            (_, n) => {
                let before = history.len().checked_sub(2).map(|at| history[at].n_new);
                let before = before
                    .map_or_else(String::new, |before| format!(", {} {}", self.0.count(before), self.the_before()));
                format!("{}{before}", self.many(n, "new customer", "new customers"))
            }
        }
    }

    fn newcomers_subtitle(&self) -> String {
        format!("New customers per {}: no order in any earlier one", self.noun())
    }

    fn latest_new(&self, name: &str, day: Day) -> String {
        format!("The latest new customer was {name}, first order {day}.")
    }

    fn register_finding(&self, bridge: &Bridge) -> String {
        format!("All movements from {} to {}, kind by kind", bridge.period0, bridge.period1)
    }

    fn unverified_mark(&self) -> String {
        "Unverified".to_owned()
    }

    fn classes_finding(&self, moves: &ClassMoves, compared: bool) -> String {
        match (compared, moves.was_a) {
            (false, _) | (_, 0) => format!(
                "{} in class A; there is no year before to compare with",
                self.many(moves.stayed_a as usize + moves.joined_a as usize, "customer is", "customers are")
            ),
            (_, was) if moves.stayed_a == was => format!(
                "All {} of a year before are still in class A",
                self.many(was as usize, "class-A customer", "class-A customers")
            ),
            (_, was) => format!(
                "Of {} of a year before, {} {} still in class A",
                self.many(was as usize, "class-A customer", "class-A customers"),
                moves.stayed_a,
                if moves.stayed_a == 1 { "is" } else { "are" }
            ),
        }
    }

    fn no_migration(&self) -> String {
        "There is no window a year before, so no moves between classes.".to_owned()
    }

    fn abc_finding(&self, a: Tally, whole: Tally) -> String {
        match a.amount.share_of(whole.amount) {
            Some(share) => {
                format!("Class A, {}, makes {} of revenue", self.customers(a.n as usize), self.0.share(share))
            }
            None => "No classes: no revenue above zero in the window".to_owned(),
        }
    }

    fn abc_subtitle(&self, limits: &Limits, currency: Option<&str>) -> String {
        format!(
            "A to {}, B to {}, C the rest{}",
            self.0.about(limits.class_a),
            self.0.about(limits.class_b),
            self.unit(currency)
        )
    }

    fn of_customers(&self) -> String {
        "of customers".to_owned()
    }

    fn from_to(&self) -> String {
        "from \\ to".to_owned()
    }

    fn migration_finding(&self, moves: &ClassMoves) -> String {
        let number = |n: u64| if n == 0 { "none".to_owned() } else { self.0.count(n as usize) };
        match (moves.left_a, moves.joined_a) {
            (0, 0) => "Nobody left class A, nobody entered it".to_owned(),
            (0, n) => format!("Nobody left class A, {} entered it", number(n)),
            (n, m) => format!("{} left class A, {} entered it", number(n), number(m)),
        }
    }

    fn migration_money_finding(&self, moves: &ClassMoves, gained: Money, gone: Money) -> String {
        match (moves.from_nothing, moves.to_nothing) {
            (0, 0) => "Nobody came into class A from nothing, nobody fell out of it to nothing".to_owned(),
            (0, n) => format!(
                "{} of a year before bought nothing since: {}",
                self.many(n as usize, "class-A customer", "class-A customers"),
                self.0.signed(gone)
            ),
            (n, _) => format!(
                "{} had nothing a year before: {}",
                self.many(n as usize, "class-A customer", "class-A customers"),
                self.0.signed(gained)
            ),
        }
    }

    fn migration_subtitle(&self, money: bool, classes: &Classes, currency: Option<&str>) -> String {
        let before = classes.before.map_or_else(String::new, |before| format!("{before} → "));
        if money {
            format!("Change of the window's revenue{}, {before}{}", self.unit(currency), classes.period)
        } else {
            format!("Customers, {before}{}; one colour up, the other down", classes.period)
        }
    }

    fn matrix_nav(&self) -> String {
        format!("Customer by {}", self.noun())
    }

    fn matrix_finding(&self, customers: usize, periods: usize, always: &[&str]) -> String {
        let of = self.customers(customers);
        let every = format!("every one of the {}", self.periods(periods));
        match always {
            [] => format!("Of {of} none ordered in {every}"),
            [one] => format!("Of {of} only {one} ordered in {every}"),
            all if all.len() == customers => format!("All {of} ordered in {every}"),
            all => format!("Of {of} {} ordered in {every}", self.0.count(all.len())),
        }
    }

    fn matrix_title(&self, average: f64, most: Option<(usize, Period)>) -> String {
        let most = most.map_or_else(String::new, |(n, period)| format!("; the most, {}, in {period}", self.0.count(n)));
        format!("On average {} order in a {}{most}", self.0.number(average, u8::from(average < 10.0)), self.noun())
    }

    fn matrix_subtitle(&self, shown: usize, of: usize, partial: Option<&Partial>, currency: Option<&str>) -> String {
        let which = if of > shown { format!(", the {shown} largest of the window first") } else { String::new() };
        let star = partial.map_or_else(String::new, |partial| format!("; * {} only to {}", partial.period, partial.to));
        format!("Revenue per {}{}{which}; the stronger the colour the larger{star}", self.noun(), self.unit(currency))
    }
}
