//! Who is to be contacted now: one line per customer, with its reasons, the money that hangs on it and the day it was due.
//!
//! A customer is due where a reason stands and nobody has dealt with it. An agreed next date wins over everything: until then
//! the customer is left alone. After a contact it is due again when the interval of its class is over, unless the outcome settled
//! what stood; then only a reason that came up later counts. Sorted by money at stake × urgency, both shown.

use std::collections::BTreeSet;

use serde::Serialize;

use super::known::{Beside, Contact, Known, Outcome};
use super::why::{Why, standing};
use crate::analyse::{Analysis, Mover};
use crate::cube::Cube;
use crate::model::companion::Status;
use crate::model::{Day, Frequency, Interval, Money, Rules};

/// A customer to contact.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Due {
    /// The place in the cube; nothing for one that has never ordered.
    #[serde(skip)]
    pub customer: Option<usize>,
    pub owner: Option<String>,
    pub key: String,
    #[serde(rename = "customer")]
    pub name: String,
    pub class: Option<char>,
    pub status: Option<Status>,
    /// The weightiest first.
    pub whys: Vec<Why>,
    /// The day on which it is, or was, to be contacted.
    pub day: Day,
    /// The day from which it is late.
    pub late_from: Day,
    /// The net amount of the 12 months that end with the last order, or what is past its day to be paid where that is more.
    pub stake: Money,
    /// In tenths: the weight of the weightiest reason, and 5 more for each further one.
    pub urgency: i64,
    /// Stake × urgency.
    pub score: Money,
    pub last_contact: Option<Contact>,
    pub next: Option<Day>,
}

/// Whom to contact.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FollowList {
    pub as_of: Day,
    /// By score descending, ties by name.
    pub due: Vec<Due>,
    /// Those whose day comes within so many days, by day, then as above.
    pub soon: Vec<Due>,
    pub ahead: i32,
    /// Those with an agreed day after that, likewise.
    pub later: Vec<Due>,
    /// How many were spoken to and have nothing to be asked before a day after that.
    pub put_off: usize,
    /// How many have a reason that a contact settled.
    pub settled: usize,
    /// How many have ordered nothing for more than a year, and are no part of the list.
    pub dormant: usize,
    /// Whether a log of follow-ups and a table of receivables are given.
    pub has_log: bool,
    pub has_receivables: bool,
}

impl FollowList {
    /// Gives the money at stake of all that are due.
    pub fn stake(&self) -> Money {
        self.due.iter().map(|due| due.stake).sum()
    }

    /// Gives how many of those due are late, and the longest of it in days.
    pub fn late(&self) -> (usize, i32) {
        let days = self.due.iter().map(|due| self.as_of.since(due.late_from));
        days.filter(|days| *days > 0).fold((0, 0), |(many, most), days| (many + 1, most.max(days)))
    }

    /// Gives the owners of the list, each once, in order; customers without one come last, as nothing.
    pub fn owners(&self) -> Vec<Option<&str>> {
        let owners: BTreeSet<Option<&str>> =
            self.due.iter().chain(&self.soon).map(|due| due.owner.as_deref()).collect();
        let (named, nobody): (Vec<Option<&str>>, Vec<Option<&str>>) = owners.into_iter().partition(Option::is_some);
        named.into_iter().chain(nobody).collect()
    }
}

/// What became of one customer.
enum Fate {
    Due(Box<Due>),
    /// A day after today.
    Later(Box<Due>),
    Settled,
    Nothing,
}

/// Lists whom to contact as of the book's day.
pub fn due(cube: &Cube, analysis: &Analysis, rules: &Rules, beside: &Beside) -> FollowList {
    let as_of = cube.span.as_of;
    let mut movers: Vec<Option<&Mover>> = vec![None; cube.customers.len()];
    for mover in analysis.bridge.iter().flat_map(|bridge| &bridge.movers) {
        movers[mover.customer] = Some(mover);
    }
    let nobody = Known::default();
    let scene = Scene { as_of, every: rules.every };
    let mut list = FollowList {
        as_of,
        due: Vec::new(),
        soon: Vec::new(),
        ahead: rules.ahead,
        later: Vec::new(),
        put_off: 0,
        settled: 0,
        dormant: 0,
        has_log: beside.has_log,
        has_receivables: beside.has_receivables,
    };
    let mut fates = Vec::new();
    for trend in &analysis.trends.customers {
        let at = trend.customer;
        let known = beside.customers.get(at).unwrap_or(&nobody);
        let whys = standing(cube, analysis, trend, movers[at]);
        list.dormant += usize::from(trend.cadence.silence.is_some_and(|silence| silence > super::why::DORMANT));
        let class = known.class.or_else(|| analysis.classes.class.get(at).copied().flatten());
        let one =
            One { customer: Some(at), name: &cube.customers[at].name, class, known, last: trend.cadence.last_order };
        let stake = one.last.and_then(|last| cube.customers[at].net_between(last.plus_months(-12).plus_days(1), last));
        fates.push(scene.fate(&one, whys, stake.unwrap_or(Money::ZERO)));
    }
    for known in &beside.leads {
        let one = One { customer: None, name: &known.name, class: known.class, known, last: None };
        fates.push(scene.fate(&one, Vec::new(), Money::ZERO));
    }
    for fate in fates {
        match fate {
            Fate::Due(due) => list.due.push(*due),
            Fate::Later(due) if due.day.since(as_of) <= rules.ahead => list.soon.push(*due),
            Fate::Later(due) if due.next.is_some() => list.later.push(*due),
            Fate::Later(_) => list.put_off += 1,
            Fate::Settled => list.settled += 1,
            Fate::Nothing => {}
        }
    }
    let by_score = |a: &Due, b: &Due| {
        let urgent = b.score.cmp(&a.score).then(b.urgency.cmp(&a.urgency)).then(a.day.cmp(&b.day));
        urgent.then_with(|| a.name.cmp(&b.name)).then(a.customer.cmp(&b.customer))
    };
    list.due.sort_by(by_score);
    for days in [&mut list.soon, &mut list.later] {
        days.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| by_score(a, b)));
    }
    list
}

/// What all customers are looked at by.
struct Scene {
    as_of: Day,
    every: Frequency,
}

/// One customer, as it is looked at.
struct One<'a> {
    customer: Option<usize>,
    name: &'a str,
    class: Option<char>,
    known: &'a Known,
    last: Option<Day>,
}

impl Scene {
    fn fate(&self, one: &One<'_>, mut whys: Vec<Why>, stake: Money) -> Fate {
        let (as_of, known) = (self.as_of, one.known);
        let past = known.contacts.iter().filter(|contact| contact.day.is_none_or(|day| day <= as_of));
        let last = past.clone().next_back();
        let contacted = last.and_then(|contact| contact.day);
        // Whoever was lost and said so stays lost until it orders again.
        let outcome = last.map_or(Outcome::Open, |contact| Outcome::read(&contact.outcome));
        let gone = outcome == Outcome::Lost && contacted.is_none_or(|day| one.last.is_none_or(|last| last <= day));
        if let Some((due, amount)) = known.late {
            whys.push(Why::Payment { due, amount });
        }
        let by_status = self.by_status(known.status);
        if let Some(interval) = by_status.filter(|_| !gone) {
            let since = contacted.or(known.registered).or(one.last);
            let quiet = since.map(|since| (as_of.since(since), since.plus_days(interval.from)));
            if let Some((days, since)) = quiet.filter(|(days, _)| *days >= interval.from) {
                whys.push(Why::Quiet { days, since });
            }
        }
        let had = !whys.is_empty();
        if gone {
            whys.retain(|why| matches!(why, Why::Payment { .. } | Why::New { .. }));
        }
        if outcome != Outcome::Open
            && let Some(day) = contacted
        {
            whys.retain(|why| why.since() > day);
        }
        // The latest contact that names a next date, unless somebody has kept it since.
        let named = past.clone().filter_map(|contact| Some((contact.day, contact.next?))).next_back();
        let kept = |next: Day| past.clone().any(|contact| contact.day.is_some_and(|day| day >= next));
        let next = named.map(|(_, next)| next).filter(|next| !kept(*next));
        match next {
            Some(next) if next < as_of => whys.push(Why::Promised { next }),
            Some(next) => whys.push(Why::Reached { next }),
            None => {}
        }
        if whys.is_empty() {
            return if had { Fate::Settled } else { Fate::Nothing };
        }
        whys.sort_by_key(|why| (std::cmp::Reverse(why.weight()), why.since()));
        let class = self.every.of_class(one.class);
        let interval = by_status.filter(|_| one.class.is_none()).unwrap_or(class);
        let first = whys.iter().map(Why::since).min().unwrap_or(as_of);
        let (day, late_from) = match (next, contacted) {
            (Some(next), _) => (next, next),
            (None, Some(day)) if outcome == Outcome::Open => (day.plus_days(interval.from), day.plus_days(interval.to)),
            // What came up is told from the day on which it came up; it is late when its class's interval is over.
            (None, _) => (first, first.plus_days(interval.to)),
        };
        let stake = known.late.map_or(stake, |(_, amount)| stake.max(amount)).max(Money::ZERO);
        let urgency = whys[0].weight() + 5 * (whys.len() as i64 - 1);
        let score = i128::from(stake.raw()) * i128::from(urgency) / 10;
        let due = Box::new(Due {
            customer: one.customer,
            owner: known.owner.clone(),
            key: known.key.clone(),
            name: one.name.to_owned(),
            class: one.class,
            status: known.status,
            whys,
            day,
            late_from,
            stake,
            urgency,
            score: Money::from_raw(i64::try_from(score).unwrap_or(i64::MAX)),
            last_contact: last.cloned(),
            next,
        });
        if day > as_of { Fate::Later(due) } else { Fate::Due(due) }
    }

    fn by_status(&self, status: Option<Status>) -> Option<Interval> {
        match status? {
            Status::Won => self.every.won,
            Status::Engaged => self.every.engaged,
            Status::Shared => self.every.shared,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::analyse;
    use crate::cube::fixture::{book, by, day, lines};
    use crate::model::Grain;

    /// Two silent customers that ordered every ten days until June, and a regular one; seen on 10 July.
    fn list(log: &[(usize, &str, &str, Option<&str>)], late: Option<(&str, i64)>) -> FollowList {
        seen(Frequency::default(), |beside| {
            for (customer, on, outcome, next) in log {
                beside.customers[*customer].contacts.push(Contact {
                    day: Some(day(on)),
                    outcome: (*outcome).to_owned(),
                    next: next.map(day),
                    ..Contact::default()
                });
            }
            beside.customers[1].late = late.map(|(due, amount)| (day(due), Money::from_raw(amount * 10_000)));
        })
    }

    /// The same with whatever else is known.
    fn seen(every: Frequency, know: impl FnOnce(&mut Beside)) -> FollowList {
        let mut text = String::new();
        for at in 0..6 {
            text += &format!("big,2025-0{}-{:02},1000\n", 4 + at / 3, 1 + 10 * (at % 3));
            text += &format!("small,2025-0{}-{:02},100\n", 4 + at / 3, 2 + 10 * (at % 3));
        }
        for month in 4..=7 {
            text += &format!("steady,2025-0{month}-09,500\n");
        }
        let rules = Rules { calendar: by(Grain::Month), every, ..Rules::default() };
        let orders = book(&lines(&text), day("2025-07-10"));
        let cube = Cube::new(&orders, rules.calendar).unwrap();
        let analysis = analyse(&cube, &rules).unwrap();
        let mut beside = Beside::of_orders(&orders);
        know(&mut beside);
        due(&cube, &analysis, &rules, &beside)
    }

    fn names(list: &[Due]) -> Vec<&str> {
        list.iter().map(|due| due.name.as_str()).collect()
    }

    #[test]
    fn the_list_is_sorted_by_money_times_urgency() {
        let list = list(&[], None);
        assert_eq!(names(&list.due), ["BIG", "SMALL"]);
        // Last order on 21 May, 50 days: five times the usual gap, counted as four; lost in June besides: 4.0 + 0.5.
        assert_eq!((list.due[0].urgency, list.due[0].stake.raw()), (45, 6_000 * 10_000));
        assert_eq!(list.due[0].score.raw(), 27_000 * 10_000);
        assert_eq!(list.due[0].day, day("2025-06-11"), "more than 20 days after 21 May");
    }

    #[test]
    fn a_next_date_wins_and_one_that_passed_was_promised() {
        let log = |next| [(0, "2025-07-01", "", Some(next))];
        let at = |next| list(&log(next), None);
        assert_eq!((names(&at("2025-07-20").due), at("2025-07-20").later.len()), (vec!["SMALL"], 1));
        assert_eq!(names(&at("2025-07-12").soon), ["BIG"]);
        let missed = at("2025-07-05");
        assert_eq!(missed.due[0].whys.last().map(Why::name), Some("lost"));
        assert!(missed.due[0].whys.contains(&Why::Promised { next: day("2025-07-05") }));
        assert_eq!(missed.due[0].day, day("2025-07-05"));
        assert!(at("2025-07-10").due[0].whys.contains(&Why::Reached { next: day("2025-07-10") }));
    }

    #[test]
    fn a_contact_puts_off_by_the_class_and_a_settled_outcome_until_something_new() {
        // A is due again the next day, so both are; on the day itself, none.
        assert_eq!(names(&list(&[(0, "2025-07-09", "", None)], None).due), ["BIG", "SMALL"]);
        assert_eq!(names(&list(&[(0, "2025-07-10", "", None)], None).soon), ["BIG"]);
        let lost = list(&[(0, "2025-06-20", "确认流失", None)], None);
        assert_eq!((names(&lost.due), lost.settled), (vec!["SMALL"], 1), "lost in June is known since 20 June");
        let ordered = list(&[(0, "2025-06-20", "Ordered", None)], None);
        assert_eq!(ordered.due[0].whys.iter().map(Why::name).collect::<Vec<_>>(), ["lost"], "it came up on 1 July");
    }

    #[test]
    fn a_late_payment_is_a_reason_and_money_at_stake() {
        let list = list(&[], Some(("2025-06-30", 90_000)));
        assert_eq!(names(&list.due)[0], "SMALL");
        assert_eq!(list.due[0].stake.raw(), 90_000 * 10_000);
        assert_eq!(list.due[0].urgency, 50, "4.0 for the silence, 0.5 each for the payment and the loss");
    }

    #[test]
    fn a_next_date_that_a_later_contact_kept_is_no_promise_any_more() {
        let kept = list(&[(0, "2025-07-01", "", Some("2025-07-05")), (0, "2025-07-06", "", None)], None);
        assert_eq!(kept.due[0].whys.iter().map(Why::name).collect::<Vec<_>>(), ["overdue", "lost"]);
    }

    #[test]
    fn the_edges_of_days_are_where_they_are_said_to_be() {
        // What came up on the day of a settled contact is settled; it came up on 1 July.
        assert_eq!(names(&list(&[(0, "2025-07-01", "Ordered", None)], None).due), ["SMALL"]);
        // Three days ahead are soon, four are not.
        let ahead = |next| list(&[(0, "2025-07-01", "", Some(next))], None);
        assert_eq!([ahead("2025-07-13").soon.len(), ahead("2025-07-14").soon.len()], [1, 0]);
        // Lost was confirmed before its last order on 21 May: it is not gone.
        assert_eq!(names(&list(&[(0, "2025-05-01", "确认流失", None)], None).due), ["BIG", "SMALL"]);
    }

    #[test]
    fn without_a_contact_it_is_late_when_the_interval_of_its_class_is_over() {
        let list = seen(Frequency::default(), |beside| beside.customers[1].class = Some('C'));
        let small = list.due.iter().find(|due| due.name == "SMALL").unwrap();
        // Silent for more than 20 days since 12 June; C is late after ten.
        assert_eq!((small.day, small.late_from), (day("2025-06-12"), day("2025-06-22")));
    }

    #[test]
    fn a_status_makes_a_customer_due_from_the_first_day_of_its_interval() {
        let every = Frequency { engaged: Some(Interval { from: 14, to: 14 }), ..Frequency::default() };
        let quiet = |on: &str| {
            let list = seen(every, |beside| {
                beside.customers[2].status = Some(Status::Engaged);
                beside.customers[2].contacts.push(Contact { day: Some(day(on)), ..Contact::default() });
            });
            names(&list.due).contains(&"STEADY")
        };
        assert_eq!([quiet("2025-06-26"), quiet("2025-06-27")], [true, false]);
    }
}
