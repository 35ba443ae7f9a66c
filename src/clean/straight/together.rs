//! What all ranges of a regular file are together.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::range::{Range, follows};
use super::whom::{Known, Whom, hash};
use crate::clean::dictionary::Dictionary;
use crate::clean::ledger::Sum;
use crate::clean::rows::Rows;
use crate::clean::span::Days;
use crate::model::{Money, Part, Parts, Texts};

/// All ranges of a file.
pub struct Together<F> {
    pub parts: Parts<F>,
    /// By range and customer, the place among the rows of one way in which it is written.
    pub codes: Vec<Vec<u32>>,
    /// Customers as they are written, and what is known of each.
    who: Whom,
    known: Vec<Known>,
    names: Dictionary,
    pub days: Days,
    pub currency: Option<String>,
    pub sum: Sum,
    pub absolute: i128,
    pub decimals: u8,
}

impl<F> Together<F> {
    /// Puts the ranges together; nothing where they are no regular file as a whole.
    pub fn new(ranges: Vec<Range<F>>) -> Option<Together<F>> {
        let numbered = ranges.first()?.wanted.order.is_some();
        let parts = Parts { parts: Vec::new(), longer: Vec::new(), numbered, total: Money::ZERO, by_day: Vec::new() };
        let mut by_day: BTreeMap<i32, i64> = BTreeMap::new();
        let mut all = Together {
            parts,
            codes: Vec::new(),
            who: Whom::default(),
            known: Vec::new(),
            names: Dictionary::default(),
            days: Days::default(),
            currency: None,
            sum: Sum::default(),
            absolute: 0,
            decimals: 2,
        };
        let (mut next, mut number) = (0_u32, Vec::new());
        for mut range in ranges {
            if range.sum.rows == 0 {
                continue;
            }
            // An order across two ranges is left to the long way; ranges mostly begin with an order.
            if numbered && !number.is_empty() {
                follows(&range.first, &number).then_some(())?;
                next = next.checked_add(1)?;
                if range.first.len() > number.len() {
                    all.parts.longer.push(next);
                }
            }
            all.parts.longer.extend(range.longer.iter().map(|order| order + next));
            all.add_customers(&mut range)?;
            let currency = all.currency.get_or_insert_with(|| range.currency.clone());
            (*currency == range.currency).then_some(())?;
            all.days.join(&range.days);
            // Each range stays below the limit; the sums of a day over many of them could overflow beyond it.
            all.absolute += range.absolute as i128;
            (all.absolute <= Money::LIMIT).then_some(())?;
            range.by_day.iter().for_each(|(day, net)| *by_day.entry(*day).or_default() += net);
            all.sum.rows += range.sum.rows;
            all.sum.money += range.sum.money;
            all.decimals = all.decimals.max(range.decimals);
            all.parts.parts.push(Part { fold: range.fold, clients: Vec::new(), orders: next });
            next = next.checked_add(range.order)?;
            number = range.number;
        }
        all.parts.by_day = by_day.into_iter().collect();
        all.currency = all.currency.filter(|currency| !currency.is_empty());
        Some(all)
    }

    /// Adds the customers of a range: those of the first stand as they are, and those of the others are looked up among them.
    fn add_customers(&mut self, range: &mut Range<F>) -> Option<()> {
        let mut codes = vec![0; range.keys.len()];
        let of_range = range.who.known_of_all();
        if self.codes.is_empty() {
            (0..).zip(&of_range).for_each(|(place, known)| codes[known.customer as usize] = place);
            (self.who, self.names) = (std::mem::take(&mut range.who), std::mem::take(&mut range.names));
            self.who.index();
            (self.known, self.codes) = (of_range, vec![codes]);
            return Some(());
        }
        let texts = range.who.texts();
        let found = (0..of_range.len() as u32).into_par_iter().map(|code| {
            let hash = hash(texts.get(code).as_bytes());
            (hash, self.who.place(texts.get(code), hash))
        });
        let found: Vec<(u32, Option<u32>)> = found.collect();
        for ((text, Known { customer, day, name }), (hash, place)) in texts.iter().zip(of_range).zip(found) {
            let name = if name == Texts::NONE { name } else { self.names.code(range.names.get(name)) };
            let new = Known { customer: 0, day, name };
            codes[customer as usize] = match place {
                Some(place) => {
                    let known = &mut self.known[place as usize];
                    let earlier = |name: u32, other: u32| self.names.get(name) < self.names.get(other);
                    if day > known.day || day == known.day && name != known.name && earlier(name, known.name) {
                        *known = new;
                    }
                    place
                }
                None => {
                    self.who.add(text, hash, new)?;
                    self.known.push(new);
                    self.known.len() as u32 - 1
                }
            };
        }
        self.codes.push(codes);
        Some(())
    }

    /// Gives a row for each customer as it is written, with its latest day and name. `by_id` where customers have ids.
    pub fn rows(&mut self, by_id: bool) -> Rows {
        let texts = std::mem::take(&mut self.who).into_texts();
        let names = std::mem::take(&mut self.names);
        let mut rows = Rows::default();
        rows.who = (0..texts.len() as u32).map(|code| code << 1 | u32::from(!by_id)).collect();
        rows.day = self.known.iter().map(|known| known.day).collect();
        rows.name = self.known.iter().map(|known| known.name).collect();
        rows.money = vec![0; texts.len()];
        (rows.ids, rows.names) = if by_id { (texts, names) } else { (names, texts) };
        rows
    }
}
