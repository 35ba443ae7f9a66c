//! One alert: what it is about, its numbers, what is at stake.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analyse::{Evidence, Flag, SignalRule};
use crate::model::{Day, Money, Period, Reason, Tally};

/// A customer as alerts name it: places mean nothing in another run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Who {
    pub key: String,
    pub name: String,
}

/// Something that needs attention.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alert {
    /// The customer that it is about, where it is about one.
    pub who: Option<Who>,
    /// The money at stake; what that is, each fact says.
    pub stake: Money,
    #[serde(flatten)]
    pub fact: Fact,
}

/// What is the matter.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// Ordered in the period before, not in this one or since, and is silent for longer than its pace allows. At stake: the
    /// amount of the period before.
    Lost { period: Period, last_order: Option<Day>, silence: Option<i32>, usual_gap: Option<f64> },
    /// Plunged (rule 6). At stake: what is missing to the usual amount.
    Plunge { period: Period, amount: Money, usual: f64, lower: Option<f64>, signal_rule: SignalRule, streak: usize },
    /// Fell in at least so many periods in a row. At stake: the fall since the streak began.
    Streak { from: Period, period: Period, falls: usize, amount_before: Money, amount: Money },
    /// Customers that surged (rule 6), told together: the one that is the most above its usual, and by what. At stake: what all of
    /// them are above their usual.
    Surge {
        period: Period,
        customers: usize,
        largest: Who,
        amount: Money,
        usual: f64,
        upper: Option<f64>,
        signal_rule: SignalRule,
    },
    /// No new customer for at least two periods, and for longer than ever before. At stake: what new customers brought in as many
    /// periods of the year before.
    NoNew { last: Period, period: Period, periods: usize },
    /// Silent for more than twice its usual gap. At stake: the revenue of the window.
    Overdue { class: char, last_order: Option<Day>, silence: i32, usual_gap: f64, ratio: f64 },
    /// Less was reached than is due of a target, by more than the limit: of the book, of an owner's customers, of one customer. At
    /// stake: what is missing.
    Behind {
        owner: Option<String>,
        period: Period,
        to: Day,
        target: Money,
        due: Money,
        actual: Money,
        share: f64,
        limit: f64,
    },
    /// The largest customer's share of the window is above a limit. At stake: its revenue in the window.
    Largest { share: f64, before: Option<f64>, limit: f64, flag: Flag, crossed: bool },
    /// A further customer's share has passed the share from which customers are named, since the period before. At stake: the same.
    Grown { share: f64, before: f64, limit: f64 },
    /// The share of the five largest is above its limit. At stake: their revenue in the window.
    Five { share: f64, before: Option<f64>, limit: f64, crossed: bool },
    /// Two customers that may be one. At stake: the smaller of the two amounts.
    Suspects { other: Who, evidence: Vec<Evidence> },
    /// Rows are set aside for what is wrong with them. At stake: their amounts without signs.
    SetAside { rows: u64, of: u64, rows_share: f64, amount_share: f64, limit: f64, reasons: BTreeMap<Reason, Tally> },
    /// Rows far away from all others. At stake: nothing that is known.
    Strays { strays: Vec<Day>, first_day: Day, last_day: Day, file: Option<String> },
    /// No row came for long. At stake: what as many days usually bring, at most the revenue of the window.
    Late { last_day: Day, day: Day, days: i32, limit: i32, file: Option<String> },
    /// The rows end earlier than last time. At stake: the money that is no longer there.
    Shrunk { last_day: Day, last_day_before: Day },
}

impl Fact {
    /// The names of all kinds: customers, the book, the data.
    pub const KINDS: [&'static str; 15] = [
        "lost",
        "plunge",
        "streak",
        "overdue",
        "surge",
        "no_new",
        "behind",
        "largest",
        "grown",
        "five",
        "suspects",
        "set_aside",
        "strays",
        "late",
        "shrunk",
    ];

    /// Gives the stable name, that of JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Fact::Lost { .. } => "lost",
            Fact::Plunge { .. } => "plunge",
            Fact::Streak { .. } => "streak",
            Fact::Overdue { .. } => "overdue",
            Fact::Surge { .. } => "surge",
            Fact::NoNew { .. } => "no_new",
            Fact::Behind { .. } => "behind",
            Fact::Largest { .. } => "largest",
            Fact::Grown { .. } => "grown",
            Fact::Five { .. } => "five",
            Fact::Suspects { .. } => "suspects",
            Fact::SetAside { .. } => "set_aside",
            Fact::Strays { .. } => "strays",
            Fact::Late { .. } => "late",
            Fact::Shrunk { .. } => "shrunk",
        }
    }

    /// Says whether it is about the data themselves, and not about customers: no money floor hides it.
    pub fn is_of_data(&self) -> bool {
        matches!(self, Fact::SetAside { .. } | Fact::Strays { .. } | Fact::Late { .. } | Fact::Shrunk { .. })
    }

    /// Gives the period that the fact belongs to, where it is another one in the next period.
    fn period(&self) -> Option<Period> {
        match self {
            Fact::Lost { period, .. }
            | Fact::Plunge { period, .. }
            | Fact::Surge { period, .. }
            | Fact::Behind { period, .. } => Some(*period),
            _ => None,
        }
    }

    /// Gives the customer's last order, where silence is the fact.
    pub fn last_order(&self) -> Option<Day> {
        match self {
            Fact::Lost { last_order, .. } | Fact::Overdue { last_order, .. } => *last_order,
            _ => None,
        }
    }

    /// Gives how bad it is, to be compared with how bad it was when it was told: a doubling of silence counts as one step.
    pub fn degree(&self, stake: Money) -> i64 {
        let doublings = |times: f64| times.max(1.0).log2().floor() as i64;
        match self {
            Fact::Plunge { .. } => stake.raw(),
            Fact::Streak { falls, .. } => *falls as i64,
            Fact::Surge { customers, .. } => *customers as i64,
            Fact::NoNew { periods, .. } => *periods as i64,
            // In steps of ten points.
            Fact::Behind { share, .. } => ((1.0 - share) * 10.0).floor() as i64,
            Fact::Overdue { ratio, .. } => doublings(*ratio),
            Fact::Largest { share, flag, .. } => {
                basis_points(*share) + if *flag == Flag::High { Fact::HIGH } else { 0 }
            }
            Fact::Grown { share, .. } | Fact::Five { share, .. } => basis_points(*share),
            Fact::SetAside { rows, .. } => i64::try_from(*rows).unwrap_or(i64::MAX),
            Fact::Strays { strays, .. } => strays.len() as i64,
            Fact::Late { days, limit, .. } => doublings(f64::from(*days) / f64::from((*limit).max(1))),
            Fact::Lost { .. } | Fact::Suspects { .. } | Fact::Shrunk { .. } => 0,
        }
    }

    /// What the flag *high* adds to a degree, more than any share.
    const HIGH: i64 = 1_000_000;

    /// Says whether one degree is worse than another: by a whole point of a share, by the floor of money, else by one step.
    pub fn is_worse(&self, now: i64, then: i64, floor: Money) -> bool {
        let step = match self {
            Fact::Plunge { .. } => floor.raw().max(1),
            Fact::Largest { .. } | Fact::Grown { .. } | Fact::Five { .. } => 100,
            _ => 1,
        };
        now.saturating_sub(then) >= step
    }
}

fn basis_points(share: f64) -> i64 {
    (share * 10_000.0).round() as i64
}

/// What tells one alert from another, over runs: kind, customer, other customer, period.
pub type Id = (String, String, String, String);

impl Alert {
    /// Gives what tells the alert from others.
    pub fn id(&self) -> Id {
        let key = |who: Option<&Who>| who.map(|who| who.key.clone()).unwrap_or_default();
        let (one, other) = match &self.fact {
            Fact::Suspects { other, .. } => {
                let (one, other) = (key(self.who.as_ref()), other.key.clone());
                if one <= other { (one, other) } else { (other, one) }
            }
            Fact::Behind { owner: Some(owner), .. } => (key(self.who.as_ref()), owner.clone()),
            _ => (key(self.who.as_ref()), String::new()),
        };
        let period = self.fact.period().map(Period::label).unwrap_or_default();
        (self.fact.kind().to_owned(), one, other, period)
    }

    /// Says whether the money floor lets it be told.
    pub fn is_told(&self, floor: Money) -> bool {
        self.fact.is_of_data() || self.stake >= floor
    }
}
