//! Who a row's customer is: the id, else the normalised name; then the user's alias file.

use std::collections::BTreeMap;

use rayon::prelude::*;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::rows::Rows;
use crate::model::{Client, Texts};

/// Names as written → the customer meant, by normalised name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases(pub BTreeMap<String, String>);

/// The key of rows without a customer, where they are kept.
pub const BLANK: &str = "(blank)";

/// Normalises a name: NFKC, white space runs to one space, lower case, trailing `. , ; : ! ? 。 、` cut, never brackets.
pub fn normalise(name: &str) -> String {
    let plain = |name: &str| match is_nfkc_quick(name.chars()) {
        IsNormalized::Yes => name.to_lowercase(),
        _ => name.nfkc().collect::<String>().to_lowercase(),
    };
    let mut text = String::with_capacity(name.len());
    for word in plain(name).split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    let end = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '。' | '、') || c.is_whitespace();
    text.truncate(text.trim_end_matches(end).len());
    text
}

/// Gives the customers, sorted by key, and each row's place among them.
pub fn customers(rows: &Rows, aliases: &Aliases) -> (Vec<Client>, Vec<u32>) {
    let latest = latest_names(rows);
    // Each distinct id or name as it stands: its key, and the name that an alias gives it.
    let mut raw: Vec<u32> = latest.keys().copied().collect();
    raw.sort_unstable();
    let named_ids = ids_by_name(rows, &latest, aliases);
    let mut keys: BTreeMap<String, (Option<i32>, Option<String>)> = BTreeMap::new();
    let mut key_of: BTreeMap<u32, String> = BTreeMap::new();
    for who in raw {
        let (day, name) = &latest[&who];
        let text = text_of(rows, who);
        let by_name = who == Rows::NOBODY || who & 1 == 1;
        let own = match who {
            Rows::NOBODY => BLANK.to_string(),
            _ if by_name => match normalise(text) {
                // A name of nothing but points is still one.
                empty if empty.is_empty() => text.into(),
                name => name,
            },
            _ => text.to_string(),
        };
        let alias = aliases.of(&own).or_else(|| if by_name { None } else { aliases.of(name.as_deref()?) });
        let (key, shown) = match alias {
            None => (own, name.clone()),
            Some(meant) if by_name => (normalise(meant), Some(meant.to_string())),
            Some(meant) => match named_ids.get(&normalise(meant)) {
                Some(id) => (id.clone(), None),
                None => (meant.to_string(), None),
            },
        };
        let best = keys.entry(key.clone()).or_insert((None, None));
        // The name of the latest row, ties by text; an alias's own wording before all.
        let day = if alias.is_some() && by_name { i32::MAX } else { *day };
        if let Some(shown) = shown {
            let later = best.0.is_none_or(|before| day > before);
            let tie = best.0 == Some(day) && best.1.as_ref().is_none_or(|before| shown < *before);
            if later || tie {
                *best = (Some(day), Some(shown));
            }
        }
        key_of.insert(who, key);
    }
    let places: BTreeMap<&String, u32> = keys.keys().zip(0..).collect();
    let clients: Vec<Client> = keys
        .iter()
        .map(|(key, (_, name))| Client { name: name.clone().unwrap_or_else(|| key.clone()), key: key.clone() })
        .collect();
    let mut place_of = [vec![0; rows.ids.len()], vec![0; rows.names.len()]];
    let mut nobody = 0;
    for (who, key) in &key_of {
        match *who {
            Rows::NOBODY => nobody = places[key],
            who => place_of[(who & 1) as usize][(who >> 1) as usize] = places[key],
        }
    }
    let client = rows.who.par_iter().map(|&who| match who {
        Rows::NOBODY => nobody,
        who => place_of[(who & 1) as usize][(who >> 1) as usize],
    });
    let client = client.collect();
    (clients, client)
}

fn text_of(rows: &Rows, who: u32) -> &str {
    match who {
        Rows::NOBODY => BLANK,
        who if who & 1 == 1 => rows.names.get(who >> 1),
        who => rows.ids.get(who >> 1),
    }
}

/// Gives, for every id or name as it stands, the day of its latest row and the name there, ties by text.
fn latest_names(rows: &Rows) -> BTreeMap<u32, (i32, Option<String>)> {
    const NEVER: (i32, u32) = (i32::MIN, Texts::NONE);
    let mut latest = [vec![NEVER; rows.ids.len()], vec![NEVER; rows.names.len()]];
    let mut nobody = i32::MIN;
    for (place, (&who, &day)) in rows.who.iter().zip(&rows.day).enumerate() {
        if who == Rows::NOBODY {
            nobody = nobody.max(day);
            continue;
        }
        let before = &mut latest[(who & 1) as usize][(who >> 1) as usize];
        if day < before.0 {
            continue;
        }
        let name = rows.name.get(place).copied().unwrap_or(Texts::NONE);
        let first = |name: u32| if name == Texts::NONE { None } else { Some(rows.names.get(name)) };
        let wins = match (first(name), first(before.1)) {
            _ if day > before.0 => {
                name != Texts::NONE || who & 1 == 1 || rows.name.is_empty() || before.1 == Texts::NONE
            }
            (Some(new), Some(old)) => new < old,
            (new, old) => new.is_some() && old.is_none(),
        };
        if wins {
            *before = (day, name);
        }
    }
    let [ids, names] = latest;
    let seen = |(_, (day, _)): &(usize, (i32, u32))| *day > i32::MIN;
    let ids = ids.into_iter().enumerate().filter(seen).map(|(code, (day, name))| {
        let name = if name == Texts::NONE { None } else { Some(rows.names.get(name).to_string()) };
        ((code as u32) << 1, (day, name))
    });
    let names = names.into_iter().enumerate().filter(seen).map(|(code, (day, _))| {
        let code = code as u32;
        (code << 1 | 1, (day, Some(rows.names.get(code).to_string())))
    });
    let blank = (nobody > i32::MIN).then(|| (Rows::NOBODY, (nobody, Some(BLANK.to_string()))));
    ids.chain(names).chain(blank).collect()
}

/// Gives the ids that customers' names stand for, so that an alias may lead to a name where ids are mapped.
fn ids_by_name(
    rows: &Rows,
    latest: &BTreeMap<u32, (i32, Option<String>)>,
    aliases: &Aliases,
) -> BTreeMap<String, String> {
    if aliases.0.is_empty() {
        return BTreeMap::new();
    }
    let ids = latest.iter().filter(|(who, _)| **who != Rows::NOBODY && **who & 1 == 0);
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for (&who, (_, name)) in ids {
        let id = text_of(rows, who).to_string();
        if let Some(name) = name {
            let best = named.entry(normalise(name)).or_insert_with(|| id.clone());
            if id < *best {
                *best = id;
            }
        }
    }
    named
}

impl Aliases {
    /// Gives the customer that a name stands for, over as many steps as the file has.
    fn of(&self, name: &str) -> Option<&str> {
        let mut meant = self.0.get(&normalise(name))?;
        for _ in 0..10 {
            match self.0.get(&normalise(meant)) {
                Some(next) if next != meant => meant = next,
                _ => break,
            }
        }
        Some(meant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalises_spelling_but_no_brackets() {
        for (name, key) in [
            ("  Toys  R\tUs. ", "toys r us"),
            ("ＡＢＣ　貿易", "abc 貿易"),
            ("Anna's Decorations, Ltd", "anna's decorations, ltd"),
            ("宁波海川。、", "宁波海川"),
            ("Acme (HK)", "acme (hk)"),
            ("Acme . ,", "acme"),
        ] {
            assert_eq!(normalise(name), key, "{name}");
        }
    }

    fn rows(entries: &[(&str, &str, i32)]) -> Rows {
        let mut rows = Rows::default();
        for (id, name, day) in entries {
            match *id {
                "" => rows.who.push(rows.names.code(name) << 1 | 1),
                id => rows.who.push(rows.ids.code(id) << 1),
            }
            rows.name.push(rows.names.code(name));
            rows.day.push(*day);
            rows.money.push(1);
        }
        rows
    }

    #[test]
    fn shows_the_name_of_the_latest_row_ties_by_text() {
        let book = rows(&[("7", "Old", 1), ("7", "New B", 5), ("7", "New A", 5), ("7", "Older", 0)]);
        assert_eq!(customers(&book, &Aliases::default()).0, [Client { key: "7".into(), name: "New A".into() }]);
        let book = rows(&[("", "ACME.", 1), ("", "Acme", 2)]);
        let (clients, client) = customers(&book, &Aliases::default());
        assert_eq!(clients, [Client { key: "acme".into(), name: "Acme".into() }]);
        assert_eq!(client, [0, 0]);
    }

    #[test]
    fn aliases_merge_names_and_ids() {
        let aliases = Aliases(BTreeMap::from([("acme inc".into(), "ACME Ltd".into()), ("8".into(), "9".into())]));
        let book = rows(&[("", "Acme Inc.", 1), ("", "Acme Ltd", 2), ("8", "x", 1), ("9", "y", 2)]);
        let (clients, client) = customers(&book, &aliases);
        let keys: Vec<(&str, &str)> = clients.iter().map(|client| (&*client.key, &*client.name)).collect();
        assert_eq!(keys, [("9", "y"), ("acme ltd", "ACME Ltd")]);
        assert_eq!(client, [1, 1, 0, 0]);
    }
}
