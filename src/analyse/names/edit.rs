//! One small edit in a long name: a letter more, less, other, or two that changed places.
//!
//! Names within one edit share a text that is left when one letter of each is taken out (deletion neighbourhoods, as in
//! SymSpell, Garbe 2012), so that only names that share one are compared and never all with all. Numbers are never taken out:
//! names that differ in a number are two by intent.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::fold::{Folded, Word, is_han};
use super::words::TELLING_APART;

/// The fewest letters of a name that one letter may be a slip in; a Han character counts for two.
const LETTERS: usize = 8;
/// The fewest Han characters, without town and trade, where one of them is more or less, and where one is another.
const HAN: usize = 5;
const HAN_OTHER: usize = 7;
/// The fewest letters of the word in which one is more or less, and in which one is another.
const WORD: usize = 4;
const WORD_OTHER: usize = 5;
/// So many names within one edit of each other are a pattern, no slip.
const PATTERN: usize = 12;

/// How two names differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The first letter stands where the second does.
    Other(char, char),
    /// One has a letter that the other has not.
    More(char),
    /// Two letters changed places.
    Swapped(char, char),
}

/// Gives the only edit between two texts, and its place; nothing where they are equal or further apart.
pub fn one_edit(one: &[char], two: &[char]) -> Option<(Edit, usize)> {
    let (long, short) = if one.len() >= two.len() { (one, two) } else { (two, one) };
    let head = long.iter().zip(short).take_while(|(a, b)| a == b).count();
    let (long_rest, short_rest) = (&long[head..], &short[head..]);
    let first = *long_rest.first()?;
    match long.len() - short.len() {
        1 => (long_rest[1..] == *short_rest).then_some((Edit::More(first), head)),
        0 if long_rest[1..] == short_rest[1..] => Some((Edit::Other(one[head], two[head]), head)),
        0 if long_rest.len() > 1
            && long_rest[0] == short_rest[1]
            && long_rest[1] == short_rest[0]
            && long_rest[2..] == short_rest[2..] =>
        {
            Some((Edit::Swapped(one[head], one[head + 1]), head))
        }
        _ => None,
    }
}

/// Gives the pairs of stems that are one slip apart. `stems` are distinct; the pairs are places in it, each once.
pub fn slips(stems: &[&Folded]) -> Vec<(usize, usize, Edit)> {
    let chars: Vec<Vec<char>> = stems.iter().map(|folded| folded.stem.chars().collect()).collect();
    let weight = |chars: &[char]| chars.iter().map(|c| weight(*c)).sum::<usize>();
    let hashes = chars.par_iter().enumerate().filter(|(_, chars)| weight(chars) >= LETTERS);
    let mut hashes: Vec<(u64, u32)> = hashes.flat_map_iter(|(at, chars)| left(chars, at as u32)).collect();
    hashes.par_sort_unstable();
    hashes.dedup();
    let mut near: Vec<(u32, u32)> = Vec::new();
    for group in hashes.chunk_by(|a, b| a.0 == b.0).filter(|group| (2..=PATTERN).contains(&group.len())) {
        for (at, one) in group.iter().enumerate() {
            near.extend(group[at + 1..].iter().map(|two| (one.1.min(two.1), one.1.max(two.1))));
        }
    }
    near.sort_unstable();
    near.dedup();
    let known = known_words(stems);
    let slip = |(a, b): (u32, u32)| {
        let (a, b) = (a as usize, b as usize);
        let (edit, place) = one_edit(&chars[a], &chars[b])?;
        let own = stems[a].own().min(stems[b].own());
        let fits = is_slip(edit, place, own) && differ_in_a_rare_word(stems[a], stems[b], edit, &known);
        fits.then_some((a, b, edit))
    };
    near.into_iter().filter_map(slip).collect()
}

fn weight(c: char) -> usize {
    if is_han(c) { 2 } else { usize::from(c.is_alphabetic()) }
}

/// Gives the hash of a text, and of what is left when one of its letters is taken out.
fn left(chars: &[char], at: u32) -> Vec<(u64, u32)> {
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let value = |c: char| (c as u64 + 1).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let mut heads = vec![0_u64; chars.len() + 1];
    let mut powers = vec![1_u64; chars.len() + 1];
    for (place, &c) in chars.iter().enumerate() {
        heads[place + 1] = heads[place].wrapping_mul(BASE).wrapping_add(value(c));
        powers[place + 1] = powers[place].wrapping_mul(BASE);
    }
    let whole = heads[chars.len()];
    let without = |place: usize| {
        let behind = powers[chars.len() - place - 1];
        let tail = whole.wrapping_sub(heads[place + 1].wrapping_mul(behind));
        heads[place].wrapping_mul(behind).wrapping_add(tail)
    };
    let letters = (0..chars.len()).filter(|&place| !chars[place].is_numeric());
    std::iter::once(whole).chain(letters.map(without)).map(|hash| (hash, at)).collect()
}

/// Says whether the edit is small beside the name of so many own Han characters, and none that tells one from another.
fn is_slip(edit: Edit, place: usize, own: usize) -> bool {
    let (a, b) = match edit {
        Edit::Other(a, b) | Edit::Swapped(a, b) => (a, b),
        Edit::More(c) => (c, c),
    };
    if [a, b].iter().any(|c| c.is_numeric() || TELLING_APART.contains(*c)) {
        return false;
    }
    let other = matches!(edit, Edit::Other(..));
    match (is_han(a), is_han(b)) {
        (true, true) => own >= if other { HAN_OTHER } else { HAN },
        (false, false) => !(other && place == 0),
        _ => false,
    }
}

/// Counts in how many stems each word stands.
fn known_words<'a>(stems: &[&'a Folded]) -> FxHashMap<&'a str, u32> {
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    for folded in stems {
        for (at, word) in folded.words.iter().enumerate() {
            if !folded.words[..at].iter().any(|before| before.text == word.text) {
                *known.entry(&word.text).or_default() += 1;
            }
        }
    }
    known
}

/// Says whether the names differ in one word that is long, no number, and on one side no other name's: of two words that
/// several names have (John and Joan, North and South), none is a slip for the other.
fn differ_in_a_rare_word(one: &Folded, two: &Folded, edit: Edit, known: &FxHashMap<&str, u32>) -> bool {
    let beyond = |these: &[Word], those: &[Word]| -> Vec<String> {
        let own = these.iter().filter(|word| !those.iter().any(|other| other.text == word.text));
        own.map(|word| word.text.clone()).collect()
    };
    let (only_one, only_two) = (beyond(&one.words, &two.words), beyond(&two.words, &one.words));
    let ([a], [b]) = (&*only_one, &*only_two) else {
        // Words that are parted in another way as well: the whole name is the word.
        return only_one.len() + only_two.len() > 2;
    };
    let han = a.chars().any(is_han);
    let other = matches!(edit, Edit::Other(..));
    let length = a.chars().count().min(b.chars().count());
    let long = han || length >= if other { WORD_OTHER } else { WORD };
    let roman = |word: &str| word.chars().all(|c| "ivxlc".contains(c));
    let numbered = [a, b].iter().any(|word| word.chars().any(char::is_numeric)) || (roman(a) && roman(b));
    let first = other && a.chars().next() != b.chars().next();
    let rare = |word: &String| known.get(word.as_str()).copied().unwrap_or(0) < 2;
    long && !numbered && !first && (rare(a) || rare(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str]) -> Vec<(usize, usize, Edit)> {
        let folded: Vec<Folded> = names.iter().map(|name| Folded::of(name)).collect();
        slips(&folded.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_slip_in_a_long_name_is_found() {
        assert_eq!(found(&["Nordlicht Handels GmbH", "Nordlich Handels GmbH"]), [(0, 1, Edit::More('t'))]);
        assert_eq!(found(&["Blue Heron Wholesale", "Blue Heorn Wholesale"]), [(0, 1, Edit::Swapped('r', 'o'))]);
        assert_eq!(found(&["Lakeshore Depot", "Lakeshare Depot"]), [(0, 1, Edit::Other('o', 'a'))]);
        assert_eq!(found(&["深圳恒达电子科技", "深圳恒大电子科技"]), []);
        assert_eq!(found(&["深圳恒达电子科技", "深圳恒电子科技"]), [(0, 1, Edit::More('达'))]);
        // 大 tells houses apart, as 小 does.
        assert_eq!(found(&["深圳恒达精密电子科技", "深圳恒大精密电子科技"]), []);
        assert_eq!(found(&["深圳恒达精密电子科技", "深圳恒答精密电子科技"]), [(0, 1, Edit::Other('达', '答'))]);
    }

    #[test]
    fn what_tells_customers_apart_is_no_slip() {
        for names in [
            ["广州市和宝机械贸易有限公司", "广州市人宝机械贸易有限公司"],
            ["客户00071", "客户00072"],
            ["恒达电子商贸城1店", "恒达电子商贸城2店"],
            ["恒达电子商贸城一店", "恒达电子商贸城二店"],
            ["Harbour Trading II", "Harbour Trading III"],
            ["Sunrise Foods 2023", "Sunrise Foods 2024"],
            ["Meridian Store A", "Meridian Store B"],
            ["宁波海川", "宁波海州"],
            ["Bell Industries", "Dell Industries"],
            ["Cat Supplies House", "Car Supplies House"],
            ["Nordlicht", "Südlicht"],
        ] {
            assert_eq!(found(&names), [], "{names:?}");
        }
        // Both words stand in several names: neither is a slip for the other.
        let people = ["Carla Jimenez", "Carlo Jimenez", "Carla Brown", "Carlo Brown"];
        assert_eq!(found(&people), []);
    }

    #[test]
    fn a_hundred_thousand_numbered_names_are_no_slips() {
        let names: Vec<String> = (0..100_000).map(|n| format!("Customer Number {n:06}")).collect();
        let folded: Vec<Folded> = names.iter().map(|name| Folded::of(name)).collect();
        assert_eq!(slips(&folded.iter().collect::<Vec<_>>()), []);
    }

    #[test]
    fn edits_are_told_with_their_place() {
        let tried = |one: &str, two: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<char>>();
            one_edit(&chars(one), &chars(two))
        };
        assert_eq!(tried("abcd", "abcd"), None);
        assert_eq!(tried("abcd", "abd"), Some((Edit::More('c'), 2)));
        assert_eq!(tried("abd", "abcd"), Some((Edit::More('c'), 2)));
        assert_eq!(tried("abcd", "abxd"), Some((Edit::Other('c', 'x'), 2)));
        assert_eq!(tried("abxd", "abcd"), Some((Edit::Other('x', 'c'), 2)));
        assert_eq!(tried("abcd", "acbd"), Some((Edit::Swapped('b', 'c'), 1)));
        assert_eq!(tried("abcd", "badc"), None);
        assert_eq!(tried("abcd", "ab"), None);
    }
}
