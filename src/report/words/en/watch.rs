//! What needs attention.

use super::En;
use crate::analyse::watch::{Alert, Became, Fact, Over, Restated, Since, Status};
use crate::analyse::{Flag, SignalRule};
use crate::model::{Money, Period};
use crate::report::Text;
use crate::report::words::help::CommandWords;
use crate::report::words::watch::WatchCounts;
use crate::report::words::{NamesWords, Terms, WatchWords};

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "watch",
    about: "Print only what needs attention; exit 3 if there is something",
    examples: &[
        ("mingxi watch orders.xlsx", "what needs attention"),
        ("mingxi watch exports -q --state w.json --since-last", "each night: changes"),
    ],
    explanation: "Lost, plunged, overdue and steadily falling customers, surges, no new customers\n\
                  for long, targets behind, shares above a limit, suspects; and the data: rows\n\
                  set aside, far-off days, no rows for long, rows that are gone. Each with its\n\
                  numbers, its rule and the money at stake, most first. With --state, also what\n\
                  was told last time and is over, and which rows moved a period that was\n\
                  reported. Exit: 3 something to report, 0 nothing (with -q nothing is printed\n\
                  then), 1 and 2 as everywhere",
};

impl En {
    fn passed(&self, share: f64, before: Option<f64>, limit: f64, crossed: bool) -> String {
        let before =
            before.map_or_else(String::new, |before| format!(", {} {}", self.before_period(), self.0.share(before)));
        let how = if crossed { "passed" } else { "above" };
        format!("{}{before}: {how} {}", self.0.share(share), self.0.share(limit))
    }

    fn silent(&self, silence: Option<i32>, gap: Option<f64>) -> String {
        match (silence, gap) {
            (Some(silence), Some(gap)) => format!(
                "silent for {}, usual gap {}",
                self.many(silence.max(0) as usize, "day", "days"),
                self.0.days(gap)
            ),
            (Some(silence), None) => format!("silent for {}", self.many(silence.max(0) as usize, "day", "days")),
            _ => String::new(),
        }
    }
}

impl WatchWords for En {
    fn watch_nav(&self) -> &'static str {
        "Watch"
    }

    fn watch_verdict(&self, counts: &WatchCounts, since: Option<&Since>) -> Text {
        let of = |kind: &str, number: usize| {
            let (one, more) = match kind {
                "lost" => ("customer lost", "customers lost"),
                "plunge" => ("plunge", "plunges"),
                "streak" => ("steady fall", "steady falls"),
                "overdue" => ("overdue", "overdue"),
                "surge" => ("surge", "surges"),
                "behind" => ("target behind", "targets behind"),
                "no_new" => ("lack of new customers", "lacks of new customers"),
                "largest" | "grown" | "five" => ("share above its limit", "shares above their limits"),
                "suspects" => ("pair of suspects", "pairs of suspects"),
                _ => ("alert on the data", "alerts on the data"),
            };
            self.many(number, one, more)
        };
        let mut kinds: Vec<(&str, usize)> = Vec::new();
        for &(kind, number) in &counts.kinds {
            let same = |one: &str| of(one, 1) == of(kind, 1);
            match kinds.iter_mut().find(|(one, _)| same(one)) {
                Some((_, sum)) => *sum += number,
                None => kinds.push((kind, number)),
            }
        }
        let kinds: Vec<String> = kinds.into_iter().map(|(kind, number)| of(kind, number)).collect();
        let Some(since) = since else {
            return Text::plain(match kinds.as_slice() {
                [] => "Nothing needs attention.".to_owned(),
                kinds => format!("Needs attention: {}.", self.list(kinds)),
            });
        };
        let mut parts = Vec::new();
        for (number, word) in [(counts.new, "new"), (counts.worse, "worse"), (since.over.len(), "over")] {
            if number > 0 {
                parts.push(format!("{} {word}", self.0.count(number)));
            }
        }
        let restated = since.restated.len();
        if restated > 0 {
            parts.push(self.many(restated, "reported period changed", "reported periods changed"));
        }
        let standing = match counts.standing {
            0 => String::new(),
            n => format!("; {} {} as before", self.0.count(n), if n == 1 { "stands" } else { "stand" }),
        };
        Text::plain(match parts.as_slice() {
            [] => format!("Nothing new since {}{standing}.", since.as_of),
            parts => format!("Since {}: {}{standing}.", since.as_of, self.list(parts)),
        })
    }

    fn watch_kind(&self, kind: &str) -> &'static str {
        match kind {
            "lost" => "lost",
            "plunge" => "plunge",
            "streak" => "falling",
            "overdue" => "overdue",
            "surge" => "surge",
            "no_new" => "no new",
            "behind" => "target",
            "largest" | "grown" | "five" => "share",
            "suspects" => "suspects",
            "set_aside" => "set aside",
            "strays" => "far-off days",
            "late" => "no rows",
            _ => "rows gone",
        }
    }

    fn watch_status(&self, status: Status) -> &'static str {
        match status {
            Status::New => "new",
            Status::Worse => "worse",
            Status::Standing => "",
        }
    }

    fn watch_about(&self, fact: &Fact) -> String {
        match fact {
            Fact::Five { .. } => "the five largest".to_owned(),
            Fact::Surge { customers: 1, largest, .. } => largest.name.clone(),
            Fact::Surge { customers, .. } => self.many(*customers, "customer", "customers"),
            Fact::NoNew { periods, .. } => self.periods(*periods),
            Fact::Behind { owner: Some(owner), .. } => owner.clone(),
            Fact::Behind { .. } => "the book".to_owned(),
            Fact::Late { file: Some(file), .. } | Fact::Strays { file: Some(file), .. } => file.clone(),
            _ => "the data".to_owned(),
        }
    }

    fn watch_what(&self, alert: &Alert) -> String {
        match &alert.fact {
            Fact::Lost { period, silence, usual_gap, .. } => {
                let silent = self.silent(*silence, *usual_gap);
                if silent.is_empty() {
                    format!("nothing in {period}")
                } else {
                    format!("nothing in {period}, {silent}")
                }
            }
            Fact::Plunge { period, amount, usual, lower, signal_rule, streak } => {
                let usual = match (signal_rule, lower) {
                    (SignalRule::Limits, Some(lower)) => {
                        format!("usually at least {}, on average {}", self.0.units(*lower), self.0.units(*usual))
                    }
                    _ => format!("at most half the usual {}", self.0.units(*usual)),
                };
                let falls = if *streak >= 3 { format!("; {streak} falls in a row") } else { String::new() };
                format!("{period} {}, {usual}{falls}", self.0.exact(*amount))
            }
            Fact::Streak { from, period, falls, amount_before, amount } => format!(
                "{falls} falls in a row, from {} in {from} to {} in {period}",
                self.0.exact(*amount_before),
                self.0.exact(*amount)
            ),
            Fact::Overdue { class, silence, usual_gap, ratio, .. } => format!(
                "class {class}, {}, {} times that",
                self.silent(Some(*silence), Some(*usual_gap)),
                self.0.number(*ratio, 1)
            ),
            Fact::Surge { period, customers, largest, amount, usual, upper, signal_rule } => {
                let usual = match (signal_rule, upper) {
                    (SignalRule::Limits, Some(upper)) => {
                        format!("usually at most {}, on average {}", self.0.units(*upper), self.0.units(*usual))
                    }
                    _ => format!("at least twice the usual {}", self.0.units(*usual)),
                };
                let of = if *customers > 1 { format!("the largest: {}, ", largest.name) } else { String::new() };
                format!("{of}{period} {}, {usual}", self.0.exact(*amount))
            }
            Fact::NoNew { last, period, .. } => {
                format!("the last new customer came in {last}; none since, to {period}, and never for so long before")
            }
            Fact::Behind { period, target, due, actual, share, .. } if due == target => {
                format!(
                    "{} of the {} of {period}: {}",
                    self.0.exact(*actual),
                    self.0.exact(*target),
                    self.0.share(*share)
                )
            }
            Fact::Behind { period, to, target, due, actual, share, .. } => format!(
                "{} of the {} due by {to} ({period}: {}): {}",
                self.0.exact(*actual),
                self.0.exact(*due),
                self.0.exact(*target),
                self.0.share(*share)
            ),
            Fact::Largest { share, before, limit, flag, crossed } => {
                let flag = if *flag == Flag::High { "high" } else { "watch" };
                format!("{} ({flag})", self.passed(*share, *before, *limit, *crossed))
            }
            Fact::Grown { share, before, limit } => self.passed(*share, Some(*before), *limit, true),
            Fact::Five { share, before, limit, crossed } => self.passed(*share, *before, *limit, *crossed),
            Fact::Suspects { other, evidence } => {
                let why: Vec<String> = evidence.iter().map(|one| self.evidence(one)).collect();
                let why = why.join("; ");
                match alert.who.as_ref().filter(|who| who.name == other.name) {
                    Some(who) => format!("{} and {}: {why}", who.key, other.key),
                    None => format!("may be {} too: {why}", other.name),
                }
            }
            Fact::SetAside { rows, of, rows_share, amount_share, reasons, .. } => {
                let reasons: Vec<String> = reasons
                    .iter()
                    .map(|(reason, tally)| {
                        format!("{} {}", self.0.count(tally.n as usize), super::aside::reason(*reason))
                    })
                    .collect();
                format!(
                    "{} of {} ({}), {} of the amount: {}",
                    self.0.count(*rows as usize),
                    self.rows(*of as usize),
                    self.0.share(*rows_share),
                    self.0.share(*amount_share),
                    reasons.join(", ")
                )
            }
            Fact::Strays { strays, first_day, last_day, .. } => {
                let days: Vec<String> = strays.iter().map(ToString::to_string).collect();
                format!("{} far from all others, {first_day} to {last_day}", self.list(&days))
            }
            Fact::Late { last_day, day, days, limit, .. } => format!(
                "the last row is of {last_day}, {} before {day}; no more than {} are usual",
                self.many(*days as usize, "day", "days"),
                self.0.count(*limit as usize)
            ),
            Fact::Shrunk { last_day, last_day_before } => {
                format!("the rows end on {last_day}; last time they ended on {last_day_before}")
            }
        }
    }

    fn watch_rule(&self, kind: &str, fact: &Fact, months: i32) -> String {
        let window = format!("revenue of {months} months");
        match fact {
            Fact::Lost { period, .. } => format!(
                "{kind}: ordered in {} and not since, nor within twice its usual gap; at stake: its {}",
                period.before(),
                period.before()
            ),
            Fact::Plunge { .. } => format!(
                "{kind}: below the limits of the {}s before, or at most half the usual; at stake: what is missing",
                self.noun()
            ),
            Fact::Streak { .. } => format!("{kind}: at least 3 falls in a row; at stake: the fall since"),
            Fact::Overdue { .. } => format!("{kind}: silent for more than twice the usual gap; at stake: {window}"),
            Fact::Surge { .. } => format!(
                "{kind}: above the limits of the {}s before, or at least twice the usual; at stake: what is above the usual",
                self.noun()
            ),
            Fact::NoNew { .. } => format!(
                "{kind}: no new customer for 2 {}s or more, longer than ever; at stake: what new ones brought in as many of the year before",
                self.noun()
            ),
            Fact::Behind { limit, .. } => format!(
                "{kind}: reached less than is due by its days, by more than {} of that; at stake: what is missing",
                self.0.share(*limit)
            ),
            Fact::Largest { .. } | Fact::Grown { .. } | Fact::Five { .. } => {
                format!("{kind}: of the revenue of {months} months, above a limit; at stake: that revenue")
            }
            Fact::Suspects { .. } => {
                format!("{kind}: names that may be one customer (`mingxi names`); at stake: the smaller one's revenue")
            }
            Fact::SetAside { limit, .. } => format!(
                "{kind}: rows with a fault, above {} of rows or money (`mingxi check`); at stake: their amounts",
                self.0.share(*limit)
            ),
            Fact::Strays { .. } => format!("{kind}: more than 366 days from all other rows"),
            Fact::Late { .. } => {
                format!("{kind}: none for longer than --late-after; at stake: what as many days usually bring")
            }
            Fact::Shrunk { .. } => {
                format!("{kind}: nothing else is compared until they are back; at stake: what is no longer there")
            }
        }
    }

    fn watch_below(&self, number: usize, most: Money, floor: Money) -> String {
        format!(
            "{} not told: less than {} at stake each, at most {} (--floor).",
            self.many(number, "alert is", "alerts are"),
            self.0.exact(floor),
            self.0.exact(most)
        )
    }

    fn watch_over(&self, over: &Over) -> String {
        let told = &over.told;
        let was = if told.period.is_empty() { String::new() } else { format!(" in {}", told.period) };
        match &over.became {
            Became::Ordered { on, amount } if told.kind == "lost" => {
                format!("reported lost{was}: ordered again on {on}, {} since", self.0.exact(*amount))
            }
            Became::Ordered { on, amount } => format!("ordered on {on}, {} since", self.0.exact(*amount)),
            Became::Restated { movement, amount_before, amount } => format!(
                "reported lost{was}; by the rows now there it is {}: {}, {} {}",
                self.movement(*movement).to_lowercase(),
                self.0.exact(*amount),
                self.before_period(),
                self.0.exact(*amount_before)
            ),
            Became::Amount { period, amount } => format!("{period} is {}", self.0.exact(*amount)),
            Became::Share { share } => format!("{} now", self.0.share(*share)),
            Became::NoClass => "nothing in the whole window: no longer told".to_owned(),
            Became::OnTime => "at its usual pace by the rows now there".to_owned(),
            Became::Gone => "no longer in the data, or merged".to_owned(),
            Became::NoStrays => "no far-off days any more".to_owned(),
            Became::Rows { rows } => format!("{} set aside now", self.rows(*rows as usize)),
            Became::CaughtUp => "no longer behind".to_owned(),
            Became::New { period, customers, amount } => {
                format!(
                    "{} in {period}: {}",
                    self.many(*customers, "new customer", "new customers"),
                    self.0.exact(*amount)
                )
            }
            Became::Came { last_day } => format!("rows up to {last_day} came"),
        }
    }

    fn watch_more_rows(&self, number: usize) -> String {
        self.many(number, "more row", "more rows")
    }

    fn watch_restated(&self, one: &Restated, since: &Since, period: Period) -> String {
        let (then, now) = (self.0.exact(one.before), self.0.exact(one.now));
        let change = self.0.exact_change(one.change());
        match one.opening {
            true if since.period == one.period => format!(
                "The opening of {period} differs from the closing reported last time by {change}: {} was {then} on {}, and is {now}.",
                one.period, since.as_of
            ),
            true => format!(
                "The opening of {period} differs from what was reported last time by {change}: {} was {then} on {}, and is {now}.",
                one.period, since.as_of
            ),
            false => format!(
                "{} differs from what was reported last time by {change}: it was {then} on {}, and is {now}.",
                one.period, since.as_of
            ),
        }
    }

    fn watch_rows(&self, one: &Restated) -> Option<String> {
        (!one.by_rows).then(|| {
            "The rows of that time are not kept, so only customers can be told; --format json lists all.".to_owned()
        })
    }

    fn watch_went(&self) -> &'static str {
        "no longer there"
    }

    fn watch_alert_heading(&self) -> &'static str {
        "Alert"
    }

    fn watch_stake_heading(&self) -> &'static str {
        "At stake"
    }

    fn watch_what_heading(&self) -> &'static str {
        "What"
    }

    fn watch_over_heading(&self, since: &Since) -> String {
        format!("Over since {}", since.as_of)
    }

    fn watch_was_heading(&self) -> &'static str {
        "Was"
    }
}
