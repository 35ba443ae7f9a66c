//! Each distinct text once, with a code.
//!
//! A column of five million rows has few distinct values; a row keeps a code of four bytes, and whatever is expensive
//! (trimming, normalising, reading a date) is done once per distinct text. The texts lie end to end in one string, so a
//! new one costs no allocation. Equal neighbours, as sorted exports have them, are recognised without hashing.

use std::hash::Hasher;

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::column::push;
use crate::model::Words;

/// Distinct texts by code, in the order in which they first appeared.
#[derive(Default)]
pub struct Dictionary {
    codes: HashTable<u32>,
    texts: String,
    /// Where each text ends; a block's texts, and those of all files, stay below 4 GB.
    ends: Vec<u32>,
    last: u32,
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

fn slice<'a>(texts: &'a str, ends: &[u32], code: u32) -> &'a str {
    let at = code as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    &texts[start as usize..ends[at] as usize]
}

impl Dictionary {
    /// Gives the code of a text, a new one where it is new.
    pub fn code(&mut self, text: &str) -> u32 {
        if (self.last as usize) < self.ends.len() && slice(&self.texts, &self.ends, self.last) == text {
            return self.last;
        }
        let (texts, ends) = (&self.texts, &self.ends);
        let hash_of = hash(text);
        if let Some(&code) = self.codes.find(hash_of, |&code| slice(texts, ends, code) == text) {
            self.last = code;
            return code;
        }
        let code = self.ends.len() as u32;
        self.texts.push_str(text);
        push(&mut self.ends, self.texts.len() as u32);
        let (texts, ends) = (&self.texts, &self.ends);
        self.codes.insert_unique(hash_of, code, |&code| hash(slice(texts, ends, code)));
        self.last = code;
        code
    }

    /// Takes no more texts, and gives back the memory that only those would need.
    pub fn close(&mut self) {
        self.codes = HashTable::new();
        self.texts.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Gives the text of a code.
    pub fn get(&self, code: u32) -> &str {
        slice(&self.texts, &self.ends, code)
    }

    /// Gives the number of distinct texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Gives the texts by code.
    pub fn iter(&self) -> impl Iterator<Item = &str> + '_ {
        (0..self.len() as u32).map(|code| self.get(code))
    }

    /// Gives the texts without the way to their codes.
    pub fn into_words(self) -> Words {
        Words::new(self.texts, self.ends)
    }
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
}
