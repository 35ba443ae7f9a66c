//! Each distinct text once, with a code.
//!
//! A column of five million rows has few distinct values; a row keeps a code of four bytes, and whatever is expensive
//! (trimming, normalising, reading a date) is done once per distinct text. The texts lie end to end in one string, so a
//! new one costs no allocation. Equal neighbours and ascending texts, as sorted exports have them, need no hashing: the table
//! of hashes is made when the first text comes that stands before another.

use std::hash::Hasher;
use std::ops::Range;

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use crate::model::Words;

/// Distinct texts by code, in the order in which they first appeared.
#[derive(Default)]
pub struct Dictionary {
    /// The codes of all texts with the lower half of their hashes, once a text came that stands before the last new one.
    codes: Option<HashTable<(u32, u32)>>,
    texts: String,
    /// Where each text ends; a block's texts, and those of all files, stay below 4 GB.
    ends: Vec<u32>,
    last: u32,
}

#[inline]
fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Gives the place of a hash in the table: all of it from the half that is kept.
#[inline]
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[inline]
fn range(ends: &[u32], code: u32) -> Range<usize> {
    let at = code as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    start as usize..ends[at] as usize
}

/// Says whether two texts are the same: short ones without a call, in pieces of a known length, of which the last may overlap the
/// one before.
#[inline]
pub fn same(one: &[u8], two: &[u8]) -> bool {
    #[inline]
    fn ends<const N: usize>(text: &[u8]) -> Option<([u8; N], [u8; N])> {
        Some((text.first_chunk::<N>().copied()?, text.last_chunk::<N>().copied()?))
    }
    match one.len() {
        length if length != two.len() => false,
        2..4 => ends::<2>(one) == ends::<2>(two),
        4..8 => ends::<4>(one) == ends::<4>(two),
        8..16 => ends::<8>(one) == ends::<8>(two),
        16..32 => ends::<16>(one) == ends::<16>(two),
        _ => one == two,
    }
}

impl Dictionary {
    /// Gives the code of a text, a new one where it is new.
    #[inline]
    pub fn code(&mut self, text: &str) -> u32 {
        if (self.last as usize) < self.ends.len() && self.is(self.last, text) {
            return self.last;
        }
        self.last = self.other(text);
        self.last
    }

    /// Gives the code of a text that is not the last one.
    fn other(&mut self, text: &str) -> u32 {
        if self.codes.is_none() {
            // Order numbers and days mostly ascend, and a text behind all others is new without a look at them.
            if self.ends.is_empty() || after(text, self.get(self.ends.len() as u32 - 1)) {
                return self.add(text);
            }
            self.codes = Some(self.table());
        }
        let (texts, ends) = (&self.texts, &self.ends);
        let Some(codes) = &mut self.codes else { return self.add(text) };
        let kept = hash(text) as u32;
        let bytes = (texts.as_bytes(), text.as_bytes());
        let is = |&(is, code): &(u32, u32)| is == kept && same(&bytes.0[range(ends, code)], bytes.1);
        if let Some(&(_, code)) = codes.find(spread(kept), is) {
            return code;
        }
        codes.insert_unique(spread(kept), (kept, ends.len() as u32), |&(kept, _)| spread(kept));
        self.add(text)
    }

    /// Makes the way from texts to their codes, for [`Dictionary::find`].
    pub fn index(&mut self) {
        if self.codes.is_none() {
            self.codes = Some(self.table());
        }
    }

    /// Gives the code of a text that is there, after [`Dictionary::index`].
    pub fn find(&self, text: &str) -> Option<u32> {
        let kept = hash(text) as u32;
        let codes = self.codes.as_ref()?;
        codes.find(spread(kept), |&(is, code)| is == kept && self.is(code, text)).map(|&(_, code)| code)
    }

    /// Adds a text that is known to be new, and gives its code; not beside [`Dictionary::code`].
    pub fn append(&mut self, text: &str) -> u32 {
        self.add(text)
    }

    fn add(&mut self, text: &str) -> u32 {
        if self.texts.capacity() - self.texts.len() < text.len() || self.ends.len() == self.ends.capacity() {
            self.grow(text.len());
        }
        self.texts.push_str(text);
        self.ends.push(self.texts.len() as u32);
        self.ends.len() as u32 - 1
    }

    /// Makes room for three times as much again: what is not used is never touched, and given back when the dictionary is closed,
    /// while what is there would have to move often.
    #[cold]
    fn grow(&mut self, text: usize) {
        self.texts.reserve_exact((self.texts.len() * 3 + 256).max(text));
        self.ends.reserve_exact(self.ends.len() * 3 + 32);
    }

    fn table(&self) -> HashTable<(u32, u32)> {
        let mut codes = HashTable::with_capacity(self.len());
        for (code, text) in (0..).zip(self.iter()) {
            let kept = hash(text) as u32;
            codes.insert_unique(spread(kept), (kept, code), |&(kept, _)| spread(kept));
        }
        codes
    }

    /// Takes no more texts, and gives back the memory that only those would need.
    pub fn close(&mut self) {
        self.codes = None;
        self.texts.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Gives the text of a code.
    pub fn get(&self, code: u32) -> &str {
        &self.texts[range(&self.ends, code)]
    }

    #[inline]
    fn is(&self, code: u32, text: &str) -> bool {
        same(&self.texts.as_bytes()[range(&self.ends, code)], text.as_bytes())
    }

    /// Says whether a piece of text is sure to stand in none of the texts.
    pub fn lacks(&self, piece: &str) -> bool {
        memchr::memmem::find(self.texts.as_bytes(), piece.as_bytes()).is_none()
    }

    /// Gives the number of distinct texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Gives the texts by code.
    pub fn iter(&self) -> impl Iterator<Item = &str> + '_ {
        (0..self.len() as u32).map(|code| self.get(code))
    }

    /// Changes texts where `change` gives another; two codes may then have one text.
    pub fn rewrite(&mut self, change: impl Fn(&str) -> Option<&str>) {
        let mut texts = String::with_capacity(self.texts.len());
        let mut ends = Vec::with_capacity(self.ends.len());
        for text in self.iter() {
            texts.push_str(change(text).unwrap_or(text));
            ends.push(texts.len() as u32);
        }
        (self.codes, self.texts, self.ends) = (None, texts, ends);
    }

    /// Gives the texts without the way to their codes.
    pub fn into_words(self) -> Words {
        Words::new(self.texts, self.ends)
    }
}

/// Says whether a text stands behind another: the longer one, so that 10 stands behind 9, else the greater one.
#[inline]
fn after(text: &str, other: &str) -> bool {
    (text.len(), text.as_bytes()) > (other.len(), other.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_equal_texts_one_code_in_order_of_appearance() {
        let mut texts = Dictionary::default();
        let codes: Vec<u32> = ["b", "a", "", "a", "b", "b"].iter().map(|text| texts.code(text)).collect();
        assert_eq!(codes, [0, 1, 2, 1, 0, 0]);
        assert_eq!(texts.into_words(), ["b", "a", ""].into_iter().collect());
    }

    #[test]
    fn texts_are_told_apart_by_any_byte() {
        let mut texts = Dictionary::default();
        let mut all = vec![String::new()];
        for length in 1..40 {
            let text = "a".repeat(length);
            all.extend((0..length).map(|at| format!("{}b{}", &text[..at], &text[at + 1..])));
            all.push(text);
        }
        let codes: Vec<u32> = all.iter().map(|text| texts.code(text)).collect();
        assert_eq!(codes, (0..all.len() as u32).collect::<Vec<_>>());
        assert!(all.iter().zip(codes).all(|(text, code)| texts.code(text) == code && texts.find(text) == Some(code)));
        assert!(texts.lacks("c") && !texts.lacks("ba"));
    }

    #[test]
    fn ascending_texts_keep_their_codes_when_one_comes_that_stands_before() {
        let mut texts = Dictionary::default();
        let codes: Vec<u32> =
            ["9", "10", "10", "11", "9", "8", "12", "10", "8"].iter().map(|text| texts.code(text)).collect();
        assert_eq!(codes, [0, 1, 1, 2, 0, 3, 4, 1, 3]);
    }
}
