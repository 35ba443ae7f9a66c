//! Customers that two owners claim: in two rows of the table, or under two spellings; and who registered it first.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analyse::Names;
use crate::cube::Cube;
use crate::follow::holders::owner;
use crate::model::Day;
use crate::model::companion::{Master, MasterRow, RowPlace};

/// How a customer comes to be claimed twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HowClaimed {
    /// Two rows of the table are the same customer.
    Same,
    /// Two customers of the orders that may be one.
    Spellings,
}

/// One that claims it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claimant {
    pub owner: String,
    /// The customer as its row writes it.
    pub name: String,
    pub registered: Option<Day>,
    pub registered_by: Option<String>,
    pub at: RowPlace,
}

/// A customer that several claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimedTwice {
    pub how: HowClaimed,
    /// In the order in which they registered it; those without a day last, in the order of the file.
    pub claimants: Vec<Claimant>,
    /// Whether the first registered it alone on the earliest day.
    pub first_known: bool,
}

/// Lists the customers that several owners claim.
pub fn claimed(master: &Master, names: Option<&Names>, cube: &Cube) -> Vec<ClaimedTwice> {
    let mut by: BTreeMap<&str, Vec<&MasterRow>> = BTreeMap::new();
    master.rows.iter().for_each(|row| by.entry(&row.customer.key).or_default().push(row));
    let mut found: Vec<ClaimedTwice> = by.values().filter_map(|rows| claim(HowClaimed::Same, rows)).collect();
    for pair in names.iter().flat_map(|names| &names.pairs) {
        let rows_of = |customer: usize| {
            let key = cube.customers.get(customer).map_or("", |customer| customer.key.as_str());
            by.get(key).into_iter().flatten().copied()
        };
        let rows: Vec<&MasterRow> = rows_of(pair.first.customer).chain(rows_of(pair.second.customer)).collect();
        found.extend(claim(HowClaimed::Spellings, &rows));
    }
    found
}

/// Makes a claim of rows, where they name several owners.
fn claim(how: HowClaimed, rows: &[&MasterRow]) -> Option<ClaimedTwice> {
    let mut claimants: Vec<Claimant> = Vec::new();
    for row in rows {
        let Some(owner) = owner(row) else { continue };
        claimants.push(Claimant {
            owner: owner.to_owned(),
            name: row.customer.text.clone(),
            registered: row.registered,
            registered_by: row.registered_by.clone(),
            at: row.at.clone(),
        });
    }
    claimants.sort_by_key(|one| (one.registered.is_none(), one.registered, one.at.clone()));
    let several = claimants.iter().any(|one| one.owner != claimants[0].owner);
    let first = claimants.first().and_then(|one| one.registered);
    let same_day = claimants.iter().filter(|one| one.registered == first).count();
    several.then_some(ClaimedTwice { how, claimants, first_known: first.is_some() && same_day == 1 })
}
