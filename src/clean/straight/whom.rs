//! The customers of a range as they are written: asked for each line, so that each is found with one look into memory.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::clean::dictionary::Dictionary;

/// Texts of at most so many bytes are found with one look; the others in the dictionary.
const SHORT: usize = 43;

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
    /// By hash, with free places behind.
    slots: Vec<Slot>,
    /// How many of them are taken.
    short: usize,
    /// All texts in the order in which they first appeared.
    texts: Dictionary,
    /// Those too long for a slot: their place among all, and what is known, by their code among each other.
    longs: Dictionary,
    of_long: Vec<(u32, Known)>,
}

/// A short text: a line of the processor's cache.
#[derive(Clone)]
#[repr(C, align(64))]
struct Slot {
    hash: u32,
    /// The text's place among all, plus one; zero where none stands.
    place: u32,
    known: Known,
    length: u8,
    bytes: [u8; SHORT],
}

const _: () = assert!(size_of::<Slot>() == 64);

impl Slot {
    const FREE: Slot =
        Slot { hash: 0, place: 0, known: Known { customer: 0, day: 0, name: 0 }, length: 0, bytes: [0; SHORT] };

    #[inline]
    fn is(&self, text: &[u8]) -> bool {
        self.bytes.get(..usize::from(self.length)) == Some(text)
    }
}

impl Whom {
    /// Looks at the slot that a hash leads to first: where many are looked at before one is asked for, waits for memory overlap.
    #[inline]
    pub fn glance(&self, hash: u32) -> u32 {
        let mask = self.slots.len().wrapping_sub(1);
        self.slots.get(hash as usize & mask).map_or(0, |slot| slot.place)
    }

    /// Gives what is known of a text by its [`hash`]; nothing where it is new.
    #[inline]
    pub fn find(&mut self, text: &[u8], hash: u32) -> Option<&mut Known> {
        if text.len() > SHORT {
            return self.find_long(text);
        }
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots.get(at)?;
            if slot.place == 0 {
                return None;
            }
            if slot.hash == hash && slot.is(text) {
                break;
            }
            at = (at + 1) & mask;
        }
        Some(&mut self.slots[at].known)
    }

    fn find_long(&mut self, text: &[u8]) -> Option<&mut Known> {
        let text = std::str::from_utf8(text).ok()?;
        self.longs.index();
        self.of_long.get_mut(self.longs.find(text)? as usize).map(|(_, known)| known)
    }

    /// Adds a text that is new.
    pub fn add(&mut self, text: &str, hash: u32, known: Known) {
        let place = self.texts.append(text);
        if text.len() > SHORT {
            self.longs.code(text);
            self.of_long.push((place, known));
            return;
        }
        if (self.short + 1) * 3 > self.slots.len() * 2 {
            let mut slots = vec![Slot::FREE; (self.slots.len() * 2).max(1 << 8)];
            self.slots.drain(..).filter(|slot| slot.place > 0).for_each(|slot| put(&mut slots, slot));
            self.slots = slots;
        }
        let mut slot = Slot { hash, place: place + 1, known, length: text.len() as u8, ..Slot::FREE };
        slot.bytes[..text.len()].copy_from_slice(text.as_bytes());
        put(&mut self.slots, slot);
        self.short += 1;
    }

    /// Gives all texts in the order in which they first appeared, with what is known of them.
    pub fn all(&self) -> Vec<(&str, Known)> {
        let mut all: Vec<(&str, Known)> = self.texts.iter().map(|text| (text, Slot::FREE.known)).collect();
        for slot in self.slots.iter().filter(|slot| slot.place > 0) {
            all[slot.place as usize - 1].1 = slot.known;
        }
        self.of_long.iter().for_each(|&(place, known)| all[place as usize].1 = known);
        all
    }
}

/// Gives the hash that a text is found by.
#[inline]
pub fn hash(text: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    (hasher.finish() >> 32) as u32
}

fn put(slots: &mut [Slot], slot: Slot) {
    let mask = slots.len() - 1;
    let mut at = slot.hash as usize & mask;
    while slots[at].place > 0 {
        at = (at + 1) & mask;
    }
    slots[at] = slot;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_text_and_what_is_known_of_it() {
        let mut whom = Whom::default();
        let long = |at: u32| format!("{}{at}", "长".repeat(20));
        let text = |at: u32| if at.is_multiple_of(3) { long(at) } else { format!("c{at}") };
        for at in 0..5_000 {
            let (text, known) = (text(at), Known { customer: at, day: 0, name: 0 });
            let hash = hash(text.as_bytes());
            assert_eq!(whom.find(text.as_bytes(), hash), None, "{text}");
            whom.add(&text, hash, known);
            whom.find(text.as_bytes(), hash).unwrap().day = at as i32;
        }
        let all = whom.all();
        assert_eq!(all.len(), 5_000);
        for (at, (found, known)) in (0..).zip(all) {
            assert_eq!((found, known), (&*text(at), Known { customer: at, day: at as i32, name: 0 }));
        }
        assert_eq!(whom.find(b"", hash(b"")), None);
    }
}
