//! The customers of a range as they are written: asked for each line, so that each is found with one look into memory.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::clean::dictionary::Dictionary;

/// Texts of at most so many bytes are found with one look; the others in the dictionary.
const SHORT: usize = 47;

/// The bits of an entry of the index that hold the place.
const PLACE: u32 = (1 << 24) - 1;

/// What is known of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The customer that it means.
    pub customer: u32,
    /// The latest day, and the name there, where one stands beside it.
    pub day: i32,
    pub name: u32,
}

/// Distinct texts, and what is known of each.
#[derive(Default)]
pub struct Whom {
    /// By the low bits of the hash, with two free places for each that is taken, so that most texts stand first: the place among
    /// the short texts plus one, and above it the highest bits of the hash; zero where none stands.
    index: Vec<u32>,
    shorts: Vec<Short>,
    /// All texts in the order in which they first appeared.
    texts: Dictionary,
    /// Those too long: their place among all, and what is known, by their code among each other.
    longs: Dictionary,
    of_long: Vec<(u32, Known)>,
}

/// A short text: a line of the processor's cache.
#[repr(C, align(64))]
struct Short {
    known: Known,
    /// The text's place among all.
    place: u32,
    bytes: [u8; SHORT],
    length: u8,
}

const _: () = assert!(size_of::<Short>() == 64);

impl Short {
    /// Compares without a call: pieces of a known length, of which the last may overlap the one before.
    #[inline]
    fn is(&self, text: &[u8]) -> bool {
        if text.len() != usize::from(self.length) {
            return false;
        }
        let own = &self.bytes[..text.len().min(SHORT)];
        match text.len() {
            ..8 => own == text,
            8..16 => ends::<8>(own) == ends::<8>(text),
            16..32 => ends::<16>(own) == ends::<16>(text),
            _ => own[..16] == text[..16] && ends::<16>(&own[16..]) == ends::<16>(&text[16..]),
        }
    }
}

/// Gives the first and the last bytes of a text that has so many.
#[inline]
fn ends<const N: usize>(text: &[u8]) -> Option<([u8; N], [u8; N])> {
    Some((text.first_chunk::<N>().copied()?, text.last_chunk::<N>().copied()?))
}

impl Whom {
    /// Gives where a short text with a hash most likely stands, for [`Whom::known`]: asked for many before the first is looked at,
    /// so that waits for memory overlap. Looks at two places and does not branch; what stands further is found later.
    #[inline]
    pub fn likely(&self, hash: u32) -> u32 {
        let mask = self.index.len().wrapping_sub(1);
        let at = hash as usize & mask;
        match (self.index.get(at), self.index.get((at + 1) & mask)) {
            (Some(&first), Some(&next)) => {
                let entry = if (first ^ hash) & !PLACE == 0 { first } else { next };
                (entry & PLACE).wrapping_sub(1)
            }
            _ => u32::MAX,
        }
    }

    /// Looks at a place, so that it is near when it is asked for.
    #[inline]
    pub fn glance(&self, likely: u32) -> u32 {
        self.shorts.get(likely as usize).map_or(0, |short| short.place)
    }

    /// Gives what is known of a text that stands where it likely does; nothing where another stands there, or none.
    #[inline]
    pub fn known(&mut self, text: &[u8], likely: u32) -> Option<&mut Known> {
        self.shorts.get_mut(likely as usize).filter(|short| short.is(text)).map(|short| &mut short.known)
    }

    /// Gives what is known of a text by its [`hash`]; nothing where it is new.
    pub fn find(&mut self, text: &[u8], hash: u32) -> Option<&mut Known> {
        if text.len() > SHORT {
            return self.find_long(text);
        }
        self.short(text, hash).map(|at| &mut self.shorts[at].known)
    }

    /// Gives where a short text stands among the short ones.
    #[inline]
    fn short(&self, text: &[u8], hash: u32) -> Option<usize> {
        let mask = self.index.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        loop {
            let entry = *self.index.get(at)?;
            if entry == 0 {
                return None;
            }
            let place = (entry & PLACE) as usize - 1;
            if (entry ^ hash) & !PLACE == 0 && self.shorts[place].is(text) {
                return Some(place);
            }
            at = (at + 1) & mask;
        }
    }

    fn find_long(&mut self, text: &[u8]) -> Option<&mut Known> {
        let text = std::str::from_utf8(text).ok()?;
        self.longs.index();
        self.of_long.get_mut(self.longs.find(text)? as usize).map(|(_, known)| known)
    }

    /// Adds a text that is new; nothing where there are more than can be told apart.
    pub fn add(&mut self, text: &str, hash: u32, known: Known) -> Option<()> {
        let place = self.texts.append(text);
        if text.len() > SHORT {
            self.longs.code(text);
            self.of_long.push((place, known));
            return Some(());
        }
        let next = u32::try_from(self.shorts.len() + 1).ok().filter(|next| *next <= PLACE)?;
        if (self.shorts.len() + 1) * 3 > self.index.len() {
            self.index = vec![0; (self.index.len() * 2).max(1 << 8)];
            for (place, short) in (1..).zip(&self.shorts) {
                put(&mut self.index, self::hash(&short.bytes[..usize::from(short.length)]), place);
            }
        }
        let mut short = Short { known, place, bytes: [0; SHORT], length: text.len() as u8 };
        short.bytes[..text.len()].copy_from_slice(text.as_bytes());
        self.shorts.push(short);
        put(&mut self.index, hash, next);
        Some(())
    }

    /// Gives what is known of each text, in the order in which they first appeared.
    pub fn known_of_all(&self) -> Vec<Known> {
        let mut all = vec![Known { customer: 0, day: 0, name: 0 }; self.texts.len()];
        self.shorts.iter().for_each(|short| all[short.place as usize] = short.known);
        self.of_long.iter().for_each(|&(place, known)| all[place as usize] = known);
        all
    }

    /// Gives the texts in that order.
    pub fn texts(&self) -> &Dictionary {
        &self.texts
    }

    /// Gives the texts by themselves.
    pub fn into_texts(self) -> Dictionary {
        self.texts
    }

    /// Makes all texts known to [`Whom::place`], those that will be added too.
    pub fn index(&mut self) {
        self.longs.index();
    }

    /// Gives the place of a text in that order; nothing where it is new.
    pub fn place(&self, text: &str, hash: u32) -> Option<u32> {
        if text.len() > SHORT {
            return Some(self.of_long[self.longs.find(text)? as usize].0);
        }
        self.short(text.as_bytes(), hash).map(|at| self.shorts[at].place)
    }
}

/// Gives the hash that a text is found by.
#[inline]
pub fn hash(text: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    (hasher.finish() >> 32) as u32
}

fn put(index: &mut [u32], hash: u32, place: u32) {
    let mask = index.len() - 1;
    let mut at = hash as usize & mask;
    while index[at] > 0 {
        at = (at + 1) & mask;
    }
    index[at] = hash & !PLACE | place;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_text_and_what_is_known_of_it() {
        let mut whom = Whom::default();
        let long = |at: u32| format!("{}{at}", "长".repeat(20));
        let text = |at: u32| if at.is_multiple_of(3) { long(at) } else { format!("c{at}") };
        let (mut at_once, mut shorts) = (0, 0);
        for at in 0..5_000 {
            let (text, known) = (text(at), Known { customer: at, day: 0, name: 0 });
            let hash = hash(text.as_bytes());
            assert_eq!(whom.find(text.as_bytes(), hash), None, "{text}");
            assert_eq!(whom.known(text.as_bytes(), whom.likely(hash)), None, "{text}");
            whom.add(&text, hash, known).unwrap();
            whom.find(text.as_bytes(), hash).unwrap().day = at as i32;
            let found = whom.known(text.as_bytes(), whom.likely(hash)).map(|known| known.customer);
            assert!(found.is_none_or(|found| found == at), "{text}");
            shorts += u32::from(text.len() <= SHORT);
            at_once += u32::from(found.is_some());
        }
        assert!(shorts > 3_000 && at_once * 10 > shorts * 9, "{at_once} of {shorts} stand where they likely do");
        whom.index();
        let all = whom.known_of_all();
        assert_eq!(all.len(), 5_000);
        for (at, (found, known)) in (0..).zip(whom.texts().iter().zip(all)) {
            assert_eq!((found, known), (&*text(at), Known { customer: at, day: at as i32, name: 0 }));
            assert_eq!(whom.place(found, hash(found.as_bytes())), Some(at));
        }
        assert_eq!(whom.place(&long(5_001), hash(long(5_001).as_bytes())), None);
        assert_eq!(whom.find(b"", hash(b"")), None);
    }

    #[test]
    fn texts_of_every_length_are_told_apart_by_each_byte() {
        for length in 1..=SHORT {
            let text = "x".repeat(length);
            let mut whom = Whom::default();
            whom.add(&text, 7, Known { customer: 1, day: 0, name: 0 }).unwrap();
            assert!(whom.known(text.as_bytes(), 0).is_some());
            for at in 0..length {
                let mut other = text.clone().into_bytes();
                other[at] = b'y';
                assert!(whom.known(&other, 0).is_none() && whom.find(&other, 7).is_none(), "{length}, {at}");
            }
            assert!(whom.known(&text.as_bytes()[1..], 0).is_none());
        }
    }
}
