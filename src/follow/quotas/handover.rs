//! Which shared customers could be handed to new owners and to those with light books: even-handed by value, for a person to approve.
//!
//! The most valuable goes first, each to whoever has been given least so far, ties to the lighter book, then by name. Nobody is given
//! what it sits on already, and nobody more than its quota has room for.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Book, OwnerStatus};
use crate::model::companion::{MasterRow, Status};
use crate::model::{Money, Rules};

/// One customer that is to change hands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HandedOver {
    pub name: String,
    pub key: String,
    /// Revenue of the window; where there is none, the potential that the table gives as a number.
    pub value: Money,
    pub by_potential: bool,
    pub held_by: Option<String>,
    pub to: String,
    /// What its new owner holds without the proposal, and had been given before this one.
    pub holds: Money,
    pub given: Money,
}

/// A proposal.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Handover {
    pub list: Vec<HandedOver>,
    /// Who was given how much, by name.
    pub receivers: Vec<(String, usize, Money)>,
    /// Shared customers without any value, which nobody is given.
    pub without_value: usize,
    /// The median of what owners hold: those with less are given.
    pub median: Option<Money>,
}

/// Proposes whom to hand the shared customers.
pub fn handover(rows: &[&MasterRow], owners: &[OwnerStatus], book: &Book<'_>, rules: &Rules) -> Handover {
    let shared =
        |row: &&&MasterRow| row.status == Some(Status::Shared) || (row.status.is_none() && book.owner(row).is_none());
    let value = |row: &MasterRow| {
        let net = book.net(row);
        let potential = row.potential.as_ref().and_then(|rating| rating.number).unwrap_or_default();
        if net.is_positive() { (net, false) } else { (potential.positive_part(), true) }
    };
    // What is open to all is nobody's book.
    let mut holds: BTreeMap<&str, Money> =
        owners.iter().filter(|one| !one.owner.is_empty()).map(|one| (one.owner.as_str(), Money::ZERO)).collect();
    for row in rows.iter().filter(|row| !shared(row)) {
        if let Some(held) = book.owner(row).and_then(|owner| holds.get_mut(owner)) {
            *held += book.net(row);
        }
    }
    let mut sizes: Vec<Money> = holds.values().copied().collect();
    sizes.sort_unstable();
    // Of an even number the upper one: half of the owners have less.
    let Some(&median) = sizes.get(sizes.len() / 2).filter(|_| sizes.len() > 1) else { return Handover::default() };
    let room = |name: &str| {
        let engaged = owners.iter().find(|one| one.owner == name).map_or(0, |one| one.engaged);
        rules.quotas.engaged.map_or(usize::MAX, |quota| quota.saturating_sub(engaged))
    };
    let mut receivers: BTreeMap<&str, (usize, Money, usize)> = holds
        .iter()
        .filter(|(_, held)| **held < median)
        .map(|(name, _)| (*name, (0, Money::ZERO, room(name))))
        .collect();
    let mut candidates: Vec<(&MasterRow, Money, bool)> = rows
        .iter()
        .filter(shared)
        .map(|row| {
            let (value, by_potential) = value(row);
            (*row, value, by_potential)
        })
        .collect();
    let all = candidates.len();
    candidates.retain(|(_, value, _)| value.is_positive());
    let without_value = all - candidates.len();
    candidates.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.customer.key.cmp(&b.0.customer.key)));
    let mut list = Vec::new();
    for (row, value, by_potential) in candidates {
        let fits = receivers.iter().filter(|(name, (.., room))| *room > 0 && book.owner(row) != Some(name));
        let least = fits.min_by_key(|(name, (_, given, _))| (*given, holds[*name], **name)).map(|(name, _)| *name);
        let Some((to, sums)) = least.and_then(|name| Some((name, receivers.get_mut(name)?))) else { continue };
        list.push(HandedOver {
            name: book.name(row),
            key: row.customer.key.clone(),
            value,
            by_potential,
            held_by: book.owner(row).map(str::to_owned),
            to: to.to_owned(),
            holds: holds[to],
            given: sums.1,
        });
        *sums = (sums.0 + 1, sums.1 + value, sums.2 - 1);
    }
    let receivers = receivers.into_iter().map(|(name, (number, given, _))| (name.to_owned(), number, given)).collect();
    Handover { list, receivers, without_value, median: Some(median) }
}
