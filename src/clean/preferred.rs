//! Of several columns that could be one field, which is taken, and which are compared with it.
//!
//! The settings' names come first, then what is known of headers in general, in the order of [`Field::tiers`]. What was named by an
//! option or the settings needs no comparison.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::header::{Folded, fold};
use super::named_currency::wants_documents;
use crate::model::{Field, InputOptions, Sense};

/// A column that could be a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// 0-based.
    pub index: usize,
    pub name: String,
    /// What it says, where headers of the field tell more than one thing.
    pub sense: Option<Sense>,
    /// The settings named it.
    pub given: bool,
    /// It is known by the lowest row of a header of several.
    pub lowest: bool,
    /// It is known by what stands behind the point of its name alone.
    pub qualified: bool,
    /// The currency that it is in by its header, whatever the column of currencies says.
    pub own: Option<&'static str>,
}

/// A column that a field could have been as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    pub field: Field,
    /// 0-based.
    pub index: usize,
    pub header: String,
    pub sense: Sense,
    /// What the column says that was taken; of the same sense, the values must be the same too.
    pub taken: Sense,
    /// The column that was taken is known by its whole name, and this one by what stands behind a point.
    pub behind: bool,
    /// The currencies that the column taken and this one are in by their headers, whatever the column of currencies says.
    pub own: (Option<&'static str>, Option<&'static str>),
}

impl Other {
    /// Says whether either column is as good, so that they may not differ.
    pub fn is_tie(&self) -> bool {
        self.sense == self.taken && !self.behind && self.own.0.is_some() == self.own.1.is_some()
    }

    /// Says whether the two are in two currencies, so that not even the same figures would say the same.
    pub fn is_in_another(&self) -> bool {
        self.own.0 != self.own.1
    }
}

/// Says whether a field is one without which nothing can be told.
pub fn is_needed(field: Field) -> bool {
    matches!(field, Field::Customer | Field::CustomerId | Field::Date | Field::Amount)
}

/// Says whether columns that could be this field are compared row by row.
pub fn is_compared(field: Field) -> bool {
    !field.tiers().is_empty()
}

/// Says whether a folded header names amounts in the currency of the books.
pub fn is_local(name: &str) -> bool {
    Field::Amount.tiers().iter().any(|(sense, headers)| sense.is_local() && headers.contains(&name))
}

/// Says whether a folded header names amounts in the currency of the document.
pub fn is_foreign(name: &str) -> bool {
    Field::Amount.tiers().iter().any(|(sense, headers)| sense.is_foreign() && headers.contains(&name))
}

/// Gives the columns that could be a field, best first.
pub fn candidates(
    field: Field,
    folded: &[Folded],
    lowest: &[Folded],
    input: &InputOptions,
    free: &dyn Fn(usize) -> bool,
) -> Vec<Candidate> {
    let found = by_name(field, folded, lowest, input, free);
    let is_own = |one: &Candidate| field == Field::Amount && !one.given && folded[one.index].own.is_some();
    let (own, mut found): (Vec<Candidate>, Vec<Candidate>) = found.into_iter().partition(is_own);
    let tiers = tiers(field, input);
    for one in own {
        // One report has one currency, which such a column has; it is still of the event that its name says.
        let rank = |sense| rank(sense, &tiers);
        let last = wants_documents(input);
        let later = |other: &Candidate| match rank(other.sense).cmp(&rank(one.sense)) {
            Ordering::Equal => !other.given && other.own.is_none() && !last,
            order => !other.given && order == Ordering::Greater,
        };
        let place = found.iter().position(later).unwrap_or(found.len());
        found.insert(place, Candidate { own: folded[one.index].own, ..one });
    }
    found
}

/// Gives the columns whose names a field knows, in the order of its names.
fn by_name(
    field: Field,
    folded: &[Folded],
    lowest: &[Folded],
    input: &InputOptions,
    free: &dyn Fn(usize) -> bool,
) -> Vec<Candidate> {
    let settings = input.synonyms.get(&field).map(Vec::as_slice).unwrap_or_default();
    let settings: Vec<String> = settings.iter().map(|name| fold(name).name).collect();
    let named = settings.iter().map(|name| (name.as_str(), None, true));
    let tiers = tiers(field, input);
    let tiered = tiers.iter().flat_map(|(sense, headers)| headers.iter().map(|name| (*name, Some(*sense), false)));
    let plain = field.headers().iter().filter(|_| tiers.is_empty()).map(|name| (*name, None, false));
    let ranked: Vec<(&str, Option<Sense>, bool)> = named.chain(tiered).chain(plain).collect();
    let mut found: Vec<Candidate> = Vec::new();
    // What all rows of a header say together is more to the point than its lowest row.
    for (names, is_lowest) in [(folded, false), (lowest, true)] {
        for &(name, sense, given) in &ranked {
            for (index, _) in names.iter().enumerate().filter(|(index, header)| header.name == name && free(*index)) {
                if found.iter().all(|other| other.index != index) {
                    found.push(Candidate {
                        index,
                        name: name.into(),
                        sense,
                        given,
                        lowest: is_lowest,
                        qualified: false,
                        own: None,
                    });
                }
            }
        }
    }
    // A name that the settings know as a whole is not taken apart.
    let settings = input.synonyms.values().flatten();
    let known: Vec<String> = match folded.iter().chain(lowest).any(|header| header.bare.is_some()) {
        true => settings.map(|name| fold(name).name).collect(),
        false => return found,
    };
    for (names, lowest) in [(folded, false), (lowest, true)] {
        for &(name, sense, given) in &ranked {
            let is = |header: &Folded| header.bare.as_deref() == Some(name) && !known.contains(&header.name);
            for (index, _) in names.iter().enumerate().filter(|(index, header)| is(header) && free(*index)) {
                if found.iter().all(|other| other.index != index) {
                    let place = before(&found, sense, given, &tiers);
                    let name = name.into();
                    found.insert(place, Candidate { index, name, sense, given, lowest, qualified: true, own: None });
                }
            }
        }
    }
    found
}

/// Gives the place of a column that is known by what stands behind a point: after all that tell the same event by their whole
/// names, and before those that tell another, such as the amount of the whole order.
fn before(found: &[Candidate], sense: Option<Sense>, given: bool, tiers: &[(Sense, &[&str])]) -> usize {
    let later = |other: &Candidate| (!other.given, rank(other.sense, tiers)) > (!given, rank(sense, tiers));
    found.iter().position(later).unwrap_or(found.len())
}

/// Gives the rank of the event that a column tells.
fn rank(sense: Option<Sense>, tiers: &[(Sense, &[&str])]) -> usize {
    sense.map_or(0, |sense| tiers.iter().position(|(other, _)| other.is_near(sense)).unwrap_or(tiers.len()))
}

/// Gives the tiers of a field in the order that the options ask for: who converts, or keeps one currency, wants the amounts
/// of the documents.
fn tiers(field: Field, input: &InputOptions) -> Vec<(Sense, &'static [&'static str])> {
    let mut tiers = field.tiers().to_vec();
    if input.rates.is_some() || input.currency.is_some() {
        tiers.sort_by_key(|(sense, _)| !sense.is_foreign());
    }
    tiers
}

/// The headers of a table, folded and as they stand: all words of each column, the lowest alone, and the words.
type Headers<'a> = (&'a [Folded], &'a [Folded], &'a [String]);

/// Gives what the columns found are compared with: those of the same sense, and the next best.
pub fn others(
    found: &BTreeMap<Field, (usize, bool)>,
    taken: &BTreeMap<usize, Field>,
    (folded, lowest, headers): Headers<'_>,
    input: &InputOptions,
) -> Vec<Other> {
    let computed = !found.contains_key(&Field::Amount);
    let mut others = Vec::new();
    for field in [Field::Customer, Field::Date, Field::Quantity, Field::Price, Field::Amount] {
        let counts = match field {
            Field::Customer => !found.contains_key(&Field::CustomerId),
            Field::Quantity | Field::Price => computed,
            _ => true,
        };
        let Some(&(chosen, false)) = found.get(&field).filter(|_| counts) else { continue };
        let free = |index: usize| match taken.get(&index) {
            Some(other) => {
                *other == field || (field == Field::Date && matches!(other, Field::ShipDate | Field::PaidDate))
            }
            None => true,
        };
        let candidates = candidates(field, folded, lowest, input, &free);
        let Some(best) = candidates.iter().find(|candidate| candidate.index == chosen) else { continue };
        let Some(sense) = best.sense else { continue };
        let alike = |other: &&Candidate| other.index != chosen && other.lowest == best.lowest && !other.given;
        let mut next = false;
        for candidate in candidates.iter().filter(alike) {
            let Some(other) = candidate.sense else { continue };
            let behind = candidate.qualified && !best.qualified;
            let (index, header) = (candidate.index, headers[candidate.index].clone());
            let own = (best.own, candidate.own);
            let other = Other { field, index, header, sense: other, taken: sense, behind, own };
            if !other.is_tie() && std::mem::replace(&mut next, true) {
                break;
            }
            others.push(other);
        }
    }
    others
}
