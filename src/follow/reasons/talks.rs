//! The talks of the log, and the reasons that they state.

use std::collections::BTreeMap;

use crate::model::companion::{Companions, FollowUp, RowPlace};
use crate::model::{CauseRule, Day, Stated};

/// The talks of the log by customer of the orders, in their order.
pub struct Talks<'a>(BTreeMap<usize, Vec<&'a FollowUp>>);

impl<'a> Talks<'a> {
    pub fn new(rows: impl Iterator<Item = &'a FollowUp>) -> Talks<'a> {
        let mut talks: BTreeMap<usize, Vec<&FollowUp>> = BTreeMap::new();
        for row in rows {
            if let Some(client) = row.customer.client {
                talks.entry(client as usize).or_default().push(row);
            }
        }
        // Of one day, the later row is the later talk.
        talks.values_mut().for_each(|rows| rows.sort_by_key(|row| row.day));
        Talks(talks)
    }

    /// Gives a customer's talks from a day to a day.
    pub fn between(
        &self,
        customer: usize,
        (from, to): (Day, Day),
    ) -> impl DoubleEndedIterator<Item = &'a FollowUp> + '_ {
        let all = self.0.get(&customer).into_iter().flatten().copied();
        all.filter(move |talk| (from..=to).contains(&talk.day))
    }

    /// Gives the last reason that was stated in those days; one that explains nothing only where no other was.
    pub fn stated(&self, customer: usize, days: (Day, Day), rules: &[CauseRule]) -> Option<Stated> {
        let stated = self.between(customer, days).rev();
        let mut stated = stated.filter_map(|talk| Stated::of(talk.reason.as_deref()?, rules)).peekable();
        let last = stated.peek().cloned();
        stated.find(Stated::explains).or(last)
    }
}

/// A reason of the log that is none of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlisted {
    /// As it was typed first.
    pub text: String,
    pub rows: u64,
    /// The first row that has it.
    pub at: RowPlace,
}

/// Gives the reasons of the log that are none of the list, in their order.
pub fn unlisted(companions: &Companions, rules: &[CauseRule]) -> Vec<Unlisted> {
    let mut found: Vec<Unlisted> = Vec::new();
    for row in companions.follow_ups.iter().flat_map(|log| &log.rows) {
        let Some(Stated::Unlisted(text)) = row.reason.as_deref().and_then(|text| Stated::of(text, rules)) else {
            continue;
        };
        match found.iter_mut().find(|known| known.text.to_lowercase() == text.to_lowercase()) {
            Some(known) => known.rows += 1,
            None => found.push(Unlisted { text, rows: 1, at: row.at.clone() }),
        }
    }
    found
}
