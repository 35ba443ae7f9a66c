//! Which customers may be one, by their names, telephone and tax numbers.
//!
//! Never all with all: customers that share a form of their name stand in one group, and each is set beside the one of the
//! group with the most money. So a group of n gives n − 1 pairs, and the work grows with the number of names.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::edit::{Edit, slips};
use super::fold::Folded;
use super::found::Evidence;
use crate::cube::{Cube, HeldTexts};
use crate::model::Money;

/// A telephone number of more customers is an agent's; a tax number, that of none.
const PHONE_SHARED: usize = 4;
const TAX_SHARED: usize = 8;

/// What customers are compared by.
pub struct Forms {
    pub folded: Vec<Folded>,
    /// By customer: the one with more comes first in a pair.
    rank: Vec<u32>,
}

/// Pairs with their evidence; the customer with more money first.
pub type Found = BTreeMap<(usize, usize), Vec<Evidence>>;

impl Forms {
    /// Folds all names; `amounts` by customer.
    pub fn new(cube: &Cube, amounts: &[Money]) -> Forms {
        let folded = cube.customers.par_iter().map(|customer| Folded::of(&customer.name)).collect();
        let mut order: Vec<usize> = (0..cube.customers.len()).collect();
        let last = |at: usize| cube.customers[at].rows_between().map(|(_, last)| last);
        order.sort_by(|&a, &b| amounts[b].cmp(&amounts[a]).then_with(|| last(b).cmp(&last(a))).then(a.cmp(&b)));
        let mut rank = vec![0; order.len()];
        for (place, &customer) in order.iter().enumerate() {
            rank[customer] = place as u32;
        }
        Forms { folded, rank }
    }

    /// Gives two customers, the one with more money first.
    pub fn ordered(&self, one: usize, two: usize) -> (usize, usize) {
        if self.rank[one] <= self.rank[two] { (one, two) } else { (two, one) }
    }

    /// Gives the customer of a group with the most money.
    fn head(&self, group: &[usize]) -> usize {
        group.iter().copied().min_by_key(|&at| self.rank[at]).unwrap_or_default()
    }

    /// Adds evidence to the pair of each of a group with its head.
    fn star(&self, found: &mut Found, group: &[usize], evidence: impl Fn(&Folded, &Folded) -> Vec<Evidence>) {
        let head = self.head(group);
        for &other in group.iter().filter(|&&other| other != head) {
            let evidence = evidence(&self.folded[head], &self.folded[other]);
            found.entry((head, other)).or_default().extend(evidence);
        }
    }

    /// Finds the customers whose names may be one.
    pub fn by_name(&self, cube: &Cube) -> Found {
        let mut found = Found::new();
        let some: Vec<usize> = (0..self.folded.len()).filter(|&at| !self.folded[at].plain.is_empty()).collect();
        // Spelt alike, then alike without legal forms: of those spelt alike one stands for all.
        let plain = grouped(some.iter().map(|&at| (self.folded[at].plain.as_str(), at)));
        for group in plain.iter().filter(|group| group.len() > 1) {
            let head = self.head(group);
            for &other in group.iter().filter(|&&other| other != head) {
                let (a, b) = (&cube.customers[head].name, &cube.customers[other].name);
                let evidence = spelling(a, b, &self.folded[head], &self.folded[other]);
                found.entry((head, other)).or_default().push(evidence);
            }
        }
        let heads: Vec<usize> = plain.iter().map(|group| self.head(group)).collect();
        let stems = grouped(heads.iter().map(|&at| (self.folded[at].stem.as_str(), at)));
        for group in stems.iter().filter(|group| group.len() > 1) {
            self.star(&mut found, group, |a, b| {
                let words = Evidence::Words { first: only(a, b), second: only(b, a) };
                std::iter::once(words).chain(stems_spelt(a, b)).collect()
            });
        }
        let heads: Vec<usize> = stems.iter().map(|group| self.head(group)).collect();
        self.shorter(&heads, &mut found);
        let sorted: Vec<(String, usize)> =
            heads.iter().filter_map(|&at| self.folded[at].sorted().map(|words| (words, at))).collect();
        for group in grouped(sorted.iter().map(|(words, at)| (words.as_str(), *at))) {
            self.star(&mut found, &group, |_, _| vec![Evidence::Order]);
        }
        let folded: Vec<&Folded> = heads.iter().map(|&at| &self.folded[at]).collect();
        for (a, b, edit) in slips(&folded) {
            let pair = self.ordered(heads[a], heads[b]);
            let turned = pair.0 != heads[a];
            let turn = |one, two| if turned { (two, one) } else { (one, two) };
            let evidence = match edit {
                Edit::More(letter) => Evidence::LetterMore { letter },
                Edit::Other(a, b) => {
                    let (first, second) = turn(a, b);
                    Evidence::LetterOther { first, second }
                }
                Edit::Swapped(a, b) => {
                    let (first, second) = turn(a, b);
                    Evidence::LettersSwapped { first, second }
                }
            };
            found.entry(pair).or_default().push(evidence);
        }
        found
    }

    /// Finds names that are another's without its brackets, its place, its trade.
    fn shorter(&self, heads: &[usize], found: &mut Found) {
        let whole: FxHashMap<&str, usize> = heads.iter().map(|&at| (self.folded[at].stem.as_str(), at)).collect();
        for &long in heads {
            for form in &self.folded[long].shorter {
                let Some(&short) = whole.get(form.stem.as_str()).filter(|&&short| short != long) else { continue };
                let (first, second) = self.ordered(long, short);
                let mut beyond =
                    [only(&self.folded[long], &self.folded[short]), only(&self.folded[short], &self.folded[long])];
                beyond[0].insert(0, form.shown.clone());
                if first != long {
                    beyond.swap(0, 1);
                }
                let [one, two] = beyond;
                let known = found.entry((first, second)).or_default();
                if known.is_empty() {
                    known.push(Evidence::Words { first: one, second: two });
                }
            }
        }
    }

    /// Adds the customers that have one telephone or tax number.
    pub fn by_number(&self, found: &mut Found, phones: &HeldTexts, taxes: &HeldTexts) {
        type Make = fn(String) -> Evidence;
        let kinds: [(&HeldTexts, fn(&str) -> Vec<String>, usize, Make); 2] = [
            (taxes, tax_numbers, TAX_SHARED, |number| Evidence::TaxNumber { number }),
            (phones, phone_numbers, PHONE_SHARED, |number| Evidence::Phone { number }),
        ];
        for (held, parts, shared, make) in kinds {
            let mut numbers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for customer in 0..self.folded.len() {
                for part in held.of(customer).iter().flat_map(|one| parts(held.text(one))) {
                    let customers = numbers.entry(part).or_default();
                    if customers.last() != Some(&customer) {
                        customers.push(customer);
                    }
                }
            }
            for (number, group) in numbers.into_iter().filter(|(_, group)| (2..=shared).contains(&group.len())) {
                let head = self.head(&group);
                for &other in group.iter().filter(|&&other| other != head) {
                    let evidence = found.entry((head, other)).or_default();
                    let new = make(number.clone());
                    if !evidence.iter().any(|one| std::mem::discriminant(one) == std::mem::discriminant(&new)) {
                        evidence.push(new);
                    }
                }
            }
        }
    }
}

/// Groups customers by a text, in the order of the texts.
fn grouped<'a>(each: impl Iterator<Item = (&'a str, usize)>) -> Vec<Vec<usize>> {
    let mut all: Vec<(&str, usize)> = each.collect();
    all.par_sort_unstable();
    all.chunk_by(|a, b| a.0 == b.0).map(|group| group.iter().map(|(_, at)| *at).collect()).collect()
}

/// Gives what one name has cut for its stem and the other has not.
fn only(one: &Folded, other: &Folded) -> Vec<String> {
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    one.cut.iter().filter(|part| !other.cut.iter().any(|cut| same(cut, part))).cloned().collect()
}

/// Says in what two names that are spelt alike differ.
fn spelling(one: &str, two: &str, a: &Folded, b: &Folded) -> Evidence {
    if crate::clean::normalise(one) == crate::clean::normalise(two) {
        return Evidence::SameName;
    }
    differs(&a.bare, &b.bare).unwrap_or(Evidence::Signs)
}

/// Says in what two stems that fold alike are spelt in another way, if they are.
fn stems_spelt(a: &Folded, b: &Folded) -> Option<Evidence> {
    differs(&a.spelt(), &b.spelt())
}

/// Says by what letters two texts differ that fold alike.
fn differs(one: &str, two: &str) -> Option<Evidence> {
    if one == two {
        return None;
    }
    let simple = |text: &str| text.chars().map(super::script::simplified).collect::<String>();
    let script = simple(one) != one || simple(two) != two;
    let foreign = |c: char| !c.is_ascii() && !super::fold::is_han(c);
    let accents = one.chars().chain(two.chars()).any(foreign);
    Some(Evidence::Spelling { accents, script, short_forms: !script && !accents })
}

/// Gives the numbers of a cell of telephone numbers, each by its last nine digits: without the codes of countries and towns.
fn phone_numbers(text: &str) -> Vec<String> {
    let each = text.split([',', ';', '/', '、', '，', '；', '|']).map(|part| {
        let digits: String = part.chars().filter_map(|c| c.to_digit(10)).map(|digit| digit.to_string()).collect();
        let own = digits.trim_start_matches('0');
        own[own.len().saturating_sub(9)..].to_owned()
    });
    each.filter(|digits| digits.len() >= 7 && !is_filler(digits)).collect()
}

/// Gives the tax number of a cell, letters and digits in upper case.
pub fn tax_numbers(text: &str) -> Vec<String> {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let some = plain.chars().count() >= 6 && plain.chars().any(|c| c.is_numeric()) && !is_filler(&plain);
    some.then_some(plain).into_iter().collect()
}

/// Says whether a number is none: one digit again and again, or counting up.
fn is_filler(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    let step = |by: u8| bytes.windows(2).all(|pair| pair[1] == pair[0].wrapping_add(by));
    step(0) || step(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_without_codes_and_fillers_are_none() {
        assert_eq!(phone_numbers("+86 138-1234-5678"), phone_numbers("13812345678"));
        assert_eq!(phone_numbers("+49 30 1234567"), phone_numbers("030/1234567".replace('/', "-").as_str()));
        assert_eq!(phone_numbers("010-88886666, 13900001111").len(), 2);
        assert_eq!(phone_numbers("0000000000"), Vec::<String>::new());
        assert_eq!(phone_numbers("12345678"), Vec::<String>::new());
        assert_eq!(phone_numbers("110"), Vec::<String>::new());
        assert_eq!(tax_numbers("de 123.456.788"), ["DE123456788"]);
        assert_eq!(tax_numbers("n/a"), Vec::<String>::new());
    }
}
