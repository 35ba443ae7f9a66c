//! Salespeople's books, status and quotas.

use super::En;
use crate::follow::{AfterTransfer, HandedOver, HowClaimed, OwnerBook, OwnerSource, Owners, Quotas};
use crate::model::{Day, Tally};
use crate::report::words::help::CommandWords;
use crate::report::words::owners::OwnerHead;
use crate::report::words::{OwnerWords, Terms};
use crate::report::{Piece, Text, tell};

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "owners",
    about: "Show each salesperson's book: revenue, risk, quota, claims",
    examples: &[
        ("mingxi owners orders.xlsx", "the last full quarter"),
        ("mingxi owners orders.xlsx --customers c.xlsx", "status and claims"),
        ("mingxi owners orders.xlsx --customers c.csv -o h.xlsx", "to approve"),
        ("mingxi report orders.xlsx --each owner", "a report for each one"),
    ],
    explanation: "Revenue is credited to the salesperson of the order's row; without such a\n\
                  column, to the one of the customer table. A customer is held by the one of\n\
                  that table, else by that of its latest row.\n\
                  alone    nobody else sold to it, looks after it or talked to it in the window\n\
                  handed   all rows up to some day are others', all since are this person's\n\
                  What is to be handed over is a proposal, a sheet for a person to approve",
};

impl En {
    fn owner_name<'n>(&self, book: &'n OwnerBook) -> &'n str {
        if book.name.is_empty() { self.nobodys() } else { &book.name }
    }
}

impl OwnerWords for En {
    fn owners_nav(&self) -> &'static str {
        "Salespeople"
    }

    fn owners_none(&self) -> String {
        "Nobody is named as salesperson: say which column does by `--map owner=COLUMN`, or give the customer table by \
         `--customers FILE`"
            .into()
    }

    fn owners_head(&self, head: OwnerHead) -> &'static str {
        match head {
            OwnerHead::Owner => "Salesperson",
            OwnerHead::Held => "Customers",
            OwnerHead::Leads => "Leads",
            OwnerHead::Repeat => "Repeat",
            OwnerHead::Target => "Target",
            OwnerHead::OfTarget => "Reached",
            OwnerHead::Overdue => "Overdue",
            OwnerHead::Promises => "Missed",
            OwnerHead::WithOthers => "Shared",
            OwnerHead::Alone => "Alone",
            OwnerHead::AloneMoney => "Revenue alone",
            OwnerHead::AloneShare => "Of all",
            OwnerHead::Largest => "Largest customer",
            OwnerHead::Margin => "Margin",
            OwnerHead::New => "New",
            OwnerHead::First => "First period",
            OwnerHead::NowMoney => "This period",
            OwnerHead::Grown => "Growth",
            OwnerHead::From => "From",
            OwnerHead::To => "To",
            OwnerHead::Since => "Since",
            OwnerHead::Days => "Days compared",
            OwnerHead::Before => "Before",
            OwnerHead::After => "After",
            OwnerHead::Became => "Became",
            OwnerHead::Satisfaction => "Satisfaction",
            OwnerHead::Low => "Low",
            OwnerHead::Claims => "Claims",
            OwnerHead::Won => "Won",
            OwnerHead::Engaged => "Engaged",
            OwnerHead::Shared => "Shared",
            OwnerHead::NoStatus => "No status",
            OwnerHead::Quiet => "Quiet",
            OwnerHead::Registered => "Registered",
            OwnerHead::BecameWon => "Became won",
            OwnerHead::WonRate => "Rate",
            OwnerHead::WonDays => "Days",
            OwnerHead::LastContact => "Last contact",
            OwnerHead::How => "How",
            OwnerHead::Claimants => "Claimed by",
            OwnerHead::FirstBy => "Registered first",
            OwnerHead::Worth => "Value",
            OwnerHead::HeldBy => "Held by",
            OwnerHead::HandTo => "Hand to",
            OwnerHead::Why => "Why",
            OwnerHead::Approve => "Approved (fill in)",
        }
    }

    fn nobodys(&self) -> &'static str {
        "(nobody)"
    }

    fn owners_finding(&self, found: &Owners) -> String {
        let Some(most) = found.books.iter().filter(|book| !book.name.is_empty()).max_by_key(|book| book.alone.amount)
        else {
            return "Nobody holds a customer".into();
        };
        match most.alone_share {
            Some(share) if share > 0.0 => {
                format!("If {} left, {} of revenue would have lost its only contact", most.name, self.0.share(share))
            }
            _ => format!(
                "{}, and no customer hangs on one of them alone",
                self.many(found.books.len(), "salesperson", "salespeople")
            ),
        }
    }

    fn owners_verdict(&self, found: &Owners) -> Text {
        let named = || found.books.iter().filter(|book| !book.name.is_empty());
        let Some(first) = named().next() else { return Text::plain("No row names a salesperson.") };
        let share = first.lines.closing.share_of(found.whole.closing);
        let share = share.map_or_else(String::new, |share| format!(", {} of all", self.0.share(share)));
        let moved = named().max_by_key(|book| book.lines.change().abs());
        let mut told =
            tell![Piece::strong(format!("{} sold most: {}{share}.", first.name, self.0.amount(first.lines.closing)))];
        if let Some(book) = moved.filter(|book| !book.lines.change().is_zero()) {
            told = Text::join(
                [told, tell![format!(" {} moved most: ", book.name), self.0.delta(book.lines.change()), "."]],
                "",
            );
        }
        told
    }

    fn owners_findings(&self, found: &Owners, quotas: Option<&Quotas>) -> Vec<Text> {
        let mut told = Vec::new();
        let behind = found.books.iter().filter(|book| book.of_target.is_some_and(|of| of < 1.0));
        let behind: Vec<String> = behind
            .map(|book| format!("{} ({})", self.owner_name(book), self.0.share(book.of_target.unwrap_or_default())))
            .collect();
        if !behind.is_empty() {
            told.push(Text::plain(format!("Below target: {}.", self.list(&behind))));
        }
        let most = found.books.iter().filter(|book| !book.name.is_empty()).max_by_key(|book| book.alone.amount);
        if let Some(book) = most.filter(|book| book.alone.n > 0) {
            told.push(Text::plain(format!(
                "If {} left, {} would have lost the only contact: {}.",
                book.name,
                self.customers(book.alone.n as usize),
                self.0.amount(book.alone.amount)
            )));
        }
        let stopped = found.transfers.iter().filter(|one| one.became == AfterTransfer::Stopped).count();
        if stopped > 0 {
            told.push(Text::plain(format!(
                "Of {} that changed hands, {} stopped: no order since at the usual pace.",
                self.customers(found.transfers.len()),
                self.0.count(stopped)
            )));
        }
        let Some(quotas) = quotas else { return told };
        let over: Vec<String> = quotas
            .owners
            .iter()
            .filter(|one| one.over.is_some_and(|over| over > 0))
            .map(|one| format!("{} ({})", one.owner, self.quota_used(one.engaged, quotas.quota)))
            .collect();
        if !over.is_empty() {
            told.push(Text::plain(format!("Over the quota of engaged customers: {}.", self.list(&over))));
        }
        let crowded: Vec<String> = quotas
            .owners
            .iter()
            .filter(|one| one.crowded)
            .map(|one| format!("{} ({})", one.owner, self.0.count(one.shared)))
            .collect();
        if !crowded.is_empty() {
            told.push(Text::plain(format!("Sitting on many shared customers: {}.", self.list(&crowded))));
        }
        if !quotas.quiet.is_empty() {
            told.push(Text::plain(format!(
                "{} engaged, and without contact for more than {} days: to be released.",
                self.customers(quotas.quiet.len()),
                quotas.engaged_days
            )));
        }
        if !quotas.claimed.is_empty() {
            told.push(Text::plain(format!("{} claimed by two.", self.customers(quotas.claimed.len()))));
        }
        told
    }

    fn owners_notes(&self, found: &Owners, quotas: Option<&Quotas>) -> Vec<Text> {
        let mut notes = Vec::new();
        notes.push(Text::plain(match found.source {
            OwnerSource::Orders => {
                "Revenue is of the salesperson in the order's row; a customer is held by the one of the customer table, else \
                 of its latest row."
            }
            OwnerSource::Customers => {
                "No column of the orders names a salesperson: revenue and customers go by the customer table, and nobody is \
                 known to have had them before."
            }
        }));
        if found.otherwise > 0 {
            notes.push(Text::plain(format!(
                "Of {} the latest row names another salesperson than the customer table.",
                self.customers(found.otherwise)
            )));
        }
        if found.shared_credit.n > 0 {
            notes.push(Text::plain(format!(
                "{} ({}) are credited to two by their shares.",
                self.rows(found.shared_credit.n as usize),
                self.0.amount(found.shared_credit.amount)
            )));
        }
        if found.unread_credit.n > 0 {
            notes.push(Text::plain(format!(
                "{} ({}) have a share that cannot be read: the first has all of it.",
                self.rows(found.unread_credit.n as usize),
                self.0.amount(found.unread_credit.amount)
            )));
        }
        if let Some(quotas) = quotas {
            let value = match quotas.handover.without_value {
                0 => String::new(),
                n => format!("; {} without revenue or a number of potential are left out", self.customers(n)),
            };
            if !quotas.handover.list.is_empty() {
                notes.push(Text::plain(format!(
                    "To hand over: the most valuable first, each to whoever was given least, of those who hold less than the \
                     median; nothing is done by itself{value}."
                )));
            }
        }
        notes
    }

    fn owners_title(&self, id: &str, lines: usize, quotas: Option<&Quotas>) -> String {
        match id {
            "owners" => format!("The books of {}", self.many(lines, "salesperson", "salespeople")),
            "owner_bridges" => "Each salesperson's bridge; together they are the whole".into(),
            "owner_risks" => "What would go with whom".into(),
            "owner_new" => "New customers of a year".into(),
            "owner_transfers" => format!("Changed hands, {}", self.0.count(lines)),
            "owner_status" => "Customers by status, and the quota".into(),
            "engaged_quiet" => format!(
                "Engaged, no contact for {} days, {}",
                quotas.map_or(0, |quotas| quotas.engaged_days),
                self.0.count(lines)
            ),
            "won_stale" => {
                format!(
                    "Won, no order for {} days, {}",
                    quotas.map_or(0, |quotas| quotas.won_days),
                    self.0.count(lines)
                )
            }
            "claimed_twice" => format!("Claimed by two, {}", self.0.count(lines)),
            _ => format!("To hand over, {}", self.0.count(lines)),
        }
    }

    fn owners_subtitle(&self, id: &str, found: &Owners, currency: Option<&str>) -> String {
        let unit = self.unit(currency);
        match id {
            "owners" | "owner_bridges" => format!("{} against {}{unit}", found.period, found.period_before),
            "owner_risks" => format!("{}{unit}", self.range(found.from, found.to)),
            "owner_new" => format!(
                "First order in the 12 months before {}: revenue of that period, and of {}{unit}",
                found.period, found.period
            ),
            "owner_transfers" => {
                format!("{}; revenue of as many days before and after{unit}", self.range(found.from, found.to))
            }
            "handover" => format!(
                "Revenue of the window, else the potential of the customer table{unit}; fill in the last column"
            ),
            _ => String::new(),
        }
    }

    fn transfer_became(&self, became: AfterTransfer) -> &'static str {
        match became {
            AfterTransfer::Grew => "grew",
            AfterTransfer::Shrank => "shrank",
            AfterTransfer::Stopped => "stopped",
            AfterTransfer::Early => "too early",
        }
    }

    fn how_claimed(&self, how: HowClaimed) -> &'static str {
        match how {
            HowClaimed::Same => "same customer",
            HowClaimed::Spellings => "two spellings",
        }
    }

    fn handover_why(&self, one: &HandedOver) -> String {
        let kind = if one.by_potential { "by potential; " } else { "" };
        format!("{kind}holds {}, given {} so far", self.0.amount(one.holds), self.0.amount(one.given))
    }

    fn quota_used(&self, engaged: usize, quota: Option<usize>) -> String {
        quota.map_or_else(|| self.0.count(engaged), |quota| format!("{engaged}/{quota}"))
    }

    fn owner_claims(&self, claims: Tally) -> String {
        match claims.n {
            0 => "0".into(),
            n => format!("{}, {}", self.0.count(n as usize), self.0.amount(claims.amount)),
        }
    }

    fn owner_largest(&self, name: &str, share: Option<f64>) -> String {
        share.map_or_else(|| name.to_owned(), |share| format!("{name} {}", self.0.share(share)))
    }

    fn claimant(&self, owner: &str, name: &str, since: Option<Day>) -> String {
        let since = since.map_or_else(|| "no date".to_owned(), |since| since.to_string());
        format!("{owner} ({name}, {since})")
    }

    fn first_unknown(&self) -> &'static str {
        "not known"
    }
}
