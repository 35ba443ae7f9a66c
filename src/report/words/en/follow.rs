//! Whom to follow up, and the sheet that people fill in.

use super::En;
use crate::follow::{Contact, FollowList, Why};
use crate::model::{Day, Frequency, Interval, Money, Period};
use crate::report::words::follow::FormWords;
use crate::report::words::help::CommandWords;
use crate::report::words::{FollowWords, Terms};
use crate::report::{Kind, Piece, Text, tell, told};

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "follow",
    about: "List whom to contact now and why, as a sheet that comes back",
    examples: &[
        ("mingxi follow orders.xlsx", "whom to contact today"),
        ("mingxi follow orders.xlsx -o visits.xlsx", "to fill in, a sheet an owner"),
        ("mingxi follow orders.xlsx -o visits.ics", "for a calendar program"),
        ("mingxi follow orders.xlsx --log visits.xlsx", "take it back into the log"),
    ],
    explanation: "A customer is listed where it is overdue, lost, far below its usual, falling,\n\
        newly won, has an agreed date or owes what is past its day. An agreed date in\n\
        the log wins. Sorted by money at stake times urgency, both shown.\n\
        A sheet that was filled in goes into the log of --follow-ups, by --log or before\n\
        it is written anew: nothing typed is lost, nothing is added twice",
};

/// The sheet to fill in.
pub static FORM: FormWords = FormWords {
    hint: "Fill in the six columns at the right and hand the file back: mingxi follow ... --log THIS --follow-ups log.csv. \
           Rows may be sorted, moved and added; the hidden column A tells customers apart",
    customer: "Customer",
    class: "Class",
    owner: "Owner",
    inputs: [
        ("contacted", "Contacted on", Kind::Date),
        ("channel", "Channel", Kind::Text),
        ("reason", "Reason", Kind::Text),
        ("note", "Note", Kind::Text),
        ("next", "Next date", Kind::Date),
        ("outcome", "Outcome", Kind::Text),
    ],
    yours: "For you to fill in",
    contacted: "Contacted",
    channels: &["Phone", "E-mail", "WhatsApp", "WeChat", "Visit", "Trade fair"],
    outcomes: &["Ordered", "Promised", "Quoting", "Follow up again", "No demand now", "Confirmed lost"],
    done: ["Ordered", "Confirmed lost"],
    day_title: "Contacted on",
    day_hint: "Ctrl+; enters today",
    day_wrong: "Enter a date such as 2025-09-30",
    next_wrong: "Enter a date after that of this sheet, such as 2025-10-08",
    list_title: "Choose from the list",
    list_wrong: "Anything else goes into the note",
    log: ["Contact date", "Customer ID", "Customer", "Who", "Channel", "Reason", "Said", "Outcome", "Next date"],
    nobody: "No owner",
    calendar: "Follow-up",
};

impl FollowWords for En {
    fn follow_nav(&self) -> &'static str {
        "Follow-up"
    }

    fn follow_finding(&self, list: &FollowList) -> String {
        match list.due.len() {
            0 => "No customer is to be contacted now".into(),
            n => format!(
                "{} to contact, {} of a year's revenue at stake",
                self.many(n, "customer", "customers"),
                self.0.amount(list.stake())
            ),
        }
    }

    fn follow_verdict(&self, list: &FollowList) -> Text {
        let who = match list.owners()[..] {
            [Some(owner)] => format!("{}: ", told(owner)),
            _ => String::new(),
        };
        if list.due.is_empty() {
            return Text::plain(format!("{who}nobody is to be contacted by {}.", list.as_of));
        }
        let late = match list.late() {
            (0, _) => ", none of them late".to_owned(),
            (many, most) if many == list.due.len() => format!(", all late, by up to {most} days"),
            (many, most) => format!(", {} of them late, by up to {most} days", self.0.count(many)),
        };
        let soon = match list.soon.len() {
            0 => String::new(),
            n => format!("; {} more within {} days", self.0.count(n), list.ahead),
        };
        tell![
            who,
            Piece::strong(format!("{} to contact", self.many(list.due.len(), "customer", "customers"))),
            format!(" by {}{late}{soon}. At stake: {} of a year's revenue.", list.as_of, self.0.amount(list.stake())),
        ]
    }

    fn follow_beside(&self, list: &FollowList) -> Option<Text> {
        let mut parts = Vec::new();
        let mut add = |many: usize, one: &str, several: &str| {
            if many > 0 {
                parts.push(format!("{} {}", self.0.count(many), if many == 1 { one } else { several }));
            }
        };
        add(list.later.len(), "has an agreed later date", "have agreed later dates");
        add(list.put_off, "was spoken to and is not due again", "were spoken to and are not due again");
        add(list.settled, "is settled", "are settled");
        add(list.dormant, "has been silent for over a year", "have been silent for over a year");
        (!parts.is_empty()).then(|| Text::plain(format!("Not listed: {}.", parts.join(", "))))
    }

    fn follow_more(&self, reasons: usize) -> String {
        format!("{reasons} more")
    }

    fn follow_why(&self, why: &Why, period: Period, as_of: Day, spoken: bool) -> String {
        let (now, then) = (period.label(), period.before().label());
        match why {
            Why::Promised { next } => {
                format!("agreed on {next}, nothing noted in {}", self.many_days(as_of.since(*next)))
            }
            Why::Reached { next } => format!("agreed on {next}"),
            Why::Payment { due, amount } => {
                format!("{} unpaid, the oldest for {}", self.0.amount(*amount), self.many_days(as_of.since(*due)))
            }
            Why::Overdue { silence, usual, .. } => {
                format!("silent for {silence} days, usually {}", self.0.days(*usual))
            }
            Why::Lost { before, .. } => {
                format!("no order in {now}, {} in {then}", self.0.amount(*before))
            }
            Why::Plunge { change, .. } => {
                format!("plunge: {} from {then} to {now}", self.0.signed(*change))
            }
            Why::Streak { periods, .. } => format!("falling for {}", self.periods(*periods)),
            Why::New { days, .. } if spoken => format!("new: first order {} ago", self.many_days(*days)),
            Why::New { days, .. } => format!("first order {} ago, not spoken to since", self.many_days(*days)),
            Why::Quiet { days, .. } => format!("nobody spoke to it for {}", self.many_days(*days)),
        }
    }

    fn follow_between(&self) -> &'static str {
        "; "
    }

    fn follow_ask(&self, why: &Why) -> &'static str {
        match why {
            Why::Promised { .. } => "Was it done? What is the new date?",
            Why::Reached { .. } => "What came of what was said last time?",
            Why::Payment { .. } => "When will it be paid? Is anything wrong with goods or papers?",
            Why::Overdue { .. } => "How long will stock last? When is the next batch? Has the supplier changed?",
            Why::Lost { .. } => "Did the project end, or go elsewhere? How far apart was the price?",
            Why::Plunge { .. } => "Is it demand, price or delivery? Can another product make up for it?",
            Why::Streak { .. } => "Is it their own market, or is somebody taking our place?",
            Why::New { .. } => "Did the goods arrive, are they content? What comes next, and when?",
            Why::Quiet { .. } => "What are they planning? What can we quote for?",
        }
    }

    fn follow_contact(&self, contact: &Contact) -> String {
        let said = [&contact.said, &contact.outcome, &contact.reason].into_iter().find(|text| !text.is_empty());
        let said = said.map_or("", String::as_str);
        match contact.day {
            Some(day) => format!("{day} {}", told(said)).trim_end().to_owned(),
            None => told(said).into_owned(),
        }
    }

    fn follow_rule(&self, every: &Frequency) -> Text {
        let days = |interval: Interval| match (interval.from, interval.to) {
            (1, 1) => "every day".to_owned(),
            (from, to) if from == to => format!("every {from} days"),
            (from, to) => format!("every {from} to {to} days"),
        };
        Text::plain(format!(
            "Until it is settled, class A is contacted {}, B {}, C {}; an agreed date wins. Score = stake x urgency. \
             Stake: revenue of the 12 months to the last order, or the overdue payments where they are more. Urgency: 3 \
             for a missed date or payment, 2 for a loss, a plunge or an agreed day, times the usual gap for a silence (2 to \
             4), 1.5 for a falling streak, 1 for the rest, and 0.5 for each further reason.",
            days(every.a),
            days(every.b),
            days(every.c)
        ))
    }

    fn follow_missing(&self, list: &FollowList) -> Option<Text> {
        let log = "there is no log of follow-ups; with --follow-ups log.csv what was said and agreed counts";
        let owed = "there are no receivables; with --receivables FILE overdue payments are listed";
        let told = match (list.has_log, list.has_receivables) {
            (false, false) => format!("T{}; {owed}.", &log[1..]),
            (false, true) => format!("T{}.", &log[1..]),
            (true, false) => format!("T{}.", &owed[1..]),
            (true, true) => return None,
        };
        Some(Text::plain(told))
    }

    fn follow_subtitle(&self, as_of: Day, currency: Option<&str>) -> String {
        format!("By {as_of}; by score, those due soon last{}", self.unit(currency))
    }

    fn follow_form_finding(&self, customers: usize, stake: Money) -> String {
        format!(
            "{} to follow up, {} of a year's revenue at stake",
            self.many(customers, "customer", "customers"),
            self.0.amount(stake)
        )
    }

    fn follow_due(&self) -> &'static str {
        "Due"
    }

    fn follow_owner(&self) -> &'static str {
        "Owner"
    }

    fn follow_why_heading(&self) -> &'static str {
        "Why now"
    }

    fn follow_ask_heading(&self) -> &'static str {
        "Questions to ask"
    }

    fn follow_record(&self) -> &'static str {
        "Last record"
    }

    fn follow_stake(&self) -> &'static str {
        "At stake"
    }

    fn follow_urgency(&self) -> &'static str {
        "Urgency"
    }

    fn follow_score(&self) -> &'static str {
        "Score"
    }

    fn follow_order(&self) -> &'static str {
        "How they are sorted"
    }
}

impl En {
    fn many_days(&self, days: i32) -> String {
        self.many(usize::try_from(days).unwrap_or(0), "day", "days")
    }
}
