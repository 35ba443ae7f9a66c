//! The customer of the orders that a row names: by its id, else by the key of its name, after the lines of the alias file.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::clean::aliases::Aliases;
use crate::clean::customer::{normalise, own_key};
use crate::model::companion::Who;
use crate::model::{Orders, Texts};

/// How many comparisons of names looking for a nearly equal one may take in all.
const COMPARED: usize = 20_000_000;

/// The customers of the orders by what they can be called.
pub struct Customers<'a> {
    orders: &'a Orders,
    aliases: &'a Aliases,
    by_key: HashMap<&'a str, u32>,
    by_name: HashMap<String, Vec<u32>>,
}

/// The customer that a row means.
pub struct Found {
    pub who: Who,
    /// Whether several customers have that name, so that it means none.
    pub several: bool,
}

impl<'a> Customers<'a> {
    /// Gathers the names that the orders know, those of earlier rows too.
    pub fn of(orders: &'a Orders, aliases: &'a Aliases) -> Customers<'a> {
        let clients = || (0..).zip(&orders.clients);
        let mut by_name: HashMap<String, Vec<u32>> = HashMap::new();
        for (at, client) in clients() {
            by_name.entry(normalise(&client.name)).or_default().push(at);
        }
        let mut seen: HashSet<(u32, u32)> = HashSet::new();
        for (&name, &client) in orders.names.codes.iter().zip(&orders.client) {
            if name != Texts::NONE && seen.insert((name, client)) {
                let places = by_name.entry(normalise(orders.names.values.get(name))).or_default();
                if !places.contains(&client) {
                    places.push(client);
                }
            }
        }
        Customers {
            orders,
            aliases,
            by_key: clients().map(|(at, client)| (client.key.as_str(), at)).collect(),
            by_name,
        }
    }

    /// Gives the customer that an id and a name mean.
    pub fn find(&self, id: Option<&str>, name: Option<&str>) -> Found {
        let own = id.into_iter().chain(name);
        let mut several = false;
        let client = id.and_then(|id| self.by_id(id)).or_else(|| {
            let (client, many) = own
                .clone()
                .map(|text| self.by_name(text))
                .fold((None, false), |(found, many), one| (found.or(one.0), many || one.1));
            several = many && client.is_none();
            client
        });
        let text = name.or(id).unwrap_or_default().to_owned();
        let key = match client {
            Some(client) => self.orders.clients[client as usize].key.clone(),
            None => id.map_or_else(|| own_key(&self.meant(&text)).into_owned(), str::to_owned),
        };
        Found { who: Who { text, id: id.map(str::to_owned), key, client }, several }
    }

    /// Gives what a name stands for, over all lines of the alias file.
    fn meant(&self, name: &str) -> String {
        let mut meant = name;
        while let Some(next) = self.aliases.of(meant) {
            meant = next;
        }
        meant.to_owned()
    }

    fn by_id(&self, id: &str) -> Option<u32> {
        let meant = self.meant(id);
        let known = self.by_key.get(id).or_else(|| self.by_key.get(meant.as_str()));
        known.or_else(|| self.by_key.get(whole(&meant)?)).copied()
    }

    fn by_name(&self, name: &str) -> (Option<u32>, bool) {
        let meant = self.meant(name);
        let named = |name: &str| self.by_name.get(&normalise(name)).map(Vec::as_slice);
        let key = self.by_key.get(&*own_key(&meant)).or_else(|| self.by_key.get(meant.as_str()));
        let key = key.or_else(|| self.by_key.get(whole(&meant)?));
        match (key, named(&meant).or_else(|| named(name))) {
            (Some(&at), _) | (None, Some(&[at])) => (Some(at), false),
            (None, many) => (None, many.is_some()),
        }
    }

    /// Gives the customers whose names are nearly those, by name.
    pub fn similar(&self, names: &[&str]) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        if names.len().saturating_mul(self.orders.clients.len()) > COMPARED {
            return found;
        }
        let clients: Vec<(String, &str)> =
            self.orders.clients.iter().map(|client| (normalise(&client.name), client.name.as_str())).collect();
        for name in names {
            let own = normalise(name);
            // Of numbers, the nearest is another customer's.
            if own.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
                continue;
            }
            // One name inside another is a short form of it; short words are in many.
            let short = |one: &str, other: &str| one.chars().count() >= 4 && other.contains(one);
            let inside = clients.iter().filter(|(other, _)| short(&own, other) || short(other, &own));
            let inside: Vec<&str> = inside.map(|(_, name)| *name).collect();
            let near = clients.iter().map(|(other, name)| (strsim::jaro_winkler(&own, other), *name));
            let near = near.filter(|(likeness, _)| *likeness > 0.9);
            let near = near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
            let one = if let [one] = inside.as_slice() { Some(*one) } else { None };
            if let Some(other) = near.map(|(_, name)| name).or(one) {
                found.insert((*name).to_owned(), other.to_owned());
            }
        }
        found
    }
}

/// Gives an id without the `.0` that it got from a program which took it for a number.
fn whole(id: &str) -> Option<&str> {
    id.strip_suffix(".0").filter(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()))
}
