//! Which customer a name means: the id, the name in any spelling that counts as the same, an alias, or a part of one name alone; else
//! the names that were likely meant.

use std::collections::BTreeSet;

use crate::clean::normalise;
use crate::cube::Cube;
use crate::model::problem::SettingsProblem;
use crate::model::{Failure, Orders, Place};

/// How many names are offered.
const OFFERED: usize = 3;
/// How many of those that a part could mean are listed.
const LISTED: usize = 8;

/// Where names are looked for.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    pub cube: &'a Cube,
    /// With the names beside ids, where they were kept.
    pub orders: &'a Orders,
    /// The lines of the alias file: a name, and the customer it stands for.
    pub aliases: &'a [(String, String)],
}

impl Names<'_> {
    /// Gives the place of the customer that is called so.
    pub fn customer(&self, name: &str) -> Result<usize, Failure> {
        let wanted = normalise(name);
        if let Some(at) = self.called(name, &wanted)? {
            return Ok(at);
        }
        // An alias leads to another name, and that perhaps to a further one.
        let mut meant = wanted.clone();
        for _ in 0..self.aliases.len() {
            let Some((_, next)) = self.aliases.iter().find(|(other, _)| normalise(other) == meant) else { break };
            meant = normalise(next);
            if let Some(at) = self.called(next, &meant)? {
                return Ok(at);
            }
        }
        let holds = |text: &str| !wanted.is_empty() && normalise(text).contains(&wanted);
        let customers = self.cube.customers.iter().enumerate();
        let within: Vec<usize> =
            customers.filter(|(_, one)| holds(&one.name) || holds(&one.key)).map(|(at, _)| at).collect();
        let kind = match within.as_slice() {
            [one] => return Ok(*one),
            [] => SettingsProblem::NoCustomer { name: name.to_owned(), similar: self.similar(&wanted) },
            several => SettingsProblem::PartOfMany {
                part: name.to_owned(),
                names: several.iter().take(LISTED).map(|&at| self.told(at)).collect(),
                of: several.len(),
            },
        };
        Err(Failure::new(Place::default(), kind))
    }

    /// Gives the customer of that id, or of that name; nothing where none is called exactly so.
    fn called(&self, name: &str, wanted: &str) -> Result<Option<usize>, Failure> {
        let customers = &self.cube.customers;
        let id = name.trim();
        let by_id = customers.iter().position(|one| one.key == id);
        if let Some(at) = by_id.or_else(|| customers.iter().position(|one| normalise(&one.key) == wanted)) {
            return Ok(Some(at));
        }
        let mut named: BTreeSet<usize> =
            (0..customers.len()).filter(|&at| normalise(&customers[at].name) == wanted).collect();
        if named.is_empty() {
            // Older names of an id.
            let texts = &self.orders.names;
            let codes: BTreeSet<u32> = texts
                .values
                .iter()
                .zip(0..)
                .filter(|(text, _)| normalise(text) == wanted)
                .map(|(_, code)| code)
                .collect();
            let rows = texts.codes.iter().zip(&self.orders.client).filter(|(code, _)| codes.contains(code));
            named.extend(rows.map(|(_, &client)| client as usize));
        }
        match named.iter().copied().collect::<Vec<usize>>().as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(*one)),
            several => {
                let keys = several.iter().map(|&at| customers[at].key.clone()).collect();
                let kind = SettingsProblem::ManyCustomers { name: name.to_owned(), keys };
                Err(Failure::new(Place::default(), kind))
            }
        }
    }

    /// Gives a customer's name, with the id where another has the same name.
    fn told(&self, at: usize) -> String {
        let customers = &self.cube.customers;
        let same = customers.iter().filter(|one| one.name == customers[at].name).count();
        if same > 1 { format!("{} ({})", customers[at].name, customers[at].key) } else { customers[at].name.clone() }
    }

    /// Gives the nearest names, by likeness, ties by name.
    fn similar(&self, wanted: &str) -> Vec<String> {
        let likeness = |name: &str| strsim::jaro_winkler(wanted, &normalise(name));
        let mut names: Vec<(f64, &str)> =
            self.cube.customers.iter().map(|one| (likeness(&one.name), one.name.as_str())).collect();
        names.retain(|(likeness, _)| *likeness >= 0.75);
        names.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        names.into_iter().take(OFFERED).map(|(_, name)| name.to_owned()).collect()
    }
}
