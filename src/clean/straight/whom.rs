//! Codes of the customers of a range: asked once a line, so that a code is found with two looks into memory.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::clean::dictionary::Dictionary;

/// Texts of at most so many bytes are found here; the others in the dictionary.
const SHORT: usize = 47;

/// Distinct texts by code, in the order in which they first appeared.
#[derive(Default)]
pub struct Whom {
    /// By hash, with free places behind: the hash, and the code plus one.
    slots: Vec<(u32, u32)>,
    short: Vec<Short>,
    /// All texts.
    texts: Dictionary,
    /// Of the texts too long to stand here, the code by their code among each other.
    long: Dictionary,
    of_long: Vec<u32>,
}

/// A short text where its code leads.
struct Short {
    length: u8,
    bytes: [u8; SHORT],
}

impl Short {
    fn of(text: &str) -> Short {
        let mut bytes = [0; SHORT];
        let length = text.len().min(SHORT);
        bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
        Short { length: length as u8, bytes }
    }

    #[inline]
    fn is(&self, text: &[u8]) -> bool {
        self.bytes.get(..usize::from(self.length)) == Some(text)
    }
}

impl Whom {
    /// Gives the code of a text, a new one where it is new.
    #[inline]
    pub fn code(&mut self, text: &str) -> u32 {
        if text.len() > SHORT {
            return self.long(text);
        }
        let hash = hash(text);
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(&(kept, code)) = self.slots.get(at) {
            if code == 0 {
                break;
            }
            if kept == hash && self.short[code as usize - 1].is(text.as_bytes()) {
                return code - 1;
            }
            at = (at + 1) & mask;
        }
        self.add(text, hash)
    }

    fn add(&mut self, text: &str, hash: u32) -> u32 {
        if (self.short.len() + 1) * 2 > self.slots.len() {
            let mut slots = vec![(0, 0); (self.slots.len() * 2).max(1 << 10)];
            self.slots.iter().filter(|(_, code)| *code > 0).for_each(|&(hash, code)| put(&mut slots, hash, code));
            self.slots = slots;
        }
        let code = self.push(text);
        put(&mut self.slots, hash, code + 1);
        code
    }

    fn long(&mut self, text: &str) -> u32 {
        let place = self.long.code(text) as usize;
        if place == self.of_long.len() {
            let code = self.push(text);
            self.of_long.push(code);
        }
        self.of_long[place]
    }

    fn push(&mut self, text: &str) -> u32 {
        self.short.push(Short::of(text));
        self.texts.append(text)
    }

    /// Gives the texts by code.
    pub fn iter(&self) -> impl Iterator<Item = &str> + '_ {
        self.texts.iter()
    }
}

#[inline]
fn hash(text: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    (hasher.finish() >> 32) as u32
}

fn put(slots: &mut [(u32, u32)], hash: u32, code: u32) {
    let mask = slots.len() - 1;
    let mut at = hash as usize & mask;
    while slots[at].1 > 0 {
        at = (at + 1) & mask;
    }
    slots[at] = (hash, code);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_equal_texts_one_code_in_order_of_appearance() {
        let mut whom = Whom::default();
        let long = |at: usize| format!("{}{at}", "长".repeat(20));
        let text = |at: usize| if at.is_multiple_of(3) { long(at) } else { format!("c{at}") };
        for round in 0..2 {
            for at in 0..5_000 {
                assert_eq!(whom.code(&text(at)), at as u32, "{round}");
            }
        }
        assert_eq!(whom.iter().count(), 5_000);
        assert!(whom.iter().enumerate().all(|(at, found)| found == text(at)));
        assert_eq!(whom.code(""), 5_000);
    }
}
