//! Records of sheets beside those of the log → what is to be added, and what says two things.

use super::{Entry, Merged};
use crate::model::problem::{FollowProblem, Problem};
use crate::model::{Day, Place};

impl Entry {
    /// Says whether the log's record is this one: the same words and days; what nobody filled in is no difference where the log had
    /// to fill it in.
    fn is(&self, logged: &Entry) -> bool {
        let who = self.who.is_empty() || self.who == logged.who;
        let day = self.day.is_none() || self.day == logged.day;
        who && day && self.key == logged.key && self.says(logged)
    }

    fn says(&self, other: &Entry) -> bool {
        let words = |one: &Entry| [&one.channel, &one.reason, &one.said, &one.outcome].map(|text| text.clone());
        words(self) == words(other) && self.next == other.next
    }

    /// Gives it in few words, for a message.
    fn told(&self) -> String {
        let words = [&self.who, &self.reason, &self.said, &self.outcome].map(String::as_str);
        words.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Adds what sheets hold to what the log has. Records without a day get that of the run.
pub fn merge(logged: &[Entry], filled: Vec<Entry>, today: Day) -> Merged {
    let mut merged = Merged::default();
    for mut entry in filled {
        if logged.iter().chain(&merged.add).any(|known| entry.is(known)) {
            merged.there += 1;
            continue;
        }
        entry.day = entry.day.or(Some(today));
        let same_day = |known: &&Entry| !entry.key.is_empty() && known.key == entry.key && known.day == entry.day;
        if let Some(other) = logged.iter().chain(&merged.add).find(same_day) {
            let place = Place {
                file: Some(entry.at.file.clone()),
                sheet: entry.at.sheet.clone(),
                row: Some(entry.at.row),
                ..Place::default()
            };
            let kind = FollowProblem::Differs {
                customer: entry.customer.clone(),
                day: today.min(entry.day.unwrap_or(today)),
                one: other.told(),
                other: entry.told(),
            };
            merged.problems.push(Problem::warning(place, kind));
        }
        merged.add.push(entry);
    }
    merged
}
