//! Why customers left and shrank.

use super::En;
use crate::follow::{AGES, OwnerGap, Reasons};
use crate::model::{Cause, Money, Period, Recoverable, Stated, Tally};
use crate::report::Text;
use crate::report::words::help::CommandWords;
use crate::report::words::{ReasonWords, Terms};

/// The help of the command.
pub const HELP: CommandWords = CommandWords {
    name: "reasons",
    about: "Show why customers left and shrank, by the follow-up log",
    examples: &[
        ("mingxi reasons orders.xlsx --follow-ups log.csv", "the last 2 years"),
        ("mingxi reasons orders.xlsx --reasons tariff:no", "a reason of your own"),
    ],
    explanation: "Each loss has the last reason that the log states, from the period before on\n\
        and until the customer ordered again. The sums by reason are the lines lost\n\
        and down of the bridges, to the cent. Then: what may be won back; losses that\n\
        nobody has explained, by owner and age; the lessons of customers that are gone;\n\
        those won back, and what came before it",
};

/// Says whether somebody has stated more than that it is unknown.
fn explains(one: &crate::follow::ByReason) -> bool {
    one.reason.as_ref().is_some_and(Stated::explains)
}

impl En {
    fn stated(&self, reason: Option<&Stated>) -> String {
        match reason {
            None => self.reasons_none().to_owned(),
            Some(Stated::Listed(cause)) => self.cause(*cause).to_owned(),
            Some(Stated::Own(text)) => text.clone(),
            Some(Stated::Unlisted(text)) => self.reasons_unlisted(text),
        }
    }

    fn listed(&self, what: &str, shown: usize, of: usize) -> String {
        if shown < of { format!("{what}, {shown} of {of}") } else { what.to_owned() }
    }
}

impl ReasonWords for En {
    fn cause(&self, cause: Cause) -> &'static str {
        match cause {
            Cause::Price => "Price",
            Cause::Service => "Service",
            Cause::Delivery => "Delivery",
            Cause::Quality => "Quality",
            Cause::ProductFit => "Product fit",
            Cause::Capacity => "Capacity",
            Cause::Market => "Their market",
            Cause::Strategy => "Their strategy",
            Cause::Competitor => "Competitor",
            Cause::Salesperson => "Salesperson left",
            Cause::Credit => "Credit and promises",
            Cause::NaturalEnd => "Natural end",
            Cause::Unknown => "Unknown",
        }
    }

    fn recoverable(&self, fate: Recoverable) -> &'static str {
        match fate {
            Recoverable::Yes => "may be won back",
            Recoverable::No => "not in our hands",
            Recoverable::Unknown => "not known",
        }
    }

    fn reasons_reason(&self) -> &'static str {
        "Reason"
    }

    fn reasons_nav(&self) -> &'static str {
        "Reasons"
    }

    fn reasons_no_log(&self) -> String {
        "Why customers left is not known: `--follow-ups FILE`, a log of date, customer and reason, tells it.".to_owned()
    }

    fn reasons_no_loss(&self) -> String {
        "No customer left or shrank in the periods told.".to_owned()
    }

    fn reasons_finding(&self, found: &Reasons) -> String {
        let open: Money = found.by_reason.iter().filter(|one| !explains(one)).map(|one| one.lost.amount).sum();
        let open = open.share_of(found.lost.amount).unwrap_or(0.0);
        let first = found.by_reason.iter().filter(|one| explains(one)).max_by_key(|one| one.lost.amount);
        match first.and_then(|one| Some((one, one.lost.amount.share_of(found.lost.amount)?))) {
            Some((one, share)) if open <= 0.5 => {
                format!("{} took most of the lost revenue: {}", self.stated(one.reason.as_ref()), self.0.share(share))
            }
            _ => format!("{} of the lost revenue is not explained", self.0.share(open)),
        }
    }

    fn reasons_verdict(&self, found: &Reasons) -> Text {
        let whole = found.lost.amount + found.down.amount;
        let (first, last) = (found.periods.first(), found.periods.last());
        let between = first.zip(last).map(|(first, last)| format!("{first} to {last}")).unwrap_or_default();
        let top: Vec<String> = found
            .by_reason
            .iter()
            .filter(|one| explains(one))
            .take(3)
            .filter_map(|one| {
                Some(format!(
                    "{} {}",
                    self.stated(one.reason.as_ref()).to_lowercase(),
                    self.0.share(one.amount().share_of(whole)?)
                ))
            })
            .collect();
        let open = |of: fn(&crate::follow::ByReason) -> Money, whole: Money| {
            let open: Money = found.by_reason.iter().filter(|one| !explains(one)).map(of).sum();
            self.0.share(open.share_of(whole).unwrap_or(0.0))
        };
        let top = if top.is_empty() { String::new() } else { format!(" Stated most: {}.", self.list(&top)) };
        Text::plain(format!(
            "{between}: {} lost, {} of it not explained; {} less bought, {} not explained.{top}",
            self.0.amount(found.lost.amount),
            open(|one| one.lost.amount, found.lost.amount),
            self.0.amount(found.down.amount),
            open(|one| one.down.amount, found.down.amount)
        ))
    }

    fn reasons_none(&self) -> &'static str {
        "No reason stated"
    }

    fn reasons_unlisted(&self, typed: &str) -> String {
        format!("\"{typed}\" (not on the list)")
    }

    fn reasons_chart(&self, first: &str) -> String {
        format!("{first} took most")
    }

    fn reasons_subtitle(&self, periods: &[Period], currency: Option<&str>) -> String {
        let between = periods.first().zip(periods.last()).map(|(first, last)| format!("{first} to {last}"));
        format!("Lost and shrunk revenue, {}{}", between.unwrap_or_default(), self.unit(currency))
    }

    fn reasons_rest(&self, number: usize, amount: Money) -> String {
        format!("{}: {}", self.many(number, "other reason", "other reasons"), self.0.signed(amount))
    }

    fn reasons_table(&self) -> String {
        "Lost and shrunk revenue by reason".to_owned()
    }

    fn reasons_over_time(&self) -> String {
        "Lost and shrunk revenue by reason, over time".to_owned()
    }

    fn reasons_times(&self) -> &'static str {
        "Times"
    }

    fn reasons_together(&self) -> &'static str {
        "Together"
    }

    fn reasons_recoverable(&self, yes: Tally, of: Money) -> String {
        let share = yes.amount.share_of(of).map(|share| format!(" ({})", self.0.share(share))).unwrap_or_default();
        format!(
            "{} of what is still gone may be won back{share}: {}",
            self.0.amount(yes.amount),
            self.many(yes.n as usize, "customer", "customers")
        )
    }

    fn reasons_fate(&self) -> &'static str {
        "Still gone"
    }

    fn reasons_owners(&self, gaps: &[OwnerGap]) -> String {
        match gaps.first() {
            Some(OwnerGap { owner: Some(owner), .. }) => format!("{owner} has most that is not explained"),
            _ => "Losses that nobody has explained, by owner".to_owned(),
        }
    }

    fn reasons_open_by(&self) -> &'static str {
        "Not explained, by owner"
    }

    fn reasons_age(&self, step: usize) -> String {
        match (step.checked_sub(1).map(|before| AGES[before] + 1), AGES.get(step)) {
            (None, Some(most)) => format!("To {most} days"),
            (Some(least), Some(most)) => format!("{least} to {most}"),
            (Some(least), None) => format!("From {least}"),
            (None, None) => String::new(),
        }
    }

    fn reasons_age_heading(&self) -> &'static str {
        "Silent for"
    }

    fn reasons_nobody(&self) -> &'static str {
        "No owner"
    }

    fn reasons_owner(&self) -> &'static str {
        "Owner"
    }

    fn reasons_unexplained(&self, number: usize) -> String {
        format!("{} still to be explained", self.many(number, "loss is", "losses are"))
    }

    fn reasons_unexplained_head(&self, shown: usize, of: usize) -> String {
        self.listed("Still to be explained", shown, of)
    }

    fn reasons_lessons(&self, number: usize) -> String {
        format!("What {} taught", self.many(number, "lost customer", "lost customers"))
    }

    fn reasons_lessons_head(&self, shown: usize, of: usize) -> String {
        self.listed("Lessons of the lost", shown, of)
    }

    fn reasons_won_back(&self, number: usize) -> String {
        format!("{} won back", self.many(number, "lost customer was", "lost customers were"))
    }

    fn reasons_won_back_head(&self, shown: usize, of: usize) -> String {
        self.listed("Won back", shown, of)
    }

    fn reasons_lost_in(&self) -> &'static str {
        "Lost in"
    }

    fn reasons_talked(&self) -> &'static str {
        "Last talk"
    }

    fn reasons_talks(&self) -> &'static str {
        "Talks"
    }

    fn reasons_credits(&self) -> &'static str {
        "Credits"
    }

    fn reasons_receivables(&self) -> &'static str {
        "Receivables"
    }

    fn reasons_claims(&self) -> &'static str {
        "Claims"
    }

    fn reasons_stock(&self) -> &'static str {
        "Stock held"
    }

    fn reasons_related(&self) -> &'static str {
        "Related"
    }

    fn reasons_related_amount(&self) -> &'static str {
        "They bought"
    }

    fn reasons_tried(&self) -> &'static str {
        "What was tried"
    }

    fn reasons_outcome(&self) -> &'static str {
        "Outcome"
    }

    fn reasons_back(&self) -> &'static str {
        "Back on"
    }

    fn reasons_away(&self) -> &'static str {
        "Away for"
    }

    fn reasons_since(&self) -> &'static str {
        "Since then"
    }

    fn reasons_who(&self) -> &'static str {
        "By"
    }

    fn reasons_rule(&self) -> String {
        "A loss has the last reason that the log states from the period before on: until the customer ordered again, or for a fall until \
         the end of the next period. Related customers belong to the same group, or came by referral."
            .to_owned()
    }
}
