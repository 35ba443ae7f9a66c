//! Who a row's customer is: the id, else the normalised name; then the user's alias file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::aliases::Aliases;
use super::rows::Rows;
use crate::model::problem::CleanProblem;
use crate::model::{Client, Texts};

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

/// Says of most names that their characters are normal, by a quick look: Han characters, and ASCII without capitals. What it
/// does not say so of may still be.
pub fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += match byte {
            b' '..=b'~' if !byte.is_ascii_uppercase() => 1,
            // 一 (U+4E00) to U+9FFF.
            0xe4 if bytes.get(at + 1).is_some_and(|&next| next >= 0xb8) => 3,
            0xe5..=0xe9 => 3,
            _ => return false,
        };
    }
    true
}

/// Gives the key of a name by itself.
pub fn own_key(text: &str) -> Cow<'_, str> {
    let (bytes, mut spaces) = (text.as_bytes(), false);
    if is_plain(text) && bytes.first().is_some_and(|&first| first != b' ') {
        spaces = !bytes.windows(2).any(|two| two == b"  ");
    }
    let ends = |last: &u8| !matches!(last, b' ' | b'.' | b',' | b';' | b':' | b'!' | b'?');
    if spaces && bytes.last().is_some_and(ends) {
        return text.into();
    }
    match normalise(text) {
        // A name of nothing but points is still one.
        empty if empty.is_empty() => text.into(),
        name => name.into(),
    }
}

/// The customers of a book.
#[derive(Debug, Default)]
pub struct Customers {
    /// Sorted by key.
    pub clients: Vec<Client>,
    /// Each row's place among them.
    pub client: Vec<u32>,
    /// The places of the lines of the alias file that no row is meant by.
    pub unmatched: Vec<usize>,
}

/// Gives the customers. Fails where the alias file leads from a customer back to it, by the ids that its names stand for.
pub fn customers(rows: &Rows, aliases: &Aliases) -> Result<Customers, Box<CleanProblem>> {
    let latest = latest_names(rows);
    let merging =
        Merging { aliases, ids: ids_by_name(rows, &latest, aliases), names: names_by_id(rows, &latest, aliases) };
    let mut used: BTreeSet<String> = BTreeSet::new();
    // Each distinct id or name as it stands: its key, and the name that an alias gives it.
    let mut found: Vec<Found> = Vec::with_capacity(latest.len());
    let own = latest.par_iter().map(|&(who, ..)| match who {
        Rows::NOBODY => BLANK.into(),
        _ if who & 1 == 1 => own_key(text_of(rows, who)),
        _ => text_of(rows, who).into(),
    });
    let own: Vec<Cow<str>> = own.collect();
    for (&(who, day, name), own) in latest.iter().zip(own) {
        let by_name = who == Rows::NOBODY || who & 1 == 1;
        let alias = match (aliases.is_empty(), by_name) {
            (true, _) => None,
            (_, true) => merging.name(&own, &mut used),
            (_, false) => merging.id(&own, &mut used)?,
        };
        // The name of the latest row, ties by text; an alias's own wording before all.
        found.push(match alias {
            None => Found { key: own, day, name: name.map(Cow::from), who },
            Some(meant) if by_name => {
                Found { key: normalise(&meant).into(), day: i32::MAX, name: Some(meant.into()), who }
            }
            Some(meant) => Found { key: meant.into(), day, name: None, who },
        });
    }
    found.par_sort_unstable_by(|one, two| one.key.cmp(&two.key).then_with(|| one.who.cmp(&two.who)));
    let same: Vec<&[Found]> = found.chunk_by(|one, two| one.key == two.key).collect();
    let clients: Vec<Client> = same.par_iter().map(|same| client(same)).collect();
    let mut place_of = [vec![0; rows.ids.len()], vec![0; rows.names.len()]];
    let mut nobody = 0;
    for (place, found) in (0..).zip(&same).flat_map(|(place, same)| same.iter().map(move |found| (place, found))) {
        match found.who {
            Rows::NOBODY => nobody = place,
            who => place_of[(who & 1) as usize][(who >> 1) as usize] = place,
        }
    }
    let client = rows.who.par_iter().map(|&who| match who {
        Rows::NOBODY => nobody,
        who => place_of[(who & 1) as usize][(who >> 1) as usize],
    });
    let client = client.collect();
    let lines = aliases.lines.iter().enumerate();
    let unmatched = lines.filter(|(_, (from, _))| !used.contains(&normalise(from))).map(|(at, _)| at).collect();
    Ok(Customers { clients, client, unmatched })
}

/// A distinct id or name as it stands.
struct Found<'a> {
    key: Cow<'a, str>,
    /// The day of its latest row, and the name there.
    day: i32,
    name: Option<Cow<'a, str>>,
    who: u32,
}

/// Gives the customer that all these are.
fn client(same: &[Found]) -> Client {
    let names = same.iter().filter_map(|found| Some((found.day, found.name.as_ref()?)));
    let name = names.min_by(|one, two| two.0.cmp(&one.0).then_with(|| one.1.cmp(two.1)));
    let key = same[0].key.to_string();
    Client { name: name.map_or_else(|| key.clone(), |(_, name)| name.to_string()), key }
}

/// What an alias file makes of a customer.
struct Merging<'a> {
    aliases: &'a Aliases,
    /// The id that a name stands for, by normalised name.
    ids: BTreeMap<String, String>,
    /// The name of an id's latest row.
    names: BTreeMap<String, String>,
}

impl Merging<'_> {
    /// Gives the name that a name stands for, over all steps; circles were refused with the file.
    fn name(&self, own: &str, used: &mut BTreeSet<String>) -> Option<String> {
        let mut meant = own;
        while let Some(next) = self.aliases.of(meant) {
            used.insert(normalise(meant));
            meant = next;
        }
        (meant != own).then(|| meant.to_owned())
    }

    /// Gives the id that an id stands for: a line may name either by its id or by its name, and so may the next.
    fn id(&self, own: &str, used: &mut BTreeSet<String>) -> Result<Option<String>, Box<CleanProblem>> {
        let mut path = vec![own.to_owned()];
        loop {
            let id = &path[path.len() - 1];
            let by_name = || self.names.get(id).filter(|name| self.aliases.of(name).is_some());
            let from = if self.aliases.of(id).is_some() { Some(id) } else { by_name() };
            let Some((from, meant)) = from.and_then(|from| Some((from, self.aliases.of(from)?))) else { break };
            used.insert(normalise(from));
            let next = self.ids.get(&normalise(meant)).cloned().unwrap_or_else(|| meant.to_owned());
            if next == *id {
                break;
            }
            if let Some(start) = path.iter().position(|seen| *seen == next) {
                let mut names = path.split_off(start);
                names.push(next);
                return Err(Box::new(CleanProblem::AliasCircle { names }));
            }
            path.push(next);
        }
        Ok(path.pop().filter(|last| last != own))
    }
}

/// Gives the name of each id's latest row, where aliases ask for it.
fn names_by_id(rows: &Rows, latest: &[Latest], aliases: &Aliases) -> BTreeMap<String, String> {
    let ids = latest.iter().filter(|(who, ..)| !aliases.is_empty() && *who != Rows::NOBODY && who & 1 == 0);
    ids.filter_map(|&(who, _, name)| Some((text_of(rows, who).to_owned(), name?.to_owned()))).collect()
}

fn text_of(rows: &Rows, who: u32) -> &str {
    match who {
        Rows::NOBODY => BLANK,
        who if who & 1 == 1 => rows.names.get(who >> 1),
        who => rows.ids.get(who >> 1),
    }
}

/// An id or a name as it stands, the day of its latest row, and the name there.
type Latest<'a> = (u32, i32, Option<&'a str>);

/// Gives, for every id or name as it stands, the day of its latest row and the name there, ties by text.
fn latest_names(rows: &Rows) -> Vec<Latest<'_>> {
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
    let ids = ids
        .into_iter()
        .enumerate()
        .filter(seen)
        .map(|(code, (day, name))| ((code as u32) << 1, day, (name != Texts::NONE).then(|| rows.names.get(name))));
    let names = names.into_iter().enumerate().filter(seen).map(|(code, (day, _))| {
        let code = code as u32;
        (code << 1 | 1, day, Some(rows.names.get(code)))
    });
    let blank = (nobody > i32::MIN).then_some((Rows::NOBODY, nobody, Some(BLANK)));
    ids.chain(names).chain(blank).collect()
}

/// Gives the ids that customers' names stand for, so that an alias may lead to a name where ids are mapped.
fn ids_by_name(rows: &Rows, latest: &[Latest], aliases: &Aliases) -> BTreeMap<String, String> {
    if aliases.is_empty() {
        return BTreeMap::new();
    }
    let ids = latest.iter().filter(|(who, ..)| *who != Rows::NOBODY && who & 1 == 0);
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for &(who, _, name) in ids {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::aliases::from_pairs;

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
        assert_eq!(of(&book, &Aliases::default()).clients, [Client { key: "7".into(), name: "New A".into() }]);
        let book = rows(&[("", "ACME.", 1), ("", "Acme", 2)]);
        let Customers { clients, client, .. } = of(&book, &Aliases::default());
        assert_eq!(clients, [Client { key: "acme".into(), name: "Acme".into() }]);
        assert_eq!(client, [0, 0]);
    }

    fn of(rows: &Rows, aliases: &Aliases) -> Customers {
        customers(rows, aliases).unwrap()
    }

    fn aliases(lines: &[(&str, &str)]) -> Aliases {
        from_pairs(lines.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()).unwrap()
    }

    #[test]
    fn aliases_merge_names_and_ids() {
        let book = rows(&[("", "Acme Inc.", 1), ("", "Acme Ltd", 2), ("8", "x", 1), ("9", "y", 2)]);
        let found = of(&book, &aliases(&[("Acme Inc", "ACME Ltd"), ("8", "9"), ("Bolt", "9"), ("10", "8")]));
        let keys: Vec<(&str, &str)> = found.clients.iter().map(|client| (&*client.key, &*client.name)).collect();
        assert_eq!(keys, [("9", "y"), ("acme ltd", "ACME Ltd")]);
        assert_eq!(found.client, [1, 1, 0, 0]);
        assert_eq!(found.unmatched, [2, 3]);
    }

    #[test]
    fn aliases_lead_on_from_a_name_to_the_line_of_its_id() {
        let book = rows(&[("7", "Acme", 1), ("8", "Bolt", 1), ("9", "Corn", 2)]);
        let found = of(&book, &aliases(&[("Acme", "Bolt"), ("8", "Corn")]));
        assert_eq!((found.clients.len(), found.client, found.unmatched), (1, vec![0, 0, 0], vec![]));
        assert_eq!(found.clients[0], Client { key: "9".into(), name: "Corn".into() });
        // Each line leads on, but by the ids they lead back.
        let circle = customers(&book, &aliases(&[("8", "Acme"), ("7", "Bolt")]));
        let names = ["7", "8", "7"].map(String::from).to_vec();
        assert_eq!(*circle.unwrap_err(), CleanProblem::AliasCircle { names });
        let chain = of(&rows(&[("", "A", 1), ("", "C", 1)]), &aliases(&[("A", "B"), ("B", "C")]));
        assert_eq!((chain.clients.len(), &*chain.clients[0].key, chain.unmatched), (1, "c", vec![]));
    }
}
