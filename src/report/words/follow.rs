//! Whom to follow up, and the sheet that people fill in.

use crate::follow::{Contact, FollowList, FormField, Why};
use crate::model::{Day, Frequency, Lang, Money, Period};
use crate::report::{Kind, Text};

/// Words the follow-up list.
pub trait FollowWords {
    fn follow_nav(&self) -> &'static str;
    /// The heading.
    fn follow_finding(&self, list: &FollowList) -> String;
    fn follow_verdict(&self, list: &FollowList) -> Text;
    /// Who is not on the list, and why.
    fn follow_beside(&self, list: &FollowList) -> Option<Text>;
    /// A reason, as a clause, by the report's period and the day that it speaks from; whether somebody has spoken to the customer.
    fn follow_why(&self, why: &Why, period: Period, as_of: Day, spoken: bool) -> String;
    /// That there are further reasons.
    fn follow_more(&self, reasons: usize) -> String;
    /// Between two reasons.
    fn follow_between(&self) -> &'static str;
    fn follow_ask(&self, why: &Why) -> &'static str;
    /// The last record, in a few words.
    fn follow_contact(&self, contact: &Contact) -> String;
    /// When a customer is due, and what the order comes from.
    fn follow_rule(&self, every: &Frequency) -> Text;
    /// Which tables would make the list better, and how to give them; where to fill it in.
    fn follow_missing(&self, list: &FollowList) -> Option<Text>;
    fn follow_subtitle(&self, as_of: Day, currency: Option<&str>) -> String;
    fn follow_form_finding(&self, customers: usize, stake: Money) -> String;
    fn follow_due(&self) -> &'static str;
    fn follow_owner(&self) -> &'static str;
    fn follow_why_heading(&self) -> &'static str;
    fn follow_ask_heading(&self) -> &'static str;
    fn follow_record(&self) -> &'static str;
    fn follow_stake(&self) -> &'static str;
    fn follow_urgency(&self) -> &'static str;
    fn follow_score(&self) -> &'static str;
    /// The heading of the arithmetic.
    fn follow_order(&self) -> &'static str;
}

/// The words of the sheet to fill in.
#[derive(Debug)]
pub struct FormWords {
    /// How to fill it in, below the title.
    pub hint: &'static str,
    pub customer: &'static str,
    pub class: &'static str,
    pub owner: &'static str,
    /// The columns to fill in: id, heading, what they hold.
    pub inputs: [(&'static str, &'static str, Kind); 6],
    /// The heading above them, and that of the count of rows filled in.
    pub yours: &'static str,
    pub contacted: &'static str,
    /// What to choose from, beside the reasons of losses.
    pub channels: &'static [&'static str],
    pub outcomes: &'static [&'static str],
    /// The outcomes after which a row is done.
    pub done: [&'static str; 2],
    /// What a cell says that is filled in wrongly.
    pub day_title: &'static str,
    pub day_hint: &'static str,
    pub day_wrong: &'static str,
    pub next_wrong: &'static str,
    pub list_title: &'static str,
    pub list_wrong: &'static str,
    /// The headings of the log: day, customer's id, customer, who spoke, channel, reason, what was said, outcome, next day.
    pub log: [&'static str; 9],
    /// The sheet of customers whom nobody looks after.
    pub nobody: &'static str,
    /// The name of the calendar.
    pub calendar: &'static str,
}

impl FormWords {
    /// Gives the heading that a column has in a log that is made here.
    pub fn log_heading(&self, field: FormField) -> &'static str {
        use FormField as F;
        let order = [F::Contacted, F::Key, F::Customer, F::Owner, F::Channel, F::Reason, F::Note, F::Outcome, F::Next];
        order.iter().position(|one| *one == field).map_or("", |at| self.log[at])
    }
}

/// Gives the words of the sheet to fill in.
pub fn form(lang: Lang) -> &'static FormWords {
    match lang {
        Lang::Zh => &super::zh::follow::FORM,
        Lang::ZhHant => &super::zh_hant::follow::FORM,
        Lang::En => &super::en::follow::FORM,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::follow::Outcome;

    const ALL: [Lang; 3] = [Lang::Zh, Lang::ZhHant, Lang::En];

    #[test]
    fn what_a_sheet_is_headed_by_is_known_when_it_comes_back() {
        for lang in ALL {
            let words = form(lang);
            for (id, heading, _) in words.inputs {
                assert_eq!(FormField::known(heading).map(FormField::id), Some(id), "{heading}");
            }
            assert_eq!(FormField::known(words.customer), Some(FormField::Customer));
            assert_eq!(FormField::known(words.owner), Some(FormField::Owner));
            use FormField as F;
            for field in
                [F::Contacted, F::Key, F::Customer, F::Owner, F::Channel, F::Reason, F::Note, F::Outcome, F::Next]
            {
                let heading = words.log_heading(field);
                assert_eq!(FormField::known(heading), Some(field), "{heading}");
            }
        }
    }

    #[test]
    fn what_a_sheet_lets_choose_is_understood_when_it_comes_back() {
        for lang in ALL {
            let words = form(lang);
            let [ordered, lost] = words.done.map(Outcome::read);
            assert_eq!((ordered, lost), (Outcome::Ordered, Outcome::Lost), "{lang:?}");
            let open = words.outcomes.iter().filter(|text| Outcome::read(text) == Outcome::Open).count();
            assert_eq!(open, 3, "all but ordered, no demand and lost are open: {:?}", words.outcomes);
        }
    }
}
