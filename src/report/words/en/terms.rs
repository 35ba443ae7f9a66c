//! Nouns, units and marks.

use super::En;
use crate::analyse::{Cadence, CadenceClass, Direction, Movement, Signal, Trend};
use crate::model::{Conversion, Day, Grain, Period};
use crate::report::happened::{Cause, Happened};
use crate::report::text::capital;
use crate::report::words::Terms;
use crate::report::words::labels::Label;

impl En {
    /// Gives a number with its noun.
    pub(super) fn many(&self, number: usize, one: &str, more: &str) -> String {
        format!("{} {}", self.0.count(number), if number == 1 { one } else { more })
    }

    /// Gives the noun of the report's periods.
    pub(super) fn noun(&self) -> &'static str {
        noun(self.0.grain)
    }

    /// Gives “the quarter before”, “the month before”.
    pub(super) fn the_before(&self) -> String {
        format!("the {} before", self.noun())
    }

    /// Gives “USD, ” or nothing.
    pub(super) fn unit(&self, currency: Option<&str>) -> String {
        currency.map_or_else(String::new, |code| format!(", {code}"))
    }
}

fn noun(grain: Grain) -> &'static str {
    match grain {
        Grain::Week => "week",
        Grain::Month => "month",
        Grain::Quarter => "quarter",
        Grain::Half => "half-year",
        Grain::Year => "year",
    }
}

impl Terms for En {
    fn label(&self, label: Label) -> &'static str {
        super::labels::label(label)
    }

    fn movement(&self, movement: Movement) -> &'static str {
        match movement {
            Movement::New => "New",
            Movement::Returned => "Returned",
            Movement::Up => "Up",
            Movement::Level => "Level",
            Movement::Down => "Down",
            Movement::Lost => "Lost",
            Movement::Inactive => "Not active",
        }
    }

    fn direction(&self, direction: Direction) -> &'static str {
        match direction {
            Direction::Rising => "Rising",
            Direction::Falling => "Falling",
            Direction::Steady => "Steady",
            Direction::Irregular => "Irregular",
            Direction::TooFew => "Too few periods",
        }
    }

    fn signal(&self, signal: Signal) -> Option<&'static str> {
        match signal {
            Signal::Surge => Some("Surge"),
            Signal::Plunge => Some("Plunge"),
            Signal::None | Signal::TooFew => None,
        }
    }

    fn cadence(&self, class: CadenceClass) -> &'static str {
        match class {
            CadenceClass::OnTime => "On time",
            CadenceClass::Late => "Late",
            CadenceClass::Overdue => "Overdue",
            CadenceClass::TooFew => "Too few orders",
            CadenceClass::NoOrders => "Not known",
        }
    }

    fn cadence_mark(&self, cadence: &Cadence) -> String {
        format!("{}{}", self.cadence(cadence.class), if cadence.seasonal { " (seasonal)" } else { "" })
    }

    fn trend_marks(&self, trend: &Trend) -> String {
        let first = match (self.signal(trend.signal), trend.direction) {
            (Some(signal), _) => signal.to_owned(),
            (None, direction) => self.direction(direction).to_owned(),
        };
        match trend.cadence.class {
            CadenceClass::Late => format!("{first}, late"),
            CadenceClass::Overdue if trend.cadence.seasonal => format!("{first}, overdue (seasonal)"),
            CadenceClass::Overdue => format!("{first}, overdue"),
            _ => first,
        }
    }

    fn happened(&self, what: &Happened) -> String {
        let orders = |number: u32| self.many(number as usize, "order", "orders");
        match what {
            Happened::First { on, orders: n, verified: true } => format!("first order {on}, {}", orders(*n)),
            Happened::First { on, orders: n, .. } => {
                format!("first order in the data {on}, {}", orders(*n))
            }
            Happened::Back { after, orders: n, .. } => {
                format!("back after {}, {}", self.many(*after as usize, "day", "days"), orders(*n))
            }
            Happened::Both(pair) => {
                let told =
                    format!("{}, {} {}", orders(pair.orders1), self.0.count(pair.orders0 as usize), self.the_before());
                match pair.cause() {
                    Some(Cause::More) => format!("{told}: more orders"),
                    Some(Cause::Fewer) => format!("{told}: fewer orders"),
                    Some(Cause::Larger) => format!("{told}: larger orders"),
                    Some(Cause::Smaller) => format!("{told}: smaller orders"),
                    None => told,
                }
            }
            Happened::Silent { since, not_yet_due: true, .. } => format!("no order since {since}, not yet due"),
            Happened::Silent { since, seasonal: true, .. } => {
                format!("no order since {since}; seasonal: these months were silent before")
            }
            Happened::Silent { since, .. } => format!("no order since {since}"),
            Happened::Again { on } => format!("ordered again on {on}"),
            Happened::OnlyCredits => "credits or other rows without an order".to_owned(),
            Happened::FirstSum { verified: true } => "nothing before".to_owned(),
            Happened::FirstSum { .. } => "nothing before in the data".to_owned(),
            Happened::SumInBoth => String::new(),
            Happened::BackSince { last } => format!("back; the last before was {last}"),
            Happened::NoneSince { last } => format!("nothing since {last}"),
            Happened::AgainIn { period } => format!("again in {period}"),
        }
    }

    fn customers(&self, number: usize) -> String {
        self.many(number, "customer", "customers")
    }

    fn customers_short(&self, number: usize) -> String {
        format!("{} cust.", self.0.count(number))
    }

    fn customer_unit(&self) -> String {
        String::new()
    }

    fn order_unit(&self) -> String {
        String::new()
    }

    fn rows(&self, number: usize) -> String {
        self.many(number, "row", "rows")
    }

    fn periods(&self, number: usize) -> String {
        let noun = self.noun();
        self.many(number, noun, &format!("{noun}s"))
    }

    fn grain_heading(&self, grain: Option<Grain>) -> String {
        capital(noun(grain.unwrap_or(self.0.grain)))
    }

    fn this_period(&self) -> &'static str {
        match self.0.grain {
            Grain::Week => "this week",
            Grain::Month => "this month",
            Grain::Quarter => "this quarter",
            Grain::Half => "this half-year",
            Grain::Year => "this year",
        }
    }

    fn before_period(&self) -> &'static str {
        match self.0.grain {
            Grain::Week => "the week before",
            Grain::Month => "the month before",
            Grain::Quarter => "the quarter before",
            Grain::Half => "the half-year before",
            Grain::Year => "the year before",
        }
    }

    fn on_period_short(&self) -> &'static str {
        match self.0.grain {
            Grain::Week => "WoW",
            Grain::Month => "MoM",
            Grain::Quarter => "QoQ",
            Grain::Half => "HoH",
            Grain::Year => "YoY",
        }
    }

    fn on_year_short(&self) -> &'static str {
        "YoY"
    }

    fn against(&self, period: Period, year: bool) -> String {
        let noun = if year { "year" } else { self.noun() };
        format!("On the {noun}, {period}")
    }

    fn points(&self, difference: f64) -> String {
        format!("{} pp", self.0.points(difference))
    }

    fn points_short(&self, difference: f64) -> String {
        format!("{} pp", self.0.points(difference))
    }

    fn vs_period(&self) -> String {
        format!("on {}", self.noun())
    }

    fn vs_year(&self) -> String {
        "on year".to_owned()
    }

    fn no_base(&self) -> String {
        "n/m".to_owned()
    }

    fn no_value(&self) -> String {
        "n/a".to_owned()
    }

    fn sentence_gap(&self) -> &'static str {
        " "
    }

    fn full_stop(&self) -> &'static str {
        "."
    }

    fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    fn unit_line(&self, currency: Option<&str>) -> String {
        currency.unwrap_or_default().to_owned()
    }

    fn range(&self, from: Day, to: Day) -> String {
        format!("{from} to {to}")
    }

    fn others(&self, number: usize) -> String {
        self.many(number, "other", "others")
    }

    fn these(&self, number: usize) -> String {
        format!("These {}", self.0.count(number))
    }

    fn all_moved(&self, number: usize) -> String {
        format!("All {}", self.0.count(number))
    }

    fn entered(&self) -> &'static str {
        "entered"
    }

    fn last_periods(&self, number: usize) -> String {
        self.periods(number)
    }

    fn this_column(&self, period: Period) -> String {
        format!("This, {period}")
    }

    fn before_column(&self, period: Period) -> String {
        format!("Before, {period}")
    }

    fn year_column(&self, period: Period) -> String {
        format!("Year ago, {period}")
    }

    fn window_column(&self, months: i32) -> String {
        format!("{months} months")
    }

    fn share_of_period(&self, period: Period) -> String {
        format!("Share of {period}")
    }

    fn as_of(&self, day: Day) -> String {
        format!("as of {day}")
    }

    fn converted_by(&self, conversion: &Conversion) -> String {
        let others: Vec<&str> = conversion.currencies.iter().map(|one| one.currency.as_str()).collect();
        let others: Vec<&str> = others.into_iter().filter(|name| *name != conversion.base).collect();
        match others.as_slice() {
            [] => format!("all rows are in {}", conversion.base),
            others => format!("{} to {} by {}", others.join(", "), conversion.base, conversion.file_name()),
        }
    }

    fn settings_file(&self, file: &str) -> String {
        format!("settings: {file}")
    }
}
